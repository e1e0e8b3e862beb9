#include "synthesis/models/vae_network.h"

#include <ATen/CPUGeneratorImpl.h>
#include <ATen/Parallel.h>
#include <torch/csrc/autograd/autograd.h>
#include <torch/cuda.h>
#include <torch/optim/adam.h>
#include <torch/serialize.h>
#include <torch/types.h>

#include <algorithm>
#include <sstream>
#include <stdexcept>

#include "synthesis/models/vae_body.h"

namespace kinemote::synthesis {
namespace {

constexpr double kLargestGradient = 1.0;  // norm beyond which a step is shortened
constexpr double kLowestLogVariance = -9.0;
constexpr double kHighestLogVariance = 4.0;
constexpr double kReconstructionWeight = 0.05;  // beside positions: it bounds them from above

torch::Tensor tensor_view(std::span<const float> values, at::IntArrayRef shape) {
  // from_blob takes no const; nothing below writes to inputs.
  return torch::from_blob(const_cast<float*>(values.data()), shape, torch::kFloat32);
}

std::vector<float> to_vector(const torch::Tensor& tensor) {
  const torch::Tensor flat = tensor.to(torch::kCPU).contiguous();
  const float* data = flat.data_ptr<float>();
  return {data, data + flat.numel()};
}

/// Scales all gradients down so that their common norm is at most `most`.
void limit_gradients(const std::vector<torch::Tensor>& parameters, double most) {
  double squares = 0.0;
  for (const torch::Tensor& p : parameters) {
    if (p.grad().defined()) squares += p.grad().pow(2).sum().item<double>();
  }
  if (squares <= most * most) return;
  for (const torch::Tensor& p : parameters) {
    if (p.grad().defined()) p.mutable_grad().mul_(most / std::sqrt(squares));
  }
}

class TorchVae final : public VaeNetwork {
 public:
  TorchVae(const NetworkShape& shape, const LinearFront& front, const KinematicTree& tree,
           uint64_t seed)
      : shape_(shape), front_(front), tree_(tree) {
    const FrontShape& f = front.shape;
    basis_ = tensor_view(front_.basis, {f.components, f.coefficient_count()});
    coefficient_mean_ = tensor_view(front_.coefficient_mean, {1, f.coefficient_count()});
    dct_ = torch::empty({f.dct, f.frames});
    const std::vector<float> dct = dct_matrix(f.dct, f.frames);
    std::copy(dct.begin(), dct.end(), dct_.data_ptr<float>());
    channel_mean_ = tensor_view(front_.channel_mean, {1, f.channels, 1});
    channel_scale_ = tensor_view(front_.channel_scale, {1, f.channels, 1});

    linear_ = make_linear_body(shape, front_);
    network_ = make_network_body(shape, front_, seed);
  }

  /// Takes everything to another device. Before the first training step: Adam keeps its tensors.
  void move_to(torch::Device device) {
    if (device == device_) return;
    device_ = device;
    const auto take = [&](torch::Tensor& t) {
      const bool is_trained = t.requires_grad();
      t = t.detach().to(device);
      t.requires_grad_(is_trained);
    };
    each([&](const std::string&, torch::Tensor& t) { take(t); });
    for (VaeBody* body : {linear_.get(), network_.get()}) body->each_constant(take);
    for (torch::Tensor* t : {&basis_, &coefficient_mean_, &dct_, &channel_mean_, &channel_scale_}) {
      take(*t);
    }
  }

  void load(const std::map<std::string, Tensor>& tensors) {
    torch::NoGradGuard no_grad;
    each([&](const std::string& name, torch::Tensor& to) {
      const auto it = tensors.find(name);
      if (it == tensors.end()) throw std::runtime_error("tensor \"" + name + "\" is missing");
      if (at::IntArrayRef(it->second.shape) != to.sizes()) {
        throw std::runtime_error("tensor \"" + name + "\" does not have the size its settings say");
      }
      to.copy_(tensor_view(it->second.values, to.sizes()));
    });
  }

