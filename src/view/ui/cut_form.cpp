// Trim, slip, rate and offset as numbers to be typed.
#include <cstdio>

#include "view/ui/imgui_compat.h"
#include "view/ui/track_drag.h"

namespace kinemote::view {

namespace {

enum Field { kFrom, kTo, kSlip, kRate, kOffset };

constexpr float kColumn = 104.0f;

/// True when a new number was typed or dragged to.
bool number_row(Ui& ui, CutForm& form, Field field, const char* name, const char* id,
                const char* format, const char* words) {
  form_label(ui, name, ui.px(kColumn));
  ImGui::SetNextItemWidth(ui.px(120.0f));
  const auto at = static_cast<size_t>(field);
  (void)ImGui::InputDouble((std::string("##") + id).c_str(), &form.values[at], 0.0, 0.0, format,
                           ImGuiInputTextFlags_AutoSelectAll);
  ui.probe.add(id, item_rect());
  tooltip(ui, words);
  if (ImGui::IsItemActive()) form.edited = field;
  const bool is_left = ImGui::IsItemDeactivated();
  if (is_left && form.edited == field) form.edited = -1;
  return ImGui::IsItemDeactivatedAfterEdit();
}

}  // namespace

void cut_rows(Ui& ui, CutForm& form) {
  app::Session& session = ui.session;
  const auto figure = static_cast<size_t>(form.figure);
  const std::vector<app::StageFigure> company = session.company();
  const std::string name = figure < company.size() ? company[figure].name : session.title();
  const std::string reason = app::cut_disabled_reason(session, figure);
  if (!reason.empty()) {
    text_wrapped(ui, ui.fonts.body, ui.palette.warning, reason);
    return;
  }
  const app::Lineup& lineup = session.document().lineup;
  const app::Cut cut = session.cut_stage().of(figure);
  const std::array<double, 5> now{cut.in_s, cut.out_s, 0.0, cut.rate,
                                  lineup.track(figure).offset_s};
  for (int i = 0; i < static_cast<int>(now.size()); ++i) {
    const auto at = static_cast<size_t>(i);
    if (form.edited != i) form.values[at] = now[at];
  }
  const auto put = [&](const app::Cut& next, app::BarGrip grip) {
    session.set_lineup(app::with_cut(session, lineup, figure, next).lineup, app::Gesture::kCommit,
                       app::undo_words(grip, name));
  };
  app::Cut next = cut;
  if (number_row(ui, form, kFrom, "From", "cut.from", "%.3f s",
                 "Where it begins, in the whole motion's own time.")) {
    next.in_s = form.values[kFrom];
    put(next, app::BarGrip::kStart);
  }
  if (number_row(ui, form, kTo, "To", "cut.to", "%.3f s",
                 "Where it ends, in the whole motion's own time.")) {
    next.out_s = std::max(form.values[kTo], cut.in_s + 1e-3);
    put(next, app::BarGrip::kEnd);
  }
  if (number_row(ui, form, kSlip, "Slip by", "cut.slip", "%.3f s",
                 "Shows content from so much later, at the same place and for as long.")) {
    const app::BarEdit edit = app::drag_bar(session, lineup, figure, app::BarGrip::kSlip,
                                            -form.values[kSlip] / cut.rate, true);
    session.set_lineup(edit.lineup, app::Gesture::kCommit,
                       app::undo_words(app::BarGrip::kSlip, name));
  }
  if (number_row(ui, form, kRate, "Rate", "cut.rate", "%.3f ×",
                 "How fast it runs, 0.1 to 10 times: 2 lasts half as long.")) {
    next.rate = form.values[kRate];
    put(next, app::BarGrip::kEndRate);
  }
  if (figure > 0 && number_row(ui, form, kOffset, "Starts at", "cut.offset", "%.3f s",
                               "On the leading motion's time; what runs together otherwise then "
                               "runs by offsets.")) {
    app::Lineup moved = lineup;
    app::Track track = lineup.track(figure);
    track.offset_s = form.values[kOffset];
    moved.sync = app::SyncMode::kOffsets;
    moved.set_track(figure, track);
    session.set_lineup(moved, app::Gesture::kCommit, app::undo_words(app::BarGrip::kMove, name));
  }
  char words[64];
  const app::PlayablePtr whole = session.cut_stage().whole_figure(figure);
  std::snprintf(words, sizeof words, "lasts %.2f of %.2f s", cut.length_s(), whole->duration_s());
  text(ui, ui.fonts.small, ui.palette.text_faint, words);
  const bool is_whole = app::cut_in(lineup.cuts, session.cut_key(figure)).is_none();
  ImGui::BeginDisabled(is_whole);
  if (text_button(ui, "cut.whole", "Whole clip", ButtonLook::kRaised)) {
    put({}, app::BarGrip::kStart);
  }
  ImGui::EndDisabled();
  if (figure == 0) {
    ImGui::SameLine();
    command_text_button_as(ui, "cut.to_range", "Play range");
  }
}

void cut_overlay(Ui& ui, CutForm& form) {
  const std::vector<app::StageFigure> company = ui.session.company();
  if (form.figure >= static_cast<int>(company.size())) form.figure = 0;
  if (company.size() > 1) {
    form_label(ui, "Motion", ui.px(kColumn));
    std::vector<Choice> choices;
    for (const app::StageFigure& figure : company) {
      choices.push_back(
          {figure.name, app::cut_disabled_reason(ui.session, static_cast<size_t>(figure.number))});
    }
    if (combo(ui, "cut.figure", choices, form.figure)) form.edited = -1;
  }
  cut_rows(ui, form);
}

}  // namespace kinemote::view
