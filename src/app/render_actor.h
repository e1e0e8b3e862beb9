// Figures of pictures and films: a clip with what placing its poses needs.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "app/playable.h"
#include "app/render_job.h"

namespace kinemote::app {

inline constexpr double kLongestTrail_s = 2.0;
/// Of several figures, vertical: those at the ends look like the middle one.
inline constexpr double kLongLens_rad = 0.33;

/// One clip of a picture; the clip must outlive it.
struct Actor {
  const Clip* clip = nullptr;
  int index = 0;  // of the clips given
  WorldMotion world;
  std::optional<BodyMap> body;  // empty: no body recognised by joint names
  std::vector<char> contacts;   // F x 4; empty without a body
  double ground_m = 0.0;        // height of its floor; 0 where that is near to 0

  double end_s() const { return (clip->frame_count - 1) * clip->frame_time_s; }
  int frame_at(double time_s) const;
  /// Ground placement of the figure in a frame.
  Placement placement(int frame) const { return ground_placement(world, body, frame); }
  /// Ground distance from the first to the last frame.
  Vec3 travel() const { return placement(clip->frame_count - 1).offset - placement(0).offset; }
};

/// Works out a valid clip; a floor that is not at height 0 is told in `warnings`.
Actor make_actor(const Clip& clip, int index, Warnings& warnings);

/// Pose at a time, moved from where the clip has it by `placed`, and onto the ground.
view::Figure figure_of(const Actor& actor, double time_s, const Placement& placed);

/// The poses before and after a time that the settings ask for, drawn as such.
void add_ghosts(const Actor& actor, double time_s, const RenderSettings& settings,
                const Placement& stands, std::vector<view::Figure>& figures);

/// Paths of hands and feet between two times of an actor that stands in one place of the picture.
void add_trails(const Actor& actor, double from_s, double to_s, double picture_height,
                const Placement& placed, std::vector<view::Trail>& trails);
/// The same where every frame has a place of its own.
void add_trails(const Actor& actor, double from_s, double to_s, double picture_height,
                const std::function<Placement(int frame)>& placed,
                std::vector<view::Trail>& trails);

/// How far from the origin a body reaches in a direction; negative if all of it lies behind.
double reach_m(const view::Figure& figure, const Vec3& direction);

/// The direction in the world that is right in the picture.
Vec3 picture_right(const view::Camera& camera);

/// Where each actor stands for good: on a line along +X, facing +Z at its first frame, so far apart
/// that at none of the times (as many of each actor) two touch or hide each other as `seen` sees
/// them (at most 4 m for the latter).
std::vector<Placement> side_by_side(const std::vector<Actor>& actors,
                                    const std::vector<std::vector<double>>& times_s,
                                    const view::Camera& seen);

/// Theme and background of valid settings.
view::Scene empty_scene(const RenderSettings& settings);
/// The camera before it is placed: from the front left, with a long lens for several figures.
view::Camera moment_camera(size_t actor_count);

/// "1.25 s".
std::string seconds_text(double time_s);

}  // namespace kinemote::app
