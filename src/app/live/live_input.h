// Live input of the studio: what comes in, made ready for the stage, read and recorded.
#pragma once

#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "app/live/live_reading.h"
#include "app/live/live_receiver.h"
#include "app/live/live_recorder.h"
#include "app/playable.h"

namespace kinemote::app {

struct AffectReader;

/// One thread (the interface's) uses it. Reading class and PAD happens on a worker of its own.
class LiveInput {
 public:
  static constexpr double kShown_s = 2.0;  // of the past, for trails and contacts

  /// `wake` is called from worker threads when update() has something to do.
  explicit LiveInput(std::function<void()> wake);
  ~LiveInput();
  LiveInput(const LiveInput&) = delete;
  LiveInput& operator=(const LiveInput&) = delete;

  /// Begins to listen, instead of where it listened before. `recogniser`: a file of `train
  /// recogniser`, opened in the background; empty: PAD alone. `pipe` as of LiveReceiver. Errors:
  /// usage (no place), environment; nothing changes then.
  Status open(const std::string& source, const std::filesystem::path& recogniser, int pipe = 0);
  /// Ends listening; a recording that is under way can be taken afterwards.
  void close();
  bool is_open() const { return receiver_ != nullptr; }

  /// Takes frames and readings; true if motion() is new.
  bool update(const AffectReader& affect);
  /// The last kShown_s, its newest frame at the end; null before a second pose.
  const PlayablePtr& motion() const { return motion_; }

  void start_recording() { recorder_.start(); }
  /// Ends the recording; take_recording() has it then.
  void stop_recording();
  bool is_recording() const { return recorder_.is_recording(); }
  double recorded_s() const { return recorder_.recorded_s(); }
  /// A recording that has ended, by wish or by itself; empty if there is none.
  std::optional<LiveRecording> take_recording();

  const LivePlace& place() const { return place_; }
  /// As of the last update().
  const LiveStatus& status() const { return status_; }
  /// Newest, of this stream; empty before there is one.
  const std::optional<LiveReading>& reading() const { return reading_; }
  const std::vector<std::string>& classes() const { return classes_; }
  /// 99th percentile of the time that the last readings took, milliseconds; 0 before any.
  double reading_p99_ms() const;

 private:
  struct Worker;
  void make_motion();

  std::function<void()> wake_;
  std::unique_ptr<LiveReceiver> receiver_;
  std::unique_ptr<Worker> worker_;
  LiveRecorder recorder_;
  LivePlace place_;
  LiveStatus status_;
  PlayablePtr motion_;
  std::optional<LiveRecording> finished_;
  std::optional<LiveReading> reading_;
  std::vector<std::string> classes_;
  std::vector<double> reading_ms_;  // of the last kMostTimes readings
  std::shared_ptr<const LiveAnnouncement> stream_;
  SkeletonPtr fitted_;              // to 3-D points of this stream
  std::optional<double> ground_m_;  // of this stream, once it has settled
  double last_asked_s_ = 0.0;       // stream time
};

}  // namespace kinemote::app
