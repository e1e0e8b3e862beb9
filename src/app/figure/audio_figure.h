// Sound as SVG: its waveform, and its spectrum over time.
#pragma once

#include <string>

#include "analysis/features/audio_clip.h"
#include "app/figure/figure_parts.h"

namespace kinemote::app {

/// Waveform above, spectrogram below, on one axis of time. The waveform is the band from the least
/// to the largest sample of each column of pixels. The spectrogram shows decibels of 64 mel bands
/// below the loudest of all, from -80 to 0, with the pitch as dots. Clips of kAudioRate_hz; up to a
/// minute is legible.
std::string audio_figure_svg(const FigureText& words, const analysis::AudioClip& sound);

}  // namespace kinemote::app
