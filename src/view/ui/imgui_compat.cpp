#include "view/ui/imgui_compat.h"

#include <imgui_internal.h>

#include <algorithm>

namespace kinemote::view {

Rect item_rect() { return rect_of(ImGui::GetItemRectMin(), ImGui::GetItemRectMax()); }

void begin_panel(const Ui& ui, const char* name, const Rect& rect, float padding_x, float padding_y,
                 int window_flags) {
  ImGui::SetNextWindowPos(top_left(rect));
  ImGui::SetNextWindowSize({std::max(rect.width, 1.0f), std::max(rect.height, 1.0f)});
  ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, {ui.px(padding_x), ui.px(padding_y)});
  ImGui::Begin(name, nullptr,
               ImGuiWindowFlags_NoDecoration | ImGuiWindowFlags_NoMove |
                   ImGuiWindowFlags_NoSavedSettings | ImGuiWindowFlags_NoBringToFrontOnFocus |
                   ImGuiWindowFlags_NoBackground | window_flags);
  ImGui::PopStyleVar();
}

void end_panel() { ImGui::End(); }

std::string utf8_of(unsigned code_point) {
  char text[5];
  return ImTextCharToUtf8(text, code_point);
}

bool splitter(const Ui& ui, const char* id, const Rect& handle, bool is_vertical, float sign,
              float& value, bool& is_reset) {
  // A window of its own lies over both panels, so that neither takes the pointer away.
  ImGui::SetNextWindowPos(top_left(handle));
  ImGui::SetNextWindowSize({handle.width, handle.height});
  ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, {0.0f, 0.0f});
  ImGui::PushStyleVar(ImGuiStyleVar_WindowMinSize, {1.0f, 1.0f});
  ImGui::Begin(id, nullptr,
               ImGuiWindowFlags_NoDecoration | ImGuiWindowFlags_NoMove |
                   ImGuiWindowFlags_NoSavedSettings | ImGuiWindowFlags_NoBackground |
                   ImGuiWindowFlags_NoNav);
  ImGui::PopStyleVar(2);
  ImGui::InvisibleButton("handle", {handle.width, handle.height});
  ui.probe.add(std::string("splitter:") + id, handle);
  const bool is_hot = ImGui::IsItemHovered() || ImGui::IsItemActive();
  if (is_hot) {
    ImGui::SetMouseCursor(is_vertical ? ImGuiMouseCursor_ResizeEW : ImGuiMouseCursor_ResizeNS);
    const float middle_x = handle.x + 0.5f * handle.width;
    const float middle_y = handle.y + 0.5f * handle.height;
    const float half = ui.px(1.0f);
    const ImVec2 a =
        is_vertical ? ImVec2{middle_x - half, handle.y} : ImVec2{handle.x, middle_y - half};
    const ImVec2 b = is_vertical ? ImVec2{middle_x + half, handle.bottom()}
                                 : ImVec2{handle.right(), middle_y + half};
    ImGui::GetWindowDrawList()->AddRectFilled(a, b, ui.palette.accent.packed());
  }
  if (ImGui::IsItemHovered() && ImGui::IsMouseDoubleClicked(ImGuiMouseButton_Left)) is_reset = true;
  bool is_changed = false;
  if (ImGui::IsItemActive()) {
    const ImVec2 delta = ImGui::GetIO().MouseDelta;
    const float moved = sign * (is_vertical ? delta.x : delta.y);
    value += moved;
    is_changed = moved != 0.0f;
  }
  ImGui::End();
  return is_changed;
}

void tooltip(const Ui& ui, const std::string& words) {
  if (words.empty() || !ImGui::IsItemHovered(ImGuiHoveredFlags_AllowWhenDisabled)) return;
  if (GImGui->HoveredIdTimer < 0.35f && GImGui->HoveredIdDisabled == false) return;
  ImGui::BeginTooltip();
  ImGui::PushTextWrapPos(ui.px(320.0f));
  ImGui::TextUnformatted(words.c_str());
  ImGui::PopTextWrapPos();
  ImGui::EndTooltip();
}

