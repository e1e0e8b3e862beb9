// What the model is to be asked for, from what the document says of latents.
#pragma once

#include <array>
#include <optional>
#include <vector>

#include "app/document.h"
#include "app/live_decoder.h"
#include "app/synthesiser.h"

namespace kinemote::app {

class Session;

synthesis::BlendEnd blend_end(const Synthesiser& synthesiser, const KeptLatent& kept);
/// The part of the body that alone is to move; none where all of it is, or there is no A.
std::optional<RegionEdit> region_edit(const StudioDocument& document,
                                      const Synthesiser& synthesiser);

/// `next` with the document's numbers in the dimensions that are locked.
std::vector<float> with_locked(std::vector<float> next, const StudioDocument& document);
/// Locks a latent or lets it go, one undo step; nothing for one that the model does not have.
void set_latent_locked(Session& session, int dimension, bool is_locked);

/// The latent at a share of B between the kept A and B, and its condition; locked ones stay. Both
/// have to be kept, and the model ready.
synthesis::BlendEnd between_kept(const StudioDocument& document, const Synthesiser& synthesiser,
                                 double share);

/// Where the sliders of film strips stand.
inline constexpr std::array<float, 3> kStripValues{-2.0f, 0.0f, 2.0f};
/// The motion on the stage with one slider at each of these: a dimension, or a principal direction.
/// Of a clip on the stage, which has no latent: around the data's mean, as its sliders are.
std::vector<DecodeRequest> slider_wishes(const StudioDocument& document,
                                         const Synthesiser& synthesiser,
                                         const synthesis::Condition& condition, int dimension);
std::vector<DecodeRequest> component_wishes(const StudioDocument& document,
                                            const Synthesiser& synthesiser,
                                            const synthesis::Condition& condition, int component);
/// `count` motions from the kept A to the kept B, ends included, at equal shares.
std::vector<DecodeRequest> path_wishes(const StudioDocument& document,
                                       const Synthesiser& synthesiser, int count);

}  // namespace kinemote::app
