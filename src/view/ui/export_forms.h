// The export dialog with all that can be written: motion files, pictures and films of the stage,
// features, the map.
#pragma once

#include "app/film/stage_film.h"
#include "view/ui/export_overlay.h"
#include "view/ui/film_preview.h"

namespace kinemote::view {

/// What the dialog remembers of everything that is no motion file.
struct FilmDialog {
  app::StageFilmSettings film;  // what is written, and how, where it is drawn
  int feature_set = 0;          // of exported_feature_sets()
  app::ExportRange feature_range = app::ExportRange::kWhole;
  double feature_first_s = 0.0, feature_last_s = 1.0;
  bool only_selected = false;  // of the map's points
  int map_choice = 0;          // of the maps that the dialog offers
  FilmPreview preview;
  bool wants_window_picture = false;  // as soon as the dialog is gone
};

/// Into the current window; `is_new` in the frame in which it opened.
void export_everything_overlay(Ui& ui, ExportDialog& dialog, FilmDialog& films, bool is_new);

/// Width of the column of names, design pixels.
inline constexpr float kExportColumn = 108.0f;

/// What is there to be chosen when the dialog opens.
void begin_export_dialog(Ui& ui, ExportDialog& dialog);
/// Which motions are written.
void export_scope_row(Ui& ui, ExportDialog& dialog);
/// Pictures and films of the stage.
void film_form(Ui& ui, ExportDialog& dialog, FilmDialog& films, bool is_new);
/// Features of motions as a table.
void feature_form(Ui& ui, ExportDialog& dialog, FilmDialog& films);
/// The window as a picture, and the session with its motions in a folder.
void window_form(Ui& ui, FilmDialog& films);
void session_form(Ui& ui, ExportDialog& dialog);
/// Figures and tables of the map.
void map_form(Ui& ui, FilmDialog& films);
/// The row of buttons at the end; true when Export was clicked. `reason`: why it cannot be, "" if
/// it can.
bool export_buttons(Ui& ui, const std::string& reason);

}  // namespace kinemote::view
