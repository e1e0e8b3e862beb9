#include "app/cut_motion.h"

#include <gtest/gtest.h>

#include <glm/geometric.hpp>

#include "synthesis/procedural/corpus.h"

namespace kinemote::app {
namespace {

PlayablePtr walk() {
  return make_playable(synthesis::perform({.content = "walk", .duration_s = 3.0}).value(), false,
                       "walk");
}

TEST(CutMotion, NothingOrNoMotion_IsWhatItWas) {
  EXPECT_EQ(cut_motion(nullptr, {0.5, 1.0, 1.0}), nullptr);
  const PlayablePtr whole = walk();
  EXPECT_EQ(cut_motion(whole, {}), whole);
  EXPECT_EQ(cut_motion(whole, {0.0, 99.0, 1.0}), whole);
}

TEST(CutMotion, OnFrames_HasTheirPosesContactsAndCurves) {
  const PlayablePtr whole = walk();
  const double frame_s = whole->clip.frame_time_s;
  const PlayablePtr part = cut_motion(whole, {10 * frame_s, 40 * frame_s, 1.0});
  ASSERT_EQ(part->clip.frame_count, 31);
  EXPECT_NEAR(part->duration_s(), 30 * frame_s, 1e-12);
  EXPECT_EQ(part->world.frame_count, 31);
  for (int joint = 0; joint < part->clip.joint_count(); ++joint) {
    EXPECT_EQ(part->world.position(0, joint), whole->world.position(10, joint));
    EXPECT_EQ(part->world.position(30, joint), whole->world.position(40, joint));
  }
  EXPECT_EQ(part->speed_mps.front(), whole->speed_mps[10]);
  EXPECT_EQ(part->openness.back(), whole->openness[40]);
  EXPECT_EQ(part->contacts.size(), 31u * kContactCount);
  EXPECT_EQ(part->contacts[0], whole->contacts[10 * kContactCount]);
  EXPECT_EQ(part->origin, whole->origin);
  EXPECT_EQ(whole->clip.frame_count, walk()->clip.frame_count) << "the motion keeps its frames";
}

TEST(CutMotion, BetweenFrames_BeginsWhereItSays) {
  const PlayablePtr whole = walk();
  const double frame_s = whole->clip.frame_time_s;
  const PlayablePtr part = cut_motion(whole, {10.5 * frame_s, 40 * frame_s, 1.0});
  Pose pose;
  sample_pose(whole->clip, 10.5 * frame_s, pose);
  EXPECT_LT(glm::distance(part->clip.local_translation(0, 0), pose.translations[0]), 1e-12);
  EXPECT_LE(10.5 * frame_s + part->duration_s(), whole->duration_s() + 1e-9);
}

TEST(CutMotion, AtAnotherRate_HasTheSameFramesFaster) {
  const PlayablePtr whole = walk();
  const PlayablePtr fast = cut_motion(whole, {0.0, 0.0, 1.25});
  EXPECT_EQ(fast->clip.frame_count, whole->clip.frame_count);
  EXPECT_NEAR(fast->duration_s(), whole->duration_s() / 1.25, 1e-12);
  EXPECT_NEAR(fast->speed_mps[20], 1.25f * whole->speed_mps[20], 1e-5f);
  EXPECT_EQ(fast->contacts, whole->contacts);
}

TEST(CutMotion, Loop_EndsWhereItIsCut_AndRepeatsAtAnotherRate) {
  Clip clip = walk()->clip;
  const PlayablePtr loop = make_playable(clip, true);
  ASSERT_TRUE(loop->is_seamless);
  EXPECT_FALSE(cut_motion(loop, {0.5, 1.5, 1.0})->is_seamless);
  EXPECT_TRUE(cut_motion(loop, {0.0, 0.0, 2.0})->is_seamless);
}

TEST(CutMotion, Clip_IsCutLikeTheMotion) {
  const PlayablePtr whole = walk();
  const Cut cut{0.5, 2.0, 0.5};
  const Clip clip = cut_clip(whole->clip, cut);
  const PlayablePtr part = cut_motion(whole, cut);
  EXPECT_EQ(clip.frame_count, part->clip.frame_count);
  EXPECT_EQ(clip.frame_time_s, part->clip.frame_time_s);
  EXPECT_EQ(clip.rotations, part->clip.rotations);
}

TEST(CutStageTest, WithoutAMotion_CutsNothing) {
  CutStage stage;
  EXPECT_FALSE(stage.apply({{0.5, 1.0, 1.0}}));
  EXPECT_EQ(stage.cut(), nullptr);
  EXPECT_EQ(stage.whole_figure(0), nullptr);
}

TEST(CutStageTest, Companions_AreCutEachAndTheOthersStayTheSame) {
  auto lead = std::make_shared<Playable>(*walk());
  lead->others = {{walk(), {}}, {walk(), {}}};
  CutStage stage;
  stage.take(lead);
  EXPECT_TRUE(stage.apply({{}, {0.5, 1.5, 1.0}}));
  EXPECT_FALSE(stage.apply({{}, {0.5, 1.5, 1.0}})) << "nothing changed";
  EXPECT_EQ(stage.cut()->others[1].motion, lead->others[1].motion);
  EXPECT_NEAR(stage.cut()->others[0].motion->duration_s(), 1.0, 0.5 * lead->clip.frame_time_s);
  const PlayablePtr kept = stage.cut()->others[0].motion;
  EXPECT_TRUE(stage.apply({{0.5, 0.0, 1.0}, {0.5, 1.5, 1.0}}));
  EXPECT_EQ(stage.cut()->others[0].motion, kept);
  EXPECT_TRUE(stage.apply({}));
  EXPECT_EQ(stage.cut(), lead);
}

}  // namespace
}  // namespace kinemote::app
