#include "view/ui/blind_panel.h"

#include <algorithm>
#include <cmath>
#include <filesystem>
#include <set>
#include <sstream>

#include "view/ui/imgui_compat.h"
#include "view/ui/making_rows.h"
#include "view/ui/ui.h"

namespace kinemote::view {

namespace {

constexpr float kChoiceBar = 118.0f, kPadBar = 196.0f;
/// Steps of a rating by self-assessment, as on a nine-point scale.
constexpr int kSteps = 9;

std::vector<int> entries_of(const app::Session& session, int scope) {
  const app::Library& library = session.library();
  if (scope == 1) return library.visible();
  return {library.selected().begin(), library.selected().end()};
}

std::vector<std::string> words_of(const std::string& text) {
  std::vector<std::string> words;
  std::istringstream stream(text);
  for (std::string word; std::getline(stream, word, ',');) {
    const size_t first = word.find_first_not_of(' '), last = word.find_last_not_of(' ');
    if (first != std::string::npos) words.push_back(word.substr(first, last - first + 1));
  }
  return words;
}

/// The labels of the motions: what raters most likely are to choose from, if they are few enough.
std::string label_words(const app::Session& session, const std::vector<int>& entries) {
  std::set<std::string> labels;
  for (const int entry : entries) labels.insert(session.library().entries()[entry].label);
  labels.erase("");
  if (labels.size() > app::BlindPlan::kMostChoices) return "";
  std::string text;
  for (const std::string& label : labels) text += (text.empty() ? "" : ", ") + label;
  return text;
}

app::BlindPlan plan_of(const app::Session& session, const BlindDialog& dialog) {
  app::BlindPlan plan;
  plan.task = static_cast<app::BlindTask>(dialog.task);
  for (const int index : entries_of(session, dialog.scope)) {
    const app::LibraryEntry& entry = session.library().entries()[index];
    plan.clips.push_back({entry.id, entry.label, entry.pad});
  }
  plan.choices = words_of(dialog.words);
  plan.rater = dialog.rater;
  plan.seed = static_cast<uint64_t>(dialog.seed);
  plan.rounds = dialog.rounds;
  return plan;
}

void note(app::Session& session, BlindDialog& dialog, const Status& status) {
  dialog.answer_error = status ? "" : status.error().message;
  const app::BlindDesk& desk = session.blind();
  if (!status || !desk.study().is_done()) return;
  const int count = desk.study().trial_count();
  const std::string file = std::filesystem::absolute(desk.study().file()).string();
  session.blind().stop();
  session.end_interlude();
  session.messages().post_file(std::to_string(count) + " answers are kept. Thank you!", file,
                               file + "\nSummary: kinemote ratings " + file);
}

void choice_bar(Ui& ui, BlindDialog& dialog, const Rect& rect) {
  const std::vector<std::string>& choices = ui.session.blind().study().plan().choices;
  const float gap = ui.px(8.0f), margin = ui.px(20.0f);
  const auto count = static_cast<float>(choices.size());
  const int rows = choices.size() > 10 ? 2 : 1;
  const float columns = std::ceil(count / static_cast<float>(rows));
  const float width =
      std::min(ui.px(170.0f), (rect.width - 2 * margin - (columns - 1) * gap) / columns);
  const float height = rows == 1 ? ui.px(48.0f) : ui.px(34.0f);
  const float left = rect.x + 0.5f * (rect.width - columns * width - (columns - 1) * gap);
  for (size_t i = 0; i < choices.size(); ++i) {
    const auto column = static_cast<float>(i % static_cast<size_t>(columns));
    const auto row = static_cast<float>(i / static_cast<size_t>(columns));
    ImGui::SetCursorScreenPos(
        {left + column * (width + gap), rect.y + ui.px(40.0f) + row * (height + ui.px(5.0f))});
    const std::string key = i < 9 ? std::to_string(i + 1) + "  " : "";
    ImGui::PushID(static_cast<int>(i));
    ImGui::PushStyleVar(ImGuiStyleVar_FramePadding,
                        {0.0f, 0.5f * (height - ui.fonts.body->FontSize)});
    if (text_button(ui, ("blind.choice:" + choices[i]).c_str(), key + choices[i],
                    ButtonLook::kRaised, width)) {
      note(ui.session, dialog, ui.session.blind().choose(choices[i]));
    }
    ImGui::PopStyleVar();
    ImGui::PopID();
    if (!ui.session.blind().is_active()) return;
  }
}

/// One axis as a row of steps between two words.
void rating_row(Ui& ui, const char* id, const char* low, const char* high, double& value,
                bool& is_rated) {
  const float column = ui.px(150.0f);
  text(ui, ui.fonts.body, ui.palette.text_dim, low);
  ImGui::SameLine(column);
  for (int step = 0; step < kSteps; ++step) {
    const double at = -1.0 + 2.0 * step / (kSteps - 1);
    const bool is_on = is_rated && std::abs(at - value) < 1e-9;
    ImGui::PushID(step);
    const std::string name = std::string(id) + ":" + std::to_string(step);
    if (text_button(ui, name.c_str(), step == kSteps / 2 ? "0" : " ",
                    is_on ? ButtonLook::kPrimary : ButtonLook::kRaised, ui.px(40.0f))) {
      value = at;
      is_rated = true;
    }
    ImGui::PopID();
    ImGui::SameLine(0.0f, ui.px(4.0f));
  }
  text(ui, ui.fonts.body, ui.palette.text_dim, high);
}

void pad_bar(Ui& ui, BlindDialog& dialog, const Rect& rect) {
  const float width = ui.px(150.0f + kSteps * 44.0f + 120.0f);
  ImGui::SetCursorScreenPos({rect.x + 0.5f * (rect.width - width), rect.y + ui.px(38.0f)});
  ImGui::BeginGroup();
  ImGui::Indent(ImGui::GetCursorPosX());
  rating_row(ui, "blind.pleasure", "unpleasant", "pleasant", dialog.rating.pleasure,
             dialog.is_rated);
  rating_row(ui, "blind.arousal", "calm", "excited", dialog.rating.arousal, dialog.is_rated);
  rating_row(ui, "blind.dominance", "controlled", "in control", dialog.rating.dominance,
             dialog.is_rated);
  ImGui::BeginDisabled(!dialog.is_rated);
  const bool answers = text_button(ui, "blind.next", "Next", ButtonLook::kPrimary, ui.px(130.0f));
  ImGui::EndDisabled();
  tooltip(ui, dialog.is_rated ? "Enter" : "Rate at least one of the three.");
  ImGui::EndGroup();
  if (answers) note(ui.session, dialog, ui.session.blind().rate(dialog.rating));
}

}  // namespace

void blind_overlay(Ui& ui, BlindDialog& dialog, bool is_new) {
  app::Session& session = ui.session;
  if (is_new) {
    dialog.scope = session.library().selected().size() >= 2 ? 0 : 1;
    dialog.error.clear();
    dialog.words = label_words(session, entries_of(session, dialog.scope));
    if (dialog.file.empty()) {
      dialog.file = (std::filesystem::current_path() / "answers.csv").string();
    }
  }
  text_wrapped(ui, ui.fonts.small, ui.palette.text_dim,
               "Motions come without their names, in an order of chance that differs for every "
               "rater. Answers are written after each motion.");
  ImGui::Dummy({0.0f, ui.px(4.0f)});
  segmented(ui, "blind.task", {"Choose a word", "Rate emotion"}, dialog.task);
  const auto selected = static_cast<int>(session.library().selected().size());
  const auto shown = static_cast<int>(session.library().visible().size());
  const int before = dialog.scope;
  choice_row(ui, "blind.scope",
             {{"Selected (" + std::to_string(selected) + ")",
               selected == 0 ? "Select motions in library or map first." : ""},
              {"All shown (" + std::to_string(shown) + ")", ""}},
             dialog.scope);
  if (dialog.scope != before) {
    dialog.words = label_words(session, entries_of(session, dialog.scope));
  }
  if (dialog.task == 0) {
    text_row(ui, "blind.words", "Words", dialog.words, "happy, sad, angry",
             "What raters choose from, separated by commas.");
  }
  text_row(ui, "blind.rater", "Rater", dialog.rater, "a code, no name",
           "Answers are kept under it; who stops goes on under the same code.");
  form_label(ui, "Rounds, seed", ui.px(kMakingColumn));
  whole_field(ui, "blind.rounds", dialog.rounds, 1, 10, "rounds: %d",
              "How often every motion comes.");
  ImGui::SameLine();
  whole_field(ui, "blind.seed", dialog.seed, 0, 1000000, "seed: %d", "Of the order.");
  text_row(ui, "blind.file", "Answers", dialog.file, "answers.csv",
           "A table (.csv); several raters may share it.");
  problem_line(ui, dialog.error);
  const bool starts = text_button(ui, "blind.start", "Start", ButtonLook::kPrimary, ui.px(120.0f));
  ImGui::SameLine();
  if (text_button(ui, "blind.cancel", "Cancel", ButtonLook::kRaised, ui.px(110.0f))) {
    session.view().overlay = app::Overlay::kNone;
  }
  if (!starts) return;
  session.begin_interlude();
  if (const Status status = session.blind().begin(plan_of(session, dialog), dialog.file); !status) {
    session.end_interlude();
    dialog.error = status.error().message;
    return;
  }
  dialog.position = -1;
  session.view().overlay = app::Overlay::kNone;
}

float blind_bar_height(const Ui& ui, const BlindDialog& dialog) {
  return ui.px(dialog.task == 0 ? kChoiceBar : kPadBar);
}

void blind_bar(Ui& ui, BlindDialog& dialog, const Rect& rect) {
  const app::BlindStudy& study = ui.session.blind().study();
  if (dialog.position != study.position()) {
    dialog.position = study.position();
    dialog.rating = {};
    dialog.is_rated = false;
  }
  begin_panel(ui, "blind", rect, 0.0f, 0.0f);
  const bool chooses = study.plan().task == app::BlindTask::kChoice;
  ImGui::SetCursorScreenPos({rect.x + ui.px(20.0f), rect.y + ui.px(10.0f)});
  text(ui, ui.fonts.body, dialog.answer_error.empty() ? ui.palette.text : ui.palette.error,
       !dialog.answer_error.empty() ? dialog.answer_error
       : chooses                    ? "What does this movement express?"
                                    : "How does this person feel?");
  const std::string hint = chooses ? "keys 1 to 9 choose · Space plays · Esc ends"
                                   : "Enter goes on · Space plays · Esc ends";
  const float width = text_size(ui.fonts.small, hint).x;
  ImGui::SetCursorScreenPos({rect.right() - ui.px(20.0f) - width, rect.y + ui.px(12.0f)});
  text(ui, ui.fonts.small, ui.palette.text_faint, hint);
  chooses ? choice_bar(ui, dialog, rect) : pad_bar(ui, dialog, rect);
  end_panel();
}

bool apply_blind_key(app::Session& session, BlindDialog& dialog, const app::KeyChord& chord) {
  app::BlindDesk& desk = session.blind();
  if (chord.ctrl || chord.alt) return false;
  if (chord.key == "Esc") {
    desk.stop();
    session.end_interlude();
    session.messages().post(app::MessageLevel::kInfo,
                            "The blind study has stopped; what was answered is kept");
    return true;
  }
  if (chord.key == "Space") {
    session.clock().toggle();
    return true;
  }
  if (desk.study().plan().task == app::BlindTask::kPad) {
    if (chord.key != "Enter" || !dialog.is_rated) return false;
    note(session, dialog, desk.rate(dialog.rating));
    return true;
  }
  const auto& choices = desk.study().plan().choices;
  if (chord.key.size() != 1 || chord.key[0] < '1' || chord.key[0] > '9') return false;
  const auto index = static_cast<size_t>(chord.key[0] - '1');
  if (index < choices.size()) note(session, dialog, desk.choose(choices[index]));
  return true;
}

}  // namespace kinemote::view
