#include "analysis/features/plausibility.h"

#include <gtest/gtest.h>

#include <glm/geometric.hpp>

#include "analysis/features/centre_of_mass.h"

namespace kinemote::analysis {
namespace {

Clip standing(int frames = 60, double fps = 30.0) {
  Clip clip = Clip::make(canonical_skeleton(), frames, 1.0 / fps);
  const WorldMotion world = forward_kinematics(clip);
  const BodyMap body = *find_body(*clip.skeleton);
  const double lift = 0.02 - world.position(0, body[BodyPart::kLeftToes]).y;
  for (Vec3& place : clip.translations) place.y += lift;
  return clip;
}

Plausibility measured(const Clip& clip) {
  return measure_plausibility(clip, forward_kinematics(clip), *find_body(*clip.skeleton));
}

TEST(MeasurePlausibility, OneFrame_HasNoMovementToMeasure) {
  const Plausibility p = measured(standing(1));
  EXPECT_EQ(p.jerk_p99_mps3, 0.0);
  EXPECT_EQ(p.fastest_mps.value, 0.0);
  EXPECT_EQ(p.toe_speed_mps, 0.0);
}

TEST(MeasurePlausibility, FigureThatStands_IsFaultless) {
  const Plausibility p = measured(standing());
  EXPECT_EQ(p.slide.worst_m, 0.0);
  EXPECT_EQ(p.toe_speed_mps, 0.0);
  EXPECT_EQ(p.penetration.worst_m, 0.0);
  EXPECT_NEAR(p.jerk_p99_mps3, 0.0, 1e-6);
  EXPECT_EQ(p.balance.standing_share, 1.0);
  EXPECT_EQ(p.balance.supported_share, 1.0);
  EXPECT_GT(p.balance.worst_m, 0.03);
}

TEST(MeasurePlausibility, GlidingFigure_ShowsTheSpeedOfItsToes) {
  Clip clip = standing();
  for (int f = 0; f < clip.frame_count; ++f) clip.translations[f].z += 0.3 * f / 30.0;
  const Plausibility p = measured(clip);
  EXPECT_NEAR(p.toe_speed_mps, 0.3, 1e-9);
  EXPECT_NEAR(p.fastest_mps.value, 0.3, 1e-9);
  EXPECT_NEAR(p.sharpest_mps2.value, 0.0, 1e-6);
}

TEST(MeasurePlausibility, FootThatSinks_IsAsDeepAsItSank) {
  Clip clip = standing(100);
  for (int f = 40; f < 50; ++f) clip.translations[f].y -= 0.05;
  const Plausibility p = measured(clip);
  EXPECT_NEAR(p.penetration.worst_m, 0.05, 1e-9);
  EXPECT_NEAR(p.penetration.mean_m, 0.005, 1e-9);
  EXPECT_NEAR(p.penetration.share, 0.1, 1e-9);
}

TEST(MeasurePlausibility, CubicPath_HasTheJerkOfItsThirdDerivative) {
  for (const double fps : {30.0, 60.0, 120.0}) {
    Clip clip = standing(static_cast<int>(3 * fps), fps);
    for (int f = 0; f < clip.frame_count; ++f) {
      const double t = f / fps;
      clip.translations[f].x += 2.0 * t * t * t;  // third derivative 12 m/s^3
    }
    const Plausibility p = measured(clip);
    EXPECT_NEAR(p.jerk_median_mps3, 12.0, 1e-3) << fps;
    EXPECT_NEAR(p.jerk_p99_mps3, 12.0, 1e-3) << fps;
  }
}

TEST(MeasurePlausibility, JumpOfOneJoint_IsFoundWhereItIs) {
  Clip clip = standing();
  const BodyMap body = *find_body(*clip.skeleton);
  const int elbow = body[BodyPart::kLeftLowerArm];
  for (int f = 30; f < clip.frame_count; ++f) {
    clip.frame_rotations(f)[elbow] = glm::angleAxis(-1.0, Vec3(0, 1, 0));
  }
  const Plausibility p = measured(clip);
  EXPECT_EQ(p.sharpest_mps2.joint, body[BodyPart::kLeftHand]);
  EXPECT_NEAR(p.sharpest_mps2.frame, 29.5, 0.6);
  const WorldMotion world = forward_kinematics(clip);
  const std::vector<int> at{30}, away{10};
  EXPECT_EQ(peaks_after(world, body, *clip.skeleton, at, 3).fastest_mps.value, p.fastest_mps.value);
  EXPECT_EQ(peaks_after(world, body, *clip.skeleton, away, 3).fastest_mps.value, 0.0);
}

TEST(MeasurePlausibility, TurnedAndShiftedFigure_ReadsTheSame) {
  Clip clip = standing(80);
  for (int f = 0; f < clip.frame_count; ++f) {
    clip.translations[f] += Vec3(0.01 * std::sin(0.3 * f), -0.01 * (f % 7), 0.02 * f);
    clip.frame_rotations(f)[5] = glm::angleAxis(0.2 * std::sin(0.4 * f), Vec3(0, 0, 1));
  }
  Clip elsewhere = clip;
  const Quat turn = yaw_rotation(2.0);
  for (int f = 0; f < clip.frame_count; ++f) {
    elsewhere.frame_rotations(f)[0] = turn * clip.frame_rotations(f)[0];
    elsewhere.translations[f] = turn * clip.translations[f] + Vec3(-4.0, 0.0, 7.0);
  }
  const Plausibility a = measured(clip);
  const Plausibility b = measured(elsewhere);
  EXPECT_NEAR(a.slide.mean_m, b.slide.mean_m, 2e-3);  // its median place is per axis
  EXPECT_NEAR(a.toe_speed_mps, b.toe_speed_mps, 1e-9);
  EXPECT_NEAR(a.penetration.mean_m, b.penetration.mean_m, 1e-9);
  EXPECT_NEAR(a.jerk_median_mps3, b.jerk_median_mps3, 1e-6);
  EXPECT_NEAR(a.jerk_p99_mps3, b.jerk_p99_mps3, 1e-6);
  EXPECT_NEAR(a.sharpest_mps2.value, b.sharpest_mps2.value, 1e-8);
  EXPECT_NEAR(a.balance.mean_m, b.balance.mean_m, 1e-9);
}

TEST(CentresOfMass, StandingFigure_IsInItsMiddleAtTheHeightOfThePelvis) {
  const Clip clip = standing(1);
  const WorldMotion world = forward_kinematics(clip);
  const BodyMap body = *find_body(*clip.skeleton);
  const Vec3 centre = centres_of_mass(world, body).front();
  EXPECT_NEAR(centre.x, 0.0, 1e-9);
  // Winter (2009): the centre of mass of a standing body is at 0.53 to 0.58 of its height.
  EXPECT_NEAR(centre.y / 1.75, 0.57, 0.06);
}

TEST(CentresOfMass, RaisedLeg_MovesThemByItsShareOfMass) {
  Clip clip = standing(1);
  const BodyMap body = *find_body(*clip.skeleton);
  const WorldMotion before = forward_kinematics(clip);
  clip.frame_rotations(0)[body[BodyPart::kLeftUpperLeg]] = glm::angleAxis(-kPi / 2, Vec3(1, 0, 0));
  const WorldMotion after = forward_kinematics(clip);
  const Vec3 moved = centres_of_mass(after, body).front() - centres_of_mass(before, body).front();
  // A leg is 0.20 of the mass; its own centre, some 0.36 m from the hip, goes forward and up.
  EXPECT_NEAR(moved.z, 0.20 * 0.36, 0.02);
  EXPECT_NEAR(moved.y, 0.20 * 0.36, 0.02);
}

TEST(MeasureBalance, LeaningFigure_FallsOutOfItsSupport) {
  double last_m = 1.0;
  for (const double lean : {0.0, 0.15, 0.3, 0.45}) {
    Clip clip = standing(5);
    const BodyMap body = *find_body(*clip.skeleton);
    // About the ankles, which stay on the ground.
    for (int f = 0; f < clip.frame_count; ++f) {
      const Quat turn = glm::angleAxis(lean, Vec3(1, 0, 0));
      clip.frame_rotations(f)[0] = turn;
      clip.translations[f] = turn * clip.translations[f];
      for (const BodyPart foot : {BodyPart::kLeftFoot, BodyPart::kRightFoot}) {
        clip.frame_rotations(f)[body[foot]] = glm::conjugate(turn);
      }
    }
    const Balance balance = measure_balance(forward_kinematics(clip), body,
                                            std::vector<char>(5 * kContactCount, 1), 1.75);
    EXPECT_LT(balance.mean_m, last_m);
    last_m = balance.mean_m;
  }
  EXPECT_LT(last_m, 0.0);
}

TEST(MeasureBalance, WithoutContacts_SaysNothing) {
  const Clip clip = standing(5);
  const Balance balance = measure_balance(forward_kinematics(clip), *find_body(*clip.skeleton),
                                          std::vector<char>(5 * kContactCount, 0), 1.75);
  EXPECT_EQ(balance.standing_share, 0.0);
  EXPECT_EQ(balance.supported_share, 0.0);
}

}  // namespace
}  // namespace kinemote::analysis
