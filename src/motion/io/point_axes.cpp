#include "motion/io/point_axes.h"

#include <algorithm>
#include <array>
#include <vector>

#include "motion/core/point_layouts.h"

namespace kinemote::io {
namespace {

constexpr double kShoulderToAnkle = 0.779;  // of the standing height
constexpr double kShoulderToHip = 0.288;

/// Middle of a left and a right point in a frame; empty unless both are there.
std::optional<Vec3> middle(const PointClip& clip, int frame, const std::array<int, 2>& pair) {
  Vec3 sum(0.0);
  for (const int point : pair) {
    if (point < 0 || clip.states[clip.index(frame, point)] == PointState::kMissing) return {};
    sum += clip.positions[clip.index(frame, point)];
  }
  return 0.5 * sum;
}

std::array<int, 2> sides(const PointClip& clip, const std::string& part) {
  return {find_point(clip.point_names, "left_" + part),
          find_point(clip.point_names, "right_" + part)};
}

/// Median over frames and sides of the distance between two points of one side; 0 if never seen.
double median_distance(const PointClip& clip, const std::array<int, 2>& from,
                       const std::array<int, 2>& to) {
  std::vector<double> all;
  for (int f = 0; f < clip.frame_count; ++f) {
    for (int side = 0; side < 2; ++side) {
      if (from[side] < 0 || to[side] < 0) continue;
      const size_t a = clip.index(f, from[side]);
      const size_t b = clip.index(f, to[side]);
      if (clip.states[a] == PointState::kMissing || clip.states[b] == PointState::kMissing) {
        continue;
      }
      all.push_back(glm::distance(clip.positions[a], clip.positions[b]));
    }
  }
  if (all.empty()) return 0.0;
  const auto mid = all.begin() + static_cast<ptrdiff_t>(all.size() / 2);
  std::nth_element(all.begin(), mid, all.end());
  return *mid;
}

}  // namespace

UpFinding find_points_up(const PointClip& clip) {
  const auto shoulders = sides(clip, "shoulder");
  const auto hips = sides(clip, "hip");
  const auto ankles = sides(clip, "ankle");
  Vec3 sum(0.0);
  for (int f = 0; f < clip.frame_count; ++f) {
    const auto hip = middle(clip, f, hips);
    const auto shoulder = middle(clip, f, shoulders);
    const auto ankle = middle(clip, f, ankles);
    if (hip && shoulder && *hip != *shoulder) sum += glm::normalize(*shoulder - *hip);
    if (hip && ankle && *hip != *ankle) sum += glm::normalize(*hip - *ankle);
  }
  const double length = glm::length(sum);
  if (!(length > 0.0)) return {kUp, "Y", false};
  int axis = 0;
  for (int a = 1; a < 3; ++a) {
    if (std::abs(sum[a]) > std::abs(sum[axis])) axis = a;
  }
  UpFinding finding;
  finding.up = Vec3(0.0);
  finding.up[axis] = sum[axis] > 0.0 ? 1.0 : -1.0;
  finding.name = std::string(sum[axis] > 0.0 ? "" : "-") + "XYZ"[axis];
  finding.is_certain = std::abs(sum[axis]) > 0.75 * length;
  return finding;
}

double find_points_height(const PointClip& clip) {
  const auto hips = sides(clip, "hip");
  const auto knees = sides(clip, "knee");
  const double trunk = median_distance(clip, sides(clip, "shoulder"), hips);
  if (trunk == 0.0) return 0.0;
  const double thigh = median_distance(clip, hips, knees);
  const double shank = median_distance(clip, knees, sides(clip, "ankle"));
  if (thigh == 0.0 || shank == 0.0) return trunk / kShoulderToHip;
  return (trunk + thigh + shank) / kShoulderToAnkle;
}

void turn_up(PointClip& clip, const Vec3& up) {
  if (up == kUp) return;
  // Exact permutations of axes with signs: no rounding, and handedness is kept.
  for (Vec3& p : clip.positions) {
    if (up.y < 0.0) {
      p = {p.x, -p.y, -p.z};
    } else if (up.z > 0.0) {
      p = {p.x, p.z, -p.y};
    } else if (up.z < 0.0) {
      p = {p.x, -p.z, p.y};
    } else if (up.x > 0.0) {
      p = {-p.y, p.x, p.z};
    } else {
      p = {p.y, -p.x, p.z};
    }
  }
}

}  // namespace kinemote::io
