// The motion VAE's network and its optimiser, without torch in sight.
#pragma once

#include <array>
#include <map>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "synthesis/models/linear_front.h"
#include "synthesis/models/window_kinematics.h"

namespace kinemote::synthesis {

struct NetworkShape {
  int condition = 0;  // Q: PAD and one-hot content
  int latent = 0;     // D
  int hidden = 0;     // H
};

/// One training step's input. B windows.
struct TrainingBatch {
  int size = 0;
  std::span<const float> components;  // B x P, not scaled
  std::span<const float> conditions;  // B x Q
  std::span<const float> windows;  // B x C x T, physical units: what kinematics are compared with
};

struct StepWeights {
  KinematicWeights kinematics;
  float beta = 0.0F;         // of the KL divergence
  float free_bits = 0.0F;    // nats per dimension that cost nothing
  float consistency = 0.0F;  // of the PAD consistency term
  float learning_rate = 1e-3F;
};

/// Means over the batch, unweighted.
struct StepLosses {
  float reconstruction = 0.0F;  // squared error per standardised channel and frame
  KinematicLoss kinematics;
  float kl_nats = 0.0F;  // sum over dimensions
  float consistency = 0.0F;
  float total = 0.0F;  // what was minimised
};

/// Encoder: components (scaled) and condition -> 2 x H (SiLU) -> mean and log-variance.
/// Decoder: latent and condition -> 2 x H (SiLU), the condition entering each layer -> components.
/// Loss: ELBO with kinematic terms, see train_step. Not thread-safe: one thread at a time.
/// Methods may throw std::exception; the room's border catches.
class VaeNetwork {
 public:
  virtual ~VaeNetwork() = default;

  /// Random weights from `seed`.
  static std::unique_ptr<VaeNetwork> make(const NetworkShape& shape, const LinearFront& front,
                                          const KinematicTree& tree, uint64_t seed);
  /// Weights from the tensors of a model file.
  static std::unique_ptr<VaeNetwork> make(const NetworkShape& shape, const LinearFront& front,
                                          const KinematicTree& tree,
                                          const std::map<std::string, Tensor>& tensors);

  /// N windows (C x T each, physical units) to N x P components.
  virtual std::vector<float> components_of(std::span<const float> windows, int count) = 0;
  /// N x P components back to N windows: what the linear front alone keeps.
  virtual std::vector<float> windows_of(std::span<const float> components, int count) = 0;
  /// Posterior means and log-variances, each N x D.
  virtual void encode(std::span<const float> components, std::span<const float> conditions,
                      int count, std::vector<float>& means, std::vector<float>& log_variances) = 0;
  /// Squared error per standardised channel and frame of N windows' posterior means, in components:
  /// without what the linear front loses.
  virtual double reconstruction_error(std::span<const float> components,
                                      std::span<const float> conditions, int count) = 0;
  /// N latents (D each, network units) to N windows (C x T each, physical units).
  virtual std::vector<float> decode(std::span<const float> latents,
                                    std::span<const float> conditions, int count) = 0;

  /// Minimises, by one step of Adam on a batch,
  ///   reconstruction + kinematic terms + beta / D * sum_d max(KL_d, free_bits)
  ///     + consistency * |PAD' - judge(decode(z, PAD'))|^2 with PAD' shuffled within the batch
  /// where KL_d is the batch mean for latent dimension d (free bits: Kingma et al. 2016,
  /// arXiv:1606.04934, eq. 15) and `judge` is a small regressor from components and content to PAD,
  /// trained alongside on the true windows only. The step's random numbers come from `step_seed`.
  virtual StepLosses train_step(const TrainingBatch& batch, const StepWeights& weights,
                                uint64_t step_seed) = 0;

  /// Weights as tensors of a model file ("encoder.…", "decoder.…").
  virtual void write_weights(std::map<std::string, Tensor>& tensors) const = 0;
  /// Weights and optimiser state as bytes, for checkpoints; `restore` throws on bytes that do not
  /// fit.
  virtual std::string state() const = 0;
  virtual void restore(const std::string& state) = 0;
};

}  // namespace kinemote::synthesis
