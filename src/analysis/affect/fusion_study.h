// Single modalities and their fusions side by side, on samples that none of them has seen.
#pragma once

#include <string>
#include <vector>

#include "analysis/affect/fusion.h"

namespace kinemote::analysis {

struct FusionStudySettings {
  int folds = 5;          // outer: every sample is judged once, by what the other folds taught
  FusionSettings fusion;  // of the training part; its kind is not read
  uint64_t seed = 1;      // of the outer folds
  Status validate() const;
};

/// What one method says of the samples that were judged.
struct FusionOpinion {
  std::string method;             // a modality's name, "feature", "decision", "gated"
  Eigen::MatrixXd probabilities;  // judged x K
};

struct FusionStudy {
  /// Samples that have every modality: all methods are judged on the same ones. The others teach
  /// what they can and are not judged.
  std::vector<int> judged;
  std::vector<int> folds;               // of the judged
  std::vector<FusionOpinion> opinions;  // the modalities, then kFusionKinds
  Eigen::MatrixXd decision_strengths;   // folds x M: what decision fusion learned
  Eigen::RowVectorXd gate_strengths;    // M: mean of gated fusion over the judged
};

/// Cross-validation that keeps `groups` together in outer and inner folds. Deterministic. Errors:
/// those of FusedClassifier::fit(); bad input if the complete samples come from fewer groups than
/// there are folds; cancelled. Cost: folds x (9 + 4 x inner folds) trainings for two modalities.
Result<FusionStudy> study_fusion(const std::vector<Modality>& modalities,
                                 const std::vector<int>& labels, const std::vector<int>& groups,
                                 int class_count, const ClassifierMaker& maker,
                                 const FusionStudySettings& settings,
                                 const Progress& progress = {});

}  // namespace kinemote::analysis
