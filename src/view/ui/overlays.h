// Windows over the layout: command palette, help, messages, jobs, about, export, opening, go to. At
// most one at a time; Esc closes it.
#pragma once

#include "view/ui/export_forms.h"
#include "view/ui/ui.h"
#include "view/ui/ui_state.h"

namespace kinemote::view {

/// Draws what session.view().overlay asks for, over a window of a size in pixels.
void overlays(Ui& ui, UiState& state, FilmDialog& films, float window_width, float window_height);

// Contents of the overlays, each in the current window.
void palette_overlay(Ui& ui, UiState& state);
void help_overlay(Ui& ui, UiState& state);
void log_overlay(Ui& ui);
void about_overlay(Ui& ui);
void go_to_overlay(Ui& ui, UiState& state);
void jobs_overlay(Ui& ui, UiState& state);
void history_overlay(Ui& ui, UiState& state);
void rename_overlay(Ui& ui, UiState& state);

}  // namespace kinemote::view
