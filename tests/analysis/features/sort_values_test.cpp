#include "analysis/features/sort_values.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <random>

namespace kinemote::analysis {
namespace {

TEST(SortAscending, ExtremeAndEqualValues_ComeInOrder) {
  using Limits = std::numeric_limits<double>;
  std::vector<double> values;
  for (int i = 0; i < 40; ++i) {
    for (const double x : {0.0, -0.0, 1.0, -1.0, Limits::max(), Limits::lowest(), Limits::min(),
                           -Limits::denorm_min(), 1e-300, -1e300, 3.5}) {
      values.push_back(x);
    }
  }
  std::vector<double> expected = values;
  std::sort(expected.begin(), expected.end());
  sort_ascending(values);
  EXPECT_EQ(values, expected);
}

TEST(SortAscending, RandomValuesOfAnyNumber_AreThoseOfStdSort) {
  std::mt19937_64 engine(7);
  std::normal_distribution<double> normal;
  for (const size_t count : {0, 1, 2, 127, 128, 129, 1000, 5000}) {
    std::vector<double> values(count);
    for (double& x : values) x = std::pow(normal(engine), 5.0);
    std::vector<double> expected = values;
    std::sort(expected.begin(), expected.end());
    sort_ascending(values);
    EXPECT_EQ(values, expected) << count;
  }
}

}  // namespace
}  // namespace kinemote::analysis
