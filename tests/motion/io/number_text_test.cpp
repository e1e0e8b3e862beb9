#include "motion/io/number_text.h"

#include <gtest/gtest.h>

#include <cmath>
#include <random>

namespace kinemote::io {
namespace {

std::string rounded(double value, int decimals) {
  std::string text;
  append_rounded(text, value, decimals);
  return text;
}

std::string shortest(double value) {
  std::string text;
  append_shortest(text, value);
  return text;
}

TEST(NumberText_NotANumberOrHuge, FallsBackToShortest) {
  EXPECT_EQ(rounded(std::nan(""), 3), "nan");
  EXPECT_EQ(rounded(1e300, 3), "1e+300");
  EXPECT_EQ(rounded(-1e20, 9), "-1e+20");
}

TEST(NumberText_Rounded, HasNoTrailingZerosAndNoNegativeZero) {
  EXPECT_EQ(rounded(0.0, 9), "0");
  EXPECT_EQ(rounded(-0.0, 9), "0");
  EXPECT_EQ(rounded(-4e-10, 9), "0");
  EXPECT_EQ(rounded(-6e-10, 9), "-0.000000001");
  EXPECT_EQ(rounded(12.5, 9), "12.5");
  EXPECT_EQ(rounded(-90.0, 9), "-90");
  EXPECT_EQ(rounded(0.0625, 9), "0.0625");
  EXPECT_EQ(rounded(100.10000000000001, 8), "100.1");
  EXPECT_EQ(rounded(2.9999999999, 8), "3");
  EXPECT_EQ(rounded(7.6, 0), "8");
}

TEST(NumberText_Rounded, IsWithinHalfAUnitOfTheLastPlace) {
  std::mt19937_64 random(3);
  std::uniform_real_distribution<double> value(-720.0, 720.0);
  for (int i = 0; i < 2000; ++i) {
    const double x = value(random);
    EXPECT_NEAR(std::stod(rounded(x, 9)), x, 5.01e-10);
  }
}

TEST(NumberText_Shortest, ReadsBackAsTheSameDouble) {
  EXPECT_EQ(shortest(0.1), "0.1");
  EXPECT_EQ(shortest(1.0 / 3.0), "0.3333333333333333");
  std::mt19937_64 random(4);
  std::normal_distribution<double> value(0.0, 1e3);
  for (int i = 0; i < 2000; ++i) {
    const double x = value(random);
    EXPECT_EQ(std::stod(shortest(x)), x);
  }
}

}  // namespace
}  // namespace kinemote::io
