// The motion VAE's network and its optimiser, without torch in sight.
#pragma once

#include <map>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "synthesis/control/motion_model.h"
#include "synthesis/models/linear_front.h"
#include "synthesis/models/window_kinematics.h"

namespace kinemote::synthesis {

struct NetworkShape {
  NetworkKind kind = NetworkKind::kMlp;
  int latent = 0;  // D
  int hidden = 0;  // H
};

/// One training step's input. B windows.
struct TrainingBatch {
  int size = 0;
  std::span<const float> components;  // B x P
  std::span<const float> windows;  // B x C x T, physical units: what kinematics are compared with
};

struct StepWeights {
  KinematicWeights kinematics;
  float beta = 0.0F;       // of the KL divergence, a unit
  float free_bits = 0.0F;  // nats per dimension that cost nothing
  float learning_rate = 1e-3F;
};

/// Means over the batch, unweighted.
struct StepLosses {
  float reconstruction = 0.0F;  // squared error of weighted channels, (10 cm)^2 a joint and frame
  KinematicLoss kinematics;
  float kl_nats = 0.0F;  // sum over dimensions
  float total = 0.0F;    // what was minimised
};

/// A variational autoencoder of a window's components: a linear autoencoder, which starts as the
/// first D principal components, plus a network of the chosen kind that starts small. It knows
/// neither PAD nor content: conditions live in the prior (ConditionalPrior).
/// Not thread-safe: one thread at a time. Methods may throw std::exception; the room's border
/// catches.
class VaeNetwork {
 public:
  virtual ~VaeNetwork() = default;

  /// Weights from `seed`, to be trained: on a CUDA device where LibTorch has one (Debian's has
  /// none; the kinematic losses stay on the processor).
  static std::unique_ptr<VaeNetwork> make(const NetworkShape& shape, const LinearFront& front,
                                          const KinematicTree& tree, uint64_t seed);
  /// Weights from the tensors of a model file, to be used: on the processor, where one window costs
  /// less than its way to another device.
  static std::unique_ptr<VaeNetwork> make(const NetworkShape& shape, const LinearFront& front,
                                          const KinematicTree& tree,
                                          const std::map<std::string, Tensor>& tensors);

  /// N windows (C x T each, physical units) to N x P components.
  virtual std::vector<float> components_of(std::span<const float> windows, int count) = 0;
  /// N x P components back to N windows: what the linear front alone keeps.
  virtual std::vector<float> windows_of(std::span<const float> components, int count) = 0;
  /// Posterior means and log-variances, each N x D.
  virtual void encode(std::span<const float> components, int count, std::vector<float>& means,
                      std::vector<float>& log_variances) = 0;
  /// Reconstruction (as in StepLosses) of N windows' posterior means, in components: without what
  /// the linear front loses.
  virtual double reconstruction_error(std::span<const float> components, int count) = 0;
  /// N codes (D each, network units) to N windows (C x T each, physical units).
  virtual std::vector<float> decode(std::span<const float> codes, int count) = 0;

  /// Minimises, by one step of Adam on a batch,
  ///   kReconstructionWeight * reconstruction + kinematic terms
  ///     + beta / D * sum_d max(KL_d, free_bits)
  /// where KL_d is the batch mean for latent dimension d (free bits: Kingma et al. 2016,
  /// arXiv:1606.04934, eq. 15). The step's random numbers come from `step_seed`.
  virtual StepLosses train_step(const TrainingBatch& batch, const StepWeights& weights,
                                uint64_t step_seed) = 0;

  virtual int64_t parameter_count() const = 0;
  /// Weights as tensors of a model file ("linear.…", "encoder.…", "decoder.…").
  virtual void write_weights(std::map<std::string, Tensor>& tensors) const = 0;
  /// Weights and optimiser state as bytes, for checkpoints; `restore` throws on bytes that do not
  /// fit.
  virtual std::string state() const = 0;
  virtual void restore(const std::string& state) = 0;
};

}  // namespace kinemote::synthesis
