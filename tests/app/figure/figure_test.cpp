#include <gmock/gmock.h>

#include <cmath>
#include <limits>

#include "app/figure/bar_chart.h"
#include "app/figure/dendrogram.h"
#include "app/figure/heat_map.h"
#include "app/figure/line_plot.h"
#include "app/figure/scatter_plot.h"
#include "app/figure/svg.h"

namespace kinemote::app {
namespace {

using testing::AllOf;
using testing::EndsWith;
using testing::HasSubstr;
using testing::Not;
using testing::StartsWith;

constexpr double kNaN = std::numeric_limits<double>::quiet_NaN();
constexpr double kInfinity = std::numeric_limits<double>::infinity();

/// Every picture is whole, and no number in it is broken. Letters before and after a number in a
/// path would be part of "nan" or "inf".
void expect_sound(const std::string& svg) {
  EXPECT_THAT(svg, StartsWith("<svg xmlns="));
  EXPECT_THAT(svg, EndsWith("</svg>\n"));
  for (const char* broken : {"nan", "inf", "\"–\"", "–,", " –", "M–", "L–", "V–", "H–"}) {
    EXPECT_THAT(svg, Not(HasSubstr(broken)));
  }
}

size_t count_of(const std::string& text, const std::string& piece) {
  size_t count = 0;
  for (size_t at = text.find(piece); at != std::string::npos; at = text.find(piece, at + 1)) {
    ++count;
  }
  return count;
}

TEST(Svg, Ticks_AreRoundAndHaveTheirDecimals) {
  EXPECT_EQ(svg::tick_step(0.03), 0.05);
  EXPECT_EQ(svg::tick_step(7.0), 10.0);
  EXPECT_EQ(svg::tick_text(-0.5, 0.5), "−0.5");
  EXPECT_EQ(svg::tick_text(20.0, 10.0), "20");
}

TEST(Svg, Wrapped_BreaksAtBlanksOnly) {
  EXPECT_EQ(svg::wrapped("one two three", 7), (std::vector<std::string>{"one two", "three"}));
  EXPECT_EQ(svg::wrapped("unbreakable", 3), std::vector<std::string>{"unbreakable"});
  EXPECT_TRUE(svg::wrapped("", 10).empty());
}

TEST(LinePlot, NothingToDraw_IsStillAPicture) {
  expect_sound(line_plot_svg({}));
  LinePlot plot;
  plot.series.push_back({.name = "empty"});
  plot.series.push_back({.name = "broken", .x = {0.0, kNaN}, .y = {kInfinity, 1.0}});
  expect_sound(line_plot_svg(plot));
}

TEST(LinePlot, Gaps_BreakTheCurve) {
  LinePlot plot;
  plot.words.title = "a < b & c";
  plot.y.title = "speed (m/s)";
  plot.series.push_back({.name = "<hand>", .x = {0, 1, 2, 3, 4}, .y = {1, 2, kNaN, 4, 5}});
  plot.levels.push_back({3.0, "mean"});
  const std::string svg = line_plot_svg(plot);
  expect_sound(svg);
  EXPECT_THAT(svg, AllOf(HasSubstr("a &lt; b &amp; c"), HasSubstr("&lt;hand&gt;"),
                         HasSubstr("speed (m/s)"), HasSubstr(">mean</text>")));
  const size_t curve = svg.find("stroke-width=\"1.8\"");
  const size_t path = svg.rfind("<path", curve);
  EXPECT_EQ(count_of(svg.substr(path, curve - path), "M"), 2u);
}

TEST(LinePlot, Bands_AreDrawnWhereBothBoundsAreKnown) {
  LinePlot plot;
  plot.series.push_back({.name = "P",
                         .x = {0, 1, 2, 3, 4},
                         .y = {0, 0, 0, 0, 0},
                         .band_low = {-1, -1, kNaN, -1, -1},
                         .band_high = {1, 1, 1, 1, 1}});
  EXPECT_EQ(count_of(line_plot_svg(plot), "fill-opacity"), 2u);
}

TEST(LinePlot, LogAxes_LeaveOutWhatHasNoLogarithm) {
  LinePlot plot;
  plot.x.is_log = plot.y.is_log = true;
  plot.series.push_back({.name = "time", .x = {0, 10, 100, 1000}, .y = {1, 0.01, -2, 100}});
  const std::string svg = line_plot_svg(plot);
  expect_sound(svg);
  EXPECT_THAT(svg, AllOf(HasSubstr(">100</text>"), HasSubstr(">0.01</text>")));
}

TEST(ScatterPlot, PointsThatCannotBeDrawn_AreCounted) {
  ScatterPlot plot;
  plot.y.high = 2.0;
  plot.groups.push_back({"seen", {1, 2, kNaN}, {1, 5, 1}, {"<one>"}});
  plot.groups.push_back({"", {1.5}, {0.5}, {}});
  const std::string svg = scatter_plot_svg(plot);
  expect_sound(svg);
  EXPECT_THAT(svg, AllOf(HasSubstr("2 points lie outside"), HasSubstr("<title>&lt;one&gt;"),
                         HasSubstr(svg::kGrey)));
  expect_sound(scatter_plot_svg({}));
}

TEST(ScatterPlot, EqualScales_MakeUnitsEquallyLong) {
  ScatterPlot plot;
  plot.has_equal_scales = true;
  plot.size = {400, 400};
  plot.groups.push_back({"", {0.0, 10.0, 0.0}, {0.0, 0.0, 1.0}, {}});
  const std::string svg = scatter_plot_svg(plot);
  std::vector<std::pair<double, double>> places;
  for (size_t at = svg.find("cx=\""); at != std::string::npos; at = svg.find("cx=\"", at + 1)) {
    places.emplace_back(std::stod(svg.substr(at + 4)),
                        std::stod(svg.substr(svg.find("cy=\"", at) + 4)));
  }
  ASSERT_EQ(places.size(), 3u);
  EXPECT_NEAR((places[1].first - places[0].first) / 10.0, places[0].second - places[2].second,
              0.02);
}

TEST(BarChart, ErrorBarsAndLevels_StandWhereTheirValuesAre) {
  BarChart chart;
  chart.categories = {"P", "A", "D"};
  chart.series.push_back({"ours", {0.2, kNaN, 0.3}, {0.1, 0.1, kNaN}, {0.25, 0.3, 0.4}});
  chart.series.push_back({"theirs", {0.4, 0.5}, {}, {}});
  chart.levels.push_back({0.42, "constant"});
  chart.value_decimals = 2;
  const std::string svg = bar_chart_svg(chart);
  expect_sound(svg);
  EXPECT_EQ(count_of(svg, "</title></rect>"), 4u);  // two values are missing
  EXPECT_EQ(count_of(svg, "stroke-width=\"1.2\""), 1u);
  EXPECT_THAT(svg, AllOf(HasSubstr(">0.20</text>"), HasSubstr(">constant</text>")));
  expect_sound(bar_chart_svg({}));
}

TEST(BarChart, LongNames_AreTurned) {
  BarChart chart;
  chart.categories.assign(12, "a rather long category");
  chart.series.push_back({"", std::vector<double>(12, -1.0), {}, {}});
  EXPECT_THAT(bar_chart_svg(chart), HasSubstr("rotate(-40"));
}

TEST(HeatMap, CellsHaveColoursNumbersAndGaps) {
  HeatMap map;
  map.row_names = {"stride", "volume"};
  map.column_names = {"P", "A"};
  map.values = {-1.0, 1.0, 0.0, kNaN};
  map.is_diverging = true;
  const std::string svg = heat_map_svg(map);
  expect_sound(svg);
  EXPECT_EQ(count_of(svg, "</title></rect>"), 3u);
  EXPECT_THAT(svg, AllOf(HasSubstr("#0072B2"), HasSubstr("#D55E00"), HasSubstr(">−1.00</text>")));
  expect_sound(heat_map_svg({}));
  map.values = {kNaN, kNaN, kNaN, kNaN};
  expect_sound(heat_map_svg(map));
}

TEST(Dendrogram, LeafOrder_HasNoCrossingsAndRefusesWhatIsNoTree) {
  // 0 and 3 first, then 1 and 2, then both.
  const std::vector<TreeMerge> merges{{0, 3, 1.0}, {1, 2, 2.0}, {4, 5, 3.0}};
  EXPECT_EQ(leaf_order(4, merges), (std::vector<int>{0, 3, 1, 2}));
  EXPECT_TRUE(leaf_order(4, {{0, 1, 1.0}, {0, 2, 2.0}, {4, 5, 3.0}}).empty());  // 0 twice
  EXPECT_TRUE(leaf_order(3, merges).empty());
  EXPECT_TRUE(leaf_order(2, {{0, 7, 1.0}}).empty());
  EXPECT_EQ(leaf_order(1, {}), std::vector<int>{0});
}

TEST(Dendrogram, ClustersOfTheCut_HaveTheirColours) {
  Dendrogram tree;
  tree.leaves = {"a", "b", "c & d", ""};
  tree.merges = {{0, 3, 1.0}, {1, 2, 2.0}, {4, 5, 3.0}};
  tree.cluster_count = 2;
  std::string svg = dendrogram_svg(tree);
  expect_sound(svg);
  EXPECT_EQ(count_of(svg, "stroke=\"#0072B2\""), 1u);
  EXPECT_EQ(count_of(svg, "stroke=\"#D55E00\""), 1u);
  EXPECT_EQ(count_of(svg, "stroke=\"#56606E\""), 1u);
  EXPECT_THAT(svg, AllOf(HasSubstr("c &amp; d"), Not(HasSubstr("happy"))));
  tree.leaf_groups = {0, 1, 1, -1};
  tree.groups = {"happy", "sad"};
  svg = dendrogram_svg(tree);
  expect_sound(svg);
  EXPECT_THAT(svg, HasSubstr(">happy</text>"));
  EXPECT_EQ(count_of(svg, "fill=\"#0072B2\""), 2u);  // a leaf and the legend, no branch
  EXPECT_EQ(count_of(svg, "stroke=\"#0072B2\""), 0u);
  tree.cluster_count = 4;  // every leaf for itself
  expect_sound(dendrogram_svg(tree));
  tree.merges.pop_back();
  expect_sound(dendrogram_svg(tree));
}

TEST(Dendrogram, AThousandMergesInAChain_AreDrawn) {
  Dendrogram tree;
  tree.leaves.assign(1001, "");
  for (int i = 0; i < 1000; ++i) tree.merges.push_back({i == 0 ? 1000 : 1000 + i, i, i + 1.0});
  tree.row_px = 2.0;
  expect_sound(dendrogram_svg(tree));
  EXPECT_EQ(leaf_order(1001, tree.merges).size(), 1001u);
}

}  // namespace
}  // namespace kinemote::app
