// Does the latent of a feature autoencoder follow from PAD?
#pragma once

#include <string>
#include <vector>

#include "app/feature_vae_job.h"

namespace kinemote::app {

/// One way from PAD to the latent, scored on rows of held-out clips.
struct LatentRegression {
  std::string name;  // kernel | trees | constant (the training medians)
  std::vector<double>
      unit_mae;           // a unit, in standard deviations of its means; 0 for collapsed ones
  double mean_mae = 0.0;  // over the units in use
  /// Mean error of the features decoded from it, in their standard deviations; what the
  /// autoencoder itself loses is in it.
  double decoded_mae = 0.0;
};

struct LatentFromPad {
  std::vector<LatentRegression> regressions;
  int rows = 0, clips = 0;
  std::string split;
};

/// Five folds by take, or by clip where takes are too few; rows of clips without a PAD are left
/// out. As in the Laban thesis, which used trees alone; the kernel is smooth under a slider. The
/// autoencoder itself may have seen the rows. Errors: bad input if fewer than 5 clips have a PAD;
/// cancelled.
Result<LatentFromPad> latent_from_pad(const analysis::FeatureVae& vae,
                                      const FeatureRowsOfClips& data, uint64_t seed, int threads,
                                      const Progress& progress);

}  // namespace kinemote::app
