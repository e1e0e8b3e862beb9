#include "motion/io/scene_skeletons.h"

#include <algorithm>
#include <map>

namespace kinemote::io {
namespace {

class SkeletonFinder {
 public:
  explicit SkeletonFinder(const SceneData& scene)
      : scene_(scene), is_joint_(scene.nodes.size(), false) {}

  std::vector<SceneSkeleton> run() {
    mark_joints(/*groups_may_be_joints=*/false);
    // Some programs write joints as Nulls.
    if (!has_joints()) mark_joints(true);
    if (!has_joints()) mark_plain_nodes();
    join_roots_of_groups();
    std::vector<SceneSkeleton> skeletons = collect();
    const bool has_larger = std::any_of(skeletons.begin(), skeletons.end(),
                                        [](const auto& s) { return s.nodes.size() > 1; });
    if (has_larger) std::erase_if(skeletons, [](const auto& s) { return s.nodes.size() == 1; });
    for (SceneSkeleton& skeleton : skeletons) name(skeleton, skeletons.size() > 1);
    return skeletons;
  }

 private:
  int node_count() const { return static_cast<int>(scene_.nodes.size()); }

  bool has_joints() const {
    return std::find(is_joint_.begin(), is_joint_.end(), true) != is_joint_.end();
  }

  /// A pose without skin or keys: whatever is neither an object nor a group.
  void mark_plain_nodes() {
    for (int n = 1; n < node_count(); ++n) {
      const SceneDataNode& node = scene_.nodes[n];
      is_joint_[n] = !node.is_helper && !node.is_object && (!node.is_group || parent_joint(n) >= 0);
    }
  }

  void mark_joints(bool groups_may_be_joints) {
    const auto& nodes = scene_.nodes;
    std::vector<char> has_keys(nodes.size(), false);
    for (const SceneAnimation& animation : scene_.animations) {
      for (const NodeKeys& keys : animation.keys) {
        int node = keys.node;
        // Keys of a pivot move the node that it was split from, the first real one below.
        while (nodes[node].is_helper && node + 1 < node_count()) ++node;
        has_keys[node] = true;
      }
    }
    std::vector<char> holds_skin(nodes.size(), false);
    for (int n = node_count() - 1; n > 0; --n) {
      if (nodes[n].world_from_bind || holds_skin[n]) holds_skin[nodes[n].parent] = true;
    }
    for (int n = 1; n < node_count(); ++n) {
      const SceneDataNode& node = nodes[n];
      if (node.is_helper || (node.is_object && !node.world_from_bind)) continue;
      const int above = parent_joint(n);
      const bool is_above_skin = holds_skin[n] && above < 0 && !node.world_from_bind;
      const bool is_holder = node.is_group && above < 0 && !groups_may_be_joints;
      is_joint_[n] =
          node.world_from_bind || above >= 0 || (has_keys[n] && !is_above_skin && !is_holder);
    }
  }

  /// The nearest joint above a node, -1 if there is none.
  int parent_joint(int node) const {
    int n = scene_.nodes[node].parent;
    while (n >= 0 && !is_joint_[n]) n = scene_.nodes[n].parent;
    return n;
  }

  void join_roots_of_groups() {
    std::map<int, int> roots_below;
    for (int n = 1; n < node_count(); ++n) {
      if (is_joint_[n] && parent_joint(n) < 0) ++roots_below[holder_of(n)];
    }
    for (const auto& [holder, count] : roots_below) {
      if (holder > 0 && count > 1) is_joint_[holder] = true;
    }
  }

  /// The node that a root hangs from, pivots aside.
  int holder_of(int root) const {
    int n = scene_.nodes[root].parent;
    while (n > 0 && scene_.nodes[n].is_helper) n = scene_.nodes[n].parent;
    return n;
  }

  std::vector<SceneSkeleton> collect() const {
    std::vector<SceneSkeleton> skeletons;
    std::vector<int> skeleton_of(scene_.nodes.size(), -1);
    std::vector<int> index_of(scene_.nodes.size(), -1);
    for (int n = 1; n < node_count(); ++n) {
      if (!is_joint_[n]) continue;
      const int parent = parent_joint(n);
      if (parent < 0) {
        skeleton_of[n] = static_cast<int>(skeletons.size());
        skeletons.emplace_back();
      } else {
        skeleton_of[n] = skeleton_of[parent];
      }
      SceneSkeleton& skeleton = skeletons[skeleton_of[n]];
      index_of[n] = static_cast<int>(skeleton.nodes.size());
      skeleton.nodes.push_back(n);
      skeleton.parents.push_back(parent < 0 ? -1 : index_of[parent]);
      skeleton.names.push_back(scene_.nodes[n].name);
    }
    return skeletons;
  }

  /// Takes off a name space that tells figures of one file apart, and the armature's name that
  /// Collada ids begin with.
  void name(SceneSkeleton& skeleton, bool is_one_of_several) const {
    const int holder = holder_of(skeleton.nodes[0]);
    // The loader may call the scene's own node anything.
    skeleton.name = holder > 0 ? scene_.nodes[holder].name : skeleton.names[0];
    std::vector<std::string> prefixes;
    if (holder > 0) prefixes.push_back(skeleton.name + "_");
    if (is_one_of_several) {
      const size_t colon = skeleton.names[0].find(':');
      if (colon != std::string::npos) prefixes.push_back(skeleton.names[0].substr(0, colon + 1));
    }
    for (const std::string& prefix : prefixes) {
      const bool all_have_it =
          std::all_of(skeleton.names.begin(), skeleton.names.end(), [&](const std::string& joint) {
            return joint.size() > prefix.size() && joint.starts_with(prefix);
          });
      if (!all_have_it) continue;
      for (std::string& joint : skeleton.names) joint.erase(0, prefix.size());
    }
  }

  const SceneData& scene_;
  std::vector<char> is_joint_;
};

}  // namespace

std::vector<SceneSkeleton> find_skeletons(const SceneData& scene) {
  return SkeletonFinder(scene).run();
}

}  // namespace kinemote::io
