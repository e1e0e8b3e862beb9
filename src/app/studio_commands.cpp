#include "app/studio_commands.h"

#include <algorithm>
#include <cmath>

#include "motion/core/contacts.h"

namespace kinemote::app {

namespace {

/// Adds commands of one menu; remembers the first mistake.
class Menu {
 public:
  Menu(CommandRegistry& registry, Status& status, std::string name)
      : registry_(registry), status_(status), name_(std::move(name)) {}

  void add(StudioCommand command) {
    command.menu = name_;
    Status added = registry_.add(std::move(command));
    if (!added && status_) status_ = added;
  }

 private:
  CommandRegistry& registry_;
  Status& status_;
  std::string name_;
};

void open_overlay(Session& session, Overlay overlay) {
  ViewState& view = session.view();
  view.overlay = view.overlay == overlay ? Overlay::kNone : overlay;
}

std::string no_motion_reason(const Session& session) {
  return session.player().motion() ? "" : "There is no motion on the stage.";
}

void add_file_commands(Menu menu, Session& s) {
  menu.add({.id = "file.open",
            .label = "Open motions…",
            .tooltip = "Adds motion files to the library.",
            .keys = {"Ctrl+O"},
            .icon = "folder-open",
            .synonyms = "load import file bvh fbx glb c3d keypoints",
            .run = [&s] { open_overlay(s, Overlay::kOpenFile); }});
  menu.add({.id = "file.open_folder",
            .label = "Open a folder…",
            .tooltip = "Makes a folder of motions the library and maps it.",
            .keys = {"Ctrl+Shift+O"},
            .icon = "folder",
            .synonyms = "load import data set directory",
            .run = [&s] { open_overlay(s, Overlay::kOpenFolder); }});
  menu.add({.id = "file.open_builtin",
            .label = "Open the built-in corpus",
            .tooltip = "Makes the program's own motions the library.",
            .icon = "cubes",
            .synonyms = "sample demo procedural",
            .run = [&s] { s.open_builtin(); }});
  menu.add({.id = "file.forget_recent",
            .label = "Forget recent files",
            .tooltip = "Empties the list of what was opened last.",
            .submenu = "Open recent",
            .synonyms = "clear history",
            .run = [&s] { s.view().recent.clear(); },
            .disabled_reason =
                [&s] { return s.view().recent.empty() ? "Nothing was opened yet." : ""; }});
  menu.add({.id = "file.export",
            .label = "Export…",
            .tooltip = "Writes the motion on the stage, or several of the library, for other "
                       "programs.",
            .keys = {"Ctrl+E"},
            .icon = "export",
            .synonyms = "save bvh fbx glb csv write convert",
            .run = [&s] { open_overlay(s, Overlay::kExport); },
            .disabled_reason = [&s] { return no_motion_reason(s); }});
  menu.add({.id = "file.reading",
            .label = "How the file was read",
            .tooltip = "Shows unit, axes and notes of the file on the stage, to be changed there.",
            .icon = "info",
            .synonyms = "import banner unit scale up axis facing t-pose warnings",
            .run = [&s] { s.view().shows_import = !s.view().shows_import; },
            .disabled_reason =
                [&s] {
                  return s.import_info() == nullptr ? "No file holds the motion on the stage." : "";
                },
            .is_on = [&s] { return s.view().shows_import; }});
  menu.add({.id = "file.picture",
            .label = "Picture of the view",
            .tooltip = "Writes the 3-D view as PNG at twice its size.",
            .keys = {"F12"},
            .icon = "camera",
            .synonyms = "screenshot snapshot png image",
            .run = [&s] { s.view().requests.picture_of_view = true; },
            .disabled_reason = [&s] { return no_motion_reason(s); }});
  menu.add({.id = "file.window_picture",
            .label = "Picture of the window",
            .tooltip = "Writes the whole window as PNG.",
            .keys = {"Shift+F12"},
            .icon = "picture",
            .synonyms = "screenshot snapshot png image",
            .run = [&s] { s.view().requests.picture_of_window = true; }});
  menu.add({.id = "file.record_view",
            .label = "Record the view",
            .tooltip = "Films the 3-D view until it is pressed again, into the working folder.",
            .keys = {"Ctrl+F12"},
            .icon = "film",
            .synonyms = "video screencast capture recording mp4 movie",
            .run = [&s] { s.view().records_view = !s.view().records_view; },
            .disabled_reason = [&s] { return no_motion_reason(s); },
            .is_on = [&s] { return s.view().records_view; }});
}

void add_edit_commands(Menu menu, Session& s) {
  menu.add({.id = "edit.undo",
            .label = "Undo",
            .tooltip = "Takes back the last change of clip, pad, content or latents.",
            .keys = {"Ctrl+Z"},
            .icon = "undo",
            .run = [&s] { s.undo(); },
            .disabled_reason =
                [&s] { return s.history().can_undo() ? "" : "There is nothing to undo."; }});
  menu.add({.id = "edit.redo",
            .label = "Redo",
            .tooltip = "Does the undone change again.",
            .keys = {"Ctrl+Shift+Z", "Ctrl+Y"},
            .icon = "redo",
            .run = [&s] { s.redo(); },
            .disabled_reason =
                [&s] { return s.history().can_redo() ? "" : "There is nothing to redo."; }});
  menu.add({.id = "edit.history",
            .label = "History…",
            .tooltip = "Lists every step that can be undone or done again; a click goes there.",
            .icon = "history",
            .synonyms = "undo steps list back",
            .run = [&s] { open_overlay(s, Overlay::kHistory); },
            .disabled_reason =
                [&s] { return s.history().step_count() > 0 ? "" : "Nothing was changed yet."; }});
  menu.add({.id = "edit.search",
            .label = "Search the library",
            .tooltip = "Puts the cursor into the library's search field.",
            .keys = {"Ctrl+F"},
            .icon = "search",
            .synonyms = "find filter",
            .run = [&s] {
              s.view().hides_panels = false;
              s.view().layout().shows_library = true;
              s.view().requests.focus_search = true;
            }});
  menu.add({.id = "edit.palette",
            .label = "Find a command…",
            .tooltip = "Lists every command and motion; type to narrow it down.",
            .keys = {"Ctrl+P", "Ctrl+K"},
            .icon = "terminal",
            .synonyms = "palette search",
            .run = [&s] { open_overlay(s, Overlay::kPalette); }});
}

void add_motion_commands(Menu menu, Session& s) {
  const auto needs_motion = [&s] { return no_motion_reason(s); };
  menu.add({.id = "play.toggle",
            .label = "Play or pause",
            .tooltip = "Starts and stops the motion on the stage.",
            .keys = {"Space"},
            .icon = "play",
            .run = [&s] { s.clock().toggle(); },
            .disabled_reason = needs_motion,
            .is_on = [&s] { return s.clock().is_playing(); }});
  menu.add({.id = "play.step_back",
            .label = "One frame back",
            .tooltip = "Steps back and pauses.",
            .keys = {"Left", ","},
            .icon = "step-back",
            .repeats = true,
            .run = [&s] { s.clock().step_frames(-1); },
            .disabled_reason = needs_motion});
  menu.add({.id = "play.step_on",
            .label = "One frame on",
            .tooltip = "Steps on and pauses.",
            .keys = {"Right", "."},
            .icon = "step-on",
            .repeats = true,
            .run = [&s] { s.clock().step_frames(1); },
            .disabled_reason = needs_motion});
  menu.add({.id = "play.second_back",
            .label = "One second back",
            .tooltip = "Moves one second back.",
            .keys = {"Shift+Left"},
            .repeats = true,
            .run = [&s] { s.clock().seek(s.clock().time_s() - 1.0); },
            .disabled_reason = needs_motion});
  menu.add({.id = "play.second_on",
            .label = "One second on",
            .tooltip = "Moves one second on.",
            .keys = {"Shift+Right"},
            .repeats = true,
            .run = [&s] { s.clock().seek(s.clock().time_s() + 1.0); },
            .disabled_reason = needs_motion});
  menu.add({.id = "play.start",
            .label = "To the start",
            .tooltip = "Goes to the start of the range.",
            .keys = {"Home"},
            .icon = "to-start",
            .run = [&s] { s.clock().go_to_start(); },
            .disabled_reason = needs_motion});
  menu.add({.id = "play.end",
            .label = "To the end",
            .tooltip = "Goes to the end of the range.",
            .keys = {"End"},
            .icon = "to-end",
            .run = [&s] { s.clock().go_to_end(); },
            .disabled_reason = needs_motion});
  menu.add({.id = "play.previous_contact",
            .label = "Previous marker or foot contact",
            .tooltip = "Goes back to the last marker, or to where a foot last touched down.",
            .keys = {"Ctrl+Left"},
            .run = [&s] { s.go_to_contact(-1); },
            .disabled_reason = needs_motion});
  menu.add({.id = "play.next_contact",
            .label = "Next marker or foot contact",
            .tooltip = "Goes on to the next marker, or to where a foot next touches down.",
            .keys = {"Ctrl+Right"},
            .run = [&s] { s.go_to_contact(1); },
            .disabled_reason = needs_motion});
  menu.add({.id = "play.go_to",
            .label = "Go to time or frame…",
            .tooltip = "Asks for a frame (120), a time (3.5s) or a share (50%).",
            .keys = {"G"},
            .synonyms = "jump",
            .run = [&s] { open_overlay(s, Overlay::kGoTo); },
            .disabled_reason = needs_motion});
  menu.add({.id = "play.slower",
            .label = "Slower",
            .tooltip = "Halves the speed.",
            .keys = {"J"},
            .repeats = true,
            .run = [&s] { s.clock().set_speed(s.clock().speed() / 2.0); }});
  menu.add({.id = "play.stop",
            .label = "Stop",
            .tooltip = "Pauses the motion.",
            .keys = {"K"},
            .run = [&s] { s.clock().pause(); }});
  menu.add({.id = "play.faster",
            .label = "Faster",
            .tooltip = "Doubles the speed.",
            .keys = {"L"},
            .repeats = true,
            .run = [&s] { s.clock().set_speed(s.clock().speed() * 2.0); }});
  menu.add({.id = "play.speed_reset",
            .label = "Normal speed",
            .tooltip = "Plays at 1x.",
            .keys = {"Shift+K"},
            .run = [&s] { s.clock().set_speed(1.0); }});
  menu.add({.id = "play.loop",
            .label = "Next loop mode",
            .tooltip = "Cycles off, all, range, ping-pong.",
            .keys = {"R"},
            .icon = "loop",
            .synonyms = "repeat",
            .run = [&s] { s.clock().cycle_loop_mode(); }});
  menu.add({.id = "range.start",
            .label = "Range starts here",
            .tooltip = "Sets the start of the play range.",
            .keys = {"I"},
            .run = [&s] { s.clock().set_range_start(s.clock().time_s()); },
            .disabled_reason = needs_motion});
  menu.add({.id = "range.end",
            .label = "Range ends here",
            .tooltip = "Sets the end of the play range.",
            .keys = {"O"},
            .run = [&s] { s.clock().set_range_end(s.clock().time_s()); },
            .disabled_reason = needs_motion});
  menu.add({.id = "range.clear",
            .label = "Clear the range",
            .tooltip = "Plays the whole motion.",
            .keys = {"Shift+I"},
            .run = [&s] { s.clock().clear_range(); },
            .disabled_reason = [&s] { return s.clock().has_range() ? "" : "There is no range."; }});
  const auto needs_library = [&s] {
    return s.library().visible().empty() ? "The library shows no motions." : "";
  };
  menu.add({.id = "motion.bones",
            .label = "Bone map",
            .tooltip = "Shows which joints of the file drive which joints of the canonical "
                       "skeleton, and lets you change it.",
            .icon = "male",
            .synonyms = "retarget joints skeleton rig match",
            .run =
                [&s] {
                  SecondCell& cell = s.view().layout().second_cell;
                  cell = cell == SecondCell::kBones ? SecondCell::kMap : SecondCell::kBones;
                  s.set_showing_retargeted(cell == SecondCell::kBones);
                },
            .disabled_reason = [&s]() -> std::string {
              if (s.view().layout().second_cell == SecondCell::kBones) return "";
              return s.bones().has_map() ? "" : "The motion on the stage has no joints of a file.";
            },
            .is_on = [&s] { return s.view().layout().second_cell == SecondCell::kBones; }});
  menu.add(
      {.id = "library.select_shown",
       .label = "Select all shown",
       .tooltip = "Selects every motion that the library shows, for exporting.",
       .keys = {"Ctrl+A"},
       .run = [&s] { s.library().select_visible(); },
       .disabled_reason =
           [&s] { return s.library().visible().empty() ? "The library shows no motions." : ""; }});
  menu.add({.id = "library.select_none",
            .label = "Select none",
            .tooltip = "Clears the library's selection.",
            .keys = {"Ctrl+Shift+A"},
            .icon = "close",
            .run = [&s] { s.library().clear_selection(); },
            .disabled_reason =
                [&s] { return s.library().selected().empty() ? "No motions are selected." : ""; }});
  menu.add({.id = "library.together",
            .label = "Play selected together",
            .tooltip = "Puts the selected motions on the stage at once, on one clock.",
            .keys = {"Shift+G"},
            .icon = "group",
            .synonyms = "group compare several figures scene side by side",
            .run =
                [&s] {
                  const auto& selected = s.library().selected();
                  s.play_together({selected.begin(), selected.end()});
                },
            .disabled_reason = [&s]() -> std::string {
              const size_t count = s.library().selected().size();
              if (count < 2) {
                return "Select two or more motions: click them with Ctrl or Shift held.";
              }
              constexpr size_t kMost = 8;
              return count > kMost ? "At most 8 motions go on the stage together." : "";
            }});
  menu.add({.id = "library.previous",
            .label = "Previous motion",
            .tooltip = "Plays the motion above in the library.",
            .keys = {"PgUp"},
            .repeats = true,
            .run = [&s] { s.play_neighbour(-1); },
            .disabled_reason = needs_library});
  menu.add({.id = "library.next",
            .label = "Next motion",
            .tooltip = "Plays the motion below in the library.",
            .keys = {"PgDn"},
            .repeats = true,
            .run = [&s] { s.play_neighbour(1); },
            .disabled_reason = needs_library});
}

void add_synthesis_commands(Menu menu, Session& s) {
  const auto needs_model = [&s] { return s.synthesis_disabled_reason(); };
  menu.add({.id = "synth.neutral",
            .label = "Neutral emotion",
            .tooltip = "Generates with pleasure, arousal and dominance at 0.",
            .icon = "target",
            .synonyms = "pad reset zero",
            .run = [&s] { s.set_pad({}, Gesture::kCommit); },
            .disabled_reason = needs_model});
  menu.add({.id = "synth.next_content",
            .label = "Next content",
            .tooltip = "Generates the model's next kind of movement.",
            .synonyms = "walk run wave",
            .run =
                [&s] {
                  const auto& contents = s.synthesiser().card()->contents;
                  if (contents.empty()) return;
                  const int next = s.synthesiser().content_index(s.document().content) + 1;
                  s.set_content(contents[next % contents.size()]);
                },
            .disabled_reason = needs_model});
  menu.add({.id = "synth.randomise",
            .label = "Random latents",
            .tooltip = "Draws latents near the training data, with the seed that is shown.",
            .icon = "random",
            .synonyms = "dice variation",
            .run = [&s] { s.randomise_latent(); },
            .disabled_reason = needs_model});
  menu.add({.id = "synth.reset_latents",
            .label = "Reset all latents",
            .tooltip = "Puts every latent to the mean of the data.",
            .icon = "reset",
            .run = [&s] { s.reset_latent(); },
            .disabled_reason = needs_model});
  menu.add({.id = "synth.show_clip",
            .label = "Back to the clip",
            .tooltip = "Shows the recorded motion that generating started from.",
            .icon = "film",
            .synonyms = "original",
            .run = [&s] { s.show_clip(); },
            .disabled_reason = [&s]() -> std::string {
              if (!s.document().is_generated) return "The clip itself is on the stage.";
              return s.current_entry() < 0 ? "There is no clip to go back to." : "";
            }});
}

void show_guide(Session& session) {
  ViewState& view = session.view();
  view.overlay = Overlay::kNone;
  view.hides_panels = false;
  view.workspace = Workspace::kExplore;
  view.layout().shows_library = view.layout().shows_inspector = true;
  view.layout().tab = InspectorTab::kEmotion;
  begin_guide(session);
}

void add_help_commands(Menu menu, Session& s) {
  menu.add({.id = "help.keys",
            .label = "Keys and commands",
            .tooltip = "Shows every command with its key.",
            .keys = {"F1"},
            .icon = "help",
            .synonyms = "shortcuts",
            .run = [&s] { open_overlay(s, Overlay::kHelp); }});
  menu.add({.id = "help.guide",
            .label = "Guided start",
            .tooltip = "Shows the four first steps: look round, choose, steer, export.",
            .icon = "right",
            .synonyms = "tutorial introduction onboarding first steps welcome tips",
            .run = [&s] { show_guide(s); }});
  menu.add({.id = "help.jobs",
            .label = "Jobs",
            .tooltip = "Lists what is done in the background: cancel it, change its order, see how "
                       "it went.",
            .keys = {"Ctrl+J"},
            .icon = "list",
            .synonyms = "background progress queue tasks running cancel",
            .run = [&s] { open_overlay(s, Overlay::kJobs); }});
  menu.add({.id = "help.cancel_jobs",
            .label = "Cancel all jobs",
            .tooltip = "Stops everything that runs or waits in the background.",
            .icon = "stop",
            .synonyms = "background abort stop queue",
            .run = [&s] { s.jobs().cancel_all(); },
            .disabled_reason =
                [&s] { return s.jobs().is_idle() ? "Nothing is done in the background." : ""; }});
  menu.add({.id = "help.log",
            .label = "Messages",
            .tooltip = "Shows everything that was reported since the start.",
            .icon = "list",
            .synonyms = "log history errors",
            .run = [&s] { open_overlay(s, Overlay::kLog); }});
  menu.add({.id = "help.about",
            .label = "About Kinemote",
            .tooltip = "Shows the version, the graphics device and the model.",
            .icon = "info",
            .run = [&s] { open_overlay(s, Overlay::kAbout); }});
}

}  // namespace

const std::vector<std::string>& menu_names() {
  static const std::vector<std::string> names{"File",    "Edit", "View",      "Motion",
                                              "Compare", "Map",  "Synthesis", "Help"};
  return names;
}

Status register_studio_commands(CommandRegistry& registry, Session& session) {
  Status status;
  add_file_commands({registry, status, "File"}, session);
  add_session_commands(registry, status, session);
  add_edit_commands({registry, status, "Edit"}, session);
  add_view_commands(registry, status, session);
  add_access_commands(registry, status, session);
  add_preference_commands(registry, status, session);
  add_present_commands(registry, status, session);
  add_motion_commands({registry, status, "Motion"}, session);
  add_rename_command(registry, status, session);
  add_cut_commands(registry, status, session);
  add_marker_commands(registry, status, session);
  add_compare_commands(registry, status, session);
  add_camera_commands(registry, status, session);
  add_map_commands(registry, status, session);
  add_set_commands(registry, status, session);
  add_synthesis_commands({registry, status, "Synthesis"}, session);
  add_latent_commands(registry, status, session);
  add_pad_commands(registry, status, session);
  add_making_commands(registry, status, session);
  add_live_commands(registry, status, session);
  add_recognition_commands(registry, status, session);
  add_help_commands({registry, status, "Help"}, session);
  return status;
}

}  // namespace kinemote::app
