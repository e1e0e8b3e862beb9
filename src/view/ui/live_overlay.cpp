#include "view/ui/live_overlay.h"

#include "view/ui/imgui_compat.h"
#include "view/ui/ui.h"

namespace kinemote::view {

namespace {

constexpr float kColumn = 108.0f;

bool text_row(Ui& ui, const char* name, const char* id, const char* hint, std::string& value) {
  form_label(ui, name, ui.px(kColumn));
  ImGui::SetNextItemWidth(-1.0f);
  const bool is_entered =
      ImGui::InputTextWithHint(id, hint, &value, ImGuiInputTextFlags_EnterReturnsTrue);
  ui.probe.add(std::string("live.") + (id + 2), item_rect());
  return is_entered;
}

}  // namespace

void live_overlay(Ui& ui, LiveDialog& dialog, bool is_new) {
  if (is_new) {
    dialog.error.clear();
    ImGui::SetKeyboardFocusHere();
  }
  bool is_entered = text_row(ui, "Source", "##source", "udp:9000", dialog.source);
  form_label(ui, "", ui.px(kColumn));
  text_wrapped(ui, ui.fonts.small, ui.palette.text_faint,
               "udp:9000 takes packets of this computer alone; udp:0.0.0.0:9000 of everybody who "
               "reaches it; stdin reads lines that are piped in.");
  is_entered |= text_row(ui, "Recogniser", "##recogniser", "none: pleasure, arousal, dominance",
                         dialog.recogniser);
  form_label(ui, "", ui.px(kColumn));
  text_wrapped(ui, ui.fonts.small, ui.palette.text_faint,
               "A file of “kinemote train recogniser” (.krec) that names what is seen.");
  if (!dialog.error.empty()) text_wrapped(ui, ui.fonts.body, ui.palette.error, dialog.error);
  ImGui::Dummy({0.0f, ui.px(4.0f)});
  const bool is_clicked =
      text_button(ui, "live.listen", "Listen", ButtonLook::kPrimary, ui.px(120.0f));
  ImGui::SameLine();
  if (text_button(ui, "live.cancel", "Cancel", ButtonLook::kRaised, ui.px(120.0f))) {
    ui.session.view().overlay = app::Overlay::kNone;
  }
  if (!is_clicked && !is_entered) return;
  if (const Status s = ui.session.open_live(dialog.source, dialog.recogniser); !s) {
    dialog.error = s.error().message;
    return;
  }
  ui.session.view().overlay = app::Overlay::kNone;
}

}  // namespace kinemote::view
