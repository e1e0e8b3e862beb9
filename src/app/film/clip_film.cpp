#include "app/film/clip_film.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include "app/render_actor.h"

namespace kinemote::app {

struct ClipFilm::Parts {
  std::vector<Clip> clips;  // the actors point to them
  std::vector<Actor> actors;
  std::vector<Placement> stands;
  RenderSettings settings;
  FilmTiming timing;
  view::Camera camera;            // of the first picture, before any turn
  std::vector<Vec3> camera_ways;  // how far the camera has gone at each picture; empty: it stays
  Warnings warnings;

  double time_of(const Actor& actor, int frame) const {
    return std::min(timing.time_s(frame), actor.end_s());
  }
  /// Ground point between the figures.
  Vec3 middle(int frame) const {
    Vec3 sum(0.0);
    for (size_t i = 0; i < actors.size(); ++i) {
      const int at = actors[i].frame_at(time_of(actors[i], frame));
      sum += stands[i].apply(actors[i].placement(at).offset);
    }
    return sum / static_cast<double>(actors.size());
  }
  Vec3 way(int frame) const {
    return camera_ways.empty() ? Vec3(0.0) : camera_ways[static_cast<size_t>(frame)];
  }
};

namespace {

constexpr double kSmoothing_s = 1.0;

/// Pictures that stand for the whole film where looking at all of them would take too long.
std::vector<int> sampled_frames(int count) {
  constexpr int kMost = 24;
  std::vector<int> frames;
  const int used = std::min(kMost, count);
  for (int k = 0; k < used; ++k) {
    frames.push_back(
        used == 1 ? 0 : static_cast<int>(std::lround(double(k) * (count - 1) / (used - 1))));
  }
  return frames;
}

Result<FilmTiming> timing_of(const RenderSettings& settings, double longest_s) {
  const FilmSettings& film = settings.film;
  FilmTiming timing;
  timing.fps = film.fps;
  timing.speed = film.speed;
  timing.turntable_s = film.turntable_s;
  if (settings.at_s) {
    if (film.turntable_s <= 0.0) {
      return usage_error(
          "--at is one moment and a film shows a range: give --range A,B, or "
          "--turntable S to go round that moment");
    }
    timing.first_s = timing.last_s = *settings.at_s;
  } else {
    timing.first_s = film.first_s.value_or(0.0);
    timing.last_s = film.last_s.value_or(longest_s);
    timing.wraps = film.turntable_s > 0.0;
  }
  // The end that a user reads off is rounded.
  constexpr double kSlack_s = 0.006;
  if (timing.last_s > longest_s + kSlack_s || timing.first_s > longest_s) {
    return usage_error((settings.at_s ? "--at " : "--range ends at ") +
                       seconds_text(timing.last_s) + ", past the end of every clip (" +
                       seconds_text(longest_s) + "); choose an earlier time");
  }
  timing.last_s = std::min(timing.last_s, std::max(longest_s, timing.first_s));
  timing.shows_end =
      film.shows_end && timing.last_s > timing.first_s && timing.last_s + kSlack_s >= longest_s;
  if (const Status status = timing.validate(); !status) return status.error();
  return timing;
}

/// The points and their pictures as they turn round a vertical axis, so that what frames them does
/// so from every side.
std::vector<Vec3> all_around(const std::vector<Vec3>& points, const Vec3& axis) {
  constexpr int kSides = 16;
  std::vector<Vec3> turned;
  for (int side = 0; side < kSides; ++side) {
    const Quat turn = yaw_rotation(2.0 * kPi * side / kSides);
    for (const Vec3& point : points) turned.push_back(axis + turn * (point - axis));
  }
  return turned;
}

}  // namespace

ClipFilm::ClipFilm(std::unique_ptr<Parts> parts) : parts_(std::move(parts)) {}
ClipFilm::ClipFilm(ClipFilm&&) noexcept = default;
ClipFilm::~ClipFilm() = default;

const FilmTiming& ClipFilm::timing() const { return parts_->timing; }
const Warnings& ClipFilm::warnings() const { return parts_->warnings; }

Result<ClipFilm> ClipFilm::make(std::vector<Clip> clips, const RenderSettings& settings) {
  if (const Status status = settings.validate(); !status) return status.error();
  if (settings.strip > 0) {
    return usage_error("--strip is a picture and a film is not; write it as .png");
  }
  if (clips.empty()) return bad_input("there is no clip to draw");
  auto owned = std::make_unique<Parts>();
  Parts& parts = *owned;
  parts.clips = std::move(clips);
  parts.settings = settings;
  double longest_s = 0.0;
  for (size_t i = 0; i < parts.clips.size(); ++i) {
    if (const Status status = parts.clips[i].validate(); !status) return status.error();
    parts.actors.push_back(make_actor(parts.clips[i], static_cast<int>(i), parts.warnings));
    longest_s = std::max(longest_s, parts.actors.back().end_s());
  }
  Result<FilmTiming> timing = timing_of(settings, longest_s);
  if (!timing) return timing.error();
  parts.timing = *timing;
  for (const Actor& actor : parts.actors) {
    if (actor.end_s() + 1e-6 < timing->last_s) {
      parts.warnings.push_back("\"" + actor.clip->name + "\" ends at " +
                               seconds_text(actor.end_s()) + ": its last pose is held");
    }
  }

  const int count = timing->frame_count();
  const std::vector<int> sampled = sampled_frames(count);
  std::vector<std::vector<double>> times;
  for (const Actor& actor : parts.actors) {
    times.emplace_back();
    for (const int frame : sampled) times.back().push_back(parts.time_of(actor, frame));
  }
  parts.camera = moment_camera(parts.actors.size());
  view::Camera seen = parts.camera;
  // The settings were checked: the text can be read.
  if (!settings.camera.empty()) (void)view::apply_camera_text(settings.camera, seen);
  parts.stands = side_by_side(parts.actors, times, seen);
  if (settings.film.follows) {
    std::vector<Vec3> path;
    for (int i = 0; i < count; ++i) path.push_back(parts.middle(i));
    parts.camera_ways = smoothed_path(
        path, static_cast<int>(std::lround(kSmoothing_s * timing->fps / timing->speed)));
    const Vec3 start = parts.camera_ways.front();
    for (Vec3& way : parts.camera_ways) way -= start;
  }

  std::vector<Vec3> points;
  for (const int frame : sampled) {
    for (size_t i = 0; i < parts.actors.size(); ++i) {
      const view::Figure figure =
          figure_of(parts.actors[i], parts.time_of(parts.actors[i], frame), parts.stands[i]);
      for (const Vec3& point : view::outline_points(figure)) {
        points.push_back(point - parts.way(frame));
      }
    }
  }
  const double aspect = static_cast<double>(settings.width) / settings.height;
  if (timing->turntable_s > 0.0) {
    Vec3 low = points.front(), high = points.front();
    for (const Vec3& point : points) {
      low = glm::min(low, point);
      high = glm::max(high, point);
    }
    const Vec3 axis = 0.5 * (low + high);
    parts.camera = view::frame_points(parts.camera, all_around(points, axis), aspect);
    parts.camera.target.x = axis.x;
    parts.camera.target.z = axis.z;
  } else {
    parts.camera = view::frame_points(parts.camera, points, aspect);
  }
  if (!settings.camera.empty()) (void)view::apply_camera_text(settings.camera, parts.camera);
  return ClipFilm(std::move(owned));
}

FilmFrame ClipFilm::frame(int index) const {
  const Parts& parts = *parts_;
  FilmFrame frame;
  frame.scene = empty_scene(parts.settings);
  for (size_t i = 0; i < parts.actors.size(); ++i) {
    const Actor& actor = parts.actors[i];
    const double time_s = parts.time_of(actor, index);
    add_ghosts(actor, time_s, parts.settings, parts.stands[i], frame.scene.figures);
    frame.scene.figures.push_back(figure_of(actor, time_s, parts.stands[i]));
    if (parts.settings.has_trails) {
      add_trails(actor, time_s - kLongestTrail_s, time_s, parts.settings.height, parts.stands[i],
                 frame.scene.trails);
    }
  }
  frame.camera = parts.camera;
  frame.camera.target += parts.way(index);
  frame.camera.azimuth_rad += parts.timing.turn_rad(index);
  return frame;
}

}  // namespace kinemote::app
