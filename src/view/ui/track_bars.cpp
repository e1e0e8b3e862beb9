#include "view/ui/track_bars.h"

#include <algorithm>
#include <cmath>
#include <cstdio>

#include "view/ui/icons.h"

namespace kinemote::view {

namespace {

constexpr float kRow = 24.0f, kLane = 40.0f;

/// Each figure has a shape as well as a colour: the leading one a circle.
app::LabelStyle style_of(const app::StageFigure& figure) {
  app::LabelStyle style;
  const int number = figure.is_original ? -1 : figure.number - 1;
  style.colour = number < 0 ? app::kColourCount - 1 : number % app::kColourCount;
  style.shape = figure.number % app::kShapeCount;
  return style;
}

Colour colour_of(const Ui& ui, const app::StageFigure& figure) {
  if (figure.is_original) return ui.palette.text_faint;
  return figure.number == 0 ? ui.palette.text_dim : data_colour(ui.palette, figure.number - 1);
}

/// One letter in a small square: rows are too low for a framed button.
bool letter_button(Ui& ui, const std::string& id, const char* letter, bool is_on,
                   const Rect& rect) {
  ImGui::SetCursorScreenPos(top_left(rect));
  const bool is_clicked = ImGui::InvisibleButton(id.c_str(), {rect.width, rect.height});
  ui.probe.add("button:" + id, rect);
  ImDrawList& list = *ImGui::GetWindowDrawList();
  const bool is_hot = ImGui::IsItemHovered();
  if (is_on || is_hot) {
    list.AddRectFilled(top_left(rect), bottom_right(rect),
                       (is_on ? ui.palette.accent : ui.palette.raised_hover).packed(), ui.px(4.0f));
  }
  const ImVec2 size = text_size(ui.fonts.small, letter);
  draw_text(list, ui.fonts.small,
            {rect.x + 0.5f * (rect.width - size.x), rect.y + 0.5f * (rect.height - size.y)},
            is_on ? ui.palette.on_accent : ui.palette.text_dim, letter);
  return is_clicked;
}

void track_buttons(Ui& ui, const LaneFrame& frame, const app::StageFigure& figure, float y) {
  app::Lineup lineup = ui.session.document().lineup;
  const auto index = static_cast<size_t>(figure.number);
  app::Track track = lineup.track(index);
  const float size = ui.px(20.0f);
  float x = frame.area.x + frame.gutter - ui.px(10.0f) - 2 * size;
  const auto toggle = [&](const char* letter, const std::string& id, bool& value,
                          const std::string& step, const char* words) {
    const bool is_clicked = letter_button(ui, id + std::to_string(figure.number), letter, value,
                                          {x, y + ui.px(2.0f), size, size});
    tooltip(ui, words);
    x += size + ui.px(1.0f);
    if (!is_clicked) return;
    value = !value;
    lineup.set_track(index, track);
    ui.session.set_lineup(lineup, app::Gesture::kCommit, step + " of " + figure.name);
  };
  toggle("M", "track.mute:", track.is_muted, "mute", "Mute: not drawn.");
  toggle("S", "track.solo:", track.is_solo, "solo", "Solo: only solo motions are drawn.");
}

void drag_track(Ui& ui, UiState& state, const LaneFrame& frame, const app::StageFigure& figure) {
  const auto index = static_cast<size_t>(figure.number);
  const ImGuiIO& io = ImGui::GetIO();
  app::Lineup lineup = ui.session.document().lineup;
  app::Track track = lineup.track(index);
  if (ImGui::IsItemActivated()) {
    state.dragged_track = figure.number;
    state.drag_start_s = frame.axis.time_s(io.MousePos.x);
    state.drag_offset_s = track.offset_s;
    state.drag_lineup = lineup;
    state.drag_lead_s = 0.0;
  }
  if (state.dragged_track != figure.number) return;
  const double moved_s = frame.axis.time_s(io.MousePos.x) - state.drag_start_s;
  const double step_s = figure.motion->clip.frame_time_s;
  const auto on_grid = [&](double time_s) {
    return io.KeyShift ? time_s : std::round(time_s / step_s) * step_s;
  };
  const bool is_moved = ImGui::IsMouseDragging(ImGuiMouseButton_Left);
  const auto set = [&](app::Gesture gesture) {
    // An offset means something only where offsets hold.
    lineup.sync = app::SyncMode::kOffsets;
    if (figure.number == 0) {
      // The clock is its time: that it starts later means that all others start earlier.
      state.drag_lead_s = on_grid(moved_s);
      for (size_t i = 1; i < ui.session.company().size(); ++i) {
        app::Track other = state.drag_lineup.track(i);
        other.offset_s -= state.drag_lead_s;
        lineup.set_track(i, other);
      }
    } else {
      track.offset_s = on_grid(state.drag_offset_s + moved_s);
      lineup.set_track(index, track);
    }
    ui.session.set_lineup(lineup, gesture, "offset of " + figure.name);
  };
  if (ImGui::IsItemActive() && is_moved) set(app::Gesture::kPreview);
  if (ImGui::IsItemDeactivated()) {
    const double threshold = io.MouseDragThreshold;
    if (io.MouseDragMaxDistanceSqr[0] >= threshold * threshold) set(app::Gesture::kCommit);
    state.dragged_track = -1;
    state.drag_lead_s = 0.0;
  }
}

}  // namespace

float track_bars_height(const Ui& ui) {
  const size_t count = ui.session.company().size();
  return count < 2 ? 0.0f : static_cast<float>(count) * ui.px(kRow);
}

float draw_track_bars(Ui& ui, UiState& state, const LaneFrame& frame, float y, float bottom) {
  const std::vector<app::StageFigure> company = ui.session.company();
  if (company.size() < 2) return 0.0f;
  ImDrawList& list = *ImGui::GetWindowDrawList();
  const app::ComparedPair pair = ui.session.compared_pair();
  const float top = y, row = ui.px(kRow), line = ui.fonts.small->FontSize;
  for (const app::StageFigure& figure : company) {
    if (y + row > bottom) break;
    const app::TimeMap map = ui.session.time_map(static_cast<size_t>(figure.number));
    const bool is_seen = ui.session.document().lineup.is_seen(static_cast<size_t>(figure.number));
    const Colour colour = colour_of(ui, figure);
    draw_marker(ui, list, {frame.area.x + ui.px(6.0f), y + 0.5f * row}, ui.px(5.0f),
                style_of(figure), is_seen ? 1.0f : 0.35f);
    std::string name = figure.number == pair.a ? "A " : figure.number == pair.b ? "B " : "";
    name += figure.name;
    const float room = frame.gutter - ui.px(16.0f + 54.0f);
    draw_text(list, ui.fonts.small, {frame.area.x + ui.px(16.0f), y + 0.5f * (row - line)},
              is_seen ? ui.palette.text_dim : ui.palette.text_faint,
              ellipsized(ui.fonts.small, name, room));
    track_buttons(ui, frame, figure, y);
    // While the leading bar is dragged it goes with the pointer, and the others stay.
    const double shift_s = state.drag_lead_s;
    const auto place = [&](double time_s) {
      return std::clamp(frame.axis.pixel(time_s + shift_s), frame.axis.x,
                        frame.axis.x + frame.axis.width);
    };
    const float a = place(map.start_s()), b = place(map.end_s());
    const Rect bar{a, y + ui.px(3.0f), std::max(b - a, ui.px(4.0f)), row - ui.px(6.0f)};
    list.AddRectFilled(top_left(bar), bottom_right(bar),
                       colour.with_alpha(is_seen ? 0.35f : 0.12f).packed(), ui.px(4.0f));
    list.AddRect(top_left(bar), bottom_right(bar),
                 colour.with_alpha(is_seen ? 1.0f : 0.4f).packed(), ui.px(4.0f));
    ImGui::SetCursorScreenPos(top_left(bar));
    ImGui::InvisibleButton(("bar" + std::to_string(figure.number)).c_str(),
                           {bar.width, bar.height});
    ui.probe.add("track.bar:" + std::to_string(figure.number), bar);
    const double offset_s = map.start_s();
    char words[96];
    std::snprintf(words, sizeof words, "starts at %+.2f s, lasts %.2f s", offset_s,
                  map.end_s() - offset_s);
    drag_track(ui, state, frame, figure);
    if (ImGui::IsItemHovered()) ImGui::SetMouseCursor(ImGuiMouseCursor_ResizeEW);
    tooltip(ui, figure.number == 0
                    ? figure.name +
                          "\nLeads: the clock is its time. Drag it to move it against the others."
                    : figure.name + "\n" + words + "\nDrag to move it in time.");
    y += row;
  }
  return y - top;
}

float draw_difference_lane(Ui& ui, UiState& state, const LaneFrame& frame, float y, float bottom) {
  const app::Difference* difference = ui.session.difference();
  const float height = ui.px(kLane);
  if (difference == nullptr || y + height > bottom) return 0.0f;
  ImDrawList& list = *ImGui::GetWindowDrawList();
  const Rect plot = frame.plot(y + ui.px(4.0f), height - ui.px(8.0f));
  const CurveTrace& trace =
      state.curve_cache.trace(ui.session.compare_bench().comparison(), difference->mean_m,
                              difference->request.step_s, frame.axis);
  CurveExtent extent;
  extent.add(trace.extent);
  const ValueRange range = nice_range(extent);
  list.AddLine({plot.x, plot.bottom()}, {plot.right(), plot.bottom()}, ui.palette.line.packed());
  draw_trace(ui, list, plot, trace, range, {ui.palette.accent, 1.6f, true});
  const float worst = frame.axis.pixel(difference->time_of(difference->worst_step));
  if (worst >= plot.x && worst <= plot.right()) {
    list.AddTriangleFilled({worst - ui.px(4.0f), plot.y}, {worst + ui.px(4.0f), plot.y},
                           {worst, plot.y + ui.px(7.0f)}, ui.palette.warning.packed());
  }
  const float line = ui.fonts.small->FontSize;
  const float top = y + 0.5f * height - line - ui.px(0.5f);
  draw_text(list, ui.fonts.small, {frame.area.x, top}, ui.palette.text_dim, "Distance B − A");
  char words[48];
  const int step = difference->step_at(frame.time_s);
  std::snprintf(words, sizeof words, "%.1f cm",
                100.0 * static_cast<double>(difference->mean_m[static_cast<size_t>(step)]));
  draw_digits(list, ui.fonts.small, {frame.area.x, top + line + ui.px(1.0f)}, ui.palette.accent,
              words);
  ui.probe.add("lane:difference", {frame.area.x, y, frame.area.width, height});
  return height;
}

void draw_marker_flags(Ui& ui, const Rect& ruler, const TimeAxis& axis, float bottom) {
  ImDrawList& list = *ImGui::GetWindowDrawList();
  const app::Markers markers = ui.session.markers();
  for (size_t i = 0; i < markers.size(); ++i) {
    const float x = std::round(axis.pixel(markers[i].time_s));
    if (x < ruler.x - 1.0f || x > ruler.right() + 1.0f) continue;
    const Colour colour = ui.palette.warning;
    list.AddLine({x, ruler.y}, {x, bottom}, colour.with_alpha(0.7f).packed());
    const float size = ui.px(5.0f);
    list.AddQuadFilled({x, ruler.bottom() - 2 * size}, {x + size, ruler.bottom() - size},
                       {x, ruler.bottom()}, {x - size, ruler.bottom() - size}, colour.packed());
    if (!markers[i].name.empty()) {
      draw_text(list, ui.fonts.small, {x + ui.px(8.0f), ruler.bottom() - ui.fonts.small->FontSize},
                colour, ellipsized(ui.fonts.small, markers[i].name, ui.px(140.0f)));
    }
    ui.probe.add("marker:" + std::to_string(i), {x - size, ruler.y, 2 * size, ruler.height});
  }
}

void marker_overlay(Ui& ui, UiState& state) {
  const app::TimeMarker* here = ui.session.marker_here();
  if (state.overlay_is_new) {
    state.marker_text = here == nullptr ? "" : here->name;
    ImGui::SetKeyboardFocusHere();
  }
  ImGui::SetNextItemWidth(-1.0f);
  if (ImGui::InputTextWithHint("##marker", "turns round", &state.marker_text,
                               ImGuiInputTextFlags_EnterReturnsTrue)) {
    ui.session.set_marker(here == nullptr ? ui.session.clock().time_s() : here->time_s,
                          state.marker_text);
    ui.session.view().overlay = app::Overlay::kNone;
  }
  text(ui, ui.fonts.small, ui.palette.text_faint, "Enter keeps it, Esc leaves it.");
}

}  // namespace kinemote::view
