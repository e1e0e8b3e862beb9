// Classifiers that stand on their own elsewhere, behind the interface of rows.
#include "analysis/affect/forest_classifier.h"
#include "analysis/affect/row_kinds.h"
#include "analysis/stats/softmax_probe.h"

namespace kinemote::analysis {
namespace {

class Forest final : public RowClassifier {
 public:
  Forest(ForestClassifier forest, int inputs) : forest_(std::move(forest)), inputs_(inputs) {}
  Eigen::MatrixXd probabilities(const Eigen::MatrixXd& rows) const override {
    return forest_.probabilities(rows);
  }
  int input_count() const override { return inputs_; }
  ClassifierParts parts() const override {
    return {{{"weights", forest_.tree_shares()}}, forest_.trees_json()};
  }

 private:
  ForestClassifier forest_;
  int inputs_;
};

class Probe final : public RowClassifier {
 public:
  explicit Probe(SoftmaxProbe probe) : probe_(std::move(probe)) {}
  Eigen::MatrixXd probabilities(const Eigen::MatrixXd& rows) const override {
    return probe_.probabilities(rows);
  }
  int input_count() const override { return probe_.input_count(); }
  ClassifierParts parts() const override {
    ClassifierParts parts;
    const std::vector<Eigen::MatrixXd> matrices = probe_.matrices();
    for (size_t i = 0; i < matrices.size(); ++i) {
      parts.matrices["layer" + std::to_string(i)] = matrices[i];
    }
    return parts;
  }

 private:
  SoftmaxProbe probe_;
};

std::vector<std::string> class_numbers(int count) {
  std::vector<std::string> names;
  for (int i = 0; i < count; ++i) names.push_back(std::to_string(i));
  return names;
}

}  // namespace

Result<RowClassifierPtr> fit_forest(const LabelledRows& data, const RowClassifierSettings& settings,
                                    const Progress& progress) {
  ForestSettings forest;
  forest.trees = settings.trees;
  forest.seed = settings.seed;
  forest.threads = settings.threads;
  auto fitted = ForestClassifier::fit(data.rows, data.labels, class_numbers(data.class_count),
                                      forest, progress);
  if (!fitted) return fitted.error();
  return RowClassifierPtr(
      std::make_shared<Forest>(std::move(*fitted), static_cast<int>(data.rows.cols())));
}

Result<RowClassifierPtr> forest_of(int class_count, const ClassifierParts& parts) {
  int inputs = 0;
  auto forest = ForestClassifier::from_parts(class_numbers(class_count),
                                             matrix_of(parts, "weights"), parts.texts, inputs);
  if (!forest) return forest.error();
  return RowClassifierPtr(std::make_shared<Forest>(std::move(*forest), inputs));
}

Result<RowClassifierPtr> fit_probe(const LabelledRows& data, const RowClassifierSettings& settings,
                                   const Progress& progress) {
  ProbeSettings probe;
  probe.hidden = settings.kind == RowKind::kPerceptron ? settings.hidden : 0;
  probe.l2 = settings.l2;
  probe.seed = settings.seed;
  probe.class_weights = data.class_weights;
  auto fitted = SoftmaxProbe::fit(data.rows, data.labels, data.class_count, probe, progress);
  if (!fitted) return fitted.error();
  return RowClassifierPtr(std::make_shared<Probe>(std::move(*fitted)));
}

Result<RowClassifierPtr> probe_of(int class_count, const ClassifierParts& parts) {
  std::vector<Eigen::MatrixXd> matrices;
  for (size_t i = 0; i < parts.matrices.size(); ++i) {
    matrices.push_back(matrix_of(parts, "layer" + std::to_string(i)));
  }
  auto probe = SoftmaxProbe::from_matrices(matrices);
  if (!probe) return probe.error();
  if (probe->class_count() != class_count) {
    return bad_input("its layers know " + std::to_string(probe->class_count()) + " classes, not " +
                     std::to_string(class_count));
  }
  return RowClassifierPtr(std::make_shared<Probe>(std::move(*probe)));
}

}  // namespace kinemote::analysis
