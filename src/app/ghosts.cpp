#include "app/ghosts.h"

#include <algorithm>

namespace kinemote::app {

std::vector<Ghost> ghosts_around(const GhostChoice& choice, double now_s, double duration_s,
                                 double frame_time_s, bool is_seamless) {
  std::vector<Ghost> ghosts;
  const double spacing_s =
      choice.in_frames ? choice.spacing_frames * frame_time_s : choice.spacing_s;
  const auto add = [&](int count, bool is_future) {
    for (int k = count; k >= 1; --k) {
      const double time_s = now_s + (is_future ? 1.0 : -1.0) * k * spacing_s;
      if (!is_seamless && (time_s < 0.0 || time_s > duration_s)) continue;
      // The nearest one is hardly fainter than without fading, the farthest one all but gone.
      const double share = (k - 0.5) / count;
      ghosts.push_back({time_s, is_future, std::max(0.08, 1.0 - choice.fade * share)});
    }
  };
  add(std::min(choice.past, GhostChoice::kMost), false);
  add(std::min(choice.future, GhostChoice::kMost), true);
  return ghosts;
}

void dress_ghost(const Ghost& ghost, view::Figure& figure) {
  // Okabe-Ito's sky blue and orange.
  const glm::vec3 cool{0.337f, 0.706f, 0.914f}, warm{0.902f, 0.624f, 0.0f};
  figure.colours = {ghost.is_future ? warm : cool};
  figure.tint = glm::vec3(1.0f);
  figure.is_outline = ghost.is_future;
  figure.opacity = static_cast<float>((ghost.is_future ? 0.85 : 0.45) * ghost.strength);
  figure.contacts = {};
}

}  // namespace kinemote::app
