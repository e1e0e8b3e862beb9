#include "view/render/image.h"

#include <stb/stb_image_write.h>

#include <algorithm>

namespace kinemote::view {

Result<std::string> encode_png(const Image& image) {
  const size_t pixels = static_cast<size_t>(std::max(image.width, 0)) * std::max(image.height, 0);
  if (pixels == 0 || image.rgba.size() != 4 * pixels) {
    return usage_error("a picture of " + std::to_string(image.width) + " x " +
                       std::to_string(image.height) + " pixels needs " +
                       std::to_string(4 * pixels) + " bytes (more than 0), but has " +
                       std::to_string(image.rgba.size()));
  }
  bool is_opaque = true;
  for (size_t i = 0; i < pixels && is_opaque; ++i) is_opaque = image.rgba[4 * i + 3] == 255;
  const int channels = is_opaque ? 3 : 4;
  std::vector<uint8_t> rgb;
  if (is_opaque) {
    rgb.resize(3 * pixels);
    for (size_t i = 0; i < pixels; ++i) std::copy_n(&image.rgba[4 * i], 3, &rgb[3 * i]);
  }
  std::string png;
  const auto append = [](void* context, void* data, int size) {
    static_cast<std::string*>(context)->append(static_cast<const char*>(data),
                                               static_cast<size_t>(size));
  };
  const int is_written =
      stbi_write_png_to_func(append, &png, image.width, image.height, channels,
                             is_opaque ? rgb.data() : image.rgba.data(), image.width * channels);
  if (is_written == 0) {
    return environment_error("a picture of " + std::to_string(image.width) + " x " +
                             std::to_string(image.height) +
                             " pixels could not be encoded as PNG: out of memory");
  }
  return png;
}

Image side_by_side(const std::vector<Image>& images) {
  Image all;
  for (const Image& image : images) {
    all.width += image.width;
    all.height = std::max(all.height, image.height);
  }
  all.rgba.assign(static_cast<size_t>(4) * all.width * all.height, 0);
  int left = 0;
  for (const Image& image : images) {
    for (int row = 0; row < image.height; ++row) {
      std::copy_n(image.rgba.begin() + static_cast<ptrdiff_t>(4) * image.width * row,
                  4 * image.width,
                  all.rgba.begin() + static_cast<ptrdiff_t>(4) * (row * all.width + left));
    }
    left += image.width;
  }
  return all;
}

}  // namespace kinemote::view
