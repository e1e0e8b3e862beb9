#include <algorithm>

#include "app/recent_files.h"
#include "app/studio_commands.h"
#include "view/ui/bars.h"
#include "view/ui/icons.h"
#include "view/ui/imgui_compat.h"

namespace kinemote::view {

namespace {

void menu_item(Ui& ui, const app::StudioCommand& command) {
  const std::string reason = app::CommandRegistry::disabled_reason(command);
  const bool is_on = command.is_on && command.is_on();
  const std::string key = command.keys.empty() ? "" : command.keys.front();
  std::string label = command.label;
  if (command.id == "edit.undo" && ui.session.history().can_undo()) {
    label += " " + ui.session.history().undo_label();
  }
  if (command.id == "edit.redo" && ui.session.history().can_redo()) {
    label += " " + ui.session.history().redo_label();
  }
  label += "##" + command.id;
  if (ImGui::MenuItem(label.c_str(), key.c_str(), is_on, reason.empty())) ui.run(command.id);
  ui.probe.add("menu:" + command.id, item_rect());
  tooltip(ui, reason.empty() ? command.tooltip : command.tooltip + "\n" + reason);
}

/// Files and folders that were opened last; what is gone can be located.
void recent_items(Ui& ui) {
  const auto recent = ui.session.view().recent;  // opening one changes the list
  for (size_t i = 0; i < recent.size(); ++i) {
    const bool is_there = app::is_still_there(recent[i]);
    const std::string folder =
        ellipsized(ui.fonts.body, recent[i].parent_path().string(), ui.px(300.0f));
    const std::string label = recent[i].filename().string() + "##recent" + std::to_string(i);
    if (!is_there) ImGui::PushStyleColor(ImGuiCol_Text, ui.palette.text_faint.packed());
    if (ImGui::MenuItem(label.c_str(), is_there ? folder.c_str() : "locate…")) {
      app::open_recent(ui.session, recent[i]);
    }
    if (!is_there) ImGui::PopStyleColor();
    ui.probe.add("menu:recent:" + std::to_string(i), item_rect());
    tooltip(ui, recent[i].string() +
                    (is_there ? "" : "\nIt is no longer there. A click asks where it is now."));
  }
  if (!recent.empty()) ImGui::Separator();
}

void submenu_items(Ui& ui, const std::string& menu, const std::string& submenu) {
  const bool is_shown = ImGui::BeginMenu(submenu.c_str());
  ui.probe.add("menu:" + menu + ":" + submenu, item_rect());
  if (!is_shown) return;
  if (submenu == "Open recent") recent_items(ui);
  for (const app::StudioCommand& command : ui.commands.all()) {
    if (command.menu == menu && command.submenu == submenu) menu_item(ui, command);
  }
  ImGui::EndMenu();
}

/// Instead of the row of workspaces, where there is no room for it.
void workspace_menu(Ui& ui, const Rect& rect, const std::vector<std::string>& words) {
  app::ViewState& view = ui.session.view();
  const auto& order = app::kWorkspaceOrder;
  const auto at = std::find(order.begin(), order.end(), view.workspace) - order.begin();
  const std::string label = words[static_cast<size_t>(at)] + "  " + icon("chevron-down");
  const float width = text_size(ui.fonts.body, label).x + ui.px(28.0f);
  if (ImGui::GetCursorPosX() + width > rect.width) return;
  ImGui::SetCursorPosX(rect.width - width);
  const bool is_open = ImGui::BeginMenu((label + "###workspaces").c_str());
  ui.probe.add("menu:workspaces", item_rect());
  if (!is_open) return;
  for (const app::Workspace workspace : order) {
    menu_item(ui, *ui.commands.find("workspace." + std::string(app::workspace_name(workspace))));
  }
  ImGui::EndMenu();
}

}  // namespace

void menu_bar(Ui& ui, const Rect& rect) {
  ImGui::SetNextWindowPos(top_left(rect));
  ImGui::SetNextWindowSize({rect.width, rect.height});
  ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, {ui.px(14.0f), 0.0f});
  // The bar is as high as its frames: the padding makes them fill the region.
  const float padding = 0.5f * (rect.height - ui.fonts.body->FontSize);
  ImGui::PushStyleVar(ImGuiStyleVar_FramePadding, {ui.px(8.0f), padding});
  ImGui::Begin("menu", nullptr,
               ImGuiWindowFlags_NoTitleBar | ImGuiWindowFlags_NoResize | ImGuiWindowFlags_NoMove |
                   ImGuiWindowFlags_NoScrollbar | ImGuiWindowFlags_NoSavedSettings |
                   ImGuiWindowFlags_MenuBar | ImGuiWindowFlags_NoBackground |
                   ImGuiWindowFlags_NoBringToFrontOnFocus);
  const bool is_open = ImGui::BeginMenuBar();
  ImGui::PopStyleVar(2);
  if (is_open) {
    text(ui, ui.fonts.strong, ui.palette.accent, "Kinemote");
    ImGui::Dummy({ui.px(6.0f), 0.0f});
    for (const std::string& name : app::menu_names()) {
      if (!ImGui::BeginMenu(name.c_str())) {
        ui.probe.add("menu:" + name, item_rect());
        continue;
      }
      std::vector<std::string> submenus;
      for (const app::StudioCommand& command : ui.commands.all()) {
        if (command.menu != name) continue;
        if (command.submenu.empty()) {
          menu_item(ui, command);
        } else if (std::find(submenus.begin(), submenus.end(), command.submenu) == submenus.end()) {
          // Where the first of its commands would be.
          submenus.push_back(command.submenu);
          submenu_items(ui, name, command.submenu);
        }
      }
      ImGui::EndMenu();
    }
    app::ViewState& view = ui.session.view();
    const auto& order = app::kWorkspaceOrder;
    std::vector<std::string> words;
    for (const app::Workspace workspace : order) {
      words.push_back(
          ui.commands.find("workspace." + std::string(app::workspace_name(workspace)))->label);
    }
    float width = 0.0f;
    for (const std::string& word : words) {
      width += text_size(ui.fonts.body, word).x + ui.px(20.0f);
    }
    if (ImGui::GetCursorPosX() + width + ui.px(20.0f) < rect.width) {
      ImGui::SetCursorPos(
          {rect.width - width - ui.px(12.0f), std::round(0.5f * (rect.height - ui.px(26.0f)))});
      int workspace =
          static_cast<int>(std::find(order.begin(), order.end(), view.workspace) - order.begin());
      if (segmented(ui, "workspace", words, workspace)) {
        view.workspace = order[static_cast<size_t>(workspace)];
        view.hides_panels = false;
      }
    } else {
      workspace_menu(ui, rect, words);
    }
    ImGui::EndMenuBar();
  }
  ImGui::End();
}

}  // namespace kinemote::view
