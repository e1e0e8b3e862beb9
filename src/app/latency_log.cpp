#include "app/latency_log.h"

namespace kinemote::app {

void LatencyLog::posed(SteadyTime asked, double work_ms) {
  last_decode_ms_ = work_ms;
  pose_ms_.push_back(milliseconds_since(asked));
  waiting_ = asked;
}

void LatencyLog::drawn(bool has_figure) {
  if (first_figure_ms_ == 0.0 && has_figure) first_figure_ms_ = milliseconds_since(begun_);
  if (!waiting_) return;
  picture_ms_.push_back(milliseconds_since(*waiting_));
  waiting_.reset();
}

}  // namespace kinemote::app
