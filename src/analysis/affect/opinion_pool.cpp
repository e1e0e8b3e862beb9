#include "analysis/affect/opinion_pool.h"

#include <algorithm>
#include <cmath>
#include <string>

namespace kinemote::analysis {
namespace {

constexpr double kLearningRate = 0.03;
constexpr double kWeakest = -6.0;  // logarithms of strengths
constexpr double kStrongest = 2.0;

/// Softmax of every row.
Eigen::MatrixXd softmax(Eigen::MatrixXd logits) {
  logits.colwise() -= logits.rowwise().maxCoeff().eval();
  logits = logits.array().exp();
  logits.array().colwise() /= logits.rowwise().sum().array().eval();
  return logits;
}

/// Adam's moving averages of one parameter matrix.
class Adam {
 public:
  explicit Adam(const Eigen::MatrixXd& shape)
      : mean_(Eigen::MatrixXd::Zero(shape.rows(), shape.cols())), square_(mean_) {}

  Eigen::MatrixXd step(const Eigen::MatrixXd& gradient) {
    constexpr double kBeta1 = 0.9, kBeta2 = 0.999, kSmall = 1e-8;
    ++count_;
    mean_ = kBeta1 * mean_ + (1.0 - kBeta1) * gradient;
    square_ = kBeta2 * square_ + (1.0 - kBeta2) * gradient.cwiseAbs2();
    const double mean_bias = 1.0 - std::pow(kBeta1, count_);
    const double square_bias = 1.0 - std::pow(kBeta2, count_);
    return kLearningRate *
           ((mean_.array() / mean_bias) / ((square_.array() / square_bias).sqrt() + kSmall))
               .matrix();
  }

 private:
  Eigen::MatrixXd mean_, square_;
  int count_ = 0;
};

Status check_training(const Eigen::MatrixXd& inputs, const std::vector<Eigen::MatrixXd>& evidence,
                      const Eigen::RowVectorXd& prior, const std::vector<int>& labels) {
  const auto samples = static_cast<Eigen::Index>(labels.size());
  bool fits = samples > 0 && inputs.rows() == samples && !evidence.empty();
  for (const Eigen::MatrixXd& one : evidence) {
    fits = fits && one.rows() == samples && one.cols() == prior.size();
  }
  if (!fits) {
    return bad_input("a pool of " + std::to_string(evidence.size()) + " opinions was given " +
                     std::to_string(labels.size()) + " labels and " +
                     std::to_string(inputs.rows()) +
                     " inputs; expected as many of each, one or more");
  }
  for (const int label : labels) {
    if (label < 0 || label >= prior.size()) {
      return bad_input("label " + std::to_string(label) + " is none of " +
                       std::to_string(prior.size()) + " classes");
    }
  }
  return {};
}

}  // namespace

Eigen::MatrixXd pooled_opinion(const std::vector<Eigen::MatrixXd>& evidence,
                               const Eigen::MatrixXd& strengths, const Eigen::RowVectorXd& prior) {
  Eigen::MatrixXd logits = prior.array().log().matrix().replicate(strengths.rows(), 1);
  for (size_t m = 0; m < evidence.size(); ++m) {
    logits.array() +=
        evidence[m].array().colwise() * strengths.col(static_cast<Eigen::Index>(m)).array();
  }
  return softmax(std::move(logits));
}

Status PoolSettings::validate() const {
  for (const double decay : {slope_l2, constant_l2}) {
    if (!(decay >= 0.0 && std::isfinite(decay))) {
      return usage_error("a decay of the opinions' weights is " + std::to_string(decay) +
                         "; expected 0 or more");
    }
  }
  if (steps < 1) {
    return usage_error("the opinions' weights are trained in " + std::to_string(steps) +
                       " steps; expected at least 1");
  }
  return {};
}

Result<OpinionPool> OpinionPool::fit(const Eigen::MatrixXd& inputs,
                                     const std::vector<Eigen::MatrixXd>& evidence,
                                     const Eigen::RowVectorXd& prior,
                                     const std::vector<int>& labels, const PoolSettings& settings,
                                     const Progress& progress) {
  if (Status s = settings.validate(); !s) return s.error();
  if (Status s = check_training(inputs, evidence, prior, labels); !s) return s.error();
  const auto judges = static_cast<Eigen::Index>(evidence.size());
  const double share = 1.0 / static_cast<double>(labels.size());
  OpinionPool pool;
  pool.slopes_ = Eigen::MatrixXd::Zero(inputs.cols(), judges);
  pool.constants_ = Eigen::RowVectorXd::Zero(judges);
  Adam slope_steps(pool.slopes_), constant_steps(pool.constants_);
  for (int step = 0; step < settings.steps; ++step) {
    if (!report(progress, "weighing opinions", static_cast<double>(step) / settings.steps)) {
      return cancelled();
    }
    const Eigen::MatrixXd strengths = pool.strengths(inputs);
    Eigen::MatrixXd excess = pooled_opinion(evidence, strengths, prior);
    for (Eigen::Index i = 0; i < excess.rows(); ++i) excess(i, labels[i]) -= 1.0;
    Eigen::MatrixXd gradient(strengths.rows(), judges);  // of ln a
    for (Eigen::Index m = 0; m < judges; ++m) {
      gradient.col(m) = share * excess.cwiseProduct(evidence[m]).rowwise().sum();
    }
    gradient.array() *= strengths.array();
    pool.slopes_ -=
        slope_steps.step(inputs.transpose() * gradient + settings.slope_l2 * pool.slopes_);
    pool.constants_ -=
        constant_steps.step(gradient.colwise().sum() + settings.constant_l2 * pool.constants_);
  }
  return pool;
}

Eigen::MatrixXd OpinionPool::strengths(const Eigen::MatrixXd& inputs) const {
  const Eigen::MatrixXd logs = (inputs * slopes_).rowwise() + constants_;
  return logs.array().max(kWeakest).min(kStrongest).exp();
}

}  // namespace kinemote::analysis
