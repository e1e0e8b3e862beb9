// Labelled clips as the windows that recognisers see.
#pragma once

#include <Eigen/Core>
#include <functional>
#include <string>
#include <vector>

#include "analysis/features/pose_sequence.h"
#include "app/clip_set.h"
#include "app/recognition/study_plan.h"

namespace kinemote::app {

struct RecognitionClip {
  std::string name, take, content;
  int label = -1;  // index into class_names; -1: none
  int source = 0;  // entry of the ClipSet
};

struct RecognitionWindow {
  int clip = 0;         // index into clips
  int first_frame = 0;  // at kRecognitionFps
};

/// Frames a second that windows have, whatever the clip's.
inline constexpr double kRecognitionFps = 30.0;

struct RecognitionSet {
  RecognitionInput input = RecognitionInput::kSkeleton;
  std::vector<std::string> class_names;
  std::vector<RecognitionClip> clips;
  std::vector<RecognitionWindow> windows;
  std::vector<analysis::PoseSequence> sequences;  // one a window
  analysis::SequenceLayout layout;
  /// The motion of a clip by its `source`: encoders read it instead of sequences.
  std::function<Result<io::ClipImport>(int source)> load;
  Warnings warnings;  // clips that were left out, and why

  std::vector<int> window_labels() const;
  std::vector<int> window_clips() const;
};

/// Reads the clips of the wanted classes and cuts them into windows, `hop_frames` apart; shorter
/// clips give one, padded with frames that are not valid. For inputs of a camera every clip is
/// projected by one that stands where chance puts it around the figure (azimuth within 60 degrees
/// of the front, elevation 0 to 15), with noise and misses, all from the seed and the clip's name.
/// Without classes: all labels that two clips or more have. `needs_labels` false: every clip, for
/// prediction. Errors: bad input for a class without clips (lists those there are), fewer than two
/// classes, or if nothing can be read; cancelled.
Result<RecognitionSet> make_recognition_set(const ClipSet& clips, RecognitionInput input,
                                            const RecognitionSettings& settings, int threads,
                                            bool needs_labels, const Progress& progress);

/// One row a sequence for classifiers of rows: of landmarks the 1,680 distances of the original,
/// else mean and deviation of every channel over valid frames.
Eigen::MatrixXd rows_of(RecognitionInput input,
                        const std::vector<analysis::PoseSequence>& sequences);

/// The sequences of these windows as a network takes them.
synthesis::SequenceSet sequence_set(const RecognitionSet& set, const std::vector<int>& windows);

}  // namespace kinemote::app
