// The lanes of the timeline: curves of features, and emotion over time.
#pragma once

#include "view/ui/imgui_compat.h"
#include "view/ui/lane_frame.h"
#include "view/ui/ui_state.h"

namespace kinemote::view {

/// Whose curve is which, where there are several figures; returns its height.
float draw_figure_legend(Ui& ui, const LaneFrame& frame, float y);
/// All curve lanes, from `y` down, each `height` high.
void draw_curve_lanes(Ui& ui, UiState& state, const LaneFrame& frame, float y, float height);
/// Pleasure, arousal, dominance with their intervals, words and a caption; kPadLaneHeight high.
void draw_pad_lane(Ui& ui, const LaneFrame& frame, float y);

/// Colour of an axis of PAD (0 to 2): apart for every kind of colour vision; and as text, to be
/// read on the panel.
Colour pad_axis_colour(const Ui& ui, int axis);
Colour pad_axis_text(const Ui& ui, int axis);
/// Where the motion's foot contacts are drawn: not where a PAD curve changes it all the time.
bool has_contact_bars(const app::Session& session);
/// The curve that is recorded at the pad, with its keys; returns its height. To be drawn before
/// what lies under it takes the mouse.
float draw_pad_curve_lane(Ui& ui, UiState& state, const LaneFrame& frame, float y, float bottom);

/// What the recogniser takes the motion for, which moments and joints it looks at;
/// recognition_lane_height() high.
void draw_recognition_lane(Ui& ui, const LaneFrame& frame, float y);
/// The overlay that names the marker at this moment.
void marker_overlay(Ui& ui, UiState& state);

/// The overlay in which curves are chosen.
void curves_overlay(Ui& ui, UiState& state);

}  // namespace kinemote::view
