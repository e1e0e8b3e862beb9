#include "view/ui/recognition_panel.h"

#include <algorithm>

#include "app/markup.h"
#include "view/ui/icons.h"
#include "view/ui/making_rows.h"
#include "view/ui/recogniser_scores.h"
#include "view/ui/training_curve.h"

namespace kinemote::view {

namespace {

constexpr float kRowHeight = 26.0f;

void play_chosen(Ui& ui) {
  const app::HeldOutReview& review = ui.session.recognisers().review();
  if (review.chosen_case() < 0) return;
  const auto& which = review.chosen_cases()[static_cast<size_t>(review.chosen_case())];
  if (const Status played = ui.session.play_case(which); !played) {
    ui.session.messages().post(app::MessageLevel::kWarning, played.error().message);
  }
}

void header(Ui& ui) {
  const app::UsedRecogniserPtr& used = ui.session.recognisers().used();
  const float button = ui.px(26.0f);
  ImGui::AlignTextToFramePadding();
  const float room = ImGui::GetContentRegionAvail().x - 2.0f * button - ui.px(8.0f);
  text_clipped(ui, ui.fonts.strong, ui.palette.text,
               used ? "Recogniser " + used->path.filename().string() : "Recogniser", room);
  const float right = ImGui::GetWindowContentRegionMax().x;
  ImGui::SameLine(right - 2.0f * button - ui.px(4.0f));
  command_button(ui, "recogniser.train", button);
  ImGui::SameLine(right - button);
  if (icon_button(ui, "recognition.close", "close", button, ButtonLook::kPlain)) {
    ui.run("view.recognition");
  }
  tooltip(ui, "Back to the map");
}

void empty(Ui& ui, const Rect& rect) {
  const float width = std::min(ui.px(340.0f), rect.width - ui.px(48.0f));
  ImGui::SetCursorScreenPos({rect.x + 0.5f * (rect.width - width), rect.y + 0.3f * rect.height});
  ImGui::BeginGroup();
  ImGui::PushTextWrapPos(ImGui::GetCursorPosX() + width);
  text(ui, ui.fonts.strong, ui.palette.text, "No recogniser yet");
  text(ui, ui.fonts.body, ui.palette.text_dim,
       "A recogniser learns to tell the labels of your motions apart. Here you see which clips it "
       "mistakes for what, and play them.");
  ImGui::PopTextWrapPos();
  ImGui::Dummy({0.0f, ui.px(4.0f)});
  command_text_button(ui, "recogniser.train", ButtonLook::kPrimary);
  command_text_button(ui, "recogniser.open", ButtonLook::kRaised);
  ImGui::EndGroup();
}

void training(Ui& ui, const app::JobInfo& job) {
  app::RecogniserBench& bench = ui.session.recognisers();
  training_curve(ui, "recognition.curve", bench.curve(), 0);
  if (job_row(ui, "recognition.cancel", job)) bench.cancel_training();
}

void summary(Ui& ui, app::HeldOutReview& review) {
  int unit = static_cast<int>(review.unit());
  const float width = ui.px(168.0f);
  const analysis::ClassScores& scores = review.scores();
  std::string words = "Balanced accuracy " + app::fixed_text(scores.balanced_accuracy, 2);
  if (const auto& all = ui.session.recognisers().used()->scores) {
    const analysis::ClassReport& report = unit == 0 ? all->clips : all->windows;
    words += " (95 %: " + app::fixed_text(report.balanced_accuracy_interval.low, 2) + "–" +
             app::fixed_text(report.balanced_accuracy_interval.high, 2) + "), guessing " +
             app::fixed_text(report.majority.balanced_accuracy, 2);
  }
  const float room = ImGui::GetContentRegionAvail().x - width - ui.px(8.0f);
  const bool is_narrow = text_size(ui.fonts.small, words).x > room;
  if (is_narrow) {
    text_wrapped(ui, ui.fonts.small, ui.palette.text, words);
  } else {
    ImGui::AlignTextToFramePadding();
    text(ui, ui.fonts.small, ui.palette.text, words);
    ImGui::SameLine(ImGui::GetWindowContentRegionMax().x - width);
  }
  if (segmented(ui, "recognition.unit", {"Clips", "Windows"}, unit, width)) {
    review.set_unit(static_cast<app::ReviewUnit>(unit));
  }
}

void case_row(Ui& ui, app::HeldOutReview& review, int index) {
  const app::HeldOutCase& one = review.chosen_cases()[static_cast<size_t>(index)];
  ImDrawList& list = *ImGui::GetWindowDrawList();
  const float height = ui.px(kRowHeight), width = ImGui::GetContentRegionAvail().x;
  const ImVec2 at = ImGui::GetCursorScreenPos();
  ImGui::PushID(index);
  const bool is_clicked = ImGui::InvisibleButton("case", {width, height});
  ImGui::PopID();
  ui.probe.add("recognition.case:" + std::to_string(index), item_rect());
  const bool is_chosen = index == review.chosen_case();
  if (is_chosen || ImGui::IsItemHovered()) {
    list.AddRectFilled(at, {at.x + width, at.y + height},
                       (is_chosen ? ui.palette.selection : ui.palette.raised).packed(),
                       ui.px(5.0f));
  }
  const auto& names = review.class_names();
  const std::string said = names[static_cast<size_t>(one.said)];
  std::string tip = said + " " + app::fixed_text(100.0 * one.said_share, 0) + " %";
  if (one.said != one.truth) {
    tip += ", " + names[static_cast<size_t>(one.truth)] + " " +
           app::fixed_text(100.0 * one.truth_share, 0) + " %";
  }
  tooltip(ui, one.clip + "\n" + tip + " by the recogniser's own probability.\nClick: plays it.");
  const float y = at.y + 0.5f * (height - ui.fonts.small->FontSize);
  const float bar = ui.px(64.0f), number = ui.px(44.0f);
  const std::string when = one.start_s > 0.0 || review.unit() == app::ReviewUnit::kWindows
                               ? "  " + app::fixed_text(one.start_s, 1) + " s"
                               : "";
  const float room = width - bar - number - ui.px(20.0f);
  draw_text(list, ui.fonts.small, {at.x + ui.px(6.0f), y}, ui.palette.text,
            ellipsized(ui.fonts.small, one.clip + when, room));
  const float left = at.x + width - bar - number;
  const float middle = at.y + 0.5f * height, thick = ui.px(4.0f);
  list.AddRectFilled({left, middle - thick}, {left + bar, middle + thick},
                     ui.palette.raised_active.packed(), ui.px(3.0f));
  list.AddRectFilled({left, middle - thick},
                     {left + bar * static_cast<float>(one.said_share), middle + thick},
                     data_colours()[one.said == one.truth ? 4 : 0].packed(), ui.px(3.0f));
  draw_digits(list, ui.fonts.small, {left + bar + ui.px(8.0f), y}, ui.palette.text_dim,
              app::fixed_text(100.0 * one.said_share, 0) + " %");
  if (!is_clicked) return;
  review.choose_case(index);
  play_chosen(ui);
}

void cases(Ui& ui, app::HeldOutReview& review) {
  if (!review.has_cell()) {
    text_wrapped(ui, ui.fonts.small, ui.palette.text_dim,
                 "Click a cell: its surest clip plays, and all of them are listed here. N goes to "
                 "the most frequent mistake, Shift+PgDn through its clips.");
    return;
  }
  const auto& names = review.class_names();
  const std::string truth = names[static_cast<size_t>(review.truth())];
  const std::string said = names[static_cast<size_t>(review.said())];
  const auto count = static_cast<int>(review.chosen_cases().size());
  text_clipped(ui, ui.fonts.small, ui.palette.text_dim,
               review.truth() == review.said()
                   ? std::to_string(count) + " rightly taken for " + said + ", surest first"
                   : std::to_string(count) + " of " + truth + " taken for " + said +
                         ", surest mistake first",
               ImGui::GetContentRegionAvail().x);
  ImGui::PushStyleVar(ImGuiStyleVar_ItemSpacing, {0.0f, 0.0f});
  ImGuiListClipper clipper;
  clipper.Begin(count, ui.px(kRowHeight));
  while (clipper.Step()) {
    for (int i = clipper.DisplayStart; i < clipper.DisplayEnd; ++i) case_row(ui, review, i);
  }
  ImGui::PopStyleVar();
}

void details(Ui& ui, UiState& state, app::HeldOutReview& review) {
  segmented(ui, "recognition.tab", {"Clips", "Classes", "Scores"}, state.recognition_tab,
            ImGui::GetContentRegionAvail().x);
  ImGui::BeginChild("details");
  switch (state.recognition_tab) {
    case 0:
      cases(ui, review);
      break;
    case 1:
      class_rows(ui, review);
      break;
    default:
      training_curve(ui, "recognition.curve", ui.session.recognisers().curve(), 0);
      score_rows(ui, *ui.session.recognisers().used());
      break;
  }
  ImGui::EndChild();
}

}  // namespace

void recognition_panel(Ui& ui, UiState& state, const Rect& rect) {
  begin_panel(ui, "recognition", rect, 14.0f, 8.0f);
  ui.probe.add("recognition", rect);
  app::RecogniserBench& bench = ui.session.recognisers();
  const auto job = bench.train_info();
  if (!bench.used() && !job) {
    empty(ui, rect);
    return end_panel();
  }
  header(ui);
  if (job) training(ui, *job);
  app::HeldOutReview& review = bench.review();
  if (review.is_empty()) {
    if (bench.used()) {
      score_rows(ui, *bench.used());
      text_wrapped(ui, ui.fonts.small, ui.palette.text_dim,
                   "Recognisers that were trained with this version keep the clips that they were "
                   "judged on beside their file.");
    }
    return end_panel();
  }
  summary(ui, review);
  text(ui, ui.fonts.small, ui.palette.text_faint, "Rows: what it is. Columns: what was said.");
  const float lowest_details = ui.px(130.0f);
  const float room = std::max(
      ui.px(120.0f), rect.bottom() - ui.px(8.0f) - ImGui::GetCursorScreenPos().y - lowest_details);
  // What does not fit scrolls, beside its bar.
  float width = ImGui::GetContentRegionAvail().x;
  float wanted = confusion_matrix_height(ui, review, width);
  if (wanted > room) {
    width -= ImGui::GetStyle().ScrollbarSize;
    wanted = confusion_matrix_height(ui, review, width);
  }
  ImGui::BeginChild("matrix", {0.0f, std::min(wanted, room)}, false,
                    ImGuiWindowFlags_HorizontalScrollbar);
  const ImVec2 at = ImGui::GetCursorScreenPos();
  if (confusion_matrix(ui, review, {at.x, at.y, width, wanted})) {
    state.recognition_tab = 0;
    play_chosen(ui);
  }
  ImGui::EndChild();
  ImGui::Dummy({0.0f, ui.px(2.0f)});
  details(ui, state, review);
  end_panel();
}

}  // namespace kinemote::view
