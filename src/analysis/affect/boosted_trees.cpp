#include "analysis/affect/boosted_trees.h"

#include <xgboost/c_api.h>

#include <cmath>
#include <cstdio>
#include <utility>
#include <vector>

namespace kinemote::analysis {
namespace {

using RowMajorFloats = Eigen::Matrix<float, Eigen::Dynamic, Eigen::Dynamic, Eigen::RowMajor>;

/// A handle of XGBoost that frees itself.
template <int (*kFree)(void*)>
class Handle {
 public:
  Handle() = default;
  ~Handle() {
    if (handle_ != nullptr) kFree(handle_);
  }
  Handle(Handle&& other) noexcept : handle_(std::exchange(other.handle_, nullptr)) {}
  Handle& operator=(Handle&& other) noexcept {
    std::swap(handle_, other.handle_);
    return *this;
  }
  Handle(const Handle&) = delete;
  Handle& operator=(const Handle&) = delete;

  void* get() const { return handle_; }
  void** address() { return &handle_; }

 private:
  void* handle_ = nullptr;
};
using Table = Handle<XGDMatrixFree>;
using Booster = Handle<XGBoosterFree>;

/// XGBoost's reason without the stack trace that it appends.
Error failure(const char* what) {
  const std::string reason = XGBGetLastError();
  return {ErrorCode::kEnvironment,
          std::string("XGBoost cannot ") + what + ": " + reason.substr(0, reason.find('\n'))};
}

/// How XGBoost is told where a matrix lies (NumPy's array interface).
std::string array_interface(const RowMajorFloats& rows) {
  return R"({"data":[)" + std::to_string(reinterpret_cast<uintptr_t>(rows.data())) +
         R"(,true],"shape":[)" + std::to_string(rows.rows()) + "," + std::to_string(rows.cols()) +
         R"(],"typestr":"<f4","version":3})";
}

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
  std::vector<Booster> boosters;
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
  const RowMajorFloats rows = inputs.cast<float>();
  Table table;
  if (XGDMatrixCreateFromMat(rows.data(), rows.rows(), rows.cols(), NAN, table.address()) != 0) {
    return failure("take the inputs");
  }
  const std::vector<std::pair<const char*, std::string>> parameters{
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
      {"verbosity", "0"}};
  auto trees = std::make_shared<Trees>();
  trees->input_count = static_cast<int>(inputs.cols());
  for (Eigen::Index output = 0; output < outputs.cols(); ++output) {
    const Eigen::VectorXf labels = outputs.col(output).cast<float>();
    if (XGDMatrixSetFloatInfo(table.get(), "label", labels.data(), labels.size()) != 0) {
      return failure("take the outputs");
    }
    Booster booster;
    void* const tables[] = {table.get()};
    if (XGBoosterCreate(tables, 1, booster.address()) != 0) return failure("start");
    for (const auto& [name, value] : parameters) {
      if (XGBoosterSetParam(booster.get(), name, value.c_str()) != 0) return failure("be set up");
    }
    // The mean: so that few rounds do not leave predictions near XGBoost's default of 0.5.
    const std::string mean = std::to_string(outputs.col(output).mean());
    if (XGBoosterSetParam(booster.get(), "base_score", mean.c_str()) != 0) {
      return failure("be set up");
    }
    for (int round = 0; round < settings.rounds; ++round) {
      const double done = (output + static_cast<double>(round) / settings.rounds) / outputs.cols();
      if (!report(progress, "growing trees", done)) return cancelled();
      if (XGBoosterUpdateOneIter(booster.get(), round, table.get()) != 0) return failure("learn");
    }
    trees->boosters.push_back(std::move(booster));
  }
  BoostedTrees out;
  out.trees_ = std::move(trees);
  return out;
}

Eigen::MatrixXd BoostedTrees::predict_rows(const Eigen::MatrixXd& inputs) const {
  Eigen::MatrixXd predicted = Eigen::MatrixXd::Zero(inputs.rows(), output_count());
  if (inputs.rows() == 0) return predicted;
  const RowMajorFloats rows = inputs.cast<float>();
  const std::string where = array_interface(rows);
  for (int output = 0; output < output_count(); ++output) {
    const bst_ulong* shape = nullptr;
    bst_ulong dimensions = 0;
    const float* values = nullptr;
    if (XGBoosterPredictFromDense(
            trees_->boosters[output].get(), where.c_str(),
            R"({"type":0,"training":false,"iteration_begin":0,"iteration_end":0,"strict_shape":false,"cache_id":0,"missing":NaN})",
            nullptr, &shape, &dimensions, &values) != 0) {
      predicted.col(output).setConstant(std::nan(""));
      continue;
    }
    predicted.col(output) = Eigen::Map<const Eigen::VectorXf>(values, inputs.rows()).cast<double>();
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
    bst_ulong size = 0;
    const char* text = nullptr;
    if (XGBoosterSaveModelToBuffer(trees_->boosters[output].get(), R"({"format":"json"})", &size,
                                   &text) != 0) {
      return "[]";
    }
    if (output > 0) json += ',';
    json.append(text, size);
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
    Booster booster;
    bst_ulong inputs = 0;
    if (XGBoosterCreate(nullptr, 0, booster.address()) != 0) return failure("start");
    if (XGBoosterLoadModelFromBuffer(booster.get(), model.data(), model.size()) != 0 ||
        XGBoosterGetNumFeature(booster.get(), &inputs) != 0) {
      return damaged();
    }
    if (trees->boosters.empty()) trees->input_count = static_cast<int>(inputs);
    if (inputs < 1 || trees->input_count != static_cast<int>(inputs)) return damaged();
    trees->boosters.push_back(std::move(booster));
  }
  BoostedTrees out;
  out.trees_ = std::move(trees);
  return out;
}

}  // namespace kinemote::analysis
