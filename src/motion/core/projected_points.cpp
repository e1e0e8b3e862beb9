#include "motion/core/projected_points.h"

#include <algorithm>
#include <array>
#include <glm/geometric.hpp>
#include <string>

#include "motion/core/body_points.h"
#include "motion/core/kinematics.h"
#include "motion/core/random.h"

namespace kinemote {
namespace {

constexpr double kCanonicalHeight_m = 1.75;
constexpr double kTrunkRadius_m = 0.12;
constexpr double kHeadRadius_m = 0.07;
constexpr double kSoftEdge = 0.25;  // of the radius, within which hiding is partial
/// How much of the line of sight counts as being at the point itself.
constexpr double kAtThePoint = 1e-6;

/// What the trunk and head are found by.
enum BodyMark { kLeftShoulder, kRightShoulder, kLeftHip, kRightHip, kLeftEar, kRightEar, kMarks };
const std::array<std::string, kMarks> kMarkNames{"left_shoulder", "right_shoulder", "left_hip",
                                                 "right_hip",     "left_ear",       "right_ear"};

/// Nearest approach of the segment a0-a1 to b0-b1 (which may be a point).
struct Approach {
  double distance_m = 0.0;
  double share = 0.0;  // of a0-a1, where it is nearest
};
/// Ericson (2005), Real-Time Collision Detection, section 5.1.9.
Approach nearest_approach(const Vec3& a0, const Vec3& a1, const Vec3& b0, const Vec3& b1) {
  const Vec3 along = a1 - a0;
  const Vec3 axis = b1 - b0;
  const Vec3 between = a0 - b0;
  const double aa = glm::dot(along, along);
  const double bb = glm::dot(axis, axis);
  const double ab = glm::dot(along, axis);
  const double a_between = glm::dot(along, between);
  const double b_between = glm::dot(axis, between);
  double on_axis = 0.0;
  double share = std::clamp(-a_between / aa, 0.0, 1.0);
  if (bb > 1e-12) {
    const double denominator = aa * bb - ab * ab;
    share = denominator > 1e-12
                ? std::clamp((ab * b_between - a_between * bb) / denominator, 0.0, 1.0)
                : 0.0;
    on_axis = (ab * share + b_between) / bb;
    if (on_axis < 0.0 || on_axis > 1.0) {
      on_axis = std::clamp(on_axis, 0.0, 1.0);
      share = std::clamp((on_axis * ab - a_between) / aa, 0.0, 1.0);
    }
  }
  return {glm::distance(a0 + share * along, b0 + on_axis * axis), share};
}

/// Trunk and head of one frame, as things that hide what lies behind them.
class Blinds {
 public:
  Blinds(const std::array<Vec3, kMarks>& marks, double scale)
      : hips_(0.5 * (marks[kLeftHip] + marks[kRightHip])),
        neck_(0.5 * (marks[kLeftShoulder] + marks[kRightShoulder])),
        head_(0.5 * (marks[kLeftEar] + marks[kRightEar])),
        scale_(scale) {}

  /// 0 seen, 1 hidden.
  double hiding(const Vec3& eye, const Vec3& point) const {
    return std::max(hiding(eye, point, hips_, neck_, kTrunkRadius_m * scale_),
                    hiding(eye, point, head_, head_, kHeadRadius_m * scale_));
  }

 private:
  static double hiding(const Vec3& eye, const Vec3& point, const Vec3& from, const Vec3& to,
                       double radius_m) {
    const Approach sight = nearest_approach(eye, point, from, to);
    if (sight.share > 1.0 - kAtThePoint) return 0.0;  // the point lies before the axis
    return std::clamp((radius_m - sight.distance_m) / (kSoftEdge * radius_m), 0.0, 1.0);
  }

