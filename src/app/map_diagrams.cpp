#include "app/map_diagrams.h"

#include <algorithm>
#include <cmath>

#include "app/figure/dendrogram.h"
#include "app/figure/heat_map.h"
#include "app/figure/scatter_plot.h"
#include "app/map_relations.h"
#include "app/markup.h"

namespace kinemote::app {
namespace {

std::string source_words(const MapResult& map) {
  return std::to_string(map.clips.size()) + " clips" +
         (map.source.empty() ? "" : " of " + map.source) + "; " + map_choices_words(map.settings);
}

}  // namespace

Result<std::string> map_shepard_svg(const MapResult& map) {
  if (map.shepard.given.empty()) {
    return usage_error(
        "a landmark map has no Shepard diagram: not all of its distances are known; use --embed "
        "classical or smacof");
  }
  ScatterPlot plot;
  plot.words.title = "Shepard diagram";
  plot.words.subtitle = source_words(map);
  plot.words.notes = {"Each point is a pair of clips (" + std::to_string(map.shepard.given.size()) +
                      " drawn). On the dashed line the map shows a distance as it is; below it, "
                      "too small. Stress-1 " +
                      fixed_text(map.stress1, 3) + "; of the monotone fit " +
                      fixed_text(map.shepard.nonmetric_stress1, 3) + "."};
  plot.x.title = "distance between signatures";
  plot.y.title = "distance on the map";
  plot.x.low = plot.y.low = 0.0;
  plot.has_diagonal = true;
  plot.marker_px = 2.2;
  plot.size = {560.0, 480.0};
  plot.groups = {{.name = "pairs of clips", .x = map.shepard.given, .y = map.shepard.fitted},
                 {.name = "best monotone fit", .x = map.shepard.given, .y = map.shepard.monotone}};
  return scatter_plot_svg(plot);
}

Result<std::string> map_tree_svg(const MapResult& map) {
  if (map.dendrogram.empty()) {
    return usage_error("k-means has no tree; use --cluster ward, average or complete");
  }
  constexpr size_t kMostNames = 300;
  constexpr double kHeight_px = 3600.0;
  Dendrogram tree;
  tree.words.title = "Tree of clusters";
  tree.words.subtitle = source_words(map);
  tree.words.notes = {"Cut into " + std::to_string(map.cluster_sizes.size()) +
                      " clusters; markers show labels, which took no part in making the tree."};
  tree.height_title = map.settings.cluster == "ward" ? "increase of the clusters' spread (Ward)"
                                                     : "distance between the clusters joined";
  const bool has_names = map.clips.size() <= kMostNames;
  std::vector<std::string> labels;
  for (const MapClip& clip : map.clips) labels.push_back(clip.entry.label);
  std::sort(labels.begin(), labels.end());
  labels.erase(std::unique(labels.begin(), labels.end()), labels.end());
  tree.groups = labels;
  for (std::string& name : tree.groups) {
    if (name.empty()) name = "no label";
  }
  for (const MapClip& clip : map.clips) {
    tree.leaves.push_back(has_names ? clip.entry.name : "");
    tree.leaf_groups.push_back(static_cast<int>(
        std::lower_bound(labels.begin(), labels.end(), clip.entry.label) - labels.begin()));
  }
  for (const analysis::Merge& merge : map.dendrogram) {
    tree.merges.push_back({merge.a, merge.b, merge.height});
  }
  tree.cluster_count = static_cast<int>(map.cluster_sizes.size());
  if (!has_names) tree.row_px = std::max(1.0, kHeight_px / static_cast<double>(map.clips.size()));
  return dendrogram_svg(tree);
}

Result<std::string> map_confusion_svg(const MapResult& map) {
  std::vector<int> clusters;
  for (const MapClip& clip : map.clips) clusters.push_back(clip.cluster);
  const MapConfusion table = map_confusion(map.clips, clusters);
  if (table.labels.size() < 2) {
    return usage_error(
        "fewer than two labels are known, so there is nothing to compare clusters "
        "with");
  }
  HeatMap heat;
  heat.words.title = "Labels against clusters";
  heat.words.subtitle = source_words(map);
  std::string note = "Number of clips";
  if (std::isfinite(map.ari)) {
    note += "; ARI " + fixed_text(map.ari, 3) + " (chance up to " +
            fixed_text(map.chance_ari_p95, 3) + "), purity " + fixed_text(map.purity, 3) +
            " (chance up to " + fixed_text(map.chance_purity_p95, 3) + ")";
  }
  heat.words.notes = {note + "."};
  heat.row_title = "label";
  heat.column_title = "cluster, by size";
  heat.scale_title = "clips";
  heat.decimals = 0;
  for (size_t l = 0; l < table.labels.size(); ++l) {
    heat.row_names.push_back(table.labels[l].empty() ? "no label" : table.labels[l]);
    for (int c = 0; c < table.cluster_count; ++c) {
      heat.values.push_back(table.at(static_cast<int>(l), c));
    }
  }
  for (int c = 0; c < table.cluster_count; ++c) heat.column_names.push_back(std::to_string(c + 1));
  return heat_map_svg(heat);
}

Result<std::string> map_figure_svg(const MapResult& map, const std::string& figure) {
  if (figure == "map") return map_to_svg(map);
  if (figure == "shepard") return map_shepard_svg(map);
  if (figure == "dendrogram") return map_tree_svg(map);
  if (figure == "confusion") return map_confusion_svg(map);
  return usage_error("figure \"" + figure +
                     "\" is not known; expected map, shepard, dendrogram or confusion");
}

}  // namespace kinemote::app
