#include "motion/io/frame_rate.h"

#include <gtest/gtest.h>

namespace kinemote::io {
namespace {

TEST(CustomaryFps, RatesThatMeanNothingElse_StayAsTheyAre) {
  EXPECT_DOUBLE_EQ(customary_fps(29.5), 29.5);
  EXPECT_DOUBLE_EQ(customary_fps(0.25), 0.25);
  EXPECT_DOUBLE_EQ(customary_fps(1.0 / 0.0333), 1.0 / 0.0333);  // 30.03: neither 30 nor 29.97
}

TEST(CustomaryFps, RoundedFrameTimes_BecomeTheRateTheyMean) {
  EXPECT_DOUBLE_EQ(customary_fps(1.0 / 0.033333), 30.0);
  EXPECT_DOUBLE_EQ(customary_fps(1.0 / 0.0083333), 120.0);
  EXPECT_DOUBLE_EQ(customary_fps(1.0 / 0.01667), 60.0);
  EXPECT_DOUBLE_EQ(customary_fps(1.0 / 0.041667), 24.0);
}

TEST(CustomaryFps, NtscRates_AreNotTakenForWholeOnes) {
  EXPECT_DOUBLE_EQ(customary_fps(23.976), 24.0 / 1.001);
  EXPECT_DOUBLE_EQ(customary_fps(29.97), 30.0 / 1.001);
  EXPECT_DOUBLE_EQ(customary_fps(1.0 / 0.0417083750417), 24.0 / 1.001);
}

}  // namespace
}  // namespace kinemote::io
