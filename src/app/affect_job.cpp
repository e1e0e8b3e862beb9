#include "app/affect_job.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <nlohmann/json.hpp>
#include <optional>

#include "analysis/features/kinematic_features.h"
#include "analysis/stats/splits.h"
#include "app/parallel.h"
#include "app/settings_hash.h"

namespace kinemote::app {
namespace {

constexpr double kShortest_s = 1.0;  // affect_features() needs as much

struct Piece {
  int clip = 0;
  int first = 0;
  int last = 0;  // one past
};

/// Windows of a clip, at least one (the whole clip if it is shorter).
std::vector<Piece> pieces_of(const Clip& clip, int index, double window_s, double hop_s) {
  const int length = std::max(2, static_cast<int>(std::lround(window_s / clip.frame_time_s)));
  const int hop = std::max(1, static_cast<int>(std::lround(hop_s / clip.frame_time_s)));
  std::vector<Piece> pieces;
  for (int first = 0; first + length <= clip.frame_count; first += hop) {
    pieces.push_back({index, first, first + length});
  }
  if (pieces.empty()) pieces.push_back({index, 0, clip.frame_count});
  return pieces;
}

/// Pieces with their features, and which clip each was cut from.
struct Measured {
  std::vector<analysis::AffectSample> samples;
  std::vector<int> clip_of;
  Warnings skipped;
};

Result<Measured> measure_pieces(const TrainingSet& set, const AffectTrainSettings& settings,
                                const Progress& progress) {
  std::vector<Piece> pieces;
  for (size_t i = 0; i < set.clips.size(); ++i) {
    const auto found =
        pieces_of(set.clips[i].clip, static_cast<int>(i), settings.window_s, settings.hop_s);
    pieces.insert(pieces.end(), found.begin(), found.end());
  }
  const int count = static_cast<int>(pieces.size());
  std::vector<Result<std::vector<double>>> features(count, bad_input(""));
  const Status done =
      parallel_for(count, settings.threads, progress, "measuring clips", [&](int i) {
        const Result<Clip> piece =
            trim(set.clips[pieces[i].clip].clip, pieces[i].first, pieces[i].last);
        features[i] =
            piece ? analysis::affect_features(*piece) : Result<std::vector<double>>(piece.error());
      });
  if (!done) return done.error();
  Measured measured;
  for (int i = 0; i < count; ++i) {
    const synthesis::TrainingClip& clip = set.clips[pieces[i].clip];
    if (features[i]) {
      measured.samples.push_back({std::move(*features[i]), *clip.pad, pieces[i].clip});
      measured.clip_of.push_back(pieces[i].clip);
    } else {
      measured.skipped.push_back("skipped: " + clip.clip.name + ": " + features[i].error().message);
    }
  }
  return measured;
}

/// The splits of the clips that the data allow, from the most honest to the leakiest.
std::vector<analysis::Split> splits_of(const TrainingSet& set, const AffectTrainSettings& settings,
                                       Warnings& missing) {
  std::vector<analysis::SplitClip> clips;
  for (size_t i = 0; i < set.clips.size(); ++i) {
    // Numbered, because two folders may hold clips of one name.
    const synthesis::TrainingClip& clip = set.clips[i];
    clips.push_back({std::to_string(i), clip.take, clip.content});
  }
  std::vector<analysis::Split> splits;
  using analysis::SplitKind;
  for (const SplitKind kind :
       {SplitKind::kContent, SplitKind::kTake, SplitKind::kClip, SplitKind::kWindow}) {
    Result<analysis::Split> split =
        analysis::make_split(clips, kind, settings.folds, settings.seed);
    if (split) {
      splits.push_back(std::move(*split));
    } else {
      missing.push_back("no split by " + std::string(analysis::name_of(kind)) + ": " +
                        split.error().message);
    }
  }
  return splits;
}

std::array<double, 3> axes(const std::vector<double>& values) {
  return {values[0], values[1], values[2]};
}

std::vector<analysis::PadWord> labels_of(const TrainingSet& set) {
  std::map<std::string, analysis::Pad> labels;
  for (const synthesis::TrainingClip& clip : set.clips) {
    if (!clip.label.empty()) labels.try_emplace(clip.label, *clip.pad);
  }
  std::vector<analysis::PadWord> words;
  for (const auto& [label, pad] : labels) words.push_back({label, pad});
  return words;
}

std::vector<analysis::PadRegressor> all_regressors() {
  return {analysis::kPadRegressors.begin(), analysis::kPadRegressors.end()};
}

/// What one split says of every regressor, and of the way back where that is asked for.
struct SplitRun {
  std::vector<int> folds;
  std::vector<analysis::OutOfFold> predictions;  // one a regressor
  std::optional<std::vector<analysis::FeatureTargetScore>> targets;
};

Result<SplitRun> run_split(const analysis::Split& split, const Measured& measured,
                           const analysis::AffectData& data,
                           const analysis::PadRegressionSettings& regression,
                           const AffectTrainSettings& settings, const Progress& progress) {
  SplitRun run;
  auto folds = analysis::folds_of_windows(split, split.clips, measured.clip_of);
  if (!folds) return folds.error();
  run.folds = std::move(*folds);
  auto found = analysis::cross_predict(all_regressors(), data.read, data.pads, run.folds,
                                       measured.clip_of, regression, progress);
  if (!found) return found.error();
  run.predictions = std::move(*found);
  if (!settings.compares_targets || split.kind == analysis::SplitKind::kWindow) return run;
  analysis::FeatureTargetSettings targets;
  targets.regression.trees.seed = settings.seed;
  targets.regression.trees.threads = regression.trees.threads;
  targets.regression.outlier_z = settings.outlier_z;
  auto compared = analysis::compare_feature_targets(data.features, data.pads, run.folds,
                                                    measured.clip_of, targets, progress);
  if (!compared) return compared.error();
  run.targets = std::move(*compared);
  return run;
}

}  // namespace

Status AffectTrainSettings::validate() const {
  if (!split.empty()) {
    if (const auto kind = analysis::parse_split_kind(split); !kind) return kind.error();
  }
  if (const auto kind = analysis::parse_pad_regressor(regressor); !kind) return kind.error();
  if (!(window_s >= kShortest_s) || window_s > 60.0 || !(hop_s > 0.0) || hop_s > window_s) {
    return usage_error("samples last from 1 to 60 s, and begin at most their length apart");
  }
  if (!(outlier_z >= 0.0) || (outlier_z > 0.0 && outlier_z < 1.0)) {
    return usage_error("outliers begin at 1 standard deviation or more; 0 removes none");
  }
  if (folds < 2 || folds > 100) return usage_error("cross-validation has from 2 to 100 folds");
  return {};
}

std::string AffectTrainSettings::to_json() const {
  return nlohmann::ordered_json{
      {"kind", "pad"},  {"split", split}, {"regressor", regressor}, {"window_s", window_s},
      {"hop_s", hop_s}, {"folds", folds}, {"outlier_z", outlier_z}, {"seed", seed}}
      .dump();
}

Result<AffectTraining> train_affect(const TrainingSet& set, const AffectTrainSettings& settings,
                                    const Progress& progress) {
  if (Status s = settings.validate(); !s) return s.error();
  AffectTraining training;
  training.warnings = set.skipped;
  Result<Measured> measured = measure_pieces(set, settings, progress);
  if (!measured) return measured.error();
  training.warnings.insert(training.warnings.end(), measured->skipped.begin(),
                           measured->skipped.end());
  training.sample_count = static_cast<int>(measured->samples.size());
  const Result<analysis::AffectData> data =
      analysis::affect_data(measured->samples, analysis::affect_feature_names());
  if (!data) return data.error();
  const std::vector<analysis::Split> splits = splits_of(set, settings, training.missing_splits);
  const auto chosen = std::find_if(splits.begin(), splits.end(), [&](const analysis::Split& s) {
    return settings.split.empty() || analysis::name_of(s.kind) == settings.split;
  });
  if (chosen == splits.end()) return bad_input(training.missing_splits.front());

  const analysis::PadRegressor regressor = *analysis::parse_pad_regressor(settings.regressor);
  const std::vector<analysis::PadRegressor> kinds = all_regressors();
  analysis::PadRegressionSettings regression;
  regression.trees.seed = settings.seed;
  regression.trees.threads = 1;  // splits run side by side, which wastes less than trees do
  regression.outlier_z = settings.outlier_z;
  training.outlier_count =
      training.sample_count -
      static_cast<int>(analysis::inlying_samples(*data, settings.outlier_z).size());
  Result<analysis::AffectModel> model = analysis::fit_affect_model(
      measured->samples, analysis::affect_feature_names(), settings.seed, settings.outlier_z);
  if (!model) return model.error();
  std::vector<Result<SplitRun>> runs(splits.size(), cancelled());
  const Status compared =
      parallel_parts(static_cast<int>(splits.size()), settings.threads, progress,
                     "comparing regressors and splits", [&](int i, const Progress& part) {
                       runs[i] = run_split(splits[i], *measured, *data, regression, settings, part);
                     });
  if (!compared) return compared.error();
  for (size_t i = 0; i < splits.size(); ++i) {
    if (!runs[i]) return runs[i].error();
    for (size_t k = 0; k < kinds.size(); ++k) {
      const analysis::OutOfFold& one = runs[i]->predictions[k];
      LeakScore score;
      score.split = analysis::name_of(splits[i].kind);
      score.regressor = analysis::name_of(kinds[k]);
      score.mae = axes(analysis::mean_absolute_error(one.predicted, data->pads));
      score.clip_mae =
          axes(analysis::mean_absolute_error(one.predicted, data->pads, measured->clip_of));
      score.constant_mae = axes(analysis::mean_absolute_error(one.constant, data->pads));
      training.scores.push_back(score);
      if (&splits[i] != &*chosen || kinds[k] != regressor) continue;
      training.split = score.split;
      model->pad_mae = score.mae;
      auto interval = analysis::conformal_interval(one.predicted, data->pads, runs[i]->folds);
      if (!interval) return interval.error();
      training.interval = std::move(*interval);
      model->interval90 = axes(training.interval.half_width);
    }
    if (runs[i]->targets) {
      training.targets.push_back(
          {std::string(analysis::name_of(splits[i].kind)), std::move(*runs[i]->targets)});
    }
  }
  regression.trees.threads = settings.threads;
  // The kernel of the model is fit_affect_model's; ridge alone is a kernel without centres.
  if (regressor != analysis::PadRegressor::kKernel) {
    auto fitted = analysis::fit_pad_regression(regressor, data->read, data->pads, measured->clip_of,
                                               regression, progress);
    if (!fitted) return fitted.error();
    if (regressor == analysis::PadRegressor::kRidge) model->pad_from_features = fitted->kernel;
    model->trees = std::move(fitted->trees);
    model->tree_share = regressor == analysis::PadRegressor::kTrees   ? 1.0
                        : regressor == analysis::PadRegressor::kBlend ? 0.5
                                                                      : 0.0;
  }
  training.source.model = std::move(*model);
  training.source.words = labels_of(set);
  AffectTrainSettings used = settings;
  used.split = training.split;  // so that the file says what its interval was measured on
  training.source.settings_json = used.to_json();
  training.source.settings_hash = settings_hash(training.source.settings_json);
  return training;
}

std::array<double, 3> error_sd(const analysis::AffectModel& model) {
  std::array<double, 3> sd{};
  // A normal error of standard deviation s has the mean absolute error s * sqrt(2 / pi).
  for (int axis = 0; axis < 3; ++axis) sd[axis] = model.pad_mae[axis] * std::sqrt(kPi / 2.0);
  return sd;
}

Result<std::vector<PredictedWindow>> predict_windows(const Clip& clip,
                                                     const analysis::AffectModel& model,
                                                     double window_s, double hop_s,
                                                     const Progress& progress) {
  if (!(window_s >= kShortest_s) || !(hop_s > 0.0)) {
    return usage_error("windows last at least 1 s, and their hop is above 0 s");
  }
  std::vector<PredictedWindow> windows;
  const std::vector<Piece> pieces = pieces_of(clip, 0, window_s, hop_s);
  for (const Piece& piece : pieces) {
    const double done = static_cast<double>(windows.size()) / pieces.size();
    if (!report(progress, "reading emotion", done)) return cancelled();
    const Result<Clip> part = trim(clip, piece.first, piece.last);
    if (!part) return part.error();
    const Result<analysis::Pad> pad = model.measure(*part);
    if (!pad) return pad.error();
    windows.push_back({piece.first * clip.frame_time_s, piece.last * clip.frame_time_s, *pad});
  }
  return windows;
}

Result<Prediction> predict(const Clip& clip, const analysis::AffectModel& model,
                           const std::vector<analysis::PadWord>& words, double window_s,
                           double hop_s) {
  auto windows = predict_windows(clip, model, window_s, hop_s);
  if (!windows) return windows.error();
  Prediction prediction;
  prediction.windows = std::move(*windows);
  const Result<analysis::Pad> whole = model.measure(clip);
  if (!whole) return whole.error();
  prediction.pad = *whole;
  prediction.pad_sd = error_sd(model);
  prediction.interval90 = model.interval90;
  if (const auto nearest = analysis::nearest_word(prediction.pad, words)) {
    prediction.emotion = nearest->word;
    prediction.emotion_distance = nearest->distance;
    const std::vector<double> guesses = analysis::word_probabilities(prediction.pad, words);
    for (size_t i = 0; i < words.size(); ++i) {
      prediction.probabilities.emplace_back(words[i].word, guesses[i]);
    }
    std::stable_sort(prediction.probabilities.begin(), prediction.probabilities.end(),
                     [](const auto& a, const auto& b) { return a.second > b.second; });
  }
  return prediction;
}

}  // namespace kinemote::app
