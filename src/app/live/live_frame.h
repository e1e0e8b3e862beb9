// A pose of a live stream, checked and in the program's own units.
#pragma once

#include <vector>

#include "app/live/pose_packet.h"
#include "motion/core/clip.h"
#include "motion/core/point_clip.h"

namespace kinemote::app {

struct LiveFrame {
  double time_s = 0.0;          // rising from pose to pose; 0 at the first
  double arrival_s = 0.0;       // of a monotonic clock, for latencies
  Vec3 root{0.0};               // skeleton: place of joint 0, metres
  std::vector<Quat> rotations;  // skeleton: J, parent_from_joint, w >= 0
  /// Points: one a point of the hello's layout; metres and y up in 3-D, the picture's units with y
  /// up in 2-D. Confidence 0: not seen.
  std::vector<Vec3> points;
  std::vector<float> confidences;
};

/// Bytes that a frame of this stream takes in memory.
size_t live_frame_bytes(const StreamHello& hello);

/// Times are left to the caller. Errors (bad input): poses of the other kind, another count of
/// numbers, numbers that are not finite (points: NaN is one not seen), places beyond 10 km (2-D:
/// a million units), quaternions whose length is not within 1 % of 1, confidences outside [0, 1].
Result<LiveFrame> frame_of(const StreamHello& hello, const PosePacket& pose);

/// Even times among frames.
struct EvenSteps {
  double first_s = 0.0;
  double step_s = 1.0 / 30.0;
  int count = 1;
};
/// From the first to the last of one frame or more; `fps` in (0, kFastestLive_fps].
EvenSteps steps_over(const std::vector<LiveFrame>& frames, double fps);
/// The last `count` steps, which end at the last frame; fewer if there is less.
EvenSteps last_steps(const std::vector<LiveFrame>& frames, double fps, int count);

/// Frames of a skeleton stream at these times: rotations by slerp, the root linearly between the
/// frames around.
Clip clip_of(const StreamHello& hello, const std::vector<LiveFrame>& frames,
             const EvenSteps& steps);
/// The same of points. A point that one of the frames around has not, or that lie further apart
/// than half a second, is missing.
PointClip points_of(const StreamHello& hello, const std::vector<LiveFrame>& frames,
                    const EvenSteps& steps);

}  // namespace kinemote::app
