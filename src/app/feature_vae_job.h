// The autoencoder of Laban features: trained, scored on held-out takes, kept as a file.
#pragma once

#include <Eigen/Core>
#include <filesystem>
#include <string>
#include <vector>

#include "analysis/affect/feature_vae.h"
#include "analysis/stats/splits.h"
#include "app/clip_set.h"
#include "app/feature_job.h"
#include "synthesis/control/feature_vae_training.h"

namespace kinemote::app {

/// Feature rows with the clip of each; rows with a missing number (accelerations of a first window)
/// are left out.
struct FeatureRowsOfClips {
  std::vector<std::string> feature_names;
  Eigen::MatrixXd rows;  // N x D
  std::vector<int> clip_of;
  std::vector<io::DatasetEntry> clips;  // those that gave rows
  Warnings warnings;
};
Result<FeatureRowsOfClips> feature_rows_of(const ClipSet& clips, const FeatureSettings& settings,
                                           const Progress& progress);
/// The same of a table that was measured before, and the data set that it was measured on.
Result<FeatureRowsOfClips> feature_rows_of(const FeatureTable& features,
                                           const io::Dataset& dataset);

struct FeatureVaeJobSettings {
  FeatureSettings features;
  synthesis::FeatureVaeSettings vae;
  analysis::SplitKind split = analysis::SplitKind::kTake;  // kTake falls back to kClip
  int folds = 5;                                           // fold 0 is held out
  std::string to_json() const;
};

struct FeatureVaeTraining {
  analysis::FeatureVae vae;
  std::vector<double> curve;
  analysis::LatentUse use;                 // on the training rows
  analysis::ReconstructionTable held_out;  // through the means of the latent
  analysis::ReconstructionTable linear;    // as many principal components
  analysis::ReconstructionTable constant;  // the training mean
  std::string split;
  int training_rows = 0, held_out_rows = 0;
  double seconds = 0.0;
  Warnings warnings;
};

/// Trains on all folds but the first, scalers included, and scores on that one. Errors: usage, bad
/// input (too few clips), cancelled, environment (no LibTorch).
Result<FeatureVaeTraining> train_feature_vae(const FeatureRowsOfClips& data,
                                             const FeatureVaeJobSettings& settings,
                                             const Progress& progress);

/// {"format": "kinemote-feature-vae 1", settings, layers}; reads back to the same doubles.
Status write_feature_vae(const std::filesystem::path& path, const analysis::FeatureVae& vae,
                         const std::string& settings_json);
/// Error (bad input) in one sentence.
Result<analysis::FeatureVae> read_feature_vae(const std::filesystem::path& path);

}  // namespace kinemote::app
