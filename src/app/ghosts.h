// Poses of the past and the future that are drawn with a figure.
#pragma once

#include <vector>

#include "app/stage_choice.h"
#include "view/render/scene.h"

namespace kinemote::app {

struct Ghost {
  double time_s = 0.0;  // of the motion
  bool is_future = false;
  double strength = 1.0;  // (0, 1], 1 is the strongest
};

/// The ghosts around a moment, farthest first. Those before the start or after the end are left
/// out, unless the motion is seamless.
std::vector<Ghost> ghosts_around(const GhostChoice& choice, double now_s, double duration_s,
                                 double frame_time_s, bool is_seamless);

/// Past: cool and filled. Future: warm and an outline, so that no colour is needed to tell them
/// apart. Both are translucent, and stand on the ground without a shadow.
void dress_ghost(const Ghost& ghost, view::Figure& figure);

}  // namespace kinemote::app
