// The commands of the View menu about cells, ghosts, trails and cameras.
#include <string>

#include "app/studio_commands.h"

namespace kinemote::app {

namespace {

void add_slots(CommandRegistry& registry, Status& status, Session& s) {
  ViewState& view = s.view();
  for (int i = 0; i < kCameraSlotCount; ++i) {
    const std::string number = std::to_string(i + 1);
    std::string& slot = view.stage.camera_slots[static_cast<size_t>(i)];
    const auto add = [&](StudioCommand command) {
      command.menu = "View";
      command.submenu = "Cameras";
      Status added = registry.add(std::move(command));
      if (!added && status) status = added;
    };
    add({.id = "camera.slot_" + number,
         .label = "Camera " + number,
         .tooltip = "Looks from where camera " + number + " was kept.",
         .synonyms = "recall view bookmark",
         .run =
             [&s, &slot] {
               if (const Status set = s.set_camera_text(slot); !set) {
                 s.messages().post(MessageLevel::kError, set.error().message);
               }
             },
         .disabled_reason = [&slot, number]() -> std::string {
           return slot.empty() ? "Nothing is kept as camera " + number + "." : "";
         }});
    add({.id = "camera.keep_" + number,
         .label = "Keep as camera " + number,
         .tooltip = "Keeps angles and distance of the view.",
         .synonyms = "store save view bookmark",
         .run = [&s, &view, &slot, number] {
           slot = view::camera_to_text(view.camera);
           s.messages().post(MessageLevel::kInfo, "Camera " + number + ": " + slot);
         }});
  }
}

}  // namespace

void add_camera_commands(CommandRegistry& registry, Status& status, Session& s) {
  const auto add = [&](StudioCommand command) {
    command.menu = "View";
    Status added = registry.add(std::move(command));
    if (!added && status) status = added;
  };
  ViewState& view = s.view();
  add({.id = "view.cells",
       .label = "Next number of cells",
       .tooltip = "Shows the stage in 1, 2 or 4 views.",
       .keys = {"V"},
       .icon = "columns",
       .synonyms = "split views quad side by side",
       .run =
           [&view] {
             int& cells = view.layout().cells;
             cells = cells == 1 ? 2 : cells == 2 ? kMostCells : 1;
           },
       .is_on = [&view] { return view.layout().cells > 1; }});
  add({.id = "view.link_cells",
       .label = "Link all cells",
       .tooltip = "All views turn and zoom together, each about its own figure.",
       .icon = "link",
       .synonyms = "chain cameras",
       .run =
           [&view] {
             for (StageCell& cell : view.stage.cells) cell.is_linked = true;
           },
       .disabled_reason = [&view]() -> std::string {
         return view.layout().cells > 1 ? "" : "There is one view only (V shows more).";
       }});
  add({.id = "view.ghosts",
       .label = "Ghosts",
       .tooltip = "Draws poses of the past and the future with the figure.",
       .keys = {"Shift+T"},
       .icon = "ghosts",
       .synonyms = "onion skin before after poses",
       .run =
           [&view] {
             bool& is_shown = view.stage.ghosts.is_shown;
             is_shown = !is_shown;
           },
       .is_on = [&view] { return view.stage.ghosts.is_shown; }});
  add({.id = "view.ghost_settings",
       .label = "Ghosts…",
       .tooltip = "How many ghosts, how far apart, how faint.",
       .synonyms = "onion skin spacing fade past future",
       .run = [&view] { view.edits_ghosts = !view.edits_ghosts; }});
  add({.id = "view.trail_settings",
       .label = "Trails…",
       .tooltip = "Of which joints, how long, coloured by what.",
       .synonyms = "trajectories joints ticks speed",
       .run = [&view] { view.edits_trails = !view.edits_trails; }});
  add({.id = "camera.copy",
       .label = "Copy the camera",
       .tooltip = "Copies the view as text that --camera takes: azimuth, elevation (degrees), "
                  "distance (metres).",
       .keys = {"Ctrl+C"},
       .context = KeyContext::kStage,
       .synonyms = "clipboard text view",
       .run = [&s, &view] {
         view.requests.copy_text = view::camera_to_text(view.camera);
         s.messages().post(MessageLevel::kInfo, "Copied camera " + view.requests.copy_text);
       }});
  add({.id = "camera.paste",
       .label = "Paste a camera",
       .tooltip = "Looks from where a copied text says: azimuth,elevation,distance.",
       .keys = {"Ctrl+V"},
       .context = KeyContext::kStage,
       .synonyms = "clipboard text view",
       .run = [&view] { view.requests.paste_camera = true; }});
  add({.id = "camera.back",
       .label = "Previous view",
       .tooltip = "Brings the camera back to where it rested before.",
       .keys = {"Alt+Backspace"},
       .icon = "undo",
       .synonyms = "camera undo",
       .run = [&s, &view] { s.camera_path().go_back(view.camera, view.follows); },
       .disabled_reason = [&s]() -> std::string {
         return s.camera_path().can_go_back() ? "" : "The camera has not been elsewhere.";
       }});
  add({.id = "camera.forward",
       .label = "Next view",
       .tooltip = "Takes the camera to where it was brought back from.",
       .keys = {"Alt+Shift+Backspace"},
       .icon = "redo",
       .synonyms = "camera redo",
       .run = [&s, &view] { s.camera_path().go_forward(view.camera, view.follows); },
       .disabled_reason = [&s]() -> std::string {
         return s.camera_path().can_go_forward() ? "" : "There is no later view.";
       }});
  add_slots(registry, status, s);
}

}  // namespace kinemote::app
