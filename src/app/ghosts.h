// Poses of the past and the future that are drawn with a figure.
#pragma once

#include <utility>
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

/// Mean distance of the joints of two figures of one skeleton; infinite for others.
double joint_distance_m(const view::Figure& a, const view::Figure& b);

/// Those ghosts (in the order of ghosts_around()) that can be told from the figure and from each
/// other: of bodies in the same place only the surface that happens to be nearer is seen, in
/// patches. The one nearest in time stays. Dressed.
std::vector<view::Figure> distinct_ghosts(const view::Figure& figure,
                                          std::vector<std::pair<Ghost, view::Figure>> ghosts);

/// Past: cool and filled. Future: warm and an outline, so that no colour is needed to tell them
/// apart. Both are translucent, and stand on the ground without a shadow.
void dress_ghost(const Ghost& ghost, view::Figure& figure);

}  // namespace kinemote::app
