// The commands of the Map menu.
#include <array>

#include "app/map_desk.h"
#include "app/map_selected_table.h"
#include "app/studio_commands.h"

namespace kinemote::app {

namespace {

struct DetailWords {
  MapDetail detail;
  const char* label;
  const char* tooltip;
};
constexpr std::array<DetailWords, 5> kDetails{
    {{MapDetail::kScores, "Scores of the map", "Shows how far map and clusters can be trusted."},
     {MapDetail::kNear, "Nearest motions",
      "Lists what is nearest to the motion on the stage by signature, not by the picture."},
     {MapDetail::kTree, "Tree of clusters",
      "Shows the dendrogram; drag its line to cut elsewhere."},
     {MapDetail::kLabels, "Clusters against labels", "Counts which label is in which cluster."},
     {MapDetail::kStress, "Shepard diagram",
      "Shows distances on the map against those between signatures."}}};

struct ExportWords {
  MapExport what;
  const char* extension;
  const char* label;
  const char* tooltip;
};
constexpr std::array<ExportWords, 8> kExports{
    {{MapExport::kFigure, ".svg", "Save the map as SVG", "Writes the map as a figure for print."},
     {MapExport::kFigure, ".png", "Save the map as PNG", "Writes the map as a picture."},
     {MapExport::kTree, ".svg", "Save the tree as SVG", "Writes the dendrogram as a figure."},
     {MapExport::kConfusion, ".svg", "Save clusters against labels as SVG",
      "Writes the table of labels and clusters as a figure."},
     {MapExport::kShepard, ".svg", "Save the Shepard diagram as SVG",
      "Writes distances on the map against given ones as a figure."},
     {MapExport::kTable, ".csv", "Save the points as CSV",
      "Writes names, labels, clusters and coordinates as a table."},
     {MapExport::kDistances, ".csv", "Save the distances as CSV",
      "Writes the distances between all signatures as a table."},
     {MapExport::kData, ".json", "Save the map as JSON",
      "Writes everything about the map, as kinemote map --out does."}}};

std::string no_map_reason(const Session& session) {
  return session.map().has_map() ? "" : "There is no map yet.";
}

/// Makes sure that the map can be seen.
void show_map(ViewState& view) {
  view.hides_panels = false;
  view.layout().second_cell = SecondCell::kMap;
}

}  // namespace

void add_map_commands(CommandRegistry& registry, Status& status, Session& s) {
  const auto add = [&](StudioCommand command) {
    command.menu = "Map";
    Status added = registry.add(std::move(command));
    if (!added && status) status = added;
  };
  ViewState& view = s.view();
  add({.id = "map.compute",
       .label = "Map the library",
       .tooltip = "Places motions that move alike near each other.",
       .icon = "map",
       .synonyms = "embedding cluster scatter",
       .run = [&s] { s.compute_map(); },
       .disabled_reason = [&s]() -> std::string {
         if (s.map_workspace().is_computing()) return "The map is being made.";
         return s.library().size() < 3 ? "A map needs at least 3 motions." : "";
       }});
  add({.id = "map.cancel",
       .label = "Stop mapping",
       .tooltip = "Keeps the map as it is.",
       .icon = "close",
       .run = [&s] { s.map_workspace().cancel(); },
       .disabled_reason =
           [&s] { return s.map_workspace().is_computing() ? "" : "No map is being made."; }});
  add({.id = "map.choices",
       .label = "How the map is made",
       .tooltip = "Signature, distance, embedding and clusters; the map follows at once.",
       .icon = "sliders",
       .synonyms = "settings signature distance embedding cluster k pooling",
       .run =
           [&view] {
             show_map(view);
             view.edits_map = !view.edits_map;
           },
       .is_on = [&view] { return view.edits_map; }});
  const auto add_tool = [&](MapTool tool, const char* id, const char* icon, const char* label,
                            const char* tooltip) {
    add({.id = id,
         .label = label,
         .tooltip = tooltip,
         .icon = icon,
         .synonyms = "select tool brush",
         .run =
             [&view, tool] {
               show_map(view);
               view.map_tool = tool;
             },
         .is_on = [&view, tool] { return view.map_tool == tool; }});
  };
  add_tool(MapTool::kPan, "map.pan", "hand", "Move the map",
           "Drag to move, wheel to zoom, double click to fit. Shift and drag selects.");
  add_tool(MapTool::kLasso, "map.lasso", "lasso", "Lasso",
           "Drag round the points to select. Ctrl adds, Ctrl+Alt takes away.");
  add_tool(MapTool::kRectangle, "map.rectangle", "rectangle", "Rectangle",
           "Drag a rectangle to select. Ctrl adds, Ctrl+Alt takes away.");
  add_tool(MapTool::kBrush, "map.brush", "dot-circle", "Brush",
           "Paint over points to select; the wheel changes its size while it paints. Ctrl adds, "
           "Ctrl+Alt takes away.");
  add({.id = "map.make_here",
       .label = "Make a motion of this place",
       .tooltip = "Makes the motion that would lie where the pointer is on the map, approximately: "
                  "from the motions nearest to it.",
       .icon = "magic",
       .synonyms = "generate decode inverse interpolate empty",
       .run = [&s] { s.make_at(*s.view().map_place); },
       .disabled_reason = [&s]() -> std::string {
         const std::string problem = s.latent_bench().map_problem();
         if (!problem.empty()) return problem;
         return s.view().map_place ? "" : "Point at a place of the map first.";
       }});
  add({.id = "map.select_near",
       .label = "Select the nearest motions",
       .tooltip = "Selects the motion on the stage and those nearest to it by signature.",
       .icon = "target",
       .synonyms = "neighbours",
       .run = [&s] { select_neighbours(s); },
       .disabled_reason = [&s]() -> std::string {
         if (!s.map().has_map()) return "There is no map yet.";
         return s.map().point_of(s.current_entry()) < 0
                    ? "The motion on the stage is not on the map."
                    : "";
       }});
  for (const DetailWords& words : kDetails) {
    add({.id = "map." + std::string(map_detail_name(words.detail)),
         .label = words.label,
         .tooltip = words.tooltip,
         .synonyms = "map silhouette ari neighbours dendrogram confusion stress",
         .run =
             [&view, detail = words.detail] {
               show_map(view);
               MapDetail& shown = view.layout().map_detail;
               shown = shown == detail ? MapDetail::kNone : detail;
             },
         .is_on = [&view, detail = words.detail] { return view.layout().map_detail == detail; }});
  }
  for (const ExportWords& words : kExports) {
    add({.id = "map.save_" + std::string(map_export_name(words.what)) +
               (words.what == MapExport::kFigure ? std::string("_") + (words.extension + 1) : ""),
         .label = words.label,
         .tooltip = std::string(words.tooltip) + " The working folder gets a new file.",
         .icon = "export",
         .synonyms = "export figure table write",
         .run =
             [&s, words] {
               if (const Status begun = export_map(s, words.what, words.extension); !begun) {
                 s.messages().post(MessageLevel::kError, begun.error().message);
               }
             },
         .disabled_reason =
             [&s, words] {
               const std::string reason = no_map_reason(s);
               return reason.empty() ? s.map_workspace().export_problem(words.what) : reason;
             }});
  }
  add({.id = "map.save_selected_points",
       .label = "Save a table of the selected points",
       .tooltip = "One row a selected motion: labels, PAD, cluster and coordinates. The working "
                  "folder gets a new file.",
       .icon = "export",
       .synonyms = "export csv table write selection",
       .run = [&s] { save_selected_points(s); },
       .disabled_reason = [&s] { return selected_points_problem(s); }});
}

}  // namespace kinemote::app
