#include "view/ui/emotion_panel.h"

#include <algorithm>
#include <cstdio>

#include "view/ui/icons.h"
#include "view/ui/imgui_compat.h"
#include "view/ui/model_notice.h"
#include "view/ui/readout_panel.h"
#include "view/ui/track_slider.h"

namespace kinemote::view {

namespace {

void content_combo(Ui& ui) {
  const app::Synthesiser& synthesiser = ui.session.synthesiser();
  const synthesis::ModelCard* card = synthesiser.card();
  const app::StudioDocument& document = ui.session.document();
  ImGui::BeginDisabled(!synthesiser.is_ready());
  const float button = ImGui::GetFrameHeight();
  ImGui::SetNextItemWidth(-button - ui.px(6.0f));
  const std::string shown = document.content.empty() ? "content" : document.content;
  if (ImGui::BeginCombo("##content", shown.c_str())) {
    for (const std::string& content : card->contents) {
      if (ImGui::Selectable(content.c_str(), content == document.content)) {
        ui.session.set_content(content);
      }
      ui.probe.add("content:" + content, item_rect());
    }
    ImGui::EndCombo();
  }
  ui.probe.add("content", item_rect());
  ImGui::EndDisabled();
  tooltip(ui, synthesiser.is_ready() ? "What the figure does; the pad says how."
                                     : synthesiser.reason());
  ImGui::SameLine(0.0f, ui.px(6.0f));
  command_button(ui, "synth.show_clip", button, ButtonLook::kRaised);
}

/// The style words of the model, for those that have no place on the pad above all.
void style_combo(Ui& ui) {
  const app::Synthesiser& synthesiser = ui.session.synthesiser();
  const synthesis::ModelCard* card = synthesiser.card();
  if (card == nullptr || card->styles.empty()) return;
  const std::string& style = ui.session.document().style;
  ImGui::BeginDisabled(!synthesiser.is_ready());
  ImGui::SetNextItemWidth(-1.0f);
  const std::string shown = style.empty() ? "style: by PAD" : "style: " + style;
  if (ImGui::BeginCombo("##style", shown.c_str())) {
    if (ImGui::Selectable("by PAD", style.empty())) ui.session.set_style("");
    ui.probe.add("style:", item_rect());
    for (const synthesis::StyleWord& word : card->styles) {
      const std::string label = word.name + (word.pad ? "" : "  (no PAD)");
      if (ImGui::Selectable(label.c_str(), word.name == style)) ui.session.set_style(word.name);
      ui.probe.add("style:" + word.name, item_rect());
    }
    ImGui::EndCombo();
  }
  ui.probe.add("style", item_rect());
  ImGui::EndDisabled();
  tooltip(ui, synthesiser.is_ready()
                  ? "A way of moving that the model was trained on, by name, instead of a PAD."
                  : synthesiser.reason());
}

/// Whether emotion changes the clip or makes new motion, and how much.
void restyle_row(Ui& ui) {
  app::Session& session = ui.session;
  const app::StudioDocument& document = session.document();
  const bool is_possible = session.synthesiser().is_ready() && session.can_restyle();
  ImGui::BeginDisabled(!is_possible);
  bool is_restyled = document.is_generated && document.is_restyled;
  if (tick_box(ui, "Restyle the clip", is_restyled)) session.set_restyled(is_restyled);
  ui.probe.add("restyle", item_rect());
  ImGui::EndDisabled();
  tooltip(ui, is_possible ? "Keep the clip's action, path and timing and change its emotion. Off: "
                            "new motion of the model."
                          : "Open a clip first; restyling changes a clip.");
  if (!is_restyled) return;
  ImGui::SameLine(0.0f, ui.px(10.0f));
  SliderInput input;
  input.value = static_cast<float>(document.strength);
  input.low = 0.0f;
  input.high = 2.0f;
  input.data_high = 1.0f;
  const float width = ImGui::GetContentRegionAvail().x - ui.px(44.0f);
  const SliderEdit edit = track_slider(ui, "strength", width, input);
  tooltip(ui, "Strength: 0 is the clip itself, 1 the emotion, 2 twice as far.");
  if (edit.is_reset) session.set_strength(1.0, app::Gesture::kCommit);
  if (edit.is_changed || edit.is_committed) {
    session.set_strength(edit.value,
                         edit.is_committed ? app::Gesture::kCommit : app::Gesture::kPreview);
  }
  ImGui::SameLine(0.0f, ui.px(6.0f));
  char text[16];
  std::snprintf(text, sizeof text, "%.2f", document.strength);
  ImGui::TextUnformatted(text);
}

/// A curve over time: whether it drives, and its keys on the timeline.
void curve_row(Ui& ui) {
  app::Session& session = ui.session;
  if (session.pad_track().empty() || session.pad_drive().recorder.is_recording()) return;
  if (chip(ui, "emotion.drive", "Curve drives", session.is_pad_driven(), nullptr)) {
    ui.run("pad.drive");
  }
  if (const app::StudioCommand* drive = ui.commands.find("pad.drive")) {
    tooltip(ui, command_tooltip(*drive));
  }
  ImGui::SameLine(0.0f, ui.px(6.0f));
  if (chip(ui, "emotion.lane", "Keys", session.view().lanes.shows_pad_curve, nullptr)) {
    ui.run("lanes.pad_curve");
  }
}

/// The dialogs for what takes more than a slider, and the button that writes what the hand does.
void making_row(Ui& ui) {
  command_text_button_as(ui, "make.motion", "Make a motion…");
  ImGui::SameLine(0.0f, ui.px(6.0f));
  command_text_button_as(ui, "make.restyle", "Restyle…");
  const bool is_recording = ui.session.pad_drive().recorder.is_recording();
  const std::string dot = ui.fonts.has_icons ? std::string(icon("dot")) + "  " : "";
  ImGui::SameLine(0.0f, ui.px(6.0f));
  const float width =
      ImGui::CalcTextSize((dot + "Record").c_str()).x + 2.0f * ImGui::GetStyle().FramePadding.x;
  if (ImGui::GetContentRegionAvail().x < width) ImGui::NewLine();
  if (is_recording) ImGui::PushStyleColor(ImGuiCol_Text, ui.palette.error.packed());
  command_text_button_as(ui, "pad.record", dot + (is_recording ? "Stop" : "Record"));
  if (is_recording) ImGui::PopStyleColor();
}

void update_trail(Ui& ui, UiState& state, const analysis::Pad& pad) {
  constexpr double kTrail_s = 10.0;
  auto& trail = state.pad_trail;
  if (trail.empty() || trail.back().pleasure != pad.pleasure ||
      trail.back().arousal != pad.arousal) {
    trail.push_back({pad.pleasure, pad.arousal, ui.now_s});
  }
  std::erase_if(trail, [&](const PadTrailPoint& p) { return ui.now_s - p.at_s > kTrail_s; });
}

}  // namespace

void emotion_panel(Ui& ui, UiState& state) {
  app::Session& session = ui.session;
  const app::Synthesiser& synthesiser = session.synthesiser();
  content_combo(ui);
  style_combo(ui);
  restyle_row(ui);
  making_row(ui);
  model_notice(ui);

  std::vector<analysis::Pad> data;
  bool is_far_from_data = false;
  const analysis::Pad pad = session.pad_now();
  if (const synthesis::ModelCard* card = synthesiser.card()) {
    double nearest = 1e9;
    for (const synthesis::ReferenceLatent& reference : card->references) {
      if (!reference.pad) continue;
      // Windows of one clip stand together and share its PAD: one dot is enough.
      if (!data.empty() && data.back().values() == reference.pad->values()) continue;
      data.push_back(*reference.pad);
      nearest = std::min(nearest, analysis::distance(pad, *reference.pad));
    }
    is_far_from_data = session.document().is_generated && nearest > 0.5;
  }
  if (session.document().is_generated) {
    update_trail(ui, state, pad);
  } else {
    state.pad_trail.clear();
  }
  PadInput input;
  input.value = pad;
  input.words = &session.words();
  input.data = data;
  input.trail = state.pad_trail;
  input.now_s = ui.now_s;
  input.is_extrapolating = is_far_from_data;
  input.has_focus = state.pad_has_focus;
  input.keys = state.keys;
  input.disabled_reason = session.synthesis_disabled_reason();
  if (session.measures() && session.measures()->pad) input.measured = session.measures()->pad;
  const float width = ImGui::GetContentRegionAvail().x;
  const float size = std::min(width - ui.px(46.0f), ui.px(330.0f));
  const PadEdit edit = pad_widget(ui, "emotion", size, input);
  if (edit.wants_focus) state.pad_has_focus = true;
  if (edit.is_changed || edit.is_committed) {
    session.set_pad(edit.value, edit.is_committed ? app::Gesture::kCommit : app::Gesture::kPreview);
  }
  text_wrapped(
      ui, ui.fonts.body, ui.palette.text,
      pad_text(session.pad_now(), session.words()) + (is_far_from_data ? " (extrapolating)" : ""));
  curve_row(ui);
  readout_panel(ui);
}

}  // namespace kinemote::view
