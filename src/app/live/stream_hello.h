// What a live source says before its poses: which skeleton or which points are coming.
#pragma once

#include <string>
#include <vector>

#include "motion/core/point_layouts.h"
#include "motion/core/skeleton.h"

namespace kinemote::app {

inline constexpr int kMostLiveJoints = 256;  // of a skeleton, or points of a person
inline constexpr double kFastestLive_fps = 1000.0;

enum class StreamKind { kSkeleton, kPoints };

struct StreamHello {
  StreamKind kind = StreamKind::kSkeleton;
  std::string name;      // of the figure; may be empty
  double fps = 0.0;      // that the sender means to keep; 0: it does not say
  SkeletonPtr skeleton;  // kSkeleton: offsets in metres
  /// kPoints: what poses are brought to, and where each of its points is in them, -1 for never.
  const PointLayout* layout = nullptr;
  std::vector<int> source_of;
  std::vector<std::string> names;  // kPoints: as sent, in the order of poses
  int dimensions = 3;              // kPoints: 2 (a picture's) or 3
  double metres_per_unit = 1.0;    // of offsets and places in packets; 1 for 2-D
  bool is_y_down = false;          // 2-D: y runs down, as in pictures

  /// Numbers of one pose: place of the root and J quaternions, or N points and their confidences.
  int value_count() const;
  /// True if poses of the one mean the same as poses of the other.
  bool announces_same(const StreamHello& other) const;
};

/// `unit`: "m", "cm" or "mm" of the offsets. Errors (bad input): no joint or more than
/// kMostLiveJoints, parents that do not precede, no finite offsets, an unknown unit, a rate outside
/// [0, kFastestLive_fps].
Result<StreamHello> skeleton_hello(std::string name, std::vector<Joint> joints,
                                   const std::string& unit, double fps);

/// `layout`: "coco17", "body25", "mediapipe33" or "landmarks33" (the same); "": `names` say it.
/// Names may be those of a layout's points in any spelling and order, some missing, or of the
/// joints of a body ("LeftLowerArm"), which then stand for COCO's points (an upper arm's joint for
/// the shoulder; nose, eyes and ears are missing). `y`: "down" or "up" of 2-D points; 3-D are
/// always y up. Errors (bad input): an unknown layout, names that are neither, dimensions other
/// than 2 and 3, unit and rate as above.
Result<StreamHello> points_hello(std::string name, const std::string& layout,
                                 std::vector<std::string> names, int dimensions,
                                 const std::string& unit, const std::string& y, double fps);

/// "m", "cm" or "mm".
std::string live_unit_name(double metres_per_unit);

}  // namespace kinemote::app
