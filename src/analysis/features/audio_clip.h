// Sound in memory: what voice features are measured on.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "motion/core/result.h"

namespace kinemote::analysis {

/// One channel; samples of full scale lie in [-1, 1], files of floats may go beyond.
struct AudioClip {
  double rate_hz = 0.0;
  std::vector<float> samples;

  double duration_s() const { return static_cast<double>(samples.size()) / rate_hz; }
};

/// The rate at which voice features are measured (librosa's default, so that numbers compare).
inline constexpr double kAudioRate_hz = 22'050.0;
/// Longer sound is refused: these features describe an utterance, and spectra are held in memory.
inline constexpr double kLongestAudio_s = 600.0;

/// Decodes the bytes of a WAV (RIFF, RIFX, RF64) or FLAC file of any bit depth: the mean of its
/// channels, resampled to `rate_hz`. `name` begins the error's sentence. Errors: usage if `rate_hz`
/// lies outside [1000, 384000]; bad input for anything else than WAV and FLAC, a codec or header
/// that is not understood, no samples, samples that are not finite, more than kLongestAudio_s.
/// Cost: about 1 ms a second of sound, ten times that where the rate changes.
Result<AudioClip> decode_audio(std::string_view bytes, const std::string& name,
                               double rate_hz = kAudioRate_hz);

}  // namespace kinemote::analysis
