// What a motion model sees: fixed-length windows of channels that do not know where the figure
// stands or which way it faces.
#pragma once

#include <vector>

#include "motion/core/body_map.h"
#include "motion/core/clip.h"
#include "motion/core/contacts.h"

namespace kinemote::synthesis {

/// Channel layout of one frame, C = 4 + 6 + 6 (J' - 1) + 4 numbers, J' = the hips and all their
/// descendants, in skeleton order:
///   [0] forward velocity m/s, [1] leftward velocity m/s (both in the heading frame), [2] yaw rate
///   rad/s, [3] hips height m, [4..10) heading_from_hips rotation in 6-D, then 6-D local rotations
///   of the other joints, then the 4 contact channels in [0, 1].
/// Velocities look ahead: those of frame f take it to frame f + 1, so that summing them restores
/// the path exactly; the last frame repeats the one before it.
/// The heading frame stands under the hips and faces along cross(left hip - right hip, up) on the
/// ground. 6-D: first two columns of the rotation matrix (Zhou et al. 2019, arXiv:1812.07035).
/// Ancestors of the hips carry no motion of their own: what they have is folded into the hips.
/// Translations of joints below the hips are not represented: bones keep their length.
struct WindowLayout {
  SkeletonPtr skeleton;
  BodyMap body;
  std::vector<int> joints;  // J' joint indices, hips first
  double fps = 30.0;
  int frame_count = 64;  // T

  int channel_count() const { return 4 + 6 * static_cast<int>(joints.size()) + kContactCount; }
  int contact_offset() const { return channel_count() - kContactCount; }
  double duration_s() const { return frame_count / fps; }
  /// Error (bad input) if the skeleton has no recognisable body; (usage) unless fps is in (0, 1000]
  /// and frame_count in [8, 1024].
  static Result<WindowLayout> make(SkeletonPtr skeleton, double fps, int frame_count);
};

/// T x C, row-major, in the units above (not standardised).
using MotionWindow = std::vector<float>;

/// Ok if a clip of `skeleton` can be described in `layout`: same joint names and parents, and the
/// same offsets below the hips within 2 mm (what the hips and their ancestors hold is a place in
/// the world, which files of one data set often write differently). Error (bad input) names the
/// joint.
Status check_skeleton(const Skeleton& skeleton, const WindowLayout& layout);

/// Channels of every frame of a clip (F x C); the clip is resampled to the layout's fps first if
/// it differs by more than 0.1 %. Error (bad input) if the clip's skeleton differs from the
/// layout's.
Result<std::vector<float>> channels_from_clip(const Clip& clip, const WindowLayout& layout);

/// A clip of F frames from F x C channels; starts above the origin facing +Z. 6-D rotations are
/// orthonormalised (Gram-Schmidt); pairs of columns that do not span a plane become the identity.
Clip clip_from_channels(const std::vector<float>& channels, const WindowLayout& layout);

/// Yaw (radians) that a pelvis faces, by its hip joints; `fallback_rad` where they lie above each
/// other.
double heading_rad(const Vec3& left_hip, const Vec3& right_hip, double fallback_rad = 0.0);

}  // namespace kinemote::synthesis
