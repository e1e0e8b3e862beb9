// Which class and which emotion the last two seconds of a live stream show.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "app/live/live_reading.h"
#include "app/live/live_recorder.h"
#include "app/pad_trace.h"
#include "app/recognition/recogniser_file.h"

namespace kinemote::app {

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
