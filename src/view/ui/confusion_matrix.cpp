// The confusion matrix: true classes down, what the recogniser said across.
#include <algorithm>
#include <cmath>

#include "app/markup.h"
#include "view/ui/imgui_compat.h"
#include "view/ui/recognition_panel.h"

namespace kinemote::view {

namespace {

constexpr float kLargestCell = 54.0f, kSmallestCell = 17.0f, kWidestNames = 128.0f;

struct MatrixPlan {
  float names = 0.0f;              // width of the rows' names
  float cell = 0.0f;               // side of a cell
  float header = 0.0f;             // height of the columns' names
  bool is_header_upright = false;  // written upwards: they do not fit side by side
};

float widest_name(const Ui& ui, const app::HeldOutReview& review) {
  float widest = 0.0f;
  for (const std::string& name : review.class_names()) {
    widest = std::max(widest, text_size(ui.fonts.small, name).x);
  }
  return widest;
}

MatrixPlan plan_of(const Ui& ui, const app::HeldOutReview& review, float width) {
  MatrixPlan plan;
  const auto count = static_cast<float>(review.class_names().size());
  const float widest = std::min(widest_name(ui, review), ui.px(kWidestNames));
  plan.names = widest + ui.px(10.0f);
  plan.cell = std::floor(std::clamp((width - plan.names) / std::max(count, 1.0f),
                                    ui.px(kSmallestCell), ui.px(kLargestCell)));
  plan.is_header_upright = widest + ui.px(6.0f) > plan.cell;
  plan.header = (plan.is_header_upright ? widest : ui.fonts.small->FontSize) + ui.px(8.0f);
  return plan;
}

/// Text that reads upwards from a place: drawn, then turned about it.
void draw_upward(ImDrawList& list, ImFont* font, ImVec2 at, const Colour& colour,
                 const std::string& words) {
  const int first = list.VtxBuffer.Size;
  draw_text(list, font, at, colour, words);
  const ImVec2 pivot{std::round(at.x), std::round(at.y)};
  for (int i = first; i < list.VtxBuffer.Size; ++i) {
    ImVec2& place = list.VtxBuffer[i].pos;
    place = {pivot.x + (place.y - pivot.y), pivot.y - (place.x - pivot.x)};
  }
}

void draw_names(Ui& ui, const app::HeldOutReview& review, const MatrixPlan& plan,
                const Rect& rect) {
  ImDrawList& list = *ImGui::GetWindowDrawList();
  ImFont* font = ui.fonts.small;
  const float line = font->FontSize;
  const auto& names = review.class_names();
  for (size_t k = 0; k < names.size(); ++k) {
    const auto number = static_cast<int>(k);
    const float along = plan.cell * static_cast<float>(k);
    const float y = rect.y + plan.header + along + 0.5f * (plan.cell - line);
    const std::string row = ellipsized(font, names[k], plan.names - ui.px(8.0f));
    draw_text(list, font, {rect.x + plan.names - ui.px(6.0f) - text_size(font, row).x, y},
              number == review.truth() ? ui.palette.text : ui.palette.text_dim, row);
    const Colour& colour = number == review.said() ? ui.palette.text : ui.palette.text_dim;
    const float left = rect.x + plan.names + along;
    if (plan.is_header_upright) {
      draw_upward(list, font,
                  {left + 0.5f * (plan.cell - line), rect.y + plan.header - ui.px(4.0f)}, colour,
                  ellipsized(font, names[k], ui.px(kWidestNames)));
    } else {
      draw_text(list, font,
                {left + 0.5f * (plan.cell - text_size(font, names[k]).x), rect.y + ui.px(2.0f)},
                colour, names[k]);
    }
  }
}

/// Blue on the diagonal, orange off it, deeper with the share of the row.
Colour ground_of(const Palette& palette, bool is_right, double share) {
  const Colour& end = data_colours()[is_right ? 4 : 0];
  return mix(mix(palette.panel, palette.raised, 0.5f), end,
             static_cast<float>(std::sqrt(std::clamp(share, 0.0, 1.0))));
}

const Colour& readable_on(const Palette& palette, const Colour& ground) {
  return contrast_ratio(palette.text, ground) >= contrast_ratio(palette.panel, ground)
             ? palette.text
             : palette.panel;
}

bool draw_cell(Ui& ui, app::HeldOutReview& review, int truth, int said, const Rect& rect) {
  ImDrawList& list = *ImGui::GetWindowDrawList();
  const analysis::ClassScores& scores = review.scores();
  const auto t = static_cast<size_t>(truth), s = static_cast<size_t>(said);
  const int count = scores.confusion[t][s];
  const double share = scores.support[t] > 0 ? count / static_cast<double>(scores.support[t]) : 0.0;
  const float gap = ui.px(1.0f);
  const ImVec2 min{rect.x + gap, rect.y + gap}, max{rect.right() - gap, rect.bottom() - gap};
  const Colour ground = ground_of(ui.palette, truth == said, share);
  list.AddRectFilled(min, max, ground.packed(), ui.px(3.0f));
  ImFont* font = ui.fonts.small;
  const float line = font->FontSize;
  const auto centred = [&](const std::string& words, float y) {
    draw_text(list, font, {rect.x + 0.5f * (rect.width - text_size(font, words).x), y},
              readable_on(ui.palette, ground), words);
  };
  const std::string percent = app::fixed_text(100.0 * share, 0) + " %";
  const float middle = rect.y + 0.5f * rect.height;
  if (count > 0 && rect.height > 2.4f * line &&
      text_size(font, percent).x < rect.width - ui.px(4.0f)) {
    centred(std::to_string(count), middle - line);
    centred(percent, middle);
  } else if (count > 0) {
    centred(std::to_string(count), middle - 0.5f * line);
  }
  ImGui::SetCursorScreenPos(top_left(rect));
  ImGui::PushID(truth * 1000 + said);
  const bool is_clicked = ImGui::InvisibleButton("cell", {rect.width, rect.height});
  ImGui::PopID();
  const auto& names = review.class_names();
  ui.probe.add("recognition.cell:" + names[t] + ":" + names[s], rect);
  const bool are_clips = review.unit() == app::ReviewUnit::kClips;
  tooltip(ui, std::to_string(count) + " of " + std::to_string(scores.support[t]) + " " +
                  (are_clips ? "clips" : "windows") + " of \"" + names[t] + "\" " +
                  (truth == said ? "were recognised" : "were taken for \"" + names[s] + "\"") +
                  " (" + percent + ")." + (count > 0 ? "\nClick: plays the surest." : ""));
  if (ImGui::IsItemHovered()) list.AddRect(min, max, ui.palette.text.packed(), ui.px(3.0f));
  if (truth == review.truth() && said == review.said()) {
    list.AddRect(min, max, ui.palette.text.packed(), ui.px(3.0f), 0, ui.px(2.0f));
  }
  if (is_clicked) review.choose(truth, said);
  return is_clicked;
}

}  // namespace

float confusion_matrix_height(const Ui& ui, const app::HeldOutReview& review, float width) {
  const MatrixPlan plan = plan_of(ui, review, width);
  return plan.header + plan.cell * static_cast<float>(review.class_names().size());
}

bool confusion_matrix(Ui& ui, app::HeldOutReview& review, const Rect& rect) {
  const MatrixPlan plan = plan_of(ui, review, rect.width);
  const auto count = static_cast<int>(review.class_names().size());
  draw_names(ui, review, plan, rect);
  bool is_clicked = false;
  for (int truth = 0; truth < count; ++truth) {
    for (int said = 0; said < count; ++said) {
      is_clicked |= draw_cell(
          ui, review, truth, said,
          {rect.x + plan.names + plan.cell * static_cast<float>(said),
           rect.y + plan.header + plan.cell * static_cast<float>(truth), plan.cell, plan.cell});
    }
  }
  ui.probe.add("recognition.matrix", rect);
  ImGui::SetCursorScreenPos({rect.x, rect.bottom()});
  return is_clicked;
}

}  // namespace kinemote::view
