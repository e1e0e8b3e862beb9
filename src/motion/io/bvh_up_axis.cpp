#include <algorithm>
#include <cmath>

#include "motion/core/kinematics.h"
#include "motion/io/bvh_conventions.h"
#include "motion/io/bvh_samples.h"

namespace kinemote::io {
namespace {

struct Box {
  Vec3 low;
  Vec3 high;
  Vec3 size() const { return high - low; }
};

Box box_of(std::span<const Vec3> points) {
  Box box{points[0], points[0]};
  for (const Vec3& p : points) {
    box.low = glm::min(box.low, p);
    box.high = glm::max(box.high, p);
  }
  return box;
}

bool stands_along_z(const Box& box) { return box.size().z > 1.2 * box.size().y; }

/// The figure with all rotations zero. Offsets down to its first joint are places, not bones.
Box rest_box(const Skeleton& skeleton) {
  const int first = skeleton.first_branching_joint();
  std::vector<Vec3> points(skeleton.size(), Vec3(0.0));
  for (int j = first + 1; j < skeleton.size(); ++j) {
    points[j] = points[skeleton.joints[j].parent] + skeleton.joints[j].offset;
  }
  return box_of(std::span(points).subspan(first));
}

Vec3 y_up_from_z_up(const Vec3& v) { return {v.x, v.z, -v.y}; }

}  // namespace

char find_up_axis(const Clip& clip) {
  const FigureSamples samples = sample_figure(clip);
  int along_z = 0;
  Box all = box_of(samples.positions(0));
  double size = 0.0;
  for (int f = 0; f < samples.frame_count(); ++f) {
    const Box box = box_of(samples.positions(f));
    along_z += stands_along_z(box);
    size = std::max({size, box.size().x, box.size().y, box.size().z});
    all = {glm::min(all.low, box.low), glm::max(all.high, box.high)};
  }
  if (2 * along_z <= samples.frame_count()) return 'Y';
  // Lying or crawling on the ground y = 0 of a Y-up file also extends along Z.
  const bool is_on_y_ground = std::abs(all.low.y) < 0.15 * size;
  const bool is_on_z_ground = std::abs(all.low.z) < 0.15 * size;
  const bool lies_down =
      is_on_y_ground && !is_on_z_ground && !stands_along_z(rest_box(*clip.skeleton));
  return lies_down ? 'Y' : 'Z';
}

void convert_z_up_to_y_up(RawClip& raw) {
  const Quat y_up_from_z_up_rotation = glm::angleAxis(-kPi / 2.0, Vec3(1.0, 0.0, 0.0));
  Clip& clip = raw.clip;
  const size_t columns = clip.translating_joints.size();
  if (stands_along_z(rest_box(raw.skeleton))) {
    for (Joint& joint : raw.skeleton.joints) {
      joint.offset = y_up_from_z_up(joint.offset);
      if (joint.end_site) joint.end_site = y_up_from_z_up(*joint.end_site);
      for (int& axis : joint.euler_order) axis = axis == 0 ? 0 : 3 - axis;
    }
    for (Vec3& translation : clip.translations) translation = y_up_from_z_up(translation);
    for (Quat& q : clip.rotations) {
      const Vec3 turned = y_up_from_z_up({q.x, q.y, q.z});
      q = Quat(q.w, turned);
    }
  } else {
    Joint& root = raw.skeleton.joints[0];
    root.offset = y_up_from_z_up(root.offset);
    const int column = clip.translation_column(0);
    for (int f = 0; f < clip.frame_count; ++f) {
      Quat& rotation = clip.frame_rotations(f)[0];
      rotation = canonical(y_up_from_z_up_rotation * rotation);
      if (column < 0) continue;
      Vec3& translation = clip.translations[f * columns + column];
      translation = y_up_from_z_up(translation);
    }
  }
  raw.share_skeleton();
}

}  // namespace kinemote::io
