#include "analysis/features/pitch.h"

#include <Eigen/Core>
#include <algorithm>
#include <cmath>
#include <span>

#include "analysis/features/sound_spectrum.h"

namespace kinemote::analysis {
namespace {

constexpr int kCompared = kPitchWindow;
constexpr double kThreshold = 0.15;
constexpr double kSoftest = 0.01;  // of the loudest frame: -40 dB

double root_mean_square(std::span<const float> frame) {
  double sum = 0.0;
  for (const float x : frame) sum += static_cast<double>(x) * x;
  return std::sqrt(sum / static_cast<double>(frame.size()));
}

/// d'(tau) of lags 0 … last (equation 8 of the paper).
void normalised_difference(std::span<const float> frame, int last, std::vector<double>& out) {
  out.assign(last + 1, 1.0);
  using Samples = Eigen::Map<const Eigen::Vector<float, kCompared>>;
  const Samples here(frame.data());
  double sum = 0.0;
  for (int lag = 1; lag <= last; ++lag) {
    const Samples later(frame.data() + lag);
    const double difference = (here - later).squaredNorm();
    sum += difference;
    if (sum > 0.0) out[lag] = difference * lag / sum;
  }
}

/// The lag of the first minimum below the threshold, refined; 0 if there is none.
double period_of(const std::vector<double>& d, int shortest) {
  const int last = static_cast<int>(d.size()) - 1;
  for (int lag = shortest; lag < last; ++lag) {
    if (d[lag] >= kThreshold) continue;
    while (lag + 1 < last && d[lag + 1] < d[lag]) ++lag;
    const double bend = d[lag - 1] - 2.0 * d[lag] + d[lag + 1];
    const double shift = bend > 0.0 ? 0.5 * (d[lag - 1] - d[lag + 1]) / bend : 0.0;
    return lag + std::clamp(shift, -0.5, 0.5);
  }
  return 0.0;
}

}  // namespace

std::vector<double> pitch_hz(const AudioClip& sound) {
  const int shortest = std::max(2, static_cast<int>(sound.rate_hz / kHighestPitch_hz));
  const int longest = std::min(static_cast<int>(std::ceil(sound.rate_hz / kLowestPitch_hz)) + 1,
                               kSoundFrame - kCompared);
  const std::span<const float> samples = sound.samples;
  std::vector<double> level;
  for (size_t start = 0; start + kSoundFrame <= samples.size(); start += kSoundHop) {
    level.push_back(root_mean_square(samples.subspan(start, kSoundFrame)));
  }
  const double loudest = level.empty() ? 0.0 : *std::max_element(level.begin(), level.end());
  std::vector<double> pitch(level.size(), 0.0);
  std::vector<double> difference;
  for (size_t f = 0; f < level.size(); ++f) {
    if (level[f] <= kSoftest * loudest) continue;
    normalised_difference(samples.subspan(f * kSoundHop, kSoundFrame), longest, difference);
    const double period = period_of(difference, shortest);
    if (period > 0.0) pitch[f] = sound.rate_hz / period;
  }
  return pitch;
}

}  // namespace kinemote::analysis
