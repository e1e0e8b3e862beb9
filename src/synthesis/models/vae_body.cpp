#include "synthesis/models/vae_body.h"

#include <ATen/CPUGeneratorImpl.h>
#include <torch/types.h>

#include <algorithm>
#include <cmath>
#include <vector>

namespace kinemote::synthesis {
namespace {

constexpr double kLastGain = 0.1;  // of layers that end a body: training starts near the linear one
constexpr int kKernel = 5;         // frames that a convolution sees at its own rate
constexpr int kConvolutions = 3;   // each halves time on the way in and doubles it on the way out
constexpr int kPatchFrames = 4;    // of a transformer's token
constexpr int kBlocks = 2;         // transformer blocks each way
constexpr int kHeads = 4;
constexpr float kSmallestInput = 0.1F;  // floor of a component's scale, in that of the first
constexpr double kFirstLogVariance = -4.0;

/// A dense layer: y = x W^T + b.
struct Dense {
  torch::Tensor weight, bias;

  /// Uniform weights of gain `gain`; 1 keeps the variance of the input.
  static Dense make(int64_t inputs, int64_t outputs, at::Generator& random, double gain = 1.0) {
    const double bound = gain * std::sqrt(3.0 / static_cast<double>(inputs));
    Dense layer;
    layer.weight = torch::empty({outputs, inputs}).uniform_(-bound, bound, random);
    layer.bias = torch::zeros({outputs});
    layer.weight.requires_grad_(true);
    layer.bias.requires_grad_(true);
    return layer;
  }
  torch::Tensor operator()(const torch::Tensor& x) const { return torch::linear(x, weight, bias); }
};

void visit(const ParameterVisitor& visitor, const std::string& name, Dense& layer) {
  visitor(name + ".weight", layer.weight);
  visitor(name + ".bias", layer.bias);
}

torch::Tensor copy_of(const std::vector<float>& values, at::IntArrayRef shape) {
  return torch::tensor(values).reshape(shape);
}

/// The linear front as tensors.
struct FrontTensors {
  FrontShape shape;
  torch::Tensor scale;        // 1 x P, standard deviations
  torch::Tensor input_scale;  // the same, floored: small components stay small
  torch::Tensor basis;        // P x (C K)
  torch::Tensor dct;          // K x T

  explicit FrontTensors(const LinearFront& front) : shape(front.shape) {
    scale = copy_of(front.component_scale, {1, shape.components});
    input_scale = scale.clamp_min(kSmallestInput * scale.max().item<float>());
    basis = copy_of(front.basis, {shape.components, shape.coefficient_count()});
    dct = copy_of(dct_matrix(shape.dct, shape.frames), {shape.dct, shape.frames});
  }
};

class LinearBody final : public VaeBody {
 public:
  LinearBody(const NetworkShape& shape, const LinearFront& front) {
    at::Generator unused = at::make_generator<at::CPUGeneratorImpl>(0);
    const int64_t p = front.shape.components;
    const int64_t d = shape.latent;
    torch::NoGradGuard no_grad;
    in_ = Dense::make(p, 2 * d, unused, 0.0);
    out_ = Dense::make(d, p, unused, 0.0);
    for (int64_t k = 0; k < std::min(p, d); ++k) {
      const float scale = front.component_scale[k];
      in_.weight[k][k] = 1.0F / scale;
      out_.weight[k][k] = scale;
    }
    in_.bias.narrow(0, d, d).fill_(kFirstLogVariance);
  }
  torch::Tensor encode(const torch::Tensor& x) const override { return in_(x); }
  torch::Tensor decode(const torch::Tensor& z) const override { return out_(z); }
  void each(const ParameterVisitor& visitor) override {
    visit(visitor, "linear.in", in_);
    visit(visitor, "linear.out", out_);
  }
  void each_constant(const std::function<void(at::Tensor&)>&) override {}

