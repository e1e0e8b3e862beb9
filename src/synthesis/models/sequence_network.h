// A sequence network and its optimiser, without torch in sight.
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "synthesis/control/tensor.h"
#include "synthesis/models/sequence_kinds.h"

namespace kinemote::synthesis {

/// Standardised sequences as a network takes them: a sequence's valid frames first, zeros behind.
struct SequenceBatch {
  int frames = 0;             // T: the longest's
  std::vector<float> values;  // N x T x C
  std::vector<int> lengths;   // N, in [1, T]
  int count() const { return static_cast<int>(lengths.size()); }
};

struct SequenceOutputs {
  std::vector<float> probabilities;  // N x K
  std::vector<float> weights;        // N x T, see SequenceClassifier::attention()
};

struct SequenceStep {
  double learning_rate = 5e-4, weight_decay = 1e-4;
  double label_smoothing = 0.1;
  double gradient_norm = 1.0;        // 0: gradients are left as they are
  std::vector<float> class_weights;  // K, or empty
};

struct SequenceStepResult {
  double loss = 0.0;  // before the step
  int correct = 0;    // sequences whose most probable class was theirs, with dropout
};

/// Not thread-safe: one thread at a time. Methods may throw std::exception; the room's border
/// catches.
class SequenceNetwork {
 public:
  virtual ~SequenceNetwork() = default;
  /// Initial weights from `seed`.
  static std::unique_ptr<SequenceNetwork> make(const SequenceShape& shape, uint64_t seed);

  virtual SequenceOutputs run(const SequenceBatch& batch) = 0;
  /// N x T x C: the gradient of each sequence's probability of a class (N) in its values.
  virtual std::vector<float> probability_gradient(const SequenceBatch& batch,
                                                  const std::vector<int>& classes) = 0;
  /// One step of AdamW (Loshchilov and Hutter 2019, arXiv:1711.05101) down the gradient of the
  /// cross-entropy with smoothed labels (Szegedy et al. 2016, arXiv:1512.00567, section 7): target
  /// 1 - s + s / K for the label and s / K for the others, each class times its weight, divided by
  /// the weights of the labels. Dropout's random numbers come from `step_seed`.
  virtual SequenceStepResult train_step(const SequenceBatch& batch, const std::vector<int>& labels,
                                        const SequenceStep& step, uint64_t step_seed) = 0;

  /// Of what is trained.
  virtual int64_t parameter_count() const = 0;
  virtual void write_weights(std::map<std::string, Tensor>& tensors) const = 0;
  /// Throws, with a sentence, if one is missing or has another shape.
  virtual void read_weights(const std::map<std::string, Tensor>& tensors) = 0;
  /// Weights and optimiser state as bytes, for checkpoints; `restore` throws on bytes that do not
  /// fit.
  virtual std::string state() const = 0;
  virtual void restore(const std::string& state) = 0;
};

}  // namespace kinemote::synthesis
