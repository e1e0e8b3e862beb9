#include "motion/core/gap_filling.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <limits>
#include <random>

namespace kinemote {
namespace {

/// One point along x at the given values; NaN is missing.
PointClip line(const std::vector<double>& values, double frame_time_s = 0.1) {
  PointClip clip;
  clip.name = "line";
  clip.layout = "markers";
  clip.point_names = {"a"};
  clip.frame_time_s = frame_time_s;
  clip.frame_count = static_cast<int>(values.size());
  for (const double v : values) {
    const bool is_there = std::isfinite(v);
    clip.positions.emplace_back(is_there ? v : 0.0, 0.0, 0.0);
    clip.confidences.push_back(is_there ? 1.0f : 0.0f);
    clip.states.push_back(is_there ? PointState::kMeasured : PointState::kMissing);
  }
  return clip;
}

const double kGone = std::numeric_limits<double>::quiet_NaN();

TEST(FillGaps_SettingsOutsideTheirRange, AreRefused) {
  PointClip clip = line({1.0, 2.0});
  for (const GapSettings& settings :
       {GapSettings{-0.1, 0.5, 0.0}, GapSettings{1.5, 0.5, 0.0}, GapSettings{0.3, -1.0, 0.0},
        GapSettings{0.3, kGone, 0.0}, GapSettings{0.3, 0.5, -1.0}}) {
    const auto report = fill_gaps(clip, settings);
    ASSERT_FALSE(report.ok());
    EXPECT_EQ(report.error().code, ErrorCode::kUsage);
  }
}

TEST(FillGaps_StraightMotion, IsFilledStraight) {
  PointClip clip = line({0.0, 1.0, kGone, kGone, 4.0, 5.0});
  const auto report = fill_gaps(clip);
  ASSERT_TRUE(report.ok());
  EXPECT_EQ(report->filled, 2);
  EXPECT_EQ(report->missing, 0);
  for (int f = 0; f < 6; ++f) EXPECT_NEAR(clip.positions[f].x, f, 1e-12);
  EXPECT_EQ(clip.states[2], PointState::kFilled);
  EXPECT_EQ(clip.states[1], PointState::kMeasured);
}

TEST(FillGaps_UnevenKnots, AgreeWithTheFormulaByHand) {
  // Knots (0, 0), (1, 1), (4, 2), (5, 4). Secants 1, 1/3, 2. Slope at 1: h = 1, 3; weights 2*3+1 =
  // 7 and 3+2*1 = 5: 12 / (7/1 + 5/(1/3)) = 12/22. Slope at 4: h = 3, 1: weights 2*1+3 = 5 and
  // 1+2*3 = 7: 12 / (5/(1/3) + 7/2) = 12/18.5.
  PointClip clip = line({0.0, 1.0, kGone, kGone, 2.0, 4.0});
  ASSERT_TRUE(fill_gaps(clip).ok());
  const double m1 = 12.0 / 22.0;
  const double m2 = 12.0 / 18.5;
  // Cubic Hermite at t = 1/3: basis 20/27, 4/27, 7/27, -2/27; interval 3.
  EXPECT_NEAR(clip.positions[2].x,
              20.0 / 27.0 * 1.0 + 4.0 / 27.0 * 3.0 * m1 + 7.0 / 27.0 * 2.0 - 2.0 / 27.0 * 3.0 * m2,
              1e-12);
}

TEST(FillGaps_RandomMotion, NeverSwingsOut) {
  std::mt19937_64 random(2);
  std::normal_distribution<double> normal;
  for (int trial = 0; trial < 500; ++trial) {
    std::vector<double> values(12);
    for (double& v : values) v = normal(random);
    for (int f = 4; f < 8; ++f) values[f] = kGone;
    PointClip clip = line(values);
    ASSERT_TRUE(fill_gaps(clip).ok());
    const auto [low, high] = std::minmax(values[3], values[8]);
    for (int f = 4; f < 8; ++f) {
      EXPECT_GE(clip.positions[f].x, low - 1e-12);
      EXPECT_LE(clip.positions[f].x, high + 1e-12);
    }
  }
}

TEST(FillGaps_LongGap, StaysMissing) {
  std::vector<double> values(20, 1.0);
  for (int f = 5; f < 11; ++f) values[f] = kGone;  // 0.6 s
  PointClip clip = line(values);
  const auto report = fill_gaps(clip);
  ASSERT_TRUE(report.ok());
  EXPECT_EQ(report->filled, 0);
  EXPECT_EQ(report->missing, 6);
  EXPECT_NEAR(report->longest_s, 0.6, 1e-12);
  EXPECT_EQ(clip.states[7], PointState::kMissing);
}

TEST(FillGaps_Ends, AreHeldOnlyWhenAskedFor) {
  const std::vector<double> values = {kGone, kGone, 3.0, 4.0, kGone};
  PointClip clip = line(values);
  ASSERT_TRUE(fill_gaps(clip).ok());
  EXPECT_EQ(clip.states[0], PointState::kMissing);
  EXPECT_EQ(clip.states[4], PointState::kMissing);
  clip = line(values);
  ASSERT_TRUE(fill_gaps(clip, {0.3, 0.5, 0.2}).ok());
  EXPECT_EQ(clip.positions[0].x, 3.0);
  EXPECT_EQ(clip.positions[4].x, 4.0);
  EXPECT_EQ(clip.states[0], PointState::kFilled);
}

TEST(FillGaps_LowConfidence, IsDroppedAndFilled) {
  PointClip clip = line({0.0, 1.0, 50.0, 3.0, 4.0});
  clip.confidences[2] = 0.2f;
  const auto report = fill_gaps(clip);
  ASSERT_TRUE(report.ok());
  EXPECT_EQ(report->low, 1);
  EXPECT_NEAR(clip.positions[2].x, 2.0, 1e-12);
  EXPECT_EQ(clip.states[2], PointState::kFilled);
}

TEST(FillGaps_PointNeverSeen, StaysMissing) {
  PointClip clip = line({kGone, kGone, kGone});
  const auto report = fill_gaps(clip, {0.3, 10.0, 10.0});
  ASSERT_TRUE(report.ok());
  EXPECT_EQ(report->missing, 3);
}

}  // namespace
}  // namespace kinemote
