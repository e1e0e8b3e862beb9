#include "analysis/features/body_joint_features.h"

#include <gmock/gmock.h>

#include <cmath>
#include <set>

#include "analysis/lively_clip.h"
#include "motion/core/kinematics.h"

namespace kinemote::analysis {
namespace {

using test::lively_clip;
using Row = std::array<double, kBodyJointFeatureCount>;

void expect_near(const Row& a, const Row& b, double relative) {
  for (int i = 0; i < kBodyJointFeatureCount; ++i) {
    EXPECT_NEAR(a[i], b[i], relative * std::abs(b[i]) + 1e-9) << body_joint_feature_names()[i];
  }
}

TEST(BodyJointFeatures, WithoutABodyOrTooShort_AreRefused) {
  auto bones = std::make_shared<Skeleton>();
  bones->joints.push_back({"thing", -1, Vec3(0.0)});
  EXPECT_EQ(body_joint_features(Clip::make(bones, 30, 1.0 / 30.0)).error().code,
            ErrorCode::kBadInput);
  EXPECT_EQ(body_joint_features(lively_clip(3)).error().code, ErrorCode::kBadInput);
  EXPECT_EQ(body_joint_features(lively_clip(12, 1.0, 1.0 / 120.0)).error().code,
            ErrorCode::kBadInput);
  EXPECT_TRUE(body_joint_features(lively_clip(4)).ok());
}

TEST(BodyJointFeatures, Names_AreNineAndDiffer) {
  const auto& names = body_joint_feature_names();
  EXPECT_EQ(std::set<std::string_view>(names.begin(), names.end()).size(), 9u);
}

TEST(BodyJointFeatures, StillFigure_HasNoneOfThem) {
  const auto row = body_joint_features(Clip::make(canonical_skeleton(), 30, 1.0 / 30.0));
  ASSERT_TRUE(row.ok());
  for (const double value : *row) EXPECT_NEAR(value, 0.0, 1e-9);  // forward kinematics rounds
}

TEST(BodyJointFeatures, EvenAndCubicPaths_HaveTheDerivativesOfTheirFormula) {
  Clip clip = Clip::make(canonical_skeleton(), 60, 1.0 / 30.0);
  const double height_m = body_height_m(*clip.skeleton);
  const Clip still = clip;
  for (int f = 0; f < 60; ++f) clip.translations[f].x += 1.5 * f / 30.0;
  const Row even = body_joint_features(clip).value();
  expect_near(even, {1.5 / height_m, 0, 1.5 / height_m, 0, 0, 0, 0, 0, 0}, 1e-9);
  clip = still;
  for (int f = 0; f < 60; ++f) clip.translations[f].z += std::pow(f / 30.0, 3);
  const Row cubic = body_joint_features(clip).value();
  // Third differences of a cubic are exact: 6.
  EXPECT_NEAR(cubic[6], 6.0 / height_m, 1e-6);
  EXPECT_NEAR(cubic[7], 0.0, 1e-6);
  EXPECT_NEAR(cubic[5], 6.0 * 57 / 30.0 / height_m, 1e-6);  // 6 t at the last frame measured
}

TEST(BodyJointFeatures, TurnedMovedScaledOrMirrored_AreTheSame) {
  const Clip clip = lively_clip();
  const Row row = body_joint_features(clip).value();
  for (const double value : row) EXPECT_GT(value, 0.0);
  expect_near(body_joint_features(test::placed(clip, 1.1, Vec3(3, 0, -2))).value(), row, 1e-9);
  expect_near(body_joint_features(test::scaled(clip, 1.7)).value(), row, 1e-9);
  expect_near(body_joint_features(test::mirrored(clip)).value(), row, 1e-9);
}

TEST(BodyJointFeatures, FourTimesTheRate_MeansAlmostTheSame) {
  const Row slow = body_joint_features(lively_clip(120)).value();
  const Row fast = body_joint_features(lively_clip(480, 1.0, 1.0 / 120.0)).value();
  expect_near(fast, slow, 0.05);
}

}  // namespace
}  // namespace kinemote::analysis
