// Which way is up and how long a unit is, for 3-D points of a body.
#pragma once

#include <optional>
#include <string>

#include "motion/core/point_clip.h"

namespace kinemote::io {

/// The direction, one of the six axes, that leads from the feet over the hips to the shoulders, on
/// average over all frames.
struct UpFinding {
  Vec3 up = kUp;
  std::string name = "Y";  // "Y", "-Y", "Z"…
  bool is_certain = true;  // false if hips and shoulders were never seen or the body leans as much
};
UpFinding find_points_up(const PointClip& clip);

/// Standing height of the body in the clip's units, from the median lengths of trunk, thighs and
/// shanks (shoulder to ankle along the bones is 0.779 of the height, shoulder to hip 0.288: Winter
/// 2009, Biomechanics and Motor Control of Human Movement, fig. 4.1); 0 if the trunk is never seen.
double find_points_height(const PointClip& clip);

/// Turns all points by the rotation of 90 or 180 degrees that takes `up`, an axis, to +Y.
void turn_up(PointClip& clip, const Vec3& up);

}  // namespace kinemote::io
