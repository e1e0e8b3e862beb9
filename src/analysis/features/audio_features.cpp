#include "analysis/features/audio_features.h"

#include <algorithm>
#include <cmath>
#include <string>
#include <vector>

#include "analysis/features/pitch.h"
#include "analysis/features/sound_spectrum.h"

namespace kinemote::analysis {
namespace {

using Row = std::array<double, kAudioFeatureCount>;

constexpr int kCepstra = 20;
constexpr double kRollOffShare = 0.85;
constexpr float kSilentSample = 1e-10F;  // smaller ones have no sign
/// The octaves that count for chroma: C3 to B7. Below, bins are wider than semitones.
constexpr double kLowestChroma_hz = 130.81;
constexpr double kHighestChroma_hz = 4'068.0;
constexpr double kConcertA_hz = 440.0;
constexpr int kPitchClasses = 12;

struct Loudness {
  double rms = 0.0;
  double zero_crossing_rate = 0.0;
};

/// Means over centred frames: silence beyond the ends for the level, the end's sample for its sign.
Loudness measure_waveform(const AudioClip& sound) {
  const long count = static_cast<long>(sound.samples.size());
  const long frames = 1 + count / kSoundHop;
  std::vector<double> energy_before(count + 1, 0.0);
  std::vector<long> crossings_before(count + 1, 0);  // between samples 0 … i
  const auto is_negative = [&](long i) { return sound.samples[i] < -kSilentSample; };
  for (long i = 0; i < count; ++i) {
    const double x = sound.samples[i];
    energy_before[i + 1] = energy_before[i] + x * x;
    crossings_before[i + 1] =
        crossings_before[i] + (i > 0 && is_negative(i) != is_negative(i - 1) ? 1 : 0);
  }
  Loudness mean;
  for (long f = 0; f < frames; ++f) {
    const long centre = f * kSoundHop;
    const long first = std::max(0L, centre - kSoundFrame / 2);
    const long last = std::min(count, centre + kSoundFrame / 2);  // one beyond
    mean.rms += std::sqrt(std::max(0.0, energy_before[last] - energy_before[first]) / kSoundFrame);
    // The first sample's own crossing lies before the frame.
    mean.zero_crossing_rate +=
        static_cast<double>(crossings_before[last] - crossings_before[first + 1]) / kSoundFrame;
  }
  mean.rms /= static_cast<double>(frames);
  mean.zero_crossing_rate /= static_cast<double>(frames);
  return mean;
}

struct Shape {
  double centroid_hz = 0.0;
  double bandwidth_hz = 0.0;
  double roll_off_hz = 0.0;
};

/// Means over frames of the moments of the magnitude spectrum; silent frames count as 0.
Shape measure_shape(const Spectrogram& spectrum) {
  Shape mean;
  const auto frames = spectrum.power.cols();
  const Eigen::ArrayXd hz =
      Eigen::ArrayXd::LinSpaced(kSoundBins, 0.0, spectrum.frequency_hz(kSoundBins - 1));
  for (Eigen::Index f = 0; f < frames; ++f) {
    const Eigen::ArrayXd size = spectrum.power.col(f).cast<double>().array().sqrt();
    const double total = size.sum();
    if (!(total > 0.0)) continue;
    const double centroid = (hz * size).sum() / total;
    mean.centroid_hz += centroid;
    mean.bandwidth_hz += std::sqrt(((hz - centroid).square() * size).sum() / total);
    int bin = 0;
    for (double below = size(0); below < kRollOffShare * total && bin + 1 < kSoundBins;) {
      below += size(++bin);
    }
    mean.roll_off_hz += hz(bin);
  }
  mean.centroid_hz /= static_cast<double>(frames);
  mean.bandwidth_hz /= static_cast<double>(frames);
  mean.roll_off_hz /= static_cast<double>(frames);
  return mean;
}

/// How evenly power spreads over the twelve pitch classes, from 1/12 (one) to 1 (all alike): mean
/// of the classes relative to the largest, averaged over frames by their power. 0 for silence.
double measure_chroma(const Spectrogram& spectrum) {
  std::array<int, kSoundBins> class_of{};
  for (int b = 0; b < kSoundBins; ++b) {
    const double hz = spectrum.frequency_hz(b);
    const bool counts = hz >= kLowestChroma_hz && hz < kHighestChroma_hz;
    const long semitone = counts ? std::lround(12.0 * std::log2(hz / kConcertA_hz)) : 0;
    class_of[b] = counts ? static_cast<int>((semitone % 12 + 12) % 12) : -1;
  }
  double sum = 0.0, weight = 0.0;
  for (Eigen::Index f = 0; f < spectrum.power.cols(); ++f) {
    std::array<double, kPitchClasses> power{};
    double total = 0.0;
    for (int b = 0; b < kSoundBins; ++b) {
      if (class_of[b] < 0) continue;
      power[class_of[b]] += spectrum.power(b, f);
      total += spectrum.power(b, f);
    }
    const double largest = *std::max_element(power.begin(), power.end());
    if (!(largest > 0.0)) continue;
    sum += total * (total / largest / kPitchClasses);
    weight += total;
  }
  return weight > 0.0 ? sum / weight : 0.0;
}

/// The value with `share` of the others below it, interpolated; `sorted` is not empty.
double quantile_of_sorted(const std::vector<double>& sorted, double share) {
  const double place = share * static_cast<double>(sorted.size() - 1);
  const auto i = static_cast<size_t>(place);
  const size_t next = std::min(i + 1, sorted.size() - 1);
  return sorted[i] + (place - static_cast<double>(i)) * (sorted[next] - sorted[i]);
}

}  // namespace

const std::array<std::string_view, kAudioFeatureCount>& audio_feature_names() {
  static const std::array<std::string_view, kAudioFeatureCount> names = {"mfcc_1",
                                                                         "mfcc_2",
                                                                         "mfcc_3",
                                                                         "mfcc_4",
                                                                         "mfcc_5",
                                                                         "mfcc_6",
                                                                         "mfcc_7",
                                                                         "mfcc_8",
                                                                         "mfcc_9",
                                                                         "mfcc_10",
                                                                         "mfcc_11",
                                                                         "mfcc_12",
                                                                         "mfcc_13",
                                                                         "mfcc_14",
                                                                         "mfcc_15",
                                                                         "mfcc_16",
                                                                         "mfcc_17",
                                                                         "mfcc_18",
                                                                         "mfcc_19",
                                                                         "mfcc_20",
                                                                         "chroma",
                                                                         "rms",
                                                                         "zero_crossing_rate",
                                                                         "spectral_centroid_hz",
                                                                         "spectral_bandwidth_hz",
                                                                         "spectral_roll_off_hz",
                                                                         "pitch_mean_hz",
                                                                         "pitch_range_hz"};
  return names;
}

Result<Row> audio_features(const AudioClip& sound) {
  if (sound.rate_hz != kAudioRate_hz) {
    return usage_error("voice features are measured at 22,050 samples a second, not at " +
                       std::to_string(sound.rate_hz) + "; decode the sound at that rate");
  }
  if (sound.samples.size() < kSoundFrame) {
    return bad_input("the sound lasts " + std::to_string(sound.duration_s()) +
                     " s; voice features need at least 0.093 s (2,048 samples)");
  }
  const Spectrogram spectrum = power_spectrogram(sound);
  Row row{};
  const Eigen::VectorXf cepstra = mfcc(spectrum, kCepstra).rowwise().mean();
  for (int i = 0; i < kCepstra; ++i) row[i] = cepstra(i);
  const Loudness loudness = measure_waveform(sound);
  const Shape shape = measure_shape(spectrum);
  std::vector<double> voiced = pitch_hz(sound);
  std::erase(voiced, 0.0);
  std::sort(voiced.begin(), voiced.end());
  double pitch_mean_hz = 0.0, pitch_range_hz = 0.0;
  if (!voiced.empty()) {
    for (const double hz : voiced) pitch_mean_hz += hz / static_cast<double>(voiced.size());
    pitch_range_hz = quantile_of_sorted(voiced, 0.95) - quantile_of_sorted(voiced, 0.05);
  }
  const std::array<double, kAudioFeatureCount - kCepstra> others = {measure_chroma(spectrum),
                                                                    loudness.rms,
                                                                    loudness.zero_crossing_rate,
                                                                    shape.centroid_hz,
                                                                    shape.bandwidth_hz,
                                                                    shape.roll_off_hz,
                                                                    pitch_mean_hz,
                                                                    pitch_range_hz};
  std::copy(others.begin(), others.end(), row.begin() + kCepstra);
  return row;
}

}  // namespace kinemote::analysis
