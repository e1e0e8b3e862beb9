#include "view/ui/time_axis.h"

#include <algorithm>
#include <cmath>
#include <cstdio>

namespace kinemote::view {

float TimeAxis::pixel(double time_s) const {
  return x + static_cast<float>((time_s - first_s) / (last_s - first_s)) * width;
}

double TimeAxis::time_s(float pixel) const {
  return first_s + (pixel - x) / width * (last_s - first_s);
}

double tick_spacing_s(double seconds_per_pixel, float least_px) {
  const double least_s = seconds_per_pixel * least_px;
  const double power = std::pow(10.0, std::floor(std::log10(least_s)));
  for (const double step : {1.0, 2.0, 5.0}) {
    if (step * power >= least_s * (1.0 - 1e-9)) return step * power;
  }
  return 10.0 * power;
}

std::vector<Tick> ruler_ticks(const TimeAxis& axis, float least_px) {
  std::vector<Tick> ticks;
  if (axis.width <= 0.0f || axis.last_s <= axis.first_s) return ticks;
  const double spacing = tick_spacing_s((axis.last_s - axis.first_s) / axis.width, least_px);
  const double lead = spacing / std::pow(10.0, std::floor(std::log10(spacing) + 1e-9));
  const int parts = std::lround(lead) == 2 ? 4 : 5;
  const int decimals = std::max(0, static_cast<int>(std::ceil(-std::log10(spacing) - 1e-9)));
  const double minor = spacing / parts;
  const auto first = static_cast<long>(std::ceil(axis.first_s / minor - 1e-9));
  const auto last = static_cast<long>(std::floor(axis.last_s / minor + 1e-9));
  for (long i = first; i <= last; ++i) {
    Tick tick;
    tick.time_s = static_cast<double>(i) * minor;
    tick.is_major = i % parts == 0;
    if (tick.is_major) {
      char text[32];
      std::snprintf(text, sizeof text, "%.*f s", decimals, tick.time_s);
      tick.label = text;
    }
    ticks.push_back(std::move(tick));
  }
  return ticks;
}

void zoom_axis(TimeAxis& axis, double duration_s, double around_s, double factor) {
  constexpr double kNarrowest_s = 0.1;
  const double length = axis.last_s - axis.first_s;
  const double wanted = std::clamp(length * factor, std::min(kNarrowest_s, duration_s), duration_s);
  const double share = length > 0.0 ? (around_s - axis.first_s) / length : 0.5;
  axis.first_s = around_s - share * wanted;
  axis.last_s = axis.first_s + wanted;
  pan_axis(axis, duration_s, 0.0);
}

void pan_axis(TimeAxis& axis, double duration_s, double by_s) {
  const double length = axis.last_s - axis.first_s;
  axis.first_s = std::clamp(axis.first_s + by_s, 0.0, std::max(0.0, duration_s - length));
  axis.last_s = axis.first_s + length;
}

std::string time_text(double time_s) {
  const auto hundredths = std::lround(std::max(0.0, time_s) * 100.0);
  char text[32];
  std::snprintf(text, sizeof text, "%ld:%02ld.%02ld", hundredths / 6000, hundredths / 100 % 60,
                hundredths % 100);
  return text;
}

}  // namespace kinemote::view
