#include "synthesis/models/sequence_layers.h"

#include <ATen/ATen.h>

#include <cmath>

namespace kinemote::synthesis {

struct Pass::Parts {
  at::Tensor mask, rows, reversed, last, weights;
};

Pass::Pass(const std::vector<int>& lengths, int frames, at::Generator* random)
    : parts_(std::make_unique<Parts>()), random_(random) {
  const auto count = static_cast<int64_t>(lengths.size());
  parts_->mask = at::zeros({count, frames, 1});
  parts_->reversed = at::empty({count, frames, 1}, at::kLong);
  parts_->last = at::empty({count}, at::kLong);
  std::vector<int64_t> rows;
  auto* mask = parts_->mask.data_ptr<float>();
  auto* reversed = parts_->reversed.data_ptr<int64_t>();
  auto* last = parts_->last.data_ptr<int64_t>();
  for (int64_t n = 0; n < count; ++n) {
    last[n] = lengths[n] - 1;
    for (int64_t t = 0; t < frames; ++t) {
      const bool is_there = t < lengths[n];
      if (is_there) rows.push_back(n * frames + t);
      mask[n * frames + t] = is_there ? 1.0F : 0.0F;
      reversed[n * frames + t] = is_there ? lengths[n] - 1 - t : t;
    }
  }
  parts_->rows = at::tensor(rows, at::kLong);
}

Pass::~Pass() = default;
const at::Tensor& Pass::mask() const { return parts_->mask; }
const at::Tensor& Pass::rows() const { return parts_->rows; }
const at::Tensor& Pass::reversed() const { return parts_->reversed; }
const at::Tensor& Pass::last() const { return parts_->last; }
at::Tensor& Pass::weights() { return parts_->weights; }
const at::Tensor& Pass::weights() const { return parts_->weights; }

at::Tensor make_parameter(const std::vector<int64_t>& shape, double bound, at::Generator& random) {
  return at::empty(shape).uniform_(-bound, bound, random).requires_grad_(true);
}

void Layer::each(const std::string&, const TensorVisitor&) {}

namespace {

void each_of(const Layers& layers, const std::string& name, const TensorVisitor& visitor) {
  for (size_t i = 0; i < layers.size(); ++i) {
    layers[i]->each(name + "." + std::to_string(i), visitor);
  }
}

class Chain : public Layer {
 public:
  explicit Chain(Layers layers) : layers_(std::move(layers)) {}
  at::Tensor run(const at::Tensor& x, Pass& pass) const override {
    at::Tensor y = x;
    for (const LayerPtr& layer : layers_) y = layer->run(y, pass);
    return y;
  }
  void each(const std::string& name, const TensorVisitor& visitor) override {
    each_of(layers_, name, visitor);
  }

 private:
  Layers layers_;
};

class Residual final : public Chain {
 public:
  Residual(Layers layers, bool is_rectified)
      : Chain(std::move(layers)), is_rectified_(is_rectified) {}
  at::Tensor run(const at::Tensor& x, Pass& pass) const override {
    const at::Tensor sum = x + Chain::run(x, pass);
    return is_rectified_ ? sum.relu() : sum;
  }

 private:
  bool is_rectified_;
};

class Parallel final : public Layer {
 public:
  explicit Parallel(Layers layers) : layers_(std::move(layers)) {}
  at::Tensor run(const at::Tensor& x, Pass& pass) const override {
    std::vector<at::Tensor> parts;
    for (const LayerPtr& layer : layers_) parts.push_back(layer->run(x, pass));
    return at::cat(parts, -1);
  }
  void each(const std::string& name, const TensorVisitor& visitor) override {
    each_of(layers_, name, visitor);
  }

 private:
  Layers layers_;
};

class Dense final : public Layer {
 public:
  Dense(int inputs, int outputs, at::Generator& random, bool has_bias) {
    const double bound = 1.0 / std::sqrt(inputs);
    weight_ = make_parameter({outputs, inputs}, bound, random);
    if (has_bias) bias_ = make_parameter({outputs}, bound, random);
  }
  at::Tensor run(const at::Tensor& x, Pass&) const override {
    if (!bias_.defined()) return at::matmul(x, weight_.t());
    // One product of all frames; at::linear() of three dimensions adds the bias in a second pass.
    return at::addmm(bias_, x.reshape({-1, x.size(-1)}), weight_.t())
        .view(with_last(x.sizes(), weight_.size(0)));
  }
  void each(const std::string& name, const TensorVisitor& visitor) override {
    visitor(name + ".weight", weight_);
    if (bias_.defined()) visitor(name + ".bias", bias_);
  }

 private:
  static std::vector<int64_t> with_last(at::IntArrayRef sizes, int64_t last) {
    std::vector<int64_t> out = sizes.vec();
    out.back() = last;
    return out;
  }

