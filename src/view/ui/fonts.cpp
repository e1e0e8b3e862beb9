#include "view/ui/fonts.h"

#include <imgui.h>
#include <imgui_freetype.h>

#include <algorithm>
#include <cmath>
#include <filesystem>

#include "view/ui/icons.h"

namespace kinemote::view {

namespace {

constexpr float kBodySize = 16.5f, kSmallSize = 14.5f, kTitleSize = 21.0f, kCaptionSize = 32.0f;
constexpr int kSpriteSize = 48;       // texels, for markers of up to about 24 pixels
constexpr float kFillRadius = 17.0f;  // texels
constexpr float kRim = 4.0f;          // texels by which an outline is larger

std::string first_existing(std::initializer_list<const char*> paths) {
  std::error_code ignored;
  for (const char* path : paths) {
    if (std::filesystem::exists(path, ignored)) return path;
  }
  return {};
}

std::string regular_path() {
  return first_existing({"/usr/share/fonts/opentype/inter/Inter-Regular.otf",
                         "/usr/share/fonts/truetype/inter/Inter-Regular.ttf"});
}

/// What our own texts need: Latin with accents, dashes, arrows, mathematical signs.
const ImWchar* text_ranges() {
  static const ImWchar ranges[] = {0x0020, 0x017F, 0x0391, 0x03C9, 0x2010, 0x2027,
                                   0x2030, 0x203A, 0x2190, 0x2193, 0x2212, 0x2212,
                                   0x2248, 0x2248, 0x2264, 0x2265, 0};
  return ranges;
}

const ImWchar* icon_ranges() {
  static const ImWchar ranges[] = {kFirstIcon, kLastIcon, 0};
  return ranges;
}

ImFont* add_font(ImFontAtlas& atlas, const std::string& text_path, const std::string& icon_path,
                 float size) {
  ImFontConfig config;
  ImFont* font = nullptr;
  if (text_path.empty()) {
    config.SizePixels = size;
    font = atlas.AddFontDefault(&config);
  } else {
    config.OversampleH = config.OversampleV = 1;
    font = atlas.AddFontFromFileTTF(text_path.c_str(), size, &config, text_ranges());
  }
  if (!icon_path.empty()) {
    ImFontConfig icons;
    icons.MergeMode = true;
    icons.GlyphMinAdvanceX = std::round(size * 1.05f);  // icons stand under each other
    icons.GlyphOffset = {0.0f, std::round(size * 0.04f)};
    atlas.AddFontFromFileTTF(icon_path.c_str(), std::round(size * 0.86f), &icons, icon_ranges());
  }
  return font;
}

float polygon_distance(int corners, float x, float y, float start_rad) {
  // Distance to a regular polygon of circumradius 1 by its nearest edge's line.
  const float step = 2.0f * 3.14159265f / static_cast<float>(corners);
  const float angle = std::atan2(y, x) - start_rad;
  const float within = angle - step * std::round(angle / step - 0.5f) - 0.5f * step;
  return std::hypot(x, y) * std::cos(within) - std::cos(0.5f * step);
}

float bar_distance(float x, float y, float half_length, float half_width) {
  return std::max(std::abs(x) - half_length, std::abs(y) - half_width);
}

float star_distance(float x, float y) {
  // Five spikes: the edge runs straight from an outer corner (radius 1) to an inner one.
  constexpr float kInner = 0.45f;
  const float sector = 3.14159265f / 5.0f;
  float angle = std::atan2(x, -y);  // a spike points up
  angle = std::abs(angle - 2.0f * sector * std::round(angle / (2.0f * sector)));
  const float radius = std::hypot(x, y);
  const float px = radius * std::cos(angle), py = radius * std::sin(angle);
  const float bx = kInner * std::cos(sector), by = kInner * std::sin(sector);
  const float ex = bx - 1.0f, ey = by;
  const float length = std::hypot(ex, ey);
  return ((px - 1.0f) * ey - py * ex) / length;
}

void draw_sprite(unsigned char* pixels, int stride, int left, int top, int shape, float grow) {
  const float centre = 0.5f * kSpriteSize;
  for (int y = 0; y < kSpriteSize; ++y) {
    for (int x = 0; x < kSpriteSize; ++x) {
      const float px = (static_cast<float>(x) + 0.5f - centre) / kFillRadius;
      const float py = (static_cast<float>(y) + 0.5f - centre) / kFillRadius;
      const float distance = marker_distance(shape, px, py) * kFillRadius - grow;
      const float alpha = std::clamp(0.5f - distance * 0.55f, 0.0f, 1.0f);
      pixels[(top + y) * stride + left + x] = static_cast<unsigned char>(alpha * 255.0f);
    }
  }
}

}  // namespace

float marker_distance(int shape, float x, float y) {
  switch (shape) {
    case 0:
      return std::hypot(x, y) - 0.82f;  // disc; areas of all shapes are alike
    case 1:
      return polygon_distance(3, x, y - 0.12f, -3.14159265f / 2.0f) * 1.0f;
    case 2:
      return bar_distance(x, y, 0.72f, 0.72f);
    case 3:
      return (std::abs(x) + std::abs(y) - 1.0f) * 0.70710678f;
    case 4:
      return std::min(bar_distance(x, y, 0.92f, 0.3f), bar_distance(x, y, 0.3f, 0.92f));
    case 5: {
      const float u = (x + y) * 0.70710678f, v = (x - y) * 0.70710678f;
      return std::min(bar_distance(u, v, 0.98f, 0.27f), bar_distance(u, v, 0.27f, 0.98f));
    }
    case 6:
      return star_distance(x, y);
    default:
      return polygon_distance(6, x, y, 0.0f) * 1.0f + 0.06f;
  }
}

ImFont* build_text_font(ImFontAtlas& atlas, float size_px) {
  atlas.Clear();
  atlas.FontBuilderIO = ImGuiFreeType::GetBuilderForFreeType();
  ImFont* font = add_font(atlas, regular_path(), {}, size_px);
  atlas.Build();
  return font;
}

Fonts build_fonts(ImFontAtlas& atlas, float scale) {
  const std::string regular = regular_path();
  const std::string semi_bold =
      first_existing({"/usr/share/fonts/opentype/inter/Inter-SemiBold.otf",
                      "/usr/share/fonts/truetype/inter/Inter-SemiBold.ttf"});
  const std::string icons =
      first_existing({"/usr/share/fonts/truetype/font-awesome/fontawesome-webfont.ttf",
                      "/usr/share/fonts-font-awesome/fonts/fontawesome-webfont.ttf"});
  atlas.Clear();
  atlas.FontBuilderIO = ImGuiFreeType::GetBuilderForFreeType();
  atlas.FontBuilderFlags = ImGuiFreeTypeBuilderFlags_LightHinting;
  Fonts fonts;
  fonts.has_icons = !icons.empty();
  fonts.has_inter = !regular.empty();
  fonts.body = add_font(atlas, regular, icons, std::round(kBodySize * scale));
  fonts.small = add_font(atlas, regular, icons, std::round(kSmallSize * scale));
  fonts.strong = add_font(atlas, semi_bold, icons, std::round(kBodySize * scale));
  fonts.title = add_font(atlas, semi_bold, icons, std::round(kTitleSize * scale));
  fonts.caption = add_font(atlas, semi_bold, icons, std::round(kCaptionSize * scale));

  std::array<int, 2 * app::kShapeCount> sprites;
  for (int& sprite : sprites) sprite = atlas.AddCustomRectRegular(kSpriteSize, kSpriteSize);
  atlas.Build();
  unsigned char* pixels = nullptr;
  int width = 0, height = 0;
  atlas.GetTexDataAsAlpha8(&pixels, &width, &height);
  for (int i = 0; i < 2 * app::kShapeCount; ++i) {
    const ImFontAtlasCustomRect* rect = atlas.GetCustomRectByIndex(sprites[i]);
    const int shape = i % app::kShapeCount;
    const bool is_outline = i >= app::kShapeCount;
    draw_sprite(pixels, width, rect->X, rect->Y, shape, is_outline ? kRim : 0.0f);
    Sprite& sprite = is_outline ? fonts.outlines[shape] : fonts.fills[shape];
    ImVec2 uv0, uv1;
    atlas.CalcCustomRectUV(rect, &uv0, &uv1);
    sprite = {uv0.x, uv0.y, uv1.x, uv1.y};
  }
  return fonts;
}

}  // namespace kinemote::view
