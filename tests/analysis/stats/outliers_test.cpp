#include "analysis/stats/outliers.h"

#include <gmock/gmock.h>

namespace kinemote::analysis {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

TEST(InlyingRows, NoRows_GiveNone) {
  EXPECT_THAT(inlying_rows(Eigen::MatrixXd(0, 2), 3.0), IsEmpty());
}

TEST(InlyingRows, ZeroStandsForNoRemoval) {
  Eigen::MatrixXd rows(3, 1);
  rows << 0.0, 0.0, 1e9;
  EXPECT_THAT(inlying_rows(rows, 0.0), ElementsAre(0, 1, 2));
}

TEST(InlyingRows, ARowFarInOneColumn_IsLeftOut) {
  // Of n - 1 zeros and a one, the one lies at z = sqrt(n - 1): 3 for n = 10, and "at least 3" goes.
  Eigen::MatrixXd rows = Eigen::MatrixXd::Zero(10, 3);
  rows(4, 1) = 1.0;
  rows.col(2).setConstant(0.2362);
  EXPECT_THAT(inlying_rows(rows, 2.9), ElementsAre(0, 1, 2, 3, 5, 6, 7, 8, 9));
  EXPECT_EQ(inlying_rows(rows, 3.1).size(), 10u);
}

}  // namespace
}  // namespace kinemote::analysis
