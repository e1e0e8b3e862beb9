#include "synthesis/control/motion_window.h"

#include <gmock/gmock.h>

#include <random>

#include "motion/core/kinematics.h"
#include "synthesis/control/sine_walk.h"

namespace kinemote::synthesis {
namespace {

using test::sine_walk;
using test::SineWalk;
using ::testing::HasSubstr;

WindowLayout layout_of(SkeletonPtr skeleton, double fps = 30.0) {
  Result<WindowLayout> layout = WindowLayout::make(std::move(skeleton), fps, 64);
  EXPECT_TRUE(layout.ok()) << layout.error().message;
  return *layout;
}

/// Positions of a motion in the frame of its first hips heading: what a round trip must keep.
std::vector<Vec3> positions_from_start(const Clip& clip, const WindowLayout& layout) {
  const WorldMotion world = forward_kinematics(clip);
  const int hips = layout.joints.front();
  const double yaw = heading_rad(world.position(0, layout.body[BodyPart::kLeftUpperLeg]),
                                 world.position(0, layout.body[BodyPart::kRightUpperLeg]));
  const Vec3 ground(world.position(0, hips).x, 0.0, world.position(0, hips).z);
  std::vector<Vec3> out;
  for (int f = 0; f < world.frame_count; ++f) {
    for (const int j : layout.joints)
      out.push_back(yaw_rotation(-yaw) * (world.position(f, j) - ground));
  }
  return out;
}

double largest_distance(const std::vector<Vec3>& a, const std::vector<Vec3>& b) {
  EXPECT_EQ(a.size(), b.size());
  double largest = 0.0;
  for (size_t i = 0; i < a.size(); ++i) largest = std::max(largest, glm::length(a[i] - b[i]));
  return largest;
}

TEST(WindowLayout_Make, InvalidInput_SaysWhatIsWrong) {
  EXPECT_THAT(WindowLayout::make(nullptr, 30, 64).error().message, HasSubstr("skeleton"));
  EXPECT_THAT(WindowLayout::make(canonical_skeleton(), 0, 64).error().message,
              HasSubstr("frames per second"));
  EXPECT_THAT(WindowLayout::make(canonical_skeleton(), 30, 7).error().message,
              HasSubstr("8 to 1024"));
  auto stick = std::make_shared<Skeleton>();
  stick->joints.push_back({"Pole", -1, Vec3(0.0), std::nullopt, kOrderZXY});
  EXPECT_EQ(WindowLayout::make(stick, 30, 64).error().code, ErrorCode::kBadInput);
}

TEST(WindowLayout_Make, HipsUnderRoot_LeavesTheRootOut) {
  const WindowLayout layout = layout_of(test::skeleton_under_root());
  EXPECT_EQ(layout.joints.front(), 1);
  EXPECT_EQ(layout.joints.size(), 22u);
  EXPECT_EQ(layout.channel_count(), 4 + 6 * 22 + 4);
  EXPECT_EQ(layout.channel_count(), layout_of(canonical_skeleton()).channel_count());
}

TEST(ChannelsFromClip, OtherSkeleton_IsRefusedByName) {
  auto longer = std::make_shared<Skeleton>(*canonical_skeleton());
  longer->joints[longer->find("LeftLowerLeg")].offset *= 1.1;
  const auto channels = channels_from_clip(sine_walk({}, longer), layout_of(canonical_skeleton()));
  ASSERT_FALSE(channels.ok());
  EXPECT_THAT(channels.error().message, HasSubstr("LeftLowerLeg"));
}

TEST(ChannelsFromClip, OtherPlaceOfHips_IsAccepted) {
  auto elsewhere = std::make_shared<Skeleton>(*canonical_skeleton());
  elsewhere->joints[0].offset = Vec3(5.0, 0.9, -3.0);
  EXPECT_TRUE(channels_from_clip(sine_walk({}, elsewhere), layout_of(canonical_skeleton())).ok());
}

TEST(ChannelsFromClip, StraightWalk_GivesItsSpeedAndHeight) {
  const WindowLayout layout = layout_of(canonical_skeleton());
  const auto channels =
      channels_from_clip(sine_walk({.speed_mps = 1.3, .heading_rad = 2.0}), layout);
  ASSERT_TRUE(channels.ok());
  double forward = 0.0;
  double left = 0.0;
  for (int f = 0; f < 90; ++f) {
    forward += (*channels)[f * layout.channel_count()] / 90;
    left += (*channels)[f * layout.channel_count() + 1] / 90;
    EXPECT_NEAR((*channels)[f * layout.channel_count() + 3], 0.915, 0.011);
  }
  EXPECT_NEAR(forward, 1.3, 0.01);  // the pelvis swings by 0.06 rad about the path
  EXPECT_NEAR(left, 0.0, 0.01);
}

TEST(ChannelsFromClip, Contacts_AreThoseOfTheDetector) {
  const WindowLayout layout = layout_of(canonical_skeleton());
  const Clip clip = sine_walk({});
  const auto channels = channels_from_clip(clip, layout);
  const auto contacts = detect_contacts(forward_kinematics(clip), layout.body);
  int planted = 0;
  for (int f = 0; f < clip.frame_count; ++f) {
    for (int c = 0; c < kContactCount; ++c) {
      EXPECT_EQ((*channels)[f * layout.channel_count() + layout.contact_offset() + c],
                static_cast<float>(contacts[f * kContactCount + c]));
      planted += contacts[f * kContactCount + c];
    }
  }
  EXPECT_GT(planted, 20);
}

TEST(ChannelsFromClip, OtherRate_IsResampled) {
  const WindowLayout layout = layout_of(canonical_skeleton());
  const auto channels = channels_from_clip(sine_walk({.frames = 240, .fps = 120.0}), layout);
  ASSERT_TRUE(channels.ok());
  EXPECT_EQ(channels->size(), 60u * layout.channel_count());
}

class RoundTrip : public ::testing::TestWithParam<int> {};

TEST_P(RoundTrip, RandomWalks_KeepPositionsOnBothSkeletons) {
  std::mt19937 random(GetParam());
  std::uniform_real_distribution<double> unit(-1.0, 1.0);
  const SineWalk walk{.frames = 120,
                      .speed_mps = 1.0 + unit(random),
                      .lean_rad = 0.5 * unit(random),
                      .turn_rad_per_s = 1.5 * unit(random),
                      .heading_rad = 3.1 * unit(random),
                      .start = {4.0 * unit(random), 0.1, 4.0 * unit(random)}};
  const Clip clip = sine_walk(walk);
  for (const Clip& c : {clip, test::under_root(clip)}) {
    const WindowLayout layout = layout_of(c.skeleton);
    const auto channels = channels_from_clip(c, layout);
    ASSERT_TRUE(channels.ok()) << channels.error().message;
    const Clip back = clip_from_channels(*channels, layout);
    ASSERT_TRUE(back.validate().ok());
    EXPECT_LT(largest_distance(positions_from_start(c, layout), positions_from_start(back, layout)),
              1e-4);
    const WorldMotion world = forward_kinematics(back);
    const Vec3 start = world.position(0, layout.joints.front());
    EXPECT_NEAR(start.x, 0.0, 1e-6);
    EXPECT_NEAR(start.z, 0.0, 1e-6);
  }
}

TEST_P(RoundTrip, TurnedAndShiftedClip_HasTheSameChannels) {
  std::mt19937 random(100 + GetParam());
  std::uniform_real_distribution<double> unit(-1.0, 1.0);
  SineWalk walk{.turn_rad_per_s = unit(random)};
  const WindowLayout layout = layout_of(canonical_skeleton());
  const auto before = channels_from_clip(sine_walk(walk), layout);
  walk.heading_rad = 3.1 * unit(random);
  walk.start = Vec3(10.0 * unit(random), 0.0, 10.0 * unit(random));
  const auto after = channels_from_clip(sine_walk(walk), layout);
  for (size_t i = 0; i < before->size(); ++i) ASSERT_NEAR((*before)[i], (*after)[i], 2e-5) << i;
}

TEST_P(RoundTrip, AncestorsMotion_IsFoldedIntoTheHips) {
  const Clip clip = sine_walk({.turn_rad_per_s = 0.3 * GetParam()});
  const auto direct = channels_from_clip(clip, layout_of(canonical_skeleton()));
  const Clip moved = test::under_root(clip, 0.5 * GetParam());
  const auto folded = channels_from_clip(moved, layout_of(moved.skeleton));
  ASSERT_TRUE(direct.ok() && folded.ok());
  for (size_t i = 0; i < direct->size(); ++i) ASSERT_NEAR((*direct)[i], (*folded)[i], 2e-5) << i;
}

INSTANTIATE_TEST_SUITE_P(Seeds, RoundTrip, ::testing::Range(0, 6));

TEST(ClipFromChannels, ColumnsThatAreNotARotation_AreOrthonormalised) {
  const WindowLayout layout = layout_of(canonical_skeleton());
  std::vector<float> channels = *channels_from_clip(sine_walk({.frames = 10}), layout);
  std::mt19937 random(5);
  std::normal_distribution<float> noise(0.0F, 0.3F);
  for (float& value : channels) value += noise(random);
  std::fill_n(channels.begin() + 10, 6, 0.0F);  // no plane at all
  const Clip clip = clip_from_channels(channels, layout);
  EXPECT_TRUE(clip.validate().ok());
  EXPECT_EQ(clip.frame_rotations(0)[1], kIdentity);
}

}  // namespace
}  // namespace kinemote::synthesis
