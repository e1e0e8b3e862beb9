// What the interface remembers between frames and nobody else needs.
#pragma once

#include <array>
#include <optional>
#include <string>
#include <vector>

#include "app/key_chord.h"
#include "view/ui/blind_panel.h"
#include "view/ui/curve_plot.h"
#include "view/ui/export_overlay.h"
#include "view/ui/file_browser.h"
#include "view/ui/live_overlay.h"
#include "view/ui/make_overlay.h"
#include "view/ui/model_overlays.h"
#include "view/ui/motion_tip.h"
#include "view/ui/pad_widget.h"
#include "view/ui/preferences_overlay.h"
#include "view/ui/recogniser_overlay.h"
#include "view/ui/scatter_widget.h"
#include "view/ui/session_overlays.h"
#include "view/ui/set_menu.h"
#include "view/ui/time_axis.h"
#include "view/ui/track_drag.h"

namespace kinemote::view {

struct UiState {
  // Library
  std::string search;
  bool shows_all_chips = false;
  int scrolled_to_entry = -1;  // the entry that the list has brought into view
  int library_anchor = -1;     // entry from which Shift selects
  // Map
  ScatterView map_view;
  int map_hovered = -1;                // point under the pointer
  int library_hovered = -1;            // entry under the pointer
  std::array<size_t, 2> map_fitted{};  // layout of the map and clips placed that map_view fits
  std::vector<ScatterPoint> map_points;
  std::vector<size_t> map_points_of;  // what map_points were made of
  std::string map_selection_words;    // made with them
  std::vector<int> map_highlight;     // points that a detail points at
  bool map_choices_open = false;
  bool map_cuts_tree = false;         // the line of the tree is being dragged
  int map_menu_point = -1;            // that the context menu is about; -1: an empty place
  std::vector<int> map_painted;       // points that the brush has touched since it was put down
  std::optional<MapClick> map_click;  // on an empty place, until it can be no double click
  MotionTip motion_tip;               // the moving figure beside what is pointed at
  SetDialog set_dialog;
  // Cards over the stage
  float import_height = 0.0f, loading_height = 0.0f,
        live_height = 0.0f;  // pixels, of the last frame
  bool shows_import_notes = false;
  bool ghosts_open = false, trails_open = false, follow_open = false;  // their settings
  // Timeline
  TrackDrag track_drag;  // of a bar
  CutForm cut_form;      // its numbers
  std::string marker_text;
  int pad_key = -1, pad_key_axis = 0;  // of the PAD curve, while it is dragged
  TimeAxis timeline{0.0, 0.0, 0.0f, 1.0f};
  double timeline_duration_s = -1.0;
  double range_anchor_s = 0.0;
  CurveCache curve_cache;
  float lane_scroll = 0.0f;  // pixels that the lanes are moved up
  std::string curve_query;
  // Emotion
  std::vector<PadTrailPoint> pad_trail;
  bool pad_has_focus = false;
  // Latents
  bool shows_all_latents = false, shows_all_components = false;
  std::string latent_name;        // as it is being typed
  std::string hovered_slider;     // by its probe name
  double hovered_slider_s = 0.0;  // for how long
  int hovered_slider_frame = -1;  // the last frame in which it was
  // Overlays
  std::string palette_query;
  int palette_chosen = 0;
  std::string help_query;
  uint64_t jobs_chosen = 0;  // in the list of jobs
  std::string go_to_text, go_to_error;
  std::string rename_id, rename_text, rename_error;  // of a motion that was made here
  ExportDialog export_dialog;
  MakeDialog make_dialog;
  RestyleDialog restyle_dialog;
  TrainDialog train_dialog;
  JudgeDialog judge_dialog;
  SessionDialog session_dialog;
  PreferencesDialog preferences_dialog;
  int history_chosen = 0;  // in the list of steps
  BlindDialog blind_dialog;
  LiveDialog live_dialog;
  RecogniserDialog recogniser_dialog;
  int recognition_tab = 0;  // of the recognition cell: clips, classes, training
  std::string bone_path, bone_error;
  FileBrowser browser;
  uint64_t held_message = 0;    // toast under the pointer
  bool overlay_is_new = false;  // it opened in this frame
  int overlay_frames = 0;       // drawn so far
  // Keys pressed in this frame that no command took.
  std::vector<app::KeyChord> keys;
};

}  // namespace kinemote::view
