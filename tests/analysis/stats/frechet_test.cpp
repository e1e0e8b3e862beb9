#include "analysis/stats/frechet.h"

#include <gtest/gtest.h>

#include <cmath>

namespace kinemote::analysis {
namespace {

/// The rows that the oracle was computed on with NumPy and scipy.linalg.sqrtm.
Eigen::MatrixXd first_cloud() {
  Eigen::MatrixXd rows(40, 4);
  for (int i = 0; i < 40; ++i) {
    for (int j = 0; j < 4; ++j) {
      rows(i, j) = std::sin(1 + i * 3 + j * 7) + 0.1 * j * std::cos(i * i);
    }
  }
  return rows;
}

Eigen::MatrixXd second_cloud() {
  Eigen::MatrixXd rows(35, 4);
  for (int i = 0; i < 35; ++i) {
    for (int j = 0; j < 4; ++j) {
      rows(i, j) = 0.5 + 1.5 * std::cos(2 + i * 5 + j * 3) + 0.2 * std::sin(i * j);
    }
  }
  return rows;
}

Moments gaussian(const Eigen::VectorXd& mean, const Eigen::MatrixXd& covariance) {
  return {mean, covariance};
}

TEST(MomentsOf, OneRowOrNan_IsBadInput) {
  EXPECT_EQ(moments_of(Eigen::MatrixXd::Zero(1, 3)).error().code, ErrorCode::kBadInput);
  EXPECT_EQ(moments_of(Eigen::MatrixXd::Constant(4, 2, NAN)).error().code, ErrorCode::kBadInput);
}

TEST(FrechetDistance, TwoClouds_AgreesWithScipy) {
  const auto a = moments_of(first_cloud());
  const auto b = moments_of(second_cloud());
  ASSERT_TRUE(a && b);
  EXPECT_NEAR(frechet_distance(*a, *b), 5.629080010702298, 1e-6);
  EXPECT_NEAR(frechet_distance(*b, *a), 5.629080010702298, 1e-6);
}

TEST(FrechetDistance, DiagonalGaussians_IsTheClosedForm) {
  // |m|^2 + sum (s1 - s2)^2 = 9 + 16 + 1 + 4.
  const Moments a = gaussian(Eigen::Vector2d(0, 0), Eigen::Vector2d(4, 9).asDiagonal());
  const Moments b = gaussian(Eigen::Vector2d(3, 4), Eigen::Vector2d(1, 25).asDiagonal());
  EXPECT_NEAR(frechet_distance(a, b), 30.0, 1e-12);
}

TEST(FrechetDistance, ItselfAndRankDeficient_IsZero) {
  const Eigen::Vector3d axis(1, 2, 3);
  const Moments flat = gaussian(Eigen::Vector3d::Ones(), axis * axis.transpose());
  EXPECT_NEAR(frechet_distance(flat, flat), 0.0, 1e-6);
}

}  // namespace
}  // namespace kinemote::analysis
