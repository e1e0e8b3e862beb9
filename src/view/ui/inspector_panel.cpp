#include "view/ui/inspector_panel.h"

#include "view/ui/compare_panel.h"
#include "view/ui/emotion_panel.h"
#include "view/ui/imgui_compat.h"
#include "view/ui/latent_panel.h"
#include "view/ui/motion_panel.h"

namespace kinemote::view {

void inspector_panel(Ui& ui, UiState& state, const Rect& rect) {
  begin_panel(ui, "inspector", rect, 14.0f, 8.0f);
  app::Layout& layout = ui.session.view().layout();
  int tab = static_cast<int>(layout.tab);
  if (segmented(ui, "inspector.tab", {"Emotion", "Latent", "Motion", "Compare"}, tab,
                ImGui::GetContentRegionAvail().x)) {
    layout.tab = static_cast<app::InspectorTab>(tab);
  }
  ImGui::Dummy({0.0f, ui.px(2.0f)});
  switch (layout.tab) {
    case app::InspectorTab::kEmotion:
      emotion_panel(ui, state);
      break;
    case app::InspectorTab::kLatent:
      latent_panel(ui, state);
      break;
    case app::InspectorTab::kMotion:
      motion_panel(ui);
      break;
    case app::InspectorTab::kCompare:
      compare_panel(ui);
      break;
  }
  end_panel();
}

void latent_cell(Ui& ui, UiState& state, const Rect& rect) {
  begin_panel(ui, "latents", rect, 14.0f, 8.0f);
  ImGui::AlignTextToFramePadding();
  text(ui, ui.fonts.strong, ui.palette.text, "Latent space");
  latent_panel(ui, state);
  end_panel();
}

}  // namespace kinemote::view
