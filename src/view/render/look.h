// Colours and lights of the stage, in one place.
#pragma once

#include <glm/vec2.hpp>
#include <glm/vec3.hpp>

#include "view/render/body_shape.h"
#include "view/render/scene.h"

namespace kinemote::view {

/// Flat colours are sRGB as they appear; lights are linear and multiply the body's linear colour.
struct Look {
  glm::vec3 backdrop_top, backdrop_bottom;
  glm::vec3 floor;  // the pool of light on the ground
  float floor_strength;
  glm::vec3 grid;
  glm::vec2 grid_strength;  // 10 cm lines, metre lines
  glm::vec3 shade;          // cast shadows and contact darkening
  float shadow_strength, occlusion_strength;
  glm::vec3 key, sky, bounce, rim;
  float fill;
};

const Look& look_of(Theme theme);

/// sRGB.
glm::vec3 paint_colour(Paint paint);
/// Strength of the highlight.
float paint_gloss(Paint paint);

/// sRGB to linear light.
glm::vec3 linear_from_srgb(const glm::vec3& colour);

/// Unit vector towards the key light, in the world: high, from the figure's front left.
glm::vec3 to_key_light();

}  // namespace kinemote::view
