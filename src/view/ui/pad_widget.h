// Pleasure x arousal pad with landmark words, and the dominance slider beside it.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <vector>

#include "analysis/affect/pad.h"
#include "app/key_chord.h"
#include "view/ui/ui.h"

namespace kinemote::view {

/// Where the pad pointer was, for its fading trail.
struct PadTrailPoint {
  double pleasure = 0.0, arousal = 0.0;
  double at_s = 0.0;
};

struct PadInput {
  analysis::Pad value;
  std::optional<analysis::Pad> measured;  // drawn hollow
  const std::vector<analysis::PadWord>* words = nullptr;
  std::span<const analysis::Pad> data;  // where training data lie: a faint hint
  std::span<const PadTrailPoint> trail;
  double now_s = 0.0;
  bool is_extrapolating = false;        // the pointer's outline is then dashed
  bool has_focus = false;               // keys go to the pad
  std::span<const app::KeyChord> keys;  // pressed in this frame
  std::string disabled_reason;          // "": live
};

struct PadEdit {
  bool is_changed = false;    // value differs from the input's
  bool is_committed = false;  // the gesture ended
  bool wants_focus = false;   // it was clicked
  analysis::Pad value;
};

/// The pad (square, `size` pixels) and, `gap` right of it, the slider. Value in, edit out.
PadEdit pad_widget(const Ui& ui, const char* id, float size, const PadInput& input);

/// Pad point under a pixel and pixel of a pad point, for a pad in `rect`: pleasure to the right,
/// arousal upwards, clamped to [-1, 1].
struct PadPoint {
  double pleasure = 0.0, arousal = 0.0;
};
PadPoint pad_from_pixel(const Rect& rect, float x, float y);
void pixel_from_pad(const Rect& rect, double pleasure, double arousal, float& x, float& y);

/// The words that stand on the pad: of those that say nearly the same (one stem, or the same place)
/// only one, `first` before all others.
std::vector<const analysis::PadWord*> distinct_words(const std::vector<analysis::PadWord>& words,
                                                     const std::string& first);

/// What keys do to a pad value: arrows 0.05, with Shift 0.01, PgUp/PgDn dominance, 0 neutral. True
/// if the key belongs to the pad.
bool apply_pad_key(const app::KeyChord& chord, analysis::Pad& value);

/// "P +0.40  A +0.62  D -0.10, close to excited" (with a minus sign proper).
std::string pad_text(const analysis::Pad& pad, const std::vector<analysis::PadWord>& words);
/// "+0.40", "−0.10": a signed number of two decimals.
std::string signed_text(double value);

}  // namespace kinemote::view
