// The trials of a study with their scores. Private to the folder.
#pragma once

#include <string>
#include <vector>

#include "app/recognition/study_job.h"
#include "app/reproduce/study.h"

namespace kinemote::app {

struct ScoredTrial {
  const TrialResult* trial = nullptr;
  TrialScores scores;
  std::string name() const { return trial->spec.name(); }
  double balanced() const { return scores.windows.scores.balanced_accuracy; }
};

struct ScoredStudy {
  const StudyResult* result = nullptr;
  std::vector<ScoredTrial> trials;  // those with a result, by falling balanced accuracy of windows
  const ScoredTrial& best() const { return trials.front(); }
};

/// Error (bad input) if no trial has a result.
Result<ScoredStudy> score_study(const StudyResult& result);

/// One file a group of sections.
std::vector<Study> score_sections(const ScoredStudy& study);    // table, comparison, radar, growth
std::vector<Study> class_sections(const ScoredStudy& study);    // confusion, classes, calibration
std::vector<Study> setting_sections(const ScoredStudy& study);  // ablations, curves, joints, data

}  // namespace kinemote::app
