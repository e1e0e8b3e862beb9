// The page of preferences that lists every command with its keys and takes new ones.
#include <algorithm>
#include <utility>

#include "app/key_rebinding.h"
#include "app/studio_commands.h"
#include "view/ui/icons.h"
#include "view/ui/imgui_compat.h"
#include "view/ui/preferences_overlay.h"
#include "view/ui/ui.h"

namespace kinemote::view {

namespace {

const char* context_words(app::KeyContext context) {
  switch (context) {
    case app::KeyContext::kStage:
      return "over a view";
    case app::KeyContext::kLatents:
      return "over the sliders";
    case app::KeyContext::kEverywhere:
      break;
  }
  return "";
}

/// A key of a command: a click waits for another. True if it is to be taken away.
bool key_button(Ui& ui, PreferencesDialog& dialog, const app::StudioCommand& command,
                const std::string& key, bool is_off) {
  const std::string id = "key:" + command.id + ":" + key;
  if (dialog.command == command.id && dialog.replaced == key) {
    text_button(ui, id.c_str(), "Strike a key…", ButtonLook::kPrimary);
    tooltip(ui, "Esc leaves it as it is.");
    if (key.empty()) return false;
    ImGui::SameLine(0.0f, ui.px(4.0f));
    const bool is_removed =
        text_button(ui, ("none:" + command.id).c_str(), "No key", ButtonLook::kRaised);
    tooltip(ui, "Takes " + key + " away from this command.");
    return is_removed;
  }
  if (is_off) ImGui::PushStyleVar(ImGuiStyleVar_Alpha, 0.5f);
  const bool is_clicked =
      key.empty() ? icon_button(ui, id.c_str(), "plus", ImGui::GetFrameHeight(), ButtonLook::kPlain)
                  : text_button(ui, id.c_str(), key, ButtonLook::kRaised);
  if (is_off) ImGui::PopStyleVar();
  tooltip(ui, key.empty() ? "One more key for this command"
              : is_off    ? "Single letters are off.\nClick, then strike another key."
                          : "Click, then strike another key.");
  if (is_clicked) {
    dialog.command = command.id;
    dialog.replaced = key;
    dialog.refused.clear();
  }
  return false;
}

void reset(Ui& ui, PreferencesDialog& dialog, const app::StudioCommand& command) {
  app::KeyChoices& choices = ui.session.view().preferences.keys;
  dialog.command.clear();
  const Status status = app::reset_keys(ui.commands, choices, command);
  dialog.refused = status ? "" : command.id;
  dialog.refusal = status ? "" : status.error().message;
}

void command_row(Ui& ui, PreferencesDialog& dialog, const app::StudioCommand& command) {
  app::KeyChoices& choices = ui.session.view().preferences.keys;
  const float keys_at = std::round(0.46f * ImGui::GetContentRegionMax().x);
  ImGui::AlignTextToFramePadding();
  const float left = ImGui::GetCursorPosX();
  text_clipped(ui, ui.fonts.body, ui.palette.text, command.label, keys_at - left - ui.px(12.0f));
  tooltip(ui, command.tooltip);
  ImGui::SameLine(keys_at);
  // A copy: clicks change it while it is gone through.
  const std::vector<std::string> keys = app::chosen_keys(ui.commands, choices, command);
  for (const std::string& key : keys) {
    const auto chord = app::KeyChord::parse(key);
    const bool is_off = !choices.has_letters && chord && chord->is_letter();
    if (key_button(ui, dialog, command, key, is_off)) {
      app::remove_key(ui.commands, choices, command, key);
      dialog.command.clear();
    }
    ImGui::SameLine(0.0f, ui.px(4.0f));
  }
  (void)key_button(ui, dialog, command, "", false);
  if (const char* where = context_words(command.context); *where != '\0') {
    ImGui::SameLine(0.0f, ui.px(6.0f));
    ImGui::AlignTextToFramePadding();
    text(ui, ui.fonts.small, ui.palette.text_faint, where);
  }
  if (choices.own.contains(command.id)) {
    const float width = text_size(ui.fonts.body, "Default").x + ui.px(20.0f);
    ImGui::SameLine(ImGui::GetContentRegionMax().x - width);
    if (text_button(ui, ("default:" + command.id).c_str(), "Default", ButtonLook::kPlain)) {
      reset(ui, dialog, command);
    }
    const auto& defaults = ui.commands.default_keys(command);
    std::string words;
    for (const std::string& key : defaults) words += (words.empty() ? "" : ", ") + key;
    tooltip(ui, "Back to " + (words.empty() ? "no key" : words));
  }
  if (dialog.refused != command.id) return;
  ImGui::SetCursorPosX(keys_at);
  text_wrapped(ui, ui.fonts.small, ui.palette.error, dialog.refusal);
}

}  // namespace

bool take_struck_key(PreferencesDialog& dialog, app::Session& session,
                     const app::CommandRegistry& commands, const app::KeyChord& chord) {
  const bool is_open = session.view().overlay == app::Overlay::kPreferences;
  if (dialog.command.empty() || !is_open) return false;
  const app::StudioCommand* command = commands.find(std::exchange(dialog.command, {}));
  dialog.refused.clear();
  if (command == nullptr || chord.key == "Esc") return true;
  const Status status =
      app::add_key(commands, session.view().preferences.keys, *command, chord, dialog.replaced);
  if (!status) {
    dialog.refused = command->id;
    dialog.refusal = status.error().message;
  }
  return true;
}

void keys_page(Ui& ui, PreferencesDialog& dialog, bool is_new) {
  app::Preferences& preferences = ui.session.view().preferences;
  if (is_new) ImGui::SetKeyboardFocusHere();
  ImGui::SetNextItemWidth(ui.px(220.0f));
  ImGui::InputTextWithHint("##keys", "Find a command or a key", &dialog.query);
  ui.probe.add("preferences.query", item_rect());
  ImGui::SameLine(0.0f, ui.px(12.0f));
  bool has_letters = preferences.keys.has_letters;
  if (tick_box(ui, "Single letters are keys", has_letters)) ui.run("preferences.letters");
  ui.probe.add("preferences.letters", item_rect());
  tooltip(ui, "Off: no letter does anything without Ctrl or Alt.");
  const float width = text_size(ui.fonts.body, "All as by default").x + ui.px(20.0f);
  ImGui::SameLine();
  if (ImGui::GetContentRegionAvail().x < width) ImGui::NewLine();
  command_text_button_as(ui, "preferences.default_keys", "All as by default");
  ImGui::Dummy({0.0f, ui.px(4.0f)});
  ImGui::BeginChild("keys");
  std::vector<const app::StudioCommand*> found;
  const auto chord = app::KeyChord::parse(dialog.query);
  for (const app::StudioCommand& command : ui.commands.all()) {
    const auto& keys = app::chosen_keys(ui.commands, preferences.keys, command);
    const bool has_key = std::any_of(keys.begin(), keys.end(), [&](const std::string& key) {
      return (chord && key == chord->text()) || key == dialog.query;
    });
    const bool is_named = dialog.query.empty() ||
                          app::fuzzy_score(dialog.query, command.label) > 0 ||
                          command.synonyms.find(dialog.query) != std::string::npos;
    if (has_key || is_named) found.push_back(&command);
  }
  if (found.empty()) {
    text(ui, ui.fonts.body, ui.palette.text_dim, "Nothing matches “" + dialog.query + "”.");
  }
  for (const std::string& menu : app::menu_names()) {
    bool has_heading = false;
    for (const app::StudioCommand* command : found) {
      if (command->menu != menu) continue;
      if (!has_heading) section(ui, menu);
      has_heading = true;
      command_row(ui, dialog, *command);
    }
  }
  ImGui::EndChild();
}

}  // namespace kinemote::view
