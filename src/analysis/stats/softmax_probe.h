// What a small classifier can still read from a vector that should not tell.
#pragma once

#include <Eigen/Core>
#include <cstdint>
#include <vector>

#include "motion/core/progress.h"
#include "motion/core/result.h"

namespace kinemote::analysis {

struct ProbeSettings {
  int hidden = 0;    // units of the one hidden layer (ReLU); 0: linear
  double l2 = 1e-3;  // weight decay on all but constants, beside the mean loss of a row
  int epochs = 60;   // at most, of mini-batches of 64 (linear: 300 steps on all rows)
  std::vector<double> class_weights{};  // how much a row of each class counts; empty: all 1
  uint64_t seed = 1;                  // of the first weights, the batches and the rows set aside
  Status validate() const;
};

/// Multinomial logistic regression, or a perceptron with one hidden layer, on standardised inputs;
/// cross entropy by Adam (Kingma & Ba 2015, arXiv:1412.6980). The perceptron sets a tenth of the
/// rows aside and keeps the weights that did best on them. Probing by such classifiers: Alain &
/// Bengio (2017), arXiv:1610.01644.
class SoftmaxProbe {
 public:
  /// Rows N x D, labels in [0, class_count). Deterministic for a seed. Cost: 5,000 x 64 and 7
  /// classes take about 1 s linear, 5 s with 64 units. Errors: usage (settings), bad input (sizes,
  /// labels, not finite), cancelled.
  static Result<SoftmaxProbe> fit(const Eigen::MatrixXd& rows, const std::vector<int>& labels,
                                  int class_count, const ProbeSettings& settings,
                                  const Progress& progress = {});
  /// The likeliest class of every row. N x D as in training.
  std::vector<int> predict(const Eigen::MatrixXd& rows) const;
  /// N x classes, each row a distribution.
  Eigen::MatrixXd probabilities(const Eigen::MatrixXd& rows) const;
  int input_count() const { return static_cast<int>(mean_.size()); }
  int class_count() const { return static_cast<int>(layers_.back().cols()); }

  /// The scaler (2 x D: means, inverse deviations) and the layers, and back. Error (bad input) for
  /// matrices that do not fit together.
  std::vector<Eigen::MatrixXd> matrices() const;
  static Result<SoftmaxProbe> from_matrices(const std::vector<Eigen::MatrixXd>& matrices);

 private:
  Eigen::RowVectorXd mean_, inverse_scale_;
  std::vector<Eigen::MatrixXd> layers_;  // (inputs + 1) x outputs each, constants last
};

/// Share of the most frequent label: what saying always the same reaches. 0 of none.
double majority_share(const std::vector<int>& labels);

}  // namespace kinemote::analysis
