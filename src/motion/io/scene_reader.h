// FBX, glTF and Collada in.
#pragma once

#include <filesystem>

#include "motion/io/motion_file.h"

namespace kinemote::io {

/// Reads .fbx, .glb, .gltf and .dae: the skeletons of one animation on one clock. The unit and the
/// up axis are the declared ones unless the settings say otherwise; a declared unit that makes the
/// figure less than 0.3 m or more than 6 m tall gives way to the one that find_unit is certain of,
/// and a figure that stands along Z in a +Y file is turned, both with a warning. Errors as
/// read_motion.
Result<MotionImport> read_scene(const std::filesystem::path& path,
                                const MotionReadSettings& settings = {},
                                const Progress& progress = {});

}  // namespace kinemote::io
