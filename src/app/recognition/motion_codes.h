// What a motion VAE makes of the windows that recognisers see.
#pragma once

#include <Eigen/Core>
#include <memory>
#include <vector>

#include "app/recognition/recognition_set.h"
#include "synthesis/control/motion_model.h"

namespace kinemote::app {

/// Frames that the encoder of a recogniser sees at once, at kRecognitionFps, and how far apart its
/// looks are. Half a second shows a posture on the move and not yet which step of a walk it is,
/// which would drown what is asked for.
inline constexpr int kCodeFrames = 16, kCodeHop = 8;

/// Codes measured by what they change. A unit of the autoencoder's own code may move the body much
/// or hardly at all; to a classifier of few examples all of them would be equally loud. So codes
/// are taken through the metric that the decoder pulls back from motion (Arvanitidis et al. 2018,
/// arXiv:1710.11379, eq. 3), at the mean code, by central differences: M = J'J, J the change of
/// channels in standard deviations of their own. Its Cholesky root gives codes whose Euclidean
/// distance is that of motions. Deviation: M is that of one place instead of along a path.
/// One thread at a time.
class MotionCodes {
 public:
  /// `model`: of kCodeFrames frames. Errors: bad input for another one; those of decoding. Cost:
  /// some hundred decodings.
  static Result<MotionCodes> make(std::unique_ptr<synthesis::MotionModel> model);

  /// N x numbers(): mean over the looks into each window, scaled as one so that the model's
  /// reference looks have a mean square of 1. Errors: bad input (a clip that cannot be read, or of
  /// another skeleton), cancelled.
  Result<Eigen::MatrixXd> of(const RecognitionSet& set, const std::vector<int>& windows,
                             const Progress& progress);
  int numbers() const { return static_cast<int>(root_.cols()); }

 private:
  explicit MotionCodes(std::unique_ptr<synthesis::MotionModel> model) : model_(std::move(model)) {}
  Status measure();

  std::unique_ptr<synthesis::MotionModel> model_;
  Eigen::RowVectorXd mean_;  // code
  Eigen::MatrixXd root_;     // (code - mean) * root_ is measured
};

}  // namespace kinemote::app
