// Pictures in memory and as PNG.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

#include "motion/core/result.h"

namespace kinemote::view {

/// RGBA, 8 bits, sRGB, alpha not multiplied in, top row first.
struct Image {
  int width = 0;
  int height = 0;
  std::vector<uint8_t> rgba;  // 4 * width * height
};

/// PNG bytes (the caller writes them, atomically); without an alpha channel where every pixel is
/// opaque. Errors: usage if size and bytes disagree or there is no pixel; environment if encoding
/// fails.
Result<std::string> encode_png(const Image& image);

/// Pictures side by side, tops aligned; what lies below a shorter one is transparent.
Image side_by_side(const std::vector<Image>& images);

}  // namespace kinemote::view
