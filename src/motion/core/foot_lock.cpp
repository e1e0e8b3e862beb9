#include "motion/core/foot_lock.h"

#include <algorithm>
#include <cmath>
#include <glm/geometric.hpp>

#include "motion/core/limb.h"

namespace kinemote {
namespace {

constexpr double kDeepestHips_m = 0.08;
constexpr double kStanceEdge_s = 0.15;     // a toe comes down and lifts off within this time
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
      pin_toe(start, end);
      start = end;
    }
    for (int start = 0; start < frames;) {  // heels that stand without the toe
      if (!flag(start, leg.heel_column) || is_pinned_[start]) {
        ++start;
        continue;
      }
      int end = start;
      while (end < frames && flag(end, leg.heel_column) && !is_pinned_[end]) ++end;
      pin_heel(start, end);
      start = end;
    }
    blend();
    if (settings.keep_above_ground) raise();
  }

  const Vec3& displacement(int frame) const { return moved_[frame]; }
  bool is_pinned(int frame) const { return is_pinned_[frame] != 0; }

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

  /// Mean ground place over the middle half of some frames: away from touch-down and lift-off, and
  /// the same whichever way the figure faces, which medians of coordinates are not.
  Vec3 usual_place(int joint, int start, int end) const {
    const int margin = (end - start) / 4;
    Vec3 sum(0.0);
    for (int f = start + margin; f < end - margin; ++f) sum += world_.position(f, joint);
    sum /= end - start - 2 * margin;
    return {sum.x, 0.0, sum.z};
  }

  /// The share of a stance's own movement that stays within kept_slide_m of its place.
  double kept_share(const Vec3& place, int start, int end) const {
    double farthest_m = 0.0;
    for (int f = start; f < end; ++f) {
      const Vec3 off = world_.position(f, leg_.toe) - place;
      farthest_m = std::max(farthest_m, std::hypot(off.x, off.z));
    }
    return farthest_m > settings_.kept_slide_m ? settings_.kept_slide_m / farthest_m : 1.0;
  }

  /// Holds the toe's ground place and height; at touch-down and lift-off it keeps what it is still,
  /// or already, above the ground by.
  void pin_toe(int start, int end) {
    const Vec3 place = usual_place(leg_.toe, start, end);
    const double kept = kept_share(place, start, end);
    std::vector<double> heights;
    for (int f = start; f < end; ++f) heights.push_back(world_.position(f, leg_.toe).y);
    const double own_height = median(std::move(heights));
    const double edge_frames = std::max(1.0, kStanceEdge_s / world_.frame_time_s);
    for (int f = start; f < end; ++f) {
      // The clip's own ends are no edges of a stance.
      const int since = start > 0 ? f - start : world_.frame_count;
      const int until = end < world_.frame_count ? end - 1 - f : world_.frame_count;
      const double from_edge = std::min(since, until);
      const double share = 1.0 - smoothstep(from_edge / edge_frames);
      const Vec3& own = world_.position(f, leg_.toe);
      const double above = std::max(0.0, own.y - own_height);
      moved_[f] = (1.0 - kept) * (place - own);
      moved_[f].y = settings_.level_ground ? toe_height_ + share * above - own.y : 0.0;
      is_pinned_[f] = 1;
    }
  }

  /// Holds the heel's ground place over [start, end): where the stance before left it, where the
  /// one after puts it, or else its own; from one to the other where both touch the run. Its
  /// height is its own roll's, lifted as the stances beside it are.
  void pin_heel(int start, int end) {
    const auto beside = [&](int frame) -> std::optional<Vec3> {
      if (frame < 0 || frame >= world_.frame_count || !is_pinned_[frame]) return std::nullopt;
      return world_.position(frame, leg_.foot) + moved_[frame];
    };
    const std::optional<Vec3> before = beside(start - 1), after = beside(end);
    const double lift_before_m = before ? moved_[start - 1].y : after ? moved_[end].y : 0.0;
    const double lift_after_m = after ? moved_[end].y : lift_before_m;
    const Vec3 own = usual_place(leg_.foot, start, end);
    const Vec3 first = before ? *before : after ? *after : own;
    const Vec3 last = after ? *after : first;
    for (int f = start; f < end; ++f) {
      const double share = smoothstep((f - start + 1.0) / (end - start + 1.0));
      moved_[f] = glm::mix(first, last, share) - world_.position(f, leg_.foot);
      moved_[f].y = glm::mix(lift_before_m, lift_after_m, share);
    }
    std::fill(is_pinned_.begin() + start, is_pinned_.begin() + end, 1);
  }

  int blend_frames(const Vec3& displacement) const {
    const double blend_s =
        std::max(settings_.blend_s, glm::length(displacement) / kFastestBlend_mps);
    return std::max(1, static_cast<int>(std::round(blend_s / world_.frame_time_s)));
  }

  /// What is left of a displacement, and of its change a frame, `after` frames beyond a stance; all
  /// is gone after `length` frames. Quintics without a jump in place, speed and acceleration.
  static Vec3 fading(const Vec3& displacement, const Vec3& per_frame, double after, int length) {
    const double x = std::min(1.0, after / length);
    const double place_left = 1.0 - x * x * x * (10.0 - 15.0 * x + 6.0 * x * x);
    const double speed_left = x - x * x * x * (6.0 - 8.0 * x + 3.0 * x * x);
    return displacement * place_left + per_frame * (length * speed_left);
  }

  /// Fills the frames between stances: displacements fade from the last stance, grow to the next,
  /// going on as fast as they changed there (Bollo 2018, inertialisation).
  void blend() {
    const int frames = world_.frame_count;
    for (int start = 0; start < frames;) {
      if (is_pinned_[start]) {
        ++start;
        continue;
      }
      int end = start;
      while (end < frames && !is_pinned_[end]) ++end;
      const int gap = end - start;
      const auto change = [&](int inner, int edge) {  // of a stance, at its edge, a frame
        return inner >= 0 && inner < frames && is_pinned_[inner] ? moved_[edge] - moved_[inner]
                                                                 : Vec3(0.0);
      };
      if (start > 0) {
        const Vec3& last = moved_[start - 1];
        const int length = std::min(gap + 1, blend_frames(last));
        const Vec3 per_frame = change(start - 2, start - 1);
        for (int f = start; f < end; ++f) {
          moved_[f] += fading(last, per_frame, f - start + 1.0, length);
        }
      }
      if (end < frames) {
        const Vec3& next = moved_[end];
        const int length = std::min(gap + 1, blend_frames(next));
        const Vec3 per_frame = change(end + 1, end);
        for (int f = start; f < end; ++f) {
          moved_[f] += fading(next, per_frame, static_cast<double>(end - f), length);
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
      if (!plans[side].is_pinned(f)) continue;  // a foot in the air comes as far as it can
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
  const int reach_frames = std::max(1, static_cast<int>(std::round(0.12 / world.frame_time_s)));
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

/// The target of an ankle, brought in where the leg would be longer than `longest_reach` of its
/// length, unless it was so before.
Vec3 within_reach(const Vec3& target, const Leg& leg, std::span<const Vec3> positions,
                  double longest_reach) {
  const Vec3& hip = positions[leg.upper];
  const Vec3& knee = positions[leg.lower];
  const Vec3& ankle = positions[leg.foot];
  const double limit =
      std::max(glm::length(ankle - hip),
               longest_reach * (glm::length(knee - hip) + glm::length(ankle - knee)));
  const double wanted = glm::length(target - hip);
  return wanted > limit ? hip + (target - hip) * (limit / wanted) : target;
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
      Vec3 target = world.position(f, legs[side].foot) + plans[side].displacement(f);
      if (!plans[side].is_pinned(f)) {
        target = within_reach(target, legs[side], positions, settings.longest_reach);
      }
      if (glm::length(target - positions[legs[side].foot]) < 1e-6) continue;
      reach({legs[side].upper, legs[side].lower, legs[side].foot}, target, forward, positions,
            world.frame_rotations(f), skeleton, clip.frame_rotations(f));
    }
  }
}

}  // namespace kinemote
