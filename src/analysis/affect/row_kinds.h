// The kinds of row classifier, one file each. Private to the room.
#pragma once

#include "analysis/affect/row_classifier.h"

namespace kinemote::analysis {

using RowClassifierPtr = std::shared_ptr<const RowClassifier>;

/// Means and deviations of training rows; constant columns become 0.
struct RowScaler {
  Eigen::RowVectorXd mean, inverse_deviation;

  static RowScaler fit(const Eigen::MatrixXd& rows);
  /// Leaves rows of so many numbers as they are.
  static RowScaler none(Eigen::Index columns);
  Eigen::MatrixXd operator()(const Eigen::MatrixXd& rows) const;
  /// 2 x D, and back; the reverse is empty where the matrix is none.
  Eigen::MatrixXd matrix() const;
  static RowScaler of(const Eigen::MatrixXd& matrix);
  int input_count() const { return static_cast<int>(mean.size()); }
};

/// A matrix of `parts`, or an empty one.
Eigen::MatrixXd matrix_of(const ClassifierParts& parts, const std::string& name);

Result<RowClassifierPtr> fit_svm(const LabelledRows& data, const RowClassifierSettings& settings,
                                 const RowScaler& scaler);
Result<RowClassifierPtr> svm_of(int class_count, const ClassifierParts& parts);

Result<RowClassifierPtr> fit_nearest(const LabelledRows& data,
                                     const RowClassifierSettings& settings,
                                     const RowScaler& scaler);
Result<RowClassifierPtr> nearest_of(int class_count, const ClassifierParts& parts);

Result<RowClassifierPtr> fit_boosted(const LabelledRows& data,
                                     const RowClassifierSettings& settings,
                                     const Progress& progress);
Result<RowClassifierPtr> boosted_of(int class_count, const ClassifierParts& parts);

Result<RowClassifierPtr> fit_forest(const LabelledRows& data, const RowClassifierSettings& settings,
                                    const Progress& progress);
Result<RowClassifierPtr> forest_of(int class_count, const ClassifierParts& parts);

Result<RowClassifierPtr> fit_probe(const LabelledRows& data, const RowClassifierSettings& settings,
                                   const Progress& progress);
Result<RowClassifierPtr> probe_of(int class_count, const ClassifierParts& parts);

}  // namespace kinemote::analysis
