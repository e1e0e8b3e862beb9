#include "app/live/live_receiver.h"

#include <gtest/gtest.h>
#include <unistd.h>

#include <thread>

#include "app/live/outgoing_stream.h"
#include "motion/core/kinematics.h"

namespace kinemote::app {
namespace {

constexpr double kPatience_s = 10.0;

Clip waving_clip(int frames) {
  Clip clip = Clip::make(canonical_skeleton(), frames, 1.0 / 30.0);
  const int arm = clip.skeleton->find("LeftUpperArm");
  for (int f = 0; f < frames; ++f) {
    clip.frame_rotations(f)[arm] = glm::angleAxis(0.05 * f, Vec3(0.0, 0.0, 1.0));
    clip.translations[f].z = 0.01 * f;
  }
  return clip;
}

std::vector<LiveArrival> take_all(LiveReceiver& receiver, size_t wanted) {
  std::vector<LiveArrival> all;
  // Patience is over when nothing has come for so long, however many calls the rest took.
  for (int idle = 0; idle < 100 && all.size() < wanted; ++idle) {
    receiver.wait_for(kPatience_s / 100.0);
    const bool is_ended = receiver.status().is_ended;  // asked first: nothing comes after it
    for (LiveArrival& a : receiver.take()) {
      all.push_back(std::move(a));
      idle = 0;
    }
    if (is_ended) break;
  }
  return all;
}

TEST(LivePlace, WhatIsNone_IsRefused) {
  for (const char* text : {"", "udp", "udp:", "udp:x", "udp:70000", "udp:1:2:3", "tcp:9000",
                           "udp:example.org:9000", "stdout"}) {
    EXPECT_FALSE(parse_live_place(text, "stdin")) << text;
  }
}

TEST(LivePlace, WithoutAddress_IsThisComputerAlone) {
  const auto near = parse_live_place("udp:9000", "stdin");
  ASSERT_TRUE(near);
  EXPECT_TRUE(near->is_loopback());
  EXPECT_EQ(near->text(), "udp:127.0.0.1:9000");
  const auto wide = parse_live_place("udp:0.0.0.0:9000", "stdin");
  ASSERT_TRUE(wide);
  EXPECT_FALSE(wide->is_loopback());
  EXPECT_TRUE(parse_live_place("stdin", "stdin"));
}

class LiveReceiverTest : public ::testing::Test {
 protected:
  void SetUp() override {
    auto receiver = LiveReceiver::open(*parse_live_place("udp:0", "stdin"), {});
    ASSERT_TRUE(receiver) << receiver.error().message;
    receiver_ = std::move(*receiver);
    auto sender = UdpSender::open(receiver_->place());
    ASSERT_TRUE(sender);
    sender_ = std::move(*sender);
  }
  std::unique_ptr<LiveReceiver> receiver_;
  std::unique_ptr<UdpSender> sender_;
};

TEST_F(LiveReceiverTest, APortThatIsTaken_IsRefused) {
  EXPECT_NE(receiver_->place().port, 0);
  const auto second = LiveReceiver::open(receiver_->place(), {});
  ASSERT_FALSE(second);
  EXPECT_EQ(second.error().code, ErrorCode::kEnvironment);
}

TEST_F(LiveReceiverTest, AClipSentThroughASocket_ArrivesAsItIs) {
  const Clip clip = waving_clip(40);
  const auto stream = OutgoingStream::of_clip(clip);
  ASSERT_TRUE(stream);
  const WorldMotion truth = forward_kinematics(clip);
  for (const PacketFormat format : {PacketFormat::kJson, PacketFormat::kOsc}) {
    ASSERT_TRUE(sender_->send(packet_bytes(stream->hello(), format)));
    ASSERT_TRUE(sender_->send("nonsense"));
    // The second round goes on in time and number: it is no restart.
    const int first = format == PacketFormat::kJson ? 0 : 40;
    std::vector<LiveArrival> arrivals;
    for (int f = 0; f < 40; f += 5) {
      for (int i = f; i < f + 5; ++i) {
        ASSERT_TRUE(sender_->send(packet_bytes(stream->pose(first + i), format)));
      }
      // A socket loses what a busy machine does not fetch: a few at a time.
      for (LiveArrival& a : take_all(*receiver_, 5)) arrivals.push_back(std::move(a));
    }
    ASSERT_EQ(arrivals.size(), 40u);
    std::vector<LiveFrame> frames;
    for (const LiveArrival& a : arrivals) frames.push_back(a.frame);
    const Clip back = clip_of(arrivals[0].stream->hello, frames, steps_over(frames, clip.fps()));
    ASSERT_EQ(back.frame_count, 40);
    const WorldMotion world = forward_kinematics(back);
    for (size_t i = 0; i < truth.positions.size(); ++i) {
      EXPECT_LT(glm::distance(world.positions[i], truth.positions[i]), 1e-4);
    }
  }
  EXPECT_EQ(receiver_->status().counts.malformed, 2);
}

TEST_F(LiveReceiverTest, AFloodThatNobodyTakes_KeepsTheNewestAndCountsTheOthers) {
  const auto stream = OutgoingStream::of_clip(waving_clip(4));
  ASSERT_TRUE(sender_->send(packet_bytes(stream->hello(), PacketFormat::kJson)));
  int64_t sent = 0;
  // A socket may lose packets before anybody sees them, so more are sent until enough have come.
  while (receiver_->status().counts.overrun < 200 && sent < 200'000) {
    ASSERT_TRUE(sender_->send(packet_bytes(stream->pose(sent++), PacketFormat::kJson)));
  }
  EXPECT_GE(receiver_->status().counts.overrun, 200);
  const auto kept = receiver_->take();
  EXPECT_LE(kept.size(), LiveReceiver::kMostWaiting);
  for (size_t i = 1; i < kept.size(); ++i) {
    EXPECT_GT(kept[i].frame.time_s, kept[i - 1].frame.time_s);
  }
}

TEST(LiveReceiverPipe, Lines_ComeWholeHoweverSlowlyTheyAreTaken) {
  int ends[2];
  ASSERT_EQ(::pipe(ends), 0);
  const auto stream = OutgoingStream::of_clip(waving_clip(30));
  std::thread writer([&] {
    std::string text = packet_bytes(stream->hello(), PacketFormat::kJson) + "\n\n";
    text += std::string(3 * kLongestPacket, 'x') + "\r\n";
    for (int i = 0; i < 1000; ++i) {
      text += packet_bytes(stream->pose(i), PacketFormat::kJson) + (i < 999 ? "\r\n" : "");
    }
    for (size_t at = 0; at < text.size();) {
      const ssize_t count = ::write(ends[1], text.data() + at, text.size() - at);
      if (count <= 0) break;
      at += static_cast<size_t>(count);
    }
    ::close(ends[1]);
  });
  auto receiver = LiveReceiver::open({}, {}, ends[0]);
  ASSERT_TRUE(receiver);
  const auto arrivals = take_all(**receiver, 1000);
  writer.join();
  EXPECT_EQ(arrivals.size(), 1000u);
  (*receiver)->wait_for(kPatience_s);
  const LiveStatus status = (*receiver)->status();
  EXPECT_TRUE(status.is_ended);
  EXPECT_EQ(status.counts.overrun, 0);
  EXPECT_EQ(status.counts.malformed, 1);
  receiver->reset();
  ::close(ends[0]);
}

TEST(LiveReceiverPipe, Stopping_DoesNotWaitForTheSender) {
  int ends[2];
  ASSERT_EQ(::pipe(ends), 0);
  {
    // Nothing is ever written: were the end of the thread bound to a packet, this would hang.
    auto receiver = LiveReceiver::open({}, {}, ends[0]);
    ASSERT_TRUE(receiver);
  }
  ::close(ends[0]);
  ::close(ends[1]);
}

}  // namespace
}  // namespace kinemote::app
