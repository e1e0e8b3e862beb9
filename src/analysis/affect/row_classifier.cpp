#include "analysis/affect/row_classifier.h"

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <set>

#include "analysis/affect/row_kinds.h"
#include "analysis/affect/scaled_rows.h"
#include "analysis/stats/class_scores.h"
#include "analysis/stats/splits.h"

namespace kinemote::analysis {
namespace {

constexpr double kLeastDeviation = 1e-12;

std::string number(double value) {
  char text[32];
  std::snprintf(text, sizeof text, "%g", value);
  return text;
}

std::vector<int> kept(const std::vector<int>& folds, int fold, bool is_test) {
  std::vector<int> rows;
  for (size_t i = 0; i < folds.size(); ++i) {
    if ((folds[i] == fold) == is_test) rows.push_back(static_cast<int>(i));
  }
  return rows;
}

LabelledRows chosen(const LabelledRows& data, const std::vector<int>& rows) {
  LabelledRows part{data.rows(rows, Eigen::all), {}, data.class_count, data.class_weights};
  for (const int row : rows) part.labels.push_back(data.labels[row]);
  return part;
}

const std::string kClassWeights = "class_weights";  // a part of those that are reweighted

/// Shares of classes as they would be were each class as frequent as its weight says: p_k w_k,
/// normalised (Saerens et al. 2002, 10.1162/089976602753284446, eq. 4). Weights in training do
/// nothing to trees whose leaves are pure, and little to probabilities that LIBSVM fits afterwards.
class Reweighted final : public RowClassifier {
 public:
  Reweighted(RowClassifierPtr inner, Eigen::RowVectorXd weights)
      : inner_(std::move(inner)), weights_(std::move(weights)) {}
  Eigen::MatrixXd probabilities(const Eigen::MatrixXd& rows) const override {
    Eigen::MatrixXd shares = inner_->probabilities(rows) * weights_.asDiagonal();
    for (Eigen::Index i = 0; i < shares.rows(); ++i) shares.row(i) /= shares.row(i).sum();
    return shares;
  }
  int input_count() const override { return inner_->input_count(); }
  ClassifierParts parts() const override {
    ClassifierParts parts = inner_->parts();
    parts.matrices[kClassWeights] = weights_;
    return parts;
  }

