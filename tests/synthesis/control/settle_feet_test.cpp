#include "synthesis/control/settle_feet.h"

#include <gtest/gtest.h>

#include <glm/geometric.hpp>

#include "motion/core/contacts.h"
#include "motion/core/mirror.h"
#include "synthesis/control/sine_walk.h"

namespace kinemote::synthesis {
namespace {

using test::sine_walk;
using test::SineWalk;

/// An edit that says of contacts what a motion at the edit's rate shows.
MotionEdit saying(const Clip& at_rate) {
  MotionEdit edit;
  edit.frame_time_s = at_rate.frame_time_s;
  edit.frame_count = at_rate.frame_count;
  const auto contacts = detect_contacts(forward_kinematics(at_rate), *find_body(*at_rate.skeleton));
  edit.contacts.assign(contacts.begin(), contacts.end());
  return edit;
}

constexpr SineWalk kOriginal{.frames = 120, .speed_mps = 1.0, .steps_per_s = 1.6};

/// The same steps on a path that is too fast for them.
Clip hurried(double heading_rad = 0.0, const Vec3& start = Vec3(0.0)) {
  SineWalk walk = kOriginal;
  walk.heading_rad = heading_rad;
  walk.start = start;
  Clip clip = sine_walk(walk);
  const Vec3 ahead = yaw_rotation(heading_rad) * Vec3(0.0, 0.0, 1.0);
  for (int f = 0; f < clip.frame_count; ++f) {
    clip.translations[f] += ahead * (0.4 * f * clip.frame_time_s);
  }
  return clip;
}

TEST(SettleFeet, EditThatEndsBeforeTheClip_HoldsItsLastWord) {
  const Clip original = sine_walk(kOriginal);
  MotionEdit edit = saying(original);
  edit.frame_count = 60;
  edit.contacts.resize(60 * static_cast<size_t>(kContactCount));
  Clip clip = hurried();
  settle_feet(clip, original, edit, *find_body(*clip.skeleton));
  EXPECT_EQ(clip.frame_count, original.frame_count);
  EXPECT_TRUE(clip.validate().ok());
}

TEST(SettleFeet, PathTooFastForItsSteps_IsSlowedUntilFeetStand) {
  const Clip original = sine_walk(kOriginal);
  const BodyMap body = *find_body(*original.skeleton);
  Clip clip = hurried();
  const WorldMotion before = forward_kinematics(clip);
  CleanUpReport report;
  settle_feet(clip, original, saying(original), body, &report);
  const WorldMotion after = forward_kinematics(clip);
  ContactSettings fast;
  fast.speed_mps = 0.8;  // the slides are too fast for what counts as standing
  EXPECT_GT(foot_slide(before, body, fast).mean_m, 0.02);
  EXPECT_LT(foot_slide(after, body, fast).mean_m, 0.01);
  EXPECT_GT(foot_slide(after, body, fast).stance_count, 4);
  const int hips = body[BodyPart::kHips];
  const double was_m = before.position(119, hips).z - before.position(0, hips).z;
  const double is_m = after.position(119, hips).z - after.position(0, hips).z;
  EXPECT_LT(is_m, was_m - 0.5);
  EXPECT_LT(pose_change(before, after, body, *clip.skeleton).mean_m, 0.01);
  EXPECT_GT(report.moved_mean_m, 0.0);
}

TEST(SettleFeet, ClipAtAnotherRateThanTheEdit_IsSettledAlike) {
  const BodyMap body = *find_body(*canonical_skeleton());
  SineWalk fine_original = kOriginal;
  fine_original.frames = 240;
  fine_original.fps = 60.0;
  const Clip original = sine_walk(fine_original);
  Clip clip = original;
  for (int f = 0; f < clip.frame_count; ++f) clip.translations[f].z += 0.4 * f / 60.0;
  settle_feet(clip, original, saying(sine_walk(kOriginal)), body);
  ContactSettings fast;
  fast.speed_mps = 0.8;
  EXPECT_LT(foot_slide(forward_kinematics(clip), body, fast).mean_m, 0.01);
}

TEST(SettleFeet, TurnedAndMovedFigure_IsSettledAlike) {
  const Clip original = sine_walk(kOriginal);
  const BodyMap body = *find_body(*original.skeleton);
  SineWalk elsewhere = kOriginal;
  elsewhere.heading_rad = 2.3;
  elsewhere.start = {4.0, 0.0, -1.0};
  Clip clip = hurried();
  Clip turned = hurried(elsewhere.heading_rad, elsewhere.start);
  const MotionEdit edit = saying(original);
  settle_feet(clip, original, edit, body);
  settle_feet(turned, sine_walk(elsewhere), edit, body);
  const WorldMotion a = forward_kinematics(clip), b = forward_kinematics(turned);
  const Quat turn = yaw_rotation(elsewhere.heading_rad);
  for (size_t i = 0; i < a.positions.size(); ++i) {
    ASSERT_LT(glm::distance(turn * a.positions[i] + elsewhere.start, b.positions[i]), 1e-6);
  }
}

TEST(SettleFeet, MirroredFigure_IsSettledInTheMirror) {
  const Clip original = sine_walk(kOriginal);
  const Clip seen = *mirror(original);
  const BodyMap body = *find_body(*original.skeleton);
  Clip clip = hurried();
  Clip mirrored = *mirror(clip);
  settle_feet(clip, original, saying(original), body);
  settle_feet(mirrored, seen, saying(seen), body);
  const WorldMotion a = forward_kinematics(*mirror(clip)), b = forward_kinematics(mirrored);
  for (size_t i = 0; i < a.positions.size(); ++i) {
    ASSERT_LT(glm::distance(a.positions[i], b.positions[i]), 1e-6);
  }
}

}  // namespace
}  // namespace kinemote::synthesis
