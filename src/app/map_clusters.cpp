#include "app/map_clusters.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>
#include <set>

namespace kinemote::app {
namespace {

constexpr double kNaN = std::numeric_limits<double>::quiet_NaN();
constexpr int kLargestSuggestion = 30;

std::vector<int> clusters_of(const std::vector<MapClip>& clips) {
  std::vector<int> clusters;
  clusters.reserve(clips.size());
  for (const MapClip& clip : clips) clusters.push_back(clip.cluster);
  return clusters;
}

/// Flat clusters for k: k-means anew, or the tree cut.
Result<std::vector<int>> partition(const MapResult& map, int k) {
  if (map.settings.cluster != "kmeans") return analysis::cut_tree(map.dendrogram, k);
  const auto found = analysis::kmeans(map.coordinates, k, map.settings.seed);
  if (!found) return found.error();
  return found->labels;
}

/// Numbers clusters by falling size (ties: first appearance).
void order_by_size(std::vector<int>& clusters) {
  const int count = 1 + *std::max_element(clusters.begin(), clusters.end());
  std::vector<int> size_of(count, 0);
  for (const int c : clusters) ++size_of[c];
  std::vector<int> order(count);
  for (int c = 0; c < count; ++c) order[c] = c;
  std::stable_sort(order.begin(), order.end(),
                   [&](int a, int b) { return size_of[a] > size_of[b]; });
  std::vector<int> rank(count);
  for (int r = 0; r < count; ++r) rank[order[r]] = r;
  for (int& c : clusters) c = rank[c];
}

void score_against_labels(MapResult& map, const std::vector<int>& clusters) {
  map.ari = map.purity = map.nmi = kNaN;
  map.chance_ari_mean = map.chance_ari_p95 = kNaN;
  map.chance_purity_mean = map.chance_purity_p95 = kNaN;
  map.chance_nmi_mean = map.chance_nmi_p95 = kNaN;
  const std::vector<int> labels = label_numbers(map.clips);
  std::vector<int> known_clusters;
  std::vector<int> known_labels;
  for (size_t i = 0; i < labels.size(); ++i) {
    if (labels[i] < 0) continue;
    known_clusters.push_back(clusters[i]);
    known_labels.push_back(labels[i]);
  }
  if (std::set<int>(known_labels.begin(), known_labels.end()).size() < 2) {
    map.warnings.push_back(
        "fewer than two labels are known, so there is no ARI, purity or NMI; labels come from "
        "labels.json, from Bandai-Namco file names, or from sub-folders");
    return;
  }
  map.ari = analysis::adjusted_rand_index(known_clusters, known_labels);
  map.purity = analysis::purity(known_clusters, known_labels);
  map.nmi = analysis::normalised_mutual_information(known_clusters, known_labels);
  analysis::ChanceLevel chance =
      analysis::chance_level(known_clusters, known_labels, map.settings.seed);
  map.chance_ari_mean = chance.ari_mean;
  map.chance_ari_p95 = chance.ari_p95;
  map.chance_purity_mean = chance.purity_mean;
  map.chance_purity_p95 = chance.purity_p95;
  map.chance_nmi_mean = chance.nmi_mean;
  map.chance_nmi_p95 = chance.nmi_p95;
  map.chance_aris = std::move(chance.aris);
}

/// A few outliers as clusters of their own beside one big rest score a high silhouette.
void warn_of_singletons(MapResult& map) {
  if (map.silhouette < 0.5 || !analysis::is_mostly_near_singletons(map.cluster_sizes)) return;
  const long small = std::count_if(map.cluster_sizes.begin(), map.cluster_sizes.end(),
                                   [](int size) { return size <= 2; });
  map.warnings.push_back("the silhouette of " + std::to_string(map.silhouette).substr(0, 4) +
                         " comes from near-singletons: " + std::to_string(small) + " of " +
                         std::to_string(map.cluster_sizes.size()) +
                         " clusters hold one or two clips, so it says little; look at "
                         "cluster_sizes, or try --cluster ward");
}

}  // namespace

std::vector<int> label_numbers(const std::vector<MapClip>& clips) {
  std::map<std::string, int> numbers;
  std::vector<int> result;
  for (const MapClip& clip : clips) {
    const int next = static_cast<int>(numbers.size());
    result.push_back(
        clip.entry.label.empty() ? -1 : numbers.try_emplace(clip.entry.label, next).first->second);
  }
  return result;
}

Result<std::vector<analysis::Merge>> grow_tree(const MapResult& map) {
  if (map.settings.cluster == "ward") {
    return analysis::linkage(analysis::point_distances(map.coordinates), analysis::Linkage::kWard);
  }
  if (map.distances == nullptr) {
    return usage_error(map.settings.cluster +
                       " linkage works on all distances, which a landmark map does not have; use "
                       "kmeans or ward");
  }
  return analysis::linkage(*map.distances, map.settings.cluster == "average"
                                               ? analysis::Linkage::kAverage
                                               : analysis::Linkage::kComplete);
}

Result<std::vector<int>> cut_by_size(const std::vector<analysis::Merge>& merges, int k) {
  auto clusters = analysis::cut_tree(merges, k);
  if (clusters) order_by_size(*clusters);
  return clusters;
}

Status find_clusters(MapResult& map, int wanted, const Progress& progress) {
  const int count = static_cast<int>(map.clips.size());
  int k = map.settings.cluster_count;
  if (k == MapSettings::kAutoCount) {
    const int largest = std::clamp(count / 3, 2, kLargestSuggestion);
    bool is_stopped = false;
    auto suggested = analysis::suggest_cluster_count(
        largest,
        [&](int tried) -> Result<std::vector<int>> {
          is_stopped =
              !report(progress, "clusters", static_cast<double>(tried - 2) / (largest - 1));
          if (is_stopped) return cancelled();
          return partition(map, tried);
        },
        [&](const std::vector<int>& labels) {
          return analysis::silhouette_of_points(map.coordinates, labels);
        });
    if (!suggested) return suggested.error();
    k = suggested->k;
    map.suggested_count = std::move(*suggested);
  }
  if (k == 0) k = std::min(wanted, count - 1);
  if (k > count) {
    return usage_error(std::to_string(k) + " clusters need at least as many clips; " +
                       std::to_string(count) + " could be read");
  }
  map.settings.cluster_count = k;
  Result<std::vector<int>> clusters = partition(map, k);
  if (!clusters) return clusters.error();
  order_by_size(*clusters);
  map.cluster_sizes = analysis::cluster_sizes(*clusters);
  for (int i = 0; i < count; ++i) map.clips[i].cluster = (*clusters)[i];
  return {};
}

void score_clusters(MapResult& map) {
  const std::vector<int> clusters = clusters_of(map.clips);
  // Each clip its own cluster has no scores.
  const bool is_scorable = map.cluster_sizes.size() < clusters.size();
  map.silhouette = is_scorable ? analysis::silhouette_of_points(map.coordinates, clusters) : kNaN;
  map.davies_bouldin = is_scorable ? analysis::davies_bouldin(map.coordinates, clusters) : kNaN;
  map.calinski_harabasz =
      is_scorable ? analysis::calinski_harabasz(map.coordinates, clusters) : kNaN;
  score_against_labels(map, clusters);
  warn_of_singletons(map);
}

}  // namespace kinemote::app
