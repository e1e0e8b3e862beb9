#include "synthesis/control/clean_up.h"

#include <algorithm>
#include <glm/geometric.hpp>

#include "motion/core/figure_joints.h"
#include "motion/core/foot_lock.h"
#include "motion/core/ground_clearance.h"
#include "motion/core/jitter.h"
#include "motion/core/joint_limits.h"
#include "synthesis/control/motion_window.h"
#include "synthesis/control/root_anchor.h"

namespace kinemote::synthesis {
namespace {

constexpr int kLockPasses = 3;
constexpr double kCapturedSlide_m = 0.004;  // see plausibility.h
/// Nobody sees a foot wander by less, and locking it again would change nothing.
constexpr double kStill_m = 5e-4;
/// A figure so near to the ground stands on it: setting it exactly took more of its style away than
/// of its fault (docs/motion.md).
constexpr double kLevelWithin_m = 0.01;

/// Plants the feet, again where what was left of a step still slides. Feet that stand as well as
/// those learned from are left alone: every millimetre taken from them is one less of the style,
/// which may lie in how restlessly somebody stands.
void plant(Clip& clip, const BodyMap& body, std::vector<char> contacts,
           const CleanUpSettings& settings) {
  const double kept_m = settings.kept_slide_m.value_or(kCapturedSlide_m);
  const double good_m = std::max(kept_m, kStill_m);
  if (foot_slide(forward_kinematics(clip), body).worst_m < good_m) return;
  FootLockSettings lock;
  lock.keep_above_ground = settings.keep_above_ground;
  lock.kept_slide_m = kept_m;
  anchor_root(clip, body, contacts);
  for (int pass = 0; pass < kLockPasses; ++pass) {
    lock_feet(clip, body, contacts, lock);
    const WorldMotion world = forward_kinematics(clip);
    if (foot_slide(world, body).worst_m < good_m) return;
    contacts = detect_contacts(world, body);
  }
}

/// Runs steps and keeps the record of them.
class Record {
 public:
  Record(const Clip& clip, const BodyMap& body, const CleanUpSettings& settings,
         CleanUpReport* report)
      : clip_(clip), body_(body), report_(report) {
    if (settings.planted_height_m) {
      standing_ = analysis::StandingHeights{*settings.planted_height_m};
    }
    if (report_ == nullptr) return;
    start_ = last_ = forward_kinematics(clip_);
    report_->before = report_->after = measure();
  }

  void add(std::string_view step) {
    if (report_ == nullptr) return;
    const WorldMotion before = std::move(last_);
    last_ = forward_kinematics(clip_);
    const PoseChange moved = pose_change(before, last_, body_, *clip_.skeleton);
    const analysis::Plausibility after = measure();
    report_->steps.push_back({step, moved.mean_m, moved.worst_m, report_->after, after});
    report_->after = after;
    const PoseChange total = pose_change(start_, last_, body_, *clip_.skeleton);
    report_->moved_mean_m = total.mean_m;
    report_->moved_worst_m = total.worst_m;
  }

 private:
  analysis::Plausibility measure() const {
    return analysis::measure_plausibility(clip_, last_, body_, standing_);
  }

  const Clip& clip_;
  const BodyMap& body_;
  CleanUpReport* report_;
  std::optional<analysis::StandingHeights> standing_;
  WorldMotion start_, last_;
};

}  // namespace

PoseChange pose_change(const WorldMotion& before, const WorldMotion& after, const BodyMap& body,
                       const Skeleton& skeleton) {
  const int hips = body[BodyPart::kHips];
  const int left = body[BodyPart::kLeftUpperLeg];
  const int right = body[BodyPart::kRightUpperLeg];
  const std::vector<int> figure = figure_joints(skeleton, hips);
  PoseChange change;
  double sum_m = 0.0;
  std::array<double, 2> heading{};
  for (int f = 0; f < before.frame_count; ++f) {
    const auto local = [&](const WorldMotion& world, int which) {
      heading[which] =
          heading_rad(world.position(f, left), world.position(f, right), heading[which]);
      const Quat turn = yaw_rotation(-heading[which]);
      const Vec3& origin = world.position(f, hips);
      return [&world, turn, origin, f](int joint) {
        return turn * (world.position(f, joint) - origin);
      };
    };
    const auto was = local(before, 0);
    const auto is = local(after, 1);
    for (const int j : figure) {
      const double moved_m = glm::length(is(j) - was(j));
      sum_m += moved_m;
      change.worst_m = std::max(change.worst_m, moved_m);
    }
  }
  const double count = static_cast<double>(figure.size()) * before.frame_count;
  change.mean_m = count > 0.0 ? sum_m / count : 0.0;
  return change;
}

void clean_up(Clip& clip, const BodyMap& body, std::vector<char> contacts,
              const CleanUpSettings& settings, CleanUpReport* report) {
  Record record(clip, body, settings, report);
  if (settings.smooth) {
    remove_jitter(clip);
    record.add("smooth");
  }
  if (settings.joint_limits) {
    limit_joints(clip, body);
    record.add("joint_limits");
  }
  if (!settings.keep_above_ground && !settings.lock_feet) return;
  if (contacts.empty()) contacts = detect_contacts(forward_kinematics(clip), body);
  if (settings.planted_height_m) {
    level_root(clip, body, contacts, (*settings.planted_height_m)[1], kLevelWithin_m);
  }
  if (settings.keep_above_ground) {
    const auto heights = settings.planted_height_m.value_or(
        planted_heights_m(forward_kinematics(clip), body, contacts));
    keep_above_ground(clip, body, heights);
    record.add("ground");
  }
  if (settings.lock_feet) {
    plant(clip, body, std::move(contacts), settings);
    record.add("foot_lock");
  }
}

}  // namespace kinemote::synthesis
