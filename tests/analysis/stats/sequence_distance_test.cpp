#include "analysis/stats/sequence_distance.h"

#include <gmock/gmock.h>

#include <cmath>
#include <limits>

namespace kinemote::analysis {
namespace {

using Eigen::MatrixXd;

/// A point that goes round once in `frames` frames, at a pace that `bend` makes uneven.
MatrixXd circle(int frames, double bend = 0.0) {
  MatrixXd path(frames, 2);
  for (int t = 0; t < frames; ++t) {
    const double share = static_cast<double>(t) / (frames - 1);
    const double angle = 6.283185307179586 * (share + bend * std::sin(3.14159265 * share));
    path.row(t) << std::cos(angle), std::sin(angle);
  }
  return path;
}

/// The recursion without a band, as it is written in the paper.
double full_dtw(const MatrixXd& a, const MatrixXd& b) {
  MatrixXd g =
      MatrixXd::Constant(a.rows() + 1, b.rows() + 1, std::numeric_limits<double>::infinity());
  g(0, 0) = 0.0;
  for (Eigen::Index i = 1; i <= a.rows(); ++i) {
    for (Eigen::Index j = 1; j <= b.rows(); ++j) {
      const double d = (a.row(i - 1) - b.row(j - 1)).norm();
      g(i, j) = std::min({g(i - 1, j - 1) + 2 * d, g(i - 1, j) + d, g(i, j - 1) + d});
    }
  }
  return g(a.rows(), b.rows()) / static_cast<double>(a.rows() + b.rows());
}

TEST(SequenceDistances, UnusableSequences_AreRefused) {
  const MatrixXd a = circle(10);
  EXPECT_EQ(sequence_distances({a}, SequenceMetric::kDtw, 0.0).error().code, ErrorCode::kUsage);
  EXPECT_EQ(sequence_distances({}, SequenceMetric::kRms).error().code, ErrorCode::kBadInput);
  EXPECT_THAT(sequence_distances({a, MatrixXd::Zero(4, 3)}, SequenceMetric::kDtw).error().message,
              testing::HasSubstr("sequence 1"));
}

TEST(Dtw, AnyBandThatHoldsThePath_FollowsTheDefinition) {
  const MatrixXd a = circle(30);
  const MatrixXd b = 1.2 * circle(41, 0.1);
  EXPECT_NEAR(dtw(a, b, 1.0), full_dtw(a, b), 1e-12);
  EXPECT_NEAR(dtw(b, a, 0.3), dtw(a, b, 0.3), 1e-15);
  EXPECT_GE(dtw(a, b, 0.02), full_dtw(a, b));
  EXPECT_EQ(dtw(a, a), 0.0);
}

TEST(Dtw, VeryDifferentLengths_StillFindAPath) {
  EXPECT_TRUE(std::isfinite(dtw(circle(2), circle(200), 0.001)));
  EXPECT_NEAR(dtw(MatrixXd::Zero(1, 2), MatrixXd::Ones(7, 2), 0.1), std::sqrt(2.0), 1e-12);
}

TEST(Dtw, UnevenPace_CostsLessThanFrameByFrame) {
  const MatrixXd even = circle(64);
  const MatrixXd uneven = circle(64, 0.15);
  EXPECT_LT(dtw(even, uneven, 0.3), 0.2 * sequence_rms(even, uneven));
}

TEST(TimeNormalised, LinearPath_StaysLinear) {
  const MatrixXd line = Eigen::VectorXd::LinSpaced(7, 0.0, 3.0);
  EXPECT_LT((time_normalised(line, 13) - Eigen::VectorXd::LinSpaced(13, 0.0, 3.0)).norm(), 1e-12);
  EXPECT_EQ(time_normalised(line, 1)(0, 0), 0.0);
  EXPECT_EQ(time_normalised(MatrixXd::Constant(1, 2, 4.0), 5), MatrixXd::Constant(5, 2, 4.0));
}

TEST(SequenceDistances, Rms_DoesNotSeeTempo) {
  const auto d =
      sequence_distances({circle(200), circle(400), 2.0 * circle(200)}, SequenceMetric::kRms)
          .value();
  EXPECT_LT(d(1, 0), 1e-3);
  EXPECT_NEAR(d(2, 0), 1.0, 1e-3);
}

}  // namespace
}  // namespace kinemote::analysis
