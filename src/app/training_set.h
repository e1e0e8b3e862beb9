// Labelled clips to learn from.
#pragma once

#include <string>
#include <vector>

#include "app/clip_set.h"
#include "synthesis/control/motion_model.h"

namespace kinemote::app {

struct TrainingSet {
  std::string source;  // "builtin", or the folder's name
  std::vector<synthesis::TrainingClip> clips;
  Warnings skipped;  // clips that cannot be read, and one line a label without PAD
};

/// What a clip needs to be learned from.
enum class Needs {
  kPad,        // its own, or that of its label in the table
  kPadOrLabel  // a style word will do
};

/// Loads every clip that has what is needed; others are skipped and listed by label, never guessed.
/// A clip without a content gets "motion". Errors: bad input if none is left, cancelled.
Result<TrainingSet> make_training_set(const ClipSet& clips, int threads, const Progress& progress,
                                      Needs needs = Needs::kPad);

}  // namespace kinemote::app
