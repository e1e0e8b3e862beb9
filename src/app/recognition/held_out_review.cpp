#include "app/recognition/held_out_review.h"

#include <algorithm>

#include "app/recognition/recognition_set.h"

namespace kinemote::app {
namespace {

int wrapped(int index, int count) { return ((index % count) + count) % count; }

}  // namespace

std::vector<HeldOutCase> held_out_cases(const TrialResult& result, ReviewUnit unit) {
  const bool are_clips = unit == ReviewUnit::kClips;
  const Eigen::MatrixXd shares = are_clips ? result.clip_probabilities() : result.probabilities;
  if (shares.rows() == 0) return {};
  const std::vector<int> said = analysis::most_probable(shares);
  std::vector<HeldOutCase> cases;
  for (Eigen::Index i = 0; i < shares.rows(); ++i) {
    const auto row = static_cast<size_t>(i);
    const auto clip = are_clips ? row : static_cast<size_t>(result.window_clip[row]);
    HeldOutCase one;
    one.clip = result.clip_names[clip];
    if (!are_clips) one.start_s = result.window_first_frame[row] / kRecognitionFps;
    one.truth = result.clip_labels[clip];
    one.said = said[row];
    one.said_share = shares(i, one.said);
    one.truth_share = shares(i, one.truth);
    cases.push_back(std::move(one));
  }
  std::stable_sort(cases.begin(), cases.end(), [](const HeldOutCase& a, const HeldOutCase& b) {
    return a.said_share > b.said_share;
  });
  return cases;
}

double unsure_below(const TrialResult* result) {
  constexpr double kMoreLikelyWrong = 0.5;
  if (result == nullptr || result->probabilities.rows() == 0) return kMoreLikelyWrong;
  const std::vector<HeldOutCase> cases = held_out_cases(*result, ReviewUnit::kWindows);
  // From naming nothing down to naming all, surest first.
  int mistakes = 0;
  for (const HeldOutCase& one : cases) mistakes += one.said == one.truth;
  int fewest = mistakes;
  double threshold = 1.0;
  for (size_t i = 0; i < cases.size(); ++i) {
    mistakes += cases[i].said == cases[i].truth ? -1 : 1;
    const bool is_last_of_equals =
        i + 1 == cases.size() || cases[i + 1].said_share < cases[i].said_share;
    if (!is_last_of_equals || mistakes > fewest) continue;
    fewest = mistakes;
    threshold = cases[i].said_share;
  }
  return std::max(threshold, 1.0 / static_cast<double>(result->class_names.size()));
}

HeldOutReview::HeldOutReview(TrialResult result) : result_(std::move(result)) { refresh(); }

void HeldOutReview::set_unit(ReviewUnit unit) {
  if (unit == unit_) return;
  unit_ = unit;
  refresh();
}

void HeldOutReview::refresh() {
  cases_ = held_out_cases(result_, unit_);
  std::vector<int> truth, said;
  for (const HeldOutCase& one : cases_) {
    truth.push_back(one.truth);
    said.push_back(one.said);
  }
  scores_ = analysis::class_scores(truth, said, static_cast<int>(result_.class_names.size()));
  if (has_cell()) choose(truth_, said_);
}

void HeldOutReview::choose(int truth, int said) {
  const auto count = static_cast<int>(result_.class_names.size());
  if (truth < 0 || said < 0 || truth >= count || said >= count) return;
  truth_ = truth;
  said_ = said;
  chosen_.clear();
  for (const HeldOutCase& one : cases_) {
    if (one.truth == truth && one.said == said) chosen_.push_back(one);
  }
  case_ = chosen_.empty() ? -1 : 0;
}

void HeldOutReview::choose_case(int index) {
  if (index >= 0 && index < static_cast<int>(chosen_.size())) case_ = index;
}

bool HeldOutReview::step_case(int step) {
  if (!has_cell() && !step_mistake(1)) return false;
  if (chosen_.empty()) return false;
  case_ = wrapped(case_ + step, static_cast<int>(chosen_.size()));
  return true;
}

std::vector<std::pair<int, int>> HeldOutReview::mistakes() const {
  std::vector<std::pair<int, int>> cells;
  const auto count = static_cast<int>(scores_.confusion.size());
  for (int t = 0; t < count; ++t) {
    for (int s = 0; s < count; ++s) {
      if (t != s && scores_.confusion[t][s] > 0) cells.emplace_back(t, s);
    }
  }
  std::stable_sort(cells.begin(), cells.end(), [this](const auto& a, const auto& b) {
    return scores_.confusion[a.first][a.second] > scores_.confusion[b.first][b.second];
  });
  return cells;
}

bool HeldOutReview::step_mistake(int step) {
  const std::vector<std::pair<int, int>> cells = mistakes();
  if (cells.empty()) return false;
  const auto here = std::find(cells.begin(), cells.end(), std::pair(truth_, said_));
  const auto count = static_cast<int>(cells.size());
  const int at = here == cells.end() ? (step > 0 ? -1 : 0) : static_cast<int>(here - cells.begin());
  const auto& [truth, said] = cells[static_cast<size_t>(wrapped(at + step, count))];
  choose(truth, said);
  return true;
}

}  // namespace kinemote::app
