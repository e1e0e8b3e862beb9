#include "app/readings.h"

#include <gtest/gtest.h>

#include <chrono>
#include <thread>

#include "app/curve_catalogue.h"
#include "synthesis/procedural/corpus.h"

namespace kinemote::app {
namespace {

PlayablePtr walk(double duration_s) {
  return make_playable(synthesis::perform({.content = "walk", .duration_s = duration_s}).value());
}

void settle(Readings& readings, const ReadingsWish& wish) {
  const auto start = std::chrono::steady_clock::now();
  readings.update(wish);
  while (readings.is_busy() &&
         std::chrono::steady_clock::now() - start < std::chrono::seconds(20)) {
    std::this_thread::sleep_for(std::chrono::milliseconds(1));
    readings.update(wish);
  }
}

TEST(ToggleCurve, FromThePlainTimeline_ShowsAndTheLastOneGoesBackToIt) {
  LaneChoice lanes;
  EXPECT_EQ(shown_curves(lanes), plain_curves());
  toggle_curve(lanes, "lma27:l_hand_speed");
  EXPECT_TRUE(lanes.shows_curves);
  EXPECT_EQ(shown_curves(lanes),
            (std::vector<std::string>{"motion:speed", "motion:openness", "lma27:l_hand_speed"}));
  toggle_curve(lanes, "motion:speed");
  toggle_curve(lanes, "motion:openness");
  EXPECT_EQ(shown_curves(lanes), std::vector<std::string>{"lma27:l_hand_speed"});
  toggle_curve(lanes, "lma27:l_hand_speed");
  EXPECT_FALSE(lanes.shows_curves);
  EXPECT_EQ(shown_curves(lanes), plain_curves());
  lanes.shows_curves = true;
  EXPECT_EQ(shown_curves(lanes), laban_curves());
}

TEST(Readings, PlainTimelineOrNobodyLooking_MeasuresNothing) {
  Readings readings([] {});
  LaneChoice lanes;
  readings.update({{walk(2.0)}, lanes, true});
  EXPECT_FALSE(readings.is_busy());
  lanes.shows_curves = lanes.shows_pad = true;
  readings.update({{walk(2.0)}, lanes, false});
  EXPECT_FALSE(readings.is_busy());
  readings.update({{}, lanes, true});
  EXPECT_FALSE(readings.is_busy());
}

TEST(Readings, MotionAndChoice_AreFollowed) {
  Readings readings([] {});
  ReadingsWish wish{{walk(2.0), walk(3.0)}, {}, true};
  wish.lanes.shows_curves = true;
  settle(readings, wish);
  ASSERT_TRUE(readings.curves());
  EXPECT_EQ(readings.curves()->request.figures, wish.figures);
  EXPECT_EQ(readings.curves()->figures.size(), 2u);
  const auto before = readings.curves();
  settle(readings, wish);
  EXPECT_EQ(readings.curves(), before) << "nothing changed";

  wish.lanes.window_s = 1.0;
  wish.figures = {walk(2.5)};
  settle(readings, wish);
  EXPECT_EQ(readings.curves()->request.window_s, 1.0);
  EXPECT_EQ(readings.curves()->figures.front().motion, wish.figures.front());
  EXPECT_FALSE(readings.pad());
}

TEST(Readings, EmotionWithoutAModel_IsAnErrorInTheTrace) {
  Readings readings([] {});
  ReadingsWish wish{{walk(2.0)}, {}, true};
  wish.lanes.shows_pad = true;
  settle(readings, wish);
  ASSERT_TRUE(readings.pad());
  EXPECT_EQ(readings.pad()->motion, wish.figures.front());
  EXPECT_FALSE(readings.pad()->error.empty());
}

}  // namespace
}  // namespace kinemote::app
