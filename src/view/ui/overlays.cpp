#include "view/ui/overlays.h"

#include <algorithm>

#include "app/recent_files.h"
#include "app/renaming.h"
#include "app/studio_commands.h"
#include "app/version.h"
#include "view/ui/bone_panel.h"
#include "view/ui/export_forms.h"
#include "view/ui/icons.h"
#include "view/ui/imgui_compat.h"
#include "view/ui/lanes.h"
#include "view/ui/live_overlay.h"
#include "view/ui/session_overlays.h"
#include "view/ui/toasts.h"

namespace kinemote::view {

namespace {

struct OverlaySize {
  const char* title;
  float width, height;  // design pixels; height 0: as much as needed
  float top;            // share of the free height above it
};

OverlaySize size_of(app::Overlay overlay) {
  switch (overlay) {
    case app::Overlay::kPalette:
      return {"", 620.0f, 430.0f, 0.3f};
    case app::Overlay::kHelp:
      return {"Keys and commands", 940.0f, 680.0f, 0.5f};
    case app::Overlay::kLog:
      return {"Messages", 720.0f, 480.0f, 0.5f};
    case app::Overlay::kAbout:
      return {"About Kinemote", 500.0f, 0.0f, 0.4f};
    case app::Overlay::kExport:
      return {"Export", 640.0f, 0.0f, 0.4f};
    case app::Overlay::kOpenFile:
      return {"Open motions", 640.0f, 520.0f, 0.5f};
    case app::Overlay::kOpenFolder:
      return {"Open a folder", 640.0f, 520.0f, 0.5f};
    case app::Overlay::kSaveBones:
      return {"Save the bone map", 560.0f, 0.0f, 0.4f};
    case app::Overlay::kLoadBones:
      return {"Load a bone map", 560.0f, 0.0f, 0.4f};
    case app::Overlay::kCurves:
      return {"Curves on the timeline", 720.0f, 460.0f, 0.12f};
    case app::Overlay::kMakeMotion:
      return {"Make a motion", 640.0f, 0.0f, 0.4f};
    case app::Overlay::kRestyle:
      return {"Restyle the clip", 680.0f, 0.0f, 0.4f};
    case app::Overlay::kTrain:
      return {"Train a model", 640.0f, 0.0f, 0.4f};
    case app::Overlay::kJudge:
      return {"Judge a model", 760.0f, 0.0f, 0.4f};
    case app::Overlay::kLive:
      return {"Live input", 600.0f, 0.0f, 0.4f};
    case app::Overlay::kTrainRecogniser:
      return {"Train a recogniser", 640.0f, 0.0f, 0.4f};
    case app::Overlay::kOpenRecogniser:
      return {"Open a recogniser", 560.0f, 0.0f, 0.4f};
    case app::Overlay::kMarkerName:
      return {"Name a marker", 360.0f, 0.0f, 0.4f};
    case app::Overlay::kGoTo:
      return {"Go to", 360.0f, 0.0f, 0.4f};
    case app::Overlay::kJobs:
      return {"Jobs", 640.0f, 560.0f, 0.5f};
    case app::Overlay::kPreferences:
      return {"Preferences", 760.0f, 560.0f, 0.5f};
    case app::Overlay::kHistory:
      return {"History", 480.0f, 520.0f, 0.5f};
    case app::Overlay::kBlind:
      return {"Blind study", 600.0f, 0.0f, 0.4f};
    case app::Overlay::kSaveSession:
      return {"Save the session", 560.0f, 0.0f, 0.4f};
    case app::Overlay::kRecover:
      return {"Restore the session?", 520.0f, 0.0f, 0.4f};
    case app::Overlay::kQuit:
      return {"Quit?", 520.0f, 0.0f, 0.4f};
    case app::Overlay::kSaveSet:
      return {"Set of motions", 420.0f, 0.0f, 0.4f};
    case app::Overlay::kCut:
      return {"Trim, slip and rate", 420.0f, 0.0f, 0.4f};
    case app::Overlay::kRename:
      return {"Rename the motion", 420.0f, 0.0f, 0.4f};
    case app::Overlay::kNone:
      break;
  }
  return {"", 0.0f, 0.0f, 0.5f};
}

void open_overlay(Ui& ui, UiState& state, bool wants_folder) {
  app::ViewState& view = ui.session.view();
  const bool is_seeking = !view.sought.empty();
  if (is_seeking && state.overlay_is_new) state.browser.go_to(app::nearest_folder(view.sought));
  if (is_seeking) {
    text_clipped(ui, ui.fonts.body, ui.palette.text_dim,
                 "Where is " + view.sought.filename().string() + " now? It was in " +
                     view.sought.parent_path().string(),
                 ImGui::GetContentRegionAvail().x);
    ImGui::Dummy({0.0f, ui.px(2.0f)});
  }
  const auto path = state.browser.draw(ui, wants_folder, state.overlay_is_new);
  if (!path) return;
  view.overlay = app::Overlay::kNone;
  is_seeking ? app::open_located(ui.session, *path) : ui.session.open({*path});
}

void contents(Ui& ui, UiState& state, FilmDialog& films, app::Overlay overlay) {
  switch (overlay) {
    case app::Overlay::kPalette:
      return palette_overlay(ui, state);
    case app::Overlay::kHelp:
      return help_overlay(ui, state);
    case app::Overlay::kLog:
      return log_overlay(ui);
    case app::Overlay::kAbout:
      return about_overlay(ui);
    case app::Overlay::kExport:
      return export_everything_overlay(ui, state.export_dialog, films, state.overlay_is_new);
    case app::Overlay::kMakeMotion:
      return make_overlay(ui, state.make_dialog, state.overlay_is_new);
    case app::Overlay::kRestyle:
      return restyle_overlay(ui, state.restyle_dialog, state.overlay_is_new);
    case app::Overlay::kTrain:
      return train_overlay(ui, state.train_dialog, state.overlay_is_new);
    case app::Overlay::kJudge:
      return judge_overlay(ui, state.judge_dialog, state.overlay_is_new);
    case app::Overlay::kBlind:
      return blind_overlay(ui, state.blind_dialog, state.overlay_is_new);
    case app::Overlay::kSaveSession:
      return save_session_overlay(ui, state.session_dialog, state.overlay_is_new);
    case app::Overlay::kSaveSet:
      return save_set_overlay(ui, state.set_dialog, state.overlay_is_new);
    case app::Overlay::kRecover:
      return recover_overlay(ui);
    case app::Overlay::kQuit:
      return quit_overlay(ui, state.session_dialog);
    case app::Overlay::kTrainRecogniser:
      return train_recogniser_overlay(ui, state.recogniser_dialog, state.overlay_is_new);
    case app::Overlay::kOpenRecogniser:
      return open_recogniser_overlay(ui, state.recogniser_dialog, state.overlay_is_new);
    case app::Overlay::kSaveBones:
      return bone_file_overlay(ui, state, true);
    case app::Overlay::kLoadBones:
      return bone_file_overlay(ui, state, false);
    case app::Overlay::kCurves:
      return curves_overlay(ui, state);
    case app::Overlay::kLive:
      return live_overlay(ui, state.live_dialog, state.overlay_is_new);
    case app::Overlay::kMarkerName:
      return marker_overlay(ui, state);
    case app::Overlay::kCut:
      return cut_overlay(ui, state.cut_form);
    case app::Overlay::kRename:
      return rename_overlay(ui, state);
    case app::Overlay::kGoTo:
      return go_to_overlay(ui, state);
    case app::Overlay::kJobs:
      return jobs_overlay(ui, state);
    case app::Overlay::kPreferences:
      return preferences_overlay(ui, state.preferences_dialog, state.overlay_is_new);
    case app::Overlay::kHistory:
      return history_overlay(ui, state);
    case app::Overlay::kOpenFile:
    case app::Overlay::kOpenFolder:
      return open_overlay(ui, state, overlay == app::Overlay::kOpenFolder);
    case app::Overlay::kNone:
      return;
  }
}

}  // namespace

void overlays(Ui& ui, UiState& state, FilmDialog& films, float window_width, float window_height) {
  app::ViewState& view = ui.session.view();
  const app::Overlay overlay = view.overlay;
  const bool is_opening =
      overlay == app::Overlay::kOpenFile || overlay == app::Overlay::kOpenFolder;
  if (!is_opening) view.sought.clear();
  if (overlay == app::Overlay::kNone) return;
  // Everything behind is dimmed; a click there closes.
  ImGui::SetNextWindowPos({0.0f, 0.0f});
  ImGui::SetNextWindowSize({window_width, window_height});
  ImGui::PushStyleColor(ImGuiCol_WindowBg, ui.palette.shade.packed());
  ImGui::PushStyleVar(ImGuiStyleVar_WindowBorderSize, 0.0f);
  ImGui::Begin("shade", nullptr,
               ImGuiWindowFlags_NoDecoration | ImGuiWindowFlags_NoMove |
                   ImGuiWindowFlags_NoSavedSettings | ImGuiWindowFlags_NoNav);
  const bool is_clicked_outside =
      ImGui::IsWindowHovered() && ImGui::IsMouseClicked(ImGuiMouseButton_Left);
  ImGui::End();
  ImGui::PopStyleVar();
  ImGui::PopStyleColor();

  const OverlaySize size = size_of(overlay);
  const float width = std::min(ui.px(size.width), window_width - ui.px(40.0f));
  const float height =
      size.height > 0.0f ? std::min(ui.px(size.height), window_height - ui.px(40.0f)) : 0.0f;
  ImGui::SetNextWindowPos({std::round(0.5f * window_width), std::round(size.top * window_height)},
                          ImGuiCond_Always, {0.5f, size.top});
  ImGui::SetNextWindowSize({width, height});
  // What does not fit a small window or large text scrolls.
  ImGui::SetNextWindowSizeConstraints({width, 0.0f}, {width, window_height - ui.px(24.0f)});
  if (state.overlay_is_new) ImGui::SetNextWindowFocus();
  ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, {ui.px(18.0f), ui.px(16.0f)});
  ImGui::PushStyleVar(ImGuiStyleVar_WindowRounding, ui.px(10.0f));
  ImGui::PushStyleVar(ImGuiStyleVar_WindowBorderSize, 1.0f);
  ImGui::PushStyleVar(ImGuiStyleVar_FrameBorderSize, 1.0f);
  ImGui::PushStyleColor(ImGuiCol_FrameBg, ui.palette.panel.packed());
  ImGui::PushStyleColor(ImGuiCol_WindowBg, ui.palette.popup.packed());
  ImGui::PushStyleColor(ImGuiCol_Border, ui.palette.line.packed());
  ImGui::Begin(
      "overlay", nullptr,
      ImGuiWindowFlags_NoTitleBar | ImGuiWindowFlags_NoResize | ImGuiWindowFlags_NoCollapse |
          ImGuiWindowFlags_NoMove | ImGuiWindowFlags_NoSavedSettings |
          (height > 0.0f ? ImGuiWindowFlags_NoScrollbar : ImGuiWindowFlags_AlwaysAutoResize));
  ui.probe.add("overlay", rect_of(ImGui::GetWindowPos(),
                                  {ImGui::GetWindowPos().x + ImGui::GetWindowWidth(),
                                   ImGui::GetWindowPos().y + ImGui::GetWindowHeight()}));
  if (*size.title != '\0') {
    text(ui, ui.fonts.title, ui.palette.text, size.title);
    const float button = ui.px(28.0f);
    ImGui::SameLine(ImGui::GetWindowContentRegionMax().x - button);
    if (icon_button(ui, "overlay.close", "close", button, ButtonLook::kPlain)) {
      view.overlay = app::Overlay::kNone;
    }
    tooltip(ui, "Close   Esc");
    ImGui::Dummy({0.0f, ui.px(4.0f)});
  }
  contents(ui, state, films, overlay);
  // The field that has the cursor must not scroll title and first rows away.
  constexpr int kFramesUntilFocused = 4;
  state.overlay_frames = state.overlay_is_new ? 0 : state.overlay_frames + 1;
  if (state.overlay_frames < kFramesUntilFocused) ImGui::SetScrollY(0.0f);
  ImGui::End();
  ImGui::PopStyleColor(3);
  ImGui::PopStyleVar(4);
  if (is_clicked_outside && !state.overlay_is_new) view.overlay = app::Overlay::kNone;
}

