#include "analysis/affect/row_kinds.h"
#include "analysis/affect/xgboost_handles.h"

namespace kinemote::analysis {
namespace {

class Boosted final : public RowClassifier {
 public:
  explicit Boosted(xgboost::Booster booster) : booster_(std::move(booster)) {}

  Eigen::MatrixXd probabilities(const Eigen::MatrixXd& rows) const override {
    return booster_.predict(rows.cast<float>(), false);
  }
  int input_count() const override { return booster_.input_count(); }
  ClassifierParts parts() const override { return {{}, {booster_.to_json()}}; }

 private:
  xgboost::Booster booster_;
};

}  // namespace

Result<RowClassifierPtr> fit_boosted(const LabelledRows& data,
                                     const RowClassifierSettings& settings,
                                     const Progress& progress) {
  auto table = xgboost::Table::make(data.rows.cast<float>());
  if (!table) return table.error();
  Eigen::VectorXf labels(data.rows.rows());
  Eigen::VectorXf weights(data.rows.rows());
  for (Eigen::Index i = 0; i < labels.size(); ++i) {
    labels[i] = static_cast<float>(data.labels[i]);
    weights[i] =
        data.class_weights.empty() ? 1.0F : static_cast<float>(data.class_weights[data.labels[i]]);
  }
  if (Status s = table->set_labels(labels); !s) return s.error();
  if (Status s = table->set_weights(weights); !s) return s.error();
  auto booster = xgboost::Booster::make(*table, {{"objective", "multi:softprob"},
                                                 {"num_class", std::to_string(data.class_count)},
                                                 {"tree_method", "hist"},
                                                 {"max_bin", "64"},
                                                 {"max_depth", std::to_string(settings.depth)},
                                                 {"eta", std::to_string(settings.learning_rate)},
                                                 {"subsample", "0.7"},
                                                 {"colsample_bytree", "0.3"},
                                                 {"seed", std::to_string(settings.seed)},
                                                 {"nthread", std::to_string(settings.threads)},
                                                 {"verbosity", "0"}});
  if (!booster) return booster.error();
  for (int round = 0; round < settings.rounds; ++round) {
    if (!report(progress, "fitting boosted", round / static_cast<double>(settings.rounds))) {
      return cancelled();
    }
    if (Status s = booster->update(round, *table); !s) return s.error();
  }
  return RowClassifierPtr(std::make_shared<Boosted>(std::move(*booster)));
}

Result<RowClassifierPtr> boosted_of(int class_count, const ClassifierParts& parts) {
  if (parts.texts.size() != 1) return bad_input("its boosted trees are missing");
  auto booster = xgboost::Booster::from_json(parts.texts.front());
  if (!booster) return booster.error();
  const Eigen::MatrixXd probe =
      booster->predict(xgboost::RowMajorFloats::Zero(1, booster->input_count()), false);
  if (probe.cols() != class_count) {
    return bad_input("its boosted trees know " + std::to_string(probe.cols()) + " classes, not " +
                     std::to_string(class_count));
  }
  return RowClassifierPtr(std::make_shared<Boosted>(std::move(*booster)));
}

}  // namespace kinemote::analysis
