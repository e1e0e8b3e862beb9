#include "analysis/features/bess.h"

#include <algorithm>
#include <cmath>

#include "analysis/features/bess_window.h"
#include "analysis/features/windows.h"

namespace kinemote::analysis {

Result<FeatureRows> bess(const WorldMotion& world, const BodyMap& body,
                         const LmaSettings& settings) {
  const bool by_height = settings.normalise == Normalise::kHeight;
  if (by_height && !(settings.height_m > 0.0)) {
    return usage_error(
        "Laban features normalised by body height need a body height above 0 m; set height_m, for "
        "example to body_height_m(skeleton), or use Normalise::kNone");
  }
  auto windows = cut_windows(world, settings.window_s, settings.hop_s, kFewestBessFrames);
  if (!windows) return windows.error();
  const int n = windows->length;

  std::vector<BessPostureRow> postures;
  std::vector<BessMovementRow> movements;  // of frame kBessMargin and on
  std::vector<BessPlace> places;
  postures.reserve(world.frame_count);
  movements.reserve(world.frame_count);
  places.reserve(world.frame_count);
  BessMeter meter(body, by_height ? 1.0 / settings.height_m : 1.0, world.frame_time_s);
  for (int f = 0; f < world.frame_count; ++f) {
    meter.take(world.frame_positions(f));
    postures.push_back(meter.posture());
    places.push_back(meter.place());
    if (meter.taken() >= kFewestBessFrames) movements.push_back(meter.movement());
  }

  FeatureRows rows;
  rows.frame_time_s = world.frame_time_s;
  rows.start_frames = std::move(windows->starts);
  rows.column_count = static_cast<int>(bess_names().size());
  rows.values.reserve(rows.start_frames.size() * bess_names().size());
  for (const int start : rows.start_frames) {
    append_bess_row(reduce_bess_window(std::span(postures).subspan(start, n),
                                       std::span(movements).subspan(start, n - 2 * kBessMargin),
                                       std::span(places).subspan(start, n)),
                    world.frame_time_s, rows.values);
  }
  if (!std::all_of(rows.values.begin(), rows.values.end(),
                   [](double x) { return std::isfinite(x); })) {
    return bad_input("the motion holds positions that are not finite numbers, or too large ones");
  }
  return rows;
}

}  // namespace kinemote::analysis
