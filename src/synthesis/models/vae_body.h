// The parts that a motion VAE is made of: the linear autoencoder, and the kinds of network that
// correct it. Tensors are named, not included: torch stays in this room's .cpp files.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <string>

#include "synthesis/models/linear_front.h"
#include "synthesis/models/vae_network.h"

namespace at {
class Tensor;
}  // namespace at

namespace kinemote::synthesis {

using ParameterVisitor = std::function<void(const std::string& name, at::Tensor& parameter)>;

/// Components (N x P) to posterior numbers (N x 2D: means, log-variances) and codes (N x D) to
/// components.
class VaeBody {
 public:
  virtual ~VaeBody() = default;
  virtual at::Tensor encode(const at::Tensor& components) const = 0;
  virtual at::Tensor decode(const at::Tensor& codes) const = 0;
  /// Every parameter, always in the same order.
  virtual void each(const ParameterVisitor& visitor) = 0;
  /// Every tensor that is not trained: what has to follow the parameters to another device.
  virtual void each_constant(const std::function<void(at::Tensor&)>& visitor) = 0;
};

/// Starts as the principal components themselves: a code is a scaled component.
std::unique_ptr<VaeBody> make_linear_body(const NetworkShape& shape, const LinearFront& front);

/// A network of the shape's kind, which starts near zero.
std::unique_ptr<VaeBody> make_network_body(const NetworkShape& shape, const LinearFront& front,
                                           uint64_t seed);

}  // namespace kinemote::synthesis
