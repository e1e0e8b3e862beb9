// The curve of emotion that is recorded at the pad: its keys, and what is done with it.
#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>

#include "app/pad_axes.h"
#include "view/ui/imgui_compat.h"
#include "view/ui/lane_layout.h"
#include "view/ui/lanes.h"
#include "view/ui/pad_widget.h"

namespace kinemote::view {

namespace {

float pixel_of(const Rect& plot, double value) {
  return plot.y + static_cast<float>(0.5 - 0.5 * std::clamp(value, -1.0, 1.0)) * plot.height;
}

double value_at(const Rect& plot, float y) {
  return std::clamp(1.0 - 2.0 * static_cast<double>((y - plot.y) / plot.height), -1.0, 1.0);
}

analysis::Pad with_axis(const analysis::Pad& pad, int axis, double value) {
  std::array<double, 3> values = pad.values();
  values[static_cast<size_t>(axis)] = std::clamp(value, -1.0, 1.0);
  return {values[0], values[1], values[2]};
}

/// True where the clock's time is the curve's: else the lane has a time of its own.
bool is_on_clock(const app::Session& session) {
  return session.is_pad_driven() || session.pad_drive().recorder.is_recording();
}

TimeAxis axis_of(const app::Session& session, const LaneFrame& frame) {
  TimeAxis axis = frame.axis;
  const app::PadTrack& track = session.pad_track();
  if (is_on_clock(session) || track.empty()) return axis;
  axis.first_s = 0.0;
  axis.last_s = std::max({track.duration_s, track.curve.keys.back().time_s, 0.5});
  return axis;
}

void seconds_field(Ui& ui, const char* id, const char* format, float low, float high, float speed,
                   double app::PadTrack::*member, const char* step, const char* words) {
  app::PadTrack track = ui.session.pad_track();
  auto value = static_cast<float>(track.*member);
  ImGui::SetNextItemWidth(ui.px(156.0f));
  const std::string name = std::string("##") + id;
  const bool is_changed = ImGui::DragFloat(name.c_str(), &value, speed, low, high, format,
                                           ImGuiSliderFlags_AlwaysClamp);
  ui.probe.add(id, item_rect());
  tooltip(ui, words);
  const bool is_done = ImGui::IsItemDeactivatedAfterEdit();
  if (!is_changed && !is_done) return;
  track.*member = static_cast<double>(value);
  ui.session.set_pad_track(std::move(track),
                           is_done ? app::Gesture::kCommit : app::Gesture::kPreview, step);
}

void draw_head(Ui& ui, const LaneFrame& frame, float y) {
  app::Session& session = ui.session;
  const app::PadTrack& track = session.pad_track();
  const bool is_recording = session.pad_drive().recorder.is_recording();
  ImDrawList& list = *ImGui::GetWindowDrawList();
  const float line = ui.fonts.small->FontSize, row = ImGui::GetFrameHeight();
  draw_text(list, ui.fonts.small, {frame.area.x, y + 0.5f * (row - line)}, ui.palette.text_dim,
            "PAD curve");
  ImGui::SetCursorScreenPos({frame.axis.x, y});
  const auto next = [&] { ImGui::SameLine(0.0f, ui.px(6.0f)); };
  ImGui::PushID("pad_curve");
  command_text_button_as(ui, "pad.record", is_recording ? "Stop" : "Record");
  if (!track.empty() && !is_recording) {
    next();
    const app::StudioCommand* drive = ui.commands.find("pad.drive");
    if (chip(ui, "pad.drive", "Drives", session.is_pad_driven(), nullptr)) ui.run("pad.drive");
    if (drive != nullptr) tooltip(ui, command_tooltip(*drive));
    next();
    command_text_button_as(ui, "pad.make_motion", "Make a motion");
    next();
    command_text_button_as(ui, "pad.save_curve", "Save CSV");
    next();
    command_text_button_as(ui, "pad.clear_curve", "Clear");
  }
  // It may have been cleared just now.
  if (!track.empty() && !is_recording) {
    next();
    seconds_field(ui, "pad_curve.smoothing", "smoothed by %.2f s", 0.0f, 1.0f, 0.005f,
                  &app::PadTrack::smoothing_s, "smoothing of the PAD curve",
                  "Time constant with which the figure follows the curve, 0 to 1 s.");
    next();
    const auto least = static_cast<float>(session.pad_track().curve.keys.back().time_s);
    seconds_field(ui, "pad_curve.length", "lasts %.1f s", std::max(least, 0.5f), 600.0f, 0.05f,
                  &app::PadTrack::duration_s, "length of the PAD curve",
                  "How long one round of the curve lasts; not shorter than its last key.");
  }
  ImGui::PopID();
  std::string words;
  Colour colour = ui.palette.text_faint;
  if (is_recording) {
    words = "recording, " + time_text(session.clock().time_s());
    if (!session.pad_drive().recorder.is_writing())
      words = "recording begins when you drag the pad";
    colour = ui.palette.error;
  } else if (track.empty()) {
    words = "Record, then drag the pad; or double-click below.";
  } else if (!is_on_clock(session)) {
    words = "waits, in its own time";
  }
  if (words.empty()) return;
  next();
  const ImVec2 at = ImGui::GetCursorScreenPos();
  const float room = frame.area.right() - at.x;
  float x = at.x + ui.px(4.0f);
  if (is_recording) {
    list.AddCircleFilled({x + ui.px(4.0f), at.y + 0.5f * row}, ui.px(4.0f), colour.packed(), 16);
    x += ui.px(13.0f);
  }
  draw_text(list, ui.fonts.small, {x, at.y + 0.5f * (row - line)}, colour,
            ellipsized(ui.fonts.small, words, room - (x - at.x)));
}

void draw_line(Ui& ui, const TimeAxis& axis, const Rect& plot, int which) {
  ImDrawList& list = *ImGui::GetWindowDrawList();
  const app::PadTrack& track = ui.session.pad_track();
  if (track.empty()) return;
  const float strength = is_on_clock(ui.session) ? 1.0f : 0.5f;
  const Colour colour = pad_axis_colour(ui, which).with_alpha(strength);
  const bool is_recording = ui.session.pad_drive().recorder.is_recording();
  // What comes after the hand is not written yet.
  const float written = axis.pixel(track.curve.keys.back().time_s);
  const float last = is_recording ? std::min(written, plot.right()) : plot.right();
  const auto trace = [&](const Colour& line, float width, const auto& value) {
    constexpr float kStep_px = 2.0f;
    ImVec2 before;
    for (float x = plot.x; x <= last; x += kStep_px) {
      const ImVec2 at{x, pixel_of(plot, value(axis.time_s(x)))};
      if (x > plot.x) list.AddLine(before, at, line.packed(), width);
      before = at;
    }
  };
  const auto axis_value = [which](const analysis::Pad& pad) {
    return pad.values()[static_cast<size_t>(which)];
  };
  if (track.smoothing_s > 0.0) {
    trace(ui.palette.text_dim, ui.px(1.0f),
          [&](double time_s) { return axis_value(app::smoothed_at(track, time_s)); });
  }
  trace(colour, ui.px(1.6f), [&](double time_s) { return axis_value(track.curve.at(time_s)); });
  // While it is written every moment is a key: dots would hide the line.
  if (is_recording) return;
  for (size_t k = 0; k < track.curve.keys.size(); ++k) {
    const float x = axis.pixel(track.curve.keys[k].time_s);
    if (x < plot.x - 1.0f || x > plot.right() + 1.0f) continue;
    const ImVec2 at{x, pixel_of(plot, axis_value(track.curve.keys[k].pad))};
    list.AddCircleFilled(at, ui.px(4.0f), ui.palette.panel.packed(), 16);
    list.AddCircleFilled(at, ui.px(3.0f), colour.packed(), 16);
  }
}

/// The key whose dot is under the pointer, -1 if there is none.
int key_under(const Ui& ui, const TimeAxis& axis, const Rect& plot, int which) {
  const ImVec2 mouse = ImGui::GetIO().MousePos;
  int nearest = -1;
  float nearest_px = ui.px(9.0f);
  const auto& keys = ui.session.pad_track().curve.keys;
  for (size_t k = 0; k < keys.size(); ++k) {
    const float apart =
        std::hypot(axis.pixel(keys[k].time_s) - mouse.x,
                   pixel_of(plot, keys[k].pad.values()[static_cast<size_t>(which)]) - mouse.y);
    if (apart > nearest_px) continue;
    nearest_px = apart;
    nearest = static_cast<int>(k);
  }
  return nearest;
}

void drag_key(Ui& ui, UiState& state, const TimeAxis& axis, const Rect& plot) {
  const ImGuiIO& io = ImGui::GetIO();
  app::PadTrack track = ui.session.document().pad_track;
  const bool is_there = state.pad_key < static_cast<int>(track.curve.keys.size());
  const double threshold = io.MouseDragThreshold;
  const bool is_moved = io.MouseDragMaxDistanceSqr[0] >= threshold * threshold;
  const bool is_done = ImGui::IsItemDeactivated();
  if (is_there && is_moved) {
    const analysis::Pad pad = track.curve.keys[static_cast<size_t>(state.pad_key)].pad;
    app::move_key(track, state.pad_key, axis.time_s(io.MousePos.x),
                  with_axis(pad, state.pad_key_axis, value_at(plot, io.MousePos.y)));
    ui.session.set_pad_track(std::move(track),
                             is_done ? app::Gesture::kCommit : app::Gesture::kPreview,
                             "key of emotion");
  }
  if (is_done) state.pad_key = -1;
}

void gestures(Ui& ui, UiState& state, const TimeAxis& axis, const Rect& plot, int which) {
  app::Session& session = ui.session;
  ImGui::SetCursorScreenPos(top_left(plot));
  ImGui::InvisibleButton(("pad_curve" + std::to_string(which)).c_str(), {plot.width, plot.height});
  ui.probe.add("pad_curve:" + std::to_string(which), plot);
  if (session.pad_drive().recorder.is_recording()) return;
  const ImVec2 mouse = ImGui::GetIO().MousePos;
  const bool is_hovered = ImGui::IsItemHovered();
  const int under = is_hovered || ImGui::IsItemActivated() ? key_under(ui, axis, plot, which) : -1;
  app::Clock& clock = session.clock();
  if (ImGui::IsItemActivated()) {
    state.pad_key = under;
    state.pad_key_axis = which;
    if (under < 0 && is_on_clock(session)) clock.begin_scrub();
  }
  if (state.pad_key >= 0 && state.pad_key_axis == which) {
    drag_key(ui, state, axis, plot);
  } else if (clock.is_scrubbing() && ImGui::IsItemActive()) {
    clock.seek(axis.time_s(mouse.x));
  }
  if (ImGui::IsItemDeactivated() && clock.is_scrubbing()) clock.end_scrub();
  if (!is_hovered) return;
  if (under >= 0) ImGui::SetMouseCursor(ImGuiMouseCursor_ResizeAll);
  const bool can_write = session.synthesiser().is_ready();
  app::PadTrack track = session.pad_track();
  if (ImGui::IsMouseDoubleClicked(ImGuiMouseButton_Left) && under < 0 && can_write) {
    const double time_s = std::max(0.0, axis.time_s(mouse.x));
    const analysis::Pad pad = track.empty() ? session.document().pad : track.curve.at(time_s);
    constexpr double kFirst_s = 10.0;
    if (track.empty()) {
      track.duration_s = kFirst_s;
      track.is_driving = true;
    }
    app::add_key(track, time_s, with_axis(pad, which, value_at(plot, mouse.y)));
    session.set_pad_track(std::move(track), app::Gesture::kCommit, "key of emotion");
  } else if (ImGui::IsMouseClicked(ImGuiMouseButton_Right) && under >= 0) {
    app::remove_key(track, under);
    session.set_pad_track(std::move(track), app::Gesture::kCommit, "removed key of emotion");
  } else if (under >= 0 && !ImGui::IsMouseDown(ImGuiMouseButton_Left)) {
    const synthesis::PadKey& key = track.curve.keys[static_cast<size_t>(under)];
    tooltip(ui, time_text(key.time_s) + "   " + pad_text(key.pad, session.words()) +
                    "\nDrag it in time and value; a right click removes it.");
  }
}

}  // namespace

bool has_contact_bars(const app::Session& session) {
  const app::PlayablePtr& motion = session.player().motion();
  return motion && !motion->contacts.empty() && !session.runs_on_pad_track();
}

float draw_pad_curve_lane(Ui& ui, UiState& state, const LaneFrame& frame, float y, float bottom) {
  if (!ui.session.view().lanes.shows_pad_curve) return 0.0f;
  const float head = ui.px(kPadCurveHeadHeight);
  const float room = std::min(ui.px(kPadCurveLaneHeight), bottom - y);
  if (room < head) return 0.0f;
  ImDrawList& list = *ImGui::GetWindowDrawList();
  ui.probe.add("lane:pad_curve", {frame.area.x, y, frame.area.width, room});
  list.AddLine({frame.area.x, y}, {frame.area.right(), y}, ui.palette.line.packed());
  draw_head(ui, frame, y + ui.px(4.0f));
  const float height = std::floor((room - head) / 3.0f);
  const float line = ui.fonts.small->FontSize;
  if (height < line) return room;
  const TimeAxis axis = axis_of(ui.session, frame);
  const app::PadTrack& track = ui.session.pad_track();
  for (int which = 0; which < 3; ++which) {
    const float top = y + head + static_cast<float>(which) * height;
    const Rect plot = frame.plot(top + ui.px(3.0f), height - ui.px(6.0f));
    list.AddRectFilled(top_left(plot), bottom_right(plot),
                       ui.palette.raised.with_alpha(0.35f).packed(), ui.px(3.0f));
    const float zero = pixel_of(plot, 0.0);
    list.AddLine({plot.x, zero}, {plot.right(), zero}, ui.palette.line.packed());
    const float middle = plot.y + 0.5f * plot.height;
    draw_text(list, ui.fonts.small, {frame.area.x, middle - 0.5f * line}, ui.palette.text_dim,
              app::kPadAxisNames[static_cast<size_t>(which)]);
    if (!track.empty()) {
      const analysis::Pad now =
          is_on_clock(ui.session) ? ui.session.pad_now() : track.curve.at(0.0);
      const std::string words = signed_text(now.values()[static_cast<size_t>(which)]);
      const float x = frame.axis.x - ui.px(10.0f) - digits_width(ui.fonts.small, words);
      draw_digits(list, ui.fonts.small, {x, middle - 0.5f * line}, pad_axis_text(ui, which), words);
    }
    list.PushClipRect({plot.x, plot.y - ui.px(3.0f)}, {plot.right(), plot.bottom() + ui.px(3.0f)},
                      true);
    draw_line(ui, axis, plot, which);
    list.PopClipRect();
    gestures(ui, state, axis, plot, which);
  }
  return room;
}

}  // namespace kinemote::view
