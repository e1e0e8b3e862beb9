// What the last two seconds of a live stream show, and how sure that is.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "analysis/affect/pad.h"

namespace kinemote::app {

struct LiveReaderSettings {
  /// The least smoothed probability at which a class is named; below it the reader is not sure.
  double least_sure = 0.5;  // (0, 1]
  /// Time constant of smoothing, seconds of the stream: after it, 63 % of a change has come through
  /// (exponential, s += (1 - exp(-dt / constant)) (x - s)). 0: none.
  double smoothing_s = 0.5;
  Status validate() const;
};

struct LiveReading {
  int stream = 0;       // LiveAnnouncement::number
  double time_s = 0.0;  // of the newest frame
  int window_frames = 0, seen_frames = 0;
  std::vector<double> probabilities;  // smoothed, one a class, sum 1; empty: none yet
  int best = -1;                      // the likeliest class; -1: none yet
  /// "" if the class may be named, else why not: "too few frames", "no class reaches 50 %", or what
  /// the recogniser needs and the stream has not.
  std::string unsure;
  std::optional<analysis::Pad> pad;  // smoothed; none: no model, less than a second, or no figure
  double compute_ms = 0.0;           // of this reading
  double latency_ms = 0.0;           // from the arrival of the newest frame to the reading

  bool is_sure() const { return best >= 0 && unsure.empty(); }
};

}  // namespace kinemote::app
