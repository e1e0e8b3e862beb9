#include "motion/io/half_angles.h"

#include <gtest/gtest.h>

#include <cmath>
#include <random>
#include <vector>

#include "motion/core/conventions.h"

namespace kinemote::io {
namespace {

TEST(HalfAngles_OfAnySize, AreThoseOfTheMathematicalLibrary) {
  std::mt19937_64 random(7);
  std::vector<double> angles{0.0, -0.0, 90.0, 180.0, -180.0, 270.0, 359.9, 360.0, 720.0, 1e-300};
  for (const double range : {180.0, 720.0, 1e5, 9e5}) {
    std::uniform_real_distribution<double> angle(-range, range);
    for (int i = 0; i < 5000; ++i) angles.push_back(angle(random));
  }
  std::vector<double> sines(angles.size()), cosines(angles.size());
  const std::vector<double> given = angles;
  half_angle_sines(angles, sines, cosines);
  EXPECT_EQ(angles, given);
  constexpr long double kHalfRadPerDegree = 3.141592653589793238462643L / 360.0L;
  for (size_t i = 0; i < angles.size(); ++i) {
    const long double half = static_cast<long double>(given[i]) * kHalfRadPerDegree;
    // At 9e5 degrees the reference's own rounding of the angle is 8e3 * 5e-20.
    EXPECT_NEAR(sines[i], static_cast<double>(std::sin(half)), 5e-16) << given[i];
    EXPECT_NEAR(cosines[i], static_cast<double>(std::cos(half)), 5e-16) << given[i];
  }
}

TEST(HalfAngles_BeyondAMillionDegrees, AreReducedExactly) {
  std::vector<double> angles{720.0 * (1 << 20) + 0.25, 1e15, -1e300, 30.0};
  std::vector<double> sines(4), cosines(4);
  half_angle_sines(angles, sines, cosines);
  EXPECT_NEAR(sines[0], std::sin(kPi / 1440.0), 1e-16);
  for (size_t i = 0; i < 4; ++i) {
    EXPECT_LE(std::abs(angles[i]), 360.0);
    EXPECT_NEAR(sines[i] * sines[i] + cosines[i] * cosines[i], 1.0, 1e-15);
  }
  EXPECT_NEAR(cosines[3], std::cos(kPi / 12.0), 1e-16) << "the others stay right";
}

}  // namespace
}  // namespace kinemote::io
