// Pictures in memory and as PNG.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

#include "motion/core/result.h"

namespace kinemote::view {

/// RGBA, 8 bits, top row first.
struct Image {
  int width = 0;
  int height = 0;
  std::vector<uint8_t> rgba;
};

/// PNG bytes (the caller writes them, atomically). Error (environment) if encoding fails.
Result<std::string> encode_png(const Image& image);

/// Pictures of equal height side by side.
Image side_by_side(const std::vector<Image>& images);

}  // namespace kinemote::view
