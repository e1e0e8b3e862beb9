// A declared study, run recogniser by recogniser; what is done is kept, so that it can be stopped.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "app/recognition/trial.h"

namespace kinemote::app {

struct StudyResult {
  StudyPlan plan;
  std::string data;                 // as it was named
  std::vector<TrialResult> trials;  // in the plan's order
  int reused = 0;                   // trials that were already there
  double seconds = 0.0;
  Warnings warnings;
};

/// Runs what is missing and keeps each result in `folder`/trials/HASH.json, where HASH stands for
/// the settings, the recogniser and the clips: run again, it goes on where it was stopped. A
/// recogniser that fails (a class too rare, no LibTorch) is kept with its reason and does not stop
/// the others. Errors: bad input (data, classes), environment (cannot write), cancelled (what is
/// done stays).
Result<StudyResult> run_study(const StudyPlan& plan, const ClipSet& clips,
                              const std::filesystem::path& folder, int threads,
                              const Progress& progress);

}  // namespace kinemote::app
