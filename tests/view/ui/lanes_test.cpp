// Lanes of the timeline and the correlation panel, used with mouse and keys, without a renderer.
#include <gtest/gtest.h>
#include <imgui.h>

#include <algorithm>
#include <chrono>
#include <cmath>
#include <thread>

#include "app/curve_catalogue.h"
#include "app/studio_commands.h"
#include "support/fake_model.h"
#include "synthesis/procedural/corpus.h"
#include "view/ui/curve_plot.h"
#include "view/ui/lane_layout.h"
#include "view/ui/studio_ui.h"

namespace kinemote::view {
namespace {

app::ClipSet clips(int count) {
  app::ClipSet set;
  set.dataset.root = "made";
  auto motions = std::make_shared<std::vector<Clip>>();
  for (int i = 0; i < count; ++i) {
    const double arousal = -0.8 + 1.6 * i / (count - 1);
    motions->push_back(synthesis::perform({.content = "walk",
                                           .pad = {0.1 * (i % 3), arousal, 0.0},
                                           .take_seed = static_cast<uint64_t>(i + 1),
                                           .duration_s = 2.0})
                           .value());
    io::DatasetEntry entry;
    entry.name = "clip_" + std::to_string(i);
    entry.path = "/made/" + entry.name + ".bvh";
    entry.label = i % 2 == 0 ? "calm" : "lively";
    entry.pad = io::PadTriple{0.1 * (i % 3), arousal, 0.2 * (i % 2)};
    set.dataset.entries.push_back(entry);
  }
  set.load = [motions](int i) -> Result<io::ClipImport> {
    return io::ClipImport{(*motions)[static_cast<size_t>(i)]};
  };
  return set;
}

class LanesTest : public testing::Test {
 protected:
  LanesTest()
      : session_({}, [] {}), host_(ImGuiHost::Drawing::kNone), ui_(session_, commands_, host_) {
    EXPECT_TRUE(app::register_studio_commands(commands_, session_));
    ui_.probe().enable();
    ImGui::GetIO().MousePos = {-1000.0f, -1000.0f};
    session_.use_clip_set(clips(8), true);
    settle();
    session_.clock().pause();
  }

  void frames(int count, float width = 1600.0f, float height = 900.0f) {
    for (int i = 0; i < count; ++i) {
      StudioUi::FrameInput input;
      input.width = width;
      input.height = height;
      input.elapsed_s = 1.0 / 60.0;
      ui_.frame(input);
    }
  }
  void settle() {
    for (int i = 0; i < 10000 && !session_.is_settled(); ++i) {
      session_.update(0.0);
      std::this_thread::sleep_for(std::chrono::milliseconds(1));
    }
    frames(2);
  }
  Rect spot(const std::string& name) {
    const auto rect = ui_.probe().find(name);
    EXPECT_TRUE(rect) << name;
    return rect.value_or(Rect{});
  }
  void press(const Rect& rect, float u, float v, bool is_down) {
    ImGui::GetIO().MousePos = {rect.x + u * rect.width, rect.y + v * rect.height};
    frames(2);
    ImGui::GetIO().MouseDown[0] = is_down;
    frames(1);
  }
  void click(const Rect& rect, float u = 0.5f, float v = 0.5f) {
    press(rect, u, v, true);
    ImGui::GetIO().MouseDown[0] = false;
    frames(2);
  }
  bool shows(const std::string& name) { return ui_.probe().find(name).has_value(); }

