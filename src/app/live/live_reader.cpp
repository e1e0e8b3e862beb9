#include "app/live/live_reader.h"

#include <algorithm>
#include <chrono>
#include <cmath>
#include <cstdio>

#include "app/recognition/recognition_input.h"
#include "motion/core/fit_points.h"

namespace kinemote::app {
namespace {

constexpr double kSettled_s = 1.0;  // of points after which the lengths of limbs are kept
constexpr double kPadLeast_s = 1.0;

double monotonic_s() {
  return std::chrono::duration<double>(std::chrono::steady_clock::now().time_since_epoch()).count();
}

/// Features need a second and a frame.
int pad_frames(double window_s) {
  return 1 + static_cast<int>(std::ceil(std::max(window_s, kPadLeast_s) * kRecognitionFps));
}

}  // namespace

Status LiveReaderSettings::validate() const {
  if (!(least_sure > 0.0) || least_sure > 1.0) {
    return usage_error("a class is named from a probability above 0 and at most 1");
  }
  if (!(smoothing_s >= 0.0) || smoothing_s > 60.0) {
    return usage_error("smoothing lasts from 0 to 60 s");
  }
  return {};
}

LiveReader::LiveReader(std::unique_ptr<OpenedRecogniser> recogniser, AffectReader affect,
                       const LiveReaderSettings& settings)
    : recogniser_(std::move(recogniser)), affect_(std::move(affect)), settings_(settings) {
  if (!recogniser_) return;
  classes_ = recogniser_->settings.classes;
  window_frames_ = recogniser_->settings.window_frames;
  // The stream brings its own noise, or none.
  recogniser_->settings.pixel_noise = 0.0;
  recogniser_->settings.joint_dropout = 0.0;
}

double LiveReader::span_s() const {
  // Frames come unevenly; one more on either side lets the window's ends be interpolated.
  return (std::max(window_frames_, pad_frames(affect_.window_s)) + 2) / kRecognitionFps + 0.2;
}

std::vector<LiveFrame> LiveReader::unbroken(const std::vector<LiveFrame>& frames) const {
  size_t first = frames.size() - 1;
  while (first > 0 && frames[first].time_s - frames[first - 1].time_s <= LiveStream::kGap_s) {
    --first;
  }
  return {frames.begin() + static_cast<ptrdiff_t>(first), frames.end()};
}

std::shared_ptr<const Clip> LiveReader::figure(const LiveRecording& recent,
                                               const std::vector<LiveFrame>& frames,
                                               const EvenSteps& steps) {
  const StreamHello& hello = recent.stream->hello;
  if (hello.kind == StreamKind::kSkeleton) {
    return std::make_shared<const Clip>(clip_of(hello, frames, steps));
  }
  if (hello.dimensions == 2) return nullptr;
  FitSettings settings;
  settings.skeleton = fitted_;
  auto fit = fit_points(points_of(hello, frames, steps), settings);
  if (!fit) return nullptr;
  if (!fitted_ && steps.count * steps.step_s >= kSettled_s) fitted_ = fit->clip.skeleton;
  return std::make_shared<const Clip>(std::move(fit->clip));
}

Result<std::vector<double>> LiveReader::recognise(const StreamHello& hello,
                                                  const std::vector<LiveFrame>& frames,
                                                  const EvenSteps& steps,
                                                  const std::shared_ptr<const Clip>& clip,
                                                  int& seen_frames) {
  const RecognitionInput input = recogniser_->spec.input;
  if (!clip && input == RecognitionInput::kSkeleton) {
    return bad_input("this recogniser reads figures, and the stream gives 2-D points or nobody");
  }
  auto seen = clip ? see_clip(*clip, "live", input, recogniser_->settings)
                   : see_points(points_of(hello, frames, steps), input, recogniser_->settings);
  if (!seen) return seen.error();
  const analysis::PoseSequence& window = seen->sequences.front();
  // Sequences of picked frames (landmarks) are valid throughout, or there is none.
  const bool is_whole = window.frames == recogniser_->settings.window_frames;
  seen_frames = is_whole
                    ? static_cast<int>(std::count(window.valid.begin(), window.valid.end(), 1.0F))
                    : steps.count;
  const RecognitionSet set = set_of_window(std::move(*seen), input, clip);
  const auto shares = recogniser_->recogniser->probabilities(set, {0});
  if (!shares) return shares.error();
  return std::vector<double>(shares->row(0).begin(), shares->row(0).end());
}

void LiveReader::smooth(std::vector<double>& kept, std::vector<double> fresh,
                        double elapsed_s) const {
  if (kept.size() != fresh.size() || settings_.smoothing_s == 0.0) {
    kept = std::move(fresh);
    return;
  }
  const double share = 1.0 - std::exp(-elapsed_s / settings_.smoothing_s);
  for (size_t i = 0; i < kept.size(); ++i) kept[i] += share * (fresh[i] - kept[i]);
}

LiveReading LiveReader::read(const LiveQuestion& question) {
  const double start_s = monotonic_s();
  LiveReading reading;
  reading.window_frames = window_frames_;
  const LiveRecording& recent = question.recent;
  if (recent.frames.empty()) {
    reading.unsure = "too few frames";
    return reading;
  }
  reading.stream = recent.stream->number;
  reading.time_s = recent.frames.back().time_s;
  if (reading.stream != stream_) {
    stream_ = reading.stream;
    probabilities_.clear();
    pad_.clear();
    fitted_ = nullptr;
    last_time_s_ = reading.time_s;
  }
  const double elapsed_s = std::max(0.0, reading.time_s - last_time_s_);
  last_time_s_ = reading.time_s;

  const std::vector<LiveFrame> frames = unbroken(recent.frames);
  const EvenSteps steps = last_steps(frames, kRecognitionFps, window_frames_);
  const EvenSteps pad_steps = last_steps(frames, kRecognitionFps, pad_frames(affect_.window_s));
  const auto clip = figure(recent, frames, steps.count >= pad_steps.count ? steps : pad_steps);
  reading.seen_frames = steps.count;
  if (recogniser_) {
    std::shared_ptr<const Clip> window = clip;
    if (clip && clip->frame_count > steps.count) {
      window = std::make_shared<const Clip>(
          *trim(*clip, clip->frame_count - steps.count, clip->frame_count));
    }
    auto fresh = recognise(recent.stream->hello, frames, steps, window, reading.seen_frames);
    if (!fresh) {
      reading.unsure = fresh.error().message;
      probabilities_.clear();
    } else if (reading.seen_frames < window_frames_ / 2) {
      reading.unsure = "too few frames";
      probabilities_.clear();
    } else {
      smooth(probabilities_, std::move(*fresh), elapsed_s);
      reading.probabilities = probabilities_;
      reading.best = static_cast<int>(
          std::max_element(probabilities_.begin(), probabilities_.end()) - probabilities_.begin());
      if (probabilities_[reading.best] < settings_.least_sure) {
        char text[48];
        std::snprintf(text, sizeof text, "no class reaches %.0f %%", 100.0 * settings_.least_sure);
        reading.unsure = text;
      }
    }
  }
  if (affect_.model && clip && pad_steps.count == pad_frames(affect_.window_s)) {
    const auto part = trim(*clip, clip->frame_count - pad_steps.count, clip->frame_count);
    if (const auto pad = part ? affect_.model->measure(*part) : part.error()) {
      const std::array<double, 3> values = pad->values();
      smooth(pad_, {values.begin(), values.end()}, elapsed_s);
      reading.pad = analysis::Pad{pad_[0], pad_[1], pad_[2]};
    }
  }
  const double end_s = monotonic_s();
  reading.compute_ms = 1000.0 * (end_s - start_s);
  reading.latency_ms = 1000.0 * (end_s - recent.frames.back().arrival_s);
  return reading;
}

}  // namespace kinemote::app
