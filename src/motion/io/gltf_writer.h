// glTF 2.0 out: .glb, and .gltf with its buffer inside.
//
// Ours rather than Assimp's exporter: that one needs a proxy skin anyway, knows one skeleton a file
// only, drops tracks that it finds constant (a joint without keys keeps another take's pose in an
// editor), and writes .gltf as two files, which cannot appear at once.
#pragma once

#include <filesystem>
#include <span>

#include "motion/core/clip.h"

namespace kinemote::io {

/// Writes clips that share a clock, in metres and +Y up as glTF wants it: a node a figure with its
/// joints below, a body of sticks skinned to them (many programs see bones only where there is a
/// skin), and one animation in which every joint has a rotation in every frame and joints that move
/// against their offset a translation. Times follow customary_fps; they and all keys are float32
/// (at an hour a time is exact to 0.2 ms). `.glb` gives the binary form, any other extension JSON.
/// Errors: what write_atomically reports; usage for files above 4 GiB.
Status write_gltf(const std::filesystem::path& path, std::span<const Clip> clips);

}  // namespace kinemote::io
