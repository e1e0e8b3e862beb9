#include "app/ghosts.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <limits>

namespace kinemote::app {
namespace {

std::vector<double> times(const std::vector<Ghost>& ghosts) {
  std::vector<double> all;
  for (const Ghost& ghost : ghosts) all.push_back(ghost.time_s);
  return all;
}

TEST(Ghosts, OutsideTheMotion_AreLeftOutUnlessItIsSeamless) {
  const GhostChoice choice{.past = 3, .future = 2, .spacing_s = 0.5};
  using testing::DoubleEq;
  using testing::ElementsAre;
  EXPECT_THAT(times(ghosts_around(choice, 0.75, 1.5, 0.1, false)),
              ElementsAre(DoubleEq(0.25), DoubleEq(1.25)));
  EXPECT_THAT(times(ghosts_around(choice, 0.75, 1.5, 0.1, true)),
              ElementsAre(DoubleEq(-0.75), DoubleEq(-0.25), DoubleEq(0.25), DoubleEq(1.75),
                          DoubleEq(1.25)));
}

TEST(Ghosts, SpacedInFrames_FollowTheClipsOwnRate) {
  const GhostChoice choice{.past = 1, .in_frames = true, .spacing_frames = 3};
  EXPECT_THAT(times(ghosts_around(choice, 1.0, 2.0, 0.1, false)),
              testing::ElementsAre(testing::DoubleNear(0.7, 1e-12)));
}

TEST(Ghosts, Fade_MakesTheFartherOnesFainter) {
  GhostChoice choice{.past = 4, .spacing_s = 0.1, .fade = 0.0};
  for (const Ghost& ghost : ghosts_around(choice, 1.0, 2.0, 0.1, false)) {
    EXPECT_EQ(ghost.strength, 1.0);
  }
  choice.fade = 1.0;
  const auto faded = ghosts_around(choice, 1.0, 2.0, 0.1, false);
  for (size_t i = 1; i < faded.size(); ++i) EXPECT_GT(faded[i].strength, faded[i - 1].strength);
}

TEST(Ghosts, PastAndFuture_DifferInShapeAsWellAsColour) {
  view::Figure past, future;
  dress_ghost({.is_future = false}, past);
  dress_ghost({.is_future = true}, future);
  EXPECT_NE(past.is_outline, future.is_outline);
  EXPECT_NE(past.colours.front(), future.colours.front());
  EXPECT_LT(past.opacity, 1.0f);
  EXPECT_LT(future.opacity, 1.0f);
}

TEST(DistinctGhosts, ThoseInThePlaceOfAnother_AreLeftOut) {
  const auto figure_at = [](double x) {
    view::Figure figure;
    figure.positions = {{x, 0.9, 0.0}, {x, 1.5, 0.0}};
    return figure;
  };
  const auto places = [&](std::vector<double> ghosts) {
    std::vector<std::pair<Ghost, view::Figure>> all;
    for (const double x : ghosts) all.emplace_back(Ghost{}, figure_at(x));
    std::vector<double> drawn;
    for (const view::Figure& ghost : distinct_ghosts(figure_at(0.0), std::move(all))) {
      drawn.push_back(ghost.positions.front().x);
      EXPECT_LT(ghost.opacity, 1.0f) << "it is dressed as a ghost";
    }
    return drawn;
  };
  using testing::ElementsAre;
  EXPECT_THAT(places({-0.02, 0.0, 0.01}), ElementsAre()) << "a figure that stands";
  EXPECT_THAT(places({-0.6, -0.4, -0.2}), ElementsAre(-0.6, -0.4, -0.2));
  EXPECT_THAT(places({-0.21, -0.2, -0.01}), ElementsAre(-0.2)) << "the one nearest in time stays";
  EXPECT_EQ(joint_distance_m(figure_at(0.0), view::Figure{}),
            std::numeric_limits<double>::infinity());
}

}  // namespace
}  // namespace kinemote::app
