// One clip from a file of any format that the program reads.
#pragma once

#include <filesystem>
#include <optional>
#include <string>

#include "motion/core/body_map.h"
#include "motion/core/kinematics.h"
#include "motion/io/bvh.h"

namespace kinemote::app {

struct LoadSettings {
  /// Metres that one unit of the file stands for; empty: detected from the figure's height.
  std::optional<double> metres_per_unit;
};

/// "m", "cm", "mm", "inch", "foot" or a number of metres, to metres per unit; "auto" or "" to
/// empty. Error (usage) for anything else.
Result<std::optional<double>> parse_unit(const std::string& text);

/// Reads a clip by its extension. Errors: usage for formats that are not read (says which are),
/// bad input for a missing folder or file and for what the reader refuses.
Result<io::ClipImport> load_clip(const std::filesystem::path& path,
                                 const LoadSettings& settings = {});

/// Writes a clip by the extension of `path`: .bvh, or .csv (world joint positions in metres).
/// Error (usage) for other extensions, before anything is written.
Status save_clip(const std::filesystem::path& path, const Clip& clip);
/// The check of save_clip alone, so that long work can refuse a wrong name before it starts.
Status can_save_clip(const std::filesystem::path& path);

/// Lower-case extension without the dot ("bvh"; "" if there is none).
std::string extension_of(const std::filesystem::path& path);

/// A clip with what every measurement of it needs.
struct Body {
  WorldMotion world;
  BodyMap map;
  double height_m = 0.0;
};
/// Error (bad input) if the skeleton has no recognisable body.
Result<Body> body_of(const Clip& clip);

}  // namespace kinemote::app
