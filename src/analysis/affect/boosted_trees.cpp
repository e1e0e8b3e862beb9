#include "analysis/affect/boosted_trees.h"

#include <cmath>
#include <utility>
#include <vector>

#include "analysis/affect/xgboost_handles.h"

namespace kinemote::analysis {
namespace {

Status check(const Eigen::MatrixXd& inputs, const Eigen::MatrixXd& outputs) {
  if (inputs.rows() < 2 || inputs.cols() < 1 || outputs.cols() < 1 ||
      outputs.rows() != inputs.rows()) {
    return bad_input("boosted trees were given " + std::to_string(inputs.rows()) + " inputs and " +
                     std::to_string(outputs.rows()) + " outputs; expected as many, at least 2");
  }
  if (!inputs.allFinite() || !outputs.allFinite()) {
    return bad_input("boosted trees were given a value that is not a finite number");
  }
  return {};
}

}  // namespace

struct BoostedTrees::Trees {
  std::vector<xgboost::Booster> boosters;
  int input_count = 0;
};

Status BoostedTreesSettings::validate() const {
  const auto is_share = [](double share) { return share > 0.0 && share <= 1.0; };
  if (rounds < 1 || rounds > 100'000 || depth < 1 || depth > 20 || !is_share(learning_rate) ||
      !(least_child_weight >= 0.0) || !is_share(row_share) || !is_share(column_share) ||
      !(l2 >= 0.0) || threads < 0) {
    return usage_error(
        "boosted trees need 1 round or more, a depth from 1 to 20, a learning rate and shares in "
        "(0, 1], and weights of 0 or more");
  }
  return {};
}

Result<BoostedTrees> BoostedTrees::fit(const Eigen::MatrixXd& inputs,
                                       const Eigen::MatrixXd& outputs,
                                       const BoostedTreesSettings& settings,
                                       const Progress& progress) {
  if (Status s = settings.validate(); !s) return s.error();
  if (Status s = check(inputs, outputs); !s) return s.error();
  auto table = xgboost::Table::make(inputs.cast<float>());
  if (!table) return table.error();
  xgboost::Parameters parameters{
      {"objective", "reg:squarederror"},
      {"tree_method", "hist"},
      {"max_bin", "64"},  // of samples in the thousands; a quarter of the default costs no accuracy
      {"max_depth", std::to_string(settings.depth)},
      {"eta", std::to_string(settings.learning_rate)},
      {"min_child_weight", std::to_string(settings.least_child_weight)},
      {"subsample", std::to_string(settings.row_share)},
      {"colsample_bytree", std::to_string(settings.column_share)},
      {"lambda", std::to_string(settings.l2)},
      {"seed", std::to_string(settings.seed)},
      {"nthread", std::to_string(settings.threads)},
      {"verbosity", "0"},
      {"base_score", ""}};
  auto trees = std::make_shared<Trees>();
  trees->input_count = static_cast<int>(inputs.cols());
  for (Eigen::Index output = 0; output < outputs.cols(); ++output) {
    if (Status s = table->set_labels(outputs.col(output).cast<float>()); !s) return s.error();
    // The mean: so that few rounds do not leave predictions near XGBoost's default of 0.5.
    parameters.back().second = std::to_string(outputs.col(output).mean());
    auto booster = xgboost::Booster::make(*table, parameters);
    if (!booster) return booster.error();
    for (int round = 0; round < settings.rounds; ++round) {
      const double done = (output + static_cast<double>(round) / settings.rounds) / outputs.cols();
      if (!report(progress, "growing trees", done)) return cancelled();
      if (Status s = booster->update(round, *table); !s) return s.error();
    }
    trees->boosters.push_back(std::move(*booster));
  }
  BoostedTrees out;
  out.trees_ = std::move(trees);
  return out;
}

Eigen::MatrixXd BoostedTrees::predict_rows(const Eigen::MatrixXd& inputs) const {
  Eigen::MatrixXd predicted = Eigen::MatrixXd::Zero(inputs.rows(), output_count());
  if (inputs.rows() == 0) return predicted;
  const xgboost::RowMajorFloats rows = inputs.cast<float>();
  for (int output = 0; output < output_count(); ++output) {
    const Eigen::MatrixXd values = trees_->boosters[output].predict(rows, false);
    if (values.rows() == inputs.rows()) {
      predicted.col(output) = values.col(0);
    } else {
      predicted.col(output).setConstant(std::nan(""));
    }
  }
  return predicted;
}

int BoostedTrees::input_count() const { return trees_ ? trees_->input_count : 0; }

int BoostedTrees::output_count() const {
  return trees_ ? static_cast<int>(trees_->boosters.size()) : 0;
}

std::string BoostedTrees::to_json() const {
  std::string json = "[";
  for (int output = 0; output < output_count(); ++output) {
    const std::string model = trees_->boosters[output].to_json();
    if (model.empty()) return "[]";
    if (output > 0) json += ',';
    json += model;
  }
  return json + "]";
}

Result<BoostedTrees> BoostedTrees::from_json(const std::string& json) {
  const auto damaged = [] { return bad_input("the boosted trees of this model are damaged"); };
  // Split at the outer commas: XGBoost reads each model from its own text.
  std::vector<std::string> models;
  int depth = 0;
  bool is_in_text = false;
  size_t start = 1;
  for (size_t i = 0; i < json.size(); ++i) {
    const char c = json[i];
    if (is_in_text) {
      if (c == '\\') ++i;
      is_in_text = c != '"';
    } else if (c == '"') {
      is_in_text = true;
    } else if (c == '[' || c == '{') {
      ++depth;
    } else if (c == ']' || c == '}') {
      --depth;
    }
    if (is_in_text) continue;
    const bool ends_model = (c == ',' && depth == 1) || (c == ']' && depth == 0);
    if (ends_model && i > start) models.push_back(json.substr(start, i - start));
    if (ends_model) start = i + 1;
  }
  if (depth != 0 || is_in_text || !json.starts_with('[') || models.empty()) return damaged();
  auto trees = std::make_shared<Trees>();
  for (const std::string& model : models) {
    auto booster = xgboost::Booster::from_json(model);
    if (!booster) return damaged();
    const int inputs = booster->input_count();
    if (trees->boosters.empty()) trees->input_count = inputs;
    if (inputs < 1 || trees->input_count != inputs) return damaged();
    trees->boosters.push_back(std::move(*booster));
  }
  BoostedTrees out;
  out.trees_ = std::move(trees);
  return out;
}

}  // namespace kinemote::analysis
