#include "view/ui/map_legend.h"

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <string>

#include "view/ui/imgui_compat.h"

namespace kinemote::view {

namespace {

constexpr float kRow = 24.0f, kRowGap = 2.0f, kBarHeight = 10.0f;

std::string entry_words(const app::MapGroup& group) {
  return group.name + " " + std::to_string(group.count);
}

float entry_width(Ui& ui, const app::MapGroup& group) {
  return std::round(text_size(ui.fonts.small, entry_words(group)).x + ui.px(16.0f + 12.0f));
}

/// Groups that have an entry: of a number only those without a value, the others have the bar.
bool has_entry(const app::MapModel& map, bool is_shape, int group) {
  if (is_shape || !app::is_continuous(map.colour_column())) return true;
  return group == 1 && map.groups()[1].count > 0;
}

/// One legend entry; returns whether it was clicked once (1) or twice (2).
int entry(Ui& ui, const app::MapGroup& group, int id, float width) {
  const std::string words = entry_words(group);
  const float padding = ui.px(6.0f), height = ui.px(kRow);
  const ImVec2 size = text_size(ui.fonts.small, words);
  const ImVec2 min = ImGui::GetCursorScreenPos();
  ImGui::PushID(id);
  const bool is_clicked = ImGui::InvisibleButton("group", {width, height});
  ImGui::PopID();
  ui.probe.add("legend:" + group.name, {min.x, min.y, width, height});
  ImDrawList& list = *ImGui::GetWindowDrawList();
  if (ImGui::IsItemHovered()) {
    list.AddRectFilled(min, {min.x + width, min.y + height}, ui.palette.raised.packed(),
                       0.5f * height);
  }
  draw_marker(ui, list, {min.x + padding + ui.px(5.0f), min.y + 0.5f * height}, ui.px(5.5f),
              group.style, group.is_hidden ? 0.3f : 1.0f);
  const ImVec2 at{min.x + padding + ui.px(16.0f), min.y + 0.5f * (height - size.y)};
  draw_text(list, ui.fonts.small, at, group.is_hidden ? ui.palette.text_faint : ui.palette.text_dim,
            words);
  if (group.is_hidden) {
    const float y = at.y + 0.55f * size.y;
    list.AddLine({at.x, y}, {at.x + size.x, y}, ui.palette.text_faint.packed());
  }
  tooltip(ui, "Click hides or shows, double-click isolates.");
  if (ImGui::IsItemHovered() && ImGui::IsMouseDoubleClicked(ImGuiMouseButton_Left)) return 2;
  return is_clicked && ImGui::GetIO().MouseClickedLastCount[0] < 2 ? 1 : 0;
}

/// Entries side by side, in as many rows as they need.
void entries(Ui& ui, bool is_shape) {
  app::MapModel& map = ui.session.map();
  const auto& groups = is_shape ? map.shape_groups() : map.groups();
  const float right = ImGui::GetWindowPos().x + ImGui::GetWindowContentRegionMax().x;
  const float gap = ui.px(4.0f);
  float x = ImGui::GetCursorScreenPos().x;
  const float left = x;
  bool is_first = true;
  int toggled = -1, isolated = -1;
  ImGui::PushID(is_shape ? "shape" : "colour");
  for (int g = 0; g < static_cast<int>(groups.size()); ++g) {
    if (!has_entry(map, is_shape, g)) continue;
    const float width = entry_width(ui, groups[g]);
    if (!is_first && x + width <= right) {
      ImGui::SameLine();
    } else {
      x = left;
    }
    const int clicks = entry(ui, groups[g], g, width);
    if (clicks == 1) toggled = g;
    if (clicks == 2) isolated = g;
    x += width + gap;
    is_first = false;
  }
  ImGui::PopID();
  if (toggled >= 0) is_shape ? map.toggle_shape_group(toggled) : map.toggle_group(toggled);
  if (isolated >= 0) is_shape ? map.isolate_shape_group(isolated) : map.isolate_group(isolated);
}

float entries_height(Ui& ui, bool is_shape, float room) {
  const app::MapModel& map = ui.session.map();
  const auto& groups = is_shape ? map.shape_groups() : map.groups();
  float x = 0.0f, height = 0.0f;
  for (int g = 0; g < static_cast<int>(groups.size()); ++g) {
    if (!has_entry(map, is_shape, g)) continue;
    const float width = entry_width(ui, groups[g]);
    if (height == 0.0f || x + width > room) {
      x = 0.0f;
      height += ui.px(kRow) + ui.px(kRowGap);
    }
    x += width + ui.px(4.0f);
  }
  return height;
}

std::string number_words(double value) {
  char words[32];
  std::snprintf(words, sizeof words, std::abs(value) < 10.0 ? "%.2f" : "%.1f", std::abs(value));
  return (value < 0.0 ? "−" : "") + std::string(words);
}

/// The colours of a number between its least and largest value.
void colour_bar(Ui& ui) {
  const app::MapModel& map = ui.session.map();
  ImDrawList& list = *ImGui::GetWindowDrawList();
  const ImVec2 min = ImGui::GetCursorScreenPos();
  const float width = ImGui::GetContentRegionAvail().x, height = ui.px(kRow);
  ImGui::Dummy({width, height});
  ui.probe.add("map.colour_bar", {min.x, min.y, width, height});
  const std::string name = app::map_column_words(map.colour_column());
  const std::string low = number_words(map.low()), high = number_words(map.high());
  const float pad = ui.px(8.0f);
  const float text_y = min.y + 0.5f * (height - ui.fonts.small->FontSize);
  float x = min.x + ui.px(6.0f);
  draw_text(list, ui.fonts.small, {x, text_y}, ui.palette.text_dim, name);
  x += text_size(ui.fonts.small, name).x + 1.5f * pad;
  draw_text(list, ui.fonts.small, {x, text_y}, ui.palette.text_dim, low);
  x += text_size(ui.fonts.small, low).x + pad;
  const float end =
      std::min(min.x + width - text_size(ui.fonts.small, high).x - pad, x + ui.px(220.0f));
  const float top = min.y + 0.5f * (height - ui.px(kBarHeight));
  constexpr int kCells = 32;
  for (int i = 0; i < kCells; ++i) {
    const float from = x + (end - x) * static_cast<float>(i) / kCells;
    const float to = x + (end - x) * static_cast<float>(i + 1) / kCells;
    const float at = static_cast<float>(i) / kCells, next = static_cast<float>(i + 1) / kCells;
    const uint32_t a = ramp_colour(ui.palette, at).packed();
    const uint32_t b = ramp_colour(ui.palette, next).packed();
    list.AddRectFilledMultiColor({from, top}, {to, top + ui.px(kBarHeight)}, a, b, b, a);
  }
  draw_text(list, ui.fonts.small, {end + pad, text_y}, ui.palette.text_dim, high);
}

}  // namespace

float map_legend_height(Ui& ui, float room) {
  const app::MapModel& map = ui.session.map();
  const float bar = app::is_continuous(map.colour_column()) ? ui.px(kRow) + ui.px(kRowGap) : 0.0f;
  return bar + entries_height(ui, false, room) + entries_height(ui, true, room);
}

void map_legend(Ui& ui) {
  ImGui::PushStyleVar(ImGuiStyleVar_ItemSpacing, {ui.px(4.0f), ui.px(kRowGap)});
  if (app::is_continuous(ui.session.map().colour_column())) colour_bar(ui);
  entries(ui, false);
  entries(ui, true);
  ImGui::PopStyleVar();
}

}  // namespace kinemote::view
