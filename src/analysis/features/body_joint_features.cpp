#include "analysis/features/body_joint_features.h"

#include <algorithm>
#include <cmath>
#include <glm/geometric.hpp>
#include <string>
#include <vector>

#include "motion/core/body_map.h"
#include "motion/core/kinematics.h"

namespace kinemote::analysis {
namespace {

constexpr double kStep_s = 1.0 / 30.0;
constexpr std::array kEffectors = {BodyPart::kLeftHand, BodyPart::kRightHand, BodyPart::kLeftFoot,
                                   BodyPart::kRightFoot, BodyPart::kHead};

/// Mean, standard deviation, maximum.
void append_statistics(const std::vector<double>& values, double* out) {
  double sum = 0.0, squares = 0.0;
  const auto count = static_cast<double>(values.size());
  for (const double value : values) sum += value;
  for (const double value : values) squares += (value - sum / count) * (value - sum / count);
  out[0] = sum / count;
  out[1] = std::sqrt(squares / count);
  out[2] = *std::max_element(values.begin(), values.end());
}

}  // namespace

const std::array<std::string_view, kBodyJointFeatureCount>& body_joint_feature_names() {
  static const std::array<std::string_view, kBodyJointFeatureCount> names = {
      "speed_mean",       "speed_sd",  "speed_max", "acceleration_mean", "acceleration_sd",
      "acceleration_max", "jerk_mean", "jerk_sd",   "jerk_max"};
  return names;
}

Result<std::array<double, kBodyJointFeatureCount>> body_joint_features(const Clip& clip) {
  const Result<BodyMap> body = find_body(*clip.skeleton);
  if (!body) return body.error();
  const int step = std::max(1, static_cast<int>(std::lround(kStep_s / clip.frame_time_s)));
  if (clip.frame_count < 3 * step + 1) {
    return bad_input("the clip has " + std::to_string(clip.frame_count) +
                     " frames; body-joint features need at least " + std::to_string(3 * step + 1));
  }
  const WorldMotion world = forward_kinematics(clip);
  const double dt_s = step * clip.frame_time_s;
  const double height_m = body_height_m(*clip.skeleton);
  std::vector<double> speed, acceleration, jerk;
  for (const BodyPart part : kEffectors) {
    const int joint = (*body)[part];
    for (int f = step; f + 2 * step < world.frame_count; ++f) {
      const Vec3& before = world.position(f - step, joint);
      const Vec3& here = world.position(f, joint);
      const Vec3& after = world.position(f + step, joint);
      const Vec3& later = world.position(f + 2 * step, joint);
      speed.push_back(glm::length(after - before) / (2.0 * dt_s * height_m));
      acceleration.push_back(glm::length(after - 2.0 * here + before) / (dt_s * dt_s * height_m));
      jerk.push_back(glm::length(later - 3.0 * after + 3.0 * here - before) /
                     (dt_s * dt_s * dt_s * height_m));
    }
  }
  std::array<double, kBodyJointFeatureCount> row{};
  append_statistics(speed, row.data());
  append_statistics(acceleration, row.data() + 3);
  append_statistics(jerk, row.data() + 6);
  return row;
}

}  // namespace kinemote::analysis
