#include "view/ui/stage_figures.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>
#include <glm/geometric.hpp>

#include "app/ghosts.h"

namespace kinemote::view {

namespace {

constexpr float kHeldOpacity = 0.4f, kOverOpacity = 0.5f;
constexpr float kColouredOverOpacity = 0.75f;  // colours of numbers have to be read

/// The next larger 1, 2 or 5 times a power of ten.
double round_up(double value) {
  if (!(value > 0.0)) return 1.0;
  const double power = std::pow(10.0, std::floor(std::log10(value)));
  for (const double step : {1.0, 2.0, 5.0}) {
    if (step * power >= value * (1.0 - 1e-9)) return step * power;
  }
  return 10.0 * power;
}

/// Colours of B's joints by their distance from A's.
std::vector<glm::vec3> difference_colours(const app::Session& session,
                                          const app::Difference& difference) {
  const Palette& palette = palette_of(session.view().theme);
  const int step = difference.step_at(session.clock().time_s());
  const double scale_m = difference_scale_m(difference);
  std::vector<glm::vec3> colours;
  for (const int joint : difference.joint_of_b) {
    const double share =
        joint < 0 ? 0.0 : static_cast<double>(difference.error_m(step, joint)) / scale_m;
    colours.push_back(as_vector(ramp_colour(palette, static_cast<float>(std::min(share, 1.0)))));
  }
  return colours;
}

void add_ghosts(const app::Session& session, const app::StageFigure& figure, const Figure& now,
                Scene& scene) {
  const app::GhostChoice& choice = session.view().stage.ghosts;
  const app::Playable& motion = *figure.motion;
  std::vector<std::pair<app::Ghost, Figure>> ghosts;
  for (const app::Ghost& ghost : app::ghosts_around(choice, figure.time_s, motion.duration_s(),
                                                    motion.clip.frame_time_s, motion.is_seamless)) {
    ghosts.emplace_back(ghost, placed_figure(motion, figure.placement, ghost.time_s));
  }
  for (Figure& drawn : app::distinct_ghosts(now, std::move(ghosts))) {
    scene.figures.push_back(std::move(drawn));
  }
}

/// A trail of one joint with what its colours are made of.
struct Path {
  std::vector<Vec3> points;
  std::vector<double> times_s;
};

Path path_of(const app::Session& session, int joint, double first_s, double last_s) {
  Path path;
  const app::Playable& motion = *session.player().motion();
  const double step_s = motion.clip.frame_time_s;
  if (!motion.is_seamless) {
    first_s = std::max(first_s, 0.0);
    last_s = std::min(last_s, motion.duration_s());
  }
  path.points = session.player().trail(joint, first_s, last_s);
  const double start_s = std::ceil(first_s / step_s) * step_s;
  for (size_t i = 0; i < path.points.size(); ++i) {
    path.times_s.push_back(start_s + static_cast<double>(i) * step_s);
  }
  return path;
}

std::vector<double> speeds_of(const Path& path) {
  std::vector<double> speeds(path.points.size(), 0.0);
  for (size_t i = 0; i < path.points.size(); ++i) {
    const size_t before = i > 0 ? i - 1 : i, after = std::min(i + 1, path.points.size() - 1);
    if (after == before) continue;
    speeds[i] = glm::distance(path.points[before], path.points[after]) /
                (path.times_s[after] - path.times_s[before]);
  }
  return speeds;
}

void add_ticks(const Path& path, const glm::vec4& colour, Scene& scene) {
  constexpr double kTick_s = 0.1;
  for (size_t i = 0; i + 1 < path.points.size(); ++i) {
    // Ticks stand at round times, so that they do not creep along with the window.
    const double next = std::ceil(path.times_s[i] / kTick_s - 1e-9) * kTick_s;
    const double span_s = path.times_s[i + 1] - path.times_s[i];
    if (next >= path.times_s[i + 1] || span_s <= 0.0) continue;
    const double share = (next - path.times_s[i]) / span_s;
    scene.markers.push_back(
        {path.points[i] + share * (path.points[i + 1] - path.points[i]), colour, 3.0f, false});
  }
}

}  // namespace

glm::vec3 as_vector(const Colour& colour) {
  return glm::vec3(colour.r, colour.g, colour.b) / 255.0f;
}

glm::vec3 tint_of(size_t number) {
  const auto& colours = data_colours();
  return glm::mix(glm::vec3(1.0f), as_vector(colours[number % colours.size()]), 0.6f);
}

Figure placed_figure(const app::Playable& motion, const app::Placement& placement, double time_s) {
  const Clip& clip = motion.clip;
  app::Placement placed = placement;
  if (motion.is_seamless && motion.duration_s() > 0.0) {
    const int round = static_cast<int>(std::floor(time_s / motion.duration_s()));
    time_s -= round * motion.duration_s();
    const app::Placement step = round < 0 ? motion.round_step.inverse() : motion.round_step;
    for (int i = 0; i < std::abs(round); ++i) placed = placed.after(step);
  }
  Pose pose;
  sample_pose(clip, time_s, pose);
  pose.rotations[0] = placed.apply(pose.rotations[0]);
  pose.translations[0] = placed.apply(pose.translations[0]);
  Figure figure;
  figure.skeleton = clip.skeleton;
  figure.positions.resize(pose.rotations.size());
  figure.rotations.resize(pose.rotations.size());
  forward_kinematics(*clip.skeleton, pose.rotations, pose.translations, figure.positions,
                     figure.rotations);
  return figure;
}

Figure company_figure(const app::Session& session, const app::StageFigure& figure) {
  const bool is_swapped = session.view().is_swapped && session.compared_pair().is_there();
  if (figure.number != 0 || is_swapped) {
    return placed_figure(*figure.motion, figure.placement, figure.time_s);
  }
  const app::DisplayedPose& pose = session.player().pose();
  Figure drawn;
  drawn.skeleton = figure.motion->clip.skeleton;
  drawn.positions = pose.positions;
  drawn.rotations = pose.rotations;
  if (session.view().shows_contacts) drawn.contacts = pose.contacts;
  return drawn;
}

Vec3 feet_of(const Figure& figure) {
  // The first joint of some skeletons is where the take began, not a part of the body.
  const auto hips = static_cast<size_t>(figure.skeleton->first_branching_joint());
  Vec3 feet = figure.positions[hips];
  for (size_t j = hips; j < figure.positions.size(); ++j) {
    feet.y = std::min(feet.y, figure.positions[j].y);
  }
  return feet;
}

void add_company(const app::Session& session, int only, Scene& scene) {
  const app::ComparedPair pair = session.compared_pair();
  const app::Difference* difference = session.difference();
  const app::GhostChoice& ghosts = session.view().stage.ghosts;
  for (const app::StageFigure& figure : session.company()) {
    if (!figure.is_seen || (only >= 0 && figure.number != only)) continue;
    const bool has_ghosts = ghosts.is_shown && (ghosts.of_all || figure.number == 0);
    Figure drawn = company_figure(session, figure);
    if (has_ghosts) add_ghosts(session, figure, drawn, scene);
    if (figure.is_original) {
      drawn.tint = glm::vec3(0.62f);
    } else if (figure.number > 0) {
      drawn.tint = tint_of(static_cast<size_t>(figure.number - 1));
    }
    const bool is_coloured = figure.number == pair.b && difference != nullptr;
    if (is_coloured) {
      drawn.colours = difference_colours(session, *difference);
      drawn.tint = glm::vec3(1.0f);
    }
    if (only < 0 && figure.is_over_other) {
      drawn.opacity = is_coloured ? kColouredOverOpacity : kOverOpacity;
    }
    if (figure.is_held) drawn.opacity = kHeldOpacity;
    scene.figures.push_back(std::move(drawn));
  }
}

std::vector<std::pair<int, int>> trail_joints(const app::TrailChoice& choice,
                                              const app::Playable& motion) {
  std::vector<std::pair<int, int>> joints;
  const auto add = [&](BodyPart part, int side) {
    if (motion.body && motion.body->has(part)) joints.emplace_back((*motion.body)[part], side);
  };
  if (choice.hands) {
    add(BodyPart::kLeftHand, 1);
    add(BodyPart::kRightHand, -1);
  }
  if (choice.feet) {
    add(BodyPart::kLeftFoot, 1);
    add(BodyPart::kRightFoot, -1);
  }
  if (choice.head) add(BodyPart::kHead, 0);
  if (choice.hips) add(BodyPart::kHips, 0);
  const int own = choice.joint.empty() ? -1 : motion.clip.skeleton->find(choice.joint);
  if (own >= 0) joints.emplace_back(own, side_of(*motion.clip.skeleton, own));
  return joints;
}

double trail_speed_scale_mps(const app::Session& session) {
  const app::PlayablePtr& motion = session.player().motion();
  double fastest = 0.0;
  if (!motion) return 1.0;
  for (const auto& [joint, side] : trail_joints(session.view().stage.trails, *motion)) {
    for (int f = 1; f < motion->world.frame_count; ++f) {
      fastest = std::max(fastest, glm::distance(motion->world.position(f - 1, joint),
                                                motion->world.position(f, joint)));
    }
  }
  return round_up(fastest / motion->clip.frame_time_s);
}

void add_trails(const app::Session& session, Scene& scene) {
  const app::PlayablePtr& motion = session.player().motion();
  const app::TrailChoice& choice = session.view().stage.trails;
  if (!session.view().shows_trails || !motion->has_figure) return;
  const std::vector<app::StageFigure> company = session.company();
  const double now_s = company.front().time_s;
  const double first_s = choice.is_whole ? 0.0 : now_s - choice.past_s;
  const double last_s = choice.is_whole ? motion->duration_s() : now_s + choice.future_s;
  const bool by_speed = choice.colour == app::TrailColour::kSpeed;
  const double fastest = by_speed ? trail_speed_scale_mps(session) : 1.0;
  const Palette& palette = palette_of(session.view().theme);
  for (const auto& [joint, side] : trail_joints(choice, *motion)) {
    const glm::vec3 own = side_colour(side);
    if (choice.colour == app::TrailColour::kSide && !choice.is_whole) {
      Trail past;
      past.points = path_of(session, joint, first_s, now_s).points;
      past.points.push_back(session.player().pose().positions[static_cast<size_t>(joint)]);
      past.colour = glm::vec4(own, 0.95f);
      if (past.points.size() > 1) scene.trails.push_back(std::move(past));
      Trail future;  // thinner, and backwards, so that it fades away from the figure
      future.points = path_of(session, joint, now_s, last_s).points;
      future.points.insert(future.points.begin(),
                           session.player().pose().positions[static_cast<size_t>(joint)]);
      std::reverse(future.points.begin(), future.points.end());
      future.colour = glm::vec4(own, 0.7f);
      future.width_px = 1.3f;
      if (future.points.size() > 1) scene.trails.push_back(std::move(future));
    } else {
      const Path path = path_of(session, joint, first_s, last_s);
      const std::vector<double> speeds = speeds_of(path);
      Trail trail;
      trail.points = path.points;
      for (size_t i = 0; i < path.points.size(); ++i) {
        const double share =
            by_speed ? speeds[i] / fastest : (path.times_s[i] - first_s) / (last_s - first_s);
        const bool is_plain = choice.colour == app::TrailColour::kSide;
        trail.colours.emplace_back(
            is_plain ? own : as_vector(ramp_colour(palette, static_cast<float>(share))), 0.9f);
      }
      if (trail.points.size() > 1) scene.trails.push_back(std::move(trail));
    }
    if (choice.has_ticks) {
      add_ticks(path_of(session, joint, first_s, last_s), glm::vec4(own, 0.95f), scene);
    }
  }
}

double difference_scale_m(const app::Difference& difference) {
  return round_up(static_cast<double>(difference.largest_m));
}

void add_worst_joint(const app::Session& session, int only, std::vector<StageLabel>& labels) {
  const app::Difference* difference = session.difference();
  const app::ComparedPair pair = session.compared_pair();
  if (difference == nullptr || (only >= 0 && only != pair.b)) return;
  const int step = difference->step_at(session.clock().time_s());
  const int worst = difference->worst_joint(step);
  const auto& joint_of_b = difference->joint_of_b;
  const auto own = std::find(joint_of_b.begin(), joint_of_b.end(), worst);
  if (own == joint_of_b.end()) return;
  const app::StageFigure b = session.company()[static_cast<size_t>(pair.b)];
  const Figure drawn = company_figure(session, b);
  char text[48];
  std::snprintf(text, sizeof text, "  %.1f cm",
                100.0 * static_cast<double>(difference->error_m(step, worst)));
  labels.push_back({drawn.positions[static_cast<size_t>(own - joint_of_b.begin())],
                    difference->joints[static_cast<size_t>(worst)] + text});
}

}  // namespace kinemote::view
