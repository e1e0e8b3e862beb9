#include "analysis/features/laban_window.h"

#include <cmath>
#include <glm/geometric.hpp>
#include <limits>

namespace kinemote::analysis {
namespace {

constexpr std::array<std::string_view, kLabanFeatureCount> kNames{"max_hand_distance",
                                                                  "avg_l_hand_hip_distance",
                                                                  "avg_r_hand_hip_distance",
                                                                  "max_stride_length",
                                                                  "avg_l_hand_chest_distance",
                                                                  "avg_r_hand_chest_distance",
                                                                  "avg_l_elbow_hip_distance",
                                                                  "avg_r_elbow_hip_distance",
                                                                  "avg_chest_pelvis_distance",
                                                                  "avg_neck_chest_distance",
                                                                  "avg_neck_rotation_w",
                                                                  "avg_neck_rotation_x",
                                                                  "avg_neck_rotation_y",
                                                                  "avg_neck_rotation_z",
                                                                  "avg_total_body_volume",
                                                                  "avg_upper_body_volume",
                                                                  "avg_lower_body_volume",
                                                                  "avg_triangle_area_hands_neck",
                                                                  "avg_triangle_area_feet_hips",
                                                                  "l_hand_speed",
                                                                  "r_hand_speed",
                                                                  "l_foot_speed",
                                                                  "r_foot_speed",
                                                                  "neck_speed",
                                                                  "l_hand_acceleration_magnitude",
                                                                  "r_hand_acceleration_magnitude",
                                                                  "l_foot_acceleration_magnitude",
                                                                  "r_foot_acceleration_magnitude",
                                                                  "neck_acceleration_magnitude"};
constexpr int kNeckColumn = 10;
constexpr int kUpperVolumeColumn = 15;
constexpr int kLowerVolumeColumn = 16;

template <int N, typename Keep>
constexpr std::array<int, N> columns_where(Keep keep) {
  std::array<int, N> columns{};
  int next = 0;
  for (int c = 0; c < kLabanFeatureCount; ++c) {
    if (keep(c)) columns[next++] = c;
  }
  return columns;
}

constexpr auto kLma27 =
    columns_where<27>([](int c) { return c != kUpperVolumeColumn && c != kLowerVolumeColumn; });
constexpr auto kLma25 =
    columns_where<25>([](int c) { return c < kNeckColumn || c >= kNeckColumn + 4; });

}  // namespace

const std::array<std::string_view, kLabanFeatureCount>& laban_feature_names() { return kNames; }
std::span<const int> lma27_columns() { return kLma27; }
std::span<const int> lma25_columns() { return kLma25; }

MovingEnds moving_ends(std::span<const Vec3> positions, const BodyMap& body) {
  MovingEnds ends;
  for (size_t e = 0; e < ends.size(); ++e) ends[e] = positions[body[kMovingEnds[e]]];
  return ends;
}

LabanRow laban_row(const LabanWindow& window, int frames, double frame_time_s,
                   double length_scale) {
  LabanRow row;
  auto out = row.begin();
  const auto put_poses = [&](int first, int last) {
    for (int c = first; c < last; ++c) {
      double value = window.poses[c];
      for (int power = length_power(c); power > 0; --power) value *= length_scale;
      *out++ = value;
    }
  };
  put_poses(0, kVolume);
  for (const double q : {window.neck.w, window.neck.x, window.neck.y, window.neck.z}) *out++ = q;
  put_poses(kVolume, kLabanColumnCount);

  // Net displacement between a window's first and last frame, (n - 1) frames apart.
  const double per_time = length_scale / ((frames - 1) * frame_time_s);
  for (size_t e = 0; e < window.first.size(); ++e) {
    *out++ = glm::length(window.last[e] - window.first[e]) * per_time;
  }
  for (size_t e = 0; e < window.first.size(); ++e) {
    const Vec3 change =
        (window.last[e] - window.first[e]) - (window.previous_last[e] - window.previous_first[e]);
    *out++ = window.has_previous ? glm::length(change) * per_time / (frames * frame_time_s)
                                 : std::numeric_limits<double>::quiet_NaN();
  }
  return row;
}

}  // namespace kinemote::analysis
