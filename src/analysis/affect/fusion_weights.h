// How much each of several judges counts: the same for everybody, or by what they saw.
#pragma once

#include <Eigen/Core>

#include "motion/core/progress.h"
#include "motion/core/result.h"

namespace kinemote::analysis {

/// Weights w (M, at least 0, sum 1) of the mixture that gives the true classes the least log loss,
///     L(w) = -1/N sum_n log sum_m w_m p_nm,
/// where `likelihoods` (N x M) holds p_nm, the probability that judge m gave to the true class of
/// sample n. L is convex; found by expectation maximisation (Dempster, Laird and Rubin 1977,
/// 10.1111/j.2517-6161.1977.tb01600.x), which never makes it larger. Equal weights for N = 0.
/// Precondition: likelihoods above 0.
Eigen::VectorXd mixture_weights(const Eigen::MatrixXd& likelihoods);

struct GateSettings {
  double l2 = 0.05;  // on the gate's slopes, beside the mean loss of a sample
  int steps = 400;   // of Adam on all samples
  Status validate() const;
};

/// Weights that depend on the sample: a linear layer and a softmax,
///     g_m(x) = exp(b_m + v_m . x) / sum_k exp(b_k + v_k . x),
/// trained as the gate of a mixture of experts (Jacobs, Jordan, Nowlan and Hinton 1991,
/// 10.1162/neco.1991.3.1.79) whose experts stay as they are:
///     L = -1/N sum_n log sum_m g_m(x_n) p_nm + l2/2 sum_m |v_m|^2,
/// by Adam (Kingma and Ba 2015, arXiv:1412.6980) from v = 0, b = log of mixture_weights().
class FusionGate {
 public:
  /// `inputs` N x D, about unit size; `likelihoods` N x M as above. Deterministic. Errors: usage
  /// (settings), bad input (sizes, no sample), cancelled.
  static Result<FusionGate> fit(const Eigen::MatrixXd& inputs, const Eigen::MatrixXd& likelihoods,
                                const GateSettings& settings, const Progress& progress = {});
  /// N x M, each row a distribution. Precondition: D as in training.
  Eigen::MatrixXd weights(const Eigen::MatrixXd& inputs) const;

 private:
  Eigen::MatrixXd slopes_;        // D x M
  Eigen::RowVectorXd constants_;  // M
};

}  // namespace kinemote::analysis
