#include "view/ui/session_overlays.h"

#include <chrono>
#include <ctime>

#include "app/file_names.h"
#include "app/session_file.h"
#include "view/ui/imgui_compat.h"
#include "view/ui/ui.h"

namespace kinemote::view {

namespace {

std::filesystem::path suggested_path(const app::Session& session) {
  if (!session.session_path().empty()) return session.session_path();
  const std::string name = app::file_name_from(session.title()) + app::kSessionExtension;
  return app::free_path(std::filesystem::current_path() / name);
}

/// "today at 14:05" is what a person remembers; the date where it is another day.
std::string when_written(const std::filesystem::path& file) {
  std::error_code failed;
  const auto written = std::filesystem::last_write_time(file, failed);
  if (failed) return "";
  const auto on_clock = std::chrono::file_clock::to_sys(written);
  const std::time_t time = std::chrono::system_clock::to_time_t(
      std::chrono::time_point_cast<std::chrono::system_clock::duration>(on_clock));
  std::tm parts{};
  localtime_r(&time, &parts);
  char text[64];
  std::strftime(text, sizeof text, "%Y-%m-%d, %H:%M", &parts);
  return text;
}

}  // namespace

void save_session_overlay(Ui& ui, SessionDialog& dialog, bool is_new) {
  app::ViewState& view = ui.session.view();
  if (is_new) {
    dialog.path = suggested_path(ui.session).string();
    dialog.error.clear();
    ImGui::SetKeyboardFocusHere();
  }
  ImGui::SetNextItemWidth(-1.0f);
  const bool is_entered =
      ImGui::InputText("##session", &dialog.path, ImGuiInputTextFlags_EnterReturnsTrue);
  ui.probe.add("session.path", item_rect());
  std::error_code ignored;
  if (!dialog.error.empty()) {
    text_wrapped(ui, ui.fonts.small, ui.palette.error, dialog.error);
  } else if (std::filesystem::exists(dialog.path, ignored)) {
    text_wrapped(ui, ui.fonts.small, ui.palette.warning, "This file exists and is replaced.");
  } else {
    text_wrapped(ui, ui.fonts.small, ui.palette.text_faint,
                 "Motions that were opened stay where they are; those made here are in the file.");
  }
  ImGui::Dummy({0.0f, ui.px(4.0f)});
  const bool is_clicked =
      text_button(ui, "session.save.do", "Save", ButtonLook::kPrimary, ui.px(110.0f));
  ImGui::SameLine();
  if (text_button(ui, "session.save.cancel", "Cancel", ButtonLook::kRaised, ui.px(110.0f))) {
    dialog.quits_then = false;
    view.overlay = app::Overlay::kNone;
  }
  if (!is_clicked && !is_entered) return;
  if (const Status status = ui.session.save_session(dialog.path); !status) {
    dialog.error = status.error().message;
    return;
  }
  view.overlay = app::Overlay::kNone;
  view.requests.quit = std::exchange(dialog.quits_then, false);
}

void recover_overlay(Ui& ui) {
  const auto& offer = ui.session.recovery_offer();
  app::ViewState& view = ui.session.view();
  if (!offer) {
    view.overlay = app::Overlay::kNone;
    return;
  }
  text_wrapped(
      ui, ui.fonts.body, ui.palette.text,
      "Kinemote ended unexpectedly. Your session was kept on " + when_written(*offer) + ".");
  text_wrapped(ui, ui.fonts.small, ui.palette.text_faint,
               "This is asked once. The file stays in " + offer->parent_path().string() +
                   " as last-recovered" + app::kSessionExtension + ".");
  ImGui::Dummy({0.0f, ui.px(6.0f)});
  if (text_button(ui, "recover.restore", "Restore it", ButtonLook::kPrimary, ui.px(130.0f))) {
    ui.session.answer_recovery(true);
    view.overlay = app::Overlay::kNone;
  }
  ImGui::SameLine();
  if (text_button(ui, "recover.leave", "Start afresh", ButtonLook::kRaised, ui.px(130.0f))) {
    ui.session.answer_recovery(false);
    view.overlay = app::Overlay::kNone;
  }
}

void quit_overlay(Ui& ui, SessionDialog& dialog) {
  app::ViewState& view = ui.session.view();
  const size_t jobs = ui.session.jobs().jobs().size();
  if (ui.session.is_unsaved()) {
    text_wrapped(ui, ui.fonts.body, ui.palette.text, "What was made or steered here is not saved.");
  }
  if (jobs > 0) {
    text_wrapped(ui, ui.fonts.body, ui.palette.text,
                 jobs == 1
                     ? "A job is still running; quitting cancels it."
                     : std::to_string(jobs) + " jobs are still running; quitting cancels them.");
  }
  ImGui::Dummy({0.0f, ui.px(6.0f)});
  if (text_button(ui, "quit.save", "Save and quit", ButtonLook::kPrimary, ui.px(140.0f))) {
    dialog.quits_then = true;
    view.overlay = app::Overlay::kSaveSession;
  }
  ImGui::SameLine();
  if (text_button(ui, "quit.now", "Quit without saving", ButtonLook::kRaised, ui.px(170.0f))) {
    view.requests.quit = true;
  }
  ImGui::SameLine();
  if (text_button(ui, "quit.stay", "Stay", ButtonLook::kRaised, ui.px(90.0f))) {
    view.overlay = app::Overlay::kNone;
  }
}

}  // namespace kinemote::view
