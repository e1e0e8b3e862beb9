#include "app/render_layout.h"

#include <algorithm>
#include <cmath>
#include <glm/geometric.hpp>

#include "app/render_actor.h"

namespace kinemote::app {
namespace {

constexpr double kPathShare_m = 0.5;  // travel a pose that lets a strip follow the true path

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
    return usage_error("--at " + seconds_text(*settings.at_s) + " is past the end of every clip (" +
                       seconds_text(longest_s) + "); choose an earlier time");
  }
  PictureLayout layout;
  layout.name = "side by side";
  layout.warnings = std::move(warnings);
  PictureRow row;
  row.scene = empty_scene(settings);
  row.camera = moment_camera(actors.size());
  std::vector<std::vector<double>> times;
  for (const Actor& actor : actors) {
    times.push_back({std::min(settings.at_s.value_or(0.5 * actor.end_s()), actor.end_s())});
    if (settings.at_s && *settings.at_s > actor.end_s() + 1e-6) {
      layout.warnings.push_back("\"" + actor.clip->name + "\" ends at " +
                                seconds_text(actor.end_s()) + ": its last pose is drawn");
    }
  }
  view::Camera seen = row.camera;
  // The settings were checked before: the text can be read.
  if (!settings.camera.empty()) (void)view::apply_camera_text(settings.camera, seen);
  const std::vector<Placement> stands = side_by_side(actors, times, seen);
  for (size_t i = 0; i < actors.size(); ++i) {
    const double time_s = times[i].front();
    add_ghosts(actors[i], time_s, settings, stands[i], row.scene.figures);
    row.scene.figures.push_back(figure_of(actors[i], time_s, stands[i]));
    row.poses.push_back({actors[i].index, time_s});
    if (settings.has_trails) {
      add_trails(actors[i], time_s - kLongestTrail_s, time_s, settings.height, stands[i],
                 row.scene.trails);
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
    add_trails(actor, 0.0, actor.end_s(), settings.height, stands, row.scene.trails);
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
