// Sound at another rate.
#pragma once

#include <span>
#include <vector>

namespace kinemote::analysis {

/// Band-limited interpolation by a sinc of 32 zero crossings a side under a Kaiser window (beta 10:
/// side lobes below -100 dB), cut off at 0.94 of the lower of both Nyquist frequencies: Smith and
/// Gossett (1984) 10.1109/ICASSP.1984.1172555. Constants stay exactly what they are; the sound
/// before and after counts as silence of the constant's kind: weights are those of the samples that
/// exist. Rates above 0. Length: the input's times to_hz / from_hz, rounded, at least 1 of a sound
/// that is not empty. Ours because libsndfile does not resample, and another library for these
/// lines would be one more to install and keep.
std::vector<float> resample_audio(std::span<const float> samples, double from_hz, double to_hz);

}  // namespace kinemote::analysis
