// Session: ways through latent space.
#include <algorithm>
#include <cmath>

#include "app/latent_wishes.h"
#include "app/markup.h"
#include "app/session.h"

namespace kinemote::app {

void Session::set_component(int component, float value, Gesture gesture) {
  if (!synthesiser_.is_ready() || component < 0) return;
  const auto& components = synthesiser_.components(condition().content);
  if (component >= static_cast<int>(components.size())) return;
  begin_generating();
  // Not encoded yet: the slider starts from the data's mean rather than making the user wait.
  const size_t size = synthesiser_.card()->latent.size();
  if (document_.latent.size() != size) document_.latent.assign(size, 0.0f);
  waits_to_encode_ = false;
  document_.is_restyled = false;
  const LatentComponent& along = components[static_cast<size_t>(component)];
  const double before = along.value_of(history_.current().latent);
  const double step =
      along.sd * (std::clamp(value, -3.0f, 3.0f) - along.value_of(document_.latent));
  std::vector<float> moved = document_.latent;
  for (size_t d = 0; d < size; ++d) moved[d] += static_cast<float>(step * along.direction[d]);
  document_.latent = with_locked(std::move(moved), document_);
  if (gesture == Gesture::kCommit) {
    commit("PC " + std::to_string(component + 1) + ": " + fixed_text(before, 1) + " → " +
           fixed_text(along.value_of(document_.latent), 1));
  }
  request_decode();
}

void Session::keep(Slot slot) {
  if (!synthesiser_.is_ready()) return;
  if (document_.is_generated && !document_.latent.empty()) return keep_now(slot);
  slot_to_fill_ = slot;
  begin_generating();
  request_decode();
}

void Session::keep_now(Slot slot) {
  KeptPair& kept = document_.kept;
  (slot == Slot::kA ? kept.a : kept.b) =
      KeptLatent{document_.latent, document_.pad, document_.style, document_.content};
  kept.share = slot == Slot::kA ? 0.0 : 1.0;
  commit(slot == Slot::kA ? "kept as A" : "kept as B");
  if (!kept.region.empty()) request_decode();
}

std::string Session::blend_disabled_reason() const {
  if (!synthesiser_.is_ready()) return synthesiser_.reason();
  if (!document_.kept.a) return "Keep a motion as A first.";
  return document_.kept.b ? "" : "Keep a motion as B first.";
}

void Session::swap_kept() {
  KeptPair& kept = document_.kept;
  if (!kept.a && !kept.b) return;
  std::swap(kept.a, kept.b);
  kept.share = 1.0 - kept.share;
  commit("swap of A and B");
  if (document_.is_generated && !kept.region.empty()) request_decode();
}

void Session::keep_entry(int entry, Slot slot) {
  if (entry < 0 || entry >= library_.size()) return;
  const std::string name = library_.entries()[static_cast<size_t>(entry)].name;
  latent_bench_.find_clip(entry, [this, slot, name](const KeptLatent& found) {
    KeptPair& kept = document_.kept;
    (slot == Slot::kA ? kept.a : kept.b) = found;
    commit("kept " + name + (slot == Slot::kA ? " as A" : " as B"));
    if (document_.is_generated && !kept.region.empty()) request_decode();
  });
}

void Session::make_at(const MapPoint& place) {
  latent_bench_.find_at(place, [this](MapFound found) {
    show_latent(found.latent, "motion from the map");
    found.latent.latent = document_.latent;
    latent_bench_.show_found(std::move(found));
  });
}

void Session::show_latent(const KeptLatent& wanted, const std::string& undo_label) {
  begin_generating();
  waits_to_encode_ = false;
  document_.is_restyled = false;
  document_.latent = with_locked(wanted.latent, document_);
  document_.pad = wanted.pad;
  document_.style = wanted.style;
  document_.content = wanted.content;
  commit(undo_label);
  request_decode();
}

void Session::set_locked_latents(std::set<int> dimensions, const std::string& undo_label) {
  const synthesis::ModelCard* card = synthesiser_.card();
  const int size = card == nullptr ? 0 : card->latent_dim();
  std::erase_if(dimensions, [size](int d) { return d < 0 || d >= size; });
  document_.locked_latents = std::move(dimensions);
  commit(undo_label);
}

void Session::set_blend(double share, Gesture gesture) {
  if (!blend_disabled_reason().empty()) return;
  begin_generating();
  waits_to_encode_ = false;
  document_.is_restyled = false;
  KeptPair& kept = document_.kept;
  kept.share = std::clamp(share, 0.0, 1.0);
  const synthesis::ModelCard& card = *synthesiser_.card();
  const synthesis::BlendEnd at = between_kept(document_, synthesiser_, kept.share);
  document_.latent = at.latent;
  document_.content = card.contents[static_cast<size_t>(at.condition.content)];
  document_.pad = at.condition.pad;
  document_.style.clear();
  if (at.condition.style >= 0) {
    document_.style = card.styles[static_cast<size_t>(at.condition.style)].name;
  }
  if (gesture == Gesture::kCommit) {
    commit("between A and B: " + fixed_text(100.0 * kept.share, 0) + " %");
  }
  request_decode();
}

void Session::set_blend_linear(bool is_linear) {
  if (document_.kept.is_linear == is_linear) return;
  document_.kept.is_linear = is_linear;
  if (blend_disabled_reason().empty()) return set_blend(document_.kept.share, Gesture::kCommit);
  commit(is_linear ? "straight way" : "way on the sphere");
}

void Session::set_region(const std::string& region) {
  if (!synthesiser_.is_ready() || document_.kept.region == region) return;
  if (!region.empty() && !synthesis::region_named(region)) return;
  const bool needs_base = !region.empty() && !document_.kept.a;
  document_.kept.region = region;
  document_.is_restyled = false;
  if (needs_base) return keep(Slot::kA);
  begin_generating();
  commit(region.empty() ? "the whole body" : "only " + region);
  request_decode();
}

std::optional<NearestClip> Session::nearest_clip() const {
  if (!document_.is_generated || document_.is_restyled || document_.latent.empty()) return {};
  return synthesiser_.data_distance(document_.latent, condition()).nearest;
}

int Session::nearest_entry() const {
  const auto nearest = nearest_clip();
  return nearest ? library_.find(nearest->name) : -1;
}

void Session::play_nearest() {
  const auto nearest = nearest_clip();
  const int index = nearest_entry();
  if (index < 0) return;
  const double start_s = nearest->start_s.value_or(0.0);
  play_entry(index);
  if (is_loading_) {
    start_at_s_ = start_s;
  } else {
    clock_.seek(start_s);
  }
}

}  // namespace kinemote::app
