// Handles of XGBoost's C interface that free themselves. Private to the room.
#pragma once

#include <Eigen/Core>
#include <string>
#include <utility>
#include <vector>

#include "motion/core/result.h"

namespace kinemote::analysis::xgboost {

using RowMajorFloats = Eigen::Matrix<float, Eigen::Dynamic, Eigen::Dynamic, Eigen::RowMajor>;
using Parameters = std::vector<std::pair<const char*, std::string>>;

/// "XGBoost cannot learn: reason", without the stack trace that it appends.
Error failure(const char* what);

/// A DMatrix. Labels are optional.
class Table {
 public:
  Table() = default;
  ~Table();
  Table(Table&& other) noexcept : handle_(std::exchange(other.handle_, nullptr)) {}
  Table& operator=(Table&& other) noexcept {
    std::swap(handle_, other.handle_);
    return *this;
  }
  Table(const Table&) = delete;
  Table& operator=(const Table&) = delete;

  /// Copies the rows (N x D, N > 0).
  static Result<Table> make(const RowMajorFloats& rows);
  Status set_labels(const Eigen::VectorXf& labels);
  /// How much each row counts.
  Status set_weights(const Eigen::VectorXf& weights);
  void* get() const { return handle_; }

 private:
  void* handle_ = nullptr;
};

class Booster {
 public:
  Booster() = default;
  ~Booster();
  Booster(Booster&& other) noexcept : handle_(std::exchange(other.handle_, nullptr)) {}
  Booster& operator=(Booster&& other) noexcept {
    std::swap(handle_, other.handle_);
    return *this;
  }
  Booster(const Booster&) = delete;
  Booster& operator=(const Booster&) = delete;

  static Result<Booster> make(const Table& table, const Parameters& parameters);
  /// Of XGBoost's JSON text; bad input if it is none.
  static Result<Booster> from_json(const std::string& json);

  Status update(int round, const Table& table);
  /// Outputs of one number a row and group, N x G; margins (before any link) on request. Empty if
  /// XGBoost refuses. Thread-safe.
  Eigen::MatrixXd predict(const RowMajorFloats& rows, bool is_margin) const;
  int input_count() const;
  /// XGBoost's JSON text; "" if it refuses.
  std::string to_json() const;

 private:
  void* handle_ = nullptr;
};

}  // namespace kinemote::analysis::xgboost
