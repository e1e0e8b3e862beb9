// The steps of making a map, each a function of the one before. Private to the map job.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "app/map_job.h"

namespace kinemote::app {

/// Clips measured so far; what a cancelled job leaves, the next one goes on with.
struct MeasuringState {
  std::vector<std::optional<ClipMeasure>> measures;  // one a clip of the set
  std::vector<std::string> problems;                 // why a clip could not be measured; else ""
  std::vector<double> durations_s;
};

/// The clips that could be read and compared, as one space of distances.
struct MapSpace {
  std::vector<MapClip> clips;  // without clusters
  std::shared_ptr<const SignatureSpace> space;
  std::optional<StyleReport> style;
  Warnings warnings;
};

/// Places of the clips and how far they can be trusted.
struct MapEmbedding {
  Eigen::MatrixXd coordinates;  // as shown: aligned, if that was asked for
  Eigen::MatrixXd unaligned;
  Eigen::VectorXd eigenvalues;
  double eigenvalue_sum = 0.0;
  double stress1 = 0.0;
  std::string embed;  // landmark, where classical was too large
  std::vector<int> landmarks;
  analysis::ClassicalPlacement placement;  // of classical and landmark maps
  std::optional<analysis::Procrustes> turn;
  std::optional<MapAlignment> alignment;
  analysis::NeighbourhoodScores neighbourhoods;
  analysis::ShepardDiagram shepard;
  Warnings warnings;
};

/// Reads and measures every clip of which `state` does not know yet. Error: cancelled.
Status measure_clips(const ClipSet& source, const ClipMeter& meter, int threads,
                     const Progress& progress, MeasuringState& state);

/// Errors: bad input if fewer than 3 clips remain or they cannot be compared; cancelled.
Result<MapSpace> make_space(const ClipSet& source, const std::string& name,
                            const MapSettings& settings, MeasuringState measured,
                            const Progress& progress);

/// `distances` is null for landmark maps.
Result<MapEmbedding> embed_map(const MapSpace& space, const analysis::DistanceMatrix* distances,
                               const MapSettings& settings, const Progress& progress);

/// True if the map needs the distances of all pairs.
bool needs_all_distances(const MapSettings& settings, int clip_count);

}  // namespace kinemote::app
