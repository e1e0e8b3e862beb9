// Distances, boxes and triangles of a pose: what the published Laban sets average over a window.
// Private to the room.
#pragma once

#include <array>
#include <vector>

#include "analysis/features/body_frame.h"

namespace kinemote::analysis {

/// Metres, m^3 (volumes of boxes) and m^2 (areas).
enum LabanColumn {
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
  kUpperVolume,
  kLowerVolume,
  kHandsNeckArea,
  kFeetHipsArea,
  kLabanColumnCount
};

/// The power of a length that a column is.
int length_power(int laban_column);

/// The joints that end a movement: left and right hand, left and right foot, neck.
inline constexpr std::array kMovingEnds{BodyPart::kLeftHand, BodyPart::kRightHand,
                                        BodyPart::kLeftFoot, BodyPart::kRightFoot, BodyPart::kNeck};

/// How poses are measured.
struct LabanRule {
  BodyPart elbow_anchor = BodyPart::kHips;  // what "elbow to hip" measures to
};

/// F poses, column-major: column c of frame f at values[c * frame_count + f].
struct LabanPoses {
  int frame_count = 0;
  std::vector<double> values;
  const double* column(int c) const { return values.data() + static_cast<size_t>(c) * frame_count; }
};

/// Boxes lie along the headings (F) or, if there are none, along the world's axes.
/// Cost: about 40 ns a frame.
LabanPoses measure_poses(const WorldMotion& world, const BodyMap& body,
                         std::span<const Heading> facing, const LabanRule& rule = {});

/// The same of one pose (J positions); `facing` null: world axes.
std::array<double, kLabanColumnCount> measure_pose(std::span<const Vec3> positions,
                                                   const BodyMap& body, const Heading* facing);

/// World orientation of the neck: the joint's own as published; else from positions and in the
/// heading frame, so that it means the same on skeletons whose joints lie differently at rest.
Quat neck_rotation_in_heading(std::span<const Vec3> positions, const BodyMap& body,
                              const Heading& facing);

/// Component mean of quaternions whose signs are first aligned with the first one's (w >= 0): q and
/// -q are one rotation, and an unaligned mean of both vanishes.
Quat mean_rotation(std::span<const Quat> rotations);

}  // namespace kinemote::analysis
