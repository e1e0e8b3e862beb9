#include "view/ui/stage_scene.h"

#include <algorithm>
#include <array>
#include <cctype>

#include "view/ui/joint_marks.h"
#include "view/ui/stage_cells.h"
#include "view/ui/stage_figures.h"
#include "view/ui/theme.h"

namespace kinemote::view {

namespace {

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
  const glm::vec3 middle = theme != Theme::kLight ? glm::vec3(0.86f) : glm::vec3(0.25f);
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
  const glm::vec4 colour(theme != Theme::kLight ? glm::vec3(0.75f) : glm::vec3(0.35f), 0.55f);
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

Scene stage_scene(const app::Session& session, int cell) {
  Scene scene;
  const app::ViewState& view = session.view();
  scene.theme = view.theme;
  const app::PlayablePtr& motion = session.player().motion();
  if (!motion) return scene;
  scene.ground_m = motion->ground_m;
  const double now_s = session.clock().time_s();
  const int only = cell_figure(session, cell);
  add_company(session, only, scene);
  for (size_t i = 0; i < motion->points.size(); ++i) {
    const app::PointFigure& points = *motion->points[i];
    if (points.plane && i == 0) add_plane(*points.plane, view.theme, scene);
    add_points(points, i, now_s, view.theme, scene);
  }
  const app::PlayablePtr& preview = session.bones().preview();
  if (preview) {
    scene.figures.push_back(placed_figure(*preview, session.bones().preview_placement(), now_s));
  }
  mark_bone(session, scene, preview ? &scene.figures.back() : nullptr);
  if (only <= 0) {
    add_trails(session, scene);
    add_joint_marks(session, scene);
  }
  return scene;
}

std::vector<StageLabel> stage_labels(const app::Session& session, int cell) {
  std::vector<StageLabel> labels;
  const app::PlayablePtr& motion = session.player().motion();
  if (!motion) return labels;
  const double now_s = session.clock().time_s();
  const app::PlayablePtr& preview = session.bones().preview();
  const std::vector<app::StageFigure> company = session.company();
  const app::ComparedPair pair = session.compared_pair();
  const int only = cell_figure(session, cell);
  if (preview && !company.empty()) {
    labels.push_back({feet_of(company_figure(session, company.front())),
                      "original, " + std::to_string(motion->clip.joint_count()) + " joints"});
    labels.push_back({feet_of(placed_figure(*preview, session.bones().preview_placement(), now_s)),
                      "retargeted"});
  } else if (company.size() > 1) {
    const bool is_overlay = session.view().stage.compare.arrangement == app::Arrangement::kOverlay;
    for (const app::StageFigure& figure : company) {
      const bool is_shown = figure.is_seen && (only < 0 || only == figure.number);
      // Names of figures in one place would lie over each other; the heading says who they are.
      if (!is_shown || (is_overlay && only < 0)) continue;
      std::string words = figure.name;
      if (figure.number == pair.a) words = "A  " + words;
      if (figure.number == pair.b) words = "B  " + words;
      if (figure.is_held) words += ", ended";
      const int colour = figure.number == 0 || figure.is_original
                             ? -1
                             : (figure.number - 1) % static_cast<int>(data_colours().size());
      labels.push_back({feet_of(company_figure(session, figure)), words, colour});
    }
  }
  add_worst_joint(session, only, labels);
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
