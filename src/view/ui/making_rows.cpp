#include "view/ui/making_rows.h"

#include <algorithm>

#include "app/markup.h"
#include "view/ui/pad_widget.h"

namespace kinemote::view {

namespace {

constexpr size_t kMostLines = 8;

std::string cell(const std::optional<analysis::Pad>& pad, int axis) {
  return pad ? app::signed_text(pad->values()[static_cast<size_t>(axis)], 2) : "–";
}

/// Right-aligned words in a column of a table.
void number_cell(Ui& ui, const Colour& colour, const std::string& words) {
  ImGui::TableNextColumn();
  const float free = ImGui::GetContentRegionAvail().x - text_size(ui.fonts.small, words).x;
  ImGui::SetCursorPosX(ImGui::GetCursorPosX() + std::max(0.0f, free));
  text(ui, ui.fonts.small, colour, words);
}

struct OutcomeLine {
  std::string name;
  std::optional<analysis::Pad> before, asked, measured;
};

std::vector<OutcomeLine> lines_of(const std::vector<app::MadeMotion>& made) {
  std::vector<OutcomeLine> lines;
  for (const app::MadeMotion& motion : made) {
    if (motion.spans.empty()) {
      lines.push_back({motion.name, motion.before, motion.asked, motion.measured});
    }
    for (const synthesis::PadSpan& span : motion.spans) {
      lines.push_back({app::fixed_text(span.start_s, 1) + " – " + app::fixed_text(span.end_s, 1) +
                           " s  " + motion.name,
                       std::nullopt, span.asked, span.measured});
    }
  }
  return lines;
}

}  // namespace

bool text_row(Ui& ui, const char* id, const char* name, std::string& value, const char* hint,
              const std::string& tip) {
  form_label(ui, name, ui.px(kMakingColumn));
  ImGui::SetNextItemWidth(-1.0f);
  const bool is_entered = ImGui::InputTextWithHint((std::string("##") + id).c_str(), hint, &value,
                                                   ImGuiInputTextFlags_EnterReturnsTrue);
  ui.probe.add(id, item_rect());
  if (!tip.empty()) tooltip(ui, tip);
  return is_entered;
}

bool check_box(Ui& ui, const char* id, const char* words, bool& is_on, const std::string& tip) {
  const bool is_changed = tick_box(ui, std::string(words) + "##" + id, is_on);
  ui.probe.add(id, item_rect());
  tooltip(ui, tip);
  return is_changed;
}

void whole_field(Ui& ui, const char* id, int& value, int low, int high, const char* format,
                 const std::string& tip) {
  ImGui::SetNextItemWidth(ui.px(104.0f));
  const float speed = std::max(0.05f, 0.002f * static_cast<float>(std::min(high - low, 1000)));
  ImGui::DragInt((std::string("##") + id).c_str(), &value, speed, low, high, format,
                 ImGuiSliderFlags_AlwaysClamp);
  ui.probe.add(id, item_rect());
  tooltip(ui, tip);
}

void real_field(Ui& ui, const char* id, double& value, double low, double high, const char* format,
                const std::string& tip) {
  ImGui::SetNextItemWidth(ui.px(104.0f));
  const auto speed = static_cast<float>(std::min(high - low, 20.0) * 0.005);
  ImGui::DragScalar((std::string("##") + id).c_str(), ImGuiDataType_Double, &value, speed, &low,
                    &high, format, ImGuiSliderFlags_AlwaysClamp);
  ui.probe.add(id, item_rect());
  tooltip(ui, tip);
}

void word_combo(Ui& ui, const char* id, const std::vector<std::string>& words,
                const std::string& automatic, std::string& chosen) {
  std::vector<Choice> choices;
  if (!automatic.empty()) choices.push_back({automatic});
  const auto first = static_cast<int>(choices.size());
  int index = automatic.empty() ? -1 : 0;
  for (const std::string& word : words) {
    if (word == chosen) index = static_cast<int>(choices.size());
    choices.push_back({word});
  }
  if (combo(ui, id, choices, index)) {
    chosen = index < first ? "" : words[static_cast<size_t>(index - first)];
  }
}

std::vector<std::string> style_names(const synthesis::ModelCard* card) {
  std::vector<std::string> names;
  if (card == nullptr) return names;
  for (const synthesis::StyleWord& word : card->styles) names.push_back(word.name);
  return names;
}

void pad_meaning(Ui& ui, const std::string& written) {
  const auto pad = analysis::parse_pad(written, ui.session.workshop().words());
  form_label(ui, "", ui.px(kMakingColumn));
  text_clipped(ui, ui.fonts.small, ui.palette.text_faint,
               pad ? pad_text(*pad, ui.session.words())
                   : "Pleasure, arousal, dominance from -1 to 1, or a word such as sad.",
               ImGui::GetContentRegionAvail().x);
}

void outcome_table(Ui& ui) {
  const std::vector<OutcomeLine> lines = lines_of(ui.session.workshop().made());
  if (lines.empty()) return;
  section(ui, "Made last");
  const bool has_before = lines.front().before.has_value();
  const int columns = has_before ? 10 : 7;
  if (!ImGui::BeginTable("outcome", columns, ImGuiTableFlags_SizingStretchProp)) return;
  ImGui::TableSetupColumn("name", ImGuiTableColumnFlags_WidthStretch, has_before ? 3.0f : 4.0f);
  for (int c = 1; c < columns; ++c) {
    ImGui::TableSetupColumn("n", ImGuiTableColumnFlags_WidthStretch, 1.0f);
  }
  ImGui::TableNextRow();
  ImGui::TableNextColumn();
  const auto heading = [&](const char* what) {
    number_cell(ui, ui.palette.text_faint, std::string(what) + " P");
    number_cell(ui, ui.palette.text_faint, "A");
    number_cell(ui, ui.palette.text_faint, "D");
  };
  if (has_before) heading("before");
  heading("asked");
  heading(has_before ? "after" : "found");
  for (size_t i = 0; i < std::min(kMostLines, lines.size()); ++i) {
    ImGui::TableNextRow();
    ImGui::TableNextColumn();
    text_clipped(ui, ui.fonts.small, ui.palette.text_dim, lines[i].name,
                 ImGui::GetContentRegionAvail().x);
    const auto triple = [&](const std::optional<analysis::Pad>& pad) {
      for (int axis = 0; axis < 3; ++axis) number_cell(ui, ui.palette.text, cell(pad, axis));
    };
    if (has_before) triple(lines[i].before);
    triple(lines[i].asked);
    triple(lines[i].measured);
  }
  ImGui::EndTable();
  ui.probe.add("outcome", item_rect());
  if (lines.size() > kMostLines) {
    text(ui, ui.fonts.small, ui.palette.text_faint,
         "and " + std::to_string(lines.size() - kMostLines) + " more: see Messages");
  }
}

void problem_line(Ui& ui, const std::string& problem) {
  if (problem.empty()) return;
  text_wrapped(ui, ui.fonts.body, ui.palette.error, problem);
}

bool job_row(Ui& ui, const char* id, const app::JobInfo& job) {
  std::string words = job.is_cancelling ? "stopping" : job.is_running ? job.phase : "waiting";
  if (job.remaining_s >= 0.0) {
    words += ", about " + app::fixed_text(job.remaining_s, 0) + " s left";
  }
  text_wrapped(ui, ui.fonts.small, ui.palette.text_dim, words);
  const float button = ui.px(110.0f);
  const float share = job.fraction < 0.0 ? 0.0f : static_cast<float>(job.fraction);
  ImGui::ProgressBar(share, {ImGui::GetContentRegionAvail().x - button - ui.px(10.0f), 0.0f});
  ImGui::SameLine(0.0f, ui.px(10.0f));
  return text_button(ui, id, "Cancel", ButtonLook::kRaised, button);
}

}  // namespace kinemote::view
