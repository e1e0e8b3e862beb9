// New clips on a finished map.
#pragma once

#include <Eigen/Core>
#include <memory>
#include <optional>
#include <utility>
#include <vector>

#include "analysis/stats/map_quality.h"
#include "analysis/stats/placement.h"
#include "app/map_signature.h"

namespace kinemote::app {

/// Where a new clip lies on a map.
struct MapPlacement {
  Eigen::VectorXd coordinates;
  int cluster = -1;  // whose mean on the map is nearest
  /// Clips of the map nearest by signature, not by the picture, and their distances; nearest first.
  std::vector<std::pair<int, double>> neighbours;
};

/// Puts clips on a map without moving the map: on classical and landmark maps by Gower's
/// interpolation, on SMACOF maps by lowering the stress of the new point alone. Immutable;
/// thread-safe. Cost: reading aside, some milliseconds for a thousand clips on the map.
class MapPlacer {
 public:
  struct Parts {
    ClipMeter meter;
    std::shared_ptr<const SignatureSpace> space;
    analysis::ClassicalPlacement classical;  // of classical and landmark maps
    std::vector<int> landmarks;              // empty: all clips
    bool is_smacof = false;
    Eigen::MatrixXd coordinates;  // N x dims, before alignment
    std::optional<analysis::Procrustes> alignment;
    std::vector<int> clusters;                      // one a clip
    std::shared_ptr<synthesis::MotionModel> model;  // that the meter of signature latent needs
  };
  explicit MapPlacer(Parts parts);

  /// Error (bad input) if the clip cannot be measured or compared.
  Result<MapPlacement> place(const Clip& clip) const;

 private:
  Parts parts_;
  Eigen::MatrixXd cluster_means_;  // k x dims, before alignment
};

}  // namespace kinemote::app
