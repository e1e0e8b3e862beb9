// The results of the three systems that Kinemote grows out of, on a user's data, beside ours.
#pragma once

#include <filesystem>
#include <vector>

#include "app/clip_set.h"
#include "app/reproduce/recogniser_studies.h"

namespace kinemote::app {

struct Reproduction {
  std::vector<Study> studies;                // those that the data allow
  std::vector<std::filesystem::path> files;  // index.html, figures/, tables/, results.json
  double seconds = 0.0;
  Warnings warnings;  // of the data set; studies that were left out, and why
};

/// Runs every study and writes the page into `folder` (all at once at the end: a cancelled run
/// leaves nothing). A study that the data do not allow (no labels, no PAD, no LibTorch) is left out
/// with its reason. Cost: minutes. Errors: bad input if no study can be made; environment (cannot
/// write); cancelled.
Result<Reproduction> reproduce(const ClipSet& clips, const std::filesystem::path& folder,
                               const StudySettings& settings, const Progress& progress,
                               const RecogniserChoice& recognisers = {});

}  // namespace kinemote::app
