// Does the motion show the PAD that was asked for, by a judge that the model does not know?
#include <algorithm>
#include <cmath>
#include <map>
#include <optional>
#include <set>

#include "analysis/affect/pad_regression.h"
#include "analysis/stats/random.h"
#include "analysis/stats/splits.h"
#include "analysis/stats/spread.h"
#include "app/judge/judge.h"
#include "app/pad_axes.h"
#include "synthesis/control/conditional_prior.h"

namespace kinemote::app {
namespace {

constexpr int kLeastClips = 30;  // held-out clips with a PAD that a regressor can be fitted on
constexpr int kLeastPads = 4;    // different ones
constexpr int kFolds = 5;
constexpr int kMostRows = 1500;   // windows that a regressor is fitted on, and scored on
constexpr double kNear = 0.15;    // PAD distance within which a point counts as near the data
constexpr double kOnHull = 0.01;  // PAD distance within which a point counts as inside the hull
double pearson(const Eigen::VectorXd& a, const Eigen::VectorXd& b) {
  const Eigen::VectorXd x = a.array() - a.mean();
  const Eigen::VectorXd y = b.array() - b.mean();
  const double size = x.norm() * y.norm();
  return size > 0.0 ? x.dot(y) / size : kUnknown;
}

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

/// Reads PAD from a window, and how well it does that on real windows of other clips.
struct PadJudge {
  analysis::PadRegression regression;
  Eigen::MatrixXd real_truth, real_measured;
  /// Of the clips it learned from, every PAD read by a regressor that never saw that PAD.
  Eigen::MatrixXd unseen_truth, unseen_measured;
  std::string trained_on;
};

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

/// PADs of the judged styles, one a row.
Eigen::MatrixXd pads_of_data(const JudgeData& data) {
  std::set<PadKey> pads;
  for (const JudgedClip& clip : data.clips) {
    if (clip.source->pad) pads.insert(clip.source->pad->values());
  }
  Eigen::MatrixXd rows(std::ssize(pads), 3);
  Eigen::Index i = 0;
  for (const auto& pad : pads) rows.row(i++) = Eigen::RowVector3d(pad[0], pad[1], pad[2]);
  return rows;
}

/// steps^3 points over the box of these PADs; fewer where an axis does not vary.
std::vector<analysis::Pad> grid_over(const Eigen::MatrixXd& pads, int steps) {
  const Eigen::RowVector3d low = pads.colwise().minCoeff();
  const Eigen::RowVector3d high = pads.colwise().maxCoeff();
  const auto levels = [&](int axis) { return high[axis] - low[axis] > 1e-6 ? steps : 1; };
  const auto at = [&](int axis, int i) {
    return low[axis] + (high[axis] - low[axis]) * i / std::max(1, levels(axis) - 1);
  };
  std::vector<analysis::Pad> points;
  for (int p = 0; p < levels(0); ++p) {
    for (int a = 0; a < levels(1); ++a) {
      for (int d = 0; d < levels(2); ++d) points.push_back({at(0, p), at(1, a), at(2, d)});
    }
  }
  return points;
}

bool is_near(const Eigen::MatrixXd& pads, const analysis::Pad& pad) {
  const Eigen::Vector3d point(pad.pleasure, pad.arousal, pad.dominance);
  const double nearest = (pads.rowwise() - point.transpose()).rowwise().norm().minCoeff();
  return nearest <= kNear || analysis::distance_to_hull(pads, point) <= kOnHull;
}

void add_axes(Judge& judge, const std::string& part, const std::string& where,
              const Eigen::MatrixXd& asked, const Eigen::MatrixXd& measured,
              const PadJudge& pad_judge) {
  for (int axis = 0; axis < 3; ++axis) {
    const Eigen::VectorXd wanted = asked.col(axis);
    if (wanted.maxCoeff() - wanted.minCoeff() < 1e-9) continue;
    Metric metric{"pad_pearson_" + part + kPadAxes[axis],
                  pearson(wanted, measured.col(axis)),
                  0.0,
                  1.0,
                  true,
                  std::string("correlation of asked and measured ") + kPadAxes[axis] + where +
                      "; measured by a regressor of " + pad_judge.trained_on,
                  "a model that does not listen"};
    metric.real = pearson(pad_judge.real_truth.col(axis), pad_judge.real_measured.col(axis));
    metric.target_low = 0.9;
    judge.add(metric);
  }
  for (int axis = 0; axis < 3; ++axis) {
    const Eigen::VectorXd wanted = asked.col(axis);
    if (wanted.maxCoeff() - wanted.minCoeff() < 1e-9) continue;
    Metric metric{"pad_mae_" + part + kPadAxes[axis],
                  mean_difference(wanted, measured.col(axis)),
                  mean_difference(wanted, Eigen::VectorXd::Constant(wanted.size(), wanted.mean())),
                  0.0,
                  false,
                  std::string("mean distance of asked and measured ") + kPadAxes[axis] + where,
                  "always the middle"};
    metric.real =
        mean_difference(pad_judge.real_truth.col(axis), pad_judge.real_measured.col(axis));
    judge.add(metric);
  }
}

/// How far to trust the grid: where no style lies, the regressor reads motion of a PAD that it has
/// never seen, and this is how well it does that on real motion.
void add_unseen(Judge& judge, const PadJudge& pad_judge) {
  for (int axis = 0; axis < 3; ++axis) {
    judge.add({"pad_pearson_unseen_real_" + std::string(kPadAxes[axis]),
               pearson(pad_judge.unseen_truth.col(axis), pad_judge.unseen_measured.col(axis)), 0.0,
               1.0, true,
               "the regressor on real clips of a PAD that was left out of what it learned from",
               "a regressor that knows nothing"});
  }
}

/// The content asked for, or all that training clips show with several PADs.
Result<std::vector<int>> contents_to_ask(const Judge& judge) {
  if (!judge.settings.content.empty()) {
    const Result<int> content = judge.model.card().find_content(judge.settings.content);
    if (!content) return content.error();
    return std::vector<int>{*content};
  }
  std::map<int, std::set<PadKey>> pads_of;
  for (const JudgedClip& clip : judge.data.clips) {
    if (!clip.is_held_out && clip.source->pad) {
      pads_of[clip.content].insert(clip.source->pad->values());
    }
  }
  std::vector<int> asked;
  for (const auto& [content, pads] : pads_of) {
    if (static_cast<int>(pads.size()) >= kLeastPads) asked.push_back(content);
  }
  return asked;
}

}  // namespace

Status judge_control(Judge& judge) {
  const Eigen::MatrixXd pads = pads_of_data(judge.data);
  const auto made = pads.rows() >= kLeastPads ? make_pad_judge(judge)
                                              : Result<std::optional<PadJudge>>(std::nullopt);
  if (!made) return made.error();
  if (!*made) {
    judge.evaluation.warnings.push_back(
        "control by PAD was not judged: it needs 30 clips of 4 different PADs, to learn from how "
        "PAD is read");
    return {};
  }
  const auto contents = contents_to_ask(judge);
  if (!contents) return contents.error();
  if (contents->empty()) {
    judge.evaluation.warnings.push_back(
        "control by PAD was not judged: no content is shown with 4 different PADs; ask for one "
        "with --content");
    return {};
  }
  std::mt19937_64 random(judge.settings.seed);
  std::vector<MotionWish> wishes;
  std::vector<int> near;
  const std::vector<analysis::Pad> points = grid_over(pads, judge.size.grid_steps);
  for (const analysis::Pad& pad : points) {
    for (int seed = 0; seed < judge.size.grid_seeds; ++seed) {
      const int pick = analysis::uniform_index(random, static_cast<int>(contents->size()));
      const synthesis::Condition condition{pad, (*contents)[pick]};
      if (is_near(pads, pad)) near.push_back(static_cast<int>(wishes.size()));
      wishes.push_back(
          {judge.model.prior().sample(condition, judge.settings.seed * 1'000 + seed), condition});
    }
  }
  const auto clips = decode_wishes(judge.model, wishes, true, "asking for PAD", judge.progress);
  if (!clips) return clips.error();
  const auto table = judge.measured(*clips);
  if (!table) return table.error();
  Eigen::MatrixXd asked(std::ssize(wishes), 3);
  for (Eigen::Index i = 0; i < asked.rows(); ++i) {
    const auto values = wishes[i].condition.pad.values();
    asked.row(i) = Eigen::RowVector3d(values[0], values[1], values[2]);
  }
  const Eigen::MatrixXd measured =
      (*made)->regression.predict_rows(table->features).cwiseMax(-1.0).cwiseMin(1.0);
  for (Eigen::Index i = 0; i < asked.rows(); ++i) {
    judge.evaluation.control.push_back(
        {wishes[i].condition.pad, {measured(i, 0), measured(i, 1), measured(i, 2)}});
  }
  add_axes(judge, "",
           " over " + std::to_string(points.size()) + " points within the data's range, " +
               std::to_string(contents->size()) +
               (contents->size() == 1 ? " content" : " contents"),
           asked, measured, **made);
  if (near.size() >= 10) {
    add_axes(judge, "near_",
             " over the " + std::to_string(near.size() / judge.size.grid_seeds) +
                 " of these points among the data's PADs or within 0.15 of one",
             asked(near, Eigen::all), measured(near, Eigen::all), **made);
  }
  add_unseen(judge, **made);
  return {};
}

}  // namespace kinemote::app
