#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>

#include "analysis/stats/regression.h"

namespace kinemote::analysis {
namespace {

/// Ranks 1 … n; equal values share the mean of their ranks.
std::vector<double> average_ranks(const std::vector<double>& values) {
  std::vector<size_t> order(values.size());
  std::iota(order.begin(), order.end(), 0);
  std::sort(order.begin(), order.end(), [&](size_t a, size_t b) { return values[a] < values[b]; });
  std::vector<double> ranks(values.size());
  for (size_t start = 0; start < order.size();) {
    size_t end = start;
    while (end < order.size() && values[order[end]] == values[order[start]]) ++end;
    for (size_t i = start; i < end; ++i) ranks[order[i]] = 0.5 * (start + 1 + end);
    start = end;
  }
  return ranks;
}

}  // namespace

double spearman(const std::vector<double>& a, const std::vector<double>& b) {
  if (a.size() != b.size() || a.empty()) return std::numeric_limits<double>::quiet_NaN();
  const std::vector<double> x = average_ranks(a);
  const std::vector<double> y = average_ranks(b);
  const double mean = 0.5 * (a.size() + 1.0);
  double xy = 0.0;
  double xx = 0.0;
  double yy = 0.0;
  for (size_t i = 0; i < x.size(); ++i) {
    xy += (x[i] - mean) * (y[i] - mean);
    xx += (x[i] - mean) * (x[i] - mean);
    yy += (y[i] - mean) * (y[i] - mean);
  }
  return xx > 0.0 && yy > 0.0 ? xy / std::sqrt(xx * yy) : 0.0;
}

}  // namespace kinemote::analysis
