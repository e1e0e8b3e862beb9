// Fonts and marker sprites in one texture, built for one scale.
#pragma once

#include <array>
#include <string>

#include "app/label_styles.h"

struct ImFont;
struct ImFontAtlas;

namespace kinemote::view {

/// Texture coordinates of a marker: a white shape that vertex colours tint.
struct Sprite {
  float u0 = 0.0f, v0 = 0.0f, u1 = 0.0f, v1 = 0.0f;
};

/// The type scale: five sizes of one family, icons merged into all of them.
struct Fonts {
  ImFont* body = nullptr;     // 16.5 design pixels
  ImFont* small = nullptr;    // 14.5: secondary lines, axis labels
  ImFont* strong = nullptr;   // body, semi-bold: headings of panels
  ImFont* title = nullptr;    // 21, semi-bold: the motion's name
  ImFont* caption = nullptr;  // 32, semi-bold: words for an audience
  bool has_icons = false;     // false: the icon font is missing; buttons then show words
  bool has_inter = false;     // false: ImGui's embedded font stands in
  std::array<Sprite, app::kShapeCount>
      fills;  // disc, triangle, square, diamond, plus, cross, star, hexagon
  std::array<Sprite, app::kShapeCount> outlines;  // slightly larger, for a rim around the fill
};

/// Fills an atlas (which it clears) for a scale in [0.5, 5]. Fonts come from Debian's fonts-inter
/// and fonts-font-awesome; where they are missing, the embedded font stands in.
Fonts build_fonts(ImFontAtlas& atlas, float scale);

/// One font of the interface's text at a size in pixels, in an atlas of its own (which is cleared):
/// for words that are drawn into pictures.
ImFont* build_text_font(ImFontAtlas& atlas, float size_px);

/// Signed distance, in units of the shape's radius, from a marker's edge; negative inside. For
/// drawing markers and for tests.
float marker_distance(int shape, float x, float y);

}  // namespace kinemote::view
