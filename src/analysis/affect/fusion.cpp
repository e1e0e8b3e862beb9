#include "analysis/affect/fusion.h"

#include <algorithm>
#include <cmath>
#include <set>

#include "analysis/stats/splits.h"

namespace kinemote::analysis {
namespace {

using Modalities = std::vector<Modality>;

constexpr double kWidestInput = 4.0;  // deviations that a gate sees
/// Of the prior mixed into every opinion: a classifier that is sure beyond measure and wrong must
/// not outvote all the others.
constexpr double kDoubt = 0.01;

int sample_count(const Modalities& modalities) {
  return static_cast<int>(modalities.front().rows.rows());
}

bool has_all(const Modalities& modalities, int sample) {
  return std::all_of(modalities.begin(), modalities.end(),
                     [&](const Modality& m) { return m.is_present[sample] != 0; });
}

std::vector<int> samples_with(const Modality& modality) {
  std::vector<int> kept;
  for (int i = 0; i < static_cast<int>(modality.is_present.size()); ++i) {
    if (modality.is_present[i] != 0) kept.push_back(i);
  }
  return kept;
}

std::vector<int> samples_with_all(const Modalities& modalities) {
  std::vector<int> kept;
  for (int i = 0; i < sample_count(modalities); ++i) {
    if (has_all(modalities, i)) kept.push_back(i);
  }
  return kept;
}

std::vector<int> pick(const std::vector<int>& values, const std::vector<int>& at) {
  std::vector<int> picked;
  for (const int i : at) picked.push_back(values[i]);
  return picked;
}

Status check_modality(const Modality& modality, const std::vector<int>& labels) {
  const std::string name = "modality \"" + modality.name + "\"";
  if (modality.rows.rows() != static_cast<Eigen::Index>(labels.size()) ||
      modality.is_present.size() != labels.size() || modality.rows.cols() == 0) {
    return bad_input(name + " has " + std::to_string(modality.rows.rows()) +
                     " samples; expected one a label, " + std::to_string(labels.size()));
  }
  std::set<int> seen;
  for (const int i : samples_with(modality)) {
    if (!modality.rows.row(i).allFinite()) {
      return bad_input(name + ": sample " + std::to_string(i + 1) +
                       " is not finite; leave it out or mark it as absent");
    }
    seen.insert(labels[i]);
  }
  if (seen.size() < 2) {
    return bad_input(name + " has samples of " + std::to_string(seen.size()) +
                     " classes; a classifier needs at least two");
  }
  return {};
}

Status check_training(const Modalities& modalities, const std::vector<int>& labels,
                      const std::vector<int>& groups, int class_count,
                      const FusionSettings& settings) {
  if (Status s = settings.validate(); !s) return s;
  if (modalities.empty()) return bad_input("there is no modality to learn from");
  if (class_count < 2 || groups.size() != labels.size()) {
    return bad_input("fusion was given " + std::to_string(labels.size()) + " labels of " +
                     std::to_string(class_count) + " classes and " + std::to_string(groups.size()) +
                     " groups; expected two classes or more and a group for every label");
  }
  for (const int label : labels) {
    if (label < 0 || label >= class_count) {
      return bad_input("label " + std::to_string(label) + " is none of " +
                       std::to_string(class_count) + " classes");
    }
  }
  for (const Modality& modality : modalities) {
    if (Status s = check_modality(modality, labels); !s) return s;
  }
  const std::vector<int> groups_with_all = pick(groups, samples_with_all(modalities));
  const std::set<int> different(groups_with_all.begin(), groups_with_all.end());
  if (static_cast<int>(different.size()) < settings.folds) {
    return bad_input("samples that have every modality come from " +
                     std::to_string(different.size()) + " groups; fusion learns in " +
                     std::to_string(settings.folds) + " folds of them");
  }
  return {};
}

/// Entropy of every row relative to that of K equal classes, in [0, 1].
Eigen::VectorXd indecision(const Eigen::MatrixXd& probabilities) {
  const Eigen::ArrayXXd p = probabilities.array().max(1e-12);
  return -(p * p.log()).rowwise().sum() / std::log(static_cast<double>(probabilities.cols()));
}

/// Part `part` of `parts` of a longer work.
Progress part_of(const Progress& progress, int part, int parts) {
  if (!progress) return {};
  return [progress, part, parts](std::string_view phase, double fraction) {
    return progress(phase, (part + fraction) / parts);
  };
}

}  // namespace

std::string_view name_of(FusionKind kind) {
  switch (kind) {
    case FusionKind::kFeature:
      return "feature";
    case FusionKind::kDecision:
      return "decision";
    case FusionKind::kGated:
      return "gated";
  }
  return "";
}

Result<FusionKind> parse_fusion_kind(std::string_view name) {
  for (const FusionKind kind : kFusionKinds) {
    if (name == name_of(kind)) return kind;
  }
  return usage_error("\"" + std::string(name) +
                     "\" is no fusion; expected feature, decision or gated");
}

Status FusionSettings::validate() const {
  if (folds < 2) {
    return usage_error("fusion has " + std::to_string(folds) +
                       " folds to learn strengths in; expected at least 2");
  }
  return pool.validate();
}

FusedClassifier::Scaler FusedClassifier::Scaler::of(const Eigen::MatrixXd& rows) {
  Scaler scaler;
  scaler.mean = rows.colwise().mean();
  const Eigen::RowVectorXd deviation =
      (rows.rowwise() - scaler.mean).array().square().colwise().mean().sqrt();
  scaler.inverse_deviation = (deviation.array() > 1e-12).select(deviation.cwiseInverse(), 1.0);
  return scaler;
}

Eigen::MatrixXd FusedClassifier::Scaler::operator()(const Eigen::MatrixXd& rows) const {
  return (rows.rowwise() - mean).array().rowwise() * inverse_deviation.array();
}

/// Standardised rows side by side; what is absent stands at its mean, 0.
Eigen::MatrixXd FusedClassifier::joined(const Modalities& modalities) const {
  Eigen::Index columns = 0;
  for (const Modality& modality : modalities) columns += modality.rows.cols();
  Eigen::MatrixXd all = Eigen::MatrixXd::Zero(sample_count(modalities), columns);
  Eigen::Index at = 0;
  for (size_t m = 0; m < modalities.size(); ++m) {
    const Modality& modality = modalities[m];
    for (const int i : samples_with(modality)) {
      all.block(i, at, 1, modality.rows.cols()) = scalers_[m](modality.rows.row(i));
    }
    at += modality.rows.cols();
  }
  return all;
}

Eigen::MatrixXd FusedClassifier::pool_inputs(const Modalities& modalities,
                                             const std::vector<Eigen::MatrixXd>& opinions) const {
  if (kind_ == FusionKind::kDecision) return Eigen::MatrixXd(sample_count(modalities), 0);
  Eigen::MatrixXd rows = joined(modalities).cwiseMax(-kWidestInput).cwiseMin(kWidestInput);
  Eigen::Index at = 0;
  for (const Modality& modality : modalities) {
    // As a whole of unit size, so that a modality of many numbers does not drive the gate alone.
    const auto width = modality.rows.cols();
    rows.middleCols(at, width) /= std::sqrt(static_cast<double>(width));
    at += width;
  }
  Eigen::MatrixXd inputs(rows.rows(), rows.cols() + static_cast<Eigen::Index>(opinions.size()));
  inputs.leftCols(rows.cols()) = rows;
  for (size_t m = 0; m < opinions.size(); ++m) {
    inputs.col(rows.cols() + static_cast<Eigen::Index>(m)) = indecision(opinions[m]);
  }
  return inputs;
}

Eigen::MatrixXd FusedClassifier::alone(const Modalities& modalities, int m) const {
  const std::vector<int> present = samples_with(modalities[m]);
  Eigen::MatrixXd out = prior_.replicate(sample_count(modalities), 1);
  if (!present.empty()) {
    out(present, Eigen::all) = single_[m](modalities[m].rows(present, Eigen::all));
  }
  return out;
}

std::vector<Eigen::MatrixXd> FusedClassifier::opinions(const Modalities& modalities) const {
  std::vector<Eigen::MatrixXd> all;
  for (int m = 0; m < static_cast<int>(modalities.size()); ++m) {
    all.push_back(alone(modalities, m));
  }
  return all;
}

std::vector<Eigen::MatrixXd> FusedClassifier::evidence(
    const std::vector<Eigen::MatrixXd>& opinions) const {
  std::vector<Eigen::MatrixXd> all;
  for (const Eigen::MatrixXd& opinion : opinions) {
    const Eigen::ArrayXXd doubted =
        (1.0 - kDoubt) * opinion.array() + kDoubt * prior_.replicate(opinion.rows(), 1).array();
    all.emplace_back((doubted.rowwise() / prior_.array()).log().matrix());
  }
  return all;
}

Eigen::MatrixXd FusedClassifier::strengths(const Modalities& modalities,
                                           const std::vector<Eigen::MatrixXd>& opinions) const {
  const auto count = static_cast<Eigen::Index>(modalities.size());
  Eigen::MatrixXd strengths = Eigen::MatrixXd::Ones(sample_count(modalities), count);
  if (kind_ != FusionKind::kFeature) {
    strengths = pool_.strengths(pool_inputs(modalities, opinions));
  }
  for (Eigen::Index m = 0; m < count; ++m) {
    for (Eigen::Index i = 0; i < strengths.rows(); ++i) {
      if (modalities[m].is_present[i] == 0) strengths(i, m) = 0.0;
    }
  }
  return strengths;
}

Eigen::MatrixXd FusedClassifier::strengths(const Modalities& modalities) const {
  return strengths(modalities, opinions(modalities));
}

Eigen::MatrixXd FusedClassifier::probabilities(const Modalities& modalities) const {
  const std::vector<Eigen::MatrixXd> said = opinions(modalities);
  const Eigen::MatrixXd strength = strengths(modalities, said);
  if (kind_ != FusionKind::kFeature) return pooled_opinion(evidence(said), strength, prior_);
  Eigen::MatrixXd fused = prior_.replicate(strength.rows(), 1);
  for (Eigen::Index i = 0; i < fused.rows(); ++i) {
    const double present = strength.row(i).sum();
    if (present == 0.0) continue;
    fused.row(i).setZero();
    for (size_t m = 0; m < said.size(); ++m) {
      fused.row(i) += strength(i, static_cast<Eigen::Index>(m)) / present * said[m].row(i);
    }
  }
  const std::vector<int> whole = samples_with_all(modalities);
  if (!whole.empty()) {
    fused(whole, Eigen::all) = together_(joined(modalities)(whole, Eigen::all));
  }
  return fused;
}

Status FusedClassifier::learn_strengths(const Modalities& modalities,
                                        const std::vector<int>& labels,
                                        const std::vector<int>& groups,
                                        const ClassifierMaker& maker,
                                        const FusionSettings& settings, const Progress& progress) {
  const auto classes = static_cast<int>(prior_.size());
  const std::vector<int> whole = samples_with_all(modalities);
  const std::vector<int> folds = grouped_folds(pick(groups, whole), settings.folds, settings.seed);
  const int count = static_cast<int>(modalities.size());
  std::vector<Eigen::MatrixXd> unseen(count,
                                      prior_.replicate(static_cast<Eigen::Index>(whole.size()), 1));
  for (int part = 0; part < settings.folds * count; ++part) {
    const int fold = part / count;
    const int m = part % count;
    std::vector<int> seen, held;  // places in `whole`
    for (int i = 0; i < static_cast<int>(whole.size()); ++i) {
      (folds[i] == fold ? held : seen).push_back(i);
    }
    const std::vector<int> seen_samples = pick(whole, seen);
    const std::vector<int> seen_labels = pick(labels, seen_samples);
    if (std::set<int>(seen_labels.begin(), seen_labels.end()).size() < 2) continue;
    const auto made = maker(modalities[m].rows(seen_samples, Eigen::all), seen_labels, classes,
                            part_of(progress, part, settings.folds * count));
    if (!made) return made.error();
    unseen[m](held, Eigen::all) = (*made)(modalities[m].rows(pick(whole, held), Eigen::all));
  }
  Modalities complete = modalities;
  for (Modality& modality : complete) {
    modality.rows = modality.rows(whole, Eigen::all).eval();
    modality.is_present.assign(whole.size(), 1);
  }
  auto pool = OpinionPool::fit(pool_inputs(complete, unseen), evidence(unseen), prior_,
                               pick(labels, whole), settings.pool, progress);
  if (!pool) return pool.error();
  pool_ = *std::move(pool);
  return {};
}

Result<FusedClassifier> FusedClassifier::fit(const Modalities& modalities,
                                             const std::vector<int>& labels,
                                             const std::vector<int>& groups, int class_count,
                                             const ClassifierMaker& maker,
                                             const FusionSettings& settings,
                                             const Progress& progress) {
  if (Status s = check_training(modalities, labels, groups, class_count, settings); !s) {
    return s.error();
  }
  FusedClassifier fused;
  fused.kind_ = settings.kind;
  // Half a sample more of each class: none of them is impossible.
  fused.prior_ = Eigen::RowVectorXd::Constant(class_count, 0.5);
  for (const int label : labels) fused.prior_(label) += 1.0;
  fused.prior_ /= fused.prior_.sum();
  for (const Modality& modality : modalities) {
    const std::vector<int> present = samples_with(modality);
    const Eigen::MatrixXd rows = modality.rows(present, Eigen::all);
    auto made = maker(rows, pick(labels, present), class_count, progress);
    if (!made) return made.error();
    fused.single_.push_back(*std::move(made));
    fused.scalers_.push_back(Scaler::of(rows));
  }
  if (settings.kind == FusionKind::kFeature) {
    const std::vector<int> whole = samples_with_all(modalities);
    auto made = maker(fused.joined(modalities)(whole, Eigen::all), pick(labels, whole), class_count,
                      progress);
    if (!made) return made.error();
    fused.together_ = *std::move(made);
    return fused;
  }
  if (Status s = fused.learn_strengths(modalities, labels, groups, maker, settings, progress); !s) {
    return s.error();
  }
  return fused;
}

}  // namespace kinemote::analysis
