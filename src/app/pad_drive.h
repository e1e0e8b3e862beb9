// How a PAD curve and the clock move what is generated: the session's part that lasts.
#pragma once

#include <optional>

#include "app/pad_track.h"

namespace kinemote::app {

struct PadDrive {
  PadRecorder recorder;
  bool waits_to_record = false;        // until the model's motion is on the stage
  bool is_on = false;                  // the clock ran over the curve at the last step
  double clock_s = 0.0;                // at the last step
  double gait_s = 0.0;                 // time of the motion that repeats, while the clock runs on
  std::optional<analysis::Pad> given;  // to the model by the curve; none: the document's is
};

}  // namespace kinemote::app
