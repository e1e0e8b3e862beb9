#include "analysis/affect/feature_correlation.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>
#include <numeric>

#include "analysis/stats/random.h"

namespace kinemote::analysis {
namespace {

constexpr std::array<std::string_view, 2> kNames{"pearson", "spearman"};
constexpr double kChanceLevel = 0.95;
/// Rounding leaves the variance of a constant column above zero.
constexpr double kLeastRelativeDeviation = 1e-9;

/// Average ranks of a column, from 1.
Eigen::VectorXd ranks_of(const Eigen::VectorXd& values) {
  std::vector<Eigen::Index> order(values.size());
  std::iota(order.begin(), order.end(), Eigen::Index{0});
  std::sort(order.begin(), order.end(),
            [&](Eigen::Index a, Eigen::Index b) { return values[a] < values[b]; });
  Eigen::VectorXd ranks(values.size());
  for (size_t first = 0; first < order.size();) {
    size_t last = first + 1;
    while (last < order.size() && values[order[last]] == values[order[first]]) ++last;
    for (size_t i = first; i < last; ++i) {
      ranks[order[i]] = 0.5 * static_cast<double>(first + 1 + last);
    }
    first = last;
  }
  return ranks;
}

/// Rows of groups, numbered from 0.
struct Grouping {
  std::vector<int> group_of;  // of every row
  Eigen::VectorXd sizes;      // rows of a group
  Eigen::MatrixXd pads;       // G x 3
};

Result<Grouping> group_rows(const Eigen::MatrixXd& pads, const std::vector<int>& groups) {
  Grouping out;
  std::map<int, int> number;
  std::vector<int> first_row;
  std::vector<double> sizes;
  for (size_t i = 0; i < groups.size(); ++i) {
    const auto [at, is_new] = number.try_emplace(groups[i], static_cast<int>(number.size()));
    if (is_new) {
      first_row.push_back(static_cast<int>(i));
      sizes.push_back(0.0);
    }
    sizes[at->second] += 1.0;
    out.group_of.push_back(at->second);
    if ((pads.row(static_cast<Eigen::Index>(i)) - pads.row(first_row[at->second])).any()) {
      return bad_input("rows of group " + std::to_string(groups[i]) +
                       " have different PADs; expected one PAD a group (clip)");
    }
  }
  if (number.size() < 3) {
    return bad_input("there are rows of " + std::to_string(number.size()) +
                     " clips; a correlation with PAD needs at least 3");
  }
  out.sizes = Eigen::Map<const Eigen::VectorXd>(sizes.data(), std::ssize(sizes));
  out.pads = pads(first_row, Eigen::all);
  return out;
}

/// Sums over the rows of each group of the columns, centred and of length 1; constant columns 0.
Eigen::MatrixXd unit_group_sums(const Eigen::MatrixXd& features, const Grouping& grouping,
                                CorrelationKind kind) {
  Eigen::MatrixXd sums = Eigen::MatrixXd::Zero(grouping.sizes.size(), features.cols());
  for (Eigen::Index c = 0; c < features.cols(); ++c) {
    Eigen::VectorXd column =
        kind == CorrelationKind::kSpearman ? ranks_of(features.col(c)) : features.col(c);
    const double size = column.norm();
    column.array() -= column.mean();
    const double length = column.norm();
    if (!(length > kLeastRelativeDeviation * size)) continue;
    for (Eigen::Index i = 0; i < column.size(); ++i) {
      sums(grouping.group_of[i], c) += column[i] / length;
    }
  }
  return sums;
}

/// Values (or average ranks) of the groups' labels over all rows, centred, of length 1 over rows.
/// Zero for an axis that is constant.
Eigen::MatrixXd unit_labels(const Eigen::MatrixXd& pads, const Eigen::VectorXd& sizes,
                            CorrelationKind kind) {
  Eigen::MatrixXd labels = pads;
  if (kind == CorrelationKind::kSpearman) {
    for (Eigen::Index axis = 0; axis < pads.cols(); ++axis) {
      std::map<double, double> rows_at;  // how many rows have this value
      for (Eigen::Index g = 0; g < pads.rows(); ++g) rows_at[pads(g, axis)] += sizes[g];
      double below = 0.0;
      std::map<double, double> rank;
      for (const auto& [value, rows] : rows_at) {
        rank[value] = below + 0.5 * (rows + 1.0);
        below += rows;
      }
      for (Eigen::Index g = 0; g < pads.rows(); ++g) labels(g, axis) = rank[pads(g, axis)];
    }
  }
  for (Eigen::Index axis = 0; axis < labels.cols(); ++axis) {
    auto column = labels.col(axis);
    const double size = std::sqrt(column.cwiseAbs2().dot(sizes));
    column.array() -= column.dot(sizes) / sizes.sum();
    const double length = std::sqrt(column.cwiseAbs2().dot(sizes));
    if (length > kLeastRelativeDeviation * size) {
      column /= length;
    } else {
      column.setZero();
    }
  }
  return labels;
}

/// The ceil(n level)-th smallest.
double percentile(std::vector<double> values, double level) {
  const auto rank = static_cast<size_t>(std::ceil(level * static_cast<double>(values.size())));
  std::nth_element(values.begin(), values.begin() + static_cast<long>(rank) - 1, values.end());
  return values[rank - 1];
}

/// A table of one kind; shuffled sizes of coefficients are collected by add().
class TableBuilder {
 public:
  TableBuilder(const Eigen::MatrixXd& features, const Grouping& grouping, CorrelationKind kind,
               int shuffles)
      : kind_(kind),
        grouping_(grouping),
        sums_(unit_group_sums(features, grouping, kind)),
        r_(sums_.transpose() * unit_labels(grouping.pads, grouping.sizes, kind)),
        shuffled_(static_cast<size_t>(r_.size())) {
    for (auto& cell : shuffled_) cell.reserve(shuffles);
  }

