#include "synthesis/control/pad_curve.h"

#include <gmock/gmock.h>

#include <cmath>

namespace kinemote::synthesis {
namespace {

using ::testing::HasSubstr;

TEST(PadCurve, KeysThatMakeNoCurve_AreNamed) {
  const auto error_of = [](std::vector<PadKey> keys) {
    const Status status = PadCurve{std::move(keys)}.validate();
    EXPECT_FALSE(status.ok());
    return status.ok() ? std::string() : status.error().message;
  };
  EXPECT_THAT(error_of({{-1.0, {}}}), HasSubstr("key 1"));
  EXPECT_THAT(error_of({{0.0, {}}, {NAN, {}}}), HasSubstr("key 2"));
  EXPECT_THAT(error_of({{0.0, {}}, {2.0, {}}, {2.0, {}}}), HasSubstr("key 3"));
  EXPECT_THAT(error_of({{0.0, {0.0, 1.2, 0.0}}}), HasSubstr("[-1, 1]"));
}

TEST(PadCurve, WithoutKeys_IsNeutral) {
  const PadCurve curve;
  EXPECT_TRUE(curve.validate().ok());
  EXPECT_TRUE(curve.empty());
  EXPECT_EQ(curve.at(3.0).values(), (std::array<double, 3>{0.0, 0.0, 0.0}));
}

TEST(PadCurve, BetweenKeys_IsBetweenTheirValues) {
  for (const bool is_smooth : {false, true}) {
    const PadCurve curve{{{1.0, {-0.5, 0.2, 0.0}}, {3.0, {0.5, 0.4, -1.0}}}, is_smooth};
    EXPECT_EQ(curve.at(0.0).pleasure, -0.5);
    EXPECT_EQ(curve.at(1.0).pleasure, -0.5);
    EXPECT_NEAR(curve.at(2.0).pleasure, 0.0, 1e-12);
    EXPECT_NEAR(curve.at(2.0).dominance, -0.5, 1e-12);
    EXPECT_EQ(curve.at(3.0).arousal, 0.4);
    EXPECT_EQ(curve.at(99.0).arousal, 0.4);
    double last = -1.0;
    for (double t = 0.0; t < 4.0; t += 0.01) {
      EXPECT_GE(curve.at(t).pleasure, last);
      last = curve.at(t).pleasure;
    }
  }
}

TEST(PadCurve, Smooth_RestsAtItsKeysAndStraightDoesNot) {
  PadCurve curve{{{0.0, {}}, {2.0, {1.0, 1.0, 1.0}}}};
  EXPECT_NEAR(curve.at(0.02).pleasure / 0.02, 0.0, 0.02);
  curve.is_smooth = false;
  EXPECT_NEAR(curve.at(0.02).pleasure / 0.02, 0.5, 1e-9);
}

}  // namespace
}  // namespace kinemote::synthesis
