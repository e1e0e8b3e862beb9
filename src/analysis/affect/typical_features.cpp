#include "analysis/affect/typical_features.h"

#include <algorithm>
#include <array>
#include <map>

namespace kinemote::analysis {

Eigen::MatrixXd typical_features(const ReadWindows& windows, const Eigen::MatrixXd& pads,
                                 double width) {
  Eigen::MatrixXd out(pads.rows(), windows.features.cols());
  for (Eigen::Index i = 0; i < pads.rows(); ++i) {
    const Eigen::VectorXd exponents =
        ((windows.labelled.rowwise() - pads.row(i)).rowwise().squaredNorm() +
         (windows.read.rowwise() - pads.row(i)).rowwise().squaredNorm()) /
        (2.0 * width * width);
    const Eigen::VectorXd weights = (exponents.minCoeff() - exponents.array()).exp();
    out.row(i) = weights.transpose() * windows.features / weights.sum();
  }
  return out;
}

std::vector<int> best_read_rows(const ReadWindows& windows, double share) {
  std::map<std::array<double, 3>, std::vector<int>> at;
  for (Eigen::Index i = 0; i < windows.labelled.rows(); ++i) {
    const Eigen::RowVector3d pad = windows.labelled.row(i);
    at[{pad[0], pad[1], pad[2]}].push_back(static_cast<int>(i));
  }
  const Eigen::VectorXd distances = (windows.read - windows.labelled).rowwise().norm();
  std::vector<int> kept;
  for (auto& [pad, rows] : at) {
    std::stable_sort(rows.begin(), rows.end(),
                     [&](int a, int b) { return distances[a] < distances[b]; });
    const auto wanted = static_cast<size_t>(share * static_cast<double>(rows.size()));
    rows.resize(std::clamp<size_t>(wanted, 1, rows.size()));
    kept.insert(kept.end(), rows.begin(), rows.end());
  }
  std::sort(kept.begin(), kept.end());
  return kept;
}

}  // namespace kinemote::analysis
