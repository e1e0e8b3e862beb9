// The commands of the View menu that show motions to an audience.
#include "app/studio_commands.h"

namespace kinemote::app {

void add_present_commands(CommandRegistry& registry, Status& status, Session& s) {
  const auto add = [&](StudioCommand command) {
    command.menu = "View";
    Status added = registry.add(std::move(command));
    if (!added && status) status = added;
  };
  add({.id = "present.tour",
       .label = "Tour",
       .tooltip = "Plays 90 seconds of emotion in full view; Page down and Page up go by step, B "
                  "is black, Esc ends it.",
       .keys = {"F5"},
       .icon = "film",
       .synonyms = "presentation demo slides kiosk show present",
       .run = [&s] { s.view().requests.tour = "builtin"; },
       .disabled_reason =
           [&s] { return s.library().size() == 0 ? "There is no motion to show yet." : ""; }});
  add({.id = "present.blind",
       .label = "Blind study…",
       .tooltip = "Shows motions without their names to people who say what they express.",
       .icon = "group",
       .synonyms = "perception experiment rater forced choice questionnaire survey validation",
       .run = [&s] { s.view().overlay = Overlay::kBlind; },
       .disabled_reason =
           [&s] {
             return s.library().size() < 2 ? "A blind study needs two motions or more." : "";
           }});
}

}  // namespace kinemote::app