void log_overlay(Ui& ui) {
  app::MessageLog& messages = ui.session.messages();
  if (text_button(ui, "log.copy", "Copy all", ButtonLook::kRaised)) {
    ImGui::SetClipboardText(messages.text().c_str());
  }
  ImGui::SameLine();
  if (text_button(ui, "log.dismiss", "Dismiss all", ButtonLook::kRaised)) messages.dismiss_all();
  ImGui::Dummy({0.0f, ui.px(4.0f)});
  if (messages.all().empty()) {
    text(ui, ui.fonts.body, ui.palette.text_dim, "Nothing was reported so far.");
    return;
  }
  ImGui::BeginChild("entries");
  for (auto it = messages.all().rbegin(); it != messages.all().rend(); ++it) {
    text(ui, ui.fonts.body, level_colour(ui.palette, it->level), icon(level_icon(it->level)));
    ImGui::SameLine(ui.px(28.0f));
    std::string words = it->text;
    if (it->count > 1) words += "  ×" + std::to_string(it->count);
    text_wrapped(ui, ui.fonts.body, ui.palette.text, words);
    if (!it->details.empty()) {
      ImGui::Indent(ui.px(28.0f));
      text_wrapped(ui, ui.fonts.small, ui.palette.text_dim, it->details);
      ImGui::Unindent(ui.px(28.0f));
    }
  }
  ImGui::EndChild();
}