 private:
  Dense in_, out_;
};

class MlpBody final : public VaeBody {
 public:
  MlpBody(const NetworkShape& shape, const FrontTensors& front, at::Generator& random)
      : input_scale_(front.input_scale),
        output_scale_(front.scale),
        encoder1_(Dense::make(front.shape.components, shape.hidden, random)),
        encoder2_(Dense::make(shape.hidden, shape.hidden, random)),
        encoder_out_(Dense::make(shape.hidden, int64_t{2} * shape.latent, random, kLastGain)),
        decoder1_(Dense::make(shape.latent, shape.hidden, random)),
        decoder2_(Dense::make(shape.hidden, shape.hidden, random)),
        decoder_out_(Dense::make(shape.hidden, front.shape.components, random, kLastGain)) {}

  torch::Tensor encode(const torch::Tensor& x) const override {
    return encoder_out_(torch::silu(encoder2_(torch::silu(encoder1_(x / input_scale_)))));
  }
  torch::Tensor decode(const torch::Tensor& z) const override {
    return decoder_out_(torch::silu(decoder2_(torch::silu(decoder1_(z))))) * output_scale_;
  }
  void each(const ParameterVisitor& visitor) override {
    visit(visitor, "encoder.1", encoder1_);
    visit(visitor, "encoder.2", encoder2_);
    visit(visitor, "encoder.out", encoder_out_);
    visit(visitor, "decoder.1", decoder1_);
    visit(visitor, "decoder.2", decoder2_);
    visit(visitor, "decoder.out", decoder_out_);
  }
  void each_constant(const std::function<void(at::Tensor&)>& visitor) override {
    visitor(input_scale_);
    visitor(output_scale_);
  }

 private:
  torch::Tensor input_scale_, output_scale_;
  Dense encoder1_, encoder2_, encoder_out_, decoder1_, decoder2_, decoder_out_;
};

/// Networks along time see weighted channels instead of components.
class TemporalBody : public VaeBody {
 public:
  explicit TemporalBody(FrontTensors front) : front_(std::move(front)) {}
  void each_constant(const std::function<void(at::Tensor&)>& visitor) override {
    for (torch::Tensor* t : {&front_.scale, &front_.input_scale, &front_.basis, &front_.dct}) {
      visitor(*t);
    }
  }

 protected:
  /// N x C x T, around the mean, from N x P.
  torch::Tensor channels_from(const torch::Tensor& components) const {
    const FrontShape& s = front_.shape;
    return torch::matmul(torch::matmul(components, front_.basis).view({-1, s.channels, s.dct}),
                         front_.dct);
  }
  torch::Tensor components_from(const torch::Tensor& channels) const {
    const auto coefficients = torch::matmul(channels, front_.dct.t());
    return torch::matmul(coefficients.reshape({channels.size(0), -1}), front_.basis.t());
  }
  FrontTensors front_;
};

/// A convolution along time with "same" padding.
struct Convolution {
  torch::Tensor weight, bias;
  static Convolution make(int64_t in, int64_t out, at::Generator& random, double gain = 1.0) {
    const double bound = gain * std::sqrt(3.0 / static_cast<double>(in * kKernel));
    Convolution layer;
    layer.weight = torch::empty({out, in, kKernel}).uniform_(-bound, bound, random);
    layer.bias = torch::zeros({out});
    layer.weight.requires_grad_(true);
    layer.bias.requires_grad_(true);
    return layer;
  }
  torch::Tensor operator()(const torch::Tensor& x, int64_t stride) const {
    return torch::conv1d(x, weight, bias, stride, kKernel / 2);
  }
};

class ConvolutionBody final : public TemporalBody {
 public:
  ConvolutionBody(const NetworkShape& shape, const FrontTensors& front, at::Generator& random)
      : TemporalBody(front), width_(shape.hidden / 4) {
    int64_t frames = front.shape.frames;
    for (int i = 0; i < kConvolutions; ++i) {
      down_.push_back(Convolution::make(i == 0 ? front.shape.channels : width_, width_, random));
      up_.push_back(Convolution::make(width_,
                                      i + 1 == kConvolutions ? front.shape.channels : width_,
                                      random, i + 1 == kConvolutions ? kLastGain : 1.0));
      frames = (frames + 1) / 2;
    }
    short_frames_ = frames;
    encoder_out_ = Dense::make(width_ * frames, int64_t{2} * shape.latent, random, kLastGain);
    decoder_in_ = Dense::make(shape.latent, width_ * frames, random);
  }

