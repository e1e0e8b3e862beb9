// A fusion of voice and body as a file, and what it says of new performances.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "app/voice_body_job.h"

namespace kinemote::app {

struct FusionModel {
  analysis::FusionKind kind = analysis::FusionKind::kDecision;
  BodySet body = BodySet::kJoints;
  std::vector<std::string> classes;
  std::string classifier;  // RowClassifierSettings::text()
  int performances = 0;    // it has learned from
  analysis::FusedClassifier fused;
};

/// Writes what a fusion learns from (measured rows of every performance, labels, groups, settings)
/// as JSON: open_fusion() learns it again, which takes a second and gives the same fusion. The file
/// holds numbers of voices and bodies, no recordings. Written atomically. Errors: usage (settings),
/// environment.
Status save_fusion(const std::filesystem::path& path, const VoiceBodyData& data,
                   const VoiceBodySettings& settings, BodySet body, analysis::FusionKind kind);

/// Errors (bad input) in one sentence: missing, damaged or foreign files; cancelled.
Result<FusionModel> open_fusion(const std::filesystem::path& path, int threads,
                                const Progress& progress = {});

struct FusedPrediction {
  std::vector<double> probabilities;  // one a class, sum 1
  std::vector<double> voice, body;    // of each alone; empty where it is missing
  double voice_strength = 0.0, body_strength = 0.0;
  Warnings warnings;  // what is missing
};
/// Says what a performance shows from its voice, its body, or both; one of the paths may be empty.
/// Errors: usage (neither), those of reading and measuring.
Result<FusedPrediction> predict_fused(const FusionModel& model, const std::filesystem::path& voice,
                                      const std::filesystem::path& body);

}  // namespace kinemote::app
