// A PAD curve that is recorded at the pad and drives the figure.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <chrono>
#include <cmath>
#include <thread>

#include "app/made_clips.h"
#include "app/pad_curve_text.h"
#include "app/session.h"
#include "app/session_file.h"
#include "app/studio_commands.h"
#include "support/fake_model.h"
#include "support/temporary_folder.h"
#include "support/working_folder.h"

namespace kinemote::app {
namespace {

using testing::HasSubstr;

constexpr double kStep_s = 1.0 / 60.0;

class SessionPadTrackTest : public testing::Test {
 protected:
  SessionPadTrackTest() : session_({}, [] {}) {
    EXPECT_TRUE(register_studio_commands(commands_, session_));
  }

  void settle(Session& session) {
    session.update(0.0);
    for (int i = 0; i < 5000 && !session.is_settled(); ++i) {
      session.update(0.0);
      std::this_thread::sleep_for(std::chrono::milliseconds(1));
    }
    session.update(0.0);
    ASSERT_TRUE(session.is_settled());
  }
  void settle() { settle(session_); }
  void use_clips_and_model() {
    session_.use_clip_set(test::made_clips({"walk", "wave"}, {{0.8, 0.5, 0.1}, {-0.6, -0.4, -0.3}}),
                          true);
    settle();
    session_.synthesiser().use(std::make_unique<test::FakeModel>());
  }
  void play(double seconds) {
    for (int i = 0; i < std::lround(seconds / kStep_s); ++i) session_.update(kStep_s);
  }
  /// Arousal rises from -0.8 to 0.8 in two seconds, as a hand does it.
  void record_a_rise() {
    session_.set_pad({0.0, -0.8, 0.0}, Gesture::kCommit);
    settle();
    session_.record_pad();
    settle();
    for (int i = 0; i <= 120; ++i) {
      session_.set_pad({0.0, -0.8 + 1.6 * i / 120.0, 0.0}, Gesture::kPreview);
      session_.update(kStep_s);
    }
    session_.record_pad();
    settle();
  }
  /// Of the hips over the ground: the fake model raises them with arousal.
  double height_m() const { return session_.player().pose().positions.front().y; }
  const PadTrack& track() const { return session_.document().pad_track; }

