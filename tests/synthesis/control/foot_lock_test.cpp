#include "synthesis/control/foot_lock.h"

#include <gtest/gtest.h>

#include <random>

#include "synthesis/control/fake_model.h"
#include "synthesis/control/generate.h"
#include "synthesis/control/root_anchor.h"

namespace kinemote::synthesis {
namespace {

using test::sine_walk;

/// Largest horizontal distance of a joint from its first place over frames [first, last).
double spread_m(const WorldMotion& world, int joint, int first, int last) {
  double spread = 0.0;
  for (int f = first; f < last; ++f) {
    const Vec3 off = world.position(f, joint) - world.position(first, joint);
    spread = std::max(spread, std::hypot(off.x, off.z));
  }
  return spread;
}

std::vector<char> contacts_between(int frames, int column, int first, int last) {
  std::vector<char> contacts(static_cast<size_t>(frames) * kContactCount, 0);
  for (int f = first; f < last; ++f) contacts[f * kContactCount + column] = 1;
  return contacts;
}

class LockFeet : public ::testing::TestWithParam<bool> {
 protected:
  static Clip make(const test::SineWalk& walk) {
    return GetParam() ? test::under_root(sine_walk(walk)) : sine_walk(walk);
  }
};

TEST_P(LockFeet, ToeInContact_StaysInPlace) {
  Clip clip = make({.speed_mps = 0.8, .turn_rad_per_s = 0.2, .heading_rad = 1.0});
  const BodyMap body = *find_body(*clip.skeleton);
  const int toe = body[BodyPart::kLeftToes];
  const Clip before = clip;
  lock_feet(clip, body, contacts_between(90, 1, 30, 42));
  ASSERT_TRUE(clip.validate().ok());
  EXPECT_GT(spread_m(forward_kinematics(before), toe, 30, 42), 0.02);
  EXPECT_LT(spread_m(forward_kinematics(clip), toe, 30, 42), 1e-4);
}

TEST_P(LockFeet, KeptSlide_ScalesTheStanceDownToIt) {
  const Clip before = make({.speed_mps = 0.8});
  const BodyMap body = *find_body(*before.skeleton);
  const int toe = body[BodyPart::kLeftToes];
  const auto moved_m = [&](const Clip& clip, int frame) {
    const WorldMotion world = forward_kinematics(clip);
    const Vec3 moved = world.position(frame + 1, toe) - world.position(frame, toe);
    return Vec3(moved.x, 0.0, moved.z);
  };
  for (const double kept_m : {0.004, 10.0}) {
    Clip clip = before;
    lock_feet(clip, body, contacts_between(90, 1, 30, 42),
              {.kept_slide_m = kept_m, .level_ground = false, .planted_height_m = {}});
    const double slide_m = spread_m(forward_kinematics(clip), toe, 30, 42);
    if (kept_m > 1.0) {
      EXPECT_NEAR(slide_m, spread_m(forward_kinematics(before), toe, 30, 42), 1e-6);
      continue;
    }
    EXPECT_GT(slide_m, kept_m);  // from one end of the stance to the other, not from its middle
    EXPECT_LT(slide_m, 2.0 * kept_m + 1e-6);
    const Vec3 was = moved_m(before, 35), is = moved_m(clip, 35);
    EXPECT_GT(glm::dot(was, is), 0.999 * glm::length(was) * glm::length(is) - 1e-9);
  }
}

TEST_P(LockFeet, Feet_KeepTheirWorldRotation) {
  Clip clip = make({});
  const BodyMap body = *find_body(*clip.skeleton);
  const WorldMotion before = forward_kinematics(clip);
  lock_feet(clip, body, detect_contacts(before, body));
  const WorldMotion after = forward_kinematics(clip);
  for (int f = 0; f < clip.frame_count; ++f) {
    for (const BodyPart part : {BodyPart::kLeftFoot, BodyPart::kRightFoot, BodyPart::kHead}) {
      EXPECT_GT(std::abs(glm::dot(before.rotation(f, body[part]), after.rotation(f, body[part]))),
                1.0 - 1e-9);
    }
  }
}

TEST_P(LockFeet, FarFromStances_NothingMoves) {
  Clip clip = make({});
  const BodyMap body = *find_body(*clip.skeleton);
  const WorldMotion before = forward_kinematics(clip);
  FootLockSettings settings;
  settings.keep_above_ground = false;
  lock_feet(clip, body, contacts_between(90, 1, 40, 48), settings);
  const WorldMotion after = forward_kinematics(clip);
  for (const int f : {0, 10, 20, 75, 89}) {
    for (int j = 0; j < after.joint_count; ++j) {
      EXPECT_LT(glm::length(before.position(f, j) - after.position(f, j)), 1e-9) << f << " " << j;
    }
  }
}

TEST_P(LockFeet, SunkenFigure_StandsOnTheGround) {
  Clip clip = make({.speed_mps = 0.0, .steps_per_s = 1e-6});
  const BodyMap body = *find_body(*clip.skeleton);
  for (Vec3& t : clip.translations) t.y -= 0.05;
  FootLockSettings settings;
  settings.planted_height_m = {0.075, 0.02};
  lock_feet(clip, body, std::vector<char>(90 * kContactCount, 1), settings);
  const WorldMotion world = forward_kinematics(clip);
  for (int f = 0; f < 90; ++f) {
    EXPECT_NEAR(world.position(f, body[BodyPart::kLeftToes]).y, 0.02, 1e-6);
    EXPECT_NEAR(world.position(f, body[BodyPart::kRightToes]).y, 0.02, 1e-6);
  }
}

TEST_P(LockFeet, LegTooShort_LowersTheHipsSmoothly) {
  Clip clip = make({.speed_mps = 0.0, .steps_per_s = 1e-6});
  const BodyMap body = *find_body(*clip.skeleton);
  for (Vec3& t : clip.translations)
    t.y += 0.07;  // feet must come down to the ground, legs straight
  const WorldMotion before = forward_kinematics(clip);
  FootLockSettings settings;
  settings.planted_height_m = {0.075, 0.02};
  lock_feet(clip, body, contacts_between(90, 1, 40, 60), settings);
  const WorldMotion after = forward_kinematics(clip);
  EXPECT_NEAR(after.position(50, body[BodyPart::kLeftToes]).y, 0.02, 1e-4);
  const int hips = body[BodyPart::kHips];
  const auto drop = [&](int f) { return before.position(f, hips).y - after.position(f, hips).y; };
  EXPECT_GT(drop(50), 0.01);
  EXPECT_LE(drop(50), 0.08 + 1e-9);
  for (int f = 1; f < 90; ++f) EXPECT_LT(std::abs(drop(f) - drop(f - 1)), 0.015);
}

TEST_P(LockFeet, DetectedContacts_CureTheSlide) {
  double before_m = 0.0;
  double after_m = 0.0;
  for (const double speed : {0.6, 1.0, 1.4}) {
    Clip clip = make({.frames = 120, .speed_mps = speed, .steps_per_s = 1.6});
    const BodyMap body = *find_body(*clip.skeleton);
    const WorldMotion before = forward_kinematics(clip);
    lock_feet(clip, body, detect_contacts(before, body));
    const FootSlide after = foot_slide(forward_kinematics(clip), body);
    EXPECT_GT(after.stance_count, 2);
    EXPECT_LT(after.mean_m, 0.01);
    before_m += foot_slide(before, body).mean_m;
    after_m += after.mean_m;
  }
  EXPECT_LT(after_m, 0.5 * before_m);
}

INSTANTIATE_TEST_SUITE_P(UnderRoot, LockFeet, ::testing::Bool());

TEST(ContactsFromChannels, ModelsWord_CountsOnlyWhereTheFootIsLowAndSlow) {
  const Clip clip = sine_walk({.speed_mps = 0.0, .steps_per_s = 1e-6});
  const WindowLayout layout = *WindowLayout::make(clip.skeleton, 30.0, 64);
  Clip lifted = clip;
  for (int f = 60; f < 90; ++f) lifted.translations[f].y += 0.3;
  std::vector<float> channels = *channels_from_clip(clip, layout);
  const int column = layout.contact_offset() + 1;
  for (int f = 0; f < 90; ++f) channels[f * layout.channel_count() + column] = 0.9F;
  channels[20 * layout.channel_count() + column] = 0.5F;  // within the hysteresis
  const auto contacts = contacts_from_channels(channels, layout, forward_kinematics(lifted));
  EXPECT_TRUE(contacts[20 * kContactCount + 1]);
  EXPECT_TRUE(contacts[57 * kContactCount + 1]);
  EXPECT_FALSE(contacts[75 * kContactCount + 1]);
}

class AnchorRoot : public ::testing::TestWithParam<int> {};

TEST_P(AnchorRoot, DriftingStance_StandsStill) {
  std::mt19937 random(GetParam());
  std::uniform_real_distribution<double> unit(-1.0, 1.0);
  Clip clip = sine_walk({.speed_mps = 0.0,
                         .steps_per_s = 1e-6,
                         .turn_rad_per_s = 0.3 * unit(random),
                         .heading_rad = 3.0 * unit(random)});
  const Vec3 drift = Vec3(unit(random), 0.0, unit(random)) * 0.15;
  for (int f = 0; f < 90; ++f) clip.translations[f] += drift * (f / 30.0);
  if (GetParam() % 2) clip = test::under_root(clip);
  const BodyMap body = *find_body(*clip.skeleton);
  anchor_root(clip, body, std::vector<char>(90 * kContactCount, 1));
  const WorldMotion world = forward_kinematics(clip);
  EXPECT_LT(spread_m(world, body[BodyPart::kLeftToes], 0, 90), 0.005);
  EXPECT_LT(spread_m(world, body[BodyPart::kRightToes], 0, 90), 0.005);
  EXPECT_LT(spread_m(world, body[BodyPart::kHips], 0, 90), 0.005);
}

INSTANTIATE_TEST_SUITE_P(Seeds, AnchorRoot, ::testing::Range(0, 6));

TEST(LevelRoot, FloatingFigure_ComesDownAsAWhole) {
  for (const bool under_root : {false, true}) {
    Clip clip = sine_walk({.speed_mps = 0.0, .steps_per_s = 1e-6});
    for (int f = 0; f < 90; ++f) clip.translations[f].y += f < 45 ? 0.03 : -0.02;
    if (under_root) clip = test::under_root(clip);
    const BodyMap body = *find_body(*clip.skeleton);
    const Clip before = clip;
    level_root(clip, body, std::vector<char>(90 * kContactCount, 1), 0.02);
    EXPECT_EQ(clip.rotations, before.rotations);
    const WorldMotion world = forward_kinematics(clip);
    for (const int f : {0, 89}) {
      const double toes_m = 0.5 * (world.position(f, body[BodyPart::kLeftToes]).y +
                                   world.position(f, body[BodyPart::kRightToes]).y);
      EXPECT_NEAR(toes_m, 0.02, 1e-3);
    }
    // From one height to the other slowly.
    for (int f = 1; f < 90; ++f) {
      const auto lift = [&](int frame) {
        return world.position(frame, body[BodyPart::kHips]).y -
               forward_kinematics(before).position(frame, body[BodyPart::kHips]).y;
      };
      EXPECT_LT(std::abs(lift(f) - lift(f - 1)), 0.002);
    }
  }
}

TEST(LevelRoot, WithinTheTolerance_StaysWhereItIs) {
  const auto toes_m = [](const Clip& clip) {
    const BodyMap body = *find_body(*clip.skeleton);
    const WorldMotion world = forward_kinematics(clip);
    return 0.5 * (world.position(40, body[BodyPart::kLeftToes]).y +
                  world.position(40, body[BodyPart::kRightToes]).y);
  };
  for (const double float_m : {0.008, -0.008, 0.03}) {
    Clip clip = sine_walk({.speed_mps = 0.0, .steps_per_s = 1e-6});
    const double ground_m = toes_m(clip);
    for (Vec3& place : clip.translations) place.y += float_m;
    level_root(clip, *find_body(*clip.skeleton), std::vector<char>(90 * kContactCount, 1), ground_m,
               0.01);
    EXPECT_NEAR(toes_m(clip) - ground_m, std::clamp(float_m, -0.01, 0.01), 1e-6);
  }
}

TEST(LevelRoot, WithoutContacts_ChangesNothing) {
  Clip clip = sine_walk({});
  const Clip before = clip;
  level_root(clip, *find_body(*clip.skeleton), std::vector<char>(90 * kContactCount, 0), 0.5);
  EXPECT_EQ(clip.translations, before.translations);
}

TEST(AnchorRootAlone, WithoutContacts_ChangesNothing) {
  Clip clip = sine_walk({.turn_rad_per_s = 0.5});
  const WorldMotion before = forward_kinematics(clip);
  anchor_root(clip, *find_body(*clip.skeleton), std::vector<char>(90 * kContactCount, 0));
  const WorldMotion after = forward_kinematics(clip);
  for (size_t i = 0; i < before.positions.size(); ++i) {
    EXPECT_LT(glm::length(before.positions[i] - after.positions[i]), 1e-9);
  }
}

}  // namespace
}  // namespace kinemote::synthesis
