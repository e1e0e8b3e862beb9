#include "app/map_diagrams.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "made_clips.h"

namespace kinemote::app {
namespace {

using testing::HasSubstr;

const std::vector<analysis::Pad> kPads = {{0, 0, 0}, {-0.5, 0.8, 0.9}, {0.8, 0.5, 0.1}};

MapResult made_map(const std::string& cluster) {
  MapSettings settings;
  settings.cluster = cluster;
  return make_map(test::made_clips({"walk", "wave"}, kPads), settings, {}).value();
}

TEST(MapDiagrams, WhatAMapDoesNotHave_IsAUsageErrorThatSaysWhatToDo) {
  MapResult map = made_map("kmeans");
  EXPECT_EQ(map_figure_svg(map, "pie").error().code, ErrorCode::kUsage);
  EXPECT_THAT(map_figure_svg(map, "dendrogram").error().message, HasSubstr("ward"));
  map.shepard = {};
  EXPECT_THAT(map_figure_svg(map, "shepard").error().message, HasSubstr("landmark"));
  for (MapClip& clip : map.clips) clip.entry.label.clear();
  EXPECT_EQ(map_figure_svg(map, "confusion").error().code, ErrorCode::kUsage);
}

TEST(MapDiagrams, EveryFigure_IsDrawnWithoutNumbersThatAreNone) {
  const MapResult map = made_map("ward");
  for (const char* figure : {"map", "shepard", "dendrogram", "confusion"}) {
    const auto svg = map_figure_svg(map, figure);
    ASSERT_TRUE(svg) << figure;
    EXPECT_THAT(*svg, testing::StartsWith("<svg")) << figure;
    EXPECT_THAT(*svg, testing::Not(HasSubstr("nan"))) << figure;
  }
}

TEST(MapFigure, PlacedClips_AreTargetsWithTheirNames) {
  MapResult map = made_map("kmeans");
  EXPECT_THAT(map_to_svg(map), testing::Not(HasSubstr("class=\"target\"")));
  ASSERT_TRUE(place_clips(map, test::made_clips({"run"}, {{0, 0, 0}}), {}));
  const std::string svg = map_to_svg(map);
  EXPECT_THAT(svg, HasSubstr("class=\"target\""));
  EXPECT_THAT(svg, HasSubstr("run_0_1"));
  EXPECT_THAT(svg, HasSubstr("took no part in making it"));
}

}  // namespace
}  // namespace kinemote::app
