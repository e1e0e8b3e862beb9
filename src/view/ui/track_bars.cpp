#include "view/ui/track_bars.h"

#include <algorithm>
#include <cmath>
#include <cstdio>

#include "app/cut_edit.h"
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

/// What the timeline draws a bar for: several motions, or one that is cut.
std::vector<app::StageFigure> barred(const app::Session& session) {
  std::vector<app::StageFigure> company = session.company();
  const bool is_cut = !app::cut_in(session.document().lineup.cuts, session.cut_key(0)).is_none();
  const bool is_shown =
      company.size() > 1 || (is_cut && app::cut_disabled_reason(session, 0).empty());
  return is_shown ? company : std::vector<app::StageFigure>{};
}

ImGuiMouseCursor cursor_of(app::BarGrip grip) {
  return grip == app::BarGrip::kMove || grip == app::BarGrip::kSlip ? ImGuiMouseCursor_Hand
                                                                    : ImGuiMouseCursor_ResizeEW;
}

/// Which ends of a bar lie on the visible part of the timeline.
struct SeenEnds {
  bool start = true, end = true;
};

/// An end that is out of sight cannot be held.
app::BarGrip without_unseen(app::BarGrip grip, const SeenEnds& seen) {
  const bool at_start = grip == app::BarGrip::kStart || grip == app::BarGrip::kStartRate;
  const bool at_end = grip == app::BarGrip::kEnd || grip == app::BarGrip::kEndRate;
  return (at_start && !seen.start) || (at_end && !seen.end) ? app::BarGrip::kMove : grip;
}

/// Two lines at each end that can be held; brighter where the hand is.
void draw_grips(Ui& ui, const Rect& bar, const SeenEnds& seen, bool is_hot, app::BarGrip grip,
                const Colour& colour) {
  ImDrawList& list = *ImGui::GetWindowDrawList();
  if (bar.width < ui.px(18.0f)) return;
  const bool at_start = grip == app::BarGrip::kStart || grip == app::BarGrip::kStartRate;
  const bool at_end = grip == app::BarGrip::kEnd || grip == app::BarGrip::kEndRate;
  for (const bool is_start : {true, false}) {
    if (!(is_start ? seen.start : seen.end)) continue;
    const bool is_held = is_hot && (is_start ? at_start : at_end);
    const float x = is_start ? bar.x + ui.px(3.0f) : bar.right() - ui.px(4.0f);
    const float step = ui.px(is_start ? 3.0f : -3.0f);
    for (const float at : {x, x + step}) {
      list.AddRectFilled({at, bar.y + ui.px(4.0f)}, {at + ui.px(1.0f), bar.bottom() - ui.px(4.0f)},
                         (is_held ? ui.palette.text : colour.with_alpha(0.8f)).packed());
    }
  }
}

/// Hatching at an end that something was cut away from: there is more of it.
void draw_cut_ends(Ui& ui, const Rect& bar, const SeenEnds& seen, const app::Cut& cut,
                   double whole_s, const Colour& colour) {
  ImDrawList& list = *ImGui::GetWindowDrawList();
  const float width = std::min(ui.px(22.0f), 0.3f * bar.width), step = ui.px(5.0f);
  constexpr double kSeen_s = 1e-6;
  const auto hatch = [&](float from) {
    list.PushClipRect({from, bar.y + 1.0f}, {from + width, bar.bottom() - 1.0f}, true);
    for (float x = from - bar.height; x < from + width; x += step) {
      list.AddLine({x, bar.bottom()}, {x + bar.height, bar.y}, colour.with_alpha(0.55f).packed());
    }
    list.PopClipRect();
  };
  if (seen.start && cut.in_s > kSeen_s) hatch(bar.x);
  if (seen.end && cut.out_s < whole_s - kSeen_s) hatch(bar.right() - width);
}

/// What the hand does, beside it.
void draw_readout(Ui& ui, const TrackDrag& drag) {
  const std::string words = drag_words(ui.session, drag);
  ImGui::BeginTooltip();
  text(ui, ui.fonts.body, ui.palette.text, words);
  text(ui, ui.fonts.small, ui.palette.text_faint, "Shift leaves the frames, Esc takes it back.");
  ui.probe.add("track.readout:" + words, item_rect());
  ImGui::EndTooltip();
}

void bar_menu(Ui& ui, UiState& state) {
  ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, {ui.px(12.0f), ui.px(10.0f)});
  if (ImGui::BeginPopup("bar_menu")) {
    cut_rows(ui, state.cut_form);
    ImGui::EndPopup();
  }
  ImGui::PopStyleVar();
}

