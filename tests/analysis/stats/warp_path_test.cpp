#include "analysis/stats/warp_path.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>

#include "analysis/stats/sequence_distance.h"

namespace kinemote::analysis {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

Eigen::MatrixXd column(std::initializer_list<double> values) {
  Eigen::MatrixXd sequence(static_cast<Eigen::Index>(values.size()), 1);
  Eigen::Index row = 0;
  for (const double value : values) sequence(row++, 0) = value;
  return sequence;
}

TEST(WarpPath, EmptyUnequalOrInfiniteSequences_AreErrors) {
  const Eigen::MatrixXd one = column({1.0, 2.0});
  EXPECT_FALSE(warp_path(Eigen::MatrixXd(0, 1), one));
  EXPECT_FALSE(warp_path(one, Eigen::MatrixXd::Zero(2, 3)));
  EXPECT_FALSE(warp_path(one, column({1.0, std::nan("")})));
  const auto wide = warp_path(one, one, 1.5);
  ASSERT_FALSE(wide);
  EXPECT_THAT(wide.error().message, HasSubstr("band"));
}

TEST(WarpPath, Cancelled_IsAnError) {
  const auto path = warp_path(column({1.0, 2.0}), column({1.0, 2.0}), 1.0,
                              [](std::string_view, double) { return false; });
  ASSERT_FALSE(path);
  EXPECT_EQ(path.error().code, ErrorCode::kCancelled);
}

TEST(WarpPath, EqualSequences_AreMatchedRowByRow) {
  const Eigen::MatrixXd sequence = column({0.0, 3.0, 1.0, 4.0});
  const auto path = warp_path(sequence, sequence, 1.0);
  ASSERT_TRUE(path);
  EXPECT_THAT(*path,
              ElementsAre(WarpMatch{0, 0}, WarpMatch{1, 1}, WarpMatch{2, 2}, WarpMatch{3, 3}));
  EXPECT_THAT(matched_rows(*path), ElementsAre(0.0, 1.0, 2.0, 3.0));
}

TEST(WarpPath, ARowThatIsHeld_IsMatchedWithAllOfItsRepeats) {
  // By hand: 5 is held for three rows of b.
  const auto path = warp_path(column({0.0, 5.0, 9.0}), column({0.0, 5.0, 5.0, 5.0, 9.0}), 1.0);
  ASSERT_TRUE(path);
  EXPECT_THAT(matched_rows(*path), ElementsAre(0.0, 2.0, 4.0));
  const auto back = warp_path(column({0.0, 5.0, 5.0, 5.0, 9.0}), column({0.0, 5.0, 9.0}), 1.0);
  ASSERT_TRUE(back);
  EXPECT_THAT(matched_rows(*back), ElementsAre(0.0, 1.0, 1.0, 1.0, 2.0));
}

TEST(WarpPath, CostsWhatDtwSays) {
  Eigen::MatrixXd a(17, 2), b(23, 2);
  for (int i = 0; i < 17; ++i) a.row(i) << std::sin(0.4 * i), std::cos(0.3 * i);
  for (int i = 0; i < 23; ++i) b.row(i) << std::sin(0.3 * i + 0.2), std::cos(0.22 * i);
  for (const double band : {0.1, 0.5, 1.0}) {
    const auto path = warp_path(a, b, band);
    ASSERT_TRUE(path);
    double cost = 2.0 * (a.row(0) - b.row(0)).norm();
    for (size_t i = 1; i < path->size(); ++i) {
      const WarpMatch& before = (*path)[i - 1];
      const WarpMatch& now = (*path)[i];
      const int weight = now.a - before.a + now.b - before.b;
      ASSERT_TRUE(weight == 1 || weight == 2);
      cost += weight * (a.row(now.a) - b.row(now.b)).norm();
    }
    EXPECT_NEAR(cost / (17 + 23), dtw(a, b, band), 1e-12);
  }
}

}  // namespace
}  // namespace kinemote::analysis
