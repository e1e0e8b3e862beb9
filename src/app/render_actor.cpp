#include "app/render_actor.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <glm/geometric.hpp>
#include <limits>

#include "app/ghosts.h"
#include "motion/core/contacts.h"

namespace kinemote::app {
namespace {

constexpr double kOffGround_m = 0.03;  // floors this near to 0 stay where they are

/// Half of the widest extent of a body to either side of its own middle, along a direction.
double half_width_m(const std::vector<view::Figure>& figures, const std::vector<Vec3>& middles,
                    const Vec3& direction) {
  double widest = 0.0;
  for (size_t i = 0; i < figures.size(); ++i) {
    for (const Vec3& point : view::outline_points(figures[i])) {
      widest = std::max(widest, std::abs(glm::dot(point - middles[i], direction)));
    }
  }
  return widest;
}

/// How far apart along +X the starts of travelling figures must be for none to stand before its
/// neighbour in the picture; at most 4 m, and 0 for cameras that look along the line.
double unhidden_spacing_m(const std::vector<view::Figure>& figures, const Vec3& right) {
  constexpr double kWidest_m = 4.0;
  if (right.x < 0.5) return 0.0;
  double spacing = 0.0;
  for (size_t i = 1; i < figures.size(); ++i) {
    const double overlap = reach_m(figures[i - 1], right) + reach_m(figures[i], -right);
    spacing = std::max(spacing, (overlap + 0.15) / right.x);
  }
  return std::min(spacing, kWidest_m);
}

}  // namespace

int Actor::frame_at(double time_s) const {
  const double frame = std::round(time_s / clip->frame_time_s);
  return static_cast<int>(std::clamp(frame, 0.0, clip->frame_count - 1.0));
}

Actor make_actor(const Clip& clip, int index, Warnings& warnings) {
  Actor actor;
  actor.clip = &clip;
  actor.index = index;
  actor.world = forward_kinematics(clip);
  if (Result<BodyMap> body = find_body(*clip.skeleton)) actor.body = *body;
  if (actor.body) actor.contacts = detect_contacts(actor.world, *actor.body);
  const double ground = view::ground_height_m(clip.skeleton, actor.world);
  if (std::abs(ground) > kOffGround_m) {
    actor.ground_m = ground;
    warnings.push_back("\"" + clip.name + "\" stands at height " +
                       std::to_string(std::lround(ground * 100.0)) +
                       " cm; it is drawn on the ground");
  }
  return actor;
}

view::Figure figure_of(const Actor& actor, double time_s, const Placement& placed) {
  Pose pose;
  sample_pose(*actor.clip, time_s, pose);
  view::Figure figure;
  figure.skeleton = actor.clip->skeleton;
  const size_t joints = static_cast<size_t>(actor.clip->joint_count());
  figure.positions.resize(joints);
  figure.rotations.resize(joints);
  forward_kinematics(*figure.skeleton, pose.rotations, pose.translations, figure.positions,
                     figure.rotations);
  for (Vec3& position : figure.positions) {
    position = placed.apply(position) - Vec3(0.0, actor.ground_m, 0.0);
  }
  for (Quat& rotation : figure.rotations) rotation = placed.apply(rotation);
  if (!actor.contacts.empty()) {
    const size_t first = static_cast<size_t>(actor.frame_at(time_s)) * kContactCount;
    for (size_t c = 0; c < kContactCount; ++c) {
      figure.contacts[c] = actor.contacts[first + c] != 0;
    }
  }
  return figure;
}

void add_ghosts(const Actor& actor, double time_s, const RenderSettings& settings,
                const Placement& stands, std::vector<view::Figure>& figures) {
  GhostChoice choice;
  choice.past = settings.ghosts_past;
  choice.future = settings.ghosts_future;
  choice.spacing_s = settings.ghost_spacing_s;
  std::vector<std::pair<Ghost, view::Figure>> ghosts;
  for (const Ghost& ghost :
       ghosts_around(choice, time_s, actor.end_s(), actor.clip->frame_time_s, false)) {
    ghosts.emplace_back(ghost, figure_of(actor, ghost.time_s, stands));
  }
  if (ghosts.empty()) return;
  for (view::Figure& ghost : distinct_ghosts(figure_of(actor, time_s, stands), std::move(ghosts))) {
    figures.push_back(std::move(ghost));
  }
}

void add_trails(const Actor& actor, double from_s, double to_s, double picture_height,
                const Placement& placed, std::vector<view::Trail>& trails) {
  add_trails(
      actor, from_s, to_s, picture_height, [&placed](int) { return placed; }, trails);
}

void add_trails(const Actor& actor, double from_s, double to_s, double picture_height,
                const std::function<Placement(int frame)>& placed,
                std::vector<view::Trail>& trails) {
  if (!actor.body) return;
  constexpr std::array kEnds{std::pair{BodyPart::kLeftHand, 1}, std::pair{BodyPart::kRightHand, -1},
                             std::pair{BodyPart::kLeftFoot, 1},
                             std::pair{BodyPart::kRightFoot, -1}};
  const int first = actor.frame_at(from_s);
  const int last = actor.frame_at(to_s);
  if (last - first < 1) return;
  for (const auto& [part, side] : kEnds) {
    view::Trail trail;
    trail.colour = glm::vec4(view::side_colour(side), 0.85f);
    trail.width_px = static_cast<float>(std::max(1.2, 2.6 * picture_height / 720.0));
    for (int f = first; f <= last; ++f) {
      trail.points.push_back(placed(f).apply(actor.world.position(f, (*actor.body)[part])) -
                             Vec3(0.0, actor.ground_m, 0.0));
    }
    trails.push_back(std::move(trail));
  }
}

double reach_m(const view::Figure& figure, const Vec3& direction) {
  double reach = -std::numeric_limits<double>::infinity();
  for (const Vec3& point : view::outline_points(figure)) {
    reach = std::max(reach, glm::dot(point, direction));
  }
  return reach;
}

Vec3 picture_right(const view::Camera& camera) {
  return {std::cos(camera.azimuth_rad), 0.0, -std::sin(camera.azimuth_rad)};
}

std::vector<Placement> side_by_side(const std::vector<Actor>& actors,
                                    const std::vector<std::vector<double>>& times_s,
                                    const view::Camera& seen) {
  const Vec3 right = picture_right(seen);
  double spacing = 0.0;
  for (size_t k = 0; k < times_s.front().size(); ++k) {
    // First all at the origin, to see how wide they are.
    std::vector<view::Figure> figures;
    std::vector<Vec3> middles;
    for (size_t i = 0; i < actors.size(); ++i) {
      const Placement to_origin = actors[i].placement(0).inverse();
      figures.push_back(figure_of(actors[i], times_s[i][k], to_origin));
      const int frame = actors[i].frame_at(times_s[i][k]);
      middles.push_back(to_origin.apply(actors[i].placement(frame).offset));
    }
    spacing = std::max({spacing, 2.0 * half_width_m(figures, middles, kLeft) + 0.5,
                        unhidden_spacing_m(figures, right)});
  }
  std::vector<Placement> stands;
  for (size_t i = 0; i < actors.size(); ++i) {
    const double place =
        (static_cast<double>(i) - 0.5 * static_cast<double>(actors.size() - 1)) * spacing;
    stands.push_back(Placement{0.0, {place, 0.0, 0.0}}.after(actors[i].placement(0).inverse()));
  }
  return stands;
}

view::Scene empty_scene(const RenderSettings& settings) {
  view::Scene scene;
  scene.theme = view::theme_of(settings.theme).value_or(view::Theme::kDark);
  scene.is_transparent = settings.is_transparent;
  return scene;
}

view::Camera moment_camera(size_t actor_count) {
  view::Camera camera;
  camera.azimuth_rad = actor_count > 1 ? 0.42 : 0.6;
  if (actor_count > 1) camera.field_of_view_rad = kLongLens_rad;
  camera.elevation_rad = 0.16;
  return camera;
}

std::string seconds_text(double time_s) {
  std::string text = std::to_string(std::round(time_s * 1e3) / 1e3);
  while (text.back() == '0') text.pop_back();
  if (text.back() == '.') text.pop_back();
  return text + " s";
}

}  // namespace kinemote::app
