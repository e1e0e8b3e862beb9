// From packets to frames: what came too late or twice is left out, everything is counted.
#pragma once

#include <cstdint>
#include <deque>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "app/live/live_frame.h"

namespace kinemote::app {

/// What became of the packets of a source. Every packet's poses end in exactly one of: frames,
/// malformed, unannounced, late, repeated; `overrun` counts frames that nobody took in time.
struct LiveCounts {
  int64_t frames = 0;        // poses that were taken
  int64_t hellos = 0;        // that announced a stream, repeats included
  int64_t malformed = 0;     // packets that were refused
  int64_t unannounced = 0;   // poses before any hello
  int64_t late = 0;          // poses from before one that was already taken
  int64_t repeated = 0;      // poses that had come before
  int64_t overrun = 0;       // frames that gave way to newer ones
  int64_t lost = 0;          // gaps in the sender's sequence numbers
  int64_t gaps = 0;          // pauses of more than LiveStream::kGap_s
  std::string last_refusal;  // why the newest malformed packet was refused
};

/// Of the last two seconds.
struct LiveRate {
  double fps = 0.0;        // 0: not known yet
  double jitter_ms = 0.0;  // standard deviation of the time between arrivals
};

/// A hello, and a number that is raised with each new one: frames of another number do not belong
/// together, in skeleton or in time.
struct LiveAnnouncement {
  StreamHello hello;
  int number = 0;
};

/// A frame and the announcement that says what it means.
struct LiveArrival {
  std::shared_ptr<const LiveAnnouncement> stream;
  LiveFrame frame;
};

/// Thread-compatible; takes packets in the order of their arrival.
class LiveStream {
 public:
  static constexpr double kGap_s = 0.5;
  /// A sender's clock that falls back by more, or leaps ahead by more, was started anew.
  static constexpr double kRestart_s = 1.0, kLeap_s = 10.0;

  /// The frames of a packet that arrived at this time (monotonic, seconds). None for hellos and
  /// for what is refused. A time comes from the sender where it says one, else from arrival.
  std::vector<LiveArrival> take(std::string_view packet, double arrival_s);

  /// Null before the first hello.
  const std::shared_ptr<const LiveAnnouncement>& announcement() const { return announcement_; }
  const LiveCounts& counts() const { return counts_; }
  LiveCounts& counts() { return counts_; }
  LiveRate rate() const;

 private:
  void announce(StreamHello hello);
  void begin(StreamHello hello);
  std::optional<LiveFrame> frame(const PosePacket& pose, double arrival_s);

  std::shared_ptr<const LiveAnnouncement> announcement_;
  LiveCounts counts_;
  std::optional<double> first_time_s_, last_time_s_;  // of the sender, or of arrival
  std::optional<int64_t> last_sequence_;
  std::deque<double> arrivals_s_;  // of the last two seconds, at most kMostArrivals
};

}  // namespace kinemote::app
