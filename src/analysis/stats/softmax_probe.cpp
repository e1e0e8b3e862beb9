#include "analysis/stats/softmax_probe.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <numeric>

#include "analysis/stats/class_scores.h"
#include "analysis/stats/random.h"

namespace kinemote::analysis {
namespace {

using Layers = std::vector<Eigen::MatrixXd>;

constexpr int kBatch = 64;
constexpr int kLinearSteps = 300;
constexpr double kLinearRate = 0.05;
constexpr double kHiddenRate = 2e-3;
constexpr int kLeastSetAside = 20;  // rows; fewer say nothing about when to stop

Eigen::MatrixXd affine(const Eigen::MatrixXd& inputs, const Eigen::MatrixXd& layer) {
  Eigen::MatrixXd out = inputs * layer.topRows(layer.rows() - 1);
  out.rowwise() += layer.row(layer.rows() - 1);
  return out;
}

void softmax(Eigen::MatrixXd& rows) {
  for (Eigen::Index i = 0; i < rows.rows(); ++i) {
    rows.row(i) = (rows.row(i).array() - rows.row(i).maxCoeff()).exp();
    rows.row(i) /= rows.row(i).sum();
  }
}

Eigen::MatrixXd forward(const Layers& layers, const Eigen::MatrixXd& inputs,
                        Eigen::MatrixXd* hidden = nullptr) {
  Eigen::MatrixXd values = inputs;
  if (layers.size() == 2) {
    values = affine(inputs, layers[0]).cwiseMax(0.0);
    if (hidden != nullptr) *hidden = values;
  }
  Eigen::MatrixXd out = affine(values, layers.back());
  softmax(out);
  return out;
}

double cross_entropy(const Layers& layers, const Eigen::MatrixXd& inputs,
                     const std::vector<int>& labels) {
  const Eigen::MatrixXd shares = forward(layers, inputs);
  double sum = 0.0;
  for (Eigen::Index i = 0; i < shares.rows(); ++i) {
    sum -= std::log(std::max(shares(i, labels[i]), 1e-12));
  }
  return sum / static_cast<double>(shares.rows());
}

Eigen::MatrixXd gradient_of(const Eigen::MatrixXd& inputs, const Eigen::MatrixXd& outer,
                            const Eigen::MatrixXd& layer, double l2) {
  Eigen::MatrixXd gradient(layer.rows(), layer.cols());
  gradient.topRows(inputs.cols()) = inputs.transpose() * outer;
  gradient.bottomRows(1) = outer.colwise().sum();
  gradient.topRows(inputs.cols()) += l2 * layer.topRows(inputs.cols());
  return gradient;
}

Layers gradients(const Layers& layers, const Eigen::MatrixXd& inputs,
                 const std::vector<int>& labels, const ProbeSettings& settings) {
  const double l2 = settings.l2;
  Eigen::MatrixXd hidden;
  Eigen::MatrixXd outer = forward(layers, inputs, &hidden);
  for (Eigen::Index i = 0; i < outer.rows(); ++i) {
    outer(i, labels[i]) -= 1.0;
    if (!settings.class_weights.empty()) outer.row(i) *= settings.class_weights[labels[i]];
  }
  outer /= static_cast<double>(outer.rows());
  if (layers.size() == 1) return {gradient_of(inputs, outer, layers[0], l2)};
  const Eigen::MatrixXd& top = layers[1];
  Eigen::MatrixXd inner = outer * top.topRows(top.rows() - 1).transpose();
  inner = (hidden.array() > 0.0).select(inner, 0.0);
  return {gradient_of(inputs, inner, layers[0], l2), gradient_of(hidden, outer, top, l2)};
}

/// Adam with its usual constants.
class Adam {
 public:
  explicit Adam(const Layers& layers) {
    for (const Eigen::MatrixXd& layer : layers) {
      first_.push_back(Eigen::MatrixXd::Zero(layer.rows(), layer.cols()));
      second_.push_back(first_.back());
    }
  }
  void step(Layers& layers, const Layers& gradients, double rate) {
    ++steps_;
    const double first_bias = 1.0 - std::pow(0.9, steps_);
    const double second_bias = 1.0 - std::pow(0.999, steps_);
    for (size_t l = 0; l < layers.size(); ++l) {
      first_[l] = 0.9 * first_[l] + 0.1 * gradients[l];
      second_[l] = 0.999 * second_[l] + 0.001 * gradients[l].cwiseAbs2();
      layers[l].array() -= rate * (first_[l].array() / first_bias) /
                           ((second_[l].array() / second_bias).sqrt() + 1e-8);
    }
  }

