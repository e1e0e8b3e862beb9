#include "motion/core/foot_lock.h"

#include <algorithm>
#include <cmath>
#include <glm/geometric.hpp>

#include "motion/core/limb.h"

namespace kinemote {
namespace {

constexpr double kDeepestHips_m = 0.08;
constexpr double kFastestBlend_mps = 0.6;  // a foot returns to its own path no faster than this

struct Leg {
  int upper, lower, foot, toe;  // toe == foot on skeletons without toes
  int heel_column, toe_column;  // in the contacts
};

std::array<Leg, 2> legs_of(const BodyMap& body) {
  const auto leg = [&](BodyPart upper, BodyPart lower, BodyPart foot, BodyPart toes,
                       int heel_column) {
    return Leg{body[upper], body[lower],    body[foot], body.has(toes) ? body[toes] : body[foot],
               heel_column, heel_column + 1};
  };
  return {leg(BodyPart::kLeftUpperLeg, BodyPart::kLeftLowerLeg, BodyPart::kLeftFoot,
              BodyPart::kLeftToes, 0),
          leg(BodyPart::kRightUpperLeg, BodyPart::kRightLowerLeg, BodyPart::kRightFoot,
              BodyPart::kRightToes, 2)};
}

double median(std::vector<double> values) {
  const auto middle = values.begin() + values.size() / 2;
  std::nth_element(values.begin(), middle, values.end());
  return *middle;
}

double smoothstep(double x) {
  x = std::clamp(x, 0.0, 1.0);
  return x * x * (3.0 - 2.0 * x);
}

/// Plans where one foot goes: a displacement per frame of heel and toe alike.
class FootPlan {
 public:
  FootPlan(const WorldMotion& world, const Leg& leg, const std::vector<char>& contacts,
           const FootLockSettings& settings)
      : world_(world),
        leg_(leg),
        settings_(settings),
        moved_(world.frame_count, Vec3(0.0)),
        is_pinned_(world.frame_count, 0) {
    const auto flag = [&](int frame, int column) {
      return contacts[static_cast<size_t>(frame) * kContactCount + column] != 0;
    };
    heel_height_ = planted_height(0, leg.foot, leg.heel_column, contacts);
    toe_height_ = planted_height(1, leg.toe, leg.toe_column, contacts);
    const int frames = world.frame_count;
    for (int start = 0; start < frames;) {
      if (!flag(start, leg.toe_column)) {
        ++start;
        continue;
      }
      int end = start;
      while (end < frames && flag(end, leg.toe_column)) ++end;
      int heel_start = start;
      while (heel_start > 0 && flag(heel_start - 1, leg.heel_column) && !is_pinned_[heel_start - 1])
        --heel_start;
      pin_toe(start, end);
      // The heel came down first: it stands where the toe's landing puts it.
      pin_heel(heel_start, start, world.position(start, leg.foot) + moved_[start]);
      start = end;
    }
    for (int start = 0; start < frames;) {  // heels that stand without the toe
      if (!flag(start, leg.heel_column) || is_pinned_[start]) {
        ++start;
        continue;
      }
      int end = start;
      while (end < frames && flag(end, leg.heel_column) && !is_pinned_[end]) ++end;
      const bool follows_toe = start > 0 && is_pinned_[start - 1];
      pin_heel(start, end,
               follows_toe ? world.position(start - 1, leg.foot) + moved_[start - 1]
                           : median_place(leg.foot, start, end));
      start = end;
    }
    blend();
    if (settings.keep_above_ground) raise();
  }

  const Vec3& displacement(int frame) const { return moved_[frame]; }

 private:
  double planted_height(int which, int joint, int column, const std::vector<char>& contacts) const {
    if (settings_.planted_height_m) return (*settings_.planted_height_m)[which];
    std::vector<double> heights;
    for (int f = 0; f < world_.frame_count; ++f) {
      if (contacts[static_cast<size_t>(f) * kContactCount + column]) {
        heights.push_back(world_.position(f, joint).y);
      }
    }
    return heights.empty() ? -1e9 : median(std::move(heights));
  }

