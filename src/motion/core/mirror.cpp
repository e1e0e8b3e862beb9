#include "motion/core/mirror.h"

#include "motion/core/body_roles.h"
#include "motion/core/joint_words.h"
#include "motion/core/kinematics.h"
#include "motion/core/reference_pose.h"

namespace kinemote {
namespace {

Vec3 mirrored(const Vec3& v) { return {-v.x, v.y, v.z}; }
/// S R S with S = diag(-1, 1, 1).
Quat mirrored(const Quat& q) { return {q.w, q.x, -q.y, -q.z}; }

}  // namespace

Result<std::vector<int>> mirror_partners(const Skeleton& skeleton) {
  std::vector<int> partners(skeleton.joints.size(), -1);
  std::vector<PlainName> names;
  for (const Joint& joint : skeleton.joints) names.push_back(plain_name(joint.name));
  std::string alone;
  for (int j = 0; j < skeleton.size(); ++j) {
    if (side_of(skeleton, j) == 0) {
      partners[j] = j;
      continue;
    }
    const int parent = skeleton.joints[j].parent;
    for (int k = 0; k < skeleton.size() && partners[j] < 0; ++k) {
      const bool is_other = names[k].word == names[j].word && names[k].side == -names[j].side;
      const bool hangs_alike =
          names[j].side != 0 || (parent >= 0 && skeleton.joints[k].parent == partners[parent]);
      if (is_other && hangs_alike && side_of(skeleton, k) == -side_of(skeleton, j)) {
        partners[j] = k;
      }
    }
    if (partners[j] < 0) alone += (alone.empty() ? "\"" : ", \"") + skeleton.joints[j].name + "\"";
  }
  if (alone.empty()) return partners;
  return bad_input("the skeleton cannot be mirrored: no partner on the other side for " + alone);
}

Result<Clip> mirror(const Clip& clip) {
  if (Status s = clip.validate(); !s) return s.error();
  const Skeleton& skeleton = *clip.skeleton;
  const Result<std::vector<int>> partners = mirror_partners(skeleton);
  if (!partners) return partners.error();
  BodyMap body = find_body_parts(skeleton);
  if (!body.has(BodyPart::kHips)) {
    body.joint_of[static_cast<int>(BodyPart::kHips)] = skeleton.first_branching_joint();
  }
  const ReferencePose pose = reference_pose(skeleton, body);
  const WorldMotion world = forward_kinematics(clip);
  Clip out = clip;
  const size_t columns = clip.translating_joints.size();
  std::vector<Quat> rotations(skeleton.joints.size());
  for (int f = 0; f < clip.frame_count; ++f) {
    const auto local = out.frame_rotations(f);
    for (int j = 0; j < skeleton.size(); ++j) {
      const int from = (*partners)[j];
      const int parent = skeleton.joints[j].parent;
      const Quat turn = world.rotation(f, from) * glm::inverse(pose.rotations[from]);
      rotations[j] = glm::normalize(mirrored(turn) * pose.rotations[j]);
      local[j] = canonical(glm::normalize(
          parent < 0 ? rotations[j] : glm::inverse(rotations[parent]) * rotations[j]));
      const int column = clip.translation_column(j);
      // Only what moves on both sides alike is exchanged; bones keep their own lengths.
      if (column >= 0 && clip.translation_column(from) >= 0) {
        const int from_parent = skeleton.joints[from].parent;
        const Vec3 moved = mirrored(world.position(f, from) -
                                    (from_parent < 0 ? Vec3(0.0) : world.position(f, from_parent)));
        out.translations[f * columns + column] =
            parent < 0 ? moved : glm::inverse(rotations[parent]) * moved;
      }
    }
  }
  return out;
}

}  // namespace kinemote
