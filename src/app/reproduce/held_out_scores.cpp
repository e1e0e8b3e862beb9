#include "app/reproduce/held_out_scores.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <numeric>
#include <set>

#include "analysis/affect/scaled_rows.h"
#include "analysis/stats/class_balance.h"
#include "analysis/stats/class_scores.h"
#include "motion/core/random.h"

namespace kinemote::app {
namespace {

constexpr double kLeastDeviation = 1e-12;
constexpr int kSmoteNeighbours = 5;

std::vector<int> labels_at(const std::vector<int>& labels, const std::vector<int>& rows) {
  std::vector<int> chosen;
  for (const int row : rows) chosen.push_back(labels[row]);
  return chosen;
}

/// `rows` in deviations of `known` from its mean; columns that do not vary become 0.
Eigen::MatrixXd scaled(const Eigen::MatrixXd& rows, const Eigen::MatrixXd& known) {
  const Eigen::RowVectorXd mean = known.colwise().mean();
  const Eigen::RowVectorXd deviation =
      ((known.rowwise() - mean).colwise().squaredNorm() / static_cast<double>(known.rows()))
          .cwiseSqrt();
  const Eigen::RowVectorXd factor =
      (deviation.array() > kLeastDeviation)
          .select(deviation.cwiseMax(kLeastDeviation).cwiseInverse(), 0.0);
  return (rows.rowwise() - mean) * factor.asDiagonal();
}

/// Groups of every label, in the order in which they first appear.
std::map<int, std::vector<std::string>> groups_by_label(const std::vector<int>& labels,
                                                        const std::vector<std::string>& groups) {
  std::map<int, std::vector<std::string>> by_label;
  std::set<std::string> seen;
  for (size_t i = 0; i < groups.size(); ++i) {
    if (seen.insert(groups[i]).second) by_label[labels[i]].push_back(groups[i]);
  }
  return by_label;
}

}  // namespace

Result<std::vector<HoldOut>> hold_outs(const std::vector<int>& labels,
                                       const std::vector<std::string>& groups, double share,
                                       int count, uint64_t seed) {
  if (!(share > 0.0 && share <= 0.5) || count < 1) {
    return usage_error("hold-outs need a share in (0, 0.5] and to be one or more");
  }
  if (labels.size() != groups.size()) {
    return bad_input("hold-outs were given " + std::to_string(labels.size()) + " labels and " +
                     std::to_string(groups.size()) + " groups; expected one of each a row");
  }
  const auto by_label = groups_by_label(labels, groups);
  std::vector<HoldOut> all;
  for (int r = 0; r < count; ++r) {
    std::mt19937_64 engine(seed + static_cast<uint64_t>(r));
    std::set<std::string> held;
    for (const auto& [label, mine] : by_label) {
      if (mine.size() < 2) continue;
      std::vector<std::string> order = mine;
      shuffle(order, engine);
      const auto wanted =
          static_cast<size_t>(std::max(1.0, std::round(share * static_cast<double>(order.size()))));
      held.insert(order.begin(), order.begin() + static_cast<std::ptrdiff_t>(wanted));
    }
    HoldOut& dealt = all.emplace_back();
    for (size_t i = 0; i < groups.size(); ++i) {
      (held.contains(groups[i]) ? dealt.test : dealt.training).push_back(static_cast<int>(i));
    }
    if (dealt.test.empty()) {
      return bad_input("nothing can be held out: no label has two takes or more");
    }
    shuffle(dealt.test, engine);
  }
  return all;
}

std::vector<std::string> groups_of_one(size_t rows) {
  std::vector<std::string> names;
  for (size_t i = 0; i < rows; ++i) names.push_back(std::to_string(i));
  return names;
}

void RepeatScores::add(const std::vector<int>& training_labels, std::vector<int> test_labels,
                       std::vector<int> test_predicted, int class_count) {
  const analysis::ClassScores scores =
      analysis::class_scores(test_labels, test_predicted, class_count);
  accuracy.push_back(scores.accuracy);
  balanced_accuracy.push_back(scores.balanced_accuracy);
  macro_f1.push_back(scores.macro_f1);
  const std::vector<int> counts = analysis::class_counts(training_labels, class_count);
  const auto commonest =
      static_cast<int>(std::max_element(counts.begin(), counts.end()) - counts.begin());
  majority.push_back(
      static_cast<double>(std::count(test_labels.begin(), test_labels.end(), commonest)) /
      static_cast<double>(test_labels.size()));
  truth.push_back(std::move(test_labels));
  predicted.push_back(std::move(test_predicted));
}

Spread spread_of(const std::vector<double>& values) {
  const auto count = static_cast<double>(values.size());
  Spread spread;
  spread.mean = std::accumulate(values.begin(), values.end(), 0.0) / count;
  spread.lowest = *std::min_element(values.begin(), values.end());
  for (const double value : values) spread.sd += std::pow(value - spread.mean, 2);
  spread.sd = values.size() > 1 ? std::sqrt(spread.sd / (count - 1.0)) : 0.0;
  return spread;
}

Result<std::vector<RepeatScores>> score_rows(
    const JudgedRows& data, const std::vector<analysis::RowClassifierSettings>& classifiers,
    const std::vector<HoldOut>& dealings, ScaledBy scaled_by, const Progress& progress) {
  std::vector<RepeatScores> all(classifiers.size());
  for (size_t r = 0; r < dealings.size(); ++r) {
    const HoldOut& dealt = dealings[r];
    const Eigen::MatrixXd known = data.rows(dealt.training, Eigen::all);
    const Eigen::MatrixXd& judge_of_scale = scaled_by == ScaledBy::kEverything ? data.rows : known;
    const std::vector<int> training_labels = labels_at(data.labels, dealt.training);
    const auto filled =
        analysis::smote(scaled(known, judge_of_scale), training_labels, data.class_count,
                        {.neighbours = kSmoteNeighbours, .seed = classifiers.front().seed + r});
    if (!filled) return filled.error();
    const Eigen::MatrixXd asked = scaled(data.rows(dealt.test, Eigen::all), judge_of_scale);
    for (size_t c = 0; c < classifiers.size(); ++c) {
      const double done = (static_cast<double>(r) + static_cast<double>(c) / classifiers.size()) /
                          static_cast<double>(dealings.size());
      if (!report(progress, "recognisers", done)) return cancelled();
      const auto fitted = analysis::fit_scaled_row_classifier(
          {filled->rows, filled->labels, data.class_count, {}}, classifiers[c],
          [&](auto, double) { return report(progress, "recognisers", done); });
      if (!fitted) return fitted.error();
      all[c].add(training_labels, labels_at(data.labels, dealt.test),
                 analysis::most_probable((*fitted)->probabilities(asked)), data.class_count);
    }
  }
  return all;
}

double left_over_f1(const RepeatScores& judged, const RepeatScores& left_over, int class_count) {
  double sum = 0.0;
  for (const std::vector<int>& truth : judged.truth) {
    sum += analysis::class_scores(truth, left_over.predicted.back(), class_count).macro_f1;
  }
  return sum / static_cast<double>(judged.truth.size());
}

}  // namespace kinemote::app
