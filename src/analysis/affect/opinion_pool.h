// One opinion out of several, each taken as seriously as it has deserved.
#pragma once

#include <Eigen/Core>
#include <vector>

#include "motion/core/progress.h"
#include "motion/core/result.h"

namespace kinemote::analysis {

/// Logarithmic opinion pool (Genest and Zidek 1986, 10.1214/ss/1177013825) about a prior pi:
///     p(k) = pi_k prod_m (p_mk / pi_k)^(a_m) / Z,
/// where judge m gave class k the probability p_mk and has the strength a_m. Strength 0 is not to
/// be heard, 1 to be taken at one's word; all 1 is Bayes' rule for judges who err independently.
/// Unlike a weighted mean it can be surer than every judge, and corrects who is too sure or unsure.
/// `evidence`: M matrices N x K of ln(p_mk / pi_k); `strengths` N x M; `prior` K, above 0.
/// Returns N x K, each row a distribution.
Eigen::MatrixXd pooled_opinion(const std::vector<Eigen::MatrixXd>& evidence,
                               const Eigen::MatrixXd& strengths, const Eigen::RowVectorXd& prior);

struct PoolSettings {
  double slope_l2 = 0.05;     // on the slopes, beside the mean loss of a sample
  double constant_l2 = 0.01;  // draws strengths towards 1, where few samples say little
  int steps = 400;            // of Adam on all samples
  Status validate() const;
};

/// Learns strengths that are the same for all samples (inputs without columns) or depend on them:
///     a_m(x) = exp(b_m + v_m . x), within [exp(-6), exp(2)],
/// which minimise the mean of -ln p(true class) + slope_l2/2 |v|^2 + constant_l2/2 |b|^2, by Adam
/// (Kingma and Ba 2015, arXiv:1412.6980) from v = 0, b = 0. Without inputs the loss is convex in a.
class OpinionPool {
 public:
  /// `inputs` N x D, about unit size; `evidence` as above, of samples that the judges have not
  /// learned from; `labels` N in [0, K). Deterministic. Errors: usage (settings), bad input (sizes,
  /// labels, no sample), cancelled.
  static Result<OpinionPool> fit(const Eigen::MatrixXd& inputs,
                                 const std::vector<Eigen::MatrixXd>& evidence,
                                 const Eigen::RowVectorXd& prior, const std::vector<int>& labels,
                                 const PoolSettings& settings, const Progress& progress = {});
  /// N x M, above 0. Precondition: D as in training.
  Eigen::MatrixXd strengths(const Eigen::MatrixXd& inputs) const;

 private:
  Eigen::MatrixXd slopes_;        // D x M
  Eigen::RowVectorXd constants_;  // M
};

}  // namespace kinemote::analysis
