// What is learned on top of the linear autoencoder: the kinds of network. Includes torch: for this
// room's .cpp files only.
#pragma once

#include <torch/types.h>

#include <functional>
#include <memory>
#include <string>

#include "synthesis/models/linear_front.h"
#include "synthesis/models/vae_network.h"

namespace kinemote::synthesis {

/// A dense layer: y = x W^T + b.
struct Dense {
  torch::Tensor weight, bias;

  /// Uniform weights of gain `gain`; 1 keeps the variance of the input.
  static Dense make(int64_t inputs, int64_t outputs, at::Generator& random, double gain = 1.0);
  torch::Tensor operator()(const torch::Tensor& x) const { return torch::linear(x, weight, bias); }
};

using ParameterVisitor = std::function<void(const std::string& name, torch::Tensor& parameter)>;

/// Adds to a dense layer's visitor calls "NAME.weight" and "NAME.bias".
void visit(const ParameterVisitor& visitor, const std::string& name, Dense& layer);

/// The linear front as tensors.
struct FrontTensors {
  FrontShape shape;
  torch::Tensor scale;             // 1 x P, standard deviations
  torch::Tensor input_scale;       // the same, floored: small components stay small
  torch::Tensor basis;             // P x (C K)
  torch::Tensor coefficient_mean;  // 1 x (C K)
  torch::Tensor dct;               // K x T
};

/// Components (N x P) to posterior numbers (N x 2D) and codes (N x D) to components, as corrections
/// of what the linear autoencoder says.
class VaeBody {
 public:
  virtual ~VaeBody() = default;
  virtual torch::Tensor encode(const torch::Tensor& components) const = 0;
  virtual torch::Tensor decode(const torch::Tensor& codes) const = 0;
  /// Every parameter, always in the same order.
  virtual void each(const ParameterVisitor& visitor) = 0;
};

std::unique_ptr<VaeBody> make_vae_body(const NetworkShape& shape, const FrontTensors& front,
                                       at::Generator& random);

}  // namespace kinemote::synthesis
