#include "motion/io/scene_sampling.h"

#include <algorithm>
#include <cctype>
#include <cmath>
#include <glm/geometric.hpp>
#include <glm/gtc/quaternion.hpp>
#include <memory>
#include <string>

#include "motion/io/frame_rate.h"

namespace kinemote::io {
namespace {

constexpr double kMostRotations = 50e6;

/// The value at a time, clamped to the track's ends. `cursor` remembers where the last call, of an
/// earlier time, ended.
template <typename T, typename Blend>
T value_at(const KeyTrack<T>& track, double time, size_t& cursor, const Blend& blend) {
  const auto& times = track.times;
  while (cursor + 1 < times.size() && times[cursor + 1] <= time) ++cursor;
  if (cursor + 1 >= times.size() || time <= times[cursor]) return track.values[cursor];
  const double t = (time - times[cursor]) / (times[cursor + 1] - times[cursor]);
  return blend(track.values[cursor], track.values[cursor + 1], t);
}

Quat blend_rotations(const Quat& a, const Quat& b, double t) {
  return glm::normalize(glm::slerp(a, glm::dot(a, b) < 0.0 ? -b : b, t));
}
Vec3 blend_vectors(const Vec3& a, const Vec3& b, double t) { return glm::mix(a, b, t); }

/// The rotation in a matrix that may scale, shear or mirror: its axes made square, in order.
Quat rotation_of(const Mat4& matrix) {
  Vec3 x(matrix[0]);
  Vec3 y(matrix[1]);
  const Vec3 z(matrix[2]);
  if (glm::dot(glm::cross(x, y), z) < 0.0) {
    x = -x;
    y = -y;
    if (glm::dot(glm::cross(x, y), z) < 0.0) x = -x;
  }
  if (!(glm::length(x) > 1e-12)) return kIdentity;
  x = glm::normalize(x);
  y -= x * glm::dot(x, y);
  if (!(glm::length(y) > 1e-12)) return kIdentity;
  y = glm::normalize(y);
  return canonical(glm::normalize(glm::quat_cast(Mat3(x, y, glm::cross(x, y)))));
}

/// Local matrices of all nodes at ascending times.
class NodePoses {
 public:
  NodePoses(const SceneData& scene, const SceneAnimation* animation) : scene_(scene) {
    for (const SceneDataNode& node : scene.nodes) {
      rest_.push_back(node.parent_from_node);
      world_.push_back(node.parent < 0 ? rest_.back() : world_[node.parent] * rest_.back());
    }
    local_ = rest_;
    if (animation == nullptr) return;
    for (const NodeKeys& keys : animation->keys) {
      Channel channel;
      channel.keys = &keys;
      const Mat4& rest = rest_[keys.node];
      channel.translation = Vec3(rest[3]);
      for (int axis = 0; axis < 3; ++axis) channel.scale[axis] = glm::length(Vec3(rest[axis]));
      channel.rotation = rotation_of(rest);
      channels_.push_back(channel);
    }
  }

  /// World matrices of all nodes in the rest pose of the file.
  const std::vector<Mat4>& world() const { return world_; }

  void move_to(double time) {
    for (Channel& c : channels_) {
      const NodeKeys& keys = *c.keys;
      if (!keys.translations.times.empty()) {
        c.translation = value_at(keys.translations, time, c.at_translation, blend_vectors);
      }
      if (!keys.rotations.times.empty()) {
        c.rotation = value_at(keys.rotations, time, c.at_rotation, blend_rotations);
      }
      if (!keys.scales.times.empty()) {
        c.scale = value_at(keys.scales, time, c.at_scale, blend_vectors);
      }
      const Mat3 rotation = glm::mat3_cast(c.rotation);
      Mat4& local = local_[keys.node];
      for (int axis = 0; axis < 3; ++axis) local[axis] = {rotation[axis] * c.scale[axis], 0.0};
      local[3] = {c.translation, 1.0};
    }
    for (size_t n = 0; n < local_.size(); ++n) {
      const int parent = scene_.nodes[n].parent;
      world_[n] = parent < 0 ? local_[n] : world_[parent] * local_[n];
    }
  }

