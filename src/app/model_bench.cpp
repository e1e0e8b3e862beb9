#include "app/model_bench.h"

#include <cstdio>

#include "app/assets.h"
#include "app/clip_loader.h"
#include "app/generate_job.h"

namespace kinemote::app {
namespace {

Status check_clips(const std::string& clips) {
  if (clips == "builtin") return {};
  std::error_code ignored;
  if (clips.empty()) return usage_error("Say which clips: a folder of motions, or \"builtin\".");
  if (!std::filesystem::exists(clips, ignored)) {
    return usage_error("There is no folder \"" + clips + "\"; \"builtin\" is the built-in corpus.");
  }
  return {};
}

Result<TrainingSet> read_clips(const std::string& path, uint64_t seed, int threads, Needs needs,
                               const Progress& progress) {
  ClipSetSettings settings;
  settings.corpus.seed = seed;
  const auto clips = open_clip_set(path, settings, progress);
  if (!clips) return clips.error();
  return make_training_set(*clips, threads, progress, needs);
}

Result<Evaluation> judge_model(const JudgeWish& wish, const Progress& progress) {
  const auto path = resolve_model(wish.model);
  if (!path) return path.error();
  const EvaluateSettings& settings = wish.settings;
  const bool is_affect = extension_of(*path) == "json";
  report(progress, "opening the model", 0.0);
  std::unique_ptr<synthesis::MotionModel> model;
  AffectSource affect;
  if (is_affect) {
    auto loaded = load_affect_model(wish.model);
    if (!loaded) return loaded.error();
    affect = std::move(*loaded);
  } else {
    auto opened = open_motion_model(wish.model);
    if (!opened) return opened.error();
    model = std::move(*opened);
  }
  const auto set = read_clips(wish.clips, settings.seed, settings.threads,
                              is_affect ? Needs::kPad : Needs::kPadOrLabel, progress);
  if (!set) return set.error();
  return is_affect ? evaluate_affect_model(affect, *set, settings, progress)
                   : evaluate_motion_model(*model, *set, settings, progress);
}

std::filesystem::path checkpoint_of(const std::filesystem::path& out) {
  std::filesystem::path path = out;
  return path += ".checkpoint";
}

}  // namespace

void ModelBench::read_phase(const std::string& phase, Curve& curve) {
  // The models room tells each step in its progress: "training: epoch 3 of 40, loss 0.31, KL 9.1
  // nats". A point is the mean over the steps of its epoch.
  int epoch = 0, epochs = 0;
  double loss = 0.0, kl_nats = 0.0;
  if (std::sscanf(phase.c_str(), "training: epoch %d of %d, loss %lf, KL %lf", &epoch, &epochs,
                  &loss, &kl_nats) != 4) {
    return;
  }
  const std::lock_guard lock(curve.mutex);
  if (curve.points.empty() || curve.points.back().epoch != epoch) {
    curve.points.push_back({});
    curve.points.back().epoch = epoch;
    curve.steps = 0;
  }
  synthesis::CurvePoint& point = curve.points.back();
  ++curve.steps;
  point.train_loss += (loss - point.train_loss) / curve.steps;
  point.kl_nats += (kl_nats - point.kl_nats) / curve.steps;
}

Result<TrainedModel> ModelBench::train_model(const TrainWish& wish, Curve& curve,
                                             const Progress& progress) {
  if (!kinemote::report(progress, "loading LibTorch", 0.0)) return cancelled();
  const auto library = synthesis::models_library();
  if (!library) return library.error();
  const auto set =
      read_clips(wish.clips, wish.vae.seed, wish.vae.threads, Needs::kPadOrLabel, progress);
  if (!set) return set.error();
  const Progress watched = [&](std::string_view phase, double fraction) {
    read_phase(std::string(phase), curve);
    return kinemote::report(progress, phase, fraction);
  };
  auto trained =
      (*library)->train_motion_vae(set->clips, wish.vae, wish.out, wish.resumes, watched);
  if (!trained) return trained.error();
  trained->warnings.insert(trained->warnings.begin(), set->skipped.begin(), set->skipped.end());
  return TrainedModel{wish.out, static_cast<int>(set->clips.size()), std::move(*trained)};
}

bool ModelBench::has_checkpoint(const std::filesystem::path& out) {
  std::error_code ignored;
  return !out.empty() && std::filesystem::exists(checkpoint_of(out), ignored);
}

Status ModelBench::check(const TrainWish& wish) const {
  if (is_training()) return usage_error("A training is under way; one runs at a time.");
  if (Status s = check_clips(wish.clips); !s) return s;
  const std::filesystem::path out = wish.out;
  if (out.extension() != ".kmodel") {
    return usage_error("The model file's name ends in .kmodel, such as my.kmodel.");
  }
  std::error_code ignored;
  const std::filesystem::path folder = std::filesystem::absolute(out, ignored).parent_path();
  if (!std::filesystem::is_directory(folder, ignored)) {
    return usage_error("There is no folder \"" + folder.string() + "\" for the model file.");
  }
  return wish.vae.validate();
}

Status ModelBench::train(const TrainWish& wish) {
  if (Status s = check(wish); !s) return s;
  train_error_.clear();
  trained_.reset();
  curve_ = std::make_shared<Curve>();
  train_job_ = jobs_.submit(
      "Training " + std::filesystem::path(wish.out).filename().string(),
      [this, wish, curve = curve_](const Progress& progress) {
        auto trained = std::make_shared<Result<TrainedModel>>(train_model(wish, *curve, progress));
        return [this, trained] { take_trained(std::move(*trained)); };
      });
  return {};
}

void ModelBench::take_trained(Result<TrainedModel> trained) {
  train_job_ = 0;
  if (!trained) {
    const bool is_cancelled = trained.error().code == ErrorCode::kCancelled;
    jobs_.note_failure(trained.error().message);
    train_error_ = is_cancelled ? "Training was cancelled; what was learned so far stays beside "
                                  "the model file, and Resume goes on from there."
                                : trained.error().message;
    messages_.post(is_cancelled ? MessageLevel::kInfo : MessageLevel::kError, train_error_);
    return;
  }
  jobs_.note_done();
  trained_ = std::move(*trained);
  std::string details;
  for (const std::string& warning : trained_->report.warnings) details += warning + "\n";
  messages_.post_file("Trained " + trained_->path.filename().string(), trained_->path, details);
}

std::vector<synthesis::CurvePoint> ModelBench::curve() const {
  if (trained_) return trained_->report.curve;
  const std::lock_guard lock(curve_->mutex);
  return curve_->points;
}

std::optional<JobInfo> ModelBench::info_of(uint64_t id) const {
  if (id == 0) return std::nullopt;
  for (JobInfo& job : jobs_.jobs()) {
    if (job.id == id) return std::move(job);
  }
  return std::nullopt;
}

Status ModelBench::check(const JudgeWish& wish) const {
  if (is_judging()) return usage_error("A model is being judged; one at a time.");
  if (const auto path = resolve_model(wish.model); !path) return path.error();
  return check_clips(wish.clips);
}

Status ModelBench::judge(const JudgeWish& wish) {
  if (Status s = check(wish); !s) return s;
  judge_error_.clear();
  evaluation_.reset();
  judge_job_ = jobs_.submit("Judging a model", [this, wish](const Progress& progress) {
    auto evaluation = std::make_shared<Result<Evaluation>>(judge_model(wish, progress));
    return [this, evaluation] { take_judged(std::move(*evaluation)); };
  });
  return {};
}

void ModelBench::take_judged(Result<Evaluation> evaluation) {
  judge_job_ = 0;
  if (!evaluation) {
    const bool is_cancelled = evaluation.error().code == ErrorCode::kCancelled;
    jobs_.note_failure(evaluation.error().message);
    judge_error_ = is_cancelled ? "Judging was cancelled." : evaluation.error().message;
    messages_.post(is_cancelled ? MessageLevel::kInfo : MessageLevel::kError, judge_error_);
    return;
  }
  jobs_.note_done();
  evaluation_ = std::move(*evaluation);
  std::string details;
  for (const std::string& warning : evaluation_->warnings) details += warning + "\n";
  messages_.post(MessageLevel::kDone, "Judged a model on " + evaluation_->data, details);
}

}  // namespace kinemote::app
