// How a recogniser sees one clip.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "analysis/features/pose_sequence.h"
#include "app/recognition/recognition_set.h"
#include "app/recognition/study_plan.h"
#include "motion/core/clip.h"
#include "motion/core/point_clip.h"

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

/// Windows of what a real camera saw of one person, 2-D points at kRecognitionFps: nothing is added
/// to them. Errors: usage for 3-D points, another rate or RecognitionInput::kSkeleton; bad input if
/// the layout lacks points that the input needs, or nobody is seen.
Result<SeenClip> see_points(const PointClip& points, RecognitionInput input,
                            const RecognitionSettings& settings);

/// The first window alone, as a set for Recogniser::probabilities(); `clip` is the motion that
/// encoders read, and may be null for the others.
RecognitionSet set_of_window(SeenClip seen, RecognitionInput input,
                             std::shared_ptr<const Clip> clip);

}  // namespace kinemote::app
