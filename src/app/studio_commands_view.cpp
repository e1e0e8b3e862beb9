// The commands of the View menu.
#include <algorithm>
#include <cmath>

#include "app/studio_commands.h"

namespace kinemote::app {

namespace {

void step_text_scale(ViewState& view, double step) {
  view.text_scale =
      std::clamp(std::round((view.text_scale + step) * 4.0) / 4.0, kSmallestText, kLargestText);
}

void show_timeline(ViewState& view) {
  view.hides_panels = false;
  view.layout().shows_timeline = true;
}

}  // namespace

void add_view_commands(CommandRegistry& registry, Status& status, Session& s) {
  const auto add = [&](StudioCommand command) {
    command.menu = "View";
    Status added = registry.add(std::move(command));
    if (!added && status) status = added;
  };
  ViewState& view = s.view();
  const auto add_workspace = [&](Workspace workspace, const char* key, const char* label,
                                 const char* tooltip) {
    add({.id = "workspace." + std::string(workspace_name(workspace)),
         .label = label,
         .tooltip = tooltip,
         .keys = {key},
         .synonyms = "layout",
         .run =
             [&view, workspace] {
               view.workspace = workspace;
               view.hides_panels = false;
             },
         .is_on = [&view, workspace] { return view.workspace == workspace; }});
  };
  add_workspace(Workspace::kExplore, "Ctrl+1", "Explore", "3-D view and map side by side.");
  add_workspace(Workspace::kCompare, "Ctrl+2", "Compare",
                "Two views, motions beside or over each other, and their differences.");
  add_workspace(Workspace::kSynthesise, "Ctrl+3", "Synthesise",
                "3-D view, latent sliders and emotion pad.");
  add_workspace(Workspace::kAnalyse, "Ctrl+4", "Analyse",
                "The map, large, with its scores, tree and tables.");
  add_workspace(Workspace::kPresent, "Ctrl+5", "Present", "The 3-D view alone, large.");
  add({.id = "workspace.reset",
       .label = "Reset this workspace",
       .tooltip = "Gives panels their default places and sizes.",
       .synonyms = "layout",
       .run = [&view] {
         view.layout() = default_layout(view.workspace);
         view.lanes.height = 0.0f;
       }});

  const auto add_toggle = [&](const char* id, const char* key, const char* label,
                              const char* tooltip, bool Layout::*shows) {
    add({.id = id,
         .label = label,
         .tooltip = tooltip,
         .keys = {key},
         .synonyms = "panel show hide",
         .run =
             [&view, shows] {
               view.hides_panels = false;
               view.layout().*shows = !(view.layout().*shows);
             },
         .is_on = [&view, shows] { return view.layout().*shows; }});
  };
  add_toggle("view.library", "Ctrl+B", "Library", "Shows or hides the list of motions.",
             &Layout::shows_library);
  add_toggle("view.inspector", "Ctrl+I", "Inspector",
             "Shows or hides emotion, latents and properties.", &Layout::shows_inspector);
  add_toggle("view.timeline", "Ctrl+T", "Timeline", "Shows or hides the timeline.",
             &Layout::shows_timeline);
  add({.id = "lanes.curves",
       .label = "Laban curves",
       .tooltip = "Shows the chosen Laban features over time on the timeline.",
       .keys = {"C"},
       .icon = "curves",
       .synonyms = "lma features timeline lanes effort shape plot graph",
       .run =
           [&view] {
             view.lanes.shows_curves = !view.lanes.shows_curves;
             if (view.lanes.shows_curves) show_timeline(view);
           },
       .is_on = [&view] { return view.lanes.shows_curves; }});
  add({.id = "lanes.pad",
       .label = "Emotion over time",
       .tooltip = "Shows pleasure, arousal and dominance on the timeline as a model reads them, "
                  "with their interval.",
       .keys = {"E"},
       .icon = "smile",
       .synonyms = "pad trace prediction interval lane affect",
       .run =
           [&view] {
             view.lanes.shows_pad = !view.lanes.shows_pad;
             if (view.lanes.shows_pad) show_timeline(view);
           },
       .is_on = [&view] { return view.lanes.shows_pad; }});
  add({.id = "lanes.pad_curve",
       .label = "PAD curve",
       .tooltip = "Shows on the timeline the curve that is recorded at the pad, with its keys.",
       .keys = {"Shift+P"},
       .icon = "curves",
       .synonyms = "automation emotion lane keys record",
       .run =
           [&view] {
             view.lanes.shows_pad_curve = !view.lanes.shows_pad_curve;
             if (view.lanes.shows_pad_curve) show_timeline(view);
           },
       .is_on = [&view] { return view.lanes.shows_pad_curve; }});
  add({.id = "lanes.choose",
       .label = "Choose curves…",
       .tooltip = "Lists all features that the timeline can show.",
       .keys = {"Shift+C"},
       .icon = "list",
       .synonyms = "lma features lanes timeline add curve",
       .run = [&view] {
         const bool is_open = view.overlay == Overlay::kCurves;
         view.overlay = is_open ? Overlay::kNone : Overlay::kCurves;
         if (!is_open) show_timeline(view);
       }});
  add({.id = "view.correlation",
       .label = "Features against emotion",
       .tooltip = "Beside the 3-D view, a heat map of how features of the library's labelled "
                  "motions follow pleasure, "
                  "arousal and dominance.",
       .keys = {"Shift+E"},
       .icon = "heat-map",
       .synonyms = "correlation heat map pad spearman pearson table",
       .run =
           [&s, &view] {
             SecondCell& cell = view.layout().second_cell;
             cell = cell == SecondCell::kCorrelation ? SecondCell::kMap : SecondCell::kCorrelation;
             if (cell != SecondCell::kCorrelation) return;
             view.hides_panels = false;
             if (!s.correlation().has_result() && !s.correlation().is_busy()) {
               s.compute_correlation(s.correlation().choices());
             }
           },
       .disabled_reason = [&s, &view]() -> std::string {
         const bool is_shown = view.layout().second_cell == SecondCell::kCorrelation;
         return is_shown || s.library().size() >= 3 ? "" : "It needs at least 3 motions.";
       },
       .is_on = [&view] { return view.layout().second_cell == SecondCell::kCorrelation; }});
  add({.id = "view.second_cell",
       .label = "Next second cell",
       .tooltip = "Cycles what is beside the 3-D view: nothing, map, latents.",
       .keys = {"Shift+V"},
       .synonyms = "map split",
       .run =
           [&view] {
             Layout& layout = view.layout();
             layout.second_cell =
                 static_cast<SecondCell>((static_cast<int>(layout.second_cell) + 1) % 3);
           },
       .is_on = [&view] { return view.layout().second_cell != SecondCell::kNone; }});
  add({.id = "view.hide_panels",
       .label = "Hide all panels",
       .tooltip = "Leaves only the stage; once more brings the panels back.",
       .keys = {"H"},
       .run = [&view] { view.hides_panels = !view.hides_panels; },
       .is_on = [&view] { return view.hides_panels; }});

  add({.id = "camera.frame",
       .label = "Frame the figure",
       .tooltip = "Moves the camera so that the figure fills the view.",
       .keys = {"F"},
       .icon = "frame",
       .synonyms = "fit zoom",
       .run = [&s] { s.frame_figure(); }});
  add({.id = "camera.follow",
       .label = "Follow the figure",
       .tooltip = "The camera goes where the figure goes.",
       .keys = {"Shift+F"},
       .icon = "follow",
       .run =
           [&view] {
             view.follows = !view.follows || !view.follow_joint.empty();
             view.follow_joint.clear();
           },
       .is_on = [&view] { return view.follows && view.follow_joint.empty(); }});
  add({.id = "camera.follow_joint",
       .label = "What the camera follows…",
       .tooltip = "The figure, or one joint; Ctrl and a double click on a joint follow it as well.",
       .icon = "follow",
       .synonyms = "track joint hand head foot attach",
       .run = [&view] { view.edits_follow = !view.edits_follow; },
       .disabled_reason = [&s] { return s.player().motion() ? "" : "No motion is on the stage."; },
       .is_on = [&view] { return view.edits_follow; }});
  add({.id = "camera.reset",
       .label = "Reset the view",
       .tooltip = "Puts the camera back to where it started.",
       .keys = {"0"},
       .icon = "home",
       .run = [&s] { s.reset_camera(); }});
  add({.id = "camera.front",
       .label = "From the front",
       .tooltip = "Looks along the Z axis.",
       .keys = {"1"},
       .run = [&s] { s.look_from(0.0, 0.05); }});
  add({.id = "camera.side",
       .label = "From the side",
       .tooltip = "Looks at the figure's left.",
       .keys = {"2"},
       .run = [&s] { s.look_from(kPi / 2.0, 0.05); }});
  add({.id = "camera.top",
       .label = "From the top",
       .tooltip = "Looks straight down.",
       .keys = {"3"},
       .run = [&s] { s.look_from(0.0, rad_from_degrees(89.0)); }});
  add({.id = "camera.orthographic",
       .label = "Orthographic",
       .tooltip = "Draws without perspective.",
       .keys = {"5"},
       .run = [&view] { view.camera.is_orthographic = !view.camera.is_orthographic; },
       .is_on = [&view] { return view.camera.is_orthographic; }});
  add({.id = "view.trails",
       .label = "Trails of hands and feet",
       .tooltip = "Draws where hands and feet went in the last second.",
       .keys = {"T"},
       .icon = "trails",
       .run = [&view] { view.shows_trails = !view.shows_trails; },
       .is_on = [&view] { return view.shows_trails; }});
  add({.id = "view.contacts",
       .label = "Foot contacts",
       .tooltip = "Draws a disc under a foot that bears on the ground.",
       .icon = "contacts",
       .run = [&view] { view.shows_contacts = !view.shows_contacts; },
       .is_on = [&view] { return view.shows_contacts; }});

  add({.id = "view.text_larger",
       .label = "Larger text",
       .tooltip = "Makes everything larger.",
       .keys = {"Ctrl+=", "Ctrl++"},
       .synonyms = "zoom font size",
       .repeats = true,
       .run = [&view] { step_text_scale(view, 0.25); }});
  add({.id = "view.text_smaller",
       .label = "Smaller text",
       .tooltip = "Makes everything smaller.",
       .keys = {"Ctrl+-"},
       .synonyms = "zoom font size",
       .repeats = true,
       .run = [&view] { step_text_scale(view, -0.25); }});
  add({.id = "view.text_default",
       .label = "Default text size",
       .tooltip = "Makes everything as large as the monitor asks for.",
       .keys = {"Ctrl+0"},
       .run = [&view] { view.text_scale = 1.0; }});
  add({.id = "view.full_screen",
       .label = "Full screen",
       .tooltip = "Fills the whole screen.",
       .keys = {"F11"},
       .run = [&view] { view.requests.full_screen = true; }});
  add({.id = "view.keyboard_mode",
       .label = "Keyboard mode",
       .tooltip = "Arrows and Enter move between controls; Esc or a click ends it.",
       .keys = {"F6"},
       .icon = "keyboard",
       .synonyms = "accessibility navigation",
       .run = [&view] { view.keyboard_mode = !view.keyboard_mode; },
       .is_on = [&view] { return view.keyboard_mode; }});
}

}  // namespace kinemote::app
