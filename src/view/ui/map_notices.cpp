#include "view/ui/map_notices.h"

#include <algorithm>
#include <cmath>

#include "view/ui/imgui_compat.h"

namespace kinemote::view {

std::optional<app::JobInfo> map_job(const app::Session& session) {
  for (const app::JobInfo& job : session.jobs().jobs()) {
    if (job.id == session.map_workspace().job()) return job;
  }
  return std::nullopt;
}

std::optional<MapNotice> lasting_notice(const Ui& ui) {
  const app::MapWorkspace& workspace = ui.session.map_workspace();
  if (!workspace.error().empty()) {
    return MapNotice{workspace.error() + " This is the map before.", "map.compute", "Try again"};
  }
  if (workspace.is_stale(ui.session.document().map)) {
    return MapNotice{"This map was made with other choices.", "map.compute", "Map anew"};
  }
  if (const size_t placed = workspace.placed().size(); placed > 0) {
    return MapNotice{std::to_string(placed) + (placed == 1 ? " motion is" : " motions are") +
                         " placed on the map, not part of it.",
                     "map.compute", "Map all"};
  }
  if (const int missing = workspace.missing_count(); missing > 0) {
    return MapNotice{std::to_string(missing) + (missing == 1 ? " motion is" : " motions are") +
                     " not on the map."};
  }
  return std::nullopt;
}

std::optional<MapNotice> passing_notice(const Ui& ui, const Rect& plot) {
  constexpr double kNoticed_s = 0.2;
  const auto job = map_job(ui.session);
  if (!job || job->elapsed_s < kNoticed_s) return std::nullopt;
  const float share = std::max(0.0f, static_cast<float>(job->fraction));
  ImGui::GetWindowDrawList()->AddRectFilled(top_left(plot),
                                            {plot.x + share * plot.width, plot.y + ui.px(3.0f)},
                                            ui.palette.accent.packed());
  return MapNotice{job->phase.empty() ? "waiting" : job->phase, "map.cancel", "Cancel"};
}

float notice_height(const Ui& ui, const MapNotice& notice, float width) {
  const float button =
      notice.command != nullptr ? text_size(ui.fonts.body, notice.label).x + ui.px(28.0f) : 0.0f;
  const float room = width - button - ui.px(16.0f);
  const float lines = std::ceil(text_size(ui.fonts.small, notice.words).x / room);
  return std::max(ui.px(32.0f), std::min(lines, 3.0f) * ui.fonts.small->FontSize + ui.px(12.0f));
}

void draw_notice(Ui& ui, const char* id, const MapNotice& notice, const Rect& rect) {
  const float pad = ui.px(8.0f);
  const float button =
      notice.command != nullptr ? text_size(ui.fonts.body, notice.label).x + ui.px(28.0f) : 0.0f;
  // A window of its own takes the pointer from the map below it.
  ImGui::SetCursorScreenPos(top_left(rect));
  ImGui::BeginChild(id, {rect.width, rect.height}, false, ImGuiWindowFlags_NoScrollbar);
  ImDrawList& list = *ImGui::GetWindowDrawList();
  list.AddRectFilled(top_left(rect), bottom_right(rect), ui.palette.popup.packed(), ui.px(6.0f));
  list.AddRect(top_left(rect), bottom_right(rect), ui.palette.line.packed(), ui.px(6.0f));
  const float room = rect.width - button - 2 * pad;
  const ImVec2 size =
      ui.fonts.small->CalcTextSizeA(ui.fonts.small->FontSize, 1e6f, room, notice.words.c_str());
  list.AddText(ui.fonts.small, ui.fonts.small->FontSize,
               {rect.x + pad, rect.y + 0.5f * (rect.height - size.y)}, ui.palette.text_dim.packed(),
               notice.words.c_str(), nullptr, room);
  if (notice.command != nullptr) {
    ImGui::SetCursorScreenPos(
        {rect.right() - button - ui.px(2.0f), rect.y + 0.5f * (rect.height - ui.px(26.0f))});
    command_text_button_as(ui, notice.command, notice.label);
  }
  ImGui::EndChild();
}

}  // namespace kinemote::view
