#include "analysis/affect/fusion_study.h"

#include <algorithm>
#include <map>
#include <set>

#include "analysis/stats/splits.h"

namespace kinemote::analysis {
namespace {

std::vector<Modality> part_of(const std::vector<Modality>& modalities,
                              const std::vector<int>& samples) {
  std::vector<Modality> part;
  for (const Modality& modality : modalities) {
    Modality& kept = part.emplace_back();
    kept.name = modality.name;
    kept.rows = modality.rows(samples, Eigen::all);
    for (const int i : samples) kept.is_present.push_back(modality.is_present[i]);
  }
  return part;
}

std::vector<int> pick(const std::vector<int>& values, const std::vector<int>& at) {
  std::vector<int> picked;
  for (const int i : at) picked.push_back(values[i]);
  return picked;
}

bool is_complete(const std::vector<Modality>& modalities, int sample) {
  return std::all_of(modalities.begin(), modalities.end(),
                     [&](const Modality& m) { return m.is_present[sample] != 0; });
}

Status check_sizes(const std::vector<Modality>& modalities, const std::vector<int>& labels,
                   const std::vector<int>& groups) {
  for (const Modality& modality : modalities) {
    if (modality.is_present.size() != labels.size() || groups.size() != labels.size() ||
        modality.rows.rows() != static_cast<Eigen::Index>(labels.size())) {
      return bad_input("modality \"" + modality.name + "\" has " +
                       std::to_string(modality.rows.rows()) + " samples; expected " +
                       std::to_string(labels.size()) + ", one a label and a group");
    }
  }
  return {};
}

}  // namespace

Status FusionStudySettings::validate() const {
  if (folds < 2) {
    return usage_error("the comparison has " + std::to_string(folds) +
                       " folds; expected at least 2");
  }
  return fusion.validate();
}

Result<FusionStudy> study_fusion(const std::vector<Modality>& modalities,
                                 const std::vector<int>& labels, const std::vector<int>& groups,
                                 int class_count, const ClassifierMaker& maker,
                                 const FusionStudySettings& settings, const Progress& progress) {
  if (Status s = settings.validate(); !s) return s.error();
  if (Status s = check_sizes(modalities, labels, groups); !s) return s.error();
  const int count = static_cast<int>(modalities.size());
  FusionStudy study;
  for (int i = 0; i < static_cast<int>(labels.size()); ++i) {
    if (is_complete(modalities, i)) study.judged.push_back(i);
  }
  const std::vector<int> judged_groups = pick(groups, study.judged);
  const auto different = std::set<int>(judged_groups.begin(), judged_groups.end()).size();
  if (static_cast<int>(different) < settings.folds) {
    return bad_input("samples that have every modality come from " + std::to_string(different) +
                     " groups; a comparison in " + std::to_string(settings.folds) +
                     " folds needs at least as many");
  }
  study.folds = grouped_folds(judged_groups, settings.folds, settings.seed);
  std::map<int, int> fold_of_group;
  for (size_t i = 0; i < study.folds.size(); ++i) fold_of_group[judged_groups[i]] = study.folds[i];

  const auto judged_count = static_cast<Eigen::Index>(study.judged.size());
  for (const Modality& modality : modalities) study.opinions.push_back({modality.name, {}});
  for (const FusionKind kind : kFusionKinds) {
    study.opinions.push_back({std::string(name_of(kind)), {}});
  }
  for (FusionOpinion& opinion : study.opinions) {
    opinion.probabilities.resize(judged_count, class_count);
  }
  study.decision_strengths.resize(settings.folds, count);
  study.gate_strengths = Eigen::RowVectorXd::Zero(count);

  for (int fold = 0; fold < settings.folds; ++fold) {
    std::vector<int> seen, held, places;
    for (int i = 0; i < static_cast<int>(labels.size()); ++i) {
      const auto found = fold_of_group.find(groups[i]);
      if (found == fold_of_group.end() || found->second != fold) seen.push_back(i);
    }
    for (size_t i = 0; i < study.judged.size(); ++i) {
      if (study.folds[i] != fold) continue;
      held.push_back(study.judged[i]);
      places.push_back(static_cast<int>(i));
    }
    const std::vector<Modality> training = part_of(modalities, seen);
    const std::vector<Modality> unseen = part_of(modalities, held);
    for (const FusionKind kind : kFusionKinds) {
      const int kind_index = static_cast<int>(kind);
      if (!report(progress, "comparing fusions", (fold + kind_index / 3.0) / settings.folds)) {
        return cancelled();
      }
      FusionSettings fusion = settings.fusion;
      fusion.kind = kind;
      const auto fused = FusedClassifier::fit(training, pick(labels, seen), pick(groups, seen),
                                              class_count, maker, fusion);
      if (!fused) return fused.error();
      study.opinions[count + kind_index].probabilities(places, Eigen::all) =
          fused->probabilities(unseen);
      if (kind == FusionKind::kFeature) {  // single classifiers are the same in every fusion
        for (int m = 0; m < count; ++m) {
          study.opinions[m].probabilities(places, Eigen::all) = fused->alone(unseen, m);
        }
        continue;
      }
      const Eigen::MatrixXd strengths = fused->strengths(unseen);
      if (kind == FusionKind::kDecision) study.decision_strengths.row(fold) = strengths.row(0);
      if (kind == FusionKind::kGated) {
        study.gate_strengths += strengths.colwise().sum() / static_cast<double>(judged_count);
      }
    }
  }
  return study;
}

}  // namespace kinemote::analysis
