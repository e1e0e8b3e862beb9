#include "view/ui/set_menu.h"

#include <string>
#include <utility>
#include <vector>

#include "app/work_desk.h"
#include "view/ui/imgui_compat.h"
#include "view/ui/ui.h"
#include "view/ui/ui_state.h"

namespace kinemote::view {

namespace {

constexpr const char* kId = "sets.menu";

/// The same keys as for shapes drawn on the map.
app::Library::SelectMode mode_of_keys() {
  const ImGuiIO& io = ImGui::GetIO();
  return io.KeyCtrl && io.KeyAlt ? app::Library::SelectMode::kRemove
         : io.KeyCtrl            ? app::Library::SelectMode::kAdd
                                 : app::Library::SelectMode::kReplace;
}

void command_item(Ui& ui, const char* id) {
  const app::StudioCommand* command = ui.commands.find(id);
  if (command == nullptr) return;
  const std::string reason = app::CommandRegistry::disabled_reason(*command);
  ImGui::BeginDisabled(!reason.empty());
  const bool is_chosen = ImGui::MenuItem(command->label.c_str());
  ImGui::EndDisabled();
  ui.probe.add(std::string("item:") + id, item_rect());
  tooltip(ui, reason.empty() ? command->tooltip : reason);
  if (is_chosen) ui.run(id);
}

/// Rename, save and delete, at the end of a set's row.
void set_tools(Ui& ui, UiState& state, const app::NamedSet& set, float size) {
  app::Session& session = ui.session;
  if (icon_button(ui, ("set.rename:" + set.name).c_str(), "edit", size, ButtonLook::kPlain)) {
    state.set_dialog.renamed = set.name;
    state.set_dialog.renames = true;
    session.view().overlay = app::Overlay::kSaveSet;
    ImGui::CloseCurrentPopup();
  }
  tooltip(ui, "Give it another name");
  ImGui::SameLine(0.0f, ui.px(2.0f));
  if (icon_button(ui, ("set.export:" + set.name).c_str(), "save", size, ButtonLook::kPlain)) {
    if (const Status done = app::export_sets(session, set.name); !done) {
      session.messages().post(app::MessageLevel::kError, done.error().message);
    }
  }
  tooltip(ui, "Save it as CSV with ids into the working folder");
  ImGui::SameLine(0.0f, ui.px(2.0f));
  if (icon_button(ui, ("set.delete:" + set.name).c_str(), "close", size, ButtonLook::kPlain)) {
    app::delete_set(session, set.name);
  }
  tooltip(ui, "Delete the set; the motions stay");
}

void set_row(Ui& ui, UiState& state, const app::NamedSet& set) {
  const float size = ui.px(26.0f), room = ui.px(300.0f) - 3 * size - ui.px(10.0f);
  const std::string count = std::to_string(set.ids.size());
  const float count_width = digits_width(ui.fonts.small, count);
  const ImVec2 at = ImGui::GetCursorScreenPos();
  ImGui::PushID(set.name.c_str());
  const bool is_clicked = ImGui::InvisibleButton("set", {room, size});
  ImGui::PopID();
  const Rect rect = item_rect();
  ui.probe.add("set:" + set.name, rect);
  ImDrawList& list = *ImGui::GetWindowDrawList();
  if (ImGui::IsItemHovered()) {
    list.AddRectFilled(top_left(rect), bottom_right(rect), ui.palette.raised.packed(), ui.px(4.0f));
  }
  tooltip(ui, "Select its motions. Ctrl adds them to the selection, Ctrl+Alt takes them away.");
  const float pad = ui.px(6.0f);
  draw_text(list, ui.fonts.body, {at.x + pad, at.y + 0.5f * (size - ui.fonts.body->FontSize)},
            ui.palette.text, ellipsized(ui.fonts.body, set.name, room - count_width - 3 * pad));
  draw_digits(list, ui.fonts.small,
              {at.x + room - count_width - pad, at.y + 0.5f * (size - ui.fonts.small->FontSize)},
              ui.palette.text_faint, count);
  ImGui::SameLine(0.0f, ui.px(4.0f));
  if (is_clicked) app::recall_set(ui.session, set.name, mode_of_keys());
  set_tools(ui, state, set, size);
}

void menu(Ui& ui, UiState& state) {
  ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, {ui.px(12.0f), ui.px(10.0f)});
  const bool is_open = ImGui::BeginPopup(kId);
  ImGui::PopStyleVar();
  if (!is_open) return;
  text(ui, ui.fonts.strong, ui.palette.text, "Sets of motions");
  // A copy: a click may change them.
  const std::vector<app::NamedSet> sets = ui.session.document().sets.named;
  for (const app::NamedSet& set : sets) set_row(ui, state, set);
  if (sets.empty()) {
    ImGui::PushTextWrapPos(ui.px(280.0f));
    text(ui, ui.fonts.small, ui.palette.text_dim,
         "Select motions and give them a name: here they are found again.");
    ImGui::PopTextWrapPos();
  }
  ImGui::Separator();
  for (const char* id : {"sets.save", "sets.isolate", "sets.back", "sets.export"}) {
    command_item(ui, id);
  }
  ImGui::EndPopup();
}

}  // namespace

