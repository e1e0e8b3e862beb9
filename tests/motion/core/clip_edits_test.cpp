// Mirror, smoothing, root motion, T-pose lead-in and frozen frames.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "motion/core/frozen_frames.h"
#include "motion/core/kinematics.h"
#include "motion/core/mirror.h"
#include "motion/core/root_motion.h"
#include "motion/core/smoothing.h"
#include "motion/core/t_pose.h"
#include "motion/core/test_clips.h"

namespace kinemote {
namespace {

using test::angle_between;
using test::random_clip;
using ::testing::HasSubstr;

TEST(Mirror, JointWithoutPartner_IsNamed) {
  auto skeleton = std::make_shared<Skeleton>(*canonical_skeleton());
  skeleton->joints[skeleton->find("RightHand")].name = "RightHook";
  const Clip clip = Clip::make(skeleton, 2, 0.1);
  const auto out = mirror(clip);
  ASSERT_FALSE(out.ok());
  EXPECT_THAT(out.error().message, HasSubstr("\"LeftHand\", \"RightHook\""));
}

TEST(Mirror, Positions_AreReflectedAndSidesExchanged) {
  const Clip clip = random_clip(4);
  const auto out = mirror(clip);
  ASSERT_TRUE(out.ok()) << out.error().message;
  const WorldMotion a = forward_kinematics(clip), b = forward_kinematics(*out);
  const auto partners = *mirror_partners(*clip.skeleton);
  EXPECT_EQ(partners[clip.skeleton->find("LeftFoot")], clip.skeleton->find("RightFoot"));
  for (int f = 0; f < clip.frame_count; ++f) {
    for (int j = 0; j < clip.joint_count(); ++j) {
      const Vec3 expected = a.position(f, partners[j]) * Vec3(-1, 1, 1);
      EXPECT_LT(glm::length(b.position(f, j) - expected), 1e-9);
    }
  }
}

TEST(Mirror, Twice_GivesTheClipBack) {
  const Clip clip = random_clip(5);
  const auto twice = mirror(*mirror(clip));
  ASSERT_TRUE(twice.ok());
  for (size_t i = 0; i < clip.rotations.size(); ++i) {
    EXPECT_LT(angle_between(twice->rotations[i], clip.rotations[i]), 1e-7);
  }
  for (size_t i = 0; i < clip.translations.size(); ++i) {
    EXPECT_LT(glm::length(twice->translations[i] - clip.translations[i]), 1e-9);
  }
}

/// One joint turns about X with a sine; the root goes ahead steadily.
Clip sine_clip(double hz, double noise_hz, double noise_rad, int frames = 300, double fps = 100) {
  Clip clip = Clip::make(canonical_skeleton(), frames, 1.0 / fps);
  for (int f = 0; f < frames; ++f) {
    const double t = f / fps;
    const double angle = std::sin(2 * kPi * hz * t) + noise_rad * std::sin(2 * kPi * noise_hz * t);
    clip.frame_rotations(f)[3] = canonical(glm::angleAxis(angle, Vec3(1, 0, 0)));
    clip.translations[f] = Vec3(0.0, 1.0, t);
  }
  return clip;
}

double angle_about_x(const Quat& q) { return 2.0 * std::atan2(q.x, q.w); }

TEST(Smooth, CutoffOutOfRange_IsAUsageError) {
  const Clip clip = sine_clip(1, 0, 0);
  for (const double cutoff : {0.0, -1.0, 40.0, std::nan("")}) {
    EXPECT_EQ(smooth(clip, cutoff).error().code, ErrorCode::kUsage);
  }
}

TEST(Smooth, SlowMotion_IsNeitherDelayedNorLessened) {
  const Clip clip = sine_clip(1.0, 0, 0);
  const auto out = smooth(clip, 10.0);
  ASSERT_TRUE(out.ok());
  ASSERT_TRUE(out->validate().ok());
  for (int f = 0; f < clip.frame_count; ++f) {
    EXPECT_NEAR(angle_about_x(out->frame_rotations(f)[3]),
                angle_about_x(clip.frame_rotations(f)[3]), 0.01);
    EXPECT_NEAR(out->translations[f].z, clip.translations[f].z, 1e-6);
  }
}

TEST(Smooth, Noise_IsTakenOut) {
  const Clip clean = sine_clip(1.0, 0, 0);
  const auto out = smooth(sine_clip(1.0, 30.0, 0.1), 6.0);
  ASSERT_TRUE(out.ok());
  for (int f = 20; f < 280; ++f) {
    EXPECT_NEAR(angle_about_x(out->frame_rotations(f)[3]),
                angle_about_x(clean.frame_rotations(f)[3]), 0.02);
  }
}

TEST(Smooth, AtTheCutoff_HalfThePowerPasses) {
  Clip clip = Clip::make(canonical_skeleton(), 1000, 0.01);
  for (int f = 0; f < 1000; ++f) clip.translations[f].x = std::sin(2 * kPi * 5.0 * f * 0.01);
  const auto out = smooth(clip, 5.0);
  double largest = 0.0;
  for (int f = 300; f < 700; ++f) largest = std::max(largest, out->translations[f].x);
  EXPECT_NEAR(largest, std::sqrt(0.5), 0.01);
}

TEST(RootMotion, NoHips_IsRefused) {
  auto skeleton = std::make_shared<Skeleton>();
  skeleton->joints = {{.name = "a"}, {.name = "b", .parent = 0}};
  EXPECT_FALSE(extract_root_motion(Clip::make(skeleton, 2, 0.1)).ok());
}

TEST(RootMotion, TakenOutAndPutBack_IsTheSameMotion) {
  const Clip clip = random_clip(8);
  auto motion = extract_root_motion(clip);
  ASSERT_TRUE(motion.ok()) << motion.error().message;
  const WorldMotion world = forward_kinematics(motion->in_place);
  const int left = clip.skeleton->find("LeftUpperLeg"),
            right = clip.skeleton->find("RightUpperLeg");
  for (int f = 0; f < clip.frame_count; ++f) {
    EXPECT_NEAR(world.position(f, 0).x, 0.0, 1e-12);
    EXPECT_NEAR(world.position(f, 0).z, 0.0, 1e-12);
    const Vec3 across = world.position(f, left) - world.position(f, right);
    EXPECT_NEAR(across.z, 0.0, 1e-9);
    EXPECT_GT(across.x, 0.0);
  }
  const auto back = apply_root_motion(*motion);
  ASSERT_TRUE(back.ok());
  for (size_t i = 0; i < clip.rotations.size(); ++i) {
    EXPECT_LT(angle_between(back->rotations[i], clip.rotations[i]), 1e-7);
  }
  for (int f = 0; f < clip.frame_count; ++f) {
    EXPECT_LT(glm::length(back->translations[f] - clip.translations[f]), 1e-9);
  }
  motion->ground.pop_back();
  EXPECT_EQ(apply_root_motion(*motion).error().code, ErrorCode::kUsage);
}

TEST(TPose, LeadIn_IsCountedAndRestIsNot) {
  Clip clip = Clip::make(canonical_skeleton(), 20, 0.1);  // all T-pose
  const BodyMap body = *find_body(*clip.skeleton);
  EXPECT_EQ(t_pose_lead_in(clip, body), 0);  // nothing else: nothing to trim
  for (int f = 3; f < 20; ++f) {
    for (const double side : {1.0, -1.0}) {
      const int arm = clip.skeleton->find(side > 0 ? "LeftUpperArm" : "RightUpperArm");
      clip.frame_rotations(f)[arm] = canonical(glm::angleAxis(-side * 1.3, kForward));
    }
  }
  EXPECT_EQ(t_pose_lead_in(clip, body), 3);
  EXPECT_EQ(t_pose_lead_in(*trim(clip, 3, 20), body), 0);
}

TEST(FrozenFrames, ShortRunsInside_AreFilledOthersStay) {
  Clip clip = sine_clip(0.2, 0, 0, 60, 30);
  const Clip clean = clip;
  const auto freeze = [&](int first, int last) {
    for (int f = first; f < last; ++f) {
      std::copy_n(clip.rotations.begin() + (first - 1) * clip.joint_count(), clip.joint_count(),
                  clip.rotations.begin() + f * clip.joint_count());
      clip.translations[f] = clip.translations[first - 1];
    }
  };
  freeze(10, 14);  // 4 frames: a drop-out
  freeze(30, 45);  // half a second: stillness
  freeze(58, 60);  // the end
  EXPECT_EQ(fill_frozen_frames(clip), 4);
  for (int f = 10; f < 14; ++f) {
    EXPECT_LT(angle_between(clip.frame_rotations(f)[3], clean.frame_rotations(f)[3]), 0.01);
    EXPECT_NEAR(clip.translations[f].z, clean.translations[f].z, 1e-9);
  }
  EXPECT_EQ(clip.translations[40], clip.translations[29]);
  EXPECT_EQ(clip.translations[59], clip.translations[57]);
}

}  // namespace
}  // namespace kinemote
