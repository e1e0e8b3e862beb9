// Ticks of a ruler and the mapping between seconds and pixels.
#pragma once

#include <string>
#include <vector>

namespace kinemote::view {

/// A stretch of seconds over a stretch of pixels.
struct TimeAxis {
  double first_s = 0.0, last_s = 1.0;
  float x = 0.0f, width = 1.0f;

  float pixel(double time_s) const;
  double time_s(float pixel) const;
  bool operator==(const TimeAxis&) const = default;
};

struct Tick {
  double time_s = 0.0;
  bool is_major = false;
  std::string label;  // major ticks only: "2", "2.5", "0:05"
};

/// Spacing of major ticks: 1, 2 or 5 times a power of ten, at least `least_px` apart.
double tick_spacing_s(double seconds_per_pixel, float least_px);
/// Major ticks with labels and five (or four, for 2) minor ones between, those inside the axis.
std::vector<Tick> ruler_ticks(const TimeAxis& axis, float least_px);

/// The part of [0, duration] that a zoom around a time leaves visible: factor < 1 zooms in. Not
/// narrower than 0.1 s, not wider than the motion.
void zoom_axis(TimeAxis& axis, double duration_s, double around_s, double factor);
void pan_axis(TimeAxis& axis, double duration_s, double by_s);

/// "0:03.42".
std::string time_text(double time_s);

}  // namespace kinemote::view
