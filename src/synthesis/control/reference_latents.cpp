#include "synthesis/control/reference_latents.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>
#include <string>

#include "analysis/stats/random.h"
#include "synthesis/control/generate.h"

namespace kinemote::synthesis {
namespace {

constexpr double kPadWidth = 0.35;     // PAD distance that counts like a typical latent distance
constexpr double kSampleWidth = 0.15;  // of the weight that falls with PAD distance in sampling
constexpr double kSampleStep = 0.15;   // sigma: a sample is near data, not on it

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

Continuations continuations_of(const ModelCard& card, std::span<const float> latent,
                               const Condition& condition, int near, int spread) {
  Continuations out;
  int nearest = -1;
  double least = std::numeric_limits<double>::infinity();
  const auto count = static_cast<int>(card.references.size());
  for (int i = 0; i < count; ++i) {
    const double distance = latent_distance(card.references[i].latent, latent);
    if (card.references[i].content == condition.content && distance < least) {
      least = distance;
      nearest = i;
    }
  }
  if (nearest < 0) return out;
  const std::string& source = card.references[nearest].source;
  std::vector<std::pair<double, int>> order;
  for (int i = 0; i < count; ++i) {
    const ReferenceLatent& reference = card.references[i];
    if (reference.content != condition.content) continue;
    if (reference.source == source) {
      out.same_source.push_back(i);
      continue;
    }
    const double by_latent = latent_distance(reference.latent, latent) / card.typical_distance;
    const double by_pad = analysis::distance(reference.pad, condition.pad) / kPadWidth;
    order.emplace_back(by_latent * by_latent + by_pad * by_pad, i);
  }
  std::sort(order.begin(), order.end());
  const auto others = static_cast<int>(order.size());
  for (int i = 0; i < std::min(near, others); ++i) out.others.push_back(order[i].second);
  const int rest = others - static_cast<int>(out.others.size());
  for (int i = 0; i < std::min(spread, rest); ++i) {
    out.others.push_back(order[near + i * rest / std::min(spread, rest)].second);
  }
  return out;
}

std::vector<float> sample_latent(const ModelCard& card, const Condition& condition, uint64_t seed) {
  std::mt19937_64 random(seed);
  std::vector<int> candidates;
  std::map<std::string, int> count_of;  // references of each clip: clips count alike, long or short
  double nearest = std::numeric_limits<double>::infinity();
  for (size_t i = 0; i < card.references.size(); ++i) {
    const ReferenceLatent& reference = card.references[i];
    if (reference.content != condition.content) continue;
    candidates.push_back(static_cast<int>(i));
    ++count_of[reference.source];
    nearest = std::min(nearest, analysis::distance(reference.pad, condition.pad));
  }
  std::vector<float> latent(card.latent.size());
  if (candidates.empty()) {
    for (float& value : latent) value = static_cast<float>(normal(random));
    return latent;
  }
  std::vector<double> cumulative;
  double total = 0.0;
  for (const int i : candidates) {
    const ReferenceLatent& reference = card.references[i];
    const double off = (analysis::distance(reference.pad, condition.pad) - nearest) / kSampleWidth;
    total += std::exp(-0.5 * off * off) / count_of[reference.source];
    cumulative.push_back(total);
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
