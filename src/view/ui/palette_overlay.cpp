// The command palette and the help sheet: both are the command table, shown two ways.
#include <algorithm>

#include "app/recent_files.h"
#include "app/studio_commands.h"
#include "app/work_desk.h"
#include "view/ui/icons.h"
#include "view/ui/imgui_compat.h"
#include "view/ui/overlays.h"

namespace kinemote::view {

namespace {

/// A line of the palette: a command, a motion of the library ("@walk"), what was opened last, or a
/// set of motions.
struct PaletteLine {
  const app::StudioCommand* command = nullptr;
  int entry = -1;
  int recent = -1;
  int set = -1;
};

/// Recent files whose path has all the letters asked for in their order; "recent" means all.
void add_recent(const Ui& ui, const std::string& query, std::vector<PaletteLine>& lines) {
  const auto& recent = ui.session.view().recent;
  for (size_t i = 0; i < recent.size() && !query.empty(); ++i) {
    const std::string words = "Open recent " + recent[i].filename().string();
    if (app::fuzzy_score(query, words) > 0) {
      lines.push_back({.recent = static_cast<int>(i)});
    }
  }
}

/// Selections with names, likewise; "select" means all.
void add_sets(const Ui& ui, const std::string& query, std::vector<PaletteLine>& lines) {
  const auto& sets = ui.session.document().sets.named;
  for (size_t i = 0; i < sets.size() && !query.empty(); ++i) {
    if (app::fuzzy_score(query, "Select " + sets[i].name) > 0) {
      lines.push_back({.set = static_cast<int>(i)});
    }
  }
}

std::vector<PaletteLine> palette_lines(Ui& ui, const std::string& query) {
  constexpr size_t kMost = 200;
  std::vector<PaletteLine> lines;
  if (!query.empty() && query.front() == '@') {
    const std::string wanted = query.substr(1);
    const app::Library& library = ui.session.library();
    for (int i = 0; i < library.size() && lines.size() < kMost; ++i) {
      const app::LibraryEntry& entry = library.entries()[i];
      if (wanted.empty() || app::fuzzy_score(wanted, entry.name) > 0) lines.push_back({.entry = i});
    }
    return lines;
  }
  for (const app::StudioCommand* command : ui.commands.search(query)) {
    lines.push_back({.command = command});
  }
  add_sets(ui, query, lines);
  add_recent(ui, query, lines);
  return lines;
}

void key_cap(Ui& ui, ImDrawList& list, ImVec2 right_middle, const std::string& key) {
  const ImVec2 size = text_size(ui.fonts.small, key);
  const float padding = ui.px(7.0f), height = ui.px(22.0f);
  const ImVec2 min{right_middle.x - size.x - 2 * padding, right_middle.y - 0.5f * height};
  list.AddRectFilled(min, {right_middle.x, min.y + height}, ui.palette.raised.packed(),
                     ui.px(5.0f));
  list.AddRect(min, {right_middle.x, min.y + height}, ui.palette.line.packed(), ui.px(5.0f));
  draw_text(list, ui.fonts.small, {min.x + padding, min.y + 0.5f * (height - size.y)},
            ui.palette.text_dim, key);
}

/// Draws a line; true when clicked.
bool palette_line(Ui& ui, const PaletteLine& line, bool is_chosen, int index) {
  const float height = ui.px(34.0f), width = ImGui::GetContentRegionAvail().x;
  const ImVec2 min = ImGui::GetCursorScreenPos();
  ImGui::PushID(index);
  const bool is_clicked = ImGui::InvisibleButton("line", {width, height});
  ImGui::PopID();
  ImDrawList& list = *ImGui::GetWindowDrawList();
  if (is_chosen || ImGui::IsItemHovered()) {
    list.AddRectFilled(min, {min.x + width, min.y + height},
                       (is_chosen ? ui.palette.selection : ui.palette.raised).packed(),
                       ui.px(6.0f));
  }
  const float y = min.y + 0.5f * (height - ui.fonts.body->FontSize);
  const float x = min.x + ui.px(36.0f);
  if (line.recent >= 0) {
    const std::filesystem::path& path = ui.session.view().recent[static_cast<size_t>(line.recent)];
    const bool is_there = app::is_still_there(path);
    const std::string name = "Open " + path.filename().string();
    draw_text(list, ui.fonts.body, {min.x + ui.px(10.0f), y}, ui.palette.text_dim,
              icon("folder-open"));
    draw_text(list, ui.fonts.body, {x, y}, is_there ? ui.palette.text : ui.palette.text_faint,
              name);
    const float after = x + text_size(ui.fonts.body, name).x + ui.px(12.0f);
    const float room = std::max(0.0f, min.x + width - ui.px(10.0f) - after);
    draw_text(
        list, ui.fonts.small, {after, y + ui.px(2.0f)}, ui.palette.text_faint,
        ellipsized(ui.fonts.small,
                   is_there ? path.parent_path().string() : "no longer there: locate…", room));
    return is_clicked;
  }
  if (line.set >= 0) {
    const app::NamedSet& set = ui.session.document().sets.named[static_cast<size_t>(line.set)];
    const std::string name = "Select " + set.name;
    draw_text(list, ui.fonts.body, {min.x + ui.px(10.0f), y}, ui.palette.text_dim, icon("star"));
    draw_text(list, ui.fonts.body, {x, y}, ui.palette.text, name);
    draw_text(list, ui.fonts.small,
              {x + text_size(ui.fonts.body, name).x + ui.px(12.0f), y + ui.px(2.0f)},
              ui.palette.text_faint, std::to_string(set.ids.size()));
    return is_clicked;
  }
  if (line.command == nullptr) {
    const app::LibraryEntry& entry = ui.session.library().entries()[line.entry];
    const app::LabelStyle style = ui.session.library().styles().of(entry.label);
    draw_marker(ui, list, {min.x + ui.px(18.0f), min.y + 0.5f * height}, ui.px(6.0f), style);
    draw_text(list, ui.fonts.body, {x, y}, ui.palette.text, entry.name);
    return is_clicked;
  }
  const app::StudioCommand& command = *line.command;
  const std::string reason = app::CommandRegistry::disabled_reason(command);
  const Colour& colour = reason.empty() ? ui.palette.text : ui.palette.text_faint;
  draw_text(list, ui.fonts.body, {min.x + ui.px(10.0f), y}, ui.palette.text_dim,
            icon(command.icon));
  draw_text(list, ui.fonts.body, {x, y}, colour, command.label);
  const float after = x + text_size(ui.fonts.body, command.label).x + ui.px(12.0f);
  const float right = min.x + width - ui.px(10.0f);
  float room = right - after;
  if (!command.keys.empty()) {
    room -= text_size(ui.fonts.small, command.keys.front()).x + ui.px(24.0f);
    key_cap(ui, list, {right, min.y + 0.5f * height}, command.keys.front());
  }
  draw_text(
      list, ui.fonts.small, {after, y + ui.px(2.0f)}, ui.palette.text_faint,
      ellipsized(ui.fonts.small, reason.empty() ? command.menu : reason, std::max(0.0f, room)));
  return is_clicked;
}

}  // namespace

void palette_overlay(Ui& ui, UiState& state) {
  if (state.overlay_is_new) {
    state.palette_query.clear();
    state.palette_chosen = 0;
    ImGui::SetKeyboardFocusHere();
  }
  ImGui::SetNextItemWidth(-1.0f);
  ImGui::PushStyleVar(ImGuiStyleVar_FramePadding, {ui.px(12.0f), ui.px(9.0f)});
  if (ImGui::InputTextWithHint("##query", "Type a command, or @ and a motion's name",
                               &state.palette_query)) {
    state.palette_chosen = 0;
  }
  ImGui::PopStyleVar();
  const std::vector<PaletteLine> lines = palette_lines(ui, state.palette_query);
  const int count = static_cast<int>(lines.size());
  int moved = 0;
  bool is_entered = false;
  for (const app::KeyChord& chord : state.keys) {
    if (chord.key == "Down") moved = 1;
    if (chord.key == "Up") moved = -1;
    if (chord.key == "Enter") is_entered = true;
  }
  if (count > 0) state.palette_chosen = ((state.palette_chosen + moved) % count + count) % count;
  int clicked = -1;
  ImGui::Dummy({0.0f, ui.px(2.0f)});
  ImGui::PushStyleVar(ImGuiStyleVar_ItemSpacing, {0.0f, ui.px(1.0f)});
  ImGui::BeginChild("lines");
  for (int i = 0; i < count; ++i) {
    if (palette_line(ui, lines[i], i == state.palette_chosen, i)) clicked = i;
    if (moved != 0 && i == state.palette_chosen) ImGui::SetScrollHereY();
  }
  if (count == 0) {
    text(ui, ui.fonts.body, ui.palette.text_dim, "Nothing matches “" + state.palette_query + "”.");
  }
  ImGui::EndChild();
  ImGui::PopStyleVar();
  if (is_entered && count > 0) clicked = state.palette_chosen;
  if (clicked < 0) return;
  if (lines[clicked].recent >= 0) {
    const auto path = ui.session.view().recent[static_cast<size_t>(lines[clicked].recent)];
    ui.session.view().overlay = app::Overlay::kNone;
    return app::open_recent(ui.session, path);
  }
  ui.session.view().overlay = app::Overlay::kNone;
  if (lines[clicked].set >= 0) {
    const auto& sets = ui.session.document().sets.named;
    app::recall_set(ui.session, sets[static_cast<size_t>(lines[clicked].set)].name,
                    app::Library::SelectMode::kReplace);
  } else if (lines[clicked].command != nullptr) {
    ui.run(lines[clicked].command->id);
  } else {
    ui.session.play_entry(lines[clicked].entry);
  }
}

void help_overlay(Ui& ui, UiState& state) {
  if (state.overlay_is_new) state.help_query.clear();
  ImGui::SetNextItemWidth(ui.px(260.0f));
  ImGui::InputTextWithHint("##help", "Narrow down", &state.help_query);
  const std::string mouse =
      "View: drag orbits, right drag pans, wheel zooms, double-click frames. Pad: arrows, PgUp, "
      "PgDn, 0.";
  const float room = ImGui::GetContentRegionAvail().x - ui.px(276.0f);
  if (text_size(ui.fonts.small, mouse).x < room) {
    ImGui::SameLine(0.0f, ui.px(16.0f));
    ImGui::AlignTextToFramePadding();
    text(ui, ui.fonts.small, ui.palette.text_faint, mouse);
  } else {
    text_wrapped(ui, ui.fonts.small, ui.palette.text_faint, mouse);
  }
  ImGui::BeginChild("sheet");
  const auto found = ui.commands.search(state.help_query);
  if (ImGui::BeginTable("commands", 2, ImGuiTableFlags_SizingStretchSame)) {
    ImDrawList& list = *ImGui::GetWindowDrawList();
    ImGui::TableNextRow();
    // Menus flow into two columns of about equal length.
    const float half = 0.5f * static_cast<float>(found.size());
    size_t drawn = 0;
    ImGui::TableSetColumnIndex(0);
    bool is_second = false;
    for (const std::string& menu : app::menu_names()) {
      if (!is_second && static_cast<float>(drawn) >= half) {
        ImGui::TableSetColumnIndex(1);
        is_second = true;
      }
      bool has_heading = false;
      for (const app::StudioCommand& command : ui.commands.all()) {
        if (command.menu != menu ||
            std::find(found.begin(), found.end(), &command) == found.end()) {
          continue;
        }
        if (!has_heading) text(ui, ui.fonts.strong, ui.palette.accent, menu);
        has_heading = true;
        const ImVec2 min = ImGui::GetCursorScreenPos();
        const float height = ui.px(26.0f), width = ImGui::GetContentRegionAvail().x - ui.px(16.0f);
        ImGui::Dummy({width, height});
        tooltip(ui, command_tooltip(command));
        draw_text(list, ui.fonts.body, {min.x, min.y + 0.5f * (height - ui.fonts.body->FontSize)},
                  ui.palette.text, command.label);
        float x = min.x + width;
        for (auto key = command.keys.rbegin(); key != command.keys.rend(); ++key) {
          key_cap(ui, list, {x, min.y + 0.5f * height}, *key);
          x -= text_size(ui.fonts.small, *key).x + ui.px(20.0f);
        }
        ++drawn;
      }
      if (has_heading) ImGui::Dummy({0.0f, ui.px(8.0f)});
    }
    ImGui::EndTable();
  }
  ImGui::EndChild();
}

}  // namespace kinemote::view
