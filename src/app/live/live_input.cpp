#include "app/live/live_input.h"

#include <algorithm>

#include "app/latest_worker.h"
#include "app/live/live_reader.h"
#include "motion/core/fit_points.h"

namespace kinemote::app {
namespace {

constexpr double kFastestShown_fps = 60.0;
constexpr double kReadingPause_s = 0.1;  // of the stream
constexpr double kSettled_s = 1.0;       // after which lengths of limbs and the ground are kept
constexpr size_t kMostTimes = 500;
constexpr double kAsked_s = 6.0;  // of the past that goes to the reader, which takes what it needs

}  // namespace

/// Opens the recogniser on its first question, for that may take a second.
struct LiveInput::Worker {
  struct Question {
    LiveQuestion question;
    AffectReader affect;
  };
  struct Answer {
    LiveReading reading;
    std::vector<std::string> classes;
  };

  Worker(std::filesystem::path recogniser, std::function<void()> wake)
      : path(std::move(recogniser)),
        worker([this](const Question& q) { return answer(q); }, std::move(wake)) {}

  Answer answer(const Question& question) {
    if (!reader || question.affect.model != affect) {
      affect = question.affect.model;
      std::unique_ptr<OpenedRecogniser> recogniser;
      error.clear();
      if (!path.empty()) {
        auto opened = open_recogniser(path);
        if (opened) {
          recogniser = std::make_unique<OpenedRecogniser>(std::move(*opened));
        } else {
          error = opened.error().message;
        }
      }
      reader = std::make_unique<LiveReader>(std::move(recogniser), question.affect,
                                            LiveReaderSettings{});
    }
    Answer answer{reader->read(question.question), reader->classes()};
    if (!error.empty()) answer.reading.unsure = error;
    return answer;
  }

  // Of the worker's thread alone.
  std::filesystem::path path;
  std::shared_ptr<const analysis::AffectModel> affect;
  std::unique_ptr<LiveReader> reader;
  std::string error;

  LatestWorker<Question, Answer> worker;  // last: it uses everything above
};

LiveInput::LiveInput(std::function<void()> wake) : wake_(std::move(wake)) {}
LiveInput::~LiveInput() = default;

Status LiveInput::open(const std::string& source, const std::filesystem::path& recogniser,
                       int pipe) {
  const auto place = parse_live_place(source, "stdin");
  if (!place) return place.error();
  // The same port can be asked for again, with another recogniser.
  if (receiver_ && receiver_->place().text() == place->text()) close();
  auto receiver = LiveReceiver::open(*place, wake_, pipe);
  if (!receiver) return receiver.error();
  close();
  receiver_ = std::move(*receiver);
  place_ = receiver_->place();
  worker_ = std::make_unique<Worker>(recogniser, wake_);
  status_ = receiver_->status();
  motion_ = nullptr;
  reading_.reset();
  classes_.clear();
  reading_ms_.clear();
  stream_ = nullptr;
  return {};
}

void LiveInput::close() {
  stop_recording();
  receiver_ = nullptr;
  worker_ = nullptr;
  recorder_.clear();
}

void LiveInput::stop_recording() {
  if (!recorder_.is_recording()) return;
  LiveRecording recording = recorder_.finish();
  if (!recording.frames.empty()) finished_ = std::move(recording);
}

std::optional<LiveRecording> LiveInput::take_recording() {
  if (recorder_.has_ended()) finished_ = recorder_.finish();
  return std::exchange(finished_, std::nullopt);
}

bool LiveInput::update(const AffectReader& affect) {
  if (!receiver_) return false;
  std::vector<LiveArrival> arrivals = receiver_->take();
  status_ = receiver_->status();
  if (auto answer = worker_->worker.take()) {
    classes_ = std::move(answer->classes);
    reading_ms_.push_back(answer->reading.compute_ms);
    if (reading_ms_.size() > kMostTimes) reading_ms_.erase(reading_ms_.begin());
    if (stream_ && answer->reading.stream == stream_->number) {
      reading_ = std::move(answer->reading);
    }
  }
  if (arrivals.empty()) return false;
  for (const LiveArrival& arrival : arrivals) {
    if (arrival.stream != stream_) {
      stream_ = arrival.stream;
      reading_.reset();
      fitted_ = nullptr;
      ground_m_.reset();
      last_asked_s_ = arrival.frame.time_s;
    }
    recorder_.add(arrival);
  }
  make_motion();
  const double newest_s = arrivals.back().frame.time_s;
  if (newest_s - last_asked_s_ >= kReadingPause_s) {
    last_asked_s_ = newest_s;
    worker_->worker.post({{recorder_.recent(kAsked_s)}, affect});
  }
  return motion_ != nullptr;
}

void LiveInput::make_motion() {
  const LiveRecording recent = recorder_.recent(kShown_s);
  if (recent.frames.size() < 2) {
    motion_ = nullptr;
    return;
  }
  const StreamHello& hello = recent.stream->hello;
  const double fps = std::min(even_fps(recent), kFastestShown_fps);
  const EvenSteps steps = last_steps(recent.frames, fps, static_cast<int>(kShown_s * fps) + 1);
  if (steps.count < 2) return;
  const bool is_settled = steps.count * steps.step_s >= kSettled_s;
  std::shared_ptr<Playable> motion;
  if (hello.kind == StreamKind::kSkeleton) {
    motion = make_playable(clip_of(hello, recent.frames, steps), false, "Live");
  } else {
    PointClip points = points_of(hello, recent.frames, steps);
    if (!points.is_2d) {
      FitSettings settings;
      settings.skeleton = fitted_;
      if (auto fit = fit_points(points, settings)) {
        if (is_settled && !fitted_) fitted_ = fit->clip.skeleton;
        motion = make_playable(std::move(fit->clip), false, "Live");
      }
    }
    auto figures = make_point_figures({std::move(points)});
    if (!motion) {
      motion = make_playable(carrier_clip(*figures.front()), false, "Live");
      motion->has_figure = false;
      motion->speed_mps.clear();
      motion->height_m = figures.front()->height_m;
      motion->ground_m = figures.front()->ground_m;
    }
    motion->points = std::move(figures);
  }
  // Found anew in every window, the floor would go up and down with the figure.
  if (!ground_m_ && is_settled) ground_m_ = motion->ground_m;
  motion->ground_m = ground_m_.value_or(motion->ground_m);
  motion_ = std::move(motion);
}

double LiveInput::reading_p99_ms() const {
  if (reading_ms_.empty()) return 0.0;
  std::vector<double> sorted = reading_ms_;
  std::sort(sorted.begin(), sorted.end());
  return sorted[static_cast<size_t>(0.99 * static_cast<double>(sorted.size() - 1))];
}

}  // namespace kinemote::app
