#include <cstdio>

#include "view/ui/bars.h"
#include "view/ui/icons.h"
#include "view/ui/imgui_compat.h"
#include "view/ui/job_words.h"

namespace kinemote::view {

namespace {

constexpr float kBarWidth = 90.0f;

/// The job that runs, its share and its cancel button; the others as a number. A click lists them.
void job_summary(Ui& ui, const std::vector<app::JobInfo>& jobs, float right) {
  const app::JobInfo& job = jobs.front();
  std::string words = job.name;
  if (job.is_cancelling) {
    words += ": stopping";
  } else if (!job.is_running) {
    words += ": queued";
  } else if (!job.phase.empty()) {
    words += ": " + job.phase;
  }
  std::string share;
  if (job.fraction >= 0.0) share = std::to_string(static_cast<int>(100.0 * job.fraction)) + " %";
  if (job.remaining_s >= 0.0) share += ", " + duration_words(job.remaining_s) + " left";
  const std::string more = jobs.size() > 1 ? "+" + std::to_string(jobs.size() - 1) + " more" : "";
  ImFont* font = ui.fonts.small;
  const float gap = ui.px(8.0f), button = ui.px(20.0f), bar = ui.px(kBarWidth);
  const float share_width = digits_width(font, share), more_width = text_size(font, more).x;
  const float besides = bar + share_width + more_width + 3.0f * gap;
  ImGui::SameLine(0.0f, ui.px(18.0f));
  const ImVec2 at = ImGui::GetCursorScreenPos();
  const float room = right - ImGui::GetCursorPosX() - besides - button - gap;
  const std::string shown = ellipsized(font, words, std::max(ui.px(40.0f), room));
  const float words_width = text_size(font, shown).x;
  if (ImGui::InvisibleButton("jobs", {words_width + besides, font->FontSize})) ui.run("help.jobs");
  ui.probe.add("status.jobs", item_rect());
  if (ImGui::IsItemHovered()) ImGui::SetMouseCursor(ImGuiMouseCursor_Hand);
  const Colour& colour = ImGui::IsItemHovered() ? ui.palette.text : ui.palette.text_dim;
  tooltip(ui, words + "\nClick lists all jobs   Ctrl+J");
  ImDrawList& list = *ImGui::GetWindowDrawList();
  draw_text(list, font, at, colour, shown);
  float x = at.x + words_width + gap;
  job_bar(ui, list, {x, std::round(at.y + 0.5f * font->FontSize - ui.px(2.0f)), bar, ui.px(6.0f)},
          job);
  x += bar + gap;
  draw_digits(list, font, {x, at.y}, colour, share);
  x += share_width + gap;
  draw_text(list, font, {x, at.y}, ui.palette.accent, more);
  ImGui::SameLine(0.0f, ui.px(4.0f));
  ImGui::PushID(static_cast<int>(job.id));
  ImGui::SetCursorPosY(ImGui::GetCursorPosY() - 0.5f * (button - font->FontSize));
  if (icon_button(ui, "job.cancel", "close", button, ButtonLook::kPlain)) {
    ui.session.jobs().cancel(job.id);
  }
  tooltip(ui, "Cancel " + job.name);
  ImGui::PopID();
}

}  // namespace

void status_bar(Ui& ui, const Rect& rect) {
  begin_panel(ui, "status", rect, 14.0f, 5.0f,
              ImGuiWindowFlags_NoScrollWithMouse | ImGuiWindowFlags_NoScrollbar);
  app::Session& session = ui.session;
  char frames[32];
  if (session.is_animating() && ui.frames_per_s > 0.0) {
    std::snprintf(frames, sizeof frames, "%.0f frames/s", ui.frames_per_s);
  } else {
    std::snprintf(frames, sizeof frames, "idle");
  }
  text(ui, ui.fonts.small, ui.palette.text_faint, frames);
  const float right = ImGui::GetWindowContentRegionMax().x;
  const auto jobs = session.jobs().jobs();
  if (!jobs.empty()) {
    job_summary(ui, jobs, right);
  } else {
    if (const app::Message* message = session.messages().status()) {
      ImGui::SameLine(0.0f, ui.px(18.0f));
      text_clipped(ui, ui.fonts.small, ui.palette.text_dim, message->text,
                   ImGui::GetContentRegionAvail().x);
    }
  }
  std::string state;
  if (session.view().keyboard_mode) state = "keyboard mode, Esc ends it  ·  ";
  state += "metres, Y up  ·  " + ui.device;
  const float used = ImGui::GetItemRectMax().x - rect.x + ui.px(20.0f);
  const std::string shown = ellipsized(ui.fonts.small, state, std::max(0.0f, right - used));
  const float width = text_size(ui.fonts.small, shown).x;
  ImGui::SameLine(right - width);
  text(ui, ui.fonts.small, session.view().keyboard_mode ? ui.palette.accent : ui.palette.text_faint,
       shown);
  end_panel();
}

}  // namespace kinemote::view
