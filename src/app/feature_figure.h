// Measured features as a picture.
#pragma once

#include <string>
#include <vector>

#include "app/feature_job.h"

namespace kinemote::app {

inline constexpr int kMostCurves = 8;  // as many as there are colours

/// One clip: the named columns over time, at the middle of their windows (no names: the first six).
/// Set `signature`: the quantile function of every clip's first group, up to kMostCurves clips.
/// Set `keypoint-distances`: a heat map of the first window. Errors (usage): a column that the
/// table does not have, more curves than kMostCurves, several clips of a set with windows.
Result<std::string> features_to_svg(const FeatureTable& features, const FeatureSettings& settings,
                                    const std::vector<std::string>& columns);

}  // namespace kinemote::app
