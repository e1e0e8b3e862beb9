#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>
#include <glm/geometric.hpp>
#include <limits>
#include <string>

#include "motion/core/kinematics.h"
#include "synthesis/procedural/corpus.h"

namespace kinemote::synthesis {
namespace {

using testing::HasSubstr;

TEST(Perform, UnknownContent_IsAUsageErrorThatListsTheContents) {
  PerformSettings settings;
  settings.content = "levitate";
  const Result<Clip> clip = perform(settings);
  ASSERT_FALSE(clip.ok());
  EXPECT_EQ(clip.error().code, ErrorCode::kUsage);
  EXPECT_THAT(clip.error().message, HasSubstr("levitate"));
  EXPECT_THAT(clip.error().message, HasSubstr("walk, run"));
}

TEST(Perform, ImpossibleNumbers_AreUsageErrors) {
  const double nan = std::numeric_limits<double>::quiet_NaN();
  const auto message = [](auto change) {
    PerformSettings settings;
    change(settings);
    const Result<Clip> clip = perform(settings);
    return clip.ok() ? std::string() : clip.error().message;
  };
  EXPECT_THAT(message([](auto& s) { s.pad.arousal = 1.01; }), HasSubstr("PAD"));
  EXPECT_THAT(message([&](auto& s) { s.pad.pleasure = nan; }), HasSubstr("PAD"));
  EXPECT_THAT(message([](auto& s) { s.duration_s = 0.99; }), HasSubstr("duration"));
  EXPECT_THAT(message([](auto& s) { s.duration_s = 120.5; }), HasSubstr("duration"));
  EXPECT_THAT(message([&](auto& s) { s.duration_s = nan; }), HasSubstr("duration"));
  EXPECT_THAT(message([](auto& s) { s.fps = 0.0; }), HasSubstr("rate"));
}

TEST(Perform, EveryContent_GivesAValidClipOfTheLengthAskedFor) {
  for (const std::string& content : procedural_contents()) {
    PerformSettings settings;
    settings.content = content;
    settings.duration_s = 2.5;
    const Result<Clip> clip = perform(settings);
    ASSERT_TRUE(clip.ok()) << content;
    EXPECT_TRUE(clip->validate().ok()) << content;
    EXPECT_EQ(clip->frame_count, 75) << content;
    EXPECT_TRUE(clip->skeleton->same_as(*canonical_skeleton())) << content;
  }
}

TEST(Perform, SameSeeds_GiveTheSameBitsAndOtherSeedsDoNot) {
  PerformSettings settings;
  settings.content = "walk";
  settings.duration_s = 2.0;
  const Result<Clip> first = perform(settings);
  const Result<Clip> again = perform(settings);
  EXPECT_TRUE(first->rotations == again->rotations);
  EXPECT_TRUE(first->translations == again->translations);
  settings.take_seed = 2;
  EXPECT_FALSE(perform(settings)->rotations == first->rotations);
  settings.take_seed = 1;
  settings.actor_seed = 2;
  EXPECT_FALSE(perform(settings)->rotations == first->rotations);
}

TEST(Perform, AnotherFrameRate_IsTheSameMotion) {
  PerformSettings settings;
  settings.content = "wave";
  settings.pad = {0.3, 0.5, 0.2};
  settings.duration_s = 3.0;
  settings.fps = 30.0;
  const WorldMotion coarse = forward_kinematics(*perform(settings));
  settings.fps = 90.0;
  const WorldMotion fine = forward_kinematics(*perform(settings));
  for (int f = 0; f < coarse.frame_count; ++f) {
    for (int j = 0; j < coarse.joint_count; ++j) {
      // The springs' step differs a little with the rate.
      EXPECT_LT(glm::length(coarse.position(f, j) - fine.position(3 * f, j)), 0.02)
          << "frame " << f << " joint " << j;
    }
  }
}

TEST(Perform, ASmallStepInPad_IsASmallStepOfThePose) {
  constexpr double kStep = 1e-4;
  const analysis::Pad points[] = {{0, 0, 0}, {-0.5, 0.8, 0.9}, {-0.6, -0.4, -0.3}, {0.9, 0.9, 0.9}};
  for (const std::string& content : procedural_contents()) {
    for (const analysis::Pad& pad : points) {
      PerformSettings settings;
      settings.content = content;
      settings.duration_s = 6.0;
      settings.pad = pad;
      const WorldMotion before = forward_kinematics(*perform(settings));
      settings.pad.pleasure -= kStep;
      settings.pad.arousal += kStep;
      settings.pad.dominance -= kStep;
      const WorldMotion after = forward_kinematics(*perform(settings));
      double farthest = 0.0;
      for (size_t i = 0; i < before.positions.size(); ++i) {
        farthest = std::max(farthest, glm::length(before.positions[i] - after.positions[i]));
      }
      // Tempo shifts a 5 m/s run by some metres in 6 s per unit of PAD: 40 m per unit is ample.
      EXPECT_LT(farthest, 40.0 * kStep) << content;
      EXPECT_GT(farthest, 0.05 * kStep) << content;
    }
  }
}

}  // namespace
}  // namespace kinemote::synthesis
