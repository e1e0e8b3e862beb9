#include "analysis/features/sound_spectrum.h"

#include <kiss_fftr.h>

#include <algorithm>
#include <cmath>
#include <memory>
#include <vector>

#include "motion/core/conventions.h"

namespace kinemote::analysis {
namespace {

constexpr int kMelBands = 128;
constexpr float kLeastPower = 1e-10F;
constexpr float kRange_db = 80.0F;

struct FreeTransform {
  void operator()(kiss_fftr_state* state) const { kiss_fftr_free(state); }
};

// Slaney's mel: 3 for every 200 Hz, from 1 kHz on 27 for every factor of 6.4.
constexpr double kLinear_hz = 200.0 / 3.0;
constexpr double kBreak_hz = 1'000.0;
constexpr double kBreak_mel = kBreak_hz / kLinear_hz;
const double kLogStep = std::log(6.4) / 27.0;

double hz_from_mel(double mel) {
  return mel < kBreak_mel ? mel * kLinear_hz : kBreak_hz * std::exp(kLogStep * (mel - kBreak_mel));
}

}  // namespace

double mel_from_hz(double hz) {
  return hz < kBreak_hz ? hz / kLinear_hz : kBreak_mel + std::log(hz / kBreak_hz) / kLogStep;
}

Spectrogram power_spectrogram(const AudioClip& sound) {
  const long count = static_cast<long>(sound.samples.size());
  const long frames = 1 + count / kSoundHop;
  std::vector<float> window(kSoundFrame);
  for (int i = 0; i < kSoundFrame; ++i) {
    window[i] = static_cast<float>(0.5 - 0.5 * std::cos(2.0 * kPi * i / kSoundFrame));
  }
  const std::unique_ptr<kiss_fftr_state, FreeTransform> transform(
      kiss_fftr_alloc(kSoundFrame, 0, nullptr, nullptr));
  std::vector<float> frame(kSoundFrame);
  std::vector<kiss_fft_cpx> bins(kSoundBins);
  Spectrogram out{sound.rate_hz, Eigen::MatrixXf(kSoundBins, frames)};
  for (long f = 0; f < frames; ++f) {
    const long start = f * kSoundHop - kSoundFrame / 2;
    for (int i = 0; i < kSoundFrame; ++i) {
      const long at = start + i;
      frame[i] = at >= 0 && at < count ? window[i] * sound.samples[at] : 0.0F;
    }
    kiss_fftr(transform.get(), frame.data(), bins.data());
    for (int b = 0; b < kSoundBins; ++b) {
      out.power(b, f) = bins[b].r * bins[b].r + bins[b].i * bins[b].i;
    }
  }
  return out;
}

Eigen::MatrixXf mel_filters(double rate_hz, int count) {
  std::vector<double> edges_hz(count + 2);
  const double top_mel = mel_from_hz(0.5 * rate_hz);
  for (int i = 0; i < count + 2; ++i) edges_hz[i] = hz_from_mel(top_mel * i / (count + 1));
  Eigen::MatrixXf filters(count, kSoundBins);
  for (int m = 0; m < count; ++m) {
    const double low = edges_hz[m], middle = edges_hz[m + 1], high = edges_hz[m + 2];
    for (int b = 0; b < kSoundBins; ++b) {
      const double hz = b * rate_hz / kSoundFrame;
      const double side = std::min((hz - low) / (middle - low), (high - hz) / (high - middle));
      filters(m, b) = static_cast<float>(std::max(0.0, side) * 2.0 / (high - low));
    }
  }
  return filters;
}

Eigen::MatrixXf decibels(const Eigen::MatrixXf& power) {
  Eigen::MatrixXf db = 10.0F * power.array().max(kLeastPower).log10();
  return db.array().max(db.maxCoeff() - kRange_db);
}

Eigen::MatrixXf mfcc(const Spectrogram& spectrum, int count) {
  Eigen::MatrixXf transform(count, kMelBands);
  for (int k = 0; k < count; ++k) {
    const double scale = std::sqrt((k == 0 ? 1.0 : 2.0) / kMelBands);
    for (int m = 0; m < kMelBands; ++m) {
      transform(k, m) = static_cast<float>(scale * std::cos(kPi * k * (m + 0.5) / kMelBands));
    }
  }
  return transform * decibels(mel_filters(spectrum.rate_hz, kMelBands) * spectrum.power);
}

}  // namespace kinemote::analysis
