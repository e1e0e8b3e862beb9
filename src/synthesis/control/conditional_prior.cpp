#include "synthesis/control/conditional_prior.h"

#include <Eigen/Eigenvalues>
#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <string>

#include "analysis/stats/random.h"
#include "motion/core/conventions.h"

namespace kinemote::synthesis {
namespace {

using Eigen::MatrixXf;
using Eigen::VectorXf;

constexpr double kPadWidth = 0.15;       // of the weight that falls with PAD distance
constexpr double kLeastWeight = 1e-4;    // of the largest: references that say less are left out
constexpr double kMeanStrength = 2.0;    // windows that the additive guess of a mean counts for
constexpr double kOwnStrength = 50.0;    // windows that the content's covariance counts for
constexpr double kPoolStrength = 100.0;  // windows that the covariance of all contents counts for
constexpr float kSlopeRidge = 0.02F;  // added to PAD's variance: axes that hardly vary say little
constexpr float kSmallestVariance = 1e-3F;  // of the mean variance: no direction is flat
constexpr int kNeighbours = 5;              // of a reference, of which a sample uses…
constexpr int kUsedNeighbours = 3;
constexpr double kFarthestStep = 0.3;      // towards or away from each of them
constexpr size_t kMomentsKept = 4;         // conditions: both ends of a blend and what lies between
constexpr double kKernelVariance = 0.009;  // squared latent distance a dimension, of attraction

VectorXf vector_of(std::span<const float> values) {
  return Eigen::Map<const VectorXf>(values.data(), static_cast<Eigen::Index>(values.size()));
}

std::vector<float> values_of(const VectorXf& vector) { return {vector.begin(), vector.end()}; }

Eigen::Vector3f pad_vector(const analysis::Pad& pad) {
  return {static_cast<float>(pad.pleasure), static_cast<float>(pad.arousal),
          static_cast<float>(pad.dominance)};
}

bool is_same(const Condition& a, const Condition& b) {
  return a.content == b.content && a.style == b.style &&
         (a.style >= 0 || a.pad.values() == b.pad.values());
}

ConditionMoments with_roots(VectorXf mean, const MatrixXf& covariance) {
  const auto dims = covariance.rows();
  const float floor = kSmallestVariance * std::max(covariance.trace() / dims, 1e-6F);
  const Eigen::SelfAdjointEigenSolver<MatrixXf> eigen(covariance);
  const VectorXf roots = eigen.eigenvalues().cwiseMax(floor).cwiseSqrt();
  const MatrixXf& axes = eigen.eigenvectors();
  return {std::move(mean), axes * roots.asDiagonal() * axes.transpose(),
          axes * roots.cwiseInverse().asDiagonal() * axes.transpose()};
}

}  // namespace

ConditionalPrior::ConditionalPrior(std::vector<ReferenceLatent> references, int dims)
    : references_(std::move(references)), dims_(dims) {
  // What contents and styles add to a code, and how codes spread around their cell's mean.
  std::map<Cell, int> count_of;
  std::map<Cell, VectorXf> cells;
  for (const ReferenceLatent& r : references_) {
    const Cell cell{r.content, r.style};
    VectorXf& sum = cells.try_emplace(cell, VectorXf::Zero(dims_)).first->second;
    sum += vector_of(r.code);
    ++count_of[cell];
  }
  std::map<int, int> content_count;
  std::map<int, int> style_count;
  for (auto& [cell, mean] : cells) {
    mean /= static_cast<float>(count_of[cell]);
    content_means_.try_emplace(cell.first, VectorXf::Zero(dims_)).first->second += mean;
    ++content_count[cell.first];
  }
  for (auto& [content, mean] : content_means_) mean /= static_cast<float>(content_count[content]);
  for (const auto& [cell, mean] : cells) {
    style_offsets_.try_emplace(cell.second, VectorXf::Zero(dims_)).first->second +=
        mean - content_means_[cell.first];
    ++style_count[cell.second];
  }
  for (auto& [style, mean] : style_offsets_) mean /= static_cast<float>(style_count[style]);

  std::map<int, int> windows;
  MatrixXf pooled = MatrixXf::Zero(dims_, dims_);
  for (const ReferenceLatent& r : references_) {
    const VectorXf off = vector_of(r.code) - cells[{r.content, r.style}];
    covariances_.try_emplace(r.content, MatrixXf::Zero(dims_, dims_))
        .first->second.selfadjointView<Eigen::Lower>()
        .rankUpdate(off);
    ++windows[r.content];
  }
  for (auto& [content, sum] : covariances_) {
    sum = MatrixXf(sum.selfadjointView<Eigen::Lower>());
    pooled += sum / static_cast<float>(references_.size());
  }
  for (auto& [content, sum] : covariances_) {
    sum = (sum + static_cast<float>(kPoolStrength) * pooled) /
          static_cast<float>(windows[content] + kPoolStrength);
  }
  fit_slopes();
}

void ConditionalPrior::fit_slopes() {
  std::map<int, std::vector<const ReferenceLatent*>> by_content;
  for (const ReferenceLatent& r : references_) {
    if (r.pad) by_content[r.content].push_back(&r);
  }
  for (const auto& [content, rows] : by_content) {
    const auto count = static_cast<float>(rows.size());
    Eigen::Vector3f pad_mean = Eigen::Vector3f::Zero();
    VectorXf code_mean = VectorXf::Zero(dims_);
    for (const ReferenceLatent* r : rows) {
      pad_mean += pad_vector(*r->pad) / count;
      code_mean += vector_of(r->code) / count;
    }
    Eigen::Matrix3f squares = kSlopeRidge * Eigen::Matrix3f::Identity();
    MatrixXf products = MatrixXf::Zero(dims_, 3);
    for (const ReferenceLatent* r : rows) {
      const Eigen::Vector3f off = pad_vector(*r->pad) - pad_mean;
      squares += off * off.transpose() / count;
      products += (vector_of(r->code) - code_mean) * off.transpose() / count;
    }
    slopes_[content] = products * squares.inverse();
  }
}

std::vector<ConditionalPrior::Weighted> ConditionalPrior::weights_of(
    const Condition& condition) const {
  std::vector<Weighted> out;
  std::map<std::string, int> count_of;  // clips count alike, long or short
  double nearest = std::numeric_limits<double>::infinity();
  const auto count = static_cast<int>(references_.size());
  for (int i = 0; i < count; ++i) {
    const ReferenceLatent& r = references_[i];
    if (r.content != condition.content) continue;
    if (condition.style >= 0 ? r.style != condition.style : !r.pad.has_value()) continue;
    const double distance = condition.style >= 0 ? 0.0 : analysis::distance(*r.pad, condition.pad);
    nearest = std::min(nearest, distance);
    out.push_back({i, distance});
    ++count_of[r.source];
  }
  double most = 0.0;
  for (Weighted& w : out) {
    const double off = (w.weight - nearest) / kPadWidth;
    w.weight = std::exp(-0.5 * off * off) / count_of[references_[w.reference].source];
    most = std::max(most, w.weight);
  }
  std::erase_if(out, [&](const Weighted& w) { return w.weight < kLeastWeight * most; });
  double total = 0.0;
  for (const Weighted& w : out) total += w.weight;
  for (Weighted& w : out) w.weight /= total;
  return out;
}

VectorXf ConditionalPrior::pad_shift(const Condition& condition,
                                     const std::vector<Weighted>& weights) const {
  const auto slope = slopes_.find(condition.content);
  if (condition.style >= 0 || slope == slopes_.end()) return VectorXf::Zero(dims_);
  Eigen::Vector3f at = Eigen::Vector3f::Zero();
  for (const Weighted& w : weights) {
    at += static_cast<float>(w.weight) * pad_vector(*references_[w.reference].pad);
  }
  return slope->second * (pad_vector(condition.pad) - at);
}

const ConditionMoments& ConditionalPrior::moments(const Condition& condition) const {
  const auto known = std::find_if(moments_.begin(), moments_.end(), [&](const auto& entry) {
    return is_same(condition, entry.first);
  });
  if (known != moments_.end()) {
    moments_.splice(moments_.begin(), moments_, known);
    return moments_.front().second;
  }
  const std::vector<Weighted> weights = weights_of(condition);
  VectorXf own = VectorXf::Zero(dims_);
  double squares = 0.0;
  for (const Weighted& w : weights) {
    own += static_cast<float>(w.weight) * vector_of(references_[w.reference].code);
    squares += w.weight * w.weight;
  }
  const auto windows = static_cast<float>(weights.empty() ? 0.0 : 1.0 / squares);
  MatrixXf covariance = MatrixXf::Zero(dims_, dims_);
  for (const Weighted& w : weights) {
    const VectorXf off = vector_of(references_[w.reference].code) - own;
    covariance.selfadjointView<Eigen::Lower>().rankUpdate(off, static_cast<float>(w.weight));
  }
  covariance = MatrixXf(covariance.selfadjointView<Eigen::Lower>());

  // What content and style add up to stands in where the pair was seen little or never.
  VectorXf guess = VectorXf::Zero(dims_);
  MatrixXf spread = MatrixXf::Identity(dims_, dims_);
  if (const auto it = content_means_.find(condition.content); it != content_means_.end()) {
    guess = it->second;
  }
  if (const auto it = covariances_.find(condition.content); it != covariances_.end()) {
    spread = it->second;
  }
  VectorXf mean = own + pad_shift(condition, weights);
  if (condition.style >= 0) {
    const auto it = style_offsets_.find(condition.style);
    if (it != style_offsets_.end()) guess += it->second;
    mean = (windows * own + static_cast<float>(kMeanStrength) * guess) /
           (windows + static_cast<float>(kMeanStrength));
  } else if (weights.empty()) {
    mean = guess;
  }
  const auto strength = static_cast<float>(kOwnStrength);
  covariance = (windows * covariance + strength * spread) / (windows + strength);
  moments_.emplace_front(condition, with_roots(std::move(mean), covariance));
  if (moments_.size() > kMomentsKept) moments_.pop_back();
  return moments_.front().second;
}

std::vector<float> ConditionalPrior::code_of(std::span<const float> latent,
                                             const Condition& condition) const {
  const ConditionMoments& m = moments(condition);
  return values_of(m.mean + m.root * vector_of(latent));
}

std::vector<float> ConditionalPrior::latent_of(std::span<const float> code,
                                               const Condition& condition) const {
  const ConditionMoments& m = moments(condition);
  return values_of(m.inverse * (vector_of(code) - m.mean));
}

std::vector<int> ConditionalPrior::neighbours(int reference,
                                              const std::vector<Weighted>& weights) const {
  const ReferenceLatent& from = references_[reference];
  const bool is_only_clip = std::all_of(weights.begin(), weights.end(), [&](const Weighted& w) {
    return references_[w.reference].source == from.source;
  });
  std::vector<std::pair<float, int>> near;
  for (const Weighted& w : weights) {
    const ReferenceLatent& other = references_[w.reference];
    if (w.reference == reference || (other.source == from.source && !is_only_clip)) continue;
    near.emplace_back((vector_of(other.latent) - vector_of(from.latent)).squaredNorm(),
                      w.reference);
  }
  const auto kept = std::min<ptrdiff_t>(kNeighbours, std::ssize(near));
  std::partial_sort(near.begin(), near.begin() + kept, near.end());
  std::vector<int> nearest;
  for (ptrdiff_t i = 0; i < kept; ++i) nearest.push_back(near[i].second);
  return nearest;
}

std::vector<float> ConditionalPrior::sample(const Condition& condition, uint64_t seed) const {
  std::mt19937_64 random(seed);
  const std::vector<Weighted> weights = weights_of(condition);
  if (weights.empty()) {
    std::vector<float> latent(dims_);
    for (float& value : latent) value = static_cast<float>(standard_normal(random));
    return latent;
  }
  const double drawn = analysis::uniform01(random);
  size_t chosen = 0;
  for (double sum = weights[0].weight; sum < drawn && chosen + 1 < weights.size();) {
    sum += weights[++chosen].weight;
  }
  const int start = weights[chosen].reference;
  const VectorXf from = vector_of(references_[start].latent);
  std::vector<int> near = neighbours(start, weights);
  analysis::shuffle(near, random);
  VectorXf latent = from;
  for (size_t i = 0; i < std::min<size_t>(kUsedNeighbours, near.size()); ++i) {
    const double step = kFarthestStep * (2.0 * analysis::uniform01(random) - 1.0);
    latent += static_cast<float>(step) * (vector_of(references_[near[i]].latent) - from);
  }
  return values_of(latent);
}

std::vector<float> ConditionalPrior::attracted(std::span<const float> latent,
                                               const Condition& condition, double share) const {
  std::vector<Weighted> weights = weights_of(condition);
  if (!(share > 0.0) || weights.empty()) return {latent.begin(), latent.end()};
  const VectorXf at = vector_of(latent);
  std::vector<double> squares;
  for (const Weighted& w : weights) {
    squares.push_back((vector_of(references_[w.reference].latent) - at).squaredNorm());
  }
  const double least = *std::min_element(squares.begin(), squares.end());
  double total = 0.0;
  for (size_t i = 0; i < weights.size(); ++i) {
    weights[i].weight *= std::exp(-(squares[i] - least) / (2.0 * kKernelVariance * dims_));
    total += weights[i].weight;
  }
  VectorXf code = VectorXf::Zero(dims_);
  for (Weighted& w : weights) {
    w.weight /= total;
    code += static_cast<float>(w.weight) * vector_of(references_[w.reference].code);
  }
  code += pad_shift(condition, weights);
  const ConditionMoments& m = moments(condition);
  const VectorXf near = m.inverse * (code - m.mean);
  return values_of(at + static_cast<float>(std::min(share, 1.0)) * (near - at));
}

std::vector<float> ConditionalPrior::pad_slope(int content, int axis) const {
  const auto slope = slopes_.find(content);
  return slope == slopes_.end() ? std::vector<float>(static_cast<size_t>(dims_), 0.0F)
                                : values_of(slope->second.col(axis));
}

double code_distance(std::span<const float> a, std::span<const float> b) {
  double squares = 0.0;
  for (size_t d = 0; d < a.size(); ++d) squares += (a[d] - b[d]) * (a[d] - b[d]);
  return std::sqrt(squares);
}

ConditionalPrior::Nearest ConditionalPrior::nearest_reference(std::span<const float> code) const {
  Nearest out;
  out.distance = std::numeric_limits<double>::infinity();
  for (size_t i = 0; i < references_.size(); ++i) {
    const double distance = code_distance(references_[i].code, code);
    if (distance < out.distance) out = {static_cast<int>(i), distance};
  }
  return out;
}

}  // namespace kinemote::synthesis
