#include "app/view_state.h"

namespace kinemote::app {

std::string_view workspace_name(Workspace workspace) {
  constexpr std::array<std::string_view, kWorkspaceCount> names{"explore", "synthesise", "present",
                                                              "analyse", "compare"};
  return names[static_cast<int>(workspace)];
}

std::string_view inspector_tab_name(InspectorTab tab) {
  constexpr std::array<std::string_view, kInspectorTabCount> names{"emotion", "latent", "motion",
                                                                   "compare"};
  return names[static_cast<int>(tab)];
}

std::string_view second_cell_name(SecondCell cell) {
  constexpr std::array<std::string_view, kSecondCellCount> names{"none", "map", "latent", "bones",
                                                                 "correlation", "recognition"};
  return names[static_cast<int>(cell)];
}

std::string_view map_detail_name(MapDetail detail) {
  constexpr std::array<std::string_view, kMapDetailCount> names{"none", "scores", "near",
                                                                "tree", "labels", "stress"};
  return names[static_cast<int>(detail)];
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
    case Workspace::kAnalyse:
      layout.shows_inspector = false;
      layout.stage_split = 0.32f;
      layout.timeline_height = 84.0f;
      layout.map_detail = MapDetail::kScores;
      break;
    case Workspace::kCompare:
      layout.second_cell = SecondCell::kNone;
      layout.cells = 2;
      layout.timeline_height = 236.0f;
      layout.tab = InspectorTab::kCompare;
      break;
  }
  return layout;
}

}  // namespace kinemote::app
