#include "view/ui/stage_scene.h"

#include <algorithm>
#include <array>
#include <cctype>

#include "view/ui/joint_marks.h"
#include "view/ui/theme.h"

namespace kinemote::view {

namespace {

glm::vec3 as_vector(const Colour& colour) {
  return glm::vec3(colour.r, colour.g, colour.b) / 255.0f;
}

/// The leading figure keeps its colours; the others are tinted, each in a colour of its own.
glm::vec3 tint_of(size_t number) {
  const auto& colours = data_colours();
  return glm::mix(glm::vec3(1.0f), as_vector(colours[number % colours.size()]), 0.6f);
}

Figure figure_of(const app::Playable& motion, const app::Placement& placement, double time_s) {
  const Clip& clip = motion.clip;
  Pose pose;
  sample_pose(clip, time_s, pose);
  pose.rotations[0] = placement.apply(pose.rotations[0]);
  pose.translations[0] = placement.apply(pose.translations[0]);
  Figure figure;
  figure.skeleton = clip.skeleton;
  figure.positions.resize(pose.rotations.size());
  figure.rotations.resize(pose.rotations.size());
  forward_kinematics(*clip.skeleton, pose.rotations, pose.translations, figure.positions,
                     figure.rotations);
  return figure;
}

Vec3 feet_of(const Figure& figure) {
  Vec3 feet{figure.positions.front().x, figure.positions.front().y, figure.positions.front().z};
  for (const Vec3& place : figure.positions) feet.y = std::min(feet.y, place.y);
  return feet;
}

void add_trails(const app::Session& session, Scene& scene) {
  constexpr double kTrail_s = 1.0;
  const app::PlayablePtr& motion = session.player().motion();
  const app::DisplayedPose& pose = session.player().pose();
  if (!session.view().shows_trails || !motion->body) return;
  constexpr std::array<std::pair<BodyPart, int>, 4> kEnds{{{BodyPart::kLeftHand, 1},
                                                           {BodyPart::kRightHand, -1},
                                                           {BodyPart::kLeftFoot, 1},
                                                           {BodyPart::kRightFoot, -1}}};
  const double now_s = session.clock().time_s();
  for (const auto& [part, side] : kEnds) {
    Trail trail;
    trail.points = session.player().trail((*motion->body)[part], now_s - kTrail_s, now_s);
    if (trail.points.size() < 2) continue;
    trail.points.push_back(pose.positions[static_cast<size_t>((*motion->body)[part])]);
    trail.colour = glm::vec4(side_colour(side), 0.95f);
    scene.trails.push_back(std::move(trail));
  }
}

int side_of_point(const std::string& name) {
  std::string lower = name;
  for (char& c : lower) c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
  if (lower.find("left") != std::string::npos) return 1;
  return lower.find("right") != std::string::npos ? -1 : 0;
}

void add_points(const app::PointFigure& figure, size_t number, double time_s, Theme theme,
                Scene& scene) {
  const PointClip& clip = figure.clip;
  const int frame = figure.frame_at(time_s);
  const glm::vec3 middle = theme == Theme::kDark ? glm::vec3(0.86f) : glm::vec3(0.25f);
  const auto colour = [&](int point) {
    const int side = side_of_point(clip.point_names[static_cast<size_t>(point)]);
    const glm::vec3 own = side == 0 ? middle : side_colour(side);
    return number == 0 ? own : own * tint_of(number);
  };
  const auto state = [&](int point) { return clip.states[clip.index(frame, point)]; };
  const auto place = [&](int point) { return figure.places[clip.index(frame, point)]; };
  for (const auto& [a, b] : clip.bones) {
    if (state(a) == PointState::kMissing || state(b) == PointState::kMissing) continue;
    const bool is_measured = state(a) == PointState::kMeasured && state(b) == PointState::kMeasured;
    const glm::vec3 mixed = 0.5f * (colour(a) + colour(b));
    scene.lines.push_back({place(a), place(b), glm::vec4(mixed, is_measured ? 0.85f : 0.4f), 3.0f});
  }
  const float radius_px = clip.point_count() > 40 ? 3.5f : 5.0f;
  for (int p = 0; p < clip.point_count(); ++p) {
    if (state(p) == PointState::kMissing) continue;
    scene.markers.push_back(
        {place(p), glm::vec4(colour(p), 1.0f), radius_px, state(p) == PointState::kFilled});
  }
}

void add_plane(const std::array<Vec3, 2>& corners, Theme theme, Scene& scene) {
  const double margin_m = 0.08;
  const Vec3 low = corners[0] - Vec3{margin_m, 0.0, 0.0};
  const Vec3 high = corners[1] + Vec3{margin_m, margin_m, 0.0};
  const glm::vec4 colour(theme == Theme::kDark ? glm::vec3(0.75f) : glm::vec3(0.35f), 0.55f);
  const std::array<Vec3, 4> ring{low, {high.x, low.y, 0.0}, high, {low.x, high.y, 0.0}};
  for (size_t i = 0; i < ring.size(); ++i) {
    scene.lines.push_back({ring[i], ring[(i + 1) % ring.size()], colour, 1.5f});
  }
}

/// The pointed-at joint of the bone map, on both figures.
void mark_bone(const app::Session& session, Scene& scene, const Figure* retargeted) {
  const app::BoneEditor& bones = session.bones();
  const int target = session.view().highlighted_bone;
  if (!bones.has_map() || target < 0 || target >= bones.target().size()) return;
  const glm::vec4 colour(as_vector(data_colours()[3]), 1.0f);
  const auto mark = [&](const Vec3& place) {
    scene.markers.push_back({place, colour, 9.0f, true});
  };
  const int source = bones.map().source_of(target);
  const auto& positions = session.player().pose().positions;
  if (source >= 0 && source < static_cast<int>(positions.size())) {
    mark(positions[static_cast<size_t>(source)]);
  }
  if (retargeted != nullptr) mark(retargeted->positions[static_cast<size_t>(target)]);
}

}  // namespace

Scene stage_scene(const app::Session& session) {
  Scene scene;
  const app::ViewState& view = session.view();
  scene.theme = view.theme;
  const app::PlayablePtr& motion = session.player().motion();
  if (!motion) return scene;
  scene.ground_m = motion->ground_m;
  const double now_s = session.clock().time_s();
  if (motion->has_figure) {
    const app::DisplayedPose& pose = session.player().pose();
    Figure figure;
    figure.skeleton = motion->clip.skeleton;
    figure.positions = pose.positions;
    figure.rotations = pose.rotations;
    if (view.shows_contacts) figure.contacts = pose.contacts;
    scene.figures.push_back(std::move(figure));
  }
  for (size_t i = 0; i < motion->others.size(); ++i) {
    const app::Companion& other = motion->others[i];
    scene.figures.push_back(figure_of(*other.motion, other.placement, now_s));
    scene.figures.back().tint = tint_of(i);
  }
  for (size_t i = 0; i < motion->points.size(); ++i) {
    const app::PointFigure& points = *motion->points[i];
    if (points.plane && i == 0) add_plane(*points.plane, view.theme, scene);
    add_points(points, i, now_s, view.theme, scene);
  }
  const app::PlayablePtr& preview = session.bones().preview();
  if (preview)
    scene.figures.push_back(figure_of(*preview, session.bones().preview_placement(), now_s));
  mark_bone(session, scene, preview ? &scene.figures.back() : nullptr);
  add_trails(session, scene);
  add_joint_marks(session, scene);
  return scene;
}

std::vector<StageLabel> stage_labels(const app::Session& session) {
  std::vector<StageLabel> labels;
  const app::PlayablePtr& motion = session.player().motion();
  if (!motion) return labels;
  const double now_s = session.clock().time_s();
  const app::PlayablePtr& preview = session.bones().preview();
  const auto lead_feet = [&] {
    Figure figure;
    figure.positions = session.player().pose().positions;
    return feet_of(figure);
  };
  const auto name_of = [](const app::Playable& of) {
    return of.origin.empty() ? of.clip.name : of.origin;
  };
  if (preview) {
    labels.push_back(
        {lead_feet(), "original, " + std::to_string(motion->clip.joint_count()) + " joints"});
    labels.push_back(
        {feet_of(figure_of(*preview, session.bones().preview_placement(), now_s)), "retargeted"});
  } else if (motion->has_figure && !motion->others.empty()) {
    const bool is_one_file =
        motion->import != nullptr && motion->import->figures.size() > motion->others.size();
    labels.push_back({lead_feet(), is_one_file ? motion->clip.name : name_of(*motion)});
    for (size_t i = 0; i < motion->others.size(); ++i) {
      const app::Companion& other = motion->others[i];
      labels.push_back({feet_of(figure_of(*other.motion, other.placement, now_s)),
                        name_of(*other.motion), static_cast<int>(i % data_colours().size())});
    }
  }
  for (size_t i = 0; i < motion->points.size(); ++i) {
    const app::PointFigure& points = *motion->points[i];
    if (points.plane && i == 0) {
      const auto& corners = *points.plane;
      labels.push_back(
          {{0.5 * (corners[0].x + corners[1].x), corners[0].y, 0.0}, "2-D, image units"});
    }
    if (motion->points.size() < 2) continue;
    const int frame = points.frame_at(now_s);
    Vec3 top{0.0, -1e9, 0.0};
    for (int p = 0; p < points.clip.point_count(); ++p) {
      const size_t at = points.clip.index(frame, p);
      if (points.clip.states[at] == PointState::kMissing) continue;
      if (points.places[at].y > top.y) top = points.places[at];
    }
    if (top.y < -1e8) continue;
    labels.push_back(
        {top + Vec3{0.0, 0.22, 0.0},
         points.clip.name.empty() ? "Person " + std::to_string(i + 1) : points.clip.name,
         static_cast<int>(i % data_colours().size())});
  }
  return labels;
}

}  // namespace kinemote::view
