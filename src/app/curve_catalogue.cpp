#include "app/curve_catalogue.h"

#include <algorithm>
#include <map>

#include "analysis/features/streaming_lma.h"
#include "app/command_registry.h"

namespace kinemote::app {
namespace {

struct Words {
  const char* label;
  const char* unit;
};

/// Columns of lma27.
const std::map<std::string_view, Words>& published_words() {
  static const std::map<std::string_view, Words> words{
      {"max_hand_distance", {"Hands apart, largest", "h"}},
      {"avg_l_hand_hip_distance", {"Left hand to hips", "h"}},
      {"avg_r_hand_hip_distance", {"Right hand to hips", "h"}},
      {"max_stride_length", {"Stride, largest", "h"}},
      {"avg_l_hand_chest_distance", {"Left hand to chest", "h"}},
      {"avg_r_hand_chest_distance", {"Right hand to chest", "h"}},
      {"avg_l_elbow_hip_distance", {"Left elbow to hips", "h"}},
      {"avg_r_elbow_hip_distance", {"Right elbow to hips", "h"}},
      {"avg_chest_pelvis_distance", {"Chest to pelvis", "h"}},
      {"avg_neck_chest_distance", {"Neck to chest", "h"}},
      {"avg_neck_rotation_w", {"Neck rotation w", ""}},
      {"avg_neck_rotation_x", {"Neck rotation x", ""}},
      {"avg_neck_rotation_y", {"Neck rotation y", ""}},
      {"avg_neck_rotation_z", {"Neck rotation z", ""}},
      {"avg_total_body_volume", {"Body volume", "h³"}},
      {"avg_triangle_area_hands_neck", {"Triangle hands, neck", "h²"}},
      {"avg_triangle_area_feet_hips", {"Triangle feet, hips", "h²"}},
      {"l_hand_speed", {"Left hand speed", "h/s"}},
      {"r_hand_speed", {"Right hand speed", "h/s"}},
      {"l_foot_speed", {"Left foot speed", "h/s"}},
      {"r_foot_speed", {"Right foot speed", "h/s"}},
      {"neck_speed", {"Neck speed", "h/s"}},
      {"l_hand_acceleration_magnitude", {"Left hand accel.", "h/s²"}},
      {"r_hand_acceleration_magnitude", {"Right hand accel.", "h/s²"}},
      {"l_foot_acceleration_magnitude", {"Left foot accel.", "h/s²"}},
      {"r_foot_acceleration_magnitude", {"Right foot accel.", "h/s²"}},
      {"neck_acceleration_magnitude", {"Neck acceleration", "h/s²"}}};
  return words;
}

/// Channels of set lma; their columns carry the statistic behind the name.
const std::map<std::string_view, Words>& channel_words() {
  static const std::map<std::string_view, Words> words{
      {"body_foot_pelvis", {"Feet to pelvis", "h"}},
      {"body_hand_shoulder", {"Hands to shoulders", "h"}},
      {"body_hands_apart", {"Hands apart", "h"}},
      {"body_hand_head", {"Hands to head", "h"}},
      {"body_pelvis_height", {"Pelvis height", "h"}},
      {"body_leg_stretch", {"Leg stretch", "h"}},
      {"body_centroid_height", {"Centroid height", "h"}},
      {"body_centroid_pelvis", {"Centroid to pelvis", "h"}},
      {"body_gait_size", {"Gait size", "h"}},
      {"shape_volume", {"Volume", "h³"}},
      {"shape_upper_volume", {"Upper volume", "h³"}},
      {"shape_lower_volume", {"Lower volume", "h³"}},
      {"shape_side_volume", {"Side volume", "h³"}},
      {"shape_side_asymmetry", {"Asymmetry of sides", ""}},
      {"shape_extent_across", {"Extent across", "h"}},
      {"shape_extent_up", {"Extent up", "h"}},
      {"shape_extent_forward", {"Extent forward", "h"}},
      {"shape_spread", {"Spread", "h"}},
      {"shape_torso_height", {"Torso height", "h"}},
      {"shape_hand_level", {"Hands above chest", "h"}},
      {"shape_hands_forward", {"Hands forward", "h"}},
      {"shape_hands_high", {"Hands above head", ""}},
      {"shape_hands_low", {"Hands below pelvis", ""}},
      {"effort_weight_energy", {"Energy", "h²/s²"}},
      {"effort_weight_deceleration", {"Deceleration", "h/s²"}},
      {"effort_motion_quantity", {"Quantity of motion", "h/s"}},
      {"effort_time_acceleration", {"Acceleration", "h/s²"}},
      {"effort_flow_jerk", {"Jerk", "h/s³"}},
      {"effort_pelvis_speed", {"Pelvis speed", "h/s"}},
      {"effort_hands_speed", {"Hand speed", "h/s"}},
      {"effort_feet_speed", {"Foot speed", "h/s"}},
      {"effort_pelvis_acceleration", {"Pelvis acceleration", "h/s²"}},
      {"effort_hands_acceleration", {"Hand acceleration", "h/s²"}},
      {"effort_feet_acceleration", {"Foot acceleration", "h/s²"}},
      {"effort_pelvis_jerk", {"Pelvis jerk", "h/s³"}},
      {"effort_hands_jerk", {"Hand jerk", "h/s³"}},
      {"effort_hands_turning", {"Turning of hands", "rad/s"}},
      {"effort_facing", {"Goes where it faces", ""}},
      {"effort_hands_directness", {"Directness of hands", ""}},
      {"effort_hands_kinesphere", {"Reach of hands", "h³"}},
      {"space_path_speed", {"Path speed", "h/s"}},
      {"space_net_speed", {"Net speed", "h/s"}},
      {"space_directness", {"Directness of path", ""}},
      {"space_area_covered", {"Area covered", "h²"}},
      {"space_turning", {"Turning", "rad/s"}},
      {"space_net_turning", {"Net turning", "rad/s"}}};
  return words;
}

CurveInfo published(const std::string& column) {
  const Words& words = published_words().at(column);
  return {"lma27:" + column, words.label, words.unit, "Published Laban",
          "Column " + column + " of feature set lma27 over the window around each frame."};
}

/// "effort_hands_speed_mean" is "Hand speed": the mean is what a name alone says. A column without
/// statistic is taken as it is.
CurveInfo ours(const std::string& column) {
  static constexpr std::pair<const char*, const char*> kStatistics[]{
      {"_mean", ""}, {"_sd", ", spread"}, {"_min", ", least"}, {"_max", ", most"}};
  CurveInfo info{"lma:" + column, column, "", "",
                 "Column " + column + " of feature set lma over the window around each frame."};
  std::string channel = column;
  std::string statistic;
  for (const auto& [ending, words] : kStatistics) {
    if (!column.ends_with(ending)) continue;
    channel = column.substr(0, column.size() - std::string_view(ending).size());
    statistic = words;
  }
  const Words& words = channel_words().at(channel);
  info.label = words.label + statistic;
  info.unit = words.unit;
  info.family = channel.substr(0, channel.find('_'));
  info.family.front() = static_cast<char>(info.family.front() - 'a' + 'A');
  return info;
}

}  // namespace

const std::vector<CurveInfo>& curve_catalogue() {
  static const std::vector<CurveInfo> catalogue = [] {
    std::vector<CurveInfo> all{
        {"motion:speed", "Mean speed", "m/s", "Movement",
         "Mean speed of all joints in each frame: the quantity of motion."},
        {"motion:openness", "Openness", "h", "Movement",
         "Mean distance of hands and feet from the hips in each frame, in body heights."}};
    for (const std::string& column : analysis::lma_set_names(analysis::LmaSet::kLma27)) {
      all.push_back(published(column));
    }
    for (const std::string& column : analysis::lma_set_names(analysis::LmaSet::kLma)) {
      all.push_back(ours(column));
    }
    std::stable_sort(all.begin(), all.end(), [](const CurveInfo& a, const CurveInfo& b) {
      static const std::vector<std::string> order{"Movement", "Published Laban", "Body",
                                                  "Effort",   "Shape",           "Space"};
      const auto rank = [](const CurveInfo& info) {
        return std::find(order.begin(), order.end(), info.family) - order.begin();
      };
      return rank(a) < rank(b);
    });
    return all;
  }();
  return catalogue;
}

const CurveInfo* find_curve(std::string_view id) {
  const auto& all = curve_catalogue();
  const auto it =
      std::find_if(all.begin(), all.end(), [&](const CurveInfo& info) { return info.id == id; });
  return it == all.end() ? nullptr : &*it;
}

const std::vector<std::string>& plain_curves() {
  static const std::vector<std::string> ids{"motion:speed", "motion:openness"};
  return ids;
}

const std::vector<std::string>& laban_curves() {
  static const std::vector<std::string> ids{
      "lma27:max_hand_distance", "lma27:avg_total_body_volume", "lma27:max_stride_length",
      "lma:effort_hands_speed_mean", "lma:effort_hands_acceleration_mean"};
  return ids;
}

std::vector<const CurveInfo*> search_curves(std::string_view query) {
  std::vector<std::pair<int, const CurveInfo*>> found;
  for (const CurveInfo& info : curve_catalogue()) {
    const std::string column = info.id.substr(info.id.find(':') + 1);
    const int score = query.empty()
                          ? 1
                          : std::max({2 * fuzzy_score(query, info.label),
                                      fuzzy_score(query, column), fuzzy_score(query, info.family)});
    if (score > 0) found.emplace_back(score, &info);
  }
  std::stable_sort(found.begin(), found.end(),
                   [](const auto& a, const auto& b) { return a.first > b.first; });
  std::vector<const CurveInfo*> curves;
  for (const auto& [score, info] : found) curves.push_back(info);
  return curves;
}

}  // namespace kinemote::app
