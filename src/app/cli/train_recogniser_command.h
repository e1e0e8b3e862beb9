// KIND recogniser of `train`.
#pragma once

#include <string>
#include <vector>

#include "app/cli/support.h"
#include "app/recognition/study_plan.h"

namespace kinemote::app {

struct TrainRecogniserOptions {
  std::string recogniser = "forest";
  std::string input = "skeleton";
  std::string balance = "none";
  bool augments = false;
  std::vector<std::string> with;  // KEY=VALUE
  std::string classes;            // comma-separated
  RecognitionSettings settings;
};

void declare_train_recogniser(OptionSet& options, TrainRecogniserOptions& values);

/// `split` is that of `--split`, shared with pad; "": take.
Result<Report> train_recogniser(const ClipSetOptions& source, const std::string& out,
                                const std::string& split, int folds,
                                const TrainRecogniserOptions& values, Invocation& invocation);

}  // namespace kinemote::app
