// The emotion lane: PAD over time with the interval of the model that read it.
#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>

#include "view/ui/lane_layout.h"
#include "view/ui/lanes.h"
#include "view/ui/pad_widget.h"

namespace kinemote::view {

namespace {

float height_of(const Rect& plot, double value) {
  return plot.y + static_cast<float>(0.5 - 0.5 * std::clamp(value, -1.0, 1.0)) * plot.height;
}

/// The middle line of every window, and flat to the ends that the first and last one cover.
std::vector<std::pair<float, double>> places_of(const LaneFrame& frame, const app::PadTrace& trace,
                                                int axis) {
  std::vector<std::pair<float, double>> places;
  const auto value = [&](size_t window) {
    return trace.windows[window].pad.values()[static_cast<size_t>(axis)];
  };
  places.emplace_back(frame.axis.pixel(trace.windows.front().start_s), value(0));
  for (size_t w = 0; w < trace.windows.size(); ++w) {
    const float x = frame.axis.pixel(trace.middle_s(w));
    // Many windows a pixel: those that fall between two pixels are left out.
    if (w > 0 && w + 1 < trace.windows.size() && x - places.back().first < 1.0f) continue;
    places.emplace_back(x, value(w));
  }
  places.emplace_back(frame.axis.pixel(trace.windows.back().end_s), places.back().second);
  return places;
}

void draw_axis(Ui& ui, const LaneFrame& frame, const app::PadTrace& trace, int axis,
               const Rect& plot) {
  ImDrawList& list = *ImGui::GetWindowDrawList();
  const Colour colour = pad_axis_colour(ui, axis);
  const double width = trace.half_width[static_cast<size_t>(axis)];
  const auto places = places_of(frame, trace, axis);
  list.PushClipRect({plot.x, plot.y - 1.0f}, {plot.right(), plot.bottom() + 1.0f}, true);
  const uint32_t band = colour.with_alpha(trace.is_strange() ? 0.10f : 0.22f).packed();
  for (size_t i = 1; i < places.size(); ++i) {
    const auto& [x0, v0] = places[i - 1];
    const auto& [x1, v1] = places[i];
    list.AddQuadFilled({x0, height_of(plot, v0 + width)}, {x1, height_of(plot, v1 + width)},
                       {x1, height_of(plot, v1 - width)}, {x0, height_of(plot, v0 - width)}, band);
  }
  const float zero = height_of(plot, 0.0);
  list.AddLine({plot.x, zero}, {plot.right(), zero}, ui.palette.line.packed());
  const app::StudioDocument& document = ui.session.document();
  if (document.is_generated && !ui.session.is_pad_driven()) {
    const float asked = height_of(plot, document.pad.values()[static_cast<size_t>(axis)]);
    for (float x = plot.x; x < plot.right(); x += ui.px(9.0f)) {
      list.AddLine({x, asked}, {x + ui.px(5.0f), asked}, ui.palette.text.packed(), ui.px(1.2f));
    }
  }
  for (size_t i = 1; i < places.size(); ++i) {
    list.AddLine({places[i - 1].first, height_of(plot, places[i - 1].second)},
                 {places[i].first, height_of(plot, places[i].second)}, colour.packed(),
                 ui.px(1.8f));
  }
  list.PopClipRect();
}

void draw_axis_gutter(Ui& ui, const LaneFrame& frame, int axis, const Rect& plot,
                      const app::PadTrace* trace) {
  ImDrawList& list = *ImGui::GetWindowDrawList();
  ImFont* font = ui.fonts.small;
  const float line = font->FontSize;
  const float top = plot.y + 0.5f * plot.height - line - ui.px(0.5f);
  draw_text(list, font, {frame.area.x, top}, ui.palette.text_dim,
            app::kPadAxisNames[static_cast<size_t>(axis)]);
  if (trace != nullptr) {
    char width[32];
    std::snprintf(width, sizeof width, " ±%.2f", trace->half_width[static_cast<size_t>(axis)]);
    const double value = trace->at(frame.time_s).values()[static_cast<size_t>(axis)];
    const float y = top + line + ui.px(1.0f);
    const float used =
        draw_digits(list, font, {frame.area.x, y}, pad_axis_text(ui, axis), signed_text(value));
    draw_digits(list, font, {frame.area.x + used, y}, ui.palette.text_faint, width);
  }
  const float right = frame.axis.x - ui.px(5.0f);
  const auto label = [&](const char* words, float y) {
    draw_text(list, font, {right - text_size(font, words).x, y}, ui.palette.text_faint, words);
  };
  label("+1", plot.y - ui.px(3.0f));
  label("−1", plot.bottom() - line + ui.px(2.0f));
}

/// The nearest word of every stretch, where it has room.
void draw_words(Ui& ui, const LaneFrame& frame, const app::PadTrace& trace, const Rect& plot) {
  ImDrawList& list = *ImGui::GetWindowDrawList();
  list.PushClipRect(top_left(plot), bottom_right(plot), true);
  const float gap = ui.px(1.0f), padding = ui.px(6.0f);
  for (const app::EmotionSpan& span : trace.emotions) {
    const float left = std::max(frame.axis.pixel(span.start_s) + gap, plot.x);
    const float right = std::min(frame.axis.pixel(span.end_s) - gap, plot.right());
    if (right - left < 2.0f) continue;
    list.AddRectFilled({left, plot.y}, {right, plot.bottom()}, ui.palette.raised.packed(),
                       ui.px(3.0f));
    const ImVec2 size = text_size(ui.fonts.small, span.word);
    if (size.x + 2.0f * padding > right - left) continue;
    draw_text(list, ui.fonts.small, {left + padding, plot.y + 0.5f * (plot.height - size.y)},
              ui.palette.text_dim, span.word);
  }
  list.PopClipRect();
}

void pad_tooltip(Ui& ui, const LaneFrame& frame, const app::PadTrace& trace) {
  const analysis::Pad pad = trace.at(frame.time_s);
  const app::StudioDocument& document = ui.session.document();
  ImGui::BeginTooltip();
  char words[96];
  std::snprintf(words, sizeof words, "%.2f s", frame.time_s);
  text(ui, ui.fonts.strong, ui.palette.text, words);
  for (int axis = 0; axis < 3; ++axis) {
    const auto i = static_cast<size_t>(axis);
    std::snprintf(words, sizeof words, " ±%.2f", trace.half_width[i]);
    std::string line =
        std::string(app::kPadAxisNames[i]) + " " + signed_text(pad.values()[i]) + words;
    if (document.is_generated) line += ", asked " + signed_text(document.pad.values()[i]);
    text(ui, ui.fonts.body, pad_axis_text(ui, axis), line);
  }
  if (const std::string word = trace.word_at(frame.time_s); !word.empty()) {
    text(ui, ui.fonts.body, ui.palette.text_dim, "nearest word: " + word);
  }
  text(ui, ui.fonts.small, ui.palette.text_faint, trace.caption());
  ImGui::EndTooltip();
}

void draw_caption(Ui& ui, const LaneFrame& frame, const app::PadTrace& trace, float y) {
  ImDrawList& list = *ImGui::GetWindowDrawList();
  float x = frame.axis.x;
  const auto add = [&](const std::string& words, const Colour& colour) {
    const std::string shown =
        ellipsized(ui.fonts.small, words, frame.axis.x + frame.axis.width - x);
    draw_text(list, ui.fonts.small, {x, y}, colour, shown);
    x += text_size(ui.fonts.small, shown).x + ui.px(14.0f);
  };
  if (trace.is_strange()) {
    char words[160];
    std::snprintf(words, sizeof words,
                  "Unlike what the model learned from (%.1f times as far as its data from each "
                  "other): do not rely on it.",
                  trace.strangeness);
    add(words, ui.palette.warning);
  }
  add(trace.caption(), ui.palette.text_faint);
  if (ui.session.document().is_generated) add("dashes: asked", ui.palette.text_dim);
}

}  // namespace

Colour pad_axis_colour(const Ui& ui, int axis) {
  // Sky blue, orange and bluish green; the names are beside.
  constexpr std::array<int, 3> kColours{1, 0, 2};
  return data_colour(ui.palette, kColours[static_cast<size_t>(axis)]);
}

Colour pad_axis_text(const Ui& ui, int axis) {
  return mix(pad_axis_colour(ui, axis), ui.palette.text, 0.4f);
}

void draw_pad_lane(Ui& ui, const LaneFrame& frame, float y) {
  ImDrawList& list = *ImGui::GetWindowDrawList();
  const auto newest = ui.session.readings().pad();
  const bool is_current = newest && (newest->motion == ui.session.player().motion() ||
                                     ui.session.document().is_generated);
  const app::PadTrace* trace = is_current && !newest->windows.empty() ? newest.get() : nullptr;
  const float axis_height = ui.px(kPadAxisHeight), words_height = ui.px(kPadWordsHeight);
  const float height = ui.px(kPadLaneHeight);
  ui.probe.add("lane:pad", {frame.area.x, y, frame.area.width, height});
  list.AddLine({frame.area.x, y}, {frame.area.right(), y}, ui.palette.line.packed());

  const float line = ui.fonts.small->FontSize;
  const Rect words = frame.plot(y + ui.px(2.0f), words_height - ui.px(3.0f));
  draw_text(list, ui.fonts.small, {frame.area.x, words.y + 0.5f * (words.height - line)},
            ui.palette.text_dim, "Nearest word");
  if (trace != nullptr) draw_words(ui, frame, *trace, words);
  float top = y + words_height;
  for (int axis = 0; axis < 3; ++axis) {
    const Rect plot = frame.plot(top + ui.px(3.0f), axis_height - ui.px(6.0f));
    list.AddRectFilled(top_left(plot), bottom_right(plot),
                       ui.palette.raised.with_alpha(0.35f).packed(), ui.px(3.0f));
    draw_axis_gutter(ui, frame, axis, plot, trace);
    if (trace != nullptr) draw_axis(ui, frame, *trace, axis, plot);
    top += axis_height;
  }
  if (trace != nullptr) {
    draw_caption(ui, frame, *trace, top + ui.px(1.0f));
    const ImVec2 mouse = ImGui::GetIO().MousePos;
    if (frame.is_pointed && mouse.y >= y && mouse.y < y + height && !ImGui::IsAnyMouseDown()) {
      pad_tooltip(ui, frame, *trace);
    }
    return;
  }
  const std::string words_instead = is_current && !newest->error.empty() ? newest->error
                                    : ui.session.readings().is_busy()    ? "Reading emotion…"
                                                                         : "No emotion is read.";
  draw_text(list, ui.fonts.small, {frame.axis.x, top + ui.px(1.0f)}, ui.palette.text_dim,
            ellipsized(ui.fonts.small, words_instead, frame.axis.width));
}

}  // namespace kinemote::view
