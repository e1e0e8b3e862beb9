// Pleasure-Arousal-Dominance: points, landmark words, and regressors between PAD and features.
#pragma once

#include <array>
#include <optional>
#include <string>
#include <vector>

#include "analysis/affect/boosted_trees.h"
#include "analysis/stats/regression.h"
#include "motion/core/clip.h"

namespace kinemote::analysis {

/// Pleasure, arousal, dominance, each in [-1, 1]. Source: Mehrabian & Russell (1974).
struct Pad {
  double pleasure = 0.0;
  double arousal = 0.0;
  double dominance = 0.0;
  std::array<double, 3> values() const { return {pleasure, arousal, dominance}; }
};
double distance(const Pad& a, const Pad& b);

struct PadWord {
  std::string word;
  Pad pad;
};
/// The nearest word by Euclidean PAD distance and that distance; empty if there are no words.
struct NearestWord {
  std::string word;
  double distance = 0.0;
};
std::optional<NearestWord> nearest_word(const Pad& pad, const std::vector<PadWord>& words);
/// Softmax of -d^2 / (2 * 0.35^2) over words: a display aid ("the model's guess"), not a calibrated
/// probability.
std::vector<double> word_probabilities(const Pad& pad, const std::vector<PadWord>& words);

/// "0.4,-0.2,0.1" or a word of the table (any case), to PAD. Error (usage): wrong count, not a
/// number, outside [-1, 1], unknown word (lists the words).
Result<Pad> parse_pad(const std::string& text, const std::vector<PadWord>& words);

/// Both directions between PAD and the affect feature vector
/// (analysis/features/kinematic_features.h).
struct AffectModel {
  std::vector<std::string> feature_names;
  /// Ignores the columns that are zero in AffectData::read (their input_scale is 0).
  RbfRegression pad_from_features;
  RegressionReport pad_from_features_report;
  RbfRegression features_from_pad;
  RegressionReport features_from_pad_report;
  std::array<double, 3> pad_mae{};  // out of fold, shown as the +- of a measurement
  /// Half width of the 90 % interval of a measurement (conformal_interval()); 0: not known.
  std::array<double, 3> interval90{};
  /// Read PAD beside the kernel, in models of `train pad`; empty: the kernel alone.
  BoostedTrees trees;
  double tree_share = 0.0;  // weight of the trees: 0, or 0.5 for a blend, or 1

  /// PAD measured on a motion, clamped to [-1, 1]. Error if the clip is too short or has no body.
  Result<Pad> measure(const Clip& clip) const;
  /// The same of features that were measured before. Error if they are too few or too many.
  Result<Pad> measure(const std::vector<double>& features) const;
  /// Expected features at a PAD, in feature_names order.
  std::vector<double> target_features(const Pad& pad) const;
};

/// One training sample: the affect features of a clip (or a piece of one), its PAD and its take.
struct AffectSample {
  std::vector<double> features;
  Pad pad;
  int group = 0;
};
/// Samples as rows of numbers.
struct AffectData {
  Eigen::MatrixXd features;  // N x D
  /// The same with zeros in the columns that PAD is not read from: bone lengths, and derivatives
  /// that change more with noise and smoothing than with affect.
  Eigen::MatrixXd read;
  Eigen::MatrixXd pads;  // N x 3
  std::vector<int> groups;
};
/// Errors: those of fit_affect_model().
Result<AffectData> affect_data(const std::vector<AffectSample>& samples,
                               const std::vector<std::string>& feature_names);

/// Samples (rising) without |z| of `z` or more in what PAD is read from or in PAD; all for 0.
std::vector<int> inlying_samples(const AffectData& data, double z);

/// Kernels both ways, without trees. Samples with |z| of `outlier_z` or more in any feature or PAD
/// are left out, of the reports as well; 0: none. Deterministic for a seed. Cost: about 2 s for
/// 1,500 samples. Errors (bad input): fewer than 20 samples, 10 groups or 4 distinct PAD points.
Result<AffectModel> fit_affect_model(const std::vector<AffectSample>& samples,
                                     const std::vector<std::string>& feature_names, uint64_t seed,
                                     double outlier_z = 0.0);

}  // namespace kinemote::analysis
