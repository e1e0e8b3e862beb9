// The layers that look along time or across joints.
#include <ATen/ATen.h>

#include <cmath>
#include <limits>

#include "synthesis/models/sequence_layers.h"

namespace kinemote::synthesis {
namespace {

constexpr float kNever = -std::numeric_limits<float>::infinity();  // a score that softmax drops

/// One recurrent layer in one direction.
class Direction {
 public:
  Direction(RecurrentCell cell, int inputs, int hidden, at::Generator& random)
      : cell_(cell), hidden_(hidden) {
    const int64_t gates = (cell == RecurrentCell::kLstm ? 4 : 3) * hidden_;
    const double bound = 1.0 / std::sqrt(hidden);
    parameters_ = {make_parameter({gates, inputs}, bound, random),
                   make_parameter({gates, hidden}, bound, random),
                   make_parameter({gates}, bound, random), make_parameter({gates}, bound, random)};
  }
  at::Tensor run(const at::Tensor& x) const {
    const at::Tensor start = at::zeros({1, x.size(0), hidden_});
    constexpr bool kTrains = false;  // matters only to the dropout that is not asked for
    if (cell_ == RecurrentCell::kGru) {
      return std::get<0>(at::gru(x, start, parameters_, true, 1, 0.0, kTrains, false, true));
    }
    return std::get<0>(
        at::lstm(x, {start, start}, parameters_, true, 1, 0.0, kTrains, false, true));
  }
  void each(const std::string& name, const TensorVisitor& visitor) {
    const char* names[] = {".input", ".state", ".input_bias", ".state_bias"};
    for (size_t i = 0; i < parameters_.size(); ++i) visitor(name + names[i], parameters_[i]);
  }

 private:
  RecurrentCell cell_;
  int64_t hidden_;
  std::vector<at::Tensor> parameters_;
};

class Recurrent final : public Layer {
 public:
  Recurrent(RecurrentCell cell, int inputs, int hidden, int layers, double dropout,
            at::Generator& random)
      : dropout_(make_dropout(dropout)) {
    for (int i = 0; i < layers; ++i) {
      const int in = i == 0 ? inputs : 2 * hidden;
      forward_.emplace_back(cell, in, hidden, random);
      backward_.emplace_back(cell, in, hidden, random);
    }
  }
  at::Tensor run(const at::Tensor& x, Pass& pass) const override {
    at::Tensor y = x;
    for (size_t i = 0; i < forward_.size(); ++i) {
      if (i > 0) y = dropout_->run(y, pass);
      // Time runs backwards from each sequence's own last frame, so what lies behind it is seen by
      // neither direction.
      const at::Tensor back = reverse(backward_[i].run(reverse(y, pass)), pass);
      y = at::cat({forward_[i].run(y), back}, 2);
    }
    return y;
  }
  void each(const std::string& name, const TensorVisitor& visitor) override {
    for (size_t i = 0; i < forward_.size(); ++i) {
      forward_[i].each(name + ".forward" + std::to_string(i), visitor);
      backward_[i].each(name + ".backward" + std::to_string(i), visitor);
    }
  }

 private:
  static at::Tensor reverse(const at::Tensor& x, const Pass& pass) {
    return x.gather(1, pass.reversed().expand_as(x));
  }

  LayerPtr dropout_;
  std::vector<Direction> forward_, backward_;
};

class SelfAttention final : public Layer {
 public:
  SelfAttention(int channels, int heads, at::Generator& random)
      : heads_(heads),
        query_key_value_(make_dense(channels, 3 * channels, random)),
        out_(make_dense(channels, channels, random)) {}
  at::Tensor run(const at::Tensor& x, Pass& pass) const override {
    at::Tensor unused;
    return run(x, pass.mask(), pass, unused);
  }
  /// `mask`: N x T x 1 of the frames of x; `weights`: N x heads x T x T.
  at::Tensor run(const at::Tensor& x, const at::Tensor& mask, Pass& pass,
                 at::Tensor& weights) const {
    const int64_t n = x.size(0);
    const int64_t t = x.size(1);
    const int64_t width = x.size(2) / heads_;
    const auto parts = query_key_value_->run(x, pass)
                           .view({n, t, 3, heads_, width})
                           .permute({2, 0, 3, 1, 4});  // 3, N, heads, T, width
    const double scale = 1.0 / std::sqrt(static_cast<double>(width));
    const auto scores = at::matmul(parts[0] * scale, parts[1].transpose(2, 3));
    const auto is_gone = mask.view({n, 1, 1, t}).eq(0.0);
    weights = scores.masked_fill(is_gone, kNever).softmax(-1);
    return out_->run(at::matmul(weights, parts[2]).transpose(1, 2).reshape(x.sizes()), pass);
  }
  void each(const std::string& name, const TensorVisitor& visitor) override {
    query_key_value_->each(name + ".qkv", visitor);
    out_->each(name + ".out", visitor);
  }

