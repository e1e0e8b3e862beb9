#include <algorithm>
#include <numeric>

#include "analysis/affect/row_kinds.h"

namespace kinemote::analysis {
namespace {

/// Brute force: training sets here have thousands of rows of hundreds of numbers, where trees of
/// any kind look at nearly all rows anyway.
class Nearest final : public RowClassifier {
 public:
  Nearest(int class_count, ClassifierParts parts)
      : class_count_(class_count),
        parts_(std::move(parts)),
        scaler_(RowScaler::of(matrix_of(parts_, "scaler"))),
        known_(matrix_of(parts_, "rows")),
        squares_(known_.rowwise().squaredNorm()),
        votes_(matrix_of(parts_, "votes")),
        neighbours_(static_cast<int>(matrix_of(parts_, "neighbours")(0, 0))) {}

  Eigen::MatrixXd probabilities(const Eigen::MatrixXd& rows) const override {
    Eigen::MatrixXd out = Eigen::MatrixXd::Zero(rows.rows(), class_count_);
    const Eigen::MatrixXd asked = scaler_(rows);
    const auto count = std::min<Eigen::Index>(neighbours_, known_.rows());
    std::vector<Eigen::Index> order(known_.rows());
    for (Eigen::Index i = 0; i < rows.rows(); ++i) {
      const Eigen::VectorXd distances = squares_ - 2.0 * (known_ * asked.row(i).transpose());
      std::iota(order.begin(), order.end(), 0);
      std::partial_sort(order.begin(), order.begin() + count, order.end(),
                        [&](Eigen::Index a, Eigen::Index b) {
                          return distances[a] != distances[b] ? distances[a] < distances[b] : a < b;
                        });
      for (Eigen::Index k = 0; k < count; ++k) {
        out(i, static_cast<Eigen::Index>(votes_(0, order[k]))) += 1.0 / static_cast<double>(count);
      }
    }
    return out;
  }
  int input_count() const override { return scaler_.input_count(); }
  ClassifierParts parts() const override { return parts_; }

 private:
  int class_count_;
  ClassifierParts parts_;
  RowScaler scaler_;
  Eigen::MatrixXd known_;
  Eigen::VectorXd squares_;
  Eigen::MatrixXd votes_;  // 1 x rows: class
  int neighbours_;
};

}  // namespace

Result<RowClassifierPtr> fit_nearest(const LabelledRows& data,
                                     const RowClassifierSettings& settings,
                                     const RowScaler& scaler) {
  ClassifierParts parts;
  parts.matrices["scaler"] = scaler.matrix();
  parts.matrices["rows"] = scaler(data.rows);
  Eigen::MatrixXd votes(1, data.rows.rows());
  for (Eigen::Index i = 0; i < votes.cols(); ++i) {
    votes(0, i) = data.labels[i];
  }
  parts.matrices["votes"] = votes;
  parts.matrices["neighbours"] = Eigen::MatrixXd::Constant(1, 1, settings.neighbours);
  return nearest_of(data.class_count, parts);
}

Result<RowClassifierPtr> nearest_of(int class_count, const ClassifierParts& parts) {
  const Eigen::MatrixXd scaler = matrix_of(parts, "scaler");
  const Eigen::MatrixXd rows = matrix_of(parts, "rows");
  const Eigen::MatrixXd votes = matrix_of(parts, "votes");
  const Eigen::MatrixXd neighbours = matrix_of(parts, "neighbours");
  const bool fits = scaler.rows() == 2 && rows.cols() == scaler.cols() && rows.rows() >= 1 &&
                    votes.rows() == 1 && votes.cols() == rows.rows() && neighbours.size() == 1 &&
                    neighbours(0) >= 1.0 && (votes.row(0).array() >= 0.0).all() &&
                    (votes.row(0).array() < class_count).all();
  if (!fits) return bad_input("its neighbours do not fit together");
  return RowClassifierPtr(std::make_shared<Nearest>(class_count, parts));
}

}  // namespace kinemote::analysis
