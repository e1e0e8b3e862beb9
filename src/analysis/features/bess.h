// Laban movement features of our own choice, set `lma`: Body, Effort, Shape and Space.
//
// Sources: Larboulette & Gibet (2015), A review of computable expressive descriptors of human
// motion, MOCO, 10.1145/2790994.2790998 (Effort, extents); Aristidou, Charalambous & Chrysanthou
// (2015), CGF, 10.1111/cgf.12598, and Aristidou et al. (2017), SCA, 10.1145/3099564.3099566 (the
// 27 features and their statistics). Every column with its equation: docs/features/lma.md.
#pragma once

#include <string>
#include <vector>

#include "analysis/features/lma.h"

namespace kinemote::analysis {

/// Column names in order, "body_…", "effort_…", "shape_…" and "space_…"; statistics end in "_mean",
/// "_sd", "_min" and "_max".
const std::vector<std::string>& bess_names();

/// One row a window. Normalised by height lengths are in body heights, else in metres; axes are the
/// figure's own in both. Invariant to yaw, to any translation, to exchanging left and right and
/// (by height) to size. Never NaN. window_s 0: the whole clip.
/// Errors: usage if the window is shorter than 5 frames or height_m is missing; bad input if the
/// clip is shorter than a window or holds positions that are not finite. Cost: about 1 us a frame.
Result<FeatureRows> bess(const WorldMotion& world, const BodyMap& body,
                         const LmaSettings& settings);

}  // namespace kinemote::analysis
