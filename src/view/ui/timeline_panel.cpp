#include "view/ui/timeline_panel.h"

#include <algorithm>
#include <cmath>

#include "view/ui/imgui_compat.h"
#include "view/ui/lane_layout.h"
#include "view/ui/lanes.h"
#include "view/ui/track_bars.h"
#include "view/ui/transport_row.h"

namespace kinemote::view {

namespace {

// Names of tracks, design pixels: with the ends of their ranges where there are lanes.
constexpr float kGutter = 118.0f, kLaneGutter = 176.0f;
constexpr float kRulerHeight = 26.0f;

float gutter_width(const Ui& ui) {
  const app::LaneChoice& lanes = ui.session.view().lanes;
  const bool is_wide = has_lanes(lanes) || track_bars_height(ui) > 0.0f;
  return ui.px(is_wide ? kLaneGutter : kGutter);
}

void draw_ruler(Ui& ui, ImDrawList& list, const Rect& rect, const TimeAxis& axis) {
  const app::Clock& clock = ui.session.clock();
  list.AddRectFilled(top_left(rect), bottom_right(rect),
                     ui.palette.raised.with_alpha(0.6f).packed(), ui.px(4.0f));
  if (clock.has_range()) {
    const float a = axis.pixel(clock.range_start_s()), b = axis.pixel(clock.range_end_s());
    list.AddRectFilled({a, rect.y + 0.5f * rect.height}, {b, rect.bottom()},
                       ui.palette.selection.packed());
    for (const float x : {a, b}) {
      list.AddRectFilled({x - ui.px(2.0f), rect.y + 0.5f * rect.height},
                         {x + ui.px(2.0f), rect.bottom()}, ui.palette.accent.packed());
    }
  }
  for (const Tick& tick : ruler_ticks(axis, ui.px(80.0f))) {
    const float x = std::round(axis.pixel(tick.time_s));
    const float top = tick.is_major ? rect.y + ui.px(14.0f) : rect.bottom() - ui.px(5.0f);
    list.AddLine({x, top}, {x, rect.bottom()}, ui.palette.control.with_alpha(0.8f).packed());
    if (!tick.label.empty() &&
        x + ui.px(6.0f) + text_size(ui.fonts.small, tick.label).x < rect.right()) {
      draw_text(list, ui.fonts.small, {x + ui.px(4.0f), rect.y}, ui.palette.text_dim, tick.label);
    }
  }
}

void ruler_gestures(Ui& ui, UiState& state, const Rect& rect, TimeAxis& axis) {
  app::Clock& clock = ui.session.clock();
  const ImGuiIO& io = ImGui::GetIO();
  const double pointer_s = std::clamp(axis.time_s(io.MousePos.x), 0.0, clock.duration_s());
  const double snapped_s =
      io.KeyShift ? pointer_s : std::round(pointer_s / clock.frame_time_s()) * clock.frame_time_s();
  if (ImGui::IsItemActivated()) {
    const bool is_lower_half = io.MousePos.y > rect.y + 0.5f * kRulerHeight * ui.scale &&
                               io.MousePos.y < rect.y + kRulerHeight * ui.scale;
    state.range_anchor_s = is_lower_half ? snapped_s : -1.0;
    if (!is_lower_half) clock.begin_scrub();
  }
  if (ImGui::IsItemActive()) {
    if (state.range_anchor_s < 0.0) {
      clock.seek(snapped_s);
    } else if (ImGui::IsMouseDragging(ImGuiMouseButton_Left)) {
      clock.clear_range();
      clock.set_range_start(std::min(state.range_anchor_s, snapped_s));
      clock.set_range_end(std::max(state.range_anchor_s, snapped_s));
      clock.set_loop_mode(app::LoopMode::kRange);
    }
  }
  if (ImGui::IsItemDeactivated()) {
    // A click without a drag means a place in time, wherever it fell.
    const float threshold = io.MouseDragThreshold;
    if (state.range_anchor_s >= 0.0 && io.MouseDragMaxDistanceSqr[0] < threshold * threshold) {
      clock.seek(state.range_anchor_s);
    }
    clock.end_scrub();
  }
  if (!ImGui::IsItemHovered()) return;
  if (io.MouseWheel != 0.0f) {
    if (io.KeyShift) {
      pan_axis(axis, clock.duration_s(), -0.1 * io.MouseWheel * (axis.last_s - axis.first_s));
    } else {
      zoom_axis(axis, clock.duration_s(), pointer_s, std::pow(0.8, io.MouseWheel));
    }
  }
  if (ImGui::IsMouseDragging(ImGuiMouseButton_Middle, 0.0f)) {
    pan_axis(axis, clock.duration_s(),
             -io.MouseDelta.x / axis.width * (axis.last_s - axis.first_s));
  }
  if (ImGui::IsMouseDoubleClicked(ImGuiMouseButton_Left)) {
    axis.first_s = 0.0;
    axis.last_s = clock.duration_s();
  }
}

/// Bars where a foot bears on the ground; the right ones are hatched as well as of another colour.
void draw_contacts(Ui& ui, ImDrawList& list, const Rect& rect, const TimeAxis& axis, int side) {
  const app::PlayablePtr& motion = ui.session.player().motion();
  if (motion->contacts.empty()) return;
  const double frame_time_s = motion->clip.frame_time_s;
  const auto is_planted = [&](int frame) {
    const char* flags = motion->contacts.data() + static_cast<ptrdiff_t>(frame) * kContactCount;
    return flags[2 * side] != 0 || flags[2 * side + 1] != 0;
  };
  const Colour colour = side == 0 ? ui.palette.left : ui.palette.right;
  for (int f = 0; f < motion->clip.frame_count;) {
    if (!is_planted(f)) {
      ++f;
      continue;
    }
    int end = f;
    while (end < motion->clip.frame_count && is_planted(end)) ++end;
    const float a = std::max(rect.x, axis.pixel((f - 0.5) * frame_time_s));
    const float b = std::min(rect.right(), axis.pixel((end - 0.5) * frame_time_s));
    f = end;
    if (b <= a) continue;
    const ImVec2 min{a, rect.y + ui.px(3.0f)}, max{b, rect.bottom() - ui.px(3.0f)};
    list.AddRectFilled(min, max, colour.with_alpha(side == 0 ? 0.75f : 0.3f).packed(), ui.px(3.0f));
    if (side == 0) continue;
    list.PushClipRect(min, max, true);
    const float step = ui.px(6.0f), height = max.y - min.y;
    for (float x = min.x - height; x < max.x; x += step) {
      list.AddLine({x, max.y}, {x + height, min.y}, colour.with_alpha(0.9f).packed(), ui.px(1.5f));
    }
    list.PopClipRect();
    list.AddRect(min, max, colour.packed(), ui.px(3.0f));
  }
}

/// Curves and emotion; where they are higher than the room, they scroll with the wheel over their
/// names or by the bar at the right.
void draw_lanes(Ui& ui, UiState& state, const Rect& room, bool is_hovered) {
  const app::LaneChoice& lanes = ui.session.view().lanes;
  const int count = static_cast<int>(app::shown_curves(lanes).size());
  const bool is_plain = !has_lanes(lanes);
  const float legend = lanes.shows_curves && ui.session.measured_figures().size() > 1
                           ? ui.px(kFigureLegendHeight)
                           : 0.0f;
  LanePlan plan = plan_lanes(count, lanes.shows_pad, room.height - legend, ui.scale,
                             recognition_lane_height(lanes));
  plan.content_height += legend;
  // A low timeline without lanes shows what fits.
  if (is_plain) plan.curve_height = room.height > ui.px(56.0f) ? 0.5f * room.height : room.height;
  if (room.height < ui.px(20.0f)) return;
  LaneFrame frame;
  frame.area = room;
  frame.gutter = gutter_width(ui);
  frame.axis = state.timeline;
  const ImVec2 mouse = ImGui::GetIO().MousePos;
  frame.is_pointed = is_hovered;
  frame.time_s = is_hovered
                     ? std::clamp(frame.axis.time_s(mouse.x), 0.0, ui.session.clock().duration_s())
                     : ui.session.clock().time_s();
  const float most = plan.is_scrolled && !is_plain ? plan.content_height - room.height : 0.0f;
  const bool is_over_names = mouse.x >= room.x && mouse.x < frame.axis.x && mouse.y >= room.y &&
                             mouse.y < room.bottom() && ImGui::IsWindowHovered();
  if (is_over_names) state.lane_scroll -= ImGui::GetIO().MouseWheel * ui.px(40.0f);
  state.lane_scroll = std::clamp(state.lane_scroll, 0.0f, most);
  ImGui::PushClipRect(top_left(room), bottom_right(room), true);
  float y = room.y - std::round(state.lane_scroll);
  if (lanes.shows_pad) {
    draw_pad_lane(ui, frame, y);
    y += ui.px(kPadLaneHeight);
  }
  if (lanes.shows_recognition) {
    draw_recognition_lane(ui, frame, y);
    y += ui.px(recognition_lane_height(lanes));
  }
  y += draw_figure_legend(ui, frame, y);
  // Of one round of a motion that is another one at every moment they would say nothing.
  const bool has_curves = lanes.shows_curves || !ui.session.runs_on_pad_track();
  if (has_curves) draw_curve_lanes(ui, state, frame, y, plan.curve_height);
  ImGui::PopClipRect();
  if (most <= 0.0f) return;
  const Rect track{room.right() - ui.px(10.0f), room.y, ui.px(10.0f), room.height};
  ImGui::SetCursorScreenPos(top_left(track));
  ImGui::InvisibleButton("lane_scroll", {track.width, track.height});
  ui.probe.add("timeline.scroll", track);
  if (ImGui::IsItemActive()) {
    state.lane_scroll += ImGui::GetIO().MouseDelta.y * plan.content_height / room.height;
  }
  const float share = room.height / plan.content_height;
  const float top = track.y + state.lane_scroll / plan.content_height * track.height;
  ImGui::GetWindowDrawList()->AddRectFilled(
      {track.x + ui.px(3.0f), top}, {track.right() - ui.px(1.0f), top + share * track.height},
      (ImGui::IsItemHovered() ? ui.palette.text_faint : ui.palette.control).packed(), ui.px(3.0f));
}

void draw_tracks(Ui& ui, UiState& state, const Rect& area) {
  const app::Clock& clock = ui.session.clock();
  ImDrawList& list = *ImGui::GetWindowDrawList();
  const float gutter = gutter_width(ui);
  TimeAxis& axis = state.timeline;
  axis.x = area.x + gutter;
  const bool is_wide = gutter > ui.px(kGutter);
  axis.width = std::max(area.width - gutter - ui.px(is_wide ? 12.0f : 4.0f), 1.0f);
  const bool is_dragged = state.track_drag.figure >= 0 || state.pad_key >= 0;
  if (state.timeline_duration_s != clock.duration_s() && !is_dragged) {
    state.timeline_duration_s = clock.duration_s();
    axis.first_s = 0.0;
    axis.last_s = std::max(clock.duration_s(), 1e-3);
  }
  const Rect ruler{axis.x, area.y, axis.width, ui.px(kRulerHeight)};
  ImGui::SetCursorScreenPos({area.x, area.y});
  command_text_button_as(ui, "lanes.choose", "Curves");
  const float bar = ui.px(18.0f);
  LaneFrame frame;
  frame.area = area;
  frame.gutter = gutter;
  frame.axis = axis;
  frame.time_s = clock.time_s();
  // Before the ground that scrubs: what comes first gets the mouse.
  const float bars_y =
      ruler.bottom() + ui.px(4.0f) + (has_contact_bars(ui.session) ? 2.0f * bar : 0.0f);
  list.PushClipRect({area.x, area.y}, {area.right(), area.bottom()}, true);
  float bars_height = draw_track_bars(ui, state, frame, bars_y, area.bottom());
  bars_height += draw_pad_curve_lane(ui, state, frame, bars_y + bars_height, area.bottom());
  list.PopClipRect();
  ImGui::SetCursorScreenPos(top_left(ruler));
  ImGui::InvisibleButton("tracks", {ruler.width, std::max(area.height, ruler.height)},
                         ImGuiButtonFlags_MouseButtonLeft | ImGuiButtonFlags_MouseButtonMiddle);
  ui.probe.add("timeline.ruler", ruler);
  ui.probe.add("timeline.tracks", {axis.x, area.y, axis.width, area.height});
  const bool is_hovered = ImGui::IsItemHovered();
  ruler_gestures(ui, state, ruler, axis);
  draw_ruler(ui, list, ruler, axis);

  list.PushClipRect({area.x, area.y}, {area.right(), area.bottom()}, true);
  float y = ruler.bottom() + ui.px(4.0f);
  const auto name = [&](const std::string& words, float height, const Colour& colour) {
    draw_text(list, ui.fonts.small, {area.x, y + 0.5f * (height - ui.fonts.small->FontSize)},
              colour, words);
  };
  for (int side = 0; side < 2; ++side) {
    if (!has_contact_bars(ui.session) || y + bar > area.bottom()) break;
    name(side == 0 ? "Left foot" : "Right foot", bar,
         side == 0 ? ui.palette.left : ui.palette.right);
    draw_contacts(ui, list, {axis.x, y, axis.width, bar}, axis, side);
    y += bar;
  }
  y += bars_height;
  frame.axis = axis;
  state.curve_cache.begin_frame();
  y += draw_difference_lane(ui, state, frame, y, area.bottom());
  draw_lanes(ui, state, {area.x, y, area.width, area.bottom() - y}, is_hovered);
  draw_marker_flags(ui, ruler, axis, area.bottom());

  // Playhead over everything.
  const float x = std::round(axis.pixel(clock.time_s()));
  if (x >= axis.x - 1.0f && x <= axis.x + axis.width + 1.0f) {
    list.AddLine({x, ruler.y}, {x, area.bottom()}, ui.palette.text.packed(), ui.px(1.5f));
    const float half = ui.px(5.0f);
    list.AddTriangleFilled({x - half, ruler.y}, {x + half, ruler.y}, {x, ruler.y + ui.px(9.0f)},
                           ui.palette.text.packed());
  }
  if (is_hovered && !ImGui::IsItemActive()) {
    const float hover_x = ImGui::GetIO().MousePos.x;
    list.AddLine({hover_x, ruler.y}, {hover_x, area.bottom()},
                 ui.palette.text.with_alpha(0.35f).packed());
  }
  list.PopClipRect();
}

}  // namespace

void timeline_panel(Ui& ui, UiState& state, const Rect& rect) {
  begin_panel(ui, "timeline", rect, 14.0f, 7.0f, ImGuiWindowFlags_NoScrollWithMouse);
  if (!ui.session.player().motion()) {
    ImGui::BeginDisabled();
    transport_row(ui);
    ImGui::EndDisabled();
    text(ui, ui.fonts.body, ui.palette.text_faint, "The motion's time line appears here.");
  } else {
    transport_row(ui);
    const ImVec2 at = ImGui::GetCursorScreenPos();
    const Rect area{rect.x + ui.px(14.0f), at.y + ui.px(1.0f), rect.width - ui.px(28.0f),
                    rect.bottom() - at.y - ui.px(8.0f)};
    if (area.height > ui.px(20.0f)) draw_tracks(ui, state, area);
  }
  end_panel();
}

}  // namespace kinemote::view
