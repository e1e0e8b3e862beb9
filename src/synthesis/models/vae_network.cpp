#include "synthesis/models/vae_network.h"

#include <ATen/CPUGeneratorImpl.h>
#include <ATen/Parallel.h>
#include <torch/csrc/autograd/autograd.h>
#include <torch/optim/adam.h>
#include <torch/serialize.h>
#include <torch/types.h>

#include <sstream>
#include <stdexcept>

namespace kinemote::synthesis {
namespace {

constexpr double kLargestGradient = 1.0;  // norm beyond which a step is shortened
constexpr float kSmallestInput = 0.1F;    // floor of a component's scale, in that of the first
constexpr double kLowestLogVariance = -9.0;
constexpr double kHighestLogVariance = 4.0;

torch::Tensor tensor_view(std::span<const float> values, at::IntArrayRef shape) {
  // from_blob takes no const; nothing below writes to inputs.
  return torch::from_blob(const_cast<float*>(values.data()), shape, torch::kFloat32);
}

std::vector<float> to_vector(const torch::Tensor& tensor) {
  const torch::Tensor flat = tensor.contiguous();
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

/// A dense layer: y = x W^T + b.
struct Dense {
  torch::Tensor weight, bias;

  static Dense make(int64_t inputs, int64_t outputs, at::Generator& random) {
    const double bound = std::sqrt(3.0 / static_cast<double>(inputs));  // unit gain
    Dense layer;
    layer.weight = torch::empty({outputs, inputs}).uniform_(-bound, bound, random);
    layer.bias = torch::zeros({outputs});
    layer.weight.requires_grad_(true);
    layer.bias.requires_grad_(true);
    return layer;
  }
  torch::Tensor operator()(const torch::Tensor& x) const { return torch::linear(x, weight, bias); }
  /// The same function with its weights held constant: gradients reach only the input.
  Dense frozen() const { return {weight.detach(), bias.detach()}; }
};

torch::Tensor joined(const torch::Tensor& a, const torch::Tensor& b) {
  return torch::cat({a, b}, 1);
}

struct Layers {
  Dense encoder1, encoder2, encoder_out;
  Dense decoder1, decoder2, decoder_out;
  Dense judge1, judge2;

  /// Calls f(name, tensor) for every weight, always in the same order.
  template <typename F>
  void each(F f) {
    const auto dense = [&](const std::string& name, Dense& layer) {
      f(name + ".weight", layer.weight);
      f(name + ".bias", layer.bias);
    };
    dense("encoder.1", encoder1);
    dense("encoder.2", encoder2);
    dense("encoder.out", encoder_out);
    dense("decoder.1", decoder1);
    dense("decoder.2", decoder2);
    dense("decoder.out", decoder_out);
    dense("judge.1", judge1);
    dense("judge.2", judge2);
  }
};

class TorchVae final : public VaeNetwork {
 public:
  TorchVae(const NetworkShape& shape, const LinearFront& front, const KinematicTree& tree,
           uint64_t seed)
      : shape_(shape), front_(front), tree_(tree) {
    const FrontShape& f = front.shape;
    basis_ = tensor_view(front_.basis, {f.components, f.coefficient_count()});
    coefficient_mean_ = tensor_view(front_.coefficient_mean, {1, f.coefficient_count()});
    channel_mean_ = tensor_view(front_.channel_mean, {1, f.channels, 1});
    channel_scale_ = tensor_view(front_.channel_scale, {1, f.channels, 1});
    component_scale_ = tensor_view(front_.component_scale, {1, f.components});
    dct_ = torch::empty({f.dct, f.frames});
    const std::vector<float> dct = dct_matrix(f.dct, f.frames);
    std::copy(dct.begin(), dct.end(), dct_.data_ptr<float>());
    input_scale_ =
        component_scale_.clamp_min(kSmallestInput * component_scale_.max().item<float>());

    at::Generator random = at::make_generator<at::CPUGeneratorImpl>(seed);
    const int64_t h = shape.hidden;
    const int64_t q = shape.condition;
    const int64_t p = f.components;
    const int64_t d = shape.latent;
    layers_.encoder1 = Dense::make(p + q, h, random);
    layers_.encoder2 = Dense::make(h, h, random);
    layers_.encoder_out = Dense::make(h, 2 * d, random);
    layers_.decoder1 = Dense::make(d + q, h, random);
    layers_.decoder2 = Dense::make(h + q, h, random);
    layers_.decoder_out = Dense::make(h, p, random);
    layers_.judge1 = Dense::make(p + q - 3, h / 2, random);
    layers_.judge2 = Dense::make(h / 2, 3, random);
  }

  void load(const std::map<std::string, Tensor>& tensors) {
    torch::NoGradGuard no_grad;
    layers_.each([&](const std::string& name, torch::Tensor& to) {
      if (name.starts_with("judge.")) return;  // only training needs it; files do not hold it
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
    const auto channels = tensor_view(windows, {count, f.channels, f.frames});
    const auto coefficients =
        torch::matmul((channels - channel_mean_) / channel_scale_, dct_.t()).reshape({count, -1});
    return to_vector(torch::matmul(coefficients - coefficient_mean_, basis_.t()));
  }

  std::vector<float> windows_of(std::span<const float> components, int count) override {
    torch::NoGradGuard no_grad;
    return to_vector(windows_from(tensor_view(components, {count, front_.shape.components})));
  }

  void encode(std::span<const float> components, std::span<const float> conditions, int count,
              std::vector<float>& means, std::vector<float>& log_variances) override {
    torch::NoGradGuard no_grad;
    const auto [mean, log_variance] =
        posterior(tensor_view(components, {count, front_.shape.components}),
                  tensor_view(conditions, {count, shape_.condition}));
    means = to_vector(mean);
    log_variances = to_vector(log_variance);
  }

  double reconstruction_error(std::span<const float> components, std::span<const float> conditions,
                              int count) override {
    torch::NoGradGuard no_grad;
    const auto truth = tensor_view(components, {count, front_.shape.components});
    const auto told = tensor_view(conditions, {count, shape_.condition});
    const auto error = components_from(posterior(truth, told).first, told) - truth;
    return error.pow(2).sum().item<double>() /
           (static_cast<double>(front_.shape.window_size()) * count);
  }

  std::vector<float> decode(std::span<const float> latents, std::span<const float> conditions,
                            int count) override {
    torch::NoGradGuard no_grad;
    return to_vector(
        windows_from(components_from(tensor_view(latents, {count, shape_.latent}),
                                     tensor_view(conditions, {count, shape_.condition}))));
  }

  StepLosses train_step(const TrainingBatch& batch, const StepWeights& weights,
                        uint64_t step_seed) override;

  void write_weights(std::map<std::string, Tensor>& tensors) const override {
    // `each` hands out references; writing does not change them.
    const_cast<Layers&>(layers_).each([&](const std::string& name, torch::Tensor& from) {
      tensors[name] = {from.sizes().vec(), to_vector(from.detach())};
    });
  }

  std::string state() const override {
    torch::serialize::OutputArchive archive;
    const_cast<Layers&>(layers_).each(
        [&](const std::string& name, torch::Tensor& from) { archive.write(name, from.detach()); });
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
      layers_.each([&](const std::string& name, torch::Tensor& to) {
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
  std::pair<torch::Tensor, torch::Tensor> posterior(const torch::Tensor& components,
                                                    const torch::Tensor& conditions) const {
    const auto h1 = torch::silu(layers_.encoder1(joined(components / input_scale_, conditions)));
    const auto h2 = torch::silu(layers_.encoder2(h1));
    const auto out = layers_.encoder_out(h2).chunk(2, 1);
    return {out[0], out[1].clamp(kLowestLogVariance, kHighestLogVariance)};
  }

  torch::Tensor components_from(const torch::Tensor& latents,
                                const torch::Tensor& conditions) const {
    const auto h1 = torch::silu(layers_.decoder1(joined(latents, conditions)));
    const auto h2 = torch::silu(layers_.decoder2(joined(h1, conditions)));
    return layers_.decoder_out(h2) * component_scale_;
  }

  /// N x C x T in physical units.
  torch::Tensor windows_from(const torch::Tensor& components) const {
    const FrontShape& f = front_.shape;
    const auto coefficients = torch::matmul(components, basis_) + coefficient_mean_;
    const auto channels = torch::matmul(coefficients.view({-1, f.channels, f.dct}), dct_);
    return channels * channel_scale_ + channel_mean_;
  }

  /// PAD that components look like, for a content (one-hot).
  torch::Tensor judge(const torch::Tensor& components, const torch::Tensor& contents,
                      bool is_frozen) const {
    const Dense first = is_frozen ? layers_.judge1.frozen() : layers_.judge1;
    const Dense second = is_frozen ? layers_.judge2.frozen() : layers_.judge2;
    return second(torch::silu(first(joined(components / input_scale_, contents))));
  }

  void make_optimiser() {
    std::vector<torch::Tensor> parameters;
    layers_.each([&](const std::string&, torch::Tensor& t) { parameters.push_back(t); });
    optimiser_ = std::make_unique<torch::optim::Adam>(parameters, torch::optim::AdamOptions(1e-3));
  }

  /// Losses of every window of a batch and their gradient in the predicted windows.
  KinematicLoss kinematics(const torch::Tensor& predicted, std::span<const float> truth,
                           const KinematicWeights& weights, torch::Tensor& gradient) const;

  NetworkShape shape_;
  LinearFront front_;
  KinematicTree tree_;
  torch::Tensor basis_, coefficient_mean_, channel_mean_, channel_scale_, component_scale_, dct_;
  torch::Tensor input_scale_;
  Layers layers_;
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
  const auto truth = tensor_view(batch.components, {count, front_.shape.components});
  const auto conditions = tensor_view(batch.conditions, {count, shape_.condition});
  const double entries = front_.shape.window_size();

  const auto [mean, log_variance] = posterior(truth, conditions);
  const auto noise = at::randn({count, shape_.latent}, random, torch::kFloat32);
  const auto latents = mean + noise * (0.5 * log_variance).exp();
  const auto predicted = components_from(latents, conditions);

  const auto reconstruction =
      (predicted - truth).pow(2).sum() / (entries * static_cast<double>(count));
  const auto kl = 0.5 * (mean.pow(2) + log_variance.exp() - 1.0 - log_variance).mean(0);
  auto total =
      reconstruction + weights.beta / shape_.latent * kl.clamp_min(weights.free_bits).sum();

  StepLosses losses;
  if (weights.consistency > 0.0F) {
    const auto contents = conditions.slice(1, 3);
    const auto pads = conditions.slice(1, 0, 3);
    const auto other = pads.index_select(0, at::randperm(count, random, torch::kLong));
    const auto moved = components_from(latents, joined(other, contents));
    const auto consistency = (judge(moved, contents, true) - other).pow(2).mean();
    const auto judging = (judge(truth, contents, false) - pads).pow(2).mean();
    total = total + weights.consistency * consistency + judging;
    losses.consistency = consistency.item<float>();
  }

  const auto windows = windows_from(predicted);
  torch::Tensor gradient;
  losses.kinematics = kinematics(windows.detach(), batch.windows, weights.kinematics, gradient);

  auto& options = static_cast<torch::optim::AdamOptions&>(optimiser_->param_groups()[0].options());
  options.lr(weights.learning_rate);
  optimiser_->zero_grad();
  torch::autograd::backward({total, windows}, {torch::ones({}), gradient});
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
  return std::make_unique<TorchVae>(shape, front, tree, seed);
}

std::unique_ptr<VaeNetwork> VaeNetwork::make(const NetworkShape& shape, const LinearFront& front,
                                             const KinematicTree& tree,
                                             const std::map<std::string, Tensor>& tensors) {
  auto network = std::make_unique<TorchVae>(shape, front, tree, 0);
  network->load(tensors);
  return network;
}

}  // namespace kinemote::synthesis
