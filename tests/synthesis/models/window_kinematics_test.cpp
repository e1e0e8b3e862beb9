#include "synthesis/models/window_kinematics.h"

#include <gtest/gtest.h>

#include <random>

#include "motion/core/kinematics.h"
#include "synthesis/control/sine_walk.h"
#include "synthesis/models/training_windows.h"

namespace kinemote::synthesis {
namespace {

using test::sine_walk;

constexpr int kFrames = 24;

struct Fixture {
  explicit Fixture(SkeletonPtr skeleton = canonical_skeleton())
      : layout(*WindowLayout::make(std::move(skeleton), 30.0, kFrames)),
        tree(KinematicTree::make(layout)) {}
  std::vector<float> window(const Clip& clip) const {
    return transposed(*channels_from_clip(clip, layout), kFrames, layout.channel_count());
  }
  WindowLayout layout;
  KinematicTree tree;
};

std::vector<float> with_noise(std::vector<float> values, float size, int seed) {
  std::mt19937 random(seed);
  std::normal_distribution<float> noise(0.0F, size);
  for (float& v : values) v += noise(random);
  return values;
}

TEST(WindowPositions, WalkInPlaceFrame_AgreesWithForwardKinematics) {
  const Clip clip =
      test::under_root(sine_walk({.frames = kFrames, .turn_rad_per_s = 0.8, .start = {1, 0, 2}}));
  const Fixture f(clip.skeleton);
  const WorldMotion world = forward_kinematics(clip);
  std::vector<float> positions(f.tree.node_count() * 3 * kFrames);
  window_positions(f.tree, f.window(clip), positions);
  for (int t = 0; t < kFrames; ++t) {
    const double heading = heading_rad(world.position(t, f.layout.body[BodyPart::kLeftUpperLeg]),
                                       world.position(t, f.layout.body[BodyPart::kRightUpperLeg]));
    const Vec3 hips = world.position(t, f.layout.joints.front());
    for (size_t j = 0; j < f.layout.joints.size(); ++j) {
      const Vec3 expected = yaw_rotation(-heading) *
                            (world.position(t, f.layout.joints[j]) - Vec3(hips.x, 0, hips.z));
      for (int axis = 0; axis < 3; ++axis) {
        EXPECT_NEAR(positions[(j * 3 + axis) * kFrames + t], expected[axis], 1e-5);
      }
    }
  }
}

TEST(KinematicTree_Make, EndSites_AreNodesWithoutRotation) {
  const Fixture f;
  EXPECT_EQ(f.tree.joint_count, 22);
  EXPECT_EQ(f.tree.node_count(), 22 + 5);  // head, hands, toes
  EXPECT_TRUE(f.tree.nodes.back().is_tip);
}

TEST(KinematicLoss, SameWindow_IsZeroButForSlidingFeet) {
  const Fixture f;
  const auto window = f.window(sine_walk({.frames = kFrames}));
  std::vector<float> gradient(window.size(), 0.0F);
  const KinematicLoss loss = kinematic_loss(f.tree, window, window, {1, 1, 0}, gradient);
  EXPECT_EQ(loss.position, 0.0F);
  EXPECT_EQ(loss.velocity, 0.0F);
  EXPECT_GT(loss.contact, 0.0F);
  for (const float g : gradient) EXPECT_EQ(g, 0.0F);
}

TEST(KinematicLoss, RaisedHips_CostTheirHeight) {
  const Fixture f;
  const auto truth = f.window(sine_walk({.frames = kFrames}));
  auto raised = truth;
  for (int t = 0; t < kFrames; ++t) raised[3 * kFrames + t] += 0.05F;
  std::vector<float> gradient(truth.size(), 0.0F);
  const KinematicLoss loss = kinematic_loss(f.tree, raised, truth, {1, 1, 0}, gradient);
  EXPECT_NEAR(loss.position, 0.25, 1e-4);  // (5 cm)^2 in units of (10 cm)^2
  EXPECT_NEAR(loss.velocity, 0.0, 1e-6);
}

TEST(KinematicLoss, FasterPath_CostsItsVelocityAndSlidesTheFeet) {
  const Fixture f;
  const Clip still = sine_walk({.frames = kFrames, .speed_mps = 0.0, .steps_per_s = 1e-6});
  const auto truth = f.window(still);
  auto faster = truth;
  for (int t = 0; t < kFrames; ++t) faster[t] += 0.5F;
  std::vector<float> gradient(truth.size(), 0.0F);
  const KinematicLoss loss = kinematic_loss(f.tree, faster, truth, {1, 1, 1}, gradient);
  const double moving_share = (kFrames - 1.0) / kFrames;
  EXPECT_NEAR(loss.position, 0.0, 1e-6);
  EXPECT_NEAR(loss.velocity, 0.25 * moving_share, 1e-4);
  EXPECT_NEAR(loss.contact, 0.25 * moving_share, 1e-4);  // all four points stand
}

class KinematicGradient : public ::testing::TestWithParam<KinematicWeights> {};

TEST_P(KinematicGradient, RandomWindows_AgreeWithFiniteDifferences) {
  const Fixture f;
  const auto truth = f.window(sine_walk({.frames = kFrames, .turn_rad_per_s = 0.5}));
  const auto window = with_noise(truth, 0.15F, 3);
  std::vector<float> gradient(window.size(), 0.0F);
  kinematic_loss(f.tree, window, truth, GetParam(), gradient);

  // Along random directions, so that every channel takes part; float losses limit the accuracy.
  for (int seed = 0; seed < 12; ++seed) {
    const auto direction = with_noise(std::vector<float>(window.size(), 0.0F), 1.0F, 50 + seed);
    const float step = 2e-3F;
    double slope = 0.0;
    auto ahead = window;
    auto behind = window;
    for (size_t i = 0; i < window.size(); ++i) {
      slope += static_cast<double>(gradient[i]) * direction[i];
      ahead[i] += step * direction[i];
      behind[i] -= step * direction[i];
    }
    std::vector<float> unused(window.size(), 0.0F);
    const double difference =
        (kinematic_loss(f.tree, ahead, truth, GetParam(), unused).weighted(GetParam()) -
         kinematic_loss(f.tree, behind, truth, GetParam(), unused).weighted(GetParam())) /
        (2.0 * step);
    EXPECT_NEAR(difference, slope, 0.02 * std::abs(slope) + 2e-3) << "direction " << seed;
  }
}

INSTANTIATE_TEST_SUITE_P(Terms, KinematicGradient,
                         ::testing::Values(KinematicWeights{1, 0, 0}, KinematicWeights{0, 1, 0},
                                           KinematicWeights{0, 0, 1},
                                           KinematicWeights{1, 0.1F, 0.1F}));

}  // namespace
}  // namespace kinemote::synthesis
