// The session's figure as a scene for the renderer.
#pragma once

#include "app/session.h"
#include "view/render/scene.h"

namespace kinemote::view {

/// Figure, trails and contacts as drawn now.
Scene stage_scene(const app::Session& session);

}  // namespace kinemote::view
