// Session: the line-up of the document: markers, and which part of each motion plays.
#include <algorithm>
#include <cmath>

#include "app/session.h"

namespace kinemote::app {

void Session::set_lineup(const Lineup& lineup, Gesture gesture, const std::string& undo_label) {
  document_.lineup = lineup;
  show_cuts();
  if (gesture == Gesture::kCommit) commit(undo_label);
}

std::string Session::cut_key(size_t figure) const {
  const PlayablePtr& whole = cut_stage_.whole();
  if (document_.clip_id.empty() || !whole || figure > whole->others.size()) return "";
  // Figures of one file have no id of their own.
  const bool has_ids = whole->others.size() == document_.together.size();
  if (has_ids && figure > 0) return document_.together[figure - 1];
  return figure_of_file(document_.clip_id, figure);
}

bool Session::take_cuts() {
  const PlayablePtr& whole = cut_stage_.whole();
  if (!whole || clip_motion_id_ != document_.clip_id) return false;
  std::vector<Cut> cuts;
  for (size_t i = 0; i <= whole->others.size(); ++i) {
    cuts.push_back(cut_in(document_.lineup.cuts, cut_key(i)));
  }
  const bool is_changed = cut_stage_.apply(cuts);
  clip_motion_ = cut_stage_.cut();
  return is_changed;
}

void Session::show_cuts() {
  const Cut was = cut_stage_.of(0);
  const PlayablePtr before = clip_motion_;
  if (!take_cuts()) return;
  if (document_.is_generated && document_.is_restyled) request_decode();
  if (document_.is_generated || player_.motion() != before) return;
  // The same moment of the motion stays on the stage, and where it stands.
  const Cut now = cut_stage_.of(0);
  const double time_s =
      std::clamp(now.cut_time_s(was.whole_time_s(lead_time_s())), 0.0, clip_motion_->duration_s());
  const Placement stood = player_.placement();
  player_.show(clip_motion_, time_s, Player::Place::kOwn);
  player_.stand_at(stood);
  clock_.set_motion(company_duration_s(), clip_motion_->clip.frame_time_s, Clock::Keep::kTime);
  if (!(was == now)) clock_.seek(time_s);
  player_.update(lead_time_s(), 0.0);
  needs_measuring_ = true;
  bones_.show(clip_motion_, bone_sources());
}

Cut Session::lead_cut() const {
  const bool is_clip = !document_.is_generated || (document_.is_restyled && can_restyle());
  if (is_clip && clip_motion_id_ == document_.clip_id) return cut_stage_.of(0);
  return {0.0, clock_.duration_s(), 1.0};
}

Markers Session::markers() const {
  Markers seen;
  const auto own = document_.lineup.markers.find(document_.clip_id);
  if (own == document_.lineup.markers.end()) return seen;
  constexpr double kRounding_s = 1e-6;
  const Cut cut = lead_cut();
  for (const TimeMarker& marker : own->second) {
    const bool is_cut_away =
        marker.time_s < cut.in_s - kRounding_s || marker.time_s > cut.out_s + kRounding_s;
    if (!is_cut_away) seen.push_back({cut.cut_time_s(marker.time_s), marker.name});
  }
  return seen;
}

void Session::set_marker(double time_s, const std::string& name) {
  Lineup lineup = document_.lineup;
  const Cut cut = lead_cut();
  const double place_s = cut.whole_time_s(std::clamp(time_s, 0.0, clock_.duration_s()));
  add_marker(lineup.markers[document_.clip_id], {place_s, name},
             0.5 * clock_.frame_time_s() * cut.rate);
  set_lineup(lineup, Gesture::kCommit, name.empty() ? "marker" : "marker " + name);
}

void Session::remove_marker(double time_s) {
  Lineup lineup = document_.lineup;
  const auto own = lineup.markers.find(document_.clip_id);
  if (own == lineup.markers.end()) return;
  const Cut cut = lead_cut();
  std::erase_if(own->second, [&](const TimeMarker& marker) {
    return std::abs(cut.cut_time_s(marker.time_s) - time_s) <= 0.5 * clock_.frame_time_s();
  });
  if (own->second.empty()) lineup.markers.erase(own);
  set_lineup(lineup, Gesture::kCommit, "removed marker");
}

std::optional<TimeMarker> Session::marker_here() const {
  for (const TimeMarker& marker : markers()) {
    if (std::abs(marker.time_s - clock_.time_s()) <= 0.5 * clock_.frame_time_s() + 1e-9) {
      return marker;
    }
  }
  return std::nullopt;
}

}  // namespace kinemote::app
