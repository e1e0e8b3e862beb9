#include "synthesis/control/generate.h"

#include <gmock/gmock.h>

#include <set>

#include "motion/core/kinematics.h"
#include "synthesis/control/fake_model.h"
#include "synthesis/control/motion_join.h"

namespace kinemote::synthesis {
namespace {

using test::FakeModel;
using ::testing::HasSubstr;

/// Largest second difference of any joint over frames, metres.
double largest_jolt_m(const Clip& clip) {
  const WorldMotion world = forward_kinematics(clip);
  double largest = 0.0;
  for (int f = 1; f + 1 < world.frame_count; ++f) {
    for (int j = 0; j < world.joint_count; ++j) {
      largest =
          std::max(largest, glm::length(world.position(f + 1, j) - 2.0 * world.position(f, j) +
                                        world.position(f - 1, j)));
    }
  }
  return largest;
}

GenerateSettings request(std::vector<float> latent, double duration_s = 0.0, uint64_t seed = 1) {
  GenerateSettings settings;
  settings.latent = std::move(latent);
  settings.duration_s = duration_s;
  settings.seed = seed;
  return settings;
}

TEST(Generate, ImpossibleRequests_AreRefusedWithTheReason) {
  FakeModel model;
  const auto error_of = [&](auto change) {
    GenerateSettings settings;
    change(settings);
    const auto result = generate(model, settings);
    EXPECT_FALSE(result.ok());
    if (result.ok()) return std::string();
    EXPECT_EQ(result.error().code, ErrorCode::kUsage);
    return result.error().message;
  };
  EXPECT_THAT(error_of([](auto& s) { s.content = "fly"; }), HasSubstr("walk, stand"));
  EXPECT_THAT(error_of([](auto& s) { s.pad.arousal = 1.01; }), HasSubstr("[-1, 1]"));
  EXPECT_THAT(error_of([](auto& s) { s.pad.pleasure = NAN; }), HasSubstr("[-1, 1]"));
  EXPECT_THAT(error_of([](auto& s) { s.duration_s = -1; }), HasSubstr("600"));
  EXPECT_THAT(error_of([](auto& s) { s.duration_s = 601; }), HasSubstr("600"));
  EXPECT_THAT(error_of([](auto& s) { s.latent = {1.0F}; }), HasSubstr("has 2"));
  EXPECT_THAT(error_of([](auto& s) { s.latent = {1.0F, NAN}; }), HasSubstr("not a number"));
}

TEST(Generate, WithoutDuration_IsOneWindow) {
  FakeModel model;
  const auto made = generate(model, request({0.3F, 0.0F}));
  ASSERT_TRUE(made.ok()) << made.error().message;
  EXPECT_EQ(made->clip.frame_count, 64);
  EXPECT_EQ(model.decode_count, 1);
  EXPECT_EQ(made->clip.name, "walk");
  EXPECT_THAT(made->latent, ::testing::ElementsAre(0.3F, 0.0F));
  EXPECT_TRUE(made->clip.validate().ok());
}

TEST(Generate, SameSeed_GivesTheSameMotion) {
  FakeModel model;
  const auto a = generate(model, request({}, 4.0, 3));
  const auto b = generate(model, request({}, 4.0, 3));
  const auto c = generate(model, request({}, 4.0, 4));
  ASSERT_TRUE(a.ok() && b.ok() && c.ok());
  EXPECT_EQ(a->clip.rotations, b->clip.rotations);
  EXPECT_EQ(a->clip.translations, b->clip.translations);
  EXPECT_NE(a->clip.rotations, c->clip.rotations);
}

class LongWalk : public ::testing::TestWithParam<double> {};

TEST_P(LongWalk, JoinedWindows_GoOnWalkingWithoutJumps) {
  FakeModel model;
  const analysis::Pad pad{0.0, GetParam(), 0.0};
  GenerateSettings settings;
  settings.pad = pad;
  settings.latent = {0.5F, 0.0F};
  settings.duration_s = 12.0;
  settings.clean_up.lock_feet = false;
  settings.clean_up.keep_above_ground = false;
  const auto made = generate(model, settings);
  ASSERT_TRUE(made.ok()) << made.error().message;
  EXPECT_EQ(made->clip.frame_count, 360);
  const Clip unbroken = model.source(settings.latent, {pad, 0}, 360);
  EXPECT_LT(largest_jolt_m(made->clip), 1.3 * largest_jolt_m(unbroken) + 0.002);
  const WorldMotion world = forward_kinematics(made->clip);
  const double walked_m = glm::length(world.position(359, 0) - world.position(0, 0));
  EXPECT_NEAR(walked_m / 12.0, 1.2 + 0.3 * GetParam(), 0.12);
}

INSTANTIATE_TEST_SUITE_P(Arousal, LongWalk, ::testing::Values(-1.0, -0.3, 0.4, 1.0));

TEST(Generate, DriftingStand_StandsStillForMinutes) {
  FakeModel model;
  GenerateSettings settings = request({}, 60.0);
  settings.content = "stand";
  const auto made = generate(model, settings);
  ASSERT_TRUE(made.ok()) << made.error().message;
  const WorldMotion world = forward_kinematics(made->clip);
  for (const int joint : {0, model.card().layout.body[BodyPart::kLeftToes]}) {
    const Vec3 off = world.position(1799, joint) - world.position(0, joint);
    EXPECT_LT(std::hypot(off.x, off.z), 0.05);
  }
  EXPECT_GT(made->slide_before_cleanup.worst_m, 0.1);
  EXPECT_LT(made->slide.worst_m, 0.005);
}

TEST(Generate, FootLock_LessensTheSlideOnAnySkeleton) {
  for (const SkeletonPtr& skeleton : {canonical_skeleton(), test::skeleton_under_root()}) {
    FakeModel model(skeleton);
    const auto made = generate(model, request({0.0F, 0.0F}, 5.0));
    ASSERT_TRUE(made.ok()) << made.error().message;
    EXPECT_LT(made->slide.worst_m, 0.015);
    EXPECT_LT(made->slide.worst_m, made->slide_before_cleanup.worst_m);
  }
}

TEST(DecodeClip, Latent_GivesTheWindowOfGenerate) {
  FakeModel model;
  const std::vector<float> latent{0.7F, 1.0F};
  const auto live = decode_clip(model, latent, {{}, 0});
  const auto made = generate(model, request(latent));
  ASSERT_TRUE(live.ok() && made.ok());
  EXPECT_EQ(live->rotations, made->clip.rotations);
  EXPECT_FALSE(decode_clip(model, std::vector<float>(3), {{}, 0}).ok());
}

TEST(JoinChannels, Joint_IsContinuousInValueAndSlope) {
  const WindowLayout layout = *WindowLayout::make(canonical_skeleton(), 30.0, 64);
  const int channels = layout.channel_count();
  // Parabolas with other values and slopes: only the joint could be rough.
  std::vector<float> head(64 * channels), tail(64 * channels);
  for (int f = 0; f < 64; ++f) {
    for (int c = 0; c < channels; ++c) {
      head[f * channels + c] = 0.01F * f + 0.001F * c;
      tail[f * channels + c] = 1.0F - 0.02F * f;
    }
  }
  const auto joined = join_channels(head, 50, tail, 10, layout, 0.4);
  ASSERT_EQ(joined.size(), (50u + 54u) * channels);
  for (int c = 0; c < channels; ++c) {
    const auto at = [&](int f) { return joined[f * channels + c]; };
    EXPECT_NEAR(at(50), head[50 * channels + c], 1e-5);  // goes on where it was going
    EXPECT_NEAR(at(51) - at(50), 0.01, 0.006);           // as fast as it was
    EXPECT_NEAR(at(62), tail[22 * channels + c], 1e-5);  // and arrives at the tail
    for (int f = 48; f < 70; ++f) EXPECT_LT(std::abs(at(f + 1) - 2 * at(f) + at(f - 1)), 0.05);
  }
}

TEST(MakeLoop, Walk_RepeatsItself) {
  for (const bool under_root : {false, true}) {
    const Clip walk = test::sine_walk({.frames = 100, .steps_per_s = 1.8, .heading_rad = 0.4});
    const Clip clip = under_root ? test::under_root(walk) : walk;
    const BodyMap body = *find_body(*clip.skeleton);
    const Clip loop = make_loop(clip, body);
    ASSERT_TRUE(loop.validate().ok());
    // Two steps make a cycle: 33.3 frames. The loop holds whole cycles.
    const double cycles = loop.frame_count / (2.0 / 1.8 * 30.0);
    EXPECT_NEAR(cycles, std::round(cycles), 0.05);
    // From the last frame to the first is a step like any other, seen from the figure.
    const auto poses = describe_poses(loop, body, detect_contacts(forward_kinematics(loop), body));
    const int last = loop.frame_count - 1;
    double usual = 0.0;
    for (int f = 2; f + 2 < last; ++f)
      usual = std::max(usual, pose_distance(poses, f, poses, f + 1));
    EXPECT_LT(pose_distance(poses, last - 1, poses, 0), 4.5 * usual + 0.01);
  }
}

TEST(MakeLoop, ClipWithoutARepeat_IsClosedByForce) {
  // A chest that only ever leans further: the loop must bring it back.
  Clip clip = test::sine_walk({.frames = 60});
  const int chest = clip.skeleton->find("Chest");
  for (int f = 0; f < 60; ++f) {
    clip.frame_rotations(f)[chest] = glm::angleAxis(0.01 * f, Vec3(1, 0, 0));
  }
  const Clip loop = make_loop(clip, *find_body(*clip.skeleton));
  const auto lean = [&](int f) { return glm::angle(loop.frame_rotations(f)[chest]); };
  const int last = loop.frame_count - 1;
  EXPECT_NEAR(lean(last), lean(0), 0.05);
}

TEST(MakeLoop, ClipTooShort_IsReturnedAsItIs) {
  const Clip clip = test::sine_walk({.frames = 12});
  const Clip loop = make_loop(clip, *find_body(*clip.skeleton));
  EXPECT_EQ(loop.frame_count, 12);
  EXPECT_EQ(loop.rotations, clip.rotations);
}

}  // namespace
}  // namespace kinemote::synthesis
