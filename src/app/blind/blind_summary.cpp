#include "app/blind/blind_summary.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>
#include <set>

#include "analysis/stats/agreement.h"

namespace kinemote::app {
namespace {

constexpr double kNone = std::numeric_limits<double>::quiet_NaN();

double median(std::vector<double> values) {
  std::sort(values.begin(), values.end());
  const size_t middle = values.size() / 2;
  return values.size() % 2 == 1 ? values[middle] : 0.5 * (values[middle - 1] + values[middle]);
}

double pearson(const std::vector<double>& a, const std::vector<double>& b) {
  if (a.size() < 3) return kNone;
  const auto count = static_cast<double>(a.size());
  double mean_a = 0.0, mean_b = 0.0, ab = 0.0, aa = 0.0, bb = 0.0;
  for (size_t i = 0; i < a.size(); ++i) {
    mean_a += a[i] / count;
    mean_b += b[i] / count;
  }
  for (size_t i = 0; i < a.size(); ++i) {
    ab += (a[i] - mean_a) * (b[i] - mean_b);
    aa += (a[i] - mean_a) * (a[i] - mean_a);
    bb += (b[i] - mean_b) * (b[i] - mean_b);
  }
  return aa > 0.0 && bb > 0.0 ? ab / std::sqrt(aa * bb) : kNone;
}

/// Numbers for words in the order in which they first come.
class Numbering {
 public:
  int operator()(const std::string& word) {
    const auto [it, is_new] = numbers_.try_emplace(word, static_cast<int>(words_.size()));
    if (is_new) words_.push_back(word);
    return it->second;
  }
  const std::vector<std::string>& words() const { return words_; }

 private:
  std::map<std::string, int> numbers_;
  std::vector<std::string> words_;
};

Status score_choices(const std::vector<const BlindAnswer*>& choices, uint64_t seed,
                     BlindSummary& summary) {
  Numbering chosen, clips, words;
  std::map<std::string, std::vector<double>> units;
  std::set<std::string> labels;
  for (const BlindAnswer* answer : choices) {
    units[answer->clip.id].push_back(chosen(answer->choice));
    if (!answer->clip.label.empty()) labels.insert(answer->clip.label);
  }
  std::vector<std::vector<double>> values;
  for (auto& [clip, unit] : units) values.push_back(std::move(unit));
  summary.choice_alpha = analysis::krippendorff_alpha(values, analysis::RatingScale::kNominal);
  if (labels.empty()) return {};
  for (const std::string& label : labels) words(label);
  std::vector<int> truth, said, clip_of_row;
  for (const BlindAnswer* answer : choices) {
    if (answer->clip.label.empty()) continue;
    truth.push_back(words(answer->clip.label));
    said.push_back(words(answer->choice));
    clip_of_row.push_back(clips(answer->clip.id));
  }
  summary.words = words.words();
  Eigen::MatrixXd sure = Eigen::MatrixXd::Zero(static_cast<Eigen::Index>(said.size()),
                                               static_cast<Eigen::Index>(summary.words.size()));
  for (size_t i = 0; i < said.size(); ++i) sure(static_cast<Eigen::Index>(i), said[i]) = 1.0;
  analysis::ClassReportSettings settings;
  settings.seed = seed;
  auto report = analysis::class_report(sure, truth, clip_of_row, truth, settings);
  if (!report) return report.error();
  summary.report = std::move(*report);
  return {};
}

void score_ratings(const std::vector<const BlindAnswer*>& ratings, BlindSummary& summary) {
  std::map<std::string, std::vector<const BlindAnswer*>> by_clip;
  for (const BlindAnswer* answer : ratings) by_clip[answer->clip.id].push_back(answer);
  std::array<std::vector<std::vector<double>>, 3> units;
  std::array<std::vector<double>, 3> means, meant;
  for (const auto& [id, answers] : by_clip) {
    RatedClip rated;
    rated.id = id;
    rated.label = answers.front()->clip.label;
    rated.meant = answers.front()->clip.pad;
    rated.ratings = static_cast<int>(answers.size());
    std::array<double, 3> mean{}, sd{};
    for (size_t axis = 0; axis < 3; ++axis) {
      std::vector<double>& values = units[axis].emplace_back();
      for (const BlindAnswer* answer : answers) values.push_back(answer->rating.values()[axis]);
      const auto count = static_cast<double>(values.size());
      for (const double value : values) mean[axis] += value / count;
      for (const double value : values) sd[axis] += (value - mean[axis]) * (value - mean[axis]);
      sd[axis] = values.size() < 2 ? kNone : std::sqrt(sd[axis] / (count - 1.0));
      if (!rated.meant) continue;
      means[axis].push_back(mean[axis]);
      meant[axis].push_back(rated.meant->values()[axis]);
    }
    rated.mean = {mean[0], mean[1], mean[2]};
    rated.sd = sd;
    summary.rated.push_back(std::move(rated));
  }
  for (size_t axis = 0; axis < 3; ++axis) {
    summary.rating_alpha[axis] =
        analysis::krippendorff_alpha(units[axis], analysis::RatingScale::kInterval);
    summary.meant_correlation[axis] = pearson(means[axis], meant[axis]);
  }
}

}  // namespace

Result<BlindSummary> summarise(const std::vector<BlindAnswer>& answers, uint64_t seed) {
  if (answers.empty()) return bad_input("there are no answers of a blind study");
  BlindSummary summary;
  summary.choice_alpha = kNone;
  std::set<std::string> raters, clips;
  std::vector<double> seconds;
  std::vector<const BlindAnswer*> choices, ratings;
  for (const BlindAnswer& answer : answers) {
    raters.insert(answer.rater);
    clips.insert(answer.clip.id);
    seconds.push_back(answer.seconds);
    (answer.task == BlindTask::kPad ? ratings : choices).push_back(&answer);
  }
  summary.raters = static_cast<int>(raters.size());
  summary.clips = static_cast<int>(clips.size());
  summary.choices = static_cast<int>(choices.size());
  summary.ratings = static_cast<int>(ratings.size());
  summary.median_seconds = median(std::move(seconds));
  if (!choices.empty()) {
    if (Status status = score_choices(choices, seed, summary); !status) return status.error();
  }
  if (!ratings.empty()) score_ratings(ratings, summary);
  return summary;
}

}  // namespace kinemote::app
