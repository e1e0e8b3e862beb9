// A dendrogram as something to draw, point at and cut.
#pragma once

#include <vector>

#include "analysis/stats/clustering.h"

namespace kinemote::app {

/// Leaves stand side by side at 0, 1, 2… in an order without crossings; nodes 0 … n - 1 are the
/// leaves by clip, n + r is row r of the merges.
struct MapTree {
  struct Node {
    float x = 0.0f;             // middle between its children
    float height = 0.0f;        // of the merge; 0 for leaves
    int first = 0, last = 0;    // its leaves are order[first] … order[last - 1]
    int left = -1, right = -1;  // nodes; -1 for leaves
  };
  std::vector<int> order;  // clips from left to right
  std::vector<Node> nodes;
  std::vector<float> heights;  // of the merges, rising

  bool is_empty() const { return nodes.empty(); }
  int leaf_count() const { return static_cast<int>(order.size()); }
  int root() const { return static_cast<int>(nodes.size()) - 1; }
  float top() const { return heights.empty() ? 0.0f : heights.back(); }
  /// Clusters that a cut at a height leaves, at least 1.
  int clusters_at(float height) const;
  /// A height whose cut leaves `count` clusters: in the middle of its room.
  float cut_height(int count) const;
  /// The branch at a place: whose stem goes down there, or -1 left and right of the tree.
  int branch_at(float x, float height) const;
  /// Clips below a node.
  std::vector<int> clips_below(int node) const;
};

/// Empty for no merges.
MapTree make_map_tree(const std::vector<analysis::Merge>& merges);

}  // namespace kinemote::app
