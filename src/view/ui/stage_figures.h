// The figures of the stage with their ghosts, trails and colours, as parts of a scene.
#pragma once

#include <vector>

#include "app/session.h"
#include "view/render/scene.h"
#include "view/ui/stage_scene.h"
#include "view/ui/theme.h"

namespace kinemote::view {

glm::vec3 as_vector(const Colour& colour);
/// Of a further figure; the leading one keeps its colours.
glm::vec3 tint_of(size_t number);

/// A motion's pose at its own time; a seamless one goes on past its ends.
Figure placed_figure(const app::Playable& motion, const app::Placement& placement, double time_s);
/// A figure of the company as it stands now: the leading one as the player shows it.
Figure company_figure(const app::Session& session, const app::StageFigure& figure);
/// As low as its lowest joint, below its hips.
Vec3 feet_of(const Figure& figure);

/// All figures that are seen (`only` >= 0: that one alone), with ghosts and difference colours.
void add_company(const app::Session& session, int only, Scene& scene);
/// Of the leading figure, as chosen.
void add_trails(const app::Session& session, Scene& scene);
/// Names the joint of B that is farthest from A's, where the difference is shown.
void add_worst_joint(const app::Session& session, int only, std::vector<StageLabel>& labels);

/// Upper end of the difference's colours, metres: a round number.
double difference_scale_m(const app::Difference& difference);
/// Joints that trails are drawn of, with their sides (+1 left, -1 right, 0 middle).
std::vector<std::pair<int, int>> trail_joints(const app::TrailChoice& choice,
                                              const app::Playable& motion);
/// Upper end of the trails' speed colours, m/s: a round number.
double trail_speed_scale_mps(const app::Session& session);

}  // namespace kinemote::view
