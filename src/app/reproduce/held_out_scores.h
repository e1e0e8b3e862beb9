// Recognisers judged by repeated hold-outs, the way the earlier systems did it and the honest way.
#pragma once

#include <Eigen/Core>
#include <cstdint>
#include <string>
#include <vector>

#include "analysis/affect/row_classifier.h"
#include "motion/core/progress.h"

namespace kinemote::app {

/// One dealing of rows: indices that are learned from, and indices that judge.
struct HoldOut {
  std::vector<int> training, test;
};

/// `count` dealings that hold out about `share` of the groups of every label (a group has the label
/// of its first row; a label's only group is always learned from), each row of a group on one side.
/// Deal single rows by giving each a group of its own: that leaks where rows are neighbours. Test
/// rows come in random order. Deterministic for a seed. Errors: usage (a share outside (0, 0.5],
/// fewer than one dealing); bad input (sizes, no group that could be held out).
Result<std::vector<HoldOut>> hold_outs(const std::vector<int>& labels,
                                       const std::vector<std::string>& groups, double share,
                                       int count, uint64_t seed);

/// Names that put every row into a group of its own.
std::vector<std::string> groups_of_one(size_t rows);

/// What one recogniser reached, a number a hold-out.
struct RepeatScores {
  std::vector<double> accuracy, balanced_accuracy, macro_f1;
  std::vector<double> majority;  // accuracy of the training part's most frequent label
  std::vector<std::vector<int>> truth, predicted;

  void add(const std::vector<int>& training_labels, std::vector<int> test_labels,
           std::vector<int> test_predicted, int class_count);
};

struct Spread {
  double mean = 0.0, sd = 0.0, lowest = 0.0;
};
/// Mean, sample standard deviation (0 of one) and smallest. Precondition: not empty.
Spread spread_of(const std::vector<double>& values);

/// Rows for classifiers, N x D.
struct JudgedRows {
  Eigen::MatrixXd rows;
  std::vector<int> labels;  // N, in [0, class_count)
  int class_count = 0;
};

/// Whose means and deviations scale the rows.
enum class ScaledBy {
  kTraining,    // the training part of each hold-out
  kEverything,  // all rows, those that judge among them: a leak
};

/// Scales, fills rare classes of the training part up by SMOTE, fits and judges. One result a
/// setting, in their order. Errors: those of analysis::fit_scaled_row_classifier() and smote().
Result<std::vector<RepeatScores>> score_rows(
    const JudgedRows& data, const std::vector<analysis::RowClassifierSettings>& classifiers,
    const std::vector<HoldOut>& dealings, ScaledBy scaled_by, const Progress& progress);

/// Macro-F1 of one recogniser's test rows "predicted" by what another one had said of the rows of
/// its own last hold-out: what is printed where a variable is used again by accident. Mean over
/// hold-outs. Precondition: hold-outs of equal size.
double left_over_f1(const RepeatScores& judged, const RepeatScores& left_over, int class_count);

}  // namespace kinemote::app
