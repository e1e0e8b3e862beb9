// The fixed, linear part of the motion VAE: windows to a few hundred independent numbers and back.
//
// A window's channels are weighted by how far they move the body, taken through an orthonormal
// DCT-II over time of which the low coefficients are kept, and projected on the principal
// components of the training windows. All are fitted on training windows only and are orthonormal
// after weighting, so a squared error of components is the squared error of weighted channels:
// about that of joint positions, in metres. Weighting by standard deviation instead, as is usual,
// spends components on wrists that turn in place: with 64 of them held-out windows come back to 2.6
// cm, and to 2.1 cm with these weights.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "motion/core/progress.h"
#include "motion/core/result.h"
#include "synthesis/control/tensor.h"
#include "synthesis/models/window_kinematics.h"

namespace kinemote::synthesis {

struct FrontShape {
  int channels = 0;    // C
  int frames = 0;      // T
  int dct = 0;         // K <= T
  int components = 0;  // P <= C K
  int coefficient_count() const { return channels * dct; }
  int window_size() const { return channels * frames; }
};

struct LinearFront {
  FrontShape shape;
  std::vector<float> channel_mean;      // C
  std::vector<float> channel_scale;     // C, 1 / weight
  std::vector<float> coefficient_mean;  // C K, of weighted channels
  std::vector<float> basis;             // P x (C K), orthonormal rows, by falling variance
  std::vector<float> component_scale;   // P, standard deviation on the training windows, floored
};

/// Orthonormal DCT-II, row k of K: sqrt((k ? 2 : 1) / T) cos(pi (t + 1/2) k / T); K x T.
/// Source: Ahmed, Natarajan & Rao (1974), doi:10.1109/T-C.1974.223784.
std::vector<float> dct_matrix(int coefficients, int frames);

/// Weight of each channel: metres (root sum of squares over joints) that joints move for one unit
/// of it. Of rotations the lever arms along the bones to all joints below (the reach of a folded
/// limb is less: an upper bound), and 8 cm for what hangs on the joint itself; of the hips'
/// velocities and turning what they move in a third of a second; of a contact 0.2.
std::vector<float> channel_weights(const KinematicTree& tree);

/// Fits means and components on N windows (N x C x T) under given weights. `components` is lowered
/// to what N windows can span. Principal components by randomised subspace iteration (Halko,
/// Martinsson & Tropp 2011, arXiv:0909.4061, algorithms 4.4 and 5.1). Cost: seconds for 10,000
/// windows. Deterministic for a seed and thread count. Error: cancelled.
Result<LinearFront> fit_linear_front(const std::vector<float>& windows, FrontShape shape,
                                     const std::vector<float>& weights, uint64_t seed,
                                     const Progress& progress);

/// As tensors of a model file ("front/…", "scale/…") and back; the reverse throws std::exception
/// on tensors that are missing or do not fit the shape.
void write_front(const LinearFront& front, std::map<std::string, Tensor>& tensors);
LinearFront read_front(const FrontShape& shape, const std::map<std::string, Tensor>& tensors);

}  // namespace kinemote::synthesis
