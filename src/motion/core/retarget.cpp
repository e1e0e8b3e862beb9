#include "motion/core/retarget.h"

#include <algorithm>
#include <glm/geometric.hpp>

#include "motion/core/body_roles.h"
#include "motion/core/foot_lock.h"
#include "motion/core/hand_places.h"
#include "motion/core/reference_pose.h"

namespace kinemote {
namespace {

constexpr double kLeastLength_m = 1e-4;
constexpr double kLongestReach = 0.998;  // captured legs are straighter than synthesised ones
/// Heights of toe and ankle joints above the sole where the rest pose does not tell them: those of
/// the canonical figure, as shares of body height.
constexpr double kToeHeightShare = 0.020 / 1.75;
constexpr double kAnkleHeightShare = 0.075 / 1.75;
/// Toes whose lowest height lies in this range of body heights stand on a floor at 0.
constexpr double kLowestToeOnFloor = -0.01 / 1.75, kHighestToeOnFloor = 0.10 / 1.75;

/// The parts of both bodies. The bone map decides what corresponds; names only say what a part is.
struct Bodies {
  BodyMap source, target;

  Bodies(const Skeleton& source_skeleton, const Skeleton& target_skeleton, const BoneMap& map) {
    const BodyRoles from = find_roles(source_skeleton, {});
    const BodyRoles to = find_roles(target_skeleton, {});
    for (int p = 0; p < kBodyPartCount; ++p) {
      int t = to.parts[p].joint;
      if (t < 0 && from.parts[p].joint >= 0) {
        for (const BoneMatch& match : map.matches) {
          if (match.source == from.parts[p].joint) t = match.target;
        }
      }
      target.joint_of[p] = t;
      source.joint_of[p] = t >= 0 && map.source_of(t) >= 0 ? map.source_of(t) : from.parts[p].joint;
    }
  }
};

Status check(const Clip& clip, const Skeleton& target, const BoneMap& map) {
  if (Status s = clip.validate(); !s) return s;
  if (Status s = target.validate(); !s) return s;
  if (static_cast<int>(map.matches.size()) != target.size()) {
    return usage_error("the bone map has " + std::to_string(map.matches.size()) +
                       " joints, but the target skeleton has " + std::to_string(target.size()) +
                       "; make the map for these two skeletons");
  }
  for (int t = 0; t < target.size(); ++t) {
    if (map.source_of(t) < -1 || map.source_of(t) >= clip.joint_count()) {
      return usage_error("the bone map drives \"" + target.joints[t].name + "\" by joint " +
                         std::to_string(map.source_of(t)) + ", but the clip has " +
                         std::to_string(clip.joint_count()) + " joints");
    }
  }
  return {};
}

Status check_parts(const Skeleton& target, const BodyMap& body, const BoneMap& map) {
  const auto is_driven = [&](BodyPart part) {
    return body.has(part) && map.source_of(body[part]) >= 0;
  };
  const auto names = [&](std::initializer_list<BodyPart> parts) {
    std::string text;
    for (const BodyPart part : parts) {
      const std::string name = body.has(part) ? "\"" + target.joints[body[part]].name + "\""
                                              : std::string(body_part_name(part));
      text += (text.empty() ? "" : ", ") + name;
    }
    return text;
  };
  if (!is_driven(BodyPart::kHips)) {
    return bad_input("no joint of the source drives the hips (" + names({BodyPart::kHips}) +
                     " of the target); match them in the bone map");
  }
  const std::initializer_list<BodyPart> limbs[] = {
      {BodyPart::kLeftUpperArm, BodyPart::kLeftLowerArm, BodyPart::kLeftHand},
      {BodyPart::kRightUpperArm, BodyPart::kRightLowerArm, BodyPart::kRightHand},
      {BodyPart::kLeftUpperLeg, BodyPart::kLeftLowerLeg, BodyPart::kLeftFoot},
      {BodyPart::kRightUpperLeg, BodyPart::kRightLowerLeg, BodyPart::kRightFoot}};
  for (const auto& limb : limbs) {
    const bool is_there =
        std::any_of(limb.begin(), limb.end(), [&](BodyPart part) { return body.has(part); });
    if (is_there && std::none_of(limb.begin(), limb.end(), is_driven)) {
      return bad_input("no joint of the source drives any of " + names(limb) +
                       " of the target; match them in the bone map");
    }
  }
  return {};
}

bool is_same_motion(const Clip& clip, const Skeleton& target, const BoneMap& map) {
  for (int t = 0; t < target.size(); ++t) {
    if (map.source_of(t) != t) return false;
  }
  return clip.skeleton->same_as(target);
}

double leg_length_m(const std::vector<Vec3>& positions, const BodyMap& body) {
  double sum = 0.0;
  int legs = 0;
  for (const BodyPart upper : {BodyPart::kLeftUpperLeg, BodyPart::kRightUpperLeg}) {
    const int first = static_cast<int>(upper);
    if (body.joint_of[first] < 0 || body.joint_of[first + 2] < 0) continue;
    sum += glm::length(positions[body.joint_of[first]] - positions[body.joint_of[first + 2]]);
    ++legs;
  }
  return legs > 0 ? sum / legs : 0.0;
}

class Retargeter {
 public:
  Retargeter(const Clip& clip, const SkeletonPtr& target, const BoneMap& map, const Bodies& bodies)
      : clip_(clip),
        target_(*target),
        map_(map),
        bodies_(bodies),
        source_world_(forward_kinematics(clip)),
        source_pose_(reference_pose(*clip.skeleton, bodies.source,
                                    flat_foot_rad(source_world_, bodies.source))),
        target_pose_(reference_pose(*target, bodies.target)),
        hips_(bodies.target[BodyPart::kHips]) {
    // The pose is straight-legged, so the distance of its hip joint and ankle is the leg's length.
    const double from = leg_length_m(source_pose_.positions, bodies.source);
    const double to = leg_length_m(target_pose_.positions, bodies.target);
    scale_ = from > kLeastLength_m && to > kLeastLength_m
                 ? to / from
                 : body_height_m(target_) / body_height_m(*clip.skeleton);
    out_ = Clip::make(target, clip.frame_count, clip.frame_time_s, {hips_});
    out_.name = clip.name;
    find_spread_joints();
  }

