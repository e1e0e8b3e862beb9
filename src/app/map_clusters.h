// Clusters of a map and their scores. Private to the map job.
#pragma once

#include "app/map_job.h"

namespace kinemote::app {

/// The tree of agglomerative clusters. Error (usage) for average and complete linkage without all
/// distances.
Result<std::vector<analysis::Merge>> grow_tree(const MapResult& map);

/// Finds clusters by the settings (agglomerative ones in map.dendrogram, which must be there) and
/// fills clusters (by falling size) and suggestion;
/// settings.cluster_count becomes a number. `wanted` is used where the settings leave it open.
Status find_clusters(MapResult& map, int wanted, const Progress& progress);

/// The tree cut into k clusters, numbered by falling size as those of a map. Error (usage) unless
/// 1 <= k <= number of clips.
Result<std::vector<int>> cut_by_size(const std::vector<analysis::Merge>& merges, int k);

/// Silhouette, Davies-Bouldin, Calinski-Harabasz and, against labels, ARI, purity and NMI beside
/// chance; warns of near-singletons.
void score_clusters(MapResult& map);

/// Number of every clip's label in order of first appearance; -1 without a label.
std::vector<int> label_numbers(const std::vector<MapClip>& clips);

}  // namespace kinemote::app
