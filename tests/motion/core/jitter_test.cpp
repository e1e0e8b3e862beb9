#include "motion/core/jitter.h"

#include <gtest/gtest.h>

#include <glm/geometric.hpp>

#include "motion/core/kinematics.h"
#include "test_clips.h"

namespace kinemote {
namespace {

/// A figure whose joints swing slowly, one after the other.
Clip swinging(int frames) {
  Clip clip = Clip::make(canonical_skeleton(), frames, 1.0 / 30.0);
  for (int f = 0; f < frames; ++f) {
    clip.translations[f] = Vec3(0.02 * f, 0.95, 0.0);
    for (int j = 0; j < clip.joint_count(); ++j) {
      clip.frame_rotations(f)[j] =
          glm::angleAxis(0.4 * std::sin(0.05 * f + j), glm::normalize(Vec3(1.0, 0.3 * j, 0.2)));
    }
  }
  return clip;
}

/// Root mean square of angles between two clips' rotations of a joint.
double difference_rad(const Clip& a, const Clip& b, int joint) {
  double sum = 0.0;
  for (int f = 0; f < a.frame_count; ++f) {
    const double angle =
        test::angle_between(a.frame_rotations(f)[joint], b.frame_rotations(f)[joint]);
    sum += angle * angle;
  }
  return std::sqrt(sum / a.frame_count);
}

TEST(RemoveJitter, ClipTooShortToTell_IsLeftAlone) {
  Clip clip = test::random_clip(1, 6);
  const Clip before = clip;
  EXPECT_EQ(remove_jitter(clip), 0.0);
  EXPECT_EQ(clip.rotations, before.rotations);
}

TEST(RemoveJitter, SmoothMotion_StaysBitByBit) {
  Clip clip = swinging(90);
  const Clip before = clip;
  EXPECT_EQ(remove_jitter(clip), 0.0);
  EXPECT_EQ(clip.rotations, before.rotations);
  EXPECT_EQ(clip.translations, before.translations);
}

TEST(RemoveJitter, JitteringJoint_IsCalmedAndOthersAreNot) {
  const Clip clean = swinging(120);
  Clip clip = clean;
  std::mt19937_64 random(5);
  std::normal_distribution<double> noise(0.0, 0.06);
  constexpr int kJoint = 7;
  for (int f = 0; f < clip.frame_count; ++f) {
    Quat& rotation = clip.frame_rotations(f)[kJoint];
    rotation = canonical(rotation * glm::angleAxis(noise(random), Vec3(0, 0, 1)));
  }
  const double before_rad = difference_rad(clip, clean, kJoint);
  EXPECT_GT(remove_jitter(clip), 0.01);
  ASSERT_TRUE(clip.validate().ok());
  EXPECT_LT(difference_rad(clip, clean, kJoint), 0.75 * before_rad);
  for (int j = 0; j < clip.joint_count(); ++j) {
    if (j != kJoint) {
      EXPECT_LT(difference_rad(clip, clean, j), 1e-6);
    }
  }
}

TEST(RemoveJitter, JitteringPath_IsCalmed) {
  const Clip clean = swinging(120);
  Clip clip = clean;
  std::mt19937_64 random(6);
  for (Vec3& place : clip.translations) place += test::random_vector(random, 0.01);
  const auto off_m = [&](const Clip& c) {
    double sum = 0.0;
    for (size_t i = 0; i < c.translations.size(); ++i) {
      sum += glm::distance(c.translations[i], clean.translations[i]);
    }
    return sum;
  };
  const double before_m = off_m(clip);
  remove_jitter(clip);
  EXPECT_LT(off_m(clip), 0.75 * before_m);
}

TEST(RemoveJitter, BurstOfJitter_LeavesWhatIsFarFromIt) {
  const Clip clean = swinging(150);
  Clip clip = clean;
  for (int f = 70; f < 80; ++f) {
    clip.frame_rotations(f)[4] = canonical(clip.frame_rotations(f)[4] *
                                           glm::angleAxis(f % 2 == 0 ? 0.1 : -0.1, Vec3(0, 0, 1)));
  }
  EXPECT_GT(remove_jitter(clip), 0.0);
  for (const int f : {0, 20, 40, 110, 149}) {
    EXPECT_EQ(clip.frame_rotations(f)[4], clean.frame_rotations(f)[4]) << f;
  }
}

}  // namespace
}  // namespace kinemote