  Clip run(const RetargetSettings& settings) {
    for (int f = 0; f < out_.frame_count; ++f) turn(f);
    for (int f = 0; f < out_.frame_count; ++f) move(f);
    stand_on_ground();
    if (settings.keeps_hands) place_hands(out_, bodies_.target, source_world_, bodies_.source);
    if (settings.plants_feet && has_feet()) {
      FootLockSettings lock;
      lock.keep_above_ground = false;
      lock.level_ground = false;
      lock.longest_reach = kLongestReach;
      // Feet that are held stand longer than feet that slid: the second pass holds those frames
      // too.
      for (int pass = 0; pass < 2; ++pass) {
        lock_feet(out_, bodies_.target, detect_contacts(forward_kinematics(out_), bodies_.target),
                  lock);
      }
    }
    return std::move(out_);
  }

 private:
  /// A joint without a driver inside a chain whose ends have one: bends between them.
  struct SpreadJoint {
    int joint, below, above;
    double share;
  };

  void find_spread_joints() {
    const int top = trunk_top(target_, bodies_.target.joint_of);
    if (top < 0) return;
    const std::vector<int> trunk = chain_between(target_, hips_, top);
    for (size_t i = 1; i + 1 < trunk.size(); ++i) {
      if (map_.source_of(trunk[i]) >= 0) continue;
      size_t below = i, above = i;
      while (below > 0 && map_.source_of(trunk[below]) < 0) --below;
      while (above + 1 < trunk.size() && map_.source_of(trunk[above]) < 0) ++above;
      if (map_.source_of(trunk[above]) < 0) continue;
      const double share = static_cast<double>(i - below) / static_cast<double>(above - below);
      spread_.push_back({trunk[i], trunk[below], trunk[above], share});
    }
  }

  /// World rotation away from the reference pose of the source joint that drives `t`.
  Quat driven_turn(int frame, int t) const {
    const int s = map_.source_of(t);
    return source_world_.rotation(frame, s) * glm::inverse(source_pose_.rotations[s]);
  }

  Quat turn_of(int frame, int t, const std::vector<Quat>& turns) const {
    if (map_.source_of(t) >= 0 && !is_above_hips(t)) return driven_turn(frame, t);
    for (const SpreadJoint& spread : spread_) {
      if (spread.joint != t) continue;
      const Quat below = driven_turn(frame, spread.below);
      const Quat above = driven_turn(frame, spread.above);
      return glm::slerp(below, glm::dot(below, above) < 0.0 ? -above : above, spread.share);
    }
    // Nobody drives it: it keeps its place on its parent.
    const int parent = target_.joints[t].parent;
    if (parent < 0 || is_above_hips(t)) return glm::inverse(target_pose_.rotations[t]);
    return turns[parent];
  }

  bool is_above_hips(int joint) const { return joint != hips_ && is_above(target_, joint, hips_); }

  void turn(int frame) {
    std::vector<Quat> turns(target_.joints.size());
    std::vector<Quat> world(target_.joints.size());
    const auto local = out_.frame_rotations(frame);
    for (int t = 0; t < target_.size(); ++t) {
      turns[t] = turn_of(frame, t, turns);
      world[t] = glm::normalize(turns[t] * target_pose_.rotations[t]);
      const int parent = target_.joints[t].parent;
      local[t] =
          canonical(glm::normalize(parent < 0 ? world[t] : glm::inverse(world[parent]) * world[t]));
    }
  }

  /// Middle of both hip joints, or the hips where there are none.
  static Vec3 pelvis(std::span<const Vec3> positions, const BodyMap& body) {
    if (!body.has(BodyPart::kLeftUpperLeg) || !body.has(BodyPart::kRightUpperLeg)) {
      return positions[body[BodyPart::kHips]];
    }
    return 0.5 *
           (positions[body[BodyPart::kLeftUpperLeg]] + positions[body[BodyPart::kRightUpperLeg]]);
  }

