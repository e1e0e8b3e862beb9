#include "view/ui/live_card.h"

#include <algorithm>
#include <cstdio>
#include <numeric>

#include "view/ui/icons.h"
#include "view/ui/imgui_compat.h"
#include "view/ui/stage_cards.h"

namespace kinemote::view {

namespace {

constexpr size_t kMostBars = 5;
constexpr double kSilence_s = 1.0;

std::string words_of(const char* format, double a, double b = 0.0, double c = 0.0) {
  char text[96];
  std::snprintf(text, sizeof text, format, a, b, c);
  return text;
}

void heading(Ui& ui, const app::LiveInput& live, float inner) {
  const bool is_recording = live.is_recording();
  const std::string words = is_recording ? words_of("Recording %.1f s", live.recorded_s())
                                         : "Live  " + live.place().text();
  const float buttons = ui.px(176.0f);
  text_clipped(ui, ui.fonts.body, is_recording ? ui.palette.error : ui.palette.text,
               std::string(icon("dot")) + "  " + words, inner - buttons - ui.px(8.0f));
  ImGui::SameLine();
  ImGui::SetCursorPosX(ImGui::GetCursorPosX() +
                       std::max(0.0f, inner - buttons - ImGui::GetItemRectSize().x -
                                          ImGui::GetStyle().ItemSpacing.x));
  if (text_button(ui, "live.card.record", is_recording ? "Keep it" : "Record", ButtonLook::kRaised,
                  ui.px(84.0f))) {
    ui.run("live.record");
  }
  tooltip(ui, is_recording ? "Ends the recording: it is in the library then."
                           : "Records what comes in, up to ten minutes.");
  ImGui::SameLine(0.0f, ui.px(8.0f));
  if (text_button(ui, "live.card.stop", "Stop", ButtonLook::kRaised, ui.px(84.0f))) {
    ui.run("live.stop");
  }
}

/// How well it comes in, in a line; what is wrong, in another.
void reception(Ui& ui, const app::LiveStatus& status) {
  const app::LiveCounts& counts = status.counts;
  if (status.is_ended) {
    text(ui, ui.fonts.small, ui.palette.warning, "The input has ended.");
  } else if (!status.stream) {
    text_wrapped(ui, ui.fonts.small, ui.palette.text_dim,
                 counts.unannounced > 0 ? std::to_string(counts.unannounced) +
                                              " poses came, but no hello that says what they mean."
                                        : "Waiting for packets. Nothing has come yet.");
  } else if (status.silent_s > kSilence_s) {
    text(ui, ui.fonts.small, ui.palette.warning, words_of("No pose for %.0f s.", status.silent_s));
  }
  if (counts.frames > 0) {
    const int64_t dropped = counts.late + counts.repeated + counts.overrun + counts.unannounced;
    text(ui, ui.fonts.small, ui.palette.text_dim,
         words_of("%.1f frames/s, jitter %.1f ms", status.rate.fps, status.rate.jitter_ms) + " · " +
             std::to_string(dropped) + " dropped · " + std::to_string(counts.malformed) +
             " malformed");
    tooltip(ui, std::to_string(counts.frames) + " taken, " + std::to_string(counts.late) +
                    " late, " + std::to_string(counts.repeated) + " repeated, " +
                    std::to_string(counts.overrun) + " overrun, " + std::to_string(counts.lost) +
                    " lost by number, " + std::to_string(counts.gaps) + " gaps.");
  }
  if (counts.malformed > 0) {
    text_wrapped(ui, ui.fonts.small, ui.palette.warning, "Last refused: " + counts.last_refusal);
  }
}

void bar(Ui& ui, const std::string& name, double share, bool is_named, float inner) {
  const float column = std::min(ui.px(120.0f), 0.4f * inner), number = ui.px(44.0f);
  const float height = ui.px(8.0f);
  ImDrawList& list = *ImGui::GetWindowDrawList();
  const ImVec2 at = ImGui::GetCursorScreenPos();
  const float line = ui.fonts.small->FontSize;
  const Colour& colour = is_named ? ui.palette.text : ui.palette.text_dim;
  draw_text(list, ui.fonts.small, at, colour,
            ellipsized(ui.fonts.small, name, column - ui.px(6.0f)));
  const float left = at.x + column, right = at.x + inner - number;
  const float y = at.y + 0.5f * (line - height);
  list.AddRectFilled({left, y}, {right, y + height}, ui.palette.raised_active.packed(),
                     0.5f * height);
  const float filled = std::max(height, static_cast<float>(share) * (right - left));
  list.AddRectFilled({left, y}, {left + filled, y + height},
                     (is_named ? ui.palette.accent : ui.palette.text_faint).packed(),
                     0.5f * height);
  draw_text(list, ui.fonts.small, {right + ui.px(8.0f), at.y}, colour,
            words_of("%.0f %%", 100.0 * share));
  ImGui::Dummy({inner, line + ui.px(2.0f)});
}

/// The class by name only where the recogniser is sure; bars say the rest.
void recognised(Ui& ui, const app::LiveInput& live, float inner) {
  const app::LiveReading& reading = *live.reading();
  const std::vector<std::string>& classes = live.classes();
  if (reading.is_sure()) {
    text(ui, ui.fonts.title, ui.palette.text, classes[static_cast<size_t>(reading.best)]);
  } else {
    text(ui, ui.fonts.title, ui.palette.text_dim, "Not sure");
    text_wrapped(ui, ui.fonts.small, ui.palette.text_faint, reading.unsure);
  }
  ui.probe.add("live.class", item_rect());
  std::vector<size_t> order(reading.probabilities.size());
  std::iota(order.begin(), order.end(), size_t{0});
  std::stable_sort(order.begin(), order.end(), [&](size_t a, size_t b) {
    return reading.probabilities[a] > reading.probabilities[b];
  });
  for (size_t i = 0; i < std::min(kMostBars, order.size()); ++i) {
    bar(ui, classes[order[i]], reading.probabilities[order[i]], i == 0 && reading.is_sure(), inner);
  }
  if (!order.empty()) {
    text(ui, ui.fonts.small, ui.palette.text_faint,
         words_of("The recogniser's guess, smoothed over 0.5 s; %.1f ms (p99)",
                  live.reading_p99_ms()));
  }
}

void emotion(Ui& ui, const app::LiveReading& reading) {
  if (!reading.pad) return;
  std::string words = words_of("P %+.2f   A %+.2f   D %+.2f", reading.pad->pleasure,
                               reading.pad->arousal, reading.pad->dominance);
  if (const auto word = analysis::nearest_word(*reading.pad, ui.session.words())) {
    words += "   near " + word->word;
  }
  text(ui, ui.fonts.body, ui.palette.text, words);
  tooltip(ui, "Pleasure, arousal and dominance of the last window, smoothed over 0.5 s.");
}

}  // namespace

float live_card(Ui& ui, UiState& state, const Rect& stage, float top) {
  const float margin = ui.px(14.0f), tools = ui.px(64.0f);
  const float width = std::min(stage.width - margin - tools, ui.px(420.0f));
  const Rect at{stage.x + margin, top, width, 0.0f};
  card(ui, "live", at, state.live_height, [&] {
    const float inner = width - 2 * ui.px(kCardPadding);
    heading(ui, ui.session.live(), inner);
    // A button may have ended it.
    const app::LiveInput& live = ui.session.live();
    if (!live.is_open()) return;
    reception(ui, live.status());
    if (!live.reading()) return;
    ImGui::Dummy({0.0f, ui.px(2.0f)});
    if (!live.classes().empty() || !live.reading()->unsure.empty()) recognised(ui, live, inner);
    emotion(ui, *live.reading());
  });
  return top + state.live_height;
}

}  // namespace kinemote::view
