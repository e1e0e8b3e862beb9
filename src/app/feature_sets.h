// The feature sets by name: what their columns are called and how one clip is measured.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "analysis/features/motor_signature.h"
#include "analysis/features/normalise.h"
#include "motion/core/clip.h"

namespace kinemote::app {

struct FeatureSettings {
  /// lma27 | lma25 | lma | thesis | thesis-5 | kinematics | signature | keypoint-distances
  std::string set = "lma27";
  /// Seconds; 0: the whole clip (not for lma27 and lma25). Empty: 0.5 s, and the whole clip for
  /// keypoint-distances. The thesis sets have the original's windows, signatures always the whole
  /// clip; a window given for them is an error.
  std::optional<double> window_s = {};
  double hop_s = 0.0;  // 0: equal to the window
  analysis::Normalise normalise = analysis::Normalise::kHeight;
  // Of set signature only.
  analysis::SignatureQuantity quantity = analysis::SignatureQuantity::kVelocityGradient;
  analysis::SignaturePooling pooling = analysis::SignaturePooling::kPooled;
  bool is_scale_free = false;
  int threads = 0;

  Status validate() const;
  double effective_window_s() const;
};

/// Number of quantiles that stand for a distribution in set `signature`.
inline constexpr int kSignatureQuantiles = 64;

struct ClipFeatures {
  std::vector<std::string> columns;
  std::vector<double> start_s;            // one a row
  std::vector<std::vector<double>> rows;  // rows x columns
};

/// One row a window. `signature`: a row of quantiles (k + 1/2) / 64 of every group's distribution
/// ("q01", or "arms_q01"; vectors: of every coordinate, "arms_x_q01"), as step inverse: the mean
/// absolute difference of two such rows approximates their W1 distance. Errors: those of the set.
Result<ClipFeatures> measure_features(const Clip& clip, const FeatureSettings& settings);

/// One sentence on a table of these features: set, windows, units.
std::string describe_features(const FeatureSettings& settings);

}  // namespace kinemote::app
