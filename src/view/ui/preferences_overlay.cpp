#include "view/ui/preferences_overlay.h"

#include <algorithm>
#include <array>
#include <cstdio>

#include "view/ui/imgui_compat.h"
#include "view/ui/ui.h"

namespace kinemote::view {

namespace {

constexpr float kColumn = 150.0f;

void note(Ui& ui, const std::string& words) {
  form_label(ui, "", ui.px(kColumn));
  text_wrapped(ui, ui.fonts.small, ui.palette.text_faint, words);
  ImGui::Dummy({0.0f, ui.px(6.0f)});
}

/// A row of words, or a list where they have no room.
bool choose(Ui& ui, const char* id, const std::vector<std::string>& words, int& chosen) {
  float width = 0.0f;
  for (const std::string& word : words) {
    width += text_size(ui.fonts.body, word).x + ui.px(20.0f);
  }
  if (width <= ImGui::GetContentRegionAvail().x) return segmented(ui, id, words, chosen);
  std::vector<Choice> choices;
  for (const std::string& word : words) choices.push_back({word});
  return combo(ui, id, choices, chosen);
}

/// The value among some that `now` is; -1: another.
template <size_t count>
int index_of(const std::array<float, count>& values, float now) {
  const auto it = std::find_if(values.begin(), values.end(),
                               [now](float value) { return std::abs(value - now) < 1e-3f; });
  return it == values.end() ? -1 : static_cast<int>(it - values.begin());
}

void theme_row(Ui& ui, const app::DesktopHints& desktop) {
  constexpr std::array<const char*, 3> kCommands{"view.theme_dark", "view.theme_light",
                                                 "view.theme_high_contrast"};
  const app::ViewState& view = ui.session.view();
  form_label(ui, "Theme", ui.px(kColumn));
  const bool follows = view.preferences.theme_of_desktop;
  int chosen = follows ? 3 : static_cast<int>(view.theme);
  if (choose(ui, "preferences.theme", {"Dark", "Light", "High contrast", "As the desktop"},
             chosen)) {
    ui.run(chosen < 3 ? kCommands[static_cast<size_t>(chosen)] : "preferences.theme_of_desktop");
  }
  if (!follows) return ImGui::Dummy({0.0f, ui.px(6.0f)});
  note(ui, !desktop.theme ? "Dark or light where the desktop says so, else the last one."
           : *desktop.theme == Theme::kDark ? "The desktop's settings say dark."
                                            : "The desktop's settings say light.");
}

void text_row(Ui& ui) {
  form_label(ui, "Size of text", ui.px(kColumn));
  const float size = ImGui::GetFrameHeight();
  command_button(ui, "view.text_smaller", size, ButtonLook::kRaised, "minus");
  ImGui::SameLine();
  char words[16];
  std::snprintf(words, sizeof words, "%.0f %%", 100.0 * ui.session.view().text_scale);
  ImGui::AlignTextToFramePadding();
  const float left = ImGui::GetCursorPosX();
  text(ui, ui.fonts.body, ui.palette.text, words);
  ImGui::SameLine(left + ui.px(52.0f));
  command_button(ui, "view.text_larger", size, ButtonLook::kRaised, "plus");
  ImGui::SameLine();
  command_text_button_as(ui, "view.text_default", "Default");
  ImGui::Dummy({0.0f, ui.px(6.0f)});
}

void motion_row(Ui& ui, const app::DesktopHints& desktop) {
  app::ViewState& view = ui.session.view();
  form_label(ui, "Motion of the view", ui.px(kColumn));
  const bool follows = view.preferences.motion_of_desktop;
  int chosen = follows ? 2 : view.reduces_motion ? 1 : 0;
  if (choose(ui, "preferences.motion", {"Full", "Reduced", "As the desktop"}, chosen)) {
    if (chosen == 2) {
      ui.run("preferences.motion_of_desktop");
    } else {
      view.reduces_motion = chosen == 1;
      view.preferences.motion_of_desktop = false;
    }
  }
  const char* desktop_words = !desktop.reduces_motion   ? "As the desktop says, if it does. "
                              : *desktop.reduces_motion ? "The desktop's settings say reduced. "
                                                        : "The desktop's settings say full. ";
  note(ui, std::string(follows ? desktop_words : "") +
               "Reduced: the camera jumps instead of flying, figures change without a fade.");
}

void looks_page(Ui& ui, const app::DesktopHints& desktop) {
  theme_row(ui, desktop);
  text_row(ui);
  motion_row(ui, desktop);
}

void hands_page(Ui& ui) {
  constexpr std::array<float, 5> kThresholds{2.0f, 4.0f, 8.0f, 12.0f, 20.0f};
  constexpr std::array<float, 5> kTimes_s{0.2f, 0.3f, 0.5f, 0.8f, 1.2f};
  app::Preferences& preferences = ui.session.view().preferences;
  form_label(ui, "A drag begins after", ui.px(kColumn));
  int chosen = index_of(kThresholds, preferences.drag_threshold);
  if (choose(ui, "preferences.drag", {"2 px", "4 px", "8 px", "12 px", "20 px"}, chosen)) {
    preferences.drag_threshold = kThresholds[static_cast<size_t>(chosen)];
  }
  note(ui, "Further for hands that move a little while they click.");
  form_label(ui, "Double click within", ui.px(kColumn));
  chosen = index_of(kTimes_s, preferences.double_click_s);
  if (choose(ui, "preferences.double_click", {"0.2 s", "0.3 s", "0.5 s", "0.8 s", "1.2 s"},
             chosen)) {
    preferences.double_click_s = kTimes_s[static_cast<size_t>(chosen)];
  }
  note(ui, "Longer for hands that need time for the second click.");
  form_label(ui, "Keys", ui.px(kColumn));
  bool has_letters = preferences.keys.has_letters;
  if (tick_box(ui, "Single letters are keys", has_letters)) ui.run("preferences.letters");
  ui.probe.add("preferences.letters", item_rect());
  note(ui, "Off: no letter does anything without Ctrl or Alt. Menus and palette have everything.");
}

}  // namespace

void preferences_overlay(Ui& ui, PreferencesDialog& dialog, bool is_new) {
  app::ViewState& view = ui.session.view();
  if (is_new) {
    dialog = {};
    dialog.desktop = app::read_desktop_hints(app::desktop_places());
  }
  int page = static_cast<int>(view.preferences_page);
  if (segmented(ui, "preferences.page", {"Looks", "Hands", "Keys"}, page)) {
    view.preferences_page = static_cast<app::PreferencesPage>(page);
    dialog.command.clear();
  }
  ImGui::Dummy({0.0f, ui.px(8.0f)});
  switch (view.preferences_page) {
    case app::PreferencesPage::kLooks:
      ImGui::BeginChild("looks");
      looks_page(ui, dialog.desktop);
      return ImGui::EndChild();
    case app::PreferencesPage::kHands:
      ImGui::BeginChild("hands");
      hands_page(ui);
      return ImGui::EndChild();
    case app::PreferencesPage::kKeys:
      return keys_page(ui, dialog, is_new);
  }
}

}  // namespace kinemote::view
