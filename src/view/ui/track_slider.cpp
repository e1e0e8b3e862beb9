#include "view/ui/track_slider.h"

#include <algorithm>
#include <cmath>

#include "view/ui/imgui_compat.h"

namespace kinemote::view {

SliderEdit track_slider(const Ui& ui, const char* id, float width, const SliderInput& input) {
  SliderEdit edit;
  edit.value = input.value;
  const float height = ImGui::GetFrameHeight();
  const ImVec2 min = ImGui::GetCursorScreenPos();
  ImGui::InvisibleButton(id, {std::max(width, 1.0f), height});
  const ImGuiIO& io = ImGui::GetIO();
  const float inset = ui.px(8.0f);
  const float left = min.x + inset, length = std::max(width - 2 * inset, 1.0f);
  const auto at = [&](float value) {
    return left + (value - input.low) / (input.high - input.low) * length;
  };
  const float threshold = 0.5f * ImGui::GetIO().MouseDragThreshold;
  if (ImGui::IsItemActive() &&
      (ImGui::IsMouseDragging(ImGuiMouseButton_Left, threshold) || ImGui::IsItemActivated())) {
    const float share = (io.MousePos.x - left) / length;
    edit.value = std::clamp(input.low + share * (input.high - input.low), input.low, input.high);
    if (std::abs(edit.value) < input.snap) edit.value = 0.0f;
  }
  if (ImGui::IsItemDeactivated()) edit.is_committed = true;
  if (ImGui::IsItemHovered()) {
    if (ImGui::IsMouseDoubleClicked(ImGuiMouseButton_Left)) edit.is_reset = true;
    if (io.MouseWheel != 0.0f && io.KeyCtrl) {
      edit.value = std::clamp(input.value + 0.1f * io.MouseWheel, input.low, input.high);
      edit.is_committed = true;
    }
  }
  edit.is_changed = edit.value != input.value;

  ImDrawList& list = *ImGui::GetWindowDrawList();
  const float y = min.y + 0.5f * height, half = ui.px(3.0f);
  const bool is_outside = input.data_high > input.data_low &&
                          (edit.value < input.data_low || edit.value > input.data_high);
  list.AddRectFilled({left, y - half}, {left + length, y + half}, ui.palette.raised.packed(), half);
  if (input.data_high > input.data_low) {
    list.AddRectFilled({at(std::max(input.low, input.data_low)), y - half},
                       {at(std::min(input.high, input.data_high)), y + half},
                       ui.palette.raised_active.packed(), half);
  }
  const float zero = at(0.0f), now = at(edit.value);
  const Colour& fill = is_outside ? ui.palette.warning : ui.palette.accent;
  list.AddRectFilled({std::min(zero, now), y - half}, {std::max(zero, now), y + half},
                     fill.packed());
  list.AddLine({zero, y - ui.px(7.0f)}, {zero, y + ui.px(7.0f)}, ui.palette.control.packed());
  const bool is_hot = ImGui::IsItemHovered() || ImGui::IsItemActive();
  const float radius = ui.px(is_hot ? 8.0f : 7.0f);
  list.AddCircleFilled({now, y}, radius + ui.px(1.5f), ui.palette.panel.packed(), 24);
  list.AddCircleFilled({now, y}, radius, fill.packed(), 24);
  if (is_outside) {
    // Outside the data is also said by shape: a hollow thumb.
    list.AddCircleFilled({now, y}, radius - ui.px(3.0f), ui.palette.panel.packed(), 24);
  }
  return edit;
}

}  // namespace kinemote::view
