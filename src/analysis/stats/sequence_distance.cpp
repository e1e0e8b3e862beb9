#include "analysis/stats/sequence_distance.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <string>

namespace kinemote::analysis {
namespace {

constexpr int kNormalisedLength = 64;
constexpr double kFar = std::numeric_limits<double>::infinity();

/// As dtw(), of sequences stored one frame a column, where a frame's numbers lie side by side.
double dtw_of_columns(const Eigen::MatrixXd& a, const Eigen::MatrixXd& b, double band) {
  // The band is wide along the longer one: who comes first must not matter.
  if (a.cols() > b.cols()) return dtw_of_columns(b, a, band);
  const int n = static_cast<int>(a.cols());
  const int m = static_cast<int>(b.cols());
  // Around the slanted diagonal, and at least as wide as one step along it, else no path fits.
  const double slope = static_cast<double>(m) / n;
  const double reach = std::max(std::ceil(band * m), slope);
  std::vector<double> above(m + 1, kFar);
  std::vector<double> current(m + 1, kFar);
  above[0] = 0.0;
  for (int i = 1; i <= n; ++i) {
    std::fill(current.begin(), current.end(), kFar);
    const double centre = i * slope;
    const int first = std::max(1, static_cast<int>(std::ceil(centre - reach)));
    const int last = std::min(m, static_cast<int>(std::floor(centre + reach)));
    for (int j = first; j <= last; ++j) {
      const double apart = (a.col(i - 1) - b.col(j - 1)).norm();
      current[j] = std::min({above[j - 1] + 2.0 * apart, above[j] + apart, current[j - 1] + apart});
    }
    std::swap(above, current);
  }
  return above[m] / (n + m);
}

}  // namespace

Eigen::MatrixXd time_normalised(const Eigen::MatrixXd& sequence, int length) {
  Eigen::MatrixXd result(length, sequence.cols());
  const double step = length > 1 ? static_cast<double>(sequence.rows() - 1) / (length - 1) : 0.0;
  for (int t = 0; t < length; ++t) {
    const double at = t * step;
    const Eigen::Index before =
        std::min<Eigen::Index>(static_cast<Eigen::Index>(at), sequence.rows() - 1);
    const Eigen::Index after = std::min<Eigen::Index>(before + 1, sequence.rows() - 1);
    const double share = at - static_cast<double>(before);
    result.row(t) = (1.0 - share) * sequence.row(before) + share * sequence.row(after);
  }
  return result;
}

double sequence_rms(const Eigen::MatrixXd& a, const Eigen::MatrixXd& b) {
  return std::sqrt((a - b).squaredNorm() / static_cast<double>(a.rows()));
}

double normalised_sequence_rms(const Eigen::MatrixXd& a, const Eigen::MatrixXd& b) {
  return sequence_rms(time_normalised(a, kNormalisedLength), time_normalised(b, kNormalisedLength));
}

double dtw(const Eigen::MatrixXd& a, const Eigen::MatrixXd& b, double band) {
  return dtw_of_columns(a.transpose(), b.transpose(), band);
}

Result<DistanceMatrix> sequence_distances(const std::vector<Eigen::MatrixXd>& sequences,
                                          SequenceMetric metric, double band, int thread_count,
                                          const Progress& progress) {
  if (!(band > 0.0 && band <= 1.0)) {
    return usage_error("the band of dynamic time warping is " + std::to_string(band) +
                       "; expected a share above 0 and up to 1");
  }
  if (sequences.empty()) return bad_input("a distance matrix needs at least one sequence");
  std::vector<Eigen::MatrixXd> prepared;
  prepared.reserve(sequences.size());
  for (size_t i = 0; i < sequences.size(); ++i) {
    const Eigen::MatrixXd& s = sequences[i];
    if (s.rows() == 0 || s.cols() == 0 || s.cols() != sequences.front().cols() || !s.allFinite()) {
      return bad_input("sequence " + std::to_string(i) + " of the distance matrix is " +
                       std::to_string(s.rows()) + " x " + std::to_string(s.cols()) +
                       "; expected at least one row of " +
                       std::to_string(sequences.front().cols()) + " finite numbers");
    }
    prepared.push_back(metric == SequenceMetric::kDtw ? Eigen::MatrixXd(s.transpose())
                                                      : time_normalised(s, kNormalisedLength));
  }
  const auto distance = [&](int i, int j) {
    return metric == SequenceMetric::kDtw ? dtw_of_columns(prepared[i], prepared[j], band)
                                          : sequence_rms(prepared[i], prepared[j]);
  };
  return pairwise_distances(static_cast<int>(prepared.size()), distance, thread_count, progress);
}

}  // namespace kinemote::analysis
