#include "motion/core/limb.h"

namespace kinemote {

void reach(const Limb& limb, const Vec3& target, const Vec3& pole_in_world,
           std::span<const Vec3> positions, std::span<const Quat> rotations,
           const Skeleton& skeleton, std::span<Quat> local) {
  const TwoBoneSolution ik = solve_two_bone(positions[limb.first], positions[limb.second],
                                            positions[limb.end], target, pole_in_world);
  const auto set = [&](int joint, const Quat& parent_turn, const Quat& wanted_in_world) {
    const int parent = skeleton.joints[joint].parent;
    const Quat parent_in_world = parent < 0 ? kIdentity : parent_turn * rotations[parent];
    local[joint] = canonical(glm::normalize(glm::inverse(parent_in_world) * wanted_in_world));
  };
  set(limb.first, kIdentity, ik.delta_first * rotations[limb.first]);
  set(limb.second, ik.delta_first, ik.delta_second * rotations[limb.second]);
  set(limb.end, ik.delta_second, rotations[limb.end]);
}

}  // namespace kinemote
