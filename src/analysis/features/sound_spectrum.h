// Spectra of sound over time, and mel-frequency cepstral coefficients of them.
#pragma once

#include <Eigen/Core>

#include "analysis/features/audio_clip.h"

namespace kinemote::analysis {

/// Frames of kSoundFrame samples every kSoundHop, centred on multiples of the hop, with silence
/// before and after: 1 + samples / kSoundHop frames (librosa's `center=True`).
inline constexpr int kSoundFrame = 2048;
inline constexpr int kSoundHop = 512;
inline constexpr int kSoundBins = kSoundFrame / 2 + 1;

/// Squared magnitude of the Fourier transform under a periodic Hann window, not scaled.
struct Spectrogram {
  double rate_hz = 0.0;
  Eigen::MatrixXf power;  // kSoundBins x frames

  double frequency_hz(int bin) const { return bin * rate_hz / kSoundFrame; }
  double time_s(int frame) const { return frame * kSoundHop / rate_hz; }
};
/// Cost: about 0.2 ms a second of sound at 22,050 Hz; 0.2 MB of memory.
Spectrogram power_spectrogram(const AudioClip& sound);

/// Slaney's mel scale: linear to 1 kHz (3 mel every 200 Hz), then logarithmic.
double mel_from_hz(double hz);

/// `count` overlapping triangles (count x kSoundBins), evenly spaced in mel from 0 Hz to half the
/// rate, each of unit area: Slaney (1998), Auditory Toolbox.
Eigen::MatrixXf mel_filters(double rate_hz, int count);

/// 10 log10 of the power, no lower than 80 dB below the largest of all nor than 1e-10.
Eigen::MatrixXf decibels(const Eigen::MatrixXf& power);

/// Mel-frequency cepstral coefficients, `count` x frames: orthonormal DCT-II of the decibels of 128
/// mel bands (Davis and Mermelstein 1980, 10.1109/TASSP.1980.1163420). The first is the level.
/// The formulas are those of librosa's defaults (McFee et al. 2015, 10.25080/Majora-7b98e3ed-003).
Eigen::MatrixXf mfcc(const Spectrogram& spectrum, int count);

}  // namespace kinemote::analysis
