#include "motion/core/contacts.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

namespace kinemote {
namespace {

constexpr int kFps = 60;

/// Two feet and nothing else: the world of a synthetic gait.
class Feet {
 public:
  explicit Feet(int frames) {
    world_.frame_count = frames;
    world_.joint_count = 4;
    world_.frame_time_s = 1.0 / kFps;
    world_.positions.assign(frames * 4, Vec3(0.0));
    world_.rotations.assign(frames * 4, kIdentity);
    body_.joint_of.fill(-1);
    body_.joint_of[static_cast<int>(BodyPart::kLeftFoot)] = 0;
    body_.joint_of[static_cast<int>(BodyPart::kLeftToes)] = 1;
    body_.joint_of[static_cast<int>(BodyPart::kRightFoot)] = 2;
    body_.joint_of[static_cast<int>(BodyPart::kRightToes)] = 3;
  }
  Vec3& at(int frame, int joint) { return world_.positions[frame * 4 + joint]; }
  const WorldMotion& world() const { return world_; }
  BodyMap& body() { return body_; }

  std::vector<char> contacts(const ContactSettings& settings = {}) const {
    return detect_contacts(world_, body_, settings);
  }

 private:
  WorldMotion world_;
  BodyMap body_;
};

/// A gait of one second: each foot stands for 0.6 s and then swings 1.2 m ahead, 0.15 m high; the
/// right foot half a second later. Heels lie 0.08 m above the ground, toes 0.02 m.
struct Gait {
  static constexpr int kFrames = 4 * kFps;
  static bool is_stance(int frame, bool is_left) { return phase(frame, is_left) < 0.6; }
  static double phase(int frame, bool is_left) {
    const double cycles = static_cast<double>(frame) / kFps + (is_left ? 0.0 : 0.5);
    return cycles - std::floor(cycles);
  }
  static Vec3 place(int frame, bool is_left) {
    const double cycles = static_cast<double>(frame) / kFps + (is_left ? 0.0 : 0.5);
    const double swing = std::max(0.0, (phase(frame, is_left) - 0.6) / 0.4);
    const double ahead = swing * swing * (3.0 - 2.0 * swing);
    return {is_left ? 0.1 : -0.1, 0.15 * std::sin(kPi * swing), 1.2 * (std::floor(cycles) + ahead)};
  }
};

Feet walking(double slide_mps = 0.0) {
  Feet feet(Gait::kFrames);
  for (int f = 0; f < Gait::kFrames; ++f) {
    for (const bool is_left : {true, false}) {
      const Vec3 drift(slide_mps * f / kFps, 0.0, 0.0);
      feet.at(f, is_left ? 0 : 2) = Gait::place(f, is_left) + drift + Vec3(0, 0.08, -0.1);
      feet.at(f, is_left ? 1 : 3) = Gait::place(f, is_left) + drift + Vec3(0, 0.02, 0.05);
    }
  }
  return feet;
}

TEST(Contacts_NoFrames, GiveNoFlags) { EXPECT_TRUE(Feet(0).contacts().empty()); }

TEST(Contacts_StandingFigure, IsAlwaysPlanted) {
  for (const int frames : {1, 2, 100}) {
    const auto flags = Feet(frames).contacts();
    ASSERT_EQ(flags.size(), static_cast<size_t>(frames * kContactCount));
    EXPECT_EQ(std::count(flags.begin(), flags.end(), 1), frames * kContactCount);
  }
}

TEST(Contacts_Walk, FollowTheStancesWithinTwoFrames) {
  const Feet feet = walking();
  const auto flags = feet.contacts();
  for (int f = 0; f < Gait::kFrames; ++f) {
    for (int c = 0; c < kContactCount; ++c) {
      const bool is_left = c < 2;
      // Frames beside touch-down and lift-off are open to taste.
      bool is_clear = f > 2 && f < Gait::kFrames - 3;
      for (int d = -3; d <= 3; ++d) {
        is_clear = is_clear && Gait::is_stance(f + d, is_left) == Gait::is_stance(f, is_left);
      }
      if (is_clear) {
        EXPECT_EQ(flags[f * kContactCount + c] != 0, Gait::is_stance(f, is_left))
            << "frame " << f << " point " << c;
      }
    }
  }
}

TEST(Contacts_LowButFastFoot, IsNotPlanted) {
  Feet feet(kFps);
  for (int f = 0; f < kFps; ++f) {
    for (int j = 0; j < 4; ++j) feet.at(f, j) = {0.0, 0.02, 1.0 * f / kFps};  // 1 m/s
  }
  const auto flags = feet.contacts();
  EXPECT_EQ(std::count(flags.begin(), flags.end(), 1), 0);
}

TEST(Contacts_ShortGapsAndContacts, AreClosedAndDropped) {
  Feet feet(kFps);
  const auto lift = [&](int first, int last) {
    for (int f = first; f < last; ++f) feet.at(f, 1).y = 0.5;
  };
  lift(20, 22);  // 0.03 s: noise
  lift(40, 50);  // 0.17 s: a step
  const auto flags = feet.contacts();
  const auto toe = [&](int f) { return flags[f * kContactCount + 1] != 0; };
  EXPECT_TRUE(toe(20));
  EXPECT_TRUE(toe(21));
  EXPECT_FALSE(toe(41));
  EXPECT_FALSE(toe(48));
  // And the other way round: a brief touch in the air.
  Feet air(kFps);
  for (int f = 0; f < kFps; ++f) air.at(f, 1).y = f < 10 ? 0.0 : 0.5;
  air.at(30, 1).y = air.at(31, 1).y = 0.0;
  const auto air_flags = air.contacts();
  EXPECT_FALSE(air_flags[30 * kContactCount + 1]);
}

TEST(Contacts_SkeletonWithoutToes, UseTheFoot) {
  Feet feet = walking();
  feet.body().joint_of[static_cast<int>(BodyPart::kLeftToes)] = -1;
  const auto flags = feet.contacts();
  for (int f = 0; f < Gait::kFrames; ++f) {
    EXPECT_EQ(flags[f * kContactCount], flags[f * kContactCount + 1]);
  }
}

TEST(FootSlide_PlantedFeet, IsZero) {
  Feet feet = walking();
  const FootSlide slide = foot_slide(feet.world(), feet.body());
  EXPECT_GE(slide.stance_count, 7);
  EXPECT_LE(slide.stance_count, 10);
  EXPECT_LT(slide.worst_m, 0.01) << "only what is left of touch-down and lift-off";
  EXPECT_LT(slide.mean_m, 0.006);
}

TEST(FootSlide_DriftingFeet, IsTheDriftFromTheMiddleOfTheStance) {
  // 0.1 m/s over a stance of about 0.6 s: 0.03 m to either side of its middle.
  Feet feet = walking(0.1);
  const FootSlide slide = foot_slide(feet.world(), feet.body());
  EXPECT_GE(slide.stance_count, 7);
  EXPECT_NEAR(slide.worst_m, 0.03, 0.005);
  EXPECT_GT(slide.mean_m, 0.02);
  EXPECT_LE(slide.mean_m, slide.worst_m);
}

TEST(FootSlide_NoContact, HasNoStance) {
  Feet feet(kFps);
  for (int f = 0; f < kFps; ++f) {
    for (int j = 0; j < 4; ++j) feet.at(f, j) = {0.0, 0.0, 2.0 * f / kFps};
  }
  const FootSlide slide = foot_slide(feet.world(), feet.body());
  EXPECT_EQ(slide.stance_count, 0);
  EXPECT_EQ(slide.mean_m, 0.0);
  EXPECT_EQ(slide.worst_m, 0.0);
}

}  // namespace
}  // namespace kinemote