  Vec3 hips_, neck_, head_;
  double scale_;
};

/// World points of all frames, F x N.
struct Track {
  int points = 0;
  std::vector<Vec3> positions;
  const Vec3& at(int frame, int point) const {
    return positions[static_cast<size_t>(frame) * points + point];
  }
};
Track track(const WorldMotion& world, const BodyPointFinder& finder, int points) {
  Track found{points, {}};
  found.positions.reserve(static_cast<size_t>(world.frame_count) * points);
  for (int f = 0; f < world.frame_count; ++f) {
    for (int p = 0; p < points; ++p) {
      found.positions.push_back(finder.find(p, world.frame_positions(f), world.frame_rotations(f)));
    }
  }
  return found;
}

/// Yaw of where the hips face on average; 0 if they face everywhere alike.
double mean_yaw_rad(const Track& marks, int frames) {
  Vec3 sum(0.0);
  for (int f = 0; f < frames; ++f) {
    Vec3 left = marks.at(f, kLeftHip) - marks.at(f, kRightHip);
    left.y = 0.0;
    if (glm::length(left) > 1e-9) sum += glm::cross(glm::normalize(left), kUp);
  }
  return glm::length(sum) > 1e-9 ? std::atan2(sum.x, sum.z) : 0.0;
}

bool is_share(double value) { return value >= 0.0 && value <= 1.0; }

}  // namespace

Status ProjectionSettings::validate() const {
  if (Status s = camera.validate(); !s) return s;
  if (!(noise_px >= 0.0 && noise_px <= 1e4)) {
    return usage_error("the noise of projected points must be 0 to 10000 pixels");
  }
  if (!is_share(hidden_confidence) || !is_share(point_dropout) || !is_share(frame_dropout)) {
    return usage_error(
        "the confidence of hidden points and the shares of points and frames that are not found "
        "must be 0 to 1");
  }
  return {};
}

Result<PointClip> project_points(const Clip& clip, const PointLayout& layout,
                                 const ProjectionSettings& settings) {
  if (Status s = clip.validate(); !s) return s.error();
  if (Status s = settings.validate(); !s) return s.error();
  const auto finder = BodyPointFinder::make(*clip.skeleton, layout.names);
  if (!finder) return finder.error();
  const auto mark_finder = BodyPointFinder::make(*clip.skeleton, kMarkNames);
  if (!mark_finder) return mark_finder.error();
  const WorldMotion world = forward_kinematics(clip);
  const Track body = track(world, *finder, layout.size());
  const Track marks = track(world, *mark_finder, kMarks);

  CameraPlace place = settings.camera;
  if (settings.is_azimuth_from_figure) place.azimuth_rad += mean_yaw_rad(marks, clip.frame_count);
  const auto camera = camera_on(body.positions, place);
  if (!camera) return camera.error();

  PointClip out = make_point_clip(layout, clip.frame_count, clip.frame_time_s);
  out.name = clip.name;
  out.is_2d = true;
  out.has_depth = layout.id == "mediapipe33";
  const double scale = body_height_m(*clip.skeleton) / kCanonicalHeight_m;
  std::mt19937_64 random(settings.seed);
  for (int f = 0; f < clip.frame_count; ++f) {
    std::array<Vec3, kMarks> frame_marks;
    for (int m = 0; m < kMarks; ++m) frame_marks[m] = marks.at(f, m);
    const Blinds blinds(frame_marks, scale);
    const Vec3 hips = camera->in_camera(0.5 * (frame_marks[kLeftHip] + frame_marks[kRightHip]));
    const double px_per_m = hips.z < 0.0 ? camera->focal_length_px() / -hips.z : 0.0;
    const bool is_frame_lost = uniform01(random) < settings.frame_dropout;
    for (int p = 0; p < layout.size(); ++p) {
      // Drawn for every point, so that what is lost does not change the noise of the others.
      const bool is_lost = uniform01(random) < settings.point_dropout;
      Vec3 noise(0.0);
      for (int axis = 0; axis < 3; ++axis)
        noise[axis] = settings.noise_px * standard_normal(random);
      const Vec3& point = body.at(f, p);
      const auto seen = camera->project(point);
      if (is_frame_lost || is_lost || !seen || !camera->is_in_picture(*seen)) continue;
      const size_t i = out.index(f, p);
      out.positions[i] = Vec3(seen->x_px + noise.x, seen->y_px + noise.y, 0.0);
      if (out.has_depth && px_per_m > 0.0) {
        out.positions[i].z = noise.z + px_per_m * (camera->in_camera(point).z - hips.z);
      }
      const bool is_hip = layout.names[p].ends_with("_hip");
      const double hiding = is_hip ? 0.0 : blinds.hiding(camera->eye(), point);
      out.confidences[i] = static_cast<float>(1.0 - hiding * (1.0 - settings.hidden_confidence));
      out.states[i] = PointState::kMeasured;
    }
  }
  return out;
}

}  // namespace kinemote
