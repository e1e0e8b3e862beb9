// What the motion on the stage measures: affect features, PAD by regression, plausibility.
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "analysis/affect/pad.h"
#include "analysis/features/plausibility.h"
#include "app/latest_worker.h"
#include "app/playable.h"

namespace kinemote::app {

struct MeasureRequest {
  PlayablePtr motion;
  std::shared_ptr<const analysis::AffectModel> affect;  // null: features only
};

struct Measures {
  PlayablePtr motion;                // that was measured
  std::vector<double> features;      // affect features, in AffectModel::feature_names order
  std::optional<analysis::Pad> pad;  // the regressor's guess
  std::optional<analysis::Plausibility> plausibility;  // empty without a body
  std::string error;  // why features or PAD are missing; "" if they are there
};

/// Measures on the calling thread. Cost: a few milliseconds for 5 s of motion.
Measures measure(const MeasureRequest& request);

using Meter = LatestWorker<MeasureRequest, Measures>;

/// A feature that a reader can picture, out of the many that are measured.
struct ReadoutFeature {
  std::string name;     // of the feature vector
  std::string label;    // "Hand distance"
  std::string tooltip;  // one sentence
};
/// Features shown in the read-out, in order; those that a model does not have are skipped.
const std::vector<ReadoutFeature>& readout_features();

}  // namespace kinemote::app
