#include "synthesis/models/feature_vae_trainer.h"

#include <torch/torch.h>

#include <chrono>
#include <cmath>

namespace kinemote::synthesis {
namespace {

using analysis::DenseLayer;

/// The layers while they learn.
struct Network : torch::nn::Module {
  Network(int features, const FeatureVaeSettings& settings) {
    int size = features;
    for (const int units : settings.hidden) {
      encoder.push_back(register_module("encoder" + std::to_string(encoder.size()),
                                        torch::nn::Linear(size, units)));
      size = units;
    }
    mean = register_module("mean", torch::nn::Linear(size, settings.latent));
    log_variance = register_module("log_variance", torch::nn::Linear(size, settings.latent));
    size = settings.latent;
    for (auto units = settings.hidden.rbegin(); units != settings.hidden.rend(); ++units) {
      decoder.push_back(register_module("decoder" + std::to_string(decoder.size()),
                                        torch::nn::Linear(size, *units)));
      size = *units;
    }
    decoder.push_back(register_module("decoder" + std::to_string(decoder.size()),
                                      torch::nn::Linear(size, features)));
  }

  torch::Tensor loss(const torch::Tensor& rows, const FeatureVaeSettings& settings, double beta) {
    torch::Tensor hidden = rows;
    for (auto& layer : encoder) hidden = torch::relu(layer->forward(hidden));
    const torch::Tensor m = mean->forward(hidden);
    const torch::Tensor v = log_variance->forward(hidden);
    torch::Tensor out = m + torch::exp(0.5 * v) * torch::randn_like(m);
    for (size_t i = 0; i < decoder.size(); ++i) {
      out = decoder[i]->forward(out);
      if (i + 1 < decoder.size()) out = torch::relu(out);
    }
    const torch::Tensor kl = 0.5 * (m.square() + v.exp() - v - 1.0).sum(1).mean();
    return settings.mse_weight * torch::mse_loss(out, rows) + beta * kl;
  }

  std::vector<torch::nn::Linear> encoder, decoder;
  torch::nn::Linear mean{nullptr}, log_variance{nullptr};
};

DenseLayer layer_of(const torch::nn::Linear& linear) {
  const torch::Tensor weight = linear->weight.detach().to(torch::kDouble).contiguous();
  const torch::Tensor bias = linear->bias.detach().to(torch::kDouble).contiguous();
  using RowMajor = Eigen::Matrix<double, Eigen::Dynamic, Eigen::Dynamic, Eigen::RowMajor>;
  return {Eigen::Map<const RowMajor>(weight.data_ptr<double>(), weight.size(0), weight.size(1)),
          Eigen::Map<const Eigen::VectorXd>(bias.data_ptr<double>(), bias.size(0))};
}

torch::Tensor tensor_of(const Eigen::MatrixXd& rows) {
  using RowMajor = Eigen::Matrix<float, Eigen::Dynamic, Eigen::Dynamic, Eigen::RowMajor>;
  RowMajor floats = rows.cast<float>();
  return torch::from_blob(floats.data(), {floats.rows(), floats.cols()}, torch::kFloat).clone();
}

}  // namespace

Result<FeatureVaeFit> fit_feature_vae(const Eigen::MatrixXd& features,
                                      const std::vector<std::string>& feature_names,
                                      const FeatureVaeSettings& settings,
                                      const Progress& progress) {
  if (Status s = settings.validate(); !s) return s.error();
  if (features.rows() < 2 * settings.batch ||
      features.cols() != static_cast<Eigen::Index>(feature_names.size()) || !features.allFinite()) {
    return bad_input("the autoencoder was given " + std::to_string(features.rows()) + " rows of " +
                     std::to_string(features.cols()) + " numbers for " +
                     std::to_string(feature_names.size()) +
                     " names; it needs two batches of rows or more, all finite: give more or "
                     "longer clips");
  }
  const auto start = std::chrono::steady_clock::now();
  FeatureVaeFit fit;
  analysis::FeatureVae& vae = fit.vae;
  vae.feature_names = feature_names;
  vae.input_mean = Eigen::VectorXd::Zero(features.cols());
  vae.input_scale = Eigen::VectorXd::Ones(features.cols());
  if (settings.standardises) {
    vae.input_mean = features.colwise().mean().transpose();
    vae.input_scale = analysis::column_deviations(features).unaryExpr(
        [](double s) { return s > analysis::kConstantDeviation ? s : 1.0; });
  }
  const torch::Tensor rows = tensor_of((features.rowwise() - vae.input_mean.transpose()) *
                                       vae.input_scale.cwiseInverse().asDiagonal());
  torch::manual_seed(settings.seed);
  Network network(static_cast<int>(features.cols()), settings);
  torch::optim::Adam optimiser(network.parameters(),
                               torch::optim::AdamOptions(settings.learning_rate));
  for (int epoch = 0; epoch < settings.epochs; ++epoch) {
    const double done = static_cast<double>(epoch) / settings.epochs;
    if (!report(progress, "training", done)) return cancelled();
    const double beta =
        settings.beta *
        (settings.warmup_epochs > 0 ? std::min(1.0, (epoch + 1.0) / settings.warmup_epochs) : 1.0);
    for (auto& group : optimiser.param_groups()) {
      static_cast<torch::optim::AdamOptions&>(group.options())
          .lr(0.5 * settings.learning_rate * (1.0 + std::cos(M_PI * done)));
    }
    const torch::Tensor order = torch::randperm(rows.size(0));
    double sum = 0.0;
    int batches = 0;
    // The last rows of an epoch that fill no batch wait for the next epoch's order.
    for (int64_t first = 0; first + settings.batch <= rows.size(0); first += settings.batch) {
      optimiser.zero_grad();
      const torch::Tensor batch =
          rows.index_select(0, order.slice(0, first, first + settings.batch));
      torch::Tensor loss = network.loss(batch, settings, beta);
      loss.backward();
      optimiser.step();
      sum += loss.item<double>();
      ++batches;
    }
    fit.curve.push_back(sum / batches);
  }
  for (const auto& layer : network.encoder) vae.encoder.push_back(layer_of(layer));
  for (const auto& layer : network.decoder) vae.decoder.push_back(layer_of(layer));
  vae.latent_mean = layer_of(network.mean);
  vae.latent_log_variance = layer_of(network.log_variance);
  if (Status s = vae.validate(); !s) {
    return environment_error(
        "training ended in numbers that are not finite; lower the learning rate");
  }
  fit.seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
  return fit;
}

}  // namespace kinemote::synthesis