  Vec3 median_place(int joint, int start, int end) const {
    std::vector<double> x, z;
    for (int f = start; f < end; ++f) {
      x.push_back(world_.position(f, joint).x);
      z.push_back(world_.position(f, joint).z);
    }
    return {median(std::move(x)), 0.0, median(std::move(z))};
  }

  void pin_toe(int start, int end) {
    Vec3 place = median_place(leg_.toe, start, end);
    place.y = toe_height_;
    for (int f = start; f < end; ++f) {
      moved_[f] = place - world_.position(f, leg_.toe);
      if (!settings_.level_ground) moved_[f].y = 0.0;
      is_pinned_[f] = 1;
    }
  }

  /// Holds the heel's ground place; its height is its own roll's.
  void pin_heel(int start, int end, const Vec3& place) {
    for (int f = start; f < end; ++f) {
      const Vec3 off = place - world_.position(f, leg_.foot);
      moved_[f] =
          Vec3(off.x, end < world_.frame_count && is_pinned_[end] ? moved_[end].y : 0.0, off.z);
      is_pinned_[f] = 1;
    }
  }

  int blend_frames(const Vec3& displacement) const {
    const double blend_s =
        std::max(settings_.blend_s, glm::length(displacement) / kFastestBlend_mps);
    return std::max(1, static_cast<int>(std::round(blend_s / world_.frame_time_s)));
  }

  /// Fills the frames between stances: displacements fade from the last stance, grow to the next.
  void blend() {
    const int frames = world_.frame_count;
    for (int start = 0; start < frames;) {
      if (is_pinned_[start]) {
        ++start;
        continue;
      }
      int end = start;
      while (end < frames && !is_pinned_[end]) ++end;
      const Vec3 before = start > 0 ? moved_[start - 1] : Vec3(0.0);
      const Vec3 after = end < frames ? moved_[end] : Vec3(0.0);
      const int fade_out = start > 0 ? blend_frames(before) : 1;
      const int fade_in = end < frames ? blend_frames(after) : 1;
      const int gap = end - start;
      for (int f = start; f < end; ++f) {
        const double left = f - start + 1;
        const double right = end - f;
        if (fade_out + fade_in > gap + 1 && start > 0 && end < frames) {
          moved_[f] = glm::mix(before, after, smoothstep(left / (gap + 1)));
        } else {
          moved_[f] = before * (1.0 - smoothstep(left / (fade_out + 1))) +
                      after * (1.0 - smoothstep(right / (fade_in + 1)));
        }
      }
      start = end;
    }
  }

  void raise() {
    for (int f = 0; f < world_.frame_count; ++f) {
      const double toe = world_.position(f, leg_.toe).y + moved_[f].y;
      const double heel = world_.position(f, leg_.foot).y + moved_[f].y;
      moved_[f].y += std::max({0.0, toe_height_ - toe, heel_height_ - 0.02 - heel});
    }
  }

