#include "analysis/features/laban_pose.h"

#include <Eigen/Core>
#include <algorithm>
#include <glm/geometric.hpp>

namespace kinemote::analysis {
namespace {

// The fifteen links of the published sets: first those of the upper box only, then the pelvis,
// which is in both, then those of the lower box only.
enum Link {
  kChest,
  kNeck,
  kLeftShoulder,
  kLeftElbow,
  kLeftWrist,
  kRightShoulder,
  kRightElbow,
  kRightWrist,
  kPelvis,
  kLeftHip,
  kLeftKnee,
  kLeftAnkle,
  kRightHip,
  kRightKnee,
  kRightAnkle,
  kLinkCount
};
constexpr std::array<BodyPart, kLinkCount> kLinkParts{
    BodyPart::kChest,         BodyPart::kNeck,          BodyPart::kLeftUpperArm,
    BodyPart::kLeftLowerArm,  BodyPart::kLeftHand,      BodyPart::kRightUpperArm,
    BodyPart::kRightLowerArm, BodyPart::kRightHand,     BodyPart::kHips,
    BodyPart::kLeftUpperLeg,  BodyPart::kLeftLowerLeg,  BodyPart::kLeftFoot,
    BodyPart::kRightUpperLeg, BodyPart::kRightLowerLeg, BodyPart::kRightFoot};

/// One coordinate of N frames: every operation below runs along frames, several at once.
template <int N>
using Lane = Eigen::Array<double, N, 1>;

template <int N>
struct Points {
  Lane<N> x, y, z;
};

template <int N>
Lane<N> distance(const Points<N>& a, const Points<N>& b) {
  return ((a.x - b.x).square() + (a.y - b.y).square() + (a.z - b.z).square()).sqrt();
}

template <int N>
Lane<N> triangle_area(const Points<N>& a, const Points<N>& b, const Points<N>& c) {
  const Lane<N> ux = b.x - a.x, uy = b.y - a.y, uz = b.z - a.z;
  const Lane<N> vx = c.x - a.x, vy = c.y - a.y, vz = c.z - a.z;
  return 0.5 * ((uy * vz - uz * vy).square() + (uz * vx - ux * vz).square() +
                (ux * vy - uy * vx).square())
                   .sqrt();
}

/// Smallest and largest coordinate over links, and the box between them.
template <int N>
struct Range {
  Lane<N> low, high;
  Lane<N> size() const { return high - low; }
};

template <int N>
Range<N> range_of(const std::array<Lane<N>, kLinkCount>& coordinate, int first, int last) {
  Range<N> range{coordinate[first], coordinate[first]};
  for (int k = first + 1; k < last; ++k) {
    range.low = range.low.min(coordinate[k]);
    range.high = range.high.max(coordinate[k]);
  }
  return range;
}

template <int N>
Range<N> both(const Range<N>& a, const Range<N>& b) {
  return {a.low.min(b.low), a.high.max(b.high)};
}

/// The boxes around all links, the upper and the lower ones.
template <int N>
struct Boxes {
  Lane<N> whole, upper, lower;

