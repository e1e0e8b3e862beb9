// A variational autoencoder of feature vectors, as numbers that need no LibTorch to be used.
#pragma once

#include <Eigen/Core>
#include <cstdint>
#include <string>
#include <vector>

#include "motion/core/result.h"

namespace kinemote::analysis {

/// Columns that deviate less are constant: bone lengths, whose rounding would else be blown up to
/// the size of everything that moves. In the feature's unit, which is of the order of 1.
inline constexpr double kConstantDeviation = 1e-4;

/// y = W x + b.
struct DenseLayer {
  Eigen::MatrixXd weights;  // out x in
  Eigen::VectorXd bias;     // out
};

/// Kingma & Welling (2014) arXiv:1312.6114, Gaussian latent with unit prior, Gaussian output.
struct FeatureVae {
  std::vector<std::string> feature_names;   // D
  Eigen::VectorXd input_mean, input_scale;  // D; scale 1 where a column was constant
  std::vector<DenseLayer> encoder;          // a ReLU after each
  DenseLayer latent_mean, latent_log_variance;
  std::vector<DenseLayer> decoder;  // a ReLU after each but the last

  int latent_dim() const { return static_cast<int>(latent_mean.bias.size()); }
  /// Means of the latent, N x D to N x Z.
  Eigen::MatrixXd encode(const Eigen::MatrixXd& features) const;
  Eigen::MatrixXd log_variances(const Eigen::MatrixXd& features) const;
  /// N x Z to N x D, in the features' own units.
  Eigen::MatrixXd decode(const Eigen::MatrixXd& latents) const;
  /// Error (bad input) unless sizes fit together and all numbers are finite.
  Status validate() const;
};

/// KL divergence of each latent unit from the prior, nats, mean over rows; and the units in use:
/// those whose mean varies by more than 0.01 over rows (Burda et al. 2016, arXiv:1509.00519). A
/// unit that is not in use has collapsed: its slider moves nothing.
struct LatentUse {
  std::vector<double> kl_nats;
  std::vector<double> mean_variance;
  int active_units = 0;
};
LatentUse latent_use(const FeatureVae& vae, const Eigen::MatrixXd& features);

/// How far rows that were not trained on come back from `reconstructed`, a column each. Errors in
/// the feature's own unit; `standardised_mae` in standard deviations of the training rows, so that
/// features can be averaged.
struct ReconstructionTable {
  std::vector<std::string> feature_names;
  std::vector<double> mse, mae, standardised_mae;
  double mean_standardised_mae = 0.0;  // over features that vary in training
};
ReconstructionTable reconstruction_table(const std::vector<std::string>& feature_names,
                                         const Eigen::MatrixXd& truth,
                                         const Eigen::MatrixXd& reconstructed,
                                         const Eigen::VectorXd& training_scale);

/// The linear limit: rows rebuilt from as many principal components of the standardised training
/// rows (all zero components: the training mean, what knowing nothing gives).
Eigen::MatrixXd rebuilt_from_components(const Eigen::MatrixXd& training,
                                        const Eigen::MatrixXd& rows, int components);
/// Standard deviation of each column; 0 for constant ones.
Eigen::VectorXd column_deviations(const Eigen::MatrixXd& rows);

}  // namespace kinemote::analysis
