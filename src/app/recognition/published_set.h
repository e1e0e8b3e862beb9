// Windows as the original systems prepared them.
#pragma once

#include "app/recognition/recognition_set.h"

namespace kinemote::app {

/// make_recognition_set() of labelled clips, with the keypoints of every window prepared as it was
/// published: landmarks in pixels; 17 points by analysis::CocoSequenceSettings::is_as_published.
/// Reads every clip twice. Errors: those of make_recognition_set().
Result<RecognitionSet> make_published_set(const ClipSet& clips, RecognitionInput input,
                                          const RecognitionSettings& settings, int threads,
                                          const Progress& progress);

}  // namespace kinemote::app
