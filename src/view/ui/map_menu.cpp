#include "view/ui/map_menu.h"

#include "view/ui/imgui_compat.h"
#include "view/ui/map_details.h"

namespace kinemote::view {

namespace {

constexpr const char* kId = "map.menu";

/// One row; greyed with the reason where it cannot be had.
bool item(Ui& ui, const std::string& id, const char* words, const std::string& reason) {
  ImGui::BeginDisabled(!reason.empty());
  const bool is_chosen = ImGui::MenuItem(words);
  ImGui::EndDisabled();
  ui.probe.add("item:" + id, item_rect());
  tooltip(ui, reason);
  return is_chosen;
}

void command_item(Ui& ui, const char* id) {
  const app::StudioCommand* command = ui.commands.find(id);
  if (command == nullptr) return;
  const std::string reason = app::CommandRegistry::disabled_reason(*command);
  if (item(ui, id, command->label.c_str(), reason)) ui.run(id);
}

void compare_with_stage(Ui& ui, int entry) {
  ui.session.play_together({ui.session.current_entry(), entry});
  ui.run("workspace.compare");
}

std::string compare_problem(const app::Session& session, int entry) {
  if (session.document().is_generated) return "On the stage is a motion of the model, no clip.";
  if (session.current_entry() < 0) return "No motion of the library is on the stage.";
  return session.current_entry() == entry ? "It is the motion on the stage." : "";
}

void menu_of_point(Ui& ui, int point) {
  app::Session& session = ui.session;
  const app::MapModel& map = session.map();
  const std::string& name = map.result().clips[static_cast<size_t>(point)].entry.name;
  const int entry = map.entry_of(point);
  text(ui, ui.fonts.strong, ui.palette.text, ellipsized(ui.fonts.strong, name, ui.px(260.0f)));
  ImGui::Separator();
  const std::string missing = entry < 0 ? "The library does not hold this motion any more." : "";
  if (item(ui, "map.play", "Play", missing)) session.play_entry(entry);
  if (item(ui, "map.compare", "Compare with the motion on the stage",
           missing.empty() ? compare_problem(session, entry) : missing)) {
    compare_with_stage(ui, entry);
  }
  const std::string unsaid = missing.empty() ? session.latent_bench().clip_problem() : missing;
  if (item(ui, "map.keep_a", "Keep as A", unsaid)) {
    session.keep_entry(entry, app::Session::Slot::kA);
  }
  if (item(ui, "map.keep_b", "Keep as B", unsaid)) {
    session.keep_entry(entry, app::Session::Slot::kB);
  }
  if (item(ui, "map.neighbours", "Play it and show its nearest motions", missing)) {
    session.play_entry(entry);
    session.view().layout().map_detail = app::MapDetail::kNear;
  }
  const bool is_selected = session.library().selected().count(entry) > 0;
  if (item(ui, "map.select", is_selected ? "Take out of the selection" : "Add to the selection",
           missing)) {
    session.library().toggle_selected(entry);
  }
  if (item(ui, "map.copy_name", "Copy its name", "")) session.view().requests.copy_text = name;
}

}  // namespace

void open_map_menu(UiState& state, int point) {
  state.map_menu_point = point;
  ImGui::OpenPopup(kId);
}

void map_menu(Ui& ui, UiState& state) {
  const app::MapModel& map = ui.session.map();
  if (!ImGui::BeginPopup(kId)) return;
  const int point = state.map_menu_point;
  if (point >= 0 && point < map.size()) {
    menu_of_point(ui, point);
  } else {
    command_item(ui, "map.make_here");
    if (item(ui, "map.fit", "Show all points", "")) state.map_view = {};
    command_item(ui, "library.select_none");
  }
  ImGui::EndPopup();
}

}  // namespace kinemote::view
