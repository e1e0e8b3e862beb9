// A thread that takes packets from a socket or a pipe and keeps the frames until they are taken.
#pragma once

#include <condition_variable>
#include <deque>
#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

#include "app/live/live_source.h"
#include "app/live/live_stream.h"

namespace kinemote::app {

struct LiveStatus {
  LiveCounts counts;
  LiveRate rate;
  std::shared_ptr<const LiveAnnouncement> stream;  // null before the first hello
  double silent_s = 0.0;                           // since the last frame, or since the start
  bool is_ended = false;                           // the pipe was closed, or broke
};

/// Bounded: at most kMostWaiting frames wait and one packet is held. Of a socket the oldest give
/// way, counted as overrun; a pipe is not read on until frames are taken, so that a file that is
/// piped in comes whole. Stops at once, without waiting for a packet.
class LiveReceiver {
 public:
  static constexpr size_t kMostWaiting = 256;

  /// `wake` (may be empty) is called from the thread when frames or the end are there to be taken,
  /// and a few times a second while there is something else to be told. `pipe` is what to read for
  /// LivePlace::Kind::kPipe; it is not closed. Error (environment): the port is taken, or the
  /// address is none of this computer's.
  static Result<std::unique_ptr<LiveReceiver>> open(const LivePlace& place,
                                                    std::function<void()> wake, int pipe = 0);
  ~LiveReceiver();
  LiveReceiver(const LiveReceiver&) = delete;
  LiveReceiver& operator=(const LiveReceiver&) = delete;

  /// Frames since the last call, oldest first.
  std::vector<LiveArrival> take();
  LiveStatus status() const;
  /// Blocks until there are frames, the end, or the time is over.
  void wait_for(double longest_s);
  /// As bound: with the port that was chosen, where 0 was asked for.
  const LivePlace& place() const { return place_; }

 private:
  LiveReceiver(LivePlace place, int input, int stop, std::function<void()> wake);
  void run();
  bool read_datagrams();  // false: nothing more will come
  bool read_lines();
  void take_line(std::string_view line);
  void add(std::string_view packet);
  /// Seconds of a monotonic clock.
  static double now_s();

  LivePlace place_;
  int input_, stop_;  // descriptors; stop_ becomes readable when the thread is to end
  std::function<void()> wake_;
  std::string line_;               // begun, of a pipe
  bool is_line_too_long_ = false;  // the rest of it is skipped
  mutable std::mutex mutex_;
  std::condition_variable changed_;
  LiveStream stream_;
  std::deque<LiveArrival> waiting_;
  double last_frame_s_, last_wake_s_ = 0.0;
  bool is_ended_ = false, is_stopping_ = false;
  std::thread thread_;  // last: it uses everything above
};

}  // namespace kinemote::app
