#include "app/live/live_stream.h"

#include <gtest/gtest.h>

#include "app/live/live_recorder.h"

namespace kinemote::app {
namespace {

std::string hello_text(const std::string& layout = "coco17") {
  return packet_bytes(*points_hello("", layout, {}, 2, "m", "up", 30.0), PacketFormat::kJson);
}

/// Coco points, all at (x, 1).
std::string pose_text(std::optional<double> time_s, std::optional<int64_t> sequence,
                      double x = 0.5) {
  PosePacket pose;
  pose.kind = StreamKind::kPoints;
  pose.time_s = time_s;
  pose.sequence = sequence;
  for (int p = 0; p < 17; ++p) pose.values.insert(pose.values.end(), {x, 1.0, 1.0});
  return packet_bytes(pose, PacketFormat::kJson);
}

TEST(LiveStream, PosesBeforeAHelloAndNonsense_AreCountedAndDropped) {
  LiveStream stream;
  EXPECT_TRUE(stream.take(pose_text(0.0, 0), 1.0).empty());
  EXPECT_TRUE(stream.take("nonsense", 1.1).empty());
  EXPECT_TRUE(stream.take(hello_text(), 1.2).empty());
  EXPECT_TRUE(stream.take(R"({"type": "pose", "points": [1, 2, 3]})", 1.3).empty());
  EXPECT_EQ(stream.take(pose_text(0.1, 1), 1.4).size(), 1u);
  EXPECT_EQ(stream.counts().unannounced, 1);
  EXPECT_EQ(stream.counts().malformed, 2);
  EXPECT_EQ(stream.counts().hellos, 1);
  EXPECT_EQ(stream.counts().frames, 1);
  EXPECT_EQ(stream.counts().last_refusal, "pose: 3 numbers; the hello means 51");
}

TEST(LiveStream, LateAndRepeatedPoses_AreDroppedAndTimesRise) {
  LiveStream stream;
  stream.take(hello_text(), 0.0);
  std::vector<double> times_s;
  for (const int number : {0, 1, 3, 2, 3, 3, 4, 8}) {
    for (const LiveArrival& a : stream.take(pose_text(50.0 + 0.1 * number, number), 0.0)) {
      times_s.push_back(a.frame.time_s);
    }
  }
  ASSERT_EQ(times_s.size(), 5u);
  EXPECT_EQ(times_s.front(), 0.0);
  for (size_t i = 1; i < times_s.size(); ++i) EXPECT_GT(times_s[i], times_s[i - 1]);
  EXPECT_EQ(stream.counts().late, 1);
  EXPECT_EQ(stream.counts().repeated, 2);
  EXPECT_EQ(stream.counts().lost, 1 + 3);
}

TEST(LiveStream, WithoutTimes_ArrivalCounts) {
  LiveStream stream;
  stream.take(hello_text(), 0.0);
  stream.take(pose_text({}, {}), 10.0);
  const auto later = stream.take(pose_text({}, {}), 10.25);
  ASSERT_EQ(later.size(), 1u);
  EXPECT_DOUBLE_EQ(later[0].frame.time_s, 0.25);
}

TEST(LiveStream, AnotherHelloOrARestartedSender_BeginsAnew) {
  LiveStream stream;
  stream.take(hello_text(), 0.0);
  const auto first = stream.take(pose_text(100.0, 900), 0.0);
  stream.take(hello_text(), 0.1);  // the same again changes nothing
  EXPECT_EQ(stream.take(pose_text(100.1, 901), 0.1)[0].stream, first[0].stream);
  const auto restarted = stream.take(pose_text(0.0, 0), 0.2);
  ASSERT_EQ(restarted.size(), 1u);
  EXPECT_NE(restarted[0].stream->number, first[0].stream->number);
  EXPECT_EQ(restarted[0].frame.time_s, 0.0);
  stream.take(hello_text("mediapipe33"), 0.3);
  EXPECT_GT(stream.announcement()->number, restarted[0].stream->number);
}

TEST(LiveStream, ARegularSender_HasItsRateAndNoJitter) {
  LiveStream stream;
  stream.take(hello_text(), 0.0);
  EXPECT_EQ(stream.rate().fps, 0.0);
  for (int i = 0; i < 200; ++i) stream.take(pose_text(i / 50.0, i), i / 50.0);
  EXPECT_NEAR(stream.rate().fps, 50.0, 1e-6);
  EXPECT_NEAR(stream.rate().jitter_ms, 0.0, 1e-6);
}

std::vector<LiveArrival> arrivals(LiveStream& stream, double seconds, double fps) {
  std::vector<LiveArrival> all;
  for (int i = 0; i <= static_cast<int>(seconds * fps); ++i) {
    for (LiveArrival& a : stream.take(pose_text(i / fps, i, i / fps), 0.0)) {
      all.push_back(std::move(a));
    }
  }
  return all;
}

TEST(LiveRecorder, Ring_KeepsOneMinute) {
  LiveStream stream;
  stream.take(hello_text(), 0.0);
  LiveRecorder recorder;
  for (const LiveArrival& a : arrivals(stream, 90.0, 20.0)) recorder.add(a);
  const LiveRecording recent = recorder.recent(1000.0);
  EXPECT_NEAR(recent.duration_s(), LiveRecorder::kRing_s, 1e-9);
  EXPECT_NEAR(recorder.recent(2.0).duration_s(), 2.0, 0.051);
  EXPECT_FALSE(recorder.has_ended());
}

TEST(LiveRecorder, ARecording_EndsWhenTheSenderChangesAndIsKept) {
  LiveStream stream;
  stream.take(hello_text(), 0.0);
  LiveRecorder recorder;
  recorder.start();
  for (const LiveArrival& a : arrivals(stream, 2.0, 20.0)) recorder.add(a);
  EXPECT_TRUE(recorder.is_recording());
  for (const LiveArrival& a : stream.take(pose_text(-500.0, 0), 0.0)) recorder.add(a);
  EXPECT_TRUE(recorder.has_ended());
  EXPECT_NEAR(recorder.finish().duration_s(), 2.0, 1e-9);
}

TEST(LiveRecorder, UnevenFrames_BecomeEvenOnesOnTheSameLine) {
  LiveStream stream;
  stream.take(hello_text(), 0.0);
  LiveRecording recording;
  // x = t at jittered times: whatever the steps, x stays t.
  for (const double t : {0.0, 0.03, 0.07, 0.1, 0.14, 0.16, 0.2}) {
    auto taken = stream.take(pose_text(t, {}, t), 0.0);
    recording.stream = taken.at(0).stream;
    recording.frames.push_back(std::move(taken[0].frame));
  }
  EXPECT_EQ(even_fps(recording), 30.0);
  const auto motion = motion_of(recording, "line");
  ASSERT_TRUE(motion) << motion.error().message;
  ASSERT_TRUE(motion->points);
  ASSERT_TRUE(motion->points->validate());
  EXPECT_EQ(motion->points->frame_count, 7);
  for (int f = 0; f < motion->points->frame_count; ++f) {
    EXPECT_NEAR(motion->points->positions[motion->points->index(f, 0)].x, f / 30.0, 1e-9);
  }
}

TEST(LiveRecorder, Nothing_IsNoMotion) { EXPECT_FALSE(motion_of({}, "none")); }

}  // namespace
}  // namespace kinemote::app
