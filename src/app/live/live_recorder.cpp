#include "app/live/live_recorder.h"

#include <algorithm>
#include <cmath>

#include "motion/core/fit_points.h"

namespace kinemote::app {
namespace {

constexpr double kAnnouncedTolerance = 0.2;

}  // namespace

double even_fps(const LiveRecording& recording) {
  const double length_s = recording.duration_s();
  const double announced = recording.stream ? recording.stream->hello.fps : 0.0;
  if (!(length_s > 0.0)) return announced > 0.0 ? std::max(1.0, announced) : 30.0;
  const double measured = static_cast<double>(recording.frames.size() - 1) / length_s;
  if (announced >= 1.0 && std::abs(measured / announced - 1.0) <= kAnnouncedTolerance) {
    return announced;
  }
  return std::clamp(std::round(measured), 1.0, kFastestLive_fps);
}

Result<RecordedMotion> motion_of(const LiveRecording& recording, const std::string& name) {
  if (recording.frames.size() < 2) {
    return bad_input("nothing was recorded: fewer than two poses came");
  }
  const StreamHello& hello = recording.stream->hello;
  const EvenSteps steps = steps_over(recording.frames, even_fps(recording));
  RecordedMotion motion;
  int gaps = 0;
  for (size_t i = 1; i < recording.frames.size(); ++i) {
    if (recording.frames[i].time_s - recording.frames[i - 1].time_s > LiveStream::kGap_s) ++gaps;
  }
  if (gaps > 0) {
    motion.warnings.push_back(
        std::to_string(gaps) + " pauses of more than 0.5 s " +
        (hello.kind == StreamKind::kSkeleton ? "are bridged evenly" : "leave points missing"));
  }
  if (hello.kind == StreamKind::kSkeleton) {
    motion.clip = clip_of(hello, recording.frames, steps);
    motion.clip->name = name;
    return motion;
  }
  motion.points = points_of(hello, recording.frames, steps);
  motion.points->name = name;
  if (motion.points->is_2d) return motion;
  auto fit = fit_points(*motion.points);
  if (!fit) return fit.error();
  motion.clip = std::move(fit->clip);
  motion.warnings.insert(motion.warnings.end(), fit->report.warnings.begin(),
                         fit->report.warnings.end());
  return motion;
}

void LiveRecorder::add(const LiveArrival& arrival) {
  if (stream_ != arrival.stream) {
    stream_ = arrival.stream;
    ring_.clear();
    if (!recording_.frames.empty()) is_recording_ = false;
  }
  const size_t most = std::max<size_t>(2, kMostBytes / live_frame_bytes(stream_->hello));
  ring_.push_back(arrival.frame);
  while (ring_.size() > most || ring_.front().time_s < arrival.frame.time_s - kRing_s) {
    ring_.pop_front();
  }
  if (!is_recording_) return;
  recording_.stream = stream_;
  recording_.frames.push_back(arrival.frame);
  if (recording_.frames.size() >= most || recording_.duration_s() >= kLongest_s) {
    is_recording_ = false;
  }
}

void LiveRecorder::start() {
  recording_ = {};
  is_recording_ = true;
}

LiveRecording LiveRecorder::finish() {
  is_recording_ = false;
  return std::exchange(recording_, {});
}

LiveRecording LiveRecorder::recent(double longest_s) const {
  LiveRecording recent{stream_, {}};
  if (ring_.empty()) return recent;
  const double from_s = ring_.back().time_s - longest_s;
  const auto first = std::partition_point(
      ring_.begin(), ring_.end(), [&](const LiveFrame& frame) { return frame.time_s < from_s; });
  recent.frames.assign(first, ring_.end());
  return recent;
}

void LiveRecorder::clear() {
  stream_ = nullptr;
  ring_.clear();
  recording_ = {};
  is_recording_ = false;
}

}  // namespace kinemote::app
