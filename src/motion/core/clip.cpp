#include "motion/core/clip.h"

#include <algorithm>

namespace kinemote {
namespace {

/// Spherical interpolation along the shorter arc.
Quat slerp_short(const Quat& a, const Quat& b, double t) {
  if (t <= 0.0) return a;
  if (t >= 1.0) return b;
  return glm::normalize(glm::slerp(a, glm::dot(a, b) < 0.0 ? -b : b, t));
}

struct FramePair {
  int first;
  int second;
  double blend;
};

FramePair frames_at(const Clip& clip, double time_s) {
  const double last = clip.frame_count - 1;
  // Snap within a nanosecond-scale error, so that resampling at the own rate copies frames.
  double position = std::clamp(time_s / clip.frame_time_s, 0.0, last);
  if (std::abs(position - std::round(position)) < 1e-7) position = std::round(position);
  const int first = static_cast<int>(position);
  const int second = std::min(first + 1, clip.frame_count - 1);
  return {first, second, position - first};
}

}  // namespace

int Clip::translation_column(int joint) const {
  const auto it = std::find(translating_joints.begin(), translating_joints.end(), joint);
  return it == translating_joints.end() ? -1 : static_cast<int>(it - translating_joints.begin());
}

Vec3 Clip::local_translation(int frame, int joint) const {
  const int column = translation_column(joint);
  if (column < 0) return skeleton->joints[joint].offset;
  return translations[static_cast<size_t>(frame) * translating_joints.size() + column];
}

Clip Clip::make(SkeletonPtr skeleton, int frames, double frame_time_s,
                std::vector<int> translating_joints) {
  Clip clip;
  clip.skeleton = std::move(skeleton);
  clip.frame_time_s = frame_time_s;
  clip.frame_count = frames;
  clip.rotations.assign(static_cast<size_t>(frames) * clip.joint_count(), kIdentity);
  clip.translating_joints = std::move(translating_joints);
  clip.translations.reserve(frames * clip.translating_joints.size());
  for (int f = 0; f < frames; ++f) {
    for (const int joint : clip.translating_joints) {
      clip.translations.push_back(clip.skeleton->joints[joint].offset);
    }
  }
  return clip;
}

Status Clip::validate() const {
  if (!skeleton) return bad_input("clip \"" + name + "\" has no skeleton");
  if (Status s = skeleton->validate(); !s) return s;
  if (frame_count < 1) return bad_input("clip \"" + name + "\" has no frames");
  if (!std::isfinite(frame_time_s) || frame_time_s <= 0.0) {
    return bad_input("clip \"" + name + "\" has frame time " + std::to_string(frame_time_s) +
                     " s; expected a positive number");
  }
  for (size_t c = 0; c < translating_joints.size(); ++c) {
    const int joint = translating_joints[c];
    if (joint < 0 || joint >= joint_count() || (c > 0 && joint <= translating_joints[c - 1])) {
      return bad_input("clip \"" + name + "\" lists joint " + std::to_string(joint) +
                       " as moving; expected ascending indices of its " +
                       std::to_string(joint_count()) + " joints");
    }
  }
  const size_t frames = frame_count;
  if (rotations.size() != frames * joint_count() ||
      translations.size() != frames * translating_joints.size()) {
    return bad_input("clip \"" + name + "\" has arrays that do not match its frames and joints");
  }
  for (size_t i = 0; i < rotations.size(); ++i) {
    if (!(std::abs(glm::dot(rotations[i], rotations[i]) - 1.0) < 1e-6)) {
      return bad_input("clip \"" + name +
                       "\" has a rotation that is not a unit quaternion in frame " +
                       std::to_string(i / joint_count()) + ", joint \"" +
                       skeleton->joints[i % joint_count()].name + "\"");
    }
  }
  for (const Vec3& t : translations) {
    if (!std::isfinite(t.x + t.y + t.z)) {
      return bad_input("clip \"" + name + "\" has a translation that is not a finite number");
    }
  }
  return {};
}

Result<Clip> trim(const Clip& clip, int first, int last) {
  if (first < 0 || last > clip.frame_count || first >= last) {
    return usage_error("frames " + std::to_string(first) + " to " + std::to_string(last) +
                       " do not lie in clip \"" + clip.name + "\" (" +
                       std::to_string(clip.frame_count) + " frames)");
  }
  Clip out = clip;
  out.frame_count = last - first;
  const size_t joints = clip.joint_count();
  const size_t columns = clip.translating_joints.size();
  out.rotations.assign(clip.rotations.begin() + first * joints,
                       clip.rotations.begin() + last * joints);
  out.translations.assign(clip.translations.begin() + first * columns,
                          clip.translations.begin() + last * columns);
  return out;
}

Result<Clip> resample(const Clip& clip, double fps) {
  if (!(fps > 0.0) || fps > 1000.0) {
    return usage_error("cannot resample to " + std::to_string(fps) +
                       " frames per second; expected a number above 0 and up to 1000");
  }
  const double span_s = (clip.frame_count - 1) * clip.frame_time_s;
  Clip out = clip;
  out.frame_time_s = 1.0 / fps;
  out.frame_count = static_cast<int>(std::floor(span_s * fps + 1e-6)) + 1;
  const int joints = clip.joint_count();
  const size_t columns = clip.translating_joints.size();
  out.rotations.resize(static_cast<size_t>(out.frame_count) * joints);
  out.translations.resize(static_cast<size_t>(out.frame_count) * columns);
  for (int f = 0; f < out.frame_count; ++f) {
    const FramePair at = frames_at(clip, f * out.frame_time_s);
    const auto a = clip.frame_rotations(at.first);
    const auto b = clip.frame_rotations(at.second);
    const auto to = out.frame_rotations(f);
    for (int j = 0; j < joints; ++j) to[j] = slerp_short(a[j], b[j], at.blend);
    for (size_t c = 0; c < columns; ++c) {
      out.translations[f * columns + c] =
          glm::mix(clip.translations[at.first * columns + c],
                   clip.translations[at.second * columns + c], at.blend);
    }
  }
  return out;
}

void sample_pose(const Clip& clip, double time_s, Pose& pose) {
  const int joints = clip.joint_count();
  const FramePair at = frames_at(clip, time_s);
  const auto a = clip.frame_rotations(at.first);
  const auto b = clip.frame_rotations(at.second);
  pose.rotations.resize(joints);
  pose.translations.resize(joints);
  for (int j = 0; j < joints; ++j) {
    pose.rotations[j] = slerp_short(a[j], b[j], at.blend);
    pose.translations[j] = clip.skeleton->joints[j].offset;
  }
  const size_t columns = clip.translating_joints.size();
  for (size_t c = 0; c < columns; ++c) {
    pose.translations[clip.translating_joints[c]] =
        glm::mix(clip.translations[at.first * columns + c],
                 clip.translations[at.second * columns + c], at.blend);
  }
}

}  // namespace kinemote
