// The Map menu's part about named selections and working in a part of the library.
#include "app/studio_commands.h"
#include "app/work_desk.h"

namespace kinemote::app {

void add_set_commands(CommandRegistry& registry, Status& status, Session& s) {
  const auto add = [&](StudioCommand command) {
    command.menu = "Map";
    Status added = registry.add(std::move(command));
    if (!added && status) status = added;
  };
  add({.id = "sets.save",
       .label = "Save selection as…",
       .tooltip = "Keeps the selected motions under a name; the session file holds it.",
       .icon = "star",
       .synonyms = "set group collection name remember",
       .run = [&s] { s.view().overlay = Overlay::kSaveSet; },
       .disabled_reason = [&s] { return selection_problem(s); }});
  add({.id = "sets.export",
       .label = "Save all sets as CSV",
       .tooltip = "Writes names of sets and ids of motions. The working folder gets a new file.",
       .icon = "export",
       .synonyms = "set selection table write",
       .run =
           [&s] {
             if (const Status done = export_sets(s, ""); !done) {
               s.messages().post(MessageLevel::kError, done.error().message);
             }
           },
       .disabled_reason =
           [&s] { return s.document().sets.named.empty() ? "There are no sets yet." : ""; }});
  add({.id = "sets.isolate",
       .label = "Work with the selection alone",
       .tooltip = "Hides all other motions in library and map, until Back.",
       .icon = "filter",
       .synonyms = "isolate subset focus solo hide others",
       .run = [&s] { isolate_selection(s); },
       .disabled_reason = [&s] { return selection_problem(s); }});
  add({.id = "sets.back",
       .label = "Back to more motions",
       .tooltip = "Shows what was shown before the selection was worked with alone.",
       .icon = "back",
       .synonyms = "isolate subset all show leave",
       .run = [&s] { leave_subset(s); },
       .disabled_reason =
           [&s] { return s.document().sets.within.empty() ? "All motions are shown." : ""; }});
}

}  // namespace kinemote::app
