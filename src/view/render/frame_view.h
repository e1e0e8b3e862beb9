// What every pass needs to know of the frame being drawn.
#pragma once

#include <glm/mat4x4.hpp>
#include <glm/vec3.hpp>
#include <glm/vec4.hpp>

#include "view/render/camera.h"

namespace kinemote::view {

struct FrameView {
  glm::mat4 clip_from_world{1.0f};
  glm::vec4 eye{0.0f};  // place and 1, or the direction to it and 0 without perspective
  glm::vec3 target{0.0f};
  float pixel = 0.0f;         // metres per pixel at 1 m from the eye; anywhere without perspective
  int width = 0, height = 0;  // pixels drawn
  float line_scale = 1.0f;    // drawn pixels per pixel of the finished picture
};

FrameView make_frame_view(const Camera& camera, int width, int height, float line_scale);

}  // namespace kinemote::view
