#include "view/ui/recogniser_scores.h"

#include <algorithm>
#include <array>
#include <cmath>

#include "app/markup.h"
#include "view/ui/imgui_compat.h"

namespace kinemote::view {

namespace {

std::string share(double value) { return std::isfinite(value) ? app::fixed_text(value, 2) : "–"; }

void cell(Ui& ui, const Colour& colour, const std::string& words, bool is_number) {
  ImGui::TableNextColumn();
  if (is_number) {
    const float free = ImGui::GetContentRegionAvail().x - text_size(ui.fonts.small, words).x;
    ImGui::SetCursorPosX(ImGui::GetCursorPosX() + std::max(0.0f, free));
    return text(ui, ui.fonts.small, colour, words);
  }
  text_clipped(ui, ui.fonts.small, colour, words, ImGui::GetContentRegionAvail().x);
}

bool begin_table(const char* id, int columns, float first_share) {
  if (!ImGui::BeginTable(id, columns, ImGuiTableFlags_SizingStretchProp | ImGuiTableFlags_RowBg)) {
    return false;
  }
  for (int c = 0; c < columns; ++c) {
    ImGui::TableSetupColumn("", ImGuiTableColumnFlags_WidthStretch, c == 0 ? first_share : 1.0f);
  }
  ImGui::TableNextRow();
  return true;
}

}  // namespace

void score_rows(Ui& ui, const app::UsedRecogniser& used) {
  text_wrapped(ui, ui.fonts.small, ui.palette.text_dim, used.spec.name());
  if (!used.scores) {
    text_wrapped(ui, ui.fonts.small, ui.palette.text_dim,
                 "What it was judged on is not beside its file, so its scores are not known.");
    return;
  }
  const analysis::ClassReport& report = used.scores->windows;
  text_wrapped(ui, ui.fonts.small, ui.palette.text_dim,
               std::to_string(report.rows) + " windows of " + std::to_string(report.clips) +
                   " clips that it did not learn from; no " +
                   std::string(analysis::name_of(used.settings.split)) +
                   " is on both sides, seed " + std::to_string(used.settings.seed) +
                   ". Whole clips: balanced accuracy " +
                   share(used.scores->clips.scores.balanced_accuracy) + ". Calibration error " +
                   share(report.calibration_error) + ".");
  if (!begin_table("scores", 5, 1.6f)) return;
  const auto heading = [&](const char* words, bool is_number, const char* tip) {
    cell(ui, ui.palette.text_faint, words, is_number);
    if (*tip != '\0') tooltip(ui, tip);
  };
  heading("windows", false, "");
  heading("score", true, "");
  heading("95 %", true,
          "Interval over draws of clips: how far the score would move had other "
          "clips been recorded.");
  heading("most freq.", true, "Always naming the most frequent class.");
  heading("by chance", true, "Guessing as often as classes occur.");
  const auto row = [&](const char* name, double value, const analysis::ScoreInterval& interval,
                       double majority, double stratified) {
    ImGui::TableNextRow();
    cell(ui, ui.palette.text, name, false);
    cell(ui, ui.palette.text, share(value), true);
    cell(ui, ui.palette.text_dim, share(interval.low) + "–" + share(interval.high), true);
    cell(ui, ui.palette.text_dim, share(majority), true);
    cell(ui, ui.palette.text_dim, share(stratified), true);
  };
  row("balanced accuracy", report.scores.balanced_accuracy, report.balanced_accuracy_interval,
      report.majority.balanced_accuracy, report.stratified.balanced_accuracy);
  row("accuracy", report.scores.accuracy, report.accuracy_interval, report.majority.accuracy,
      report.stratified.accuracy);
  row("macro-F1", report.scores.macro_f1, report.macro_f1_interval, report.majority.macro_f1,
      report.stratified.macro_f1);
  ImGui::EndTable();
  ui.probe.add("recogniser.scores", item_rect());
}

void class_rows(Ui& ui, const app::HeldOutReview& review) {
  if (!begin_table("classes", 5, 2.0f)) return;
  const bool are_clips = review.unit() == app::ReviewUnit::kClips;
  const std::array<const char*, 5> headings{"class", "precision", "recall", "F1",
                                            are_clips ? "clips" : "windows"};
  for (size_t i = 0; i < headings.size(); ++i) {
    cell(ui, ui.palette.text_faint, headings[i], i > 0);
  }
  const analysis::ClassScores& scores = review.scores();
  for (size_t k = 0; k < review.class_names().size(); ++k) {
    ImGui::TableNextRow();
    cell(ui, ui.palette.text, review.class_names()[k], false);
    cell(ui, ui.palette.text, share(scores.precision[k]), true);
    cell(ui, ui.palette.text, share(scores.recall[k]), true);
    cell(ui, ui.palette.text, share(scores.f1[k]), true);
    cell(ui, ui.palette.text_dim, std::to_string(scores.support[k]), true);
  }
  ImGui::EndTable();
  ui.probe.add("recognition.classes", item_rect());
}

}  // namespace kinemote::view
