#include "app/view_state.h"

namespace kinemote::app {

std::string_view workspace_name(Workspace workspace) {
  constexpr std::array<std::string_view, kWorkspaceCount> names{"explore", "synthesise", "present"};
  return names[static_cast<int>(workspace)];
}

std::string_view inspector_tab_name(InspectorTab tab) {
  constexpr std::array<std::string_view, 3> names{"emotion", "latent", "motion"};
  return names[static_cast<int>(tab)];
}

std::string_view second_cell_name(SecondCell cell) {
  constexpr std::array<std::string_view, 4> names{"none", "map", "latent", "bones"};
  return names[static_cast<int>(cell)];
}

Layout default_layout(Workspace workspace) {
  Layout layout;
  switch (workspace) {
    case Workspace::kExplore:
      break;
    case Workspace::kSynthesise:
      layout.second_cell = SecondCell::kLatent;
      layout.stage_split = 0.62f;
      layout.timeline_height = 130.0f;
      break;
    case Workspace::kPresent:
      layout.second_cell = SecondCell::kNone;
      layout.shows_library = layout.shows_inspector = false;
      layout.timeline_height = 84.0f;
      break;
  }
  return layout;
}

}  // namespace kinemote::app
