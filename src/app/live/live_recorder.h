// What came lately, and what is recorded: bounded in time and in memory.
#pragma once

#include <deque>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "app/live/live_stream.h"

namespace kinemote::app {

/// Frames of one announcement, in time.
struct LiveRecording {
  std::shared_ptr<const LiveAnnouncement> stream;
  std::vector<LiveFrame> frames;

  double duration_s() const {
    return frames.empty() ? 0.0 : frames.back().time_s - frames.front().time_s;
  }
};

/// Frames at even steps; a figure for skeletons and 3-D points, the points for all points.
struct RecordedMotion {
  std::optional<Clip> clip;
  std::optional<PointClip> points;
  Warnings warnings;
};

/// Frames a second of what a recording becomes: as announced where the frames came about as often
/// (within a fifth), else the whole number nearest to how often they came. [1, kFastestLive_fps].
double even_fps(const LiveRecording& recording);

/// Errors (bad input): fewer than two frames; a figure that cannot be fitted to 3-D points.
Result<RecordedMotion> motion_of(const LiveRecording& recording, const std::string& name);

class LiveRecorder {
 public:
  static constexpr double kRing_s = 60.0;
  static constexpr double kLongest_s = 600.0;
  static constexpr size_t kMostBytes = size_t{256} << 20;  // of ring and recording each

  /// A frame of a new announcement empties the ring and ends a recording.
  void add(const LiveArrival& arrival);

  /// Begins with the next frame; what was recorded and not taken is dropped.
  void start();
  bool is_recording() const { return is_recording_; }
  double recorded_s() const { return recording_.duration_s(); }
  /// True if it ended by itself: the sender changed, or a limit was reached. Until taken.
  bool has_ended() const { return !is_recording_ && !recording_.frames.empty(); }
  /// Ends it, and gives what there is (no frames if none came).
  LiveRecording finish();

  /// Frames of the ring from the last `longest_s` seconds, at most kRing_s.
  LiveRecording recent(double longest_s) const;
  void clear();

 private:
  std::shared_ptr<const LiveAnnouncement> stream_;  // of the ring
  std::deque<LiveFrame> ring_;
  LiveRecording recording_;
  bool is_recording_ = false;
};

}  // namespace kinemote::app