  at::Tensor weight_, bias_;
};

class Convolution final : public Layer {
 public:
  Convolution(int inputs, int outputs, int kernel, int dilation, at::Generator& random)
      : padding_(int64_t{kernel / 2} * dilation), dilation_(dilation) {
    const double bound = 1.0 / std::sqrt(inputs * kernel);
    weight_ = make_parameter({outputs, inputs, kernel}, bound, random);
    bias_ = make_parameter({outputs}, bound, random);
  }
  at::Tensor run(const at::Tensor& x, Pass& pass) const override {
    return at::conv1d((x * pass.mask()).transpose(1, 2), weight_, bias_, 1, padding_, dilation_)
        .transpose(1, 2);
  }
  void each(const std::string& name, const TensorVisitor& visitor) override {
    visitor(name + ".weight", weight_);
    visitor(name + ".bias", bias_);
  }

 private:
  int64_t padding_, dilation_;
  at::Tensor weight_, bias_;
};

class LayerNorm final : public Layer {
 public:
  explicit LayerNorm(int channels)
      : gain_(at::ones({channels}).requires_grad_(true)),
        bias_(at::zeros({channels}).requires_grad_(true)) {}
  at::Tensor run(const at::Tensor& x, Pass&) const override {
    return at::layer_norm(x, gain_.sizes(), gain_, bias_);
  }
  void each(const std::string& name, const TensorVisitor& visitor) override {
    visitor(name + ".gain", gain_);
    visitor(name + ".bias", bias_);
  }

 private:
  at::Tensor gain_, bias_;
};

class BatchNorm final : public Layer {
 public:
  explicit BatchNorm(int channels)
      : gain_(at::ones({channels}).requires_grad_(true)),
        bias_(at::zeros({channels}).requires_grad_(true)),
        mean_(at::zeros({channels})),
        variance_(at::ones({channels})) {}
  at::Tensor run(const at::Tensor& x, Pass& pass) const override {
    constexpr double kMomentum = 0.1;
    constexpr double kEpsilon = 1e-5;
    const at::Tensor frames = x.reshape({x.size(0) * x.size(1), x.size(2)});
    const at::Tensor there = frames.index_select(0, pass.rows()).reshape({-1, gain_.size(0)});
    // One row has no variance of its own.
    const bool learns = pass.is_training() && there.size(0) > 1;
    const at::Tensor normed = at::batch_norm(there, gain_, bias_, mean_, variance_, learns,
                                             kMomentum, kEpsilon, /*cudnn_enabled=*/false);
    return at::zeros_like(frames)
        .index_copy(0, pass.rows(), normed.reshape({-1, x.size(2)}))
        .view(x.sizes());
  }
  void each(const std::string& name, const TensorVisitor& visitor) override {
    visitor(name + ".gain", gain_);
    visitor(name + ".bias", bias_);
    visitor(name + ".mean", mean_);
    visitor(name + ".variance", variance_);
  }

 private:
  at::Tensor gain_, bias_, mean_, variance_;
};

/// A layer without parameters.
class Function final : public Layer {
 public:
  using Run = at::Tensor (*)(const at::Tensor&);
  explicit Function(Run function) : function_(function) {}
  at::Tensor run(const at::Tensor& x, Pass&) const override { return function_(x); }

 private:
  Run function_;
};

class Dropout final : public Layer {
 public:
  explicit Dropout(double share) : kept_(1.0 - share) {}
  at::Tensor run(const at::Tensor& x, Pass& pass) const override {
    if (!pass.is_training() || kept_ >= 1.0) return x;
    return x * at::empty(x.sizes()).bernoulli_(kept_, pass.random()).div_(kept_);
  }

 private:
  double kept_;
};

}  // namespace

LayerPtr make_chain(Layers layers) { return std::make_unique<Chain>(std::move(layers)); }
LayerPtr make_residual(Layers layers, bool is_rectified) {
  return std::make_unique<Residual>(std::move(layers), is_rectified);
}
LayerPtr make_parallel(Layers layers) { return std::make_unique<Parallel>(std::move(layers)); }
LayerPtr make_dense(int inputs, int outputs, at::Generator& random, bool has_bias) {
  return std::make_unique<Dense>(inputs, outputs, random, has_bias);
}
LayerPtr make_convolution(int inputs, int outputs, int kernel, int dilation,
                          at::Generator& random) {
  return std::make_unique<Convolution>(inputs, outputs, kernel, dilation, random);
}
LayerPtr make_layer_norm(int channels) { return std::make_unique<LayerNorm>(channels); }
LayerPtr make_batch_norm(int channels) { return std::make_unique<BatchNorm>(channels); }
LayerPtr make_relu() {
  return std::make_unique<Function>([](const at::Tensor& x) { return x.relu(); });
}
LayerPtr make_gelu() {
  return std::make_unique<Function>([](const at::Tensor& x) { return at::gelu(x); });
}
LayerPtr make_tanh() {
  return std::make_unique<Function>([](const at::Tensor& x) { return x.tanh(); });
}
LayerPtr make_dropout(double share) { return std::make_unique<Dropout>(share); }

}  // namespace kinemote::synthesis
