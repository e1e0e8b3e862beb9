// Trains the autoencoder of feature vectors.
#pragma once

#include "motion/core/progress.h"
#include "synthesis/control/feature_vae_training.h"

namespace kinemote::synthesis {

/// As ModelsLibrary::train_feature_vae(). May throw what LibTorch throws.
Result<FeatureVaeFit> fit_feature_vae(const Eigen::MatrixXd& features,
                                      const std::vector<std::string>& feature_names,
                                      const FeatureVaeSettings& settings, const Progress& progress);

}  // namespace kinemote::synthesis
