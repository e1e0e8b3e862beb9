#include "analysis/stats/class_scores.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>

namespace kinemote::analysis {
namespace {

constexpr double kNone = std::numeric_limits<double>::quiet_NaN();

double share(int part, int whole) { return whole > 0 ? part / static_cast<double>(whole) : kNone; }

/// Of the values that are there.
double mean(const std::vector<double>& values) {
  double sum = 0.0;
  int count = 0;
  for (const double value : values) {
    if (std::isnan(value)) continue;
    sum += value;
    ++count;
  }
  return count > 0 ? sum / count : kNone;
}

}  // namespace

int ClassScores::worst() const {
  int worst = -1;
  for (size_t i = 0; i < recall.size(); ++i) {
    if (std::isnan(recall[i])) continue;
    if (worst < 0 || recall[i] < recall[worst]) worst = static_cast<int>(i);
  }
  return worst;
}

std::vector<int> most_probable(const Eigen::MatrixXd& probabilities) {
  std::vector<int> classes;
  classes.reserve(static_cast<size_t>(probabilities.rows()));
  for (const auto& row : probabilities.rowwise()) {
    Eigen::Index best = 0;
    row.maxCoeff(&best);
    classes.push_back(static_cast<int>(best));
  }
  return classes;
}

ClassScores class_scores(const std::vector<int>& truth, const std::vector<int>& predicted,
                         int class_count) {
  std::vector<std::vector<int>> confusion(class_count, std::vector<int>(class_count, 0));
  const size_t count = std::min(truth.size(), predicted.size());
  for (size_t i = 0; i < count; ++i) ++confusion[truth[i]][predicted[i]];
  return scores_of_confusion(std::move(confusion));
}

ClassScores scores_of_confusion(std::vector<std::vector<int>> confusion) {
  ClassScores scores;
  int rows = 0;
  int right = 0;
  for (size_t c = 0; c < confusion.size(); ++c) {
    const int occurring = std::accumulate(confusion[c].begin(), confusion[c].end(), 0);
    int predicted = 0;
    for (const auto& row : confusion) predicted += row[c];
    const int hits = confusion[c][c];
    rows += occurring;
    right += hits;
    scores.support.push_back(occurring);
    scores.recall.push_back(share(hits, occurring));
    scores.precision.push_back(share(hits, predicted));
    scores.f1.push_back(share(2 * hits, occurring + predicted));
  }
  scores.accuracy = rows > 0 ? share(right, rows) : 0.0;
  scores.balanced_accuracy = mean(scores.recall);
  scores.macro_f1 = mean(scores.f1);
  scores.confusion = std::move(confusion);
  return scores;
}

}  // namespace kinemote::analysis
