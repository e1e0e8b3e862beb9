// A bar of the timeline in the hand: moved, trimmed, slipped or stretched.
#pragma once

#include <array>
#include <string>

#include "app/cut_edit.h"
#include "view/ui/lane_frame.h"

namespace kinemote::view {

/// One drag, from the button's press to its release.
struct TrackDrag {
  int figure = -1;  // whose bar; -1: none
  app::BarGrip grip = app::BarGrip::kMove;
  double start_s = 0.0;  // under the pointer, at its start
  app::Lineup before;    // then
  double lead_s = 0.0;   // how far the leading motion's start has been moved
  bool is_cancelled = false;
};

/// What a form of typed numbers remembers while one of them is edited.
struct CutForm {
  int figure = 0;
  std::array<double, 5> values{};  // from, to, slip by, rate, starts at
  int edited = -1;                 // which of them; -1: none
};

/// What a hand at this place of a bar would do: its ends trim (with Ctrl: change the rate), the
/// rest moves (with Alt: slips). `can_cut`: else it is moved wherever it is held.
app::BarGrip bar_grip(const Rect& bar, float x, float edge, bool ctrl, bool alt, bool can_cut);

/// Follows the drag of the last item, a bar's button, in which `hover` is what a press would take.
/// Esc takes it back; the release is one undo step.
void drag_track(Ui& ui, TrackDrag& drag, const LaneFrame& frame, const app::StageFigure& figure,
                app::BarGrip hover);

/// "starts at 0.42 s", "from 0.20 s to 3.00 s, lasts 2.80 s", "x1.25, lasts 2.24 s".
std::string drag_words(const app::Session& session, const TrackDrag& drag);

/// Trim, slip, rate and offset of a figure as numbers to be typed, each one undo step, and
/// *Whole clip*.
void cut_rows(Ui& ui, CutForm& form);
/// The same for any figure of the stage, as an overlay.
void cut_overlay(Ui& ui, CutForm& form);

}  // namespace kinemote::view
