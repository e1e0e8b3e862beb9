#include "view/ui/library_panel.h"

#include <imgui_internal.h>

#include <algorithm>
#include <cmath>
#include <cstdio>

#include "app/library_words.h"
#include "view/ui/icons.h"
#include "view/ui/imgui_compat.h"
#include "view/ui/motion_tip.h"
#include "view/ui/set_menu.h"

namespace kinemote::view {

namespace {

void header(Ui& ui) {
  const float size = ui.px(26.0f);
  const float right = ImGui::GetWindowContentRegionMax().x;
  ImGui::AlignTextToFramePadding();
  text(ui, ui.fonts.strong, ui.palette.text, "Library");
  const app::Library& library = ui.session.library();
  if (library.size() > 0) {
    ImGui::SameLine(0.0f, ui.px(8.0f));
    const auto shown = library.visible().size();
    text(ui, ui.fonts.body, ui.palette.text_faint,
         library.is_filtered() || library.shows_part()
             ? std::to_string(shown) + " of " + std::to_string(library.size())
             : std::to_string(library.readable_count()));
    ui.probe.add("library.count", item_rect());
    tooltip(ui, app::readable_words(library));
  }
  ImGui::SameLine(right - 2 * size - ui.px(2.0f));
  command_button(ui, "file.open", size);
  ImGui::SameLine(right - size);
  command_button(ui, "file.open_folder", size);
}

void search_field(Ui& ui, UiState& state) {
  app::Library& library = ui.session.library();
  if (ui.session.view().requests.focus_search) {
    ImGui::SetKeyboardFocusHere();
    ui.session.view().requests.focus_search = false;
  }
  if (state.search != library.text_filter()) state.search = library.text_filter();
  ImGui::SetNextItemWidth(-1.0f);
  const std::string hint =
      ui.fonts.has_icons ? std::string(icon("search")) + "  name, label or content" : "Search";
  if (ImGui::InputTextWithHint("##search", hint.c_str(), &state.search)) {
    library.set_text_filter(state.search);
  }
  ui.probe.add("library.search", item_rect());
}

void label_chips(Ui& ui, UiState& state) {
  app::Library& library = ui.session.library();
  if (library.label_counts().size() < 2) return;
  constexpr int kRows = 2;
  const float right = ImGui::GetWindowPos().x + ImGui::GetWindowContentRegionMax().x;
  const float gap = ui.px(6.0f), left = ImGui::GetCursorScreenPos().x;
  float x = left;
  int row = 1, left_out = 0;
  ImGui::PushStyleVar(ImGuiStyleVar_ItemSpacing, {gap, gap});
  bool is_first = true;
  const float more_width = ui.px(58.0f);
  for (const auto& [label, count] : library.label_counts()) {
    const std::string words = label.empty() ? "no label" : label;
    const float width = std::round(text_size(ui.fonts.small, words).x + ui.px(15.0f + 18.0f));
    const bool is_last_row = !state.shows_all_chips && row == kRows;
    if (!is_first && x + width > right - (is_last_row ? more_width : 0.0f)) {
      if (is_last_row) {
        ++left_out;
        continue;
      }
      ++row;
      x = left;
    } else if (!is_first) {
      ImGui::SameLine();
    }
    if (left_out > 0) {
      ++left_out;
      continue;
    }
    const app::LabelStyle style = library.styles().of(label);
    if (chip(ui, words, words, library.is_chosen(label), &style)) library.toggle_label(label);
    tooltip(ui, std::to_string(count) + " motions. Click to show only chosen labels.");
    x += width + gap;
    is_first = false;
  }
  if (left_out > 0 || state.shows_all_chips) {
    if (x + more_width <= right) ImGui::SameLine();
    const std::string words = state.shows_all_chips ? "fewer" : "+" + std::to_string(left_out);
    if (chip(ui, "more", words, false, nullptr)) state.shows_all_chips = !state.shows_all_chips;
  }
  ImGui::PopStyleVar();
}

/// The name, unless it is the headline already: then where the file lies, or what it shows.
std::string second_line(const app::LibraryEntry& entry) {
  if (entry.is_named) {
    const bool has_both = !entry.content.empty() && !entry.label.empty();
    return entry.content + (has_both ? ", " : "") + entry.label;
  }
  if (entry.headline() != entry.name || entry.path.empty()) return entry.name;
  const std::string file = entry.path.filename().string();
  const std::string folder = entry.path.parent_path().filename().string();
  return folder.empty() ? file : folder + "/" + file;
}

/// Beside the row, where it covers no other: a small moving figure, or why there is none.
void row_tip(Ui& ui, UiState& state, int index, const Rect& rect) {
  const app::LibraryEntry& entry = ui.session.library().entries()[index];
  if (entry.problem.empty() && !wants_motion_tip(ui, state.motion_tip, index)) return;
  ImGui::SetNextWindowPos({rect.right() + ui.px(10.0f), rect.y});
  ImGui::BeginTooltip();
  if (entry.problem.empty()) {
    motion_tip(ui, state.motion_tip);
  } else {
    ImGui::PushTextWrapPos(ui.px(320.0f));
    text(ui, ui.fonts.strong, ui.palette.warning, "Cannot be read");
    text(ui, ui.fonts.small, ui.palette.text_dim, entry.problem);
    ImGui::PopTextWrapPos();
    ui.probe.add("library.problem", rect);
  }
  ImGui::EndTooltip();
}

void row(Ui& ui, UiState& state, int index, float height) {
  const app::LibraryEntry& entry = ui.session.library().entries()[index];
  const float width = ImGui::GetContentRegionAvail().x;
  const ImVec2 min = ImGui::GetCursorScreenPos();
  ImGui::PushID(index);
  const bool is_clicked = ImGui::InvisibleButton("row", {width, height});
  ImGui::PopID();
  const Rect rect{min.x, min.y, width, height};
  ui.probe.add("library.row:" + entry.name, rect);
  const bool is_current = ui.session.current_entry() == index;
  const bool is_hovered = ImGui::IsItemHovered();
  const bool is_selected = ui.session.library().selected().count(index) > 0;
  const bool is_unreadable = !entry.problem.empty();
  if (is_hovered) state.library_hovered = index;
  if (is_hovered && !ImGui::IsMouseDown(ImGuiMouseButton_Left)) row_tip(ui, state, index, rect);
  const bool is_on_map = state.map_hovered >= 0 && ui.session.map().has_map() &&
                         ui.session.map().point_of(index) == state.map_hovered;
  ImDrawList& list = *ImGui::GetWindowDrawList();
  const float radius = ui.px(6.0f);
  if (is_current || is_hovered || is_selected || is_on_map) {
    list.AddRectFilled(
        top_left(rect), bottom_right(rect),
        (is_current || is_selected ? ui.palette.selection : ui.palette.raised).packed(), radius);
  }
  if (is_on_map) {
    list.AddRect(top_left(rect), bottom_right(rect), ui.palette.text_dim.packed(), radius);
    ui.probe.add("library.pointed:" + entry.name, rect);
  }
  if (is_selected) {
    list.AddRect(top_left(rect), bottom_right(rect), ui.palette.accent.packed(), radius);
  }
  if (is_current) {
    list.AddRectFilled(top_left(rect), {rect.x + ui.px(3.0f), rect.bottom()},
                       ui.palette.accent.packed(), ui.px(2.0f));
  }
  const app::LabelStyle style = ui.session.library().styles().of(entry.label);
  if (is_unreadable) {
    const char* mark = ui.fonts.has_icons ? icon("warning") : "!";
    draw_text(list, ui.fonts.body,
              {rect.x + ui.px(17.0f) - 0.5f * text_size(ui.fonts.body, mark).x,
               rect.y + 0.5f * (height - ui.fonts.body->FontSize)},
              ui.palette.warning, mark);
  } else {
    draw_marker(ui, list, {rect.x + ui.px(17.0f), rect.y + 0.5f * height}, ui.px(6.0f), style);
  }
  std::string duration = is_unreadable ? "unreadable" : "";
  if (!is_unreadable && entry.duration_s > 0.0) {
    char words[24];
    std::snprintf(words, sizeof words, "%.1f s", entry.duration_s);
    duration = words;
  }
  const float right = rect.right() - ui.px(8.0f);
  const float duration_width = digits_width(ui.fonts.small, duration);
  const float x = rect.x + ui.px(32.0f);
  const float room = right - x;
  const float top = rect.y + ui.px(5.0f);
  draw_text(list, is_current ? ui.fonts.strong : ui.fonts.body, {x, top},
            is_unreadable ? ui.palette.text_faint : ui.palette.text,
            ellipsized(is_current ? ui.fonts.strong : ui.fonts.body, entry.headline(),
                       room - duration_width - ui.px(6.0f)));
  draw_digits(list, ui.fonts.small, {right - duration_width, top + ui.px(2.0f)},
              ui.palette.text_faint, duration);
  draw_text(list, ui.fonts.small, {x, top + ui.fonts.body->FontSize + ui.px(1.0f)},
            ui.palette.text_faint, ellipsized(ui.fonts.small, second_line(entry), room));
  if (!is_clicked) return;
  const ImGuiIO& io = ImGui::GetIO();
  app::Library& library = ui.session.library();
  const int current = ui.session.current_entry();
  if (io.KeyShift) {
    library.select_range(state.library_anchor >= 0 ? state.library_anchor : current, index);
  } else if (io.KeyCtrl) {
    // What is on the stage is meant as well when one adds to it.
    if (library.selected().empty() && current >= 0 && current != index) {
      library.toggle_selected(current);
    }
    library.toggle_selected(index);
  } else {
    library.clear_selection();
    ui.session.play_entry(index);
  }
  if (!io.KeyShift) state.library_anchor = index;
}

/// What can be done with several clips at once.
void selection_bar(Ui& ui) {
  const size_t count = ui.session.library().selected().size();
  if (count == 0) return;
  ImGui::AlignTextToFramePadding();
  text(ui, ui.fonts.body, ui.palette.text, std::to_string(count) + " selected");
  const float size = ui.px(26.0f), gap = ui.px(2.0f);
  const float right = ImGui::GetWindowContentRegionMax().x;
  ImGui::SameLine(right - 4 * size - 3 * gap);
  command_button(ui, "sets.save", size);
  ImGui::SameLine(right - 3 * size - 2 * gap);
  command_button(ui, "library.together", size);
  ImGui::SameLine(right - 2 * size - gap);
  command_button(ui, "file.export", size);
  ImGui::SameLine(right - size);
  command_button(ui, "library.select_none", size);
}

void rows(Ui& ui, UiState& state) {
  const app::Library& library = ui.session.library();
  ImGui::PushStyleVar(ImGuiStyleVar_ItemSpacing, {0.0f, ui.px(1.0f)});
  const float height = ui.px(44.0f), step = height + ui.px(1.0f);
  // Whole rows only, so that none is cut off wherever the list is scrolled to by itself.
  const float room = ImGui::GetContentRegionAvail().y;
  ImGui::BeginChild("rows", {0.0f, std::max(step, std::floor(room / step) * step)}, false);
  const int current = ui.session.current_entry();
  // A motion that was chosen elsewhere (map, keys) is brought into view, once.
  if (current >= 0 && state.scrolled_to_entry != current) {
    state.scrolled_to_entry = current;
    const auto& visible = library.visible();
    const auto at = std::find(visible.begin(), visible.end(), current);
    if (at != visible.end()) {
      const float y = static_cast<float>(at - visible.begin()) * step;
      const float top = ImGui::GetScrollY(), shown = ImGui::GetWindowHeight();
      if (y < top || y + height > top + shown) {
        const float rows_above = std::floor(0.4f * shown / step);
        ImGui::SetScrollY(std::max(0.0f, y - rows_above * step));
      }
    }
  }
  ImGuiListClipper clipper;
  clipper.Begin(static_cast<int>(library.visible().size()), step);
  while (clipper.Step()) {
    for (int i = clipper.DisplayStart; i < clipper.DisplayEnd; ++i) {
      row(ui, state, library.visible()[i], height);
    }
  }
  ImGui::EndChild();
  ImGui::PopStyleVar();
}

/// "0 of 312 match “sad” and “run”."
std::string no_match_words(const app::Library& library) {
  std::string words;
  const auto add = [&words](const std::string& asked, const char* between) {
    words += (words.empty() ? " " : between) + std::string("“") + asked + "”";
  };
  for (const auto& [label, count] : library.label_counts()) {
    // Any of the chosen labels would do.
    if (library.is_chosen(label)) add(label.empty() ? "no label" : label, " or ");
  }
  if (!library.text_filter().empty()) add(library.text_filter(), " and ");
  return "0 of " + std::to_string(library.size()) + " motions match" + words + ".";
}

void empty(Ui& ui) {
  const bool is_busy = !ui.session.jobs().is_idle();
  ImGui::Dummy({0.0f, ui.px(8.0f)});
  if (is_busy) {
    // The shape of what is coming.
    ImDrawList& list = *ImGui::GetWindowDrawList();
    const ImVec2 at = ImGui::GetCursorScreenPos();
    const float width = ImGui::GetContentRegionAvail().x;
    for (int i = 0; i < 8; ++i) {
      const float y = at.y + static_cast<float>(i) * ui.px(45.0f);
      const uint32_t colour = ui.palette.raised.packed();
      list.AddCircleFilled({at.x + ui.px(17.0f), y + ui.px(20.0f)}, ui.px(6.0f), colour);
      list.AddRectFilled({at.x + ui.px(32.0f), y + ui.px(8.0f)},
                         {at.x + (i % 3 == 0 ? 0.7f : 0.58f) * width, y + ui.px(19.0f)}, colour,
                         ui.px(4.0f));
      list.AddRectFilled({at.x + ui.px(32.0f), y + ui.px(25.0f)},
                         {at.x + 0.45f * width, y + ui.px(33.0f)}, colour, ui.px(4.0f));
    }
    return;
  }
  text_wrapped(ui, ui.fonts.body, ui.palette.text_dim,
               "No motions yet. Drop motion files or a folder here, or:");
  ImGui::Dummy({0.0f, ui.px(4.0f)});
  command_text_button(ui, "file.open", ButtonLook::kRaised, -1.0f);
  command_text_button(ui, "file.open_folder", ButtonLook::kRaised, -1.0f);
  command_text_button(ui, "make.motion", ButtonLook::kRaised, -1.0f);
  command_text_button(ui, "file.open_builtin", ButtonLook::kPrimary, -1.0f);
}

}  // namespace

void library_panel(Ui& ui, UiState& state, const Rect& rect) {
  begin_panel(ui, "library", rect);
  state.library_hovered = -1;
  app::Library& library = ui.session.library();
  header(ui);
  if (library.size() == 0) {
    empty(ui);
  } else {
    search_field(ui, state);
    label_chips(ui, state);
    ImGui::Dummy({0.0f, ui.px(2.0f)});
    subset_line(ui, ImGui::GetContentRegionAvail().x);
    selection_bar(ui);
    if (library.visible().empty()) {
      text_wrapped(ui, ui.fonts.body, ui.palette.text_dim, no_match_words(library));
      ImGui::Dummy({0.0f, ui.px(2.0f)});
      if (text_button(ui, "clear_filters", "Clear the filter", ButtonLook::kPrimary)) {
        library.clear_filters();
      }
    } else {
      rows(ui, state);
    }
  }
  end_panel();
}

}  // namespace kinemote::view
