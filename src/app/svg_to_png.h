// A figure as pixels.
#pragma once

#include <string>

#include "motion/core/result.h"

namespace kinemote::app {

/// PNG bytes of an SVG picture, `width` pixels wide, drawn by ffmpeg (its SVG decoder is librsvg)
/// as a child process. Error (environment) if ffmpeg is missing or cannot: the sentence names the
/// package and the way out, .svg.
Result<std::string> png_from_svg(const std::string& svg, int width);

}  // namespace kinemote::app
