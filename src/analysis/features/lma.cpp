#include "analysis/features/lma.h"

#include <algorithm>
#include <glm/common.hpp>
#include <glm/geometric.hpp>
#include <limits>
#include <span>
#include <string>

#include "analysis/features/body_frame.h"
#include "analysis/features/windows.h"

namespace kinemote::analysis {
namespace {

// The columns that are the mean (or maximum) over a window of a number known in every frame.
enum PoseColumn {
  kHandHand,
  kLeftHandHip,
  kRightHandHip,
  kFootFoot,
  kLeftHandChest,
  kRightHandChest,
  kLeftElbowHip,
  kRightElbowHip,
  kChestHip,
  kNeckChest,
  kVolume,
  kHandsNeckArea,
  kFeetHipsArea,
  kPoseColumnCount
};
using PoseRow = std::array<double, kPoseColumnCount>;

constexpr std::array kBoxParts{
    BodyPart::kHips,          BodyPart::kChest,         BodyPart::kNeck,
    BodyPart::kLeftUpperLeg,  BodyPart::kLeftLowerLeg,  BodyPart::kLeftFoot,
    BodyPart::kRightUpperLeg, BodyPart::kRightLowerLeg, BodyPart::kRightFoot,
    BodyPart::kLeftUpperArm,  BodyPart::kLeftLowerArm,  BodyPart::kLeftHand,
    BodyPart::kRightUpperArm, BodyPart::kRightLowerArm, BodyPart::kRightHand};

constexpr std::array kMovingEnds{BodyPart::kLeftHand, BodyPart::kRightHand, BodyPart::kLeftFoot,
                                 BodyPart::kRightFoot, BodyPart::kNeck};

double triangle_area(const Vec3& a, const Vec3& b, const Vec3& c) {
  return 0.5 * glm::length(glm::cross(b - a, c - a));
}

PoseRow measure_pose(std::span<const Vec3> positions, const BodyMap& body, double heading_rad) {
  const auto at = [&](BodyPart part) -> const Vec3& { return positions[body[part]]; };
  const auto between = [&](BodyPart a, BodyPart b) { return glm::distance(at(a), at(b)); };
  PoseRow row;
  row[kHandHand] = between(BodyPart::kRightHand, BodyPart::kLeftHand);
  row[kLeftHandHip] = between(BodyPart::kLeftHand, BodyPart::kHips);
  row[kRightHandHip] = between(BodyPart::kRightHand, BodyPart::kHips);
  row[kFootFoot] = between(BodyPart::kRightFoot, BodyPart::kLeftFoot);
  row[kLeftHandChest] = between(BodyPart::kLeftHand, BodyPart::kChest);
  row[kRightHandChest] = between(BodyPart::kRightHand, BodyPart::kChest);
  row[kLeftElbowHip] = between(BodyPart::kLeftLowerArm, BodyPart::kHips);
  row[kRightElbowHip] = between(BodyPart::kRightLowerArm, BodyPart::kHips);
  row[kChestHip] = between(BodyPart::kChest, BodyPart::kHips);
  row[kNeckChest] = between(BodyPart::kNeck, BodyPart::kChest);

  Vec3 low(std::numeric_limits<double>::infinity());
  Vec3 high(-std::numeric_limits<double>::infinity());
  for (const BodyPart part : kBoxParts) {
    const Vec3 point = in_heading_frame(at(part), heading_rad);
    low = glm::min(low, point);
    high = glm::max(high, point);
  }
  const Vec3 size = high - low;
  row[kVolume] = size.x * size.y * size.z;
  row[kHandsNeckArea] =
      triangle_area(at(BodyPart::kLeftHand), at(BodyPart::kRightHand), at(BodyPart::kNeck));
  row[kFeetHipsArea] =
      triangle_area(at(BodyPart::kLeftFoot), at(BodyPart::kRightFoot), at(BodyPart::kHips));
  return row;
}

/// World orientation of the neck: the joint's own as published; else from positions and in the
/// heading frame, so that it means the same on skeletons whose joints lie differently at rest.
Quat neck_rotation(const WorldMotion& world, const BodyMap& body, int frame, Normalise normalise,
                   double heading_rad) {
  if (normalise == Normalise::kNone) return world.rotation(frame, body[BodyPart::kNeck]);
  const Vec3 up =
      world.position(frame, body[BodyPart::kHead]) - world.position(frame, body[BodyPart::kNeck]);
  const Vec3 left = world.position(frame, body[BodyPart::kLeftUpperArm]) -
                    world.position(frame, body[BodyPart::kRightUpperArm]);
  return rotation_from_up_and_left(in_heading_frame(up, heading_rad),
                                   in_heading_frame(left, heading_rad));
}

/// Component mean of quaternions whose signs are first aligned with the first one's (w >= 0): q and
/// -q are one rotation, and an unaligned mean of both vanishes.
Quat mean_rotation(std::span<const Quat> rotations) {
  const Quat first = canonical(rotations.front());
  Quat sum(0.0, 0.0, 0.0, 0.0);
  for (const Quat& q : rotations) sum = sum + (glm::dot(q, first) < 0.0 ? -q : q);
  return glm::normalize(sum);
}

/// Powers of body height by which the pose columns are divided.
int height_power(int column) {
  if (column == kVolume) return 3;
  return column == kHandsNeckArea || column == kFeetHipsArea ? 2 : 1;
}

}  // namespace

const std::array<std::string_view, kLma27Count>& lma27_names() {
  static constexpr std::array<std::string_view, kLma27Count> names{"max_hand_distance",
                                                                   "avg_l_hand_hip_distance",
                                                                   "avg_r_hand_hip_distance",
                                                                   "max_stride_length",
                                                                   "avg_l_hand_chest_distance",
                                                                   "avg_r_hand_chest_distance",
                                                                   "avg_l_elbow_hip_distance",
                                                                   "avg_r_elbow_hip_distance",
                                                                   "avg_chest_pelvis_distance",
                                                                   "avg_neck_chest_distance",
                                                                   "avg_neck_rotation_w",
                                                                   "avg_neck_rotation_x",
                                                                   "avg_neck_rotation_y",
                                                                   "avg_neck_rotation_z",
                                                                   "avg_total_body_volume",
                                                                   "avg_triangle_area_hands_neck",
                                                                   "avg_triangle_area_feet_hips",
                                                                   "l_hand_speed",
                                                                   "r_hand_speed",
                                                                   "l_foot_speed",
                                                                   "r_foot_speed",
                                                                   "neck_speed",
                                                                   "l_hand_acceleration_magnitude",
                                                                   "r_hand_acceleration_magnitude",
                                                                   "l_foot_acceleration_magnitude",
                                                                   "r_foot_acceleration_magnitude",
                                                                   "neck_acceleration_magnitude"};
  return names;
}

Result<FeatureRows> lma27(const WorldMotion& world, const BodyMap& body,
                          const LmaSettings& settings) {
  const bool by_height = settings.normalise == Normalise::kHeight;
  if (by_height && !(settings.height_m > 0.0)) {
    return usage_error(
        "lma27 normalised by body height needs a body height above 0 m; set height_m, for example "
        "to body_height_m(skeleton), or use Normalise::kNone");
  }
  auto windows = cut_windows(world, settings.window_s, settings.hop_s, 2);
  if (!windows) return windows.error();
  const int n = windows->length;
  const double scale = by_height ? 1.0 / settings.height_m : 1.0;

  std::vector<PoseRow> poses(world.frame_count);
  std::vector<Quat> necks(world.frame_count);
  const std::vector<double> headings =
      by_height ? heading_yaws_rad(world, body) : std::vector<double>(world.frame_count, 0.0);
  for (int f = 0; f < world.frame_count; ++f) {
    poses[f] = measure_pose(world.frame_positions(f), body, headings[f]);
    for (int c = 0; c < kPoseColumnCount; ++c) poses[f][c] *= std::pow(scale, height_power(c));
    necks[f] = neck_rotation(world, body, f, settings.normalise, headings[f]);
  }

  FeatureRows rows;
  rows.start_frames = windows->starts;
  rows.column_count = kLma27Count;
  rows.values.reserve(rows.start_frames.size() * kLma27Count);
  // Net displacement between a window's first and last frame, (n - 1) frames apart.
  const auto net_velocity = [&](int start, BodyPart part) {
    return (world.position(start + n - 1, body[part]) - world.position(start, body[part])) *
           (scale / ((n - 1) * world.frame_time_s));
  };
  for (const int start : rows.start_frames) {
    PoseRow mean{};
    PoseRow maximum = poses[start];
    for (int f = start; f < start + n; ++f) {
      for (int c = 0; c < kPoseColumnCount; ++c) {
        mean[c] += poses[f][c] / n;
        maximum[c] = std::max(maximum[c], poses[f][c]);
      }
    }
    mean[kHandHand] = maximum[kHandHand];
    mean[kFootFoot] = maximum[kFootFoot];
    const Quat neck = mean_rotation(std::span(necks).subspan(start, n));

    auto& out = rows.values;
    out.insert(out.end(), mean.begin(), mean.begin() + kVolume);
    out.insert(out.end(), {neck.w, neck.x, neck.y, neck.z});
    out.insert(out.end(), mean.begin() + kVolume, mean.end());
    for (const BodyPart part : kMovingEnds) out.push_back(glm::length(net_velocity(start, part)));
    for (const BodyPart part : kMovingEnds) {
      const bool has_previous = start >= n;
      out.push_back(has_previous
                        ? glm::length(net_velocity(start, part) - net_velocity(start - n, part)) /
                              (n * world.frame_time_s)
                        : std::numeric_limits<double>::quiet_NaN());
    }
  }
  return rows;
}

}  // namespace kinemote::analysis
