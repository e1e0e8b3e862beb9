// New motions as files.
#pragma once

#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "motion/core/progress.h"
#include "synthesis/control/generate.h"

namespace kinemote::app {

/// The motion model of `--model` ("" or "builtin": the shipped one). Loads the models room on first
/// use, about a second. Errors: bad input (missing, damaged or another kind of file), environment
/// (no models room).
Result<std::unique_ptr<synthesis::MotionModel>> open_motion_model(const std::string& name_or_path);

/// What is generated when nothing is asked for: walk if the model knows it, else its first content.
std::string default_content(const synthesis::ModelCard& card);

struct GeneratedFile {
  std::filesystem::path path;
  uint64_t seed = 0;
  synthesis::Generated motion;
};

/// The file of motion `number` (from 1) of `count`: walk.bvh, or walk_001.bvh of several.
std::filesystem::path numbered(const std::filesystem::path& path, int number, int count);

/// `count` motions from seeds settings.seed, + 1, + 2…, written by the extension of `out` (.bvh,
/// .csv), numbered if there are several. Files appear only when all motions are made. Errors: usage
/// (name, content, latent), environment, cancelled.
Result<std::vector<GeneratedFile>> generate_files(synthesis::MotionModel& model,
                                                  const synthesis::GenerateSettings& settings,
                                                  const std::filesystem::path& out, int count,
                                                  const Progress& progress);

}  // namespace kinemote::app
