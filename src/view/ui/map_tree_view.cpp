// The dendrogram: branches highlight their points, the line cuts it elsewhere.
#include <algorithm>
#include <cmath>
#include <string>

#include "view/ui/imgui_compat.h"
#include "view/ui/map_details.h"

namespace kinemote::view {

namespace {

/// Leaves across, heights up: by their square root, since the last merges are so much higher than
/// all others that one would see nothing else.
struct TreeFrame {
  Rect plot;
  float leaves, top;

  float x(float leaf) const { return plot.x + (leaf + 0.5f) / leaves * plot.width; }
  float y(float height) const { return plot.bottom() - std::sqrt(height / top) * plot.height; }
  float leaf_at(float x) const { return (x - plot.x) / plot.width * leaves - 0.5f; }
  float height_at(float y) const {
    const float share = std::max(0.0f, (plot.bottom() - y) / plot.height);
    return share * share * top;
  }
};

/// Draws from the root down to what is a pixel wide; below that a branch is one stroke.
void draw_branches(const Ui& ui, ImDrawList& list, const app::MapModel& map, const TreeFrame& frame,
                   float cut, int hovered) {
  const app::MapTree& tree = map.tree();
  struct Visit {
    int node;
    bool is_hovered;
  };
  std::vector<Visit> open{{tree.root(), false}};
  const uint32_t trunk = ui.palette.text_faint.packed();
  while (!open.empty()) {
    const auto [index, was_hovered] = open.back();
    open.pop_back();
    const bool is_hovered = was_hovered || index == hovered;
    const app::MapTree::Node& node = tree.nodes[index];
    if (node.left < 0) continue;
    const int cluster = map.cluster_of(tree.order[node.first]);
    const uint32_t colour =
        node.height > cut ? trunk
                          : data_colour(ui.palette, app::label_style(cluster).colour).packed();
    const float width = ui.px(is_hovered ? 2.6f : 1.4f);
    const app::MapTree::Node& left = tree.nodes[node.left];
    const app::MapTree::Node& right = tree.nodes[node.right];
    const float y = frame.y(node.height);
    list.AddLine({frame.x(left.x), y}, {frame.x(right.x), y}, colour, width);
    const bool is_narrow = frame.x(right.x) - frame.x(left.x) < 1.5f;
    for (const app::MapTree::Node* child : {&left, &right}) {
      const float foot = is_narrow ? frame.plot.bottom() : frame.y(child->height);
      list.AddLine({frame.x(child->x), y}, {frame.x(child->x), foot}, colour, width);
    }
    if (is_narrow) continue;
    open.push_back({node.left, is_hovered});
    open.push_back({node.right, is_hovered});
  }
}

/// The labels of the leaves as a strip of colours.
void draw_labels(const Ui& ui, ImDrawList& list, const app::MapModel& map, const TreeFrame& frame,
                 float top, float height) {
  const app::MapTree& tree = map.tree();
  const float cell = frame.plot.width / frame.leaves;
  const float step = std::max(1.0f, std::ceil(1.0f / cell));
  for (float leaf = 0.0f; leaf < frame.leaves; leaf += step) {
    const int point = tree.order[static_cast<size_t>(leaf)];
    const double share = map.colour_share(point);
    const Colour colour =
        app::is_continuous(map.colour_column())
            ? (std::isnan(share) ? ui.palette.control
                                 : ramp_colour(ui.palette, static_cast<float>(share)))
            : data_colour(ui.palette, map.style(point).colour);
    const float x = frame.x(leaf) - 0.5f * cell;
    list.AddRectFilled({x, top}, {x + std::max(1.0f, step * cell), top + height}, colour.packed());
  }
}

void without_tree(Ui& ui) {
  text_wrapped(ui, ui.fonts.body, ui.palette.text_dim,
               "k-means keeps no tree. Agglomerative clustering does, and can be cut anywhere.");
  ImGui::Dummy({0.0f, ui.px(4.0f)});
  if (text_button(ui, "map.use_ward", "Cluster by Ward", ButtonLook::kPrimary)) {
    app::MapChoices choices = ui.session.document().map;
    choices.cluster = "ward";
    ui.session.set_map_choices(choices, app::Gesture::kCommit, "map: clustering ward");
  }
}

}  // namespace

void map_tree_view(Ui& ui, UiState& state) {
  app::MapModel& map = ui.session.map();
  const app::MapTree& tree = map.tree();
  if (tree.is_empty()) return without_tree(ui);
  text_clipped(ui, ui.fonts.small, ui.palette.text_dim,
               std::to_string(map.cluster_count()) +
                   " clusters · drag the line to cut · heights by square root",
               ImGui::GetContentRegionAvail().x);
  const ImVec2 at = ImGui::GetCursorScreenPos(), room = ImGui::GetContentRegionAvail();
  const float strip = ui.px(9.0f);
  const float height = std::max(room.y - strip - ui.px(4.0f), ui.px(60.0f));
  const TreeFrame frame{
      {at.x, at.y + ui.px(4.0f), std::max(room.x, ui.px(60.0f)), height - ui.px(4.0f)},
      static_cast<float>(tree.leaf_count()),
      std::max(1.06f * tree.top(), 1e-12f)};
  ImGui::InvisibleButton("map.tree", {frame.plot.width, height + strip});
  ui.probe.add("map.tree", frame.plot);
  const ImVec2 mouse = ImGui::GetIO().MousePos;
  const bool is_hovered = ImGui::IsItemHovered();
  const float cut_height = tree.cut_height(map.cluster_count());
  const float cut = frame.y(cut_height);
  const float grab = ui.px(6.0f);
  ui.probe.add("map.cut", {frame.plot.x, cut - grab, frame.plot.width, 2 * grab});
  const bool is_on_line = is_hovered && std::abs(mouse.y - cut) <= grab;
  if (ImGui::IsItemActivated() && is_on_line) state.map_cuts_tree = true;
  if (is_on_line || state.map_cuts_tree) ImGui::SetMouseCursor(ImGuiMouseCursor_ResizeNS);
  if (state.map_cuts_tree) {
    app::MapChoices choices = ui.session.document().map;
    const float wanted = std::clamp(frame.height_at(mouse.y), 0.0f, tree.top());
    choices.cluster_count = std::clamp(tree.clusters_at(wanted), 2, tree.leaf_count());
    const bool is_held = ImGui::IsItemActive();
    ui.session.set_map_choices(choices, is_held ? app::Gesture::kPreview : app::Gesture::kCommit,
                               "map: cut into " + std::to_string(choices.cluster_count));
    state.map_cuts_tree = is_held;
  }
  int hovered = -1;
  if (is_hovered && !is_on_line && !state.map_cuts_tree) {
    hovered = tree.branch_at(frame.leaf_at(mouse.x), frame.height_at(mouse.y));
    if (hovered >= 0) {
      state.map_highlight = tree.clips_below(hovered);
      const auto parts = app::label_composition(map.result().clips, state.map_highlight);
      std::string words = std::to_string(state.map_highlight.size()) + " motions";
      for (size_t i = 0; i < std::min<size_t>(4, parts.size()); ++i) {
        words += (i == 0 ? "\n" : ", ") + (parts[i].first.empty() ? "no label" : parts[i].first) +
                 " " + std::to_string(parts[i].second);
      }
      if (parts.size() > 4) words += " …";
      ImGui::SetTooltip("%s\nClick selects them.", words.c_str());
      const float moved = ImGui::GetIO().MouseDragMaxDistanceSqr[ImGuiMouseButton_Left];
      if (ImGui::IsMouseReleased(ImGuiMouseButton_Left) && moved < grab * grab) {
        select_points(ui, state.map_highlight, app::Library::SelectMode::kReplace);
      }
    }
  }
  ImDrawList& list = *ImGui::GetWindowDrawList();
  draw_branches(ui, list, map, frame, cut_height, hovered);
  draw_labels(ui, list, map, frame, at.y + height + ui.px(2.0f), strip);
  list.AddLine(
      {frame.plot.x, cut}, {frame.plot.right(), cut},
      (is_on_line || state.map_cuts_tree ? ui.palette.accent : ui.palette.text_dim).packed(),
      ui.px(1.6f));
  const std::string words = "k = " + std::to_string(map.cluster_count());
  const ImVec2 size = text_size(ui.fonts.small, words);
  const float y =
      cut - size.y - ui.px(2.0f) < at.y ? cut + ui.px(2.0f) : cut - size.y - ui.px(2.0f);
  list.AddRectFilled({frame.plot.right() - size.x - ui.px(8.0f), y},
                     {frame.plot.right(), y + size.y}, ui.palette.panel.with_alpha(0.8f).packed());
  draw_text(list, ui.fonts.small, {frame.plot.right() - size.x - ui.px(4.0f), y},
            ui.palette.text_dim, words);
}

}  // namespace kinemote::view
