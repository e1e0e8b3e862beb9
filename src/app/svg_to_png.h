// A figure as pixels.
#pragma once

#include <string>

#include "motion/core/result.h"

namespace kinemote::app {

/// PNG bytes of an SVG picture, `width` pixels wide, drawn by ffmpeg (its SVG decoder is librsvg)
/// as a child process. Error (environment) if ffmpeg is missing or cannot: the sentence names the
/// package and the way out, .svg.
Result<std::string> png_from_svg(const std::string& svg, int width);

/// Writes a figure atomically: as it is where `path` ends in .svg, else as PNG, 2000 pixels wide.
Status write_figure(const std::string& path, const std::string& svg);

}  // namespace kinemote::app
