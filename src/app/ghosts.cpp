#include "app/ghosts.h"

#include <algorithm>
#include <glm/geometric.hpp>
#include <limits>

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

double joint_distance_m(const view::Figure& a, const view::Figure& b) {
  if (a.positions.size() != b.positions.size() || a.positions.empty()) {
    return std::numeric_limits<double>::infinity();
  }
  double sum = 0.0;
  for (size_t j = 0; j < a.positions.size(); ++j) {
    sum += glm::distance(a.positions[j], b.positions[j]);
  }
  return sum / static_cast<double>(a.positions.size());
}

std::vector<view::Figure> distinct_ghosts(const view::Figure& figure,
                                          std::vector<std::pair<Ghost, view::Figure>> ghosts) {
  constexpr double kNear_m = 0.03;
  std::vector<size_t> kept;
  // Both kinds come with the farthest first: from the end on, the nearest in time is asked first.
  for (size_t i = ghosts.size(); i-- > 0;) {
    const view::Figure& ghost = ghosts[i].second;
    const auto is_same = [&](const view::Figure& other) {
      return joint_distance_m(ghost, other) < kNear_m;
    };
    const bool is_doubled = is_same(figure) || std::any_of(kept.begin(), kept.end(), [&](size_t k) {
                              return is_same(ghosts[k].second);
                            });
    if (!is_doubled) kept.push_back(i);
  }
  std::vector<view::Figure> drawn;
  for (auto i = kept.rbegin(); i != kept.rend(); ++i) {
    drawn.push_back(std::move(ghosts[*i].second));
    dress_ghost(ghosts[*i].first, drawn.back());
  }
  return drawn;
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
