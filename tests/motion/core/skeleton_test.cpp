#include "motion/core/skeleton.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <limits>

namespace kinemote {
namespace {

Skeleton two_joints() {
  Skeleton skeleton;
  skeleton.joints = {{.name = "root"}, {.name = "tip", .parent = 0, .offset = {0, 1, 0}}};
  return skeleton;
}

TEST(Skeleton_BrokenTree, IsRefusedWithTheJoint) {
  EXPECT_FALSE(Skeleton{}.validate().ok());
  for (const int parent : {-1, 1, 2, -5}) {
    Skeleton skeleton = two_joints();
    skeleton.joints[1].parent = parent;
    const Status status = skeleton.validate();
    ASSERT_FALSE(status.ok()) << parent;
    EXPECT_THAT(status.error().message,
                testing::HasSubstr("joint \"tip\" (index 1) has parent " + std::to_string(parent)));
  }
  Skeleton rootless = two_joints();
  rootless.joints[0].parent = 0;
  EXPECT_FALSE(rootless.validate().ok());
}

TEST(Skeleton_NumbersThatAreNotFinite, AreRefused) {
  Skeleton skeleton = two_joints();
  skeleton.joints[1].offset.y = std::nan("");
  EXPECT_FALSE(skeleton.validate().ok());
  skeleton = two_joints();
  skeleton.joints[1].end_site = Vec3(0, std::numeric_limits<double>::infinity(), 0);
  EXPECT_FALSE(skeleton.validate().ok());
  EXPECT_TRUE(two_joints().validate().ok());
}

TEST(Skeleton_SameAs, ComparesBonesButNotThePlaceOfTheRoot) {
  const Skeleton skeleton = two_joints();
  Skeleton other = skeleton;
  EXPECT_TRUE(skeleton.same_as(other));
  other.joints[0].offset = {0, 0.9, 0};
  EXPECT_TRUE(skeleton.same_as(other));
  other.joints[1].offset.y += 5e-7;
  EXPECT_TRUE(skeleton.same_as(other));
  other.joints[1].offset.y += 1e-3;
  EXPECT_FALSE(skeleton.same_as(other));
  EXPECT_TRUE(skeleton.same_as(other, 0.01));
  other = skeleton;
  other.joints[1].name = "end";
  EXPECT_FALSE(skeleton.same_as(other));
  other = skeleton;
  other.joints.push_back({.name = "more", .parent = 1});
  EXPECT_FALSE(skeleton.same_as(other));
}

TEST(Skeleton_FirstBranchingJoint, IsBelowARootThatIsAlone) {
  EXPECT_EQ(two_joints().first_branching_joint(), 0) << "one chain";
  EXPECT_EQ(canonical_skeleton()->first_branching_joint(), 0);
  Skeleton skeleton;
  skeleton.joints = {{.name = "reference"},
                     {.name = "Hips", .parent = 0, .offset = {0, 0.9, -4.0}},
                     {.name = "Spine", .parent = 1, .offset = {0, 0.1, 0}},
                     {.name = "Neck", .parent = 2, .offset = {0, 0.5, 0}},
                     {.name = "Leg", .parent = 1, .offset = {0, -0.9, 0}}};
  EXPECT_EQ(skeleton.first_branching_joint(), 1);
  // Where a take began makes no other figure, a longer leg does.
  Skeleton other = skeleton;
  other.joints[1].offset = {1, 0.9, 4.5};
  EXPECT_TRUE(skeleton.same_as(other));
  other.joints[4].offset.y = -0.8;
  EXPECT_FALSE(skeleton.same_as(other));
}

TEST(Skeleton_Find, ReturnsTheFirstExactName) {
  Skeleton skeleton = two_joints();
  skeleton.joints.push_back({.name = "tip", .parent = 1});
  EXPECT_EQ(skeleton.find("tip"), 1);
  EXPECT_EQ(skeleton.find("Tip"), -1);
}

TEST(CanonicalSkeleton, IsAValidFigureInTPose) {
  const SkeletonPtr skeleton = canonical_skeleton();
  ASSERT_TRUE(skeleton->validate().ok());
  EXPECT_EQ(skeleton->size(), 22);
  // Symmetric: each left joint mirrors its right counterpart.
  int pairs = 0;
  for (const Joint& left : skeleton->joints) {
    if (!left.name.starts_with("Left")) continue;
    const int right = skeleton->find("Right" + left.name.substr(4));
    ASSERT_GE(right, 0) << left.name;
    const Vec3 mirrored(-left.offset.x, left.offset.y, left.offset.z);
    EXPECT_LT(glm::length(mirrored - skeleton->joints[right].offset), 1e-12) << left.name;
    ++pairs;
  }
  EXPECT_EQ(pairs, 8);
  EXPECT_GT(skeleton->joints[skeleton->find("LeftUpperArm")].offset.x, 0.0) << "+X is left";
  EXPECT_GT(skeleton->joints[skeleton->find("LeftToes")].offset.z, 0.0) << "+Z is forward";
}

}  // namespace
}  // namespace kinemote
