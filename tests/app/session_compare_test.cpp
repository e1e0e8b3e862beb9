// Several motions beside each other on the session's clock.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <chrono>
#include <glm/geometric.hpp>
#include <thread>

#include "app/comparison_text.h"
#include "app/made_clips.h"
#include "app/session.h"
#include "app/studio_commands.h"

namespace kinemote::app {
namespace {

class SessionCompareTest : public testing::Test {
 protected:
  SessionCompareTest() : session_({}, [] {}) {
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
  void use_pair() {
    session_.use_clip_set(test::made_clips({"walk", "wave"}, {{0.8, 0.5, 0.1}}), true);
    settle();
    session_.play_together({0, 1});
    settle();
    session_.clock().pause();
    session_.view().workspace = Workspace::kCompare;
    session_.update(0.0);
    settle();
  }
  void set_sync(SyncMode sync) {
    Lineup lineup = session_.document().lineup;
    lineup.sync = sync;
    session_.set_lineup(lineup, Gesture::kCommit, "sync");
    settle();
  }

  Session session_;
  CommandRegistry commands_;
};

TEST_F(SessionCompareTest, WithOneMotion_CommandsSayWhatIsMissing) {
  session_.use_clip_set(test::made_clips({"walk"}, {{0.8, 0.5, 0.1}}), true);
  settle();
  EXPECT_EQ(session_.company().size(), 1u);
  EXPECT_FALSE(session_.compared_pair().is_there());
  session_.go_to_worst_frame();
  for (const char* id : {"compare.overlay", "compare.difference", "compare.worst_frame",
                         "compare.copy_numbers", "sync.next"}) {
    const Status status = commands_.run(id);
    ASSERT_FALSE(status) << id;
    EXPECT_THAT(status.error().message, testing::HasSubstr("two"));
  }
  EXPECT_EQ(comparison_text(session_), "");
}

TEST_F(SessionCompareTest, Pair_IsMeasuredInNumbers) {
  use_pair();
  ASSERT_EQ(session_.company().size(), 2u);
  const auto rows = comparison_rows(session_);
  ASSERT_FALSE(rows.empty());
  EXPECT_EQ(rows.front().name, "Duration");
  EXPECT_THAT(comparison_text(session_), testing::HasSubstr("Joint distance, mean\tcm"));
  session_.view().stage.compare.shows_difference = true;
  ASSERT_NE(session_.difference(), nullptr);
  session_.go_to_worst_frame();
  const Difference& difference = *session_.difference();
  EXPECT_EQ(difference.step_at(session_.clock().time_s()), difference.worst_step);
}

TEST_F(SessionCompareTest, Overlay_BringsRootsTogether) {
  use_pair();
  session_.view().stage.compare.arrangement = Arrangement::kOverlay;
  session_.clock().seek(1.0);
  session_.update(0.0);
  const auto company = session_.company();
  const auto root = [&](const StageFigure& figure) {
    return figure.placement.after(root_at(*figure.motion, figure.time_s));
  };
  EXPECT_NEAR(glm::distance(root(company[0]).offset, root(company[1]).offset), 0.0, 1e-9);
  EXPECT_FALSE(company[0].is_over_other);
  EXPECT_TRUE(company[1].is_over_other);
  session_.view().is_swapped = true;
  EXPECT_TRUE(session_.company()[0].is_over_other);
}

TEST_F(SessionCompareTest, SwappedSideBySide_EachStandsWhereTheOtherStood) {
  use_pair();
  const auto start = [](const StageFigure& figure) {
    return figure.placement.after(root_at(*figure.motion, 0.0)).offset;
  };
  const auto before = session_.company();
  session_.view().is_swapped = true;
  const auto after = session_.company();
  EXPECT_NEAR(glm::distance(start(before[0]), start(after[1])), 0.0, 1e-9);
  EXPECT_NEAR(glm::distance(start(before[1]), start(after[0])), 0.0, 1e-9);
}

TEST_F(SessionCompareTest, Offset_LengthensTheClockAndIsOneUndoStep) {
  use_pair();
  const double length_s = session_.clock().duration_s();
  const size_t steps = session_.history().step_count();
  Lineup lineup = session_.document().lineup;
  for (const double offset_s : {0.2, 0.7, 1.0}) {
    lineup.set_track(1, {.offset_s = offset_s});
    session_.set_lineup(lineup, Gesture::kPreview, "offset");
  }
  session_.set_lineup(lineup, Gesture::kCommit, "offset");
  session_.update(0.0);
  EXPECT_EQ(session_.history().step_count(), steps + 1);
  EXPECT_NEAR(session_.clock().duration_s(), length_s + 1.0, 1e-6);
  session_.clock().seek(1.5);
  session_.update(0.0);
  EXPECT_NEAR(session_.company()[1].time_s, 0.5, 1e-9);
  session_.undo();
  session_.update(0.0);
  EXPECT_NEAR(session_.clock().duration_s(), length_s, 1e-6);
  EXPECT_NEAR(session_.company()[1].time_s, 1.5, 1e-9);
}

TEST_F(SessionCompareTest, MutedAndEnded_AreNotSeenOrHeld) {
  use_pair();
  Lineup lineup = session_.document().lineup;
  lineup.set_track(1, {.offset_s = 1.0});
  session_.set_lineup(lineup, Gesture::kCommit, "offset");
  session_.clock().seek(0.5);
  session_.update(0.0);
  EXPECT_TRUE(session_.company()[1].is_held);
  EXPECT_TRUE(session_.company()[1].is_seen);
  lineup.end = EndMode::kHide;
  session_.set_lineup(lineup, Gesture::kCommit, "hide");
  EXPECT_FALSE(session_.company()[1].is_seen);
  lineup.end = EndMode::kHold;
  lineup.set_track(0, {.is_muted = true});
  session_.set_lineup(lineup, Gesture::kCommit, "mute");
  EXPECT_FALSE(session_.company()[0].is_seen);
}

TEST_F(SessionCompareTest, EverySyncMode_KeepsOwnTimesInsideTheMotions) {
  use_pair();
  for (int mode = 0; mode < kSyncModeCount; ++mode) {
    set_sync(static_cast<SyncMode>(mode));
    for (const double share : {0.0, 0.4, 1.0}) {
      session_.clock().seek(share * session_.clock().duration_s());
      session_.update(0.0);
      for (const StageFigure& figure : session_.company()) {
        EXPECT_GE(figure.time_s, 0.0);
        EXPECT_LE(figure.time_s, figure.motion->duration_s() + 1e-9);
      }
    }
  }
}

TEST_F(SessionCompareTest, Markers_AreAddedNamedVisitedAndUndone) {
  use_pair();
  session_.clock().seek(0.5);
  ASSERT_TRUE(commands_.run("marker.add"));
  session_.set_marker(0.5, "turn");
  ASSERT_TRUE(session_.marker_here());
  EXPECT_EQ(session_.marker_here()->name, "turn");
  // A frame on, between which and the marker no foot can touch down.
  session_.clock().seek(0.5 + session_.clock().frame_time_s());
  session_.go_to_contact(-1);
  EXPECT_NEAR(session_.clock().time_s(), 0.5, 0.5 * session_.clock().frame_time_s() + 1e-9);
  session_.undo();
  ASSERT_TRUE(session_.marker_here());
  EXPECT_EQ(session_.marker_here()->name, "");
  session_.undo();
  EXPECT_TRUE(session_.markers().empty());
}

TEST_F(SessionCompareTest, CameraText_ThatIsNoCamera_IsAnError) {
  EXPECT_FALSE(session_.set_camera_text("over there"));
  ASSERT_TRUE(session_.set_camera_text("35,10,4.2"));
  EXPECT_NEAR(session_.view().camera.distance_m, 4.2, 1e-9);
  ASSERT_TRUE(commands_.run("camera.keep_3"));
  EXPECT_EQ(session_.view().stage.camera_slots[2], "35,10,4.2");
  session_.view().camera.distance_m = 9.0;
  ASSERT_TRUE(commands_.run("camera.slot_3"));
  EXPECT_NEAR(session_.view().camera.distance_m, 4.2, 1e-9);
  EXPECT_FALSE(commands_.run("camera.slot_4"));
}

}  // namespace
}  // namespace kinemote::app
