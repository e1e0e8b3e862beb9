#include "motion/core/smoothing.h"

#include <algorithm>
#include <cmath>
#include <string>

namespace kinemote {
namespace {

constexpr double kHighestShareOfRate = 0.4;

/// y[n] = b0 x[n] + b1 x[n-1] + b2 x[n-2] - a1 y[n-1] - a2 y[n-2].
struct Butterworth {
  double b0, b1, b2, a1, a2;

  Butterworth(double cutoff_hz, double rate_hz) {
    const double dual_pass = std::pow(std::sqrt(2.0) - 1.0, 0.25);
    const double w = std::tan(kPi * cutoff_hz / rate_hz) / dual_pass;
    const double norm = 1.0 / (1.0 + std::sqrt(2.0) * w + w * w);
    b0 = w * w * norm;
    b1 = 2.0 * b0;
    b2 = b0;
    a1 = 2.0 * (w * w - 1.0) * norm;
    a2 = (1.0 - std::sqrt(2.0) * w + w * w) * norm;
  }

  /// In place, starting as if the first value had stood for ever.
  void run(std::vector<double>& x) const {
    double x1 = x[0], x2 = x[0], y1 = x[0], y2 = x[0];
    for (double& value : x) {
      const double y = b0 * value + b1 * x1 + b2 * x2 - a1 * y1 - a2 * y2;
      x2 = x1;
      x1 = value;
      y2 = y1;
      y1 = y;
      value = y;
    }
  }
};

void filter(std::vector<double>& values, const Butterworth& filter, int padding) {
  const int n = static_cast<int>(values.size());
  const int pad = std::min(padding, n - 1);
  std::vector<double> padded(n + 2 * pad);
  for (int i = 0; i < pad; ++i) {
    padded[i] = 2.0 * values[0] - values[pad - i];
    padded[pad + n + i] = 2.0 * values[n - 1] - values[n - 2 - i];
  }
  std::copy(values.begin(), values.end(), padded.begin() + pad);
  filter.run(padded);
  std::reverse(padded.begin(), padded.end());
  filter.run(padded);
  std::reverse(padded.begin(), padded.end());
  std::copy(padded.begin() + pad, padded.begin() + pad + n, values.begin());
}

}  // namespace

Result<Clip> smooth(const Clip& clip, double cutoff_hz) {
  const double highest_hz = kHighestShareOfRate * clip.fps();
  if (!(cutoff_hz > 0.0) || cutoff_hz >= highest_hz) {
    return usage_error("cannot smooth \"" + clip.name + "\" at " + std::to_string(cutoff_hz) +
                       " Hz; expected a number above 0 and below " + std::to_string(highest_hz) +
                       " (0.4 of its frame rate)");
  }
  if (clip.frame_count < 4) return clip;
  const Butterworth butterworth(cutoff_hz, clip.fps());
  // The filter's memory: a few periods of the cut-off.
  const int padding = static_cast<int>(std::ceil(2.0 * clip.fps() / cutoff_hz));
  Clip out = clip;
  const size_t joints = clip.joint_count(), columns = clip.translating_joints.size();
  std::vector<double> values(clip.frame_count);
  for (size_t j = 0; j < joints; ++j) {
    std::vector<Quat> track(clip.frame_count);
    for (int f = 0; f < clip.frame_count; ++f) {
      track[f] = clip.rotations[f * joints + j];
      if (f > 0 && glm::dot(track[f], track[f - 1]) < 0.0) track[f] = -track[f];
    }
    for (int c = 0; c < 4; ++c) {
      for (int f = 0; f < clip.frame_count; ++f) values[f] = track[f][c];
      filter(values, butterworth, padding);
      for (int f = 0; f < clip.frame_count; ++f) track[f][c] = values[f];
    }
    for (int f = 0; f < clip.frame_count; ++f) {
      // Turns of half a revolution between frames could cancel out; then the frame stays.
      if (glm::dot(track[f], track[f]) > 1e-6) {
        out.rotations[f * joints + j] = canonical(glm::normalize(track[f]));
      }
    }
  }
  for (size_t k = 0; k < columns; ++k) {
    for (int axis = 0; axis < 3; ++axis) {
      for (int f = 0; f < clip.frame_count; ++f) {
        values[f] = clip.translations[f * columns + k][axis];
      }
      filter(values, butterworth, padding);
      for (int f = 0; f < clip.frame_count; ++f) {
        out.translations[f * columns + k][axis] = values[f];
      }
    }
  }
  return out;
}

}  // namespace kinemote
