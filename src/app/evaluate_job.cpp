#include "app/evaluate_job.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <nlohmann/json.hpp>
#include <optional>
#include <set>

#include "app/generate_job.h"
#include "app/parallel.h"
#include "app/reconstruction_test.h"
#include "synthesis/control/generate.h"

namespace kinemote::app {
namespace {

constexpr std::array<const char*, 3> kAxes = {"pleasure", "arousal", "dominance"};

std::array<std::vector<double>, 3> per_axis(const std::vector<analysis::Pad>& pads) {
  std::array<std::vector<double>, 3> columns;
  for (const analysis::Pad& pad : pads) {
    for (int axis = 0; axis < 3; ++axis) columns[axis].push_back(pad.values()[axis]);
  }
  return columns;
}

double mean_difference(const std::vector<double>& a, const std::vector<double>& b) {
  double sum = 0.0;
  for (size_t i = 0; i < a.size(); ++i) sum += std::abs(a[i] - b[i]);
  return a.empty() ? kUnknown : sum / static_cast<double>(a.size());
}

double median(std::vector<double> values) {
  if (values.empty()) return 0.0;
  const auto middle = values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2);
  std::nth_element(values.begin(), middle, values.end());
  return *middle;
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
    all.push_back(&clip);
    if (held_out.count(clip.take) + held_out_names.count(clip.clip.name) > 0)
      unseen.push_back(&clip);
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

Status run_steering_test(synthesis::MotionModel& model, const EvaluateSettings& settings,
                         const Progress& progress, Evaluation& evaluation) {
  const std::vector<analysis::Pad> asked = steering_points();
  std::vector<analysis::Pad> measured;
  FootSlide before;
  FootSlide after;
  const auto add = [](FootSlide& total, const FootSlide& slide) {
    const int count = total.stance_count + slide.stance_count;
    if (count > 0) {
      total.mean_m =
          (total.mean_m * total.stance_count + slide.mean_m * slide.stance_count) / count;
    }
    total.stance_count = count;
    total.worst_m = std::max(total.worst_m, slide.worst_m);
  };
  for (size_t i = 0; i < asked.size(); ++i) {
    const double fraction = static_cast<double>(i) / static_cast<double>(asked.size());
    if (!report(progress, "steering by PAD", fraction)) return cancelled();
    synthesis::GenerateSettings wanted;
    wanted.pad = asked[i];
    wanted.content = settings.content.empty() ? default_content(model.card()) : settings.content;
    wanted.seed = settings.seed;
    const Result<synthesis::Generated> made = synthesis::generate(model, wanted);
    if (!made) return made.error();
    measured.push_back(made->pad_measured);
    evaluation.steering.push_back({asked[i], made->pad_measured, made->slide});
    add(before, made->slide_before_cleanup);
    add(after, made->slide);
  }
  const auto asked_axes = per_axis(asked);
  const auto measured_axes = per_axis(measured);
  for (int axis = 0; axis < 3; ++axis) {
    evaluation.metrics.push_back({"spearman_" + std::string(kAxes[axis]),
                                  analysis::spearman(asked_axes[axis], measured_axes[axis]), 0.0,
                                  spearman_ceiling(asked_axes[axis], measured_axes[axis]), true,
                                  "rank correlation of asked and measured " +
                                      std::string(kAxes[axis]) + " over 8 corners x 4 intensities",
                                  "a model that does not listen"});
  }
  for (int axis = 0; axis < 3; ++axis) {
    evaluation.metrics.push_back(
        {"pad_error_" + std::string(kAxes[axis]),
         mean_difference(asked_axes[axis], measured_axes[axis]),
         mean_difference(asked_axes[axis], std::vector<double>(asked.size(), 0.0)), 0.0, false,
         "mean distance of asked and measured " + std::string(kAxes[axis]), "always neutral"});
  }
  evaluation.metrics.push_back(
      {"foot_slide_mean_m", after.mean_m, before.mean_m, 0.0, false,
       "slide of a planted foot, mean over " + std::to_string(after.stance_count) + " stances",
       "before clean-up"});
  evaluation.metrics.push_back({"foot_slide_worst_m", after.worst_m, before.worst_m, 0.0, false,
                                "slide of a planted foot, worst stance", "before clean-up"});
  return {};
}

}  // namespace

std::vector<analysis::Pad> steering_points() {
  std::vector<analysis::Pad> points;
  for (const double intensity : {0.25, 0.5, 0.75, 1.0}) {
    for (int corner = 0; corner < 8; ++corner) {
      points.push_back({corner & 4 ? intensity : -intensity, corner & 2 ? intensity : -intensity,
                        corner & 1 ? intensity : -intensity});
    }
  }
  return points;
}

double spearman_ceiling(std::vector<double> asked, std::vector<double> measured) {
  std::sort(asked.begin(), asked.end());
  std::sort(measured.begin(), measured.end());
  return analysis::spearman(asked, measured);
}

namespace {

std::vector<std::string> names_in_split(const std::string& settings_json, const char* list) {
  const auto json = nlohmann::json::parse(settings_json, nullptr, false);
  if (!json.is_object() || !json.contains("split") || !json["split"].is_object()) return {};
  const auto& split = json["split"];
  if (!split.contains(list) || !split[list].is_array()) return {};
  std::vector<std::string> names;
  for (const auto& name : split[list]) {
    if (name.is_string()) names.push_back(name.get<std::string>());
  }
  return names;
}

}  // namespace

std::vector<std::string> held_out_takes(const std::string& settings_json) {
  return names_in_split(settings_json, "held_out_takes");
}

std::vector<std::string> held_out_clips(const std::string& settings_json) {
  return names_in_split(settings_json, "held_out_clips");
}

Result<Evaluation> evaluate_motion_model(synthesis::MotionModel& model, const TrainingSet& set,
                                         const EvaluateSettings& settings,
                                         const Progress& progress) {
  const synthesis::ModelCard& card = model.card();
  Evaluation evaluation;
  evaluation.kind = "motion-vae";
  evaluation.settings_hash = card.settings_hash;
  evaluation.warnings = set.skipped;
  const auto clips = clips_to_score(set, card.settings_json, evaluation);
  const Result<ReconstructionScore> score =
      test_reconstruction(model, clips, progress, evaluation.warnings);
  if (!score) return score.error();
  evaluation.clip_count = score->clip_count;
  evaluation.window_count = score->window_count;
  const std::string best_simple = score->still_m < score->mean_motion_m
                                      ? "holding the first pose"
                                      : "the mean motion of its content in these clips";
  evaluation.metrics.push_back({"reconstruction_m", score->model_m,
                                std::min(score->still_m, score->mean_motion_m), 0.0, false,
                                "mean joint error in the world, encoded and decoded", best_simple});
  evaluation.metrics.push_back({"pose_reconstruction_m", score->model_pose_m,
                                std::min(score->still_pose_m, score->mean_motion_pose_m), 0.0,
                                false, "mean joint error relative to hips and heading",
                                score->still_pose_m < score->mean_motion_pose_m
                                    ? "holding the first pose"
                                    : "the mean motion of its content in these clips"});
  if (Status s = run_steering_test(model, settings, progress, evaluation); !s) return s.error();
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
    const std::vector<double> constant(truth.size(), median(true_axes[axis]));
    evaluation.metrics.push_back(
        {"mae_" + std::string(kAxes[axis]), mean_difference(true_axes[axis], measured_axes[axis]),
         mean_difference(true_axes[axis], constant), 0.0, false,
         "mean absolute error of " + std::string(kAxes[axis]) + " against the clip's PAD",
         "always the median of these clips"});
  }
  return evaluation;
}

}  // namespace kinemote::app
