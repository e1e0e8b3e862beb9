#include "motion/core/ground_clearance.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <glm/geometric.hpp>
#include <memory>

#include "test_clips.h"

namespace kinemote {
namespace {

constexpr std::array<double, 2> kPlanted{0.075, 0.02};

/// The canonical figure standing, its toe joints on the ground, `sunk_m` too low.
Clip standing(double sunk_m, int frames = 40) {
  Clip clip = Clip::make(canonical_skeleton(), frames, 1.0 / 30.0);
  const WorldMotion world = forward_kinematics(clip);
  const BodyMap body = *find_body(*clip.skeleton);
  const double lift = kPlanted[1] - world.position(0, body[BodyPart::kLeftToes]).y - sunk_m;
  for (Vec3& place : clip.translations) place.y += lift;
  return clip;
}

double lowest_m(const Clip& clip, int joint) {
  const WorldMotion world = forward_kinematics(clip);
  double lowest = 1e9;
  for (int f = 0; f < clip.frame_count; ++f) {
    lowest = std::min(lowest, world.position(f, joint).y);
  }
  return lowest;
}

TEST(KeepAboveGround, PathThatIsNotAnimated_IsLeftAlone) {
  Clip clip = Clip::make(canonical_skeleton(), 5, 0.1, {});
  const Clip before = clip;
  EXPECT_EQ(keep_above_ground(clip, *find_body(*clip.skeleton), kPlanted), 0.0);
  EXPECT_EQ(clip.rotations, before.rotations);
}

TEST(KeepAboveGround, FigureOnTheGround_StaysBitByBit) {
  Clip clip = standing(0.0);
  const Clip before = clip;
  EXPECT_EQ(keep_above_ground(clip, *find_body(*clip.skeleton), kPlanted), 0.0);
  EXPECT_EQ(clip.rotations, before.rotations);
  EXPECT_EQ(clip.translations, before.translations);
}

TEST(KeepAboveGround, SunkenFeet_ComeUpToTheirPlantedHeight) {
  Clip clip = standing(0.04);
  const BodyMap body = *find_body(*clip.skeleton);
  EXPECT_EQ(keep_above_ground(clip, body, kPlanted), 1.0);
  ASSERT_TRUE(clip.validate().ok());
  for (const BodyPart toe : {BodyPart::kLeftToes, BodyPart::kRightToes}) {
    EXPECT_NEAR(lowest_m(clip, body[toe]), kPlanted[1], 1e-3);
  }
}

TEST(KeepAboveGround, SunkenHand_IsLiftedByItsArmAlone) {
  Clip clip = standing(0.0);
  const BodyMap body = *find_body(*clip.skeleton);
  // An ape's arm, hanging into the ground.
  auto skeleton = std::make_shared<Skeleton>(*clip.skeleton);
  for (const BodyPart part : {BodyPart::kLeftLowerArm, BodyPart::kLeftHand}) {
    skeleton->joints[body[part]].offset *= 2.7;
  }
  clip.skeleton = skeleton;
  for (int f = 0; f < clip.frame_count; ++f) {
    clip.frame_rotations(f)[body[BodyPart::kLeftUpperArm]] =
        glm::angleAxis(-kPi / 2, Vec3(0, 0, 1));
  }
  const Clip before = clip;
  const int hand = body[BodyPart::kLeftHand];
  ASSERT_LT(lowest_m(clip, hand), kPlanted[1]);
  EXPECT_GT(keep_above_ground(clip, body, kPlanted), 0.0);
  EXPECT_GE(lowest_m(clip, hand), kPlanted[1] - 1e-6);
  EXPECT_EQ(lowest_m(clip, body[BodyPart::kHips]), lowest_m(before, body[BodyPart::kHips]));
  EXPECT_EQ(lowest_m(clip, body[BodyPart::kLeftToes]), lowest_m(before, body[BodyPart::kLeftToes]));
}

TEST(KeepAboveGround, SunkenKnees_LiftTheWholeFigureSmoothly) {
  Clip clip = standing(0.0, 60);
  const BodyMap body = *find_body(*clip.skeleton);
  for (int f = 0; f < clip.frame_count; ++f) {
    const double down = 0.5 * (1.0 - std::cos(2.0 * kPi * f / 59.0));  // kneels and rises
    clip.translations[f].y -= 0.5 * down;
    for (const BodyPart part : {BodyPart::kLeftLowerLeg, BodyPart::kRightLowerLeg}) {
      clip.frame_rotations(f)[body[part]] = glm::angleAxis(1.7 * down, Vec3(1, 0, 0));
    }
  }
  const Clip before = clip;
  const int knee = body[BodyPart::kLeftLowerLeg];
  ASSERT_LT(lowest_m(clip, knee), 0.0);
  keep_above_ground(clip, body, kPlanted);
  EXPECT_GE(lowest_m(clip, knee), kPlanted[1] - 1e-3);
  for (int f = 1; f < clip.frame_count; ++f) {
    const double lifted = clip.translations[f].y - before.translations[f].y;
    const double lifted_before = clip.translations[f - 1].y - before.translations[f - 1].y;
    EXPECT_LT(std::abs(lifted - lifted_before), 0.03);
  }
}

TEST(PlantedHeights, WithoutContacts_AreTheLowestOfTheClip) {
  const Clip clip = standing(0.0);
  const BodyMap body = *find_body(*clip.skeleton);
  const WorldMotion world = forward_kinematics(clip);
  const auto none = planted_heights_m(world, body, std::vector<char>(40 * kContactCount, 0));
  const auto all = planted_heights_m(world, body, std::vector<char>(40 * kContactCount, 1));
  EXPECT_NEAR(none[1], kPlanted[1], 1e-9);
  EXPECT_EQ(none, all);
}

}  // namespace
}  // namespace kinemote
