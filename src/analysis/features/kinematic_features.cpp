#include "analysis/features/kinematic_features.h"

#include <algorithm>
#include <cmath>
#include <span>
#include <string>
#include <string_view>

#include "analysis/features/kinematic_channels.h"
#include "analysis/features/windows.h"

namespace kinemote::analysis {
namespace {

/// Statistics of channels over the frames [first, last) of a clip.
class WindowView {
 public:
  WindowView(const KinematicChannels& channels, int first, int last)
      : channels_(channels), first_(first), last_(last) {}

  double mean(Channel channel) const {
    double sum = 0.0;
    for (const double x : values(channel)) sum += x;
    return sum / values(channel).size();
  }
  double rms(Channel channel) const {
    double sum = 0.0;
    for (const double x : values(channel)) sum += x * x;
    return std::sqrt(sum / values(channel).size());
  }
  double deviation(Channel channel) const {
    const double centre = mean(channel);
    double sum = 0.0;
    for (const double x : values(channel)) sum += (x - centre) * (x - centre);
    return std::sqrt(sum / values(channel).size());
  }
  /// Quantile by linear interpolation between order statistics.
  double quantile(Channel channel, double level) const {
    const auto range = values(channel);
    std::vector<double> sorted(range.begin(), range.end());
    const double rank = level * (sorted.size() - 1);
    const size_t below = static_cast<size_t>(rank);
    std::nth_element(sorted.begin(), sorted.begin() + below, sorted.end());
    const double low = sorted[below];
    if (below + 1 == sorted.size()) return low;
    const double high = *std::min_element(sorted.begin() + below + 1, sorted.end());
    return low + (rank - below) * (high - low);
  }
  double p95(Channel channel) const { return quantile(channel, 0.95); }
  /// What nine tenths of the frames span.
  double span(Channel channel) const { return quantile(channel, 0.95) - quantile(channel, 0.05); }

 private:
  std::span<const double> values(Channel channel) const {
    const int margin = is_derivative(channel) ? kDerivativeMargin : 0;
    return std::span(channels_[channel]).subspan(first_ + margin, last_ - first_ - 2 * margin);
  }

