// Longer motion from windows: where two pieces fit together, and how they are joined.
#pragma once

#include <vector>

#include "synthesis/control/motion_window.h"

namespace kinemote::synthesis {

/// What two frames are compared by: joint positions and velocities in the heading frame, path
/// velocity and foot contacts. One row of `size` numbers a frame, scaled so that a squared
/// distance of 1 is a pose 10 cm or a motion 0.5 m/s away on average.
struct PoseDescriptors {
  int size = 0;
  std::vector<float> rows;  // F x size
  int frame_count() const { return size > 0 ? static_cast<int>(rows.size()) / size : 0; }
  const float* row(int frame) const { return rows.data() + static_cast<size_t>(frame) * size; }
};
PoseDescriptors describe_poses(const Clip& clip, const BodyMap& body,
                               const std::vector<char>& contacts);

/// Mean squared distance of two frames' descriptors.
double pose_distance(const PoseDescriptors& a, int frame_a, const PoseDescriptors& b, int frame_b);

/// Where one piece is best left and another entered.
struct JointPlace {
  int leave = 0, enter = 0;
  double cost = 0.0;  // pose_distance there, and frame_cost for every frame that is thrown away
};
/// Among frames `earliest` to the last of `from`, and frames of `to` that leave more than
/// `shortest` of it. Ends of the range where there is none.
JointPlace best_joint(const PoseDescriptors& from, int earliest, const PoseDescriptors& to,
                      int shortest, double frame_cost);

/// Channels (F x C) of `head` up to frame `cut`, then `tail` from frame `from` on. What differs at
/// the joint in value and slope fades out over `blend_s` along a quintic: no jump in pose or speed.
/// Source: Bollo (2018), "Inertialization: high-performance animation transitions in Gears of War",
/// GDC; deviation: applied to each channel (6-D rotations are orthonormalised later) and over a
/// fixed time.
std::vector<float> join_channels(const std::vector<float>& head, int cut,
                                 const std::vector<float>& tail, int from,
                                 const WindowLayout& layout, double blend_s = 0.3);

/// The same in place: what `head` holds up to the joint is not copied.
void join_onto(std::vector<float>& head, int cut, const std::vector<float>& tail, int from,
               const WindowLayout& layout, double blend_s = 0.3);

}  // namespace kinemote::synthesis
