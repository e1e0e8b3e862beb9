// What the answers of a blind study say: how often people meant what was meant, and how far they
// agree with each other.
#pragma once

#include <array>
#include <string>
#include <vector>

#include "analysis/stats/class_report.h"
#include "app/blind/blind_study.h"

namespace kinemote::app {

/// How a motion was rated.
struct RatedClip {
  std::string id, label;
  int ratings = 0;
  analysis::Pad mean;
  std::array<double, 3> sd{};  // between ratings; NaN of a single one
  std::optional<analysis::Pad> meant;
};

struct BlindSummary {
  int raters = 0, clips = 0, choices = 0, ratings = 0;
  double median_seconds = 0.0;
  /// Of forced choices about motions whose label is known. Rows are labels, then words that were
  /// only chosen; `report` has chance beside every score, and intervals over clips.
  std::vector<std::string> words;
  std::optional<analysis::ClassReport> report;
  double choice_alpha = 0.0;  // Krippendorff's, nominal; NaN where nothing was judged twice
  std::vector<RatedClip> rated;
  std::array<double, 3> rating_alpha{};  // interval, an axis
  /// Pearson's correlation of mean ratings with what was meant, an axis; NaN for fewer than three
  /// motions that differ.
  std::array<double, 3> meant_correlation{};
};

/// Errors (bad input): no answers.
Result<BlindSummary> summarise(const std::vector<BlindAnswer>& answers, uint64_t seed);

}  // namespace kinemote::app
