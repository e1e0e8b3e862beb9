// Random forest: who is this motion like, without having been asked by any training loss.
#pragma once

#include <Eigen/Core>
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "motion/core/progress.h"
#include "motion/core/result.h"

namespace kinemote::analysis {

struct ForestSettings {
  int trees = 300;          // a class
  double row_share = 0.63;  // of the rows, drawn anew for every tree: about what a bootstrap keeps
  double column_share = 0.0;  // of the columns, drawn anew for every split; 0: the square root
  uint64_t seed = 1;
  int threads = 0;  // 0: all cores; the result does not depend on it
  Status validate() const;
};

/// Breiman (2001) 10.1023/A:1010933404324 on XGBoost's histogram trees: one round of many trees at
/// learning rate 1, without a penalty, so that a leaf holds the share of each class. Deviations:
/// rows are drawn without replacement; every class has trees of its own, split by the variance of
/// belonging to it (for two classes: Gini). Copies share the trees; prediction is thread-safe.
class ForestClassifier {
 public:
  ForestClassifier() = default;

  /// Rows N x D, all finite; labels in [0, names.size()). Deterministic for a seed. Cost: 300
  /// trees, 3,000 x 300 numbers and 7 classes take about 20 s of one core. Errors: usage
  /// (settings), bad input (sizes, labels, fewer than two classes, not finite), cancelled.
  static Result<ForestClassifier> fit(const Eigen::MatrixXd& rows, const std::vector<int>& labels,
                                      std::vector<std::string> names,
                                      const ForestSettings& settings,
                                      const Progress& progress = {});

  const std::vector<std::string>& names() const { return names_; }
  bool empty() const { return !trees_; }
  /// N x D to N x classes, each row a distribution. Precondition: not empty, D as in training.
  Eigen::MatrixXd probabilities(const Eigen::MatrixXd& rows) const;
  /// The likeliest class of every row, the first of equals.
  std::vector<int> predict(const Eigen::MatrixXd& rows) const;

  /// The forest taken apart: XGBoost's own JSON of each ensemble, and its share of all trees (1 x
  /// ensembles). from_parts() is the reverse; it also says how many columns rows have. Error (bad
  /// input) for parts that do not fit together.
  std::vector<std::string> trees_json() const;
  Eigen::MatrixXd tree_shares() const;
  static Result<ForestClassifier> from_parts(std::vector<std::string> names,
                                             const Eigen::MatrixXd& shares,
                                             const std::vector<std::string>& trees_json,
                                             int& column_count);

 private:
  struct Trees;
  std::shared_ptr<const Trees> trees_;
  std::vector<std::string> names_;
};

}  // namespace kinemote::analysis
