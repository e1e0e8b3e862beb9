// A recogniser that has learned: whatever its family, probabilities of classes for windows.
#pragma once

#include <Eigen/Core>
#include <filesystem>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "app/recognition/recognition_set.h"

namespace kinemote::app {

/// What a training says of itself.
struct RecogniserTraining {
  std::string settings;  // what was chosen inside the training part: "svm rbf, C 10, gamma 0.001"
  int window_count = 0, clip_count = 0;
  int64_t parameter_count = 0;                       // sequences
  std::vector<synthesis::SequenceCurvePoint> curve;  // sequences
  double seconds = 0.0;
  Warnings warnings;
};

class Recogniser {
 public:
  virtual ~Recogniser() = default;
  /// N x classes for these windows of a set with the same input. Errors: bad input, environment.
  virtual Result<Eigen::MatrixXd> probabilities(const RecognitionSet& set,
                                                const std::vector<int>& windows) = 0;
  /// Attribution of the predicted class to every number (N x T x C) by integrated gradients; empty
  /// where there are no gradients.
  virtual Result<std::vector<float>> attributions(const RecognitionSet&, const std::vector<int>&) {
    return std::vector<float>{};
  }
  /// How much of what is judged comes from each frame (N x T), see SequenceClassifier::attention();
  /// empty for recognisers that do not read frame by frame.
  virtual Result<std::vector<double>> attention(const RecognitionSet&, const std::vector<int>&) {
    return std::vector<double>{};
  }
  /// Writes what was learned, with `header` (recogniser_file.h), and returns the files. Each
  /// appears whole or not at all.
  virtual Result<std::vector<std::filesystem::path>> save(const std::filesystem::path& path,
                                                          const std::string& header) const = 0;
  const RecogniserTraining& training() const { return training_; }
  /// What only the caller of the training knows.
  void note(int clip_count, double seconds) {
    training_.clip_count = clip_count;
    training_.seconds = seconds;
  }

 protected:
  RecogniserTraining training_;
};

/// Told each epoch of a sequence network when it has been measured, on the training's thread.
using EpochListener = std::function<void(const synthesis::SequenceCurvePoint&)>;

struct FitContext {
  RecognitionSettings settings;
  int threads = 0;
  EpochListener on_epoch = {};
};

/// Learns from the training windows; scalers, grids, balance and augmentation see these alone.
/// `validation` (windows of other clips; may be empty) is where sequence networks stop. A spec with
/// `clips_a_class` takes as many training clips of each class, drawn from the seed; an encoder
/// still sees the others, without their labels. Errors: bad input (a class without a training
/// window), environment (no LibTorch), cancelled.
Result<std::unique_ptr<Recogniser>> fit_recogniser(
    const RecognitionSet& set, const std::vector<int>& training, const std::vector<int>& validation,
    const RecogniserSpec& spec, const FitContext& context, const Progress& progress);

}  // namespace kinemote::app
