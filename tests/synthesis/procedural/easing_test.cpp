#include "synthesis/procedural/easing.h"

#include <gtest/gtest.h>

#include <array>
#include <cmath>
#include <functional>

namespace kinemote::synthesis {
namespace {

double slope(const std::function<double(double)>& f, double x) {
  constexpr double kStep = 1e-5;
  return (f(x + kStep) - f(x - kStep)) / (2.0 * kStep);
}

double curvature(const std::function<double(double)>& f, double x) {
  constexpr double kStep = 1e-4;
  return (f(x + kStep) - 2.0 * f(x) + f(x - kStep)) / (kStep * kStep);
}

TEST(MinimumJerk, OutsideItsStep_StaysAtTheEnds) {
  EXPECT_EQ(minimum_jerk(-0.3), 0.0);
  EXPECT_EQ(minimum_jerk(1.7), 1.0);
}

TEST(MinimumJerk, InTheMiddle_HasThePeakSpeedOfFlashAndHogan) {
  EXPECT_DOUBLE_EQ(minimum_jerk(0.5), 0.5);
  EXPECT_NEAR(slope(minimum_jerk, 0.5), 1.875, 1e-8);
}

TEST(SmoothMinimum, AnyValues_IsBelowTheLeastByNoMoreThanWidthTimesLogCount) {
  const std::array<double, 3> values{0.90, 0.905, 1.4};
  const double low = smooth_minimum(values, 0.01);
  EXPECT_LT(low, 0.90);
  EXPECT_GE(low, 0.90 - 0.01 * std::log(3.0));
}

TEST(SoftRamp, FarFromTheCorner_IsTheRampWithoutOverflow) {
  EXPECT_NEAR(soft_ramp(800.0, 4.0), 800.0, 1e-9);
  EXPECT_NEAR(soft_ramp(-800.0, 4.0), 0.0, 1e-9);
}

TEST(Hermite, TwoEnds_AreMetInValueSlopeAndCurvature) {
  const CurveEnd from{0.3, -1.2, 4.0};
  const CurveEnd to{-0.5, 2.5, -9.8};
  const auto curve = [&](double x) { return hermite(x, 1.0, 1.7, from, to); };
  EXPECT_NEAR(curve(1.0), 0.3, 1e-12);
  EXPECT_NEAR(slope(curve, 1.0), -1.2, 1e-5);
  EXPECT_NEAR(curvature(curve, 1.0), 4.0, 1e-2);
  EXPECT_NEAR(curve(1.7), -0.5, 1e-12);
  EXPECT_NEAR(slope(curve, 1.7), 2.5, 1e-5);
  EXPECT_NEAR(curvature(curve, 1.7), -9.8, 1e-2);
}

TEST(KeyCurve, FlatStretch_StaysFlat) {
  const KeyCurve curve({{0.0, -0.3}, {0.1, 0.0}, {0.3, 0.0}, {0.6, 1.0}}, 1.0);
  for (double x = 0.1; x <= 0.3; x += 0.01) EXPECT_NEAR(curve.at(x), 0.0, 1e-12) << x;
}

TEST(KeyCurve, PeriodicKeys_RepeatWithoutAStep) {
  const KeyCurve curve({{0.0, -0.3}, {0.1, 0.0}, {0.3, 0.0}, {0.6, 1.0}}, 1.0);
  const auto at = [&](double x) { return curve.at(x); };
  EXPECT_NEAR(curve.at(-2.4), 1.0, 1e-12);
  EXPECT_NEAR(curve.at(1.0 - 1e-9), curve.at(1.0 + 1e-9), 1e-7);
  EXPECT_NEAR(slope(at, 0.6 - 1e-3), slope(at, 0.6 + 1e-3), 0.15);
}

TEST(KeyCurve, RisingKeys_NeverLeaveTheirRange) {
  const KeyCurve curve({{0.0, 0.0}, {0.2, 0.1}, {0.5, 0.9}, {1.0, 1.0}});
  for (double x = -0.2; x < 1.2; x += 0.01) {
    EXPECT_GE(curve.at(x), -1e-9) << x;
    EXPECT_LE(curve.at(x), 1.0 + 1e-9) << x;
  }
}

}  // namespace
}  // namespace kinemote::synthesis