  explicit Boxes(const std::array<std::array<Lane<N>, kLinkCount>, 3>& coordinates) {
    whole = upper = lower = Lane<N>::Ones();
    for (const auto& coordinate : coordinates) {
      const Range<N> above = range_of<N>(coordinate, kChest, kPelvis + 1);
      const Range<N> below = range_of<N>(coordinate, kPelvis, kLinkCount);
      upper *= above.size();
      lower *= below.size();
      whole *= both(above, below).size();
    }
  }
};

/// Measures `count` <= N frames from `positions` on; column c of frame f goes to out[c * stride +
/// f].
template <int N>
void measure_block(const Vec3* positions, int joint_count, const BodyMap& body,
                   const Heading* facing, const LabanRule& rule, int count, double* out,
                   size_t stride) {
  std::array<Points<N>, kLinkCount> p;
  for (int k = 0; k < kLinkCount; ++k) {
    const Vec3* joint = positions + body[kLinkParts[k]];
    for (int f = 0; f < N; ++f) {
      const Vec3& point = joint[static_cast<size_t>(std::min(f, count - 1)) * joint_count];
      p[k].x[f] = point.x;
      p[k].y[f] = point.y;
      p[k].z[f] = point.z;
    }
  }
  const auto put = [&](int column, const Lane<N>& values) {
    std::copy_n(values.data(), count, out + column * stride);
  };
  const Points<N>& elbow_anchor = rule.elbow_anchor == BodyPart::kChest ? p[kChest] : p[kPelvis];
  put(kHandHand, distance(p[kRightWrist], p[kLeftWrist]));
  put(kLeftHandHip, distance(p[kLeftWrist], p[kPelvis]));
  put(kRightHandHip, distance(p[kRightWrist], p[kPelvis]));
  put(kFootFoot, distance(p[kRightAnkle], p[kLeftAnkle]));
  put(kLeftHandChest, distance(p[kLeftWrist], p[kChest]));
  put(kRightHandChest, distance(p[kRightWrist], p[kChest]));
  put(kLeftElbowHip, distance(p[kLeftElbow], elbow_anchor));
  put(kRightElbowHip, distance(p[kRightElbow], elbow_anchor));
  put(kChestHip, distance(p[kChest], p[kPelvis]));
  put(kNeckChest, distance(p[kNeck], p[kChest]));
  put(kHandsNeckArea, triangle_area(p[kLeftWrist], p[kRightWrist], p[kNeck]));
  put(kFeetHipsArea, triangle_area(p[kLeftAnkle], p[kRightAnkle], p[kPelvis]));

  std::array<std::array<Lane<N>, kLinkCount>, 3> seen;
  Lane<N> sine = Lane<N>::Zero();
  Lane<N> cosine = Lane<N>::Ones();
  for (int f = 0; facing != nullptr && f < count; ++f) {
    sine[f] = facing[f].sine;
    cosine[f] = facing[f].cosine;
  }
  for (int k = 0; k < kLinkCount; ++k) {
    seen[1][k] = p[k].y;
    if (facing == nullptr) {
      seen[0][k] = p[k].x;
      seen[2][k] = p[k].z;
    } else {
      seen[0][k] = cosine * p[k].x - sine * p[k].z;
      seen[2][k] = sine * p[k].x + cosine * p[k].z;
    }
  }
  const Boxes<N> boxes(seen);
  put(kVolume, boxes.whole);
  put(kUpperVolume, boxes.upper);
  put(kLowerVolume, boxes.lower);
}

}  // namespace

int length_power(int laban_column) {
  switch (laban_column) {
    case kVolume:
    case kUpperVolume:
    case kLowerVolume:
      return 3;
    case kHandsNeckArea:
    case kFeetHipsArea:
      return 2;
    default:
      return 1;
  }
}

LabanPoses measure_poses(const WorldMotion& world, const BodyMap& body,
                         std::span<const Heading> facing, const LabanRule& rule) {
  // As many frames as the smallest vector registers hold: longer lanes spill to memory.
  constexpr int kBlock = 2;
  LabanPoses poses;
  poses.frame_count = world.frame_count;
  poses.values.resize(static_cast<size_t>(kLabanColumnCount) * world.frame_count);
  for (int f = 0; f < world.frame_count; f += kBlock) {
    measure_block<kBlock>(world.frame_positions(f).data(), world.joint_count, body,
                          facing.empty() ? nullptr : facing.data() + f, rule,
                          std::min(kBlock, world.frame_count - f), poses.values.data() + f,
                          world.frame_count);
  }
  return poses;
}

std::array<double, kLabanColumnCount> measure_pose(std::span<const Vec3> positions,
                                                   const BodyMap& body, const Heading* facing) {
  std::array<double, kLabanColumnCount> row;
  measure_block<1>(positions.data(), static_cast<int>(positions.size()), body, facing, {}, 1,
                   row.data(), 1);
  return row;
}

Quat neck_rotation_in_heading(std::span<const Vec3> positions, const BodyMap& body,
                              const Heading& facing) {
  const Vec3 up = positions[body[BodyPart::kHead]] - positions[body[BodyPart::kNeck]];
  const Vec3 left =
      positions[body[BodyPart::kLeftUpperArm]] - positions[body[BodyPart::kRightUpperArm]];
  return rotation_from_up_and_left(in_heading_frame(up, facing), in_heading_frame(left, facing));
}

Quat mean_rotation(std::span<const Quat> rotations) {
  const Quat first = canonical(rotations.front());
  Quat sum(0.0, 0.0, 0.0, 0.0);
  for (const Quat& q : rotations) {
    const double sign = glm::dot(q, first) < 0.0 ? -1.0 : 1.0;
    sum = sum + q * sign;
  }
  return glm::normalize(sum);
}

}  // namespace kinemote::analysis
