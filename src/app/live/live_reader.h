// Which class and which emotion the last two seconds of a live stream show.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "app/live/live_recorder.h"
#include "app/pad_trace.h"
#include "app/recognition/recogniser_file.h"

namespace kinemote::app {

struct LiveReaderSettings {
  /// The least smoothed probability at which a class is named; below it the reader is not sure.
  double least_sure = 0.5;  // (0, 1]
  /// Time constant of smoothing, seconds of the stream: after it, 63 % of a change has come through
  /// (exponential, s += (1 - exp(-dt / constant)) (x - s)). 0: none.
  double smoothing_s = 0.5;
  Status validate() const;
};

struct LiveReading {
  int stream = 0;       // LiveAnnouncement::number
  double time_s = 0.0;  // of the newest frame
  int window_frames = 0, seen_frames = 0;
  std::vector<double> probabilities;  // smoothed, one a class, sum 1; empty: none yet
  int best = -1;                      // the likeliest class; -1: none yet
  /// "" if the class may be named, else why not: "too few frames", "no class reaches 50 %", or what
  /// the recogniser needs and the stream has not.
  std::string unsure;
  std::optional<analysis::Pad> pad;  // smoothed; none: no model, less than a second, or no figure
  double compute_ms = 0.0;           // of this reading
  double latency_ms = 0.0;           // from the arrival of the newest frame to the reading

  bool is_sure() const { return best >= 0 && unsure.empty(); }
};

/// Frames of at most LiveReader::span_s(), the newest last.
struct LiveQuestion {
  LiveRecording recent;
};

/// Thread-compatible. Keeps what it smooths, and the figure that it fits to 3-D points.
class LiveReader {
 public:
  /// Both may be missing.
  LiveReader(std::unique_ptr<OpenedRecogniser> recogniser, AffectReader affect,
             const LiveReaderSettings& settings);

  /// A recogniser of skeletons or an encoder needs a stream that gives a figure (a skeleton, or 3-D
  /// points); those of coco17 and landmarks33 read 2-D points as they come, and see figures through
  /// a camera without noise. Fewer frames than half a window, after the last pause of more than
  /// LiveStream::kGap_s, are too few. Cost: milliseconds, see bench/live_bench.cpp.
  LiveReading read(const LiveQuestion& question);

  /// Names of the classes that probabilities are of; empty without a recogniser.
  const std::vector<std::string>& classes() const { return classes_; }
  /// Seconds of frames that a question should have.
  double span_s() const;

 private:
  std::vector<LiveFrame> unbroken(const std::vector<LiveFrame>& frames) const;
  std::shared_ptr<const Clip> figure(const LiveRecording& recent,
                                     const std::vector<LiveFrame>& frames, const EvenSteps& steps);
  Result<std::vector<double>> recognise(const StreamHello& hello,
                                        const std::vector<LiveFrame>& frames,
                                        const EvenSteps& steps,
                                        const std::shared_ptr<const Clip>& clip, int& seen);
  void smooth(std::vector<double>& kept, std::vector<double> fresh, double elapsed_s) const;

  std::unique_ptr<OpenedRecogniser> recogniser_;  // null: none
  AffectReader affect_;
  LiveReaderSettings settings_;
  std::vector<std::string> classes_;
  int window_frames_ = 64;
  int stream_ = 0;
  double last_time_s_ = 0.0;
  std::vector<double> probabilities_, pad_;
  SkeletonPtr fitted_;  // to 3-D points of this stream
};

}  // namespace kinemote::app
