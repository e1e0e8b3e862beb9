#include "app/render_layout.h"

#include <algorithm>
#include <cmath>
#include <glm/geometric.hpp>
#include <limits>

#include "app/ghosts.h"
#include "app/playable.h"
#include "motion/core/contacts.h"

namespace kinemote::app {
namespace {

constexpr double kPathShare_m = 0.5;   // travel a pose that lets a strip follow the true path
constexpr double kOffGround_m = 0.03;  // floors this near to 0 stay where they are
constexpr double kLongestTrail_s = 2.0;
constexpr double kLongLens_rad =
    0.33;  // several figures: those at the ends look like the middle one

std::string seconds(double time_s) {
  std::string text = std::to_string(std::round(time_s * 1e3) / 1e3);
  while (text.back() == '0') text.pop_back();
  if (text.back() == '.') text.pop_back();
  return text + " s";
}

/// A clip with what placing its poses needs.
struct Actor {
  const Clip* clip = nullptr;
  int index = 0;
  WorldMotion world;
  std::optional<BodyMap> body;
  std::vector<char> contacts;
  double ground_m = 0.0;

  double end_s() const { return (clip->frame_count - 1) * clip->frame_time_s; }
  int frame_at(double time_s) const {
    const double frame = std::round(time_s / clip->frame_time_s);
    return static_cast<int>(std::clamp(frame, 0.0, clip->frame_count - 1.0));
  }
  Placement placement(int frame) const { return ground_placement(world, body, frame); }
  /// Ground distance from the first to the last frame.
  Vec3 travel() const { return placement(clip->frame_count - 1).offset - placement(0).offset; }
};

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

/// Pose at a time, moved from where the clip has it by `placed`, and onto the ground.
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

/// Paths of hands and feet between two times. `placed` says where a frame's figure stands.
template <typename PlacementOfFrame>
void add_trails(const Actor& actor, double from_s, double to_s, double picture_height,
                const PlacementOfFrame& placed, std::vector<view::Trail>& trails) {
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

void add_ghosts(const Actor& actor, double time_s, const RenderSettings& settings,
                const Placement& stands, std::vector<view::Figure>& figures) {
  GhostChoice choice;
  choice.past = settings.ghosts_past;
  choice.future = settings.ghosts_future;
  choice.spacing_s = settings.ghost_spacing_s;
  for (const Ghost& ghost :
       ghosts_around(choice, time_s, actor.end_s(), actor.clip->frame_time_s, false)) {
    figures.push_back(figure_of(actor, ghost.time_s, stands));
    dress_ghost(ghost, figures.back());
  }
}

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

/// How far from the origin a body reaches in a direction; negative if all of it lies behind.
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

view::Scene empty_scene(const RenderSettings& settings) {
  view::Scene scene;
  scene.theme = settings.theme == "light" ? view::Theme::kLight : view::Theme::kDark;
  scene.is_transparent = settings.is_transparent;
  return scene;
}

/// Places the camera on all that is drawn, unless the settings say where it stands.
void frame_row(PictureRow& row, const RenderSettings& settings, double aspect) {
  std::vector<Vec3> points;
  for (const view::Figure& figure : row.scene.figures) {
    const std::vector<Vec3> outline = view::outline_points(figure);
    points.insert(points.end(), outline.begin(), outline.end());
  }
  for (const view::Trail& trail : row.scene.trails) {
    points.insert(points.end(), trail.points.begin(), trail.points.end());
  }
  row.camera = view::frame_points(row.camera, points, aspect);
  // The settings were checked before: the text can be read.
  if (!settings.camera.empty()) (void)view::apply_camera_text(settings.camera, row.camera);
}

Result<PictureLayout> lay_out_moment(const std::vector<Actor>& actors,
                                     const RenderSettings& settings, Warnings warnings) {
  double longest_s = 0.0;
  for (const Actor& actor : actors) longest_s = std::max(longest_s, actor.end_s());
  if (settings.at_s && *settings.at_s > longest_s + 1e-6) {
    return usage_error("--at " + seconds(*settings.at_s) + " is past the end of every clip (" +
                       seconds(longest_s) + "); choose an earlier time");
  }
  PictureLayout layout;
  layout.name = "side by side";
  layout.warnings = std::move(warnings);
  PictureRow row;
  row.scene = empty_scene(settings);
  row.camera.azimuth_rad = actors.size() > 1 ? 0.42 : 0.6;
  if (actors.size() > 1) row.camera.field_of_view_rad = kLongLens_rad;
  row.camera.elevation_rad = 0.16;

  // First all at the origin, to see how wide they are.
  std::vector<double> times;
  std::vector<view::Figure> figures;
  std::vector<Vec3> middles;
  for (const Actor& actor : actors) {
    const double time = std::min(settings.at_s.value_or(0.5 * actor.end_s()), actor.end_s());
    if (settings.at_s && *settings.at_s > actor.end_s() + 1e-6) {
      layout.warnings.push_back("\"" + actor.clip->name + "\" ends at " + seconds(actor.end_s()) +
                                ": its last pose is drawn");
    }
    times.push_back(time);
    const Placement to_origin = actor.placement(0).inverse();
    figures.push_back(figure_of(actor, time, to_origin));
    middles.push_back(to_origin.apply(actor.placement(actor.frame_at(time)).offset));
  }
  view::Camera seen = row.camera;
  // The settings were checked before: the text can be read.
  if (!settings.camera.empty()) (void)view::apply_camera_text(settings.camera, seen);
  const double spacing = std::max(2.0 * half_width_m(figures, middles, kLeft) + 0.5,
                                  unhidden_spacing_m(figures, picture_right(seen)));
  for (size_t i = 0; i < actors.size(); ++i) {
    const double place =
        (static_cast<double>(i) - 0.5 * static_cast<double>(actors.size() - 1)) * spacing;
    const Placement stands =
        Placement{0.0, {place, 0.0, 0.0}}.after(actors[i].placement(0).inverse());
    add_ghosts(actors[i], times[i], settings, stands, row.scene.figures);
    row.scene.figures.push_back(figure_of(actors[i], times[i], stands));
    row.poses.push_back({actors[i].index, times[i]});
    if (settings.has_trails) {
      add_trails(
          actors[i], times[i] - kLongestTrail_s, times[i], settings.height,
          [&](int) { return stands; }, row.scene.trails);
    }
  }
  frame_row(row, settings, static_cast<double>(settings.width) / settings.height);
  layout.rows.push_back(std::move(row));
  return layout;
}

bool follows_path(const Actor& actor, int poses) {
  return glm::length(actor.travel()) >= kPathShare_m * poses;
}

/// Equal steps from the first to the last frame, each on its nearest frame.
std::vector<double> strip_times(const Actor& actor, int poses) {
  std::vector<double> times;
  for (int k = 0; k < poses; ++k) {
    times.push_back(actor.frame_at(actor.end_s() * k / (poses - 1)) * actor.clip->frame_time_s);
  }
  return times;
}

/// Poses on the clip's own path, which is turned to run away from the picture's left edge.
PictureRow row_along_path(const Actor& actor, const RenderSettings& settings) {
  PictureRow row;
  row.scene = empty_scene(settings);
  row.camera.field_of_view_rad = kLongLens_rad;
  row.camera.azimuth_rad = rad_from_degrees(-76.0);
  row.camera.elevation_rad = rad_from_degrees(9.0);
  const Vec3 travel = actor.travel();
  const Placement stands =
      Placement{std::atan2(travel.x, travel.z), actor.placement(0).offset}.inverse();
  for (const double time : strip_times(actor, settings.strip)) {
    row.scene.figures.push_back(figure_of(actor, time, stands));
    row.poses.push_back({actor.index, time});
  }
  if (settings.has_trails) {
    add_trails(
        actor, 0.0, actor.end_s(), settings.height, [&](int) { return stands; }, row.scene.trails);
  }
  return row;
}

/// Poses with their travel taken out, on a line across the picture. `spacing_m` 0: as near as the
/// widest pose allows, which is returned through it.
PictureRow row_in_place(const Actor& actor, const RenderSettings& settings, double& spacing_m) {
  PictureRow row;
  row.scene = empty_scene(settings);
  row.camera.field_of_view_rad = kLongLens_rad;
  row.camera.azimuth_rad = 0.6;
  row.camera.elevation_rad = rad_from_degrees(9.0);
  const Vec3 right = picture_right(row.camera);
  const std::vector<double> times = strip_times(actor, settings.strip);
  const Placement first = actor.placement(0);
  // Facing as in the first frame, standing where the hips are in that very frame.
  const auto centred = [&](int frame, const Vec3& place) {
    const Placement here{first.yaw_rad, actor.placement(frame).offset};
    return Placement{0.0, place}.after(here.inverse());
  };
  if (spacing_m <= 0.0) {
    std::vector<view::Figure> figures;
    for (const double time : times) {
      figures.push_back(figure_of(actor, time, centred(actor.frame_at(time), Vec3(0.0))));
    }
    spacing_m = 0.6;
    for (size_t k = 1; k < figures.size(); ++k) {
      const double needed = reach_m(figures[k - 1], right) + reach_m(figures[k], -right) + 0.12;
      spacing_m = std::clamp(needed, spacing_m, 2.4);
    }
  }
  for (size_t k = 0; k < times.size(); ++k) {
    const Vec3 place =
        (static_cast<double>(k) - 0.5 * static_cast<double>(times.size() - 1)) * spacing_m * right;
    row.scene.figures.push_back(
        figure_of(actor, times[k], centred(actor.frame_at(times[k]), place)));
    row.poses.push_back({actor.index, times[k]});
    if (settings.has_trails && k > 0) {
      const double from = std::max(times[k - 1], times[k] - kLongestTrail_s);
      add_trails(
          actor, from, times[k], settings.height, [&](int frame) { return centred(frame, place); },
          row.scene.trails);
    }
  }
  return row;
}

PictureLayout lay_out_strip(const std::vector<Actor>& actors, const RenderSettings& settings,
                            Warnings warnings) {
  PictureLayout layout;
  layout.warnings = std::move(warnings);
  // Rows are compared with each other: all along their paths, or all in place and equally spaced.
  const bool is_along_path = std::all_of(actors.begin(), actors.end(), [&](const Actor& actor) {
    return follows_path(actor, settings.strip);
  });
  layout.name = is_along_path ? "along its path" : "in place";
  double spacing_m = 0.0;
  if (!is_along_path) {
    for (const Actor& actor : actors) {
      double own_m = 0.0;
      row_in_place(actor, settings, own_m);
      spacing_m = std::max(spacing_m, own_m);
    }
  }
  const double row_height = static_cast<double>(settings.height) / actors.size();
  double farthest_m = 0.0;
  for (const Actor& actor : actors) {
    PictureRow row =
        is_along_path ? row_along_path(actor, settings) : row_in_place(actor, settings, spacing_m);
    frame_row(row, settings, settings.width / row_height);
    farthest_m = std::max(farthest_m, row.camera.distance_m);
    layout.rows.push_back(std::move(row));
  }
  // One scale for all rows.
  for (PictureRow& row : layout.rows) row.camera.distance_m = farthest_m;
  return layout;
}

}  // namespace

Result<PictureLayout> lay_out_picture(const std::vector<Clip>& clips,
                                      const RenderSettings& settings) {
  if (const Status status = settings.validate(); !status) return status.error();
  if (clips.empty()) return bad_input("there is no clip to draw");
  Warnings warnings;
  std::vector<Actor> actors;
  for (size_t i = 0; i < clips.size(); ++i) {
    if (const Status status = clips[i].validate(); !status) return status.error();
    actors.push_back(make_actor(clips[i], static_cast<int>(i), warnings));
  }
  if (settings.strip > 0) return lay_out_strip(actors, settings, std::move(warnings));
  return lay_out_moment(actors, settings, std::move(warnings));
}

}  // namespace kinemote::app
