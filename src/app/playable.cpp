#include "app/playable.h"

#include <algorithm>
#include <cmath>
#include <glm/geometric.hpp>
#include <utility>

#include "view/render/scene.h"

namespace kinemote::app {

Vec3 Placement::apply(const Vec3& point) const { return yaw_rotation(yaw_rad) * point + offset; }

Quat Placement::apply(const Quat& rotation) const { return yaw_rotation(yaw_rad) * rotation; }

Placement Placement::after(const Placement& inner) const {
  return {yaw_rad + inner.yaw_rad, apply(inner.offset)};
}

Placement Placement::inverse() const { return {-yaw_rad, yaw_rotation(-yaw_rad) * -offset}; }

Placement ground_placement(const WorldMotion& world, const std::optional<BodyMap>& body,
                           int frame) {
  Placement placement;
  if (!body) {
    const Vec3& root = world.position(frame, 0);
    placement.offset = {root.x, 0.0, root.z};
    placement.yaw_rad = yaw_rad(world.rotation(frame, 0));
    return placement;
  }
  const Vec3& hips = world.position(frame, (*body)[BodyPart::kHips]);
  const Vec3 across = world.position(frame, (*body)[BodyPart::kLeftUpperLeg]) -
                      world.position(frame, (*body)[BodyPart::kRightUpperLeg]);
  const Vec3 forward = glm::cross(across, kUp);
  placement.offset = {hips.x, 0.0, hips.z};
  placement.yaw_rad = std::atan2(forward.x, forward.z);
  return placement;
}

namespace {

/// Appends a frame that repeats the first frame's pose one frame after the last one, placed where
/// the last frame's movement over the ground would carry the figure.
void append_closing_frame(Clip& clip, const WorldMotion& world,
                          const std::optional<BodyMap>& body) {
  const int last = clip.frame_count - 1;
  const Placement at_last = ground_placement(world, body, last);
  const Placement at_previous = ground_placement(world, body, last - 1);
  const Placement one_frame = at_previous.inverse().after(at_last);
  const Placement at_first = ground_placement(world, body, 0);
  const Placement from_first = at_last.after(one_frame).after(at_first.inverse());

  const auto first_rotations = clip.frame_rotations(0);
  std::vector<Quat> rotations(first_rotations.begin(), first_rotations.end());
  const size_t columns = clip.translating_joints.size();
  std::vector<Vec3> translations(clip.translations.begin(), clip.translations.begin() + columns);
  rotations[0] = from_first.apply(rotations[0]);
  if (const int column = clip.translation_column(0); column >= 0) {
    translations[column] = from_first.apply(translations[column]);
  }
  clip.rotations.insert(clip.rotations.end(), rotations.begin(), rotations.end());
  clip.translations.insert(clip.translations.end(), translations.begin(), translations.end());
  ++clip.frame_count;
}

std::vector<float> mean_speeds(const WorldMotion& world) {
  std::vector<float> speeds(world.frame_count, 0.0f);
  if (world.frame_count < 2) return speeds;
  for (int f = 0; f < world.frame_count; ++f) {
    const int before = std::max(0, f - 1), after = std::min(world.frame_count - 1, f + 1);
    double sum_m = 0.0;
    for (int j = 0; j < world.joint_count; ++j) {
      sum_m += glm::distance(world.position(before, j), world.position(after, j));
    }
    speeds[f] =
        static_cast<float>(sum_m / world.joint_count / ((after - before) * world.frame_time_s));
  }
  return speeds;
}

std::vector<float> openness_of(const WorldMotion& world, const BodyMap& body, double height_m) {
  constexpr std::array kEnds{BodyPart::kLeftHand, BodyPart::kRightHand, BodyPart::kLeftFoot,
                             BodyPart::kRightFoot};
  std::vector<float> openness(world.frame_count);
  for (int f = 0; f < world.frame_count; ++f) {
    const Vec3& hips = world.position(f, body[BodyPart::kHips]);
    double sum_m = 0.0;
    for (const BodyPart end : kEnds) sum_m += glm::distance(hips, world.position(f, body[end]));
    openness[f] = static_cast<float>(sum_m / (kEnds.size() * height_m));
  }
  return openness;
}

}  // namespace

std::shared_ptr<Playable> make_playable(Clip clip, bool is_loop, std::string origin) {
  auto playable = std::make_shared<Playable>();
  playable->clip = std::move(clip);
  playable->origin = std::move(origin);
  Clip& own = playable->clip;
  if (Result<BodyMap> body = find_body(*own.skeleton)) playable->body = *body;
  playable->world = forward_kinematics(own);
  if (is_loop && own.frame_count >= 2) {
    append_closing_frame(own, playable->world, playable->body);
    playable->world = forward_kinematics(own);
    playable->is_seamless = true;
    playable->round_step =
        ground_placement(playable->world, playable->body, own.frame_count - 1)
            .after(ground_placement(playable->world, playable->body, 0).inverse());
  }
  playable->height_m = body_height_m(*own.skeleton);
  if (!playable->is_seamless) {
    playable->ground_m = view::ground_height_m(own.skeleton, playable->world);
  }
  playable->speed_mps = mean_speeds(playable->world);
  if (playable->body) {
    playable->contacts = detect_contacts(playable->world, *playable->body);
    playable->slide = foot_slide(playable->world, *playable->body);
    playable->openness = openness_of(playable->world, *playable->body, playable->height_m);
  }
  return playable;
}

double Playable::group_duration_s() const {
  double longest_s = duration_s();
  for (const Companion& other : others) {
    longest_s = std::max(longest_s, other.motion->duration_s());
  }
  for (const PointFigurePtr& figure : points) {
    longest_s = std::max(longest_s, (figure->clip.frame_count - 1) * figure->clip.frame_time_s);
  }
  return longest_s;
}

Clip unrolled(const Playable& motion, double seconds) {
  if (!motion.is_seamless) return motion.clip;
  const Clip& round = motion.clip;
  const int steps = round.frame_count - 1;  // the last frame is the next round's first
  const int frames = std::max(steps, static_cast<int>(std::ceil(seconds / round.frame_time_s)));
  Clip clip = Clip::make(round.skeleton, frames, round.frame_time_s, round.translating_joints);
  clip.name = round.name;
  const size_t columns = round.translating_joints.size();
  const int root_column = round.translation_column(0);
  Placement placement;
  for (int f = 0; f < frames; ++f) {
    const int from = f % steps;
    if (f > 0 && from == 0) placement = placement.after(motion.round_step);
    const auto rotations = round.frame_rotations(from);
    std::copy(rotations.begin(), rotations.end(), clip.frame_rotations(f).begin());
    for (size_t c = 0; c < columns; ++c) {
      clip.translations[f * columns + c] = round.translations[from * columns + c];
    }
    clip.frame_rotations(f)[0] = placement.apply(rotations[0]);
    if (root_column >= 0) {
      Vec3& root = clip.translations[f * columns + root_column];
      root = placement.apply(root);
    }
  }
  return clip;
}

}  // namespace kinemote::app
