// The commands of the Compare menu, and those of markers.
#include <algorithm>

#include "app/comparison_text.h"
#include "app/studio_commands.h"

namespace kinemote::app {

namespace {

template <typename Enum>
Enum next_of(Enum value, int count) {
  return static_cast<Enum>((static_cast<int>(value) + 1) % count);
}

}  // namespace

void add_compare_commands(CommandRegistry& registry, Status& status, Session& s) {
  const auto add = [&](StudioCommand command) {
    command.menu = "Compare";
    Status added = registry.add(std::move(command));
    if (!added && status) status = added;
  };
  ViewState& view = s.view();
  const auto needs_two = [&s]() -> std::string {
    return s.compared_pair().is_there()
               ? ""
               : "It needs two figures: select two motions and play them together (Shift+G).";
  };
  const auto needs_difference = [&s, needs_two]() -> std::string {
    if (const std::string reason = needs_two(); !reason.empty()) return reason;
    const auto& comparison = s.compare_bench().comparison();
    if (comparison && comparison->difference.is_there()) return "";
    return comparison ? "They cannot be compared: " + comparison->difference.problem + "."
                      : "The difference is not measured yet.";
  };
  add({.id = "compare.overlay",
       .label = "Over each other",
       .tooltip = "Draws B translucent over A instead of beside it.",
       .keys = {"X"},
       .icon = "overlay",
       .synonyms = "overlay superimpose ghost side by side arrangement",
       .run =
           [&view] {
             Arrangement& arrangement = view.stage.compare.arrangement;
             arrangement = next_of(arrangement, kArrangementCount);
           },
       .disabled_reason = needs_two,
       .is_on = [&view] { return view.stage.compare.arrangement == Arrangement::kOverlay; }});
  add({.id = "compare.alignment",
       .label = "Next alignment of roots",
       .tooltip = "Cycles none, first frame, position, position and heading: what is made equal "
                  "before figures are drawn over each other and measured.",
       .synonyms = "root heading position overlay",
       .run =
           [&view] {
             RootAlignment& alignment = view.stage.compare.alignment;
             alignment = next_of(alignment, kRootAlignmentCount);
           },
       .disabled_reason = needs_two});
  add({.id = "compare.difference",
       .label = "Difference colouring",
       .tooltip = "Colours B by how far each joint is from A's, and draws the curve of it on the "
                  "timeline.",
       .keys = {"D"},
       .icon = "heat-map",
       .synonyms = "error distance heat map joints",
       .run =
           [&view] {
             bool& shows = view.stage.compare.shows_difference;
             shows = !shows;
           },
       .disabled_reason = needs_two,
       .is_on = [&view] { return view.stage.compare.shows_difference; }});
  add({.id = "compare.worst_frame",
       .label = "Go to the worst frame",
       .tooltip = "Goes where A and B differ most, and pauses.",
       .keys = {"Shift+D"},
       .icon = "target",
       .synonyms = "largest difference error",
       .run = [&s] { s.go_to_worst_frame(); },
       .disabled_reason = needs_difference});
  add({.id = "compare.next_other",
       .label = "Next figure as B",
       .tooltip = "Compares the leading figure with the next one on the stage.",
       .synonyms = "other choose",
       .run =
           [&s, &view] {
             const int count = static_cast<int>(s.company().size());
             int& other = view.stage.compare.other;
             other = other + 1 < count ? other + 1 : 1;
           },
       .disabled_reason = [&s]() -> std::string {
         return s.company().size() > 2 ? "" : "There is no third figure on the stage.";
       }});
  add({.id = "compare.original",
       .label = "Original beside the generated motion",
       .tooltip = "In Compare, shows the clip that a generated motion began from, to compare it "
                  "with.",
       .synonyms = "reference before restyled",
       .run =
           [&view] {
             bool& shows = view.stage.compare.shows_original;
             shows = !shows;
           },
       .is_on = [&view] { return view.stage.compare.shows_original; }});
  add({.id = "compare.swap",
       .label = "Swap A and B",
       .tooltip = "Lets A and B change places; once more puts them back.",
       .icon = "swap",
       .synonyms = "exchange flip blink",
       .run = [&view] { view.is_swapped = !view.is_swapped; },
       .disabled_reason = needs_two,
       .is_on = [&view] { return view.is_swapped; }});
  add({.id = "compare.copy_numbers",
       .label = "Copy the numbers",
       .tooltip = "Copies duration, speed, efforts and emotion of A and B as a table.",
       .icon = "copy",
       .synonyms = "clipboard table text",
       .run =
           [&s, &view] {
             view.requests.copy_text = comparison_text(s);
             s.messages().post(MessageLevel::kInfo, "Copied the table of A and B");
           },
       .disabled_reason = [&s, needs_two]() -> std::string {
         const std::string reason = needs_two();
         if (!reason.empty()) return reason;
         return s.compare_bench().comparison() ? "" : "They are not measured yet.";
       }});
  add({.id = "sync.next",
       .label = "Next way to run together",
       .tooltip = "Cycles offsets, same start, stretched, at the first marker, at the first foot "
                  "contact, warped by pose.",
       .icon = "sync",
       .synonyms = "sync align time dtw stretch",
       .run =
           [&s] {
             Lineup lineup = s.document().lineup;
             lineup.sync = next_of(lineup.sync, kSyncModeCount);
             s.set_lineup(lineup, Gesture::kCommit,
                          "sync " + std::string(sync_mode_name(lineup.sync)));
           },
       .disabled_reason = needs_two});
  add({.id = "sync.end",
       .label = "Next thing to do at the end",
       .tooltip = "When a motion ends before others: hold its last pose dimly, repeat it, or hide "
                  "it.",
       .synonyms = "hold loop hide shorter",
       .run =
           [&s] {
             Lineup lineup = s.document().lineup;
             lineup.end = next_of(lineup.end, kEndModeCount);
             s.set_lineup(lineup, Gesture::kCommit,
                          "at the end: " + std::string(end_mode_name(lineup.end)));
           },
       .disabled_reason = needs_two});
  add({.id = "sync.clear_offsets",
       .label = "Forget offsets",
       .tooltip = "Lets all motions start together, seen and unsoloed.",
       .synonyms = "reset tracks mute solo",
       .run =
           [&s] {
             Lineup lineup = s.document().lineup;
             lineup.tracks.clear();
             s.set_lineup(lineup, Gesture::kCommit, "forgotten offsets");
           },
       .disabled_reason = [&s]() -> std::string {
         return s.document().lineup.tracks.empty() ? "There are no offsets." : "";
       }});
}

void add_marker_commands(CommandRegistry& registry, Status& status, Session& s) {
  const auto add = [&](StudioCommand command) {
    command.menu = "Motion";
    Status added = registry.add(std::move(command));
    if (!added && status) status = added;
  };
  const auto needs_clip = [&s]() -> std::string {
    return s.player().motion() && !s.document().clip_id.empty()
               ? ""
               : "Markers belong to a motion of the library.";
  };
  add({.id = "marker.add",
       .label = "Add a marker",
       .tooltip = "Marks this moment of the motion.",
       .keys = {"M"},
       .icon = "marker",
       .synonyms = "label flag bookmark time",
       .run = [&s] { s.set_marker(s.clock().time_s(), ""); },
       .disabled_reason = needs_clip});
  add({.id = "marker.name",
       .label = "Name a marker…",
       .tooltip = "Names the marker at this moment, which is added if there is none.",
       .keys = {"Shift+M"},
       .synonyms = "label flag rename",
       .run =
           [&s] {
             Overlay& overlay = s.view().overlay;
             overlay = overlay == Overlay::kMarkerName ? Overlay::kNone : Overlay::kMarkerName;
           },
       .disabled_reason = needs_clip});
  add({.id = "marker.remove",
       .label = "Remove the marker",
       .tooltip = "Removes the marker at this moment.",
       .synonyms = "delete label flag",
       .run = [&s] { s.remove_marker(s.clock().time_s()); },
       .disabled_reason = [&s]() -> std::string {
         return s.marker_here() ? "" : "There is no marker at this moment.";
       }});
}

}  // namespace kinemote::app
