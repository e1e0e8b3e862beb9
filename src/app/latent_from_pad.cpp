#include "app/latent_from_pad.h"

#include <algorithm>

#include "analysis/affect/pad_regression.h"
#include "analysis/stats/splits.h"
#include "app/correlation_job.h"

namespace kinemote::app {
namespace {

constexpr int kFolds = 5;

Result<analysis::Split> honest_split(const FeatureRowsOfClips& data, uint64_t seed) {
  std::vector<analysis::SplitClip> clips;
  for (size_t i = 0; i < data.clips.size(); ++i) {
    clips.push_back({std::to_string(i), data.clips[i].take, data.clips[i].content});
  }
  auto split = analysis::make_split(clips, analysis::SplitKind::kTake, kFolds, seed);
  if (split) return split;
  return analysis::make_split(clips, analysis::SplitKind::kClip, kFolds, seed);
}

LatentRegression scored(const std::string& name, const Eigen::MatrixXd& predicted,
                        const Eigen::MatrixXd& latents, const analysis::FeatureVae& vae,
                        const LabelledRows& rows) {
  LatentRegression score;
  score.name = name;
  const Eigen::VectorXd deviations = analysis::column_deviations(latents);
  int in_use = 0;
  for (Eigen::Index z = 0; z < latents.cols(); ++z) {
    const bool is_used = deviations[z] > analysis::kConstantDeviation;
    const double mae = (predicted.col(z) - latents.col(z)).cwiseAbs().mean();
    score.unit_mae.push_back(is_used ? mae / deviations[z] : 0.0);
    score.mean_mae += score.unit_mae.back();
    in_use += is_used;
  }
  if (in_use > 0) score.mean_mae /= in_use;
  score.decoded_mae = analysis::reconstruction_table(
                          rows.features.feature_names, rows.features.rows, vae.decode(predicted),
                          analysis::column_deviations(rows.features.rows))
                          .mean_standardised_mae;
  return score;
}

}  // namespace

Result<LatentFromPad> latent_from_pad(const analysis::FeatureVae& vae,
                                      const FeatureRowsOfClips& data, uint64_t seed, int threads,
                                      const Progress& progress) {
  const auto rows = labelled_rows(data);
  if (!rows) return rows.error();
  const auto split = honest_split(rows->features, seed);
  if (!split) return split.error();
  const auto folds = analysis::folds_of_windows(*split, split->clips, rows->features.clip_of);
  if (!folds) return folds.error();
  analysis::PadRegressionSettings settings;
  settings.trees.seed = seed;
  settings.trees.threads = threads;
  settings.trees.column_share = 1.0;  // there are only three
  const Eigen::MatrixXd latents = vae.encode(rows->features.rows);
  const auto found = analysis::cross_predict(
      {analysis::PadRegressor::kKernel, analysis::PadRegressor::kTrees}, rows->pads, latents,
      *folds, rows->features.clip_of, settings, progress);
  if (!found) return found.error();
  LatentFromPad out;
  out.regressions = {scored("kernel", (*found)[0].predicted, latents, vae, *rows),
                     scored("trees", (*found)[1].predicted, latents, vae, *rows),
                     scored("constant", (*found)[0].constant, latents, vae, *rows)};
  out.rows = static_cast<int>(rows->pads.rows());
  out.clips = static_cast<int>(rows->features.clips.size());
  out.split = analysis::name_of(split->kind);
  return out;
}

}  // namespace kinemote::app
