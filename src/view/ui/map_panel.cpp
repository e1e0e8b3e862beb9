#include "view/ui/map_panel.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>
#include <iterator>

#include "view/ui/imgui_compat.h"
#include "view/ui/map_details.h"
#include "view/ui/map_header.h"
#include "view/ui/map_legend.h"
#include "view/ui/map_menu.h"
#include "view/ui/map_notices.h"
#include "view/ui/map_overlays.h"
#include "view/ui/map_words.h"

namespace kinemote::view {

namespace {

/// From here on the details stand beside the map rather than below it.
constexpr float kWide = 700.0f, kHigh = 380.0f;  // in lower cells there is room for the map alone

void busy_or_empty(Ui& ui, const Rect& rect) {
  app::Session& session = ui.session;
  const float width = std::min(ui.px(320.0f), rect.width - ui.px(48.0f));
  ImGui::SetCursorScreenPos({rect.x + 0.5f * (rect.width - width), rect.y + 0.34f * rect.height});
  ImGui::BeginGroup();
  ImGui::PushTextWrapPos(ImGui::GetCursorPosX() + width);
  const app::MapWorkspace& workspace = session.map_workspace();
  if (workspace.is_computing()) {
    text(ui, ui.fonts.strong, ui.palette.text, "Making the map");
    if (const auto job = map_job(session)) {
      text(ui, ui.fonts.small, ui.palette.text_dim, job->phase.empty() ? "waiting" : job->phase);
      ImGui::ProgressBar(std::max(0.0f, static_cast<float>(job->fraction)), {width, ui.px(6.0f)},
                         "");
      ImGui::Dummy({0.0f, ui.px(4.0f)});
      command_text_button_as(ui, "map.cancel", "Cancel");
    }
  } else if (!workspace.error().empty()) {
    text(ui, ui.fonts.strong, ui.palette.text, "No map");
    text(ui, ui.fonts.body, ui.palette.text_dim, workspace.error());
    ImGui::Dummy({0.0f, ui.px(4.0f)});
    command_text_button(ui, "map.compute");
  } else if (session.library().size() >= 3) {
    text(ui, ui.fonts.strong, ui.palette.text, "Not mapped yet");
    text(ui, ui.fonts.body, ui.palette.text_dim,
         "The map places motions that move alike near each other.");
    ImGui::Dummy({0.0f, ui.px(4.0f)});
    command_text_button(ui, "map.compute", ButtonLook::kPrimary);
  } else if (!session.jobs().is_idle()) {
    text(ui, ui.fonts.strong, ui.palette.text, "Waiting for the motions");
    text(ui, ui.fonts.body, ui.palette.text_dim, "The map is made once they are there.");
  } else {
    text(ui, ui.fonts.strong, ui.palette.text, "Nothing to map");
    text(ui, ui.fonts.body, ui.palette.text_dim, "A map needs at least 3 motions.");
    ImGui::Dummy({0.0f, ui.px(4.0f)});
    command_text_button(ui, "file.open_folder", ButtonLook::kPrimary);
    command_text_button(ui, "file.open_builtin");
  }
  ImGui::PopTextWrapPos();
  ImGui::EndGroup();
}

constexpr int kDiamond = 3;  // of app::kShapeCount

/// Times the usual size, for a share of the largest value; the area tells it. NaN: as the least.
float size_of(double share) {
  constexpr double kLeast = 0.25, kMost = 3.0;  // areas
  return static_cast<float>(std::sqrt(kLeast + (kMost - kLeast) * (share > 0.0 ? share : 0.0)));
}

/// The points as the widget draws them, made anew only where something about them changed.
void refresh_points(Ui& ui, UiState& state) {
  const app::MapModel& map = ui.session.map();
  const app::Library& library = ui.session.library();
  const std::vector<size_t> key{map.generation(), map.look_revision(), library.selection_revision(),
                                static_cast<size_t>(ui.session.view().theme)};
  if (state.map_points_of == key) return;
  state.map_points_of = key;
  state.map_selection_words = library.selected().empty() ? "" : selection_words(ui);
  const bool is_number = app::is_continuous(map.colour_column());
  std::vector<char> is_selected(static_cast<size_t>(map.size()), 0);
  for (const int entry : library.selected()) {
    if (const int point = map.point_of(entry); point >= 0) is_selected[point] = 1;
  }
  state.map_points.resize(static_cast<size_t>(map.size()));
  for (int i = 0; i < map.size(); ++i) {
    const auto [x, y] = map.position(i);
    ScatterPoint point{x, y, map.style(i), map.is_hidden(i)};
    if (is_number) {
      const double share = map.colour_share(i);
      point.is_hollow = std::isnan(share);
      if (point.is_hollow) {
        point.style.shape = kDiamond;
      } else {
        point.colour = ramp_colour(ui.palette, static_cast<float>(share)).packed();
      }
    }
    point.is_selected = is_selected[i] != 0;
    point.group_size = map.group_size(i);
    if (map.size_column()) point.scale = size_of(map.size_share(i));
    state.map_points[i] = point;
  }
}

void take_clicks(Ui& ui, const ScatterEvents& events) {
  app::Library& library = ui.session.library();
  const auto& placed = ui.session.map_workspace().placed();
  if (events.clicked_marker >= 0 && events.clicked_marker < static_cast<int>(placed.size())) {
    ui.session.play_entry(placed[static_cast<size_t>(events.clicked_marker)].entry);
  }
  if (events.clicked < 0) return;
  const int entry = ui.session.map().entry_of(events.clicked);
  if (entry < 0) return;
  if (events.with_ctrl) {
    library.toggle_selected(entry);
  } else if (events.with_shift) {
    library.select({entry}, app::Library::SelectMode::kAdd);
  } else {
    // Whoever walks through a selection keeps it.
    if (library.selected().count(entry) == 0) library.clear_selection();
    ui.session.play_entry(entry);
  }
}

/// How many points the shape being drawn holds, beside the pointer.
void drawing_words(Ui& ui, const ScatterEvents& events, size_t count) {
  const char* what = events.mode == app::Library::SelectMode::kAdd      ? "add "
                     : events.mode == app::Library::SelectMode::kRemove ? "take away "
                                                                        : "";
  ImGui::SetTooltip("%s%zu of %d", what, count, ui.session.map().size());
}

/// Lines and rings of the nearest motions of what is on the stage, while they are listed.
std::vector<std::pair<int, int>> near_links(Ui& ui) {
  std::vector<std::pair<int, int>> links;
  const app::MapModel& map = ui.session.map();
  const int point = map.point_of(ui.session.current_entry());
  if (ui.session.view().layout().map_detail != app::MapDetail::kNear || point < 0 ||
      ui.session.document().is_generated) {
    return links;
  }
  for (const app::MapNeighbour& near : map.neighbours(point)) links.emplace_back(point, near.point);
  return links;
}

/// Points in the shape that is being drawn, or under the brush since it was put down.
void take_shape(Ui& ui, UiState& state, const ScatterEvents& events) {
  app::Session& session = ui.session;
  const app::MapModel& map = session.map();
  app::ViewState& view = session.view();
  const bool is_brush = view.map_tool == app::MapTool::kBrush;
  std::vector<int> inside =
      is_brush ? app::points_brushed(map.positions(), events.brushed,
                                     ui.px(view.map_brush) / state.map_view.pixels_per_unit)
               : app::points_inside(map.positions(), state.map_view.outline);
  std::erase_if(inside, [&](int point) { return map.is_hidden(point); });
  if (is_brush) {
    view.map_brush = std::clamp(view.map_brush * std::pow(1.15f, events.brush_steps),
                                app::ViewState::kThinnestBrush, app::ViewState::kWidestBrush);
    std::vector<int> all;
    std::set_union(inside.begin(), inside.end(), state.map_painted.begin(), state.map_painted.end(),
                   std::back_inserter(all));
    state.map_painted = inside = std::move(all);
    // Rings of very many would only cover each other.
    constexpr size_t kMostRings = 2000;
    if (inside.size() <= kMostRings) state.map_highlight = inside;
  }
  drawing_words(ui, events, inside.size());
  if (!events.is_drawn) return;
  state.map_view.outline.clear();
  state.map_painted.clear();
  select_points(ui, inside, events.mode);
}

/// A plain click asks for the motion of an empty place where motion is made; elsewhere it is too
/// easily meant otherwise, and two keys are held with it. A plain one waits until it can no longer
/// become a double click, which fits the view and makes nothing.
void make_motion_of_click(Ui& ui, UiState& state, const ScatterEvents& events) {
  app::ViewState& view = ui.session.view();
  const ImGuiIO& io = ImGui::GetIO();
  const bool is_plain = !events.with_ctrl && !events.with_shift;
  const bool is_here =
      view.workspace == app::Workspace::kSynthesise && view.map_tool == app::MapTool::kPan;
  if (events.is_place_clicked && events.with_ctrl && events.with_shift) {
    ui.run("map.make_here");
  } else if (events.is_place_clicked && is_plain && is_here && events.place) {
    state.map_click = MapClick{*events.place, io.MouseDownDurationPrev[ImGuiMouseButton_Left]};
  }
  if (!state.map_click) return;
  if (ImGui::IsMouseDoubleClicked(ImGuiMouseButton_Left)) return state.map_click.reset();
  state.map_click->waited_s += ui.elapsed_s;
  view.wants_frames = true;
  if (state.map_click->waited_s < io.MouseDoubleClickTime) return;
  view.map_place = state.map_click->place;
  state.map_click.reset();
  ui.run("map.make_here");
}

/// That a click was seen, while it waits.
void draw_click(const Ui& ui, ImDrawList& list, const Rect& plot, const UiState& state) {
  if (!state.map_click) return;
  ImVec2 at;
  scatter_pixel(state.map_view, plot, state.map_click->place[0], state.map_click->place[1], at.x,
                at.y);
  list.AddCircle(at, ui.px(7.0f), ui.palette.accent.packed(), 24, ui.px(2.0f));
}

void plot_of_map(Ui& ui, UiState& state, const Rect& plot) {
  app::Session& session = ui.session;
  const app::MapModel& map = session.map();
  ImDrawList& list = *ImGui::GetWindowDrawList();
  list.AddRectFilled(
      top_left(plot), bottom_right(plot),
      mix(ui.palette.panel, ui.palette.gap, ui.palette.has_outlines ? 0.0f : 0.35f).packed(),
      ui.px(6.0f));
  axis_words(ui, list, plot);
  refresh_points(ui, state);
  const std::array<size_t, 2> fitted{map.layout_generation(),
                                     session.map_workspace().placed().size()};
  if (state.map_fitted != fitted) {
    state.map_fitted = fitted;
    state.map_view = {};
  }
  // Another map may have come since these were noted.
  const auto is_gone = [&map](int point) { return point >= map.size(); };
  std::erase_if(state.map_highlight, is_gone);
  std::erase_if(state.map_painted, is_gone);
  if (state.map_view.outline.empty()) state.map_painted.clear();
  std::vector<ScatterMarker> markers;
  const auto add_marker = [&](const app::MapPlacement& place, const std::string& name,
                              bool is_lasting) {
    const Eigen::VectorXd& at = place.coordinates;
    markers.push_back({static_cast<float>(at[0]), at.size() > 1 ? static_cast<float>(at[1]) : 0.0f,
                       name, is_lasting});
  };
  for (const app::PlacedEntry& placed : session.map_workspace().placed()) {
    add_marker(placed.placement, session.library().entries()[placed.entry].name, true);
  }
  if (const auto& stage = session.map_workspace().stage_marker()) {
    add_marker(stage->placement, stage->name, false);
  }
  const auto links = near_links(ui);
  ScatterInput input;
  input.points = state.map_points;
  input.has_selection = !session.library().selected().empty();
  if (!session.document().is_generated) input.selected = map.point_of(session.current_entry());
  input.linked = map.point_of(state.library_hovered);
  input.highlighted = state.map_highlight;
  input.links = links;
  input.markers = markers;
  input.tool = session.view().map_tool;
  input.brush = ui.px(session.view().map_brush);
  input.name = [&](int i) { return map.result().clips[i].entry.name; };
  input.opacity = session.view().map_look.opacity;
  input.size = session.view().map_look.size;
  input.is_covered = path_handle(ui, plot, state.map_view);
  const ScatterEvents events = scatter_widget(ui, "map.plot", plot, input, state.map_view);
  state.map_hovered = events.hovered;
  state.map_highlight.clear();
  list.PushClipRect(top_left(plot), bottom_right(plot), true);
  draw_path(ui, list, plot, state.map_view);
  draw_found(ui, list, plot, state.map_view);
  draw_click(ui, list, plot, state);
  list.PopClipRect();
  if (events.is_drawing) {
    take_shape(ui, state, events);
  } else if (events.hovered >= 0 && input.tool != app::MapTool::kBrush) {
    point_tooltip(ui, state, events.hovered);
  }
  take_clicks(ui, events);
  if (events.place) session.view().map_place = events.place;
  make_motion_of_click(ui, state, events);
  if (events.is_menu_wanted) open_map_menu(state, events.hovered);
  map_menu(ui, state);
}

}  // namespace

void map_panel(Ui& ui, UiState& state, const Rect& rect) {
  begin_panel(ui, "map", rect, 12.0f, 8.0f, ImGuiWindowFlags_NoScrollWithMouse);
  map_header(ui, state);
  state.map_hovered = -1;
  const app::MapModel& map = ui.session.map();
  if (!map.has_map()) {
    state.map_view = {};
    busy_or_empty(ui, rect);
    end_panel();
    return;
  }
  map_columns_row(ui);
  subset_line(ui, ImGui::GetContentRegionAvail().x);
  if (const auto notice = lasting_notice(ui)) {
    const ImVec2 top = ImGui::GetCursorScreenPos();
    const float width = ImGui::GetContentRegionAvail().x;
    const float height = notice_height(ui, *notice, width);
    draw_notice(ui, "map.notice", *notice, {top.x, top.y, width, height});
  }
  const ImVec2 at = ImGui::GetCursorScreenPos();
  const float room = ImGui::GetContentRegionAvail().x;
  const float gap = ui.px(8.0f), line = ui.px(24.0f), tabs = ui.px(26.0f);
  const bool is_wide = rect.width >= ui.px(kWide);
  const bool is_open = (is_wide || rect.height >= ui.px(kHigh)) &&
                       ui.session.view().layout().map_detail != app::MapDetail::kNone;
  const float beside =
      is_wide ? std::round(std::clamp(0.36f * room, ui.px(280.0f), ui.px(420.0f))) : 0.0f;
  const float width = is_wide ? room - beside - 2 * gap : room;
  const float bottom = rect.bottom() - ui.px(8.0f);
  // A long legend scrolls rather than push the map away; where there is little room, one row stays.
  const bool is_low = !is_wide && rect.height < ui.px(300.0f);  // no room for tabs either
  const bool is_tight = is_low || (is_open && !is_wide && rect.height < ui.px(520.0f));
  const float legend = std::min(
      map_legend_height(ui, width - ui.px(14.0f)),
      is_tight ? line + ui.px(2.0f)
               : std::max(ui.px(54.0f), (is_open && !is_wide ? 0.13f : 0.24f) * rect.height));
  const bool has_line = !is_tight || !ui.session.library().selected().empty();
  const float below =
      is_wide || !is_open
          ? 0.0f
          : std::round(std::clamp(0.36f * rect.height, ui.px(120.0f), ui.px(340.0f)));
  // Legend and line are windows of their own, with the usual distance below each.
  const float between = ImGui::GetStyle().ItemSpacing.y;
  const float foot =
      legend + between + (has_line ? line : 0.0f) + gap +
      (is_wide || is_low ? 0.0f : tabs + gap + below);
  const Rect plot{at.x, at.y + ui.px(2.0f), width, std::max(ui.px(90.0f), bottom - at.y - foot)};
  plot_of_map(ui, state, plot);
  if (const auto notice = passing_notice(ui, plot)) {
    const float height = notice_height(ui, *notice, plot.width - 2 * gap);
    draw_notice(
        ui, "map.passing", *notice,
        {plot.x + gap, plot.bottom() - height - ui.px(26.0f), plot.width - 2 * gap, height});
  }
  ImGui::SetCursorScreenPos({at.x, plot.bottom() + ui.px(4.0f)});
  ImGui::BeginChild("legend", {width, legend});
  map_legend(ui);
  ImGui::EndChild();
  if (has_line) {
    ImGui::BeginChild("line", {width, line}, false, ImGuiWindowFlags_NoScrollbar);
    ui.session.library().selected().empty() ? scores_line(ui) : selection_line(ui, state);
    ImGui::EndChild();
  }
  const float x = is_wide ? plot.right() + 2 * gap : at.x;
  const float y = is_wide ? at.y : bottom - tabs - (is_open ? below + ui.px(4.0f) : 0.0f);
  ImGui::SetCursorScreenPos({x, y});
  if (!is_low) map_detail_tabs(ui, is_wide ? beside : width);
  if (is_open) {
    const float top = y + tabs + gap;
    map_detail(ui, state, {x, top, is_wide ? beside : width, std::max(1.0f, bottom - top)});
  }
  end_panel();
}

}  // namespace kinemote::view