void set_button(Ui& ui, UiState& state, float size) {
  if (icon_button(ui, "sets", "star", size, ButtonLook::kPlain)) ImGui::OpenPopup(kId);
  tooltip(ui, "Sets of motions: keep a selection under a name, and find it again");
  menu(ui, state);
}

void save_set_overlay(Ui& ui, SetDialog& dialog, bool is_new) {
  app::ViewState& view = ui.session.view();
  if (is_new) {
    if (!std::exchange(dialog.renames, false)) dialog.renamed.clear();
    dialog.name = dialog.renamed;
    dialog.error.clear();
    ImGui::SetKeyboardFocusHere();
  }
  const bool renames = !dialog.renamed.empty();
  ImGui::SetNextItemWidth(-1.0f);
  const bool is_entered =
      ImGui::InputText("##set", &dialog.name, ImGuiInputTextFlags_EnterReturnsTrue);
  ui.probe.add("set.name", item_rect());
  const size_t count = ui.session.library().selected().size();
  const bool replaces =
      dialog.name != dialog.renamed && ui.session.document().sets.find(dialog.name) != nullptr;
  if (!dialog.error.empty()) {
    text_wrapped(ui, ui.fonts.small, ui.palette.error, dialog.error);
  } else if (replaces && !renames) {
    text_wrapped(ui, ui.fonts.small, ui.palette.warning, "A set of this name is replaced.");
  } else if (!renames) {
    text_wrapped(ui, ui.fonts.small, ui.palette.text_faint,
                 std::to_string(count) + (count == 1 ? " motion" : " motions") +
                     " selected. The session file keeps the set.");
  }
  ImGui::Dummy({0.0f, ui.px(4.0f)});
  const bool is_clicked =
      text_button(ui, "set.do", renames ? "Rename" : "Save", ButtonLook::kPrimary, ui.px(110.0f));
  ImGui::SameLine();
  if (text_button(ui, "set.cancel", "Cancel", ButtonLook::kRaised, ui.px(110.0f))) {
    view.overlay = app::Overlay::kNone;
  }
  if (!is_clicked && !is_entered) return;
  const Status done = renames ? app::rename_set(ui.session, dialog.renamed, dialog.name)
                              : app::save_selection(ui.session, dialog.name);
  if (!done) {
    dialog.error = done.error().message;
    return;
  }
  view.overlay = app::Overlay::kNone;
}

void subset_line(Ui& ui, float width) {
  const app::Session& session = ui.session;
  if (!session.library().shows_part()) return;
  std::string words = "All";
  for (const app::NamedSet& part : session.document().sets.within) words += "  ›  " + part.name;
  const std::string back = "Back";
  const float button = text_size(ui.fonts.body, back).x + ui.px(28.0f);
  ImGui::AlignTextToFramePadding();
  const float left = ImGui::GetCursorPosX();
  text_clipped(ui, ui.fonts.small, ui.palette.accent, words, width - button - ui.px(8.0f));
  ui.probe.add("subset", item_rect());
  ImGui::SameLine(left + width - button);
  command_text_button_as(ui, "sets.back", back.c_str());
}

}  // namespace kinemote::view
