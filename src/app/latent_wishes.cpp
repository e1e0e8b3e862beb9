#include "app/latent_wishes.h"

#include <algorithm>
#include <set>
#include <string>
#include <utility>

#include "app/session.h"

namespace kinemote::app {
namespace {

/// The document's latent, or the data's mean where it has none of this model.
std::vector<float> base_latent(const StudioDocument& document, const Synthesiser& synthesiser) {
  const size_t size = synthesiser.card()->latent.size();
  return document.latent.size() == size ? document.latent : std::vector<float>(size, 0.0f);
}

DecodeRequest wish_of(std::vector<float> latent, const synthesis::Condition& condition,
                      const std::optional<RegionEdit>& region) {
  DecodeRequest request;
  request.latent = std::move(latent);
  request.condition = condition;
  request.region = region;
  return request;
}

}  // namespace

synthesis::BlendEnd blend_end(const Synthesiser& synthesiser, const KeptLatent& kept) {
  return {kept.latent,
          {kept.pad, synthesiser.content_index(kept.content),
           synthesiser.card()->style_index(kept.style)}};
}

std::optional<RegionEdit> region_edit(const StudioDocument& document,
                                      const Synthesiser& synthesiser) {
  const auto region = synthesis::region_named(document.kept.region);
  const bool has_base =
      document.kept.a && document.kept.a->latent.size() == synthesiser.card()->latent.size();
  if (!region || !has_base) return std::nullopt;
  return RegionEdit{blend_end(synthesiser, *document.kept.a), *region};
}

std::vector<float> with_locked(std::vector<float> next, const StudioDocument& document) {
  if (next.size() != document.latent.size()) return next;
  for (const int d : document.locked_latents) {
    const auto index = static_cast<size_t>(d);
    if (index < next.size()) next[index] = document.latent[index];
  }
  return next;
}

void set_latent_locked(Session& session, int dimension, bool is_locked) {
  const synthesis::ModelCard* card = session.synthesiser().card();
  if (card == nullptr || dimension < 0 || dimension >= card->latent_dim()) return;
  std::set<int> locked = session.document().locked_latents;
  if (is_locked) {
    locked.insert(dimension);
  } else {
    locked.erase(dimension);
  }
  session.set_locked_latents(std::move(locked), "latent " + std::to_string(dimension + 1) +
                                                    (is_locked ? " locked" : " unlocked"));
}

synthesis::BlendEnd between_kept(const StudioDocument& document, const Synthesiser& synthesiser,
                                 double share) {
  const KeptPair& kept = document.kept;
  synthesis::BlendEnd at = synthesis::between(
      *synthesiser.card(), *synthesiser.prior(), blend_end(synthesiser, *kept.a),
      blend_end(synthesiser, *kept.b), share,
      kept.is_linear ? synthesis::BlendWay::kLinear : synthesis::BlendWay::kSpherical);
  at.latent = with_locked(std::move(at.latent), document);
  return at;
}

std::vector<DecodeRequest> slider_wishes(const StudioDocument& document,
                                         const Synthesiser& synthesiser,
                                         const synthesis::Condition& condition, int dimension) {
  const auto region = region_edit(document, synthesiser);
  std::vector<DecodeRequest> wishes;
  for (const float value : kStripValues) {
    std::vector<float> latent = base_latent(document, synthesiser);
    latent[static_cast<size_t>(dimension)] = value;
    wishes.push_back(wish_of(std::move(latent), condition, region));
  }
  return wishes;
}

std::vector<DecodeRequest> component_wishes(const StudioDocument& document,
                                            const Synthesiser& synthesiser,
                                            const synthesis::Condition& condition, int component) {
  const LatentComponent& along =
      synthesiser.components(condition.content)[static_cast<size_t>(component)];
  const auto region = region_edit(document, synthesiser);
  std::vector<DecodeRequest> wishes;
  for (const float value : kStripValues) {
    std::vector<float> latent = base_latent(document, synthesiser);
    const double step = along.sd * (value - along.value_of(latent));
    for (size_t d = 0; d < latent.size(); ++d) {
      latent[d] += static_cast<float>(step * along.direction[d]);
    }
    wishes.push_back(wish_of(with_locked(std::move(latent), document), condition, region));
  }
  return wishes;
}

std::vector<DecodeRequest> path_wishes(const StudioDocument& document,
                                       const Synthesiser& synthesiser, int count) {
  const auto region = region_edit(document, synthesiser);
  std::vector<DecodeRequest> wishes;
  for (int i = 0; i < count; ++i) {
    synthesis::BlendEnd at = between_kept(document, synthesiser, i / (count - 1.0));
    wishes.push_back(wish_of(std::move(at.latent), at.condition, region));
  }
  return wishes;
}

}  // namespace kinemote::app
