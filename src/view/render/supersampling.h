// Renderers for pictures and films, where smooth edges are worth their time.
#pragma once

#include "view/render/scene.h"

namespace kinemote::view {

/// As SceneRenderer::make at high quality, but `picture` draws at `scale` times its size, each way,
/// and averages; [1, 4]. Time and memory grow with its square.
Result<std::unique_ptr<SceneRenderer>> make_picture_renderer(int scale);

}  // namespace kinemote::view