 private:
  struct Channel {
    const NodeKeys* keys;
    Vec3 translation{0.0};
    Quat rotation = kIdentity;
    Vec3 scale{1.0};
    size_t at_translation = 0, at_rotation = 0, at_scale = 0;
  };
  const SceneData& scene_;
  std::vector<Mat4> rest_;
  std::vector<Mat4> local_;
  std::vector<Mat4> world_;
  std::vector<Channel> channels_;
};

/// World rotations and places of a skeleton's joints, turned to +Y up.
struct JointPlaces {
  std::vector<Quat> rotations;
  std::vector<Vec3> positions;
};

JointPlaces joint_places(const std::vector<Mat4>& world, const SceneSkeleton& skeleton,
                         const Mat3& y_up_from_file) {
  const Quat turn = glm::quat_cast(y_up_from_file);
  JointPlaces places;
  for (const int node : skeleton.nodes) {
    places.rotations.push_back(turn * rotation_of(world[node]));
    places.positions.push_back(y_up_from_file * Vec3(world[node][3]));
  }
  return places;
}

/// True if bones of both are as long, most of them to a hundredth: the bind pose then belongs to
/// this motion. A skin bound at another size or in another space tells nothing of it.
bool has_like_bones(const JointPlaces& a, const JointPlaces& b, const std::vector<int>& parents) {
  int like = 0;
  int bones = 0;
  for (size_t j = 0; j < parents.size(); ++j) {
    if (parents[j] < 0) continue;
    const double length_a = glm::distance(a.positions[j], a.positions[parents[j]]);
    const double length_b = glm::distance(b.positions[j], b.positions[parents[j]]);
    ++bones;
    like += std::abs(length_a - length_b) <= 0.01 * std::max(length_a, length_b);
  }
  return like * 10 >= bones * 7;
}

JointPlaces rest_places(const SceneData& scene, const NodePoses& at_first_frame,
                        const std::vector<Mat4>& own_world, const SceneSkeleton& skeleton,
                        const Mat3& y_up_from_file) {
  std::vector<Mat4> bind = own_world;
  bool has_bind = false;
  for (size_t n = 0; n < bind.size(); ++n) {
    const SceneDataNode& node = scene.nodes[n];
    if (node.world_from_bind) {
      bind[n] = *node.world_from_bind;
      has_bind = true;
    } else if (node.parent >= 0) {
      bind[n] = bind[node.parent] * node.parent_from_node;
    }
  }
  if (has_bind) {
    JointPlaces bound = joint_places(bind, skeleton, y_up_from_file);
    const JointPlaces first = joint_places(at_first_frame.world(), skeleton, y_up_from_file);
    if (has_like_bones(bound, first, skeleton.parents)) return bound;
  }
  return joint_places(own_world, skeleton, y_up_from_file);
}

bool is_named_as_tip(const std::string& name) {
  std::string lower;
  for (const char c : name) lower += static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
  return lower.ends_with("_end") || lower.ends_with("_end_site") || lower.ends_with("nub") ||
         lower.starts_with("endsite");
}

/// Turns unmoved leaves that are named as tips into end sites of their parents.
void fold_tips(Clip& clip, Skeleton& skeleton) {
  const int count = skeleton.size();
  std::vector<int> children(count, 0);
  for (const Joint& joint : skeleton.joints) {
    if (joint.parent >= 0) ++children[joint.parent];
  }
  std::vector<char> is_folded(count, false);
  for (int j = 1; j < count; ++j) {
    const Joint& joint = skeleton.joints[j];
    Joint& parent = skeleton.joints[joint.parent];
    if (children[j] > 0 || parent.end_site || !is_named_as_tip(joint.name)) continue;
    if (clip.translation_column(j) >= 0) continue;
    bool is_still = true;
    const Quat first = clip.frame_rotations(0)[j];
    for (int f = 1; f < clip.frame_count && is_still; ++f) {
      is_still = std::abs(glm::dot(first, clip.frame_rotations(f)[j])) > 1.0 - 1e-7;
    }
    if (!is_still) continue;
    parent.end_site = joint.offset;
    is_folded[j] = true;
  }
  std::vector<int> kept;
  std::vector<int> index_of(count, -1);
  for (int j = 0; j < count; ++j) {
    if (is_folded[j]) continue;
    index_of[j] = static_cast<int>(kept.size());
    kept.push_back(j);
  }
  std::vector<Joint> joints;
  for (const int j : kept) {
    joints.push_back(skeleton.joints[j]);
    if (joints.back().parent >= 0) joints.back().parent = index_of[joints.back().parent];
  }
  size_t to = 0;
  for (int f = 0; f < clip.frame_count; ++f) {
    const size_t row = static_cast<size_t>(f) * count;
    for (const int j : kept) clip.rotations[to++] = clip.rotations[row + j];
  }
  clip.rotations.resize(to);
  for (int& joint : clip.translating_joints) joint = index_of[joint];
  skeleton.joints = std::move(joints);
}

/// Keeps the translations of joints that move against their parent by more than float32 keys
/// tremble; the others' mean becomes their offset. One column stays: a clip has a place.
void drop_still_translations(Clip& clip, Skeleton& skeleton) {
  const int count = skeleton.size();
  double size = 0.0;
  for (const Joint& joint : skeleton.joints) size += glm::length(joint.offset);
  const double tolerance = 5e-6 * std::max(size / count * 10.0, 1e-9);
  std::vector<int> moving;
  for (int j = 0; j < count; ++j) {
    Vec3 low = clip.translations[j];
    Vec3 high = low;
    Vec3 sum(0.0);
    for (int f = 0; f < clip.frame_count; ++f) {
      const Vec3& t = clip.translations[static_cast<size_t>(f) * count + j];
      low = glm::min(low, t);
      high = glm::max(high, t);
      sum += t;
    }
    if (glm::length(high - low) > tolerance) {
      moving.push_back(j);
    } else {
      skeleton.joints[j].offset = sum / static_cast<double>(clip.frame_count);
    }
  }
  if (moving.empty()) moving.push_back(0);
  size_t to = 0;
  for (int f = 0; f < clip.frame_count; ++f) {
    const size_t row = static_cast<size_t>(f) * count;
    for (const int j : moving) clip.translations[to++] = clip.translations[row + j];
  }
  clip.translations.resize(to);
  clip.translating_joints = std::move(moving);
}

}  // namespace

SampleClock find_clock(const SceneData& scene, const SceneAnimation* animation, double fps) {
  SampleClock clock;
  std::vector<double> times;
  if (animation != nullptr) {
    for (const NodeKeys& keys : animation->keys) {
      for (const auto* track : {&keys.translations.times, &keys.scales.times}) {
        times.insert(times.end(), track->begin(), track->end());
      }
      times.insert(times.end(), keys.rotations.times.begin(), keys.rotations.times.end());
    }
  }
  std::sort(times.begin(), times.end());
  // glTF's times are float32: the same key of two tracks may differ by a last bit.
  const auto is_same = [](double a, double b) { return b - a < std::max(2e-6, 4e-7 * b); };
  times.erase(std::unique(times.begin(), times.end(), is_same), times.end());
  const double asked_or_declared = fps > 0.0 ? fps : scene.declared_fps;
  clock.fps = asked_or_declared > 0.0 ? customary_fps(asked_or_declared) : 30.0;
  if (fps > 0.0) clock.fps = fps;
  if (times.empty()) return clock;
  clock.first_s = times.front();
  if (times.size() == 1) return clock;
  const double length_s = times.back() - times.front();
  const double mean_gap = length_s / static_cast<double>(times.size() - 1);
  double smallest_gap = length_s;
  for (size_t k = 0; k < times.size(); ++k) {
    const double off = std::abs(times[k] - times.front() - mean_gap * static_cast<double>(k));
    clock.is_keyed_evenly = clock.is_keyed_evenly && off < 0.1 * mean_gap;
    if (k > 0) smallest_gap = std::min(smallest_gap, times[k] - times[k - 1]);
  }
  if (!(fps > 0.0)) {
    if (clock.is_keyed_evenly) {
      clock.fps = customary_fps(1.0 / mean_gap);
    } else if (!(scene.declared_fps > 0.0) && smallest_gap > 1.0 / 240.5 && smallest_gap < 0.2) {
      clock.fps = customary_fps(1.0 / smallest_gap);
    }
  }
  // A frame is kept if it lies within a hundredth of one of the last key.
  const double frames = std::floor(length_s * clock.fps + 0.01) + 1.0;
  clock.frame_count = static_cast<int>(std::min(frames, 1e9));
  return clock;
}

Result<Clip> sample_skeleton(const SceneData& scene, const SceneAnimation* animation,
                             const SceneSkeleton& skeleton, const SampleClock& clock,
                             const Mat3& y_up_from_file, const Progress& progress) {
  const int count = static_cast<int>(skeleton.nodes.size());
  if (static_cast<double>(clock.frame_count) * count > kMostRotations) {
    return bad_input("skeleton \"" + skeleton.name + "\" has " + std::to_string(clock.frame_count) +
                     " frames of " + std::to_string(count) +
                     " joints; at most 50 million joint rotations are read");
  }
  NodePoses poses(scene, animation);
  const std::vector<Mat4> own_world = poses.world();
  poses.move_to(clock.first_s);
  const JointPlaces rest = rest_places(scene, poses, own_world, skeleton, y_up_from_file);

  Skeleton joints;
  for (int j = 0; j < count; ++j) {
    const int parent = skeleton.parents[j];
    Joint joint;
    joint.name = skeleton.names[j];
    joint.parent = parent;
    joint.offset = parent < 0 ? rest.positions[j] : rest.positions[j] - rest.positions[parent];
    joints.joints.push_back(std::move(joint));
  }
  Clip clip;
  clip.frame_time_s = 1.0 / clock.fps;
  clip.frame_count = clock.frame_count;
  clip.rotations.reserve(static_cast<size_t>(clock.frame_count) * count);
  clip.translations.reserve(static_cast<size_t>(clock.frame_count) * count);
  std::vector<Quat> world_rotations(count);
  for (int f = 0; f < clock.frame_count; ++f) {
    if (f % 256 == 0 && !report(progress, "sampling", static_cast<double>(f) / clock.frame_count)) {
      return cancelled();
    }
    poses.move_to(clock.first_s + f / clock.fps);
    const JointPlaces places = joint_places(poses.world(), skeleton, y_up_from_file);
    for (int j = 0; j < count; ++j) {
      const int parent = skeleton.parents[j];
      world_rotations[j] = places.rotations[j] * glm::conjugate(rest.rotations[j]);
      Quat rotation = world_rotations[j];
      Vec3 place = places.positions[j];
      if (parent >= 0) {
        const Quat parent_from_world = glm::conjugate(world_rotations[parent]);
        rotation = parent_from_world * rotation;
        place = parent_from_world * (place - places.positions[parent]);
      }
      if (!std::isfinite(rotation.w) || !std::isfinite(place.x + place.y + place.z)) {
        return bad_input("joint \"" + skeleton.names[j] + "\" has no finite place in frame " +
                         std::to_string(f));
      }
      clip.rotations.push_back(canonical(glm::normalize(rotation)));
      clip.translations.push_back(place);
    }
  }
  drop_still_translations(clip, joints);
  fold_tips(clip, joints);
  clip.skeleton = std::make_shared<const Skeleton>(std::move(joints));
  return clip;
}

}  // namespace kinemote::io
