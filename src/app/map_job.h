// The map of a data set: signatures, distances, embedding, clusters, scores.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include <Eigen/Core>

#include "analysis/features/lma.h"
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

struct MapResult {
  MapSettings settings;
  std::vector<MapClip> clips;         // those that could be read
  Eigen::MatrixXd distances;          // N x N
  Eigen::MatrixXd coordinates;        // N x dims
  Eigen::VectorXd eigenvalues;
  double stress1 = 0, silhouette = 0, davies_bouldin = 0, calinski_harabasz = 0, ari = 0, purity = 0;
  double chance_ari_mean = 0, chance_ari_p95 = 0, chance_purity_mean = 0, chance_purity_p95 = 0;
  std::vector<int> cluster_sizes;
  std::vector<std::pair<std::string, double>> timings_s;
  Warnings warnings;                  // files that could not be read, near-singleton clusters…
};

/// Reads every clip of the data set (on `threads` cores) and maps it. Files that cannot be read are skipped with a
/// warning. Errors: bad input if fewer than 3 clips remain; cancelled.
Result<MapResult> make_map(const io::Dataset& dataset, const MapSettings& settings, const Progress& progress);

/// The command-line contract's JSON object.
std::string map_to_json(const MapResult& map);
/// A figure for print: scatter by label (colour and shape) with legend, axes with explained variance.
std::string map_to_svg(const MapResult& map);
/// The distance matrix as CSV with clip names.
Status write_matrix_csv(const std::filesystem::path& path, const MapResult& map);

}  // namespace kinemote::app
