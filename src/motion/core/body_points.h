// Where the points of a keypoint layout lie on a body: the inverse of fit_points.
#pragma once

#include <optional>
#include <string_view>

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

/// The layout's points of a clip, all measured, with confidence 1. Skeletons with the canonical
/// skeleton's joint names have all points (offsets scaled with their height); on others, which need
/// the parts that find_body asks for, only points that are joints are there and the rest is
/// missing. Errors: those of find_body.
Result<PointClip> points_on_body(const Clip& clip, const PointLayout& layout);

}  // namespace kinemote
