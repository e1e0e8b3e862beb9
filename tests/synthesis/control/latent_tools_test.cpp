#include "synthesis/control/latent_tools.h"

#include <gtest/gtest.h>

#include <cmath>
#include <random>

namespace kinemote::synthesis {
namespace {

double length_of(const std::vector<float>& v) {
  double squares = 0.0;
  for (const float x : v) squares += x * x;
  return std::sqrt(squares);
}

TEST(Interpolation, ParallelOrZeroLatents_FallBackToTheLine) {
  const std::vector<float> a{1.0F, 2.0F}, zero{0.0F, 0.0F}, twice{2.0F, 4.0F};
  EXPECT_EQ(interpolated_on_sphere(a, zero, 0.25), interpolated(a, zero, 0.25));
  EXPECT_EQ(interpolated_on_sphere(a, twice, 0.5), interpolated(a, twice, 0.5));
}

TEST(Interpolation, Ends_AreTheTwoLatents) {
  const std::vector<float> a{1.0F, 0.0F, 2.0F}, b{0.0F, -3.0F, 1.0F};
  for (const auto way : {interpolated, interpolated_on_sphere}) {
    const auto start = way(a, b, 0.0);
    const auto end = way(a, b, 1.0);
    for (size_t d = 0; d < 3; ++d) {
      EXPECT_NEAR(start[d], a[d], 1e-6);
      EXPECT_NEAR(end[d], b[d], 1e-6);
    }
  }
}

TEST(Interpolation, Sphere_KeepsTheLengthThatALineLoses) {
  const std::vector<float> a{2.0F, 0.0F}, b{0.0F, 2.0F};
  EXPECT_NEAR(length_of(interpolated_on_sphere(a, b, 0.5)), 2.0, 1e-6);
  EXPECT_NEAR(length_of(interpolated(a, b, 0.5)), std::sqrt(2.0), 1e-6);
}

/// References whose latents spread 3, 2 and 1 along three axes, with a PAD that follows code 1.
ConditionalPrior spread_prior() {
  std::mt19937_64 random(3);
  std::normal_distribution<float> normal;
  std::vector<ReferenceLatent> references;
  for (int i = 0; i < 3000; ++i) {
    ReferenceLatent r;
    const float a = 3.0F * normal(random), b = normal(random), c = 2.0F * normal(random);
    r.latent = {a, b, c};
    r.code = r.latent;
    r.pad = analysis::Pad{0.0, 0.3 * b, 0.0};
    r.content = 0;
    r.source = std::to_string(i);
    references.push_back(r);
  }
  return {references, 3};
}

TEST(PrincipalDirections, SpreadCloud_GivesItsAxes) {
  EXPECT_TRUE(principal_directions(ConditionalPrior({}, 3), -1, 2).empty());
  const auto found = principal_directions(spread_prior(), 0, 2);
  ASSERT_EQ(found.size(), 2u);
  EXPECT_NEAR(found[0].direction[0], 1.0, 0.01);
  EXPECT_NEAR(found[0].sd, 3.0, 0.15);
  EXPECT_NEAR(found[1].direction[2], 1.0, 0.01);
  EXPECT_NEAR(found[1].sd, 2.0, 0.1);
  EXPECT_TRUE(principal_directions(spread_prior(), 7, 2).empty());
}

TEST(LatentSteps, NoDirectionOrTooMany_AreUsage) {
  for (const char* wrong : {"", "=", "pc1", "pc1=", "pc=1", "pc0=1", "pcx=1", "joy=1", "pc1=nan"}) {
    EXPECT_FALSE(parse_latent_step(wrong)) << wrong;
  }
  const ConditionalPrior prior = spread_prior();
  EXPECT_FALSE(stepped(prior, {0.0F, 0.0F, 0.0F}, {}, {{3, 0, 1.0}}));
  EXPECT_FALSE(stepped(prior, {0.0F, 0.0F, 0.0F}, {{}, 7}, {{-1, 1, 1.0}}));
}

TEST(LatentSteps, Component_IsInStandardDeviations) {
  const auto step = parse_latent_step("pc1=-1.5");
  ASSERT_TRUE(step);
  const auto latent = stepped(spread_prior(), {0.0F, 0.0F, 0.0F}, {}, {*step});
  ASSERT_TRUE(latent);
  EXPECT_NEAR((*latent)[0], -4.5, 0.25);  // the widest direction spreads 3
}

TEST(PadDirection, AxisThatCodesFollow_IsFound) {
  const ConditionalPrior prior = spread_prior();
  const auto arousal = pad_direction(prior, {}, 1);
  EXPECT_GT(std::abs(arousal[1]), 5.0 * std::abs(arousal[0]));
  const auto pleasure = pad_direction(prior, {}, 0);
  EXPECT_NEAR(length_of(pleasure), 0.0, 1e-3);
}

TEST(WithRegion, EachChannel_BelongsToExactlyOneRegion) {
  const WindowLayout layout = *WindowLayout::make(canonical_skeleton(), 30.0, 8);
  const size_t size = static_cast<size_t>(layout.channel_count()) * 8;
  const MotionWindow base(size, 0.0F), edited(size, 1.0F);
  MotionWindow sum(size, 0.0F);
  for (const BodyRegion region : kBodyRegions) {
    const MotionWindow mixed = with_region(base, edited, layout, region);
    float taken = 0.0F;
    for (size_t i = 0; i < size; ++i) {
      sum[i] += mixed[i];
      taken += mixed[i];
    }
    EXPECT_GT(taken, 0.0F) << name_of(region);
  }
  for (size_t i = 0; i < size; ++i) EXPECT_EQ(sum[i], 1.0F) << i;
}

TEST(WithRegion, Arm_LeavesEverythingElse) {
  const WindowLayout layout = *WindowLayout::make(canonical_skeleton(), 30.0, 8);
  const size_t size = static_cast<size_t>(layout.channel_count()) * 8;
  const MotionWindow mixed =
      with_region(MotionWindow(size, 0.0F), MotionWindow(size, 1.0F), layout, BodyRegion::kLeftArm);
  const auto first_of = [&](BodyPart part) {
    const auto at = std::find(layout.joints.begin(), layout.joints.end(), layout.body[part]);
    return mixed[4 + 6 * (at - layout.joints.begin())];
  };
  EXPECT_EQ(first_of(BodyPart::kLeftHand), 1.0F);
  EXPECT_EQ(first_of(BodyPart::kRightHand), 0.0F);
  EXPECT_EQ(first_of(BodyPart::kHead), 0.0F);
}

}  // namespace
}  // namespace kinemote::synthesis
