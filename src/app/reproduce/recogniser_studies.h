// Three earlier recognisers: as published, re-built with and without their leaks, and ours.
#pragma once

#include <string>
#include <vector>

#include "app/clip_set.h"
#include "app/reproduce/study.h"

namespace kinemote::app {

/// What the recognisers are shown, beside the data set.
struct RecogniserChoice {
  std::vector<std::string> classes;  // labels to tell apart; empty: all that two clips have
  std::string voices, bodies;        // folders of paired performances; "": none
};

/// PosEmotion (denskrlv/PosEmotion): 1,680 distances of landmarks, read by support vectors, a
/// forest and a small network; repeated hold-outs of 15 %. Re-built with its leaks: windows dealt
/// at random, one scaler for everything, the network's F1 from left-over answers of another
/// classifier. Deviations: the landmarks are those of a simulated camera; the network has one
/// hidden layer. Of at most 12 clips a label. Errors: bad input (labels, clips), cancelled.
Result<Study> keypoint_recogniser_study(const ClipSet& clips, const RecogniserChoice& choice,
                                        const StudySettings& settings, const Progress& progress);

/// EmotionRecognizer- (JohnOh3809): COCO-17 points over time, read by its pre-activation residual
/// network. Hold-outs of a fifth, a sixth of the rest to stop by; fewer epochs than theirs. Errors:
/// as above; environment (no LibTorch).
Result<Study> sequence_recogniser_study(const ClipSet& clips, const RecogniserChoice& choice,
                                        const StudySettings& settings, const Progress& progress);

/// Speech and body joints (Shahabks): voices read by nearest neighbours and a forest, files dealt
/// at random or speakers held out; ours fuses them with bodies. Reads the folders `choice.voices`
/// and `choice.bodies`; without them the study has no blocks and says so in its warnings.
Result<Study> voice_recogniser_study(const RecogniserChoice& choice, const StudySettings& settings,
                                     const Progress& progress);

}  // namespace kinemote::app