  torch::Tensor encode(const torch::Tensor& x) const override {
    auto h = channels_from(x);
    for (const Convolution& layer : down_) h = torch::silu(layer(h, 2));
    return encoder_out_(h.reshape({x.size(0), -1}));
  }
  torch::Tensor decode(const torch::Tensor& z) const override {
    auto h = decoder_in_(z).view({z.size(0), width_, short_frames_});
    int64_t frames = short_frames_;
    for (int i = 0; i < kConvolutions; ++i) {
      frames = i + 1 == kConvolutions ? front_.shape.frames : 2 * frames;
      h = torch::upsample_linear1d(torch::silu(h), {frames}, false);
      h = up_[i](h, 1);
    }
    return components_from(h);
  }
  void each(const ParameterVisitor& visitor) override {
    for (int i = 0; i < kConvolutions; ++i) {
      const std::string number = std::to_string(i + 1);
      visitor("encoder." + number + ".weight", down_[i].weight);
      visitor("encoder." + number + ".bias", down_[i].bias);
      visitor("decoder." + number + ".weight", up_[i].weight);
      visitor("decoder." + number + ".bias", up_[i].bias);
    }
    visit(visitor, "encoder.out", encoder_out_);
    visit(visitor, "decoder.in", decoder_in_);
  }

 private:
  int64_t width_;
  int64_t short_frames_ = 0;
  std::vector<Convolution> down_, up_;
  Dense encoder_out_, decoder_in_;
};

/// Pre-norm self-attention and a two-layer network (Vaswani et al. 2017, arXiv:1706.03762; norm
/// before as in Xiong et al. 2020, arXiv:2002.04745, without learned gains).
struct AttentionBlock {
  Dense query_key_value, out, wide, narrow;

  static AttentionBlock make(int64_t width, at::Generator& random) {
    return {Dense::make(width, 3 * width, random), Dense::make(width, width, random, 0.5),
            Dense::make(width, 2 * width, random), Dense::make(2 * width, width, random, 0.5)};
  }
  /// N x tokens x width to the same.
  torch::Tensor operator()(const torch::Tensor& x) const {
    const int64_t n = x.size(0), tokens = x.size(1), width = x.size(2);
    const auto normal = [&](const torch::Tensor& t) { return torch::layer_norm(t, {width}); };
    const auto parts = query_key_value(normal(x))
                           .view({n, tokens, 3, kHeads, width / kHeads})
                           .permute({2, 0, 3, 1, 4});
    const auto weights = torch::softmax(torch::matmul(parts[0], parts[1].transpose(-1, -2)) /
                                            std::sqrt(static_cast<double>(width) / kHeads),
                                        -1);
    const auto mixed = torch::matmul(weights, parts[2]).transpose(1, 2).reshape({n, tokens, width});
    const auto y = x + out(mixed);
    return y + narrow(torch::silu(wide(normal(y))));
  }
  void each(const ParameterVisitor& visitor, const std::string& name) {
    visit(visitor, name + ".qkv", query_key_value);
    visit(visitor, name + ".out", out);
    visit(visitor, name + ".wide", wide);
    visit(visitor, name + ".narrow", narrow);
  }
};

class TransformerBody final : public TemporalBody {
 public:
  TransformerBody(const NetworkShape& shape, const FrontTensors& front, at::Generator& random)
      : TemporalBody(front),
        width_(shape.hidden / 4 / kHeads * kHeads),
        tokens_((front.shape.frames + kPatchFrames - 1) / kPatchFrames) {
    const int64_t patch = int64_t{front.shape.channels} * kPatchFrames;
    patch_in_ = Dense::make(patch, width_, random);
    patch_out_ = Dense::make(width_, patch, random, kLastGain);
    place_ = torch::empty({2, 1, tokens_ + 1, width_}).uniform_(-0.5, 0.5, random);
    place_.requires_grad_(true);
    for (int i = 0; i < kBlocks; ++i) {
      in_.push_back(AttentionBlock::make(width_, random));
      out_.push_back(AttentionBlock::make(width_, random));
    }
    encoder_out_ = Dense::make(width_, int64_t{2} * shape.latent, random, kLastGain);
    decoder_in_ = Dense::make(shape.latent, width_, random);
  }

