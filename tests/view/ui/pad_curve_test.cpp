// The PAD curve with mouse and keys: recorded at the pad, its keys dragged, added and removed.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>

#include "app/made_clips.h"
#include "support/fake_model.h"
#include "support/temporary_folder.h"
#include "view/render/device.h"
#include "view/ui/film_exports.h"
#include "window_test.h"

namespace kinemote::view {
namespace {

class PadCurveTest : public WindowTest {
 protected:
  void use_model() {
    session_.use_clip_set(test::made_clips({"walk"}, {{0.8, 0.5, 0.1}}), true);
    settle();
    session_.synthesiser().use(std::make_unique<test::FakeModel>());
    settle();
  }
  void use_curve() {
    use_model();
    app::PadTrack track;
    track.curve.keys = {{0.0, {-0.5, 0.0, 0.0}}, {4.0, {0.5, 0.4, 0.0}}, {8.0, {0.0, 0.0, 0.0}}};
    track.duration_s = 8.0;
    track.is_driving = true;
    session_.set_pad_track(track, app::Gesture::kCommit, "curve");
    session_.clock().pause();
    session_.view().lanes.shows_pad_curve = true;
    settle();
    frames(3);
  }
  /// The dot of a key on an axis.
  ImVec2 place_of(int key, int axis) {
    const auto plot = ui_.probe().find("pad_curve:" + std::to_string(axis));
    EXPECT_TRUE(plot);
    if (!plot) return {};
    const synthesis::PadKey& shown = track().curve.keys[static_cast<size_t>(key)];
    const auto share = static_cast<float>(shown.time_s / session_.clock().duration_s());
    const double value = shown.pad.values()[static_cast<size_t>(axis)];
    return {plot->x + share * plot->width,
            plot->y + static_cast<float>(0.5 - 0.5 * value) * plot->height};
  }
  void drag_from(ImVec2 at, float dx, float dy) {
    ImGui::GetIO().MousePos = at;
    frames(2);
    ImGui::GetIO().MouseDown[0] = true;
    frames(1);
    for (int i = 1; i <= 10; ++i) {
      const float share = 0.1f * static_cast<float>(i);
      ImGui::GetIO().MousePos = {at.x + share * dx, at.y + share * dy};
      frames(1);
    }
    ImGui::GetIO().MouseDown[0] = false;
    frames(2);
  }
  void press(ImVec2 at, int button) {
    ImGui::GetIO().MousePos = at;
    frames(2);
    ImGui::GetIO().MouseDown[button] = true;
    frames(1);
    ImGui::GetIO().MouseDown[button] = false;
    frames(1);
  }
  const app::PadTrack& track() const { return session_.document().pad_track; }
};

TEST_F(PadCurveTest, WithoutAMotionOrModel_TheLaneDraws) {
  frames(3);
  key("Shift+P");
  frames(3);
  EXPECT_TRUE(session_.view().lanes.shows_pad_curve);
  key("P");
  EXPECT_FALSE(session_.pad_drive().recorder.is_recording());
  use_model();
  EXPECT_TRUE(ui_.probe().find("lane:pad_curve"));
  frames(3, 700.0f, 500.0f);
  frames(3, 2560.0f, 1440.0f, 2.0f);
}

TEST_F(PadCurveTest, DragOnThePadWhileRecording_BecomesACurve) {
  use_model();
  session_.view().layout().tab = app::InspectorTab::kEmotion;
  frames(3);
  click("button:pad.record");
  settle();
  ASSERT_TRUE(session_.pad_drive().recorder.is_recording());
  const auto pad = ui_.probe().find("pad");
  ASSERT_TRUE(pad);
  const float x = pad->x + 0.2f * pad->width, y = pad->y + 0.5f * pad->height;
  const size_t steps = session_.history().step_count();
  drag_from({x, y}, 0.6f * pad->width, 0.0f);
  EXPECT_EQ(session_.history().step_count(), steps);
  key("P");
  settle();
  ASSERT_FALSE(track().empty());
  EXPECT_EQ(session_.history().step_count(), steps + 1);
  double least = 1.0;
  for (const synthesis::PadKey& key : track().curve.keys) {
    least = std::min(least, key.pad.pleasure);
  }
  EXPECT_NEAR(least, -0.6, 0.1) << "where the drag began";
  EXPECT_NEAR(track().curve.keys.back().pad.pleasure, 0.6, 0.1) << "and where it ended";
  EXPECT_TRUE(ui_.probe().find("lane:pad_curve"));
}

TEST_F(PadCurveTest, KeyDragged_MovesInTimeAndValue_AsOneUndoStep) {
  use_curve();
  const size_t steps = session_.history().step_count();
  const auto plot = ui_.probe().find("pad_curve:1");
  ASSERT_TRUE(plot);
  drag_from(place_of(1, 1), 0.125f * plot->width, -0.2f * plot->height);
  const synthesis::PadKey& key = track().curve.keys[1];
  EXPECT_NEAR(key.time_s, 5.0, 0.1);
  EXPECT_NEAR(key.pad.arousal, 0.8, 0.08);
  EXPECT_NEAR(key.pad.pleasure, 0.5, 1e-9) << "the other axes stay";
  EXPECT_EQ(session_.history().step_count(), steps + 1);
  WindowTest::key("Ctrl+Z");
  EXPECT_NEAR(track().curve.keys[1].time_s, 4.0, 1e-9);
}

TEST_F(PadCurveTest, DoubleClickAdds_RightClickRemoves) {
  use_curve();
  const auto plot = ui_.probe().find("pad_curve:0");
  ASSERT_TRUE(plot);
  const ImVec2 at{plot->x + 0.25f * plot->width, plot->y + 0.1f * plot->height};
  press(at, 0);
  press(at, 0);
  ASSERT_EQ(track().curve.keys.size(), 4u);
  EXPECT_NEAR(track().curve.keys[1].time_s, 2.0, 0.05);
  EXPECT_NEAR(track().curve.keys[1].pad.pleasure, 0.8, 0.06);
  press(place_of(1, 0), 1);
  EXPECT_EQ(track().curve.keys.size(), 3u);
}

TEST_F(PadCurveTest, ClickBesideTheKeys_GoesThere) {
  use_curve();
  const auto plot = ui_.probe().find("pad_curve:2");
  ASSERT_TRUE(plot);
  press({plot->x + 0.3f * plot->width, plot->y + 0.1f * plot->height}, 0);
  EXPECT_NEAR(session_.clock().time_s(), 2.4, 0.1);
  EXPECT_EQ(track().curve.keys.size(), 3u);
}

TEST_F(PadCurveTest, Lane_SaysWhatTheCurveDoes) {
  use_curve();
  click("chip:pad.drive");
  EXPECT_FALSE(session_.is_pad_driven());
  click("chip:pad.drive");
  EXPECT_TRUE(session_.is_pad_driven());
  click("button:pad.clear_curve");
  EXPECT_TRUE(track().empty());
  EXPECT_FALSE(ui_.probe().find("button:pad.clear_curve"));
}

std::string bytes_of(const std::filesystem::path& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

TEST_F(PadCurveTest, FilmOfTheDrivenFigure_IsTheSameTwice) {
  use_curve();
  app::StageFilmSettings film;
  film.what = app::ExportWhat::kPictures;
  film.supersample = 1;
  film.fps = 2.0;
  film.width = film.height = 32;
  EXPECT_THAT(film_disabled_reason(session_, film), testing::HasSubstr("cannot be asked"))
      << "this model has no second one for jobs";
  if (const auto device = make_offscreen_device(); !device) {
    GTEST_SKIP() << device.error().message;
  }
  const app::ModelOpener opener = []() -> Result<std::unique_ptr<synthesis::MotionModel>> {
    return std::unique_ptr<synthesis::MotionModel>(std::make_unique<test::FakeModel>());
  };
  session_.synthesiser().use(std::make_unique<test::FakeModel>(), opener);
  settle();
  frames(400);  // until the camera that follows stands still
  const test::TemporaryFolder folder;
  film.folder = folder.path();
  EXPECT_EQ(film_disabled_reason(session_, film), "");
  EXPECT_NEAR(app::stage_timing(film, stage_motion(session_))->last_s, 8.0, 1e-9)
      << "as long as the curve, not as the loop";
  for (const char* name : {"once", "twice"}) {
    film.pattern = name;
    ASSERT_TRUE(begin_film(session_, film).ok());
    settle();
  }
  for (const char* picture : {"frame-00001.png", "frame-00009.png", "frame-00016.png"}) {
    ASSERT_TRUE(std::filesystem::exists(folder.path() / "once" / picture));
    EXPECT_TRUE(bytes_of(folder.path() / "once" / picture) ==
                bytes_of(folder.path() / "twice" / picture))
        << picture;
  }
  EXPECT_EQ(bytes_of(folder.path() / "once.json").find("cannot_repeat"), std::string::npos);
}

}  // namespace
}  // namespace kinemote::view
