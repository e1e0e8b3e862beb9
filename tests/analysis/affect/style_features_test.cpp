#include "analysis/affect/style_features.h"

#include <gtest/gtest.h>

#include <cmath>
#include <numeric>

#include "analysis/lively_clip.h"

namespace kinemote::analysis {
namespace {

struct Made {
  Clip clip;
  BodyMap body;
  std::vector<int> joints;
  std::vector<double> features() const {
    return style_features(forward_kinematics(clip), body, joints);
  }
};

Made made() {
  Made result{test::lively_clip(), {}, {}};
  result.body = find_body(*result.clip.skeleton).value();
  result.joints.resize(result.clip.skeleton->size());
  std::iota(result.joints.begin(), result.joints.end(), 0);
  return result;
}

TEST(StyleFeatures, NamesAndNumbers_Agree) {
  const Made motion = made();
  const auto names = style_feature_names(*motion.clip.skeleton, motion.joints);
  EXPECT_EQ(names.size(), motion.joints.size() * kStyleNumbersAJoint + 6);
  EXPECT_EQ(motion.features().size(), names.size());
}

TEST(StyleFeatures, TurnedAndMovedOnTheGround_AreTheSame) {
  const Made motion = made();
  Made moved = motion;
  moved.clip = test::placed(motion.clip, 1.1, {3.0, 0.0, -2.0});
  const auto before = motion.features();
  const auto after = moved.features();
  for (size_t i = 0; i < before.size(); ++i) EXPECT_NEAR(before[i], after[i], 1e-6) << i;
}

TEST(StyleFeatures, StiffFigureThatGlides_HasItsSpeedAloneToShow) {
  Made motion = made();
  motion.clip = Clip::make(canonical_skeleton(), 31, 1.0 / 30.0);
  for (int f = 0; f < 31; ++f) {
    motion.clip.translations[f] += Vec3(0.3, 0.0, 1.2) * (f / 30.0);  // left and forward, m/s
  }
  const auto numbers = motion.features();
  const auto names = style_feature_names(*motion.clip.skeleton, motion.joints);
  for (size_t i = 0; i < numbers.size(); ++i) {
    const auto ends_with = [&](const char* end) { return names[i].ends_with(end); };
    if (names[i].find("place_mean") != std::string::npos) continue;
    double expected = 0.0;
    if (ends_with("velocity_mean.left") || ends_with("leftward_mean")) expected = 0.3;
    if (ends_with("velocity_mean.forward") || ends_with("forward_mean")) expected = 1.2;
    if (ends_with("speed_mean")) expected = std::hypot(0.3, 1.2);
    EXPECT_NEAR(numbers[i], expected, 1e-6) << names[i];
  }
}

}  // namespace
}  // namespace kinemote::analysis
