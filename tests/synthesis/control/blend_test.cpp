#include "synthesis/control/blend.h"

#include <gtest/gtest.h>

#include <cmath>

#include "fake_model.h"
#include "lean_model.h"
#include "synthesis/control/conditional_prior.h"
#include "synthesis/control/generate.h"

namespace kinemote::synthesis {
namespace {

double largest_difference(const std::vector<float>& a, const std::vector<float>& b) {
  double largest = 0.0;
  for (size_t i = 0; i < a.size(); ++i) {
    largest = std::max<double>(largest, std::abs(a[i] - b[i]));
  }
  return a.size() == b.size() ? largest : INFINITY;
}

Clip walk_of(double phase_rad, int frames) {
  return test::sine_walk({.frames = frames, .phase_rad = phase_rad});
}

TEST(FindEnds, StartOutsideTheClip_IsUsage) {
  test::FakeModel model;
  BlendSource a{walk_of(0.0, 90), {}, {}, 1.5};
  const BlendSource b{std::nullopt, {0.0F, 0.0F}, {}, {}};
  const auto ends = find_ends(model, a, b);
  ASSERT_FALSE(ends);
  EXPECT_EQ(ends.error().code, ErrorCode::kUsage);
  EXPECT_NE(ends.error().message.find("0.866"), std::string::npos) << ends.error().message;
  a.start_s = 0.8;
  EXPECT_TRUE(find_ends(model, a, b));
}

TEST(FindEnds, WrongLatent_IsTheModelsError) {
  test::FakeModel model;
  EXPECT_FALSE(
      find_ends(model, {std::nullopt, {0.0F}, {}, {}}, {std::nullopt, {0.0F, 0.0F}, {}, {}}));
}

TEST(FindEnds, SameWalkBegunLater_MeetsStepWithStep) {
  test::FakeModel model;
  const Clip walk = walk_of(0.0, 150);
  Clip later = *trim(walk, 8, 150);
  const auto ends = find_ends(model, {walk, {}, {}, 1.0}, {later, {}, {}, {}});
  ASSERT_TRUE(ends);
  const double cycle_s = 2.0 / test::SineWalk{}.steps_per_s;
  const double lag_s = ends->start_a_s - (ends->start_b_s + 8 / 30.0);
  EXPECT_NEAR(std::remainder(lag_s, cycle_s), 0.0, 0.05);
}

TEST(FindEnds, ClipShorterThanAWindow_IsHeldAtItsEnd) {
  test::FakeModel model;
  const auto ends =
      find_ends(model, {walk_of(0.0, 20), {}, {}, {}}, {walk_of(0.0, 90), {}, {}, {}});
  ASSERT_TRUE(ends);
  EXPECT_EQ(ends->start_a_s, 0.0);
  EXPECT_EQ(ends->phases.size(), 1u);
}

class BetweenTest : public testing::Test {
 protected:
  BlendEnd calm_{{0.7F, -0.4F}, {{}, 0, 0}};
  BlendEnd lively_{{-0.5F, 1.1F}, {{0.0, 0.6, 0.0}, 0, -1}};
  test::LeanModel model_;

