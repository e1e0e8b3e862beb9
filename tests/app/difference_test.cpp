#include "app/difference.h"

#include <gtest/gtest.h>

#include <cmath>
#include <glm/geometric.hpp>

#include "app/company.h"
#include "app/compare_bench.h"
#include "synthesis/procedural/corpus.h"

namespace kinemote::app {
namespace {

PlayablePtr walk(double duration_s = 2.0) {
  return make_playable(
      synthesis::perform({.content = "walk", .take_seed = 3, .duration_s = duration_s}).value());
}

/// The same motion elsewhere on the ground.
PlayablePtr placed(const Playable& motion, const Placement& placement) {
  Clip clip = motion.clip;
  const size_t columns = clip.translating_joints.size();
  const auto root = static_cast<size_t>(clip.translation_column(0));
  for (int f = 0; f < clip.frame_count; ++f) {
    clip.frame_rotations(f)[0] = placement.apply(clip.frame_rotations(f)[0]);
    Vec3& place = clip.translations[static_cast<size_t>(f) * columns + root];
    place = placement.apply(place);
  }
  return make_playable(std::move(clip));
}

DifferenceRequest request_of(const PlayablePtr& a, const PlayablePtr& b, RootAlignment alignment) {
  DifferenceRequest request;
  request.a = a;
  request.b = b;
  request.a_time.duration_s = a->duration_s();
  request.b_time.duration_s = b->duration_s();
  request.alignment = alignment;
  request.duration_s = std::max(a->duration_s(), b->duration_s());
  request.step_s = a->clip.frame_time_s;
  return request;
}

TEST(AlignedPlacement, BringsTheRootWhereItIsAskedFor) {
  const Placement root{0.4, {1.0, 0.0, 2.0}}, other{-1.1, {3.0, 0.0, -1.0}},
      own{0.3, {0.5, 0.0, 0.0}};
  const Placement full =
      aligned_placement(root, other, RootAlignment::kPositionAndHeading, own).after(root);
  EXPECT_NEAR(full.yaw_rad, other.yaw_rad, 1e-12);
  EXPECT_NEAR(glm::distance(full.offset, other.offset), 0.0, 1e-12);
  const Placement place = aligned_placement(root, other, RootAlignment::kPosition, own).after(root);
  EXPECT_NEAR(place.yaw_rad, own.yaw_rad + root.yaw_rad, 1e-12);
  EXPECT_NEAR(glm::distance(place.offset, other.offset), 0.0, 1e-12);
  EXPECT_EQ(aligned_placement(root, other, RootAlignment::kNone, own).yaw_rad, own.yaw_rad);
}

TEST(Difference, PointsOnly_SayWhy) {
  auto points = std::make_shared<Playable>(*walk());
  points->has_figure = false;
  const PlayablePtr motion = walk();
  const Difference difference =
      measure_difference(request_of(motion, points, RootAlignment::kNone));
  EXPECT_FALSE(difference.is_there());
  EXPECT_FALSE(difference.problem.empty());
}

TEST(Difference, OfAMotionFromItself_IsNothing) {
  const PlayablePtr motion = walk();
  const Difference difference =
      measure_difference(request_of(motion, motion, RootAlignment::kNone));
  EXPECT_EQ(difference.step_count, motion->clip.frame_count);
  EXPECT_EQ(difference.largest_m, 0.0f);
}

TEST(Difference, OfAShiftedMotion_IsTheShiftUntilRootsAreAligned) {
  const PlayablePtr motion = walk();
  const PlayablePtr shifted = placed(*motion, {0.0, {0.3, 0.0, 0.4}});
  const Difference apart = measure_difference(request_of(motion, shifted, RootAlignment::kNone));
  EXPECT_NEAR(apart.overall_m, 0.5, 1e-6);
  EXPECT_NEAR(static_cast<double>(apart.largest_m), 0.5, 1e-6);
  for (const RootAlignment alignment :
       {RootAlignment::kFirstFrame, RootAlignment::kPosition, RootAlignment::kPositionAndHeading}) {
    EXPECT_NEAR(measure_difference(request_of(motion, shifted, alignment)).overall_m, 0.0, 1e-6);
  }
}

TEST(Difference, OfATurnedMotion_VanishesOnlyWithTheHeading) {
  const PlayablePtr motion = walk();
  const PlayablePtr turned = placed(*motion, {0.9, {1.0, 0.0, 0.0}});
  EXPECT_NEAR(
      measure_difference(request_of(motion, turned, RootAlignment::kPositionAndHeading)).overall_m,
      0.0, 1e-6);
  EXPECT_GT(measure_difference(request_of(motion, turned, RootAlignment::kPosition)).overall_m,
            0.05);
}

TEST(Difference, OfOneLiftedHand_NamesIt) {
  const PlayablePtr motion = walk();
  Clip clip = motion->clip;
  const int arm = clip.skeleton->find("LeftUpperArm");
  const int lifted = clip.frame_count / 2;
  auto& rotation = clip.frame_rotations(lifted)[static_cast<size_t>(arm)];
  rotation = glm::angleAxis(1.2, Vec3(0.0, 0.0, 1.0)) * rotation;
  const Difference difference = measure_difference(
      request_of(motion, make_playable(std::move(clip)), RootAlignment::kPositionAndHeading));
  EXPECT_EQ(difference.worst_step, lifted);
  EXPECT_EQ(difference.joints[static_cast<size_t>(difference.worst_joint(lifted))], "LeftHand");
  EXPECT_EQ(difference.mean_m.front(), 0.0f);
}

TEST(Difference, OriginAboveTheHips_IsNoPartOfTheBody) {
  // As in Bandai-Namco's recordings: a joint that stays where the take began, and hips that move.
  const auto below_an_origin = [](const Clip& clip, const Vec3& moved) {
    auto skeleton = std::make_shared<Skeleton>(*clip.skeleton);
    for (Joint& joint : skeleton->joints) ++joint.parent;
    skeleton->joints.insert(skeleton->joints.begin(), Joint{.name = "joint_Root"});
    Clip with = Clip::make(skeleton, clip.frame_count, clip.frame_time_s);
    with.translating_joints = {1};
    for (int f = 0; f < clip.frame_count; ++f) {
      const auto from = clip.frame_rotations(f);
      std::copy(from.begin(), from.end(), with.frame_rotations(f).begin() + 1);
      with.translations[static_cast<size_t>(f)] = clip.translations[static_cast<size_t>(f)] + moved;
    }
    return make_playable(std::move(with));
  };
  const PlayablePtr motion = walk();
  const PlayablePtr a = below_an_origin(motion->clip, Vec3{0.0});
  const PlayablePtr b = below_an_origin(motion->clip, Vec3{2.0, 0.0, 1.0});
  const Difference difference =
      measure_difference(request_of(a, b, RootAlignment::kPositionAndHeading));
  ASSERT_TRUE(difference.is_there()) << difference.problem;
  EXPECT_EQ(difference.joints.size(), 22u);
  EXPECT_EQ(difference.joints.front(), "Hips");
  EXPECT_EQ(difference.joint_of_b.front(), -1);
  EXPECT_EQ(difference.joint_of_b[1], 0);
  EXPECT_LT(difference.largest_m, 1e-6f);
}

TEST(Difference, OfAnotherSkeleton_IsTakenOnTheCanonicalFigure) {
  const PlayablePtr motion = walk();
  Clip clip = motion->clip;
  auto skeleton = std::make_shared<Skeleton>(*clip.skeleton);
  for (Joint& joint : skeleton->joints) {
    joint.offset *= 1.2;
    if (joint.end_site) *joint.end_site *= 1.2;
  }
  clip.skeleton = skeleton;
  for (Vec3& place : clip.translations) place *= 1.2;
  const PlayablePtr larger = make_playable(std::move(clip));
  const Difference difference =
      measure_difference(request_of(motion, larger, RootAlignment::kPositionAndHeading));
  ASSERT_TRUE(difference.is_there()) << difference.problem;
  EXPECT_TRUE(difference.is_retargeted);
  EXPECT_EQ(difference.joint_of_b.size(), larger->clip.skeleton->joints.size());
  // Proportions do not count: what is left is what retargeting does not bring back.
  EXPECT_LT(difference.overall_m, 0.05);
}

TEST(MakeWarp, OfADoubledPace_FindsTheSamePoses) {
  const PlayablePtr motion = walk(2.0);
  Clip clip = motion->clip;
  clip.frame_time_s *= 0.5;
  const PlayablePtr quick = make_playable(std::move(clip));
  const Warp warp = make_warp(motion, quick, {});
  ASSERT_TRUE(warp.problem.empty()) << warp.problem;
  for (size_t i = 0; i < warp.own_s.size(); ++i) {
    EXPECT_NEAR(warp.own_s[i], 0.5 * static_cast<double>(i) * warp.step_s, 0.07) << i;
    if (i == 0) continue;
    EXPECT_GE(warp.own_s[i], warp.own_s[i - 1]);
  }
}

TEST(MotionNumbers, OfAWalk_AreThere) {
  const PlayablePtr motion = walk(3.0);
  const MotionNumbers numbers = measure_numbers(motion);
  EXPECT_DOUBLE_EQ(numbers.duration_s, motion->duration_s());
  EXPECT_GT(numbers.mean_speed_mps, 0.1);
  EXPECT_TRUE(numbers.has_efforts);
  EXPECT_GT(numbers.weight, 0.0);
  EXPECT_GT(numbers.space, 0.0);
  EXPECT_LE(numbers.space, 1.0);
}

}  // namespace
}  // namespace kinemote::app
