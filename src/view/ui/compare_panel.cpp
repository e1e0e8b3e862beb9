#include "view/ui/compare_panel.h"

#include <cstdio>

#include "app/comparison_text.h"
#include "view/ui/imgui_compat.h"

namespace kinemote::view {

namespace {

constexpr float kColumn = 84.0f;

void nothing_to_compare(Ui& ui) {
  text_wrapped(
      ui, ui.fonts.body, ui.palette.text_dim,
      "Two figures are needed. Select two motions of the library with Ctrl held, then play "
      "them together; or move the emotion pad: the clip that the motion began from then "
      "stands beside it.");
  ImGui::Dummy({0.0f, ui.px(4.0f)});
  command_text_button(ui, "library.together", ButtonLook::kRaised, -1.0f);
}

void pair_rows(Ui& ui, const std::vector<app::StageFigure>& company,
               const app::ComparedPair& pair) {
  const auto name = [&](int index) { return company[static_cast<size_t>(index)].name; };
  form_label(ui, "A", ui.px(kColumn));
  text_clipped(ui, ui.fonts.body, ui.palette.text, name(pair.a), ImGui::GetContentRegionAvail().x);
  form_label(ui, "B", ui.px(kColumn));
  if (pair.a == 0 && company.size() > 2) {
    std::vector<Choice> others;
    for (size_t i = 1; i < company.size(); ++i) others.push_back({company[i].name});
    int other = pair.b - 1;
    if (combo(ui, "compare.other", others, other)) {
      ui.session.view().stage.compare.other = other + 1;
    }
  } else {
    text_clipped(ui, ui.fonts.body, ui.palette.text, name(pair.b),
                 ImGui::GetContentRegionAvail().x);
  }
}

void arrangement_rows(Ui& ui) {
  app::CompareChoice& choice = ui.session.view().stage.compare;
  form_label(ui, "Figures", ui.px(kColumn));
  int arrangement = static_cast<int>(choice.arrangement);
  if (choice_row(ui, "compare.arrangement", {{"Side by side"}, {"Over each other"}}, arrangement,
                 ImGui::GetContentRegionAvail().x)) {
    choice.arrangement = static_cast<app::Arrangement>(arrangement);
  }
  tooltip(ui, "Over each other, A is solid and B translucent.");
  form_label(ui, "Roots", ui.px(kColumn));
  int alignment = static_cast<int>(choice.alignment);
  if (combo(ui, "compare.alignment",
            {{"As the files place them"},
             {"Together in the first frame"},
             {"Same place, all the time"},
             {"Same place and heading"}},
            alignment)) {
    choice.alignment = static_cast<app::RootAlignment>(alignment);
  }
  tooltip(ui, "What is made equal before figures are drawn over each other and measured.");
  // Swapped for as long as the button is held.
  text_button(ui, "compare.hold", "Hold to swap A and B", ButtonLook::kRaised,
              ImGui::GetContentRegionAvail().x);
  bool& is_swapped = ui.session.view().is_swapped;
  if (ImGui::IsItemActivated()) is_swapped = true;
  if (ImGui::IsItemDeactivated()) is_swapped = false;
  tooltip(ui, "A and B change places while the button is held.");
}

void time_rows(Ui& ui) {
  app::Lineup lineup = ui.session.document().lineup;
  form_label(ui, "Time", ui.px(kColumn));
  int sync = static_cast<int>(lineup.sync);
  if (combo(ui, "compare.sync",
            {{"Each at its offset"},
             {"Start together"},
             {"Stretched to A's length"},
             {"At the first marker"},
             {"At the first foot contact"},
             {"Warped, pose by pose"}},
            sync)) {
    lineup.sync = static_cast<app::SyncMode>(sync);
    ui.session.set_lineup(lineup, app::Gesture::kCommit,
                          "sync " + std::string(app::sync_mode_name(lineup.sync)));
  }
  tooltip(ui,
          "Offsets are dragged on the timeline. Warped: dynamic time warping by poses seen from "
          "the root.");
  form_label(ui, "At the end", ui.px(kColumn));
  int end = static_cast<int>(lineup.end);
  if (choice_row(ui, "compare.end", {{"Hold, dim"}, {"Repeat"}, {"Hide"}}, end,
                 ImGui::GetContentRegionAvail().x)) {
    lineup.end = static_cast<app::EndMode>(end);
    ui.session.set_lineup(lineup, app::Gesture::kCommit,
                          "at the end: " + std::string(app::end_mode_name(lineup.end)));
  }
  tooltip(ui, "What becomes of a motion that has ended before others, or not begun.");
}

void difference_rows(Ui& ui) {
  app::CompareChoice& choice = ui.session.view().stage.compare;
  section(ui, "Difference");
  if (tick_box(ui, "Colour B by distance from A", choice.shows_difference)) {
    ui.session.view().layout().shows_timeline = true;
  }
  ui.probe.add("compare.difference", item_rect());
  const auto& comparison = ui.session.compare_bench().comparison();
  if (!comparison) {
    text(ui, ui.fonts.small, ui.palette.text_faint, "measuring…");
    return;
  }
  const app::Difference& difference = comparison->difference;
  if (!difference.is_there()) {
    text_wrapped(ui, ui.fonts.small, ui.palette.warning, "Not compared: " + difference.problem);
    return;
  }
  const int step = difference.step_at(ui.session.clock().time_s());
  const int worst = difference.worst_joint(step);
  char words[160];
  std::snprintf(words, sizeof words, "mean %.1f cm now, %.1f cm overall; largest %.1f cm",
                100.0 * static_cast<double>(difference.mean_m[static_cast<size_t>(step)]),
                100.0 * difference.overall_m, 100.0 * static_cast<double>(difference.largest_m));
  text_wrapped(ui, ui.fonts.small, ui.palette.text, words);
  std::snprintf(words, sizeof words, "worst joint now: %s, %.1f cm",
                difference.joints[static_cast<size_t>(worst)].c_str(),
                100.0 * static_cast<double>(difference.error_m(step, worst)));
  text_wrapped(ui, ui.fonts.small, ui.palette.text, words);
  if (difference.is_retargeted) {
    text_wrapped(ui, ui.fonts.small, ui.palette.text_dim,
                 "Other skeletons: both were moved to the canonical figure first, so that "
                 "proportions do not count.");
  }
  command_text_button(ui, "compare.worst_frame", ButtonLook::kRaised, -1.0f);
}

void number_table(Ui& ui) {
  section(ui, "Numbers");
  const std::vector<app::ComparisonRow> rows = app::comparison_rows(ui.session);
  if (rows.empty()) {
    text(ui, ui.fonts.small, ui.palette.text_faint, "measuring…");
    return;
  }
  if (!ImGui::BeginTable("numbers", 4, ImGuiTableFlags_BordersInnerH)) return;
  ImGui::TableSetupColumn("name", ImGuiTableColumnFlags_WidthStretch);
  for (const char* column : {"A", "B", "difference"}) {
    ImGui::TableSetupColumn(column, ImGuiTableColumnFlags_WidthFixed, ui.px(56.0f));
  }
  const auto cell = [&](const std::string& words, const Colour& colour) {
    ImGui::TableNextColumn();
    const float spare = ImGui::GetContentRegionAvail().x - text_size(ui.fonts.small, words).x;
    ImGui::SetCursorPosX(ImGui::GetCursorPosX() + std::max(0.0f, spare));
    text(ui, ui.fonts.small, colour, words);
  };
  ImGui::TableNextRow();
  ImGui::TableNextColumn();
  cell("A", ui.palette.text_dim);
  cell("B", ui.palette.text_dim);
  cell("B − A", ui.palette.text_dim);
  for (const app::ComparisonRow& row : rows) {
    ImGui::TableNextRow();
    ImGui::TableNextColumn();
    text(ui, ui.fonts.small, ui.palette.text_dim, row.name);
    tooltip(ui, row.explanation);
    if (!row.unit.empty()) {
      ImGui::SameLine(0.0f, ui.px(4.0f));
      text(ui, ui.fonts.small, ui.palette.text_faint, row.unit);
    }
    cell(row.a, ui.palette.text);
    cell(row.b, ui.palette.text);
    cell(row.difference, ui.palette.text);
  }
  ImGui::EndTable();
  ui.probe.add("compare.numbers", item_rect());
  text_wrapped(ui, ui.fonts.small, ui.palette.text_faint,
               "Emotion is read from the movement: a guess about it, not about a person.");
  command_text_button(ui, "compare.copy_numbers", ButtonLook::kRaised, -1.0f);
}

}  // namespace

void compare_panel(Ui& ui) {
  const std::vector<app::StageFigure> company = ui.session.company();
  const app::ComparedPair pair = ui.session.compared_pair();
  if (!pair.is_there()) return nothing_to_compare(ui);
  pair_rows(ui, company, pair);
  arrangement_rows(ui);
  time_rows(ui);
  difference_rows(ui);
  number_table(ui);
}

}  // namespace kinemote::view
