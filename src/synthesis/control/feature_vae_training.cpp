#include "synthesis/control/feature_vae_training.h"

#include <algorithm>

namespace kinemote::synthesis {

Status FeatureVaeSettings::validate() const {
  if (latent < 1 || latent > 256) return usage_error("a latent has from 1 to 256 units");
  if (hidden.empty() || std::any_of(hidden.begin(), hidden.end(),
                                    [](int units) { return units < 1 || units > 4096; })) {
    return usage_error("hidden layers have from 1 to 4096 units, and there is at least one");
  }
  if (epochs < 1 || batch < 2 || warmup_epochs < 0 || threads < 0) {
    return usage_error("training needs 1 epoch or more and batches of 2 rows or more");
  }
  if (!(learning_rate > 0.0) || !(mse_weight > 0.0) || !(beta >= 0.0)) {
    return usage_error("the learning rate and the weight of the error are above 0, beta not below");
  }
  return {};
}

}  // namespace kinemote::synthesis
