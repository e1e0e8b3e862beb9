#include "app/lineup.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace kinemote::app {

std::string_view sync_mode_name(SyncMode mode) {
  constexpr std::array<std::string_view, kSyncModeCount> names{"offsets", "start",   "stretch",
                                                               "marker",  "contact", "warp"};
  return names[static_cast<size_t>(mode)];
}

std::string_view end_mode_name(EndMode mode) {
  constexpr std::array<std::string_view, kEndModeCount> names{"hold", "loop", "hide"};
  return names[static_cast<size_t>(mode)];
}

void Lineup::set_track(size_t figure, const Track& track) {
  if (figure >= tracks.size()) tracks.resize(figure + 1);
  tracks[figure] = track;
  // Tracks that say nothing are not kept, so that equal line-ups are equal.
  while (!tracks.empty() && tracks.back() == Track{}) tracks.pop_back();
}

bool Lineup::is_seen(size_t figure) const {
  const Track own = track(figure);
  const bool has_solo =
      std::any_of(tracks.begin(), tracks.end(), [](const Track& t) { return t.is_solo; });
  return has_solo ? own.is_solo : !own.is_muted;
}

void add_marker(Markers& markers, TimeMarker marker, double near_s) {
  for (TimeMarker& known : markers) {
    if (std::abs(known.time_s - marker.time_s) > near_s) continue;
    if (!marker.name.empty()) known.name = std::move(marker.name);
    return;
  }
  const auto place =
      std::find_if(markers.begin(), markers.end(),
                   [&](const TimeMarker& known) { return known.time_s > marker.time_s; });
  markers.insert(place, std::move(marker));
}

double TimeMap::own_time_s(double clock_s) const {
  if (warp_s.empty()) return (clock_s - offset_s) * rate;
  const double at = std::clamp(clock_s / warp_step_s, 0.0, static_cast<double>(warp_s.size() - 1));
  const auto before = static_cast<size_t>(at);
  const size_t after = std::min(before + 1, warp_s.size() - 1);
  return std::lerp(warp_s[before], warp_s[after], at - static_cast<double>(before));
}

double TimeMap::end_s() const {
  return warp_s.empty() ? offset_s + duration_s / rate
                        : static_cast<double>(warp_s.size() - 1) * warp_step_s;
}

OwnMoment own_moment(const TimeMap& map, double clock_s, EndMode end) {
  constexpr double kRounding_s = 1e-6;
  const double own_s = map.own_time_s(clock_s);
  const bool is_outside = clock_s < map.start_s() - kRounding_s || clock_s > map.end_s() + kRounding_s;
  if (!is_outside) return {std::clamp(own_s, 0.0, map.duration_s), false};
  if (end == EndMode::kLoop && map.warp_s.empty() && map.duration_s > 0.0) {
    return {own_s - map.duration_s * std::floor(own_s / map.duration_s), false};
  }
  return {std::clamp(own_s, 0.0, map.duration_s), true};
}

}  // namespace kinemote::app
