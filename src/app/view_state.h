// What is shown and how: panels, workspaces, camera, theme. Not part of undo.
#pragma once

#include <array>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "app/export_job.h"
#include "app/film/film_pace.h"
#include "app/film/stage_film.h"
#include "app/guide.h"
#include "app/latent_names.h"
#include "app/map_look.h"
#include "app/preferences.h"
#include "app/stage_choice.h"
#include "view/render/colour_vision.h"
#include "view/render/scene.h"

namespace kinemote::app {

enum class Workspace { kExplore, kSynthesise, kPresent, kAnalyse, kCompare };
inline constexpr int kWorkspaceCount = 5;
/// In the order of bar, menu and keys.
inline constexpr std::array<Workspace, kWorkspaceCount> kWorkspaceOrder{
    Workspace::kExplore, Workspace::kCompare, Workspace::kSynthesise, Workspace::kAnalyse,
    Workspace::kPresent};
enum class InspectorTab { kEmotion, kLatent, kMotion, kCompare };
inline constexpr int kInspectorTabCount = 4;
enum class SecondCell { kNone, kMap, kLatent, kBones, kCorrelation, kRecognition };
inline constexpr int kSecondCellCount = 6;
/// What stands beside the map.
enum class MapDetail { kNone, kScores, kNear, kTree, kLabels, kStress };
inline constexpr int kMapDetailCount = 6;
/// What dragging on the map does.
enum class MapTool { kPan, kLasso, kRectangle, kBrush };

/// Names as on the command line: "explore", "emotion", "map".
std::string_view workspace_name(Workspace workspace);
std::string_view inspector_tab_name(InspectorTab tab);
std::string_view second_cell_name(SecondCell cell);
std::string_view map_detail_name(MapDetail detail);

/// Sizes in design pixels (at 1x), kept for each workspace.
struct Layout {
  static constexpr float kLibraryWidth = 280.0f, kInspectorWidth = 340.0f, kTimelineHeight = 188.0f,
                         kStageSplit = 0.54f;

  float library_width = kLibraryWidth;      // [180, 480]
  float inspector_width = kInspectorWidth;  // [260, 560]
  float timeline_height = kTimelineHeight;  // [72, 60 % of the window]
  float stage_split = kStageSplit;          // [0.2, 0.8]: the first cell's share
  bool shows_library = true, shows_inspector = true, shows_timeline = true;
  SecondCell second_cell = SecondCell::kMap;
  int cells = 1;  // views of the stage: 1, 2 or 4
  InspectorTab tab = InspectorTab::kEmotion;
  MapDetail map_detail = MapDetail::kNone;

  bool operator==(const Layout&) const = default;
};
Layout default_layout(Workspace workspace);

/// What the timeline draws over the motion.
struct LaneChoice {
  bool shows_curves = false;        // the chosen curves; else the few of a plain timeline
  std::vector<std::string> curves;  // ids of curve_catalogue(); empty: laban_curves()
  double window_s = 0.5;            // of Laban curves, [0.2, 10]
  bool shows_pad = false;           // emotion over time
  bool shows_pad_curve = false;     // the curve that is recorded at the pad, with its keys
  bool shows_recognition = false;   // what a recogniser takes it for
  bool shows_joints = false;        // and which joints it looks at; on the body as well
  float height = 0.0f;              // of the timeline with lanes, design pixels; 0: as they need

  bool operator==(const LaneChoice&) const = default;
};

/// Windows over the layout; at most one at a time.
enum class Overlay {
  kNone,
  kPalette,
  kHelp,
  kLog,
  kAbout,
  kExport,
  kOpenFile,
  kOpenFolder,
  kSaveBones,
  kLoadBones,
  kCurves,
  kMakeMotion,
  kRestyle,
  kTrain,
  kJudge,
  kTrainRecogniser,
  kOpenRecogniser,
  kGoTo,
  kBlind,
  kSaveSession,
  kRecover,
  kQuit,
  kLive,
  kMarkerName,
  kJobs,
  kPreferences,
  kHistory,
  kSaveSet,
  kCut,
  kRename
};

/// Of the window of preferences.
enum class PreferencesPage { kLooks, kHands, kKeys };

/// Wishes of commands to the interface, fulfilled and cleared by it in the next frame.
struct ViewRequests {
  std::string tour;  // a file, or "builtin"
  bool picture_of_view = false, picture_of_window = false;
  bool focus_search = false, full_screen = false;
  bool quit = false;          // without asking
  std::string copy_text;      // for the clipboard; "": nothing
  bool paste_camera = false;  // what the clipboard holds
  bool paste_latent = false;
  std::filesystem::path show_folder;  // in the desktop's file manager; empty: none
};

struct ViewState {
  view::Theme theme = view::Theme::kDark;
  double text_scale = 1.0;      // on top of the monitor's scale
  bool reduces_motion = false;  // no flights, no fades, no tour that begins by itself
  Preferences preferences;
  WindowPlace window;
  view::ColourVision seen_as = view::ColourVision::kFull;  // a preview: not kept
  std::vector<std::filesystem::path> recent;  // opened or saved last: see app/recent_files.h
  Guide guide;
  Workspace workspace = Workspace::kExplore;
  std::array<Layout, kWorkspaceCount> layouts{
      default_layout(Workspace::kExplore), default_layout(Workspace::kSynthesise),
      default_layout(Workspace::kPresent), default_layout(Workspace::kAnalyse),
      default_layout(Workspace::kCompare)};
  bool hides_panels = false;   // H: the stage alone
  bool keyboard_mode = false;  // F6: ImGui's keyboard navigation

  view::Camera camera;
  bool follows = true;
  std::string follow_joint;  // by its name, of the leading figure; "": its hips
  bool shows_trails = false;
  bool shows_contacts = true;
  bool shows_import = false;       // the banner that says how the file was read
  bool edits_import = false;       // with its choices unfolded
  int highlighted_bone = -1;       // joint of the canonical skeleton that is pointed at
  bool is_camera_touched = false;  // the user moved it: no automatic framing any more

  StageChoice stage;                                // ghosts, trails, cells, comparing
  bool is_swapped = false;                          // A and B change places, while a button is held
  bool edits_ghosts = false, edits_trails = false;  // their settings are unfolded
  bool edits_follow = false;                        // which joint is followed, likewise
  bool is_over_stage = false;                       // the pointer, in the last frame
  bool is_over_latents = false;
  bool wants_frames = false;  // something small moves or waits in the interface: set by each frame

  LaneChoice lanes;  // of the timeline, in every workspace

  MapTool map_tool = MapTool::kPan;
  static constexpr float kThinnestBrush = 4.0f, kWidestBrush = 200.0f;
  float map_brush = 24.0f;                        // its radius, design pixels, within these
  std::optional<std::array<float, 2>> map_place;  // where the pointer was over the map last
  bool edits_map = false;                         // the choices of the map are unfolded
  MapLook map_look;

  LatentNames latent_names;

  ExportSettings export_settings;   // as last used
  StageFilmSettings film_settings;  // likewise, of pictures and films
  FilmPace film_pace;               // how films went on this machine

  Overlay overlay = Overlay::kNone;
  PreferencesPage preferences_page = PreferencesPage::kLooks;
  std::filesystem::path sought;  // a recent file that is gone, while it is being located; empty
  ViewRequests requests;
  bool records_view = false;  // a film of what is shown, until it is false again

  Layout& layout() { return layouts[static_cast<int>(workspace)]; }
  const Layout& layout() const { return layouts[static_cast<int>(workspace)]; }
};

}  // namespace kinemote::app
