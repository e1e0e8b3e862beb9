// The body behind 3-D keypoints: which points there are, how long its bones are. Part of
// fit_points.
#pragma once

#include <array>
#include <optional>
#include <string>

#include "motion/core/point_clip.h"
#include "motion/core/skeleton.h"

namespace kinemote {

/// Sides in arrays of two, as everywhere here: 0 left, 1 right.
using SidePoints = std::array<int, 2>;

/// The points of a clip by what they are, -1 where the layout lacks them, and their positions.
class FitPoints {
 public:
  explicit FitPoints(const PointClip& clip);

  /// Position in a frame (scaled); empty where the point is missing or does not exist.
  std::optional<Vec3> at(int frame, int point) const;
  /// Middle of two points, empty unless both are there.
  std::optional<Vec3> middle(int frame, const SidePoints& pair) const;
  /// Median over frames and both sides of the distance between two points; 0 if never seen.
  double median_distance(const SidePoints& from, const SidePoints& to) const;
  /// The same between the middles of two pairs.
  double median_middle_distance(const SidePoints& from, const SidePoints& to) const;

  int frame_count() const { return clip_.frame_count; }
  void set_scale(double scale) { scale_ = scale; }

  int nose;
  SidePoints ear, eye, shoulder, elbow, wrist, index, pinky, hip, knee, ankle, heel, toe;
  std::string toe_part;  // "foot_index" or "big_toe": which point `toe` is

 private:
  const PointClip& clip_;
  double scale_ = 1.0;
};

/// The canonical skeleton with the lengths of these points: medians over frames of trunk, shoulder
/// and hip width, limbs (left and right together); neck, head, hands and feet in proportion.
/// Error (bad input) if trunk, shoulders, hips, arms or legs are never seen or have no length.
Result<SkeletonPtr> fit_skeleton(const FitPoints& points);

}  // namespace kinemote
