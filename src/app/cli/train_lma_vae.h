// `train lma-vae`: the autoencoder of Laban features.
#pragma once

#include "app/cli/command.h"
#include "app/cli/support.h"
#include "app/feature_vae_job.h"

namespace kinemote::app {

/// `out`: the .json to write; `hidden`: "64,32", empty for the usual layers.
Result<Report> train_lma_vae(const ClipSetOptions& source, const std::string& out,
                             const std::string& hidden, FeatureVaeJobSettings settings,
                             Invocation& invocation);

}  // namespace kinemote::app
