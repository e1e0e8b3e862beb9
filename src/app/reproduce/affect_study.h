// How well can PAD be read from motion, and what does the split of the data make of it?
#pragma once

#include "app/reproduce/study.h"
#include "app/training_set.h"

namespace kinemote::app {

/// The leak meter of train_affect(), beside what the Laban thesis printed (IST Lisbon 2022).
/// Without blocks where no clip has a PAD. Errors: as of train_affect(), cancelled.
Result<Study> affect_study(const TrainingSet& set, const StudySettings& settings,
                           const Progress& progress);

}  // namespace kinemote::app
