// One door to every motion format: what a file holds, reading it, writing it.
#pragma once

#include <filesystem>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "motion/core/point_clip.h"
#include "motion/core/progress.h"
#include "motion/io/bvh.h"
#include "motion/io/clip_import.h"
#include "motion/io/keypoint_settings.h"

namespace kinemote::io {

enum class UpAxis { kY, kZ };

/// How a file is to be understood. What is left empty is detected and reported.
struct MotionReadSettings {
  std::optional<double> metres_per_unit = {};
  std::optional<UpAxis> up_axis = {};
  std::optional<double> yaw_rad = {};  // turn about +Y after reading; empty: as the file has it
  PositionRule positions = PositionRule::kAuto;  // BVH only
  std::string animation = {};  // name or number (from 0) of one animation; "": the first
  std::string figure = {};     // name or number (from 0) of one skeleton or person; "": all
  double fps = 0.0;  // keyed formats and keypoints: rate of the samples; 0: the file's own
  KeypointSettings keypoints = {};  // keypoints only
};

/// Everything that one file holds, on one clock.
struct MotionImport {
  std::string format;                   // "bvh", "fbx", "glb", "c3d", "openpose"…
  std::vector<ClipImport> figures;      // skeletons; more than one is a group
  std::vector<PointClip> points;        // keypoint persons or marker sets
  std::vector<std::string> animations;  // names of all animations in the file
  int animation = 0;                    // which of them was read
  Warnings warnings;
};

/// One format of the program.
struct MotionFormat {
  std::string extension;  // "fbx"
  std::string words;      // "Autodesk FBX, binary"
  bool can_read = false;
  bool can_write = false;
};
/// All formats, for messages, file dialogs and the documentation.
std::span<const MotionFormat> motion_formats();
/// Their extensions in a sentence: ".bvh, .fbx or .glb".
std::string readable_extensions();
std::string writable_extensions();
/// The format of a path by its extension, null if it is not known.
const MotionFormat* format_of(const std::filesystem::path& path);

/// Reads any readable file (or folder of OpenPose frames). Errors: usage for a format that is not
/// read or an animation or figure that is not there (says which are); bad input for what a reader
/// refuses; cancelled.
Result<MotionImport> read_motion(const std::filesystem::path& path,
                                 const MotionReadSettings& settings = {},
                                 const Progress& progress = {});

/// How a motion is to be written.
struct MotionWriteSettings {
  double fps = 0.0;  // 0: the clip's own, exactly
  std::optional<double> first_s = {},
                        last_s = {};  // range, seconds from the clip's start; empty: all
  /// Metres that one unit of the file stands for; empty: centimetres for BVH and FBX, metres for
  /// all else. glTF is metres by definition and refuses others (usage).
  std::optional<double> metres_per_unit = {};
  UpAxis up_axis = UpAxis::kY;  // glTF is Y up by definition and refuses others (usage)
  std::optional<EulerOrder> euler_order = {};  // BVH only; empty: each joint's own
  bool with_rotations = false;                 // CSV only: world rotations beside the positions
};

/// Metres that one unit of a written file stands for if nothing is asked: 0.01 for .bvh and .fbx,
/// 1 for all else.
double usual_metres_per_unit(const std::filesystem::path& path);

/// Writes one figure, or several that share a clock (formats that hold one figure refuse more:
/// usage), by the extension of `path`, atomically. Beside a .csv a .csv.json states unit, frame of
/// reference, rate and joints. Keyed formats (FBX, glTF, Collada) take the customary rate that is
/// meant: 30 for a BVH of 0.033333 s a frame. Errors: usage before anything is written.
Status write_motion(const std::filesystem::path& path, std::span<const Clip> figures,
                    const MotionWriteSettings& settings = {});
/// The part and rate of figures that the settings ask for, as write_motion writes them.
Result<std::vector<Clip>> cut_and_resample(std::span<const Clip> figures,
                                           const MotionWriteSettings& settings);
/// The check of write_motion alone, so that long work and dialogs can refuse early.
Status can_write_motion(const std::filesystem::path& path, int figures,
                        const MotionWriteSettings& settings = {});

}  // namespace kinemote::io
