#include "synthesis/control/keep_stances.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <glm/geometric.hpp>
#include <span>
#include <vector>

#include "motion/core/contacts.h"
#include "motion/core/ground_clearance.h"
#include "motion/core/kinematics.h"
#include "motion/core/limb.h"

namespace kinemote::synthesis {
namespace {

constexpr double kLongestReach = 0.995;  // share of a leg's length that it is stretched to
constexpr double kSamePlace_m = 1e-9;
constexpr double kClearance_m = 0.06;  // of a toe in the air, above a standing one
constexpr double kSoft_m = 0.01;       // over which a lift sets in, so that no foot jerks
/// A leg whose foot misses its stances by so much of the leg's length keeps its own steps in the
/// air, or none of them: of real clips, restyled feet in step miss by less than 0.1, those of
/// another pace by 0.2 to 0.4.
constexpr double kInStep = 0.12;
constexpr double kOutOfStep = 0.25;

struct Leg {
  int upper, lower, foot, toe;
};

/// max(0, x) with a parabola instead of the corner, which begins at 0: nothing below is changed.
double soft_positive(double x) {
  if (x <= 0.0) return 0.0;
  return x < kSoft_m ? 0.5 * x * x / kSoft_m : x - 0.5 * kSoft_m;
}

/// min(x, limit) likewise, never more than either.
double soft_min(double x, double limit) { return x - soft_positive(x - limit + 0.5 * kSoft_m); }

double smoothstep(double x) {
  x = std::clamp(x, 0.0, 1.0);
  return x * x * (3.0 - 2.0 * x);
}

/// Frames in which heel or toe of one foot bear on the ground.
std::vector<char> stances_of(const std::vector<char>& contacts, int side, int frames) {
  std::vector<char> is_down(frames);
  for (int f = 0; f < frames; ++f) {
    const size_t at = static_cast<size_t>(f) * kContactCount + 2 * static_cast<size_t>(side);
    is_down[f] = contacts[at] != 0 || contacts[at + 1] != 0;
  }
  return is_down;
}

/// How far a foot is held, in [0, 1], by frame: 1 where it stands, fading around it.
std::vector<double> hold_of(const std::vector<char>& is_down, double blend_frames) {
  const int frames = static_cast<int>(is_down.size());
  std::vector<double> distance(frames, 1e9);
  double since = 1e9;
  for (int f = 0; f < frames; ++f) distance[f] = since = is_down[f] ? 0.0 : since + 1.0;
  since = 1e9;
  for (int f = frames - 1; f >= 0; --f) {
    since = is_down[f] ? 0.0 : since + 1.0;
    distance[f] = std::min(distance[f], since);
  }
  for (double& d : distance) d = smoothstep(1.0 - d / blend_frames);
  return distance;
}

/// How far a leg is out of step, in [0, 1], by frame: by the mean distance of its edited foot from
/// its place in each stance, along straight lines between them; 0 where nothing stands.
std::vector<double> out_of_step(const std::vector<char>& is_down, const WorldMotion& edited,
                                const WorldMotion& original, int foot, double leg_m) {
  const int frames = static_cast<int>(is_down.size());
  std::vector<double> out(frames, 0.0);
  int last = -1;  // frame of the stance before
  for (int start = 0; start < frames;) {
    if (!is_down[start]) {
      ++start;
      continue;
    }
    int end = start;
    double missed_m = 0.0;
    for (; end < frames && is_down[end]; ++end) {
      missed_m += glm::distance(edited.position(end, foot), original.position(end, foot));
    }
    missed_m /= end - start;
    std::fill(out.begin() + start, out.begin() + end, missed_m);
    for (int f = last + 1; f < start; ++f) {
      const double share = static_cast<double>(f - last) / (start - last);
      out[f] = last < 0 ? missed_m : (1.0 - share) * out[last] + share * missed_m;
    }
    last = end - 1;
    start = end;
  }
  if (last >= 0) std::fill(out.begin() + last, out.end(), out[last]);
  for (double& missed_m : out) {
    missed_m = smoothstep((missed_m / leg_m - kInStep) / (kOutOfStep - kInStep));
  }
  return out;
}

}  // namespace

void keep_stances(Clip& edited, const Clip& original, const BodyMap& body, double blend_s) {
  const std::array<int, kContactCount> points = contact_joints(body);
  const std::array<Leg, 2> legs = {
      Leg{body[BodyPart::kLeftUpperLeg], body[BodyPart::kLeftLowerLeg], body[BodyPart::kLeftFoot],
          points[1]},
      Leg{body[BodyPart::kRightUpperLeg], body[BodyPart::kRightLowerLeg],
          body[BodyPart::kRightFoot], points[3]}};
  const WorldMotion truth = forward_kinematics(original);
  const std::vector<char> contacts = detect_contacts(truth, body);
  const double clear_m = planted_heights_m(truth, body, contacts)[1] + kClearance_m;
  const int frames = edited.frame_count;
  const double blend_frames = std::max(1.0, blend_s / edited.frame_time_s);
  const WorldMotion before = forward_kinematics(edited);
  std::array<std::vector<double>, 2> hold;
  for (int side = 0; side < 2; ++side) {
    const Leg& leg = legs[side];
    const std::vector<char> is_down = stances_of(contacts, side, frames);
    hold[side] = hold_of(is_down, blend_frames);
    const double leg_m = glm::distance(truth.position(0, leg.upper), truth.position(0, leg.lower)) +
                         glm::distance(truth.position(0, leg.lower), truth.position(0, leg.foot));
    const std::vector<double> astray = out_of_step(is_down, before, truth, leg.foot, leg_m);
    for (int f = 0; f < frames; ++f) hold[side][f] = std::max(hold[side][f], astray[f]);
  }

  const int hips = body[BodyPart::kHips];
  const int column = edited.translation_column(hips);
  const auto target_of = [&](int side, int f) {
    const Leg& leg = legs[side];
    const auto held = [&](int joint) {
      return glm::mix(before.position(f, joint), truth.position(f, joint), hold[side][f]);
    };
    Vec3 target = held(leg.foot);
    target.y += soft_positive(soft_min(truth.position(f, leg.toe).y, clear_m) - held(leg.toe).y);
    return target;
  };
  // How far the hips must come down for both feet to be reached, smoothed so that they do not jerk.
  std::vector<double> drop_m(frames, 0.0);
  for (int f = 0; f < frames && column >= 0; ++f) {
    for (int side = 0; side < 2; ++side) {
      if (hold[side][f] <= 0.0) continue;
      const Leg& leg = legs[side];
      const Vec3 top = before.position(f, leg.upper);
      const Vec3 target = target_of(side, f);
      const double reach = kLongestReach * (glm::distance(top, before.position(f, leg.lower)) +
                                            glm::distance(before.position(f, leg.lower),
                                                          before.position(f, leg.foot)));
      // As straight as it was is never too straight.
      const double own = glm::distance(truth.position(f, leg.upper), truth.position(f, leg.foot));
      const double flat = std::hypot(target.x - top.x, target.z - top.z);
      const double longest = std::max(reach, own + kSamePlace_m);
      if (flat >= longest) continue;
      const double highest = target.y + std::sqrt(longest * longest - flat * flat);
      drop_m[f] = std::max(drop_m[f], hold[side][f] * (top.y - highest));
    }
  }
  const int half = static_cast<int>(std::ceil(blend_frames / 2.0));
  for (int f = 0; f < frames; ++f) {
    double sum = 0.0;
    for (int k = -half; k <= half; ++k) sum += drop_m[std::clamp(f + k, 0, frames - 1)];
    const double drop = sum / (2 * half + 1);
    if (drop <= 0.0) continue;
    const int parent = edited.skeleton->joints[hips].parent;
    const Quat parent_rotation = parent < 0 ? kIdentity : before.rotation(f, parent);
    edited.translations[f * edited.translating_joints.size() + column] +=
        glm::inverse(parent_rotation) * Vec3(0.0, -drop, 0.0);
  }
  const WorldMotion lowered = forward_kinematics(edited);
  for (int f = 0; f < frames; ++f) {
    for (int side = 0; side < 2; ++side) {
      const Leg& leg = legs[side];
      const double share = hold[side][f];
      const Vec3 target = target_of(side, f);
      if (glm::distance(target, lowered.position(f, leg.foot)) < kSamePlace_m) continue;
      const std::span<const Quat> world = lowered.frame_rotations(f);
      std::vector<Quat> rotations(world.begin(), world.end());
      // The limb's end keeps the rotation it is said to have: the foot's own, turned to the ground.
      rotations[leg.foot] =
          glm::slerp(before.rotation(f, leg.foot), truth.rotation(f, leg.foot), share);
      // A straight knee bends forwards, which is where the pelvis faces.
      const Vec3 forward =
          glm::cross(lowered.position(f, legs[0].upper) - lowered.position(f, legs[1].upper), kUp);
      reach({leg.upper, leg.lower, leg.foot}, target, forward, lowered.frame_positions(f),
            rotations, *edited.skeleton, edited.frame_rotations(f));
    }
  }
}

}  // namespace kinemote::synthesis
