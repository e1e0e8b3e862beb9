// Colours of the interface: three designed themes, and the colours of data.
#pragma once

#include <array>
#include <cstdint>

#include "app/label_styles.h"
#include "view/render/scene.h"

namespace kinemote::view {

/// 8-bit sRGB with opacity.
struct Colour {
  uint8_t r = 0, g = 0, b = 0, a = 255;

  /// From 0xRRGGBB.
  static constexpr Colour hex(uint32_t rgb, uint8_t alpha = 255) {
    return {static_cast<uint8_t>(rgb >> 16), static_cast<uint8_t>(rgb >> 8),
            static_cast<uint8_t>(rgb), alpha};
  }
  Colour with_alpha(float alpha) const;
  /// As ImGui's packed colour (IM_COL32).
  uint32_t packed() const;
  bool operator==(const Colour&) const = default;
};

/// Contrast of two opaque colours by WCAG 2.1, in [1, 21].
double contrast_ratio(const Colour& a, const Colour& b);
/// `top` with its opacity over an opaque colour.
Colour blend(const Colour& bottom, const Colour& top);
/// Straight mix, t in [0, 1].
Colour mix(const Colour& a, const Colour& b, float t);

struct Palette {
  bool is_dark = true;
  bool has_outlines = false;  // round everything that can be used: high contrast
  Colour gap;                 // between panels
  Colour panel;               // panels
  Colour raised;              // fields, buttons
  Colour raised_hover, raised_active;
  Colour popup;                       // menus, dialogs, toasts
  Colour line;                        // hairlines and outlines of controls' groups
  Colour control;                     // outlines and tracks that must be seen: >= 3:1 on panels
  Colour text, text_dim, text_faint;  // all >= 4.5:1 (high contrast: 7:1) on panel, raised, popup
  Colour accent;                      // selection, sliders, focus
  Colour on_accent;                   // text on accent
  Colour selection;                   // behind selected rows: accent, mostly transparent
  Colour done, warning, error;        // as text: >= 4.5:1 on panel and popup
  Colour left, right;                 // sides of the body, as text and bars
  Colour shade;                       // over everything behind a dialog
};
const Palette& palette_of(Theme theme);

/// Okabe-Ito: orange, sky blue, bluish green, yellow, blue, vermillion, reddish purple and a grey
/// (black and white vanish on one of the themes). Source: Okabe & Ito (2008), Color Universal
/// Design.
const std::array<Colour, app::kColourCount>& data_colours();
/// Colour of a group of data on a theme: the same hue everywhere, moved a little towards the text
/// colour where it would be fainter than 2:1 on the panel.
Colour data_colour(const Palette& palette, int index);
/// Colour of a number's place between least and largest, t in [0, 1]: viridis (van der Walt &
/// Smith 2015), which rises in lightness and keeps its order for colour-blind eyes and in grey;
/// on a theme, at least 2:1 on the panel.
Colour ramp_colour(const Palette& palette, float t);

}  // namespace kinemote::view