void about_overlay(Ui& ui) {
  text(ui, ui.fonts.body, ui.palette.text, "Version " + app::version());
  text_wrapped(ui, ui.fonts.body, ui.palette.text_dim,
               "Emotional human motion: see it, measure it, steer it, export it.");
  section(ui, "This machine");
  text_wrapped(ui, ui.fonts.body, ui.palette.text_dim, ui.device);
  if (!ui.fonts.has_inter) {
    text_wrapped(ui, ui.fonts.body, ui.palette.warning,
                 "The font Inter is not installed (Debian package fonts-inter).");
  }
  if (ui.session.timing().first_figure_ms > 0.0) {
    char words[64];
    std::snprintf(words, sizeof words, "First figure on the screen after %.0f ms",
                  ui.session.timing().first_figure_ms);
    text(ui, ui.fonts.body, ui.palette.text_dim, words);
  }
  section(ui, "Model");
  const app::Synthesiser& synthesiser = ui.session.synthesiser();
  text_wrapped(ui, ui.fonts.body, ui.palette.text_dim,
               synthesiser.is_ready() ? "“" + synthesiser.card()->name + "” is ready."
                                      : synthesiser.reason());
  const app::LatencyStats latency = ui.session.timing().pose_latency();
  if (latency.count > 0) {
    char words[96];
    std::snprintf(words, sizeof words, "From slider to pose: %.1f ms median, %.1f ms p99 of %d",
                  latency.median_ms, latency.p99_ms, latency.count);
    text_wrapped(ui, ui.fonts.body, ui.palette.text_dim, words);
  }
}

