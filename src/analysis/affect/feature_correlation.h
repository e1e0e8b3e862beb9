// Which features follow which PAD axis, beside what shuffled labels reach.
#pragma once

#include <Eigen/Core>
#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "motion/core/progress.h"
#include "motion/core/result.h"

namespace kinemote::analysis {

enum class CorrelationKind {
  kPearson,   // of values: a straight line
  kSpearman,  // of average ranks: any rising or falling curve
};
/// "pearson", "spearman".
std::string_view name_of(CorrelationKind kind);
Result<CorrelationKind> parse_correlation_kind(std::string_view name);

/// One coefficient for each feature (row) and axis (column: pleasure, arousal, dominance); NaN
/// where the feature or the axis is constant.
struct CorrelationTable {
  Eigen::MatrixXd r;       // D x 3, in [-1, 1]
  Eigen::MatrixXd chance;  // D x 3: 95th percentile of |r| under shuffled labels
  Eigen::MatrixXd p;       // D x 3: share of shuffles that reach |r|, itself counted; not corrected
  /// 95th percentile of the largest |r| over all features: an axis whose best feature stays below
  /// shows nothing, though one cell in twenty exceeds its own `chance`.
  std::array<double, 3> chance_of_largest{};
};

struct FeatureCorrelation {
  std::vector<std::string> feature_names;  // D
  CorrelationTable pearson, spearman;
  int row_count = 0, group_count = 0, shuffles = 0;

  const CorrelationTable& table(CorrelationKind kind) const {
    return kind == CorrelationKind::kPearson ? pearson : spearman;
  }
};

struct CorrelationSettings {
  int shuffles = 1000;  // 20 to 100,000
  uint64_t seed = 1;
};

/// Over all rows: features N x D, pads N x 3, groups (clips) N, where all rows of a group have one
/// PAD. Chance is a permutation test (Phipson & Smyth 2010 10.2202/1544-6115.1585 for p) in which
/// whole groups exchange their labels: windows of one clip are near-copies, and a test that took
/// them for independent would call nearly every feature significant. It still takes clips for
/// independent; those of one performer are not quite. Deterministic for a seed. Cost: O(N D) plus
/// O(shuffles x groups x D). Errors: usage (shuffles); bad input for sizes, values that are not
/// finite, fewer than 3 groups, a group with two PADs; cancelled.
Result<FeatureCorrelation> correlate_features_with_pad(
    const std::vector<std::string>& feature_names, const Eigen::MatrixXd& features,
    const Eigen::MatrixXd& pads, const std::vector<int>& groups,
    const CorrelationSettings& settings, const Progress& progress = {});

/// For each feature the axes that it follows most: the strongest, and others of at least `share` of
/// its |r|. All axes where the feature is constant. The thesis behind the published motion
/// controller predicted each feature from its most correlated axes alone; how many those were is
/// not known, so the rule is ours.
std::vector<std::array<bool, 3>> most_correlated_axes(const CorrelationTable& table,
                                                      double share = 0.75);

}  // namespace kinemote::analysis