  Session session_;
  CommandRegistry commands_;
};

TEST_F(SessionPadTrackTest, WithoutAModelOrACurve_NothingHappensAndTheReasonIsSaid) {
  session_.record_pad();
  EXPECT_FALSE(session_.pad_drive().recorder.is_recording());
  EXPECT_EQ(session_.document(), StudioDocument{});
  for (const char* id : {"pad.record", "pad.drive", "pad.add_key"}) {
    EXPECT_THAT(CommandRegistry::disabled_reason(*commands_.find(id)), HasSubstr("model")) << id;
  }
  for (const char* id : {"pad.clear_curve", "pad.make_motion", "pad.save_curve"}) {
    EXPECT_THAT(CommandRegistry::disabled_reason(*commands_.find(id)), HasSubstr("no PAD curve"));
  }
}

TEST_F(SessionPadTrackTest, Recording_IsTheHandsWayOverTheClock_AndOneUndoStep) {
  use_clips_and_model();
  session_.set_pad({0.0, -0.8, 0.0}, Gesture::kCommit);
  settle();
  const size_t steps = session_.history().step_count();
  session_.record_pad();
  settle();
  ASSERT_TRUE(session_.pad_drive().recorder.is_recording());
  EXPECT_TRUE(session_.view().lanes.shows_pad_curve);
  EXPECT_NEAR(session_.clock().time_s(), 0.0, 1e-9) << "a new curve begins at 0";
  EXPECT_GE(session_.clock().duration_s(), 10.0) << "the clock has room, whatever the loop lasts";
  for (int i = 0; i <= 180; ++i) {
    session_.set_pad({std::sin(i / 30.0), 0.5, 0.0},
                     i % 60 == 59 ? Gesture::kCommit : Gesture::kPreview);
    session_.update(kStep_s);
  }
  EXPECT_EQ(session_.history().step_count(), steps) << "a release is no step of its own";
  session_.record_pad();
  EXPECT_EQ(session_.history().step_count(), steps + 1);
  EXPECT_EQ(session_.history().undo_label(), "recording of emotion");
  ASSERT_FALSE(track().empty());
  EXPECT_TRUE(track().is_driving);
  EXPECT_NEAR(track().duration_s, 181 * kStep_s, 0.02);
  for (int i = 0; i <= 180; i += 7) {
    // Picture i wrote the hand at the end of its step.
    EXPECT_NEAR(track().curve.at((i + 1) * kStep_s).pleasure, std::sin(i / 30.0), 0.045) << i;
  }
  session_.undo();
  settle();
  EXPECT_TRUE(track().empty());
  EXPECT_NEAR(session_.document().pad.arousal, -0.8, 1e-9);
  session_.redo();
  EXPECT_FALSE(track().empty());
}

TEST_F(SessionPadTrackTest, PausedOrStoppedAtOnce_RecordsNothing) {
  use_clips_and_model();
  session_.record_pad();
  settle();
  session_.clock().pause();
  session_.update(kStep_s);
  session_.record_pad();
  settle();
  EXPECT_TRUE(track().empty());
}

TEST_F(SessionPadTrackTest, CurveThatDrives_SetsTheEmotionAtEveryMoment) {
  use_clips_and_model();
  record_a_rise();
  ASSERT_TRUE(session_.is_pad_driven());
  session_.clock().pause();
  for (const double time_s : {0.2, 1.0, 1.8, 0.4}) {
    session_.clock().seek(time_s);
    settle();
    const double asked = -0.8 + 1.6 * (time_s - kStep_s) / 2.0;
    EXPECT_NEAR(session_.pad_now().arousal, asked, 0.02);
    EXPECT_NEAR(session_.condition().pad.arousal, asked, 0.02) << "what the model is given";
    play(1.0);  // what is left of the transition fades
    EXPECT_NEAR(height_m(), 0.95 + 0.03 * asked, 2e-3);
  }
}

TEST_F(SessionPadTrackTest, FigureWalksOn_WhileTheClockRunsOverTheCurve) {
  use_clips_and_model();
  record_a_rise();
  PadTrack still = track();
  still.curve.keys = {{0.0, {}}, {8.0, {}}};
  still.duration_s = 8.0;
  session_.set_pad_track(still, Gesture::kCommit, "curve");
  settle();
  session_.clock().seek(0.0);
  session_.clock().play();
  session_.update(0.0);
  const double loop_s = session_.player().motion()->duration_s();
  ASSERT_LT(loop_s, 3.0);
  const Vec3 start = session_.player().pose().positions.front();
  play(6.0);
  EXPECT_NEAR(session_.clock().time_s(), 6.0, 0.05);
  // The fake model glides at 1 m/s plus what the latent adds.
  const Vec3 end = session_.player().pose().positions.front();
  EXPECT_GT(std::hypot(end.x - start.x, end.z - start.z), 4.0);
  play(3.0);
  EXPECT_LT(session_.clock().time_s(), 2.0) << "a round of the curve is over";
}

TEST_F(SessionPadTrackTest, Smoothing_IsHeardByTheModelAndNotByTheKeys) {
  use_clips_and_model();
  record_a_rise();
  PadTrack slow = track();
  slow.smoothing_s = 0.5;
  session_.set_pad_track(slow, Gesture::kCommit, "smoothing");
  session_.clock().pause();
  session_.clock().seek(1.0);
  settle();
  const double expected = smoothed_at(slow, 1.0).arousal;
  EXPECT_NEAR(session_.condition().pad.arousal, expected, 1e-6);
  EXPECT_LT(expected, session_.pad_now().arousal - 0.1);
}

TEST_F(SessionPadTrackTest, HandOnThePad_TakesOver_AndUndoGivesBack) {
  use_clips_and_model();
  record_a_rise();
  session_.set_pad({0.9, 0.9, 0.0}, Gesture::kPreview);
  session_.set_pad({0.9, 0.9, 0.0}, Gesture::kCommit);
  settle();
  EXPECT_FALSE(session_.is_pad_driven());
  EXPECT_FALSE(track().empty()) << "the curve is kept";
  EXPECT_LT(session_.clock().duration_s(), 3.0) << "the clock is the loop's again";
  session_.undo();
  settle();
  EXPECT_TRUE(session_.is_pad_driven());
}

TEST_F(SessionPadTrackTest, Switch_LeavesTheFigureAsItIs) {
  use_clips_and_model();
  record_a_rise();
  session_.clock().pause();
  session_.clock().seek(1.5);
  settle();
  const double arousal = session_.pad_now().arousal;
  ASSERT_TRUE(commands_.run("pad.drive"));
  settle();
  EXPECT_FALSE(session_.is_pad_driven());
  EXPECT_NEAR(session_.document().pad.arousal, arousal, 1e-9);
  ASSERT_TRUE(commands_.run("pad.drive"));
  EXPECT_TRUE(session_.is_pad_driven());
  ASSERT_TRUE(commands_.run("pad.clear_curve"));
  EXPECT_TRUE(track().empty());
  session_.undo();
  EXPECT_FALSE(track().empty());
}

TEST_F(SessionPadTrackTest, ClipChosenWhileRecording_EndsItAndKeepsWhatThereIs) {
  use_clips_and_model();
  session_.set_pad({0.1, 0.0, 0.0}, Gesture::kCommit);
  settle();
  session_.record_pad();
  settle();
  play(1.0);
  session_.play_entry(1);
  settle();
  EXPECT_FALSE(session_.pad_drive().recorder.is_recording());
  EXPECT_FALSE(track().empty());
  EXPECT_FALSE(session_.is_pad_driven());
  EXPECT_NEAR(session_.clock().duration_s(), 3.0, 0.1) << "the clip's own time";
}

TEST_F(SessionPadTrackTest, Keys_AreAddedAndRemovedAtThePlayHead) {
  use_clips_and_model();
  record_a_rise();
  const size_t count = track().curve.keys.size();
  session_.clock().pause();
  session_.clock().seek(1.03);
  session_.update(0.0);
  ASSERT_TRUE(commands_.run("pad.add_key"));
  EXPECT_EQ(track().curve.keys.size(), count + 1);
  ASSERT_TRUE(commands_.run("pad.remove_key"));
  EXPECT_EQ(track().curve.keys.size(), count);
  EXPECT_THAT(CommandRegistry::disabled_reason(*commands_.find("pad.remove_key")),
              HasSubstr("no key"));
}

TEST_F(SessionPadTrackTest, SavedTable_IsReadAsTheSameCurve) {
  const test::WorkingFolder here;
  use_clips_and_model();
  record_a_rise();
  ASSERT_TRUE(commands_.run("pad.save_curve"));
  auto read = read_pad_curve("pad-curve.csv", {});
  ASSERT_TRUE(read.ok()) << read.error().message;
  read->is_smooth = false;
  for (double t = 0.0; t < 2.0; t += 0.1) {
    EXPECT_NEAR(read->at(t).arousal, track().curve.at(t).arousal, 2e-3);
  }
}

TEST_F(SessionPadTrackTest, SessionFile_KeepsCurveAndTime) {
  const test::TemporaryFolder folder;
  use_clips_and_model();
  record_a_rise();
  session_.clock().pause();
  session_.clock().seek(1.2);
  settle();
  const auto file = folder.path() / "a.kinemote";
  ASSERT_TRUE(session_.save_session(file));
  const auto read = read_session(file, {});
  ASSERT_TRUE(read.ok()) << read.error().message;
  EXPECT_EQ(read->document.pad_track, track());
  EXPECT_NEAR(read->playback.time_s, 1.2, 1e-9);
}

TEST_F(SessionPadTrackTest, StartOption_DrivesFromTheFirstMomentOn) {
  Session session({.pad_curve = "0:-1,0,0;4:1,0,0"}, [] {});
  session.use_clip_set(test::made_clips({"walk"}, {{0.8, 0.5, 0.1}}), true);
  settle(session);
  session.synthesiser().use(std::make_unique<test::FakeModel>());
  settle(session);
  EXPECT_TRUE(session.is_pad_driven());
  EXPECT_NEAR(session.clock().duration_s(), 4.0, 1e-9);
  Session wrong({.pad_curve = "0:nowhere"}, [] {});
  wrong.use_clip_set(test::made_clips({"walk"}, {{0.8, 0.5, 0.1}}), true);
  settle(wrong);
  wrong.synthesiser().use(std::make_unique<test::FakeModel>());
  settle(wrong);
  ASSERT_FALSE(wrong.messages().all().empty());
  EXPECT_THAT(wrong.messages().all().back().text, HasSubstr("nowhere"));
}

}  // namespace
}  // namespace kinemote::app
