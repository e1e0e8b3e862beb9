#include "synthesis/control/root_anchor.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <glm/geometric.hpp>
#include <optional>

#include "motion/core/contacts.h"
#include "motion/core/kinematics.h"

namespace kinemote::synthesis {
namespace {

constexpr double kSmoothing_s = 0.08;       // standard deviation of the smoothing of corrections
constexpr double kLevelling_s = 0.5;        // the same for the figure's height
constexpr double kNarrowestStance_m = 0.1;  // feet closer than that do not tell a turn

Vec3 on_ground(const Vec3& p) { return {p.x, 0.0, p.z}; }

/// The planted point of one foot in two frames that follow each other.
struct PlantedStep {
  Vec3 before{0.0}, after{0.0};
};
std::optional<PlantedStep> planted_step(const WorldMotion& world, const std::vector<char>& contacts,
                                        int frame, int heel, int toe, int heel_column) {
  const auto stands = [&](int f, int column) {
    return contacts[static_cast<size_t>(f) * kContactCount + column] != 0;
  };
  for (const auto& [joint, column] :
       {std::pair{toe, heel_column + 1}, std::pair{heel, heel_column}}) {
    if (stands(frame, column) && stands(frame + 1, column)) {
      return PlantedStep{on_ground(world.position(frame, joint)),
                         on_ground(world.position(frame + 1, joint))};
    }
  }
  return std::nullopt;
}

/// What must be undone between two frames.
struct Drift {
  Vec3 moved{0.0};  // of the planted points' middle
  Vec3 pivot{0.0};  // that middle, in the later frame
  double turned_rad = 0.0;
  bool is_known = false;
};

Drift drift_of(const WorldMotion& world, const BodyMap& body, const std::vector<char>& contacts,
               int frame) {
  const auto toe_of = [&](BodyPart toe, BodyPart foot) { return body[body.has(toe) ? toe : foot]; };
  const auto left = planted_step(world, contacts, frame, body[BodyPart::kLeftFoot],
                                 toe_of(BodyPart::kLeftToes, BodyPart::kLeftFoot), 0);
  const auto right = planted_step(world, contacts, frame, body[BodyPart::kRightFoot],
                                  toe_of(BodyPart::kRightToes, BodyPart::kRightFoot), 2);
  Drift drift;
  if (!left && !right) {
    drift.pivot = on_ground(world.position(frame + 1, body[BodyPart::kHips]));
    return drift;
  }
  drift.is_known = true;
  const PlantedStep& a = left ? *left : *right;
  const PlantedStep& b = right ? *right : *left;
  drift.pivot = 0.5 * (a.after + b.after);
  drift.moved = drift.pivot - 0.5 * (a.before + b.before);
  const Vec3 before = b.before - a.before;
  const Vec3 after = b.after - a.after;
  if (std::min(glm::length(before), glm::length(after)) > kNarrowestStance_m) {
    drift.turned_rad =
        std::remainder(std::atan2(after.x, after.z) - std::atan2(before.x, before.z), 2.0 * kPi);
  }
  return drift;
}

/// Unknown drifts (both feet in the air) take the values between their known neighbours'.
void fill_unknown(std::vector<Drift>& drifts) {
  const int count = static_cast<int>(drifts.size());
  for (int i = 0; i < count; ++i) {
    if (drifts[i].is_known) continue;
    int before = i - 1;
    int after = i + 1;
    while (before >= 0 && !drifts[before].is_known) --before;
    while (after < count && !drifts[after].is_known) ++after;
    if (before < 0 && after >= count) return;
    const Drift& a = drifts[before >= 0 ? before : after];
    const Drift& b = drifts[after < count ? after : before];
    const double share =
        before >= 0 && after < count ? static_cast<double>(i - before) / (after - before) : 0.0;
    drifts[i].moved = glm::mix(a.moved, b.moved, share);
  }
}

/// Gaussian mean over time; `width_s`: its standard deviation.
void smooth(std::vector<Drift>& drifts, double frame_time_s, double width_s) {
  const int count = static_cast<int>(drifts.size());
  const int reach = static_cast<int>(std::ceil(3.0 * width_s / frame_time_s));
  std::vector<Drift> out = drifts;
  for (int i = 0; i < count; ++i) {
    double total = 0.0;
    out[i].moved = Vec3(0.0);
    out[i].turned_rad = 0.0;
    for (int k = std::max(0, i - reach); k <= std::min(count - 1, i + reach); ++k) {
      const double off_s = (k - i) * frame_time_s / width_s;
      const double weight = std::exp(-0.5 * off_s * off_s);
      total += weight;
      out[i].moved += weight * drifts[k].moved;
      out[i].turned_rad += weight * drifts[k].turned_rad;
    }
    out[i].moved /= total;
    out[i].turned_rad /= total;
  }
  drifts = std::move(out);
}

}  // namespace

void anchor_root(Clip& clip, const BodyMap& body, const std::vector<char>& contacts) {
  const int hips = body[BodyPart::kHips];
  const int column = clip.translation_column(hips);
  if (column < 0 || clip.frame_count < 2) return;
  const WorldMotion world = forward_kinematics(clip);
  std::vector<Drift> drifts;
  for (int f = 0; f + 1 < clip.frame_count; ++f)
    drifts.push_back(drift_of(world, body, contacts, f));
  fill_unknown(drifts);
  smooth(drifts, clip.frame_time_s, kSmoothing_s);

  // The correction of each frame: a turn about +Y, then a shift.
  double turn = 0.0;
  Vec3 shift(0.0);
  const int hips_parent = clip.skeleton->joints[hips].parent;
  for (int f = 1; f < clip.frame_count; ++f) {
    const Drift& drift = drifts[f - 1];
    // Undo this step's drift first (about the planted feet), then all that came before.
    const Vec3 step_shift =
        drift.pivot - yaw_rotation(-drift.turned_rad) * drift.pivot - drift.moved;
    shift += yaw_rotation(turn) * step_shift;
    turn -= drift.turned_rad;
    const Quat rotation = yaw_rotation(turn);
    const Quat parent = hips_parent < 0 ? kIdentity : world.rotation(f, hips_parent);
    const Vec3 parent_place = hips_parent < 0 ? Vec3(0.0) : world.position(f, hips_parent);
    const Vec3 place = rotation * world.position(f, hips) + shift;
    clip.translations[f * clip.translating_joints.size() + column] =
        glm::inverse(parent) * (place - parent_place);
    clip.frame_rotations(f)[hips] =
        canonical(glm::normalize(glm::inverse(parent) * rotation * world.rotation(f, hips)));
  }
}

void level_root(Clip& clip, const BodyMap& body, const std::vector<char>& contacts,
                double toe_height_m, double tolerance_m) {
  const int hips = body[BodyPart::kHips];
  const int column = clip.translation_column(hips);
  if (column < 0) return;
  const WorldMotion world = forward_kinematics(clip);
  const auto points = contact_joints(body);
  std::vector<Drift> heights(clip.frame_count);
  for (int f = 0; f < clip.frame_count; ++f) {
    int standing = 0;
    for (const int toe : {1, 3}) {
      if (!contacts[static_cast<size_t>(f) * kContactCount + toe]) continue;
      heights[f].moved.y += world.position(f, points[toe]).y - toe_height_m;
      ++standing;
    }
    if (standing > 0) heights[f].moved.y /= standing;
    heights[f].is_known = standing > 0;
  }
  fill_unknown(heights);
  smooth(heights, clip.frame_time_s, kLevelling_s);
  for (Drift& height : heights) {
    height.moved.y -= std::clamp(height.moved.y, -tolerance_m, tolerance_m);
  }
  const int hips_parent = clip.skeleton->joints[hips].parent;
  for (int f = 0; f < clip.frame_count; ++f) {
    const Quat parent = hips_parent < 0 ? kIdentity : world.rotation(f, hips_parent);
    clip.translations[f * clip.translating_joints.size() + column] -=
        glm::inverse(parent) * heights[f].moved;
  }
}

}  // namespace kinemote::synthesis
