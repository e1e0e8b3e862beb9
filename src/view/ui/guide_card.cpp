#include "view/ui/guide_card.h"

#include <algorithm>
#include <cmath>

#include "app/guide.h"
#include "view/ui/imgui_compat.h"
#include "view/ui/layout.h"

namespace kinemote::view {

namespace {

constexpr float kUsualHeight = 156.0f;  // design pixels, until the card has measured itself

/// Where the card stands and on which of its sides the arrow is.
enum class Side { kNone, kLeft, kRight, kTop };
struct Target {
  Rect region;
  Side side = Side::kNone;
};

Target target_of(const Ui& ui, app::GuideStep step, const StudioRects& rects) {
  switch (step) {
    case app::GuideStep::kLook:
      break;
    case app::GuideStep::kChoose:
      if (rects.has_second && ui.session.view().layout().second_cell == app::SecondCell::kMap) {
        return {rects.second, Side::kRight};
      }
      if (rects.has_library) return {rects.library, Side::kLeft};
      break;
    case app::GuideStep::kSteer:
      if (rects.has_inspector) return {rects.inspector, Side::kRight};
      break;
    case app::GuideStep::kExport:
      if (rects.menu.height > 0.0f) {
        const float name = text_size(ui.fonts.strong, "Kinemote").x;
        return {{ui.px(24.0f) + name, rects.menu.y, ui.px(56.0f), rects.menu.height}, Side::kTop};
      }
      break;
  }
  return {rects.stage, Side::kNone};
}

ImVec2 place_of(const Ui& ui, const Target& target, ImVec2 size, const Rect& window) {
  const Rect& region = target.region;
  const float gap = ui.px(18.0f);
  ImVec2 at{region.x + 0.5f * (region.width - size.x), region.bottom() - size.y - ui.px(56.0f)};
  const float middle = region.y + 0.35f * region.height - 0.5f * size.y;
  if (target.side == Side::kRight) at = {region.x - size.x - gap, middle};
  if (target.side == Side::kLeft) at = {region.right() + gap, middle};
  if (target.side == Side::kTop) at = {region.x, region.bottom() + gap};
  const float margin = ui.px(10.0f);
  at.x = std::clamp(at.x, margin, std::max(margin, window.right() - size.x - margin));
  at.y = std::clamp(at.y, margin, std::max(margin, window.bottom() - size.y - margin));
  return {std::round(at.x), std::round(at.y)};
}

void draw_arrow(const Ui& ui, ImDrawList& list, const Target& target, ImVec2 min, ImVec2 max) {
  const float half = ui.px(9.0f), length = ui.px(11.0f);
  const uint32_t colour = ui.palette.accent.packed();
  const float y = 0.5f * (min.y + max.y);
  if (target.side == Side::kRight) {
    list.AddTriangleFilled({max.x, y - half}, {max.x + length, y}, {max.x, y + half}, colour);
  } else if (target.side == Side::kLeft) {
    list.AddTriangleFilled({min.x, y - half}, {min.x, y + half}, {min.x - length, y}, colour);
  } else if (target.side == Side::kTop) {
    const float x = std::clamp(target.region.x + 0.5f * target.region.width, min.x + 2 * half,
                               max.x - 2 * half);
    list.AddTriangleFilled({x - half, min.y}, {x, min.y - length}, {x + half, min.y}, colour);
  }
}

void contents(Ui& ui, app::GuideStep step) {
  const app::GuideWords words = app::guide_words(step);
  const int number = static_cast<int>(step) + 1;
  text(
      ui, ui.fonts.small, ui.palette.text_faint,
      "Guided start  ·  " + std::to_string(number) + " of " + std::to_string(app::kGuideStepCount));
  text(ui, ui.fonts.title, ui.palette.text, words.title);
  text_wrapped(ui, ui.fonts.body, ui.palette.text_dim, words.text);
  ImGui::Dummy({0.0f, ui.px(4.0f)});
  const bool is_last = number == app::kGuideStepCount;
  if (text_button(ui, "guide.next", is_last ? "Done" : "Next", ButtonLook::kPrimary,
                  ui.px(96.0f))) {
    app::next_guide_step(ui.session);
  }
  if (is_last) return;
  ImGui::SameLine();
  if (text_button(ui, "guide.skip", "Skip", ButtonLook::kRaised, ui.px(96.0f))) {
    app::skip_guide(ui.session);
  }
  tooltip(ui, "Ends the guide   Esc\nHelp, Guided start brings it back.");
}

}  // namespace

void guide_card(Ui& ui, const StudioRects& rects, const Rect& window) {
  const app::Guide& guide = ui.session.view().guide;
  if (!guide.is_shown()) return;
  const auto step = static_cast<app::GuideStep>(guide.step);
  const Target target = target_of(ui, step, rects);
  const float width = std::min(ui.px(320.0f), window.width - ui.px(20.0f));
  ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, {ui.px(16.0f), ui.px(14.0f)});
  ImGui::PushStyleVar(ImGuiStyleVar_WindowRounding, ui.px(10.0f));
  ImGui::PushStyleVar(ImGuiStyleVar_WindowBorderSize, std::max(1.0f, ui.px(1.5f)));
  ImGui::PushStyleColor(ImGuiCol_WindowBg, ui.palette.popup.packed());
  ImGui::PushStyleColor(ImGuiCol_Border, ui.palette.accent.packed());
  // One window a step: each knows its own height from its second frame on.
  const std::string name = "guide" + std::to_string(guide.step);
  ImGui::SetNextWindowSize({width, 0.0f});
  ImGui::SetNextWindowPos(place_of(ui, target, {width, ui.px(kUsualHeight)}, window),
                          ImGuiCond_Appearing);
  ImGui::Begin(name.c_str(), nullptr,
               ImGuiWindowFlags_NoDecoration | ImGuiWindowFlags_NoMove |
                   ImGuiWindowFlags_NoSavedSettings | ImGuiWindowFlags_AlwaysAutoResize |
                   ImGuiWindowFlags_NoFocusOnAppearing | ImGuiWindowFlags_NoNav);
  contents(ui, step);
  const ImVec2 size{ImGui::GetWindowWidth(), ImGui::GetWindowHeight()};
  const ImVec2 at = place_of(ui, target, size, window);
  ImGui::SetWindowPos(at);
  const ImVec2 end{at.x + size.x, at.y + size.y};
  ui.probe.add("guide", rect_of(at, end));
  ImGui::End();
  ImGui::PopStyleColor(2);
  ImGui::PopStyleVar(3);
  if (ui.session.view().overlay != app::Overlay::kNone) return;
  ImDrawList& list = *ImGui::GetForegroundDrawList();
  draw_arrow(ui, list, target, at, end);
  const Rect& region = target.region;
  list.AddRect(top_left(region), bottom_right(region), ui.palette.accent.packed(), ui.px(4.0f), 0,
               ui.px(2.0f));
}

}  // namespace kinemote::view
