// A motion file in another format or at another rate.
#pragma once

#include <filesystem>
#include <string>

#include "app/clip_loader.h"

namespace kinemote::app {

struct ConvertSettings {
  double fps = 0.0;  // 0: the file's own, exactly; else (0, 1000]
  LoadSettings load;
};

struct Converted {
  int frames = 0;
  int joints = 0;
  double fps = 0.0;
  std::string unit_note;
  Warnings warnings;
};

/// Reads `in`, resamples if asked, writes `out` by its extension. Errors: those of load_clip and
/// save_clip; what cannot be written is refused before anything is read.
Result<Converted> convert_file(const std::filesystem::path& in, const std::filesystem::path& out,
                               const ConvertSettings& settings);

}  // namespace kinemote::app
