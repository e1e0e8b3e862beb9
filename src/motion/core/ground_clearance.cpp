#include "motion/core/ground_clearance.h"

#include <algorithm>
#include <cmath>
#include <glm/geometric.hpp>

#include "motion/core/foot_lock.h"
#include "motion/core/limb.h"

namespace kinemote {
namespace {

constexpr double kGive_m = 0.02;       // heels land with a soft step, toe tips are round
constexpr double kTooLittle_m = 1e-6;  // not worth a change
constexpr double kLiftAhead_s = 0.1;   // a body that must come up starts so much earlier

enum class Region { kBody, kLeftHand, kRightHand, kLeftFoot, kRightFoot, kOutside };

/// Who lifts a joint: the first region that one of its ancestors, or it itself, belongs to.
std::vector<Region> regions_of(const Skeleton& skeleton, const BodyMap& body) {
  std::vector<Region> regions(skeleton.size(), Region::kOutside);
  for (int j = 0; j < skeleton.size(); ++j) {
    const int parent = skeleton.joints[j].parent;
    if (parent >= 0) regions[j] = regions[parent];
    if (j == body[BodyPart::kHips]) regions[j] = Region::kBody;
    if (j == body[BodyPart::kLeftHand]) regions[j] = Region::kLeftHand;
    if (j == body[BodyPart::kRightHand]) regions[j] = Region::kRightHand;
    if (j == body[BodyPart::kLeftFoot]) regions[j] = Region::kLeftFoot;
    if (j == body[BodyPart::kRightFoot]) regions[j] = Region::kRightFoot;
  }
  return regions;
}

/// Largest depth of a region's joints and tips below `floor_m`, 0 if none is.
double depth_m(const Skeleton& skeleton, std::span<const Vec3> positions,
               std::span<const Quat> rotations, const std::vector<Region>& regions, Region region,
               double floor_m) {
  double depth = 0.0;
  for (int j = 0; j < skeleton.size(); ++j) {
    if (regions[j] != region) continue;
    depth = std::max(depth, floor_m - positions[j].y);
    if (const auto& tip = skeleton.joints[j].end_site) {
      depth = std::max(depth, floor_m - (positions[j] + rotations[j] * *tip).y);
    }
  }
  return depth;
}

/// How far the hips come up in each frame; smooth in time.
std::vector<double> body_lift_m(const Skeleton& skeleton, const WorldMotion& world,
                                const std::vector<Region>& regions, double floor_m) {
  const int frames = world.frame_count;
  std::vector<double> depth(frames);
  for (int f = 0; f < frames; ++f) {
    depth[f] = depth_m(skeleton, world.frame_positions(f), world.frame_rotations(f), regions,
                       Region::kBody, floor_m);
  }
  const int reach = std::max(1, static_cast<int>(std::lround(kLiftAhead_s / world.frame_time_s)));
  std::vector<double> widest(frames), lift(frames, 0.0);
  for (int f = 0; f < frames; ++f) {
    const auto first = depth.begin() + std::max(0, f - reach);
    widest[f] = *std::max_element(first, depth.begin() + std::min(frames - 1, f + reach) + 1);
  }
  for (int f = 0; f < frames; ++f) {
    const int first = std::max(0, f - reach);
    const int last = std::min(frames - 1, f + reach);
    for (int g = first; g <= last; ++g) lift[f] += widest[g] / (last - first + 1);
  }
  return lift;
}

/// Turns a toe joint up about the foot's own side-to-side axis until its tip is `rise_m` higher.
Quat toe_turn(const Vec3& toe_to_tip, double rise_m) {
  const double length = glm::length(toe_to_tip);
  const Vec3 flat(toe_to_tip.x, 0.0, toe_to_tip.z);
  if (length < 1e-4 || glm::length(flat) < 1e-4) return kIdentity;
  const auto pitch_of = [&](double height) {
    return std::asin(std::clamp(height / length, -1.0, 1.0));
  };
  const double turn = pitch_of(toe_to_tip.y + rise_m) - pitch_of(toe_to_tip.y);
  return glm::angleAxis(turn, glm::normalize(glm::cross(flat, kUp)));
}

void lift_toe_tips(Clip& clip, const BodyMap& body, const WorldMotion& world, double floor_m,
                   std::vector<char>& is_changed) {
  const Skeleton& skeleton = *clip.skeleton;
  for (const BodyPart part : {BodyPart::kLeftToes, BodyPart::kRightToes}) {
    if (!body.has(part)) continue;
    const int toe = body[part];
    const auto& tip = skeleton.joints[toe].end_site;
    const int foot = skeleton.joints[toe].parent;
    if (!tip || foot < 0) continue;
    for (int f = 0; f < clip.frame_count; ++f) {
      const Vec3 along = world.rotation(f, toe) * *tip;
      const double depth = floor_m - kGive_m - (world.position(f, toe) + along).y;
      if (depth <= kTooLittle_m) continue;
      const Quat& from_foot = world.rotation(f, foot);
      const Quat turned = toe_turn(along, depth) * world.rotation(f, toe);
      clip.frame_rotations(f)[toe] = canonical(glm::normalize(glm::conjugate(from_foot) * turned));
      is_changed[f] = 1;
    }
  }
}

void lift_hands(Clip& clip, const BodyMap& body, const WorldMotion& world,
                const std::vector<Region>& regions, double floor_m, std::vector<char>& is_changed) {
  struct Arm {
    Limb limb;
    Region region;
  };
  const Arm arms[] = {
      {{body[BodyPart::kLeftUpperArm], body[BodyPart::kLeftLowerArm], body[BodyPart::kLeftHand]},
       Region::kLeftHand},
      {{body[BodyPart::kRightUpperArm], body[BodyPart::kRightLowerArm], body[BodyPart::kRightHand]},
       Region::kRightHand}};
  const Skeleton& skeleton = *clip.skeleton;
  for (const Arm& arm : arms) {
    for (int f = 0; f < clip.frame_count; ++f) {
      const auto positions = world.frame_positions(f);
      const double depth =
          depth_m(skeleton, positions, world.frame_rotations(f), regions, arm.region, floor_m);
      if (depth <= kTooLittle_m) continue;
      // A straight arm bends with its elbow backwards.
      const Vec3 forward = glm::cross(
          positions[body[BodyPart::kLeftUpperLeg]] - positions[body[BodyPart::kRightUpperLeg]],
          kUp);
      reach(arm.limb, positions[arm.limb.end] + Vec3(0.0, depth, 0.0), -forward, positions,
            world.frame_rotations(f), skeleton, clip.frame_rotations(f));
      is_changed[f] = 1;
    }
  }
}

}  // namespace

std::array<double, 2> planted_heights_m(const WorldMotion& world, const BodyMap& body,
                                        const std::vector<char>& contacts) {
  const auto joints = contact_joints(body);
  std::array<double, 2> out{};
  for (int which = 0; which < 2; ++which) {
    std::vector<double> all, planted;
    for (const int column : {which, which + 2}) {
      for (int f = 0; f < world.frame_count; ++f) {
        all.push_back(world.position(f, joints[column]).y);
        if (contacts[static_cast<size_t>(f) * kContactCount + column] != 0) {
          planted.push_back(all.back());
        }
      }
    }
    std::vector<double>& from = planted.empty() ? all : planted;
    if (from.empty()) continue;
    const double share = planted.empty() ? 0.02 : 0.5;
    const auto at = from.begin() + static_cast<std::ptrdiff_t>(share * (from.size() - 1));
    std::nth_element(from.begin(), at, from.end());
    out[which] = *at;
  }
  return out;
}

double keep_above_ground(Clip& clip, const BodyMap& body,
                         const std::array<double, 2>& planted_height_m) {
  const Skeleton& skeleton = *clip.skeleton;
  const int hips = body[BodyPart::kHips];
  const int column = clip.translation_column(hips);
  if (column < 0 || clip.frame_count == 0) return 0.0;
  const double floor_m = planted_height_m[1];
  const std::vector<Region> regions = regions_of(skeleton, body);
  std::vector<char> is_changed(clip.frame_count, 0);

  WorldMotion world = forward_kinematics(clip);
  const std::vector<double> lift = body_lift_m(skeleton, world, regions, floor_m);
  const int parent = skeleton.joints[hips].parent;
  bool is_lifted = false;
  for (int f = 0; f < clip.frame_count; ++f) {
    if (lift[f] <= kTooLittle_m) continue;
    const Quat above = parent < 0 ? kIdentity : world.rotation(f, parent);
    clip.translations[f * clip.translating_joints.size() + column] +=
        glm::conjugate(above) * Vec3(0.0, lift[f], 0.0);
    is_changed[f] = 1;
    is_lifted = true;
  }
  if (is_lifted) world = forward_kinematics(clip);
  lift_hands(clip, body, world, regions, floor_m, is_changed);

  const auto feet = contact_joints(body);
  bool is_foot_deep = false;
  for (int f = 0; f < clip.frame_count; ++f) {
    double depth = 0.0;
    for (int c = 0; c < kContactCount; c += 2) {
      depth = std::max({depth, planted_height_m[0] - kGive_m - world.position(f, feet[c]).y,
                        planted_height_m[1] - world.position(f, feet[c + 1]).y});
    }
    if (depth <= kTooLittle_m) continue;
    is_foot_deep = true;
    is_changed[f] = 1;
  }
  if (is_foot_deep) {
    FootLockSettings settings;
    settings.planted_height_m = planted_height_m;
    lock_feet(clip, body, std::vector<char>(static_cast<size_t>(clip.frame_count) * kContactCount),
              settings);
    world = forward_kinematics(clip);
  }
  lift_toe_tips(clip, body, world, floor_m, is_changed);
  return static_cast<double>(std::count(is_changed.begin(), is_changed.end(), 1)) /
         clip.frame_count;
}

}  // namespace kinemote
