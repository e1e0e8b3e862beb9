#include "view/ui/latent_panel.h"

#include <algorithm>
#include <cmath>
#include <cstdio>

#include "view/ui/icons.h"
#include "view/ui/imgui_compat.h"
#include "view/ui/model_notice.h"
#include "view/ui/pad_widget.h"
#include "view/ui/track_slider.h"

namespace kinemote::view {

namespace {

constexpr int kTopCount = 8;

void status_line(Ui& ui) {
  const app::Session& session = ui.session;
  ImDrawList& list = *ImGui::GetWindowDrawList();
  const ImVec2 at = ImGui::GetCursorScreenPos();
  const float r = ui.px(4.5f), y = at.y + 0.5f * ui.fonts.small->FontSize;
  Colour colour = ui.palette.text_faint;
  std::string words = "Clip on stage: a slider starts from it";
  if (session.document().is_generated) {
    colour = session.is_lagging() ? ui.palette.warning : ui.palette.done;
    words = session.is_lagging() ? "working on the newest" : "live";
  }
  if (session.is_lagging()) {
    list.AddCircle({at.x + r, y}, r, colour.packed(), 16, ui.px(2.0f));
  } else {
    list.AddCircleFilled({at.x + r, y}, r, colour.packed(), 16);
  }
  ImGui::SetCursorScreenPos({at.x + ui.px(16.0f), at.y});
  text_clipped(ui, ui.fonts.small, ui.palette.text_dim, words, ImGui::GetContentRegionAvail().x);
  char took[64];
  std::snprintf(took, sizeof took, "The newest motion took %.1f ms.", session.last_decode_ms());
  tooltip(ui, took);
}

void distance_line(Ui& ui) {
  const app::Session& session = ui.session;
  if (!session.document().is_generated || session.document().latent.empty()) return;
  const app::DataDistance distance =
      session.synthesiser().data_distance(session.document().latent, session.condition());
  if (distance.words.empty()) return;
  const Colour& colour = distance.percentile < 95.0 ? ui.palette.done
                         : distance.ratio < 2.5     ? ui.palette.warning
                                                    : ui.palette.error;
  char words[96];
  std::snprintf(words, sizeof words, "%.1f× the usual distance to data: %s", distance.ratio,
                distance.words.c_str());
  text_wrapped(ui, ui.fonts.small, colour, words);
  tooltip(ui,
          "Distance of this latent to the nearest motion of the training data, against the median "
          "distance between neighbours there.");
  ImDrawList& list = *ImGui::GetWindowDrawList();
  const ImVec2 at = ImGui::GetCursorScreenPos();
  const float width = ImGui::GetContentRegionAvail().x, height = ui.px(5.0f);
  const auto share = static_cast<float>(std::clamp(distance.ratio / 4.0, 0.0, 1.0));
  list.AddRectFilled(at, {at.x + width, at.y + height}, ui.palette.raised_active.packed(),
                     0.5f * height);
  list.AddRectFilled(at, {at.x + share * width, at.y + height}, colour.packed(), 0.5f * height);
  ImGui::Dummy({width, height + ui.px(2.0f)});
}

/// A command's button with a short word: two of them share a narrow panel's width.
void short_button(Ui& ui, std::string_view id, const std::string& word, float width) {
  const app::StudioCommand* command = ui.commands.find(id);
  if (command == nullptr) return;
  const std::string words =
      ui.fonts.has_icons ? std::string(icon(command->icon)) + "  " + word : word;
  if (text_button(ui, command->id.c_str(), words, ButtonLook::kRaised, width)) ui.run(id);
  tooltip(ui, command_tooltip(*command));
}

void buttons(Ui& ui) {
  const float gap = ui.px(6.0f);
  const float width = std::floor(0.5f * (ImGui::GetContentRegionAvail().x - gap));
  short_button(ui, "synth.randomise", "Random", width);
  ImGui::SameLine(0.0f, gap);
  short_button(ui, "synth.reset_latents", "Reset all", width);
  text(ui, ui.fonts.small, ui.palette.text_faint,
       "next random seed " + std::to_string(ui.session.latent_seed()));
}

void slider_row(Ui& ui, int dimension, const synthesis::LatentDimension& about) {
  app::Session& session = ui.session;
  const auto& latent = session.document().latent;
  const bool has_value = dimension < static_cast<int>(latent.size());
  const float width = ImGui::GetContentRegionAvail().x;
  const float name_width = ui.px(74.0f), number_width = ui.px(50.0f), reset_width = ui.px(24.0f);
  ImGui::PushID(dimension);
  ImGui::AlignTextToFramePadding();
  text(ui, ui.fonts.body, ui.palette.text, "latent " + std::to_string(dimension + 1));
  char words[160];
  std::snprintf(words, sizeof words,
                "One standard deviation moves the joints by %.1f cm on average. 90 %% of the data "
                "lie in the grey band. Double-click resets.",
                100.0 * about.effect_m);
  tooltip(ui, words);
  ImGui::SameLine(name_width + ImGui::GetStyle().WindowPadding.x);
  SliderInput input;
  input.value = has_value ? latent[dimension] : 0.0f;
  input.snap = 0.05f;
  input.data_low = static_cast<float>(about.low);
  input.data_high = static_cast<float>(about.high);
  const SliderEdit edit = track_slider(
      ui, "value", width - name_width - number_width - reset_width - ui.px(8.0f), input);
  ui.probe.add("latent:" + std::to_string(dimension), item_rect());
  ImGui::SameLine(0.0f, ui.px(4.0f));
  ImDrawList& list = *ImGui::GetWindowDrawList();
  const std::string number = signed_text(input.value) + "σ";
  const ImVec2 at = ImGui::GetCursorScreenPos();
  draw_text(list, ui.fonts.small,
            {at.x + number_width - text_size(ui.fonts.small, number).x,
             at.y + 0.5f * (ImGui::GetFrameHeight() - ui.fonts.small->FontSize)},
            ui.palette.text_dim, number);
  ImGui::Dummy({number_width, ImGui::GetFrameHeight()});
  ImGui::SameLine(0.0f, ui.px(2.0f));
  const bool is_reset_clicked =
      icon_button(ui, "reset_one", "close", reset_width, ButtonLook::kPlain);
  tooltip(ui, "Back to 0");
  ImGui::PopID();
  if (edit.is_reset || is_reset_clicked) {
    session.set_latent(dimension, 0.0f, app::Gesture::kCommit);
  } else if (edit.is_changed || edit.is_committed) {
    session.set_latent(dimension, edit.value,
                       edit.is_committed ? app::Gesture::kCommit : app::Gesture::kPreview);
  }
}

}  // namespace

void latent_panel(Ui& ui, UiState& state) {
  model_notice(ui);
  const app::Synthesiser& synthesiser = ui.session.synthesiser();
  const synthesis::ModelCard* card = synthesiser.card();
  if (card == nullptr) return;
  ImGui::BeginDisabled(!synthesiser.is_ready());
  status_line(ui);
  distance_line(ui);
  ImGui::Dummy({0.0f, ui.px(2.0f)});
  buttons(ui);
  section(ui, "By effect");
  const auto& order = synthesiser.dimensions_by_effect();
  const int count = static_cast<int>(order.size());
  const int shown = state.shows_all_latents ? count : std::min(kTopCount, count);
  for (int i = 0; i < shown; ++i) slider_row(ui, order[i], card->latent[order[i]]);
  if (count > kTopCount) {
    const std::string words = state.shows_all_latents
                                  ? "Show the top " + std::to_string(kTopCount)
                                  : "Show " + std::to_string(count - kTopCount) + " more";
    if (text_button(ui, "latent.more", words, ButtonLook::kPlain)) {
      state.shows_all_latents = !state.shows_all_latents;
    }
  }
  ImGui::EndDisabled();
}

}  // namespace kinemote::view