  void add(const Eigen::MatrixXd& shuffled_pads) {
    const Eigen::MatrixXd sizes =
        (sums_.transpose() * unit_labels(shuffled_pads, grouping_.sizes, kind_)).cwiseAbs();
    for (Eigen::Index i = 0; i < sizes.size(); ++i) shuffled_[i].push_back(sizes.data()[i]);
    for (int axis = 0; axis < 3; ++axis) largest_[axis].push_back(sizes.col(axis).maxCoeff());
  }

  CorrelationTable finish() const {
    CorrelationTable table;
    table.r = r_.cwiseMax(-1.0).cwiseMin(1.0);
    table.chance = table.p = Eigen::MatrixXd::Zero(r_.rows(), r_.cols());
    const Eigen::MatrixXd labels = unit_labels(grouping_.pads, grouping_.sizes, kind_);
    for (Eigen::Index axis = 0; axis < r_.cols(); ++axis) {
      table.chance_of_largest[axis] = percentile(largest_[axis], kChanceLevel);
      for (Eigen::Index c = 0; c < r_.rows(); ++c) {
        if (sums_.col(c).isZero(0.0) || labels.col(axis).isZero(0.0)) {
          table.r(c, axis) = table.chance(c, axis) = table.p(c, axis) =
              std::numeric_limits<double>::quiet_NaN();
          continue;
        }
        const std::vector<double>& cell = shuffled_[axis * r_.rows() + c];
        table.chance(c, axis) = percentile(cell, kChanceLevel);
        // Equal orders give equal sums but for rounding.
        const double reached = std::abs(r_(c, axis)) - 1e-12;
        const auto above =
            std::count_if(cell.begin(), cell.end(), [&](double size) { return size >= reached; });
        table.p(c, axis) = (static_cast<double>(above) + 1.0) / (std::ssize(cell) + 1.0);
      }
    }
    return table;
  }

 private:
  CorrelationKind kind_;
  const Grouping& grouping_;
  Eigen::MatrixXd sums_;                       // G x D
  Eigen::MatrixXd r_;                          // D x 3
  std::vector<std::vector<double>> shuffled_;  // of every cell of r_, column-major
  std::array<std::vector<double>, 3> largest_;
};

}  // namespace

std::string_view name_of(CorrelationKind kind) { return kNames[static_cast<size_t>(kind)]; }

Result<CorrelationKind> parse_correlation_kind(std::string_view name) {
  const auto found = std::find(kNames.begin(), kNames.end(), name);
  if (found != kNames.end()) return static_cast<CorrelationKind>(found - kNames.begin());
  return usage_error("correlation \"" + std::string(name) +
                     "\" is not known; expected pearson or spearman");
}

Result<FeatureCorrelation> correlate_features_with_pad(
    const std::vector<std::string>& feature_names, const Eigen::MatrixXd& features,
    const Eigen::MatrixXd& pads, const std::vector<int>& groups,
    const CorrelationSettings& settings, const Progress& progress) {
  if (settings.shuffles < 20 || settings.shuffles > 100'000) {
    return usage_error("chance is measured with 20 to 100,000 shuffles");
  }
  if (pads.rows() != features.rows() || pads.cols() != 3 || std::ssize(groups) != features.rows() ||
      std::ssize(feature_names) != features.cols() || features.cols() == 0) {
    return bad_input("a correlation needs a PAD and a group for each row, a name for each feature");
  }
  if (!features.allFinite() || !pads.allFinite()) {
    return bad_input("a correlation needs finite features and PADs");
  }
  const Result<Grouping> grouping = group_rows(pads, groups);
  if (!grouping) return grouping.error();
  TableBuilder pearson(features, *grouping, CorrelationKind::kPearson, settings.shuffles);
  TableBuilder spearman(features, *grouping, CorrelationKind::kSpearman, settings.shuffles);
  std::mt19937_64 engine(settings.seed);
  std::vector<int> order(grouping->sizes.size());
  std::iota(order.begin(), order.end(), 0);
  for (int i = 0; i < settings.shuffles; ++i) {
    if (!report(progress, "shuffling labels", static_cast<double>(i) / settings.shuffles)) {
      return cancelled();
    }
    shuffle(order, engine);
    const Eigen::MatrixXd shuffled = grouping->pads(order, Eigen::all);
    pearson.add(shuffled);
    spearman.add(shuffled);
  }
  FeatureCorrelation out;
  out.feature_names = feature_names;
  out.pearson = pearson.finish();
  out.spearman = spearman.finish();
  out.row_count = static_cast<int>(features.rows());
  out.group_count = static_cast<int>(grouping->sizes.size());
  out.shuffles = settings.shuffles;
  return out;
}

std::vector<std::array<bool, 3>> most_correlated_axes(const CorrelationTable& table, double share) {
  std::vector<std::array<bool, 3>> axes(table.r.rows(), {true, true, true});
  for (Eigen::Index c = 0; c < table.r.rows(); ++c) {
    double largest = 0.0;
    for (int axis = 0; axis < 3; ++axis) {
      if (std::isfinite(table.r(c, axis))) largest = std::max(largest, std::abs(table.r(c, axis)));
    }
    if (largest == 0.0) continue;
    for (int axis = 0; axis < 3; ++axis) {
      // A NaN compares false: a constant axis says nothing.
      axes[c][axis] = std::abs(table.r(c, axis)) >= share * largest;
    }
  }
  return axes;
}

}  // namespace kinemote::analysis
