#include "app/player.h"

#include <gtest/gtest.h>

#include <cmath>
#include <glm/geometric.hpp>

#include "app/live_decoder.h"
#include "synthesis/procedural/corpus.h"

namespace kinemote::app {
namespace {

/// The standing figure that glides forward and turns: one frame differs from the next by the same
/// step.
Clip gliding_clip(int frames, double step_m, double turn_rad = 0.0) {
  Clip clip = Clip::make(canonical_skeleton(), frames, 1.0 / 30.0);
  Placement at;
  for (int f = 0; f < frames; ++f) {
    clip.frame_rotations(f)[0] = yaw_rotation(at.yaw_rad);
    clip.translations[f] = at.offset + Vec3(0.0, 0.95, 0.0);
    at = at.after({turn_rad, Vec3(0.0, 0.0, step_m)});
  }
  return clip;
}

Clip walk(const analysis::Pad& pad, uint64_t take = 1) {
  return synthesis::perform({.content = "walk", .pad = pad, .take_seed = take, .duration_s = 3.0})
      .value();
}

double pose_distance_m(const DisplayedPose& a, const DisplayedPose& b) {
  double worst_m = 0.0;
  for (size_t j = 0; j < a.positions.size(); ++j) {
    worst_m = std::max(worst_m, glm::distance(a.positions[j], b.positions[j]));
  }
  return worst_m;
}

TEST(Placement, AfterItsInverse_IsNothing) {
  const Placement placement{0.7, Vec3(1.0, 0.0, -2.0)};
  const Placement nothing = placement.after(placement.inverse());
  EXPECT_NEAR(nothing.yaw_rad, 0.0, 1e-12);
  EXPECT_NEAR(glm::length(nothing.offset), 0.0, 1e-12);
  const Vec3 point(0.3, 1.0, 0.4);
  EXPECT_NEAR(glm::distance(placement.inverse().apply(placement.apply(point)), point), 0.0, 1e-12);
}

TEST(Player, WithoutAMotion_HasNoPoseAndDoesNotMind) {
  Player player;
  player.update(1.0, 0.1);
  player.wrap(1);
  EXPECT_TRUE(player.pose().positions.empty());
  EXPECT_TRUE(player.trail(0, 0.0, 1.0).empty());
}

TEST(MakePlayable, Loop_ClosesWithTheStepThatTheLastFramesMake) {
  const auto motion = make_playable(gliding_clip(10, 0.05, 0.02), true);
  EXPECT_EQ(motion->clip.frame_count, 11);
  EXPECT_TRUE(motion->is_seamless);
  // Ten equal steps: a round is the tenth power of one of them.
  Placement round;
  for (int i = 0; i < 10; ++i) round = round.after({0.02, Vec3(0.0, 0.0, 0.05)});
  EXPECT_NEAR(motion->round_step.yaw_rad, round.yaw_rad, 1e-9);
  EXPECT_NEAR(glm::distance(motion->round_step.offset, round.offset), 0.0, 1e-9);
}

TEST(Player, Wrap_OfASeamlessMotion_WalksOnWithoutAJump) {
  Player player;
  const auto motion = make_playable(gliding_clip(10, 0.05, 0.02), true);
  player.show(motion, 0.0, Player::Place::kOwn);
  player.update(motion->duration_s(), 0.0);
  const DisplayedPose end = player.pose();
  player.wrap(1);
  player.update(0.0, 0.0);
  EXPECT_LT(pose_distance_m(end, player.pose()), 1e-9);
  player.wrap(-1);
  player.update(motion->duration_s(), 0.0);
  player.wrap(1);
  player.update(0.0, 0.0);
  EXPECT_LT(pose_distance_m(end, player.pose()), 1e-9);
}

TEST(Unrolled, SeamlessMotion_GoesOnEvenlyForAsLongAsAsked) {
  const auto motion = make_playable(gliding_clip(10, 0.05, 0.02), true);
  const Clip clip = unrolled(*motion, 2.0);
  EXPECT_EQ(clip.frame_count, 60);
  EXPECT_TRUE(clip.validate());
  const Clip expected = gliding_clip(60, 0.05, 0.02);
  for (int f = 0; f < 60; ++f) {
    EXPECT_NEAR(glm::distance(clip.translations[f], expected.translations[f]), 0.0, 1e-9) << f;
  }
}

TEST(Unrolled, OtherMotions_AreReturnedAsTheyAre) {
  const auto motion = make_playable(gliding_clip(10, 0.05));
  EXPECT_EQ(unrolled(*motion, 60.0).frame_count, 10);
}

TEST(Player, Show_OfAnotherMotionInPlace_DoesNotMoveTheFigureAtThatMoment) {
  Player player;
  player.show(make_playable(walk({0.8, 0.5, 0.15})), 0.0, Player::Place::kOwn);
  player.update(1.2, 0.0);
  const DisplayedPose before = player.pose();
  player.show(make_playable(walk({-0.6, -0.4, -0.3}, 5)), 0.7, Player::Place::kContinue);
  EXPECT_LT(pose_distance_m(before, player.pose()), 0.02);
  player.update(0.7, 1e-6);
  EXPECT_LT(pose_distance_m(before, player.pose()), 0.02);
}

TEST(Player, Show_OfAnotherBodyInPlace_StandsAndFacesWhereTheFigureStood) {
  // A motion made for a clip whose file has a body of its own: the camera need not look for it.
  Clip recorded = gliding_clip(90, 0.05, 0.01);
  auto tall = std::make_shared<Skeleton>(*recorded.skeleton);
  for (Joint& joint : tall->joints) joint.offset *= 1.2;
  recorded.skeleton = tall;
  Player player;
  player.show(make_playable(std::move(recorded)), 2.5, Player::Place::kOwn);
  const auto placed = [&] {
    WorldMotion one;
    one.frame_count = 1;
    one.joint_count = static_cast<int>(player.pose().positions.size());
    one.positions = player.pose().positions;
    one.rotations = player.pose().rotations;
    return ground_placement(one, player.motion()->body, 0);
  };
  const Placement before = placed();
  ASSERT_GT(glm::length(before.offset), 2.0);
  player.show(make_playable(walk({-0.6, -0.4, -0.3})), 1.0, Player::Place::kContinue);
  EXPECT_NEAR(glm::distance(placed().offset, before.offset), 0.0, 1e-6);
  EXPECT_NEAR(placed().yaw_rad, before.yaw_rad, 1e-6);
  EXPECT_FALSE(player.is_fading());
}

TEST(Player, Transition_HasFadedAfterASecond) {
  Player player;
  const auto sad = make_playable(walk({-0.6, -0.4, -0.3}));
  player.show(make_playable(walk({0.8, 0.5, 0.15})), 0.0, Player::Place::kOwn);
  player.update(1.0, 0.0);
  player.show(sad, 1.0, Player::Place::kContinue);
  player.update(1.0, 1.0);
  // Local rotations no longer depend on what was shown before: bones point as in the motion itself.
  const Placement own = ground_placement(sad->world, sad->body, 30);
  WorldMotion now;
  now.frame_count = 1;
  now.joint_count = sad->world.joint_count;
  now.positions = player.pose().positions;
  now.rotations = player.pose().rotations;
  const Placement shown = ground_placement(now, sad->body, 0);
  for (int j = 0; j < now.joint_count; ++j) {
    const Vec3 expected = own.inverse().apply(sad->world.position(30, j));
    EXPECT_NEAR(glm::distance(shown.inverse().apply(now.positions[j]), expected), 0.0, 1e-3);
  }
}

TEST(Player, LiveEdits_ManyInARow_FollowTheNewestWithoutStanding) {
  // A slider that is dragged replaces the motion in every frame: the figure must still get there.
  Player player;
  player.show(make_playable(walk({-0.6, -0.4, -0.3})), 0.5, Player::Place::kOwn);
  const auto happy = make_playable(walk({0.8, 0.5, 0.15}));
  for (int i = 0; i < 30; ++i) {
    player.show(happy, 0.5, Player::Place::kContinue);
    player.update(0.5, 1.0 / 60.0);
  }
  Player reference;
  reference.show(happy, 0.5, Player::Place::kOwn);
  const int head = 5;
  const auto height = [&](const Player& p) { return p.pose().positions[head].y; };
  EXPECT_NEAR(height(player), height(reference), 1e-3);
}

TEST(Player, Trail_OfASeamlessMotion_GoesBackBeyondItsStart) {
  Player player;
  player.show(make_playable(gliding_clip(10, 0.05), true), 0.0, Player::Place::kOwn);
  player.update(0.1, 0.0);
  const auto trail = player.trail(0, 0.1 - 1.0, 0.1);
  ASSERT_EQ(trail.size(), 31u);
  for (size_t i = 1; i < trail.size(); ++i) {
    EXPECT_NEAR(trail[i].z - trail[i - 1].z, 0.05, 1e-9);
  }
}

TEST(MatchingTime, TheSameMotion_MatchesAtItsOwnTime) {
  const auto motion = make_playable(walk({0.0, 0.0, 0.0}));
  for (const double time_s : {0.1, 0.75, 1.4}) {
    EXPECT_NEAR(matching_time_s(*motion, time_s, *motion), time_s, 1e-9);
  }
}

TEST(MatchingTime, AMotionCutLater_MatchesTheSamePose) {
  const Clip clip = walk({0.0, 0.0, 0.0});
  const auto whole = make_playable(clip), later = make_playable(trim(clip, 12, 90).value());
  EXPECT_NEAR(matching_time_s(*whole, 1.2, *later), 1.2 - 12 / 30.0, 1e-9);
}

}  // namespace
}  // namespace kinemote::app
