// One clip from a file of any format that the program reads.
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "motion/core/body_map.h"
#include "motion/core/kinematics.h"
#include "motion/io/file_extension.h"
#include "motion/io/motion_file.h"

namespace kinemote::app {

/// How files are to be understood; what is left empty is detected.
using LoadSettings = io::MotionReadSettings;

/// "m", "cm", "mm", "inch", "foot" or a number of metres, to metres per unit; "auto" or "" to
/// empty. Error (usage) for anything else.
Result<std::optional<double>> parse_unit(const std::string& text);

/// Reads one figure by the extension of its file; of several the first, with a warning (the
/// settings choose another). Errors: those of io::read_motion; bad input for files without a
/// figure.
Result<io::ClipImport> load_clip(const std::filesystem::path& path,
                                 const LoadSettings& settings = {});
/// The figures of a motion that was read. Error (bad input) if there is none: 2-D keypoints,
/// markers.
Result<std::vector<Clip>> figures_of(const io::MotionImport& motion,
                                     const std::filesystem::path& path);

/// Writes a clip by the extension of `path`, with the usual settings of its format. Error (usage)
/// for formats that are not written, before anything is.
Status save_clip(const std::filesystem::path& path, const Clip& clip);
/// The check of save_clip alone, so that long work can refuse a wrong name before it starts.
Status can_save_clip(const std::filesystem::path& path);

using io::extension_of;

/// A clip with what every measurement of it needs.
struct Body {
  WorldMotion world;
  BodyMap map;
  double height_m = 0.0;
};
/// Error (bad input) if the skeleton has no recognisable body.
Result<Body> body_of(const Clip& clip);

}  // namespace kinemote::app
