// Trim, slip, rate and offset of motions on the session's stage.
#include "app/cut_edit.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <chrono>
#include <glm/geometric.hpp>
#include <thread>

#include "app/document_json.h"
#include "app/made_clips.h"
#include "app/studio_commands.h"
#include "support/fake_model.h"

namespace kinemote::app {
namespace {

using testing::HasSubstr;

class CutEditTest : public testing::Test {
 protected:
  CutEditTest() : session_({}, [] {}) {
    EXPECT_TRUE(register_studio_commands(commands_, session_));
  }

  void settle() {
    session_.update(0.0);  // what was changed is only asked for then
    for (int i = 0; i < 5000 && !session_.is_settled(); ++i) {
      session_.update(0.0);
      std::this_thread::sleep_for(std::chrono::milliseconds(1));
    }
    session_.update(0.0);
    ASSERT_TRUE(session_.is_settled());
  }
  void use(int count) {
    session_.use_clip_set(test::made_clips({"walk", "wave"}, {{0.8, 0.5, 0.1}}), true);
    settle();
    if (count == 2) session_.play_together({0, 1});
    settle();
    session_.clock().pause();
  }
  void drag(size_t figure, BarGrip grip, double by_s, Gesture gesture = Gesture::kCommit) {
    const BarEdit edit = drag_bar(session_, session_.document().lineup, figure, grip, by_s, true);
    session_.set_lineup(edit.lineup, gesture, "drag");
    session_.update(0.0);
  }
  Cut cut(size_t figure = 0) const { return session_.cut_stage().of(figure); }
  const PlayablePtr& stage() const { return session_.player().motion(); }
  double frame_s() const { return stage()->clip.frame_time_s; }

