#include "analysis/stats/principal_components.h"

#include <gtest/gtest.h>

#include <cmath>

namespace kinemote::analysis {
namespace {

Eigen::MatrixXd made_rows(int rows, int columns) {
  Eigen::MatrixXd made(rows, columns);
  for (int i = 0; i < rows; ++i) {
    for (int j = 0; j < columns; ++j) {
      made(i, j) = std::sin(1 + i * 3 + j * 7) + 0.1 * j * std::cos(i * i);
    }
  }
  return made;
}

TEST(PrincipalComponents, NothingToLearnFrom_IsAnError) {
  EXPECT_EQ(principal_components(made_rows(9, 3), 0, false).error().code, ErrorCode::kUsage);
  EXPECT_EQ(principal_components(made_rows(1, 3), 2, false).error().code, ErrorCode::kBadInput);
  EXPECT_EQ(principal_components(Eigen::MatrixXd::Ones(5, 3), 2, false).error().code,
            ErrorCode::kBadInput);
  EXPECT_EQ(principal_components(Eigen::MatrixXd::Constant(5, 3, NAN), 2, false).error().code,
            ErrorCode::kBadInput);
}

TEST(PrincipalComponents, TallRows_AgreeWithScikitLearn) {
  const auto found = principal_components(made_rows(40, 4), 2, false);
  ASSERT_TRUE(found);
  EXPECT_NEAR(found->variances[0], 1.24911445, 1e-7);
  EXPECT_NEAR(found->variances[1], 0.86689071, 1e-7);
  const Eigen::Vector4d first(-0.06324439, -0.48689099, -0.67745725, -0.5477125);
  const Eigen::Vector4d second(0.72643832, 0.47645229, -0.00991769, -0.49515879);
  EXPECT_NEAR(std::abs(found->axes.col(0).dot(first)), 1.0, 1e-7);
  EXPECT_NEAR(std::abs(found->axes.col(1).dot(second)), 1.0, 1e-7);
}

TEST(PrincipalComponents, StandardisedRows_AgreeWithScikitLearn) {
  const auto found = principal_components(made_rows(40, 4), 2, true);
  ASSERT_TRUE(found);
  EXPECT_NEAR(found->variances[0], 2.26591393, 1e-7);
  EXPECT_NEAR(found->variances[1], 1.72669609, 1e-7);
}

TEST(PrincipalComponents, WideRowsOfRankThree_AreRestoredByThree) {
  const Eigen::MatrixXd rows = made_rows(6, 12);
  const auto found = principal_components(rows, 32, false);
  ASSERT_TRUE(found);
  ASSERT_EQ(found->variances.size(), 3) << "axes without variance are no components";
  EXPECT_NEAR(found->variances[0], 7.03620329, 1e-7);
  EXPECT_NEAR(found->variances[2], 0.20827909, 1e-7);
  EXPECT_LT((found->restore(found->project(rows)) - rows).cwiseAbs().maxCoeff(), 1e-10);
  const Eigen::MatrixXd gram = found->axes.transpose() * found->axes;
  EXPECT_LT((gram - Eigen::MatrixXd::Identity(3, 3)).cwiseAbs().maxCoeff(), 1e-10);
}

TEST(PrincipalComponents, ConstantColumn_CountsForNothing) {
  Eigen::MatrixXd rows = made_rows(20, 3);
  rows.col(1).setConstant(5.0);
  const auto found = principal_components(rows, 3, true);
  ASSERT_TRUE(found);
  EXPECT_EQ(found->variances.size(), 2);
  Eigen::MatrixXd moved = rows;
  moved.col(1).setConstant(7.0);
  EXPECT_EQ(found->project(rows), found->project(moved));
  EXPECT_NEAR(found->restore(found->project(rows))(3, 1), 5.0, 1e-12);
}

}  // namespace
}  // namespace kinemote::analysis
