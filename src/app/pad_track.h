// Emotion over time that drives what is generated: recorded at the pad, or written as keys.
#pragma once

#include <string>
#include <vector>

#include "synthesis/control/pad_curve.h"

namespace kinemote::app {

/// The part of the document that a PAD curve is. Times are the clock's.
struct PadTrack {
  static constexpr double kLongest_s = 600.0, kSlowest_s = 1.0;

  synthesis::PadCurve curve{.keys = {}, .is_smooth = false};
  double duration_s = 0.0;   // of one round, [0, kLongest_s]; not before the last key
  double smoothing_s = 0.0;  // the figure follows with this time constant, [0, kSlowest_s]
  bool is_driving = false;   // false: the curve is there and does nothing

  bool empty() const { return curve.empty(); }
  bool operator==(const PadTrack& other) const;
};

/// What the figure is given at a moment: the curve behind a low-pass of first order,
/// y' = (x - y) / smoothing_s, that rests before the first key. A function of time alone, so that
/// it does not depend on how often anybody looks. Cost: linear in the keys.
analysis::Pad smoothed_at(const PadTrack& track, double time_s);

/// What the figure is given, as a curve of its own: the keys themselves where nothing is smoothed.
synthesis::PadCurve baked_curve(const PadTrack& track);

/// The fewest of these keys (times ascending) that straight lines between them stay within
/// `tolerance` of every one, on each axis; first and last stay (after Ramer 1972, Douglas and
/// Peucker 1973, with the distance measured along the value).
std::vector<synthesis::PadKey> thinned(const std::vector<synthesis::PadKey>& keys,
                                       double tolerance);

/// Edits; an index that is not there changes nothing. Keys keep their order: one that is moved
/// stops short of its neighbours. Values are clamped to [-1, 1], times to [0, kLongest_s].
void move_key(PadTrack& track, int key, double time_s, const analysis::Pad& pad);
void remove_key(PadTrack& track, int key);
/// Puts a key where the curve is, or at `pad`; returns its index. One within 10 ms is replaced.
int add_key(PadTrack& track, double time_s, const analysis::Pad& pad);
/// Of the key within `reach_s` of a time that is nearest to it, -1 if there is none.
int key_near(const PadTrack& track, double time_s, double reach_s);

/// Writes at the pad while time passes: from the first touch on, everything the pad shows takes the
/// place of what the curve had there.
class PadRecorder {
 public:
  static constexpr double kTolerance = 0.01;

  /// `before`: the curve so far. With keys the pad is only written from the first touch() on.
  void begin(const PadTrack& before, double time_s);
  bool is_recording() const { return is_recording_; }
  bool is_writing() const { return is_writing_; }
  /// The user has taken hold of the pad.
  void touch() { is_writing_ = is_recording_; }
  /// The pad at a moment; one before the last moment (a jump back) starts the pass again there.
  void write(double time_s, const analysis::Pad& pad);
  /// What there is so far, with every moment as a key.
  const PadTrack& track() const { return track_; }
  /// Ends: the curve with what was written, thinned. Nothing written: the curve of before.
  PadTrack finish();

 private:
  void merge();

  PadTrack before_, track_;
  std::vector<synthesis::PadKey> written_;
  bool is_recording_ = false, is_writing_ = false;
};

}  // namespace kinemote::app
