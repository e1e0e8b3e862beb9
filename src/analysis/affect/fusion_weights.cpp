#include "analysis/affect/fusion_weights.h"

#include <cmath>
#include <string>

namespace kinemote::analysis {
namespace {

constexpr int kMostRounds = 500;
constexpr double kSmallestChange = 1e-9;
constexpr double kLeastWeight = 1e-3;  // of a gate's start, so that no judge is lost for good
constexpr double kLearningRate = 0.03;

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

}  // namespace

Eigen::VectorXd mixture_weights(const Eigen::MatrixXd& likelihoods) {
  const auto judges = likelihoods.cols();
  Eigen::RowVectorXd weights =
      Eigen::RowVectorXd::Constant(judges, 1.0 / static_cast<double>(judges));
  if (likelihoods.rows() == 0) return weights.transpose();
  for (int round = 0; round < kMostRounds; ++round) {
    Eigen::MatrixXd shares = likelihoods.array().rowwise() * weights.array();
    shares.array().colwise() /= shares.rowwise().sum().array().eval();
    const Eigen::RowVectorXd next = shares.colwise().mean();
    const double change = (next - weights).cwiseAbs().maxCoeff();
    weights = next;
    if (change < kSmallestChange) break;
  }
  return weights.transpose();
}

Status GateSettings::validate() const {
  if (!(l2 >= 0.0 && std::isfinite(l2))) {
    return usage_error("the gate's weight decay is " + std::to_string(l2) + "; expected 0 or more");
  }
  if (steps < 1) {
    return usage_error("the gate's training has " + std::to_string(steps) +
                       " steps; expected at least 1");
  }
  return {};
}

Result<FusionGate> FusionGate::fit(const Eigen::MatrixXd& inputs,
                                   const Eigen::MatrixXd& likelihoods, const GateSettings& settings,
                                   const Progress& progress) {
  if (Status s = settings.validate(); !s) return s.error();
  if (inputs.rows() == 0 || inputs.rows() != likelihoods.rows() || likelihoods.cols() == 0) {
    return bad_input("a gate was given " + std::to_string(inputs.rows()) + " samples and " +
                     std::to_string(likelihoods.rows()) +
                     " rows of probabilities; expected as many of both, and one or more");
  }
  const double share = 1.0 / static_cast<double>(inputs.rows());
  FusionGate gate;
  gate.slopes_ = Eigen::MatrixXd::Zero(inputs.cols(), likelihoods.cols());
  gate.constants_ = mixture_weights(likelihoods).transpose().array().max(kLeastWeight).log();
  Adam slope_steps(gate.slopes_), constant_steps(gate.constants_);
  for (int step = 0; step < settings.steps; ++step) {
    if (!report(progress, "training the gate", static_cast<double>(step) / settings.steps)) {
      return cancelled();
    }
    const Eigen::MatrixXd weights = gate.weights(inputs);
    Eigen::MatrixXd duties = weights.cwiseProduct(likelihoods);  // who explains the sample
    duties.array().colwise() /= duties.rowwise().sum().array().eval();
    const Eigen::MatrixXd excess = share * (weights - duties);
    gate.slopes_ -= slope_steps.step(inputs.transpose() * excess + settings.l2 * gate.slopes_);
    gate.constants_ -= constant_steps.step(excess.colwise().sum());
  }
  return gate;
}

Eigen::MatrixXd FusionGate::weights(const Eigen::MatrixXd& inputs) const {
  return softmax((inputs * slopes_).rowwise() + constants_);
}

}  // namespace kinemote::analysis
