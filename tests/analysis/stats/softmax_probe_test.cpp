#include "analysis/stats/softmax_probe.h"

#include <gtest/gtest.h>

#include <cmath>

#include "analysis/stats/random.h"

namespace kinemote::analysis {
namespace {

/// The rows and labels that the oracle, scikit-learn's LogisticRegression, was fitted on.
Eigen::MatrixXd made_rows() {
  Eigen::MatrixXd rows(40, 4);
  for (int i = 0; i < 40; ++i) {
    for (int j = 0; j < 4; ++j) {
      rows(i, j) = std::sin(1 + i * 3 + j * 7) + 0.1 * j * std::cos(i * i);
    }
  }
  return rows;
}

std::vector<int> made_labels(const Eigen::MatrixXd& rows) {
  std::vector<int> labels;
  for (Eigen::Index i = 0; i < rows.rows(); ++i) {
    labels.push_back((rows(i, 0) + 0.5 * rows(i, 1) > 0) + (rows(i, 2) > 0.4));
  }
  return labels;
}

/// Two rings around the origin: no line tells them apart.
struct Rings {
  Eigen::MatrixXd rows;
  std::vector<int> labels;
};
Rings rings(int count, uint64_t seed) {
  std::mt19937_64 engine(seed);
  Rings made{Eigen::MatrixXd(count, 2), {}};
  for (int i = 0; i < count; ++i) {
    const double angle = 6.28318530718 * uniform01(engine);
    const double radius = (i % 2 == 0 ? 0.5 : 1.5) + 0.3 * uniform01(engine);
    made.rows.row(i) << radius * std::cos(angle), radius * std::sin(angle);
    made.labels.push_back(i % 2);
  }
  return made;
}

double share_right(const SoftmaxProbe& probe, const Rings& data) {
  const std::vector<int> said = probe.predict(data.rows);
  int right = 0;
  for (size_t i = 0; i < said.size(); ++i) right += said[i] == data.labels[i];
  return right / static_cast<double>(said.size());
}

TEST(SoftmaxProbe, LabelsThatDoNotFit_IsBadInput) {
  const Eigen::MatrixXd rows = made_rows();
  EXPECT_EQ(SoftmaxProbe::fit(rows, {0, 1}, 2, {}).error().code, ErrorCode::kBadInput);
  EXPECT_EQ(SoftmaxProbe::fit(rows, made_labels(rows), 2, {}).error().code, ErrorCode::kBadInput);
  EXPECT_EQ(SoftmaxProbe::fit(rows, made_labels(rows), 3, {.epochs = 0}).error().code,
            ErrorCode::kUsage);
}

TEST(SoftmaxProbe, ProgressAsksToStop_IsCancelled) {
  const Eigen::MatrixXd rows = made_rows();
  const auto stop = [](std::string_view, double) { return false; };
  for (const int hidden : {0, 8}) {
    EXPECT_EQ(SoftmaxProbe::fit(rows, made_labels(rows), 3, {.hidden = hidden}, stop).error().code,
              ErrorCode::kCancelled);
  }
}

TEST(SoftmaxProbe, Linear_AgreesWithLogisticRegression) {
  const Eigen::MatrixXd rows = made_rows();
  const auto probe = SoftmaxProbe::fit(rows, made_labels(rows), 3, {.l2 = 0.01});
  ASSERT_TRUE(probe);
  const Eigen::MatrixXd shares = probe->probabilities(rows);
  // predict_proba of LogisticRegression(C = 1 / (40 * 0.01)), rows 0 to 3.
  const double expected[4][3] = {{2.237e-6, 0.05336210, 0.94663567},
                                 {0.97096073, 0.02903839, 8.832e-7},
                                 {3.1534e-5, 0.17500900, 0.82495946},
                                 {0.98853001, 0.01146994, 5.235e-8}};
  for (int i = 0; i < 4; ++i) {
    for (int c = 0; c < 3; ++c) EXPECT_NEAR(shares(i, c), expected[i][c], 0.01) << i << " " << c;
  }
}

TEST(SoftmaxProbe, Rings_NeedAHiddenLayer) {
  const Rings training = rings(800, 1);
  const Rings test = rings(400, 2);
  const auto linear = SoftmaxProbe::fit(training.rows, training.labels, 2, {});
  const auto hidden = SoftmaxProbe::fit(training.rows, training.labels, 2, {.hidden = 32});
  ASSERT_TRUE(linear && hidden);
  EXPECT_LT(share_right(*linear, test), 0.62);
  EXPECT_GT(share_right(*hidden, test), 0.97);
}

TEST(SoftmaxProbe, SameSeed_SameAnswer) {
  const Rings data = rings(300, 1);
  const ProbeSettings settings{.hidden = 8, .epochs = 5, .seed = 4};
  const auto a = SoftmaxProbe::fit(data.rows, data.labels, 2, settings);
  const auto b = SoftmaxProbe::fit(data.rows, data.labels, 2, settings);
  ASSERT_TRUE(a && b);
  EXPECT_EQ(a->probabilities(data.rows), b->probabilities(data.rows));
}

TEST(MajorityShare, Labels_IsTheShareOfTheMostFrequent) {
  EXPECT_DOUBLE_EQ(majority_share({3, 1, 3, 2}), 0.5);
  EXPECT_DOUBLE_EQ(majority_share({}), 0.0);
}

}  // namespace
}  // namespace kinemote::analysis
