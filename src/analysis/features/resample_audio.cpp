#include "analysis/features/resample_audio.h"

#include <algorithm>
#include <cmath>

#include "motion/core/conventions.h"

namespace kinemote::analysis {
namespace {

constexpr int kZeroCrossings = 32;
constexpr int kStepsPerCrossing = 512;  // linear between them: an error of about 5e-6
constexpr double kBeta = 10.0;
constexpr double kRollOff = 0.94;

/// Half of the windowed sinc, from its middle to where the window ends.
const std::vector<double>& half_kernel() {
  static const std::vector<double> kernel = [] {
    constexpr int kCount = kZeroCrossings * kStepsPerCrossing;
    std::vector<double> values(kCount + 2, 0.0);
    for (int i = 0; i <= kCount; ++i) {
      const double x = kPi * i / kStepsPerCrossing;
      const double share = static_cast<double>(i) / kCount;
      const double window = std::cyl_bessel_i(0.0, kBeta * std::sqrt(1.0 - share * share)) /
                            std::cyl_bessel_i(0.0, kBeta);
      values[i] = (i == 0 ? 1.0 : std::sin(x) / x) * window;
    }
    return values;
  }();
  return kernel;
}

}  // namespace

std::vector<float> resample_audio(std::span<const float> samples, double from_hz, double to_hz) {
  if (from_hz == to_hz || samples.empty()) return {samples.begin(), samples.end()};
  const std::vector<double>& kernel = half_kernel();
  const double cut_off = kRollOff * std::min(1.0, to_hz / from_hz);
  const double reach = kZeroCrossings / cut_off;
  const auto count = static_cast<long>(samples.size());
  std::vector<float> out(static_cast<size_t>(std::max(1L, std::lround(count * (to_hz / from_hz)))));
  for (size_t n = 0; n < out.size(); ++n) {
    const double at = static_cast<double>(n) * from_hz / to_hz;
    const long first = std::max(0L, static_cast<long>(std::ceil(at - reach)));
    const long last = std::min(count - 1, static_cast<long>(std::floor(at + reach)));
    double sum = 0.0, weights = 0.0;
    for (long k = first; k <= last; ++k) {
      const double place = std::abs(at - static_cast<double>(k)) * cut_off * kStepsPerCrossing;
      const auto i = static_cast<size_t>(place);
      const double weight =
          kernel[i] + (place - static_cast<double>(i)) * (kernel[i + 1] - kernel[i]);
      sum += weight * samples[k];
      weights += weight;
    }
    // At the very ends weights of few samples may cancel out.
    out[n] = static_cast<float>(sum / std::max(weights, 0.25 / cut_off));
  }
  return out;
}

}  // namespace kinemote::analysis
