// Trains a motion VAE: data, epochs, checkpoints, measures, model file.
#pragma once

#include <chrono>
#include <filesystem>
#include <memory>
#include <vector>

#include "synthesis/control/motion_model.h"
#include "synthesis/models/training_windows.h"
#include "synthesis/models/vae_network.h"

namespace kinemote::synthesis {

/// Windows as the network takes them, in the order of a list of indices.
struct EncodedWindows {
  std::vector<WindowIndex> indices;  // N
  std::vector<float> components;     // N x P
  int count() const { return static_cast<int>(indices.size()); }
};

/// One training run; `clips` must outlive it.
class MotionVaeTrainer {
 public:
  MotionVaeTrainer(const std::vector<TrainingClip>& clips, const MotionVaeSettings& settings,
                   std::filesystem::path out, const Progress& progress)
      : clips_(clips), settings_(settings), out_(std::move(out)), progress_(progress) {}

  /// See ModelsLibrary::train_motion_vae. May throw std::exception.
  Result<TrainReport> run(bool resume);

 private:
  Status prepare();
  Status resume_from_checkpoint();
  Status train();
  /// One pass over the training windows; false if it was cancelled.
  bool run_epoch(int epoch, CurvePoint& point);
  /// Whether held-out windows have stopped coming back better.
  bool is_done() const;
  Status write_checkpoint(const std::string& state) const;
  Status finish();
  Result<EncodedWindows> encode_windows(const std::vector<WindowIndex>& indices,
                                        const LinearFront& front);
  std::filesystem::path checkpoint_path() const;
  /// Names this training: settings and data.
  std::string identity() const;

  const std::vector<TrainingClip>& clips_;
  const MotionVaeSettings settings_;
  const std::filesystem::path out_;
  const Progress& progress_;

  TrainingWindows data_;
  LinearFront front_;
  std::unique_ptr<VaeNetwork> network_;
  EncodedWindows training_, held_out_;
  TrainReport report_;
  int epochs_ = 0;
};

}  // namespace kinemote::synthesis
