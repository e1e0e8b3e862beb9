#include "synthesis/control/reference_latents.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <string>

#include "synthesis/control/conditional_prior.h"
#include "synthesis/control/generate.h"

namespace kinemote::synthesis {
namespace {

/// How far a reference's own condition is from the wanted one, in PAD units.
double style_distance(const ReferenceLatent& reference, const Condition& condition) {
  constexpr double kOtherStyle = 1.0;
  if (condition.style >= 0) return reference.style == condition.style ? 0.0 : kOtherStyle;
  return reference.pad ? analysis::distance(*reference.pad, condition.pad) : kOtherStyle;
}

constexpr double kPadWidth = 0.35;  // PAD distance that counts like a typical latent distance
}  // namespace

Continuations continuations_of(const ModelCard& card, const ConditionalPrior& prior,
                               std::span<const float> latent, const Condition& condition, int near,
                               int spread) {
  Continuations out;
  const std::vector<float> code = prior.code_of(latent, condition);
  int nearest = -1;
  double least = std::numeric_limits<double>::infinity();
  const auto count = static_cast<int>(card.references.size());
  for (int i = 0; i < count; ++i) {
    const double distance = code_distance(card.references[i].code, code);
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
    const double by_latent = code_distance(reference.latent, latent) / typical_spacing(card);
    const double by_style = style_distance(reference, condition) / kPadWidth;
    order.emplace_back(by_latent * by_latent + by_style * by_style, i);
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

double typical_spacing(const ModelCard& card) {
  return card.spacing.empty() ? 1.0 : std::max(1e-3, card.spacing[card.spacing.size() / 2]);
}

DataDistance data_distance(const ModelCard& card, const ConditionalPrior& prior,
                           std::span<const float> latent, const Condition& condition) {
  DataDistance out;
  if (card.references.empty()) return out;
  const auto nearest = prior.nearest_reference(prior.code_of(latent, condition));
  out.nearest = nearest.index;
  out.ratio = nearest.distance / typical_spacing(card);
  const auto closer = std::lower_bound(card.spacing.begin(), card.spacing.end(), nearest.distance) -
                      card.spacing.begin();
  if (!card.spacing.empty()) {
    out.percentile = static_cast<double>(closer) / static_cast<double>(card.spacing.size());
  }
  return out;
}

}  // namespace kinemote::synthesis
