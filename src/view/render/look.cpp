#include "view/render/look.h"

#include <cmath>
#include <glm/geometric.hpp>

namespace kinemote::view {
namespace {

/// 0xRRGGBB as sRGB.
constexpr glm::vec3 hex(unsigned rgb) {
  return glm::vec3(static_cast<float>((rgb >> 16) & 255u), static_cast<float>((rgb >> 8) & 255u),
                   static_cast<float>(rgb & 255u)) /
         255.0f;
}

const Look kDarkLook{
    .backdrop_top = hex(0x191b1f),
    .backdrop_bottom = hex(0x212429),
    .floor = hex(0x454a53),
    .floor_strength = 0.85f,
    .grid = hex(0xaab4c2),
    .grid_strength = {0.16f, 0.40f},
    .shade = hex(0x08090b),
    .shadow_strength = 0.62f,
    .occlusion_strength = 0.75f,
    .key = glm::vec3(1.00f, 0.95f, 0.87f) * 0.80f,
    .sky = glm::vec3(0.72f, 0.80f, 0.92f) * 0.42f,
    .bounce = glm::vec3(0.60f, 0.57f, 0.55f) * 0.20f,
    .rim = glm::vec3(0.60f, 0.72f, 0.92f) * 0.30f,
    .fill = 0.12f,
};

const Look kLightLook{
    .backdrop_top = hex(0xe4e6e9),
    .backdrop_bottom = hex(0xeff0f1),
    .floor = hex(0xffffff),
    .floor_strength = 0.9f,
    .grid = hex(0x5d6672),
    .grid_strength = {0.16f, 0.40f},
    .shade = hex(0x2a2f3a),
    .shadow_strength = 0.34f,
    .occlusion_strength = 0.55f,
    .key = glm::vec3(1.00f, 0.96f, 0.90f) * 0.74f,
    .sky = glm::vec3(0.86f, 0.90f, 0.96f) * 0.50f,
    .bounce = glm::vec3(0.95f, 0.93f, 0.90f) * 0.36f,
    .rim = glm::vec3(0.95f, 0.97f, 1.00f) * 0.14f,
    .fill = 0.06f,
};

/// Bodies stand out from black as far as they can: more light from everywhere, bright edges, lines
/// of the ground that are seen at once.
const Look kHighContrastLook{
    .backdrop_top = hex(0x000000),
    .backdrop_bottom = hex(0x000000),
    .floor = hex(0x242424),
    .floor_strength = 0.9f,
    .grid = hex(0xffffff),
    .grid_strength = {0.20f, 0.70f},
    .shade = hex(0x000000),
    .shadow_strength = 0.85f,
    .occlusion_strength = 0.9f,
    .key = glm::vec3(1.00f, 0.98f, 0.95f) * 0.95f,
    .sky = glm::vec3(0.90f, 0.95f, 1.00f) * 0.70f,
    .bounce = glm::vec3(0.95f, 0.95f, 0.95f) * 0.55f,
    .rim = glm::vec3(1.00f, 1.00f, 1.00f) * 0.60f,
    .fill = 0.30f,
};

}  // namespace

std::string_view theme_name(Theme theme) {
  switch (theme) {
    case Theme::kDark:
      return "dark";
    case Theme::kLight:
      return "light";
    case Theme::kHighContrast:
      return "high-contrast";
  }
  return "dark";
}

std::optional<Theme> theme_of(std::string_view name) {
  for (int i = 0; i < kThemeCount; ++i) {
    if (theme_name(static_cast<Theme>(i)) == name) return static_cast<Theme>(i);
  }
  return std::nullopt;
}

const Look& look_of(Theme theme) {
  switch (theme) {
    case Theme::kDark:
      return kDarkLook;
    case Theme::kLight:
      return kLightLook;
    case Theme::kHighContrast:
      return kHighContrastLook;
  }
  return kDarkLook;
}

glm::vec3 paint_colour(Paint paint) {
  switch (paint) {
    case Paint::kTorso:
      return hex(0xc9c2b8);
    case Paint::kHead:
      return hex(0xd3ccc2);
    case Paint::kFace:
      return hex(0xc7bfb4);
    case Paint::kLeft:
      return hex(0x4f7ba6);
    case Paint::kLeftEnd:
      return hex(0x426b94);
    case Paint::kRight:
      return hex(0xe3a468);
    case Paint::kRightEnd:
      return hex(0xd39253);
  }
  return hex(0xc9c2b8);
}

float paint_gloss(Paint paint) { return paint == Paint::kTorso ? 0.06f : 0.09f; }

glm::vec3 linear_from_srgb(const glm::vec3& colour) {
  glm::vec3 linear;
  for (int c = 0; c < 3; ++c) {
    linear[c] =
        colour[c] <= 0.04045f ? colour[c] / 12.92f : std::pow((colour[c] + 0.055f) / 1.055f, 2.4f);
  }
  return linear;
}

glm::vec3 to_key_light() {
  static const glm::vec3 direction = glm::normalize(glm::vec3(0.62f, 1.30f, 0.70f));
  return direction;
}

glm::vec3 side_colour(int side) {
  return paint_colour(side > 0 ? Paint::kLeft : side < 0 ? Paint::kRight : Paint::kTorso);
}

glm::vec3 background_colour(Theme theme) {
  const Look& look = look_of(theme);
  return 0.5f * (look.backdrop_top + look.backdrop_bottom);
}

}  // namespace kinemote::view
