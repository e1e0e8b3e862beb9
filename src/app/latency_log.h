// How long it takes from the hand's movement to what is seen.
#pragma once

#include <chrono>
#include <optional>
#include <vector>

#include "app/live_decoder.h"
#include "app/synthesiser.h"

namespace kinemote::app {

class LatencyLog {
 public:
  /// The figure has the pose of an edit of that time; decoding took so long.
  void pose_shown(SteadyTime asked) {
    poses_ms_.push_back(milliseconds_since(asked));
    waiting_ = asked;
  }
  void decoded(double milliseconds) { decode_ms_ = milliseconds; }
  /// A frame that shows the present pose has been drawn, with a figure or without.
  void frame_drawn(bool has_figure) {
    if (first_figure_ms_ == 0.0 && has_figure) first_figure_ms_ = milliseconds_since(made_);
    if (!waiting_) return;
    pictures_ms_.push_back(milliseconds_since(*waiting_));
    waiting_.reset();
  }

  /// From the hand's movement to the figure's new pose, and to the drawn picture of it.
  LatencyStats pose() const { return latency_stats(poses_ms_); }
  LatencyStats picture() const { return latency_stats(pictures_ms_); }
  /// Of the newest motion.
  double decode_ms() const { return decode_ms_; }
  /// From the making of the log to the first drawn frame with a figure; 0 before it.
  double first_figure_ms() const { return first_figure_ms_; }

 private:
  SteadyTime made_ = std::chrono::steady_clock::now();
  std::optional<SteadyTime> waiting_;  // asked time of what the next frame shows first
  std::vector<double> poses_ms_, pictures_ms_;
  double decode_ms_ = 0.0, first_figure_ms_ = 0.0;
};

}  // namespace kinemote::app