 private:
  int64_t heads_;
  LayerPtr query_key_value_, out_;
};

class SqueezeExcitation final : public Layer {
 public:
  SqueezeExcitation(int channels, int inner, at::Generator& random)
      : squeeze_(make_dense(channels, inner, random)),
        excite_(make_dense(inner, channels, random)) {}
  at::Tensor run(const at::Tensor& x, Pass& pass) const override {
    const auto mean = (x * pass.mask()).sum(1) / pass.mask().sum(1);  // N x C
    const auto gates = excite_->run(squeeze_->run(mean, pass).relu(), pass).sigmoid();
    return x * gates.unsqueeze(1);
  }
  void each(const std::string& name, const TensorVisitor& visitor) override {
    squeeze_->each(name + ".squeeze", visitor);
    excite_->each(name + ".excite", visitor);
  }

 private:
  LayerPtr squeeze_, excite_;
};

/// A block of Yan et al. 2018 (arXiv:1801.07455) with uniform partition: joints average over
/// themselves and their neighbours, then time is convolved, joint by joint.
class GraphBlock final : public Layer {
 public:
  GraphBlock(at::Tensor neighbours, int inputs, int outputs, double dropout, at::Generator& random)
      : neighbours_(std::move(neighbours)),
        inputs_(inputs),
        outputs_(outputs),
        joints_(make_dense(inputs, outputs, random)),
        joint_norm_(make_batch_norm(outputs)),
        time_norm_(make_batch_norm(outputs)),
        dropout_(make_dropout(dropout)) {
    const double bound = 1.0 / std::sqrt(outputs * kKernel);
    time_ = make_parameter({outputs, outputs, kKernel, 1}, bound, random);
    time_bias_ = make_parameter({outputs}, bound, random);
    if (inputs != outputs) skip_ = make_dense(inputs, outputs, random);
  }
  /// N x T x (J inputs) to N x T x (J outputs), for J joints of all people.
  at::Tensor run(const at::Tensor& x, Pass& pass) const override {
    const int64_t n = x.size(0);
    const int64_t t = x.size(1);
    const int64_t joints = neighbours_.size(0);
    const auto by_joint = x.view({n, t, joints, inputs_});
    const auto mixed = joints_->run(at::matmul(neighbours_, by_joint), pass);
    auto y = joint_norm_->run(mixed.reshape({n, t, joints * outputs_}), pass).relu();
    // Frames that are not there were zeroed by the normalisation.
    y = at::conv2d(y.view({n, t, joints, outputs_}).permute({0, 3, 1, 2}), time_, time_bias_, 1,
                   {kKernel / 2, 0})
            .permute({0, 2, 3, 1})
            .reshape({n, t, joints * outputs_});
    y = dropout_->run(time_norm_->run(y, pass), pass);
    const auto kept =
        skip_ ? skip_->run(by_joint, pass).reshape({n, t, joints * outputs_}) * pass.mask() : x;
    return (y + kept).relu();
  }
  void each(const std::string& name, const TensorVisitor& visitor) override {
    joints_->each(name + ".joints", visitor);
    joint_norm_->each(name + ".joint_norm", visitor);
    visitor(name + ".time.weight", time_);
    visitor(name + ".time.bias", time_bias_);
    time_norm_->each(name + ".time_norm", visitor);
    if (skip_) skip_->each(name + ".skip", visitor);
  }

 private:
  static constexpr int64_t kKernel = 9;  // frames

