// Live input as the studio runs it, with poses through a real socket of this computer.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <chrono>
#include <functional>
#include <thread>

#include "app/live/outgoing_stream.h"
#include "app/made_clips.h"
#include "app/session.h"
#include "app/studio_commands.h"
#include "support/working_folder.h"

namespace kinemote::app {
namespace {

class SessionLive : public testing::Test {
 protected:
  SessionLive() : session_({}, [] {}) {}

  void open() {
    const Status status = session_.open_live("udp:0", {});
    ASSERT_TRUE(status) << status.error().message;
    auto sender = UdpSender::open(session_.live().place());
    ASSERT_TRUE(sender);
    sender_ = std::move(*sender);
  }
  void send(const OutgoingStream& stream, int first, int count) {
    ASSERT_TRUE(sender_->send(packet_bytes(stream.hello(), PacketFormat::kJson)));
    const int64_t before = session_.live().status().counts.frames;
    for (int i = 0; i < count; ++i) {
      ASSERT_TRUE(sender_->send(packet_bytes(stream.pose(first + i), PacketFormat::kJson)));
      // A socket loses what a busy machine does not fetch: a few at a time.
      if (i % 5 == 4) {
        ASSERT_TRUE(has_frames(before + i + 1));
      }
    }
  }
  /// Steps until this holds; false if it never does.
  bool until(const std::function<bool()>& holds) {
    for (int i = 0; i < 5000; ++i) {
      session_.update(1.0 / 60.0);
      if (holds()) return true;
      std::this_thread::sleep_for(std::chrono::milliseconds(2));
    }
    return false;
  }
  bool has_frames(int64_t count) {
    return until([&] { return session_.live().status().counts.frames >= count; });
  }
  static OutgoingStream walk() {
    return *OutgoingStream::of_clip(
        *synthesis::perform({.content = "walk", .take_seed = 5, .duration_s = 4.0}));
  }

  test::WorkingFolder folder_;
  Session session_;
  std::unique_ptr<UdpSender> sender_;
};

TEST_F(SessionLive, SourcesThatAreNone_AreRefusedAndNothingChanges) {
  EXPECT_FALSE(session_.open_live("tcp:9000", {}));
  EXPECT_FALSE(session_.live().is_open());
  EXPECT_FALSE(session_.live_disabled_reason().empty());
  session_.record_live();
  session_.stop_live();
  StudioOptions options;
  options.live = "udp:nowhere";
  options.no_user_config = true;
  Session other(options, [] {});
  EXPECT_FALSE(other.start());
}

TEST_F(SessionLive, PosesThatCome_AreOnTheStageAsTheyAre) {
  open();
  const OutgoingStream stream = walk();
  send(stream, 0, 90);
  ASSERT_TRUE(has_frames(90));
  ASSERT_TRUE(session_.player().motion());
  EXPECT_EQ(session_.title(), "Live input");
  EXPECT_FALSE(session_.clock().is_playing());
  // The figure has the newest pose: where its hips are is where they were sent.
  const PosePacket newest = stream.pose(89);
  const Vec3 hips = session_.player().pose().positions[0];
  for (int axis = 0; axis < 3; ++axis) EXPECT_NEAR(hips[axis], newest.values[axis], 1e-6);
}

TEST_F(SessionLive, WhenNothingComes_NothingMoves) {
  open();
  send(walk(), 0, 60);
  ASSERT_TRUE(has_frames(60));
  // Messages age; then there is nothing left to draw.
  for (int i = 0; i < 100; ++i) session_.update(0.1);
  session_.messages().dismiss_all();
  EXPECT_FALSE(session_.is_animating());
}

TEST_F(SessionLive, ARecording_ComesIntoTheLibraryAndPlays) {
  open();
  const OutgoingStream stream = walk();
  send(stream, 0, 30);
  ASSERT_TRUE(has_frames(30));
  session_.record_live();
  EXPECT_TRUE(session_.live().is_recording());
  send(stream, 30, 60);
  ASSERT_TRUE(has_frames(90));
  session_.stop_live();
  EXPECT_FALSE(session_.live().is_open());
  ASSERT_EQ(session_.library().size(), 1);
  ASSERT_TRUE(until([&] { return session_.current_entry() == 0 && session_.is_settled(); }));
  EXPECT_EQ(session_.player().motion()->clip.frame_count, 60);
  EXPECT_EQ(session_.player().motion()->clip.fps(), 30.0);
}

TEST_F(SessionLive, AnotherMotion_EndsListeningAndKeepsTheRecording) {
  session_.use_clip_set(test::made_clips({"wave"}, {{0.0, 0.0, 0.0}}, 2), true);
  ASSERT_TRUE(until([&] { return session_.player().motion() != nullptr; }));
  open();
  session_.record_live();
  send(walk(), 0, 60);
  ASSERT_TRUE(has_frames(60));
  session_.play_entry(1);
  EXPECT_FALSE(session_.live().is_open());
  ASSERT_TRUE(until([&] { return session_.is_settled(); }));
  EXPECT_EQ(session_.library().size(), 3);
  EXPECT_EQ(session_.current_entry(), 1);
}

TEST_F(SessionLive, Stopping_BringsBackWhatWasThere) {
  session_.use_clip_set(test::made_clips({"wave"}, {{0.0, 0.0, 0.0}}), true);
  ASSERT_TRUE(until([&] { return session_.player().motion() != nullptr; }));
  const PlayablePtr before = session_.player().motion();
  open();
  send(walk(), 0, 40);
  ASSERT_TRUE(has_frames(40));
  EXPECT_NE(session_.player().motion(), before);
  session_.stop_live();
  ASSERT_TRUE(until([&] { return session_.player().motion() == before; }));
}

TEST_F(SessionLive, PointsOfAPicture_AreShownAndRecordedAsAFile) {
  open();
  PointClip points = make_point_clip(*find_point_layout("coco17"), 60, 1.0 / 30.0);
  points.is_2d = true;
  for (int f = 0; f < 60; ++f) {
    for (int p = 0; p < 17; ++p) {
      points.positions[points.index(f, p)] = {10.0 * p + f, 30.0 * p, 0.0};
      points.confidences[points.index(f, p)] = 0.9F;
      points.states[points.index(f, p)] = PointState::kMeasured;
    }
  }
  const auto stream = OutgoingStream::of_points(points);
  ASSERT_TRUE(stream) << stream.error().message;
  session_.record_live();
  send(*stream, 0, 60);
  ASSERT_TRUE(has_frames(60));
  ASSERT_TRUE(session_.player().motion());
  EXPECT_FALSE(session_.player().motion()->has_figure);
  EXPECT_EQ(session_.player().motion()->points.size(), 1u);
  session_.stop_live();
  EXPECT_TRUE(std::filesystem::exists("live-recording-1.csv"));
}

}  // namespace
}  // namespace kinemote::app
