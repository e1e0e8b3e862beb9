// Sounds made of formulas, and small WAV files, for tests of voices.
#pragma once

#include <cmath>
#include <cstdint>
#include <cstring>
#include <functional>
#include <string>

#include "analysis/features/audio_clip.h"
#include "motion/core/conventions.h"

namespace kinemote::test {

/// `sample(t)` of every moment, seconds.
inline analysis::AudioClip made_sound(double duration_s,
                                      const std::function<double(double)>& sample,
                                      double rate_hz = analysis::kAudioRate_hz) {
  analysis::AudioClip sound;
  sound.rate_hz = rate_hz;
  sound.samples.resize(static_cast<size_t>(std::lround(duration_s * rate_hz)));
  for (size_t i = 0; i < sound.samples.size(); ++i) {
    sound.samples[i] = static_cast<float>(sample(static_cast<double>(i) / rate_hz));
  }
  return sound;
}

inline analysis::AudioClip sine(double hz, double duration_s = 1.0, double amplitude = 0.5,
                                double rate_hz = analysis::kAudioRate_hz) {
  return made_sound(
      duration_s, [&](double t) { return amplitude * std::sin(2.0 * kPi * hz * t); }, rate_hz);
}

/// Uniform in [-1, 1): a linear congruential generator, the same as in tests/data/voice_oracle.py.
class Noise {
 public:
  double operator()() {
    state_ = 1664525U * state_ + 1013904223U;
    return state_ * 0x1.0p-31 - 1.0;
  }

 private:
  uint32_t state_ = 12345;
};

/// 16-bit PCM, RIFF; samples interleaved where there are several channels.
inline std::string wav_bytes(const analysis::AudioClip& sound, int channels = 1) {
  const auto number = [](uint32_t value, int count) {
    std::string bytes;
    for (int i = 0; i < count; ++i) bytes += static_cast<char>(value >> (8 * i) & 0xFF);
    return bytes;
  };
  std::string data;
  for (const float x : sound.samples) {
    data += number(static_cast<uint32_t>(std::lround(32767.0F * x)), 2);
  }
  const auto rate = static_cast<uint32_t>(sound.rate_hz);
  const std::string format = number(1, 2) + number(channels, 2) + number(rate, 4) +
                             number(rate * 2 * channels, 4) + number(2 * channels, 2) +
                             number(16, 2);
  const std::string body = "WAVEfmt " + number(16, 4) + format + "data" +
                           number(static_cast<uint32_t>(data.size()), 4) + data;
  return "RIFF" + number(static_cast<uint32_t>(body.size()), 4) + body;
}

}  // namespace kinemote::test
