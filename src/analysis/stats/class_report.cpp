#include "analysis/stats/class_report.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>

#include "analysis/stats/spread.h"
#include "motion/core/random.h"

namespace kinemote::analysis {
namespace {

constexpr double kSmallestProbability = 1e-15;
constexpr double kSumTolerance = 1e-3;  // float32 probabilities of many classes are this far off

Status check_labels(const std::vector<int>& labels, int class_count, const std::string& what) {
  for (const int label : labels) {
    if (label < 0 || label >= class_count) {
      return bad_input("a score was given the " + what + " label " + std::to_string(label) +
                       "; expected 0 to " + std::to_string(class_count - 1));
    }
  }
  return {};
}

Status check(const Eigen::MatrixXd& probabilities, const std::vector<int>& truth,
             const std::vector<int>& clip_of_row, const std::vector<int>& training_labels) {
  const auto rows = static_cast<size_t>(probabilities.rows());
  if (rows == 0 || probabilities.cols() < 2 || truth.size() != rows || clip_of_row.size() != rows) {
    return bad_input("a score was given " + std::to_string(rows) + " rows of " +
                     std::to_string(probabilities.cols()) + " probabilities, " +
                     std::to_string(truth.size()) + " labels and " +
                     std::to_string(clip_of_row.size()) +
                     " clips; expected a row or more of two classes or more, a label and a clip "
                     "each");
  }
  if (training_labels.empty()) {
    return bad_input(
        "a score needs the training labels: what guessing reaches is measured by them");
  }
  const auto class_count = static_cast<int>(probabilities.cols());
  if (Status s = check_labels(truth, class_count, "true"); !s) return s;
  if (Status s = check_labels(training_labels, class_count, "training"); !s) return s;
  for (Eigen::Index i = 0; i < probabilities.rows(); ++i) {
    const auto row = probabilities.row(i);
    if (!row.allFinite() || row.minCoeff() < 0.0 || std::abs(row.sum() - 1.0) > kSumTolerance) {
      return bad_input("row " + std::to_string(i) +
                       " of the probabilities is no distribution; expected numbers of 0 or more "
                       "that sum to 1");
    }
  }
  return {};
}

double loss(double probability) { return -std::log(std::max(probability, kSmallestProbability)); }

GuessScores guess_scores(const ClassScores& scores) {
  return {scores.accuracy, scores.balanced_accuracy, scores.macro_f1};
}

/// Adds up what equally likely draws score.
struct GuessMean {
  GuessScores sum;
  int count = 0;
  void add(const GuessScores& scores) {
    sum.accuracy += scores.accuracy;
    sum.balanced_accuracy += scores.balanced_accuracy;
    sum.macro_f1 += scores.macro_f1;
    ++count;
  }
  GuessScores mean() const {
    return {sum.accuracy / count, sum.balanced_accuracy / count, sum.macro_f1 / count};
  }
};

double calibration_error(const Eigen::MatrixXd& probabilities, const std::vector<int>& truth,
                         const std::vector<int>& predicted, int bins) {
  std::vector<double> surplus(bins, 0.0);  // right rows minus confidence, summed over the bin
  for (size_t i = 0; i < truth.size(); ++i) {
    const double confidence = probabilities(static_cast<Eigen::Index>(i), predicted[i]);
    // Bins are (a, b]: a confidence of 1 lies in the last.
    const int bin = std::clamp(static_cast<int>(std::ceil(confidence * bins)) - 1, 0, bins - 1);
    surplus[bin] += (predicted[i] == truth[i] ? 1.0 : 0.0) - confidence;
  }
  double error = 0.0;
  for (const double bin : surplus) error += std::abs(bin);
  return error / static_cast<double>(truth.size());
}

/// Confusion counts of every clip, row-major K x K.
std::vector<std::vector<int>> counts_by_clip(const std::vector<int>& truth,
                                             const std::vector<int>& predicted,
                                             const std::vector<int>& clip_of_row, int class_count) {
  std::map<int, std::vector<int>> counts;
  for (size_t i = 0; i < truth.size(); ++i) {
    auto& clip = counts[clip_of_row[i]];
    clip.resize(static_cast<size_t>(class_count) * class_count, 0);
    ++clip[static_cast<size_t>(truth[i]) * class_count + predicted[i]];
  }
  std::vector<std::vector<int>> clips;
  for (auto& [clip, count] : counts) clips.push_back(std::move(count));
  return clips;
}

ScoreInterval interval(const std::vector<double>& drawn, double level) {
  const double tail = 0.5 * (1.0 - level);
  return {quantile(drawn, tail), quantile(drawn, 1.0 - tail)};
}

void add_intervals(const std::vector<std::vector<int>>& clips, int class_count,
                   const ClassReportSettings& settings, std::mt19937_64& random,
                   ClassReport& report) {
  if (clips.size() < 2) {
    constexpr double kNone = std::numeric_limits<double>::quiet_NaN();
    report.accuracy_interval = report.balanced_accuracy_interval =
        report.macro_f1_interval = {kNone, kNone};
    return;
  }
  std::vector<double> accuracy, balanced, f1;
  for (int draw = 0; draw < settings.draws; ++draw) {
    std::vector<std::vector<int>> confusion(class_count, std::vector<int>(class_count, 0));
    for (size_t i = 0; i < clips.size(); ++i) {
      const auto& clip = clips[uniform_index(random, static_cast<int>(clips.size()))];
      for (int t = 0; t < class_count; ++t) {
        for (int p = 0; p < class_count; ++p) confusion[t][p] += clip[t * class_count + p];
      }
    }
    const ClassScores scores = scores_of_confusion(std::move(confusion));
    accuracy.push_back(scores.accuracy);
    balanced.push_back(scores.balanced_accuracy);
    f1.push_back(scores.macro_f1);
  }
  report.accuracy_interval = interval(accuracy, settings.level);
  report.balanced_accuracy_interval = interval(balanced, settings.level);
  report.macro_f1_interval = interval(f1, settings.level);
}

void add_guesses(const std::vector<int>& truth, const std::vector<int>& training_labels,
                 int class_count, int draws, std::mt19937_64& random, ClassReport& report) {
  std::vector<int> counts(class_count, 0);
  for (const int label : training_labels) ++counts[label];
  const auto most =
      static_cast<int>(std::max_element(counts.begin(), counts.end()) - counts.begin());
  const std::vector<int> always(truth.size(), most);
  report.majority = guess_scores(class_scores(truth, always, class_count));
  GuessMean mean;
  std::vector<int> guess(truth.size());
  for (int draw = 0; draw < draws; ++draw) {
    for (int& label : guess) {
      label = training_labels[uniform_index(random, static_cast<int>(training_labels.size()))];
    }
    mean.add(guess_scores(class_scores(truth, guess, class_count)));
  }
  report.stratified = mean.mean();
  double sum = 0.0;
  for (const int label : truth) {
    sum += loss(counts[label] / static_cast<double>(training_labels.size()));
  }
  report.prior_log_loss = sum / static_cast<double>(truth.size());
}

}  // namespace

Status ClassReportSettings::validate() const {
  if (bins < 1 || bins > 10'000 || draws < 1 || draws > 1'000'000 ||
      !(level > 0.0 && level < 1.0)) {
    return usage_error(
        "a class report needs 1 to 10000 bins, 1 to 1000000 draws and a level between 0 and 1");
  }
  return {};
}

Result<ClassReport> class_report(const Eigen::MatrixXd& probabilities,
                                 const std::vector<int>& truth, const std::vector<int>& clip_of_row,
                                 const std::vector<int>& training_labels,
                                 const ClassReportSettings& settings) {
  if (Status s = settings.validate(); !s) return s.error();
  if (Status s = check(probabilities, truth, clip_of_row, training_labels); !s) return s.error();
  const auto class_count = static_cast<int>(probabilities.cols());
  const std::vector<int> predicted = most_probable(probabilities);
  double loss_sum = 0.0;
  for (size_t i = 0; i < truth.size(); ++i) {
    loss_sum += loss(probabilities(static_cast<Eigen::Index>(i), truth[i]));
  }
  ClassReport report;
  const auto clips = counts_by_clip(truth, predicted, clip_of_row, class_count);
  report.rows = static_cast<int>(truth.size());
  report.clips = static_cast<int>(clips.size());
  report.scores = class_scores(truth, predicted, class_count);
  report.log_loss = loss_sum / static_cast<double>(truth.size());
  report.calibration_error = calibration_error(probabilities, truth, predicted, settings.bins);
  std::mt19937_64 random(settings.seed);
  add_intervals(clips, class_count, settings, random, report);
  add_guesses(truth, training_labels, class_count, settings.draws, random, report);
  return report;
}

}  // namespace kinemote::analysis
