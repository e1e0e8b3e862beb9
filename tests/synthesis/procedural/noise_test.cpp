#include "synthesis/procedural/noise.h"

#include <gtest/gtest.h>

#include <cmath>

namespace kinemote::synthesis {
namespace {

TEST(Scramble, SplitMix64Seeds_GiveItsPublishedOutputs) {
  // First outputs of SplitMix64 for seed 0 (reference implementation by S. Vigna).
  EXPECT_EQ(scramble(0), 0xE220A8397B1DCDAFull);
  EXPECT_EQ(scramble(0x9E3779B97F4A7C15ull), 0x6E789E6AA1B965F4ull);
}

TEST(Uniform, ManyIndices_FillTheUnitIntervalEvenly) {
  constexpr int kCount = 20000;
  double sum = 0.0;
  double squares = 0.0;
  for (uint64_t i = 0; i < kCount; ++i) {
    const double value = uniform(42, i);
    ASSERT_GE(value, 0.0);
    ASSERT_LT(value, 1.0);
    sum += value;
    squares += value * value;
  }
  EXPECT_NEAR(sum / kCount, 0.5, 0.01);
  EXPECT_NEAR(squares / kCount, 1.0 / 3.0, 0.01);
}

TEST(SmoothNoise, NearbyTimes_DifferLittleAlsoAcrossCellsAndBelowZero) {
  for (double x = -3.0; x < 3.0; x += 0.037) {
    // A quintic step between -1 and 1 is at most 3.75 steep.
    EXPECT_LE(std::abs(smooth_noise(7, x + 1e-4) - smooth_noise(7, x)), 3.75e-4 + 1e-9) << x;
  }
  EXPECT_NE(smooth_noise(7, 0.5), smooth_noise(8, 0.5));
}

}  // namespace
}  // namespace kinemote::synthesis
