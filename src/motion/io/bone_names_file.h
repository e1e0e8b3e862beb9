// Bone maps as small editable files: the shipped spellings, and maps that a user corrected.
#pragma once

#include <filesystem>
#include <vector>

#include "motion/core/bone_map.h"

namespace kinemote::io {

/// Reads one scheme (JSON: {"name", "source", "joints": {"Hips": ["pelvis", …], …}}). Errors (bad
/// input) name the file and the joint.
Result<BoneNames> read_bone_names(const std::filesystem::path& path);
/// All schemes of a folder, by name.
Result<std::vector<BoneNames>> read_bone_name_folder(const std::filesystem::path& folder);

/// Saves a map by joint names, so that it fits any file of the same skeleton; reads it back for a
/// pair of skeletons (joints that are not there become warnings).
Status write_bone_map(const std::filesystem::path& path, const BoneMap& map, const Skeleton& source,
                      const Skeleton& target);
Result<BoneMap> read_bone_map(const std::filesystem::path& path, const Skeleton& source,
                              const Skeleton& target);

}  // namespace kinemote::io
