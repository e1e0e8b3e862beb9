#include "analysis/features/bess_window.h"

#include <algorithm>
#include <cmath>
#include <glm/common.hpp>
#include <glm/geometric.hpp>
#include <string>

#include "analysis/features/bess.h"

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

/// Statistics of every channel over rows; the standard deviation is that of the population.
template <size_t Channels>
class RowStatistics {
 public:
  explicit RowStatistics(std::span<const std::array<double, Channels>> rows) {
    mean_.fill(0.0);
    squares_.fill(0.0);
    low_ = high_ = rows.front();
    for (const auto& row : rows) {
      for (size_t c = 0; c < Channels; ++c) {
        mean_[c] += row[c];
        low_[c] = std::min(low_[c], row[c]);
        high_[c] = std::max(high_[c], row[c]);
      }
    }
    count_ = static_cast<double>(rows.size());
    for (double& sum : mean_) sum /= count_;
    for (const auto& row : rows) {
      for (size_t c = 0; c < Channels; ++c) squares_[c] += std::pow(row[c] - mean_[c], 2);
    }
  }
  double mean(int channel) const { return mean_[channel]; }
  template <size_t N>
  void append(const ChannelColumns (&columns)[N], std::vector<double>& out) const {
    for (const auto& [channel, name, statistics] : columns) {
      if (statistics & kMean) out.push_back(mean_[channel]);
      if (statistics & kSd) out.push_back(std::sqrt(squares_[channel] / count_));
      if (statistics & kMin) out.push_back(low_[channel]);
      if (statistics & kMax) out.push_back(high_[channel]);
    }
  }

 private:
  std::array<double, Channels> mean_, squares_, low_, high_;
  double count_ = 0.0;
};

Vec3 on_ground(const Vec3& v) { return {v.x, 0.0, v.z}; }

double directness(double net, double path) { return (net + kStillPath) / (path + kStillPath); }

/// Area of the convex hull of points seen from above (monotone chain, Andrew 1979).
double hull_area(std::span<const BessPlace> places) {
  std::vector<Vec3> points;
  points.reserve(places.size());
  for (const BessPlace& place : places) points.push_back(place.pelvis - places.front().pelvis);
  std::sort(points.begin(), points.end(),
            [](const Vec3& a, const Vec3& b) { return a.x != b.x ? a.x < b.x : a.z < b.z; });
  const auto turn = [](const Vec3& a, const Vec3& b, const Vec3& c) {
    return (b.x - a.x) * (c.z - a.z) - (b.z - a.z) * (c.x - a.x);
  };
  std::vector<Vec3> hull;
  for (int pass = 0; pass < 2; ++pass) {
    const size_t start = hull.size();
    for (const Vec3& p : points) {
      while (hull.size() >= start + 2 && turn(hull[hull.size() - 2], hull.back(), p) <= 0.0) {
        hull.pop_back();
      }
      hull.push_back(p);
    }
    hull.pop_back();
    std::reverse(points.begin(), points.end());
  }
  double twice = 0.0;
  for (size_t i = 0; i < hull.size(); ++i) {
    const Vec3& next = hull[(i + 1) % hull.size()];
    twice += hull[i].x * next.z - next.x * hull[i].z;
  }
  return 0.5 * std::abs(twice);
}

/// Volume of the box that a hand reaches through, seen from the pelvis.
double reach_volume(std::span<const BessPlace> places, Vec3 BessPlace::*hand) {
  Vec3 low = places.front().*hand;
  Vec3 high = low;
  for (const BessPlace& place : places) {
    low = glm::min(low, place.*hand);
    high = glm::max(high, place.*hand);
  }
  const Vec3 size = high - low;
  return size.x * size.y * size.z;
}

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

void append_bess_row(std::span<const BessPostureRow> postures,
                     std::span<const BessMovementRow> movements, std::span<const BessPlace> places,
                     double frame_time_s, std::vector<double>& out) {
  RowStatistics<kBessPostureCount>(postures).append(kPostureColumns, out);
  const RowStatistics<kBessMovementCount> movement(movements);
  movement.append(kMovementColumns, out);

  double pelvis_path = 0.0;
  double hands_path = 0.0;
  double turning = 0.0;
  double net_turning = 0.0;
  for (size_t f = 1; f < places.size(); ++f) {
    const BessPlace& from = places[f - 1];
    const BessPlace& to = places[f];
    pelvis_path += glm::length(on_ground(to.pelvis - from.pelvis));
    hands_path += glm::distance(to.left_hand, from.left_hand);
    hands_path += glm::distance(to.right_hand, from.right_hand);
    const double turn = turn_between(from.facing, to.facing);
    turning += std::abs(turn);
    net_turning += turn;
  }
  const BessPlace& first = places.front();
  const BessPlace& last = places.back();
  const double time_s = (places.size() - 1) * frame_time_s;
  const double hands_net = glm::distance(first.left_hand, last.left_hand) +
                           glm::distance(first.right_hand, last.right_hand);
  const double pelvis_net = glm::length(on_ground(last.pelvis - first.pelvis));
  out.push_back(movement.mean(kForwardSpeed) / (movement.mean(kGroundSpeed) + kStillSpeed));
  out.push_back(directness(hands_net, hands_path));
  out.push_back(0.5 * (reach_volume(places, &BessPlace::left_hand) +
                       reach_volume(places, &BessPlace::right_hand)));
  out.push_back(pelvis_path / time_s);
  out.push_back(pelvis_net / time_s);
  out.push_back(directness(pelvis_net, pelvis_path));
  out.push_back(hull_area(places));
  out.push_back(turning / time_s);
  out.push_back(std::abs(net_turning) / time_s);
}

}  // namespace kinemote::analysis
