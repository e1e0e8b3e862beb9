#include "app/judge/judge.h"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "analysis/stats/class_scores.h"
#include "analysis/stats/random.h"
#include "analysis/stats/softmax_probe.h"
#include "analysis/stats/spread.h"
#include "motion/core/conventions.h"

namespace kinemote::app {
namespace {

constexpr double kEasy = 0.95;  // recognition of real motion above which styles count as easy

/// How much of a style survives the way through the latent alone.
Status add_reconstructed(Judge& judge, const std::vector<int>& truth) {
  std::vector<MotionWish> wishes;
  for (const JudgedWindow& window : judge.data.held_out) {
    if (!report(judge.progress, "encoding", wishes.size() / double(truth.size()))) {
      return cancelled();
    }
    const auto condition = judge.data.condition(window);
    const auto latent = judge.model.encode(judge.data.channels(window), condition);
    if (!latent) return latent.error();
    wishes.push_back({*latent, condition});
  }
  const auto clips = decode_wishes(judge.model, wishes, false, "reconstructing", judge.progress);
  if (!clips) return clips.error();
  const auto table = judge.measured(*clips);
  if (!table) return table.error();
  const double real = judge.evaluation.metrics.back().value;
  add_recognition(
      judge,
      {"recognition_reconstructed", "the same windows encoded and decoded, without clean-up",
       kUnknown, kUnknown, judge.evaluation.metrics.back().baseline,
       "always the most frequent style", real},
      truth, judge.recogniser.style.predict(table->features), judge.data.style_names());
  return {};
}

}  // namespace

Result<MotionTable> Judge::measured(const std::vector<Clip>& clips) const {
  return measure_motions(
      static_cast<int>(clips.size()), [&](int i) { return clips[i]; }, *data.layout,
      settings.threads, progress);
}

Result<MotionTable> Judge::measured(const std::vector<JudgedWindow>& windows) const {
  return measure_motions(
      static_cast<int>(windows.size()), [&](int i) { return data.clip(windows[i]); }, *data.layout,
      settings.threads, progress);
}

std::vector<int> drawn(int count, int most, uint64_t seed) {
  std::vector<int> indices(count);
  std::iota(indices.begin(), indices.end(), 0);
  if (count <= most) return indices;
  std::mt19937_64 engine(seed);
  analysis::shuffle(indices, engine);
  indices.resize(most);
  std::sort(indices.begin(), indices.end());
  return indices;
}

double median_of(std::vector<double> values) { return analysis::quantile(std::move(values), 0.5); }

std::vector<float> normal_latent(int dims, uint64_t seed) {
  std::mt19937_64 engine(seed);
  std::vector<float> latent;
  while (static_cast<int>(latent.size()) < dims) {
    const double radius = std::sqrt(-2.0 * std::log(1.0 - analysis::uniform01(engine)));
    const double angle = 2.0 * kPi * analysis::uniform01(engine);
    latent.push_back(static_cast<float>(radius * std::cos(angle)));
    latent.push_back(static_cast<float>(radius * std::sin(angle)));
  }
  latent.resize(dims);
  return latent;
}

double agreement(const std::vector<int>& truth, const std::vector<int>& said) {
  int right = 0;
  for (size_t i = 0; i < truth.size(); ++i) right += truth[i] == said[i];
  return truth.empty() ? kUnknown : right / static_cast<double>(truth.size());
}

void add_recognition(Judge& judge, const RecognitionRow& row, const std::vector<int>& truth,
                     const std::vector<int>& predicted, const std::vector<std::string>& labels) {
  const auto scores = analysis::class_scores(truth, predicted, static_cast<int>(labels.size()));
  const int worst = scores.worst();
  Metric metric{row.name, scores.accuracy, row.baseline, 1.0, true, row.what, row.baseline_what};
  metric.real = row.real;
  metric.target_low = row.target;
  if (worst >= 0) {
    metric.worst = scores.recall[worst];
    metric.worst_what = labels[worst];
  }
  judge.add(metric);
  if (!std::isnan(row.worst_target) && worst >= 0) {
    Metric least{row.name + "_worst",
                 scores.recall[worst],
                 kUnknown,
                 1.0,
                 true,
                 "the same of the label that does worst: " + labels[worst],
                 ""};
    least.target_low = row.worst_target;
    judge.add(least);
  }
  judge.evaluation.recognitions.push_back(
      {row.name, labels, scores.recall, scores.confusion, scores.accuracy});
}

Status judge_recogniser(Judge& judge) {
  const JudgeData& data = judge.data;
  const std::vector<int> chosen =
      drawn(static_cast<int>(data.training.size()), judge.size.forest_rows, judge.settings.seed);
  const std::vector<JudgedWindow> windows = picked(data.training, chosen);
  const Eigen::MatrixXd rows = judge.training.features(chosen, Eigen::all);
  analysis::ForestSettings settings;
  settings.trees = judge.size.forest_trees;
  settings.seed = judge.settings.seed;
  settings.threads = judge.settings.threads;
  if (data.styles.size() < 2) {
    return bad_input("only one style (" + data.styles.front().name +
                     ") occurs in clips that fit the model; recognition needs two");
  }
  auto style = analysis::ForestClassifier::fit(rows, data.styles_of(windows), data.style_names(),
                                               settings, judge.progress);
  if (!style) return style.error();
  judge.recogniser.style = std::move(*style);
  const std::vector<int> contents = data.contents_of(windows);
  if (std::adjacent_find(contents.begin(), contents.end(), std::not_equal_to<>()) !=
      contents.end()) {
    auto content =
        analysis::ForestClassifier::fit(rows, contents, data.contents, settings, judge.progress);
    if (!content) return content.error();
    judge.recogniser.content = std::move(*content);
  }
  const std::vector<int> truth = data.styles_of(data.held_out);
  const double chance = analysis::majority_share(truth);
  add_recognition(judge,
                  {"recognition_real",
                   "real held-out windows recognised as their style by a forest trained on real "
                   "training windows",
                   kUnknown, kUnknown, chance, "always the most frequent style"},
                  truth, judge.recogniser.style.predict(judge.held_out.features),
                  data.style_names());
  judge.is_easy = judge.evaluation.metrics.back().value >= kEasy;
  if (Status s = add_reconstructed(judge, truth); !s) return s;
  if (!judge.recogniser.content.empty()) {
    const std::vector<int> content_truth = data.contents_of(data.held_out);
    add_recognition(
        judge,
        {"recognition_real_content", "real held-out windows recognised as their content", kUnknown,
         kUnknown, analysis::majority_share(content_truth), "always the most frequent content"},
        content_truth, judge.recogniser.content.predict(judge.held_out.features), data.contents);
  }
  return {};
}

Status judge_motion_model(synthesis::MotionModel& model, const TrainingSet& set,
                          const EvaluateSettings& settings, const Progress& progress,
                          Evaluation& evaluation) {
  if (!settings.content.empty()) {  // before minutes are spent on other rows
    if (const auto content = model.card().find_content(settings.content); !content) {
      return content.error();
    }
  }
  const JudgeSize size = settings.is_quick ? JudgeSize::quick() : JudgeSize();
  OtherSkeletons others;
  if (!settings.other_skeletons.empty()) {  // likewise
    Result<OtherSkeletons> loaded =
        load_other_skeletons(settings.other_skeletons, model.card(), size.other_clips, progress);
    if (!loaded) return loaded.error();
    others = *std::move(loaded);
    evaluation.warnings.insert(evaluation.warnings.end(), others.warnings.begin(),
                               others.warnings.end());
  }
  const Result<JudgeData> data = cut_judge_data(model.card(), set, settings.styles, size,
                                                settings.seed, progress, evaluation.warnings);
  if (!data) return data.error();
  evaluation.data = data->description;
  evaluation.is_held_out = data->is_split_of_model;
  if (!evaluation.is_held_out) {
    evaluation.warnings.push_back(
        "the model's own split holds out no take of this data set, so a fifth of the takes is "
        "judged by: if the model was trained on these clips, the scores are too good; data it was "
        "never trained on gives honest ones");
  }
  evaluation.window_count = static_cast<int>(data->held_out.size());
  for (const JudgedClip& clip : data->clips) evaluation.clip_count += clip.is_held_out;
  Judge judge{model, *data, settings, size,  progress,         evaluation,
              {},    {},    {},       false, std::move(others)};
  auto training = judge.measured(data->training);
  if (!training) return training.error();
  auto held_out = judge.measured(data->held_out);
  if (!held_out) return held_out.error();
  judge.training = std::move(*training);
  judge.held_out = std::move(*held_out);
  for (const auto row : {judge_reconstruction, judge_recogniser, judge_samples, judge_restyle,
                         judge_other_skeletons, judge_control, judge_pad_alone, judge_latents,
                         judge_steering, judge_long_motion, judge_speed}) {
    if (Status s = row(judge); !s) return s;
  }
  return {};
}

}  // namespace kinemote::app
