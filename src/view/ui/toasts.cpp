#include "view/ui/toasts.h"

#include <algorithm>

#include "app/motion_import.h"
#include "view/ui/icons.h"
#include "view/ui/imgui_compat.h"

namespace kinemote::view {

const char* level_icon(app::MessageLevel level) {
  switch (level) {
    case app::MessageLevel::kInfo:
      return "info";
    case app::MessageLevel::kDone:
      return "done";
    case app::MessageLevel::kWarning:
      return "warning";
    case app::MessageLevel::kError:
      return "error";
  }
  return "info";
}

const Colour& level_colour(const Palette& palette, app::MessageLevel level) {
  switch (level) {
    case app::MessageLevel::kInfo:
      return palette.text_dim;
    case app::MessageLevel::kDone:
      return palette.done;
    case app::MessageLevel::kWarning:
      return palette.warning;
    case app::MessageLevel::kError:
      return palette.error;
  }
  return palette.text_dim;
}

namespace {

/// What can be done about a message; ids carry its number, since several may be shown.
void actions(Ui& ui, const app::Message& message, float left) {
  const std::string number = std::to_string(message.id);
  bool is_first = true;
  const auto button = [&](const char* what, const char* words) {
    is_first ? ImGui::SetCursorPosX(left) : ImGui::SameLine(0.0f, ui.px(6.0f));
    is_first = false;
    return text_button(ui, ("toast." + std::string(what) + number).c_str(), words,
                       ButtonLook::kRaised);
  };
  if (message.offers_reload && button("reload", "Reload")) ui.session.reload_stage();
  const std::string path = message.file.string();
  if (!path.empty()) {
    if (button("copy", "Copy path")) ImGui::SetClipboardText(path.c_str());
    if (app::is_motion_path(message.file) && button("play", "Play")) {
      ui.session.open({message.file});
      ui.session.messages().dismiss(message.id);
    }
    if (button("folder", "Show in folder")) ui.session.view().requests.show_folder = message.file;
  }
  if (!message.details.empty() && message.details != path) {
    if (button("details", "Details")) {
      ui.session.view().overlay = app::Overlay::kLog;
      ui.session.messages().dismiss(message.id);
    }
  }
  if (message.level == app::MessageLevel::kError && button("copy_error", "Copy")) {
    const std::string words =
        message.text + (message.details.empty() ? "" : "\n" + message.details);
    ImGui::SetClipboardText(words.c_str());
  }
}

void toast(Ui& ui, UiState& state, const app::Message& message, ImVec2 lower_right, float& height) {
  const float width = ui.px(360.0f);
  const Colour& colour = level_colour(ui.palette, message.level);
  ImGui::SetNextWindowPos(lower_right, ImGuiCond_Always, {1.0f, 1.0f});
  ImGui::SetNextWindowSize({width, 0.0f});
  ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, {ui.px(14.0f), ui.px(10.0f)});
  ImGui::PushStyleVar(ImGuiStyleVar_WindowRounding, ui.px(8.0f));
  ImGui::PushStyleVar(ImGuiStyleVar_WindowBorderSize, 1.0f);
  ImGui::PushStyleColor(ImGuiCol_WindowBg, ui.palette.popup.packed());
  ImGui::PushStyleColor(ImGuiCol_Border, ui.palette.line.packed());
  const std::string name = "toast" + std::to_string(message.id);
  ImGui::Begin(name.c_str(), nullptr,
               ImGuiWindowFlags_NoDecoration | ImGuiWindowFlags_NoMove |
                   ImGuiWindowFlags_NoSavedSettings | ImGuiWindowFlags_AlwaysAutoResize |
                   ImGuiWindowFlags_NoFocusOnAppearing | ImGuiWindowFlags_NoNav);
  if (ImGui::IsWindowHovered()) state.held_message = message.id;
  ImDrawList& list = *ImGui::GetWindowDrawList();
  const ImVec2 min = ImGui::GetWindowPos();
  const ImVec2 max{min.x + ui.px(4.0f), min.y + ImGui::GetWindowHeight()};
  list.PushClipRect(min, max, false);
  list.AddRectFilled(min, {min.x + ui.px(16.0f), max.y}, colour.packed(), ui.px(8.0f),
                     ImDrawFlags_RoundCornersLeft);
  list.PopClipRect();
  text(ui, ui.fonts.body, colour, icon(level_icon(message.level)));
  ImGui::SameLine(0.0f, ui.px(8.0f));
  const float size = ui.px(22.0f);
  ImGui::PushTextWrapPos(width - ui.px(20.0f) - size);
  std::string words = message.text;
  if (message.count > 1) words += "  ×" + std::to_string(message.count);
  text(ui, ui.fonts.body, ui.palette.text, words);
  ImGui::PopTextWrapPos();
  ImGui::SameLine(width - ui.px(10.0f) - size);
  ImGui::PushID(static_cast<int>(message.id));
  if (icon_button(ui, "toast.close", "close", size, ButtonLook::kPlain)) {
    ui.session.messages().dismiss(message.id);
  }
  ImGui::PopID();
  const float left = ui.px(14.0f) + ui.px(26.0f);
  if (!message.details.empty()) {
    const std::string first_line = message.details.substr(0, message.details.find('\n'));
    ImGui::SetCursorPosX(left);
    text_clipped(ui, ui.fonts.small, ui.palette.text_dim, first_line, width - left - ui.px(14.0f));
  }
  actions(ui, message, left);
  height = ImGui::GetWindowHeight();
  ImGui::End();
  ImGui::PopStyleColor(2);
  ImGui::PopStyleVar(3);
}

/// That there are others, in the list of messages.
void more(Ui& ui, size_t count, ImVec2 lower_right) {
  ImGui::SetNextWindowPos(lower_right, ImGuiCond_Always, {1.0f, 1.0f});
  ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, {0.0f, 0.0f});
  ImGui::Begin("toasts.more", nullptr,
               ImGuiWindowFlags_NoDecoration | ImGuiWindowFlags_NoMove |
                   ImGuiWindowFlags_NoSavedSettings | ImGuiWindowFlags_AlwaysAutoResize |
                   ImGuiWindowFlags_NoFocusOnAppearing | ImGuiWindowFlags_NoNav |
                   ImGuiWindowFlags_NoBackground);
  if (text_button(ui, "toasts.more", "+" + std::to_string(count) + " more", ButtonLook::kRaised)) {
    ui.session.view().overlay = app::Overlay::kLog;
  }
  tooltip(ui, "Lists all messages");
  ImGui::End();
  ImGui::PopStyleVar();
}

}  // namespace

void toasts(Ui& ui, UiState& state, const Rect& area) {
  constexpr size_t kMost = 3;
  state.held_message = 0;
  // Ids, since closing one changes the list.
  std::vector<app::Message> shown;
  for (const app::Message* message : ui.session.messages().toasts()) shown.push_back(*message);
  float y = area.bottom() - ui.px(14.0f);
  const float x = area.right() - ui.px(14.0f);
  const size_t count = std::min(kMost, shown.size());
  for (size_t i = 0; i < count; ++i) {
    float height = 0.0f;
    toast(ui, state, shown[shown.size() - 1 - i], {x, y}, height);
    y -= height + ui.px(8.0f);
  }
  if (shown.size() > kMost && ui.session.view().overlay == app::Overlay::kNone) {
    more(ui, shown.size() - kMost, {x, y});
  }
}

}  // namespace kinemote::view