void go_to_overlay(Ui& ui, UiState& state) {
  if (state.overlay_is_new) {
    state.go_to_text.clear();
    state.go_to_error.clear();
    ImGui::SetKeyboardFocusHere();
  }
  ImGui::SetNextItemWidth(-1.0f);
  if (ImGui::InputTextWithHint("##go_to", "120, 3.5s, 0:03.5 or 50%", &state.go_to_text,
                               ImGuiInputTextFlags_EnterReturnsTrue)) {
    const Status status = ui.session.go_to(state.go_to_text);
    if (status) {
      ui.session.view().overlay = app::Overlay::kNone;
    } else {
      state.go_to_error = status.error().message;
    }
  }
  if (!state.go_to_error.empty()) {
    text_wrapped(ui, ui.fonts.small, ui.palette.error, state.go_to_error);
  } else {
    text(ui, ui.fonts.small, ui.palette.text_faint,
         "A frame, a time or a share; Enter goes there.");
  }
}

void rename_overlay(Ui& ui, UiState& state) {
  app::Session& session = ui.session;
  if (state.overlay_is_new) {
    const int entry = app::renamed_entry(session);
    state.rename_id = entry < 0 ? "" : session.library().entries()[static_cast<size_t>(entry)].id;
    state.rename_text =
        entry < 0 ? "" : session.library().entries()[static_cast<size_t>(entry)].name;
    state.rename_error.clear();
    ImGui::SetKeyboardFocusHere();
  }
  ImGui::SetNextItemWidth(-1.0f);
  if (ImGui::InputTextWithHint(
          "##rename", "name", &state.rename_text,
          ImGuiInputTextFlags_EnterReturnsTrue | ImGuiInputTextFlags_AutoSelectAll)) {
    const Status status =
        app::rename_entry(session, session.library().find(state.rename_id), state.rename_text);
    state.rename_error = status ? "" : status.error().message;
    if (status) session.view().overlay = app::Overlay::kNone;
  }
  ui.probe.add("rename", item_rect());
  const bool is_wrong = !state.rename_error.empty();
  text_wrapped(ui, ui.fonts.small, is_wrong ? ui.palette.error : ui.palette.text_faint,
               is_wrong ? state.rename_error : "Enter keeps it, Esc leaves it.");
}

}  // namespace kinemote::view
