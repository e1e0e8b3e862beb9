// The geometry of widgets: no ImGui frame is needed.
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <random>

#include "view/ui/curve_plot.h"
#include "view/ui/fonts.h"
#include "view/ui/label_placement.h"
#include "view/ui/layout.h"
#include "view/ui/pad_widget.h"
#include "view/ui/scatter_widget.h"
#include "view/ui/stage_panel.h"
#include "view/ui/time_axis.h"

namespace kinemote::view {
namespace {

TEST(PadFromPixel, OutsideThePad_IsClamped) {
  const Rect rect{100.0f, 50.0f, 200.0f, 200.0f};
  const PadPoint far = pad_from_pixel(rect, 1000.0f, 1000.0f);
  EXPECT_EQ(far.pleasure, 1.0);
  EXPECT_EQ(far.arousal, -1.0);
}

TEST(PadFromPixel, PixelOfAPoint_GivesThePointBack) {
  const Rect rect{100.0f, 50.0f, 200.0f, 200.0f};
  for (const double pleasure : {-1.0, -0.4, 0.0, 0.7, 1.0}) {
    for (const double arousal : {-1.0, 0.25, 1.0}) {
      float x = 0.0f, y = 0.0f;
      pixel_from_pad(rect, pleasure, arousal, x, y);
      const PadPoint back = pad_from_pixel(rect, x, y);
      EXPECT_NEAR(back.pleasure, pleasure, 1e-5);
      EXPECT_NEAR(back.arousal, arousal, 1e-5);
    }
  }
}

TEST(ApplyPadKey, KeysOfOthers_AreLeftAlone) {
  analysis::Pad pad{0.1, 0.2, 0.3};
  EXPECT_FALSE(apply_pad_key(*app::KeyChord::parse("Space"), pad));
  EXPECT_FALSE(apply_pad_key(*app::KeyChord::parse("Ctrl+Left"), pad));
  EXPECT_EQ(pad.pleasure, 0.1);
}

TEST(ApplyPadKey, ArrowsPagesAndZero_MoveThePoint) {
  analysis::Pad pad{0.0, 0.0, 0.0};
  EXPECT_TRUE(apply_pad_key(*app::KeyChord::parse("Right"), pad));
  EXPECT_TRUE(apply_pad_key(*app::KeyChord::parse("Shift+Up"), pad));
  EXPECT_TRUE(apply_pad_key(*app::KeyChord::parse("PgDn"), pad));
  EXPECT_NEAR(pad.pleasure, 0.05, 1e-12);
  EXPECT_NEAR(pad.arousal, 0.01, 1e-12);
  EXPECT_NEAR(pad.dominance, -0.05, 1e-12);
  for (int i = 0; i < 100; ++i) apply_pad_key(*app::KeyChord::parse("Right"), pad);
  EXPECT_EQ(pad.pleasure, 1.0);
  EXPECT_TRUE(apply_pad_key(*app::KeyChord::parse("0"), pad));
  EXPECT_EQ(pad.values(), (std::array<double, 3>{0.0, 0.0, 0.0}));
}

TEST(PadText, Point_IsWrittenWithSignsAndNearestWord) {
  const std::vector<analysis::PadWord> words{{"excited", {0.5, 0.7, 0.4}},
                                             {"sad", {-0.6, -0.3, -0.3}}};
  EXPECT_EQ(pad_text({0.4, 0.62, -0.1}, words), "P +0.40  A +0.62  D −0.10, close to excited");
  EXPECT_EQ(signed_text(-0.001), "+0.00");
  EXPECT_EQ(pad_text({0.0, 0.0, 0.0}, {}), "P +0.00  A +0.00  D +0.00");
}

TEST(DistinctWords, NearTwins_AreShownOnce) {
  const std::vector<analysis::PadWord> words{{"masculinity", {0.25, 0.15, 0.4}},
                                             {"masculine", {0.9, 0.9, 0.9}},
                                             {"tired", {0.1, -0.7, -0.2}},
                                             {"exhausted", {0.1, -0.75, -0.25}},
                                             {"happy", {0.8, 0.5, 0.15}}};
  const auto names = [&](const std::string& first) {
    std::string all;
    for (const analysis::PadWord* word : distinct_words(words, first)) all += word->word + " ";
    return all;
  };
  EXPECT_EQ(names(""), "masculinity tired happy ");
  EXPECT_EQ(names("exhausted"), "exhausted masculinity happy ");
  EXPECT_TRUE(distinct_words({}, "happy").empty());
}

TEST(PlaceLabels, NoRoom_LeavesLabelsOut) {
  const auto placed =
      place_labels({{5.0f, 5.0f, 50.0f, 10.0f}}, {0.0f, 0.0f, 10.0f, 10.0f}, {}, 2.0f);
  EXPECT_FALSE(placed[0]);
}

TEST(PlaceLabels, ManyLabels_NeverOverlapNorLeaveTheBounds) {
  std::mt19937 random(7);
  std::uniform_real_distribution<float> at(0.0f, 300.0f), width(20.0f, 80.0f);
  std::vector<LabelRequest> requests;
  for (int i = 0; i < 60; ++i) requests.push_back({at(random), at(random), width(random), 14.0f});
  const Rect bounds{0.0f, 0.0f, 300.0f, 300.0f}, obstacle{140.0f, 140.0f, 20.0f, 20.0f};
  const auto placed = place_labels(requests, bounds, {obstacle}, 4.0f);
  int count = 0;
  for (size_t i = 0; i < placed.size(); ++i) {
    if (!placed[i]) continue;
    ++count;
    EXPECT_FALSE(placed[i]->overlaps(obstacle));
    EXPECT_GE(placed[i]->x, 0.0f);
    EXPECT_LE(placed[i]->right(), 300.0f);
    for (size_t j = 0; j < i; ++j) {
      EXPECT_FALSE(placed[j] && placed[i]->overlaps(*placed[j]));
    }
  }
  EXPECT_TRUE(placed[0]);
  EXPECT_GT(count, 20);
}

TEST(TickSpacing, AnyZoom_Is12Or5TimesAPowerOfTen) {
  for (double seconds_per_pixel = 1e-5; seconds_per_pixel < 100.0; seconds_per_pixel *= 1.37) {
    const double spacing = tick_spacing_s(seconds_per_pixel, 80.0f);
    EXPECT_GE(spacing / seconds_per_pixel, 80.0 * (1.0 - 1e-6));
    EXPECT_LE(spacing / seconds_per_pixel, 200.0 * (1.0 + 1e-6));
    const double lead = spacing / std::pow(10.0, std::floor(std::log10(spacing) + 1e-9));
    EXPECT_TRUE(std::abs(lead - 1) < 1e-6 || std::abs(lead - 2) < 1e-6 || std::abs(lead - 5) < 1e-6)
        << lead;
  }
}

TEST(RulerTicks, EmptyAxis_HasNone) {
  EXPECT_TRUE(ruler_ticks({0.0, 0.0, 0.0f, 100.0f}, 80.0f).empty());
  EXPECT_TRUE(ruler_ticks({0.0, 1.0, 0.0f, 0.0f}, 80.0f).empty());
}

TEST(RulerTicks, SixSeconds_HaveLabelsWithoutNeedlessDecimals) {
  const auto ticks = ruler_ticks({0.0, 6.0, 0.0f, 600.0f}, 80.0f);
  std::vector<std::string> labels;
  for (const Tick& tick : ticks) {
    if (tick.is_major) labels.push_back(tick.label);
  }
  EXPECT_EQ(labels, (std::vector<std::string>{"0 s", "1 s", "2 s", "3 s", "4 s", "5 s", "6 s"}));
  EXPECT_EQ(ticks.size(), 31u);
}

TEST(TimeAxis, Zoom_KeepsTheTimeUnderThePointerAndStaysInTheMotion) {
  TimeAxis axis{0.0, 10.0, 50.0f, 500.0f};
  const float pointer = axis.pixel(4.0);
  zoom_axis(axis, 10.0, 4.0, 0.5);
  EXPECT_NEAR(axis.pixel(4.0), pointer, 1e-3);
  EXPECT_NEAR(axis.last_s - axis.first_s, 5.0, 1e-9);
  for (int i = 0; i < 50; ++i) zoom_axis(axis, 10.0, 9.0, 1.5);
  EXPECT_DOUBLE_EQ(axis.first_s, 0.0);
  EXPECT_DOUBLE_EQ(axis.last_s, 10.0);
  zoom_axis(axis, 10.0, 5.0, 0.2);
  pan_axis(axis, 10.0, 100.0);
  EXPECT_DOUBLE_EQ(axis.last_s, 10.0);
}

TEST(TimeText, MinutesSecondsHundredths) {
  EXPECT_EQ(time_text(0.0), "0:00.00");
  EXPECT_EQ(time_text(63.456), "1:03.46");
  EXPECT_EQ(time_text(59.999), "1:00.00");
}

TEST(Decimate, ManySamplesInAColumn_KeepsThePeak) {
  std::vector<float> values(10000, 1.0f);
  values[5000] = 9.0f;
  const TimeAxis axis{0.0, 100.0, 10.0f, 100.0f};
  const auto columns = decimate(axis, 0.01, values);
  ASSERT_EQ(columns.size(), 100u);
  EXPECT_EQ(columns[50].high, 9.0f);
  EXPECT_EQ(columns[50].low, 1.0f);
  EXPECT_EQ(columns[49].high, 1.0f);
}

std::vector<ScatterPoint> square_points() {
  return {{-1.0f, -1.0f, {}, false},
          {1.0f, -1.0f, {}, false},
          {1.0f, 1.0f, {}, false},
          {-1.0f, 1.0f, {}, true}};
}

TEST(Scatter, FitOfNothing_IsAViewAllTheSame) {
  const ScatterView view = fit_scatter({}, {0.0f, 0.0f, 100.0f, 100.0f}, 10.0f);
  EXPECT_GT(view.pixels_per_unit, 0.0f);
}

TEST(Scatter, Fit_ShowsAllPointsWithEqualScaling) {
  const Rect rect{20.0f, 30.0f, 400.0f, 200.0f};
  const auto points = square_points();
  const ScatterView view = fit_scatter(points, rect, 10.0f);
  EXPECT_NEAR(view.pixels_per_unit, 90.0f, 1e-3f);
  for (const ScatterPoint& point : points) {
    float x = 0.0f, y = 0.0f;
    scatter_pixel(view, rect, point.x, point.y, x, y);
    EXPECT_TRUE(rect.contains(x, y));
  }
  float x0, y0, x1, y1;
  scatter_pixel(view, rect, 0.0f, 0.0f, x0, y0);
  scatter_pixel(view, rect, 1.0f, 1.0f, x1, y1);
  EXPECT_NEAR(x1 - x0, y0 - y1, 1e-3f);
}

TEST(Scatter, Pick_FindsTheNearestVisiblePointInReach) {
  const Rect rect{0.0f, 0.0f, 200.0f, 200.0f};
  const auto points = square_points();
  const ScatterView view = fit_scatter(points, rect, 50.0f);
  EXPECT_EQ(pick_scatter(points, view, rect, 152.0f, 149.0f, 12.0f), 1);
  EXPECT_EQ(pick_scatter(points, view, rect, 100.0f, 100.0f, 12.0f), -1);
  EXPECT_EQ(pick_scatter(points, view, rect, 50.0f, 50.0f, 12.0f), -1)
      << "hidden points are no targets";
}

TEST(MarkerDistance, EveryShape_HasItsCentreInsideAndFarPointsOutside) {
  for (int shape = 0; shape < app::kShapeCount; ++shape) {
    EXPECT_LT(marker_distance(shape, 0.0f, 0.0f), 0.0f) << shape;
    for (int i = 0; i < 16; ++i) {
      const float angle = 0.3927f * static_cast<float>(i);
      EXPECT_GT(marker_distance(shape, 1.5f * std::cos(angle), 1.5f * std::sin(angle)), 0.0f)
          << shape;
    }
  }
}

TEST(MarkerDistance, Shapes_HaveSimilarAreas) {
  for (int shape = 0; shape < app::kShapeCount; ++shape) {
    int inside = 0;
    for (int y = 0; y < 100; ++y) {
      for (int x = 0; x < 100; ++x) {
        inside += marker_distance(shape, x / 40.0f - 1.25f, y / 40.0f - 1.25f) < 0.0f ? 1 : 0;
      }
    }
    const float area = static_cast<float>(inside) / 1600.0f;
    EXPECT_GT(area, 0.9f) << shape;
    EXPECT_LT(area, 2.7f) << shape;
  }
}

TEST(Arrange, SmallestSupportedWindow_LeavesAStage) {
  const app::Layout layout;
  const StudioRects rects = arrange(layout, false, 960.0f, 600.0f, 1.0f);
  EXPECT_GE(rects.stage.width, 360.0f);
  EXPECT_GE(rects.stage.height, 240.0f);
}

TEST(Arrange, AnySizeAndScale_TilesTheWindowWithoutOverlap) {
  for (const float scale : {1.0f, 1.5f, 2.0f}) {
    for (const float width : {960.0f, 1280.0f, 1600.0f, 2560.0f}) {
      for (const auto cell : {app::SecondCell::kNone, app::SecondCell::kMap}) {
        app::Layout layout;
        layout.second_cell = cell;
        const StudioRects r = arrange(layout, false, width, 0.5625f * width, scale);
        std::vector<Rect> shown{r.menu, r.stage, r.status};
        if (r.has_library) shown.push_back(r.library);
        if (r.has_inspector) shown.push_back(r.inspector);
        if (r.has_timeline) shown.push_back(r.timeline);
        if (r.has_second) shown.push_back(r.second);
        for (size_t i = 0; i < shown.size(); ++i) {
          EXPECT_GT(shown[i].width, 0.0f);
          EXPECT_GT(shown[i].height, 0.0f);
          EXPECT_GE(shown[i].x, 0.0f);
          EXPECT_LE(shown[i].right(), width);
          for (size_t j = 0; j < i; ++j) EXPECT_FALSE(shown[i].overlaps(shown[j])) << i << " " << j;
        }
      }
    }
  }
}

TEST(Arrange, LaptopWindow_StillHasTheMapBesideTheStage) {
  const StudioRects rects = arrange(app::Layout{}, false, 1280.0f, 720.0f, 1.0f);
  EXPECT_TRUE(rects.has_second && rects.has_library && rects.has_inspector);
  EXPECT_GE(rects.second.width, 300.0f);
}

TEST(Arrange, LargeTextWithoutAnInspector_KeepsTheMapRatherThanTheLibrary) {
  const app::Layout analyse = app::default_layout(app::Workspace::kAnalyse);
  ASSERT_FALSE(analyse.shows_inspector);
  for (const auto& [width, height] : {std::pair{1600.0f, 900.0f}, {1280.0f, 720.0f}}) {
    const StudioRects rects = arrange(analyse, false, width, height, 2.0f);
    EXPECT_TRUE(rects.has_second) << width;
    EXPECT_FALSE(rects.has_library) << width;
    EXPECT_GE(rects.stage.width, 2.0f * 300.0f) << width;
    EXPECT_GE(rects.second.width, 2.0f * 300.0f) << width;
  }
}

TEST(Arrange, HiddenPanels_LeaveOnlyTheStage) {
  const StudioRects rects = arrange(app::Layout{}, true, 1600.0f, 900.0f, 1.0f);
  EXPECT_FALSE(rects.has_library || rects.has_inspector || rects.has_timeline || rects.has_second);
  EXPECT_EQ(rects.stage.width, 1600.0f);
}

TEST(OrbitCamera, LongDrags_StayBelowThePole) {
  Camera camera;
  for (int i = 0; i < 100; ++i) orbit_camera(camera, 50.0f, 50.0f);
  EXPECT_LE(camera.elevation_rad, rad_from_degrees(89.0) + 1e-12);
  EXPECT_LE(std::abs(camera.azimuth_rad), kPi + 1e-12);
}

TEST(ZoomCamera, PointUnderThePointer_StaysThere) {
  Camera camera;
  camera.azimuth_rad = 0.0;
  camera.elevation_rad = 0.0;
  const auto world_x = [&](float px, float height) {
    return camera.target.x +
           px * 2.0 * camera.distance_m * std::tan(0.5 * camera.field_of_view_rad) / height;
  };
  const double before = world_x(120.0f, 600.0f);
  zoom_camera(camera, 3.0f, 120.0f, 0.0f, 600.0f, false);
  EXPECT_NEAR(world_x(120.0f, 600.0f), before, 1e-9);
}

TEST(PanCamera, DragToTheRight_MovesTheTargetToTheLeftOfTheView) {
  Camera camera;
  camera.azimuth_rad = 0.0;  // from the front: the view's right is +X
  const Vec3 before = camera.target;
  pan_camera(camera, 100.0f, 0.0f, 600.0f);
  EXPECT_LT(camera.target.x, before.x);
  EXPECT_NEAR(camera.target.z, before.z, 1e-9);
}

}  // namespace
}  // namespace kinemote::view
