#include "view/ui/stage_scene.h"

#include <array>

namespace kinemote::view {

Scene stage_scene(const app::Session& session) {
  constexpr double kTrail_s = 1.0;
  Scene scene;
  const app::ViewState& view = session.view();
  scene.theme = view.theme;
  const app::PlayablePtr& motion = session.player().motion();
  if (!motion) return scene;
  scene.ground_m = motion->ground_m;
  const app::DisplayedPose& pose = session.player().pose();
  Figure figure;
  figure.skeleton = motion->clip.skeleton;
  figure.positions = pose.positions;
  figure.rotations = pose.rotations;
  if (view.shows_contacts) figure.contacts = pose.contacts;
  scene.figures.push_back(std::move(figure));
  if (!view.shows_trails || !motion->body) return scene;

  constexpr std::array<std::pair<BodyPart, int>, 4> kEnds{{{BodyPart::kLeftHand, 1},
                                                           {BodyPart::kRightHand, -1},
                                                           {BodyPart::kLeftFoot, 1},
                                                           {BodyPart::kRightFoot, -1}}};
  const double now_s = session.clock().time_s();
  for (const auto& [part, side] : kEnds) {
    Trail trail;
    trail.points = session.player().trail((*motion->body)[part], now_s - kTrail_s, now_s);
    if (trail.points.size() < 2) continue;
    trail.points.push_back(pose.positions[(*motion->body)[part]]);
    trail.colour = glm::vec4(side_colour(side), 0.95f);
    scene.trails.push_back(std::move(trail));
  }
  return scene;
}

}  // namespace kinemote::view
