#include "view/ui/tour_caption.h"

#include <algorithm>

#include "view/ui/imgui_compat.h"
#include "view/ui/ui.h"

namespace kinemote::view {

namespace {

/// Words broken into lines of a width.
std::vector<std::string> lines_of(ImFont* font, float size, const std::string& words, float width) {
  std::vector<std::string> lines;
  const char* at = words.data();
  const char* end = at + words.size();
  while (at < end) {
    const char* stop = font->CalcWordWrapPositionA(size / font->FontSize, at, end, width);
    if (stop == at) ++stop;  // a single letter is wider than the line
    lines.emplace_back(at, stop);
    at = stop;
    while (at < end && *at == ' ') ++at;
  }
  return lines;
}

/// One mark a step; the present one fills up.
void draw_progress(Ui& ui, ImDrawList& list, const app::TourPlayer& tour, const Rect& stage,
                   float y) {
  const auto count = static_cast<float>(tour.tour().steps.size());
  const float gap = ui.px(5.0f);
  const float width = std::min(ui.px(46.0f), (0.5f * stage.width - (count - 1) * gap) / count);
  float x = stage.x + 0.5f * (stage.width - count * width - (count - 1) * gap);
  for (int i = 0; i < static_cast<int>(count); ++i, x += width + gap) {
    const float share = i < tour.step()   ? 1.0f
                        : i > tour.step() ? 0.0f
                                          : static_cast<float>(tour.progress());
    list.AddRectFilled({x, y}, {x + width, y + ui.px(4.0f)},
                       ui.palette.text.with_alpha(0.22f).packed(), ui.px(2.0f));
    if (share > 0.0f) {
      list.AddRectFilled({x, y}, {x + share * width, y + ui.px(4.0f)}, ui.palette.accent.packed(),
                         ui.px(2.0f));
    }
  }
}

}  // namespace

void tour_caption(Ui& ui, const app::TourPlayer& tour, const Rect& stage) {
  ImDrawList& list = *ImGui::GetForegroundDrawList();  // over the panel of the stage
  if (tour.is_blank()) {
    list.AddRectFilled(top_left(stage), bottom_right(stage), IM_COL32(0, 0, 0, 255));
    return;
  }
  ImFont* font = ui.fonts.caption;
  const float size = font->FontSize;
  const float margin = ui.px(56.0f);  // screens and projectors cut edges off
  const auto lines = lines_of(font, size, tour.tour().steps[tour.step()].caption,
                              std::min(stage.width - 2 * margin, ui.px(1100.0f)));
  const float line_height = 1.25f * size;
  float y = stage.bottom() - margin - static_cast<float>(lines.size()) * line_height;
  // Letters stay readable over any figure.
  const float top = y - ui.px(60.0f);
  const uint32_t none = ui.palette.panel.with_alpha(0.0f).packed();
  const uint32_t dark = ui.palette.panel.with_alpha(0.82f).packed();
  list.AddRectFilledMultiColor({stage.x, top}, bottom_right(stage), none, none, dark, dark);
  for (const std::string& line : lines) {
    const float width = text_size(font, line).x;
    draw_text(list, font, {stage.x + 0.5f * (stage.width - width), y}, ui.palette.text, line);
    y += line_height;
  }
  ui.probe.add("tour.caption", {stage.x, top, stage.width, stage.bottom() - top});
  draw_progress(ui, list, tour, stage, stage.bottom() - ui.px(34.0f));
  const std::string hint = tour.is_waiting()  ? "Page down goes on"
                           : tour.is_paused() ? "paused"
                                              : "";
  if (!hint.empty()) {
    draw_text(list, ui.fonts.small, {stage.x + margin, stage.bottom() - ui.px(40.0f)},
              ui.palette.text_faint, hint);
  }
}

}  // namespace kinemote::view
