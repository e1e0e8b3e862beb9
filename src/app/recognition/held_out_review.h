// What a recogniser took the clips for that it had not seen: the confusion matrix, and the clips or
// windows behind each of its cells.
#pragma once

#include <string>
#include <vector>

#include "app/recognition/trial.h"

namespace kinemote::app {

/// What counts as one in the matrix: a clip (by the mean of its windows) or a window.
enum class ReviewUnit { kClips, kWindows };

/// One clip or window that was judged.
struct HeldOutCase {
  std::string clip;      // its name
  double start_s = 0.0;  // of the window; 0 for clips
  int truth = 0, said = 0;
  double said_share = 0.0;   // the recogniser's own probability of what it said, [0, 1]
  double truth_share = 0.0;  // and of the truth
};

/// Every clip or window, surest first.
std::vector<HeldOutCase> held_out_cases(const TrialResult& result, ReviewUnit unit);

/// The largest probability below which a recogniser is "not sure": naming the likeliest class from
/// there on and nothing below makes the fewest mistakes of both kinds on held-out windows, a wrong
/// name and a right one held back counting alike (the best split of a one-level decision tree).
/// Below it a name was wrong more often than right. At least 1/classes. Without held-out windows
/// 1/2: below that, the recogniser itself holds its name for more likely wrong than right.
double unsure_below(const TrialResult* result);

/// The matrix that is looked at: a cell is chosen, and one of its cases. One thread uses it.
class HeldOutReview {
 public:
  HeldOutReview() = default;
  explicit HeldOutReview(TrialResult result);

  bool is_empty() const { return cases_.empty(); }
  const std::vector<std::string>& class_names() const { return result_.class_names; }
  const TrialResult& result() const { return result_; }
  ReviewUnit unit() const { return unit_; }
  /// Keeps the chosen cell, if there is one.
  void set_unit(ReviewUnit unit);
  /// Scores of clips or windows.
  const analysis::ClassScores& scores() const { return scores_; }

  bool has_cell() const { return truth_ >= 0; }
  int truth() const { return truth_; }
  int said() const { return said_; }
  /// Chooses a cell and its surest case.
  void choose(int truth, int said);
  /// Cases of the chosen cell, surest first.
  const std::vector<HeldOutCase>& chosen_cases() const { return chosen_; }
  /// Index of the case that is looked at, -1 if there is none.
  int chosen_case() const { return case_; }
  void choose_case(int index);
  /// The case `step` further on in the cell, round at its ends; the first of the gravest mistake if
  /// no cell is chosen. False without any case.
  bool step_case(int step);
  /// The mistaken cell `step` further on, those of most cases first, round at the ends. False
  /// without mistakes.
  bool step_mistake(int step);

 private:
  void refresh();
  /// Cells off the diagonal that have cases, by falling count.
  std::vector<std::pair<int, int>> mistakes() const;

  TrialResult result_;
  ReviewUnit unit_ = ReviewUnit::kClips;
  std::vector<HeldOutCase> cases_, chosen_;
  analysis::ClassScores scores_;
  int truth_ = -1, said_ = -1, case_ = -1;
};

}  // namespace kinemote::app
