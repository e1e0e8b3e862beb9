// Session: places in time.
#include <charconv>
#include <cmath>

#include "app/session.h"

namespace kinemote::app {

namespace {

/// Reads all of `text` as a number, independent of the locale.
std::optional<double> number(std::string_view text) {
  double value = 0.0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return value;
}

}  // namespace

void Session::go_to_contact(int direction) {
  const PlayablePtr& motion = player_.motion();
  if (!motion) return;
  clock_.pause();
  std::vector<double> moments_s;
  for (const TimeMarker& marker : markers()) moments_s.push_back(marker.time_s);
  const auto is_planted = [&](int frame, int side) {
    const char* flags = motion->contacts.data() + static_cast<ptrdiff_t>(frame) * kContactCount;
    return flags[2 * side] != 0 || flags[2 * side + 1] != 0;
  };
  // Under a PAD curve the motion is another one at every moment: its keys are what there is to go
  // to.
  const bool is_on_track = runs_on_pad_track();
  if (is_on_track) {
    for (const synthesis::PadKey& key : pad_track().curve.keys) moments_s.push_back(key.time_s);
  }
  for (int f = 1; !is_on_track && !motion->contacts.empty() && f < motion->clip.frame_count; ++f) {
    for (int side = 0; side < 2; ++side) {
      if (is_planted(f, side) && !is_planted(f - 1, side)) {
        moments_s.push_back(f * motion->clip.frame_time_s);
      }
    }
  }
  const double now_s = clock_.time_s(), near_s = 0.5 * clock_.frame_time_s();
  std::optional<double> nearest_s;
  for (const double moment_s : moments_s) {
    const double ahead_s = direction * (moment_s - now_s);
    if (ahead_s <= near_s) continue;
    if (!nearest_s || ahead_s < direction * (*nearest_s - now_s)) nearest_s = moment_s;
  }
  if (nearest_s) {
    clock_.seek(*nearest_s);
  } else {
    direction < 0 ? clock_.go_to_start() : clock_.go_to_end();
  }
}

Status Session::go_to(const std::string& text) {
  const auto fail = [&] {
    return usage_error("\"" + text +
                       "\" is no place in time: a frame is written 120, a time 3.5s " +
                       "or 0:03.5, a share 50%");
  };
  if (text.empty()) return fail();
  const std::string_view view = text;
  if (const size_t colon = view.find(':'); colon != std::string_view::npos) {
    const auto minutes = number(view.substr(0, colon));
    const auto seconds = number(view.substr(colon + 1));
    if (!minutes || !seconds) return fail();
    clock_.seek(*minutes * 60.0 + *seconds);
    return {};
  }
  const char unit = text.back();
  const bool has_unit = unit == 's' || unit == '%';
  const auto value = number(has_unit ? view.substr(0, view.size() - 1) : view);
  if (!value) return fail();
  clock_.seek(unit == 's'   ? *value
              : unit == '%' ? *value / 100.0 * clock_.duration_s()
                            : *value * clock_.frame_time_s());
  return {};
}

}  // namespace kinemote::app
