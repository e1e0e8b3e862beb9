// A score beside what it has to beat and what it could reach at best; targets that must be met.
#pragma once

#include <limits>
#include <string>
#include <vector>

#include "motion/core/result.h"

namespace kinemote::app {

inline constexpr double kUnknown = std::numeric_limits<double>::quiet_NaN();

struct Metric {
  std::string name;  // snake_case with the unit: "foot_slide_mean_m"
  double value = kUnknown;
  double baseline = kUnknown;       // of something simple: `baseline_what`
  double best_possible = kUnknown;  // where known
  bool is_higher_better = false;
  std::string what;  // one sentence
  std::string baseline_what;
  double real = kUnknown;   // of real motion that the model has not seen
  double worst = kUnknown;  // over labels, joints…: `worst_what` names the one
  std::string worst_what = {};
  /// What is to be reached: at least the low and at most the high one; unknown: no bound.
  double target_low = kUnknown, target_high = kUnknown;

  bool has_target() const;
  /// False for NaN and where there is no target.
  bool meets_target() const;
  /// ">= 0.93", "<= 0.02", "0.85 to 1.15", or "" without a target.
  std::string target_text() const;
};

/// Checks targets "NAME=VALUE" ("spearman=0.9", "foot_slide_mean_m=0.015"): at least VALUE where
/// more is better, at most VALUE elsewhere. NAME may be the start of several metrics' names up to a
/// "_": then all of them must meet it. "targets" alone means every metric's own. Errors: usage
/// (syntax, unknown name: lists the known), target not reached (says all that were missed).
Status check_targets(const std::vector<Metric>& metrics, const std::vector<std::string>& targets);
/// Only the syntax of targets, so that long work can refuse them before it starts.
Status check_target_syntax(const std::vector<std::string>& targets);

}  // namespace kinemote::app