  at::Tensor neighbours_;  // J x J, rows sum to 1
  int64_t inputs_, outputs_;
  LayerPtr joints_, joint_norm_, time_norm_, dropout_, skip_;
  at::Tensor time_, time_bias_;
};

class SkeletonGraphLayer final : public Layer {
 public:
  SkeletonGraphLayer(const SkeletonGraph& graph, int channels, int hidden, int blocks,
                     double dropout, at::Generator& random)
      : joint_channels_(graph.joint_channels()), hidden_(hidden) {
    const auto joints = static_cast<int64_t>(graph.joint_parents.size());
    at::Tensor neighbours = at::eye(joints * graph.people);
    auto at_pair = neighbours.accessor<float, 2>();
    for (int64_t person = 0; person < graph.people; ++person) {
      for (int64_t j = 0; j < joints; ++j) {
        if (graph.joint_parents[j] < 0) continue;
        const int64_t child = person * joints + j;
        const int64_t parent = person * joints + graph.joint_parents[j];
        at_pair[child][parent] = at_pair[parent][child] = 1.0F;
      }
    }
    neighbours = neighbours / neighbours.sum(1, true);
    for (int i = 0; i < blocks; ++i) {
      blocks_.push_back(std::make_unique<GraphBlock>(
          neighbours, i == 0 ? graph.numbers_a_joint : hidden, hidden, dropout, random));
    }
    if (channels > joint_channels_) {
      extra_ = make_dense(static_cast<int>(channels - joint_channels_), hidden, random);
    }
  }
  at::Tensor run(const at::Tensor& x, Pass& pass) const override {
    at::Tensor y = x.narrow(2, 0, joint_channels_).contiguous();
    for (const LayerPtr& block : blocks_) y = block->run(y, pass);
    y = y.view({x.size(0), x.size(1), -1, hidden_}).mean(2);
    if (!extra_) return y;
    return y + extra_->run(x.narrow(2, joint_channels_, x.size(2) - joint_channels_), pass);
  }
  void each(const std::string& name, const TensorVisitor& visitor) override {
    for (size_t i = 0; i < blocks_.size(); ++i) {
      blocks_[i]->each(name + ".block" + std::to_string(i), visitor);
    }
    if (extra_) extra_->each(name + ".extra", visitor);
  }

 private:
  int64_t joint_channels_, hidden_;
  Layers blocks_;
  LayerPtr extra_;  // for channels that belong to no joint
};

class AttentionPool final : public Layer {
 public:
  AttentionPool(int channels, int inner, at::Generator& random)
      : inner_(make_dense(channels, inner, random)), score_(make_dense(inner, 1, random, false)) {}
  at::Tensor run(const at::Tensor& x, Pass& pass) const override {
    const auto scores = score_->run(inner_->run(x, pass).tanh(), pass);
    const auto weights = scores.masked_fill(pass.mask().eq(0.0), kNever).softmax(1);  // N x T x 1
    pass.weights() = weights.squeeze(2);
    return at::matmul(weights.transpose(1, 2), x).squeeze(1);
  }
  void each(const std::string& name, const TensorVisitor& visitor) override {
    inner_->each(name + ".inner", visitor);
    score_->each(name + ".score", visitor);
  }

 private:
  LayerPtr inner_, score_;
};

class MeanPool final : public Layer {
 public:
  at::Tensor run(const at::Tensor& x, Pass& pass) const override {
    const auto weights = pass.mask() / pass.mask().sum(1, true);
    pass.weights() = weights.squeeze(2);
    return at::matmul(weights.transpose(1, 2), x).squeeze(1);
  }
};

class MaxPool final : public Layer {
 public:
  at::Tensor run(const at::Tensor& x, Pass& pass) const override {
    const auto [values, frames] = x.masked_fill(pass.mask().eq(0.0), kNever).max(1);
    const double share = 1.0 / static_cast<double>(x.size(2));
    pass.weights() =
        at::zeros({x.size(0), x.size(1)}).scatter_add(1, frames, at::full(frames.sizes(), share));
    return values;
  }
};

class AttentionMaxPool final : public Layer {
 public:
  AttentionMaxPool(int channels, int inner, at::Generator& random)
      : attention_(make_pool(SequencePooling::kAttention, channels, inner, random)),
        max_(make_pool(SequencePooling::kMax, channels, inner, random)) {}
  at::Tensor run(const at::Tensor& x, Pass& pass) const override {
    const auto attended = attention_->run(x, pass);
    const auto weights = pass.weights();
    const auto largest = max_->run(x, pass);
    pass.weights() = 0.5 * (weights + pass.weights());
    return at::cat({attended, largest}, 1);
  }
  void each(const std::string& name, const TensorVisitor& visitor) override {
    attention_->each(name, visitor);
  }

