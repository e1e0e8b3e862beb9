// The pitch of a voice over time.
#pragma once

#include <vector>

#include "analysis/features/audio_clip.h"

namespace kinemote::analysis {

inline constexpr double kLowestPitch_hz = 60.0;
inline constexpr double kHighestPitch_hz = 500.0;
/// Samples that are compared with later ones: 25 ms, as in the paper; more would blur a gliding
/// voice.
inline constexpr int kPitchWindow = 552;

/// Fundamental frequency of every frame of kSoundFrame samples, kSoundHop apart, the first at the
/// clip's start; 0 where there is no voice. It is that of the frame's first samples, those compared
/// and a period more. Empty for clips shorter than a frame.
///
/// YIN: de Cheveigné and Kawahara (2002) 10.1121/1.1458024, steps 1 to 5: the squared difference of
/// 552 samples (25 ms) from those tau later, divided by its mean over shorter lags; the first
/// minimum below 0.15, refined by a parabola. Without their step 6 (a look around for a better
/// minimum). Voiceless: no minimum below 0.15, or 40 dB softer than the loudest frame. Cost: about
/// 8 ms a second of sound at 22,050 Hz.
std::vector<double> pitch_hz(const AudioClip& sound);

}  // namespace kinemote::analysis
