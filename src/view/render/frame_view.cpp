#include "view/render/frame_view.h"

namespace kinemote::view {

FrameView make_frame_view(const Camera& camera, int width, int height, float line_scale) {
  FrameView view;
  const double aspect = static_cast<double>(width) / height;
  const glm::mat4 clip_from_view = camera.clip_from_view(aspect);
  view.clip_from_world = clip_from_view * camera.view_from_world();
  view.eye = camera.is_orthographic ? glm::vec4(glm::vec3(camera.to_eye()), 0.0f)
                                    : glm::vec4(glm::vec3(camera.eye()), 1.0f);
  view.target = glm::vec3(camera.target);
  // The projection scales a metre (at 1 m) to clip_from_view[1][1] half pictures.
  view.pixel = 2.0f / (clip_from_view[1][1] * static_cast<float>(height));
  view.width = width;
  view.height = height;
  view.line_scale = line_scale;
  return view;
}

}  // namespace kinemote::view
