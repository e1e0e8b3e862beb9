#include "analysis/features/skeleton_sequence.h"

#include <gmock/gmock.h>

#include <algorithm>

#include "analysis/lively_clip.h"
#include "motion/core/kinematics.h"
#include "motion/io/bvh.h"
#include "support/real_data.h"

namespace kinemote::analysis {
namespace {

using test::lively_clip;

PoseSequence sequence_of(const Clip& clip, const SkeletonSequenceSettings& settings = {}) {
  const auto made = skeleton_sequence(clip, settings);
  EXPECT_TRUE(made.ok()) << made.error().message;
  return *made;
}

int channel(const std::string& name) {
  const auto names = skeleton_sequence_layout().channel_names();
  const auto it = std::find(names.begin(), names.end(), name);
  EXPECT_NE(it, names.end()) << name;
  return static_cast<int>(it - names.begin());
}

TEST(SkeletonSequence, WrongRateOrNoBody_IsRefused) {
  EXPECT_EQ(skeleton_sequence(lively_clip(5), {.fps = 0.0}).error().code, ErrorCode::kUsage);
  auto bones = std::make_shared<Skeleton>();
  bones->joints.push_back({"thing", -1, Vec3(0.0)});
  EXPECT_EQ(skeleton_sequence(Clip::make(bones, 5, 0.1)).error().code, ErrorCode::kBadInput);
}

TEST(SkeletonSequence, Layout_HasEveryPartUnderItsParent) {
  const SequenceLayout& layout = skeleton_sequence_layout();
  ASSERT_TRUE(layout.validate().ok());
  EXPECT_EQ(layout.channels(), 129);
  EXPECT_EQ(layout.channel_names().size(), 129u);
  const auto parent_of = [&](const std::string& joint) {
    const auto it = std::find(layout.joints.begin(), layout.joints.end(), joint);
    return layout.joints[layout.parents[it - layout.joints.begin()]];
  };
  EXPECT_EQ(parent_of("left_hand"), "left_lower_arm");
  EXPECT_EQ(parent_of("right_shoulder"), "chest");
  EXPECT_EQ(parent_of("right_toes"), "right_foot");
  EXPECT_EQ(parent_of("left_upper_leg"), "hips");
  EXPECT_EQ(parent_of("head"), "neck");
}

TEST(SkeletonSequence, HeadingAndPlaceInTheRoom_DoNotMatter) {
  const Clip clip = lively_clip(60);
  const PoseSequence here = sequence_of(clip);
  const PoseSequence there = sequence_of(test::placed(clip, 2.3, Vec3(5.0, 0.0, -8.0)));
  ASSERT_TRUE(here.validate().ok());
  for (size_t i = 0; i < here.values.size(); ++i) {
    ASSERT_NEAR(here.values[i], there.values[i], 1e-4) << i;
  }
}

TEST(SkeletonSequence, InBodyHeights_SizeDoesNotMatterInMetresItDoes) {
  const Clip clip = lively_clip(30);
  const PoseSequence small = sequence_of(clip);
  const PoseSequence large = sequence_of(test::scaled(clip, 1.4));
  const int wrist = channel("left_hand.up");
  for (size_t i = 0; i < small.values.size(); ++i) {
    ASSERT_NEAR(small.values[i], large.values[i], 1e-4);
  }
  const SkeletonSequenceSettings metres{.normalise = Normalise::kNone};
  EXPECT_NEAR(sequence_of(test::scaled(clip, 1.4), metres).frame(3)[wrist],
              1.4 * sequence_of(clip, metres).frame(3)[wrist], 1e-5);
}

TEST(SkeletonSequence, StraightWalkAndSteadyTurn_AreReadFromThePath) {
  // One figure glides forward at 1 m/s, the other stands and turns at 0.5 rad/s through +-180.
  Clip gliding = Clip::make(canonical_skeleton(), 31, 1.0 / 30.0);
  for (int f = 0; f < 31; ++f) gliding.translations[f].z += f / 30.0;
  const SkeletonSequenceSettings metres{.normalise = Normalise::kNone};
  const PoseSequence s = sequence_of(test::placed(gliding, 1.0, Vec3(0.0)), metres);
  EXPECT_NEAR(s.frame(10)[channel("path.velocity_forward")], 1.0, 1e-5);
  EXPECT_NEAR(s.frame(10)[channel("path.velocity_left")], 0.0, 1e-5);
  EXPECT_NEAR(s.frame(10)[channel("left_hand.velocity_forward")], 1.0, 1e-5);
  EXPECT_NEAR(s.frame(30)[channel("left_hand.forward")], 0.0, 1e-5) << "seen from the hips";
  EXPECT_NEAR(s.frame(0)[channel("left_hand.left")], 0.73, 1e-3);
  EXPECT_NEAR(s.frame(30)[channel("head.up")], 0.935 + 0.63, 1e-5);

  Clip turning = Clip::make(canonical_skeleton(), 61, 1.0 / 30.0);
  for (int f = 0; f < 61; ++f) turning.frame_rotations(f)[0] = yaw_rotation(2.8 + 0.5 * f / 30.0);
  const PoseSequence t = sequence_of(turning, metres);
  for (int f = 0; f < 61; ++f) EXPECT_NEAR(t.frame(f)[channel("path.turn_rate")], 0.5, 1e-4);
}

TEST(SkeletonSequence, AnotherRate_TellsTheSameMotion) {
  const Clip clip = lively_clip(121, 1.0, 1.0 / 60.0);
  const PoseSequence s = sequence_of(clip);
  EXPECT_EQ(s.frames, 61);
  EXPECT_NEAR(s.frame_time_s, 1.0 / 30.0, 1e-12);
  const PoseSequence fine = sequence_of(clip, {.fps = 60.0});
  const int hand = channel("right_hand.velocity_up");
  for (int f = 1; f < 60; ++f) EXPECT_NEAR(s.frame(f)[hand], fine.frame(2 * f)[hand], 0.05);
  EXPECT_NEAR(s.frame(20)[channel("right_hand.up")], fine.frame(40)[channel("right_hand.up")],
              1e-5);
}

TEST(SkeletonSequence, PartsThatASkeletonLacks_AreZero) {
  auto skeleton = std::make_shared<Skeleton>();
  for (const Joint& joint : canonical_skeleton()->joints) {
    if (joint.name == "LeftToes" || joint.name == "RightToes") continue;
    skeleton->joints.push_back(joint);
    if (joint.parent >= 0) {
      skeleton->joints.back().parent =
          skeleton->find(canonical_skeleton()->joints[joint.parent].name);
    }
  }
  const PoseSequence s = sequence_of(Clip::make(skeleton, 4, 0.1));
  EXPECT_EQ(s.frame(2)[channel("left_toes.up")], 0.0f);
  EXPECT_GT(s.frame(2)[channel("left_hand.up")], 0.1f);
}

TEST(SkeletonSequence, OfARealWalk_GoesForwardWithSwingingFeet) {
  const auto file =
      test::data_root() / "bandai-namco" / "dataset-1" / "data" / "dataset-1_walk_happy_001.bvh";
  KINEMOTE_NEEDS_DATA(file);
  const auto import = io::read_bvh(file);
  ASSERT_TRUE(import.ok()) << import.error().message;
  const PoseSequence s = sequence_of(import->clip);
  double forward = 0.0;
  double fastest_foot = 0.0;
  for (int f = 0; f < s.frames; ++f) {
    forward += s.frame(f)[channel("path.velocity_forward")] / s.frames;
    fastest_foot =
        std::max<double>(fastest_foot, s.frame(f)[channel("left_foot.velocity_forward")]);
    EXPECT_NEAR(s.frame(f)[channel("hips.left")], 0.0, 1e-5);
    EXPECT_NEAR(s.frame(f)[channel("head.up")], 0.87, 0.12);
  }
  EXPECT_GT(forward, 0.2) << "body heights a second";
  EXPECT_GT(fastest_foot, 2.0 * forward);
}

}  // namespace
}  // namespace kinemote::analysis
