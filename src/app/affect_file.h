// The affect model alone, as a JSON file: PAD from features and back.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "analysis/affect/pad.h"
#include "motion/core/result.h"

namespace kinemote::app {

/// An affect model and what it was made from.
struct AffectSource {
  analysis::AffectModel model;
  std::vector<analysis::PadWord> words;  // labels seen in training
  std::string name;
  std::string settings_json = "{}";
  std::string settings_hash;

  /// Length of the pieces that the model was fitted on, seconds: what its errors hold for. Models
  /// that do not say so were fitted on 2 s.
  double window_s() const;
};

/// Writes {"format": "kinemote-affect 1", …}; reads back to the same doubles.
Status write_affect_file(const std::filesystem::path& path, const AffectSource& source);

/// The affect model of a file that `train pad` (.json) or `train motion-vae` has written; "" or
/// "builtin": that of the shipped model. Needs no LibTorch. Error (bad input) in one sentence.
Result<AffectSource> load_affect_model(const std::string& name_or_path);

}  // namespace kinemote::app
