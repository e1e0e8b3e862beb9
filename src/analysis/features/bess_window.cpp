#include "analysis/features/bess_window.h"

#include <algorithm>
#include <cmath>
#include <glm/common.hpp>
#include <glm/geometric.hpp>
#include <string>

#include "analysis/features/bess.h"
#include "analysis/features/ground_hull.h"

namespace kinemote::analysis {
namespace {

// A path shorter than this (body heights) is noise: its directness fades to 1, that of a point.
constexpr double kStillPath = 0.001;
constexpr double kStillSpeed = 0.02;  // the same for a mean speed

enum Statistics { kMean = 1, kSd = 2, kMin = 4, kMax = 8, kAll = kMean | kSd | kMin | kMax };

struct ChannelColumns {
  int channel;
  const char* name;
  int statistics;
};

constexpr ChannelColumns kPostureColumns[]{
    {kFootPelvis, "body_foot_pelvis", kAll},
    {kHandShoulder, "body_hand_shoulder", kAll},
    {kHandsApart, "body_hands_apart", kAll},
    {kHandHead, "body_hand_head", kAll},
    {kPelvisHeight, "body_pelvis_height", kAll},
    {kLegStretch, "body_leg_stretch", kAll},
    {kCentroidHeight, "body_centroid_height", kAll},
    {kCentroidPelvis, "body_centroid_pelvis", kAll},
    {kGaitSize, "body_gait_size", kAll},
    {kBodyVolume, "shape_volume", kAll},
    {kUpperBodyVolume, "shape_upper_volume", kAll},
    {kLowerBodyVolume, "shape_lower_volume", kAll},
    {kSideVolume, "shape_side_volume", kAll},
    {kSideAsymmetry, "shape_side_asymmetry", kMean | kMax},
    {kExtentAcross, "shape_extent_across", kAll},
    {kExtentUp, "shape_extent_up", kAll},
    {kExtentForward, "shape_extent_forward", kAll},
    {kSpread, "shape_spread", kAll},
    {kTorsoHeight, "shape_torso_height", kAll},
    {kHandLevel, "shape_hand_level", kAll},
    {kHandsForward, "shape_hands_forward", kAll},
    {kHandsHigh, "shape_hands_high", kMean},
    {kHandsLow, "shape_hands_low", kMean},
};
constexpr ChannelColumns kMovementColumns[]{
    {kEnergy, "effort_weight_energy", kMean | kSd | kMax},
    {kDeceleration, "effort_weight_deceleration", kMean | kMax},
    {kQuantity, "effort_motion_quantity", kMean | kSd | kMax},
    {kWholeAcceleration, "effort_time_acceleration", kMean | kSd | kMax},
    {kWholeJerk, "effort_flow_jerk", kMean | kSd | kMax},
    {kPelvisSpeed, "effort_pelvis_speed", kMean | kSd | kMax},
    {kHandsSpeed, "effort_hands_speed", kMean | kSd | kMax},
    {kFeetSpeed, "effort_feet_speed", kMean | kSd | kMax},
    {kPelvisAcceleration, "effort_pelvis_acceleration", kMean | kSd | kMax},
    {kHandsAcceleration, "effort_hands_acceleration", kMean | kSd | kMax},
    {kFeetAcceleration, "effort_feet_acceleration", kMean | kSd | kMax},
    {kPelvisJerk, "effort_pelvis_jerk", kMean | kMax},
    {kHandsJerk, "effort_hands_jerk", kMean | kMax},
    {kHandsTurning, "effort_hands_turning", kMean | kMax},
};
constexpr const char* kWindowNames[]{
    "effort_facing",      "effort_hands_directness", "effort_hands_kinesphere",
    "space_path_speed",   "space_net_speed",         "space_directness",
    "space_area_covered", "space_turning",           "space_net_turning",
};

template <size_t N>
void append_names(const ChannelColumns (&columns)[N], std::vector<std::string>& names) {
  for (const ChannelColumns& column : columns) {
    const std::string name = column.name;
    if (column.statistics & kMean) names.push_back(name + "_mean");
    if (column.statistics & kSd) names.push_back(name + "_sd");
    if (column.statistics & kMin) names.push_back(name + "_min");
    if (column.statistics & kMax) names.push_back(name + "_max");
  }
}

template <size_t Channels, size_t N>
void append_statistics(const ChannelFold<Channels>& fold, const ChannelColumns (&columns)[N],
                       std::vector<double>& out) {
  for (const auto& [channel, name, statistics] : columns) {
    if (statistics & kMean) out.push_back(fold.sum[channel] / fold.count);
    if (statistics & kSd) out.push_back(std::sqrt(fold.squares[channel] / fold.count));
    if (statistics & kMin) out.push_back(fold.low[channel]);
    if (statistics & kMax) out.push_back(fold.high[channel]);
  }
}

/// The mean first and deviations from it then: the most exact way where all rows are at hand.
template <size_t Channels>
ChannelFold<Channels> fold_rows(std::span<const std::array<double, Channels>> rows) {
  ChannelFold<Channels> fold;
  fold.count = static_cast<double>(rows.size());
  fold.low = fold.high = rows.front();
  for (const auto& row : rows) {
    for (size_t c = 0; c < Channels; ++c) {
      fold.sum[c] += row[c];
      fold.low[c] = std::min(fold.low[c], row[c]);
      fold.high[c] = std::max(fold.high[c], row[c]);
    }
  }
  for (const auto& row : rows) {
    for (size_t c = 0; c < Channels; ++c) {
      const double deviation = row[c] - fold.sum[c] / fold.count;
      fold.squares[c] += deviation * deviation;
    }
  }
  return fold;
}

Vec3 on_ground(const Vec3& v) { return {v.x, 0.0, v.z}; }

double directness(double net, double path) { return (net + kStillPath) / (path + kStillPath); }

double turn_between(const Heading& from, const Heading& to) {
  return std::atan2(to.sine * from.cosine - to.cosine * from.sine,
                    to.cosine * from.cosine + to.sine * from.sine);
}

}  // namespace

const std::vector<std::string>& bess_names() {
  static const std::vector<std::string> names = [] {
    std::vector<std::string> all;
    append_names(kPostureColumns, all);
    append_names(kMovementColumns, all);
    all.insert(all.end(), std::begin(kWindowNames), std::end(kWindowNames));
    return all;
  }();
  return names;
}

BessStep::BessStep(const BessPlace& from, const BessPlace& to)
    : pelvis_path(glm::length(on_ground(to.pelvis - from.pelvis))),
      hands_path(glm::distance(to.left_hand, from.left_hand) +
                 glm::distance(to.right_hand, from.right_hand)),
      net_turning_rad(turn_between(from.facing, to.facing)) {
  turning_rad = std::abs(net_turning_rad);
}

void BessStep::append(const BessStep& newer) {
  pelvis_path += newer.pelvis_path;
  hands_path += newer.hands_path;
  turning_rad += newer.turning_rad;
  net_turning_rad += newer.net_turning_rad;
}

BessReach::BessReach(const BessPlace& place) : low{place.left_hand, place.right_hand}, high(low) {}

void BessReach::append(const BessReach& newer) {
  for (size_t hand = 0; hand < low.size(); ++hand) {
    low[hand] = glm::min(low[hand], newer.low[hand]);
    high[hand] = glm::max(high[hand], newer.high[hand]);
  }
}

double BessReach::mean_volume() const {
  double sum = 0.0;
  for (size_t hand = 0; hand < low.size(); ++hand) {
    const Vec3 size = high[hand] - low[hand];
    sum += size.x * size.y * size.z;
  }
  return sum / static_cast<double>(low.size());
}

BessWindow reduce_bess_window(std::span<const BessPostureRow> postures,
                              std::span<const BessMovementRow> movements,
                              std::span<const BessPlace> places) {
  BessWindow window;
  window.postures = fold_rows<kBessPostureCount>(postures);
  window.movements = fold_rows<kBessMovementCount>(movements);
  window.first = places.front();
  window.last = places.back();
  window.reach = BessReach(places.front());
  std::vector<GroundPoint> path;
  path.reserve(places.size());
  for (size_t f = 0; f < places.size(); ++f) {
    window.reach.append(BessReach(places[f]));
    if (f > 0) window.steps.append(BessStep(places[f - 1], places[f]));
    path.push_back({places[f].pelvis.x, places[f].pelvis.z});
  }
  window.covered_area = hull_area(path);
  return window;
}

void append_bess_row(const BessWindow& window, double frame_time_s, std::vector<double>& out) {
  append_statistics(window.postures, kPostureColumns, out);
  append_statistics(window.movements, kMovementColumns, out);

  const BessMovementFold& movement = window.movements;
  const BessPlace& first = window.first;
  const BessPlace& last = window.last;
  const double time_s = (window.postures.count - 1.0) * frame_time_s;
  const double hands_net = glm::distance(first.left_hand, last.left_hand) +
                           glm::distance(first.right_hand, last.right_hand);
  const double pelvis_net = glm::length(on_ground(last.pelvis - first.pelvis));
  out.push_back(movement.sum[kForwardSpeed] / movement.count /
                (movement.sum[kGroundSpeed] / movement.count + kStillSpeed));
  out.push_back(directness(hands_net, window.steps.hands_path));
  out.push_back(window.reach.mean_volume());
  out.push_back(window.steps.pelvis_path / time_s);
  out.push_back(pelvis_net / time_s);
  out.push_back(directness(pelvis_net, window.steps.pelvis_path));
  out.push_back(window.covered_area);
  out.push_back(window.steps.turning_rad / time_s);
  out.push_back(std::abs(window.steps.net_turning_rad) / time_s);
}

}  // namespace kinemote::analysis