void text(const Ui&, ImFont* font, const Colour& colour, const std::string& words) {
  ImGui::PushFont(font);
  ImGui::PushStyleColor(ImGuiCol_Text, colour.packed());
  ImGui::TextUnformatted(words.c_str());
  ImGui::PopStyleColor();
  ImGui::PopFont();
}

ImVec2 text_size(ImFont* font, const std::string& words) {
  return font->CalcTextSizeA(font->FontSize, FLT_MAX, 0.0f, words.c_str(),
                             words.c_str() + words.size());
}

std::string ellipsized(ImFont* font, const std::string& words, float width) {
  if (text_size(font, words).x <= width) return words;
  const float room = width - text_size(font, "…").x;
  const char* end = words.c_str();
  font->CalcTextSizeA(font->FontSize, std::max(room, 0.0f), 0.0f, words.c_str(),
                      words.c_str() + words.size(), &end);
  return std::string(words.c_str(), end) + "…";
}

void text_clipped(const Ui& ui, ImFont* font, const Colour& colour, const std::string& words,
                  float width) {
  const std::string shown = ellipsized(font, words, width);
  text(ui, font, colour, shown);
  if (shown != words) tooltip(ui, words);
}

void text_wrapped(const Ui& ui, ImFont* font, const Colour& colour, const std::string& words) {
  ImGui::PushTextWrapPos(0.0f);
  text(ui, font, colour, words);
  ImGui::PopTextWrapPos();
}

void draw_text(ImDrawList& list, ImFont* font, ImVec2 at, const Colour& colour,
               const std::string& words) {
  list.AddText(font, font->FontSize, {std::round(at.x), std::round(at.y)}, colour.packed(),
               words.c_str(), words.c_str() + words.size());
}

namespace {

float digit_advance(ImFont* font) {
  float widest = 0.0f;
  for (char digit = '0'; digit <= '9'; ++digit) {
    widest = std::max(widest, font->GetCharAdvance(static_cast<ImWchar>(digit)));
  }
  return widest;
}

}  // namespace

namespace {

/// Calls `visit(first, last, advance, width of the digit cell or 0)` for every character.
template <typename Visit>
float walk_characters(ImFont* font, const std::string& words, const Visit& visit) {
  const float digit_width = digit_advance(font);
  float x = 0.0f;
  const char* end = words.c_str() + words.size();
  for (const char* at = words.c_str(); at < end;) {
    unsigned code = 0;
    const int length = ImTextCharFromUtf8(&code, at, end);
    if (length <= 0) break;
    const float advance = font->GetCharAdvance(static_cast<ImWchar>(code));
    const bool is_digit = code >= '0' && code <= '9';
    visit(at, at + length, x + (is_digit ? 0.5f * (digit_width - advance) : 0.0f));
    x += is_digit ? digit_width : advance;
    at += length;
  }
  return x;
}

}  // namespace

float draw_digits(ImDrawList& list, ImFont* font, ImVec2 at, const Colour& colour,
                  const std::string& words) {
  return walk_characters(font, words, [&](const char* first, const char* last, float x) {
    list.AddText(font, font->FontSize, {std::round(at.x + x), std::round(at.y)}, colour.packed(),
                 first, last);
  });
}

float digits_width(ImFont* font, const std::string& words) {
  return walk_characters(font, words, [](const char*, const char*, float) {});
}

void section(const Ui& ui, const std::string& words) {
  ImGui::Dummy({0.0f, ui.px(2.0f)});
  text(ui, ui.fonts.strong, ui.palette.text, words);
  const Rect label = item_rect();
  const float y = std::round(label.y + 0.55f * label.height);
  const float right = ImGui::GetWindowPos().x + ImGui::GetWindowContentRegionMax().x;
  ImGui::GetWindowDrawList()->AddLine({label.right() + ui.px(10.0f), y}, {right, y},
                                      ui.palette.line.packed());
  ImGui::Dummy({0.0f, ui.px(1.0f)});
}

}  // namespace kinemote::view
