// Emotion that changes over time.
#pragma once

#include <vector>

#include "analysis/affect/pad.h"
#include "motion/core/result.h"

namespace kinemote::synthesis {

struct PadKey {
  double time_s = 0.0;
  analysis::Pad pad;
};

/// PAD over time through keys; before the first and after the last it stays.
struct PadCurve {
  std::vector<PadKey> keys;  // times ascending; empty: no curve
  /// Between keys: a cubic that rests at every key (smoothstep), so that the change itself does not
  /// jump and no value lies beyond its keys'; false: straight lines.
  bool is_smooth = true;

  bool empty() const { return keys.empty(); }
  /// PAD at a time; neutral without keys.
  analysis::Pad at(double time_s) const;
  /// Error (usage): a time that is negative, not finite or not after the one before it; PAD outside
  /// [-1, 1]. The message names the key, counted from 1.
  Status validate() const;
};

}  // namespace kinemote::synthesis
