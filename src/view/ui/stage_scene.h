// The session's figures and points as a scene for the renderer.
#pragma once

#include <string>
#include <vector>

#include "app/session.h"
#include "view/render/scene.h"

namespace kinemote::view {

/// Figures, points, trails, ghosts and contacts as drawn now in a cell of the stage.
Scene stage_scene(const app::Session& session, int cell = 0);

/// Words that stand under something on the stage.
struct StageLabel {
  Vec3 place;  // in the world; the words hang below it
  std::string words;
  int colour = -1;  // of the data colours; -1: plain
};
/// Names of the figures where there is more than one, and what stands on a picture plane.
std::vector<StageLabel> stage_labels(const app::Session& session, int cell = 0);

}  // namespace kinemote::view
