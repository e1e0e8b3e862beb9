#include <Eigen/Cholesky>
#include <algorithm>
#include <cmath>
#include <set>
#include <string>

#include "analysis/stats/clustering.h"
#include "analysis/stats/random.h"
#include "analysis/stats/regression.h"
#include "analysis/stats/splits.h"

namespace kinemote::analysis {
namespace {

// Rows that k-means sees when it places centres: more do not move them, but cost time.
constexpr int kMostRowsForCentres = 2000;

Eigen::VectorXd column_scale(const Eigen::MatrixXd& x, const Eigen::VectorXd& mean) {
  const Eigen::VectorXd deviation =
      ((x.rowwise() - mean.transpose()).cwiseAbs2().colwise().mean()).cwiseSqrt().transpose();
  // Rounding makes a constant column vary in its last digits: that is no information.
  return (deviation.array() > 1e-9 * (1.0 + mean.array().abs())).select(deviation, 0.0);
}

Eigen::MatrixXd standardised(const Eigen::MatrixXd& x, const Eigen::VectorXd& mean,
                             const Eigen::VectorXd& scale) {
  const Eigen::RowVectorXd inverse =
      (scale.array() > 0.0).select(scale.array().inverse(), 0.0).matrix().transpose();
  return ((x.rowwise() - mean.transpose()) * inverse.asDiagonal())
      .cwiseMax(-RbfRegression::kLargestInput)
      .cwiseMin(RbfRegression::kLargestInput);
}

/// N x K activations of the radial basis functions.
Eigen::MatrixXd activations(const Eigen::MatrixXd& x, const Eigen::MatrixXd& centres,
                            double sigma) {
  Eigen::MatrixXd phi(x.rows(), centres.rows());
  for (Eigen::Index k = 0; k < centres.rows(); ++k) {
    phi.col(k) = ((x.rowwise() - centres.row(k)).rowwise().squaredNorm() * (-0.5 / (sigma * sigma)))
                     .array()
                     .exp();
  }
  return phi;
}

int distinct_row_count(const Eigen::MatrixXd& x, int enough) {
  std::set<std::vector<double>> rows;
  for (Eigen::Index i = 0; i < x.rows() && static_cast<int>(rows.size()) < enough; ++i) {
    const Eigen::RowVectorXd row = x.row(i);
    rows.emplace(row.begin(), row.end());
  }
  return static_cast<int>(rows.size());
}

Eigen::MatrixXd pick_rows(const Eigen::MatrixXd& x, const std::vector<int>& rows) {
  Eigen::MatrixXd out(rows.size(), x.cols());
  for (size_t i = 0; i < rows.size(); ++i) out.row(i) = x.row(rows[i]);
  return out;
}

Eigen::MatrixXd place_centres(const Eigen::MatrixXd& x, int wanted, uint64_t seed) {
  Eigen::MatrixXd sample = x;
  if (x.rows() > kMostRowsForCentres) {
    std::vector<int> rows(x.rows());
    for (size_t i = 0; i < rows.size(); ++i) rows[i] = static_cast<int>(i);
    std::mt19937_64 engine(seed);
    shuffle(rows, engine);
    rows.resize(kMostRowsForCentres);
    sample = pick_rows(x, rows);
  }
  const int count = std::min(wanted, distinct_row_count(sample, wanted));
  if (count < 1) return Eigen::MatrixXd(0, x.cols());
  const auto found = kmeans(sample, count, seed, 1);
  return found ? found->centres : Eigen::MatrixXd(0, x.cols());
}

double median_distance(const Eigen::MatrixXd& x, const Eigen::MatrixXd& centres) {
  std::vector<double> distances;
  for (Eigen::Index k = 0; k < centres.rows(); ++k) {
    const Eigen::VectorXd d = (x.rowwise() - centres.row(k)).rowwise().norm();
    distances.insert(distances.end(), d.begin(), d.end());
  }
  if (distances.empty()) return 1.0;
  std::nth_element(distances.begin(), distances.begin() + distances.size() / 2, distances.end());
  return std::max(distances[distances.size() / 2], 1e-6);
}

/// Everything of a fit that does not depend on the ridge: solve() then costs one factorisation.
class Solver {
 public:
  Solver(const Eigen::MatrixXd& inputs, const Eigen::MatrixXd& outputs,
         const RbfSettings& settings) {
    model_.input_mean = inputs.colwise().mean().transpose();
    model_.input_scale = column_scale(inputs, model_.input_mean);
    model_.output_mean = outputs.colwise().mean().transpose();
    model_.output_scale = column_scale(outputs, model_.output_mean);
    const Eigen::MatrixXd x = standardised(inputs, model_.input_mean, model_.input_scale);
    const Eigen::RowVectorXd inverse = (model_.output_scale.array() > 0.0)
                                           .select(model_.output_scale.array().inverse(), 0.0)
                                           .matrix()
                                           .transpose();
    const Eigen::MatrixXd y =
        (outputs.rowwise() - model_.output_mean.transpose()) * inverse.asDiagonal();

    model_.centres = place_centres(x, settings.centre_count, settings.seed);
    model_.sigma = settings.sigma_scale * median_distance(x, model_.centres);
    design_.resize(x.rows(), x.cols() + model_.centres.rows());
    design_ << x, activations(x, model_.centres, model_.sigma);
    // Activations vary little; unscaled, the ridge would weigh far more on them than on the linear
    // part. Columns are centred and scaled here, and the weights scaled back in solve().
    centre_ = design_.colwise().mean().transpose();
    scale_ = column_scale(design_, centre_);
    design_ = (design_.rowwise() - centre_.transpose()) *
              (scale_.array() > 0.0).select(scale_.array().inverse(), 0.0).matrix().asDiagonal();
    gram_ = design_.transpose() * design_;
    right_ = design_.transpose() * y;
  }

