// What Dear ImGui 1.86 lacks or keeps internal, in one place.
#pragma once

#include <imgui.h>
#include <imgui_stdlib.h>

#include <string>

#include "view/ui/rect.h"
#include "view/ui/ui.h"

namespace kinemote::view {

inline ImVec2 top_left(const Rect& rect) { return {rect.x, rect.y}; }
inline ImVec2 bottom_right(const Rect& rect) { return {rect.right(), rect.bottom()}; }
inline Rect rect_of(ImVec2 min, ImVec2 max) { return {min.x, min.y, max.x - min.x, max.y - min.y}; }
/// Rectangle of the last item.
Rect item_rect();

/// A panel's window at a fixed place, without a background (StudioUi clears it). Always to be
/// closed with end_panel().
void begin_panel(const Ui& ui, const char* name, const Rect& rect, float padding_x = 12.0f,
                 float padding_y = 10.0f, int window_flags = 0);
void end_panel();

/// A character as UTF-8.
std::string utf8_of(unsigned code_point);

/// Drag handle between two regions; `value` grows with the pointer (or shrinks if `sign` is -1).
/// True while it changes; a double click asks for the default by setting `is_reset`.
bool splitter(const Ui& ui, const char* id, const Rect& handle, bool is_vertical, float sign,
              float& value, bool& is_reset);

/// Tooltip of the last item after a short wait, wrapped; also on disabled items.
void tooltip(const Ui& ui, const std::string& text);

void text(const Ui& ui, ImFont* font, const Colour& colour, const std::string& words);
/// One line that ends in "…" where it does not fit `width`; the whole text is then the tooltip.
void text_clipped(const Ui& ui, ImFont* font, const Colour& colour, const std::string& words,
                  float width);
/// Wrapped at the panel's width.
void text_wrapped(const Ui& ui, ImFont* font, const Colour& colour, const std::string& words);
ImVec2 text_size(ImFont* font, const std::string& words);
/// `words` cut to `width` with "…".
std::string ellipsized(ImFont* font, const std::string& words, float width);
/// Draws into a list at a place, without layout.
void draw_text(ImDrawList& list, ImFont* font, ImVec2 at, const Colour& colour,
               const std::string& words);
/// The same with digits of equal width, for numbers that change while they are read.
/// Returns the width.
float draw_digits(ImDrawList& list, ImFont* font, ImVec2 at, const Colour& colour,
                  const std::string& words);
float digits_width(ImFont* font, const std::string& words);

/// A heading of a panel's section with a hairline.
void section(const Ui& ui, const std::string& words);

/// Button styles of the studio.
enum class ButtonLook { kPlain, kRaised, kPrimary };
/// Icon button of a command: runs it, shows tooltip with key, disabled state with reason, on-state.
void command_button(const Ui& ui, std::string_view id, float size,
                    ButtonLook look = ButtonLook::kPlain, const char* icon_name = nullptr);
/// Text button of a command, with its icon.
void command_text_button(const Ui& ui, std::string_view id, ButtonLook look = ButtonLook::kRaised,
                         float width = 0.0f);
/// The same with other words than the command's label.
void command_text_button_as(const Ui& ui, std::string_view id, const std::string& words);
/// Button with own words; true when clicked.
bool text_button(const Ui& ui, const char* id, const std::string& words, ButtonLook look,
                 float width = 0.0f);
bool icon_button(const Ui& ui, const char* id, const char* icon_name, float size, ButtonLook look,
                 bool is_on = false);

/// A box to tick with an edge that is seen on every surface; true when it changed.
bool tick_box(const Ui& ui, const std::string& label, bool& value);

/// One of several things to choose from; with a reason it cannot be chosen, and says so.
struct Choice {
  std::string words;
  std::string disabled_reason = {};
};
/// A row of words of which one is chosen; true when the choice changed.
bool segmented(const Ui& ui, const char* id, const std::vector<std::string>& words, int& chosen,
               float width = 0.0f);
bool choice_row(const Ui& ui, const char* id, const std::vector<Choice>& choices, int& chosen,
                float width = 0.0f);
/// A closed list that shows the chosen one; true when the choice changed. The probe knows it as
/// "combo:ID" and, while it is open, its items as "item:ID:WORDS".
bool combo(const Ui& ui, const char* id, const std::vector<Choice>& choices, int& chosen,
           float width = -1.0f);
/// A labelled row of a form: the name in a column of `column` pixels, the cursor behind it.
void form_label(const Ui& ui, const char* name, float column);
/// A small pill that can be on; `style` draws its marker if not null. True when clicked.
bool chip(const Ui& ui, const std::string& id, const std::string& words, bool is_on,
          const app::LabelStyle* style);

/// A data marker centred at a point; radius in pixels.
void draw_marker(const Ui& ui, ImDrawList& list, ImVec2 centre, float radius,
                 const app::LabelStyle& style, float alpha = 1.0f, const Colour* rim = nullptr);

/// The words of a command's tooltip: label, key, sentence, reason if disabled.
std::string command_tooltip(const app::StudioCommand& command);

}  // namespace kinemote::view
