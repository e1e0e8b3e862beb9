#include "analysis/features/keypoint_distances.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <glm/geometric.hpp>
#include <utility>

#include "analysis/features/windows.h"
#include "motion/core/body_points.h"
#include "motion/core/kinematics.h"
#include "motion/core/point_layouts.h"

namespace kinemote::analysis {
namespace {

constexpr std::array<const char*, kPivotCount> kPivots{
    "nose",        "left_shoulder", "right_shoulder", "left_elbow",
    "right_elbow", "left_wrist",    "right_wrist"};

/// The landmarks of single frames of one clip.
class LandmarkFinder {
 public:
  static Result<LandmarkFinder> make(const Skeleton& skeleton) {
    Result<BodyPointFinder> points = BodyPointFinder::make(skeleton, landmark_names());
    if (!points) return points.error();
    return LandmarkFinder(std::move(*points), skeleton.size());
  }

  std::vector<Vec3> find(const Clip& clip, int frame) {
    for (int j = 0; j < clip.joint_count(); ++j) {
      translations_[j] = clip.local_translation(frame, j);
    }
    forward_kinematics(*clip.skeleton, clip.frame_rotations(frame), translations_, positions_,
                       rotations_);
    std::vector<Vec3> found;
    found.reserve(kLandmarkCount);
    for (int p = 0; p < kLandmarkCount; ++p) {
      found.push_back(points_.find(p, positions_, rotations_));
    }
    return found;
  }

 private:
  LandmarkFinder(BodyPointFinder points, int joints)
      : points_(std::move(points)), translations_(joints), positions_(joints), rotations_(joints) {}

  BodyPointFinder points_;
  std::vector<Vec3> translations_;
  std::vector<Vec3> positions_;
  std::vector<Quat> rotations_;
};

std::array<int, kPivotCount> pivot_places() {
  std::array<int, kPivotCount> places;
  for (int p = 0; p < kPivotCount; ++p) {
    const auto& names = landmark_names();
    places[p] = static_cast<int>(std::find(names.begin(), names.end(), kPivots[p]) - names.begin());
  }
  return places;
}

}  // namespace

const std::vector<std::string>& landmark_names() {
  static const std::vector<std::string> names = [] {
    const std::vector<std::string>& all = find_point_layout("mediapipe33")->names;
    return std::vector<std::string>(all.begin(), all.begin() + kLandmarkCount);
  }();
  return names;
}

const std::vector<std::string>& keypoint_distance_names() {
  static const std::vector<std::string> names = [] {
    std::vector<std::string> all;
    for (int f = 1; f <= kPickedFrames; ++f) {
      for (const char* pivot : kPivots) {
        for (const std::string& landmark : landmark_names()) {
          if (landmark == pivot) continue;
          all.push_back((f < 10 ? "f0" : "f") + std::to_string(f) + "_" + pivot + "_" + landmark);
        }
      }
    }
    return all;
  }();
  return names;
}

int picked_frame(int i, int picks, int frames) {
  if (picks < 2) return 0;
  return static_cast<int>(int64_t{i} * (frames - 1) / (picks - 1));
}

void append_pivot_distances(std::span<const Vec3> points, double scale, std::vector<double>& out) {
  static const std::array<int, kPivotCount> pivots = pivot_places();
  for (const int pivot : pivots) {
    for (int other = 0; other < kLandmarkCount; ++other) {
      if (other != pivot) out.push_back(glm::distance(points[pivot], points[other]) * scale);
    }
  }
}

Result<std::vector<Vec3>> landmarks(const Clip& clip, int frame) {
  if (Status s = clip.validate(); !s) return s.error();
  if (frame < 0 || frame >= clip.frame_count) {
    return usage_error("the clip has no frame " + std::to_string(frame));
  }
  Result<LandmarkFinder> finder = LandmarkFinder::make(*clip.skeleton);
  if (!finder) return finder.error();
  return finder->find(clip, frame);
}

Result<FeatureRows> keypoint_distances(const Clip& clip, const KeypointDistanceSettings& settings) {
  if (Status s = clip.validate(); !s) return s.error();
  WorldMotion shape;  // all that cutting asks for
  shape.frame_count = clip.frame_count;
  shape.frame_time_s = clip.frame_time_s;
  auto windows = cut_windows(shape, settings.window_s, settings.hop_s, 1);
  if (!windows) return windows.error();
  Result<LandmarkFinder> finder = LandmarkFinder::make(*clip.skeleton);
  if (!finder) return finder.error();
  const double scale =
      settings.normalise == Normalise::kHeight ? 1.0 / body_height_m(*clip.skeleton) : 1.0;

  FeatureRows rows;
  rows.frame_time_s = clip.frame_time_s;
  rows.column_count = kKeypointDistanceCount;
  rows.start_frames = std::move(windows->starts);
  rows.values.reserve(rows.start_frames.size() * kKeypointDistanceCount);
  for (const int start : rows.start_frames) {
    for (int i = 0; i < kPickedFrames; ++i) {
      const int picked = picked_frame(i, kPickedFrames, windows->length);
      append_pivot_distances(finder->find(clip, start + picked), scale, rows.values);
    }
  }
  return rows;
}

}  // namespace kinemote::analysis
