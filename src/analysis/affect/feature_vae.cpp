#include "analysis/affect/feature_vae.h"

#include <Eigen/Eigenvalues>
#include <algorithm>

namespace kinemote::analysis {
namespace {

constexpr double kActiveVariance = 0.01;

Eigen::MatrixXd applied(const DenseLayer& layer, const Eigen::MatrixXd& rows) {
  return (rows * layer.weights.transpose()).rowwise() + layer.bias.transpose();
}

Eigen::MatrixXd hidden_of(const FeatureVae& vae, const Eigen::MatrixXd& features) {
  Eigen::MatrixXd rows = (features.rowwise() - vae.input_mean.transpose()) *
                         vae.input_scale.cwiseInverse().asDiagonal();
  for (const DenseLayer& layer : vae.encoder) rows = applied(layer, rows).cwiseMax(0.0);
  return rows;
}

bool fits(const DenseLayer& layer, Eigen::Index inputs) {
  return layer.weights.cols() == inputs && layer.weights.rows() == layer.bias.size() &&
         layer.bias.size() > 0 && layer.weights.allFinite() && layer.bias.allFinite();
}

}  // namespace

Eigen::MatrixXd FeatureVae::encode(const Eigen::MatrixXd& features) const {
  return applied(latent_mean, hidden_of(*this, features));
}

Eigen::MatrixXd FeatureVae::log_variances(const Eigen::MatrixXd& features) const {
  return applied(latent_log_variance, hidden_of(*this, features));
}

Eigen::MatrixXd FeatureVae::decode(const Eigen::MatrixXd& latents) const {
  Eigen::MatrixXd rows = latents;
  for (size_t i = 0; i < decoder.size(); ++i) {
    rows = applied(decoder[i], rows);
    if (i + 1 < decoder.size()) rows = rows.cwiseMax(0.0);
  }
  return (rows * input_scale.asDiagonal()).rowwise() + input_mean.transpose();
}

Status FeatureVae::validate() const {
  const auto features = static_cast<Eigen::Index>(feature_names.size());
  bool is_whole = features > 0 && input_mean.size() == features && input_scale.size() == features &&
                  input_mean.allFinite() && input_scale.allFinite() &&
                  (input_scale.array() > 0.0).all() && !decoder.empty();
  Eigen::Index size = features;
  for (const DenseLayer& layer : encoder) {
    is_whole = is_whole && fits(layer, size);
    size = layer.bias.size();
  }
  is_whole = is_whole && fits(latent_mean, size) && fits(latent_log_variance, size) &&
             latent_mean.bias.size() == latent_log_variance.bias.size();
  size = latent_mean.bias.size();
  for (const DenseLayer& layer : decoder) {
    is_whole = is_whole && fits(layer, size);
    size = layer.bias.size();
  }
  if (!is_whole || size != features) {
    return bad_input("the layers of this feature autoencoder do not fit together");
  }
  return {};
}

LatentUse latent_use(const FeatureVae& vae, const Eigen::MatrixXd& features) {
  const Eigen::MatrixXd mean = vae.encode(features);
  const Eigen::ArrayXXd log_variance = vae.log_variances(features).array();
  const Eigen::ArrayXXd kl =
      0.5 * (mean.array().square() + log_variance.exp() - log_variance - 1.0);
  LatentUse use;
  const Eigen::VectorXd deviations = column_deviations(mean);
  for (Eigen::Index z = 0; z < mean.cols(); ++z) {
    use.kl_nats.push_back(kl.col(z).mean());
    use.mean_variance.push_back(deviations[z] * deviations[z]);
    use.active_units += use.mean_variance.back() > kActiveVariance;
  }
  return use;
}

ReconstructionTable reconstruction_table(const std::vector<std::string>& feature_names,
                                         const Eigen::MatrixXd& truth,
                                         const Eigen::MatrixXd& reconstructed,
                                         const Eigen::VectorXd& training_scale) {
  ReconstructionTable table;
  table.feature_names = feature_names;
  int varying = 0;
  for (Eigen::Index c = 0; c < truth.cols(); ++c) {
    const Eigen::VectorXd error = reconstructed.col(c) - truth.col(c);
    table.mse.push_back(error.squaredNorm() / static_cast<double>(error.size()));
    table.mae.push_back(error.cwiseAbs().mean());
    const bool varies = training_scale[c] > kConstantDeviation;
    table.standardised_mae.push_back(varies ? table.mae.back() / training_scale[c] : 0.0);
    table.mean_standardised_mae += table.standardised_mae.back();
    varying += varies;
  }
  if (varying > 0) table.mean_standardised_mae /= varying;
  return table;
}

Eigen::MatrixXd rebuilt_from_components(const Eigen::MatrixXd& training,
                                        const Eigen::MatrixXd& rows, int components) {
  const Eigen::RowVectorXd mean = training.colwise().mean();
  const Eigen::VectorXd scale = column_deviations(training).unaryExpr(
      [](double s) { return s > kConstantDeviation ? s : 1.0; });
  const Eigen::MatrixXd standard = (training.rowwise() - mean) * scale.cwiseInverse().asDiagonal();
  // Eigenvalues rise: the last columns are the principal components.
  const Eigen::SelfAdjointEigenSolver<Eigen::MatrixXd> solver(standard.transpose() * standard);
  const Eigen::MatrixXd axes =
      solver.eigenvectors().rightCols(std::min<Eigen::Index>(components, training.cols()));
  const Eigen::MatrixXd asked = (rows.rowwise() - mean) * scale.cwiseInverse().asDiagonal();
  return (asked * axes * axes.transpose() * scale.asDiagonal()).rowwise() + mean;
}

Eigen::VectorXd column_deviations(const Eigen::MatrixXd& rows) {
  const Eigen::RowVectorXd mean = rows.colwise().mean();
  return ((rows.rowwise() - mean).colwise().squaredNorm() / static_cast<double>(rows.rows()))
      .cwiseSqrt()
      .transpose();
}

}  // namespace kinemote::analysis
