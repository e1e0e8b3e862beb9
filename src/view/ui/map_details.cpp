#include "view/ui/map_details.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>
#include <string>

#include "view/ui/imgui_compat.h"

namespace kinemote::view {

namespace {

struct Tab {
  app::MapDetail detail;
  const char* words;
};
constexpr std::array<Tab, 5> kTabs{{{app::MapDetail::kScores, "Scores"},
                                    {app::MapDetail::kNear, "Near"},
                                    {app::MapDetail::kTree, "Tree"},
                                    {app::MapDetail::kLabels, "Labels"},
                                    {app::MapDetail::kStress, "Stress"}}};

std::string short_number(double value) {
  char words[32];
  const double size = std::abs(value);
  std::snprintf(words, sizeof words,
                size >= 100.0  ? "%.0f"
                : size >= 10.0 ? "%.1f"
                               : "%.3f",
                value);
  return words;
}

/// The motion that neighbours are listed of: the one on the stage, or what was put on the map last.
void near_heading(Ui& ui, const std::string& name, int agreeing, int count) {
  const float size = ui.px(24.0f);
  text_clipped(ui, ui.fonts.strong, ui.palette.text, name,
               ImGui::GetContentRegionAvail().x - size - ui.px(4.0f));
  ImGui::SameLine(ImGui::GetWindowContentRegionMax().x - size);
  command_button(ui, "map.select_near", size);
  const bool misleads = 2 * agreeing < count;
  text_clipped(ui, ui.fonts.small, misleads ? ui.palette.warning : ui.palette.text_dim,
               std::to_string(agreeing) + " of its " + std::to_string(count) +
                   " nearest are near in the picture too" + (misleads ? ": it misleads here" : ""),
               ImGui::GetContentRegionAvail().x);
}

/// One neighbour: marker, name, distance as number and bar; hovering rings it, a click plays it.
void near_row(Ui& ui, UiState& state, int point, double distance, double longest) {
  app::MapModel& map = ui.session.map();
  const app::MapClip& clip = map.result().clips[point];
  const float height = ui.px(24.0f), width = ImGui::GetContentRegionAvail().x;
  const ImVec2 min = ImGui::GetCursorScreenPos();
  ImGui::PushID(point);
  const bool is_clicked = ImGui::InvisibleButton("near", {width, height});
  ImGui::PopID();
  ui.probe.add("near:" + clip.entry.name, {min.x, min.y, width, height});
  ImDrawList& list = *ImGui::GetWindowDrawList();
  if (ImGui::IsItemHovered()) {
    state.map_highlight.push_back(point);
    list.AddRectFilled(min, {min.x + width, min.y + height}, ui.palette.raised.packed(),
                       ui.px(4.0f));
  }
  draw_marker(ui, list, {min.x + ui.px(10.0f), min.y + 0.5f * height}, ui.px(5.5f),
              map.style(point));
  const float number_width = ui.px(48.0f), bar_width = std::min(ui.px(70.0f), 0.2f * width);
  const float right = min.x + width - ui.px(4.0f);
  const float y = min.y + 0.5f * (height - ui.fonts.small->FontSize);
  const float bar_x = right - number_width - bar_width;
  const float share = longest > 0.0 ? static_cast<float>(distance / longest) : 0.0f;
  list.AddRectFilled({bar_x, min.y + ui.px(9.0f)},
                     {bar_x + share * (bar_width - ui.px(6.0f)), min.y + height - ui.px(9.0f)},
                     ui.palette.control.packed(), ui.px(2.0f));
  const std::string number = short_number(distance);
  draw_digits(list, ui.fonts.small, {right - digits_width(ui.fonts.small, number), y},
              ui.palette.text_dim, number);
  const float x = min.x + ui.px(22.0f);
  const std::string label = clip.entry.label.empty() ? "" : "  " + clip.entry.label;
  const std::string name =
      ellipsized(ui.fonts.small, clip.entry.name + label, bar_x - x - ui.px(6.0f));
  draw_text(list, ui.fonts.small, {x, y}, ui.palette.text, name);
  if (is_clicked) play_point(ui, point);
}

void near(Ui& ui, UiState& state) {
  app::MapModel& map = ui.session.map();
  const auto& marker = ui.session.map_workspace().stage_marker();
  const int point = map.point_of(ui.session.current_entry());
  const bool is_generated = ui.session.document().is_generated;
  std::vector<std::pair<int, double>> rows;
  std::string name;
  int agreeing = -1;
  if (marker && (is_generated || point < 0)) {
    name = marker->name;
    rows = marker->placement.neighbours;
  } else if (point >= 0 && !is_generated) {
    name = map.result().clips[point].entry.name;
    agreeing = 0;
    for (const app::MapNeighbour& neighbour : map.neighbours(point)) {
      rows.emplace_back(neighbour.point, neighbour.distance);
      agreeing += neighbour.is_near_on_map ? 1 : 0;
    }
  }
  if (rows.empty()) {
    text_wrapped(ui, ui.fonts.body, ui.palette.text_dim,
                 "Click a point: this lists what is nearest to it by signature, which the picture "
                 "can only approximate.");
    return;
  }
  if (agreeing >= 0) {
    near_heading(ui, name, agreeing, static_cast<int>(rows.size()));
  } else {
    text_clipped(ui, ui.fonts.strong, ui.palette.text, name, ImGui::GetContentRegionAvail().x);
    text(ui, ui.fonts.small, ui.palette.text_dim, "placed on the map; nearest by signature:");
  }
  ImGui::PushStyleVar(ImGuiStyleVar_ItemSpacing, {0.0f, ui.px(1.0f)});
  for (const auto& [other, distance] : rows) {
    near_row(ui, state, other, distance, rows.back().second);
  }
  ImGui::PopStyleVar();
}

}  // namespace

void play_point(Ui& ui, int point) {
  const int entry = ui.session.map().entry_of(point);
  if (entry >= 0) ui.session.play_entry(entry);
}

void select_points(Ui& ui, const std::vector<int>& points, app::Library::SelectMode mode) {
  std::vector<int> entries;
  for (const int point : points) {
    const int entry = ui.session.map().entry_of(point);
    if (entry >= 0) entries.push_back(entry);
  }
  ui.session.library().select(entries, mode);
}

float map_detail_tabs(Ui& ui, float width) {
  app::MapDetail& shown = ui.session.view().layout().map_detail;
  const float height = ui.px(26.0f);
  const float cell = std::floor(std::min(width / kTabs.size(), ui.px(86.0f)));
  ImDrawList& list = *ImGui::GetWindowDrawList();
  const ImVec2 at = ImGui::GetCursorScreenPos();
  list.AddRectFilled(at, {at.x + cell * kTabs.size(), at.y + height}, ui.palette.raised.packed(),
                     ui.px(6.0f));
  for (size_t i = 0; i < kTabs.size(); ++i) {
    if (i > 0) ImGui::SameLine(0.0f, 0.0f);
    const ImVec2 min = ImGui::GetCursorScreenPos();
    const bool is_on = shown == kTabs[i].detail;
    ImGui::PushID(kTabs[i].words);
    const bool is_clicked = ImGui::InvisibleButton("detail", {cell, height});
    ImGui::PopID();
    ui.probe.add(std::string("map.detail:") + kTabs[i].words, item_rect());
    const auto* command =
        ui.commands.find("map." + std::string(app::map_detail_name(kTabs[i].detail)));
    if (command != nullptr) tooltip(ui, command_tooltip(*command));
    const float inset = ui.px(2.0f);
    if (is_on || ImGui::IsItemHovered()) {
      list.AddRectFilled(
          {min.x + inset, min.y + inset}, {min.x + cell - inset, min.y + height - inset},
          (is_on ? ui.palette.accent : ui.palette.raised_hover).packed(), ui.px(4.0f));
    }
    const ImVec2 size = text_size(ui.fonts.small, kTabs[i].words);
    draw_text(list, ui.fonts.small,
              {min.x + 0.5f * (cell - size.x), min.y + 0.5f * (height - size.y)},
              is_on ? ui.palette.on_accent : ui.palette.text_dim, kTabs[i].words);
    if (is_clicked) shown = is_on ? app::MapDetail::kNone : kTabs[i].detail;
  }
  return height;
}

void map_detail(Ui& ui, UiState& state, const Rect& rect) {
  ImGui::SetCursorScreenPos(top_left(rect));
  ImGui::BeginChild("map.detail", {rect.width, rect.height});
  switch (ui.session.view().layout().map_detail) {
    case app::MapDetail::kNone:
      break;
    case app::MapDetail::kScores:
      map_scores(ui);
      break;
    case app::MapDetail::kNear:
      near(ui, state);
      break;
    case app::MapDetail::kTree:
      map_tree_view(ui, state);
      break;
    case app::MapDetail::kLabels:
      map_labels(ui, state);
      break;
    case app::MapDetail::kStress:
      map_shepard(ui);
      break;
  }
  ImGui::EndChild();
}

}  // namespace kinemote::view
