// The list of jobs: those that run, those that wait and in which order, and how the last ones went.
#include <algorithm>
#include <cstdio>

#include "view/ui/icons.h"
#include "view/ui/imgui_compat.h"
#include "view/ui/job_words.h"
#include "view/ui/overlays.h"

namespace kinemote::view {

namespace {

/// What keys do to the job that is chosen.
void apply_keys(Ui& ui, UiState& state, const std::vector<app::JobInfo>& jobs) {
  if (jobs.empty()) return;
  auto at = std::find_if(jobs.begin(), jobs.end(),
                         [&](const app::JobInfo& job) { return job.id == state.jobs_chosen; });
  if (at == jobs.end()) at = jobs.begin();
  for (const app::KeyChord& chord : state.keys) {
    const int step = chord.key == "Down" ? 1 : chord.key == "Up" ? -1 : 0;
    if (step != 0 && chord.shift) {
      ui.session.jobs().move(at->id, step);
    } else if (step != 0) {
      const ptrdiff_t last = static_cast<ptrdiff_t>(jobs.size()) - 1;
      at = jobs.begin() + std::clamp<ptrdiff_t>(at - jobs.begin() + step, 0, last);
    } else if (chord.key == "Delete") {
      ui.session.jobs().cancel(at->id);
    }
  }
  state.jobs_chosen = at->id;
}

struct Place {
  int number = 0, count = 0;  // among those that wait, from 1; 0: it runs
};

void job_entry(Ui& ui, UiState& state, const app::JobInfo& job, const Place& place) {
  app::JobQueue& jobs = ui.session.jobs();
  ImDrawList& list = *ImGui::GetWindowDrawList();
  const float padding = ui.px(10.0f), button = ui.px(26.0f), bar = ui.px(6.0f);
  const float line = ImGui::GetFrameHeight();
  const float height = padding + line + bar + ui.px(10.0f) + ui.fonts.small->FontSize + padding;
  const ImVec2 min = ImGui::GetCursorScreenPos();
  const float width = ImGui::GetContentRegionAvail().x;
  const Rect rect{min.x, min.y, width, height};
  ImGui::PushID(static_cast<int>(job.id));
  // Its buttons lie on it.
  if (ImGui::InvisibleButton("job", {width, height})) state.jobs_chosen = job.id;
  ImGui::SetItemAllowOverlap();
  ui.probe.add("job:" + job.name, rect);
  const bool is_chosen = job.id == state.jobs_chosen;
  if (is_chosen && !state.keys.empty()) ImGui::SetScrollHereY();
  list.AddRectFilled(top_left(rect), bottom_right(rect),
                     (is_chosen ? ui.palette.selection : ui.palette.raised).packed(), ui.px(6.0f));
  if (is_chosen) {
    list.AddRect(top_left(rect), bottom_right(rect), ui.palette.accent.packed(), ui.px(6.0f));
  }
  const float left = min.x + padding, right = min.x + width - padding;
  const float buttons = place.number > 0 ? 3.0f * button + ui.px(4.0f) : button;
  draw_text(list, ui.fonts.strong,
            {left, min.y + padding + 0.5f * (line - ui.fonts.strong->FontSize)}, ui.palette.text,
            ellipsized(ui.fonts.strong, job.name, right - left - buttons - padding));
  ImGui::SetCursorScreenPos({right - buttons, min.y + padding});
  if (place.number > 0) {
    const auto mover = [&](const char* id, const char* icon_name, int places, bool is_live,
                           const char* tip) {
      ImGui::BeginDisabled(!is_live);
      if (icon_button(ui, id, icon_name, button, ButtonLook::kPlain)) jobs.move(job.id, places);
      ImGui::EndDisabled();
      tooltip(ui, tip);
      ImGui::SameLine(0.0f, ui.px(2.0f));
    };
    mover("job.earlier", "chevron-up", -1, place.number > 1, "Sooner   Shift+Up");
    mover("job.later", "chevron-down", 1, place.number < place.count, "Later   Shift+Down");
  }
  ImGui::BeginDisabled(job.is_cancelling);
  if (icon_button(ui, "job.cancel.one", "close", button, ButtonLook::kPlain)) jobs.cancel(job.id);
  ImGui::EndDisabled();
  tooltip(ui, "Cancel   Delete");
  const float y = min.y + padding + line + ui.px(4.0f);
  job_bar(ui, list, {left, y, right - left, bar}, job);
  draw_text(list, ui.fonts.small, {left, y + bar + ui.px(6.0f)}, ui.palette.text_dim,
            ellipsized(ui.fonts.small, job_words(job, place.number), right - left));
  ImGui::PopID();
  ImGui::SetCursorScreenPos({min.x, min.y + height + ui.px(6.0f)});
  ImGui::Dummy({0.0f, 0.0f});
}

void ended_entry(Ui& ui, const app::EndedJob& job) {
  const bool is_failed = job.outcome == app::JobOutcome::kFailed;
  const bool is_done = job.outcome == app::JobOutcome::kDone;
  const Colour& colour = is_failed ? ui.palette.error
                         : is_done ? ui.palette.done
                                   : ui.palette.text_faint;
  const std::string words = is_failed ? "failed"
                            : is_done ? "done in " + duration_words(job.elapsed_s)
                                      : "cancelled";
  const float icons = ui.px(24.0f);
  text(ui, ui.fonts.body, colour, icon(is_failed ? "error" : is_done ? "done" : "stop"));
  ImGui::SameLine(icons);
  const float right = ImGui::GetContentRegionMax().x;
  const float width = text_size(ui.fonts.small, words).x;
  text_clipped(ui, ui.fonts.body, is_done || is_failed ? ui.palette.text : ui.palette.text_faint,
               job.name, right - width - icons - ui.px(12.0f));
  ImGui::SameLine(right - width);
  text(ui, ui.fonts.small, colour, words);
  ui.probe.add("job.ended:" + job.name, item_rect());
  if (!is_failed) return;
  ImGui::SetCursorPosX(icons);
  text_wrapped(ui, ui.fonts.small, ui.palette.text_dim, job.words);
}

}  // namespace

void jobs_overlay(Ui& ui, UiState& state) {
  const std::vector<app::JobInfo> jobs = ui.session.jobs().jobs();
  apply_keys(ui, state, jobs);
  command_text_button(ui, "help.cancel_jobs");
  ImGui::SameLine(0.0f, ui.px(12.0f));
  ImGui::AlignTextToFramePadding();
  text_clipped(ui, ui.fonts.small, ui.palette.text_faint,
               "Delete cancels, Shift+Up and Shift+Down change the order.",
               ImGui::GetContentRegionAvail().x);
  ImGui::Dummy({0.0f, ui.px(2.0f)});
  ImGui::BeginChild("jobs");
  if (jobs.empty()) {
    text(ui, ui.fonts.body, ui.palette.text_dim, "Nothing is done in the background now.");
  }
  const auto waiting = static_cast<int>(
      std::count_if(jobs.begin(), jobs.end(), [](const auto& job) { return !job.is_running; }));
  Place place{0, waiting};
  for (const app::JobInfo& job : jobs) {
    if (!job.is_running) ++place.number;
    job_entry(ui, state, job, job.is_running ? Place{} : place);
  }
  if (!ui.session.jobs().ended().empty()) {
    section(ui, "Ended since the start");
    for (const app::EndedJob& job : ui.session.jobs().ended()) ended_entry(ui, job);
  }
  ImGui::EndChild();
}

}  // namespace kinemote::view
