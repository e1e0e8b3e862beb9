#include "app/evaluate_job.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <optional>
#include <set>

#include "app/judge/judge.h"
#include "app/pad_axes.h"
#include "app/parallel.h"

namespace kinemote::app {
namespace {

double mean_difference(const std::vector<double>& a, const std::vector<double>& b) {
  double sum = 0.0;
  for (size_t i = 0; i < a.size(); ++i) sum += std::abs(a[i] - b[i]);
  return a.empty() ? kUnknown : sum / static_cast<double>(a.size());
}

/// Clips of held-out takes, or all of them with a warning that they may have been trained on.
std::vector<const synthesis::TrainingClip*> clips_to_score(const TrainingSet& set,
                                                           const std::string& settings_json,
                                                           Evaluation& evaluation) {
  const std::vector<std::string> takes = held_out_takes(settings_json);
  const std::vector<std::string> names = held_out_clips(settings_json);
  const std::set<std::string> held_out(takes.begin(), takes.end());
  const std::set<std::string> held_out_names(names.begin(), names.end());
  std::vector<const synthesis::TrainingClip*> all;
  std::vector<const synthesis::TrainingClip*> unseen;
  for (const synthesis::TrainingClip& clip : set.clips) {
    if (!clip.pad) continue;
    all.push_back(&clip);
    if (held_out.contains(clip.take) || held_out_names.contains(clip.clip.name)) {
      unseen.push_back(&clip);
    }
  }
  evaluation.is_held_out = !unseen.empty();
  const auto& chosen = evaluation.is_held_out ? unseen : all;
  evaluation.data = std::to_string(chosen.size()) + " clips of " +
                    (evaluation.is_held_out ? "held-out takes of " : "") + set.source;
  if (!evaluation.is_held_out) {
    evaluation.warnings.push_back(
        "the model's own split holds out no take of this data set: if it was trained on these "
        "clips, the scores are too good; data it was never trained on gives honest ones");
  }
  return chosen;
}

}  // namespace

Result<Evaluation> evaluate_motion_model(synthesis::MotionModel& model, const TrainingSet& set,
                                         const EvaluateSettings& settings,
                                         const Progress& progress) {
  Evaluation evaluation;
  evaluation.kind = "motion-vae";
  evaluation.settings_hash = model.card().settings_hash;
  evaluation.warnings = set.skipped;
  if (Status s = judge_motion_model(model, set, settings, progress, evaluation); !s) {
    return s.error();
  }
  return evaluation;
}

Result<Evaluation> evaluate_affect_model(const AffectSource& source, const TrainingSet& set,
                                         const EvaluateSettings& settings,
                                         const Progress& progress) {
  Evaluation evaluation;
  evaluation.kind = "pad";
  evaluation.settings_hash = source.settings_hash;
  evaluation.warnings = set.skipped;
  const auto clips = clips_to_score(set, source.settings_json, evaluation);
  const int count = static_cast<int>(clips.size());
  std::vector<std::optional<analysis::Pad>> found(count);
  std::vector<std::string> problems(count);
  const Status done =
      parallel_for(count, settings.threads, progress, "measuring clips", [&](int i) {
        const Result<analysis::Pad> pad = source.model.measure(clips[i]->clip);
        if (pad) {
          found[i] = *pad;
        } else {
          problems[i] = clips[i]->clip.name + ": " + pad.error().message;
        }
      });
  if (!done) return done.error();
  std::vector<analysis::Pad> truth;
  std::vector<analysis::Pad> measured;
  for (int i = 0; i < count; ++i) {
    if (found[i]) {
      truth.push_back(*clips[i]->pad);
      measured.push_back(*found[i]);
    } else {
      evaluation.warnings.push_back("skipped: " + problems[i]);
    }
  }
  if (truth.empty()) {
    return bad_input("no clip could be measured (" + evaluation.warnings.back() + ")");
  }
  evaluation.clip_count = evaluation.window_count = static_cast<int>(truth.size());
  const auto true_axes = per_axis(truth);
  const auto measured_axes = per_axis(measured);
  for (int axis = 0; axis < 3; ++axis) {
    const std::vector<double> constant(truth.size(), median_of(true_axes[axis]));
    evaluation.metrics.push_back(
        {"mae_" + std::string(kPadAxes[axis]),
         mean_difference(true_axes[axis], measured_axes[axis]),
         mean_difference(true_axes[axis], constant), 0.0, false,
         "mean absolute error of " + std::string(kPadAxes[axis]) + " against the clip's PAD",
         "always the median of these clips"});
  }
  return evaluation;
}

}  // namespace kinemote::app
