#include "analysis/features/landmark_vectors.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <glm/geometric.hpp>
#include <string>

#include "analysis/features/cubic_spline.h"
#include "analysis/features/keypoint_distances.h"
#include "analysis/features/running_median.h"
#include "motion/core/kinematics.h"
#include "motion/core/point_layouts.h"

namespace kinemote::analysis {
namespace {

constexpr int kAxes = 3;
constexpr double kHalfWindow_s = 1.0;  // on either side, by which the usual torso is measured
constexpr int kFirstOfBody = 11;       // landmarks before it are the face
enum Landmark { kLeftShoulder = 11, kRightShoulder = 12, kLeftHip = 23, kRightHip = 24 };
constexpr std::array<int, kLandmarkCount> kParents{-1, 0,  1,  2,  0,  4,  5,  3,  6,  0,  0,  0, 0,
                                                   11, 12, 13, 14, 15, 16, 15, 16, 15, 16, 11, 12};

/// Landmarks of the frames that show more than a face.
struct Landmarks {
  std::vector<double> times_s;   // F
  std::vector<Vec3> places;      // F x 25
  std::vector<char> is_visible;  // F x 25: as visible as asked
  std::vector<char> is_guessed;  // F x 25: there, but not as visible
  int frames() const { return static_cast<int>(times_s.size()); }
  size_t index(int frame, int landmark) const {
    return static_cast<size_t>(frame) * kLandmarkCount + landmark;
  }
};

Result<Landmarks> read(const PointClip& points, double least_visibility) {
  std::array<int, kLandmarkCount> source{};
  for (int i = 0; i < kLandmarkCount; ++i) {
    source[i] = find_point(points.point_names, landmark_names()[i]);
    if (source[i] < 0) {
      return bad_input("points \"" + points.name + "\" have no \"" + landmark_names()[i] +
                       "\"; expected MediaPipe's 33 landmarks");
    }
  }
  Landmarks out;
  for (int f = 0; f < points.frame_count; ++f) {
    std::array<char, kLandmarkCount> visible{};
    for (int i = 0; i < kLandmarkCount; ++i) {
      const size_t from = points.index(f, source[i]);
      visible[i] = points.states[from] != PointState::kMissing &&
                   points.confidences[from] >= least_visibility;
    }
    if (!std::any_of(visible.begin() + kFirstOfBody, visible.end(), [](char v) { return v; })) {
      continue;
    }
    out.times_s.push_back(f * points.frame_time_s);
    for (int i = 0; i < kLandmarkCount; ++i) {
      const size_t from = points.index(f, source[i]);
      const bool is_there = points.states[from] != PointState::kMissing;
      out.places.push_back(is_there ? points.positions[from] : Vec3(0.0));
      out.is_visible.push_back(visible[i]);
      out.is_guessed.push_back(is_there && !visible[i]);
    }
  }
  if (out.frames() == 0) {
    return bad_input("points \"" + points.name + "\" show no more than a face in any frame");
  }
  return out;
}

/// Fills one landmark's gaps.
Status fill(Landmarks& all, int landmark, const std::string& clip_name) {
  const auto frames_of = [&](const std::vector<char>& mark) {
    std::vector<int> frames;
    for (int f = 0; f < all.frames(); ++f) {
      if (mark[all.index(f, landmark)]) frames.push_back(f);
    }
    return frames;
  };
  std::vector<int> known = frames_of(all.is_visible);
  if (static_cast<int>(known.size()) == all.frames()) return {};
  if (known.empty()) known = frames_of(all.is_guessed);
  if (known.empty()) {
    return bad_input("points \"" + clip_name + "\" have \"" + landmark_names()[landmark] +
                     "\" in no frame");
  }
  std::vector<double> knots;
  Eigen::MatrixXd values(static_cast<Eigen::Index>(known.size()), kAxes);
  for (size_t k = 0; k < known.size(); ++k) {
    knots.push_back(all.times_s[known[k]]);
    const Vec3& place = all.places[all.index(known[k], landmark)];
    for (int axis = 0; axis < kAxes; ++axis)
      values(static_cast<Eigen::Index>(k), axis) = place[axis];
  }
  // Known frames come out as they went in: the spline passes through them.
  const Eigen::MatrixXd filled = interpolate_cubic(knots, values, all.times_s);
  for (int f = 0; f < all.frames(); ++f) {
    all.places[all.index(f, landmark)] = {filled(f, 0), filled(f, 1), filled(f, 2)};
  }
  return {};
}

/// Moves every frame to its hips and turns it.
void align(Landmarks& all) {
  for (int f = 0; f < all.frames(); ++f) {
    Vec3* const frame = all.places.data() + all.index(f, 0);
    const Vec3 hips = 0.5 * (frame[kLeftHip] + frame[kRightHip]);
    const Vec3 across = frame[kLeftHip] - frame[kRightHip];
    const Quat turn = glm::length(across) > 0.0
                          ? rotation_between(glm::normalize(across), Vec3(1.0, 0.0, 0.0))
                          : kIdentity;
    for (int i = 0; i < kLandmarkCount; ++i) frame[i] = turn * (frame[i] - hips);
  }
}

/// Divides every frame, aligned before, by the usual torso around it; false if there is none.
bool scale(Landmarks& all, double frame_time_s) {
  std::vector<double> torsos;
  for (int f = 0; f < all.frames(); ++f) {
    const Vec3* const frame = all.places.data() + all.index(f, 0);
    torsos.push_back(glm::length(0.5 * (frame[kLeftShoulder] + frame[kRightShoulder])));
  }
  torsos = running_median(torsos, static_cast<int>(std::lround(kHalfWindow_s / frame_time_s)));
  if (torsos[0] == 0.0) return false;
  for (size_t i = 0; i < all.places.size(); ++i) all.places[i] /= torsos[i / kLandmarkCount];
  return true;
}

}  // namespace

Status LandmarkSequenceSettings::validate() const {
  if (frames < 0 || frames > 1'000'000 || !(least_visibility >= 0.0 && least_visibility <= 1.0)) {
    return usage_error(
        "a landmark sequence needs 0 to 1000000 frames and a least visibility of 0 to 1");
  }
  return {};
}

const SequenceLayout& landmark_sequence_layout() {
  static const SequenceLayout layout = [] {
    SequenceLayout made;
    made.joints = landmark_names();
    made.parents.assign(kParents.begin(), kParents.end());
    made.numbers_a_joint = kAxes;
    made.numbers = {{"x", ChannelKind::kPlace, 0},
                    {"y", ChannelKind::kPlace, 1},
                    {"z", ChannelKind::kPlace, 2}};
    return made;
  }();
  return layout;
}

Result<PoseSequence> landmark_sequence(const PointClip& points,
                                       const LandmarkSequenceSettings& settings) {
  if (Status s = settings.validate(); !s) return s.error();
  if (Status s = points.validate(); !s) return s.error();
  Result<Landmarks> all = read(points, settings.least_visibility);
  if (!all) return all.error();
  for (int i = 0; i < kLandmarkCount; ++i) {
    if (Status s = fill(*all, i, points.name); !s) return s.error();
  }
  align(*all);
  if (settings.is_in_torsos && !scale(*all, points.frame_time_s)) {
    return bad_input("points \"" + points.name + "\" have a torso of no length");
  }
  const int frames = settings.frames > 0 ? settings.frames : all->frames();
  const double span_s = all->times_s.back() - all->times_s.front();
  PoseSequence out =
      PoseSequence::make(frames, landmark_sequence_layout().channels(),
                         frames > 1 && span_s > 0.0 ? span_s / (frames - 1) : points.frame_time_s);
  out.valid.assign(out.valid.size(), 1.0f);
  for (int f = 0; f < frames; ++f) {
    const int from = picked_frame(f, frames, all->frames());
    for (int i = 0; i < kLandmarkCount; ++i) {
      const Vec3& place = all->places[all->index(from, i)];
      for (int axis = 0; axis < kAxes; ++axis) {
        out.frame(f)[i * kAxes + axis] = static_cast<float>(place[axis]);
      }
    }
  }
  return out;
}

Result<std::vector<double>> landmark_vectors(const PoseSequence& sequence) {
  if (sequence.frames != kPickedFrames ||
      sequence.channels != landmark_sequence_layout().channels()) {
    return usage_error("the 1680 distances are those of 10 frames of 25 landmarks, not of " +
                       std::to_string(sequence.frames) + " frames of " +
                       std::to_string(sequence.channels) + " numbers");
  }
  std::vector<double> out;
  out.reserve(kKeypointDistanceCount);
  std::vector<Vec3> places(kLandmarkCount);
  for (int f = 0; f < kPickedFrames; ++f) {
    for (int i = 0; i < kLandmarkCount; ++i) {
      const float* const place = sequence.frame(f) + i * kAxes;
      places[i] = {place[0], place[1], place[2]};
    }
    append_pivot_distances(places, 1.0, out);
  }
  return out;
}

}  // namespace kinemote::analysis
