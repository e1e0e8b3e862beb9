// Classical classifiers of rows of numbers behind one interface, so that tables, grids and fusion
// need not know which one they hold.
#pragma once

#include <Eigen/Core>
#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "motion/core/progress.h"
#include "motion/core/result.h"

namespace kinemote::analysis {

enum class RowKind { kLogistic, kPerceptron, kNearest, kSvm, kForest, kBoosted };
inline constexpr RowKind kRowKinds[] = {RowKind::kLogistic, RowKind::kPerceptron,
                                        RowKind::kNearest,  RowKind::kSvm,
                                        RowKind::kForest,   RowKind::kBoosted};
/// "logistic", "perceptron", "nearest", "svm", "forest", "boosted".
std::string_view name_of(RowKind kind);
Result<RowKind> parse_row_kind(std::string_view name);

enum class SvmKernel { kLinear, kRbf, kPolynomial, kSigmoid };
/// "linear", "rbf", "polynomial", "sigmoid".
std::string_view name_of(SvmKernel kernel);

/// Each kind reads its own part.
struct RowClassifierSettings {
  RowKind kind = RowKind::kSvm;
  SvmKernel svm_kernel = SvmKernel::kRbf;
  double svm_c = 10.0;         // > 0
  double svm_gamma = 0.0;      // of standardised numbers; 0: 1 / their count
  int neighbours = 5;          // nearest: rows asked
  int hidden = 64;             // perceptron: units of the one hidden layer
  double l2 = 1e-3;            // logistic, perceptron: weight decay
  int trees = 300;             // forest
  int rounds = 200;            // boosted: trees a class
  int depth = 4;               // boosted
  double learning_rate = 0.1;  // boosted
  uint64_t seed = 1;
  int threads = 0;  // 0: all cores

  /// Error (usage): the first setting that its kind cannot use.
  Status validate() const;
  /// The kind and its own settings: "svm rbf, C 10, gamma 0.01".
  std::string text() const;
};

/// A fitted classifier taken apart into numbers and texts, to be written and made again.
struct ClassifierParts {
  std::map<std::string, Eigen::MatrixXd> matrices;
  std::vector<std::string> texts;
};

/// Immutable; prediction is thread-safe.
class RowClassifier {
 public:
  virtual ~RowClassifier() = default;
  /// N x D to N x classes, each row a distribution. Precondition: D as in training, finite.
  virtual Eigen::MatrixXd probabilities(const Eigen::MatrixXd& rows) const = 0;
  virtual int input_count() const = 0;
  virtual ClassifierParts parts() const = 0;
};

/// What a classifier learns from.
struct LabelledRows {
  Eigen::MatrixXd rows;     // N x D, finite
  std::vector<int> labels;  // N, in [0, class_count)
  int class_count = 0;
  std::vector<double> class_weights;  // one a class, > 0; empty: all 1
  /// Error (bad input): sizes, labels, weights, fewer than two classes present, not finite.
  Status validate() const;
};

/// Standardises (means and deviations of these rows) where the kind needs it, and fits.
/// Deterministic for settings and rows. Sources: support vectors, one against one, with pairwise
/// coupled probabilities: Chang & Lin (2011), 10.1145/1961189.1961199 (LIBSVM); neighbours by
/// Euclidean distance, weighted votes; forest: ForestClassifier; boosted trees: Chen & Guestrin
/// (2016), 10.1145/2939672.2939785, softmax loss; logistic and perceptron: SoftmaxProbe. Errors:
/// usage, bad input, cancelled (a support vector machine that is being fitted cannot be stopped:
/// seconds for 2,000 rows).
Result<std::shared_ptr<const RowClassifier>> fit_row_classifier(
    const LabelledRows& data, const RowClassifierSettings& settings, const Progress& progress = {});

/// The classifier that `parts()` took apart. Error (bad input) for parts that do not fit together.
Result<std::shared_ptr<const RowClassifier>> row_classifier_of(RowKind kind, int class_count,
                                                               const ClassifierParts& parts);

/// Settings to choose from for a kind, around those of the systems that this rebuilds: 8 or fewer.
std::vector<RowClassifierSettings> row_grid(RowKind kind, uint64_t seed, int threads);

struct GridChoice {
  RowClassifierSettings settings;  // of the best mean balanced accuracy, the first of equals
  std::vector<double> scores;      // of every candidate, out of fold
};
/// Grid search by cross-validation that keeps groups (clips, takes) together, one per row. `data`
/// is the training part of the outer split: the test part must not come near. Errors: as of fit;
/// bad input for fewer groups than folds.
Result<GridChoice> choose_by_grid(const LabelledRows& data, const std::vector<int>& groups,
                                  const std::vector<RowClassifierSettings>& candidates, int folds,
                                  uint64_t seed, const Progress& progress = {});

}  // namespace kinemote::analysis
