// Buttons, chips and markers of imgui_compat.h.
#include <algorithm>

#include "view/ui/icons.h"
#include "view/ui/imgui_compat.h"

namespace kinemote::view {

namespace {

struct LookColours {
  Colour rest, hover, held, text;
};

LookColours colours_of(const Palette& palette, ButtonLook look, bool is_on) {
  if (look == ButtonLook::kPrimary) {
    return {palette.accent, mix(palette.accent, palette.text, 0.15f),
            mix(palette.accent, palette.text, 0.3f), palette.on_accent};
  }
  const Colour rest =
      look == ButtonLook::kRaised ? palette.raised : palette.raised.with_alpha(0.0f);
  if (is_on) {
    return {palette.selection, mix(palette.selection, palette.raised_hover, 0.4f),
            palette.raised_active, palette.accent};
  }
  return {rest, palette.raised_hover, palette.raised_active, palette.text};
}

void push_look(const Palette& palette, ButtonLook look, bool is_on) {
  const LookColours colours = colours_of(palette, look, is_on);
  ImGui::PushStyleColor(ImGuiCol_Button, colours.rest.packed());
  ImGui::PushStyleColor(ImGuiCol_ButtonHovered, colours.hover.packed());
  ImGui::PushStyleColor(ImGuiCol_ButtonActive, colours.held.packed());
  ImGui::PushStyleColor(ImGuiCol_Text, colours.text.packed());
}

void pop_look() { ImGui::PopStyleColor(4); }

}  // namespace

std::string command_tooltip(const app::StudioCommand& command) {
  std::string words = command.label;
  if (!command.keys.empty()) words += "   " + command.keys.front();
  words += "\n" + command.tooltip;
  if (const std::string reason = app::CommandRegistry::disabled_reason(command); !reason.empty()) {
    words += "\n" + reason;
  }
  return words;
}

bool icon_button(const Ui& ui, const char* id, const char* icon_name, float size, ButtonLook look,
                 bool is_on) {
  push_look(ui.palette, look, is_on);
  ImGui::PushStyleVar(ImGuiStyleVar_FramePadding, {0.0f, 0.0f});
  const std::string label = std::string(icon(icon_name)) + "##" + id;
  const bool is_clicked = ImGui::Button(label.c_str(), {size, size});
  ImGui::PopStyleVar();
  pop_look();
  ui.probe.add(std::string("button:") + id, item_rect());
  return is_clicked;
}

bool text_button(const Ui& ui, const char* id, const std::string& words, ButtonLook look,
                 float width) {
  push_look(ui.palette, look, false);
  const bool is_clicked =
      ImGui::Button((words + "##" + id).c_str(), {width, ImGui::GetFrameHeight()});
  pop_look();
  ui.probe.add(std::string("button:") + id, item_rect());
  return is_clicked;
}

void command_button(const Ui& ui, std::string_view id, float size, ButtonLook look,
                    const char* icon_name) {
  const app::StudioCommand* command = ui.commands.find(id);
  if (command == nullptr) return;
  const bool is_disabled = !app::CommandRegistry::disabled_reason(*command).empty();
  // Play is shown by its icon, not as a pressed button.
  const bool is_on = icon_name == nullptr && command->is_on && command->is_on();
  ImGui::BeginDisabled(is_disabled);
  const char* shown = icon_name != nullptr ? icon_name : command->icon.c_str();
  if (icon_button(ui, command->id.c_str(), shown, size, look, is_on)) ui.run(id);
  ImGui::EndDisabled();
  tooltip(ui, command_tooltip(*command));
}

void command_text_button(const Ui& ui, std::string_view id, ButtonLook look, float width) {
  const app::StudioCommand* command = ui.commands.find(id);
  if (command == nullptr) return;
  ImGui::BeginDisabled(!app::CommandRegistry::disabled_reason(*command).empty());
  std::string words = command->label;
  if (ui.fonts.has_icons && !command->icon.empty()) {
    words = std::string(icon(command->icon)) + "  " + words;
  }
  if (text_button(ui, command->id.c_str(), words, look, width)) ui.run(id);
  ImGui::EndDisabled();
  tooltip(ui, command_tooltip(*command));
}

void command_text_button_as(const Ui& ui, std::string_view id, const std::string& words) {
  const app::StudioCommand* command = ui.commands.find(id);
  if (command == nullptr) return;
  ImGui::BeginDisabled(!app::CommandRegistry::disabled_reason(*command).empty());
  if (text_button(ui, command->id.c_str(), words, ButtonLook::kRaised)) ui.run(id);
  ImGui::EndDisabled();
  tooltip(ui, command_tooltip(*command));
}

bool segmented(const Ui& ui, const char* id, const std::vector<std::string>& words, int& chosen,
               float width) {
  std::vector<Choice> choices;
  for (const std::string& word : words) choices.push_back({word});
  return choice_row(ui, id, choices, chosen, width);
}

bool choice_row(const Ui& ui, const char* id, const std::vector<Choice>& choices, int& chosen,
                float width) {
  ImDrawList& list = *ImGui::GetWindowDrawList();
  const float padding = ui.px(10.0f), height = ui.px(26.0f), radius = ui.px(6.0f);
  float natural = 0.0f;
  for (const Choice& choice : choices) {
    natural += text_size(ui.fonts.body, choice.words).x + 2 * padding;
  }
  const float extra = width > 0.0f ? (width - natural) / static_cast<float>(choices.size()) : 0.0f;
  ImVec2 at = ImGui::GetCursorScreenPos();
  const float total = natural + extra * static_cast<float>(choices.size());
  list.AddRectFilled(at, {at.x + total, at.y + height}, ui.palette.raised.packed(), radius);
  if (ui.palette.has_outlines) {
    list.AddRect(at, {at.x + total, at.y + height}, ui.palette.line.packed(), radius);
  }
  bool is_changed = false;
  ImGui::PushID(id);
  ImGui::BeginGroup();
  for (int i = 0; i < static_cast<int>(choices.size()); ++i) {
    const Choice& choice = choices[static_cast<size_t>(i)];
    const bool is_live = choice.disabled_reason.empty();
    const float cell =
        std::round(text_size(ui.fonts.body, choice.words).x + 2 * padding + extra);
    // In a narrow panel the cells are, and their words end in "…".
    const std::string words = ellipsized(ui.fonts.body, choice.words, cell - ui.px(6.0f));
    const ImVec2 size = text_size(ui.fonts.body, words);
    if (i > 0) ImGui::SameLine(0.0f, 0.0f);
    const ImVec2 min = ImGui::GetCursorScreenPos();
    ImGui::PushID(i);
    const bool is_clicked = ImGui::InvisibleButton("cell", {cell, height});
    ImGui::PopID();
    ui.probe.add(std::string(id) + ":" + choice.words, item_rect());
    if (!is_live) {
      tooltip(ui, choice.disabled_reason);
    } else if (words != choice.words) {
      tooltip(ui, choice.words);
    }
    const bool is_on = i == chosen;
    if (is_on || (is_live && ImGui::IsItemHovered())) {
      const float inset = ui.px(2.0f);
      const Colour fill = !is_on    ? ui.palette.raised_hover
                          : is_live ? ui.palette.accent
                                    : ui.palette.control;
      list.AddRectFilled({min.x + inset, min.y + inset},
                         {min.x + cell - inset, min.y + height - inset}, fill.packed(),
                         radius - inset);
    }
    const Colour colour = is_on     ? ui.palette.on_accent
                          : is_live ? ui.palette.text_dim
                                    : ui.palette.text_faint.with_alpha(0.55f);
    draw_text(list, ui.fonts.body,
              {min.x + 0.5f * (cell - size.x), min.y + 0.5f * (height - size.y)}, colour, words);
    if (is_clicked && !is_on && is_live) {
      chosen = i;
      is_changed = true;
    }
  }
  ImGui::EndGroup();
  ImGui::PopID();
  return is_changed;
}

bool combo(const Ui& ui, const char* id, const std::vector<Choice>& choices, int& chosen,
           float width) {
  const bool is_known = chosen >= 0 && chosen < static_cast<int>(choices.size());
  const std::string shown = is_known ? choices[static_cast<size_t>(chosen)].words : "";
  bool is_changed = false;
  ImGui::SetNextItemWidth(width);
  ImGui::PushID(id);
  // In a narrow one the words matter more than the arrow.
  const bool is_narrow = width > 0.0f && width < ui.px(150.0f);
  const bool is_open = ImGui::BeginCombo(
      "##combo", shown.c_str(),
      ImGuiComboFlags_HeightLarge | (is_narrow ? ImGuiComboFlags_NoArrowButton : 0));
  ui.probe.add(std::string("combo:") + id, item_rect());
  if (is_open) {
    for (int i = 0; i < static_cast<int>(choices.size()); ++i) {
      const Choice& choice = choices[static_cast<size_t>(i)];
      ImGui::PushID(i);
      ImGui::BeginDisabled(!choice.disabled_reason.empty());
      if (ImGui::Selectable(choice.words.c_str(), i == chosen) && i != chosen) {
        chosen = i;
        is_changed = true;
      }
      ImGui::EndDisabled();
      ui.probe.add(std::string("item:") + id + ":" + choice.words, item_rect());
      if (!choice.disabled_reason.empty()) tooltip(ui, choice.disabled_reason);
      if (i == chosen && ImGui::IsWindowAppearing()) ImGui::SetScrollHereY();
      ImGui::PopID();
    }
    ImGui::EndCombo();
  }
  ImGui::PopID();
  return is_changed;
}

bool tick_box(const Ui& ui, const std::string& label, bool& value) {
  ImGui::PushStyleVar(ImGuiStyleVar_FrameBorderSize, std::max(1.0f, std::round(ui.scale)));
  ImGui::PushStyleColor(ImGuiCol_Border, ui.palette.control.packed());
  const bool is_changed = ImGui::Checkbox(label.c_str(), &value);
  ImGui::PopStyleColor();
  ImGui::PopStyleVar();
  return is_changed;
}

void form_label(const Ui& ui, const char* name, float column) {
  const ImVec2 start = ImGui::GetCursorScreenPos();
  ImGui::AlignTextToFramePadding();
  text(ui, ui.fonts.body, ui.palette.text_dim, name);
  ImGui::SameLine(0.0f, 0.0f);
  ImGui::SetCursorScreenPos({start.x + column, start.y});
}

bool chip(const Ui& ui, const std::string& id, const std::string& words, bool is_on,
          const app::LabelStyle* style) {
  ImDrawList& list = *ImGui::GetWindowDrawList();
  const float height = ui.px(24.0f), padding = ui.px(9.0f);
  const float marker = style != nullptr ? ui.px(15.0f) : 0.0f;
  const ImVec2 size = text_size(ui.fonts.small, words);
  const float width = std::round(size.x + marker + 2 * padding);
  const ImVec2 min = ImGui::GetCursorScreenPos();
  const bool is_clicked = ImGui::InvisibleButton(id.c_str(), {width, height});
  const bool is_hovered = ImGui::IsItemHovered();
  const Colour fill = is_on        ? ui.palette.selection
                      : is_hovered ? ui.palette.raised_hover
                                   : ui.palette.raised;
  list.AddRectFilled(min, {min.x + width, min.y + height}, fill.packed(), 0.5f * height);
  if (is_on) {
    list.AddRect(min, {min.x + width, min.y + height}, ui.palette.accent.packed(), 0.5f * height, 0,
                 ui.px(1.5f));
  } else if (ui.palette.has_outlines) {
    list.AddRect(min, {min.x + width, min.y + height}, ui.palette.line.packed(), 0.5f * height);
  }
  if (style != nullptr) {
    draw_marker(ui, list, {min.x + padding + ui.px(4.0f), min.y + 0.5f * height}, ui.px(5.0f),
                *style);
  }
  draw_text(list, ui.fonts.small, {min.x + padding + marker, min.y + 0.5f * (height - size.y)},
            is_on ? ui.palette.text : ui.palette.text_dim, words);
  ui.probe.add("chip:" + id, {min.x, min.y, width, height});
  return is_clicked;
}

void draw_marker(const Ui& ui, ImDrawList& list, ImVec2 centre, float radius,
                 const app::LabelStyle& style, float alpha, const Colour* rim) {
  // The sprite's shape has radius 17 of 48 texels.
  const float half = radius * 24.0f / 17.0f;
  const ImTextureID texture = ImGui::GetIO().Fonts->TexID;
  const auto draw = [&](const Sprite& sprite, const Colour& colour) {
    list.AddImage(texture, {centre.x - half, centre.y - half}, {centre.x + half, centre.y + half},
                  {sprite.u0, sprite.v0}, {sprite.u1, sprite.v1}, colour.packed());
  };
  if (rim != nullptr) draw(ui.fonts.outlines[style.shape], rim->with_alpha(alpha));
  draw(ui.fonts.fills[style.shape], data_colour(ui.palette, style.colour).with_alpha(alpha));
}

}  // namespace kinemote::view
