#include "synthesis/models/sequence_model.h"

#include <algorithm>
#include <cmath>
#include <functional>
#include <nlohmann/json.hpp>

#include "motion/core/atomic_file.h"
#include "synthesis/control/tensor_file.h"
#include "synthesis/models/torch_backend.h"

namespace kinemote::synthesis {
namespace {

using Json = nlohmann::json;

constexpr TensorFormat kFormat{"KINEMOTE-SEQUENCE-CLASSIFIER", 1, "sequence classifier"};
constexpr const char* kCard = "classifier";
constexpr const char* kMean = "scale/mean";
constexpr const char* kDeviation = "scale/input_scale";  // "_scale": the file's reader refuses 0
constexpr int kAtOnce = 64;  // sequences, which bounds the memory of a run

/// Runs a set in batches; `visit` sees the index of each batch's first sequence.
void each_batch(SequenceNetwork& network, const SequenceSet& set, const SequenceScaler& scaler,
                const std::function<void(int, const SequenceBatch&, SequenceOutputs)>& visit) {
  for (int first = 0; first < set.count(); first += kAtOnce) {
    std::vector<SequenceView> views;
    for (int n = first; n < std::min(first + kAtOnce, set.count()); ++n) {
      views.push_back(sequence_of(set, n));
    }
    const SequenceBatch batch = make_sequence_batch(views, scaler);
    visit(first, batch, network.run(batch));
  }
}

std::string card_to_json(const SequenceModelCard& card) {
  const SkeletonGraph& graph = card.shape.graph;
  return Json{{"class_names", card.class_names},
              {"channels", card.shape.channels},
              {"network", Json::parse(card.shape.options.to_json())},
              {"joint_parents", graph.joint_parents},
              {"numbers_a_joint", graph.numbers_a_joint},
              {"people", graph.people},
              {"settings", Json::parse(card.settings_json)},
              {"input", Json::parse(card.input_json)}}
      .dump();
}

/// Throws with a sentence about what is wrong.
SequenceModelCard card_from_file(const TensorFile& file) {
  const auto tensor = [&](const char* name) -> const std::vector<float>& {
    const auto it = file.tensors.find(name);
    if (it == file.tensors.end()) {
      throw std::runtime_error("tensor \"" + std::string(name) + "\" is missing");
    }
    return it->second.values;
  };
  const auto member = file.members.find(kCard);
  if (member == file.members.end()) throw std::runtime_error("its description is missing");
  const Json json = Json::parse(member->second);
  SequenceModelCard card;
  json.at("class_names").get_to(card.class_names);
  json.at("channels").get_to(card.shape.channels);
  auto options = sequence_network_options(json.at("network").dump());
  if (!options) throw std::runtime_error(options.error().message);
  card.shape.options = options->resolved();
  json.at("joint_parents").get_to(card.shape.graph.joint_parents);
  json.at("numbers_a_joint").get_to(card.shape.graph.numbers_a_joint);
  json.at("people").get_to(card.shape.graph.people);
  card.settings_json = json.at("settings").dump();
  card.input_json = json.at("input").dump();
  card.scaler = {tensor(kMean), tensor(kDeviation)};
  card.shape.classes = static_cast<int>(card.class_names.size());
  SequenceSet empty;  // has the rules for channels and graph
  empty.frames = 1;
  empty.channels = card.shape.channels;
  empty.graph = card.shape.graph;
  if (Status s = empty.validate(); !s) throw std::runtime_error(s.error().message);
  const auto channels = static_cast<size_t>(card.shape.channels);
  if (card.scaler.mean.size() != channels || card.scaler.deviation.size() != channels ||
      card.shape.classes < 2) {
    throw std::runtime_error("its scaler or classes do not fit its channels");
  }
  if (card.shape.options.kind == SequenceNetworkKind::kSkeletonGraph &&
      card.shape.graph.joint_parents.empty()) {
    throw std::runtime_error("its skeleton is missing");
  }
  return card;
}

}  // namespace

std::vector<double> sequence_probabilities(SequenceNetwork& network, const SequenceSet& set,
                                           const SequenceScaler& scaler) {
  std::vector<double> out;
  each_batch(network, set, scaler, [&](int, const SequenceBatch&, const SequenceOutputs& outputs) {
    out.insert(out.end(), outputs.probabilities.begin(), outputs.probabilities.end());
  });
  return out;
}

Status SequenceModel::check(const SequenceSet& set) const {
  if (set.channels != channels()) {
    return bad_input("sequences have " + std::to_string(set.channels) +
                     " channels; the classifier was trained on " + std::to_string(channels()));
  }
  return set.validate_values();
}

Result<std::vector<double>> SequenceModel::probabilities(const SequenceSet& set) try {
  keep_to_one_core();
  if (Status s = check(set); !s) return s.error();
  return sequence_probabilities(*network_, set, card_.scaler);
} catch (const std::exception& e) {
  return environment_error(std::string("the classifier failed: ") + e.what());
}

Result<std::vector<double>> SequenceModel::attention(const SequenceSet& set) try {
  keep_to_one_core();
  if (Status s = check(set); !s) return s.error();
  std::vector<double> out(set.valid.size());
  each_batch(*network_, set, card_.scaler,
             [&](int first, const SequenceBatch& batch, const SequenceOutputs& outputs) {
               for (int n = 0; n < batch.count(); ++n) {
                 const float* from = outputs.weights.data() + size_t(n) * batch.frames;
                 const size_t row = size_t(first + n) * set.frames;
                 for (int t = 0; t < set.frames; ++t) {
                   if (set.valid[row + t] != 0.0F) out[row + t] = *from++;
                 }
               }
             });
  return out;
} catch (const std::exception& e) {
  return environment_error(std::string("the classifier failed: ") + e.what());
}

Result<SequenceAttribution> SequenceModel::integrated_gradients(const SequenceSet& set,
                                                                int steps) try {
  keep_to_one_core();
  if (Status s = check(set); !s) return s.error();
  if (steps < 1 || steps > 4096) {
    return usage_error("integrated gradients take from 1 to 4096 steps, not " +
                       std::to_string(steps));
  }
  constexpr int kStepsAtOnce = 16;
  SequenceAttribution out;
  out.values.resize(set.values.size());
  for (int n = 0; n < set.count(); ++n) {
    const SequenceBatch batch = make_sequence_batch({sequence_of(set, n)}, card_.scaler);
    const size_t size = batch.values.size();
    SequenceBatch ends = batch;  // the sequence, and mean frames: zeros once standardised
    ends.lengths.push_back(batch.frames);
    ends.values.resize(2 * size);
    const std::vector<float> at_ends = network_->run(ends).probabilities;
    const auto classes = static_cast<int>(class_names().size());
    const auto predicted = static_cast<int>(
        std::max_element(at_ends.begin(), at_ends.begin() + classes) - at_ends.begin());
    std::vector<double> mean_gradient(size);
    for (int first = 0; first < steps; first += kStepsAtOnce) {
      const int count = std::min(kStepsAtOnce, steps - first);
      SequenceBatch between;
      between.frames = batch.frames;
      between.lengths.assign(count, batch.frames);
      for (int i = 0; i < count; ++i) {
        const auto share = static_cast<float>((first + i + 0.5) / steps);
        for (const float value : batch.values) between.values.push_back(share * value);
      }
      const auto gradient =
          network_->probability_gradient(between, std::vector<int>(count, predicted));
      for (size_t k = 0; k < gradient.size(); ++k) mean_gradient[k % size] += gradient[k] / steps;
    }
    double sum = 0.0;
    size_t from = 0;
    for (int t = 0; t < set.frames; ++t) {
      const size_t row = size_t(n) * set.frames + t;
      if (set.valid[row] == 0.0F) continue;
      for (int c = 0; c < set.channels; ++c, ++from) {
        const double attributed = mean_gradient[from] * batch.values[from];
        out.values[row * set.channels + c] = static_cast<float>(attributed);
        sum += attributed;
      }
    }
    out.predicted.push_back(predicted);
    out.probability.push_back(at_ends[predicted]);
    out.baseline_probability.push_back(at_ends[classes + predicted]);
    out.completeness_gap.push_back(
        std::abs(sum - (out.probability.back() - out.baseline_probability.back())));
  }
  return out;
} catch (const std::exception& e) {
  return environment_error(std::string("the classifier failed: ") + e.what());
}

Status SequenceModel::save(const std::filesystem::path& path) const try {
  TensorFile file;
  file.members[kCard] = card_to_json(card_);
  network_->write_weights(file.tensors);
  const auto channels = static_cast<int64_t>(card_.scaler.mean.size());
  file.tensors[kMean] = {{channels}, card_.scaler.mean};
  file.tensors[kDeviation] = {{channels}, card_.scaler.deviation};
  // Full precision: a saved classifier says exactly what it said before.
  const auto bytes = tensor_file_bytes(file, kFormat, [](const std::string&) { return false; });
  if (!bytes) return bytes.error();
  return write_atomically(path, *bytes);
} catch (const std::exception& e) {
  return environment_error("cannot write " + path.string() + ": " + e.what());
}

Result<std::unique_ptr<SequenceClassifier>> SequenceModel::open(const std::filesystem::path& path) {
  const auto refused = [&](const std::string& why) {
    return bad_input("cannot use " + path.string() + " as a classifier: " + why);
  };
  const Result<std::string> bytes = read_file(path);
  if (!bytes) {
    return Error{bytes.error().code, "cannot read the classifier " + bytes.error().message};
  }
  const Result<TensorFile> file = parse_tensor_file(*bytes, kFormat);
  if (!file) return refused(file.error().message);
  try {
    SequenceModelCard card = card_from_file(*file);
    auto network = SequenceNetwork::make(card.shape, /*seed=*/0);
    network->read_weights(file->tensors);
    return std::unique_ptr<SequenceClassifier>(
        std::make_unique<SequenceModel>(std::move(card), std::move(network)));
  } catch (const std::exception& e) {
    return refused(std::string("it is damaged (") + e.what() + ")");
  }
}

}  // namespace kinemote::synthesis
