// Collada 1.4.1 out.
//
// Ours, since the animations of Assimp 5.2's exporter refer to sources that it does not write:
// Blender finds no curves in them and Assimp itself refuses the file.
#pragma once

#include <filesystem>
#include <span>

#include "motion/core/clip.h"
#include "motion/io/fbx_writer.h"

namespace kinemote::io {

/// Writes clips that share a clock: a node a figure, JOINT nodes below it, and a matrix for every
/// joint in every frame. Times follow customary_fps, numbers have 9 significant digits. The unit
/// and the up axis are declared. Errors: what write_atomically reports.
Status write_collada(const std::filesystem::path& path, std::span<const Clip> clips,
                     const SceneWriteSettings& settings);

}  // namespace kinemote::io