  RbfRegression solve(double ridge) const {
    RbfRegression model = model_;
    model.ridge = ridge;
    Eigen::MatrixXd system = gram_;
    system.diagonal().array() += ridge;
    const Eigen::MatrixXd scaled =
        (scale_.array() > 0.0).select(scale_.array().inverse(), 0.0).matrix().asDiagonal() *
        system.ldlt().solve(right_);
    model.weights.resize(1 + scaled.rows(), scaled.cols());
    model.weights.bottomRows(scaled.rows()) = scaled;
    model.weights.row(0) = -centre_.transpose() * scaled;
    return model;
  }

 private:
  RbfRegression model_;
  Eigen::MatrixXd design_, gram_, right_;
  Eigen::VectorXd centre_, scale_;
};

Eigen::VectorXd column_medians(const Eigen::MatrixXd& y) {
  Eigen::VectorXd medians(y.cols());
  for (Eigen::Index c = 0; c < y.cols(); ++c) {
    std::vector<double> values(y.col(c).begin(), y.col(c).end());
    const size_t half = values.size() / 2;
    std::nth_element(values.begin(), values.begin() + half, values.end());
    const double upper = values[half];
    const double lower =
        values.size() % 2 == 1 ? upper : *std::max_element(values.begin(), values.begin() + half);
    medians[c] = 0.5 * (lower + upper);
  }
  return medians;
}

Status check(const Eigen::MatrixXd& inputs, const Eigen::MatrixXd& outputs,
             const std::vector<int>& groups, const RbfSettings& settings) {
  const Eigen::Index n = inputs.rows();
  if (n == 0 || inputs.cols() == 0 || outputs.cols() == 0) {
    return bad_input("a regression needs at least one sample, one input and one output");
  }
  if (outputs.rows() != n || static_cast<Eigen::Index>(groups.size()) != n) {
    return bad_input("a regression was given " + std::to_string(n) + " inputs, " +
                     std::to_string(outputs.rows()) + " outputs and " +
                     std::to_string(groups.size()) + " groups; expected as many of each");
  }
  for (const auto& [name, matrix] : {std::pair{"input", &inputs}, std::pair{"output", &outputs}}) {
    for (Eigen::Index c = 0; c < matrix->cols(); ++c) {
      if (!matrix->col(c).allFinite()) {
        return bad_input(std::string(name) + " column " + std::to_string(c) +
                         " of the regression holds a value that is not a finite number");
      }
    }
  }
  if (settings.folds < 2 || settings.centre_count < 0 || settings.ridges.empty() ||
      !(settings.sigma_scale > 0.0) ||
      std::any_of(settings.ridges.begin(), settings.ridges.end(),
                  [](double r) { return !(r > 0.0); })) {
    return usage_error(
        "a regression needs 2 folds or more, 0 centres or more, a width above 0 and ridges above "
        "0");
  }
  const auto group_count = std::set<int>(groups.begin(), groups.end()).size();
  if (group_count < 2 * static_cast<size_t>(settings.folds)) {
    return bad_input("the regression has " + std::to_string(group_count) +
                     " groups of samples (clips or takes); " + std::to_string(settings.folds) +
                     "-fold cross-validation needs at least " + std::to_string(2 * settings.folds));
  }
  return {};
}

}  // namespace

Eigen::MatrixXd RbfRegression::predict_rows(const Eigen::MatrixXd& inputs) const {
  const Eigen::MatrixXd x = standardised(inputs, input_mean, input_scale);
  Eigen::MatrixXd design(x.rows(), 1 + x.cols() + centres.rows());
  design << Eigen::VectorXd::Ones(x.rows()), x, activations(x, centres, sigma);
  return ((design * weights) * output_scale.asDiagonal()).rowwise() + output_mean.transpose();
}

Eigen::VectorXd RbfRegression::predict(const Eigen::VectorXd& input) const {
  return predict_rows(input.transpose()).row(0).transpose();
}

Result<RbfFit> fit_rbf(const Eigen::MatrixXd& inputs, const Eigen::MatrixXd& outputs,
                       const std::vector<int>& groups, const RbfSettings& settings) {
  if (Status status = check(inputs, outputs, groups, settings); !status) return status.error();
  const Eigen::Index n = inputs.rows();
  const Eigen::Index m = outputs.cols();
  const std::vector<int> fold_of = grouped_folds(groups, settings.folds, settings.seed);

  std::vector<Eigen::MatrixXd> predicted(settings.ridges.size(), Eigen::MatrixXd::Zero(n, m));
  Eigen::MatrixXd baseline(n, m);
  for (int fold = 0; fold < settings.folds; ++fold) {
    std::vector<int> train, test;
    for (Eigen::Index i = 0; i < n; ++i) (fold_of[i] == fold ? test : train).push_back(i);
    const Eigen::MatrixXd train_outputs = pick_rows(outputs, train);
    const Eigen::MatrixXd test_inputs = pick_rows(inputs, test);
    const Solver solver(pick_rows(inputs, train), train_outputs, settings);
    const Eigen::VectorXd medians = column_medians(train_outputs);
    for (const int row : test) baseline.row(row) = medians.transpose();
    for (size_t r = 0; r < settings.ridges.size(); ++r) {
      const Eigen::MatrixXd rows = solver.solve(settings.ridges[r]).predict_rows(test_inputs);
      for (size_t i = 0; i < test.size(); ++i) predicted[r].row(test[i]) = rows.row(i);
    }
  }

  RbfFit fit;
  RegressionReport& report = fit.report;
  fit.out_of_fold.resize(n, m);
  const Solver solver(inputs, outputs, settings);
  fit.model = solver.solve(settings.ridges.front());
  std::vector<double> chosen;
  for (Eigen::Index c = 0; c < m; ++c) {
    // Every output has its own ridge: one that inputs say nothing about would else shrink them all.
    size_t best = 0;
    for (size_t r = 1; r < predicted.size(); ++r) {
      const auto squares = [&](size_t which) {
        return (predicted[which].col(c) - outputs.col(c)).squaredNorm();
      };
      if (squares(r) < squares(best)) best = r;
    }
    chosen.push_back(settings.ridges[best]);
    fit.model.weights.col(c) = solver.solve(chosen.back()).weights.col(c);
    fit.out_of_fold.col(c) = predicted[best].col(c);
    const Eigen::VectorXd error = fit.out_of_fold.col(c) - outputs.col(c);
    const double spread = (outputs.col(c).array() - outputs.col(c).mean()).matrix().squaredNorm();
    report.mae.push_back(error.cwiseAbs().mean());
    report.baseline_mae.push_back((baseline.col(c) - outputs.col(c)).cwiseAbs().mean());
    report.r2.push_back(spread > 0.0 ? 1.0 - error.squaredNorm() / spread : 0.0);
  }
  std::nth_element(chosen.begin(), chosen.begin() + chosen.size() / 2, chosen.end());
  report.chosen_ridge = fit.model.ridge = chosen[chosen.size() / 2];
  report.sample_count = static_cast<int>(n);
  report.group_count = static_cast<int>(std::set<int>(groups.begin(), groups.end()).size());
  report.folds = settings.folds;
  return fit;
}

}  // namespace kinemote::analysis
