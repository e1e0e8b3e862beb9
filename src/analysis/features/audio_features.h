// 28 numbers of a voice: what its sound says, whatever its words.
#pragma once

#include <array>
#include <string_view>

#include "analysis/features/audio_clip.h"

namespace kinemote::analysis {

inline constexpr int kAudioFeatureCount = 28;
/// mfcc_1 … mfcc_20, chroma, rms, zero_crossing_rate, spectral_centroid_hz, spectral_bandwidth_hz,
/// spectral_roll_off_hz, pitch_mean_hz, pitch_range_hz.
const std::array<std::string_view, kAudioFeatureCount>& audio_feature_names();

/// One row a clip, definitions in docs/features/voice-and-body.md: means over frames of 2,048
/// samples every 512 by the formulas of librosa's defaults; chroma and pitch are ours. Never NaN;
/// both pitches are 0 where there is no voice. Cost: about 10 ms a second of sound.
/// Errors: usage unless the rate is kAudioRate_hz; bad input if shorter than one frame (93 ms).
Result<std::array<double, kAudioFeatureCount>> audio_features(const AudioClip& sound);

}  // namespace kinemote::analysis
