#include "app/latent_bench.h"

#include <algorithm>

#include "app/latent_wishes.h"
#include "app/map_inverse.h"

namespace kinemote::app {
namespace {

constexpr int kMostClips = 8;      // that count at a place of the map
constexpr int kStationCount = 11;  // from A to B, a tenth apart
constexpr const char* kNoSideModel = "This model cannot be opened a second time.";

/// The condition of a mixture: emotion as between all of them where each has a place for it, else
/// that of the first, which counts most.
KeptLatent mixed(const std::vector<std::pair<double, const KeptLatent*>>& parts) {
  KeptLatent mixture = *parts.front().second;
  std::vector<LatentShare> latents;
  analysis::Pad pad{0.0, 0.0, 0.0};
  double sum = 0.0;
  bool is_one_style = true;
  for (const auto& [share, part] : parts) {
    latents.push_back({share, part->latent});
    is_one_style = is_one_style && part->style == mixture.style;
    pad.pleasure += share * part->pad.pleasure;
    pad.arousal += share * part->pad.arousal;
    pad.dominance += share * part->pad.dominance;
    sum += share;
  }
  mixture.latent = mixed_latent(latents);
  mixture.pad = {pad.pleasure / sum, pad.arousal / sum, pad.dominance / sum};
  if (!is_one_style) mixture.style.clear();
  return mixture;
}

}  // namespace

LatentBench::LatentBench(Around around, const std::function<void()>& wake)
    : around_(around), latents_(around.jobs), strip_(wake), path_(wake) {}

void LatentBench::update(const StudioDocument& document, bool is_map_seen) {
  strip_.update();
  const bool was_empty = path_.made().places.empty();
  path_.update();
  if (was_empty && !path_.made().places.empty()) {
    stations_.clear();
    for (size_t i = 0; i < path_.made().places.size(); ++i) {
      const std::optional<MapPlacement>& place = path_.made().places[i];
      if (!place) continue;
      const Eigen::VectorXd& at = place->coordinates;
      stations_.push_back(
          {static_cast<double>(i) / (kStationCount - 1),
           {static_cast<float>(at[0]), at.size() > 1 ? static_cast<float>(at[1]) : 0.0f}});
    }
  }
  const Synthesiser& synthesiser = around_.synthesiser;
  const bool has_placer = around_.map.has_map() && around_.map.result().placer;
  const KeptPair& kept = document.kept;
  const auto fits = [&](const std::optional<KeptLatent>& one) {
    return one && one->latent.size() == synthesiser.card()->latent.size();
  };
  if (!has_placer || !synthesiser.is_ready() || !synthesiser.side_model() || !fits(kept.a) ||
      !fits(kept.b)) {
    path_.ask({});
    stations_.clear();
    route_ = {};
    return;
  }
  if (!is_map_seen) return;
  Route route{kept, {}, synthesiser.side_model().get(), around_.map.result().placer.get()};
  route.kept.share = 0.0;  // where the handle stands does not move the way
  for (const int d : document.locked_latents) {
    const auto index = static_cast<size_t>(d);
    if (index < document.latent.size()) route.locked.emplace_back(d, document.latent[index]);
  }
  if (route == route_) return;
  route_ = std::move(route);
  stations_.clear();
  path_.ask({synthesiser.side_model(), path_wishes(document, synthesiser, kStationCount),
             around_.map.result().placer});
}

void LatentBench::ask_strip(std::vector<DecodeRequest> wishes) {
  if (wishes.empty()) return strip_.ask({});
  strip_.ask({around_.synthesiser.side_model(), std::move(wishes), nullptr});
}

std::string LatentBench::clip_problem() const {
  if (!around_.synthesiser.is_ready()) return around_.synthesiser.reason();
  return around_.synthesiser.side_model() ? "" : kNoSideModel;
}

std::string LatentBench::map_problem() const {
  return around_.map.has_map() ? clip_problem() : "There is no map yet.";
}

ClipToEncode LatentBench::clip_of(int entry) const {
  const LibraryEntry& about = around_.library.entries()[static_cast<size_t>(entry)];
  return {about.id, around_.library.loader(entry), {about.content, about.label, about.pad}};
}

void LatentBench::find_at(const MapPoint& place, std::function<void(MapFound)> take) {
  if (!map_problem().empty()) return;
  const MapModel& map = around_.map;
  const auto is_there = [&map](int point) {
    return !map.is_hidden(point) && map.entry_of(point) >= 0;
  };
  const auto nearest = shares_at(map.positions(), place, 1, is_there);
  if (nearest.empty()) {
    return around_.messages.post(MessageLevel::kInfo, "No motion of the map is shown.");
  }
  const auto& clips = map.result().clips;
  const auto content_of = [&clips](int point) -> const std::string& {
    return clips[static_cast<size_t>(point)].entry.content;
  };
  const auto counts = [&](int point) {
    return is_there(point) && content_of(point) == content_of(nearest.front().point);
  };
  std::vector<ClipToEncode> sources;
  std::vector<double> shares;
  for (const MapShare& one : shares_at(map.positions(), place, kMostClips, counts)) {
    sources.push_back(clip_of(map.entry_of(one.point)));
    shares.push_back(one.share);
  }
  const size_t ticket = ++ticket_;
  latents_.find(around_.synthesiser.side_model(), std::move(sources),
                [this, place, shares, ticket, take](const ClipLatents::Found& parts) {
                  if (ticket == ticket_) take_parts(place, shares, parts, take);
                });
}

void LatentBench::take_parts(const MapPoint& place, const std::vector<double>& shares,
                             const ClipLatents::Found& parts,
                             const std::function<void(MapFound)>& take) {
  std::vector<std::pair<double, const KeptLatent*>> known;
  for (size_t i = 0; i < parts.size(); ++i) {
    // Clips without labels may turn out to do different things.
    if (parts[i] && (known.empty() || parts[i]->content == known.front().second->content)) {
      known.emplace_back(shares[i], &*parts[i]);
    }
  }
  if (known.empty()) {
    return around_.messages.post(MessageLevel::kWarning, "The model knows no motion near there: " +
                                                             parts.front().error().message);
  }
  take({mixed(known), place, static_cast<int>(known.size())});
}

void LatentBench::find_clip(int entry, std::function<void(KeptLatent)> take) {
  if (!clip_problem().empty()) return;
  const std::string name = around_.library.entries()[static_cast<size_t>(entry)].name;
  latents_.find(around_.synthesiser.side_model(), {clip_of(entry)},
                [this, name, take](const ClipLatents::Found& found) {
                  if (found.front()) return take(*found.front());
                  around_.messages.post(
                      MessageLevel::kWarning,
                      "The model cannot say " + name + ": " + found.front().error().message);
                });
}

const MapFound* LatentBench::found(const StudioDocument& document) const {
  const bool is_on_stage = found_ && document.is_generated && !document.is_restyled &&
                           document.latent == found_->latent.latent &&
                           document.content == found_->latent.content;
  return is_on_stage ? &*found_ : nullptr;
}

}  // namespace kinemote::app
