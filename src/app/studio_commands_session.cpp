// The commands of the File menu about the session: saving it, opening one, ending the program.
#include "app/studio_commands.h"

namespace kinemote::app {

void add_session_commands(CommandRegistry& registry, Status& status, Session& s) {
  const auto add = [&](StudioCommand command) {
    command.menu = "File";
    Status added = registry.add(std::move(command));
    if (!added && status) status = added;
  };
  add({.id = "session.save",
       .label = "Save the session",
       .tooltip = "Writes everything as it is, motions made here included, to be opened again.",
       .keys = {"Ctrl+S"},
       .icon = "save",
       .synonyms = "store keep project file",
       .run = [&s] {
         if (s.session_path().empty()) {
           s.view().overlay = Overlay::kSaveSession;
           return;
         }
         if (const Status saved = s.save_session(s.session_path()); !saved) {
           s.messages().post(MessageLevel::kError, saved.error().message);
         }
       }});
  add({.id = "session.save_as",
       .label = "Save the session as…",
       .tooltip = "Writes the session to another file.",
       .keys = {"Ctrl+Shift+S"},
       .icon = "save",
       .synonyms = "store keep project file copy",
       .run = [&s] { s.view().overlay = Overlay::kSaveSession; }});
  add({.id = "file.reload",
       .label = "Read again from disk",
       .tooltip =
           "Reads the files on the stage again, as when they were changed by another program; "
           "time and camera stay.",
       .icon = "reset",
       .synonyms = "reload refresh changed watch",
       .run = [&s] { s.reload_stage(); },
       .disabled_reason =
           [&s] {
             return s.import_info() == nullptr && !s.can_restyle()
                        ? "No file holds the motion on the stage."
                        : "";
           }});
  add({.id = "file.quit",
       .label = "Quit",
       .tooltip = "Closes the studio; asks first if something is not saved or still being made.",
       .keys = {"Ctrl+Q"},
       .icon = "quit",
       .synonyms = "exit close",
       .run =
           [&s] {
             if (s.is_unsaved() || !s.jobs().is_idle()) {
               s.view().overlay = Overlay::kQuit;
             } else {
               s.view().requests.quit = true;
             }
           },
       .disabled_reason =
           [&s] { return s.options().kiosk ? "In a kiosk the window stays open." : ""; }});
}

}  // namespace kinemote::app
