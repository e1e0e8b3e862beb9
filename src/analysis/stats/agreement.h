// How far raters agree, beyond what chance would give.
#pragma once

#include <vector>

namespace kinemote::analysis {

enum class RatingScale {
  kNominal,   // equal or not: names
  kInterval,  // the square of the difference: numbers
};

/// Krippendorff's alpha (Krippendorff 2011, "Computing Krippendorff's Alpha-Reliability"): 1 for
/// raters who always agree, 0 for chance, below 0 for less than chance. One list of values a rated
/// unit, one value a judgement, as many as there are; units with fewer than two say nothing. Names
/// are given as numbers, equal for equal names. NaN where nothing can be said: no unit was rated
/// twice, or all values are the same.
double krippendorff_alpha(const std::vector<std::vector<double>>& units, RatingScale scale);

}  // namespace kinemote::analysis
