// How the autoencoder of feature vectors is trained.
#pragma once

#include <Eigen/Core>
#include <cstdint>
#include <string>
#include <vector>

#include "analysis/affect/feature_vae.h"

namespace kinemote::synthesis {

/// Loss: mse_weight x mean squared error over the features (standardised, if `standardises`) + beta
/// x KL summed over latent units, both averaged over a batch. 150 is a Gaussian output of standard
/// deviation 0.3 for 27 standardised features: 27 / (2 x 0.3^2).
struct FeatureVaeSettings {
  int latent = 8;
  std::vector<int> hidden{64, 32};  // of the encoder; the decoder's are the reverse
  int epochs = 300;
  int batch = 64;
  double learning_rate = 2e-3;  // falls to 0 along a cosine
  double mse_weight = 150.0;
  double beta = 1.0;
  int warmup_epochs = 60;  // in which beta rises from 0
  bool standardises = true;
  uint64_t seed = 1;
  int threads = 0;
  Status validate() const;
};

struct FeatureVaeFit {
  analysis::FeatureVae vae;
  std::vector<double> curve;  // training loss of every epoch
  double seconds = 0.0;
};

}  // namespace kinemote::synthesis
