#include "synthesis/control/reference_latents.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include "analysis/stats/random.h"
#include "synthesis/control/generate.h"

namespace kinemote::synthesis {
namespace {

constexpr double kPadWidth = 0.35;    // of the weight that falls with PAD distance
constexpr double kSampleStep = 0.15;  // sigma: a sample is near data, not on it

/// Standard normal by Box and Muller: the same on every standard library.
double normal(std::mt19937_64& random) {
  const double u = 1.0 - analysis::uniform01(random);
  return std::sqrt(-2.0 * std::log(u)) * std::cos(2.0 * kPi * analysis::uniform01(random));
}

/// Distance from one reference to the nearest other one.
double neighbour_distance(const ModelCard& card, size_t index) {
  double nearest = std::numeric_limits<double>::infinity();
  for (size_t i = 0; i < card.references.size(); ++i) {
    if (i != index) {
      nearest = std::min(nearest,
                         latent_distance(card.references[i].latent, card.references[index].latent));
    }
  }
  return nearest;
}

}  // namespace

double latent_distance(std::span<const float> a, std::span<const float> b) {
  double squares = 0.0;
  for (size_t d = 0; d < a.size(); ++d) squares += (a[d] - b[d]) * (a[d] - b[d]);
  return std::sqrt(squares);
}

std::vector<int> references_near(const ModelCard& card, std::span<const float> latent,
                                 const Condition& condition, int near, int spread) {
  std::vector<std::pair<double, int>> order;
  for (size_t i = 0; i < card.references.size(); ++i) {
    const ReferenceLatent& reference = card.references[i];
    if (reference.content != condition.content) continue;
    const double by_latent = latent_distance(reference.latent, latent) / card.typical_distance;
    const double by_pad = analysis::distance(reference.pad, condition.pad) / kPadWidth;
    order.emplace_back(by_latent * by_latent + by_pad * by_pad, static_cast<int>(i));
  }
  std::sort(order.begin(), order.end());
  std::vector<int> chosen;
  const int count = static_cast<int>(order.size());
  for (int i = 0; i < std::min(near, count); ++i) chosen.push_back(order[i].second);
  const int rest = count - static_cast<int>(chosen.size());
  for (int i = 0; i < std::min(spread, rest); ++i) {
    chosen.push_back(order[near + i * rest / std::min(spread, rest)].second);
  }
  return chosen;
}

std::vector<float> sample_latent(const ModelCard& card, const Condition& condition, uint64_t seed) {
  std::mt19937_64 random(seed);
  std::vector<double> cumulative;
  std::vector<int> candidates;
  double total = 0.0;
  for (size_t i = 0; i < card.references.size(); ++i) {
    if (card.references[i].content != condition.content) continue;
    const double off = analysis::distance(card.references[i].pad, condition.pad) / kPadWidth;
    total += std::exp(-0.5 * off * off) + 1e-12;  // far from all data, any of them will do
    cumulative.push_back(total);
    candidates.push_back(static_cast<int>(i));
  }
  std::vector<float> latent(card.latent.size());
  if (candidates.empty()) {
    for (float& value : latent) value = static_cast<float>(normal(random));
    return latent;
  }
  const double drawn = analysis::uniform01(random) * total;
  const auto at =
      std::lower_bound(cumulative.begin(), cumulative.end(), drawn) - cumulative.begin();
  const size_t chosen = std::min<size_t>(at, candidates.size() - 1);
  latent = card.references[candidates[chosen]].latent;
  for (float& value : latent) value += static_cast<float>(kSampleStep * normal(random));
  return latent;
}

DataDistance data_distance(const ModelCard& card, std::span<const float> latent) {
  DataDistance out;
  if (card.references.empty()) return out;
  double nearest = std::numeric_limits<double>::infinity();
  for (const ReferenceLatent& reference : card.references) {
    nearest = std::min(nearest, latent_distance(reference.latent, latent));
  }
  int closer = 0;
  for (size_t i = 0; i < card.references.size(); ++i) {
    closer += neighbour_distance(card, i) < nearest;
  }
  out.ratio = nearest / card.typical_distance;
  out.percentile = static_cast<double>(closer) / card.references.size();
  return out;
}

}  // namespace kinemote::synthesis
