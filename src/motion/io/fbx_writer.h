// FBX out: a skeleton and its motion as binary FBX 7.4.
//
// Ours, since Assimp 5.2 writes a binary FBX that no reader opens (its lists lack their end marks),
// and Blender refuses ASCII FBX.
#pragma once

#include <filesystem>
#include <span>

#include "motion/core/clip.h"
#include "motion/io/motion_file.h"

namespace kinemote::io {

struct SceneWriteSettings {
  double metres_per_unit = 0.01;
  UpAxis up_axis = UpAxis::kY;  // what the file is to declare; clips stand along it already
};

/// Writes clips that share a clock: one `Null` a figure, `LimbNode`s below it, one take in which
/// every joint has a rotation key in every frame and joints that move against their offset have a
/// translation key as well. Angles are continuous over time. Times follow customary_fps. Keys are
/// float32: places come back within about 1e-6 of the figure's size. The rest pose is the
/// skeleton's offsets without rotation (of a clip of one frame: that frame, since many readers drop
/// animations of one key).
///
/// Blender ignores translation keys of bones that touch their parent's tail; where such a bone
/// moves, its rest place (not its motion) is written 0.05 mm aside.
///
/// Errors: what write_atomically reports; usage for files above 4 GiB.
Status write_fbx(const std::filesystem::path& path, std::span<const Clip> clips,
                 const SceneWriteSettings& settings);

}  // namespace kinemote::io
