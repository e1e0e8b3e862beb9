// Trains a sequence classifier: epochs, early stop, checkpoints.
#pragma once

#include <filesystem>
#include <memory>
#include <random>
#include <string>
#include <vector>

#include "motion/core/progress.h"
#include "synthesis/models/sequence_model.h"

namespace kinemote::synthesis {

/// One training run; the sets must outlive it.
class SequenceTrainer {
 public:
  SequenceTrainer(const SequenceSet& train, const SequenceSet& validation,
                  const SequenceTrainSettings& settings, std::filesystem::path checkpoint,
                  const Progress& progress)
      : train_(train),
        validation_(validation),
        settings_(settings),
        checkpoint_(std::move(checkpoint)),
        progress_(progress) {}

  /// See ModelsLibrary::train_sequence_classifier. May throw std::exception.
  Result<SequenceTraining> run(bool resume);

 private:
  /// Network weights after an epoch, and the best so far.
  struct States {
    std::string last, best;
  };

  Status prepare();
  Status resume_from_checkpoint();
  Status train();
  /// One pass; false if it was cancelled. Error (usage) for what the sampler gave.
  Result<bool> run_epoch(int epoch, SequenceCurvePoint& point);
  /// A step's batch; augmented sequences live in `values` and `valid`.
  SequenceBatch make_batch(const std::vector<int>& indices, std::mt19937_64& random,
                           std::vector<float>& values, std::vector<float>& valid) const;
  void measure(SequenceCurvePoint& point) const;
  bool is_better(const SequenceCurvePoint& point) const;
  Status write_checkpoint() const;
  /// Names this training: settings and data.
  std::string identity() const;

  const SequenceSet& train_;
  const SequenceSet& validation_;
  const SequenceTrainSettings& settings_;
  const std::filesystem::path checkpoint_;
  const Progress& progress_;

  SequenceModelCard card_;
  std::unique_ptr<SequenceNetwork> network_;
  States states_;
  SequenceTraining training_;
};

}  // namespace kinemote::synthesis
