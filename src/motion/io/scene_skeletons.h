// Which nodes of a scene are skeletons.
#pragma once

#include <string>
#include <vector>

#include "motion/io/scene_data.h"

namespace kinemote::io {

/// One skeleton of a scene.
struct SceneSkeleton {
  std::string name;                // of the group that holds it, else of its root
  std::vector<int> nodes;          // joints, parents first, depth first
  std::vector<int> parents;        // index into `nodes` of each joint's parent, -1 for the root
  std::vector<std::string> names;  // of the joints, without what all of them have in common
};

/// Joints are the nodes that carry skin, those with keys, and what hangs below them, except
/// meshes, cameras, lights, pivots that the loader made, and groups above skinned bones. Several
/// roots below one group are one skeleton with the group as its root. Skeletons of a single joint
/// are left out where there are larger ones. In a scene without skin and keys every plain node is a
/// joint.
std::vector<SceneSkeleton> find_skeletons(const SceneData& scene);

}  // namespace kinemote::io