  app::Session session_;
  app::CommandRegistry commands_;
  ImGuiHost host_;
  StudioUi ui_;
};

TEST_F(LanesTest, PlainTimeline_HasNoLabanLaneAndKeepsItsHeight) {
  frames(3);
  EXPECT_TRUE(shows("lane:motion:speed"));
  EXPECT_FALSE(shows("lane:" + app::laban_curves().front()));
  EXPECT_FALSE(shows("lane:pad"));
  EXPECT_EQ(session_.readings().curves(), nullptr) << "nobody looks at any";
}

TEST_F(LanesTest, LabanCurves_AreShownMeasuredAndHiddenByTheirCommand) {
  ASSERT_TRUE(commands_.run("lanes.curves"));
  frames(2);
  settle();
  for (const std::string& id : app::laban_curves()) EXPECT_TRUE(shows("lane:" + id)) << id;
  ASSERT_TRUE(session_.readings().curves());
  EXPECT_EQ(session_.readings().curves()->figures.front().motion, session_.player().motion());
  EXPECT_GE(spot("stage").height, 240.0f) << "lanes leave a stage";
  ASSERT_TRUE(commands_.run("lanes.curves"));
  frames(3);
  EXPECT_FALSE(shows("lane:" + app::laban_curves().front()));
}

TEST_F(LanesTest, AnotherClip_IsMeasuredAnew) {
  ASSERT_TRUE(commands_.run("lanes.curves"));
  frames(2);
  settle();
  session_.play_entry(3);
  settle();
  EXPECT_EQ(session_.readings().curves()->figures.front().motion, session_.player().motion());
}

TEST_F(LanesTest, ClickAndDragInALane_SeekAndScrub) {
  ASSERT_TRUE(commands_.run("lanes.curves"));
  frames(2);
  settle();
  const Rect lane = spot("lane:" + app::laban_curves()[2]);
  const Rect ruler = spot("timeline.ruler");
  const Rect plot{ruler.x, lane.y, ruler.width, lane.height};
  click(plot, 0.5f);
  EXPECT_NEAR(session_.clock().time_s(), 0.5 * session_.clock().duration_s(), 0.05);
  press(plot, 0.2f, 0.5f, true);
  press(plot, 0.8f, 0.5f, true);
  EXPECT_NEAR(session_.clock().time_s(), 0.8 * session_.clock().duration_s(), 0.05);
  ImGui::GetIO().MouseDown[0] = false;
  frames(2);
}

TEST_F(LanesTest, ChosenInTheOverlay_IsAddedAndTakenAwayByItsCross) {
  ASSERT_TRUE(commands_.run("lanes.choose"));
  frames(3);
  EXPECT_TRUE(shows("curves.search"));
  ImGui::GetIO().AddInputCharactersUTF8("neck speed");
  frames(3);
  click(spot("curve:lma27:neck_speed"));
  EXPECT_TRUE(session_.view().lanes.shows_curves);
  session_.view().overlay = app::Overlay::kNone;
  frames(3);
  settle();
  const Rect lane = spot("lane:lma27:neck_speed");
  ImGui::GetIO().MousePos = {lane.x + 20.0f, lane.y + 0.5f * lane.height};
  frames(2);
  click(spot("button:lane.remove:lma27:neck_speed"));
  EXPECT_FALSE(shows("lane:lma27:neck_speed"));
}

TEST_F(LanesTest, PointerOverCurves_ListsAllValuesOfThatMoment) {
  const auto point = [&](const std::string& lane) {
    const Rect rect = spot(lane);
    ImGui::GetIO().MousePos = {rect.x + 0.6f * rect.width, rect.y + 0.5f * rect.height};
    frames(3);
  };
  frames(3);
  point("lane:motion:speed");
  EXPECT_FALSE(shows("timeline.readings")) << "two values stand beside their lanes already";
  ASSERT_TRUE(commands_.run("lanes.curves"));
  frames(2);
  settle();
  point("lane:" + app::shown_curves(session_.view().lanes).front());
  EXPECT_TRUE(shows("timeline.readings"));
  ImGui::GetIO().MousePos = {-1000.0f, -1000.0f};
  frames(3);
  EXPECT_FALSE(shows("timeline.readings"));
}

TEST_F(LanesTest, EmotionLane_ReadsTheClipAndShowsWhatWasAsked) {
  session_.synthesiser().use(std::make_unique<test::FakeModel>());
  ASSERT_TRUE(commands_.run("lanes.pad"));
  frames(2);
  settle();
  EXPECT_TRUE(shows("lane:pad"));
  ASSERT_TRUE(session_.readings().pad());
  session_.set_pad({0.5, 0.5, 0.0}, app::Gesture::kCommit);
  settle();
  EXPECT_EQ(session_.readings().pad()->motion, session_.player().motion());
  const Rect lane = spot("lane:pad");
  ImGui::GetIO().MousePos = {lane.x + 0.6f * lane.width, lane.y + 0.5f * lane.height};
  frames(3);
}

TEST_F(LanesTest, ManyLanesInALowWindow_ScrollAndLeaveAStage) {
  app::LaneChoice& lanes = session_.view().lanes;
  for (int i = 0; i < 20; ++i) {
    lanes.curves.push_back(app::curve_catalogue()[static_cast<size_t>(2 + i)].id);
  }
  lanes.shows_curves = lanes.shows_pad = true;
  frames(3, 1280.0f, 720.0f);
  ASSERT_TRUE(ui_.probe().find("timeline.scroll"));
  const Rect before = spot("lane:" + lanes.curves.front());
  const Rect names = spot("timeline.ruler");
  ImGui::GetIO().MousePos = {names.x - 100.0f, names.bottom() + 60.0f};
  frames(1, 1280.0f, 720.0f);
  ImGui::GetIO().MouseWheel = -3.0f;
  frames(1, 1280.0f, 720.0f);
  ImGui::GetIO().MouseWheel = 0.0f;
  frames(2, 1280.0f, 720.0f);
  EXPECT_LT(spot("lane:" + lanes.curves.front()).y, before.y);
  EXPECT_GE(spot("stage").height, 239.0f);
}

TEST_F(LanesTest, Correlation_IsMeasuredSortedAndItsClipsPlay) {
  ASSERT_TRUE(commands_.run("view.correlation"));
  frames(2);
  settle();
  const app::CorrelationModel& model = session_.correlation();
  ASSERT_TRUE(model.has_result()) << model.error();
  EXPECT_TRUE(shows("correlation"));
  click(spot("button:correlation.sort.a"));
  EXPECT_EQ(model.sorted_by(), 1);
  const std::string best = model.result().feature_names[static_cast<size_t>(model.order().front())];
  click(spot("correlation.cell:" + best + ":a"));
  EXPECT_EQ(model.chosen_feature(), model.order().front());
  EXPECT_EQ(model.chosen_axis(), 1);
  click(spot("correlation.point:clip_7"));
  settle();
  EXPECT_EQ(session_.document().clip_id, "/made/clip_7.bvh");
  ASSERT_TRUE(commands_.run("view.correlation"));
  frames(2);
  EXPECT_FALSE(shows("correlation"));
}

TEST(NiceRange, AnyCurve_LiesWithinRoundEnds) {
  EXPECT_EQ(nice_range({}).low, 0.0f);
  for (const auto& [low, high] :
       {std::pair{0.31f, 0.94f}, std::pair{0.61f, 0.66f}, std::pair{-0.4f, 1.3f},
        std::pair{250.0f, 251.0f}, std::pair{0.5f, 0.5f}, std::pair{-3.0f, -2.9f}}) {
    const ValueRange range = nice_range({low, high, false});
    const float rounding = 1e-5f * std::max(1.0f, std::abs(high));
    EXPECT_LE(range.low, low + rounding);
    EXPECT_GE(range.high, high - rounding);
    EXPECT_GT(range.high, range.low);
    EXPECT_LE(range.high - range.low, 3.0f * std::max(high - low, 0.31f));
    EXPECT_LE(range_label(range.high, range).size(), 8u);
  }
  const ValueRange from_zero = nice_range({0.31f, 0.94f, false});
  EXPECT_EQ(range_label(from_zero.low, from_zero), "0");
  EXPECT_EQ(range_label(from_zero.high, from_zero), "1");
  const ValueRange negative = nice_range({-1.5f, 0.2f, false});
  EXPECT_EQ(range_label(negative.low, negative), "−1.5");
}

TEST(CurveCache, SameAxisAndValues_AreNotTracedAgainAndGapsStay) {
  CurveCache cache;
  const auto values = std::make_shared<std::vector<float>>(5000, 1.0f);
  std::fill(values->begin() + 1000, values->begin() + 2000, std::nanf(""));
  (*values)[4000] = 9.0f;
  const TimeAxis axis{0.0, 50.0, 100.0f, 500.0f};
  const CurveTrace& first = cache.trace(values, *values, 0.01, axis);
  const CurveTrace::Sample* data = first.samples.data();
  EXPECT_EQ(first.extent.high, 9.0f);
  EXPECT_TRUE(first.samples[150].is_gap);
  EXPECT_FALSE(first.samples[50].is_gap);
  EXPECT_EQ(first.samples[400].high, 9.0f);
  cache.begin_frame();
  EXPECT_EQ(cache.trace(values, *values, 0.01, axis).samples.data(), data);
  TimeAxis zoomed = axis;
  zoomed.last_s = 1.0;
  EXPECT_EQ(cache.trace(values, *values, 0.01, zoomed).samples.size(), 101u);
}

TEST(PlanLanes, AnyRoom_KeepsLanesReadable) {
  for (const float room : {60.0f, 200.0f, 600.0f}) {
    for (const int count : {0, 1, 5, 30}) {
      const LanePlan plan = plan_lanes(count, true, room, 1.0f);
      if (count > 0) {
        EXPECT_GE(plan.curve_height, kLowestCurveLane);
        EXPECT_LE(plan.curve_height, kHighestCurveLane);
      }
      EXPECT_EQ(plan.is_scrolled, plan.content_height > room + 0.5f);
    }
  }
}

TEST(TimelineHeight, WithLanes_IsWhatTheyNeedUnlessDragged) {
  const app::Layout layout;
  app::LaneChoice lanes;
  EXPECT_EQ(timeline_height(lanes, layout, 900.0f), layout.timeline_height);
  lanes.shows_pad = true;
  EXPECT_GT(timeline_height(lanes, layout, 900.0f), layout.timeline_height + 100.0f);
  lanes.height = 250.0f;
  EXPECT_EQ(timeline_height(lanes, layout, 900.0f), 250.0f);
}

TEST(TimelineHeight, SmallWindow_LeavesTheStageTheLargerPart) {
  const app::Layout layout;
  app::LaneChoice lanes;
  lanes.shows_pad = lanes.shows_curves = true;
  EXPECT_LT(timeline_height(lanes, layout, 720.0f), 360.0f);
  EXPECT_GT(timeline_height(lanes, layout, 1400.0f), timeline_height(lanes, layout, 720.0f));
}

}  // namespace
}  // namespace kinemote::view
