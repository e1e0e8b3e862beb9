// What a map's clips have to do with each other: neighbours, clusters against labels.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "app/map_job.h"

namespace kinemote::app {

struct MapNeighbour {
  int point = 0;
  double distance = 0.0;        // between the signatures, in their unit
  bool is_near_on_map = false;  // it is among as many nearest on the first two axes too
};

/// The `count` clips nearest to one by signature, nearest first. By all distances where they were
/// kept, else (landmark maps) measured now: some milliseconds for a thousand clips.
std::vector<MapNeighbour> map_neighbours(const MapResult& map, int point, int count);

/// Labels against clusters.
struct MapConfusion {
  std::vector<std::string> labels;  // alphabetical; "" (none) last
  int cluster_count = 0;
  std::vector<int> counts;        // labels x clusters
  std::vector<int> label_totals;  // one a label
  int at(int label, int cluster) const { return counts[label * cluster_count + cluster]; }
  /// Share of the label's clips that are in the cluster, [0, 1].
  double share(int label, int cluster) const;
};
/// `clusters`: one a clip.
MapConfusion map_confusion(const std::vector<MapClip>& clips, const std::vector<int>& clusters);

/// How many of these clips have which label, most frequent first; ties alphabetically.
std::vector<std::pair<std::string, int>> label_composition(const std::vector<MapClip>& clips,
                                                           const std::vector<int>& points);

}  // namespace kinemote::app
