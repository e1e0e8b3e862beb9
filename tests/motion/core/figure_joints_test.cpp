#include "motion/core/figure_joints.h"

#include <gtest/gtest.h>

namespace kinemote {
namespace {

Skeleton chain(const std::vector<int>& parents) {
  Skeleton skeleton;
  for (size_t j = 0; j < parents.size(); ++j) {
    Joint joint;
    joint.name = "joint " + std::to_string(j);
    joint.parent = parents[j];
    skeleton.joints.push_back(joint);
  }
  return skeleton;
}

TEST(FigureJoints, HipsThatAreNotThere_GiveNone) {
  EXPECT_TRUE(figure_joints(chain({-1, 0}), -1).empty());
  EXPECT_TRUE(figure_joints(Skeleton(), 0).empty());
}

TEST(FigureJoints, WhatDoesNotHangFromTheHips_IsLeftOut) {
  // A root, a marker beside the hips, and two limbs.
  EXPECT_EQ(figure_joints(chain({-1, 0, 0, 1, 2, 3, 1}), 1), (std::vector<int>{1, 3, 5, 6}));
}

}  // namespace
}  // namespace kinemote
