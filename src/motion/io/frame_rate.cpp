#include "motion/io/frame_rate.h"

#include <cmath>
#include <initializer_list>

namespace kinemote::io {
namespace {

constexpr double kTolerance = 2.5e-4;

bool is_near(double fps, double rate) { return std::abs(fps - rate) <= kTolerance * rate; }

}  // namespace

double customary_fps(double fps) {
  for (const double whole : {24.0, 30.0, 60.0, 120.0}) {
    if (is_near(fps, whole / 1.001)) return whole / 1.001;
  }
  const double whole = std::round(fps);
  return whole >= 1.0 && is_near(fps, whole) ? whole : fps;
}

}  // namespace kinemote::io
