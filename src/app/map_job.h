// The map of a data set: signatures, distances, embedding, clusters, scores.
#pragma once

#include <Eigen/Core>
#include <filesystem>
#include <string>
#include <utility>
#include <vector>

#include "analysis/features/lma.h"
#include "analysis/stats/distance_matrix.h"
#include "app/clip_set.h"
#include "motion/core/progress.h"
#include "motion/io/dataset.h"

namespace kinemote::app {

struct MapSettings {
  std::string signature = "velocity-gradient";  // velocity-gradient | lma
  std::string embed = "classical";              // classical | smacof
  std::string cluster = "kmeans";               // kmeans | ward | average | complete
  int dims = 2;                                 // [1, 10]
  int cluster_count = 0;                        // 0: number of distinct labels, at least 2
  analysis::Normalise normalise = analysis::Normalise::kHeight;
  uint64_t seed = 1;
  int threads = 0;
  Status validate() const;
};

struct MapClip {
  io::DatasetEntry entry;
  int cluster = -1;
  double duration_s = 0.0;
};

/// Scores that do not exist (no labels, one cluster) are NaN.
struct MapResult {
  MapSettings settings;
  std::string source;          // what was mapped: the folder's name, or "builtin"
  std::vector<MapClip> clips;  // those that could be read
  analysis::DistanceMatrix distances;
  Eigen::MatrixXd coordinates;  // N x dims
  Eigen::VectorXd eigenvalues;  // of classical scaling, which SMACOF starts from
  double stress1 = 0.0, silhouette = 0.0, davies_bouldin = 0.0, calinski_harabasz = 0.0;
  double ari = 0.0, purity = 0.0;
  double chance_ari_mean = 0.0, chance_ari_p95 = 0.0;
  double chance_purity_mean = 0.0, chance_purity_p95 = 0.0;
  std::vector<int> cluster_sizes;
  std::vector<std::pair<std::string, double>> timings_s;
  Warnings warnings;  // files that could not be read, near-singleton clusters…
};

/// Reads every clip (on `threads` cores) and maps it. k-means and Ward work on the coordinates,
/// average and complete linkage on the distances; silhouette, Davies-Bouldin and Calinski-Harabasz
/// are of the coordinates. Labels enter only the scores ARI and purity, over the clips that have
/// one. Clips that cannot be read or measured are skipped with a warning. Errors: usage (settings),
/// bad input if fewer than 3 clips remain, cancelled.
Result<MapResult> make_map(const ClipSet& clips, const MapSettings& settings,
                           const Progress& progress);
Result<MapResult> make_map(const io::Dataset& dataset, const MapSettings& settings,
                           const Progress& progress);

/// The command-line contract's JSON object. Without timings two equal runs give the same bytes: for
/// files.
std::string map_to_json(const MapResult& map, bool has_timings = true);
/// A figure for print: scatter by label (colour and shape) with legend, axes with explained
/// variance, hulls of the clusters, and a caption with the scores beside chance.
std::string map_to_svg(const MapResult& map);
/// The distance matrix as CSV with clip names.
Status write_matrix_csv(const std::filesystem::path& path, const MapResult& map);

}  // namespace kinemote::app
