// What a recogniser takes a motion for as it goes on, and what of the motion it looks at.
#pragma once

#include <Eigen/Core>
#include <optional>
#include <string>
#include <vector>

#include "app/recognition/recogniser_file.h"
#include "motion/core/body_map.h"

namespace kinemote::app {

/// A clip window by window. Frames are those of a clip at kRecognitionFps.
struct ClipRecognition {
  std::vector<int> first_frames;  // W, of windows
  int window_frames = 0;
  int frame_count = 0;     // F, of the clip; windows may end beyond it
  Eigen::MatrixXd shares;  // W x classes
  /// F: how much of what is judged comes from a frame, as a multiple of its even share of its
  /// window; mean over the windows that see it, 0 where none does. Empty for recognisers that do
  /// not read frame by frame.
  std::vector<double> attention;

  double start_s(int window) const;
  double end_s(int window) const;
};

/// `hop_frames` apart. `name` makes a camera's chance differ from clip to clip. Errors: bad input
/// (nothing of it can be seen), cancelled. Cost: about 3 ms a window through deep-residual.
Result<ClipRecognition> recognise_clip(Recogniser& recogniser, const RecogniserSpec& spec,
                                       const RecognitionSettings& settings, const Clip& clip,
                                       const std::string& name, int hop_frames,
                                       const Progress& progress);

/// What each joint adds to the probability of the class that is named, frame by frame, by
/// integrated gradients (SequenceAttribution). Of a window, the mean over frames of the sum over
/// joints is the probability less that of mean frames: a value of 0.1 says that, went it on like
/// this for the whole window, the joint alone would raise the probability by 0.1.
struct ClipAttribution {
  std::vector<std::string> joints;  // J; "path" last where channels belong to no joint
  Eigen::MatrixXd values;           // F x J; mean over the windows that see a frame, 0 where none
};

/// Half windows apart, at most `most_windows`, evenly spread. Without joints for recognisers
/// without gradients. Cost: about 0.2 s a window through deep-residual; reports between windows.
/// Errors as of recognise_clip().
Result<ClipAttribution> attribute_clip(Recogniser& recogniser, const RecogniserSpec& spec,
                                       const RecognitionSettings& settings, const Clip& clip,
                                       const std::string& name, int most_windows,
                                       const Progress& progress);

/// What the weights of recognise_clip() are for a network: "attention", "maximum"; "" where they
/// say nothing, for the mean weighs all frames alike, or there are none.
std::string attention_kind(const RecogniserSpec& spec);

/// The part of the body that a joint or keypoint of an input belongs to ("left_wrist": the left
/// hand, "nose": the head); nothing for others, such as "path".
std::optional<BodyPart> body_part_of(const std::string& joint);

/// Values of joints (columns) summed over the parts of the body, rows x kBodyPartCount.
Eigen::MatrixXd by_body_part(const std::vector<std::string>& joints, const Eigen::MatrixXd& values);

}  // namespace kinemote::app
