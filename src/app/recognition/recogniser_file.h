// Recognisers as files, and what anyone should know before using one.
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "app/recognition/trial.h"

namespace kinemote::app {

/// A recogniser and how it has to be shown motion.
struct OpenedRecogniser {
  std::unique_ptr<Recogniser> recogniser;
  RecogniserSpec spec;
  RecognitionSettings settings;  // its classes are those that it tells apart
  std::string header_json;
  /// How it did on what it had not seen, from the file beside it; none if that is missing or was
  /// made with another recogniser.
  std::optional<TrialResult> held_out;
};

/// What travels in the file of every family: recogniser, settings, classes.
std::string recogniser_header(const RecogniserSpec& spec, const RecognitionSettings& settings,
                              const std::vector<std::string>& classes);

/// Error (bad input) in one sentence for a missing, damaged or foreign file.
Result<OpenedRecogniser> open_recogniser(const std::filesystem::path& path);
/// True for files that open_recogniser() may read: tells them from affect and motion models by
/// their first line.
bool is_recogniser_file(const std::filesystem::path& path);

/// Where a recogniser's held-out windows lie beside its file (trial_to_json(), the header as
/// identity).
std::filesystem::path held_out_path(std::filesystem::path path);

/// Trained on all folds of the split but the first, and judged on that one; written to `path` with
/// its held-out windows and a model card (Markdown) beside it: PATH + ".md".
struct TrainedRecogniser {
  TrialResult held_out;  // of fold 0 alone
  TrialScores scores;
  RecogniserTraining training;
  std::vector<std::filesystem::path> files;
  Warnings warnings;
};
Result<TrainedRecogniser> train_recogniser(const ClipSet& clips, const std::string& data,
                                           const RecognitionSettings& settings,
                                           const RecogniserSpec& spec, int threads,
                                           const std::filesystem::path& path,
                                           const Progress& progress,
                                           const EpochListener& on_epoch = {});

}  // namespace kinemote::app