 private:
  RowClassifierPtr inner_;
  Eigen::RowVectorXd weights_;
};

bool weighs_its_loss(RowKind kind) {
  return kind == RowKind::kLogistic || kind == RowKind::kPerceptron || kind == RowKind::kBoosted;
}

/// `scaler`: of the kinds that compare rows by distance.
Result<RowClassifierPtr> fit_kind(const LabelledRows& data, const RowClassifierSettings& settings,
                                  const RowScaler& scaler, const Progress& progress) {
  switch (settings.kind) {
    case RowKind::kSvm:
      return fit_svm(data, settings, scaler);
    case RowKind::kNearest:
      return fit_nearest(data, settings, scaler);
    case RowKind::kBoosted:
      return fit_boosted(data, settings, progress);
    case RowKind::kForest:
      return fit_forest(data, settings, progress);
    case RowKind::kLogistic:
    case RowKind::kPerceptron:
      break;
  }
  return fit_probe(data, settings, progress);
}

Result<RowClassifierPtr> kind_of_parts(RowKind kind, int class_count,
                                       const ClassifierParts& parts) {
  switch (kind) {
    case RowKind::kSvm:
      return svm_of(class_count, parts);
    case RowKind::kNearest:
      return nearest_of(class_count, parts);
    case RowKind::kBoosted:
      return boosted_of(class_count, parts);
    case RowKind::kForest:
      return forest_of(class_count, parts);
    case RowKind::kLogistic:
    case RowKind::kPerceptron:
      break;
  }
  return probe_of(class_count, parts);
}

}  // namespace

std::string_view name_of(RowKind kind) {
  switch (kind) {
    case RowKind::kLogistic:
      return "logistic";
    case RowKind::kPerceptron:
      return "perceptron";
    case RowKind::kNearest:
      return "nearest";
    case RowKind::kSvm:
      return "svm";
    case RowKind::kForest:
      return "forest";
    case RowKind::kBoosted:
      return "boosted";
  }
  return "?";
}

Result<RowKind> parse_row_kind(std::string_view name) {
  std::string known;
  for (const RowKind kind : kRowKinds) {
    if (name == name_of(kind)) return kind;
    known += (known.empty() ? "" : ", ") + std::string(name_of(kind));
  }
  return usage_error("\"" + std::string(name) + "\" is no classifier of rows; choose among " +
                     known);
}

std::string_view name_of(SvmKernel kernel) {
  switch (kernel) {
    case SvmKernel::kLinear:
      return "linear";
    case SvmKernel::kRbf:
      return "rbf";
    case SvmKernel::kPolynomial:
      return "polynomial";
    case SvmKernel::kSigmoid:
      return "sigmoid";
  }
  return "?";
}

Status RowClassifierSettings::validate() const {
  const std::string who = std::string(name_of(kind)) + " needs ";
  if (threads < 0) return usage_error(who + "0 threads (all cores) or more");
  switch (kind) {
    case RowKind::kSvm:
      if (!(svm_c > 0.0) || !(svm_gamma >= 0.0)) {
        return usage_error(who + "a cost above 0 and a gamma of 0 or more");
      }
      break;
    case RowKind::kNearest:
      if (neighbours < 1) return usage_error(who + "1 neighbour or more");
      break;
    case RowKind::kPerceptron:
      if (hidden < 1 || hidden > 4096) return usage_error(who + "1 to 4096 hidden units");
      [[fallthrough]];
    case RowKind::kLogistic:
      if (!(l2 >= 0.0)) return usage_error(who + "a weight decay of 0 or more");
      break;
    case RowKind::kForest:
      if (trees < 1 || trees > 100'000) return usage_error(who + "1 to 100000 trees");
      break;
    case RowKind::kBoosted:
      if (rounds < 1 || rounds > 100'000 || depth < 1 || depth > 20 || !(learning_rate > 0.0) ||
          learning_rate > 1.0) {
        return usage_error(who +
                           "1 to 100000 rounds, a depth from 1 to 20 and a learning rate "
                           "in (0, 1]");
      }
      break;
  }
  return {};
}

std::string RowClassifierSettings::text() const {
  const std::string name(name_of(kind));
  switch (kind) {
    case RowKind::kSvm:
      return name + " " + std::string(name_of(svm_kernel)) + ", C " + number(svm_c) + ", gamma " +
             (svm_gamma > 0.0 ? number(svm_gamma) : "1/D");
    case RowKind::kNearest:
      return name + ", k " + number(neighbours);
    case RowKind::kPerceptron:
      return name + ", " + number(hidden) + " units, decay " + number(l2);
    case RowKind::kLogistic:
      return name + ", decay " + number(l2);
    case RowKind::kForest:
      return name + ", " + number(trees) + " trees";
    case RowKind::kBoosted:
      return name + ", " + number(rounds) + " rounds of depth " + number(depth) + ", rate " +
             number(learning_rate);
  }
  return name;
}

Status LabelledRows::validate() const {
  if (rows.cols() < 1 || rows.rows() != static_cast<Eigen::Index>(labels.size())) {
    return bad_input("a classifier was given " + std::to_string(rows.rows()) + " rows of " +
                     std::to_string(rows.cols()) + " numbers and " + std::to_string(labels.size()) +
                     " labels; expected a label a row");
  }
  const std::set<int> known(labels.begin(), labels.end());
  if (known.size() < 2) {
    return bad_input("a classifier needs rows of two classes or more to tell them apart");
  }
  if (*known.begin() < 0 || *known.rbegin() >= class_count) {
    return bad_input("a classifier was given a label outside its " + std::to_string(class_count) +
                     " classes");
  }
  if (!rows.allFinite()) {
    return bad_input("a classifier was given a value that is not a finite number");
  }
  const bool is_weighted = !class_weights.empty();
  if (is_weighted && (static_cast<int>(class_weights.size()) != class_count ||
                      !std::all_of(class_weights.begin(), class_weights.end(),
                                   [](double w) { return w > 0.0 && std::isfinite(w); }))) {
    return bad_input("a classifier needs one weight above 0 for each of its " +
                     std::to_string(class_count) + " classes, or none");
  }
  return {};
}

RowScaler RowScaler::none(Eigen::Index columns) {
  return {Eigen::RowVectorXd::Zero(columns), Eigen::RowVectorXd::Ones(columns)};
}

RowScaler RowScaler::fit(const Eigen::MatrixXd& rows) {
  RowScaler scaler;
  scaler.mean = rows.colwise().mean();
  const Eigen::RowVectorXd deviations =
      ((rows.rowwise() - scaler.mean).colwise().squaredNorm() / static_cast<double>(rows.rows()))
          .cwiseSqrt();
  scaler.inverse_deviation = (deviations.array() > kLeastDeviation)
                                 .select(deviations.cwiseMax(kLeastDeviation).cwiseInverse(), 0.0);
  return scaler;
}

Eigen::MatrixXd RowScaler::operator()(const Eigen::MatrixXd& rows) const {
  return (rows.rowwise() - mean) * inverse_deviation.asDiagonal();
}

Eigen::MatrixXd RowScaler::matrix() const {
  Eigen::MatrixXd both(2, mean.size());
  both << mean, inverse_deviation;
  return both;
}

RowScaler RowScaler::of(const Eigen::MatrixXd& matrix) {
  if (matrix.rows() != 2) return {};
  return {matrix.row(0), matrix.row(1)};
}

Eigen::MatrixXd matrix_of(const ClassifierParts& parts, const std::string& name) {
  const auto it = parts.matrices.find(name);
  return it == parts.matrices.end() ? Eigen::MatrixXd() : it->second;
}

namespace {

Result<RowClassifierPtr> fit_checked(const LabelledRows& data,
                                     const RowClassifierSettings& settings, bool is_scaled,
                                     const Progress& progress) {
  if (Status s = settings.validate(); !s) return s.error();
  if (Status s = data.validate(); !s) return s.error();
  if (!report(progress, "fitting " + std::string(name_of(settings.kind)), 0.0)) return cancelled();
  const RowScaler scaler =
      is_scaled ? RowScaler::none(data.rows.cols()) : RowScaler::fit(data.rows);
  auto fitted = fit_kind(data, settings, scaler, progress);
  if (!fitted || data.class_weights.empty() || weighs_its_loss(settings.kind)) return fitted;
  return RowClassifierPtr(std::make_shared<Reweighted>(
      *fitted, Eigen::Map<const Eigen::RowVectorXd>(data.class_weights.data(), data.class_count)));
}

}  // namespace

Result<RowClassifierPtr> fit_row_classifier(const LabelledRows& data,
                                            const RowClassifierSettings& settings,
                                            const Progress& progress) {
  return fit_checked(data, settings, false, progress);
}

Result<RowClassifierPtr> fit_scaled_row_classifier(const LabelledRows& data,
                                                   const RowClassifierSettings& settings,
                                                   const Progress& progress) {
  return fit_checked(data, settings, true, progress);
}

Result<RowClassifierPtr> row_classifier_of(RowKind kind, int class_count,
                                           const ClassifierParts& parts) {
  for (const auto& [name, matrix] : parts.matrices) {
    if (!matrix.allFinite()) {
      return bad_input("its part \"" + name + "\" holds a number that is not finite");
    }
  }
  const auto weights = parts.matrices.find(kClassWeights);
  if (weights == parts.matrices.end()) return kind_of_parts(kind, class_count, parts);
  if (weights->second.rows() != 1 || weights->second.cols() != class_count ||
      (weights->second.array() <= 0.0).any()) {
    return bad_input("its class weights are not one number above 0 a class");
  }
  ClassifierParts inner = parts;
  inner.matrices.erase(kClassWeights);
  auto made = kind_of_parts(kind, class_count, inner);
  if (!made) return made;
  return RowClassifierPtr(std::make_shared<Reweighted>(*made, weights->second));
}

std::vector<RowClassifierSettings> row_grid(RowKind kind, uint64_t seed, int threads) {
  RowClassifierSettings base;
  base.kind = kind;
  base.seed = seed;
  base.threads = threads;
  std::vector<RowClassifierSettings> grid;
  const auto add = [&](auto change) {
    grid.push_back(base);
    change(grid.back());
  };
  switch (kind) {
    case RowKind::kSvm:
      add([](auto& s) { s.svm_kernel = SvmKernel::kLinear, s.svm_c = 0.1; });
      for (const double c : {1.0, 10.0, 100.0}) {
        add([&](auto& s) { s.svm_c = c; });
        add([&](auto& s) { s.svm_c = c, s.svm_gamma = 1e-3; });
      }
      break;
    case RowKind::kNearest:
      for (const int k : {1, 3, 5, 9, 15}) add([&](auto& s) { s.neighbours = k; });
      break;
    case RowKind::kLogistic:
      for (const double l2 : {1e-4, 1e-3, 1e-2, 1e-1}) add([&](auto& s) { s.l2 = l2; });
      break;
    case RowKind::kPerceptron:
      for (const double l2 : {1e-3, 1e-2}) {
        for (const int hidden : {32, 64}) add([&](auto& s) { s.l2 = l2, s.hidden = hidden; });
      }
      break;
    case RowKind::kForest:
      add([](auto&) {});  // unpruned trees: nothing that a handful of clips could choose
      break;
    case RowKind::kBoosted:
      for (const int depth : {2, 4, 6}) add([&](auto& s) { s.depth = depth; });
      break;
  }
  return grid;
}

Result<GridChoice> choose_by_grid(const LabelledRows& data, const std::vector<int>& groups,
                                  const std::vector<RowClassifierSettings>& candidates, int folds,
                                  uint64_t seed, const Progress& progress) {
  if (candidates.empty()) return usage_error("a grid needs at least one candidate");
  if (Status s = data.validate(); !s) return s.error();
  const int group_count = static_cast<int>(std::set<int>(groups.begin(), groups.end()).size());
  if (groups.size() != data.labels.size() || folds < 2 || group_count < folds) {
    return bad_input("a grid was given " + std::to_string(group_count) + " groups for " +
                     std::to_string(folds) +
                     " folds; expected a group a row, and two folds or "
                     "more, each with a group of its own");
  }
  GridChoice choice{candidates.front(), std::vector<double>(candidates.size(), 0.0)};
  if (candidates.size() == 1) return choice;
  const std::vector<int> fold_of = grouped_folds(groups, folds, seed);
  int fitted_folds = 0;
  for (int fold = 0; fold < folds; ++fold) {
    const std::vector<int> test = kept(fold_of, fold, true);
    const LabelledRows training = chosen(data, kept(fold_of, fold, false));
    if (test.empty() || !training.validate()) continue;  // a fold may hold all but one class
    ++fitted_folds;
    const LabelledRows judged = chosen(data, test);
    for (size_t c = 0; c < candidates.size(); ++c) {
      const double done = (fold + c / static_cast<double>(candidates.size())) / folds;
      if (!report(progress, "choosing settings", done)) return cancelled();
      const auto fitted = fit_row_classifier(training, candidates[c], [&](auto, double) {
        return report(progress, "choosing settings", done);
      });
      if (!fitted) return fitted.error();
      choice.scores[c] +=
          class_scores(judged.labels, most_probable((*fitted)->probabilities(judged.rows)),
                       data.class_count)
              .balanced_accuracy;
    }
  }
  for (double& score : choice.scores) score /= std::max(1, fitted_folds);
  const auto best = std::max_element(choice.scores.begin(), choice.scores.end());
  choice.settings = candidates[best - choice.scores.begin()];
  return choice;
}

}  // namespace kinemote::analysis
