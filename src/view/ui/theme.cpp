#include "view/ui/theme.h"

#include <algorithm>
#include <cmath>

namespace kinemote::view {

Colour Colour::with_alpha(float alpha) const {
  return {r, g, b, static_cast<uint8_t>(std::lround(std::clamp(alpha, 0.0f, 1.0f) * 255.0f))};
}

uint32_t Colour::packed() const {
  return static_cast<uint32_t>(a) << 24 | static_cast<uint32_t>(b) << 16 |
         static_cast<uint32_t>(g) << 8 | r;
}

namespace {

double luminance(const Colour& colour) {
  const auto linear = [](uint8_t value) {
    const double c = value / 255.0;
    return c <= 0.04045 ? c / 12.92 : std::pow((c + 0.055) / 1.055, 2.4);
  };
  return 0.2126 * linear(colour.r) + 0.7152 * linear(colour.g) + 0.0722 * linear(colour.b);
}

constexpr Palette make_dark() {
  Palette p;
  p.is_dark = true;
  p.gap = Colour::hex(0x0C0F13);
  p.panel = Colour::hex(0x161A20);
  p.raised = Colour::hex(0x222831);
  p.raised_hover = Colour::hex(0x2C343F);
  p.raised_active = Colour::hex(0x37414E);
  p.popup = Colour::hex(0x1E242C);
  p.line = Colour::hex(0x2B323C);
  p.control = Colour::hex(0x6B7685);
  p.text = Colour::hex(0xE9ECF1);
  p.text_dim = Colour::hex(0xB1BAC6);
  p.text_faint = Colour::hex(0x919CAB);
  p.accent = Colour::hex(0x62B6F7);
  p.on_accent = Colour::hex(0x08121B);
  p.selection = Colour::hex(0x62B6F7, 46);
  p.done = Colour::hex(0x57CC99);
  p.warning = Colour::hex(0xF2B84B);
  p.error = Colour::hex(0xFF8577);
  p.left = Colour::hex(0x6FBCF0);
  p.right = Colour::hex(0xF0A860);
  p.shade = Colour::hex(0x05070A, 150);
  return p;
}

constexpr Palette make_light() {
  Palette p;
  p.is_dark = false;
  p.gap = Colour::hex(0xCBD2DB);
  p.panel = Colour::hex(0xF6F7F9);
  p.raised = Colour::hex(0xE7EAEF);
  p.raised_hover = Colour::hex(0xDCE1E8);
  p.raised_active = Colour::hex(0xCFD6DF);
  p.popup = Colour::hex(0xFFFFFF);
  p.line = Colour::hex(0xD5DBE3);
  p.control = Colour::hex(0x7A8593);
  p.text = Colour::hex(0x171C24);
  p.text_dim = Colour::hex(0x414B58);
  p.text_faint = Colour::hex(0x57616E);
  p.accent = Colour::hex(0x0B63B0);
  p.on_accent = Colour::hex(0xFFFFFF);
  p.selection = Colour::hex(0x0B63B0, 36);
  p.done = Colour::hex(0x0B6B43);
  p.warning = Colour::hex(0x855400);
  p.error = Colour::hex(0xB3261E);
  p.left = Colour::hex(0x0B63A0);
  p.right = Colour::hex(0xA34E00);
  p.shade = Colour::hex(0x1A2230, 90);
  return p;
}

/// For eyes that need it: black, white, yellow; lines and controls at 3:1 and words at 7:1 at
/// least.
constexpr Palette make_high_contrast() {
  Palette p;
  p.is_dark = true;
  p.has_outlines = true;
  p.gap = Colour::hex(0x8A8A8A);
  p.panel = Colour::hex(0x000000);
  p.raised = Colour::hex(0x141414);
  p.raised_hover = Colour::hex(0x303030);
  p.raised_active = Colour::hex(0x4A4A4A);
  p.popup = Colour::hex(0x000000);
  p.line = Colour::hex(0xB4B4B4);
  p.control = Colour::hex(0xD8D8D8);
  p.text = Colour::hex(0xFFFFFF);
  p.text_dim = Colour::hex(0xF0F0F0);
  p.text_faint = Colour::hex(0xD6D6D6);
  p.accent = Colour::hex(0xFFE14A);
  p.on_accent = Colour::hex(0x000000);
  p.selection = Colour::hex(0xFFE14A, 62);
  p.done = Colour::hex(0x6DF0B4);
  p.warning = Colour::hex(0xFFC25C);
  p.error = Colour::hex(0xFFA69C);
  p.left = Colour::hex(0x86D0FF);
  p.right = Colour::hex(0xFFBE82);
  p.shade = Colour::hex(0x000000, 200);
  return p;
}

}  // namespace

double contrast_ratio(const Colour& a, const Colour& b) {
  const double la = luminance(a), lb = luminance(b);
  return (std::max(la, lb) + 0.05) / (std::min(la, lb) + 0.05);
}

Colour blend(const Colour& bottom, const Colour& top) {
  Colour result = mix(bottom, top, top.a / 255.0f);
  result.a = 255;
  return result;
}

Colour mix(const Colour& a, const Colour& b, float t) {
  const auto channel = [t](uint8_t x, uint8_t y) {
    return static_cast<uint8_t>(std::lround(x + (y - x) * t));
  };
  return {channel(a.r, b.r), channel(a.g, b.g), channel(a.b, b.b), channel(a.a, b.a)};
}

const Palette& palette_of(Theme theme) {
  static constexpr Palette kDarkPalette = make_dark();
  static constexpr Palette kLightPalette = make_light();
  static constexpr Palette kHighContrastPalette = make_high_contrast();
  switch (theme) {
    case Theme::kDark:
      return kDarkPalette;
    case Theme::kLight:
      return kLightPalette;
    case Theme::kHighContrast:
      return kHighContrastPalette;
  }
  return kDarkPalette;
}

const std::array<Colour, app::kColourCount>& data_colours() {
  static constexpr std::array<Colour, app::kColourCount> colours{
      Colour::hex(0xE69F00), Colour::hex(0x56B4E9), Colour::hex(0x009E73), Colour::hex(0xF0E442),
      Colour::hex(0x0072B2), Colour::hex(0xD55E00), Colour::hex(0xCC79A7), Colour::hex(0x999999)};
  return colours;
}

Colour data_colour(const Palette& palette, int index) {
  Colour colour = data_colours()[index % app::kColourCount];
  const double least = palette.has_outlines ? 4.5 : 2.4;
  Colour target = palette.text;
  target.a = 255;
  for (int i = 0; i < 12 && contrast_ratio(colour, palette.panel) < least; ++i) {
    colour = mix(colour, target, 0.1f);
  }
  return colour;
}

Colour ramp_colour(const Palette& palette, float t) {
  static constexpr std::array<Colour, 9> kStops{
      Colour::hex(0x440154), Colour::hex(0x472C7A), Colour::hex(0x3B518B),
      Colour::hex(0x2C718E), Colour::hex(0x21908D), Colour::hex(0x27AD81),
      Colour::hex(0x5CC863), Colour::hex(0xAADC32), Colour::hex(0xFDE725)};
  // Each theme leaves out the end that its panel swallows.
  const float low = palette.is_dark ? 0.18f : 0.0f, high = palette.is_dark ? 1.0f : 0.86f;
  const float at = (low + (high - low) * std::clamp(t, 0.0f, 1.0f)) * (kStops.size() - 1);
  const auto first = std::min(static_cast<size_t>(at), kStops.size() - 2);
  return mix(kStops[first], kStops[first + 1], at - static_cast<float>(first));
}

}  // namespace kinemote::view