std::string bar_tooltip(const app::StageFigure& figure, const app::TimeMap& map,
                        const std::string& no_cut, bool is_alone) {
  char words[96];
  std::snprintf(words, sizeof words, "starts at %+.2f s, lasts %.2f s", map.start_s(),
                map.end_s() - map.start_s());
  std::string tip = figure.name;
  if (figure.number > 0) tip += std::string("\n") + words;
  if (figure.number == 0 && !is_alone) {
    tip += "\nLeads: the clock is its time. Drag it to move it against the others.";
  } else if (!is_alone) {
    tip += "\nDrag to move it in time.";
  }
  if (!no_cut.empty()) return tip + "\n" + no_cut;
  return tip +
         "\nEnds trim, with Ctrl they change the rate; Alt slips. Right click: the same as "
         "numbers.";
}

}  // namespace

float track_bars_height(const Ui& ui) {
  return static_cast<float>(barred(ui.session).size()) * ui.px(kRow);
}

float draw_track_bars(Ui& ui, UiState& state, const LaneFrame& frame, float y, float bottom) {
  const std::vector<app::StageFigure> company = barred(ui.session);
  if (company.empty()) return 0.0f;
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
    const float room = frame.gutter - ui.px(company.size() > 1 ? 16.0f + 54.0f : 24.0f);
    draw_text(list, ui.fonts.small, {frame.area.x + ui.px(16.0f), y + 0.5f * (row - line)},
              is_seen ? ui.palette.text_dim : ui.palette.text_faint,
              ellipsized(ui.fonts.small, name, room));
    if (company.size() > 1) track_buttons(ui, frame, figure, y);
    // While the leading bar is dragged it goes with the pointer, and the others stay.
    const double shift_s = state.track_drag.lead_s;
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
    constexpr double kRounding_s = 1e-6;
    const SeenEnds seen{map.start_s() + shift_s >= frame.axis.first_s - kRounding_s,
                        map.end_s() + shift_s <= frame.axis.last_s + kRounding_s};
    const auto index = static_cast<size_t>(figure.number);
    const std::string no_cut = figure.is_original
                                   ? "The original beside a generated motion is not trimmed."
                                   : app::cut_disabled_reason(ui.session, index);
    if (const app::PlayablePtr whole = ui.session.cut_stage().whole_figure(index);
        whole && no_cut.empty()) {
      draw_cut_ends(ui, bar, seen, ui.session.cut_stage().of(index), whole->duration_s(), colour);
    }
    // A little wider than it is drawn: its ends lie on the timeline's.
    const float margin = ui.px(3.0f);
    const Rect hold{bar.x - margin, bar.y, bar.width + 2 * margin, bar.height};
    ImGui::SetCursorScreenPos(top_left(hold));
    ImGui::InvisibleButton(("bar" + std::to_string(figure.number)).c_str(),
                           {hold.width, hold.height});
    ui.probe.add("track.bar:" + std::to_string(figure.number), bar);
    const ImGuiIO& io = ImGui::GetIO();
    const bool is_held = state.track_drag.figure == figure.number;
    const app::BarGrip grip =
        is_held ? state.track_drag.grip
                : without_unseen(bar_grip(hold, io.MousePos.x, margin + ui.px(8.0f), io.KeyCtrl,
                                          io.KeyAlt, no_cut.empty()),
                                 seen);
    const bool is_hot = ImGui::IsItemHovered() || is_held;
    if (no_cut.empty()) draw_grips(ui, bar, seen, is_hot, grip, colour);
    if (is_hot) ImGui::SetMouseCursor(cursor_of(grip));
    if (ImGui::IsItemHovered() && ImGui::IsMouseClicked(ImGuiMouseButton_Right)) {
      state.cut_form = {};
      state.cut_form.figure = figure.number;
      ImGui::OpenPopup("bar_menu");
    }
    if (!is_held) tooltip(ui, bar_tooltip(figure, map, no_cut, company.size() < 2));
    drag_track(ui, state.track_drag, frame, figure, grip);
    const bool is_dragged = ImGui::IsItemActive() &&
                            ImGui::IsMouseDragging(ImGuiMouseButton_Left) &&
                            !state.track_drag.is_cancelled;
    if (is_dragged) draw_readout(ui, state.track_drag);
    y += row;
  }
  bar_menu(ui, state);
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
  const std::optional<app::TimeMarker> here = ui.session.marker_here();
  if (state.overlay_is_new) {
    state.marker_text = here ? here->name : "";
    ImGui::SetKeyboardFocusHere();
  }
  ImGui::SetNextItemWidth(-1.0f);
  if (ImGui::InputTextWithHint("##marker", "turns round", &state.marker_text,
                               ImGuiInputTextFlags_EnterReturnsTrue)) {
    ui.session.set_marker(here ? here->time_s : ui.session.clock().time_s(), state.marker_text);
    ui.session.view().overlay = app::Overlay::kNone;
  }
  text(ui, ui.fonts.small, ui.palette.text_faint, "Enter keeps it, Esc leaves it.");
}

}  // namespace kinemote::view