 private:
  Layers first_, second_;
  int steps_ = 0;
};

Status check(const Eigen::MatrixXd& rows, const std::vector<int>& labels, int class_count) {
  const bool is_sized = rows.rows() >= 2 && rows.cols() >= 1 && class_count >= 2 &&
                        rows.rows() == static_cast<Eigen::Index>(labels.size());
  const auto [low, high] = std::minmax_element(labels.begin(), labels.end());
  if (!is_sized || *low < 0 || *high >= class_count || !rows.allFinite()) {
    return bad_input("a probe was given " + std::to_string(rows.rows()) + " rows and " +
                     std::to_string(labels.size()) + " labels of " + std::to_string(class_count) +
                     " classes; expected a label a row, two classes, finite numbers");
  }
  return {};
}

/// Uniform within Glorot & Bengio's bounds; constants 0.
Eigen::MatrixXd first_weights(Eigen::Index inputs, Eigen::Index outputs, std::mt19937_64& engine) {
  Eigen::MatrixXd layer = Eigen::MatrixXd::Zero(inputs + 1, outputs);
  const double bound = std::sqrt(6.0 / static_cast<double>(inputs + outputs));
  for (Eigen::Index i = 0; i < inputs; ++i) {
    for (Eigen::Index o = 0; o < outputs; ++o) {
      layer(i, o) = bound * (2.0 * uniform01(engine) - 1.0);
    }
  }
  return layer;
}

std::vector<int> labels_at(const std::vector<int>& labels, const std::vector<int>& rows) {
  std::vector<int> chosen;
  for (const int row : rows) chosen.push_back(labels[row]);
  return chosen;
}

}  // namespace

Status ProbeSettings::validate() const {
  if (hidden < 0 || hidden > 4096 || !(l2 >= 0.0) || epochs < 1 || epochs > 10'000) {
    return usage_error("a probe needs 0 to 4096 hidden units, an l2 of 0 or more and 1 epoch");
  }
  return {};
}

Result<SoftmaxProbe> SoftmaxProbe::fit(const Eigen::MatrixXd& rows, const std::vector<int>& labels,
                                       int class_count, const ProbeSettings& settings,
                                       const Progress& progress) {
  if (Status s = settings.validate(); !s) return s.error();
  if (Status s = check(rows, labels, class_count); !s) return s.error();
  if (!settings.class_weights.empty() &&
      static_cast<int>(settings.class_weights.size()) != class_count) {
    return usage_error("a probe of " + std::to_string(class_count) + " classes was given " +
                       std::to_string(settings.class_weights.size()) + " class weights");
  }
  SoftmaxProbe probe;
  probe.mean_ = rows.colwise().mean();
  const Eigen::RowVectorXd deviations =
      ((rows.rowwise() - probe.mean_).colwise().squaredNorm() / static_cast<double>(rows.rows()))
          .cwiseSqrt();
  probe.inverse_scale_ =
      (deviations.array() > 1e-12).select(deviations.cwiseMax(1e-12).cwiseInverse(), 0.0);
  const Eigen::MatrixXd inputs = (rows.rowwise() - probe.mean_) * probe.inverse_scale_.asDiagonal();

  std::mt19937_64 engine(settings.seed);
  Layers& layers = probe.layers_;
  if (settings.hidden == 0) {
    layers.push_back(Eigen::MatrixXd::Zero(rows.cols() + 1, class_count));
    Adam adam(layers);
    for (int step = 0; step < kLinearSteps; ++step) {
      const double done = step / static_cast<double>(kLinearSteps);
      if (!report(progress, "probing", done)) return cancelled();
      const double rate = kLinearRate * 0.5 * (1.0 + std::cos(3.14159265358979 * done));
      adam.step(layers, gradients(layers, inputs, labels, settings), rate);
    }
    return probe;
  }
  layers.push_back(first_weights(rows.cols(), settings.hidden, engine));
  layers.push_back(first_weights(settings.hidden, class_count, engine));
  std::vector<int> order(rows.rows());
  std::iota(order.begin(), order.end(), 0);
  shuffle(order, engine);
  const size_t aside = order.size() >= 10 * kLeastSetAside ? order.size() / 10 : 0;
  const std::vector<int> judged(order.begin(), order.begin() + static_cast<std::ptrdiff_t>(aside));
  order.erase(order.begin(), order.begin() + static_cast<std::ptrdiff_t>(aside));
  const Eigen::MatrixXd judged_inputs = inputs(judged, Eigen::all);
  const std::vector<int> judged_labels = labels_at(labels, judged);
  Layers best = layers;
  double best_loss = INFINITY;
  Adam adam(layers);
  for (int epoch = 0; epoch < settings.epochs; ++epoch) {
    if (!report(progress, "probing", epoch / static_cast<double>(settings.epochs))) {
      return cancelled();
    }
    shuffle(order, engine);
    for (size_t first = 0; first < order.size(); first += kBatch) {
      const std::vector<int> batch(
          order.begin() + static_cast<std::ptrdiff_t>(first),
          order.begin() + static_cast<std::ptrdiff_t>(std::min(first + kBatch, order.size())));
      adam.step(layers,
                gradients(layers, inputs(batch, Eigen::all), labels_at(labels, batch), settings),
                kHiddenRate);
    }
    const double loss = aside > 0 ? cross_entropy(layers, judged_inputs, judged_labels)
                                  : -static_cast<double>(epoch);
    if (loss < best_loss) {
      best_loss = loss;
      best = layers;
    }
  }
  layers = std::move(best);
  return probe;
}

Eigen::MatrixXd SoftmaxProbe::probabilities(const Eigen::MatrixXd& rows) const {
  return forward(layers_, (rows.rowwise() - mean_) * inverse_scale_.asDiagonal());
}

std::vector<int> SoftmaxProbe::predict(const Eigen::MatrixXd& rows) const {
  return most_probable(probabilities(rows));
}

std::vector<Eigen::MatrixXd> SoftmaxProbe::matrices() const {
  Eigen::MatrixXd scaler(2, mean_.size());
  scaler << mean_, inverse_scale_;
  std::vector<Eigen::MatrixXd> all{scaler};
  all.insert(all.end(), layers_.begin(), layers_.end());
  return all;
}

Result<SoftmaxProbe> SoftmaxProbe::from_matrices(const std::vector<Eigen::MatrixXd>& matrices) {
  bool fits = (matrices.size() == 2 || matrices.size() == 3) && matrices[0].rows() == 2;
  Eigen::Index inputs = fits ? matrices[0].cols() : 0;
  for (size_t i = 1; fits && i < matrices.size(); ++i) {
    fits = matrices[i].rows() == inputs + 1 && matrices[i].cols() >= 1;
    inputs = matrices[i].cols();
  }
  if (!fits) return bad_input("its layers do not fit together");
  SoftmaxProbe probe;
  probe.mean_ = matrices[0].row(0);
  probe.inverse_scale_ = matrices[0].row(1);
  probe.layers_.assign(matrices.begin() + 1, matrices.end());
  return probe;
}

double majority_share(const std::vector<int>& labels) {
  std::map<int, int> counts;
  int most = 0;
  for (const int label : labels) most = std::max(most, ++counts[label]);
  return labels.empty() ? 0.0 : most / static_cast<double>(labels.size());
}

}  // namespace kinemote::analysis
