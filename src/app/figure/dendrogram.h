// A tree of merges as SVG.
#pragma once

#include <string>
#include <vector>

#include "app/figure/figure_parts.h"

namespace kinemote::app {

/// Row i joins the nodes a and b into node n + i (n leaves come first), at a height that is not
/// below those of a and b.
struct TreeMerge {
  int a = 0, b = 0;
  double height = 0.0;
};

struct Dendrogram {
  FigureText words;
  std::string height_title;         // with unit
  std::vector<std::string> leaves;  // names, n
  std::vector<int> leaf_groups;  // empty, or the label's number of every leaf: a marker beside it
  std::vector<std::string> groups;  // their names, for the legend
  std::vector<TreeMerge> merges;    // n - 1
  int cluster_count = 0;            // > 0: subtrees of the cut are coloured, a line shows the cut
  double width_px = 560.0;
  double row_px = 15.0;
};

/// Leaves from top to bottom in the tree's order, heights to the left. Leaves without a name show
/// only their marker. Empty picture with its words if the merges do not make a tree of the leaves.
std::string dendrogram_svg(const Dendrogram& tree);

/// The order in which a tree's leaves can be drawn without crossings: indices of leaves; empty if
/// the merges do not make a tree of n leaves.
std::vector<int> leaf_order(int leaf_count, const std::vector<TreeMerge>& merges);

}  // namespace kinemote::app
