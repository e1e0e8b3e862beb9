#include "app/lineup.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace kinemote::app {
namespace {

TEST(Lineup, TracksThatSayNothing_AreNotKept) {
  Lineup lineup;
  lineup.set_track(2, {.offset_s = 0.5});
  EXPECT_EQ(lineup.track(2).offset_s, 0.5);
  EXPECT_EQ(lineup.track(7), Track{});
  lineup.set_track(2, {});
  EXPECT_EQ(lineup, Lineup{});
}

TEST(Lineup, Solo_IsStrongerThanMute) {
  Lineup lineup;
  lineup.set_track(1, {.is_muted = true});
  EXPECT_TRUE(lineup.is_seen(0));
  EXPECT_FALSE(lineup.is_seen(1));
  lineup.set_track(2, {.is_solo = true});
  EXPECT_FALSE(lineup.is_seen(0));
  EXPECT_TRUE(lineup.is_seen(2));
}

TEST(AddMarker, KeepsOrder_AndNamesTheOneThatIsThere) {
  Markers markers;
  add_marker(markers, {2.0, "late"});
  add_marker(markers, {0.5, ""});
  add_marker(markers, {0.505, "step"});
  add_marker(markers, {0.5, ""});
  EXPECT_THAT(markers, testing::ElementsAre(TimeMarker{0.5, "step"}, TimeMarker{2.0, "late"}));
}

TEST(TimeMap, OffsetAndRate_AreALine) {
  const TimeMap map{1.0, 2.0, 3.0, {}, 0.0};
  EXPECT_DOUBLE_EQ(map.own_time_s(1.0), 0.0);
  EXPECT_DOUBLE_EQ(map.own_time_s(2.0), 2.0);
  EXPECT_DOUBLE_EQ(map.end_s(), 2.5);
}

TEST(TimeMap, Warp_IsReadBetweenItsSteps) {
  TimeMap map;
  map.duration_s = 4.0;
  map.warp_s = {0.0, 1.0, 4.0};
  map.warp_step_s = 0.5;
  EXPECT_DOUBLE_EQ(map.own_time_s(0.25), 0.5);
  EXPECT_DOUBLE_EQ(map.own_time_s(0.75), 2.5);
  EXPECT_DOUBLE_EQ(map.own_time_s(9.0), 4.0);
  EXPECT_DOUBLE_EQ(map.end_s(), 1.0);
}

TEST(OwnMoment, PastTheEnd_IsHeldRepeatedOrOutside) {
  const TimeMap map{1.0, 1.0, 2.0, {}, 0.0};
  EXPECT_TRUE(own_moment(map, 0.5, EndMode::kHold).is_outside);
  EXPECT_DOUBLE_EQ(own_moment(map, 0.5, EndMode::kHold).time_s, 0.0);
  EXPECT_FALSE(own_moment(map, 3.0, EndMode::kHold).is_outside);
  EXPECT_DOUBLE_EQ(own_moment(map, 4.5, EndMode::kHide).time_s, 2.0);
  EXPECT_TRUE(own_moment(map, 4.5, EndMode::kHide).is_outside);
  const OwnMoment looped = own_moment(map, 4.5, EndMode::kLoop);
  EXPECT_FALSE(looped.is_outside);
  EXPECT_DOUBLE_EQ(looped.time_s, 1.5);
  EXPECT_DOUBLE_EQ(own_moment(map, 0.5, EndMode::kLoop).time_s, 1.5);
}

}  // namespace
}  // namespace kinemote::app
