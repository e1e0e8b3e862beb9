// `train pad`: the affect model, the leak meter and the circle PAD -> features -> PAD.
#pragma once

#include "app/affect_job.h"
#include "app/circle_job.h"
#include "app/cli/command.h"
#include "app/cli/support.h"

namespace kinemote::app {

struct TrainPadOptions {
  AffectTrainSettings training;
  std::string outliers = "none";
  bool with_circle = false;
  CircleSettings circle;
};
void declare_train_pad(OptionSet& options, TrainPadOptions& values);

/// `out`: the .json to write.
Result<Report> train_pad(const ClipSetOptions& source, const std::string& out,
                         const TrainPadOptions& values, Invocation& invocation);

}  // namespace kinemote::app
