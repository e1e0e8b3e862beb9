#include "synthesis/control/pad_curve.h"

#include <algorithm>
#include <cmath>
#include <string>

namespace kinemote::synthesis {

analysis::Pad PadCurve::at(double time_s) const {
  if (keys.empty()) return {};
  const auto after = std::upper_bound(keys.begin(), keys.end(), time_s,
                                      [](double t, const PadKey& key) { return t < key.time_s; });
  if (after == keys.begin()) return keys.front().pad;
  if (after == keys.end()) return keys.back().pad;
  const PadKey& a = *(after - 1);
  double share = (time_s - a.time_s) / (after->time_s - a.time_s);
  if (is_smooth) share = share * share * (3.0 - 2.0 * share);
  const auto mix = [&](double from, double to) { return from + share * (to - from); };
  return {mix(a.pad.pleasure, after->pad.pleasure), mix(a.pad.arousal, after->pad.arousal),
          mix(a.pad.dominance, after->pad.dominance)};
}

Status PadCurve::validate() const {
  for (size_t i = 0; i < keys.size(); ++i) {
    const auto complain = [&](const std::string& what) {
      return usage_error("key " + std::to_string(i + 1) + " of the PAD curve " + what);
    };
    const double time_s = keys[i].time_s;
    if (!std::isfinite(time_s) || time_s < 0.0) {
      return complain("is at " + std::to_string(time_s) + " s; expected a time from 0 on");
    }
    if (i > 0 && !(time_s > keys[i - 1].time_s)) {
      return complain("is at " + std::to_string(time_s) + " s, not after the one before it (" +
                      std::to_string(keys[i - 1].time_s) + " s)");
    }
    for (const double value : keys[i].pad.values()) {
      if (!(std::abs(value) <= 1.0)) {
        return complain("holds " + std::to_string(value) + "; PAD values lie in [-1, 1]");
      }
    }
  }
  return {};
}

}  // namespace kinemote::synthesis