  const KinematicChannels& channels_;
  int first_;
  int last_;
};

struct Column {
  std::string_view name;
  double (*value)(const WindowView&);
};

// Below these speeds (body heights a second) a body part is as good as still: the tempo of what is
// left, mostly noise, then fades to zero instead of jumping about.
constexpr double kStillHandSpeed = 0.02;
constexpr double kStillPelvisSpeed = 0.005;

double hand_amplitude(const WindowView& w) {
  const double left = std::hypot(w.span(Channel::kLeftHandX), w.span(Channel::kLeftHandY),
                                 w.span(Channel::kLeftHandZ));
  const double right = std::hypot(w.span(Channel::kRightHandX), w.span(Channel::kRightHandY),
                                  w.span(Channel::kRightHandZ));
  return 0.5 * (left + right);
}

/// The frequency of a sine with the same ratio of rms acceleration to rms speed, Hz.
double tempo_hz(double rms_acceleration, double rms_speed, double still_speed) {
  return rms_acceleration / (2.0 * kPi * (rms_speed + still_speed));
}

double hand_jerkiness(const WindowView& w) {
  const double speed = w.rms(Channel::kBodyHandsSpeed);
  const double acceleration = w.rms(Channel::kBodyHandsAcceleration);
  const double still_acceleration = 0.1;  // 1/s^2; same reason as kStillHandSpeed
  return w.rms(Channel::kBodyHandsJerk) * speed /
         (acceleration * acceleration + still_acceleration * still_acceleration);
}

constexpr Column kColumns[]{
    {"head_pitch", [](const WindowView& w) { return w.mean(Channel::kHeadPitch); }},
    {"head_nod", [](const WindowView& w) { return w.deviation(Channel::kHeadPitch); }},
    {"trunk_lean", [](const WindowView& w) { return w.mean(Channel::kTrunkLean); }},
    {"trunk_rock", [](const WindowView& w) { return w.deviation(Channel::kTrunkLean); }},
    {"trunk_sway", [](const WindowView& w) { return w.deviation(Channel::kTrunkTilt); }},
    {"torso_twist", [](const WindowView& w) { return w.deviation(Channel::kTorsoTwist); }},
    {"spine_curl", [](const WindowView& w) { return w.mean(Channel::kSpineCurl); }},
    {"chest_opening", [](const WindowView& w) { return w.mean(Channel::kChestOpening); }},
    {"shoulder_height", [](const WindowView& w) { return w.mean(Channel::kShoulderHeight); }},
    {"elbow_spread", [](const WindowView& w) { return w.mean(Channel::kElbowSpread); }},
    {"elbow_bend", [](const WindowView& w) { return w.mean(Channel::kElbowBend); }},
    {"hand_height", [](const WindowView& w) { return w.mean(Channel::kHandHeight); }},
    {"hand_reach_up", [](const WindowView& w) { return w.p95(Channel::kHigherHandHeight); }},
    {"hand_forward", [](const WindowView& w) { return w.mean(Channel::kHandForward); }},
    {"hands_apart", [](const WindowView& w) { return w.mean(Channel::kHandsApart); }},
    {"hands_uneven", [](const WindowView& w) { return w.mean(Channel::kHandsUneven); }},
    {"hand_amplitude", hand_amplitude},
    {"stance_width", [](const WindowView& w) { return w.mean(Channel::kStanceWidth); }},
    {"step_length", [](const WindowView& w) { return w.p95(Channel::kStepLength); }},
    {"foot_lift", [](const WindowView& w) { return w.p95(Channel::kFootLift); }},
    {"knee_bend", [](const WindowView& w) { return w.mean(Channel::kKneeBend); }},
    {"knee_lift", [](const WindowView& w) { return w.p95(Channel::kMoreBentKnee); }},
    {"pelvis_height", [](const WindowView& w) { return w.mean(Channel::kPelvisHeight); }},
    {"vertical_bounce", [](const WindowView& w) { return w.span(Channel::kPelvisLevel); }},
    {"extent", [](const WindowView& w) { return w.mean(Channel::kExtent); }},
    {"extent_variation", [](const WindowView& w) { return w.deviation(Channel::kExtent); }},
    {"hands_speed", [](const WindowView& w) { return w.mean(Channel::kHandsSpeed); }},
    {"hands_acceleration", [](const WindowView& w) { return w.mean(Channel::kHandsAcceleration); }},
    {"hands_jerk", [](const WindowView& w) { return w.mean(Channel::kHandsJerk); }},
    {"hands_speed_p95", [](const WindowView& w) { return w.p95(Channel::kFasterHandSpeed); }},
    {"hands_acceleration_p95",
     [](const WindowView& w) { return w.p95(Channel::kFasterHandAcceleration); }},
    {"hands_jerk_p95", [](const WindowView& w) { return w.p95(Channel::kFasterHandJerk); }},
    {"feet_speed", [](const WindowView& w) { return w.mean(Channel::kFeetSpeed); }},
    {"feet_acceleration", [](const WindowView& w) { return w.mean(Channel::kFeetAcceleration); }},
    {"feet_jerk", [](const WindowView& w) { return w.mean(Channel::kFeetJerk); }},
    {"feet_speed_p95", [](const WindowView& w) { return w.p95(Channel::kFasterFootSpeed); }},
    {"feet_acceleration_p95",
     [](const WindowView& w) { return w.p95(Channel::kFasterFootAcceleration); }},
    {"feet_jerk_p95", [](const WindowView& w) { return w.p95(Channel::kFasterFootJerk); }},
    {"head_speed", [](const WindowView& w) { return w.mean(Channel::kHeadSpeed); }},
    {"head_acceleration", [](const WindowView& w) { return w.mean(Channel::kHeadAcceleration); }},
    {"head_jerk", [](const WindowView& w) { return w.mean(Channel::kHeadJerk); }},
    {"head_speed_p95", [](const WindowView& w) { return w.p95(Channel::kHeadSpeed); }},
    {"head_acceleration_p95",
     [](const WindowView& w) { return w.p95(Channel::kHeadAcceleration); }},
    {"head_jerk_p95", [](const WindowView& w) { return w.p95(Channel::kHeadJerk); }},
    {"pelvis_speed", [](const WindowView& w) { return w.mean(Channel::kPelvisSpeed); }},
    {"pelvis_acceleration",
     [](const WindowView& w) { return w.mean(Channel::kPelvisAcceleration); }},
    {"pelvis_jerk", [](const WindowView& w) { return w.mean(Channel::kPelvisJerk); }},
    {"pelvis_speed_p95", [](const WindowView& w) { return w.p95(Channel::kPelvisSpeed); }},
    {"pelvis_acceleration_p95",
     [](const WindowView& w) { return w.p95(Channel::kPelvisAcceleration); }},
    {"pelvis_jerk_p95", [](const WindowView& w) { return w.p95(Channel::kPelvisJerk); }},
    {"body_hands_speed", [](const WindowView& w) { return w.mean(Channel::kBodyHandsSpeed); }},
    {"motion_quantity", [](const WindowView& w) { return w.mean(Channel::kMotionQuantity); }},
    {"motion_unevenness",
     [](const WindowView& w) {
       return w.deviation(Channel::kMotionQuantity) /
              (w.mean(Channel::kMotionQuantity) + kStillHandSpeed);
     }},
    {"hand_tempo",
     [](const WindowView& w) {
       return tempo_hz(w.rms(Channel::kBodyHandsAcceleration), w.rms(Channel::kBodyHandsSpeed),
                       kStillHandSpeed);
     }},
    {"hand_jerkiness", hand_jerkiness},
    {"bounce_tempo",
     [](const WindowView& w) {
       return tempo_hz(w.rms(Channel::kPelvisVerticalAcceleration),
                       w.rms(Channel::kPelvisVerticalSpeed), kStillPelvisSpeed);
     }},
};

}  // namespace

const std::vector<std::string>& kinematic_feature_names() {
  static const std::vector<std::string> names = [] {
    std::vector<std::string> all;
    for (const Column& column : kColumns) all.emplace_back(column.name);
    return all;
  }();
  return names;
}

Result<FeatureRows> kinematic_features(const WorldMotion& world, const BodyMap& body,
                                       double height_m, double window_s, double hop_s) {
  if (!(height_m > 0.0) || !std::isfinite(height_m)) {
    return usage_error(
        "kinematic features need a body height above 0 m, for example that of "
        "body_height_m(skeleton); got " +
        std::to_string(height_m));
  }
  auto windows = cut_windows(world, window_s, hop_s, 2 * kDerivativeMargin + 1);
  if (!windows) return windows.error();
  const KinematicChannels channels(world, body, height_m);
  FeatureRows rows;
  rows.frame_time_s = world.frame_time_s;
  rows.start_frames = windows->starts;
  rows.column_count = static_cast<int>(std::size(kColumns));
  for (const int start : rows.start_frames) {
    const WindowView view(channels, start, start + windows->length);
    for (const Column& column : kColumns) rows.values.push_back(column.value(view));
  }
  return rows;
}

}  // namespace kinemote::analysis