  const WorldMotion& world_;
  const Leg& leg_;
  const FootLockSettings& settings_;
  std::vector<Vec3> moved_;
  std::vector<char> is_pinned_;
  double heel_height_ = 0.0;
  double toe_height_ = 0.0;
};

/// How far the hips must come down in each frame for both ankles to be reached; smooth in time.
std::vector<double> hips_drop(const WorldMotion& world, const std::array<Leg, 2>& legs,
                              const std::array<FootPlan, 2>& plans, double longest_reach) {
  const int frames = world.frame_count;
  std::vector<double> drop(frames, 0.0);
  for (int f = 0; f < frames; ++f) {
    for (int side = 0; side < 2; ++side) {
      const Leg& leg = legs[side];
      const Vec3& hip = world.position(f, leg.upper);
      const Vec3& knee = world.position(f, leg.lower);
      const Vec3& ankle = world.position(f, leg.foot);
      const double limit = longest_reach * (glm::length(knee - hip) + glm::length(ankle - knee));
      // A leg that is left alone may be straighter; one that is moved would show it in its knee.
      const bool is_moved = glm::length(plans[side].displacement(f)) > 1e-4;
      const double reach = is_moved ? limit : std::max(limit, glm::length(ankle - hip));
      const Vec3 target = ankle + plans[side].displacement(f);
      const double across = std::hypot(hip.x - target.x, hip.z - target.z);
      const double highest = target.y + std::sqrt(std::max(0.0, reach * reach - across * across));
      drop[f] = std::max(drop[f], std::min(hip.y - highest, kDeepestHips_m));
    }
  }
  // Widest need of the neighbourhood, then averaged twice: no knee snaps, no hips jump.
  const int reach_frames = std::max(1, static_cast<int>(std::round(0.1 / world.frame_time_s)));
  const auto over_window = [&](const std::vector<double>& in, auto combine) {
    std::vector<double> out(frames);
    for (int f = 0; f < frames; ++f) {
      const int first = std::max(0, f - reach_frames);
      const int last = std::min(frames - 1, f + reach_frames);
      out[f] = combine(in, first, last);
    }
    return out;
  };
  const auto largest = [](const std::vector<double>& in, int first, int last) {
    return *std::max_element(in.begin() + first, in.begin() + last + 1);
  };
  const auto mean = [](const std::vector<double>& in, int first, int last) {
    double sum = 0.0;
    for (int f = first; f <= last; ++f) sum += in[f];
    return sum / (last - first + 1);
  };
  return over_window(over_window(over_window(drop, largest), mean), mean);
}

/// Only chains of hip, knee and ankle without joints between can be solved.
bool is_plain(const Skeleton& skeleton, const Leg& leg) {
  return skeleton.joints[leg.lower].parent == leg.upper &&
         skeleton.joints[leg.foot].parent == leg.lower && skeleton.joints[leg.upper].parent >= 0;
}

}  // namespace

void lock_feet(Clip& clip, const BodyMap& body, const std::vector<char>& contacts,
               const FootLockSettings& settings) {
  const Skeleton& skeleton = *clip.skeleton;
  const std::array<Leg, 2> legs = legs_of(body);
  const int hips_column = clip.translation_column(body[BodyPart::kHips]);
  if (!is_plain(skeleton, legs[0]) || !is_plain(skeleton, legs[1]) || hips_column < 0) return;

  const WorldMotion world = forward_kinematics(clip);
  const std::array<FootPlan, 2> plans{FootPlan(world, legs[0], contacts, settings),
                                      FootPlan(world, legs[1], contacts, settings)};
  const std::vector<double> drop = hips_drop(world, legs, plans, settings.longest_reach);
  const int hips_parent = skeleton.joints[body[BodyPart::kHips]].parent;
  const size_t joints = skeleton.size();
  std::vector<Vec3> positions(joints);
  for (int f = 0; f < clip.frame_count; ++f) {
    const Vec3 down(0.0, -drop[f], 0.0);
    const Quat parent = hips_parent < 0 ? kIdentity : world.rotation(f, hips_parent);
    clip.translations[f * clip.translating_joints.size() + hips_column] +=
        glm::inverse(parent) * down;
    for (size_t j = 0; j < joints; ++j) positions[j] = world.position(f, j) + down;
    // A straight knee bends forwards, which is where the pelvis faces.
    const Vec3 forward = glm::cross(positions[legs[0].upper] - positions[legs[1].upper], kUp);
    for (int side = 0; side < 2; ++side) {
      const Vec3 target = world.position(f, legs[side].foot) + plans[side].displacement(f);
      if (glm::length(target - positions[legs[side].foot]) < 1e-6) continue;
      reach({legs[side].upper, legs[side].lower, legs[side].foot}, target, forward, positions,
            world.frame_rotations(f), skeleton, clip.frame_rotations(f));
    }
  }
}

}  // namespace kinemote
