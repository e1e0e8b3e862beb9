// How high the timeline's lanes are: arithmetic without drawing.
#pragma once

#include "app/view_state.h"

namespace kinemote::view {

// Design pixels.
inline constexpr float kCurveLaneHeight = 40.0f, kLowestCurveLane = 34.0f,
                       kHighestCurveLane = 84.0f;
inline constexpr float kFigureLegendHeight = 20.0f;
inline constexpr float kPadAxisHeight = 40.0f, kPadWordsHeight = 20.0f, kPadCaptionHeight = 18.0f;
inline constexpr float kPadLaneHeight = 3.0f * kPadAxisHeight + kPadWordsHeight + kPadCaptionHeight;
// The curve that is recorded at the pad: a row of buttons, then an axis each.
inline constexpr float kPadCurveHeadHeight = 34.0f, kPadCurveAxisHeight = 38.0f;
inline constexpr float kPadCurveLaneHeight = kPadCurveHeadHeight + 3.0f * kPadCurveAxisHeight;
inline constexpr float kRecognisedWordsHeight = 20.0f, kRecognisedPlotHeight = 64.0f,
                       kAttentionHeight = 26.0f, kRecognisedCaptionHeight = 18.0f;
inline constexpr int kJointRows = 6;  // of the parts that matter most
inline constexpr float kJointRowHeight = 15.0f;

/// Height of the recogniser's lane, design pixels; 0 where it is not shown.
float recognition_lane_height(const app::LaneChoice& lanes);
/// True where the timeline is more than a plain one.
bool has_lanes(const app::LaneChoice& lanes);

/// Height that the timeline takes, design pixels: the layout's own for a plain one, else what was
/// dragged last, else what the lanes need but no more than leaves the stage the larger part of a
/// window `window_height` high: lanes scroll, a figure does not.
float timeline_height(const app::LaneChoice& lanes, const app::Layout& layout, float window_height);

/// Lanes of one frame, in pixels.
struct LanePlan {
  float curve_height = 0.0f;    // of each curve lane
  float content_height = 0.0f;  // of all lanes together
  bool is_scrolled = false;     // they are higher than the room for them
};
/// Curve lanes share what the emotion lane and `further` lanes (design pixels) leave, within their
/// limits. `scale`: pixels per design pixel.
LanePlan plan_lanes(int curve_count, bool has_pad, float room, float scale, float further = 0.0f);

}  // namespace kinemote::view
