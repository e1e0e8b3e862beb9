#include "analysis/stats/wasserstein.h"

#include <gmock/gmock.h>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <cmath>
#include <limits>
#include <random>

#include "analysis/oracle.h"
#include "analysis/stats/quantile_table.h"

namespace kinemote::analysis {
namespace {

std::vector<double> drawn(std::mt19937_64& engine, int count, double shift) {
  std::vector<double> values(count);
  for (double& v : values) v = shift + static_cast<double>(engine() % 1000) / 100.0;
  std::sort(values.begin(), values.end());
  return values;
}

/// The definition itself: at every distinct value, count what lies at or below.
double by_definition(const std::vector<double>& a, const std::vector<double>& b) {
  std::vector<double> all = a;
  all.insert(all.end(), b.begin(), b.end());
  std::sort(all.begin(), all.end());
  const auto cdf = [](const std::vector<double>& sample, double x) {
    return static_cast<double>(
               std::count_if(sample.begin(), sample.end(), [&](double v) { return v <= x; })) /
           sample.size();
  };
  double area = 0.0;
  for (size_t i = 0; i + 1 < all.size(); ++i) {
    area += std::abs(cdf(a, all[i]) - cdf(b, all[i])) * (all[i + 1] - all[i]);
  }
  return area;
}

TEST(WassersteinMatrix, UnusableSamples_AreRefusedByIndex) {
  EXPECT_EQ(wasserstein1_matrix({}).error().code, ErrorCode::kBadInput);
  auto result = wasserstein1_matrix({{1.0}, {}});
  ASSERT_FALSE(result.ok());
  EXPECT_THAT(result.error().message,
              testing::HasSubstr("sample 1 of the distance matrix is empty"));
  result = wasserstein1_matrix({{1.0, 2.0}, {1.0}, {2.0, 1.0}});
  ASSERT_FALSE(result.ok());
  EXPECT_THAT(result.error().message, testing::HasSubstr("sample 2"));
  EXPECT_THAT(result.error().message, testing::HasSubstr("not sorted"));
  result = wasserstein1_matrix({{std::numeric_limits<double>::infinity()}});
  ASSERT_FALSE(result.ok());
  EXPECT_THAT(result.error().message, testing::HasSubstr("not finite"));
  EXPECT_EQ(wasserstein1_matrix({{1.0}}, -1).error().code, ErrorCode::kUsage);
}

TEST(Wasserstein1, ToyPairs_HaveTheirKnownDistances) {
  const std::vector<double> a{0.0, 1.0, 3.0}, b{5.0, 6.0, 8.0};
  EXPECT_DOUBLE_EQ(wasserstein1(a, b), 5.0);
  EXPECT_DOUBLE_EQ(wasserstein1(std::vector{0.0, 1.0}, std::vector{0.0, 1.0, 2.0}), 0.5);
  EXPECT_DOUBLE_EQ(wasserstein1(std::vector{2.0}, std::vector{-1.0, 0.5, 0.5, 7.0}), 2.75);
  EXPECT_DOUBLE_EQ(wasserstein1(std::vector{1.0, 1.0, 1.0}, std::vector{1.0, 1.0}), 0.0);
}

TEST(Wasserstein1, RandomSamplesWithTies_FollowTheDefinition) {
  std::mt19937_64 engine(7);
  for (int trial = 0; trial < 40; ++trial) {
    const auto a = drawn(engine, 1 + trial % 9, 0.0);
    const auto b = drawn(engine, 1 + (7 * trial) % 23, trial % 3);
    EXPECT_NEAR(wasserstein1(a, b), by_definition(a, b), 1e-12);
    EXPECT_NEAR(wasserstein1(b, a), wasserstein1(a, b), 1e-12);
  }
}

TEST(WassersteinMatrix, CrossingQuantiles_AreExactWhateverTheCells) {
  // Equal, nested, crossing and tied samples of many sizes: cells where neither side stays above.
  std::mt19937_64 engine(23);
  std::vector<std::vector<double>> samples;
  for (int i = 0; i < 24; ++i) {
    auto values = drawn(engine, 1 + 37 * i, 0.3 * (i % 3));
    for (double& v : values) v = (i % 2 == 0 ? 1.0 : 1.5) * (v - 5.0);
    samples.push_back(std::move(values));
  }
  samples.push_back(samples[20]);
  samples.push_back(std::vector<double>(50, 0.0));
  for (const int cells : {1, 8, 64, 999}) {
    const QuantileTable table(samples, cells);
    for (int i = 0; i < table.size(); ++i) {
      for (int j = 0; j < table.size(); ++j) {
        EXPECT_NEAR(table.wasserstein1(i, j), wasserstein1(samples[i], samples[j]), 1e-12)
            << cells << " cells, samples " << i << " and " << j;
      }
    }
  }
}

TEST(Wasserstein2, RandomSamplesWithTies_FollowTheDefinition) {
  std::mt19937_64 engine(17);
  for (int trial = 0; trial < 40; ++trial) {
    const auto a = drawn(engine, 1 + trial % 9, 0.0);
    const auto b = drawn(engine, 1 + (7 * trial) % 23, trial % 3);
    // Both repeated to a common size, matched in order.
    double sum = 0.0;
    for (size_t k = 0; k < a.size() * b.size(); ++k) {
      sum += std::pow(a[k / b.size()] - b[k / a.size()], 2);
    }
    EXPECT_NEAR(wasserstein2(a, b), std::sqrt(sum / (a.size() * b.size())), 1e-12);
    EXPECT_NEAR(wasserstein2(b, a), wasserstein2(a, b), 1e-12);
    EXPECT_GE(wasserstein2(a, b), wasserstein1(a, b) - 1e-12);
  }
  const auto matrix = wasserstein2_matrix({{0.0, 1.0}, {3.0, 4.0}, {0.0, 0.0}}).value();
  EXPECT_NEAR(matrix(1, 0), 3.0, 1e-15);
  EXPECT_NEAR(matrix(2, 0), std::sqrt(0.5), 1e-15);
}

TEST(SlicedWasserstein, UnusableSamples_AreRefused) {
  const Eigen::MatrixXd flat = Eigen::MatrixXd::Ones(3, 2);
  EXPECT_EQ(sliced_wasserstein_matrix({flat}, {.directions = 0}).error().code, ErrorCode::kUsage);
  EXPECT_EQ(sliced_wasserstein_matrix({}, {}).error().code, ErrorCode::kBadInput);
  EXPECT_THAT(sliced_wasserstein_matrix({flat, Eigen::MatrixXd::Ones(3, 3)}, {}).error().message,
              testing::HasSubstr("sample 1"));
}

TEST(SlicedWasserstein, ShiftedCloud_IsTheMeanShadowOfItsShift) {
  std::mt19937_64 engine(29);
  const Eigen::MatrixXd cloud = Eigen::MatrixXd::NullaryExpr(
      60, 3, [&] { return static_cast<double>(engine() % 1000) / 500.0; });
  const Eigen::MatrixXd moved = cloud.rowwise() + Eigen::RowVector3d(0.0, 2.0, 0.0);
  const auto d = sliced_wasserstein_matrix({cloud, moved, cloud}, {.directions = 4000}).value();
  // The mean of |cos| over the sphere is 1/2.
  EXPECT_NEAR(d(1, 0), 1.0, 0.02);
  EXPECT_NEAR(d(2, 0), 0.0, 1e-12);
}

TEST(SlicedWasserstein, OneDimension_IsTheExactDistance) {
  Eigen::MatrixXd a(3, 1), b(2, 1);
  a << 3.0, 0.0, 1.0;
  b << 5.0, -1.0;
  const auto d = sliced_wasserstein_matrix({a, b}, {.directions = 5}).value();
  EXPECT_NEAR(d(1, 0), wasserstein1(std::vector{0.0, 1.0, 3.0}, std::vector{-1.0, 5.0}), 1e-12);
}

TEST(SlicedWasserstein, SameSeed_GivesTheSameNumbers) {
  const Eigen::MatrixXd a = Eigen::MatrixXd::Identity(3, 3);
  const Eigen::MatrixXd b = 2.0 * Eigen::MatrixXd::Identity(4, 3);
  const auto once = sliced_wasserstein_matrix({a, b}, {.seed = 3}).value();
  EXPECT_EQ(once(1, 0), sliced_wasserstein_matrix({a, b}, {.seed = 3}).value()(1, 0));
  EXPECT_NE(once(1, 0), sliced_wasserstein_matrix({a, b}, {.seed = 4}).value()(1, 0));
}

TEST(Wasserstein1, ShiftAndScale_ShiftAndScaleTheDistance) {
  std::mt19937_64 engine(3);
  const auto a = drawn(engine, 200, 0.0);
  auto shifted = a;
  for (double& v : shifted) v += 2.5;
  EXPECT_NEAR(wasserstein1(a, shifted), 2.5, 1e-12);
}

TEST(WassersteinMatrix, AnyThreadCount_GivesTheSameNumbers) {
  std::mt19937_64 engine(11);
  std::vector<std::vector<double>> samples;
  for (int i = 0; i < 23; ++i) samples.push_back(drawn(engine, 50 + i, 0.1 * i));
  const Eigen::MatrixXd one = wasserstein1_matrix(samples, 1).value().dense();
  const Eigen::MatrixXd four = wasserstein1_matrix(samples, 4).value().dense();
  EXPECT_EQ(one, four);
  EXPECT_EQ(one, one.transpose());
  EXPECT_EQ(one.diagonal().norm(), 0.0);
  EXPECT_NEAR(one(3, 17), wasserstein1(samples[3], samples[17]), 1e-12);
}

TEST(WassersteinMatrix, Progress_EndsAtOneAndCancelStops) {
  std::mt19937_64 engine(5);
  std::vector<std::vector<double>> samples;
  for (int i = 0; i < 400; ++i) samples.push_back(drawn(engine, 400, 0.01 * i));
  double last = -1.0;
  const auto watch = [&](std::string_view, double fraction) {
    EXPECT_GE(fraction, last);
    last = fraction;
    return true;
  };
  ASSERT_TRUE(wasserstein1_matrix(samples, 2, watch).ok());
  EXPECT_EQ(last, 1.0);

  int calls = 0;
  const auto stop_at_second_report = [&](std::string_view, double) { return ++calls < 2; };
  const auto result = wasserstein1_matrix(samples, 2, stop_at_second_report);
  ASSERT_FALSE(result.ok());
  EXPECT_EQ(result.error().code, ErrorCode::kCancelled);
  EXPECT_EQ(calls, 2);
}

TEST(Wasserstein1, ToyPairsOfTheReference_Match) {
  KINEMOTE_NEEDS_ORACLE("w1.json");
  const nlohmann::json oracle = test::read_oracle("w1.json");
  ASSERT_GE(oracle["toy"].size(), 4u);
  for (const auto& pair : oracle["toy"]) {
    auto a = pair["a"].get<std::vector<double>>();
    auto b = pair["b"].get<std::vector<double>>();
    std::sort(a.begin(), a.end());
    std::sort(b.begin(), b.end());
    EXPECT_NEAR(wasserstein1(a, b), pair["w1"].get<double>(), 1e-12);
  }
}

}  // namespace
}  // namespace kinemote::analysis
