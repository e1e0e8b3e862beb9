// How several motions run on one clock: offsets, who is seen, what makes them run together.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "app/cut.h"

namespace kinemote::app {

/// What brings the motions of the stage together in time. The clock is the leading motion's time.
enum class SyncMode {
  kOffsets,  // each starts at its offset
  kStart,    // all start together, offsets do not count
  kStretch,  // all last as long as the leading one
  kMarker,   // first markers of each clip coincide
  kContact,  // first touch-downs of a foot coincide
  kWarp,     // each pose beside the leading motion's pose that it is most like
};
inline constexpr int kSyncModeCount = 6;
/// What becomes of a motion that has ended before others, or not begun.
enum class EndMode { kHold, kLoop, kHide };
inline constexpr int kEndModeCount = 3;

/// "offsets", "start", "stretch", "marker", "contact", "warp"; "hold", "loop", "hide".
std::string_view sync_mode_name(SyncMode mode);
std::string_view end_mode_name(EndMode mode);

/// One motion's row of the timeline.
struct Track {
  double offset_s = 0.0;  // when it starts on the leading motion's time
  bool is_muted = false;  // not drawn
  bool is_solo = false;   // only solo ones are drawn, if there are any

  bool operator==(const Track&) const = default;
};

/// A named moment of a clip, in its own time.
struct TimeMarker {
  double time_s = 0.0;
  std::string name;

  bool operator==(const TimeMarker&) const = default;
};
using Markers = std::vector<TimeMarker>;  // in order of time

/// The part of the document about motions beside each other.
struct Lineup {
  SyncMode sync = SyncMode::kOffsets;
  EndMode end = EndMode::kHold;
  std::vector<Track> tracks;               // by figure; what is missing is a default track
  std::map<std::string, Markers> markers;  // by library id, in the whole motion's time
  Cuts cuts;                               // which part of each motion plays, how fast

  /// Of a figure, also where none is kept.
  Track track(size_t figure) const { return figure < tracks.size() ? tracks[figure] : Track{}; }
  void set_track(size_t figure, const Track& track);
  /// True unless it is muted, or another one is solo.
  bool is_seen(size_t figure) const;

  bool operator==(const Lineup&) const = default;
};

/// Adds a marker in its place; one within `near_s` is replaced (its name kept if `marker` has
/// none).
void add_marker(Markers& markers, TimeMarker marker, double near_s = 0.01);

/// Takes the clock's time to a motion's own.
struct TimeMap {
  double offset_s = 0.0;    // of its start on the clock
  double rate = 1.0;        // own seconds a second of the clock, > 0
  double duration_s = 0.0;  // own
  /// Own times at equal steps of the clock from 0 on, not falling; empty: offset and rate hold.
  std::vector<double> warp_s;
  double warp_step_s = 0.0;

  /// Own time, unclamped (warped: within the warp's range).
  double own_time_s(double clock_s) const;
  double start_s() const { return warp_s.empty() ? offset_s : 0.0; }
  /// When it ends on the clock.
  double end_s() const;
};

/// Where a motion stands at a moment of the clock.
struct OwnMoment {
  double time_s = 0.0;      // in [0, duration]
  bool is_outside = false;  // it has ended, or not begun: held, or hidden
};
/// Of a map at a moment; looped where `end` says so.
OwnMoment own_moment(const TimeMap& map, double clock_s, EndMode end);

}  // namespace kinemote::app
