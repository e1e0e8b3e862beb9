// Pleasure, arousal and dominance over a motion, with how far they can be trusted.
#pragma once

#include <array>
#include <memory>
#include <string>
#include <vector>

#include "analysis/affect/pad.h"
#include "app/affect_job.h"
#include "app/playable.h"
#include "motion/core/progress.h"

namespace kinemote::app {

/// A model that reads emotion from movement, and what is known of its errors.
struct AffectReader {
  std::shared_ptr<const analysis::AffectModel> model;  // null: there is none
  std::string name;                                    // for captions: "the built-in model"
  /// What its stated errors were measured on: "content", "take", "clip", "window", or "" if its
  /// file does not say.
  std::string split;
  double window_s = 1.0, hop_s = 0.25;  // of the windows that its errors are stated for
};
/// Reads the settings of a model of `train pad`.
AffectReader reader_of(const AffectSource& source);

struct PadTraceRequest {
  PlayablePtr motion;
  AffectReader reader;
  std::vector<analysis::PadWord> words;
};

/// Neighbouring windows that are nearest to the same word.
struct EmotionSpan {
  double start_s = 0.0, end_s = 0.0;
  std::string word;
};

struct PadTrace {
  PlayablePtr motion;
  AffectReader reader;
  std::vector<PredictedWindow> windows;  // in time; of a seamless motion one over the whole round
  std::array<double, 3> half_width{};    // of the band
  bool is_interval90 = false;            // false: half_width is one standard deviation
  std::vector<EmotionSpan> emotions;     // without gaps, between the middles of windows
  /// How far the motion lies from the nearest sample that the model learned from, as a multiple of
  /// how far these lie from each other (95 % of them lie nearer); the median over windows. 0: not
  /// known. Clips like the training data have 0.3 to 1.2, captured motion has 1.4 to 3.6 with the
  /// built-in model: there the model has not seen the like, and its stated errors say nothing.
  double strangeness = 0.0;
  std::string error;  // why there is no trace; "" if there is one

  static constexpr double kStrange = 1.3;
  bool is_strange() const { return strangeness > kStrange; }
  /// One line that says what the band is and what it was measured on.
  std::string caption() const;
  /// Between the middles of windows straight; before the first and after the last as these. There
  /// must be a window.
  analysis::Pad at(double time_s) const;
  double middle_s(size_t window) const {
    return 0.5 * (windows[window].start_s + windows[window].end_s);
  }
  /// "" without windows.
  std::string word_at(double time_s) const;
};

/// Reads PAD in windows of the model's length. A motion that is shorter than a window is read as a
/// whole, a seamless one as it repeats. Cost: about 0.1 ms a frame for windows that overlap four
/// times. A progress that returns false ends it with the error "cancelled".
PadTrace trace_pad(const PadTraceRequest& request, const Progress& progress = {});

}  // namespace kinemote::app
