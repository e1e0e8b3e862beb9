#include "analysis/features/plausibility.h"

#include <algorithm>
#include <cmath>
#include <glm/geometric.hpp>
#include <vector>

#include "motion/core/figure_joints.h"

namespace kinemote::analysis {
namespace {

constexpr double kStep_s = 1.0 / 30.0;
constexpr double kNearGround_m = 0.05;
constexpr double kHeelGives_m = 0.02;
constexpr double kDeep_m = 0.01;
/// Of slow points counted as standing where their height is looked for: more than for contacts, so
/// that a figure that sinks for a while does not pass for one that stands there.
constexpr double kStandsWithin_m = 0.12;

/// The value with `share` of the others below it; reorders `values`.
double quantile(std::vector<double>& values, double share) {
  if (values.empty()) return 0.0;
  const auto at = values.begin() + static_cast<std::ptrdiff_t>(share * (values.size() - 1));
  std::nth_element(values.begin(), at, values.end());
  return *at;
}

double toe_speed_mps(const WorldMotion& world, const std::array<int, kContactCount>& points) {
  if (world.frame_count < 3) return 0.0;
  std::vector<double> speeds;
  for (const int toe : {points[1], points[3]}) {
    std::vector<double> heights;
    for (int f = 0; f < world.frame_count; ++f) heights.push_back(world.position(f, toe).y);
    const double ground_m = quantile(heights, 0.02);
    for (int f = 1; f + 1 < world.frame_count; ++f) {
      if (world.position(f, toe).y > ground_m + kNearGround_m) continue;
      const Vec3 moved = world.position(f + 1, toe) - world.position(f - 1, toe);
      speeds.push_back(std::hypot(moved.x, moved.z) / (2.0 * world.frame_time_s));
    }
  }
  return quantile(speeds, 0.5);
}

/// Median height at which a contact point bears on the ground; its 2nd percentile if it never does.
double standing_height_m(const WorldMotion& world, const std::vector<char>& contacts, int joint,
                         int column) {
  std::vector<double> all, standing;
  for (int f = 0; f < world.frame_count; ++f) {
    all.push_back(world.position(f, joint).y);
    if (contacts[static_cast<size_t>(f) * kContactCount + column] != 0) {
      standing.push_back(all.back());
    }
  }
  return standing.empty() ? quantile(all, 0.02) : quantile(standing, 0.5);
}

Penetration measure_penetration(const Clip& clip, const WorldMotion& world,
                                const std::array<int, kContactCount>& points,
                                const std::vector<int>& figure, const BodyMap& body,
                                const std::optional<StandingHeights>& standing) {
  const std::vector<char> contacts = detect_contacts(world, body, {.height_m = kStandsWithin_m});
  std::array<double, kContactCount> height_m{};
  for (int c = 0; c < kContactCount; ++c) {
    height_m[c] =
        standing ? standing->height_m[c % 2] : standing_height_m(world, contacts, points[c], c);
  }
  const double floor_m = std::min(height_m[1], height_m[3]);
  std::vector<int> others;
  for (const int joint : figure) {
    if (std::find(points.begin(), points.end(), joint) == points.end()) others.push_back(joint);
  }
  const Skeleton& skeleton = *clip.skeleton;
  Penetration out;
  int deep = 0;
  for (int f = 0; f < world.frame_count; ++f) {
    double depth_m = 0.0;
    for (int c = 0; c < kContactCount; ++c) {
      const bool is_heel = points[c & ~1] != points[c | 1] && c % 2 == 0;
      const double gives_m = is_heel ? kHeelGives_m : 0.0;
      depth_m = std::max(depth_m, height_m[c] - gives_m - world.position(f, points[c]).y);
    }
    for (const int joint : others) {
      depth_m = std::max(depth_m, floor_m - world.position(f, joint).y);
    }
    for (const int joint : figure) {
      const auto& tip = skeleton.joints[joint].end_site;
      if (!tip) continue;
      const Vec3 place = world.position(f, joint) + world.rotation(f, joint) * *tip;
      depth_m = std::max(depth_m, floor_m - kHeelGives_m - place.y);
    }
    out.mean_m += depth_m / world.frame_count;
    out.worst_m = std::max(out.worst_m, depth_m);
    deep += depth_m > kDeep_m;
  }
  out.share = static_cast<double>(deep) / world.frame_count;
  return out;
}

/// Frames that derivatives are taken over.
int derivative_step(const WorldMotion& world) {
  return std::max(1, static_cast<int>(std::lround(kStep_s / world.frame_time_s)));
}

/// Takes a frame's speeds and accelerations into the peaks.
void add_frame(const WorldMotion& world, const std::vector<int>& joints, int frame, Peaks& peaks) {
  const int step = derivative_step(world);
  const double step_s = step * world.frame_time_s;
  if (frame + step >= world.frame_count) return;
  const auto raise = [&](Peak& peak, double value, int joint) {
    if (value > peak.value) peak = {value, joint, frame};
  };
  for (const int j : joints) {
    const Vec3& here = world.position(frame, j);
    const Vec3& next = world.position(frame + step, j);
    raise(peaks.fastest_mps, glm::length(next - here) / step_s, j);
    if (frame < step) continue;
    const Vec3& before = world.position(frame - step, j);
    raise(peaks.sharpest_mps2, glm::length(next - 2.0 * here + before) / (step_s * step_s), j);
  }
}

/// Jerk of every joint and frame, pooled.
std::vector<double> jerks_mps3(const WorldMotion& world, const std::vector<int>& joints) {
  const int step = derivative_step(world);
  const double step_s = step * world.frame_time_s;
  std::vector<double> jerks;
  for (int f = step; f + 2 * step < world.frame_count; ++f) {
    for (const int j : joints) {
      const Vec3 third = world.position(f + 2 * step, j) - 3.0 * world.position(f + step, j) +
                         3.0 * world.position(f, j) - world.position(f - step, j);
      jerks.push_back(glm::length(third) / (step_s * step_s * step_s));
    }
  }
  return jerks;
}

}  // namespace

Plausibility measure_plausibility(const Clip& clip, const WorldMotion& world, const BodyMap& body,
                                  const std::optional<StandingHeights>& standing) {
  Plausibility out;
  if (world.frame_count == 0) return out;
  const std::array<int, kContactCount> points = contact_joints(body);
  const std::vector<char> contacts = detect_contacts(world, body);
  const std::vector<int> figure = figure_joints(*clip.skeleton, body[BodyPart::kHips]);
  out.slide = foot_slide(world, body);
  out.toe_speed_mps = toe_speed_mps(world, points);
  out.penetration = measure_penetration(clip, world, points, figure, body, standing);
  Peaks peaks;
  for (int f = 0; f < world.frame_count; ++f) add_frame(world, figure, f, peaks);
  out.fastest_mps = peaks.fastest_mps;
  out.sharpest_mps2 = peaks.sharpest_mps2;
  std::vector<double> jerks = jerks_mps3(world, figure);
  out.jerk_median_mps3 = quantile(jerks, 0.5);
  out.jerk_p99_mps3 = quantile(jerks, 0.99);
  out.balance = measure_balance(world, body, contacts, body_height_m(*clip.skeleton));
  return out;
}

Peaks peaks_after(const WorldMotion& world, const BodyMap& body, const Skeleton& skeleton,
                  std::span<const int> frames, int reach) {
  const std::vector<int> figure = figure_joints(skeleton, body[BodyPart::kHips]);
  Peaks peaks;
  for (const int frame : frames) {
    const int last = std::min(world.frame_count - 1, frame + reach);
    for (int f = std::max(0, frame - 1); f <= last; ++f) add_frame(world, figure, f, peaks);
  }
  return peaks;
}

const RealMotion& real_motion() {
  static const RealMotion kReal{
      .slide_mean_m = {0.0042, 0.0133},
      .toe_speed_mps = {0.048, 0.272},
      .penetration_mean_m = {0.00034, 0.0014},
      .jerk_median_mps3 = {66.0, 317.0},
      .jerk_p99_mps3 = {523.0, 1504.0},
      .speed_p999_mps = 6.53,
      .acceleration_p999_mps2 = 61.5,
      .source = "987 clips of Bandai-Namco-Research-Motiondataset 1 and 2, 30 fps",
  };
  return kReal;
}

}  // namespace kinemote::analysis
