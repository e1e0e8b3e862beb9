#include "app/affect_file.h"

#include <nlohmann/json.hpp>
#include <stdexcept>

#include "app/assets.h"
#include "app/clip_loader.h"
#include "motion/io/atomic_file.h"
#include "synthesis/control/model_file.h"

namespace kinemote::app {
namespace {

using Json = nlohmann::ordered_json;

constexpr const char* kFormat = "kinemote-affect 1";

Json matrix_json(const Eigen::MatrixXd& matrix) {
  Json values = Json::array();
  for (Eigen::Index r = 0; r < matrix.rows(); ++r) {
    for (Eigen::Index c = 0; c < matrix.cols(); ++c) values.push_back(matrix(r, c));
  }
  return {{"rows", matrix.rows()}, {"columns", matrix.cols()}, {"values", std::move(values)}};
}

Eigen::MatrixXd matrix_from(const Json& json) {
  const auto rows = json.at("rows").get<Eigen::Index>();
  const auto columns = json.at("columns").get<Eigen::Index>();
  const auto values = json.at("values").get<std::vector<double>>();
  if (rows < 0 || columns < 0 || rows > 1'000'000 || columns > 1'000'000 ||
      static_cast<Eigen::Index>(values.size()) != rows * columns) {
    throw std::runtime_error("a matrix has " + std::to_string(values.size()) +
                             " values, which do not fit its rows and columns");
  }
  Eigen::MatrixXd matrix(rows, columns);
  for (Eigen::Index i = 0; i < rows * columns; ++i) matrix(i / columns, i % columns) = values[i];
  return matrix;
}

Json regression_json(const analysis::RbfRegression& model,
                     const analysis::RegressionReport& report) {
  return {{"input_mean", matrix_json(model.input_mean)},
          {"input_scale", matrix_json(model.input_scale)},
          {"output_mean", matrix_json(model.output_mean)},
          {"output_scale", matrix_json(model.output_scale)},
          {"centres", matrix_json(model.centres)},
          {"weights", matrix_json(model.weights)},
          {"sigma", model.sigma},
          {"ridge", model.ridge},
          {"mae", report.mae},
          {"baseline_mae", report.baseline_mae},
          {"r2", report.r2},
          {"sample_count", report.sample_count},
          {"group_count", report.group_count},
          {"folds", report.folds}};
}

void read_regression(const Json& json, Eigen::Index inputs, Eigen::Index outputs,
                     analysis::RbfRegression& model, analysis::RegressionReport& report) {
  model.input_mean = matrix_from(json.at("input_mean"));
  model.input_scale = matrix_from(json.at("input_scale"));
  model.output_mean = matrix_from(json.at("output_mean"));
  model.output_scale = matrix_from(json.at("output_scale"));
  model.centres = matrix_from(json.at("centres"));
  model.weights = matrix_from(json.at("weights"));
  json.at("sigma").get_to(model.sigma);
  json.at("ridge").get_to(model.ridge);
  json.at("mae").get_to(report.mae);
  json.at("baseline_mae").get_to(report.baseline_mae);
  json.at("r2").get_to(report.r2);
  json.at("sample_count").get_to(report.sample_count);
  json.at("group_count").get_to(report.group_count);
  json.at("folds").get_to(report.folds);
  report.chosen_ridge = model.ridge;
  const bool fits = model.input_mean.size() == inputs && model.input_scale.size() == inputs &&
                    model.output_mean.size() == outputs && model.output_scale.size() == outputs &&
                    (model.centres.rows() == 0 || model.centres.cols() == inputs) &&
                    model.weights.rows() == 1 + inputs + model.centres.rows() &&
                    model.weights.cols() == outputs && model.sigma > 0.0 &&
                    (model.input_scale.array() >= 0.0).all();  // 0: an ignored column
  if (!fits) throw std::runtime_error("the sizes of a regression do not fit together");
}

Result<AffectSource> read_affect_file(const std::filesystem::path& path) {
  const Result<std::string> bytes = io::read_file(path);
  if (!bytes) return bytes.error();
  try {
    const Json json = Json::parse(*bytes);
    if (!json.is_object() || json.value("format", std::string()) != kFormat) {
      return bad_input("\"" + path.string() +
                       "\" is no affect model; expected a file that \"kinemote train pad\" wrote");
    }
    AffectSource source;
    source.name = path.stem().string();
    source.settings_json = json.at("settings").dump();
    json.at("settings_hash").get_to(source.settings_hash);
    for (const Json& word : json.at("labels")) {
      const auto pad = word.at("pad").get<std::array<double, 3>>();
      source.words.push_back({word.at("word").get<std::string>(), {pad[0], pad[1], pad[2]}});
    }
    analysis::AffectModel& model = source.model;
    json.at("feature_names").get_to(model.feature_names);
    json.at("pad_mae").get_to(model.pad_mae);
    if (json.contains("interval90")) json["interval90"].get_to(model.interval90);
    if (json.contains("trees")) {
      json.at("tree_share").get_to(model.tree_share);
      auto trees = analysis::BoostedTrees::from_json(json["trees"].dump());
      if (!trees) throw std::runtime_error(trees.error().message);
      if (trees->output_count() != 3 || !(model.tree_share >= 0.0 && model.tree_share <= 1.0)) {
        throw std::runtime_error("its trees do not give pleasure, arousal and dominance");
      }
      model.trees = std::move(*trees);
    }
    const auto features = static_cast<Eigen::Index>(model.feature_names.size());
    read_regression(json.at("pad_from_features"), features, 3, model.pad_from_features,
                    model.pad_from_features_report);
    read_regression(json.at("features_from_pad"), 3, features, model.features_from_pad,
                    model.features_from_pad_report);
    return source;
  } catch (const std::exception& error) {
    return bad_input("\"" + path.string() + "\" is a damaged affect model (" + error.what() + ")");
  }
}

}  // namespace

double AffectSource::window_s() const {
  constexpr double kUnsaid_s = 2.0;
  const Json settings = Json::parse(settings_json, nullptr, false);
  if (!settings.is_object() || settings.value("kind", std::string()) != "pad" ||
      !settings.contains("window_s") || !settings["window_s"].is_number()) {
    return kUnsaid_s;
  }
  const double window_s = settings["window_s"].get<double>();
  return window_s >= 1.0 && window_s <= 60.0 ? window_s : kUnsaid_s;
}

Status write_affect_file(const std::filesystem::path& path, const AffectSource& source) {
  Json labels = Json::array();
  for (const analysis::PadWord& word : source.words) {
    labels.push_back({{"word", word.word}, {"pad", word.pad.values()}});
  }
  const analysis::AffectModel& model = source.model;
  Json json = {
      {"format", kFormat},
      {"settings", Json::parse(source.settings_json)},
      {"settings_hash", source.settings_hash},
      {"labels", std::move(labels)},
      {"feature_names", model.feature_names},
      {"pad_mae", model.pad_mae},
      {"interval90", model.interval90},
      {"pad_from_features",
       regression_json(model.pad_from_features, model.pad_from_features_report)},
      {"features_from_pad",
       regression_json(model.features_from_pad, model.features_from_pad_report)},
  };
  if (!model.trees.empty()) {
    json["tree_share"] = model.tree_share;
    json["trees"] = Json::parse(model.trees.to_json());
  }
  return io::write_atomically(path,
                              json.dump(-1, ' ', false, Json::error_handler_t::replace) + "\n");
}

Result<AffectSource> load_affect_model(const std::string& name_or_path) {
  const Result<std::filesystem::path> path = resolve_model(name_or_path);
  if (!path) return path.error();
  if (extension_of(*path) == "json") return read_affect_file(*path);
  Result<synthesis::ModelFile> file = synthesis::read_model_file(*path);
  if (!file) return file.error();
  synthesis::ModelCard& card = file->card;
  if (card.affect.feature_names.empty()) {
    return bad_input("model \"" + path->string() +
                     "\" carries no affect model; train one with \"kinemote train pad\"");
  }
  std::vector<analysis::PadWord> words = card.pad_words();
  return AffectSource{std::move(card.affect), std::move(words), card.name, card.settings_json,
                      card.settings_hash};
}

}  // namespace kinemote::app
