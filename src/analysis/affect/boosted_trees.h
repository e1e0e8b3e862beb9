// Gradient-boosted regression trees: XGBoost behind Eigen matrices.
#pragma once

#include <Eigen/Core>
#include <cstdint>
#include <memory>
#include <string>

#include "motion/core/progress.h"
#include "motion/core/result.h"

namespace kinemote::analysis {

/// Defaults: chosen once on dataset-1 with whole contents held out (docs/evaluation.md); close to
/// the grid of the original, with more random columns a tree because neighbouring features say the
/// same thing.
struct BoostedTreesSettings {
  int rounds = 300;
  int depth = 5;
  double learning_rate = 0.05;
  double least_child_weight = 5.0;
  double row_share = 0.5;     // drawn anew for every tree
  double column_share = 0.3;  // drawn anew for every tree
  double l2 = 1.25;
  uint64_t seed = 1;
  int threads = 0;  // 0: all cores
  Status validate() const;
};

/// One ensemble an output. Chen & Guestrin (2016) 10.1145/2939672.2939785, squared error,
/// histogram method. A prediction is a step function of its inputs: sliders that must move smoothly
/// want a kernel regression instead. Copies share the trees; prediction is thread-safe.
class BoostedTrees {
 public:
  BoostedTrees() = default;

  /// X: N x D, Y: N x M, all finite. Deterministic for a seed and thread count. Cost: about 1 s an
  /// output for 2,500 x 80 on two cores. Errors: usage (settings), bad input (sizes, not finite),
  /// cancelled.
  static Result<BoostedTrees> fit(const Eigen::MatrixXd& inputs, const Eigen::MatrixXd& outputs,
                                  const BoostedTreesSettings& settings,
                                  const Progress& progress = {});

  /// Precondition: not empty, and as many columns as in training. N x D to N x M.
  Eigen::MatrixXd predict_rows(const Eigen::MatrixXd& inputs) const;

  bool empty() const { return !trees_; }
  int input_count() const;
  int output_count() const;

  /// A JSON array with XGBoost's own JSON model for each output. from_json: bad input for anything
  /// that is none, or whose models disagree on their inputs.
  std::string to_json() const;
  static Result<BoostedTrees> from_json(const std::string& json);

 private:
  struct Trees;
  std::shared_ptr<const Trees> trees_;
};

}  // namespace kinemote::analysis
