// What a trained motion VAE is worth: reconstruction beside baselines, what each latent dimension
// does, how much PAD does, and how far the latent still knows PAD.
#pragma once

#include <array>
#include <optional>
#include <string>
#include <vector>

#include "synthesis/models/motion_vae_trainer.h"

namespace kinemote::synthesis {

/// Distances between true and predicted motion over windows, in centimetres.
struct ReconstructionError {
  double joint_cm = 0.0;             // mean over joints, frames and windows, in the heading frame
  double worst_clip_joint_cm = 0.0;  // largest mean of one clip's windows
  std::string worst_clip;
  double path_end_cm = 0.0;  // mean distance of the hips' ground point after the window
};
/// `predicted` and the windows at `indices`: N x C x T each.
ReconstructionError reconstruction_error(const TrainingWindows& data, const KinematicTree& tree,
                                         const std::vector<TrainingClip>& clips,
                                         const std::vector<WindowIndex>& indices,
                                         const std::vector<float>& predicted);

/// Statistics of posterior means (N x D) and log-variances: one entry per dimension, without
/// ranges and effects.
std::vector<LatentDimension> posterior_statistics(const std::vector<float>& means,
                                                  const std::vector<float>& log_variances,
                                                  int latent);

/// Median heights (metres) of heel and toe joints while in contact; 0 where there is no contact.
std::array<double, 2> planted_heights_m(const TrainingWindows& data, const KinematicTree& tree);

/// What ModelCard::kept_slide_m is to be, from the clips that are learned from; none if nobody
/// stands in any.
std::optional<double> kept_slide_m(const TrainingWindows& data,
                                   const std::vector<TrainingClip>& clips);

/// Mean joint displacement (metres, heading frame) between two sets of N windows (N x C x T).
double mean_displacement_m(const KinematicTree& tree, const std::vector<float>& a,
                           const std::vector<float>& b);

/// Percentiles 0 to 100 of the distance from a reference's code to the nearest other one, over at
/// most 2,000 references; empty for fewer than two.
std::vector<double> spacing_percentiles(const std::vector<ReferenceLatent>& references);

/// Sets `low` and `high` of every dimension: 5th and 95th percentile of the references' latents.
void set_latent_ranges(const std::vector<ReferenceLatent>& references,
                       std::vector<LatentDimension>& dimensions);

/// At most `most` of n items, evenly spread.
std::vector<int> evenly_chosen(int n, int most);

/// The affect model of the training clips, and its error on held-out clips beside a constant's.
struct AffectFit {
  analysis::AffectModel model;
  std::vector<analysis::RbfRegression> content_targets;  // see ModelCard
  std::array<double, 3> held_out_mae{}, baseline_mae{};
  int held_out_count = 0;
};
/// Pieces of 2 and 4 s of every clip are measured. Errors: those of fit_affect_model, cancelled.
Result<AffectFit> fit_affect(const std::vector<TrainingClip>& clips, const TrainingWindows& data,
                             uint64_t seed, const Progress& progress);

}  // namespace kinemote::synthesis