 private:
  LayerPtr attention_, max_;
};

class LastStatePool final : public Layer {
 public:
  at::Tensor run(const at::Tensor& x, Pass& pass) const override {
    const int64_t n = x.size(0);
    const int64_t hidden = x.size(2) / 2;
    const auto ahead = x.narrow(2, 0, hidden)
                           .gather(1, pass.last().view({n, 1, 1}).expand({n, 1, hidden}))
                           .squeeze(1);
    const auto back = x.select(1, 0).narrow(1, hidden, hidden);
    auto weights = at::zeros({n, x.size(1)});
    weights.select(1, 0).fill_(0.5);
    pass.weights() = weights.scatter_add(1, pass.last().view({n, 1}), at::full({n, 1}, 0.5));
    return at::cat({ahead, back}, 1);
  }
};

class TransformerPool final : public Layer {
 public:
  TransformerPool(int channels, int layers, int heads, double dropout, at::Generator& random)
      : dropout_(make_dropout(dropout)) {
    constexpr double kTokenSpread = 0.02;
    token_ = at::empty({1, 1, channels}).normal_(0.0, kTokenSpread, random).requires_grad_(true);
    for (int i = 0; i < layers; ++i) {
      Block& block = blocks_.emplace_back();
      block.attention = std::make_unique<SelfAttention>(channels, heads, random);
      block.attention_norm = make_layer_norm(channels);
      Layers feed;
      feed.push_back(make_layer_norm(channels));
      feed.push_back(make_dense(channels, 4 * channels, random));
      feed.push_back(make_gelu());
      feed.push_back(make_dropout(dropout));
      feed.push_back(make_dense(4 * channels, channels, random));
      feed.push_back(make_dropout(dropout));
      block.feed = make_residual(std::move(feed), false);
    }
  }
  at::Tensor run(const at::Tensor& x, Pass& pass) const override {
    const int64_t n = x.size(0);
    const int64_t t = x.size(1);
    const auto mask = at::cat({at::ones({n, 1, 1}), pass.mask()}, 1);
    auto y = at::cat({token_.expand({n, 1, x.size(2)}), x}, 1) + places(t + 1, x.size(2));
    y = dropout_->run(y, pass);
    at::Tensor weights;
    for (const Block& block : blocks_) {
      const auto normed = block.attention_norm->run(y, pass);
      y = y + dropout_->run(block.attention->run(normed, mask, pass, weights), pass);
      y = block.feed->run(y, pass);
    }
    const auto of_frames = weights.mean(1).select(1, 0).narrow(1, 1, t);
    pass.weights() = of_frames / of_frames.sum(1, true).clamp_min(1e-20);
    return y.select(1, 0);
  }
  void each(const std::string& name, const TensorVisitor& visitor) override {
    visitor(name + ".token", token_);
    for (size_t i = 0; i < blocks_.size(); ++i) {
      const std::string block = name + ".block" + std::to_string(i);
      blocks_[i].attention_norm->each(block + ".norm", visitor);
      blocks_[i].attention->each(block + ".attention", visitor);
      blocks_[i].feed->each(block + ".feed", visitor);
    }
  }

 private:
  struct Block {
    LayerPtr attention_norm, feed;
    std::unique_ptr<SelfAttention> attention;
  };

  /// Sines and cosines of the place, 1 x count x channels (Vaswani et al. 2017, section 3.5).
  static at::Tensor places(int64_t count, int64_t channels) {
    const auto rates = at::exp(at::arange(0, channels, 2, at::kFloat) *
                               (-std::log(10000.0) / static_cast<double>(channels)));
    const auto angles = at::arange(count, at::kFloat).unsqueeze(1) * rates.unsqueeze(0);
    return at::stack({angles.sin(), angles.cos()}, 2).reshape({1, count, channels});
  }

  at::Tensor token_;
  LayerPtr dropout_;
  std::vector<Block> blocks_;
};

}  // namespace

LayerPtr make_recurrent(RecurrentCell cell, int inputs, int hidden, int layers, double dropout,
                        at::Generator& random) {
  return std::make_unique<Recurrent>(cell, inputs, hidden, layers, dropout, random);
}
LayerPtr make_self_attention(int channels, int heads, at::Generator& random) {
  return std::make_unique<SelfAttention>(channels, heads, random);
}
LayerPtr make_squeeze_excitation(int channels, int inner, at::Generator& random) {
  return std::make_unique<SqueezeExcitation>(channels, inner, random);
}
LayerPtr make_skeleton_graph(const SkeletonGraph& graph, int channels, int hidden, int blocks,
                             double dropout, at::Generator& random) {
  return std::make_unique<SkeletonGraphLayer>(graph, channels, hidden, blocks, dropout, random);
}
LayerPtr make_pool(SequencePooling pooling, int channels, int inner, at::Generator& random) {
  switch (pooling) {
    case SequencePooling::kMean:
      return std::make_unique<MeanPool>();
    case SequencePooling::kMax:
      return std::make_unique<MaxPool>();
    case SequencePooling::kAttention:
      break;
  }
  return std::make_unique<AttentionPool>(channels, inner, random);
}
LayerPtr make_attention_max_pool(int channels, int inner, at::Generator& random) {
  return std::make_unique<AttentionMaxPool>(channels, inner, random);
}
LayerPtr make_last_state_pool() { return std::make_unique<LastStatePool>(); }
LayerPtr make_transformer_pool(int channels, int layers, int heads, double dropout,
                               at::Generator& random) {
  return std::make_unique<TransformerPool>(channels, layers, heads, dropout, random);
}

}  // namespace kinemote::synthesis
