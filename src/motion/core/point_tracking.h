// Which of the people in this frame is which of the people of the last: identities over time.
#pragma once

#include <vector>

#include "motion/core/conventions.h"
#include "motion/core/result.h"

namespace kinemote {

/// One person as a pose estimator saw them in one frame.
struct Detection {
  std::vector<Vec3> positions;     // N; z is 0 in 2-D
  std::vector<float> confidences;  // N in [0, 1]; 0 where a point was not seen
  int given_id = -1;               // the file's own identity, -1 if it has none
};

struct TrackingSettings {
  double least_confidence = 0.3;  // points below it do not count, unless a person has no others
  double gate_torsos = 1.0;       // furthest mean distance from where a person was expected
  double memory_s = 1.0;          // how long a lost person is waited for
};

/// Identity of every detection: `ids[frame][i]` belongs to `frames[frame][i]`; identities count
/// from 0 in order of appearance.
using TrackIds = std::vector<std::vector<int>>;

/// Follows people by the least total distance between frames (Hungarian assignment). A person is
/// expected where constant velocity takes them; the distance is the mean over points seen in both,
/// in units of the person's torso (largest distance between points where `torso` names none), and
/// pairs beyond the gate are never joined. The gate widens with the time a person was lost, up to
/// twofold, and they are forgotten after `memory_s`. `torso` lists the points around the
/// trunk (shoulders and hips). Cost: O(frames x people^3).
TrackIds track_people(const std::vector<std::vector<Detection>>& frames, double frame_time_s,
                      const std::vector<int>& torso, const TrackingSettings& settings = {});

}  // namespace kinemote
