// A motion file on the stage: how the user wants it read, how it was read, and the motion.
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "app/playable.h"
#include "motion/core/bone_map.h"
#include "motion/core/progress.h"
#include "motion/io/motion_file.h"

namespace kinemote::app {

using io::PositionRule;
using io::UpAxis;

/// Joint of the source for every joint of the canonical skeleton, -1 for none; empty: as matched.
using BoneSources = std::vector<int>;

/// Corrections of a reader's own reading. What is empty is detected.
struct ImportChoices {
  std::optional<double> metres_per_unit{};
  std::optional<UpAxis> up_axis{};
  std::optional<double> yaw_rad{};  // turn about +Y after reading
  PositionRule positions = PositionRule::kAuto;
  bool trims_t_pose = false;
  std::string animation{};  // number or name; "": the first
  std::string figure{};     // name of one figure; "": all together

  bool operator==(const ImportChoices&) const = default;
  bool is_automatic() const { return *this == ImportChoices{}; }
};

/// What a file holds and how it was understood: what the import banner shows.
struct ImportInfo {
  std::filesystem::path path;
  std::string format;  // "bvh"
  ImportChoices choices;
  double metres_per_unit = 0.01;
  std::string unit, unit_note;  // "cm"; "height 171 units, read as centimetres"
  std::string up_axis = "Y";    // of the file
  std::string position_rule_note;
  double facing_rad = 0.0;  // yaw of the first figure in its first frame, from +Z to its left
  bool has_facing = false;  // false: no body, nothing says where it faces
  /// Seconds of T-pose at the start (before any was trimmed); 0: none.
  double t_pose_s = 0.0;
  std::vector<std::string> animations;  // names of all in the file
  int animation = 0;
  std::vector<std::string> figures;  // names of all figures and point sets in the file
  bool is_2d = false;
  /// The first figure's joints matched to the canonical skeleton; empty for points.
  BoneMap bones;
  Warnings warnings;

  /// "height 171 units, read as centimetres · Y up · faces +Z".
  std::string summary() const;
};

/// Spellings of joints for matching bones: read once, from the shipped files. Empty if they are
/// missing (matching then goes by likeness alone).
const std::vector<BoneNames>& bone_names();

/// The motion on another skeleton, joints matched by name and place. Errors: those of retarget().
Result<Clip> moved_to(const SkeletonPtr& target, const Clip& clip);

/// Reads a file or folder of frames and makes it ready. Several figures become one group: the first
/// leads, the others are in Playable::others. Errors: those of io::read_motion; bad input if the
/// chosen figure is not there.
Result<std::shared_ptr<Playable>> import_motion(const std::filesystem::path& path,
                                                const ImportChoices& choices,
                                                const Progress& progress);

/// "+Z", "−X", or "37° to the left of +Z": a facing in words.
std::string facing_words(double facing_rad);

/// True if the studio should take this path as one motion: a file with an extension that is read,
/// or a folder that holds the frames of keypoints.
bool is_motion_path(const std::filesystem::path& path);
/// "BVH, FBX, GLB…": the formats that are read.
std::string readable_formats();

}  // namespace kinemote::app
