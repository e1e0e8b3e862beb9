#include "app/reproduce/study.h"

#include <algorithm>
#include <memory>

#include "app/markup.h"

namespace kinemote::app {

Progress part_of(const Progress& progress, double from, double to) {
  if (!progress) return {};
  const auto furthest = std::make_shared<double>(from);
  return [progress, from, to, furthest](std::string_view phase, double fraction) {
    *furthest = std::max(*furthest, from + (to - from) * fraction);
    return progress(phase, *furthest);
  };
}

std::string cell(double value, int decimals) {
  const std::string text = fixed_text(value, decimals);
  return text.starts_with('-') ? "−" + text.substr(1) : text;
}

std::string triple(const std::array<double, 3>& values, int decimals) {
  return cell(values[0], decimals) + " / " + cell(values[1], decimals) + " / " +
         cell(values[2], decimals);
}

}  // namespace kinemote::app
