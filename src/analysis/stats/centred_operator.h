// The double-centred matrix of classical scaling, as something that multiplies vectors.
#pragma once

#include <Eigen/Core>

#include "analysis/stats/distance_matrix.h"

namespace kinemote::analysis {

/// B = -1/2 J D^2 J (D^2 element by element, J = I - 11'/N) without storing it.
class CentredOperator {
 public:
  using Scalar = double;  // what the eigensolver asks an operator for

  CentredOperator(const DistanceMatrix& distances, int thread_count);

  Eigen::Index rows() const { return distances_.size(); }
  Eigen::Index cols() const { return distances_.size(); }
  /// y = B x; both of N numbers. Reads the distances once. The same bits for any thread count.
  void perform_op(const double* x, double* y) const;
  double trace() const;

 private:
  const DistanceMatrix& distances_;
  int thread_count_;
};

}  // namespace kinemote::analysis
