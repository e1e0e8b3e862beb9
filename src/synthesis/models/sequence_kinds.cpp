#include "synthesis/models/sequence_kinds.h"

#include <utility>

namespace kinemote::synthesis {
namespace {

/// Appends layers to a list, so that a network reads from its input to its output.
class Builder {
 public:
  Builder(const SequenceShape& shape, at::Generator& random)
      : shape_(shape),
        random_(random),
        hidden_(*shape.options.hidden),
        dropout_(*shape.options.dropout) {}

  LayerPtr build();

 private:
  void add(LayerPtr layer) { layers_.push_back(std::move(layer)); }
  void dense(int inputs, int outputs) { add(make_dense(inputs, outputs, random_)); }

  /// C to h.
  void project() {
    dense(shape_.channels, hidden_);
    add(make_layer_norm(hidden_));
    add(make_relu());
    add(make_dropout(dropout_));
  }
  void convolve(int inputs, int outputs) {
    add(make_convolution(inputs, outputs, 3, 1, random_));
    add(make_batch_norm(outputs));
    add(make_relu());
    add(make_dropout(dropout_));
  }
  void pool(int channels, int inner) {
    add(make_pool(*shape_.options.pooling, channels, inner, random_));
  }
  /// Hidden layers of these widths, then the classes.
  void head(std::vector<int> widths) {
    for (size_t i = 0; i + 1 < widths.size(); ++i) {
      dense(widths[i], widths[i + 1]);
      add(make_relu());
      add(make_dropout(dropout_));
    }
    dense(widths.back(), shape_.classes);
  }

  void add_recurrent(RecurrentCell cell);
  void add_transformer();
  void add_tcn_bilstm();
  void add_conv1d();
  void add_multiscale();
  void add_convlstm();
  void add_deep_residual();
  void add_skeleton_graph();
  LayerPtr residual_block();
  LayerPtr temporal_block(int dilation);

