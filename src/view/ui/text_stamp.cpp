#include "view/ui/text_stamp.h"

#include <imgui.h>
#include <imgui_internal.h>

#include <algorithm>
#include <cmath>

#include "view/ui/fonts.h"

namespace kinemote::view {

namespace {

/// Calls `draw` with every letter of a line.
template <typename Draw>
void for_letters(const std::string& words, const Draw& draw) {
  const char* at = words.c_str();
  const char* end = at + words.size();
  while (at < end) {
    unsigned letter = 0;
    at += ImTextCharFromUtf8(&letter, at, end);
    if (letter == 0) return;
    draw(static_cast<ImWchar>(letter));
  }
}

/// A colour over a pixel whose alpha is not multiplied in.
void blend_pixel(uint8_t* pixel, const Colour& colour, float alpha) {
  const float below = static_cast<float>(pixel[3]) / 255.0f * (1.0f - alpha);
  const float sum = alpha + below;
  if (sum <= 0.0f) return;
  const auto mixed = [&](float top, uint8_t bottom) {
    return static_cast<uint8_t>(
        std::lround((top * alpha + static_cast<float>(bottom) * below) / sum));
  };
  pixel[0] = mixed(static_cast<float>(colour.r), pixel[0]);
  pixel[1] = mixed(static_cast<float>(colour.g), pixel[1]);
  pixel[2] = mixed(static_cast<float>(colour.b), pixel[2]);
  pixel[3] = static_cast<uint8_t>(std::lround(255.0f * sum));
}

}  // namespace

TextStamp::TextStamp(float size_px)
    : atlas_(std::make_unique<ImFontAtlas>()), size_px_(std::round(size_px)) {
  font_ = build_text_font(*atlas_, size_px_);
  atlas_->GetTexDataAsAlpha8(&alpha_, &atlas_width_, &atlas_height_);
  for (ImWchar digit = '0'; digit <= '9'; ++digit) {
    digit_width_ = std::max(digit_width_, font_->FindGlyph(digit)->AdvanceX);
  }
}

TextStamp::~TextStamp() = default;

float TextStamp::width(const std::string& words, bool is_even) const {
  float width = 0.0f;
  for_letters(words, [&](ImWchar letter) {
    width += is_even ? digit_width_ : font_->FindGlyph(letter)->AdvanceX;
  });
  return width;
}

void TextStamp::draw(Image& image, float x, float y, const Colour& colour, const Colour& rim,
                     const std::string& words, bool is_even) const {
  const float reach = std::max(1.0f, std::round(size_px_ / 18.0f));
  for (const float dx : {-reach, 0.0f, reach}) {
    for (const float dy : {-reach, 0.0f, reach}) {
      if (dx != 0.0f || dy != 0.0f) draw_once(image, x + dx, y + dy, rim, 0.35f, words, is_even);
    }
  }
  draw_once(image, x, y, colour, 1.0f, words, is_even);
}

void TextStamp::draw_once(Image& image, float x, float y, const Colour& colour, float strength,
                          const std::string& words, bool is_even) const {
  float pen = std::round(x);
  for_letters(words, [&](ImWchar letter) {
    const ImFontGlyph& glyph = *font_->FindGlyph(letter);
    const float inset = is_even ? 0.5f * (digit_width_ - glyph.AdvanceX) : 0.0f;
    const int left = static_cast<int>(std::lround(pen + inset + glyph.X0));
    const int top = static_cast<int>(std::lround(y + glyph.Y0));
    const int u = static_cast<int>(std::lround(glyph.U0 * static_cast<float>(atlas_width_)));
    const int v = static_cast<int>(std::lround(glyph.V0 * static_cast<float>(atlas_height_)));
    const int wide = static_cast<int>(std::lround(glyph.X1 - glyph.X0));
    const int high = static_cast<int>(std::lround(glyph.Y1 - glyph.Y0));
    for (int row = 0; row < high; ++row) {
      for (int column = 0; column < wide; ++column) {
        const int px = left + column, py = top + row;
        if (px < 0 || py < 0 || px >= image.width || py >= image.height) continue;
        const float alpha =
            strength * static_cast<float>(alpha_[(v + row) * atlas_width_ + u + column]) / 255.0f;
        if (alpha <= 0.0f) continue;
        const size_t at = 4 * (static_cast<size_t>(py) * static_cast<size_t>(image.width) +
                               static_cast<size_t>(px));
        blend_pixel(&image.rgba[at], colour, alpha);
      }
    }
    pen += is_even ? digit_width_ : glyph.AdvanceX;
  });
}

}  // namespace kinemote::view
