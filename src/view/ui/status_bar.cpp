#include <cstdio>

#include "view/ui/bars.h"
#include "view/ui/icons.h"
#include "view/ui/imgui_compat.h"

namespace kinemote::view {

namespace {

constexpr float kBarWidth = 90.0f;

void job_entry(Ui& ui, const app::JobInfo& job) {
  ImGui::SameLine(0.0f, ui.px(18.0f));
  std::string words = job.name;
  if (job.is_cancelling) {
    words += ": stopping";
  } else if (!job.is_running) {
    words += ": queued";
  } else if (!job.phase.empty()) {
    words += ": " + job.phase;
  }
  text(ui, ui.fonts.small, ui.palette.text_dim, words);
  ImGui::SameLine(0.0f, ui.px(8.0f));
  const ImVec2 at = ImGui::GetCursorScreenPos();
  const float width = ui.px(kBarWidth), height = ui.px(6.0f);
  const float y = at.y + 0.5f * (ui.fonts.small->FontSize - height) + ui.px(1.0f);
  ImDrawList& list = *ImGui::GetWindowDrawList();
  list.AddRectFilled({at.x, y}, {at.x + width, y + height}, ui.palette.raised_active.packed(),
                     0.5f * height);
  if (job.fraction >= 0.0) {
    const float filled = std::max(height, static_cast<float>(job.fraction) * width);
    list.AddRectFilled({at.x, y}, {at.x + filled, y + height}, ui.palette.accent.packed(),
                       0.5f * height);
  }
  ImGui::Dummy({width, ui.fonts.small->FontSize});
  if (job.fraction >= 0.0) {
    char share[32];
    if (job.remaining_s >= 0.0) {
      std::snprintf(share, sizeof share, "%.0f %%, %.0f s left", 100.0 * job.fraction,
                    job.remaining_s);
    } else {
      std::snprintf(share, sizeof share, "%.0f %%", 100.0 * job.fraction);
    }
    ImGui::SameLine(0.0f, ui.px(8.0f));
    text(ui, ui.fonts.small, ui.palette.text_dim, share);
  }
  ImGui::SameLine(0.0f, ui.px(4.0f));
  ImGui::PushID(static_cast<int>(job.id));
  const float size = ui.px(20.0f);
  ImGui::SetCursorPosY(ImGui::GetCursorPosY() - 0.5f * (size - ui.fonts.small->FontSize));
  if (icon_button(ui, "job.cancel", "close", size, ButtonLook::kPlain)) {
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
  for (const app::JobInfo& job : jobs) job_entry(ui, job);
  if (jobs.empty()) {
    if (const app::Message* message = session.messages().status()) {
      ImGui::SameLine(0.0f, ui.px(18.0f));
      text(ui, ui.fonts.small, ui.palette.text_dim, message->text);
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
