// Commands of the Motion menu about which part of a motion plays, and what it is called.
#include "app/cut_edit.h"
#include "app/renaming.h"
#include "app/studio_commands.h"

namespace kinemote::app {

void add_cut_commands(CommandRegistry& registry, Status& status, Session& s) {
  const auto add = [&](StudioCommand command) {
    command.menu = "Motion";
    command.submenu = "Trim";
    Status added = registry.add(std::move(command));
    if (!added && status) status = added;
  };
  const auto needs_clip = [&s] { return cut_disabled_reason(s, 0); };
  const auto needs_cut = [&s, needs_clip]() -> std::string {
    if (const std::string reason = needs_clip(); !reason.empty()) return reason;
    for (size_t i = 0; s.cut_stage().whole_figure(i); ++i) {
      if (!cut_in(s.document().lineup.cuts, s.cut_key(i)).is_none()) return "";
    }
    return "Nothing on the stage is trimmed.";
  };
  add({.id = "cut.to_range",
       .label = "Trim to the play range",
       .tooltip = "Plays, measures and exports only the play range; the motion keeps its frames.",
       .synonyms = "crop cut range in out",
       .run = [&s] { trim_to_range(s); },
       .disabled_reason = [&s, needs_clip]() -> std::string {
         if (const std::string reason = needs_clip(); !reason.empty()) return reason;
         return s.clock().has_range()
                    ? ""
                    : "There is no play range: drag in the lower half of the ruler.";
       }});
  add({.id = "cut.start",
       .label = "Trim what is before",
       .tooltip = "Lets the motion begin at the play head.",
       .keys = {"Shift+Home"},
       .synonyms = "crop cut start in",
       .run = [&s] { trim_here(s, -1); },
       .disabled_reason = needs_clip});
  add({.id = "cut.end",
       .label = "Trim what is after",
       .tooltip = "Lets the motion end at the play head.",
       .keys = {"Shift+End"},
       .synonyms = "crop cut end out",
       .run = [&s] { trim_here(s, 1); },
       .disabled_reason = needs_clip});
  add({.id = "cut.slip_back",
       .label = "Slip one frame back",
       .tooltip = "Shows content from one frame earlier in the same length.",
       .synonyms = "content trim",
       .repeats = true,
       .run = [&s] { slip_frames(s, -1); },
       .disabled_reason = needs_cut});
  add({.id = "cut.slip_on",
       .label = "Slip one frame on",
       .tooltip = "Shows content from one frame later in the same length.",
       .synonyms = "content trim",
       .repeats = true,
       .run = [&s] { slip_frames(s, 1); },
       .disabled_reason = needs_cut});
  add({.id = "cut.numbers",
       .label = "Trim, slip and rate…",
       .tooltip = "Asks for start, end, slip, rate and offset of a motion on the stage as numbers.",
       .synonyms = "crop cut stretch speed time scale offset type",
       .run =
           [&s] {
             Overlay& overlay = s.view().overlay;
             overlay = overlay == Overlay::kCut ? Overlay::kNone : Overlay::kCut;
           },
       .disabled_reason = needs_clip});
  add({.id = "cut.whole",
       .label = "Whole clips",
       .tooltip = "Takes trim, slip and rate of all motions on the stage back.",
       .synonyms = "reset untrim undo crop",
       .run = [&s] { uncut_stage(s); },
       .disabled_reason = needs_cut});
}

void add_rename_command(CommandRegistry& registry, Status& status, Session& s) {
  Status added = registry.add(
      {.id = "library.rename",
       .label = "Rename the motion…",
       .tooltip = "Gives a motion that was made here another name.",
       .menu = "Motion",
       .keys = {"F2"},
       .synonyms = "name title made generated",
       .run =
           [&s] {
             Overlay& overlay = s.view().overlay;
             overlay = overlay == Overlay::kRename ? Overlay::kNone : Overlay::kRename;
           },
       .disabled_reason = [&s] { return rename_disabled_reason(s, renamed_entry(s)); }});
  if (!added && status) status = added;
}

}  // namespace kinemote::app
