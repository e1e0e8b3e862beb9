#include "view/ui/motion_panel.h"

#include <cstdio>

#include "view/ui/imgui_compat.h"
#include "view/ui/pad_widget.h"
#include "view/ui/readout_panel.h"

namespace kinemote::view {

namespace {

void fact(Ui& ui, const char* name, const std::string& value) {
  if (value.empty()) return;
  const float name_width = ui.px(96.0f);
  const float left = ImGui::GetCursorPosX();
  text(ui, ui.fonts.small, ui.palette.text_faint, name);
  ImGui::SameLine(left + name_width);
  ImGui::PushTextWrapPos(0.0f);
  text(ui, ui.fonts.small, ui.palette.text, value);
  ImGui::PopTextWrapPos();
}

std::string number(const char* format, double value) {
  char text[48];
  std::snprintf(text, sizeof text, format, value);
  return text;
}

void library_facts(Ui& ui, int index) {
  const app::LibraryEntry& entry = ui.session.library().entries()[index];
  fact(ui, "label", entry.label);
  fact(ui, "content", entry.content);
  if (entry.pad) {
    fact(ui, "PAD",
         "P " + signed_text(entry.pad->pleasure) + "  A " + signed_text(entry.pad->arousal) +
             "  D " + signed_text(entry.pad->dominance));
  }
  fact(ui, "file", entry.path.string());
}

void model_facts(Ui& ui) {
  const synthesis::ModelCard* card = ui.session.synthesiser().card();
  if (card == nullptr) return;
  section(ui, "Model");
  fact(ui, "name", card->name);
  fact(ui, "latents", std::to_string(card->latent_dim()));
  int active = 0;
  for (const synthesis::LatentDimension& dimension : card->latent) {
    active += dimension.kl_nats > 0.01 ? 1 : 0;
  }
  fact(ui, "active", std::to_string(active) + " (more than 0.01 nats)");
  fact(ui, "window",
       number("%.1f s", card->layout.frame_count / card->layout.fps) + " at " +
           number("%.0f fps", card->layout.fps));
  fact(ui, "settings", card->settings_hash);
}

}  // namespace

void motion_panel(Ui& ui) {
  const app::Session& session = ui.session;
  const app::PlayablePtr& motion = session.player().motion();
  if (!motion) {
    text_wrapped(ui, ui.fonts.body, ui.palette.text_dim,
                 "No motion on the stage. Choose one in the library.");
    model_facts(ui);
    return;
  }
  section(ui, "Motion");
  fact(ui, "name", session.title());
  fact(ui, "from", motion->origin);
  fact(ui, "length",
       number("%.2f s", motion->duration_s()) + ", " + std::to_string(motion->clip.frame_count) +
           " frames at " + number("%.3g fps", motion->clip.fps()));
  fact(ui, "skeleton",
       std::to_string(motion->clip.joint_count()) + " joints, " +
           number("%.2f m tall", motion->height_m));
  fact(ui, "unit", motion->unit_note);
  fact(ui, "axes", "metres, Y up, Z forward");
  if (const int index = session.current_entry(); index >= 0 && !session.document().is_generated) {
    library_facts(ui, index);
  }
  for (const std::string& warning : motion->warnings) {
    text_wrapped(ui, ui.fonts.small, ui.palette.warning, warning);
  }
  ImGui::Dummy({0.0f, ui.px(4.0f)});
  command_text_button(ui, "file.export", ButtonLook::kRaised, -1.0f);
  readout_panel(ui);
  model_facts(ui);
}

}  // namespace kinemote::view
