#include "motion/core/clip.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "motion/core/test_clips.h"

namespace kinemote {
namespace {

using test::angle_between;
using test::random_clip;

TEST(Clip_Broken, IsRefusedWithTheReason) {
  const auto message_of = [](const Clip& clip) {
    const Status status = clip.validate();
    EXPECT_FALSE(status.ok());
    return status.ok() ? "" : status.error().message;
  };
  using testing::HasSubstr;
  EXPECT_THAT(message_of(Clip{}), HasSubstr("has no skeleton"));
  Clip clip = random_clip(1);
  ASSERT_TRUE(clip.validate().ok());
  clip.frame_count = 0;
  EXPECT_THAT(message_of(clip), HasSubstr("has no frames"));
  clip = random_clip(1);
  clip.frame_time_s = 0.0;
  EXPECT_THAT(message_of(clip), HasSubstr("has frame time"));
  clip = random_clip(1);
  clip.rotations.pop_back();
  EXPECT_THAT(message_of(clip), HasSubstr("arrays that do not match"));
  clip = random_clip(1);
  clip.rotations[22 + 1] *= 1.1;
  EXPECT_THAT(message_of(clip), HasSubstr("not a unit quaternion in frame 1, joint \"Spine\""));
  clip = random_clip(1);
  clip.rotations[3].x = std::nan("");
  EXPECT_THAT(message_of(clip), HasSubstr("not a unit quaternion"));
  clip = random_clip(1);
  clip.translations[2].z = std::nan("");
  EXPECT_THAT(message_of(clip), HasSubstr("translation that is not a finite number"));
  for (const std::vector<int>& joints : {std::vector<int>{22}, {-1}, {3, 3}, {4, 2}}) {
    clip = random_clip(1);
    clip.translating_joints = joints;
    clip.translations.assign(clip.frame_count * joints.size(), Vec3(0.0));
    EXPECT_THAT(message_of(clip), HasSubstr("expected ascending indices"));
  }
}

TEST(Clip_Make, StartsAtTheOffsets) {
  const Clip clip = Clip::make(canonical_skeleton(), 3, 0.04, {0, 5});
  ASSERT_TRUE(clip.validate().ok());
  EXPECT_EQ(clip.local_translation(2, 0), clip.skeleton->joints[0].offset);
  EXPECT_EQ(clip.local_translation(2, 5), clip.skeleton->joints[5].offset);
  EXPECT_EQ(clip.translation_column(5), 1);
  EXPECT_EQ(clip.translation_column(4), -1);
  EXPECT_DOUBLE_EQ(clip.duration_s(), 0.12);
  EXPECT_DOUBLE_EQ(clip.fps(), 25.0);
}

TEST(Clip_TrimOutside, IsUsageError) {
  const Clip clip = random_clip(2);
  for (const auto& [first, last] : {std::pair{-1, 5}, {3, 3}, {4, 3}, {0, 11}}) {
    const auto out = trim(clip, first, last);
    ASSERT_FALSE(out.ok());
    EXPECT_EQ(out.error().code, ErrorCode::kUsage);
  }
}

TEST(Clip_Trim, KeepsTheFramesOfTheRange) {
  const Clip clip = random_clip(2);
  const Clip out = trim(clip, 3, 7).value();
  ASSERT_TRUE(out.validate().ok());
  ASSERT_EQ(out.frame_count, 4);
  for (int f = 0; f < 4; ++f) {
    EXPECT_EQ(out.frame_rotations(f)[9], clip.frame_rotations(f + 3)[9]);
    EXPECT_EQ(out.local_translation(f, 0), clip.local_translation(f + 3, 0));
  }
}

TEST(Clip_ResampleToAnImpossibleRate, IsUsageError) {
  for (const double fps : {0.0, -30.0, 1001.0, std::nan("")}) {
    const auto out = resample(random_clip(3), fps);
    ASSERT_FALSE(out.ok());
    EXPECT_EQ(out.error().code, ErrorCode::kUsage);
  }
}

TEST(Clip_ResampleAtItsOwnRate, CopiesEveryFrame) {
  const Clip clip = random_clip(4, 50, 0.0333333);
  const Clip out = resample(clip, clip.fps()).value();
  ASSERT_EQ(out.frame_count, clip.frame_count);
  EXPECT_EQ(out.rotations, clip.rotations);
  EXPECT_EQ(out.translations, clip.translations);
}

TEST(Clip_ResampleToTwiceTheRate, HalvesTheSteps) {
  const Clip clip = random_clip(5, 6, 0.1);
  const Clip out = resample(clip, 20.0).value();
  ASSERT_EQ(out.frame_count, 11) << "the last frame is kept where it fits";
  for (int f = 0; f < 6; ++f) {
    for (int j = 0; j < 22; ++j) {
      EXPECT_LT(angle_between(out.frame_rotations(2 * f)[j], clip.frame_rotations(f)[j]), 1e-12);
    }
  }
  for (int f = 0; f < 5; ++f) {
    for (int j = 0; j < 22; ++j) {
      const Quat a = clip.frame_rotations(f)[j];
      const Quat b = clip.frame_rotations(f + 1)[j];
      const Quat middle = out.frame_rotations(2 * f + 1)[j];
      const double whole = angle_between(a, b);
      EXPECT_NEAR(angle_between(a, middle), whole / 2.0, 1e-9);
      EXPECT_NEAR(angle_between(middle, b), whole / 2.0, 1e-9);
    }
    const Vec3 middle = 0.5 * (clip.local_translation(f, 0) + clip.local_translation(f + 1, 0));
    EXPECT_LT(glm::length(out.local_translation(2 * f + 1, 0) - middle), 1e-12);
  }
}

TEST(Clip_ResampleToAnotherRate, KeepsTimeAndNeverReadsBeyondTheEnd) {
  // A root that moves at 1 m/s and turns at 1 rad/s tells the time.
  Clip clip = Clip::make(canonical_skeleton(), 121, 1.0 / 120.0);
  for (int f = 0; f < 121; ++f) {
    clip.translations[f] = {f / 120.0, 0.0, 0.0};
    clip.frame_rotations(f)[0] = canonical(glm::angleAxis(f / 120.0, kUp));
  }
  for (const double fps : {30.0, 24.0, 29.97, 23.976, 50.0, 7.3}) {
    const Clip out = resample(clip, fps).value();
    ASSERT_TRUE(out.validate().ok());
    EXPECT_EQ(out.frame_count, static_cast<int>(std::floor(1.0 * fps + 1e-6)) + 1) << fps;
    for (int f = 0; f < out.frame_count; ++f) {
      EXPECT_NEAR(out.local_translation(f, 0).x, f / fps, 1e-9);
      EXPECT_NEAR(angle_between(out.frame_rotations(f)[0], kIdentity), f / fps, 1e-9);
    }
  }
}

TEST(Clip_ResampleASingleFrame, StaysASingleFrame) {
  const Clip out = resample(random_clip(6, 1), 60.0).value();
  EXPECT_EQ(out.frame_count, 1);
  EXPECT_DOUBLE_EQ(out.frame_time_s, 1.0 / 60.0);
}

TEST(Clip_SamplePose, TakesTheShortWayAndClampsAtTheEnds) {
  Clip clip = Clip::make(canonical_skeleton(), 2, 1.0);
  clip.frame_rotations(0)[1] = glm::angleAxis(0.2, kUp);
  clip.frame_rotations(1)[1] = -glm::angleAxis(0.6, kUp);  // the same turn by the other sign
  clip.translations[1] = clip.translations[0] + Vec3(0, 0, 2);
  Pose pose;
  sample_pose(clip, 0.25, pose);
  ASSERT_EQ(pose.rotations.size(), 22u);
  EXPECT_NEAR(angle_between(pose.rotations[1], glm::angleAxis(0.3, kUp)), 0.0, 1e-12);
  EXPECT_NEAR(pose.translations[0].z, 0.5, 1e-12);
  EXPECT_EQ(pose.translations[5], clip.skeleton->joints[5].offset);
  sample_pose(clip, -3.0, pose);
  EXPECT_NEAR(pose.translations[0].z, 0.0, 1e-12);
  sample_pose(clip, 99.0, pose);
  EXPECT_NEAR(pose.translations[0].z, 2.0, 1e-12);
  EXPECT_NEAR(angle_between(pose.rotations[1], glm::angleAxis(0.6, kUp)), 0.0, 1e-12);
}

}  // namespace
}  // namespace kinemote
