// One class from several modalities, such as voice and body, of which some may be missing.
#pragma once

#include <Eigen/Core>
#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "analysis/affect/opinion_pool.h"
#include "motion/core/progress.h"
#include "motion/core/result.h"

namespace kinemote::analysis {

/// What one modality says of N samples.
struct Modality {
  std::string name;              // "voice"
  Eigen::MatrixXd rows;          // N x D; rows of absent samples are never looked at
  std::vector<char> is_present;  // N
};

/// N x D rows to N x K probabilities, each row a distribution.
using RowProbabilities = std::function<Eigen::MatrixXd(const Eigen::MatrixXd& rows)>;
/// Trains whatever classifier the caller wants on rows (N x D) and labels in [0, class_count).
using ClassifierMaker = std::function<Result<RowProbabilities>(
    const Eigen::MatrixXd& rows, const std::vector<int>& labels, int class_count,
    const Progress& progress)>;

enum class FusionKind {
  kFeature,   // one classifier of the standardised rows of all modalities side by side
  kDecision,  // a classifier a modality; their opinions pooled, strengths a_m the same for all
  kGated,     // the same with strengths a_m(x) that depend on the sample
};
inline constexpr FusionKind kFusionKinds[] = {FusionKind::kFeature, FusionKind::kDecision,
                                              FusionKind::kGated};
/// "feature", "decision", "gated".
std::string_view name_of(FusionKind kind);
Result<FusionKind> parse_fusion_kind(std::string_view name);

struct FusionSettings {
  FusionKind kind = FusionKind::kDecision;
  int folds = 4;  // of the training samples, for the opinions that strengths are learned from
  PoolSettings pool;
  uint64_t seed = 1;  // of the folds
  Status validate() const;
};

/// A fusion of M modalities. Decision and gated fusion pool the classifiers' opinions by
/// OpinionPool, about the shares of the training classes. Strengths are learned from what each
/// classifier says of samples it has not seen (cross-validation within the training samples that
/// keeps groups together): on its own training data the more flexible classifier always wins. The
/// gate's strengths see the standardised rows of all modalities (cut at 4 deviations, over the root
/// of their number) and how undecided each classifier is (entropy, relative to that of K equal
/// classes).
///
/// A sample that lacks modalities is judged by the others: what is absent has the strength 0;
/// feature fusion falls back on the mean of the single classifiers. A sample that has none gets the
/// shares of the training classes.
class FusedClassifier {
 public:
  /// `modalities` M of N samples; `labels` N in [0, class_count); `groups` N: clips of one speaker,
  /// take or recording. `maker` is called M times for the single classifiers and, for strengths,
  /// M x folds times more. Errors: usage (settings); bad input: sizes, labels, not finite, a
  /// modality with fewer than two classes, fewer groups than folds among the samples that have
  /// everything; those of `maker`; cancelled.
  static Result<FusedClassifier> fit(const std::vector<Modality>& modalities,
                                     const std::vector<int>& labels, const std::vector<int>& groups,
                                     int class_count, const ClassifierMaker& maker,
                                     const FusionSettings& settings, const Progress& progress = {});

  /// N x K, each row a distribution. Precondition: modalities in the order and widths of training.
  Eigen::MatrixXd probabilities(const std::vector<Modality>& modalities) const;
  /// N x K of modality m alone; the training shares where it is absent.
  Eigen::MatrixXd alone(const std::vector<Modality>& modalities, int m) const;
  /// N x M: the strength of each modality in every sample, 0 where it is absent; of feature fusion
  /// 1 where it is there.
  Eigen::MatrixXd strengths(const std::vector<Modality>& modalities) const;
  /// Numbers of modality m that it was fitted on.
  int width(int m) const { return static_cast<int>(scalers_[m].mean.size()); }

 private:
  struct Scaler {
    Eigen::RowVectorXd mean, inverse_deviation;
    static Scaler of(const Eigen::MatrixXd& rows);
    Eigen::MatrixXd operator()(const Eigen::MatrixXd& rows) const;
  };

  Eigen::MatrixXd joined(const std::vector<Modality>& modalities) const;
  Eigen::MatrixXd pool_inputs(const std::vector<Modality>& modalities,
                              const std::vector<Eigen::MatrixXd>& opinions) const;
  Eigen::MatrixXd strengths(const std::vector<Modality>& modalities,
                            const std::vector<Eigen::MatrixXd>& opinions) const;
  std::vector<Eigen::MatrixXd> evidence(const std::vector<Eigen::MatrixXd>& opinions) const;
  std::vector<Eigen::MatrixXd> opinions(const std::vector<Modality>& modalities) const;
  Status learn_strengths(const std::vector<Modality>& modalities, const std::vector<int>& labels,
                         const std::vector<int>& groups, const ClassifierMaker& maker,
                         const FusionSettings& settings, const Progress& progress);

  FusionKind kind_ = FusionKind::kDecision;
  Eigen::RowVectorXd prior_;  // K
  std::vector<Scaler> scalers_;
  std::vector<RowProbabilities> single_;  // one a modality
  RowProbabilities together_;             // feature fusion alone
  OpinionPool pool_;                      // decision and gated fusion
};

}  // namespace kinemote::analysis
