#include "synthesis/models/sequence_network.h"

// clang-format off: clip_grad.h does not name what it needs, so that types come first
#include <torch/types.h>
// clang-format on

#include <ATen/CPUGeneratorImpl.h>
#include <c10/core/InferenceMode.h>
#include <torch/csrc/autograd/autograd.h>
#include <torch/nn/utils/clip_grad.h>
#include <torch/optim/adamw.h>
#include <torch/serialize.h>

#include <sstream>
#include <stdexcept>

namespace kinemote::synthesis {
namespace {

constexpr const char* kRoot = "network";  // first part of every tensor's name

std::vector<float> to_vector(const at::Tensor& tensor) {
  const at::Tensor flat = tensor.contiguous();
  const float* data = flat.data_ptr<float>();
  return {data, data + flat.numel()};
}

class TorchSequenceNetwork final : public SequenceNetwork {
 public:
  TorchSequenceNetwork(const SequenceShape& shape, uint64_t seed) : shape_(shape) {
    at::Generator random = at::make_generator<at::CPUGeneratorImpl>(seed);
    layers_ = make_sequence_layers(shape_, random);
  }

  SequenceOutputs run(const SequenceBatch& batch) override {
    const c10::InferenceMode inference;
    Pass pass(batch.lengths, batch.frames, nullptr);
    const at::Tensor logits = layers_->run(values_of(batch), pass);
    return {to_vector(logits.softmax(1)), to_vector(pass.weights())};
  }

  std::vector<float> probability_gradient(const SequenceBatch& batch,
                                          const std::vector<int>& classes) override {
    Pass pass(batch.lengths, batch.frames, nullptr);
    const at::Tensor values = values_of(batch).clone().requires_grad_(true);
    const at::Tensor chosen =
        layers_->run(values, pass).softmax(1).gather(1, indices_of(classes).unsqueeze(1)).sum();
    return to_vector(torch::autograd::grad({chosen}, {values})[0]);
  }

  SequenceStepResult train_step(const SequenceBatch& batch, const std::vector<int>& labels,
                                const SequenceStep& step, uint64_t step_seed) override {
    if (!optimiser_) make_optimiser();
    at::Generator random = at::make_generator<at::CPUGeneratorImpl>(step_seed);
    Pass pass(batch.lengths, batch.frames, &random);
    const at::Tensor logits = layers_->run(values_of(batch), pass);
    const at::Tensor targets = indices_of(labels);
    c10::optional<at::Tensor> weights;
    if (!step.class_weights.empty()) weights = at::tensor(step.class_weights);
    const at::Tensor loss = at::cross_entropy_loss(logits, targets, weights, at::Reduction::Mean,
                                                   /*ignore_index=*/-100, step.label_smoothing);
    auto& group = optimiser_->param_groups()[0];
    auto& options = static_cast<torch::optim::AdamWOptions&>(group.options());
    options.lr(step.learning_rate).weight_decay(step.weight_decay);
    optimiser_->zero_grad();
    loss.backward();
    if (step.gradient_norm > 0.0) {
      torch::nn::utils::clip_grad_norm_(group.params(), step.gradient_norm);
    }
    optimiser_->step();
    return {loss.item<double>(),
            static_cast<int>(logits.argmax(1).eq(targets).sum().item<int64_t>())};
  }

  int64_t parameter_count() const override {
    int64_t count = 0;
    each([&](const std::string&, at::Tensor& t) { count += t.requires_grad() ? t.numel() : 0; });
    return count;
  }

  void write_weights(std::map<std::string, Tensor>& tensors) const override {
    each([&](const std::string& name, at::Tensor& from) {
      tensors[name] = {from.sizes().vec(), to_vector(from.detach())};
    });
  }

  void read_weights(const std::map<std::string, Tensor>& tensors) override {
    const torch::NoGradGuard no_grad;
    each([&](const std::string& name, at::Tensor& to) {
      const auto it = tensors.find(name);
      if (it == tensors.end()) throw std::runtime_error("tensor \"" + name + "\" is missing");
      if (at::IntArrayRef(it->second.shape) != to.sizes()) {
        throw std::runtime_error("tensor \"" + name + "\" does not have the size its settings say");
      }
      to.copy_(at::tensor(it->second.values).view(to.sizes()));
    });
  }

  std::string state() const override {
    torch::serialize::OutputArchive archive;
    each([&](const std::string& name, at::Tensor& from) { archive.write(name, from.detach()); });
    if (optimiser_) {
      torch::serialize::OutputArchive nested;
      optimiser_->save(nested);
      archive.write("optimiser", nested);
    }
    std::ostringstream bytes;
    archive.save_to(bytes);
    return bytes.str();
  }

  void restore(const std::string& state) override {
    std::istringstream bytes(state);
    torch::serialize::InputArchive archive;
    archive.load_from(bytes);
    {
      const torch::NoGradGuard no_grad;
      each([&](const std::string& name, at::Tensor& to) {
        at::Tensor from;
        archive.read(name, from);
        if (from.sizes() != to.sizes()) throw std::runtime_error("weights of another size");
        to.copy_(from);
      });
    }
    torch::serialize::InputArchive nested;
    if (archive.try_read("optimiser", nested)) {
      make_optimiser();
      optimiser_->load(nested);
    }
  }

 private:
  void each(const TensorVisitor& visitor) const { layers_->each(kRoot, visitor); }

  at::Tensor values_of(const SequenceBatch& batch) const {
    // from_blob takes no const; nothing writes to inputs.
    return torch::from_blob(const_cast<float*>(batch.values.data()),
                            {batch.count(), batch.frames, shape_.channels}, torch::kFloat32);
  }

  static at::Tensor indices_of(const std::vector<int>& indices) {
    return at::tensor(std::vector<int64_t>(indices.begin(), indices.end()), at::kLong);
  }

  void make_optimiser() {
    std::vector<at::Tensor> parameters;
    each([&](const std::string&, at::Tensor& t) {
      if (t.requires_grad()) parameters.push_back(t);
    });
    optimiser_ =
        std::make_unique<torch::optim::AdamW>(parameters, torch::optim::AdamWOptions(1e-3));
  }

  SequenceShape shape_;
  LayerPtr layers_;
  std::unique_ptr<torch::optim::AdamW> optimiser_;
};

}  // namespace

std::unique_ptr<SequenceNetwork> SequenceNetwork::make(const SequenceShape& shape, uint64_t seed) {
  return std::make_unique<TorchSequenceNetwork>(shape, seed);
}

}  // namespace kinemote::synthesis
