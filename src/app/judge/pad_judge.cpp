#include "app/judge/pad_judge.h"

#include <algorithm>
#include <map>
#include <set>

#include "analysis/stats/random.h"
#include "analysis/stats/splits.h"
#include "app/pad_axes.h"

namespace kinemote::app {
namespace {

constexpr int kLeastClips = 30;  // held-out clips with a PAD that a regressor can be fitted on
constexpr int kFolds = 5;
constexpr int kMostRows = 1500;  // windows that a regressor is fitted on, and scored on

double mean_difference(const Eigen::VectorXd& a, const Eigen::VectorXd& b) {
  return (a - b).cwiseAbs().mean();
}

/// Windows whose style has a PAD, as rows.
struct PadRows {
  Eigen::MatrixXd features, pads;
  std::vector<int> clips;
};

PadRows rows_with_pad(const JudgeData& data, const std::vector<JudgedWindow>& windows,
                      const MotionTable& table, uint64_t seed) {
  std::vector<int> usable;
  for (size_t i = 0; i < windows.size(); ++i) {
    if (data.clips[windows[i].clip].source->pad) usable.push_back(static_cast<int>(i));
  }
  usable = picked(usable, drawn(static_cast<int>(usable.size()), kMostRows, seed));
  PadRows rows;
  rows.features = table.features(usable, Eigen::all);
  rows.pads.resize(std::ssize(usable), 3);
  for (Eigen::Index i = 0; i < rows.pads.rows(); ++i) {
    const int clip = windows[usable[i]].clip;
    const auto pad = data.clips[clip].source->pad->values();
    for (int axis = 0; axis < 3; ++axis) rows.pads(i, axis) = pad[axis];
    rows.clips.push_back(clip);
  }
  return rows;
}

using PadKey = std::array<double, 3>;
PadKey key_of(const Eigen::MatrixXd& pads, Eigen::Index row) {
  return {pads(row, 0), pads(row, 1), pads(row, 2)};
}

bool is_enough(const PadRows& rows) {
  std::set<PadKey> pads;
  for (Eigen::Index i = 0; i < rows.pads.rows(); ++i) pads.insert(key_of(rows.pads, i));
  const std::set<int> clips(rows.clips.begin(), rows.clips.end());
  return static_cast<int>(clips.size()) >= kLeastClips &&
         static_cast<int>(pads.size()) >= kLeastPads;
}

/// One fold a PAD.
std::vector<int> folds_by_pad(const Eigen::MatrixXd& pads) {
  std::map<PadKey, int> fold_of;
  std::vector<int> folds;
  for (Eigen::Index i = 0; i < pads.rows(); ++i) {
    folds.push_back(
        fold_of.try_emplace(key_of(pads, i), static_cast<int>(fold_of.size())).first->second);
  }
  return folds;
}

constexpr const char* kOpenLoop = "the same motions before the loop was closed";

}  // namespace

double pearson(const Eigen::VectorXd& a, const Eigen::VectorXd& b) {
  const Eigen::VectorXd x = a.array() - a.mean();
  const Eigen::VectorXd y = b.array() - b.mean();
  const double size = x.norm() * y.norm();
  return size > 0.0 ? x.dot(y) / size : kUnknown;
}

Result<std::optional<PadJudge>> make_pad_judge(Judge& judge) {
  const uint64_t seed = judge.settings.seed;
  const PadRows training = rows_with_pad(judge.data, judge.data.training, judge.training, seed);
  const PadRows held_out = rows_with_pad(judge.data, judge.data.held_out, judge.held_out, seed);
  analysis::PadRegressionSettings settings;
  settings.trees.seed = seed;
  settings.trees.threads = judge.settings.threads;
  const auto kind = analysis::PadRegressor::kBlend;
  const bool is_held_out_enough = is_enough(held_out);
  if (!is_held_out_enough && !is_enough(training)) return std::optional<PadJudge>();
  const PadRows& taught = is_held_out_enough ? held_out : training;
  auto fitted = analysis::fit_pad_regression(kind, taught.features, taught.pads, taught.clips,
                                             settings, judge.progress);
  if (!fitted) return fitted.error();
  PadJudge out;
  out.regression = std::move(*fitted);
  const auto unseen =
      analysis::cross_predict({kind}, taught.features, taught.pads, folds_by_pad(taught.pads),
                              taught.clips, settings, judge.progress);
  if (!unseen) return unseen.error();
  out.unseen_truth = taught.pads;
  out.unseen_measured = unseen->front().predicted;
  if (is_held_out_enough) {
    out.real_truth = training.pads;
    out.real_measured = out.regression.predict_rows(training.features);
    out.trained_on = "held-out real clips, its own error on the training clips";
  } else {
    const auto folds = analysis::grouped_folds(taught.clips, kFolds, seed);
    const auto found = analysis::cross_predict({kind}, taught.features, taught.pads, folds,
                                               taught.clips, settings, judge.progress);
    if (!found) return found.error();
    out.real_truth = taught.pads;
    out.real_measured = found->front().predicted;
    out.trained_on = "real training clips (the held-out ones are too few), its own error by folds";
  }
  return std::optional<PadJudge>(std::move(out));
}

Eigen::MatrixXd PadJudge::read(const MotionTable& motions) const {
  return regression.predict_rows(motions.features).cwiseMax(-1.0).cwiseMin(1.0);
}

void add_pad_axes(Judge& judge, const PadAxesRow& row, const Eigen::MatrixXd& asked,
                  const Eigen::MatrixXd& measured, const PadJudge& pad_judge) {
  for (int axis = 0; axis < 3; ++axis) {
    const Eigen::VectorXd wanted = asked.col(axis);
    if (wanted.maxCoeff() - wanted.minCoeff() < 1e-9) continue;
    Metric metric{"pad_pearson_" + row.part + kPadAxes[axis],
                  pearson(wanted, measured.col(axis)),
                  row.open == nullptr ? 0.0 : pearson(wanted, row.open->col(axis)),
                  1.0,
                  true,
                  std::string("correlation of asked and measured ") + kPadAxes[axis] + row.where +
                      "; measured by a regressor of " + pad_judge.trained_on,
                  row.open == nullptr ? "a model that does not listen" : kOpenLoop};
    metric.real = pearson(pad_judge.real_truth.col(axis), pad_judge.real_measured.col(axis));
    metric.target_low = 0.9;
    judge.add(metric);
  }
  for (int axis = 0; axis < 3; ++axis) {
    const Eigen::VectorXd wanted = asked.col(axis);
    if (wanted.maxCoeff() - wanted.minCoeff() < 1e-9) continue;
    Metric metric{"pad_mae_" + row.part + kPadAxes[axis],
                  mean_difference(wanted, measured.col(axis)),
                  row.open == nullptr ? mean_difference(wanted, Eigen::VectorXd::Constant(
                                                                    wanted.size(), wanted.mean()))
                                      : mean_difference(wanted, row.open->col(axis)),
                  0.0,
                  false,
                  std::string("mean distance of asked and measured ") + kPadAxes[axis] + row.where,
                  row.open == nullptr ? "always the middle" : kOpenLoop};
    metric.real =
        mean_difference(pad_judge.real_truth.col(axis), pad_judge.real_measured.col(axis));
    judge.add(metric);
  }
}

Eigen::MatrixXd pads_of(const std::vector<MotionWish>& wishes) {
  Eigen::MatrixXd pads(std::ssize(wishes), 3);
  for (Eigen::Index i = 0; i < pads.rows(); ++i) {
    const auto values = wishes[i].condition.pad.values();
    pads.row(i) = Eigen::RowVector3d(values[0], values[1], values[2]);
  }
  return pads;
}

}  // namespace kinemote::app
