// Features for a PAD that are typical of it and that also read as it.
#pragma once

#include <Eigen/Core>

#include "analysis/stats/regression.h"

namespace kinemote::analysis {

/// The features expected at a PAD, m(y), moved along what varies between windows of one PAD until a
/// smooth reader R finds y in them. The most probable window f under f ~ N(m(y), S) and
/// R(f) ~ N(y, tolerance^2): with f = m + S^(1/2) z,
///   minimise |z|^2 + |R(f) - y|^2 / tolerance^2
/// by Gauss-Newton steps z = J'(J J' + tolerance^2 I)^-1 (y - R(f) + J z), J = dR/df S^(1/2).
/// Ours. The expected features alone are the middle of everything that is done, which reads as
/// less emotion than was asked for.
class ReadBack {
 public:
  /// `expected`: PAD to D features; `reader`: D features to PAD; `residuals`: N x D, features of
  /// training windows less those expected at their PAD, N >= 2. Cost: O(N D^2 + D^3).
  ReadBack(RbfRegression expected, RbfRegression reader, const Eigen::MatrixXd& residuals,
           double tolerance);

  /// N x 3 to N x D. Cost: 10 steps of D + 1 readings a row.
  Eigen::MatrixXd features_rows(const Eigen::MatrixXd& pads) const;

 private:
  Eigen::VectorXd features(const Eigen::VectorXd& pad) const;

  RbfRegression expected_, reader_;
  Eigen::MatrixXd root_;  // D x D, S^(1/2)
  double tolerance_;
};

}  // namespace kinemote::analysis