  const SequenceShape& shape_;
  at::Generator& random_;
  const int hidden_;
  const double dropout_;
  Layers layers_;
};

void Builder::add_recurrent(RecurrentCell cell) {
  project();
  add(make_recurrent(cell, hidden_, hidden_, *shape_.options.layers, dropout_, random_));
  pool(2 * hidden_, hidden_);
  head({2 * hidden_, hidden_});
}

void Builder::add_transformer() {
  constexpr int kHeads = 4;
  constexpr int kHead = 64;
  dense(shape_.channels, hidden_);
  add(make_transformer_pool(hidden_, *shape_.options.layers, kHeads, dropout_, random_));
  add(make_layer_norm(hidden_));
  dense(hidden_, kHead);
  add(make_gelu());
  add(make_dropout(dropout_));
  dense(kHead, shape_.classes);
}

LayerPtr Builder::temporal_block(int dilation) {
  Layers inner;
  for (const bool is_last : {false, true}) {
    inner.push_back(make_convolution(hidden_, hidden_, 3, dilation, random_));
    inner.push_back(make_batch_norm(hidden_));
    if (is_last) break;
    inner.push_back(make_relu());
    inner.push_back(make_dropout(dropout_));
  }
  return make_residual(std::move(inner), true);
}

void Builder::add_tcn_bilstm() {
  constexpr int kHeads = 8;
  project();
  for (int i = 0; i < *shape_.options.layers; ++i) add(temporal_block(1 << i));
  add(make_recurrent(RecurrentCell::kLstm, hidden_, hidden_ / 2, 1, dropout_, random_));
  add(make_layer_norm(hidden_));
  Layers attention;
  attention.push_back(make_self_attention(hidden_, kHeads, random_));
  add(make_residual(std::move(attention), false));
  add(make_attention_max_pool(hidden_, hidden_ / 2, random_));
  head({2 * hidden_, hidden_, hidden_ / 2});
}

void Builder::add_conv1d() {
  project();
  convolve(hidden_, hidden_);
  convolve(hidden_, 2 * hidden_);
  convolve(2 * hidden_, 2 * hidden_);
  add(make_pool(SequencePooling::kMean, 2 * hidden_, 0, random_));
  head({2 * hidden_, hidden_});
}

void Builder::add_multiscale() {
  project();
  Layers scales;
  for (const int kernel : {3, 5, 7, 11}) {
    scales.push_back(make_convolution(hidden_, hidden_ / 2, kernel, 1, random_));
  }
  add(make_parallel(std::move(scales)));
  add(make_batch_norm(2 * hidden_));
  add(make_relu());
  add(make_dropout(dropout_));
  pool(2 * hidden_, hidden_);
  head({2 * hidden_, hidden_});
}

void Builder::add_convlstm() {
  project();
  convolve(hidden_, hidden_);
  convolve(hidden_, hidden_);
  add(make_recurrent(RecurrentCell::kLstm, hidden_, hidden_, 1, dropout_, random_));
  add(make_last_state_pool());
  head({2 * hidden_, hidden_});
}

LayerPtr Builder::residual_block() {
  Layers inner;
  const auto norm_and_relu = [&](int width) {
    inner.push_back(make_layer_norm(width));
    inner.push_back(make_relu());
  };
  const auto linear = [&](int inputs, int outputs) {
    inner.push_back(make_dense(inputs, outputs, random_));
  };
  switch (*shape_.options.block) {
    case ResidualBlock::kPreactivation:
      norm_and_relu(hidden_);
      linear(hidden_, hidden_);
      inner.push_back(make_dropout(dropout_));
      norm_and_relu(hidden_);
      linear(hidden_, hidden_);
      return make_residual(std::move(inner), false);
    case ResidualBlock::kBottleneck: {
      const int narrow = hidden_ / 4;
      linear(hidden_, narrow);
      norm_and_relu(narrow);
      linear(narrow, narrow);
      norm_and_relu(narrow);
      inner.push_back(make_dropout(dropout_));
      linear(narrow, hidden_);
      break;
    }
    case ResidualBlock::kStandard:
    case ResidualBlock::kSqueezeExcitation:
      linear(hidden_, hidden_);
      norm_and_relu(hidden_);
      inner.push_back(make_dropout(dropout_));
      linear(hidden_, hidden_);
      break;
  }
  inner.push_back(make_layer_norm(hidden_));
  if (*shape_.options.block == ResidualBlock::kSqueezeExcitation) {
    inner.push_back(make_squeeze_excitation(hidden_, hidden_ / 4, random_));
  }
  return make_residual(std::move(inner), true);
}

void Builder::add_deep_residual() {
  project();
  for (int i = 0; i < *shape_.options.layers; ++i) add(residual_block());
  pool(hidden_, hidden_ / 2);
  head({hidden_, hidden_});
}

void Builder::add_skeleton_graph() {
  add(make_skeleton_graph(shape_.graph, shape_.channels, hidden_, *shape_.options.layers, dropout_,
                          random_));
  pool(hidden_, hidden_ / 2);
  add(make_dropout(dropout_));
  head({hidden_});
}

LayerPtr Builder::build() {
  switch (shape_.options.kind) {
    case SequenceNetworkKind::kBiLstm:
      add_recurrent(RecurrentCell::kLstm);
      break;
    case SequenceNetworkKind::kGru:
      add_recurrent(RecurrentCell::kGru);
      break;
    case SequenceNetworkKind::kTransformer:
      add_transformer();
      break;
    case SequenceNetworkKind::kTcnBiLstm:
      add_tcn_bilstm();
      break;
    case SequenceNetworkKind::kConv1d:
      add_conv1d();
      break;
    case SequenceNetworkKind::kMultiScale:
      add_multiscale();
      break;
    case SequenceNetworkKind::kConvLstm:
      add_convlstm();
      break;
    case SequenceNetworkKind::kDeepResidual:
      add_deep_residual();
      break;
    case SequenceNetworkKind::kSkeletonGraph:
      add_skeleton_graph();
      break;
  }
  return make_chain(std::move(layers_));
}

}  // namespace

LayerPtr make_sequence_layers(const SequenceShape& shape, at::Generator& random) {
  return Builder(shape, random).build();
}

}  // namespace kinemote::synthesis
