#include "analysis/affect/xgboost_handles.h"

#include <xgboost/c_api.h>

#include <cmath>

namespace kinemote::analysis::xgboost {
namespace {

/// How XGBoost is told where a matrix lies (NumPy's array interface).
std::string array_interface(const RowMajorFloats& rows) {
  return R"({"data":[)" + std::to_string(reinterpret_cast<uintptr_t>(rows.data())) +
         R"(,true],"shape":[)" + std::to_string(rows.rows()) + "," + std::to_string(rows.cols()) +
         R"(],"typestr":"<f4","version":3})";
}

}  // namespace

Error failure(const char* what) {
  const std::string reason = XGBGetLastError();
  return {ErrorCode::kEnvironment,
          std::string("XGBoost cannot ") + what + ": " + reason.substr(0, reason.find('\n'))};
}

Table::~Table() {
  if (handle_ != nullptr) XGDMatrixFree(handle_);
}

Result<Table> Table::make(const RowMajorFloats& rows) {
  Table table;
  if (XGDMatrixCreateFromMat(rows.data(), rows.rows(), rows.cols(), NAN, &table.handle_) != 0) {
    return failure("take the inputs");
  }
  return table;
}

Status Table::set_labels(const Eigen::VectorXf& labels) {
  if (XGDMatrixSetFloatInfo(handle_, "label", labels.data(), labels.size()) != 0) {
    return failure("take the outputs");
  }
  return {};
}

Status Table::set_weights(const Eigen::VectorXf& weights) {
  if (XGDMatrixSetFloatInfo(handle_, "weight", weights.data(), weights.size()) != 0) {
    return failure("take the weights");
  }
  return {};
}

Booster::~Booster() {
  if (handle_ != nullptr) XGBoosterFree(handle_);
}

Result<Booster> Booster::make(const Table& table, const Parameters& parameters) {
  Booster booster;
  void* const tables[] = {table.get()};
  if (XGBoosterCreate(tables, 1, &booster.handle_) != 0) return failure("start");
  for (const auto& [name, value] : parameters) {
    if (XGBoosterSetParam(booster.handle_, name, value.c_str()) != 0) return failure("be set up");
  }
  return booster;
}

Result<Booster> Booster::from_json(const std::string& json) {
  Booster booster;
  if (XGBoosterCreate(nullptr, 0, &booster.handle_) != 0) return failure("start");
  if (XGBoosterLoadModelFromBuffer(booster.handle_, json.data(), json.size()) != 0) {
    return bad_input("XGBoost cannot read this model");
  }
  return booster;
}

Status Booster::update(int round, const Table& table) {
  if (XGBoosterUpdateOneIter(handle_, round, table.get()) != 0) return failure("learn");
  return {};
}

Eigen::MatrixXd Booster::predict(const RowMajorFloats& rows, bool is_margin) const {
  const std::string settings =
      std::string(R"({"type":)") + (is_margin ? "1" : "0") +
      R"(,"training":false,"iteration_begin":0,"iteration_end":0,"strict_shape":true,"cache_id":0,"missing":NaN})";
  const bst_ulong* shape = nullptr;
  bst_ulong dimensions = 0;
  const float* values = nullptr;
  if (XGBoosterPredictFromDense(handle_, array_interface(rows).c_str(), settings.c_str(), nullptr,
                                &shape, &dimensions, &values) != 0 ||
      dimensions < 2) {
    return {};
  }
  return Eigen::Map<const RowMajorFloats>(values, static_cast<Eigen::Index>(shape[0]),
                                          static_cast<Eigen::Index>(shape[1]))
      .cast<double>();
}

int Booster::input_count() const {
  bst_ulong inputs = 0;
  return XGBoosterGetNumFeature(handle_, &inputs) == 0 ? static_cast<int>(inputs) : 0;
}

std::string Booster::to_json() const {
  bst_ulong size = 0;
  const char* text = nullptr;
  if (XGBoosterSaveModelToBuffer(handle_, R"({"format":"json"})", &size, &text) != 0) return "";
  return {text, size};
}

}  // namespace kinemote::analysis::xgboost
