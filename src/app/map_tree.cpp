#include "app/map_tree.h"

#include <algorithm>
#include <cmath>

namespace kinemote::app {

int MapTree::clusters_at(float height) const {
  const auto above = std::upper_bound(heights.begin(), heights.end(), height);
  return 1 + static_cast<int>(heights.end() - above);
}

float MapTree::cut_height(int count) const {
  const int merges = static_cast<int>(heights.size());
  const int above = std::clamp(count, 1, leaf_count()) - 1;
  if (merges == 0) return 0.0f;
  if (above == 0) return 1.03f * top();
  const float upper = heights[static_cast<size_t>(merges - above)];
  const float lower =
      merges - above - 1 >= 0 ? heights[static_cast<size_t>(merges - above - 1)] : 0;
  return 0.5f * (upper + lower);
}

int MapTree::branch_at(float x, float height) const {
  if (is_empty() || x < -0.5f || x > static_cast<float>(leaf_count()) - 0.5f) return -1;
  const int leaf = std::clamp(static_cast<int>(std::lround(x)), 0, leaf_count() - 1);
  int node = root();
  while (nodes[node].left >= 0 && height <= nodes[node].height) {
    const int left = nodes[node].left;
    node = leaf < nodes[left].last && leaf >= nodes[left].first ? left : nodes[node].right;
  }
  return node;
}

std::vector<int> MapTree::clips_below(int node) const {
  return {order.begin() + nodes[node].first, order.begin() + nodes[node].last};
}

MapTree make_map_tree(const std::vector<analysis::Merge>& merges) {
  MapTree tree;
  if (merges.empty()) return tree;
  const int leaves = static_cast<int>(merges.size()) + 1;
  tree.nodes.resize(static_cast<size_t>(leaves) + merges.size());
  const auto size_of = [&](int node) { return node < leaves ? 1 : merges[node - leaves].size; };
  tree.order.resize(static_cast<size_t>(leaves));
  tree.nodes.back().first = 0;
  tree.nodes.back().last = leaves;
  // Parents come after their children, so that from the last row each knows its own range. The
  // larger child stands left, as readers find the big groups first.
  for (int r = static_cast<int>(merges.size()) - 1; r >= 0; --r) {
    MapTree::Node& node = tree.nodes[static_cast<size_t>(leaves + r)];
    const bool a_first = size_of(merges[r].a) >= size_of(merges[r].b);
    node.left = a_first ? merges[r].a : merges[r].b;
    node.right = a_first ? merges[r].b : merges[r].a;
    node.height = static_cast<float>(merges[r].height);
    const int middle = node.first + size_of(node.left);
    tree.nodes[node.left].first = node.first;
    tree.nodes[node.left].last = middle;
    tree.nodes[node.right].first = middle;
    tree.nodes[node.right].last = node.last;
  }
  for (int leaf = 0; leaf < leaves; ++leaf) {
    tree.order[tree.nodes[leaf].first] = leaf;
    tree.nodes[leaf].x = static_cast<float>(tree.nodes[leaf].first);
  }
  for (size_t r = 0; r < merges.size(); ++r) {
    MapTree::Node& node = tree.nodes[static_cast<size_t>(leaves) + r];
    node.x = 0.5f * (tree.nodes[node.left].x + tree.nodes[node.right].x);
    tree.heights.push_back(node.height);
  }
  return tree;
}

}  // namespace kinemote::app
