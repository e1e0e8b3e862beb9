#include "view/ui/pad_widget.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>

#include "view/ui/imgui_compat.h"
#include "view/ui/label_placement.h"

namespace kinemote::view {

namespace {

// Corners of the pad, colour-blind safe: low-low blue, low-high (displeased, aroused) vermillion,
// high-high orange, high-low bluish green.
constexpr Colour kCalmSad = Colour::hex(0x0072B2), kTense = Colour::hex(0xD55E00),
                 kElated = Colour::hex(0xE69F00), kCalm = Colour::hex(0x009E73);

Colour pad_colour(double pleasure, double arousal) {
  const float x = static_cast<float>(0.5 * (pleasure + 1.0));
  const float y = static_cast<float>(0.5 * (arousal + 1.0));
  return mix(mix(kCalmSad, kCalm, x), mix(kTense, kElated, x), y);
}

void draw_field(const Ui& ui, ImDrawList& list, const Rect& rect, bool is_enabled) {
  const float tint = is_enabled ? (ui.palette.is_dark ? 0.30f : 0.24f) : 0.08f;
  const auto corner = [&](const Colour& colour) {
    return blend(ui.palette.panel, colour.with_alpha(tint)).packed();
  };
  list.AddRectFilledMultiColor(top_left(rect), bottom_right(rect), corner(kTense), corner(kElated),
                               corner(kCalm), corner(kCalmSad));
  const uint32_t line = ui.palette.text.with_alpha(0.16f).packed();
  const float cx = rect.x + 0.5f * rect.width, cy = rect.y + 0.5f * rect.height;
  list.AddLine({cx, rect.y}, {cx, rect.bottom()}, line);
  list.AddLine({rect.x, cy}, {rect.right(), cy}, line);
  list.AddCircle({cx, cy}, 0.5f * rect.width - ui.px(1.0f), line, 96);
  list.AddRect(top_left(rect), bottom_right(rect), ui.palette.control.with_alpha(0.7f).packed(),
               ui.px(4.0f));
}

/// How many training motions lie where, as dots of growing size on a coarse grid.
void draw_data(const Ui& ui, ImDrawList& list, const Rect& rect,
               std::span<const analysis::Pad> data) {
  constexpr int kCells = 14;
  std::array<int, kCells * kCells> counts{};
  const auto cell = [](double value) {
    return std::clamp(static_cast<int>((value + 1.0) * 0.5 * kCells), 0, kCells - 1);
  };
  int most = 1;
  for (const analysis::Pad& pad : data) {
    int& count = counts[cell(pad.arousal) * kCells + cell(pad.pleasure)];
    most = std::max(most, ++count);
  }
  const uint32_t colour = ui.palette.text.with_alpha(0.05f).packed();
  const float largest = 0.5f * rect.width / kCells;
  for (int i = 0; i < kCells * kCells; ++i) {
    if (counts[i] == 0) continue;
    float x = 0.0f, y = 0.0f;
    pixel_from_pad(rect, (i % kCells + 0.5) * 2.0 / kCells - 1.0,
                   (i / kCells + 0.5) * 2.0 / kCells - 1.0, x, y);
    const float share = std::sqrt(static_cast<float>(counts[i]) / static_cast<float>(most));
    list.AddCircleFilled({x, y}, largest * (0.35f + 0.65f * share), colour, 16);
  }
}

void draw_words(const Ui& ui, ImDrawList& list, const Rect& rect, const PadInput& input,
                const analysis::Pad& value) {
  const auto near = analysis::nearest_word(value, *input.words);
  const std::string nearest = near ? near->word : "";
  const std::vector<const analysis::PadWord*> words = distinct_words(*input.words, nearest);
  std::vector<LabelRequest> requests;
  std::vector<Rect> obstacles;
  for (const analysis::PadWord* word : words) {
    float x = 0.0f, y = 0.0f;
    pixel_from_pad(rect, word->pad.pleasure, word->pad.arousal, x, y);
    const ImVec2 size = text_size(ui.fonts.small, word->word);
    requests.push_back({x, y, size.x, size.y});
    obstacles.push_back({x - ui.px(3.0f), y - ui.px(3.0f), ui.px(6.0f), ui.px(6.0f)});
  }
  float pointer_x = 0.0f, pointer_y = 0.0f;
  pixel_from_pad(rect, value.pleasure, value.arousal, pointer_x, pointer_y);
  const float radius = ui.px(12.0f);
  obstacles.push_back({pointer_x - radius, pointer_y - radius, 2 * radius, 2 * radius});
  const float margin = ui.px(4.0f);
  const Rect bounds{rect.x + margin, rect.y + margin, rect.width - 2 * margin,
                    rect.height - 2 * margin};
  const auto placed = place_labels(requests, bounds, obstacles, ui.px(6.0f));
  for (size_t i = 0; i < words.size(); ++i) {
    const bool is_nearest = words[i]->word == nearest;
    const Colour& colour = is_nearest ? ui.palette.text : ui.palette.text_dim;
    list.AddCircleFilled({requests[i].x, requests[i].y}, ui.px(is_nearest ? 3.0f : 2.0f),
                         colour.packed(), 12);
    if (placed[i])
      draw_text(list, ui.fonts.small, {placed[i]->x, placed[i]->y}, colour, words[i]->word);
  }
}

void draw_trail(const Ui& ui, ImDrawList& list, const Rect& rect, const PadInput& input) {
  constexpr double kTrail_s = 10.0;
  for (size_t i = 1; i < input.trail.size(); ++i) {
    const double age_s = input.now_s - input.trail[i].at_s;
    if (age_s > kTrail_s) continue;
    float x0 = 0.0f, y0 = 0.0f, x1 = 0.0f, y1 = 0.0f;
    pixel_from_pad(rect, input.trail[i - 1].pleasure, input.trail[i - 1].arousal, x0, y0);
    pixel_from_pad(rect, input.trail[i].pleasure, input.trail[i].arousal, x1, y1);
    const float alpha = static_cast<float>(0.6 * (1.0 - age_s / kTrail_s));
    list.AddLine({x0, y0}, {x1, y1}, ui.palette.text.with_alpha(alpha).packed(), ui.px(2.0f));
  }
}

void draw_pointer(const Ui& ui, ImDrawList& list, const Rect& rect, const PadInput& input,
                  const analysis::Pad& value) {
  if (input.measured) {
    float x = 0.0f, y = 0.0f;
    pixel_from_pad(rect, input.measured->pleasure, input.measured->arousal, x, y);
    list.AddCircle({x, y}, ui.px(6.0f), ui.palette.text.packed(), 24, ui.px(1.8f));
  }
  float x = 0.0f, y = 0.0f;
  pixel_from_pad(rect, value.pleasure, value.arousal, x, y);
  const float radius = ui.px(8.0f);
  const bool is_live = input.disabled_reason.empty();
  list.AddCircleFilled({x, y}, radius + ui.px(3.0f), ui.palette.panel.packed(), 32);
  list.AddCircleFilled(
      {x, y}, radius,
      is_live ? pad_colour(value.pleasure, value.arousal).packed() : ui.palette.control.packed(),
      32);
  if (input.is_extrapolating) {
    constexpr int kDashes = 8;
    for (int i = 0; i < kDashes; ++i) {
      const float from = 6.2831853f * static_cast<float>(i) / kDashes;
      list.PathArcTo({x, y}, radius + ui.px(2.0f), from, from + 0.42f, 6);
      list.PathStroke(ui.palette.text.packed(), 0, ui.px(2.0f));
    }
  } else {
    list.AddCircle({x, y}, radius + ui.px(1.5f), ui.palette.text.packed(), 32, ui.px(2.0f));
  }
}

void draw_axis_names(const Ui& ui, ImDrawList& list, const Rect& rect, float right) {
  const Colour& colour = ui.palette.text_dim;
  const float above = rect.y - ui.fonts.small->FontSize - ui.px(4.0f);
  const float below = rect.bottom() + ui.px(4.0f);
  const auto draw_right = [&](const char* words, float edge, float y) {
    draw_text(list, ui.fonts.small, {edge - text_size(ui.fonts.small, words).x, y}, colour, words);
  };
  draw_text(list, ui.fonts.small, {rect.x, above}, colour, "↑ arousal");
  draw_right("dominance ↑", right, above);
  draw_text(list, ui.fonts.small, {rect.x, below}, colour, "← displeasure");
  draw_right("pleasure →", rect.right(), below);
}

/// The vertical slider; edits value.dominance.
void dominance_slider(const Ui& ui, const Rect& rect, const PadInput& input, PadEdit& edit) {
  ImDrawList& list = *ImGui::GetWindowDrawList();
  ImGui::SetCursorScreenPos(top_left(rect));
  ImGui::InvisibleButton("dominance", {rect.width, rect.height});
  ui.probe.add("pad.dominance", rect);
  const bool is_hot = ImGui::IsItemActive() || ImGui::IsItemHovered();
  const float inset = ui.px(8.0f);
  const float top = rect.y + inset, length = rect.height - 2 * inset;
  if (ImGui::IsItemActive()) {
    const float share = (ImGui::GetIO().MousePos.y - top) / length;
    edit.value.dominance = std::clamp(1.0 - 2.0 * share, -1.0, 1.0);
  }
  if (ImGui::IsItemDeactivated()) edit.is_committed = true;
  if (ImGui::IsItemActivated()) edit.wants_focus = true;
  tooltip(ui, input.disabled_reason.empty() ? "Dominance: from submissive (−1) to in control (+1)."
                                            : input.disabled_reason);
  const float x = rect.x + 0.5f * rect.width;
  const float zero = top + 0.5f * length;
  const float at = top + static_cast<float>(0.5 * (1.0 - edit.value.dominance)) * length;
  const float half = ui.px(3.0f);
  const bool is_live = input.disabled_reason.empty();
  list.AddRectFilled({x - half, top}, {x + half, top + length}, ui.palette.raised_active.packed(),
                     half);
  const Colour fill = is_live ? ui.palette.accent : ui.palette.control;
  list.AddRectFilled({x - half, std::min(zero, at)}, {x + half, std::max(zero, at)}, fill.packed());
  list.AddLine({x - ui.px(8.0f), zero}, {x + ui.px(8.0f), zero}, ui.palette.control.packed());
  list.AddCircleFilled({x, at}, ui.px(is_hot ? 9.0f : 8.0f), fill.packed(), 32);
  list.AddCircle({x, at}, ui.px(9.0f), ui.palette.panel.packed(), 32, ui.px(2.0f));
}

/// True for words that say nearly the same: of one stem, or for the same emotion.
bool are_near_twins(const analysis::PadWord& a, const analysis::PadWord& b) {
  constexpr ptrdiff_t kStem = 6;
  constexpr double kSamePlace = 0.12;
  const auto [end, ignored] =
      std::mismatch(a.word.begin(), a.word.end(), b.word.begin(), b.word.end());
  if (end - a.word.begin() >= kStem) return true;
  double squares = 0.0;
  for (size_t i = 0; i < 3; ++i) {
    const double away = a.pad.values()[i] - b.pad.values()[i];
    squares += away * away;
  }
  return squares <= kSamePlace * kSamePlace;
}

}  // namespace

std::vector<const analysis::PadWord*> distinct_words(const std::vector<analysis::PadWord>& words,
                                                     const std::string& first) {
  std::vector<const analysis::PadWord*> distinct;
  const auto add = [&](const analysis::PadWord& word) {
    const bool has_twin =
        std::any_of(distinct.begin(), distinct.end(),
                    [&](const analysis::PadWord* other) { return are_near_twins(word, *other); });
    if (!has_twin) distinct.push_back(&word);
  };
  for (const analysis::PadWord& word : words) {
    if (word.word == first) add(word);
  }
  for (const analysis::PadWord& word : words) add(word);
  return distinct;
}

PadPoint pad_from_pixel(const Rect& rect, float x, float y) {
  const double px = (x - rect.x) / rect.width, py = (y - rect.y) / rect.height;
  return {std::clamp(2.0 * px - 1.0, -1.0, 1.0), std::clamp(1.0 - 2.0 * py, -1.0, 1.0)};
}

void pixel_from_pad(const Rect& rect, double pleasure, double arousal, float& x, float& y) {
  x = rect.x + rect.width * static_cast<float>(0.5 * (pleasure + 1.0));
  y = rect.y + rect.height * static_cast<float>(0.5 * (1.0 - arousal));
}

bool apply_pad_key(const app::KeyChord& chord, analysis::Pad& value) {
  if (chord.ctrl || chord.alt) return false;
  const double step = chord.shift ? 0.01 : 0.05;
  const auto move = [](double& axis, double by) { axis = std::clamp(axis + by, -1.0, 1.0); };
  if (chord.key == "Left") {
    move(value.pleasure, -step);
  } else if (chord.key == "Right") {
    move(value.pleasure, step);
  } else if (chord.key == "Up") {
    move(value.arousal, step);
  } else if (chord.key == "Down") {
    move(value.arousal, -step);
  } else if (chord.key == "PgUp") {
    move(value.dominance, step);
  } else if (chord.key == "PgDn") {
    move(value.dominance, -step);
  } else if (chord.key == "0" && !chord.shift) {
    value = {};
  } else {
    return false;
  }
  return true;
}

std::string signed_text(double value) {
  char text[16];
  std::snprintf(text, sizeof text, "%.2f", std::abs(value));
  const bool is_negative = value < 0.0 && std::string(text) != "0.00";
  return (is_negative ? "−" : "+") + std::string(text);
}

std::string pad_text(const analysis::Pad& pad, const std::vector<analysis::PadWord>& words) {
  std::string text = "P " + signed_text(pad.pleasure) + "  A " + signed_text(pad.arousal) + "  D " +
                     signed_text(pad.dominance);
  if (const auto nearest = analysis::nearest_word(pad, words)) {
    text += ", close to " + nearest->word;
  }
  return text;
}

PadEdit pad_widget(const Ui& ui, const char* id, float size, const PadInput& input) {
  PadEdit edit;
  edit.value = input.value;
  ImGui::PushID(id);
  const bool is_live = input.disabled_reason.empty();
  ImGui::BeginDisabled(!is_live);
  const ImVec2 start = ImGui::GetCursorScreenPos();
  const float header = ui.fonts.small->FontSize + ui.px(4.0f);
  const Rect rect{start.x, start.y + header, size, size};
  ImGui::SetCursorScreenPos(top_left(rect));
  ImGui::InvisibleButton("pad", {size, size});
  ui.probe.add("pad", rect);
  if (ImGui::IsItemActivated()) edit.wants_focus = true;
  if (ImGui::IsItemActive()) {
    const ImVec2 mouse = ImGui::GetIO().MousePos;
    const PadPoint point = pad_from_pixel(rect, mouse.x, mouse.y);
    edit.value.pleasure = point.pleasure;
    edit.value.arousal = point.arousal;
  }
  if (ImGui::IsItemDeactivated()) edit.is_committed = true;
  if (!is_live) tooltip(ui, input.disabled_reason);

  const Rect slider{rect.right() + ui.px(14.0f), rect.y, ui.px(28.0f), size};
  dominance_slider(ui, slider, input, edit);
  ImGui::EndDisabled();

  if (input.has_focus && is_live) {
    for (const app::KeyChord& chord : input.keys) {
      if (apply_pad_key(chord, edit.value)) edit.is_committed = true;
    }
  }
  ImDrawList& list = *ImGui::GetWindowDrawList();
  list.PushClipRect(top_left(rect), bottom_right(rect), true);
  draw_field(ui, list, rect, is_live);
  draw_data(ui, list, rect, input.data);
  if (input.words != nullptr) draw_words(ui, list, rect, input, edit.value);
  draw_trail(ui, list, rect, input);
  list.PopClipRect();
  draw_pointer(ui, list, rect, input, edit.value);
  draw_axis_names(ui, list, rect, slider.right());
  if (input.has_focus) {
    const float out = ui.px(2.0f);
    list.AddRect({rect.x - out, rect.y - out}, {rect.right() + out, rect.bottom() + out},
                 ui.palette.accent.packed(), ui.px(5.0f), 0, ui.px(2.0f));
  }
  ImGui::SetCursorScreenPos({start.x, rect.bottom() + ui.px(26.0f)});
  ImGui::PopID();
  edit.is_changed = edit.value.values() != input.value.values();
  return edit;
}

}  // namespace kinemote::view
