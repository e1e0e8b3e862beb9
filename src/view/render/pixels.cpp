#include "view/render/pixels.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace kinemote::view {
namespace {

/// sRGB byte to linear light, and linear light in 4096 steps back to a byte.
struct Curves {
  std::array<float, 256> linear;
  std::array<uint8_t, 4097> srgb;
  Curves() {
    for (size_t i = 0; i < linear.size(); ++i) {
      const double c = static_cast<double>(i) / 255.0;
      linear[i] = static_cast<float>(c <= 0.04045 ? c / 12.92 : std::pow((c + 0.055) / 1.055, 2.4));
    }
    for (size_t i = 0; i < srgb.size(); ++i) {
      const double l = static_cast<double>(i) / 4096.0;
      const double c = l <= 0.0031308 ? 12.92 * l : 1.055 * std::pow(l, 1.0 / 2.4) - 0.055;
      srgb[i] = static_cast<uint8_t>(std::lround(255.0 * c));
    }
  }
};

/// One channel of a pixel with alpha multiplied in, divided out.
int without_alpha(int value, int alpha) {
  return alpha == 0 ? 0 : std::min(255, (value * 255 + alpha / 2) / alpha);
}

}  // namespace

Image finish_picture(const Image& drawn, int scale) {
  static const Curves curves;
  Image image;
  image.width = drawn.width / scale;
  image.height = drawn.height / scale;
  image.rgba.resize(static_cast<size_t>(4) * image.width * image.height);
  for (int y = 0; y < image.height; ++y) {
    for (int x = 0; x < image.width; ++x) {
      // Light is averaged weighted by alpha; a pixel's own colour is what it would be when opaque.
      std::array<float, 3> light{};
      int alpha_sum = 0;
      for (int row = 0; row < scale; ++row) {
        const size_t start = 4 * (static_cast<size_t>(y * scale + row) * drawn.width +
                                  static_cast<size_t>(x) * scale);
        for (int column = 0; column < scale; ++column) {
          const uint8_t* pixel = &drawn.rgba[start + 4 * static_cast<size_t>(column)];
          const int alpha = pixel[3];
          alpha_sum += alpha;
          for (size_t c = 0; c < 3; ++c) {
            light[c] += static_cast<float>(alpha) *
                        curves.linear[static_cast<size_t>(without_alpha(pixel[c], alpha))];
          }
        }
      }
      uint8_t* out =
          &image.rgba[4 * (static_cast<size_t>(y) * image.width + static_cast<size_t>(x))];
      if (alpha_sum == 0) continue;
      for (size_t c = 0; c < 3; ++c) {
        out[c] = curves.srgb[static_cast<size_t>(
            std::lround(4096.0f * light[c] / static_cast<float>(alpha_sum)))];
      }
      out[3] = static_cast<uint8_t>((alpha_sum + scale * scale / 2) / (scale * scale));
    }
  }
  return image;
}

}  // namespace kinemote::view
