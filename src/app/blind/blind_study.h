// A perception study: people see motions without their names, in an order of chance, and say what
// they express.
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "analysis/affect/pad.h"
#include "motion/core/result.h"

namespace kinemote::app {

enum class BlindTask {
  kChoice,  // one word of several
  kPad,     // pleasure, arousal, dominance
};
/// "choice", "pad".
std::string_view name_of(BlindTask task);

/// A motion that is to be judged.
struct BlindClip {
  std::string id;     // of the library
  std::string label;  // what it is meant to show; "" if nobody knows. Raters never see it
  std::optional<analysis::Pad> pad{};
};

struct BlindPlan {
  static constexpr size_t kMostChoices = 20;

  BlindTask task = BlindTask::kChoice;
  std::vector<BlindClip> clips;
  std::vector<std::string> choices;  // of kChoice, in the order in which they are offered
  std::string rater;                 // a name or code, never shown to other raters
  uint64_t seed = 1;
  int rounds = 1;  // how often every motion comes, [1, 10]

  /// Error (usage) naming what is missing or out of range.
  Status validate() const;
};

/// What a rater said of one motion.
struct BlindAnswer {
  std::string rater;
  uint64_t seed = 1;
  int trial = 0;  // from 1
  BlindTask task = BlindTask::kChoice;
  BlindClip clip;
  std::string choice;     // of kChoice
  analysis::Pad rating;   // of kPad
  double seconds = 0.0;   // from the first picture to the answer
  std::string when = {};  // "2026-11-21T23:40:05Z"
};

/// Answers as CSV with a heading; columns by name: rater, seed, trial, task, clip, label, choice,
/// when; seconds, pleasure, arousal, dominance, meant_pleasure, meant_arousal, meant_dominance.
/// Error (environment): nothing was written.
Status write_blind_answers(const std::filesystem::path& path,
                           const std::vector<BlindAnswer>& answers);
/// Error (bad input) with file and line: a column that is missing, a cell that makes no sense.
Result<std::vector<BlindAnswer>> read_blind_answers(const std::filesystem::path& path);

/// A study in progress. Every answer is written to the file at once, beside those of other raters
/// in it. A rater who stopped goes on where they stopped: same file, rater, seed and motions.
class BlindStudy {
 public:
  /// Errors: the plan's; bad input for a file that holds something else; usage if the rater's
  /// answers in it are of other motions.
  static Result<BlindStudy> begin(BlindPlan plan, std::filesystem::path file);

  const BlindPlan& plan() const { return plan_; }
  const std::filesystem::path& file() const { return file_; }
  int trial_count() const { return static_cast<int>(order_.size()); }
  /// Answers given; the trial that is to be judged now has this index.
  int position() const { return position_; }
  bool is_done() const { return position_ == trial_count(); }
  /// Must not be done.
  const BlindClip& current() const { return plan_.clips[order_[position_]]; }

  /// Errors: usage for a word that was not offered; environment: the answer could not be kept, and
  /// the study stays where it is.
  Status choose(const std::string& choice, double seconds);
  Status rate(const analysis::Pad& pad, double seconds);

  /// Of all raters in the file.
  const std::vector<BlindAnswer>& answers() const { return answers_; }

 private:
  Status keep(BlindAnswer answer);

  BlindPlan plan_;
  std::filesystem::path file_;
  std::vector<int> order_;  // index into clips, one a trial
  std::vector<BlindAnswer> answers_;
  int position_ = 0;
};

/// The order of trials: every round all clips, shuffled from seed and rater; a round never begins
/// with the clip that the one before ended with, where there is another.
std::vector<int> blind_order(const BlindPlan& plan);

}  // namespace kinemote::app
