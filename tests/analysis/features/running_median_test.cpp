#include "analysis/features/running_median.h"

#include <gmock/gmock.h>

namespace kinemote::analysis {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

TEST(RunningMedian, OfNothingKnown_IsNothing) {
  EXPECT_THAT(running_median({}, 3), IsEmpty());
  EXPECT_THAT(running_median({0.0, 0.0}, 3), ElementsAre(0.0, 0.0));
}

TEST(RunningMedian, OutliersInsideTheWindow_DoNotMatter) {
  EXPECT_THAT(running_median({1.0, 2.0, 90.0, 3.0, 4.0}, 1), ElementsAre(2.0, 2.0, 3.0, 4.0, 4.0));
  EXPECT_THAT(running_median({1.0, 2.0, 90.0, 3.0, 4.0}, 9), ElementsAre(3.0, 3.0, 3.0, 3.0, 3.0));
}

TEST(RunningMedian, UnknownPlaces_TakeTheNearest) {
  EXPECT_THAT(running_median({5.0, 0.0, 0.0, 0.0, 7.0, 0.0, 0.0}, 0),
              ElementsAre(5.0, 5.0, 5.0, 7.0, 7.0, 7.0, 7.0));
}

}  // namespace
}  // namespace kinemote::analysis
