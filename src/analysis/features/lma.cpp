#include "analysis/features/lma.h"

#include <Eigen/Core>
#include <span>
#include <string>

#include "analysis/features/laban_window.h"
#include "analysis/features/windows.h"

namespace kinemote::analysis {
namespace {

template <int N>
std::array<std::string_view, N> names_of(std::span<const int> columns) {
  std::array<std::string_view, N> names;
  for (int i = 0; i < N; ++i) names[i] = laban_feature_names()[columns[i]];
  return names;
}

/// Rotation of the neck in every frame.
std::vector<Quat> neck_rotations(const WorldMotion& world, const BodyMap& body,
                                 std::span<const Heading> facing) {
  std::vector<Quat> necks(world.frame_count);
  for (int f = 0; f < world.frame_count; ++f) {
    necks[f] = facing.empty() ? world.rotation(f, body[BodyPart::kNeck])
                              : neck_rotation_in_heading(world.frame_positions(f), body, facing[f]);
  }
  return necks;
}

Result<FeatureRows> measure(const WorldMotion& world, const BodyMap& body,
                            const LmaSettings& settings, std::span<const int> columns) {
  const bool by_height = settings.normalise == Normalise::kHeight;
  if (by_height && !(settings.height_m > 0.0)) {
    return usage_error(
        "Laban features normalised by body height need a body height above 0 m; set height_m, for "
        "example to body_height_m(skeleton), or use Normalise::kNone");
  }
  auto windows = cut_windows(world, settings.window_s, settings.hop_s, 2);
  if (!windows) return windows.error();
  const int n = windows->length;

  std::vector<Heading> facing;
  if (by_height) facing = headings(world, body);
  const LabanPoses poses = measure_poses(world, body, facing);
  const bool has_neck = columns.size() == kLma27Count;
  std::vector<Quat> necks;
  if (has_neck) necks = neck_rotations(world, body, facing);
  const double length_scale = by_height ? 1.0 / settings.height_m : 1.0;

  FeatureRows rows;
  rows.frame_time_s = world.frame_time_s;
  rows.start_frames = std::move(windows->starts);
  rows.column_count = static_cast<int>(columns.size());
  rows.values.reserve(rows.start_frames.size() * columns.size());
  for (const int start : rows.start_frames) {
    LabanWindow window;
    for (int c = 0; c < kLabanColumnCount; ++c) {
      const Eigen::Map<const Eigen::ArrayXd> values(poses.column(c) + start, n);
      window.poses[c] = c == kHandHand || c == kFootFoot ? values.maxCoeff() : values.sum() / n;
    }
    if (has_neck) window.neck = mean_rotation(std::span(necks).subspan(start, n));
    window.first = moving_ends(world.frame_positions(start), body);
    window.last = moving_ends(world.frame_positions(start + n - 1), body);
    window.has_previous = start >= n;
    if (window.has_previous) {
      window.previous_first = moving_ends(world.frame_positions(start - n), body);
      window.previous_last = moving_ends(world.frame_positions(start - 1), body);
    }
    const LabanRow row = laban_row(window, n, world.frame_time_s, length_scale);
    for (const int c : columns) rows.values.push_back(row[c]);
  }
  return rows;
}

}  // namespace

const std::array<std::string_view, kLma27Count>& lma27_names() {
  static const auto names = names_of<kLma27Count>(lma27_columns());
  return names;
}

const std::array<std::string_view, kLma25Count>& lma25_names() {
  static const auto names = names_of<kLma25Count>(lma25_columns());
  return names;
}

Result<FeatureRows> lma27(const WorldMotion& world, const BodyMap& body,
                          const LmaSettings& settings) {
  return measure(world, body, settings, lma27_columns());
}

Result<FeatureRows> lma25(const WorldMotion& world, const BodyMap& body,
                          const LmaSettings& settings) {
  return measure(world, body, settings, lma25_columns());
}

}  // namespace kinemote::analysis