  Session session_;
  CommandRegistry commands_;
};

TEST_F(CutEditTest, WithoutAMotionOrOfAGeneratedOne_SaysWhyNot) {
  EXPECT_FALSE(cut_disabled_reason(session_, 0).empty());
  trim_here(session_, -1);
  uncut_stage(session_);
  use(1);
  EXPECT_EQ(cut_disabled_reason(session_, 0), "");
  EXPECT_FALSE(cut_disabled_reason(session_, 1).empty());
  EXPECT_FALSE(commands_.run("cut.whole"));
  EXPECT_FALSE(commands_.run("cut.to_range")) << "there is no range";
  session_.synthesiser().use(std::make_unique<test::FakeModel>());
  session_.set_pad({0.5, 0.0, 0.0}, Gesture::kCommit);
  settle();
  EXPECT_THAT(cut_disabled_reason(session_, 0), HasSubstr("generated"));
}

TEST_F(CutEditTest, TrimToRange_IsOneStepAndLeavesTheFramesAlone) {
  use(1);
  const int frames = stage()->clip.frame_count;
  const double whole_s = stage()->duration_s();
  session_.clock().set_range_start(0.5);
  session_.clock().set_range_end(1.5);
  session_.clock().seek(1.0);
  session_.update(0.0);
  const auto places = session_.player().pose().positions;
  const size_t steps = session_.history().step_count();
  ASSERT_TRUE(commands_.run("cut.to_range"));
  session_.update(0.0);
  EXPECT_EQ(session_.history().step_count(), steps + 1);
  EXPECT_NEAR(session_.clock().duration_s(), 1.0, frame_s());
  EXPECT_NEAR(session_.clock().time_s(), 0.5, frame_s()) << "the same moment is shown";
  for (size_t j = 0; j < places.size(); ++j) {
    EXPECT_LT(glm::distance(places[j], session_.player().pose().positions[j]), 0.02);
  }
  EXPECT_EQ(session_.cut_stage().whole()->clip.frame_count, frames);
  session_.undo();
  session_.update(0.0);
  EXPECT_NEAR(session_.clock().duration_s(), whole_s, 1e-9);
  EXPECT_EQ(stage(), session_.cut_stage().whole());
}

TEST_F(CutEditTest, KeysTrimAtThePlayHeadAndSlip_WholeTakesAllBack) {
  use(1);
  const double whole_s = stage()->duration_s(), step_s = frame_s();
  session_.clock().seek(20 * step_s);
  ASSERT_TRUE(commands_.run("cut.start"));
  session_.clock().seek(30 * step_s);
  ASSERT_TRUE(commands_.run("cut.end"));
  EXPECT_NEAR(cut().in_s, 20 * step_s, 1e-9);
  EXPECT_NEAR(cut().out_s, 50 * step_s, 1e-9);
  ASSERT_TRUE(commands_.run("cut.slip_on"));
  EXPECT_NEAR(cut().in_s, 21 * step_s, 1e-9);
  EXPECT_NEAR(cut().length_s(), 30 * step_s, 1e-9);
  ASSERT_TRUE(commands_.run("cut.whole"));
  EXPECT_NEAR(session_.clock().duration_s(), whole_s, 1e-9);
  EXPECT_TRUE(session_.document().lineup.cuts.empty());
}

TEST_F(CutEditTest, DraggedEnds_StayOnFramesAndInsideTheMotion) {
  use(1);
  const double whole_s = stage()->duration_s(), step_s = frame_s();
  drag(0, BarGrip::kStart, 10.4 * step_s);
  EXPECT_NEAR(cut().in_s, 10 * step_s, 1e-9);
  drag(0, BarGrip::kEnd, -5.2 * step_s);
  EXPECT_NEAR(cut().out_s, whole_s - 5 * step_s, 1e-9);
  drag(0, BarGrip::kSlip, 99.0);
  EXPECT_NEAR(cut().in_s, 0.0, 1e-9) << "there is no content before";
  EXPECT_NEAR(cut().out_s, whole_s - 15 * step_s, 1e-9);
  drag(0, BarGrip::kEnd, 99.0);
  EXPECT_TRUE(session_.document().lineup.cuts.empty()) << "whole again";
  drag(0, BarGrip::kEnd, -99.0);
  EXPECT_NEAR(cut().length_s(), step_s, 1e-9);
}

TEST_F(CutEditTest, Rate_ChangesLengthAndSpeed) {
  use(1);
  const double whole_s = stage()->duration_s();
  const float speed = stage()->speed_mps[10];
  drag(0, BarGrip::kEndRate, -0.5 * whole_s);
  EXPECT_NEAR(cut().rate, 2.0, 0.05);
  EXPECT_NEAR(session_.clock().duration_s(), 0.5 * whole_s, 0.05);
  EXPECT_NEAR(stage()->speed_mps[10], speed * cut().rate, 1e-3);
}

TEST_F(CutEditTest, TrimOfTwo_LeavesContentWhereItWasOnTheClock) {
  use(2);
  session_.clock().seek(1.5);
  session_.update(0.0);
  const double before_s = session_.company()[1].time_s;
  drag(1, BarGrip::kStart, 0.5);
  EXPECT_NEAR(session_.time_map(1).start_s(), 0.5, frame_s());
  EXPECT_NEAR(cut(1).whole_time_s(session_.company()[1].time_s), before_s, 1e-6);
  // The leading motion's time begins at 0 all the same: the other is moved instead.
  drag(0, BarGrip::kStart, 0.25);
  EXPECT_NEAR(session_.time_map(1).start_s(), 0.25, 2 * frame_s());
  EXPECT_NEAR(session_.clock().time_s(), 1.25, frame_s());
  EXPECT_NEAR(cut(1).whole_time_s(session_.company()[1].time_s), before_s, 1e-6);
}

TEST_F(CutEditTest, EverySyncMode_RunsWithTrimmedMotions) {
  use(2);
  drag(0, BarGrip::kStart, 0.4);
  drag(1, BarGrip::kEndRate, -0.6);
  for (int mode = 0; mode < kSyncModeCount; ++mode) {
    Lineup lineup = session_.document().lineup;
    lineup.sync = static_cast<SyncMode>(mode);
    session_.set_lineup(lineup, Gesture::kCommit, "sync");
    settle();
    for (const double share : {0.0, 0.5, 1.0}) {
      session_.clock().seek(share * session_.clock().duration_s());
      session_.update(0.0);
      for (const StageFigure& figure : session_.company()) {
        EXPECT_GE(figure.time_s, 0.0);
        EXPECT_LE(figure.time_s, figure.motion->duration_s() + 1e-9);
      }
    }
  }
}

TEST_F(CutEditTest, PreviewUndone_IsAsItWas) {
  use(1);
  const double whole_s = stage()->duration_s();
  drag(0, BarGrip::kStart, 0.5, Gesture::kPreview);
  EXPECT_LT(stage()->duration_s(), whole_s - 0.3);
  session_.undo();
  session_.update(0.0);
  EXPECT_NEAR(stage()->duration_s(), whole_s, 1e-9);
}

TEST_F(CutEditTest, Markers_StayAtTheirMomentAndHideOutside) {
  use(1);
  session_.set_marker(0.5, "early");
  session_.set_marker(1.5, "late");
  drag(0, BarGrip::kStart, 1.0);
  ASSERT_EQ(session_.markers().size(), 1u);
  EXPECT_NEAR(session_.markers().front().time_s, 0.5, frame_s());
  session_.set_marker(0.2, "new");
  uncut_stage(session_);
  ASSERT_EQ(session_.markers().size(), 3u);
  EXPECT_NEAR(session_.markers()[1].time_s, 1.2, frame_s());
}

TEST_F(CutEditTest, CutBelongsToItsMotion_AndComesBackWithIt) {
  use(1);
  drag(0, BarGrip::kStart, 1.0);
  const double short_s = stage()->duration_s();
  session_.play_entry(1);
  settle();
  EXPECT_GT(stage()->duration_s(), short_s + 0.5) << "the other is whole";
  session_.play_entry(0);
  settle();
  EXPECT_NEAR(stage()->duration_s(), short_s, 1e-9);
}

TEST_F(CutEditTest, Export_WritesThePartUnlessAllIsAskedFor) {
  use(1);
  const int frames = stage()->clip.frame_count;
  drag(0, BarGrip::kStart, 1.0);
  const int part = stage()->clip.frame_count;
  const auto count = [&](Session::ExportScope scope, bool is_whole) {
    const std::vector<ExportItem> items = session_.export_items(scope, is_whole);
    return items.front().load({}).value().front().frame_count;
  };
  session_.library().select({0}, Library::SelectMode::kReplace);
  for (const auto scope : {Session::ExportScope::kStage, Session::ExportScope::kSelected}) {
    EXPECT_EQ(count(scope, false), part);
    EXPECT_EQ(count(scope, true), frames);
  }
}

TEST_F(CutEditTest, Document_ReadsBackExactlyAndRefusesNonsense) {
  use(2);
  drag(0, BarGrip::kStart, 0.4);
  drag(1, BarGrip::kEndRate, -0.6);
  const std::string text = document_to_json(session_.document());
  const auto read = document_from_json(text);
  ASSERT_TRUE(read) << read.error().message;
  EXPECT_EQ(read->lineup, session_.document().lineup);
  std::string wrong = text;
  const size_t at = wrong.find("\"rate\":");
  ASSERT_NE(at, std::string::npos);
  wrong.replace(at, 7, "\"rate\":99");
  EXPECT_FALSE(document_from_json(wrong));
}

}  // namespace
}  // namespace kinemote::app
