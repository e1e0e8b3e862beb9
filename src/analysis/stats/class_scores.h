// How predicted classes compare with true ones.
#pragma once

#include <Eigen/Core>
#include <vector>

namespace kinemote::analysis {

/// Figures of a confusion matrix. A figure of a class without rows to take it from is NaN; means
/// over classes leave out what scikit-learn leaves out, so that the two agree.
struct ClassScores {
  double accuracy = 0.0;
  double balanced_accuracy = 0.0;  // mean recall of the classes that occur; NaN of no row
  double macro_f1 = 0.0;           // mean F1 of the classes that occur or were predicted
  std::vector<double> precision;   // a class; NaN where it was never predicted
  std::vector<double> recall;      // a class; NaN where it has no row
  std::vector<double> f1;          // a class; NaN where it neither occurs nor was predicted
  std::vector<int> support;        // rows of a class
  std::vector<std::vector<int>> confusion;  // [true][predicted] rows
  /// Class of the smallest recall, -1 if there is none.
  int worst() const;
};

/// The class of the largest probability in every row (N x K), the first of equals. K > 0.
std::vector<int> most_probable(const Eigen::MatrixXd& probabilities);

/// Labels in [0, class_count). Rows of different sizes count as far as the shorter one.
ClassScores class_scores(const std::vector<int>& truth, const std::vector<int>& predicted,
                         int class_count);
/// The same from rows counted as [true][predicted], K x K.
ClassScores scores_of_confusion(std::vector<std::vector<int>> confusion);

}  // namespace kinemote::analysis
