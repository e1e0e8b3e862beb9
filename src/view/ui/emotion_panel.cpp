#include "view/ui/emotion_panel.h"

#include <algorithm>

#include "view/ui/imgui_compat.h"
#include "view/ui/model_notice.h"
#include "view/ui/readout_panel.h"

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
  model_notice(ui);

  std::vector<analysis::Pad> data;
  bool is_far_from_data = false;
  const analysis::Pad& pad = session.document().pad;
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
  text_wrapped(ui, ui.fonts.body, ui.palette.text,
               pad_text(session.document().pad, session.words()) +
                   (is_far_from_data ? " (extrapolating)" : ""));
  readout_panel(ui);
}

}  // namespace kinemote::view
