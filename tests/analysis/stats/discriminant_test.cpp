#include "analysis/stats/discriminant.h"

#include <gmock/gmock.h>

#include <Eigen/LU>
#include <cmath>
#include <random>

namespace kinemote::analysis {
namespace {

using Eigen::MatrixXd;

/// Three groups of 30 that differ in the first of three columns, which scatters least.
MatrixXd made_points(std::vector<int>& labels, double shift = 2.0) {
  std::mt19937_64 engine(5);
  const auto noise = [&] { return static_cast<double>(engine() % 2001) / 1000.0 - 1.0; };
  MatrixXd points(90, 3);
  for (int i = 0; i < 90; ++i) {
    labels.push_back(i % 3);
    points.row(i) << shift * (i % 3) + 0.3 * noise(), 5.0 * noise(), noise();
  }
  return points;
}

TEST(FitDiscriminant, UnusableRequests_AreRefused) {
  std::vector<int> labels;
  const MatrixXd points = made_points(labels);
  EXPECT_EQ(fit_discriminant(points, labels, 0.0).error().code, ErrorCode::kUsage);
  EXPECT_EQ(fit_discriminant(points, {1, 2}, 0.5).error().code, ErrorCode::kBadInput);
  EXPECT_THAT(fit_discriminant(points, std::vector<int>(90, 4), 0.5).error().message,
              testing::HasSubstr("2 different labels"));
  EXPECT_THAT(fit_discriminant(MatrixXd::Ones(90, 3), labels, 0.5).error().message,
              testing::HasSubstr("coincide"));
}

TEST(FitDiscriminant, SeparatingColumn_IsTheFirstAxis) {
  std::vector<int> labels;
  const MatrixXd points = made_points(labels);
  const Discriminant axes = fit_discriminant(points, labels, 1e-6).value();
  ASSERT_EQ(axes.axes.cols(), 2);
  EXPECT_GT(std::abs(axes.axes(0, 0)), 20.0 * std::abs(axes.axes(1, 0)));
  EXPECT_GT(axes.strength[0], 50.0);
  EXPECT_LT(axes.strength[1], 1.0);
  // Within-group scatter is one along the first axis.
  const MatrixXd seen = axes.transform(points);
  double within = 0.0;
  for (int g = 0; g < 3; ++g) {
    double sum = 0.0;
    for (int i = g; i < 90; i += 3) sum += seen(i, 0);
    for (int i = g; i < 90; i += 3) within += std::pow(seen(i, 0) - sum / 30, 2) / 90;
  }
  EXPECT_NEAR(within, 1.0, 1e-3);
}

TEST(FitDiscriminant, MoreColumnsThanPoints_AreSolvedAsIfInFull) {
  // Padding with columns of zeros leaves the problem as it is but for the sphere's size, which is
  // of all columns; so both must agree when shrinkage makes up for it.
  std::vector<int> labels;
  const MatrixXd points = made_points(labels);
  MatrixXd wide = MatrixXd::Zero(90, 200);
  wide.leftCols(3) = points;
  const double shrinkage = 0.2;
  const double ratio = 200.0 / 3.0;
  const double same = shrinkage * ratio / (1.0 - shrinkage + shrinkage * ratio);
  const Discriminant narrow = fit_discriminant(points, labels, shrinkage).value();
  const Discriminant padded = fit_discriminant(wide, labels, same).value();
  EXPECT_NEAR(padded.strength[0], narrow.strength[0], 1e-9 * narrow.strength[0]);
  const MatrixXd a = narrow.transform(points);
  const MatrixXd b = padded.transform(wide);
  EXPECT_NEAR(std::abs(a.col(0).normalized().dot(b.col(0).normalized())), 1.0, 1e-9);
}

TEST(FitDiscriminant, GroupsOfOne_StillGiveDirections) {
  const MatrixXd points = (MatrixXd(3, 2) << 0, 0, 4, 0, 0, 1).finished();
  const Discriminant axes = fit_discriminant(points, {0, 1, 2}, 0.5).value();
  EXPECT_TRUE(axes.axes.allFinite());
  EXPECT_EQ(fit_discriminant(points, {0, 1, 2}, 0.5, 1).value().axes.cols(), 1);
}

}  // namespace
}  // namespace kinemote::analysis
