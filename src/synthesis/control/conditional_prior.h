// What latents mean under a condition: p(code | PAD or style word, content) from the training
// windows themselves.
//
// Codes (the autoencoder's units) know style and content; latents must not. So every condition has
// a Gaussian, mean m(c) and symmetric root S(c) of its covariance, and a latent is the whitened
// code, S(c)^-1 (code - m(c)): the affine map of optimal transport from the condition to the
// standard normal (Peyré & Cuturi 2019, arXiv:1803.00567, remark 2.31). Moving one latent from a
// condition to another is restyling. Sampling does not trust the Gaussian, since windows lie on
// thin curved sheets: it draws a training window of the condition and steps towards its neighbours,
// a mixture with as many parts as there are windows.
//
// Nothing is trained, which holds for 50 clips as for 5,000. What was compared (flow of affine
// couplings, Gaussian alone) is in docs/motion.md.
#pragma once

#include <Eigen/Core>
#include <cstdint>
#include <list>
#include <map>
#include <span>
#include <utility>
#include <vector>

#include "synthesis/control/motion_model.h"

namespace kinemote::synthesis {

/// Mean and symmetric roots of a condition's covariance, in code units.
struct ConditionMoments {
  Eigen::VectorXf mean;     // D
  Eigen::MatrixXf root;     // D x D
  Eigen::MatrixXf inverse;  // D x D, of root
};

/// Reads references' codes, PAD, content and style; their latents only for sampling and attraction.
class ConditionalPrior {
 public:
  ConditionalPrior(std::vector<ReferenceLatent> references, int dims);

  /// Cost: some milliseconds for a condition other than the last few, D = 64. Not thread-safe. The
  /// reference holds until a few other conditions were asked for.
  const ConditionMoments& moments(const Condition& condition) const;
  std::vector<float> code_of(std::span<const float> latent, const Condition& condition) const;
  std::vector<float> latent_of(std::span<const float> code, const Condition& condition) const;

  /// A latent that fits the condition: a reference drawn by how near its condition is, moved by up
  /// to 0.3 of the way towards or away from three of its neighbours from other clips. Deterministic
  /// for a seed. Without references of the content: a draw from the standard normal.
  std::vector<float> sample(const Condition& condition, uint64_t seed) const;
  /// The latent drawn towards what the condition's own references do at such a latent (kernel
  /// regression over their latents), by a share in [0, 1]: 0 leaves it, 1 is an average of a few
  /// training windows.
  std::vector<float> attracted(std::span<const float> latent, const Condition& condition,
                               double share) const;

  /// By how much codes of a content change when PAD rises by 1 along an axis (0 to 2); zeros where
  /// the content has no PAD.
  std::vector<float> pad_slope(int content, int axis) const;

  /// The training window whose code is nearest; index -1 where there are no references.
  struct Nearest {
    int index = -1;
    double distance = 0.0;
  };
  Nearest nearest_reference(std::span<const float> code) const;

  const std::vector<ReferenceLatent>& references() const { return references_; }

 private:
  using Cell = std::pair<int, int>;  // content, style
  struct Weighted {
    int reference;
    double weight;  // sum 1
  };
  /// References of the content and how much each says about the condition.
  std::vector<Weighted> weights_of(const Condition& condition) const;
  /// The nearest references to one of them, nearest first, among `weights`: of other clips, since a
  /// step along its own is little more than a shift in time, unless there is no other.
  std::vector<int> neighbours(int reference, const std::vector<Weighted>& weights) const;
  /// How far the condition's PAD lies from the references' own, along the content's slope.
  Eigen::VectorXf pad_shift(const Condition& condition, const std::vector<Weighted>& weights) const;
  void fit_slopes();

  std::vector<ReferenceLatent> references_;
  int dims_ = 0;
  std::map<int, Eigen::VectorXf> content_means_;  // mean of the content's cells
  std::map<int, Eigen::VectorXf> style_offsets_;  // mean difference from the contents' means
  std::map<int, Eigen::MatrixXf> covariances_;    // around cells' means, by content
  std::map<int, Eigen::MatrixXf> slopes_;         // D x 3, code from PAD by content: ridge
  mutable std::list<std::pair<Condition, ConditionMoments>> moments_;  // the newest first
};

/// Euclidean distance of two codes (or two latents).
double code_distance(std::span<const float> a, std::span<const float> b);

}  // namespace kinemote::synthesis
