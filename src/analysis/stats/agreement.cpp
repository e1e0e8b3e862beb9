#include "analysis/stats/agreement.h"

#include <cmath>
#include <limits>

namespace kinemote::analysis {

double krippendorff_alpha(const std::vector<std::vector<double>>& units, RatingScale scale) {
  const auto difference = [&](double a, double b) {
    if (scale == RatingScale::kNominal) return a == b ? 0.0 : 1.0;
    return (a - b) * (a - b);
  };
  std::vector<double> paired;  // values of units that were rated twice or more
  double observed = 0.0;       // the sum over units of differences of pairs / (count - 1)
  for (const std::vector<double>& unit : units) {
    if (unit.size() < 2) continue;
    double sum = 0.0;
    for (const double a : unit) {
      for (const double b : unit) sum += difference(a, b);
    }
    observed += sum / static_cast<double>(unit.size() - 1);
    paired.insert(paired.end(), unit.begin(), unit.end());
  }
  double expected = 0.0;
  for (const double a : paired) {
    for (const double b : paired) expected += difference(a, b);
  }
  if (paired.size() < 2 || expected == 0.0) return std::numeric_limits<double>::quiet_NaN();
  const auto count = static_cast<double>(paired.size());
  return 1.0 - (observed / count) / (expected / (count * (count - 1.0)));
}

}  // namespace kinemote::analysis
