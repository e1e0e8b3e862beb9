#include "synthesis/control/edit_smoothing.h"

#include <algorithm>
#include <cmath>

#include "analysis/features/plausibility.h"

namespace kinemote::synthesis {
namespace {

constexpr double kQuickness_mps2 = 4.0;
constexpr double kShortest_s = 0.01;
constexpr double kLongest_s = 0.5;
constexpr double kStillest_mps3 = 1e-3;

}  // namespace

void add_turn(Quat& sum, const Quat& turn, double weight) {
  const double sign = glm::dot(sum, turn) < 0.0 ? -1.0 : 1.0;
  sum = sum + turn * (sign * weight);
}

double edit_smoothing_s(const Clip& clip, const WorldMotion& world, const BodyMap& body) {
  const double jerk_mps3 = analysis::measure_plausibility(clip, world, body).jerk_median_mps3;
  return std::clamp(kQuickness_mps2 / std::max(jerk_mps3, kStillest_mps3), kShortest_s, kLongest_s);
}

void smooth_edit(MotionEdit& edit, double sigma_s) {
  const double sigma = sigma_s / edit.frame_time_s;
  const int reach = static_cast<int>(std::ceil(3.0 * sigma));
  const MotionEdit rough = edit;
  const auto joints = static_cast<size_t>(edit.joint_count);
  std::vector<Quat> turns(joints);
  for (int f = 0; f < edit.frame_count; ++f) {
    double total = 0.0;
    Vec3 offset(0.0);
    std::fill(turns.begin(), turns.end(), Quat(0.0, 0.0, 0.0, 0.0));
    for (int k = -reach; k <= reach; ++k) {
      const auto from = static_cast<size_t>(std::clamp(f + k, 0, edit.frame_count - 1));
      const double weight = std::exp(-0.5 * k * k / (sigma * sigma));
      total += weight;
      offset += weight * rough.hips_offset_m[from];
      for (size_t j = 0; j < joints; ++j)
        add_turn(turns[j], rough.turns[from * joints + j], weight);
    }
    edit.hips_offset_m[f] = offset / total;
    for (size_t j = 0; j < joints; ++j) {
      edit.turns[f * joints + j] = canonical(glm::normalize(turns[j]));
    }
  }
}

}  // namespace kinemote::synthesis
