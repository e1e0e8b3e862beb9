// The layers that sequence networks are made of. Tensors are named, not included: torch stays in
// this room's .cpp files. N sequences of T frames; a frame's channels are the last dimension.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "synthesis/control/sequence_classifier.h"

namespace at {
class Tensor;
struct Generator;
}  // namespace at

namespace kinemote::synthesis {

/// A name and a parameter, or a running mean or variance, which needs no gradient.
using TensorVisitor = std::function<void(const std::string& name, at::Tensor& tensor)>;

/// One run of a batch through a network: which frames there are, and what training needs.
class Pass {
 public:
  /// Lengths in (0, T]. `random` draws dropout; null: nothing is dropped, and running means are
  /// used instead of changed.
  Pass(const std::vector<int>& lengths, int frames, at::Generator* random);
  ~Pass();

  bool is_training() const { return random_ != nullptr; }
  at::Generator& random() const { return *random_; }
  const at::Tensor& mask() const;      // N x T x 1: 1 for frames that are there
  const at::Tensor& rows() const;      // indices into N T frames of those that are there
  const at::Tensor& reversed() const;  // N x T x 1: the frame to read for time run backwards
  const at::Tensor& last() const;      // N: the last frame's index
  /// Set by the layer that pools: N x T, see SequenceClassifier::attention().
  at::Tensor& weights();
  const at::Tensor& weights() const;

 private:
  struct Parts;
  std::unique_ptr<Parts> parts_;
  at::Generator* random_;
};

/// Uniform in +-bound, with a gradient.
at::Tensor make_parameter(const std::vector<int64_t>& shape, double bound, at::Generator& random);

class Layer {
 public:
  virtual ~Layer() = default;
  /// N x T x C to N x T x D, or without the T on both sides, or with it on the left alone (pools).
  virtual at::Tensor run(const at::Tensor& x, Pass& pass) const = 0;
  /// Every parameter and running value, always in the same order.
  virtual void each(const std::string& name, const TensorVisitor& visitor);
};
using LayerPtr = std::unique_ptr<Layer>;
using Layers = std::vector<LayerPtr>;

/// The layers one after the other, named by their place.
LayerPtr make_chain(Layers layers);
/// x + layers(x), through a ReLU if `is_rectified`.
LayerPtr make_residual(Layers layers, bool is_rectified);
/// The layers side by side, their channels one behind the other.
LayerPtr make_parallel(Layers layers);

/// y = x W^T + b. Weights and biases start uniform in +-1/sqrt(inputs).
LayerPtr make_dense(int inputs, int outputs, at::Generator& random, bool has_bias = true);
/// Along time, centred, with zeros beyond a sequence's ends; starts as make_dense() of all inputs.
LayerPtr make_convolution(int inputs, int outputs, int kernel, int dilation, at::Generator& random);
/// Over a frame's channels.
LayerPtr make_layer_norm(int channels);
/// Over the frames that are there; `channels` may divide a frame's: groups share their
/// statistics. Frames that are not there become zero. Momentum 0.1.
LayerPtr make_batch_norm(int channels);
LayerPtr make_relu();
LayerPtr make_gelu();
LayerPtr make_tanh();
LayerPtr make_dropout(double share);

/// Long short-term memory (Hochreiter and Schmidhuber 1997) or gated recurrent units (Cho et al.
/// 2014, arXiv:1406.1078) in both directions, each `hidden` wide: N x T x 2h, forward first.
/// Between layers, `dropout`.
enum class RecurrentCell { kLstm, kGru };
LayerPtr make_recurrent(RecurrentCell cell, int inputs, int hidden, int layers, double dropout,
                        at::Generator& random);
/// Scaled dot products of every frame with those that are there (Vaswani et al. 2017,
/// arXiv:1706.03762, eq. 1), without a residual.
LayerPtr make_self_attention(int channels, int heads, at::Generator& random);
/// Channels weighed by what all frames that are there show together: x sigmoid(W2 ReLU(W1 s + b1) +
/// b2), s their mean, W1 of `inner` rows (squeeze and excitation, Hu et al. 2018, arXiv:1709.01507,
/// eq. 2 to 4, with time in the place of the picture).
LayerPtr make_squeeze_excitation(int channels, int inner, at::Generator& random);
/// Graph convolutions over joints and convolutions along time; see
/// docs/features/sequence-models.md. N x T x C to N x T x h.
LayerPtr make_skeleton_graph(const SkeletonGraph& graph, int channels, int hidden, int blocks,
                             double dropout, at::Generator& random);

/// Pools: N x T x C to N x C, and they set Pass::weights().
/// Attention is softmax over frames of v tanh(W x + b), W of `inner` rows, v without bias (Bahdanau
/// et al. 2014, arXiv:1409.0473, without a query).
LayerPtr make_pool(SequencePooling pooling, int channels, int inner, at::Generator& random);
/// Attention and max, one behind the other: N x 2C.
LayerPtr make_attention_max_pool(int channels, int inner, at::Generator& random);
/// Of a recurrent layer: the forward state of the last frame and the backward one of the first.
LayerPtr make_last_state_pool();
/// A class token before the frames, sines of the place added, and pre-norm transformer layers
/// (feed-forward 4 times as wide, GELU); what the token has become.
LayerPtr make_transformer_pool(int channels, int layers, int heads, double dropout,
                               at::Generator& random);

}  // namespace kinemote::synthesis
