#include "view/ui/map_header.h"

#include <algorithm>
#include <string>
#include <vector>

#include "view/ui/imgui_compat.h"
#include "view/ui/map_choices_popup.h"
#include "view/ui/set_menu.h"

namespace kinemote::view {

namespace {

void save_menu(Ui& ui) {
  if (!ImGui::BeginPopup("map.save.menu")) return;
  for (const app::StudioCommand& command : ui.commands.all()) {
    if (command.id.rfind("map.save_", 0) != 0) continue;
    const std::string reason = app::CommandRegistry::disabled_reason(command);
    ImGui::BeginDisabled(!reason.empty());
    if (ImGui::MenuItem(command.label.c_str())) ui.run(command.id);
    ImGui::EndDisabled();
    ui.probe.add("item:" + command.id, item_rect());
    if (!reason.empty()) tooltip(ui, reason);
  }
  ImGui::EndPopup();
}

}  // namespace

void map_header(Ui& ui, UiState& state) {
  const float size = ui.px(26.0f), gap = ui.px(2.0f), group = ui.px(10.0f);
  const float width = 7 * size + 5 * gap + group;
  ImGui::AlignTextToFramePadding();
  text(ui, ui.fonts.strong, ui.palette.text, "Map");
  const app::MapModel& map = ui.session.map();
  if (map.has_map()) {
    ImGui::SameLine(0.0f, ui.px(8.0f));
    const int hidden = map.hidden_count();
    const std::string total = std::to_string(map.size());
    const std::string drawn = std::to_string(map.size() - hidden);
    const std::string both = hidden > 0 ? drawn + " / " + total : total;
    const float room = ImGui::GetContentRegionAvail().x - width - gap;
    text_clipped(ui, ui.fonts.body, ui.palette.text_faint,
                 text_size(ui.fonts.body, both).x <= room ? both : drawn, room);
    ui.probe.add("map.drawn", item_rect());
    tooltip(ui, (hidden > 0 ? std::to_string(hidden) + " of " + total + " are hidden.\n" : "") +
                    app::map_choices_words(map.result().settings));
  }
  ImGui::SameLine(ImGui::GetWindowContentRegionMax().x - width);
  ImGui::BeginDisabled(!map.has_map());
  command_button(ui, "map.pan", size, ButtonLook::kPlain);
  ImGui::SameLine(0.0f, gap);
  command_button(ui, "map.lasso", size, ButtonLook::kPlain);
  ImGui::SameLine(0.0f, gap);
  command_button(ui, "map.rectangle", size, ButtonLook::kPlain);
  ImGui::SameLine(0.0f, gap);
  command_button(ui, "map.brush", size, ButtonLook::kPlain);
  ImGui::EndDisabled();
  ImGui::SameLine(0.0f, group);
  set_button(ui, state, size);
  ImGui::SameLine(0.0f, gap);
  command_button(ui, "map.choices", size, ButtonLook::kPlain);
  const Rect anchor = item_rect();
  ImGui::SameLine(0.0f, gap);
  ImGui::BeginDisabled(!map.has_map());
  if (icon_button(ui, "map.save", "save", size, ButtonLook::kPlain)) {
    ImGui::OpenPopup("map.save.menu");
  }
  ImGui::EndDisabled();
  tooltip(ui, "Save as figure or table");
  save_menu(ui);
  map_choices_popup(ui, state, anchor);
}

void map_columns_row(Ui& ui) {
  app::MapModel& map = ui.session.map();
  const float gap = ui.px(6.0f);
  const float colour_label = text_size(ui.fonts.small, "Colour").x;
  const float shape_label = text_size(ui.fonts.small, "Shape").x;
  const float room = ImGui::GetContentRegionAvail().x - colour_label - shape_label - 4 * gap;
  const float width = std::min(0.5f * room, ui.px(170.0f));
  const auto labelled = [&](const char* words) {
    ImGui::AlignTextToFramePadding();
    text(ui, ui.fonts.small, ui.palette.text_dim, words);
    ImGui::SameLine(0.0f, gap);
  };
  std::vector<Choice> colours, shapes;
  for (int c = 0; c < app::kMapColumnCount; ++c) {
    const auto column = static_cast<app::MapColumn>(c);
    const Choice choice{app::map_column_words(column), map.column_problem(column)};
    colours.push_back(choice);
    if (!app::is_continuous(column)) shapes.push_back(choice);
  }
  labelled("Colour");
  int colour = static_cast<int>(map.colour_column());
  if (combo(ui, "map.colour", colours, colour, width)) {
    map.colour_by(static_cast<app::MapColumn>(colour));
  }
  ImGui::SameLine(0.0f, 2 * gap);
  labelled("Shape");
  int shape = static_cast<int>(map.shape_column());
  if (combo(ui, "map.shape", shapes, shape, width)) {
    map.shape_by(static_cast<app::MapColumn>(shape));
  }
}

}  // namespace kinemote::view
