// The rows of the timeline about motions beside each other: bars with offsets, the difference, and
// markers on the ruler.
#pragma once

#include "view/ui/lanes.h"

namespace kinemote::view {

/// Height of the rows of several motions, pixels; 0 for one alone that is whole.
float track_bars_height(const Ui& ui);
/// A bar a motion with mute and solo; a drag moves it, trims its ends, slips it or changes its rate
/// (one undo step a drag), a right click offers the same as numbers. Returns the height that it
/// took.
float draw_track_bars(Ui& ui, UiState& state, const LaneFrame& frame, float y, float bottom);
/// The mean distance of B's joints from A's, where the difference is shown; returns its height.
float draw_difference_lane(Ui& ui, UiState& state, const LaneFrame& frame, float y, float bottom);
/// Flags of the clip's markers on the ruler, with their names.
void draw_marker_flags(Ui& ui, const Rect& ruler, const TimeAxis& axis, float bottom);

}  // namespace kinemote::view
