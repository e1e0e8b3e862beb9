#include "view/ui/model_notice.h"

#include "view/ui/icons.h"
#include "view/ui/imgui_compat.h"

namespace kinemote::view {

void model_notice(Ui& ui) {
  const app::Synthesiser& synthesiser = ui.session.synthesiser();
  using State = app::Synthesiser::State;
  if (synthesiser.state() == State::kReady) return;
  const bool is_coming =
      synthesiser.state() == State::kReading || synthesiser.state() == State::kStarting;
  ImDrawList& list = *ImGui::GetWindowDrawList();
  list.ChannelsSplit(2);
  list.ChannelsSetCurrent(1);
  const float padding = ui.px(10.0f), width = ImGui::GetContentRegionAvail().x;
  const ImVec2 min = ImGui::GetCursorScreenPos();
  ImGui::SetCursorScreenPos({min.x + padding, min.y + ui.px(8.0f)});
  ImGui::BeginGroup();
  ImGui::PushTextWrapPos(ImGui::GetCursorPosX() + width - 2 * padding);
  text(ui, ui.fonts.small, is_coming ? ui.palette.text_dim : ui.palette.warning,
       std::string(icon(is_coming ? "info" : "warning")) + "  " + synthesiser.reason());
  if (!is_coming) {
    text(ui, ui.fonts.small, ui.palette.text_dim,
         "Train one of your own motions, or start the studio with a file:");
    ImGui::PopTextWrapPos();
    ImGui::Dummy({0.0f, ui.px(2.0f)});
    const float button = width - 2 * padding;
    command_text_button(ui, "model.train", ButtonLook::kRaised, button);
    if (text_button(ui, "model.copy_line", "Copy “kinemote studio --model FILE”",
                    ButtonLook::kRaised, button)) {
      ui.session.view().requests.copy_text = "kinemote studio --model FILE";
    }
  } else {
    ImGui::PopTextWrapPos();
  }
  ImGui::EndGroup();
  const float bottom = ImGui::GetItemRectMax().y + ui.px(8.0f);
  list.ChannelsSetCurrent(0);
  list.AddRectFilled(min, {min.x + width, bottom}, ui.palette.raised.packed(), ui.px(6.0f));
  list.ChannelsMerge();
  ImGui::SetCursorScreenPos({min.x, bottom + ui.px(6.0f)});
}

}  // namespace kinemote::view
