#include "app/recognition/recogniser_bench.h"

#include "app/markup.h"
#include "motion/io/checksum.h"

namespace kinemote::app {
namespace {

constexpr const char* kExtension = ".krec";

std::string joined(const Warnings& warnings) {
  std::string text;
  for (const std::string& warning : warnings) text += warning + "\n";
  return text;
}

}  // namespace

Result<UsedRecogniser> use_recogniser(const std::filesystem::path& path) {
  auto opened = open_recogniser(path);
  if (!opened) return opened.error();
  UsedRecogniser used;
  used.path = path;
  if (auto checksum = io::file_checksum(path)) used.checksum = std::move(*checksum);
  used.recogniser = std::move(opened->recogniser);
  used.spec = std::move(opened->spec);
  used.settings = std::move(opened->settings);
  used.unsure_below = unsure_below(opened->held_out ? &*opened->held_out : nullptr);
  if (opened->held_out) {
    const auto scores = scores_of(*opened->held_out, used.settings.seed);
    if (scores) used.scores = *scores;
    if (!opened->held_out->folds.empty()) used.training = opened->held_out->folds.front().training;
    used.held_out = std::move(opened->held_out);
  }
  return used;
}

Status RecogniserBench::check(const RecogniserWish& wish, int library_size) const {
  if (is_training()) return usage_error("A training is under way; one runs at a time.");
  std::error_code ignored;
  if (wish.clips.empty() && library_size == 0) {
    return usage_error("The library is empty: open labelled motions first, or name a folder.");
  }
  if (!wish.clips.empty() && wish.clips != "builtin" &&
      !std::filesystem::exists(wish.clips, ignored)) {
    return usage_error("There is no folder \"" + wish.clips +
                       "\"; \"builtin\" is the built-in corpus.");
  }
  const std::filesystem::path out = wish.out;
  if (out.extension() != kExtension) {
    return usage_error("The recogniser's file name ends in .krec, such as my.krec.");
  }
  const std::filesystem::path folder = std::filesystem::absolute(out, ignored).parent_path();
  if (!std::filesystem::is_directory(folder, ignored)) {
    return usage_error("There is no folder \"" + folder.string() + "\" for the recogniser's file.");
  }
  if (Status s = wish.settings.validate(); !s) return s;
  return wish.spec.validate();
}

Result<RecogniserBench::Trained> RecogniserBench::train_now(const RecogniserWish& wish,
                                                            const ClipSet& library, Curve& curve,
                                                            const Progress& progress) {
  ClipSet clips = library;
  if (!wish.clips.empty()) {
    ClipSetSettings settings;
    settings.corpus.seed = wish.settings.seed;
    auto opened = open_clip_set(wish.clips, settings, progress);
    if (!opened) return opened.error();
    clips = std::move(*opened);
  }
  const auto trained =
      train_recogniser(clips, wish.clips.empty() ? clips.dataset.root.string() : wish.clips,
                       wish.settings, wish.spec, wish.threads, wish.out, progress,
                       [&curve](const synthesis::SequenceCurvePoint& point) {
                         const std::lock_guard lock(curve.mutex);
                         curve.points.push_back(point);
                       });
  if (!trained) return trained.error();
  // What is used is what was written: a file that cannot be read again is found out now.
  auto used = use_recogniser(wish.out);
  if (!used) return used.error();
  used->held_out = trained->held_out;
  used->scores = trained->scores;
  used->training = trained->training;
  return Trained{std::move(*used), std::move(clips), trained->warnings};
}

Status RecogniserBench::train(const RecogniserWish& wish, const ClipSet& library) {
  if (Status s = check(wish, library.size()); !s) return s;
  train_error_.clear();
  curve_ = std::make_shared<Curve>();
  train_job_ = jobs_.submit("Training " + std::filesystem::path(wish.out).filename().string(),
                            [this, wish, library, curve = curve_](const Progress& progress) {
                              auto trained = std::make_shared<Result<Trained>>(
                                  train_now(wish, library, *curve, progress));
                              return [this, trained] { take_trained(std::move(*trained)); };
                            });
  return {};
}

void RecogniserBench::take_trained(Result<Trained> trained) {
  train_job_ = 0;
  if (!trained) {
    const bool is_cancelled = trained.error().code == ErrorCode::kCancelled;
    jobs_.note_failure(trained.error().message);
    train_error_ =
        is_cancelled ? "Training was cancelled; nothing was written." : trained.error().message;
    messages_.post(is_cancelled ? MessageLevel::kInfo : MessageLevel::kError, train_error_);
    return;
  }
  jobs_.note_done();
  const std::string name = trained->used.path.filename().string();
  const auto& scores = trained->used.scores->windows;
  messages_.post(MessageLevel::kDone,
                 "Trained " + name + ": balanced accuracy " +
                     fixed_text(scores.scores.balanced_accuracy, 2) + ", guessing " +
                     fixed_text(scores.majority.balanced_accuracy, 2),
                 joined(trained->warnings));
  clips_ = std::move(trained->clips);
  use(std::move(trained->used));
}

std::optional<JobInfo> RecogniserBench::train_info() const {
  if (train_job_ == 0) return std::nullopt;
  for (JobInfo& job : jobs_.jobs()) {
    if (job.id == train_job_) return std::move(job);
  }
  return std::nullopt;
}

std::vector<synthesis::SequenceCurvePoint> RecogniserBench::curve() const {
  if (!is_training() && used_) return used_->training.curve;
  const std::lock_guard lock(curve_->mutex);
  return curve_->points;
}

void RecogniserBench::open(const std::filesystem::path& path, const std::string& checksum) {
  jobs_.submit("Opening " + path.filename().string(), [this, path, checksum](const Progress&) {
    auto used = std::make_shared<Result<UsedRecogniser>>(use_recogniser(path));
    return [this, used, checksum] {
      if (!*used) {
        jobs_.note_failure(used->error().message);
        return messages_.post(MessageLevel::kError, used->error().message);
      }
      messages_.post(MessageLevel::kInfo, (*used)->path.filename().string() + " tells " +
                                              std::to_string((*used)->class_names().size()) +
                                              " classes apart");
      if (!checksum.empty() && checksum != (*used)->checksum) {
        messages_.post(MessageLevel::kWarning,
                       (*used)->path.filename().string() +
                           ": the recogniser is another one than when the session was saved");
      }
      clips_.reset();
      use(std::move(**used));
    };
  });
}

void RecogniserBench::use(UsedRecogniser used) {
  review_ = used.held_out ? HeldOutReview(*used.held_out) : HeldOutReview();
  used_ = std::make_shared<const UsedRecogniser>(std::move(used));
}

void RecogniserBench::close() {
  used_.reset();
  review_ = {};
  clips_.reset();
}

}  // namespace kinemote::app
