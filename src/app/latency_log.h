// How long the studio takes from the user's hand to the figure and to its picture.
#pragma once

#include <chrono>
#include <optional>
#include <vector>

#include "app/live_decoder.h"
#include "app/synthesiser.h"

namespace kinemote::app {

/// Counts from its making on.
class LatencyLog {
 public:
  /// A motion that was asked for at `asked` is in the figure now; making it took `work_ms`.
  void posed(SteadyTime asked, double work_ms);
  /// The frame that shows the present pose has been drawn.
  void drawn(bool has_figure);

  /// From the hand's movement to the figure's new pose, and to the drawn picture of it.
  LatencyStats pose() const { return latency_stats(pose_ms_); }
  LatencyStats picture() const { return latency_stats(picture_ms_); }
  double last_decode_ms() const { return last_decode_ms_; }
  /// From the beginning to the first drawn frame with a figure; 0 before it.
  double first_figure_ms() const { return first_figure_ms_; }

 private:
  SteadyTime begun_ = std::chrono::steady_clock::now();
  std::optional<SteadyTime> waiting_;  // asked time of what the next frame shows first
  std::vector<double> pose_ms_, picture_ms_;
  double last_decode_ms_ = 0.0, first_figure_ms_ = 0.0;
};

}  // namespace kinemote::app
