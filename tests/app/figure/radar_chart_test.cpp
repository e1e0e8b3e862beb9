#include "app/figure/radar_chart.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>

namespace kinemote::app {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

RadarChart three_spokes() {
  RadarChart chart;
  chart.words.title = "Scores";
  chart.spokes = {"up", "right", "left"};
  chart.series = {{"a & b", {1.0, 0.5, 0.25}}};
  return chart;
}

TEST(RadarChart, ValuesThatAreNone_NeverReachThePicture) {
  RadarChart chart = three_spokes();
  chart.series[0].values = {NAN, INFINITY, -3.0};
  const std::string svg = radar_chart_svg(chart);
  EXPECT_THAT(svg, Not(HasSubstr("nan")));
  EXPECT_THAT(svg, Not(HasSubstr("inf")));
}

TEST(RadarChart, MissingValues_CountAsZero) {
  RadarChart chart = three_spokes();
  chart.series[0].values = {1.0};
  RadarChart zeros = three_spokes();
  zeros.series[0].values = {1.0, 0.0, 0.0};
  EXPECT_EQ(radar_chart_svg(chart), radar_chart_svg(zeros));
}

TEST(RadarChart, NamesOfSpokesAndSeries_AreShownEscaped) {
  const std::string svg = radar_chart_svg(three_spokes());
  EXPECT_THAT(svg, HasSubstr(">right<"));
  EXPECT_THAT(svg, HasSubstr("a &amp; b"));
}

TEST(RadarChart, LargerValues_LieFurtherOut) {
  RadarChart chart = three_spokes();
  const std::string half = radar_chart_svg(chart);
  chart.series[0].values[1] = 0.9;
  EXPECT_NE(radar_chart_svg(chart), half);
}

}  // namespace
}  // namespace kinemote::app
