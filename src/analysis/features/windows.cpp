#include "analysis/features/windows.h"

#include <algorithm>
#include <cmath>
#include <string>

namespace kinemote::analysis {

Result<Windows> cut_windows(const WorldMotion& world, double window_s, double hop_s,
                            int least_frames) {
  if (!(world.frame_time_s > 0.0) || !std::isfinite(world.frame_time_s)) {
    return bad_input("the motion has a frame time of " + std::to_string(world.frame_time_s) +
                     " s; expected a positive number");
  }
  if (!(window_s >= 0.0 && window_s < 1e6) || !(hop_s >= 0.0 && hop_s < 1e6)) {
    return usage_error("a window of " + std::to_string(window_s) + " s with steps of " +
                       std::to_string(hop_s) + " s is not possible; expected seconds from 0 up");
  }
  const auto frames_in = [&](double seconds) {
    return static_cast<int>(std::min(std::round(seconds / world.frame_time_s), 1e9));
  };
  Windows windows;
  windows.length = window_s > 0.0 ? frames_in(window_s) : world.frame_count;
  if (windows.length < least_frames) {
    const std::string has = std::to_string(windows.length) + " frames";
    const std::string needs = "; at least " + std::to_string(least_frames) + " are needed";
    if (window_s > 0.0) {
      return usage_error("a window of " + std::to_string(window_s) + " s has only " + has + needs);
    }
    return bad_input("the clip has only " + has + needs);
  }
  if (windows.length > world.frame_count) {
    return bad_input("the clip has " + std::to_string(world.frame_count) +
                     " frames, fewer than one window of " + std::to_string(windows.length) +
                     "; use a shorter window or a longer clip");
  }
  const int hop = hop_s > 0.0 ? std::max(1, frames_in(hop_s)) : windows.length;
  for (int start = 0; start + windows.length <= world.frame_count; start += hop) {
    windows.starts.push_back(start);
  }
  return windows;
}

}  // namespace kinemote::analysis