  /// Hip joints follow the scaled path of the source's: hips joints lie anywhere in the pelvis.
  void move(int frame) {
    std::vector<Vec3> positions(target_.joints.size());
    std::vector<Quat> rotations(target_.joints.size());
    std::vector<Vec3> translations(target_.joints.size());
    for (int t = 0; t < target_.size(); ++t) translations[t] = target_.joints[t].offset;
    forward_kinematics(target_, out_.frame_rotations(frame), translations, positions, rotations);
    const Vec3 wanted = scale_ * pelvis(source_world_.frame_positions(frame), bodies_.source);
    const Vec3 missing = wanted - pelvis(positions, bodies_.target);
    const int parent = target_.joints[hips_].parent;
    out_.translations[frame] += parent < 0 ? missing : glm::inverse(rotations[parent]) * missing;
  }

  bool has_feet() const {
    for (const BodyPart part :
         {BodyPart::kLeftUpperLeg, BodyPart::kLeftLowerLeg, BodyPart::kLeftFoot,
          BodyPart::kRightUpperLeg, BodyPart::kRightLowerLeg, BodyPart::kRightFoot}) {
      if (!bodies_.target.has(part)) return false;
    }
    return true;
  }

  /// Height of the toe joint above the sole.
  static double toe_height_m(const Skeleton& skeleton, const ReferencePose& pose,
                             const BodyMap& body) {
    const double height = body_height_m(skeleton);
    const auto points = contact_joints(body);
    const double toe = pose.positions[points[1]].y;
    const double drop = pose.positions[points[0]].y - toe;
    double above_sole = std::max(kToeHeightShare * height, kAnkleHeightShare * height - drop);
    if (!pose.rest_stands) return above_sole;
    for (int j = 0; j < skeleton.size(); ++j) {
      const Vec3 tip =
          pose.positions[j] + pose.rotations[j] * skeleton.joints[j].end_site.value_or(Vec3(0.0));
      above_sole = std::max({above_sole, toe - pose.positions[j].y, toe - tip.y});
    }
    return above_sole;
  }

  /// Lowest usual height of the toes: the 2nd percentile of each, the lower of both.
  static double lowest_toe_m(const WorldMotion& world, const BodyMap& body) {
    const auto points = contact_joints(body);
    double lowest = 1e300;
    for (const int joint : {points[1], points[3]}) {
      std::vector<double> heights(world.frame_count);
      for (int f = 0; f < world.frame_count; ++f) heights[f] = world.position(f, joint).y;
      const auto nth = heights.begin() + static_cast<size_t>(0.02 * (world.frame_count - 1));
      std::nth_element(heights.begin(), nth, heights.end());
      lowest = std::min(lowest, *nth);
    }
    return lowest;
  }

  /// Ankles and toes of another foot lie at another height above the sole; what stood on the ground
  /// does so again. Captures have their floor at 0 unless the toes say otherwise.
  void stand_on_ground() {
    const BodyMap& from = bodies_.source;
    if (!has_feet() || !from.has(BodyPart::kLeftFoot) || !from.has(BodyPart::kRightFoot)) return;
    const double toe = lowest_toe_m(source_world_, from);
    const double share = toe / body_height_m(*clip_.skeleton);
    const bool is_floor_at_zero = share > kLowestToeOnFloor && share < kHighestToeOnFloor;
    const double ground =
        is_floor_at_zero ? 0.0 : scale_ * (toe - toe_height_m(*clip_.skeleton, source_pose_, from));
    const double wanted = ground + toe_height_m(target_, target_pose_, bodies_.target);
    const WorldMotion world = forward_kinematics(out_);
    const Vec3 up(0.0, wanted - lowest_toe_m(world, bodies_.target), 0.0);
    const int parent = target_.joints[hips_].parent;
    for (int f = 0; f < out_.frame_count; ++f) {
      out_.translations[f] += parent < 0 ? up : glm::inverse(world.rotation(f, parent)) * up;
    }
  }

  const Clip& clip_;
  const Skeleton& target_;
  const BoneMap& map_;
  const Bodies& bodies_;
  WorldMotion source_world_;
  ReferencePose source_pose_, target_pose_;
  int hips_;
  double scale_ = 1.0;
  std::vector<SpreadJoint> spread_;
  Clip out_;
};

}  // namespace

Result<Clip> retarget(const Clip& clip, const SkeletonPtr& target, const BoneMap& map,
                      const RetargetSettings& settings) {
  if (!target) return usage_error("there is no skeleton to move \"" + clip.name + "\" to");
  if (Status s = check(clip, *target, map); !s) return s.error();
  const Bodies bodies(*clip.skeleton, *target, map);
  if (Status s = check_parts(*target, bodies.target, map); !s) return s.error();
  if (is_same_motion(clip, *target, map)) {
    Clip same = clip;
    same.skeleton = target;
    return same;
  }
  return Retargeter(clip, target, map, bodies).run(settings);
}

}  // namespace kinemote
