// The list of steps that can be undone or done again.
#include <algorithm>

#include "app/step_list.h"
#include "view/ui/icons.h"
#include "view/ui/imgui_compat.h"
#include "view/ui/overlays.h"

namespace kinemote::view {

namespace {

std::string step_words(const app::History<app::StudioDocument>& history, size_t state) {
  if (state == 0) return "How it began";
  std::string words = history.label(state);
  if (!words.empty() && words[0] >= 'a' && words[0] <= 'z') {
    words[0] = static_cast<char>(words[0] - 'a' + 'A');
  }
  return words;
}

/// A line of the list; true when it was clicked.
bool step_line(Ui& ui, size_t state, bool is_chosen) {
  const auto& history = ui.session.history();
  const bool is_now = state == history.position();
  const bool is_undone = state > history.position();
  const float height = ui.px(30.0f), width = ImGui::GetContentRegionAvail().x;
  const ImVec2 min = ImGui::GetCursorScreenPos();
  ImGui::PushID(static_cast<int>(state));
  const bool is_clicked = ImGui::InvisibleButton("step", {width, height});
  ImGui::PopID();
  ui.probe.add("history:" + std::to_string(state), item_rect());
  const std::string words = step_words(history, state);
  tooltip(ui, is_now      ? "This is how it is now."
              : is_undone ? "Does everything again up to here."
                          : "Takes back everything that came after.");
  ImDrawList& list = *ImGui::GetWindowDrawList();
  if (is_chosen || ImGui::IsItemHovered()) {
    list.AddRectFilled(min, {min.x + width, min.y + height},
                       (is_chosen ? ui.palette.selection : ui.palette.raised).packed(),
                       ui.px(6.0f));
  }
  const float y = min.y + 0.5f * (height - ui.fonts.body->FontSize);
  const Colour& colour = is_undone ? ui.palette.text_faint : ui.palette.text;
  draw_text(list, ui.fonts.body, {min.x + ui.px(10.0f), y}, is_now ? ui.palette.accent : colour,
            icon(is_now      ? "right"
                 : is_undone ? "redo"
                             : "done"));
  const std::string side = is_now ? "now" : is_undone ? "undone" : "";
  const float side_width = text_size(ui.fonts.small, side).x;
  draw_text(list, is_now ? ui.fonts.strong : ui.fonts.body, {min.x + ui.px(36.0f), y}, colour,
            ellipsized(ui.fonts.strong, words, width - side_width - ui.px(64.0f)));
  draw_text(list, ui.fonts.small, {min.x + width - side_width - ui.px(12.0f), y + ui.px(2.0f)},
            ui.palette.text_faint, side);
  return is_clicked;
}

}  // namespace

void history_overlay(Ui& ui, UiState& state) {
  const auto& history = ui.session.history();
  const int last = static_cast<int>(history.step_count());
  if (state.overlay_is_new) state.history_chosen = static_cast<int>(history.position());
  bool is_entered = false, has_moved = state.overlay_is_new;
  for (const app::KeyChord& chord : state.keys) {
    if (chord.key == "Down") --state.history_chosen;
    if (chord.key == "Up") ++state.history_chosen;
    if (chord.key == "Enter") is_entered = true;
    has_moved = has_moved || chord.key == "Down" || chord.key == "Up";
  }
  state.history_chosen = std::clamp(state.history_chosen, 0, last);
  text_clipped(ui, ui.fonts.small, ui.palette.text_faint,
               "The newest is above. A click, or Up, Down and Enter, goes there.",
               ImGui::GetContentRegionAvail().x);
  ImGui::Dummy({0.0f, ui.px(2.0f)});
  int wanted = is_entered ? state.history_chosen : -1;
  ImGui::BeginChild("steps");
  for (int step = last; step >= 0; --step) {
    if (step_line(ui, static_cast<size_t>(step), step == state.history_chosen)) wanted = step;
    if (has_moved && step == state.history_chosen) ImGui::SetScrollHereY();
  }
  ImGui::EndChild();
  if (wanted < 0) return;
  state.history_chosen = wanted;
  app::go_to_step(ui.session, static_cast<size_t>(wanted));
}

}  // namespace kinemote::view
