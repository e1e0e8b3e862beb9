// The overlay in which the curves of the timeline are chosen.
#include <algorithm>
#include <array>

#include "app/curve_catalogue.h"
#include "view/ui/icons.h"
#include "view/ui/lanes.h"

namespace kinemote::view {

namespace {

constexpr std::array<double, 4> kWindows_s{0.25, 0.5, 1.0, 2.0};

void settings_row(Ui& ui, app::LaneChoice& lanes) {
  if (text_button(ui, "curves.plain", "Plain timeline", ButtonLook::kRaised)) {
    lanes.shows_curves = false;
  }
  tooltip(ui, "Only mean speed and openness.");
  ImGui::SameLine(0.0f, ui.px(6.0f));
  if (text_button(ui, "curves.five", "Five Laban curves", ButtonLook::kRaised)) {
    lanes.curves.clear();
    lanes.shows_curves = true;
  }
  tooltip(ui, "Hands apart, body volume, stride, hand speed and acceleration.");
  ImGui::SameLine(0.0f, ui.px(6.0f));
  command_text_button_as(ui, "lanes.pad", lanes.shows_pad ? "Hide emotion" : "Emotion over time");
  const float width = ui.px(180.0f);
  const float label = text_size(ui.fonts.small, "Window").x + ui.px(8.0f);
  ImGui::SameLine(ImGui::GetWindowContentRegionMax().x - width - label);
  ImGui::AlignTextToFramePadding();
  text(ui, ui.fonts.small, ui.palette.text_dim, "Window");
  tooltip(ui, "Each value is of the window around its frame. Longer windows are smoother.");
  ImGui::SameLine(0.0f, ui.px(8.0f));
  const auto nearest =
      std::min_element(kWindows_s.begin(), kWindows_s.end(), [&](double a, double b) {
        return std::abs(a - lanes.window_s) < std::abs(b - lanes.window_s);
      });
  int chosen = static_cast<int>(nearest - kWindows_s.begin());
  if (segmented(ui, "curves.window", {"¼ s", "½ s", "1 s", "2 s"}, chosen, width)) {
    lanes.window_s = kWindows_s[static_cast<size_t>(chosen)];
  }
}

/// True when clicked.
bool curve_row(Ui& ui, const app::CurveInfo& info, bool is_on) {
  const float height = ui.px(28.0f), width = ImGui::GetContentRegionAvail().x;
  const ImVec2 min = ImGui::GetCursorScreenPos();
  ImGui::PushID(info.id.c_str());
  const bool is_clicked = ImGui::InvisibleButton("row", {width, height});
  ImGui::PopID();
  ui.probe.add("curve:" + info.id, {min.x, min.y, width, height});
  if (!ImGui::IsItemVisible()) return is_clicked;
  ImDrawList& list = *ImGui::GetWindowDrawList();
  if (ImGui::IsItemHovered()) {
    list.AddRectFilled(min, {min.x + width, min.y + height}, ui.palette.raised.packed(),
                       ui.px(5.0f));
  }
  tooltip(ui, info.explanation);
  const float box = ui.px(16.0f);
  const ImVec2 corner{min.x + ui.px(6.0f), min.y + 0.5f * (height - box)};
  if (is_on) {
    list.AddRectFilled(corner, {corner.x + box, corner.y + box}, ui.palette.accent.packed(),
                       ui.px(4.0f));
    const ImVec2 size = text_size(ui.fonts.small, icon("done"));
    draw_text(list, ui.fonts.small,
              {corner.x + 0.5f * (box - size.x), corner.y + 0.5f * (box - size.y)},
              ui.palette.on_accent, icon("done"));
  } else {
    list.AddRect(corner, {corner.x + box, corner.y + box}, ui.palette.control.packed(),
                 ui.px(4.0f));
  }
  const float y = min.y + 0.5f * (height - ui.fonts.body->FontSize);
  const float name_x = corner.x + box + ui.px(10.0f);
  draw_text(list, ui.fonts.body, {name_x, y}, ui.palette.text, info.label);
  const float name_end = name_x + text_size(ui.fonts.body, info.label).x + ui.px(8.0f);
  if (!info.unit.empty()) {
    draw_text(list, ui.fonts.small, {name_end, y + ui.px(1.0f)}, ui.palette.text_faint, info.unit);
  }
  const std::string column = info.id.substr(info.id.find(':') + 1);
  const std::string shown = ellipsized(ui.fonts.small, column, 0.45f * width);
  draw_text(list, ui.fonts.small,
            {min.x + width - text_size(ui.fonts.small, shown).x - ui.px(8.0f), y + ui.px(1.0f)},
            ui.palette.text_faint, shown);
  return is_clicked;
}

}  // namespace

void curves_overlay(Ui& ui, UiState& state) {
  app::LaneChoice& lanes = ui.session.view().lanes;
  if (state.overlay_is_new) {
    state.curve_query.clear();
    ImGui::SetKeyboardFocusHere();
  }
  ImGui::SetNextItemWidth(-1.0f);
  ImGui::InputTextWithHint("##curve_query", "Search: hand speed, volume, jerk…",
                           &state.curve_query);
  ui.probe.add("curves.search", item_rect());
  settings_row(ui, lanes);
  ImGui::Dummy({0.0f, ui.px(2.0f)});
  ImGui::BeginChild("curves");
  ImGui::PushStyleVar(ImGuiStyleVar_ItemSpacing, {0.0f, 0.0f});
  const std::vector<std::string> shown = app::shown_curves(lanes);
  const auto found = app::search_curves(state.curve_query);
  std::string family;
  for (const app::CurveInfo* info : found) {
    if (state.curve_query.empty() && info->family != family) {
      family = info->family;
      ImGui::Dummy({0.0f, ui.px(6.0f)});
      text(ui, ui.fonts.small, ui.palette.text_dim, family);
      ImGui::Dummy({0.0f, ui.px(2.0f)});
    }
    const bool is_on = std::find(shown.begin(), shown.end(), info->id) != shown.end();
    if (curve_row(ui, *info, is_on)) app::toggle_curve(lanes, info->id);
  }
  if (found.empty()) {
    text(ui, ui.fonts.body, ui.palette.text_dim, "No curve has that name.");
  }
  ImGui::PopStyleVar();
  ImGui::EndChild();
}

}  // namespace kinemote::view
