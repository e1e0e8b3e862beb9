#include "synthesis/control/sequence_classifier.h"

#include <algorithm>
#include <cmath>
#include <nlohmann/json.hpp>

namespace kinemote::synthesis {
namespace {

using Json = nlohmann::json;

std::string shown(double value) { return Json(value).dump(); }

Status check_range(const char* name, double value, double low, double high) {
  if (value >= low && value <= high) return {};
  return usage_error(std::string(name) + " is " + shown(value) + "; expected a number from " +
                     shown(low) + " to " + shown(high));
}

/// The item with this name. Error (usage) lists all.
template <typename T, size_t n>
Result<T> named(const std::array<T, n>& items, std::string_view name, const char* what) {
  std::string known;
  for (const T item : items) {
    if (name_of(item) == name) return item;
    known += (known.empty() ? "" : ", ") + std::string(name_of(item));
  }
  return usage_error("there is no " + std::string(what) + " \"" + std::string(name) +
                     "\"; there are: " + known);
}

/// What a kind of network has, with its own values: those of the original systems where they have
/// such a network.
struct KindDefaults {
  int hidden;
  int layers;  // 0: their number is fixed
  double dropout;
  bool has_pooling;
  SequencePooling pooling;
};

KindDefaults defaults_of(SequenceNetworkKind kind) {
  switch (kind) {
    case SequenceNetworkKind::kBiLstm:
      return {128, 1, 0.3, true, SequencePooling::kAttention};
    case SequenceNetworkKind::kGru:
      return {128, 2, 0.3, true, SequencePooling::kAttention};
    case SequenceNetworkKind::kTransformer:
      return {128, 2, 0.3, false, SequencePooling::kAttention};
    case SequenceNetworkKind::kTcnBiLstm:
      return {128, 3, 0.3, false, SequencePooling::kAttention};
    case SequenceNetworkKind::kConv1d:
    case SequenceNetworkKind::kConvLstm:
      return {128, 0, 0.3, false, SequencePooling::kMean};
    case SequenceNetworkKind::kMultiScale:
      return {128, 0, 0.3, true, SequencePooling::kAttention};
    case SequenceNetworkKind::kDeepResidual:
      return {256, 4, 0.3, true, SequencePooling::kAttention};
    case SequenceNetworkKind::kSkeletonGraph:
      return {64, 3, 0.3, true, SequencePooling::kMean};
  }
  return {};
}

Error has_none(SequenceNetworkKind kind, const char* what) {
  return usage_error("network " + std::string(name_of(kind)) + " has no choice of " + what +
                     "; leave it out");
}

template <typename T>
std::optional<T> optional_member(const Json& json, const char* name) {
  if (!json.contains(name)) return std::nullopt;
  return json.at(name).get<T>();
}

}  // namespace

std::string_view name_of(SequenceNetworkKind kind) {
  constexpr std::array<std::string_view, kSequenceNetworkKinds.size()> kNames = {
      "bilstm",     "gru",      "transformer",   "tcn-bilstm",    "conv1d",
      "multiscale", "convlstm", "deep-residual", "skeleton-graph"};
  return kNames[static_cast<size_t>(kind)];
}

std::string_view name_of(SequencePooling pooling) {
  constexpr std::array<std::string_view, kSequencePoolings.size()> kNames = {"attention", "mean",
                                                                             "max"};
  return kNames[static_cast<size_t>(pooling)];
}

std::string_view name_of(ResidualBlock block) {
  constexpr std::array<std::string_view, kResidualBlocks.size()> kNames = {
      "standard", "preactivation", "bottleneck", "squeeze-excitation"};
  return kNames[static_cast<size_t>(block)];
}

Result<SequenceNetworkKind> sequence_network_kind(std::string_view name) {
  return named(kSequenceNetworkKinds, name, "sequence network");
}

Result<SequencePooling> sequence_pooling(std::string_view name) {
  return named(kSequencePoolings, name, "pooling");
}

Result<ResidualBlock> residual_block(std::string_view name) {
  return named(kResidualBlocks, name, "residual block");
}

Status SequenceSet::validate_values() const {
  constexpr int kMost = 20000;
  if (frames < 1 || channels < 1 || frames > kMost || channels > kMost) {
    return bad_input("sequences have " + std::to_string(frames) + " frames of " +
                     std::to_string(channels) + " channels; expected from 1 to " +
                     std::to_string(kMost) + " of each");
  }
  const auto sequences = static_cast<size_t>(count());
  if (valid.size() != sequences * frames || values.size() != valid.size() * channels) {
    return bad_input("sequences of " + std::to_string(frames) + " x " + std::to_string(channels) +
                     " have " + std::to_string(values.size()) + " values and " +
                     std::to_string(valid.size()) + " valid marks, which do not fit each other");
  }
  for (size_t i = 0; i < sequences; ++i) {
    bool is_empty = true;
    for (size_t t = i * frames; t < (i + 1) * frames; ++t) {
      if (valid[t] == 0.0F) continue;
      is_empty = false;
      for (size_t c = t * channels; c < (t + 1) * channels; ++c) {
        if (std::isfinite(values[c])) continue;
        return bad_input("sequence " + std::to_string(i) + " has a value that is not finite in " +
                         "frame " + std::to_string(t - i * frames) + ", channel " +
                         std::to_string(c - t * channels) +
                         "; mark the frame as not valid, or fill the gap");
      }
    }
    if (is_empty) {
      return bad_input("sequence " + std::to_string(i) + " has no valid frame; leave it out");
    }
  }
  return {};
}

Status SequenceSet::validate() const {
  if (Status s = validate_values(); !s) return s;
  if (!labels.empty() && labels.size() != static_cast<size_t>(count())) {
    return bad_input(std::to_string(count()) + " sequences have " + std::to_string(labels.size()) +
                     " labels; expected one each, or none");
  }
  for (size_t i = 0; i < labels.size(); ++i) {
    if (labels[i] < 0 || labels[i] >= static_cast<int>(class_names.size())) {
      return bad_input("sequence " + std::to_string(i) + " has label " + std::to_string(labels[i]) +
                       ", and there are " + std::to_string(class_names.size()) + " classes");
    }
  }
  const auto joints = static_cast<int>(graph.joint_parents.size());
  if (joints == 0) return {};
  constexpr int kMostJoints = 2000;  // of all people: graphs are dense matrices
  if (graph.people < 1 || graph.people > kMostJoints / joints || graph.numbers_a_joint < 1 ||
      graph.numbers_a_joint > channels || graph.joint_channels() > channels) {
    return bad_input("a graph of " + std::to_string(graph.people) + " people, " +
                     std::to_string(joints) + " joints, " + std::to_string(graph.numbers_a_joint) +
                     " numbers a joint does not fit " + std::to_string(channels) + " channels");
  }
  for (int j = 0; j < joints; ++j) {
    if (graph.joint_parents[j] < -1 || graph.joint_parents[j] >= joints ||
        graph.joint_parents[j] == j) {
      return bad_input("joint " + std::to_string(j) + " has parent " +
                       std::to_string(graph.joint_parents[j]) +
                       "; expected another joint, or -1 for none");
    }
  }
  return {};
}

SequenceNetworkOptions SequenceNetworkOptions::resolved() const {
  const KindDefaults own = defaults_of(kind);
  SequenceNetworkOptions out = *this;
  if (!out.hidden) out.hidden = own.hidden;
  if (!out.layers && own.layers > 0) out.layers = own.layers;
  if (!out.dropout) out.dropout = own.dropout;
  if (!out.block && kind == SequenceNetworkKind::kDeepResidual) {
    out.block = ResidualBlock::kStandard;
  }
  if (!out.pooling && own.has_pooling) out.pooling = own.pooling;
  return out;
}

Status SequenceNetworkOptions::validate() const {
  const KindDefaults own = defaults_of(kind);
  if (hidden && (*hidden < 8 || *hidden > 1024 || *hidden % 8 != 0)) {
    return usage_error("hidden is " + std::to_string(*hidden) +
                       "; expected a multiple of 8 from 8 to 1024");
  }
  if (layers && own.layers == 0) return has_none(kind, "layers");
  if (Status s = check_range("layers", layers.value_or(1), 1, 8); !s) return s;
  if (Status s = check_range("dropout", dropout.value_or(0.0), 0.0, 0.9); !s) return s;
  if (block && kind != SequenceNetworkKind::kDeepResidual) return has_none(kind, "block");
  if (pooling && !own.has_pooling) return has_none(kind, "pooling");
  return {};
}

std::string SequenceNetworkOptions::to_json() const {
  Json json{{"kind", name_of(kind)}};
  if (hidden) json["hidden"] = *hidden;
  if (layers) json["layers"] = *layers;
  if (dropout) json["dropout"] = *dropout;
  if (block) json["block"] = name_of(*block);
  if (pooling) json["pooling"] = name_of(*pooling);
  return json.dump();
}

Result<SequenceNetworkOptions> sequence_network_options(const std::string& text) try {
  const Json json = Json::parse(text);
  SequenceNetworkOptions out;
  const auto kind = sequence_network_kind(json.at("kind").get<std::string>());
  if (!kind) return bad_input(kind.error().message);
  out.kind = *kind;
  out.hidden = optional_member<int>(json, "hidden");
  out.layers = optional_member<int>(json, "layers");
  out.dropout = optional_member<double>(json, "dropout");
  if (const auto name = optional_member<std::string>(json, "block")) {
    const auto block = residual_block(*name);
    if (!block) return bad_input(block.error().message);
    out.block = *block;
  }
  if (const auto name = optional_member<std::string>(json, "pooling")) {
    const auto pooling = sequence_pooling(*name);
    if (!pooling) return bad_input(pooling.error().message);
    out.pooling = *pooling;
  }
  if (Status s = out.validate(); !s) return bad_input(s.error().message);
  return out;
} catch (const Json::exception& e) {
  return bad_input(std::string("a network's options cannot be read (") + e.what() + ")");
}

Status SequenceTrainSettings::validate() const {
  if (Status s = network.validate(); !s) return s;
  const struct {
    const char* name;
    double value, low, high;
  } ranges[] = {
      {"epochs", double(epochs), 1, 10000},         {"batch", double(batch), 1, 4096},
      {"learning_rate", learning_rate, 1e-8, 0.1},  {"weight_decay", weight_decay, 0, 1},
      {"label_smoothing", label_smoothing, 0, 0.9}, {"gradient_norm", gradient_norm, 0, 1000},
      {"patience", double(patience), 0, 10000},     {"threads", double(threads), 0, 1024},
  };
  for (const auto& range : ranges) {
    if (Status s = check_range(range.name, range.value, range.low, range.high); !s) return s;
  }
  double sum = 0.0;
  for (const double weight : class_weights) {
    if (!(weight >= 0.0 && weight <= 1e6)) {
      return usage_error("a class weight is " + shown(weight) +
                         "; expected a number from 0 to 1000000");
    }
    sum += weight;
  }
  if (!class_weights.empty() && sum <= 0.0) return usage_error("all class weights are 0");
  return {};
}

std::string SequenceTrainSettings::to_json() const {
  return Json{{"network", Json::parse(network.resolved().to_json())},
              {"epochs", epochs},
              {"batch", batch},
              {"learning_rate", learning_rate},
              {"weight_decay", weight_decay},
              {"label_smoothing", label_smoothing},
              {"gradient_norm", gradient_norm},
              {"patience", patience},
              {"monitor", monitor == SequenceMonitor::kLoss ? "loss" : "balanced-accuracy"},
              {"class_weights", class_weights},
              {"sampler", sampler ? sampler_name : "shuffle"},
              {"augmentation", augmentation ? augmentation_name : "none"},
              {"seed", seed},
              {"threads", threads}}
      .dump();
}

}  // namespace kinemote::synthesis
