// How long hands wait for the figure: from a live edit to its pose, and to the picture of it.
#pragma once

#include <optional>
#include <vector>

#include "app/synthesiser.h"

namespace kinemote::app {

struct PoseTiming {
  SteadyTime made = std::chrono::steady_clock::now();  // when the session was
  SteadyTime measured;                                 // measuring was last asked for
  std::optional<SteadyTime> waiting;  // asked time of what the next drawn frame shows first
  std::vector<double> poses_ms, pictures_ms;
  double last_decode_ms = 0.0;
  double first_figure_ms = 0.0;  // from `made` to the first drawn frame with a figure; 0 before it

  /// From the hand's movement to the figure's new pose, and to the drawn picture of it.
  LatencyStats pose_latency() const { return latency_stats(poses_ms); }
  LatencyStats picture_latency() const { return latency_stats(pictures_ms); }
};

}  // namespace kinemote::app
