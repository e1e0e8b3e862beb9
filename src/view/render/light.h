// The key light's shadow map: what it covers and how places in it are found.
#pragma once

#include <glm/mat4x4.hpp>
#include <glm/vec3.hpp>
#include <span>

#include "view/render/body_shape.h"

namespace kinemote::view {

struct ShadowFrame {
  bool has_casters = false;
  glm::mat4 clip_from_world{1.0f};     // to draw the map
  glm::mat4 shadow_from_world{1.0f};   // to [0, 1]^3, to read it
  glm::mat4 ground_from_shadow{1.0f};  // [-1, 1]^2 in the map, along the light, to the ground
  float width_m = 1.0f;                // of the map; it is square
  float depth_m = 1.0f;                // light travels this far from depth 0 to 1
};

/// The smallest map (widths in steps, so that it does not flicker while figures move) that holds
/// all pieces and their penumbras.
ShadowFrame fit_shadow(std::span<const BodyPiece> casters, const glm::vec3& to_light,
                       double ground_m, int map_size);

}  // namespace kinemote::view
