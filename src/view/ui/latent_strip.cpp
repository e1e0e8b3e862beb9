#include "view/ui/latent_strip.h"

#include <array>

#include "view/ui/imgui_compat.h"
#include "view/ui/stick_figure.h"

namespace kinemote::view {

namespace {

constexpr double kWait_s = 0.25;
constexpr int kPoses = 6;
constexpr std::array<const char*, 3> kRows{"−2σ", "0", "+2σ"};

}  // namespace

bool wants_strip(const Ui& ui, UiState& state, const std::string& slider, bool is_hovered) {
  if (!is_hovered) return false;
  const int frame = ImGui::GetFrameCount();
  if (state.hovered_slider != slider || state.hovered_slider_frame + 1 < frame) {
    state.hovered_slider = slider;
    state.hovered_slider_s = 0.0;
  }
  state.hovered_slider_frame = frame;
  state.hovered_slider_s += ui.elapsed_s;
  return state.hovered_slider_s >= kWait_s && !ImGui::IsMouseDown(ImGuiMouseButton_Left);
}

void strip_tooltip(const Ui& ui, const std::string& heading) {
  const app::SideMotions& strip = ui.session.latent_bench().strip();
  const float row = ui.px(76.0f), pose = ui.px(50.0f), label = ui.px(34.0f);
  ImGui::BeginTooltip();
  ImGui::PushTextWrapPos(label + kPoses * pose);
  text(ui, ui.fonts.small, ui.palette.text_dim, heading);
  ImGui::PopTextWrapPos();
  const ImVec2 at = ImGui::GetCursorScreenPos();
  ImGui::Dummy({label + kPoses * pose, kRows.size() * row});
  ui.probe.add("latent.strip", item_rect());
  ImDrawList& list = *ImGui::GetWindowDrawList();
  for (size_t r = 0; r < kRows.size(); ++r) {
    const float top = at.y + static_cast<float>(r) * row;
    const Rect band{at.x, top, label + kPoses * pose, row};
    if (r > 0) {
      list.AddLine(top_left(band), {band.right(), top}, ui.palette.line.packed());
    }
    const bool is_there = r < strip.motions.size() && strip.motions[r];
    const ImVec2 size = text_size(ui.fonts.small, kRows[r]);
    draw_text(list, ui.fonts.small, {at.x, top + 0.5f * (row - size.y)}, ui.palette.text_dim,
              kRows[r]);
    if (!is_there) {
      const std::string words = strip.motions.empty() ? "…" : "cannot be made";
      draw_text(list, ui.fonts.small, {at.x + label, top + 0.5f * (row - size.y)},
                ui.palette.text_faint, words);
      continue;
    }
    for (int i = 0; i < kPoses; ++i) {
      const Rect cell{at.x + label + static_cast<float>(i) * pose, top + ui.px(4.0f), pose,
                      row - ui.px(8.0f)};
      draw_stick_figure(ui, list, cell, *strip.motions[r],
                        strip_frame(*strip.motions[r], i, kPoses));
    }
  }
  ImGui::EndTooltip();
}

}  // namespace kinemote::view