  std::vector<float> code(const BlendEnd& end) {
    return model_.prior().code_of(end.latent, end.condition);
  }
  BlendEnd at(double t, BlendWay way) {
    return between(model_.card(), model_.prior(), calm_, lively_, t, way);
  }
};

TEST_F(BetweenTest, Ends_AreTheMotionsThemselves) {
  for (const BlendWay way : {BlendWay::kSpherical, BlendWay::kLinear}) {
    EXPECT_EQ(at(0.0, way).latent, calm_.latent);
    EXPECT_EQ(at(0.0, way).condition.style, 0);
    EXPECT_EQ(at(1.0, way).latent, lively_.latent);
    EXPECT_EQ(at(1.0, way).condition.pad.values(), lively_.condition.pad.values());
  }
}

TEST_F(BetweenTest, NearTheEnds_CodesFlowIntoThem) {
  for (const BlendWay way : {BlendWay::kSpherical, BlendWay::kLinear}) {
    EXPECT_LT(largest_difference(code(at(1e-4, way)), code(calm_)), 1e-3);
    EXPECT_LT(largest_difference(code(at(1.0 - 1e-4, way)), code(lively_)), 1e-3);
  }
}

TEST_F(BetweenTest, Linear_IsTheStraightLineOfCodes) {
  EXPECT_LT(largest_difference(code(at(0.3, BlendWay::kLinear)),
                               interpolated(code(calm_), code(lively_), 0.3)),
            1e-4);
}

TEST_F(BetweenTest, TheWayBack_IsTheSameWay) {
  for (const BlendWay way : {BlendWay::kSpherical, BlendWay::kLinear}) {
    const BlendEnd back = between(model_.card(), model_.prior(), lively_, calm_, 0.7, way);
    EXPECT_LT(largest_difference(code(at(0.3, way)), code(back)), 1e-4);
  }
}

TEST_F(BetweenTest, PadOfWordAndPoint_ChangesAlongTheLine) {
  const Condition middle = at(0.5, BlendWay::kSpherical).condition;
  EXPECT_EQ(middle.style, -1);
  EXPECT_NEAR(middle.pad.arousal, 0.5 * (-0.5 + 0.6), 1e-9);
}

TEST_F(BetweenTest, StyleWithoutPad_IsKeptUpToTheMiddle) {
  calm_.condition.style = 1;  // "odd"
  EXPECT_EQ(at(0.4, BlendWay::kLinear).condition.style, 1);
  EXPECT_EQ(at(0.6, BlendWay::kLinear).condition.style, -1);
}

TEST(DecodeRegion, Legs_LeaveTheArms) {
  test::FakeModel model;
  const BlendEnd base{{0.0F, 0.0F}, {}};
  const BlendEnd edited{{1.5F, 3.0F}, {}};
  const auto own = *model.decode(base.latent, base.condition);
  const auto mixed = decode_region(model, base, edited, BodyRegion::kLegs);
  ASSERT_TRUE(mixed);
  const Clip before = clip_from_channels(own, model.card().layout);
  const Clip after = clip_from_channels(*mixed, model.card().layout);
  const BodyMap& body = model.card().layout.body;
  double legs = 0.0;
  for (int f = 0; f < before.frame_count; ++f) {
    for (const BodyPart part :
         {BodyPart::kLeftUpperArm, BodyPart::kRightLowerArm, BodyPart::kHead, BodyPart::kChest}) {
      EXPECT_EQ(before.frame_rotations(f)[body[part]], after.frame_rotations(f)[body[part]]);
    }
    const int leg = body[BodyPart::kLeftUpperLeg];
    legs = std::max(legs,
                    std::abs(before.frame_rotations(f)[leg].x - after.frame_rotations(f)[leg].x));
  }
  EXPECT_GT(legs, 0.05);
}

TEST(Passage, ShorterThanAWindow_IsUsage) {
  test::FakeModel model;
  const BlendEnd end{{0.0F, 0.0F}, {}};
  EXPECT_FALSE(make_passage(model, {{{end, end}}}, BlendWay::kLinear, 63, {}));
}

TEST(Passage, Shares_StartAtAEndAtBAndNeverGoBack) {
  EXPECT_EQ(passage_share(0.0), 0.0);
  EXPECT_EQ(passage_share(0.25), 0.0);
  EXPECT_NEAR(passage_share(0.5), 0.5, 1e-12);
  EXPECT_EQ(passage_share(0.75), 1.0);
  for (double t = 0.0; t < 1.0; t += 0.01) EXPECT_LE(passage_share(t), passage_share(t + 0.01));
}

TEST(Passage, SlowWalkToFastWalk_SpeedsUpWithoutAJump) {
  test::FakeModel model;
  const BlendEnd slow{{0.0F, 0.0F}, {{0.0, -1.0, 0.0}, 0}};
  const BlendEnd fast{{0.0F, 0.0F}, {{0.0, 1.0, 0.0}, 0}};
  const auto made = make_passage(model, {{{slow, fast}}}, BlendWay::kSpherical, 300, {});
  ASSERT_TRUE(made);
  const int width = model.card().layout.channel_count();
  ASSERT_EQ(made->channels.size(), 300u * width);
  EXPECT_FALSE(made->joints.empty());
  const auto speed = [&](int f) { return made->channels[static_cast<size_t>(f) * width]; };
  const float first = model.decode(slow.latent, slow.condition).value()[0];
  EXPECT_NEAR(speed(0), first, 1e-4);
  EXPECT_NEAR(speed(40), 0.9, 0.05);
  EXPECT_NEAR(speed(290), 1.5, 0.05);
  for (int f = 1; f < 300; ++f) EXPECT_LT(std::abs(speed(f) - speed(f - 1)), 0.05) << f;
}

}  // namespace
}  // namespace kinemote::synthesis
