// A study that a user declares in a file: which data, which classes, which recognisers.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "analysis/stats/splits.h"
#include "app/recognition/recogniser_spec.h"

namespace kinemote::app {

/// How clips become windows and which of them judge.
struct RecognitionSettings {
  std::vector<std::string> classes;  // labels; empty: all that 2 clips or more have
  analysis::SplitKind split = analysis::SplitKind::kTake;
  int folds = 5;
  int window_frames = 64;  // at 30 frames a second
  int hop_frames = 32;
  double pixel_noise = 2.0;     // of the camera: standard deviation, pixels of a 720 px picture
  double joint_dropout = 0.05;  // share of points that it misses
  uint64_t seed = 1;
  int repeats = 1;  // of the whole cross-validation, each with another seed of folds and training

  Status validate() const;
};

struct StudyPlan {
  std::string title;
  std::string data;    // PATH as the user named it; not in the file
  std::string labels;  // label scheme; "": detected
  RecognitionSettings settings;
  std::vector<RecogniserSpec> recognisers;  // none twice
};

/// {"title", "labels", "classes": [...], "split", "folds", "window_frames",
///  "hop_frames", "pixel_noise", "joint_dropout", "repeats", "recognisers": [{...}]}; all but the
///  last may be
/// missing. `where` begins the sentence of an error (bad input).
Result<StudyPlan> study_plan_of(const std::string& json, const std::string& where);
Result<StudyPlan> read_study_plan(const std::filesystem::path& path);

/// What a trial's result depends on beside the clips, as one line of JSON.
std::string trial_identity(const RecognitionSettings& settings, const RecogniserSpec& spec);

}  // namespace kinemote::app
