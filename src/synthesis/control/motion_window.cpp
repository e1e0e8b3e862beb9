#include "synthesis/control/motion_window.h"

#include <algorithm>
#include <cmath>
#include <glm/geometric.hpp>
#include <string>

#include "motion/core/kinematics.h"

namespace kinemote::synthesis {
namespace {

constexpr double kOffsetTolerance_m = 2e-3;
constexpr double kFpsTolerance = 1e-3;

double wrapped(double angle_rad) { return std::remainder(angle_rad, 2.0 * kPi); }

void write_six(const Quat& rotation, float* six) {
  const Mat3 m = glm::mat3_cast(rotation);
  for (int row = 0; row < 3; ++row) {
    six[row] = static_cast<float>(m[0][row]);
    six[3 + row] = static_cast<float>(m[1][row]);
  }
}

Quat read_six(const float* six) {
  Vec3 first(six[0], six[1], six[2]);
  Vec3 second(six[3], six[4], six[5]);
  if (!(glm::length(first) > 1e-6)) return kIdentity;
  first = glm::normalize(first);
  second -= first * glm::dot(first, second);
  if (!(glm::length(second) > 1e-6)) return kIdentity;
  second = glm::normalize(second);
  return canonical(glm::normalize(glm::quat_cast(Mat3(first, second, glm::cross(first, second)))));
}

/// Where the hips' parent stands in a clip that keeps every ancestor at its offset, unrotated.
Vec3 resting_place_of_parent(const Skeleton& skeleton, int hips) {
  Vec3 place(0.0);
  for (int j = skeleton.joints[hips].parent; j >= 0; j = skeleton.joints[j].parent) {
    place += skeleton.joints[j].offset;
  }
  return place;
}

}  // namespace

double heading_rad(const Vec3& left_hip, const Vec3& right_hip, double fallback_rad) {
  const Vec3 facing = glm::cross(left_hip - right_hip, kUp);
  if (std::hypot(facing.x, facing.z) < 1e-6) return fallback_rad;
  return std::atan2(facing.x, facing.z);
}

Result<WindowLayout> WindowLayout::make(SkeletonPtr skeleton, double fps, int frame_count) {
  if (!skeleton) return bad_input("a window layout needs a skeleton, and none was given");
  if (!(fps > 0.0) || fps > 1000.0) {
    return usage_error("windows cannot have " + std::to_string(fps) +
                       " frames per second; expected a number above 0 and up to 1000");
  }
  if (frame_count < 8 || frame_count > 1024) {
    return usage_error("windows cannot have " + std::to_string(frame_count) +
                       " frames; expected 8 to 1024");
  }
  Result<BodyMap> body = find_body(*skeleton);
  if (!body) return body.error();
  WindowLayout layout;
  layout.body = *body;
  layout.fps = fps;
  layout.frame_count = frame_count;
  const int hips = layout.body[BodyPart::kHips];
  std::vector<char> is_below(skeleton->size(), 0);
  for (int j = 0; j < skeleton->size(); ++j) {
    const int parent = skeleton->joints[j].parent;
    is_below[j] = j == hips || (parent >= 0 && is_below[parent]);
    if (is_below[j]) layout.joints.push_back(j);
  }
  for (int part = 0; part < kBodyPartCount; ++part) {
    const int joint = layout.body.joint_of[part];
    if (joint >= 0 && !is_below[joint]) {
      return bad_input("joint \"" + skeleton->joints[joint].name +
                       "\" does not hang from the hips \"" + skeleton->joints[hips].name +
                       "\"; a motion model needs one tree below the hips");
    }
  }
  layout.skeleton = std::move(skeleton);
  return layout;
}

Status check_skeleton(const Skeleton& skeleton, const WindowLayout& layout) {
  const Skeleton& expected = *layout.skeleton;
  if (skeleton.size() != expected.size()) {
    return bad_input("the skeleton has " + std::to_string(skeleton.size()) +
                     " joints where the model's has " + std::to_string(expected.size()));
  }
  for (int j = 0; j < skeleton.size(); ++j) {
    const Joint& joint = skeleton.joints[j];
    const Joint& wanted = expected.joints[j];
    if (joint.name != wanted.name || joint.parent != wanted.parent) {
      return bad_input("joint " + std::to_string(j) + " is \"" + joint.name + "\" under " +
                       std::to_string(joint.parent) + " where the model's skeleton has \"" +
                       wanted.name + "\" under " + std::to_string(wanted.parent));
    }
    const bool is_below_hips = j != layout.joints.front() &&
                               std::binary_search(layout.joints.begin(), layout.joints.end(), j);
    const double difference_m = glm::length(joint.offset - wanted.offset);
    if (is_below_hips && !(difference_m <= kOffsetTolerance_m)) {
      return bad_input("bone \"" + joint.name + "\" differs by " + std::to_string(difference_m) +
                       " m from the model's skeleton; convert the clip to that skeleton first");
    }
  }
  return {};
}

Result<std::vector<float>> channels_from_clip(const Clip& clip, const WindowLayout& layout) {
  if (Status s = clip.validate(); !s) return s.error();
  if (Status s = check_skeleton(*clip.skeleton, layout); !s) {
    return bad_input("clip \"" + clip.name + "\": " + s.error().message);
  }
  if (std::abs(clip.fps() / layout.fps - 1.0) > kFpsTolerance) {
    Result<Clip> resampled = resample(clip, layout.fps);
    if (!resampled) return resampled.error();
    return channels_from_clip(*resampled, layout);
  }

  const WorldMotion world = forward_kinematics(clip);
  const std::vector<char> contacts = detect_contacts(world, layout.body);
  const int frames = clip.frame_count;
  const int hips = layout.joints.front();
  const int left_hip = layout.body[BodyPart::kLeftUpperLeg];
  const int right_hip = layout.body[BodyPart::kRightUpperLeg];
  std::vector<double> headings(frames);
  for (int f = 0; f < frames; ++f) {
    headings[f] = heading_rad(world.position(f, left_hip), world.position(f, right_hip),
                              f > 0 ? headings[f - 1] : 0.0);
  }

  const int channel_count = layout.channel_count();
  std::vector<float> channels(static_cast<size_t>(frames) * channel_count, 0.0F);
  for (int f = 0; f < frames; ++f) {
    float* row = channels.data() + static_cast<size_t>(f) * channel_count;
    if (frames > 1) {
      const int from = std::min(f, frames - 2);
      const Quat heading_from_world = yaw_rotation(-headings[from]);
      const Vec3 moved =
          heading_from_world * (world.position(from + 1, hips) - world.position(from, hips));
      row[0] = static_cast<float>(moved.z * layout.fps);
      row[1] = static_cast<float>(moved.x * layout.fps);
      row[2] = static_cast<float>(wrapped(headings[from + 1] - headings[from]) * layout.fps);
    }
    row[3] = static_cast<float>(world.position(f, hips).y);
    write_six(yaw_rotation(-headings[f]) * world.rotation(f, hips), row + 4);
    const auto local = clip.frame_rotations(f);
    for (size_t j = 1; j < layout.joints.size(); ++j) {
      write_six(local[layout.joints[j]], row + 4 + 6 * j);
    }
    for (int c = 0; c < kContactCount; ++c) {
      row[layout.contact_offset() + c] = contacts[static_cast<size_t>(f) * kContactCount + c];
    }
  }
  return channels;
}

Clip clip_from_channels(const std::vector<float>& channels, const WindowLayout& layout) {
  const int channel_count = layout.channel_count();
  const int frames = static_cast<int>(channels.size() / channel_count);
  const int hips = layout.joints.front();
  const Vec3 parent_place = resting_place_of_parent(*layout.skeleton, hips);
  Clip clip = Clip::make(layout.skeleton, frames, 1.0 / layout.fps, {hips});
  Vec3 place(0.0);
  double heading = 0.0;
  for (int f = 0; f < frames; ++f) {
    const float* row = channels.data() + static_cast<size_t>(f) * channel_count;
    const Quat world_from_heading = yaw_rotation(heading);
    clip.translations[f] = Vec3(place.x, row[3], place.z) - parent_place;
    const auto local = clip.frame_rotations(f);
    local[hips] = canonical(glm::normalize(world_from_heading * read_six(row + 4)));
    for (size_t j = 1; j < layout.joints.size(); ++j) {
      local[layout.joints[j]] = read_six(row + 4 + 6 * j);
    }
    place += world_from_heading * Vec3(row[1], 0.0, row[0]) / layout.fps;
    heading += row[2] / layout.fps;
  }
  return clip;
}

}  // namespace kinemote::synthesis
