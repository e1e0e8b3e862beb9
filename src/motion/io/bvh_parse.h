// The two halves of a BVH file as they are written: file units, nothing interpreted yet.
#pragma once

#include <vector>

#include "motion/core/clip.h"
#include "motion/core/progress.h"
#include "motion/io/bvh_text.h"

namespace kinemote::io {

/// What one column of the MOTION table drives.
struct BvhChannel {
  int joint = 0;
  bool is_rotation = false;
  int axis = 0;  // 0, 1, 2 = X, Y, Z
};

struct BvhHierarchy {
  Skeleton skeleton;                 // offsets in file units
  std::vector<BvhChannel> channels;  // in the order of the columns; a joint's lie together
};

/// Reads from HIERARCHY up to and with the word MOTION; the cursor then stands behind it.
Result<BvhHierarchy> parse_hierarchy(BvhText& text, Warnings& warnings);

struct BvhMotion {
  double frame_time_s = 0.0;
  int frame_count = 0;
  std::vector<Quat> rotations;       // F x J, products of the channels in file order, w >= 0
  std::vector<int> position_joints;  // P joints with position channels, ascending
  std::vector<Vec3> positions;       // F x P, file units; OFFSET on axes without a channel
  std::vector<Vec3> has_channel;     // P; 1 on axes with a position channel, else 0
};

struct MotionParseSettings {
  int threads = 1;  // at most; the result is the same to the last bit for any number
  const Progress& progress;
};
/// Reads what follows the word MOTION. Errors: bad input with an address; cancelled.
Result<BvhMotion> parse_motion(BvhText& text, const BvhHierarchy& hierarchy,
                               const MotionParseSettings& settings, Warnings& warnings);

}  // namespace kinemote::io
