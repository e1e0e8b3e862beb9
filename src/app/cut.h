// Which part of a motion plays, and how fast: the motion itself keeps its frames.
#pragma once

#include <map>
#include <string>

namespace kinemote::app {

/// A part of a motion in the motion's own time, as it is without a cut.
struct Cut {
  static constexpr double kSlowest = 0.1, kFastest = 10.0;  // of the rate

  double in_s = 0.0;   // where it begins
  double out_s = 0.0;  // where it ends; 0: at the motion's end
  double rate = 1.0;   // own seconds a second of the clock, [kSlowest, kFastest]

  bool operator==(const Cut&) const = default;
  /// True if nothing is cut away and nothing runs faster or slower.
  bool is_none() const { return *this == Cut{}; }
  /// The same with an end, inside a motion of this length and at least one frame long; a motion
  /// shorter than that is taken whole.
  Cut within(double duration_s, double frame_time_s) const;
  /// The same content written the shortest way, so that equal cuts are equal: whole is none.
  Cut plain(double duration_s, double frame_time_s) const;
  /// Seconds on the clock; needs an end.
  double length_s() const { return (out_s - in_s) / rate; }
  /// From the cut motion's time to that of the whole one and back; not clamped.
  double whole_time_s(double cut_s) const { return in_s + cut_s * rate; }
  double cut_time_s(double whole_s) const { return (whole_s - in_s) / rate; }
};

/// By library id; a further figure of one file has "#2" behind it. What is not there is whole.
using Cuts = std::map<std::string, Cut>;

/// "#2" behind the id of the file for its figure 1 (from 0), the id itself for figure 0.
std::string figure_of_file(const std::string& id, size_t figure);
/// Of a key, whole if there is none.
Cut cut_in(const Cuts& cuts, const std::string& key);

}  // namespace kinemote::app
