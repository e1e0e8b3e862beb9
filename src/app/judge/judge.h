// Everything that a motion model is judged by. Private to the judge but for judge().
#pragma once

#include <cstdint>
#include <random>
#include <string>
#include <vector>

#include "analysis/affect/forest_classifier.h"
#include "app/evaluate_job.h"
#include "app/judge/judge_data.h"
#include "app/judge/motion_table.h"
#include "app/judge/other_skeletons.h"

namespace kinemote::app {

/// Recognisers of style and content that have learned from real training windows alone; no model
/// ever sees them.
struct Recogniser {
  analysis::ForestClassifier style, content;
};

/// What the rows share.
struct Judge {
  synthesis::MotionModel& model;
  const JudgeData& data;
  const EvaluateSettings& settings;
  const JudgeSize& size;
  const Progress& progress;
  Evaluation& evaluation;
  MotionTable training, held_out;  // of data.training, data.held_out
  Recogniser recogniser;
  /// Styles are easy to tell apart on real motion: the stricter targets hold.
  bool is_easy = false;
  OtherSkeletons others;  // none unless asked for

  void add(Metric metric) { evaluation.metrics.push_back(std::move(metric)); }
  Result<MotionTable> measured(const std::vector<Clip>& clips) const;
  Result<MotionTable> measured(const std::vector<JudgedWindow>& windows) const;
};

/// Indices 0 … count - 1, or `most` of them drawn without replacement, in order.
std::vector<int> drawn(int count, int most, uint64_t seed);
template <typename T>
std::vector<T> picked(const std::vector<T>& items, const std::vector<int>& chosen) {
  std::vector<T> result;
  result.reserve(chosen.size());
  for (const int i : chosen) result.push_back(items[i]);
  return result;
}
double median_of(std::vector<double> values);
/// Standard normal numbers, the same on every standard library.
std::vector<float> normal_latent(int dims, uint64_t seed);

/// Recognition of labels: a metric, the worst label as a metric of its own, and the confusion.
struct RecognitionRow {
  std::string name;  // "recognition_sampled"
  std::string what;
  double target = kUnknown, worst_target = kUnknown;
  double baseline = kUnknown;
  std::string baseline_what;
  double real = kUnknown;
};
void add_recognition(Judge& judge, const RecognitionRow& row, const std::vector<int>& truth,
                     const std::vector<int>& predicted, const std::vector<std::string>& labels);

// The rows, in the order of the table; each adds metrics to judge.evaluation. Errors: of the model;
// cancelled.
Status judge_reconstruction(Judge& judge);
Status judge_recogniser(Judge& judge);  // first of those that follow
Status judge_samples(Judge& judge);
Status judge_restyle(Judge& judge);
Status judge_other_skeletons(Judge& judge);
Status judge_control(Judge& judge);
Status judge_pad_alone(Judge& judge);
Status judge_latents(Judge& judge);
Status judge_steering(Judge& judge);
Status judge_long_motion(Judge& judge);
Status judge_speed(Judge& judge);

/// Share of equal labels.
double agreement(const std::vector<int>& truth, const std::vector<int>& said);

/// Runs all of them. Errors: bad input if clips do not fit the model; of the model; cancelled.
Status judge_motion_model(synthesis::MotionModel& model, const TrainingSet& set,
                          const EvaluateSettings& settings, const Progress& progress,
                          Evaluation& evaluation);

}  // namespace kinemote::app
