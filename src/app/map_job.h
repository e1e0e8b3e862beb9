// The map of a data set: signatures, distances, embedding, clusters, scores.
#pragma once

#include <Eigen/Core>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "analysis/stats/clustering.h"
#include "analysis/stats/distance_matrix.h"
#include "analysis/stats/map_quality.h"
#include "app/clip_set.h"
#include "app/map_choices.h"
#include "app/map_file.h"
#include "app/map_place.h"
#include "app/style_signature.h"
#include "motion/core/progress.h"
#include "motion/io/dataset.h"

namespace kinemote::app {

struct MapSettings : MapChoices {
  std::optional<MapFile> align;  // turned and scaled towards this map, where clips are on both
  std::shared_ptr<synthesis::MotionModel> model;  // for signature latent
  int threads = 0;
  Status validate() const;
};

struct MapClip {
  io::DatasetEntry entry;
  int cluster = -1;
  double duration_s = 0.0;
};

/// A clip that was put on a finished map and did not help to make it.
struct PlacedClip {
  std::filesystem::path path;
  std::string name;
  MapPlacement placement;
};

/// How the map was turned towards another one.
struct MapAlignment {
  std::string source;      // what the other map was of
  int common_clips = 0;    // that are on both
  double disparity = 0.0;  // share of the other map's spread that does not fit; 0: the same shape
  double scale = 1.0;      // that this map was multiplied by
};

/// Scores that do not exist (no labels, one cluster) are NaN.
struct MapResult {
  MapSettings settings;        // with what "" and 0 stood for
  std::string source;          // what was mapped: the folder's name, or "builtin"
  std::vector<MapClip> clips;  // those that could be read
  /// Between all clips; null for landmark maps. Shared by maps of the same clips and signature.
  std::shared_ptr<const analysis::DistanceMatrix> distances;
  std::shared_ptr<const SignatureSpace> space;  // that the distances are of
  Eigen::MatrixXd coordinates;                  // N x dims
  /// Of classical scaling, which SMACOF starts from: all of up to 500 clips, else the largest.
  Eigen::VectorXd eigenvalues;
  /// What shares of eigenvalues are of: the sum of the positive ones, or of all where not all are
  /// known.
  double eigenvalue_sum = 0.0;
  double stress1 = 0.0, silhouette = 0.0, davies_bouldin = 0.0, calinski_harabasz = 0.0;
  double ari = 0.0, purity = 0.0, nmi = 0.0;
  double chance_ari_mean = 0.0, chance_ari_p95 = 0.0;
  double chance_purity_mean = 0.0, chance_purity_p95 = 0.0;
  double chance_nmi_mean = 0.0, chance_nmi_p95 = 0.0;
  std::vector<double> chance_aris;  // one a shuffle of the labels, rising
  analysis::NeighbourhoodScores neighbourhoods;
  analysis::ShepardDiagram shepard;
  std::vector<int> cluster_sizes;
  std::vector<analysis::Merge> dendrogram;  // of agglomerative clusters; cut_tree() at any k
  std::optional<analysis::SuggestedCount> suggested_count;  // where kAutoCount asked for it
  std::optional<MapAlignment> alignment;
  std::optional<StyleReport> style;         // of signature style
  std::vector<int> landmarks;               // of landmark maps
  std::shared_ptr<const MapPlacer> placer;  // puts new clips on this map; null for style
  std::vector<PlacedClip> placed;           // by place_clips()
  std::vector<std::pair<std::string, double>> timings_s;
  Warnings warnings;  // files that could not be read, near-singleton clusters…
};

/// Reads every clip (on `threads` cores) and maps it. k-means and Ward work on the coordinates,
/// average and complete linkage on the distances; silhouette, Davies-Bouldin and Calinski-Harabasz
/// are of the coordinates. Labels enter only the scores ARI, purity and NMI, over the clips that
/// have one (and signature style, which learns from half of them and says so). Clips that cannot be
/// read or measured are skipped with a warning. Errors: usage (settings), bad input if fewer than 3
/// clips remain, cancelled.
Result<MapResult> make_map(const ClipSet& clips, const MapSettings& settings,
                           const Progress& progress);
Result<MapResult> make_map(const io::Dataset& dataset, const MapSettings& settings,
                           const Progress& progress);

/// Puts clips on the map; those that cannot be read or measured are left out with a warning.
/// Errors: usage for maps of signature style, where a clip has no place without the others of its
/// content; cancelled.
Status place_clips(MapResult& map, const ClipSet& clips, const Progress& progress);

/// The command-line contract's JSON object. Without timings two equal runs give the same bytes: for
/// files.
std::string map_to_json(const MapResult& map, bool has_timings = true);
/// A figure for print: scatter by label (colour and shape) with legend, axes with explained
/// variance, hulls of the clusters, placed clips as targets with their names, and a caption with
/// the scores beside chance.
std::string map_to_svg(const MapResult& map);
/// The distance matrix as CSV with clip names. Error (usage) for landmark maps, which have none.
Status write_matrix_csv(const std::filesystem::path& path, const MapResult& map);

}  // namespace kinemote::app
