#include <algorithm>
#include <cmath>
#include <map>

#include "analysis/features/kinematic_features.h"
#include "analysis/stats/spread.h"
#include "synthesis/models/model_measures.h"

namespace kinemote::synthesis {
namespace {

constexpr double kShortPiece_s = 2.2;
constexpr double kLongPiece_s = 4.0;
constexpr int kFewestOfContent = 20;  // pieces that targets of one content are fitted on
constexpr int kContentCentres = 24;

/// Cuts a clip into pieces, short and long ones by turns; the rest of a clip too short for another
/// piece is dropped, a clip shorter than one piece is taken whole.
std::vector<Clip> pieces_of(const Clip& clip) {
  std::vector<Clip> pieces;
  const int short_piece = static_cast<int>(std::round(kShortPiece_s / clip.frame_time_s));
  const int long_piece = static_cast<int>(std::round(kLongPiece_s / clip.frame_time_s));
  for (int start = 0; start + short_piece <= clip.frame_count;) {
    const bool is_long = pieces.size() % 2 == 1 && start + long_piece <= clip.frame_count;
    const int end = start + (is_long ? long_piece : short_piece);
    pieces.push_back(*trim(clip, start, end));
    start = end;
  }
  if (pieces.empty()) pieces.push_back(clip);
  return pieces;
}

/// Features from PAD, from the samples of one content; without weights if they are too few.
analysis::RbfRegression fit_targets(const std::vector<const analysis::AffectSample*>& samples,
                                    uint64_t seed) {
  if (samples.size() < static_cast<size_t>(kFewestOfContent)) return {};
  Eigen::MatrixXd pads(samples.size(), 3);
  Eigen::MatrixXd features(samples.size(), samples.front()->features.size());
  std::vector<int> groups;
  for (size_t i = 0; i < samples.size(); ++i) {
    for (int axis = 0; axis < 3; ++axis) pads(i, axis) = samples[i]->pad.values()[axis];
    features.row(i) =
        Eigen::Map<const Eigen::RowVectorXd>(samples[i]->features.data(), features.cols());
    groups.push_back(samples[i]->group);
  }
  analysis::RbfSettings settings;
  settings.centre_count = kContentCentres;
  settings.seed = seed;
  auto fit = analysis::fit_rbf(pads, features, groups, settings);
  return fit ? std::move(fit->model) : analysis::RbfRegression{};  // too few takes: none
}

}  // namespace

Result<AffectFit> fit_affect(const std::vector<TrainingClip>& clips, const TrainingWindows& data,
                             uint64_t seed, const Progress& progress) {
  std::vector<analysis::AffectSample> training;
  std::vector<analysis::AffectSample> held_out;
  std::vector<int> content_of;  // of the training pieces
  std::map<std::string, int> group_of;
  for (size_t i = 0; i < data.clips.size(); ++i) {
    if (!report(progress, "affect model", 0.8 * static_cast<double>(i) / data.clips.size())) {
      return cancelled();
    }
    const TrainingClip& clip = clips[data.clips[i].source];
    if (!clip.pad) continue;
    const std::string take = clip.take.empty() ? "clip " + std::to_string(i) : "take " + clip.take;
    const int group = group_of.try_emplace(take, static_cast<int>(group_of.size())).first->second;
    for (const Clip& piece : pieces_of(clip.clip)) {
      const auto features = analysis::affect_features(piece);
      if (!features) continue;  // too short a piece: nothing to learn from
      (data.clips[i].is_held_out ? held_out : training).push_back({*features, *clip.pad, group});
      if (!data.clips[i].is_held_out) content_of.push_back(data.clips[i].content);
    }
  }
  auto model = analysis::fit_affect_model(training, analysis::affect_feature_names(), seed);
  if (!model) return model.error();
  AffectFit fit;
  fit.model = *std::move(model);
  for (size_t content = 0; content < data.contents.size(); ++content) {
    if (!report(progress, "affect model", 0.9)) return cancelled();
    std::vector<const analysis::AffectSample*> samples;
    for (size_t i = 0; i < training.size(); ++i) {
      if (content_of[i] == static_cast<int>(content)) samples.push_back(&training[i]);
    }
    fit.content_targets.push_back(fit_targets(samples, seed));
  }
  fit.held_out_count = static_cast<int>(held_out.size());
  for (int axis = 0; axis < 3; ++axis) {
    std::vector<double> values;
    for (const auto& sample : training) values.push_back(sample.pad.values()[axis]);
    const double constant = analysis::quantile(values, 0.5);
    for (const auto& sample : held_out) {
      const Eigen::VectorXd guess = fit.model.pad_from_features.predict(
          Eigen::Map<const Eigen::VectorXd>(sample.features.data(), sample.features.size()));
      const double truth = sample.pad.values()[axis];
      fit.held_out_mae[axis] +=
          std::abs(std::clamp(guess[axis], -1.0, 1.0) - truth) / held_out.size();
      fit.baseline_mae[axis] += std::abs(constant - truth) / held_out.size();
    }
  }
  return fit;
}

}  // namespace kinemote::synthesis
