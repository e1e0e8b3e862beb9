#include "analysis/affect/forest_classifier.h"

#include <algorithm>
#include <cmath>
#include <functional>
#include <mutex>
#include <set>
#include <thread>

#include "analysis/affect/xgboost_handles.h"
#include "analysis/stats/class_scores.h"

namespace kinemote::analysis {
namespace {

/// Few, because a booster that has begun cannot be stopped.
constexpr int kTreesABooster = 3;

Status check(const Eigen::MatrixXd& rows, const std::vector<int>& labels, int class_count) {
  if (rows.cols() < 1 || rows.rows() != static_cast<Eigen::Index>(labels.size())) {
    return bad_input("a forest was given " + std::to_string(rows.rows()) + " rows of " +
                     std::to_string(rows.cols()) + " numbers and " + std::to_string(labels.size()) +
                     " labels; expected a label a row");
  }
  const std::set<int> known(labels.begin(), labels.end());
  if (known.size() < 2) {
    return bad_input("a forest needs rows of two classes or more to tell them apart");
  }
  if (*known.begin() < 0 || *known.rbegin() >= class_count) {
    return bad_input("a forest was given a label outside its " + std::to_string(class_count) +
                     " classes");
  }
  if (!rows.allFinite()) return bad_input("a forest was given a value that is not a finite number");
  return {};
}

/// Calls work(0) … work(count - 1), each on a thread of its own.
void on_threads(int count, const std::function<void(int)>& work) {
  std::vector<std::thread> helpers;
  for (int i = 1; i < count; ++i) helpers.emplace_back(work, i);
  work(0);
  for (std::thread& helper : helpers) helper.join();
}

}  // namespace

struct ForestClassifier::Trees {
  std::vector<xgboost::Booster> boosters;
  std::vector<double> weights;  // trees of each, as a share of all
};

Status ForestSettings::validate() const {
  if (trees < 1 || trees > 100'000 || !(row_share > 0.0 && row_share <= 1.0) ||
      !(column_share >= 0.0 && column_share <= 1.0) || threads < 0) {
    return usage_error(
        "a forest needs 1 to 100000 trees, a share of rows in (0, 1] and of columns in [0, 1]");
  }
  return {};
}

Result<ForestClassifier> ForestClassifier::fit(const Eigen::MatrixXd& rows,
                                               const std::vector<int>& labels,
                                               std::vector<std::string> names,
                                               const ForestSettings& settings,
                                               const Progress& progress) {
  if (Status s = settings.validate(); !s) return s.error();
  const int class_count = static_cast<int>(names.size());
  if (Status s = check(rows, labels, class_count); !s) return s.error();
  if (!report(progress, "growing a forest", 0.0)) return cancelled();
  const xgboost::RowMajorFloats inputs = rows.cast<float>();
  const Eigen::VectorXf outputs =
      Eigen::Map<const Eigen::VectorXi>(labels.data(), static_cast<Eigen::Index>(labels.size()))
          .cast<float>();
  const double column_share = settings.column_share > 0.0
                                  ? settings.column_share
                                  : 1.0 / std::sqrt(static_cast<double>(rows.cols()));
  const int booster_count = (settings.trees + kTreesABooster - 1) / kTreesABooster;
  auto trees = std::make_shared<Trees>();
  trees->boosters.resize(booster_count);
  trees->weights.resize(booster_count);
  std::mutex mutex;
  Status status;
  int done = 0;
  const auto grow = [&](int i, const xgboost::Table& table) -> Status {
    const int count = std::min(kTreesABooster, settings.trees - i * kTreesABooster);
    auto booster = xgboost::Booster::make(
        table, {{"objective", "multi:softprob"},
                {"num_class", std::to_string(class_count)},
                {"tree_method", "hist"},
                {"max_bin", "32"},
                {"num_parallel_tree", std::to_string(count)},
                {"max_depth", "0"},
                {"eta", "1"},
                {"lambda", "0"},
                {"min_child_weight", "0"},
                {"subsample", std::to_string(settings.row_share)},
                {"colsample_bynode", std::to_string(column_share)},
                {"seed", std::to_string(settings.seed * 100'003 + static_cast<uint64_t>(i))},
                {"nthread", "1"},
                {"verbosity", "0"}});
    if (!booster) return booster.error();
    if (Status s = booster->update(0, table); !s) return s;
    trees->weights[i] = count / static_cast<double>(settings.trees);
    trees->boosters[i] = std::move(*booster);
    return {};
  };
  // A table is not shared between threads: XGBoost keeps its histogram bins in it.
  const int wanted = settings.threads > 0
                         ? settings.threads
                         : static_cast<int>(std::max(1u, std::thread::hardware_concurrency()));
  const int tables = std::min(wanted, booster_count);
  on_threads(tables, [&](int part) {
    auto table = xgboost::Table::make(inputs);
    Status grown = table ? table->set_labels(outputs) : Status(table.error());
    for (int i = part; i < booster_count; i += tables) {
      if (grown) grown = grow(i, *table);
      const std::lock_guard lock(mutex);
      if (!grown && status) status = grown;
      ++done;
      if (status && !report(progress, "growing a forest", done / double(booster_count))) {
        status = cancelled();
      }
      if (!status) return;
    }
  });
  if (!status) return status.error();
  ForestClassifier forest;
  forest.trees_ = std::move(trees);
  forest.names_ = std::move(names);
  return forest;
}

Eigen::MatrixXd ForestClassifier::probabilities(const Eigen::MatrixXd& rows) const {
  const auto classes = static_cast<Eigen::Index>(names_.size());
  Eigen::MatrixXd margins = Eigen::MatrixXd::Zero(rows.rows(), classes);
  if (rows.rows() == 0) return margins;
  const xgboost::RowMajorFloats inputs = rows.cast<float>();
  for (size_t i = 0; i < trees_->boosters.size(); ++i) {
    margins += trees_->weights[i] * trees_->boosters[i].predict(inputs, true);
  }
  // From equal odds p = 1 / K, one Newton step takes a leaf to (share - p) / (2 p (1 - p)), on top
  // of XGBoost's base score of 1/2.
  const double p = 1.0 / static_cast<double>(classes);
  Eigen::MatrixXd shares = ((margins.array() - 0.5) * (2.0 * p * (1.0 - p)) + p).cwiseMax(0.0);
  for (Eigen::Index i = 0; i < shares.rows(); ++i) shares.row(i) /= shares.row(i).sum();
  return shares;
}

std::vector<std::string> ForestClassifier::trees_json() const {
  std::vector<std::string> texts;
  for (const xgboost::Booster& booster : trees_->boosters) texts.push_back(booster.to_json());
  return texts;
}

Eigen::MatrixXd ForestClassifier::tree_shares() const {
  return Eigen::Map<const Eigen::RowVectorXd>(trees_->weights.data(),
                                              static_cast<Eigen::Index>(trees_->weights.size()));
}

Result<ForestClassifier> ForestClassifier::from_parts(std::vector<std::string> names,
                                                      const Eigen::MatrixXd& shares,
                                                      const std::vector<std::string>& trees_json,
                                                      int& column_count) {
  auto trees = std::make_shared<Trees>();
  column_count = 0;
  for (const std::string& json : trees_json) {
    auto booster = xgboost::Booster::from_json(json);
    if (!booster) return booster.error();
    const int columns = booster->input_count();
    const bool is_first = trees->boosters.empty();
    const bool fits = (is_first || columns == column_count) && columns > 0 &&
                      booster->predict(xgboost::RowMajorFloats::Zero(1, columns), true).cols() ==
                          static_cast<Eigen::Index>(names.size());
    if (!fits) return bad_input("its trees disagree on columns or classes");
    column_count = columns;
    trees->boosters.push_back(std::move(*booster));
  }
  if (trees->boosters.empty() || shares.rows() != 1 ||
      shares.cols() != static_cast<Eigen::Index>(trees->boosters.size())) {
    return bad_input("a forest needs trees, and a share for each ensemble of them");
  }
  trees->weights.assign(shares.data(), shares.data() + shares.size());
  ForestClassifier forest;
  forest.trees_ = std::move(trees);
  forest.names_ = std::move(names);
  return forest;
}

std::vector<int> ForestClassifier::predict(const Eigen::MatrixXd& rows) const {
  return most_probable(probabilities(rows));
}

}  // namespace kinemote::analysis
