#include "analysis/features/augment_sequence.h"

#include <gmock/gmock.h>

#include <cmath>

#include "analysis/features/skeleton_sequence.h"
#include "analysis/lively_clip.h"

namespace kinemote::analysis {
namespace {

using ::testing::HasSubstr;

constexpr AugmentChance kOff{};

AugmentSettings all_off() { return {kOff, kOff, kOff, kOff, kOff, kOff, kOff}; }

PoseSequence sample() { return skeleton_sequence(test::lively_clip(64)).value(); }

Augmenter augmenter(const AugmentSettings& settings) {
  auto made = Augmenter::make(skeleton_sequence_layout(), settings, 1.0 / 30.0);
  EXPECT_TRUE(made.ok()) << made.error().message;
  return *made;
}

TEST(Augmenter, SettingsOutOfRange_AreRefusedByName) {
  const auto message = [](auto&& change) {
    AugmentSettings settings;
    change(settings);
    const auto made = Augmenter::make(skeleton_sequence_layout(), settings, 1.0 / 30.0);
    return made ? std::string() : made.error().message;
  };
  EXPECT_EQ(message([](AugmentSettings&) {}), "") << "the defaults are valid";
  EXPECT_THAT(message([](AugmentSettings& s) { s.scale.strength = 1.0; }), HasSubstr("scale"));
  EXPECT_THAT(message([](AugmentSettings& s) { s.turn.probability = 1.1; }), HasSubstr("turn"));
  EXPECT_THAT(message([](AugmentSettings& s) { s.noise.strength = -0.1; }), HasSubstr("noise"));
  EXPECT_THAT(message([](AugmentSettings& s) { s.time_warp.strength = std::nan(""); }),
              HasSubstr("time-warp"));
  EXPECT_FALSE(Augmenter::make(skeleton_sequence_layout(), {}, 0.0).ok());
  EXPECT_FALSE(Augmenter::make(SequenceLayout{}, {}, 0.1).ok());
}

TEST(Augmenter, JointsWithoutPartners_AreRefusedOnlyIfMirrored) {
  SequenceLayout layout = skeleton_sequence_layout();
  layout.joints[8] = "left_hook";
  EXPECT_EQ(Augmenter::make(layout, {}, 0.1).error().code, ErrorCode::kUsage);
  EXPECT_TRUE(Augmenter::make(layout, all_off(), 0.1).ok());
}

TEST(Augmenter, WithNothingOn_ChangesNothing) {
  const PoseSequence before = sample();
  EXPECT_EQ(augmenter(all_off()).apply(before, 4).values, before.values);
}

TEST(Augmenter, SeedAlone_DecidesAndSpansDoWhatSequencesDo) {
  const Augmenter random = augmenter({});
  const PoseSequence before = sample();
  const PoseSequence after = random.apply(before, 11);
  EXPECT_EQ(after.values, random.apply(before, 11).values);
  EXPECT_NE(after.values, random.apply(before, 12).values);
  EXPECT_TRUE(after.validate().ok());
  PoseSequence in_place = before;
  random.apply(in_place.values, in_place.valid, 11);
  EXPECT_EQ(in_place.values, after.values);
  EXPECT_EQ(in_place.valid, after.valid);
}

TEST(Augmenter, Probability_IsHowOftenASampleChanges) {
  AugmentSettings settings = all_off();
  settings.mirror.probability = 0.3;
  const Augmenter mirror = augmenter(settings);
  const PoseSequence before = skeleton_sequence(test::lively_clip(4)).value();
  int changed = 0;
  for (int seed = 0; seed < 1000; ++seed) {
    changed += mirror.apply(before, seed).values != before.values;
  }
  EXPECT_NEAR(changed / 1000.0, 0.3, 0.05);
}

TEST(Augmenter, EachChangeAlone_StaysWithinItsStrength) {
  const AugmentSettings settings;
  const Augmenter random = augmenter(settings);
  const PoseSequence before = sample();
  const SequenceLayout& layout = skeleton_sequence_layout();
  const int head = layout.channel(0, 4, 1);
  for (uint64_t seed = 0; seed < 30; ++seed) {
    const PoseSequence scaled = random.apply_one(before, Augmentation::kScale, seed);
    const double factor = scaled.frame(9)[head] / before.frame(9)[head];
    EXPECT_GE(factor, 0.8 - 1e-6);
    EXPECT_LE(factor, 1.2 + 1e-6);

    const PoseSequence turned = random.apply_one(before, Augmentation::kTurn, seed);
    const auto direction = [&](const PoseSequence& s) {  // of the left hand from the hips
      const float* const hand = s.frame(9) + layout.channel(0, 8, 0);
      return std::atan2(hand[0], hand[2]);
    };
    EXPECT_LE(std::abs(std::remainder(direction(turned) - direction(before), 2.0 * kPi)), 0.2601);

    const ValidSpan kept = valid_span(random.apply_one(before, Augmentation::kCrop, seed));
    EXPECT_EQ(kept.first, 0);
    EXPECT_GE(kept.last, 51);
    EXPECT_LE(kept.last, 64);

    const PoseSequence dropped = random.apply_one(before, Augmentation::kJointDropout, seed);
    int missing = 0;
    for (int joint = 0; joint < 21; ++joint) {
      missing += dropped.frame(9)[layout.channel(0, joint, 1)] == 0.0f;
    }
    EXPECT_GE(missing, 1);
    EXPECT_LE(missing, 2);
  }
}

TEST(Augmenter, OfAnEmptySequence_StaysEmpty) {
  const PoseSequence nothing = PoseSequence::make(16, skeleton_sequence_layout().channels(), 0.1);
  AugmentSettings settings;
  for (AugmentChance* chance :
       {&settings.time_warp, &settings.crop, &settings.mirror, &settings.scale, &settings.turn,
        &settings.noise, &settings.joint_dropout}) {
    chance->probability = 1.0;
  }
  const PoseSequence after = augmenter(settings).apply(nothing, 1);
  EXPECT_EQ(after.values, nothing.values);
  EXPECT_EQ(after.valid, nothing.valid);
}

}  // namespace
}  // namespace kinemote::analysis
