#include "app/figure/dendrogram.h"

#include <algorithm>
#include <cmath>

#include "app/figure/layout.h"
#include "app/label_styles.h"

namespace kinemote::app {
namespace {

using svg::px;

/// Where leaves carry the colours of their groups, clusters alternate between two greys, so that no
/// colour means two things.
std::string cluster_stroke(int cluster, bool has_groups) {
  if (cluster < 0) return has_groups ? "#B9C0CA" : "#56606E";
  if (has_groups) return cluster % 2 == 0 ? "#1C2430" : "#6B7686";
  return svg::colour(cluster);
}

bool is_tree(int leaf_count, const std::vector<TreeMerge>& merges) {
  if (leaf_count < 1 || static_cast<int>(merges.size()) != leaf_count - 1) return false;
  std::vector<bool> is_used(leaf_count + merges.size(), false);
  for (size_t i = 0; i < merges.size(); ++i) {
    if (!std::isfinite(merges[i].height)) return false;
    for (const int child : {merges[i].a, merges[i].b}) {
      if (child < 0 || child >= leaf_count + static_cast<int>(i) || is_used[child]) return false;
      is_used[child] = true;
    }
  }
  return true;
}

/// Colour of every node: its cluster's place from the top, -1 above the cut.
std::vector<int> cluster_colours(const Dendrogram& tree, const std::vector<int>& order) {
  const int n = static_cast<int>(tree.leaves.size());
  std::vector<int> colours(n + tree.merges.size(), -1);
  if (tree.cluster_count < 2) return colours;
  // The last k - 1 merges are undone by the cut.
  const int kept = std::max(0, n - tree.cluster_count);
  std::vector<int> root(n + tree.merges.size());
  for (size_t node = 0; node < root.size(); ++node) root[node] = static_cast<int>(node);
  for (int i = kept - 1; i >= 0; --i) {
    root[tree.merges[i].a] = root[n + i];
    root[tree.merges[i].b] = root[n + i];
  }
  int next = 0;
  for (const int leaf : order) {
    int& colour = colours[root[leaf]];
    if (colour < 0) colour = next++;
  }
  for (int node = n + kept - 1; node >= 0; --node) colours[node] = colours[root[node]];
  return colours;
}

}  // namespace

std::vector<int> leaf_order(int leaf_count, const std::vector<TreeMerge>& merges) {
  std::vector<int> order;
  if (!is_tree(leaf_count, merges)) return order;
  // Depth first without recursion: chains of thousands of merges are common.
  std::vector<int> open{leaf_count + static_cast<int>(merges.size()) - 1};
  while (!open.empty()) {
    const int node = open.back();
    open.pop_back();
    if (node < leaf_count) {
      order.push_back(node);
    } else {
      open.push_back(merges[node - leaf_count].b);
      open.push_back(merges[node - leaf_count].a);
    }
  }
  return order;
}

std::string dendrogram_svg(const Dendrogram& tree) {
  const int n = static_cast<int>(tree.leaves.size());
  const std::vector<int> order = leaf_order(n, tree.merges);
  const PlotSize size{tree.width_px, std::max(60.0, tree.row_px * std::max(1, n))};
  svg::Page page(tree.words, size, 24.0, 56.0);
  if (order.empty()) return page.finish("");

  double tallest = 0.0;
  for (const TreeMerge& merge : tree.merges) tallest = std::max(tallest, merge.height);
  Axis axis{tree.height_title, 0.0, tallest > 0.0 ? 1.04 * tallest : 1.0, false};
  const svg::Scale x(axis, {}, page.right(), page.left());
  svg::add_x_axis(page, x, axis);

  std::vector<svg::Point> place(n + tree.merges.size());
  for (int row = 0; row < n; ++row) {
    place[order[row]] = {x.at(0.0), page.top() + (row + 0.5) * tree.row_px};
  }
  const bool has_groups = static_cast<int>(tree.leaf_groups.size()) == n;
  const std::vector<int> colours = cluster_colours(tree, order);
  std::string branches;
  for (size_t i = 0; i < tree.merges.size(); ++i) {
    const TreeMerge& merge = tree.merges[i];
    const svg::Point& a = place[merge.a];
    const svg::Point& b = place[merge.b];
    const double joint = x.at(merge.height);
    place[n + i] = {joint, 0.5 * (a.y + b.y)};
    branches += "<path d=\"M" + px(a.x) + " " + px(a.y) + "H" + px(joint) + "V" + px(b.y) + "H" +
                px(b.x) + "\" stroke=\"" + cluster_stroke(colours[n + i], has_groups) + "\"/>\n";
  }
  page.add("<g fill=\"none\" stroke-width=\"1.4\">\n" + branches + "</g>\n");
  if (tree.cluster_count >= 2 && tree.cluster_count <= n) {
    const int kept = n - tree.cluster_count;
    const double below = kept > 0 ? tree.merges[kept - 1].height : 0.0;
    const double cut = x.at(0.5 * (below + tree.merges[kept].height));
    page.add(svg::line({cut, page.top()}, {cut, page.bottom()},
                       "stroke=\"#1C2430\" stroke-dasharray=\"3 3\""));
  }

  const double font_px = std::clamp(0.8 * tree.row_px, 5.0, 12.0);
  double widest = 0.0;
  for (int leaf = 0; leaf < n; ++leaf) {
    double left = page.right() + 8.0;
    if (has_groups && tree.leaf_groups[leaf] >= 0) {
      const LabelStyle style = label_style(tree.leaf_groups[leaf]);
      page.add("<g fill=\"" + std::string(svg::colour(style.colour)) + "\">" +
               svg::marker(style.shape, {left + 4.0, place[leaf].y}, 0.33 * tree.row_px) +
               "</g>\n");
    }
    if (has_groups) left += 14.0;
    page.add(svg::text({left, place[leaf].y + 0.36 * font_px}, tree.leaves[leaf],
                       "font-size=\"" + px(font_px) + "\""));
    widest = std::max(widest, left - page.right() + svg::text_width(tree.leaves[leaf], font_px));
  }
  page.reserve_right(widest + 14.0);
  if (has_groups && !tree.groups.empty()) {
    std::vector<svg::LegendEntry> legend;
    for (size_t g = 0; g < tree.groups.size(); ++g) {
      const LabelStyle style = label_style(static_cast<int>(g));
      legend.push_back({"<g fill=\"" + std::string(svg::colour(style.colour)) + "\">" +
                            svg::marker(style.shape, {0.0, 0.0}) + "</g>",
                        tree.groups[g]});
    }
    page.add_legend("", legend, widest);
  }
  return page.finish("");
}

}  // namespace kinemote::app