  std::vector<float> components_of(std::span<const float> windows, int count) override {
    torch::NoGradGuard no_grad;
    const FrontShape& f = front_.shape;
    const auto channels = given(windows, {count, f.channels, f.frames});
    const auto coefficients =
        torch::matmul((channels - channel_mean_) / channel_scale_, dct_.t()).reshape({count, -1});
    return to_vector(torch::matmul(coefficients - coefficient_mean_, basis_.t()));
  }

  std::vector<float> windows_of(std::span<const float> components, int count) override {
    torch::NoGradGuard no_grad;
    return to_vector(windows_from(given(components, {count, front_.shape.components})));
  }

  void encode(std::span<const float> components, int count, std::vector<float>& means,
              std::vector<float>& log_variances) override {
    torch::NoGradGuard no_grad;
    const auto [mean, log_variance] =
        posterior(given(components, {count, front_.shape.components}));
    means = to_vector(mean);
    log_variances = to_vector(log_variance);
  }

  double reconstruction_error(std::span<const float> components, int count) override {
    torch::NoGradGuard no_grad;
    const auto truth = given(components, {count, front_.shape.components});
    return reconstruction_of(components_from(posterior(truth).first), truth).item<double>();
  }

  std::vector<float> decode(std::span<const float> codes, int count) override {
    torch::NoGradGuard no_grad;
    return to_vector(windows_from(components_from(given(codes, {count, shape_.latent}))));
  }

  StepLosses train_step(const TrainingBatch& batch, const StepWeights& weights,
                        uint64_t step_seed) override;

  int64_t parameter_count() const override {
    int64_t count = 0;
    each([&](const std::string&, const torch::Tensor& t) { count += t.numel(); });
    return count;
  }

  void write_weights(std::map<std::string, Tensor>& tensors) const override {
    each([&](const std::string& name, const torch::Tensor& from) {
      tensors[name] = {from.sizes().vec(), to_vector(from.detach())};
    });
  }

