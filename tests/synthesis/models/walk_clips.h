// Labelled sine walks: a data set small enough to train on in a test.
#pragma once

#include <random>
#include <vector>

#include "synthesis/control/motion_model.h"
#include "synthesis/control/sine_walk.h"

namespace kinemote::test {

/// Pleasure straightens the chest, arousal sets speed and pace, dominance the arms' swing.
inline std::vector<synthesis::TrainingClip> walk_clips(int count, int frames = 100) {
  std::vector<synthesis::TrainingClip> clips;
  std::mt19937 random(11);
  std::uniform_real_distribution<double> unit(-1.0, 1.0);
  for (int i = 0; i < count; ++i) {
    const analysis::Pad pad{unit(random), unit(random), unit(random)};
    synthesis::TrainingClip clip;
    clip.pad = pad;
    clip.content = i % 3 == 0 ? "run" : "walk";
    clip.label = pad.arousal > 0.0 ? "lively" : "calm";
    clip.take = "take" + std::to_string(i / 2);  // two clips a take
    clip.clip = sine_walk({.frames = frames,
                           .speed_mps = (clip.content == "run" ? 2.2 : 1.1) + 0.4 * pad.arousal,
                           .steps_per_s = 1.8 + 0.4 * pad.arousal,
                           .phase_rad = 3.0 * unit(random),
                           .lean_rad = 0.25 - 0.25 * pad.pleasure,
                           .arm_swing_rad = 0.4 + 0.3 * pad.dominance,
                           .heading_rad = 3.0 * unit(random)});
    clip.clip.name = clip.content + std::to_string(i);
    clips.push_back(std::move(clip));
  }
  return clips;
}

}  // namespace kinemote::test
