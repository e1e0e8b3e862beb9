// What a map is judged by, as figures for print; the map itself is map_to_svg().
#pragma once

#include <string>

#include "app/map_job.h"

namespace kinemote::app {

/// Distances between signatures against those on the map, with the best monotone fit. Error (usage)
/// for landmark maps, whose distances are not all known.
Result<std::string> map_shepard_svg(const MapResult& map);
/// The tree of agglomerative clusters with its cut, leaves marked by label. Error (usage) for
/// k-means, which has no tree.
Result<std::string> map_tree_svg(const MapResult& map);
/// Labels against clusters: number of clips. Error (usage) with fewer than two labels.
Result<std::string> map_confusion_svg(const MapResult& map);

/// map | shepard | dendrogram | confusion. Error (usage): another word, or what the above say.
Result<std::string> map_figure_svg(const MapResult& map, const std::string& figure);

}  // namespace kinemote::app
