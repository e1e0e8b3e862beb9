// Commands of live input.
#include "app/studio_commands.h"

namespace kinemote::app {

void add_live_commands(CommandRegistry& registry, Status& status, Session& s) {
  const auto add = [&](StudioCommand command) {
    command.menu = "Motion";
    Status added = registry.add(std::move(command));
    if (!added && status) status = added;
  };
  add({.id = "live.open",
       .label = "Live input…",
       .tooltip = "Shows and recognises poses that come in while they are made.",
       .keys = {"Ctrl+L"},
       .icon = "dot",
       .synonyms = "stream udp osc stdin suit mocap camera pose listen receive record",
       .run = [&s] {
         Overlay& shown = s.view().overlay;
         shown = shown == Overlay::kLive ? Overlay::kNone : Overlay::kLive;
       }});
  add({.id = "live.record",
       .label = "Record live input",
       .tooltip = "Records what comes in; again, and it is in the library.",
       .icon = "dot",
       .synonyms = "capture take",
       .run = [&s] { s.record_live(); },
       .disabled_reason = [&s] { return s.live_disabled_reason(); },
       .is_on = [&s] { return s.live().is_recording(); }});
  add({.id = "live.stop",
       .label = "Stop live input",
       .tooltip = "Ends listening; what was recorded goes to the library and plays.",
       .icon = "stop",
       .synonyms = "disconnect end close stream",
       .run = [&s] { s.stop_live(); },
       .disabled_reason = [&s] { return s.live_disabled_reason(); }});
}

}  // namespace kinemote::app
