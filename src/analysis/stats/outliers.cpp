#include "analysis/stats/outliers.h"

#include <limits>
#include <numeric>

namespace kinemote::analysis {

std::vector<int> inlying_rows(const Eigen::MatrixXd& rows, double z) {
  std::vector<int> kept;
  if (z <= 0.0) {
    kept.resize(rows.rows());
    std::iota(kept.begin(), kept.end(), 0);
    return kept;
  }
  const Eigen::RowVectorXd mean = rows.colwise().mean();
  const Eigen::RowVectorXd deviation =
      (rows.rowwise() - mean).cwiseAbs2().colwise().mean().cwiseSqrt();
  // Rounding makes a constant column vary in its last digits.
  const Eigen::RowVectorXd limit =
      (deviation.array() > 1e-9 * (1.0 + mean.array().abs()))
          .select(z * deviation.array(), std::numeric_limits<double>::infinity());
  for (Eigen::Index i = 0; i < rows.rows(); ++i) {
    if (((rows.row(i) - mean).array().abs() < limit.array()).all()) {
      kept.push_back(static_cast<int>(i));
    }
  }
  return kept;
}

}  // namespace kinemote::analysis
