// Which moments of a motion the pictures of a film show.
#pragma once

#include <vector>

#include "motion/core/conventions.h"
#include "motion/core/result.h"

namespace kinemote::app {

/// A fixed step: picture i shows first_s + i * speed / fps, so a film does not depend on how fast
/// anything draws.
struct FilmTiming {
  static constexpr double kSlowest = 0.1, kFastest = 4.0;
  static constexpr int kMostFrames = 36000;  // 20 minutes at 30 a second

  double first_s = 0.0, last_s = 0.0;  // of the motion; equal: one moment
  double fps = 30.0;                   // pictures a second, (0, 240]
  double speed = 1.0;                  // of the motion, [kSlowest, kFastest]
  double turntable_s = 0.0;            // > 0: the camera goes round once in this time, [0, 600]
  bool wraps = false;                  // a turntable repeats the range until the turn is done
  bool shows_end = false;              // last_s is shown as well: a clip has a frame there

  /// Error (usage) naming what makes no sense, or more than kMostFrames.
  Status validate() const;
  /// Of the film, seconds.
  double duration_s() const;
  int frame_count() const;
  /// The moment of the motion that picture `frame` shows.
  double time_s(int frame) const;
  /// How far the camera has gone round at picture `frame`, radians.
  double turn_rad(int frame) const;
};

/// A camera's path without the steps of the figure that it follows: a moving average over `reach`
/// points to either side, fewer near the ends, so that it neither lags nor leads.
std::vector<Vec3> smoothed_path(const std::vector<Vec3>& path, int reach);

}  // namespace kinemote::app
