#include "analysis/features/keypoint_distances.h"

#include <algorithm>
#include <array>
#include <glm/geometric.hpp>
#include <optional>

#include "analysis/features/windows.h"
#include "motion/core/body_map.h"
#include "motion/core/body_points.h"
#include "motion/core/kinematics.h"
#include "motion/core/point_layouts.h"
#include "motion/core/reference_pose.h"

namespace kinemote::analysis {
namespace {

constexpr double kCanonicalHeight_m = 1.75;  // of the figure that place_on_body() speaks of
constexpr std::array<const char*, kPivotCount> kPivots{
    "nose",        "left_shoulder", "right_shoulder", "left_elbow",
    "right_elbow", "left_wrist",    "right_wrist"};

/// The part of a body that a joint of the canonical skeleton stands for; only those that landmarks
/// are placed on.
BodyPart part_of(const std::string& canonical_joint) {
  static constexpr std::array<std::pair<const char*, BodyPart>, 9> kParts{
      {{"Head", BodyPart::kHead},
       {"LeftUpperArm", BodyPart::kLeftUpperArm},
       {"RightUpperArm", BodyPart::kRightUpperArm},
       {"LeftLowerArm", BodyPart::kLeftLowerArm},
       {"RightLowerArm", BodyPart::kRightLowerArm},
       {"LeftHand", BodyPart::kLeftHand},
       {"RightHand", BodyPart::kRightHand},
       {"LeftUpperLeg", BodyPart::kLeftUpperLeg},
       {"RightUpperLeg", BodyPart::kRightUpperLeg}}};
  const auto found = std::find_if(kParts.begin(), kParts.end(),
                                  [&](const auto& part) { return canonical_joint == part.first; });
  return found == kParts.end() ? BodyPart::kHips : found->second;
}

/// Where the landmarks lie on one skeleton.
class LandmarkFinder {
 public:
  static Result<LandmarkFinder> make(const Skeleton& skeleton) {
    const Result<BodyMap> body = find_body(skeleton);
    if (!body) return body.error();
    return LandmarkFinder(skeleton, *body);
  }

  std::vector<Vec3> find(const Clip& clip, int frame) {
    const int joints = clip.joint_count();
    for (int j = 0; j < joints; ++j) translations_[j] = clip.local_translation(frame, j);
    forward_kinematics(*clip.skeleton, clip.frame_rotations(frame), translations_, positions_,
                       rotations_);
    std::vector<Vec3> found;
    found.reserve(places_.size());
    for (const Place& place : places_) {
      // Turned as the joint has turned since the reference pose.
      const Quat turn = rotations_[place.joint] * glm::conjugate(reference_[place.joint]);
      found.push_back(positions_[place.joint] + turn * place.offset_m);
    }
    return found;
  }

 private:
  struct Place {
    int joint;
    Vec3 offset_m;
  };

  LandmarkFinder(const Skeleton& skeleton, const BodyMap& body)
      : reference_(reference_pose(skeleton, body).rotations),
        translations_(skeleton.size()),
        positions_(skeleton.size()),
        rotations_(skeleton.size()) {
    const double scale = body_height_m(skeleton) / kCanonicalHeight_m;
    for (const std::string& name : landmark_names()) {
      if (const std::optional<BodyPointPlace> place = place_on_body(name)) {
        places_.push_back({body[part_of(place->joint)], place->offset * scale});
      }
    }
  }

  std::vector<Place> places_;
  std::vector<Quat> reference_;
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
  const std::array<int, kPivotCount> pivots = pivot_places();

  FeatureRows rows;
  rows.frame_time_s = clip.frame_time_s;
  rows.column_count = kKeypointDistanceCount;
  rows.start_frames = std::move(windows->starts);
  rows.values.reserve(rows.start_frames.size() * kKeypointDistanceCount);
  for (const int start : rows.start_frames) {
    for (int64_t i = 0; i < kPickedFrames; ++i) {
      const auto picked = static_cast<int>(i * (windows->length - 1) / (kPickedFrames - 1));
      const std::vector<Vec3> points = finder->find(clip, start + picked);
      for (const int pivot : pivots) {
        for (int other = 0; other < kLandmarkCount; ++other) {
          if (other == pivot) continue;
          rows.values.push_back(glm::distance(points[pivot], points[other]) * scale);
        }
      }
    }
  }
  return rows;
}

}  // namespace kinemote::analysis
