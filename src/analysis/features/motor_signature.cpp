#include "analysis/features/motor_signature.h"

#include <algorithm>
#include <glm/geometric.hpp>
#include <string>

namespace kinemote::analysis {
namespace {

bool ever_moves(const WorldMotion& world, int joint) {
  for (int f = 1; f < world.frame_count; ++f) {
    if (world.position(f, joint) != world.position(0, joint)) return true;
  }
  return false;
}

}  // namespace

Result<std::vector<double>> velocity_gradient_signature(const WorldMotion& world,
                                                        double length_scale_m) {
  if (!(length_scale_m > 0.0) || !std::isfinite(length_scale_m)) {
    return usage_error("the length scale of a motor signature is " +
                       std::to_string(length_scale_m) + " m; expected a number above 0");
  }
  if (world.frame_count < 5) {
    return bad_input("the motion has " + std::to_string(world.frame_count) +
                     " frames; a velocity gradient needs at least 5");
  }
  const double per_two_frames = 1.0 / (2.0 * world.frame_time_s);
  const int speed_count = world.frame_count - 2;  // speeds of frames 1 .. F-2
  std::vector<double> speeds(speed_count);
  std::vector<double> gradients;
  for (int joint = 0; joint < world.joint_count; ++joint) {
    if (!ever_moves(world, joint)) continue;
    for (int f = 1; f <= speed_count; ++f) {
      speeds[f - 1] = glm::length(world.position(f + 1, joint) - world.position(f - 1, joint)) *
                      (per_two_frames / length_scale_m);
    }
    for (int i = 1; i + 1 < speed_count; ++i) {
      gradients.push_back((speeds[i + 1] - speeds[i - 1]) * per_two_frames);
    }
  }
  if (gradients.empty()) {
    return bad_input("nothing moves in this motion; its motor signature would be empty");
  }
  if (!std::all_of(gradients.begin(), gradients.end(), [](double g) { return std::isfinite(g); })) {
    return bad_input("the motion holds positions that are not finite numbers");
  }
  std::sort(gradients.begin(), gradients.end());
  return gradients;
}

}  // namespace kinemote::analysis
