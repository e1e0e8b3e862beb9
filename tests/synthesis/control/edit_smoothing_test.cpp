#include "synthesis/control/edit_smoothing.h"

#include <gtest/gtest.h>

#include <cmath>

#include "motion/core/kinematics.h"
#include "synthesis/control/sine_walk.h"

namespace kinemote::synthesis {
namespace {

constexpr int kFrames = 120;

/// Two joints turn about the vertical by angle_rad(frame); the hips rise by as many metres.
template <typename Angle>
MotionEdit edit_of(const Angle& angle_rad) {
  MotionEdit edit;
  edit.frame_count = kFrames;
  edit.joint_count = 2;
  for (int f = 0; f < kFrames; ++f) {
    for (int j = 0; j < 2; ++j) edit.turns.push_back(yaw_rotation(angle_rad(f)));
    edit.hips_offset_m.emplace_back(0.0, angle_rad(f), 0.0);
  }
  return edit;
}

double angle_of(const Quat& turn) { return 2.0 * std::atan2(turn.y, turn.w); }

TEST(SmoothEdit, Posture_StaysAsItIs) {
  MotionEdit edit = edit_of([](int) { return 0.7; });
  smooth_edit(edit, 0.3);
  for (int f = 0; f < kFrames; ++f) {
    EXPECT_NEAR(angle_of(edit.turns[2 * f + 1]), 0.7, 1e-12);
    EXPECT_NEAR(edit.hips_offset_m[f].y, 0.7, 1e-12);
  }
}

TEST(SmoothEdit, Oscillation_ShrinksAsTheGaussiansTransformSays) {
  constexpr double kSigma_s = 0.06;
  for (const double hz : {1.0, 3.0, 6.0}) {
    const double omega = 2.0 * kPi * hz;
    MotionEdit edit = edit_of([&](int f) { return 0.05 * std::sin(omega * f / 30.0); });
    const MotionEdit rough = edit;
    smooth_edit(edit, kSigma_s);
    const double expected = std::exp(-0.5 * std::pow(omega * kSigma_s, 2));
    for (int f = 30; f < 90; ++f) {
      EXPECT_NEAR(edit.hips_offset_m[f].y, expected * rough.hips_offset_m[f].y, 1e-3) << hz;
      EXPECT_NEAR(angle_of(edit.turns[2 * f]), expected * angle_of(rough.turns[2 * f]), 1e-3) << hz;
    }
  }
}

TEST(SmoothEdit, TurnsOfEitherSign_CountAsTheSameRotation) {
  MotionEdit edit = edit_of([](int) { return 3.1; });
  for (size_t i = 0; i < edit.turns.size(); i += 3) edit.turns[i] = -edit.turns[i];
  smooth_edit(edit, 0.2);
  for (const Quat& turn : edit.turns) EXPECT_NEAR(std::abs(angle_of(turn)), 3.1, 1e-9);
}

TEST(EditSmoothing, QuickMotion_IsSmoothedShorterThanAQuietOne) {
  const auto smoothing_s = [](const test::SineWalk& walk) {
    const Clip clip = test::sine_walk(walk);
    return edit_smoothing_s(clip, forward_kinematics(clip), *find_body(*clip.skeleton));
  };
  const double stand = smoothing_s({.speed_mps = 0.0, .steps_per_s = 1e-6});
  const double walk = smoothing_s({});
  const double run = smoothing_s({.speed_mps = 3.0, .steps_per_s = 3.0});
  EXPECT_EQ(stand, 0.5);
  EXPECT_LT(walk, stand);
  EXPECT_LT(run, walk);
  EXPECT_GE(run, 0.01);
  const double turned = smoothing_s({.heading_rad = 2.0, .start = {1.0, 0.0, 5.0}});
  EXPECT_NEAR(turned, walk, 1e-6);
}

}  // namespace
}  // namespace kinemote::synthesis
