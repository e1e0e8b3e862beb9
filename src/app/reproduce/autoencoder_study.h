// How much of the Laban features does a latent of so many numbers keep?
#pragma once

#include "app/clip_set.h"
#include "app/reproduce/study.h"

namespace kinemote::app {

/// Autoencoders of the lma27 features with 1, 2, 5, 8 and 16 latent units, beside as many principal
/// components, the training mean, and two trainings of the Laban thesis; on rows of takes (or
/// clips) that were held out. Errors: as of train_feature_vae(); cancelled. Cost: about a minute.
Result<Study> autoencoder_study(const ClipSet& clips, const StudySettings& settings,
                                const Progress& progress);

}  // namespace kinemote::app
