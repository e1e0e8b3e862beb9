#include "app/circle_roads.h"

#include <algorithm>
#include <iterator>
#include <memory>
#include <mutex>
#include <set>
#include <utility>

#include "analysis/affect/boosted_trees.h"
#include "analysis/affect/typical_features.h"
#include "analysis/stats/outliers.h"
#include "analysis/stats/regression.h"
#include "analysis/stats/splits.h"
#include "synthesis/control/motion_model.h"

namespace kinemote::app {
namespace {

constexpr int kReadingFolds = 4;   // in which training windows are read by strangers
constexpr double kBestRead = 0.2;  // share of a PAD's windows that the smooth road is fitted on

/// PAD to features.
Result<analysis::RbfFit> fit_smooth(const CirclePart& part, int centres, double sigma_scale,
                                    uint64_t seed) {
  analysis::RbfSettings rbf;
  rbf.centre_count = centres;
  rbf.sigma_scale = sigma_scale;
  rbf.seed = seed;
  const auto count = static_cast<int>(std::set<int>(part.clips.begin(), part.clips.end()).size());
  rbf.folds = std::clamp(count / 2, 2, 5);
  return analysis::fit_rbf(part.pads, part.features, part.clips, rbf);
}

analysis::BoostedTreesSettings trees_of(const CircleSettings& settings, double rate, int depth,
                                        double least_child_weight, double row_share,
                                        double column_share, double l2) {
  return {.rounds = settings.tree_rounds,
          .depth = depth,
          .learning_rate = rate,
          .least_child_weight = least_child_weight,
          .row_share = row_share,
          .column_share = column_share,
          .l2 = l2,
          .seed = settings.seed,
          .threads = 1};
}

template <typename Model>
RowMap rows_of(Model model) {
  return [model = std::move(model)](const Eigen::MatrixXd& x) { return model.predict_rows(x); };
}

Result<FittedRoad> trees_road(const CirclePart& part, const RowMap& reader,
                              const CircleSettings& settings, const Progress& progress) {
  auto trees =
      analysis::BoostedTrees::fit(reader(part.features), part.features,
                                  trees_of(settings, 0.1, 10, 11.0, 0.8, 0.8, 1.0), progress);
  if (!trees) return trees.error();
  return FittedRoad{"trees",
                    "the original's direct road: boosted trees from the PAD that the reader finds "
                    "in training windows to their features",
                    rows_of(std::move(*trees))};
}

/// Rows whose read PAD is near the labelled one: within `each` on every axis and `mean` on average.
std::vector<int> rows_read_well(const Eigen::MatrixXd& read, const Eigen::MatrixXd& pads,
                                double each, double mean) {
  std::vector<int> kept;
  for (Eigen::Index i = 0; i < read.rows(); ++i) {
    const auto error = (read.row(i) - pads.row(i)).cwiseAbs();
    if (error.maxCoeff() <= each && error.mean() <= mean) kept.push_back(static_cast<int>(i));
  }
  return kept;
}

Result<FittedRoad> autoencoder_road(const CirclePart& part, const RowMap& reader,
                                    const CircleSettings& settings,
                                    const std::vector<std::string>& names,
                                    const Progress& progress) {
  const Result<synthesis::ModelsLibrary*> library = synthesis::models_library();
  if (!library) return library.error();
  synthesis::FeatureVaeSettings vae_settings;
  vae_settings.latent = settings.latent;
  vae_settings.epochs = 120;
  vae_settings.batch = std::clamp(static_cast<int>(part.pads.rows()) / 4, 8, 64);
  vae_settings.warmup_epochs = 24;
  vae_settings.seed = settings.seed;
  vae_settings.threads = 1;
  Result<synthesis::FeatureVaeFit> fit = [&] {
    // Its random numbers are LibTorch's only ones: folds that draw at once would not repeat.
    static std::mutex one_at_a_time;
    const std::lock_guard lock(one_at_a_time);
    return (*library)->train_feature_vae(part.features, names, vae_settings, progress);
  }();
  if (!fit) return fit.error();
  const auto vae = std::make_shared<const analysis::FeatureVae>(std::move(fit->vae));
  // The original's two filters: windows that read as their label, before and after the decoder.
  const Eigen::MatrixXd latents = vae->encode(part.features);
  const std::vector<int> kept = rows_read_well(reader(part.features), part.pads, 0.2, 0.03);
  const std::vector<int> decoded =
      rows_read_well(reader(vae->decode(latents)), part.pads, 0.25, 0.15);
  std::vector<int> both;
  std::set_intersection(kept.begin(), kept.end(), decoded.begin(), decoded.end(),
                        std::back_inserter(both));
  if (both.size() < 20)
    both = decoded.size() < 20 ? analysis::inlying_rows(part.pads, 0.0) : decoded;
  const Eigen::MatrixXd pads = reader(part.features)(both, Eigen::all);
  auto trees =
      analysis::BoostedTrees::fit(pads, latents(both, Eigen::all),
                                  trees_of(settings, 0.05, 6, 11.0, 0.75, 1.0, 1.25), progress);
  if (!trees) return trees.error();
  return FittedRoad{
      "autoencoder",
      "the original's second road: boosted trees from PAD to the latent of an autoencoder, decoded",
      [vae, trees = std::move(*trees)](const Eigen::MatrixXd& pads_asked) {
        return vae->decode(trees.predict_rows(pads_asked));
      }};
}

/// PAD that readers of other clips find in each row.
Result<Eigen::MatrixXd> cross_read(const CirclePart& part, const CircleSettings& settings,
                                   const Progress& progress) {
  const std::vector<int> folds = analysis::grouped_folds(part.clips, kReadingFolds, settings.seed);
  Eigen::MatrixXd read(part.pads.rows(), 3);
  for (int fold = 0; fold < kReadingFolds; ++fold) {
    std::vector<int> train, test;
    for (size_t i = 0; i < folds.size(); ++i) {
      (folds[i] == fold ? test : train).push_back(static_cast<int>(i));
    }
    const auto reader = fit_circle_reader(pick(part, train), settings, progress);
    if (!reader) return reader.error();
    read(test, Eigen::all) = (*reader)(part.features(test, Eigen::all));
  }
  return read;
}

}  // namespace

CirclePart pick(const CirclePart& part, const std::vector<int>& rows) {
  CirclePart out{part.features(rows, Eigen::all), part.pads(rows, Eigen::all), {}};
  for (const int row : rows) out.clips.push_back(part.clips[row]);
  return out;
}

CirclePart part_of(const LabelledRows& rows, const std::vector<int>& picked) {
  CirclePart part;
  part.features = rows.features.rows(picked, Eigen::all);
  part.pads = rows.pads(picked, Eigen::all);
  for (const int row : picked) part.clips.push_back(rows.features.clip_of[row]);
  return part;
}

CirclePart without_outliers(const CirclePart& part, double z) {
  Eigen::MatrixXd all(part.features.rows(), part.features.cols() + part.pads.cols());
  all << part.features, part.pads;
  return pick(part, analysis::inlying_rows(all, z));
}

Result<RowMap> fit_circle_reader(const CirclePart& part, const CircleSettings& settings,
                                 const Progress& progress) {
  std::vector<analysis::BoostedTrees> axes;
  for (int axis = 0; axis < 3; ++axis) {
    const bool is_arousal = axis == 1;
    auto trees = analysis::BoostedTrees::fit(
        part.features, part.pads.col(axis),
        trees_of(settings, 0.05, axis == 2 ? 10 : 15, is_arousal ? 11.0 : 5.0, 0.75, 0.75,
                 is_arousal ? 1.0 : 1.25),
        progress);
    if (!trees) return trees.error();
    axes.push_back(std::move(*trees));
  }
  return RowMap([axes = std::move(axes)](const Eigen::MatrixXd& features) {
    Eigen::MatrixXd pads(features.rows(), 3);
    for (int axis = 0; axis < 3; ++axis) pads.col(axis) = axes[axis].predict_rows(features);
    return pads;
  });
}

Result<std::vector<FittedRoad>> fit_circle_roads(const CirclePart& part, const RowMap& reader,
                                                 const CircleSettings& settings,
                                                 const std::vector<std::string>& names,
                                                 Warnings& warnings, const Progress& progress) {
  std::vector<FittedRoad> roads;
  const CirclePart clean = without_outliers(part, settings.outlier_z);
  auto trees = trees_road(clean, reader, settings, progress);
  if (!trees) return trees.error();
  roads.push_back(std::move(*trees));
  auto autoencoder = autoencoder_road(clean, reader, settings, names, progress);
  if (autoencoder) {
    roads.push_back(std::move(*autoencoder));
  } else if (autoencoder.error().code == ErrorCode::kEnvironment) {
    warnings.push_back("no road through the autoencoder: " + autoencoder.error().message);
  } else {
    return autoencoder.error();
  }
  // Wide and few, as in the affect model.
  auto expected = fit_smooth(part, 27, 0.6, settings.seed);
  if (!expected) return expected.error();
  roads.push_back({"kernel",
                   "the features expected at a PAD, by kernel regression over all windows",
                   rows_of(std::move(expected->model))});
  auto read = cross_read(part, settings, progress);
  if (!read) return read.error();
  const auto windows = std::make_shared<const analysis::ReadWindows>(
      analysis::ReadWindows{part.features, part.pads, std::move(*read)});
  const CirclePart typical = pick(part, analysis::best_read_rows(*windows, kBestRead));
  auto smooth = fit_smooth(typical, 27, 0.6, settings.seed);
  if (!smooth) return smooth.error();
  roads.push_back({"typical kernel",
                   "ours, smooth: the same over the fifth of each emotion's windows that a reader "
                   "of other clips reads best",
                   rows_of(std::move(smooth->model))});
  roads.push_back({"typical windows",
                   "ours: the mean of training windows that are labelled near the PAD and that a "
                   "reader of other clips reads near it",
                   [windows](const Eigen::MatrixXd& pads) {
                     return analysis::typical_features(*windows, pads);
                   }});
  return roads;
}

}  // namespace kinemote::app
