#include "view/ui/readout_panel.h"

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <cstdlib>

#include "view/ui/imgui_compat.h"
#include "view/ui/pad_widget.h"
#include "view/ui/plausibility_panel.h"
#include "view/ui/recognised_bars.h"

namespace kinemote::view {

namespace {

void measured_pad(Ui& ui, const app::Measures& measures) {
  const auto& affect = ui.session.readings().reader().model;
  if (!measures.pad || !affect) return;
  char error[32];
  const double mae = (affect->pad_mae[0] + affect->pad_mae[1] + affect->pad_mae[2]) / 3.0;
  std::snprintf(error, sizeof error, "±%.2f", mae);
  const analysis::Pad& pad = *measures.pad;
  text(ui, ui.fonts.body, ui.palette.text,
       "P " + signed_text(pad.pleasure) + "  A " + signed_text(pad.arousal) + "  D " +
           signed_text(pad.dominance) + "  " + error);
  tooltip(ui,
          "Emotion regressed from the motion itself, with the regressor's mean error on motions it "
          "was not fitted to. The hollow ring in the pad.");
  if (const auto word = analysis::nearest_word(pad, ui.session.words())) {
    text_clipped(ui, ui.fonts.small, ui.palette.text_dim, "the model's guess: " + word->word,
                 ImGui::GetContentRegionAvail().x);
    tooltip(ui, "The nearest word to what the movement looks like, not what a person feels.");
  }
}

/// Three figures with a minus sign proper, and no "-0.00".
std::string plain_number(double value) {
  char text[24];
  const double size = std::abs(value);
  std::snprintf(text, sizeof text, size >= 100.0 ? "%.0f" : size >= 10.0 ? "%.1f" : "%.2f", size);
  return (value < 0.0 && std::strtod(text, nullptr) > 0.0 ? "−" : "") + std::string(text);
}

/// One feature: name, a scale of +-2.5 standard deviations of the data with measured dot and target
/// diamond, measured number.
void feature_row(Ui& ui, const app::ReadoutFeature& feature, double value, double target,
                 bool has_target, double mean, double sd) {
  ImDrawList& list = *ImGui::GetWindowDrawList();
  const float height = ui.px(20.0f), width = ImGui::GetContentRegionAvail().x;
  const ImVec2 min = ImGui::GetCursorScreenPos();
  ImGui::Dummy({width, height});
  const float name_width = ui.px(132.0f), number_width = ui.px(44.0f);
  const float left = min.x + name_width;
  const float right = min.x + width - number_width - ui.px(10.0f);
  const float y = min.y + 0.5f * height;
  draw_text(list, ui.fonts.small, {min.x, y - 0.5f * ui.fonts.small->FontSize}, ui.palette.text_dim,
            ellipsized(ui.fonts.small, feature.label, name_width));
  const auto at = [&](double v) {
    const double sigmas = std::clamp((v - mean) / sd, -2.5, 2.5);
    return left + static_cast<float>((sigmas + 2.5) / 5.0) * (right - left);
  };
  list.AddLine({left, y}, {right, y}, ui.palette.raised_active.packed(), ui.px(3.0f));
  const float middle = at(mean);
  list.AddLine({middle, y - ui.px(5.0f)}, {middle, y + ui.px(5.0f)}, ui.palette.control.packed());
  if (has_target) {
    const float x = at(target), r = ui.px(5.5f);
    list.AddLine({x, y}, {at(value), y}, ui.palette.accent.with_alpha(0.5f).packed(), ui.px(3.0f));
    list.AddQuad({x, y - r}, {x + r, y}, {x, y + r}, {x - r, y}, ui.palette.warning.packed(),
                 ui.px(1.8f));
  }
  list.AddCircleFilled({at(value), y}, ui.px(4.5f), ui.palette.accent.packed(), 16);
  const std::string number = plain_number(value);
  const float digits = digits_width(ui.fonts.small, number);
  draw_digits(list, ui.fonts.small, {min.x + width - digits, y - 0.5f * ui.fonts.small->FontSize},
              ui.palette.text, number);
  std::string words = feature.tooltip;
  if (has_target) {
    char more[80];
    std::snprintf(more, sizeof more, " Measured %.3g, regressed from the chosen PAD %.3g.", value,
                  target);
    words += more;
  }
  tooltip(ui, words);
}

void legend(Ui& ui, bool has_target) {
  ImDrawList& list = *ImGui::GetWindowDrawList();
  const ImVec2 min = ImGui::GetCursorScreenPos();
  ImGui::Dummy({ImGui::GetContentRegionAvail().x, ui.px(20.0f)});
  const float y = min.y + ui.px(9.0f), r = ui.px(5.5f);
  float x = min.x + ui.px(5.0f);
  list.AddCircleFilled({x, y}, ui.px(4.5f), ui.palette.accent.packed(), 16);
  x += ui.px(10.0f);
  const float text_y = y - 0.5f * ui.fonts.small->FontSize;
  draw_text(list, ui.fonts.small, {x, text_y}, ui.palette.text_dim, "measured");
  x += text_size(ui.fonts.small, "measured").x + ui.px(18.0f);
  if (has_target) {
    list.AddQuad({x, y - r}, {x + r, y}, {x, y + r}, {x - r, y}, ui.palette.warning.packed(),
                 ui.px(1.8f));
    draw_text(list, ui.fonts.small, {x + ui.px(10.0f), text_y}, ui.palette.text_dim,
              "target of this PAD");
  }
}

void features(Ui& ui, const app::Measures& measures) {
  const app::Synthesiser& synthesiser = ui.session.synthesiser();
  const auto& affect = ui.session.readings().reader().model;
  if (!affect || measures.features.size() != affect->feature_names.size()) return;
  const app::StudioDocument& document = ui.session.document();
  const std::vector<double> targets =
      synthesiser.card() == nullptr
          ? std::vector<double>{}
          : synthesiser.card()->target_features(document.pad,
                                                synthesiser.content_index(document.content));
  const auto& names = affect->feature_names;
  const bool has_target = targets.size() == names.size();
  ImGui::PushStyleVar(ImGuiStyleVar_ItemSpacing, {ui.px(8.0f), ui.px(2.0f)});
  legend(ui, has_target);
  const auto& scaling = affect->features_from_pad;
  for (const app::ReadoutFeature& feature : app::readout_features()) {
    const auto it = std::find(names.begin(), names.end(), feature.name);
    if (it == names.end()) continue;
    const auto i = it - names.begin();
    const double mean = i < scaling.output_mean.size() ? scaling.output_mean[i] : 0.0;
    const double sd =
        i < scaling.output_scale.size() ? std::max(1e-9, scaling.output_scale[i]) : 1.0;
    feature_row(ui, feature, measures.features[i], has_target ? targets[i] : 0.0, has_target, mean,
                sd);
  }
  ImGui::PopStyleVar();
}

}  // namespace

void readout_panel(Ui& ui) {
  const app::PlayablePtr& motion = ui.session.player().motion();
  if (!motion) return;
  recognised_bars(ui);
  section(ui, "Measured on this motion");
  const auto& measures = ui.session.measures();
  if (measures) {
    measured_pad(ui, *measures);
    features(ui, *measures);
    if (!measures->error.empty()) {
      text_wrapped(ui, ui.fonts.small, ui.palette.text_dim, measures->error);
    } else if (!ui.session.readings().reader().model) {
      text_wrapped(ui, ui.fonts.small, ui.palette.text_dim,
                   "Emotion and its targets are measured by a model.");
    }
  } else {
    text(ui, ui.fonts.small, ui.palette.text_faint, "Measuring…");
  }
  if (measures && measures->plausibility) plausibility_panel(ui, *measures->plausibility);
}

}  // namespace kinemote::view