  torch::Tensor encode(const torch::Tensor& x) const override {
    const int64_t n = x.size(0);
    auto channels = channels_from(x);
    const int64_t missing = tokens_ * kPatchFrames - channels.size(2);
    if (missing > 0) channels = torch::constant_pad_nd(channels, {0, missing});
    const auto patches = channels.view({n, channels.size(1), tokens_, kPatchFrames})
                             .permute({0, 2, 1, 3})
                             .reshape({n, tokens_, -1});
    // A last token collects what becomes the code.
    auto h = torch::constant_pad_nd(patch_in_(patches), {0, 0, 0, 1}) + place_[0];
    for (const AttentionBlock& block : in_) h = block(h);
    return encoder_out_(h.select(1, tokens_));
  }
  torch::Tensor decode(const torch::Tensor& z) const override {
    const int64_t n = z.size(0);
    const FrontShape& s = front_.shape;
    auto h = decoder_in_(z).unsqueeze(1) + place_[1];
    for (const AttentionBlock& block : out_) h = block(h);
    const auto channels = patch_out_(h.narrow(1, 0, tokens_))
                              .view({n, tokens_, s.channels, kPatchFrames})
                              .permute({0, 2, 1, 3})
                              .reshape({n, s.channels, tokens_ * kPatchFrames});
    return components_from(channels.narrow(2, 0, s.frames));
  }
  void each(const ParameterVisitor& visitor) override {
    visit(visitor, "encoder.patch", patch_in_);
    visit(visitor, "decoder.patch", patch_out_);
    visitor("places", place_);
    for (int i = 0; i < kBlocks; ++i) {
      in_[i].each(visitor, "encoder.block" + std::to_string(i + 1));
      out_[i].each(visitor, "decoder.block" + std::to_string(i + 1));
    }
    visit(visitor, "encoder.out", encoder_out_);
    visit(visitor, "decoder.in", decoder_in_);
  }

 private:
  int64_t width_, tokens_;
  Dense patch_in_, patch_out_, encoder_out_, decoder_in_;
  torch::Tensor place_;  // of tokens: encoder's, decoder's
  std::vector<AttentionBlock> in_, out_;
};

}  // namespace

std::unique_ptr<VaeBody> make_linear_body(const NetworkShape& shape, const LinearFront& front) {
  return std::make_unique<LinearBody>(shape, front);
}

std::unique_ptr<VaeBody> make_network_body(const NetworkShape& shape, const LinearFront& front,
                                           uint64_t seed) {
  at::Generator random = at::make_generator<at::CPUGeneratorImpl>(seed);
  const FrontTensors tensors(front);
  switch (shape.kind) {
    case NetworkKind::kConvolution:
      return std::make_unique<ConvolutionBody>(shape, tensors, random);
    case NetworkKind::kTransformer:
      return std::make_unique<TransformerBody>(shape, tensors, random);
    case NetworkKind::kMlp:
      break;
  }
  return std::make_unique<MlpBody>(shape, tensors, random);
}

}  // namespace kinemote::synthesis
