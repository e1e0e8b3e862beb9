// How a recogniser sees one clip.
#pragma once

#include <string>
#include <vector>

#include "analysis/features/pose_sequence.h"
#include "app/recognition/study_plan.h"
#include "motion/core/clip.h"

namespace kinemote::app {

struct SeenClip {
  std::vector<int> starts;  // first frames of windows, at kRecognitionFps
  std::vector<analysis::PoseSequence> sequences;
  analysis::SequenceLayout layout;
};

/// How keypoints become numbers.
enum class Preparation {
  kOurs,
  kPublished,  // as the originals did it, mistakes included (is_as_published, not is_in_torsos)
};

/// Windows of a clip, see make_recognition_set(). `name` makes chance differ from clip to clip.
/// Error (bad input): no body, or nothing of it seen.
Result<SeenClip> see_clip(const Clip& clip, const std::string& name, RecognitionInput input,
                          const RecognitionSettings& settings,
                          Preparation preparation = Preparation::kOurs);

}  // namespace kinemote::app
