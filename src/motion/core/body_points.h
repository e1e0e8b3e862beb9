// Where the points of a keypoint layout lie on a body: the inverse of fit_points.
#pragma once

#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "motion/core/clip.h"
#include "motion/core/point_clip.h"
#include "motion/core/point_layouts.h"

namespace kinemote {

/// A point fixed to a joint of the canonical skeleton.
struct BodyPointPlace {
  std::string joint;  // of canonical_skeleton()
  Vec3 offset{0.0};   // in the joint's frame, metres on the figure of 1.75 m
};

/// The place of a layout's point by its name there ("left_ear"); empty for points between joints
/// ("neck", "mid_hip": the middles of shoulders and hips) and unknown names. Joints' points lie in
/// the joint; face, fingers and feet are placed by hand after a face 0.15 m wide between the ears,
/// good to about a centimetre, as the estimators' own definitions are.
std::optional<BodyPointPlace> place_on_body(std::string_view point_name);

/// Finds named points on the poses of one skeleton.
class BodyPointFinder {
 public:
  /// Names as in place_on_body(), and "neck" and "mid_hip". Errors: those of find_body, unless all
  /// joints have the canonical skeleton's names.
  static Result<BodyPointFinder> make(const Skeleton& skeleton, std::span<const std::string> names);

  /// False for names of no known place.
  bool has(int point) const { return !sources_[point].empty(); }
  /// World position of a point the finder has, metres, given the world transforms of the
  /// skeleton's joints (J each). Points beside joints turn with them as they have turned since
  /// reference_pose(), on the canonical skeleton since its rest pose, and scale with the body.
  Vec3 find(int point, std::span<const Vec3> positions, std::span<const Quat> rotations) const;

 private:
  struct Source {
    int joint;
    Vec3 offset_m;  // in the world's axes while the body stands in its reference pose
    Quat joint_from_reference;
  };
  std::vector<std::vector<Source>> sources_;  // a point: the places whose middle it is
};

/// The layout's points of a clip, all measured, with confidence 1; missing are only points of no
/// known place. Errors: those of find_body.
Result<PointClip> points_on_body(const Clip& clip, const PointLayout& layout);

}  // namespace kinemote
