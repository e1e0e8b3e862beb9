#include "view/ui/transport_row.h"

#include <cmath>
#include <cstdio>

#include "view/ui/icons.h"
#include "view/ui/imgui_compat.h"
#include "view/ui/time_axis.h"
#include "view/ui/track_slider.h"

namespace kinemote::view {

namespace {

// Design pixels.
constexpr float kRowHeight = 32.0f, kSlider = 110.0f, kSpeedField = 58.0f, kFrameField = 60.0f,
                kLoop = 124.0f, kExport = 176.0f, kGap = 12.0f, kWideGap = 20.0f, kButtonGap = 2.0f;

/// A small word on the middle line of the transport row. (ImGui's own text would sink to the
/// baseline of the framed item before it.)
void row_label(const Ui& ui, float row_y, const std::string& words, const Colour& colour) {
  ImGui::SetCursorPosY(row_y);
  const ImVec2 at = ImGui::GetCursorScreenPos();
  const ImVec2 size = text_size(ui.fonts.small, words);
  draw_text(*ImGui::GetWindowDrawList(), ui.fonts.small,
            {at.x, at.y + 0.5f * (ui.px(kRowHeight) - size.y)}, colour, words);
  ImGui::Dummy({size.x, ui.px(kRowHeight)});
}

/// Puts what follows on the middle line of the transport row.
void align(const Ui& ui, float row_y, float height) {
  ImGui::SetCursorPosY(row_y + 0.5f * (ui.px(kRowHeight) - height));
}

std::string total_words(const app::Clock& clock) { return " / " + time_text(clock.duration_s()); }

void time_field(Ui& ui, bool has_total) {
  const app::Clock& clock = ui.session.clock();
  ImDrawList& list = *ImGui::GetWindowDrawList();
  const float height = ui.px(kRowHeight);
  // Digits of equal width, so that nothing trembles while it plays.
  const std::string now = time_text(clock.time_s());
  const std::string total = has_total ? total_words(clock) : "";
  const ImVec2 at = ImGui::GetCursorScreenPos();
  const float y = at.y + 0.5f * (height - ui.fonts.strong->FontSize);
  const float width = digits_width(ui.fonts.strong, now) + digits_width(ui.fonts.body, total);
  if (ImGui::InvisibleButton("time", {width, height})) ui.run("play.go_to");
  tooltip(ui, "Time of the motion and its length. Click to go to a time or frame.   G");
  const float used = draw_digits(list, ui.fonts.strong, {at.x, y}, ui.palette.text, now);
  draw_digits(list, ui.fonts.body, {at.x + used, y}, ui.palette.text_faint, total);
}

void frame_field(Ui& ui, float row_y, bool has_label) {
  app::Clock& clock = ui.session.clock();
  int frame = clock.frame();
  if (has_label) {
    row_label(ui, row_y, "frame", ui.palette.text_faint);
    ImGui::SameLine(0.0f, ui.px(6.0f));
  }
  align(ui, row_y, ImGui::GetFrameHeight());
  ImGui::SetNextItemWidth(ui.px(kFrameField));
  if (ImGui::DragInt("##frame", &frame, 0.25f, 0, clock.last_frame(), "%d",
                     ImGuiSliderFlags_AlwaysClamp)) {
    clock.pause();
    clock.seek(frame * clock.frame_time_s());
  }
  ui.probe.add("timeline.frame", item_rect());
  tooltip(ui, "Frame, from 0. Drag, or double-click to type.");
}

/// What it really plays at, where that is less than it should be; else the name of what follows.
void speed_label(Ui& ui, float row_y, bool has_label) {
  const app::Clock& clock = ui.session.clock();
  if (clock.keeps_up()) {
    if (!has_label) return;
    row_label(ui, row_y, "speed", ui.palette.text_faint);
  } else {
    char words[32];
    std::snprintf(words, sizeof words, "really %.2f×", clock.actual_speed());
    row_label(ui, row_y, words, ui.palette.warning);
    ui.probe.add("timeline.actual_speed", item_rect());
    tooltip(ui, "Drawing takes so long that the motion plays slower than it should.");
  }
  ImGui::SameLine(0.0f, ui.px(4.0f));
}

void speed_field(Ui& ui, float row_y, const TransportFit& fit) {
  app::Clock& clock = ui.session.clock();
  speed_label(ui, row_y, fit.labels);
  const char* words =
      "Playback speed, 0.1 to 4 times. J and L halve and double it; a double click or Shift+K "
      "resets it.";
  if (fit.speed_slider) {
    align(ui, row_y, ImGui::GetFrameHeight());
    // Logarithmic: half and double lie equally far from 1x.
    SliderInput input;
    input.low = static_cast<float>(std::log2(app::Clock::kSlowest));
    input.high = static_cast<float>(std::log2(app::Clock::kFastest));
    input.value = static_cast<float>(std::log2(std::abs(clock.speed())));
    input.snap = 0.08f;
    const SliderEdit edit = track_slider(ui, "speed", ui.px(kSlider), input);
    ui.probe.add("timeline.speed", item_rect());
    tooltip(ui, words);
    const double sign = clock.speed() < 0.0 ? -1.0 : 1.0;
    if (edit.is_reset) {
      clock.set_speed(1.0);
    } else if (edit.is_changed) {
      clock.set_speed(sign * std::exp2(edit.value));
    }
    ImGui::SameLine(0.0f, ui.px(4.0f));
  }
  align(ui, row_y, ImGui::GetFrameHeight());
  ImGui::SetNextItemWidth(ui.px(kSpeedField));
  double typed = clock.speed();
  const bool is_entered =
      ImGui::InputDouble("##speed_typed", &typed, 0.0, 0.0, "%.2f×",
                         ImGuiInputTextFlags_AutoSelectAll | ImGuiInputTextFlags_EnterReturnsTrue);
  if (is_entered && typed != 0.0) clock.set_speed(typed);
  ui.probe.add("timeline.speed_field", item_rect());
  tooltip(ui, "Playback speed, to be typed: 0.1 to 4, backwards with a minus. Enter keeps it.");
}

void loop_field(Ui& ui, float row_y, bool has_words) {
  const app::StudioCommand* command = ui.commands.find("play.loop");
  const std::string mode(loop_mode_name(ui.session.clock().loop_mode()));
  if (has_words) {
    align(ui, row_y, ImGui::GetFrameHeight());
    if (text_button(ui, "play.loop", "loop: " + mode, ButtonLook::kRaised, ui.px(kLoop))) {
      ui.run("play.loop");
    }
  } else {
    ImGui::SetCursorPosY(row_y);
    if (icon_button(ui, "play.loop", "loop", ui.px(kRowHeight), ButtonLook::kPlain,
                    ui.session.clock().loop_mode() != app::LoopMode::kOff)) {
      ui.run("play.loop");
    }
  }
  if (command != nullptr) tooltip(ui, command_tooltip(*command) + "\nNow: " + mode);
}

void export_field(Ui& ui, float row_y, bool has_words) {
  const float width = ui.px(has_words ? kExport : kRowHeight);
  ImGui::SetCursorPosX(ImGui::GetWindowContentRegionMax().x - width);
  if (has_words) {
    align(ui, row_y, ImGui::GetFrameHeight());
    command_text_button(ui, "file.export", ButtonLook::kRaised, width);
  } else {
    ImGui::SetCursorPosY(row_y);
    command_button(ui, "file.export", width, ButtonLook::kRaised);
  }
}

TransportWidths widths_of(const Ui& ui) {
  const app::Clock& clock = ui.session.clock();
  TransportWidths widths;
  const float button = ui.px(kRowHeight), gap = ui.px(kGap), wide = ui.px(kWideGap);
  widths.always = 5.0f * button + 4.0f * ui.px(kButtonGap) + ui.px(16.0f) +
                  digits_width(ui.fonts.strong, time_text(clock.time_s()));
  widths.total_time = digits_width(ui.fonts.body, total_words(clock));
  widths.export_words = gap + ui.px(kExport);
  widths.export_icon = gap + button;
  widths.speed_slider = ui.px(kSlider) + ui.px(4.0f);
  widths.speed = wide + ui.px(kSpeedField);
  widths.frame = wide + ui.px(kFrameField);
  widths.loop_words = gap + ui.px(kLoop);
  widths.loop_icon = gap + button;
  widths.labels = text_size(ui.fonts.small, "frame").x + ui.px(6.0f) + ui.px(4.0f) +
                  text_size(ui.fonts.small, clock.keeps_up() ? "speed" : "really 0.00×").x;
  return widths;
}

}  // namespace

TransportFit fit_transport(const TransportWidths& widths, float room) {
  TransportFit fit;
  const auto used = [&] {
    return widths.always + (fit.export_words ? widths.export_words : widths.export_icon) +
           (fit.total_time ? widths.total_time : 0.0f) + (fit.frame ? widths.frame : 0.0f) +
           (fit.speed ? widths.speed : 0.0f) + (fit.speed_slider ? widths.speed_slider : 0.0f) +
           (fit.labels ? widths.labels : 0.0f) +
           (!fit.loop        ? 0.0f
            : fit.loop_words ? widths.loop_words
                             : widths.loop_icon);
  };
  for (bool* part : {&fit.export_words, &fit.speed_slider, &fit.labels, &fit.loop_words,
                     &fit.total_time, &fit.frame, &fit.speed, &fit.loop}) {
    if (used() <= room) break;
    *part = false;
  }
  return fit;
}

void transport_row(Ui& ui) {
  const float size = ui.px(kRowHeight), row_y = ImGui::GetCursorPosY();
  const TransportFit fit = fit_transport(widths_of(ui), ImGui::GetContentRegionAvail().x);
  const bool is_playing = ui.session.clock().is_playing();
  const auto next = [&](float gap) {
    ImGui::SameLine(0.0f, ui.px(gap));
    ImGui::SetCursorPosY(row_y);
  };
  command_button(ui, "play.start", size);
  next(kButtonGap);
  command_button(ui, "play.step_back", size);
  next(kButtonGap);
  command_button(ui, "play.toggle", size, ButtonLook::kPrimary, is_playing ? "pause" : "play");
  next(kButtonGap);
  command_button(ui, "play.step_on", size);
  next(kButtonGap);
  command_button(ui, "play.end", size);
  next(16.0f);
  time_field(ui, fit.total_time);
  if (fit.frame) {
    next(kWideGap);
    frame_field(ui, row_y, fit.labels);
  }
  if (fit.speed) {
    next(kWideGap);
    speed_field(ui, row_y, fit);
  }
  if (fit.loop) {
    next(kGap);
    loop_field(ui, row_y, fit.loop_words);
  }
  next(kGap);
  export_field(ui, row_y, fit.export_words);
  ImGui::SetCursorPosY(row_y + size + ui.px(6.0f));
}

}  // namespace kinemote::view
