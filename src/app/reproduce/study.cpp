#include "app/reproduce/study.h"

#include "app/markup.h"

namespace kinemote::app {

Progress part_of(const Progress& progress, double from, double to) {
  if (!progress) return {};
  return [progress, from, to](std::string_view phase, double fraction) {
    return progress(phase, from + (to - from) * fraction);
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
