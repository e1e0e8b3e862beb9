#include "app/recognition/recogniser_spec.h"

#include <algorithm>
#include <functional>
#include <map>
#include <nlohmann/json.hpp>

namespace kinemote::app {
namespace {

using Json = nlohmann::ordered_json;

constexpr std::string_view kEncoderName = "vae-encoder";
constexpr int kMostSpecs = 500;  // of one declaration: more is a slip

template <typename Enum, size_t N>
Enum member_of(const Enum (&all)[N], const std::string& name) {
  std::string known;
  for (const Enum one : all) {
    if (name == name_of(one)) return one;
    known += (known.empty() ? "" : ", ") + std::string(name_of(one));
  }
  throw std::runtime_error("\"" + name + "\" is unknown; choose among " + known);
}

template <typename T>
T taken(Result<T> result) {
  if (!result) throw std::runtime_error(result.error().message);
  return std::move(*result);
}

/// How each member is read.
using Reader = std::function<void(const Json&, RecogniserSpec&)>;

const std::map<std::string, Reader>& readers() {
  static const std::map<std::string, Reader> all = {
      {"model", [](const Json& j, RecogniserSpec& s) { s.model = j.get<std::string>(); }},
      {"input",
       [](const Json& j, RecogniserSpec& s) {
         s.input = member_of(kRecognitionInputs, j.get<std::string>());
       }},
      {"balance",
       [](const Json& j, RecogniserSpec& s) {
         s.balance = taken(analysis::parse_balance(j.get<std::string>()));
       }},
      {"augment", [](const Json& j, RecogniserSpec& s) { s.augments = j.get<bool>(); }},
      {"clips_a_class", [](const Json& j, RecogniserSpec& s) { s.clips_a_class = j.get<int>(); }},
      {"grid", [](const Json& j, RecogniserSpec& s) { s.searches_grid = j.get<bool>(); }},
      {"encoder_epochs", [](const Json& j, RecogniserSpec& s) { s.encoder_epochs = j.get<int>(); }},
      {"hidden", [](const Json& j, RecogniserSpec& s) { s.network.hidden = j.get<int>(); }},
      {"layers", [](const Json& j, RecogniserSpec& s) { s.network.layers = j.get<int>(); }},
      {"dropout", [](const Json& j, RecogniserSpec& s) { s.network.dropout = j.get<double>(); }},
      {"block",
       [](const Json& j, RecogniserSpec& s) {
         s.network.block = taken(synthesis::residual_block(j.get<std::string>()));
       }},
      {"pooling",
       [](const Json& j, RecogniserSpec& s) {
         s.network.pooling = taken(synthesis::sequence_pooling(j.get<std::string>()));
       }},
      {"epochs", [](const Json& j, RecogniserSpec& s) { s.epochs = j.get<int>(); }},
      {"batch", [](const Json& j, RecogniserSpec& s) { s.batch = j.get<int>(); }},
      {"patience", [](const Json& j, RecogniserSpec& s) { s.patience = j.get<int>(); }},
      {"learning_rate",
       [](const Json& j, RecogniserSpec& s) { s.learning_rate = j.get<double>(); }},
      {"weight_decay", [](const Json& j, RecogniserSpec& s) { s.weight_decay = j.get<double>(); }},
      {"label_smoothing",
       [](const Json& j, RecogniserSpec& s) { s.label_smoothing = j.get<double>(); }},
  };
  return all;
}

std::string member_names() {
  std::string names;
  for (const auto& [name, reader] : readers()) names += (names.empty() ? "" : ", ") + name;
  return names;
}

bool is_sequence_model(const std::string& model) {
  return synthesis::sequence_network_kind(model).ok();
}

Json json_of(const RecogniserSpec& spec);

/// A member that is not the usual one, as it is said: "without a grid", "5 clips a class".
std::string words_of(const std::string& member, const Json& value) {
  const std::string said = value.is_string() ? value.get<std::string>() : value.dump();
  if (member == "grid") return value.get<bool>() ? "with a grid" : "without a grid";
  if (member == "augment") return value.get<bool>() ? "augmented" : "not augmented";
  if (member == "balance") return said == "none" ? "not balanced" : "balanced by " + said;
  if (member == "clips_a_class") return said + " clips a class";
  if (member == "encoder_epochs") return said + " epochs of the encoder";
  if (member == "layers" || member == "epochs") return said + " " + member;
  if (member == "hidden") return said + " units";
  if (member == "block") return said + " blocks";
  if (member == "pooling") return said + " pooling";
  if (member == "batch") return "batches of " + said;
  std::string words = member;
  std::replace(words.begin(), words.end(), '_', ' ');
  return words + " " + said;
}

}  // namespace

std::string_view name_of(RecognitionInput input) {
  switch (input) {
    case RecognitionInput::kSkeleton:
      return "skeleton";
    case RecognitionInput::kCoco17:
      return "coco17";
    case RecognitionInput::kLandmarks33:
      return "landmarks33";
  }
  return "?";
}

RecogniserFamily RecogniserSpec::family() const {
  if (model == kEncoderName) return RecogniserFamily::kEncoder;
  return is_sequence_model(model) ? RecogniserFamily::kSequence : RecogniserFamily::kRows;
}

std::vector<std::string> recogniser_models() {
  std::vector<std::string> names;
  for (const auto kind : analysis::kRowKinds) names.emplace_back(analysis::name_of(kind));
  for (const auto kind : synthesis::kSequenceNetworkKinds) {
    names.emplace_back(synthesis::name_of(kind));
  }
  names.emplace_back(kEncoderName);
  return names;
}

Status RecogniserSpec::validate() const {
  const auto models = recogniser_models();
  if (std::find(models.begin(), models.end(), model) == models.end()) {
    std::string known;
    for (const std::string& name : models) known += (known.empty() ? "" : ", ") + name;
    return usage_error("\"" + model + "\" is no recogniser; choose among " + known);
  }
  if (clips_a_class < 0 || encoder_epochs < 1) {
    return usage_error("a recogniser needs 0 (all) or more clips a class and 1 or more epochs");
  }
  if (family() == RecogniserFamily::kEncoder && input != RecognitionInput::kSkeleton) {
    return usage_error("vae-encoder reads skeletons, not " + std::string(name_of(input)));
  }
  if (family() == RecogniserFamily::kSequence) {
    if (balance == analysis::ClassBalance::kSmote) {
      return usage_error("smote makes rows between rows, and " + model +
                         " reads sequences: balance by sampler or class-weights");
    }
    return network.validate();
  }
  const bool has_network =
      network.hidden || network.layers || network.dropout || network.block || network.pooling;
  if (has_network) return usage_error(model + " has no layers, blocks, dropout or pooling");
  return {};
}

std::string RecogniserSpec::name() const {
  const Json mine = json_of(*this);
  RecogniserSpec plain;
  plain.model = model;
  const Json usual = json_of(plain);
  std::string text = model + " on " + std::string(name_of(input));
  for (const auto& [key, value] : mine.items()) {
    if (key == "model" || key == "input" || (usual.contains(key) && usual[key] == value)) continue;
    text += ", " + words_of(key, value);
  }
  return text;
}

namespace {

Json json_of(const RecogniserSpec& spec) {
  Json json{{"model", spec.model},
            {"input", name_of(spec.input)},
            {"balance", analysis::name_of(spec.balance)},
            {"augment", spec.augments},
            {"clips_a_class", spec.clips_a_class}};
  switch (spec.family()) {
    case RecogniserFamily::kRows:
      json["grid"] = spec.searches_grid;
      break;
    case RecogniserFamily::kEncoder:
      json["encoder_epochs"] = spec.encoder_epochs;
      break;
    case RecogniserFamily::kSequence:
      if (spec.network.hidden) json["hidden"] = *spec.network.hidden;
      if (spec.network.layers) json["layers"] = *spec.network.layers;
      if (spec.network.dropout) json["dropout"] = *spec.network.dropout;
      if (spec.network.block) json["block"] = synthesis::name_of(*spec.network.block);
      if (spec.network.pooling) json["pooling"] = synthesis::name_of(*spec.network.pooling);
      json["epochs"] = spec.epochs;
      json["batch"] = spec.batch;
      json["patience"] = spec.patience;
      json["learning_rate"] = spec.learning_rate;
      json["weight_decay"] = spec.weight_decay;
      json["label_smoothing"] = spec.label_smoothing;
      break;
  }
  return json;
}

Result<RecogniserSpec> spec_of_object(const Json& json) {
  if (!json.is_object()) return bad_input("a recogniser is an object, not " + json.dump());
  RecogniserSpec spec;
  for (const auto& [key, value] : json.items()) {
    const auto reader = readers().find(key);
    if (reader == readers().end()) {
      return bad_input("a recogniser has no member \"" + key + "\"; it may have " + member_names());
    }
    try {
      reader->second(value, spec);
    } catch (const nlohmann::json::exception&) {
      return bad_input("member \"" + key + "\" of a recogniser cannot be " + value.dump());
    } catch (const std::exception& e) {
      return bad_input("member \"" + key + "\" of a recogniser: " + e.what());
    }
  }
  if (const auto kind = synthesis::sequence_network_kind(spec.model)) spec.network.kind = *kind;
  if (Status s = spec.validate(); !s) return bad_input(s.error().message);
  return spec;
}

}  // namespace

std::string spec_json(const RecogniserSpec& spec) { return json_of(spec).dump(); }

Result<RecogniserSpec> spec_of(const std::string& json) {
  return spec_of_object(Json::parse(json, nullptr, false));
}

Result<std::vector<RecogniserSpec>> specs_of(const std::string& text) {
  const Json json = Json::parse(text, nullptr, false);
  if (!json.is_object()) return bad_input("a recogniser is an object, not " + json.dump());
  std::vector<Json> expanded{Json::object()};
  for (const auto& [key, value] : json.items()) {
    const Json values = value.is_array() ? value : Json::array({value});
    if (values.empty()) return bad_input("member \"" + key + "\" of a recogniser is an empty list");
    std::vector<Json> next;
    for (const Json& one : expanded) {
      for (const Json& choice : values) {
        next.push_back(one);
        next.back()[key] = choice;
      }
    }
    expanded = std::move(next);
    if (static_cast<int>(expanded.size()) > kMostSpecs) {
      return bad_input("a declaration stands for more than " + std::to_string(kMostSpecs) +
                       " recognisers: shorten its lists");
    }
  }
  std::vector<RecogniserSpec> specs;
  for (const Json& one : expanded) {
    Result<RecogniserSpec> spec = spec_of_object(one);
    if (!spec) return spec.error();
    specs.push_back(std::move(*spec));
  }
  return specs;
}

}  // namespace kinemote::app
