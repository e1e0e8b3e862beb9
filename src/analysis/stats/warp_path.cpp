#include "analysis/stats/warp_path.h"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <limits>
#include <string>

namespace kinemote::analysis {
namespace {

constexpr double kFar = std::numeric_limits<double>::infinity();

enum Step : uint8_t { kNone, kDiagonal, kAlongA, kAlongB };

/// Rows of `a` against rows of `b`, `b` being the longer one: the band is wide along it.
Result<std::vector<WarpMatch>> path_of(const Eigen::MatrixXd& a, const Eigen::MatrixXd& b,
                                       double band, const Progress& progress) {
  const int n = static_cast<int>(a.rows());
  const int m = static_cast<int>(b.rows());
  const double slope = static_cast<double>(m) / n;
  const double reach = std::max(std::ceil(band * m), slope);
  const Eigen::MatrixXd a_columns = a.transpose(), b_columns = b.transpose();
  const auto width = static_cast<size_t>(m) + 1;
  std::vector<uint8_t> steps((static_cast<size_t>(n) + 1) * width, kNone);
  std::vector<double> above(width, kFar), current(width, kFar);
  above[0] = 0.0;
  for (int i = 1; i <= n; ++i) {
    if (!report(progress, "warping", static_cast<double>(i) / n)) return cancelled();
    std::fill(current.begin(), current.end(), kFar);
    const double centre = i * slope;
    const int first = std::max(1, static_cast<int>(std::ceil(centre - reach)));
    const int last = std::min(m, static_cast<int>(std::floor(centre + reach)));
    for (int j = first; j <= last; ++j) {
      const double apart = (a_columns.col(i - 1) - b_columns.col(j - 1)).norm();
      const auto at = static_cast<size_t>(j);
      const double diagonal = above[at - 1] + 2.0 * apart;
      const double along_a = above[at] + apart, along_b = current[at - 1] + apart;
      uint8_t& step = steps[static_cast<size_t>(i) * width + at];
      step = diagonal <= along_a && diagonal <= along_b ? kDiagonal
             : along_a <= along_b                       ? kAlongA
                                                        : kAlongB;
      current[at] = std::min({diagonal, along_a, along_b});
    }
    std::swap(above, current);
  }
  std::vector<WarpMatch> path;
  for (int i = n, j = m; i > 0 && j > 0;) {
    path.push_back({i - 1, j - 1});
    const uint8_t step = steps[static_cast<size_t>(i) * width + static_cast<size_t>(j)];
    if (step != kAlongB) --i;
    if (step != kAlongA) --j;
  }
  std::reverse(path.begin(), path.end());
  return path;
}

}  // namespace

Result<std::vector<WarpMatch>> warp_path(const Eigen::MatrixXd& a, const Eigen::MatrixXd& b,
                                         double band, const Progress& progress) {
  if (!(band > 0.0 && band <= 1.0)) {
    return usage_error("the band of dynamic time warping is " + std::to_string(band) +
                       "; expected a share above 0 and up to 1");
  }
  for (const Eigen::MatrixXd* s : {&a, &b}) {
    if (s->rows() > 0 && s->cols() > 0 && s->cols() == a.cols() && s->allFinite()) continue;
    return bad_input("a sequence to be warped is " + std::to_string(s->rows()) + " x " +
                     std::to_string(s->cols()) + "; expected at least one row of " +
                     std::to_string(a.cols()) + " finite numbers");
  }
  if (a.rows() <= b.rows()) return path_of(a, b, band, progress);
  auto path = path_of(b, a, band, progress);
  if (!path) return path.error();
  for (WarpMatch& match : *path) std::swap(match.a, match.b);
  return path;
}

std::vector<double> matched_rows(const std::vector<WarpMatch>& path) {
  std::vector<double> rows;
  for (size_t first = 0; first < path.size();) {
    size_t last = first;
    while (last + 1 < path.size() && path[last + 1].a == path[first].a) ++last;
    rows.push_back(0.5 * (path[first].b + path[last].b));
    first = last + 1;
  }
  return rows;
}

}  // namespace kinemote::analysis