  std::string state() const override {
    torch::serialize::OutputArchive archive;
    each([&](const std::string& name, const torch::Tensor& from) {
      archive.write(name, from.detach());
    });
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
      torch::NoGradGuard no_grad;
      each([&](const std::string& name, torch::Tensor& to) {
        torch::Tensor from;
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
  /// Numbers from outside, on the network's device.
  torch::Tensor given(std::span<const float> values, at::IntArrayRef shape) const {
    return tensor_view(values, shape).to(device_);
  }

  /// Calls the visitor for every parameter, always in the same order.
  void each(const ParameterVisitor& visitor) const {
    linear_->each(visitor);
    network_->each(visitor);
  }

  std::pair<torch::Tensor, torch::Tensor> posterior(const torch::Tensor& components) const {
    const auto out = (linear_->encode(components) + network_->encode(components)).chunk(2, 1);
    return {out[0], out[1].clamp(kLowestLogVariance, kHighestLogVariance)};
  }

  torch::Tensor components_from(const torch::Tensor& codes) const {
    return linear_->decode(codes) + network_->decode(codes);
  }

  /// See StepLosses.
  torch::Tensor reconstruction_of(const torch::Tensor& predicted,
                                  const torch::Tensor& truth) const {
    constexpr double kSquaresPerUnit = 100.0;  // (10 cm)^2
    const double entries = static_cast<double>(tree_.joint_count) * front_.shape.frames;
    return (predicted - truth).pow(2).sum() *
           (kSquaresPerUnit / (entries * static_cast<double>(truth.size(0))));
  }

  /// N x C x T in physical units.
  torch::Tensor windows_from(const torch::Tensor& components) const {
    const FrontShape& f = front_.shape;
    const auto coefficients = torch::matmul(components, basis_) + coefficient_mean_;
    const auto channels = torch::matmul(coefficients.view({-1, f.channels, f.dct}), dct_);
    return channels * channel_scale_ + channel_mean_;
  }

  void make_optimiser() {
    std::vector<torch::Tensor> parameters;
    each([&](const std::string&, torch::Tensor& t) { parameters.push_back(t); });
    optimiser_ = std::make_unique<torch::optim::Adam>(parameters, torch::optim::AdamOptions(1e-3));
  }

  /// Losses of every window of a batch and their gradient in the predicted windows.
  KinematicLoss kinematics(const torch::Tensor& predicted, std::span<const float> truth,
                           const KinematicWeights& weights, torch::Tensor& gradient) const;

  NetworkShape shape_;
  LinearFront front_;
  KinematicTree tree_;
  torch::Device device_ = torch::kCPU;
  torch::Tensor basis_, coefficient_mean_, dct_;
  torch::Tensor channel_mean_, channel_scale_;
  std::unique_ptr<VaeBody> linear_, network_;
  std::unique_ptr<torch::optim::Adam> optimiser_;
};

KinematicLoss TorchVae::kinematics(const torch::Tensor& predicted, std::span<const float> truth,
                                   const KinematicWeights& weights, torch::Tensor& gradient) const {
  const int64_t count = predicted.size(0);
  const size_t size = front_.shape.window_size();
  gradient = torch::zeros_like(predicted);
  std::vector<KinematicLoss> losses(count);
  const float* from = predicted.data_ptr<float>();
  float* to = gradient.data_ptr<float>();
  at::parallel_for(0, count, 1, [&](int64_t first, int64_t last) {
    for (int64_t i = first; i < last; ++i) {
      losses[i] = kinematic_loss(tree_, {from + i * size, size}, truth.subspan(i * size, size),
                                 weights, {to + i * size, size});
    }
  });
  KinematicLoss mean;
  const float share = 1.0F / static_cast<float>(count);
  for (const KinematicLoss& loss : losses) {
    mean.position += share * loss.position;
    mean.velocity += share * loss.velocity;
    mean.contact += share * loss.contact;
  }
  gradient.mul_(share);
  return mean;
}

StepLosses TorchVae::train_step(const TrainingBatch& batch, const StepWeights& weights,
                                uint64_t step_seed) {
  if (!optimiser_) make_optimiser();
  at::Generator random = at::make_generator<at::CPUGeneratorImpl>(step_seed);
  const int64_t count = batch.size;
  const auto truth = given(batch.components, {count, front_.shape.components});

  const auto [mean, log_variance] = posterior(truth);
  // Drawn on the processor, so that it does not depend on the device.
  const auto noise = at::randn({count, shape_.latent}, random, torch::kFloat32).to(device_);
  const auto predicted = components_from(mean + noise * (0.5 * log_variance).exp());

  const auto reconstruction = reconstruction_of(predicted, truth);
  const auto kl = 0.5 * (mean.pow(2) + log_variance.exp() - 1.0 - log_variance).mean(0);
  const auto total = kReconstructionWeight * reconstruction +
                     weights.beta / shape_.latent * kl.clamp_min(weights.free_bits).sum();
  StepLosses losses;
  const auto windows = windows_from(predicted);
  torch::Tensor gradient;
  losses.kinematics = kinematics(windows.detach().to(torch::kCPU).contiguous(), batch.windows,
                                 weights.kinematics, gradient);

  auto& options = static_cast<torch::optim::AdamOptions&>(optimiser_->param_groups()[0].options());
  options.lr(weights.learning_rate);
  optimiser_->zero_grad();
  torch::autograd::backward({total, windows}, {torch::ones_like(total), gradient.to(device_)});
  limit_gradients(optimiser_->param_groups()[0].params(), kLargestGradient);
  optimiser_->step();

  losses.reconstruction = reconstruction.item<float>();
  losses.kl_nats = kl.sum().item<float>();
  losses.total = total.item<float>() + losses.kinematics.weighted(weights.kinematics);
  return losses;
}

}  // namespace

std::unique_ptr<VaeNetwork> VaeNetwork::make(const NetworkShape& shape, const LinearFront& front,
                                             const KinematicTree& tree, uint64_t seed) {
  auto network = std::make_unique<TorchVae>(shape, front, tree, seed);
  if (torch::cuda::is_available()) network->move_to(torch::kCUDA);
  return network;
}

std::unique_ptr<VaeNetwork> VaeNetwork::make(const NetworkShape& shape, const LinearFront& front,
                                             const KinematicTree& tree,
                                             const std::map<std::string, Tensor>& tensors) {
  auto network = std::make_unique<TorchVae>(shape, front, tree, 0);
  network->load(tensors);
  return network;
}

}  // namespace kinemote::synthesis
