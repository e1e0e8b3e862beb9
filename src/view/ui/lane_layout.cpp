#include "view/ui/lane_layout.h"

#include <algorithm>
#include <cmath>

#include "app/readings.h"

namespace kinemote::view {

namespace {

// Transport, ruler, foot contacts and margins.
constexpr float kAboveLanes = 130.0f;
constexpr float kLargestShare = 0.44f;  // of the window

}  // namespace

float recognition_lane_height(const app::LaneChoice& lanes) {
  if (!lanes.shows_recognition) return 0.0f;
  const float joints = lanes.shows_joints ? kJointRowHeight * kJointRows + 4.0f : 0.0f;
  return kRecognisedWordsHeight + kRecognisedPlotHeight + kAttentionHeight + joints +
         kRecognisedCaptionHeight;
}

bool has_lanes(const app::LaneChoice& lanes) {
  return lanes.shows_curves || lanes.shows_pad || lanes.shows_recognition || lanes.shows_pad_curve;
}

float timeline_height(const app::LaneChoice& lanes, const app::Layout& layout,
                      float window_height) {
  if (!has_lanes(lanes)) return layout.timeline_height;
  if (lanes.height > 0.0f) return lanes.height;
  // The few curves of a plain timeline make no claim beside the PAD curve.
  const bool has_curves = lanes.shows_curves || !lanes.shows_pad_curve;
  const auto count = has_curves ? static_cast<float>(app::shown_curves(lanes).size()) : 0.0f;
  const float wanted =
      kAboveLanes + count * kCurveLaneHeight + (lanes.shows_pad ? kPadLaneHeight : 0.0f) +
      (lanes.shows_pad_curve ? kPadCurveLaneHeight : 0.0f) + recognition_lane_height(lanes);
  return std::max(layout.timeline_height, std::min(wanted, kLargestShare * window_height));
}

LanePlan plan_lanes(int curve_count, bool has_pad, float room, float scale, float further) {
  LanePlan plan;
  const float pad =
      (has_pad ? std::round(kPadLaneHeight * scale) : 0.0f) + std::round(further * scale);
  if (curve_count > 0) {
    plan.curve_height = std::floor(std::clamp((room - pad) / static_cast<float>(curve_count),
                                              kLowestCurveLane * scale, kHighestCurveLane * scale));
  }
  plan.content_height = pad + static_cast<float>(curve_count) * plan.curve_height;
  plan.is_scrolled = plan.content_height > room + 0.5f;
  return plan;
}

}  // namespace kinemote::view
