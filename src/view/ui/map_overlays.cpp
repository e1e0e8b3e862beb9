#include "view/ui/map_overlays.h"

#include <algorithm>
#include <cmath>
#include <cstdio>

#include "view/ui/imgui_compat.h"

namespace kinemote::view {

namespace {

ImVec2 pixel(const ScatterView& view, const Rect& plot, const app::MapPoint& place) {
  ImVec2 at;
  scatter_pixel(view, plot, place[0], place[1], at.x, at.y);
  return at;
}

/// The way, if it can be walked: B may not have been placed yet.
const std::vector<app::PathStation>* path_of(const Ui& ui, const ScatterView& view) {
  const auto& path = ui.session.latent_bench().path();
  return path.size() >= 2 && view.pixels_per_unit > 0.0f ? &path : nullptr;
}

void end_of_path(Ui& ui, ImDrawList& list, ImVec2 at, const char* name) {
  const float radius = ui.px(9.0f);
  list.AddCircleFilled(at, radius + ui.px(1.5f), ui.palette.panel.packed(), 24);
  list.AddCircleFilled(at, radius, ui.palette.accent.packed(), 24);
  const ImVec2 size = text_size(ui.fonts.small, name);
  draw_text(list, ui.fonts.small, {at.x - 0.5f * size.x, at.y - 0.5f * size.y},
            ui.palette.on_accent, name);
}

void dashed_line(ImDrawList& list, ImVec2 from, ImVec2 to, float dash, uint32_t colour,
                 float width) {
  const float dx = to.x - from.x, dy = to.y - from.y;
  const float length = std::hypot(dx, dy);
  for (float at = 0.0f; at < length; at += 2.0f * dash) {
    const float a = at / length, b = std::min(1.0f, (at + dash) / length);
    list.AddLine({from.x + a * dx, from.y + a * dy}, {from.x + b * dx, from.y + b * dy}, colour,
                 width);
  }
}

/// The longer side of the box round all points.
float map_extent(const std::vector<app::MapPoint>& points) {
  if (points.empty()) return 0.0f;
  app::MapPoint low = points.front(), high = points.front();
  for (const app::MapPoint& point : points) {
    for (size_t axis = 0; axis < 2; ++axis) {
      low[axis] = std::min(low[axis], point[axis]);
      high[axis] = std::max(high[axis], point[axis]);
    }
  }
  return std::max(high[0] - low[0], high[1] - low[1]);
}

std::string found_words(const app::MapFound& found, std::optional<double> away) {
  std::string words = "Approximate: from the ";
  words += found.clip_count == 1 ? "motion there"
                                 : std::to_string(found.clip_count) + " nearest motions";
  if (!found.latent.content.empty()) words += " (" + found.latent.content + ")";
  if (!away) return words;
  char distance[64];
  std::snprintf(distance, sizeof distance, "; it landed %.0f %% of the map's width away",
                100.0 * *away);
  words += distance;
  // Among motions that a model has learned it is a tenth or so.
  constexpr double kFar = 0.25;
  if (*away > kFar) words += ". So far off, the model has hardly learned motions like these";
  return words;
}

}  // namespace

bool path_handle(Ui& ui, const Rect& plot, const ScatterView& view) {
  const auto* path = path_of(ui, view);
  if (path == nullptr) return false;
  app::Session& session = ui.session;
  const ImVec2 at = pixel(view, plot, app::path_place(*path, session.document().kept.share));
  const ImVec2 b = pixel(view, plot, path->back().place);
  ui.probe.add("map.path_b", {b.x - 1.0f, b.y - 1.0f, 2.0f, 2.0f});
  const float reach = ui.px(12.0f);
  const bool is_seen = at.x > plot.x + reach && at.x < plot.right() - reach &&
                       at.y > plot.y + reach && at.y < plot.bottom() - reach;
  if (!is_seen) return false;
  ImGui::SetCursorScreenPos({at.x - reach, at.y - reach});
  ImGui::InvisibleButton("map.path", {2 * reach, 2 * reach});
  ui.probe.add("map.path", {at.x - 1.0f, at.y - 1.0f, 2.0f, 2.0f});
  tooltip(ui, "Between A and B: drag along the line");
  if (ImGui::IsItemHovered() || ImGui::IsItemActive()) {
    ImGui::SetMouseCursor(ImGuiMouseCursor_Hand);
  }
  const ImVec2 mouse = ImGui::GetIO().MousePos;
  const float threshold = ui.px(3.0f);
  const bool has_moved =
      ImGui::GetIO().MouseDragMaxDistanceSqr[ImGuiMouseButton_Left] > threshold * threshold;
  const bool is_covered = ImGui::IsItemHovered();
  if (!has_moved || !(ImGui::IsItemActive() || ImGui::IsItemDeactivated())) return is_covered;
  const app::MapPoint place{
      view.centre_x + (mouse.x - plot.x - 0.5f * plot.width) / view.pixels_per_unit,
      view.centre_y - (mouse.y - plot.y - 0.5f * plot.height) / view.pixels_per_unit};
  const double tolerance = ui.px(30.0f) / view.pixels_per_unit;
  session.set_blend(app::path_share_from(*path, place, session.document().kept.share, tolerance),
                    ImGui::IsItemDeactivated() ? app::Gesture::kCommit : app::Gesture::kPreview);
  return is_covered;
}

void draw_path(Ui& ui, ImDrawList& list, const Rect& plot, const ScatterView& view) {
  const auto* path = path_of(ui, view);
  if (path == nullptr) return;
  std::vector<ImVec2> line;
  for (const app::PathStation& station : *path) line.push_back(pixel(view, plot, station.place));
  const auto count = static_cast<int>(line.size());
  list.AddPolyline(line.data(), count, ui.palette.panel.packed(), 0, ui.px(5.0f));
  list.AddPolyline(line.data(), count, ui.palette.accent.packed(), 0, ui.px(2.2f));
  for (const ImVec2& at : line) {
    list.AddCircleFilled(at, ui.px(2.6f), ui.palette.accent.packed(), 12);
  }
  end_of_path(ui, list, line.front(), "A");
  end_of_path(ui, list, line.back(), "B");
  const ImVec2 at = pixel(view, plot, app::path_place(*path, ui.session.document().kept.share));
  list.AddCircleFilled(at, ui.px(7.5f), ui.palette.panel.packed(), 24);
  list.AddCircleFilled(at, ui.px(6.0f), ui.palette.text.packed(), 24);
  list.AddCircleFilled(at, ui.px(3.0f), ui.palette.accent.packed(), 16);
}

void draw_found(Ui& ui, ImDrawList& list, const Rect& plot, const ScatterView& view) {
  app::Session& session = ui.session;
  const app::MapFound* found = session.latent_bench().found(session.document());
  if (found == nullptr || view.pixels_per_unit <= 0.0f) return;
  const ImVec2 at = pixel(view, plot, found->asked);
  const float arm = ui.px(6.0f);
  std::optional<double> away;
  const auto& marker = session.map_workspace().stage_marker();
  // While the motion is made or placed, the marker is still that of the one before.
  if (marker && !session.is_lagging() && !session.map_workspace().is_busy()) {
    const Eigen::VectorXd& landed = marker->placement.coordinates;
    const app::MapPoint place{static_cast<float>(landed[0]),
                              landed.size() > 1 ? static_cast<float>(landed[1]) : 0.0f};
    dashed_line(list, at, pixel(view, plot, place), ui.px(5.0f),
                ui.palette.accent.with_alpha(0.9f).packed(), ui.px(1.6f));
    const float extent = map_extent(session.map().positions());
    if (extent > 0.0f) {
      away = std::hypot(place[0] - found->asked[0], place[1] - found->asked[1]) / extent;
    }
  }
  for (const bool is_halo : {true, false}) {
    const uint32_t colour = (is_halo ? ui.palette.panel : ui.palette.accent).packed();
    const float width = ui.px(is_halo ? 5.0f : 2.2f);
    list.AddLine({at.x - arm, at.y - arm}, {at.x + arm, at.y + arm}, colour, width);
    list.AddLine({at.x - arm, at.y + arm}, {at.x + arm, at.y - arm}, colour, width);
  }
  const float pad = ui.px(8.0f);
  const float room = plot.width - 4 * pad;
  const std::string words = found_words(*found, away);
  const ImVec2 size =
      ui.fonts.small->CalcTextSizeA(ui.fonts.small->FontSize, 1e6f, room, words.c_str());
  const Rect box{plot.x + pad, plot.bottom() - ui.px(26.0f) - size.y - pad, size.x + 2 * pad,
                 size.y + pad};
  list.AddRectFilled(top_left(box), bottom_right(box), ui.palette.popup.with_alpha(0.92f).packed(),
                     ui.px(5.0f));
  list.AddText(ui.fonts.small, ui.fonts.small->FontSize, {box.x + pad, box.y + 0.5f * pad},
               ui.palette.text_dim.packed(), words.c_str(), nullptr, room);
  ui.probe.add("map.found", box);
}

}  // namespace kinemote::view
