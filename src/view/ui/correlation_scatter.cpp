#include "view/ui/correlation_scatter.h"

#include <algorithm>
#include <cmath>
#include <cstdio>

#include "app/curve_catalogue.h"
#include "view/ui/curve_plot.h"
#include "view/ui/imgui_compat.h"
#include "view/ui/pad_widget.h"

namespace kinemote::view {

namespace {

ValueRange range_of(const std::vector<app::CorrelationPoint>& points) {
  CurveExtent extent;
  for (const app::CorrelationPoint& point : points) {
    const auto value = static_cast<float>(point.value);
    if (std::isfinite(value)) extent.add({value, value, false});
  }
  return nice_range(extent);
}

void draw_axes(Ui& ui, const Rect& plot, const ValueRange& range, const std::string& title) {
  ImDrawList& list = *ImGui::GetWindowDrawList();
  ImFont* font = ui.fonts.small;
  list.AddRectFilled(top_left(plot), bottom_right(plot),
                     ui.palette.raised.with_alpha(0.35f).packed(), ui.px(4.0f));
  const float zero = plot.y + 0.5f * plot.height;
  list.AddLine({plot.x, zero}, {plot.right(), zero}, ui.palette.line.packed());
  const auto left_label = [&](const char* words, float y) {
    draw_text(list, font, {plot.x - ui.px(5.0f) - text_size(font, words).x, y},
              ui.palette.text_faint, words);
  };
  left_label("+1", plot.y - ui.px(2.0f));
  left_label("0", zero - 0.5f * font->FontSize);
  left_label("−1", plot.bottom() - font->FontSize + ui.px(2.0f));
  const float y = plot.bottom() + ui.px(3.0f);
  const std::string low = range_label(range.low, range), high = range_label(range.high, range);
  const float high_x = plot.right() - text_size(font, high).x;
  draw_text(list, font, {plot.x, y}, ui.palette.text_faint, low);
  draw_text(list, font, {high_x, y}, ui.palette.text_faint, high);
  const float left = plot.x + text_size(font, low).x + ui.px(8.0f);
  const std::string shown = ellipsized(font, title, high_x - ui.px(8.0f) - left);
  draw_text(list, font, {left + 0.5f * (high_x - ui.px(8.0f) - left - text_size(font, shown).x), y},
            ui.palette.text_dim, shown);
}

void point_tooltip(Ui& ui, const app::CorrelationPoint& point, const std::string& unit) {
  ImGui::BeginTooltip();
  text(ui, ui.fonts.strong, ui.palette.text, point.name);
  text(ui, ui.fonts.small, ui.palette.text_dim, point.label.empty() ? "no label" : point.label);
  char words[96];
  std::snprintf(words, sizeof words, "%.3g%s%s, %s ", point.value, unit.empty() ? "" : " ",
                unit.c_str(),
                app::kPadAxisNames[static_cast<size_t>(ui.session.correlation().chosen_axis())]);
  text(ui, ui.fonts.small, ui.palette.text_dim, words + signed_text(point.pad));
  text(ui, ui.fonts.small, ui.palette.text_faint, "Click plays it");
  ImGui::EndTooltip();
}

}  // namespace

void correlation_scatter(Ui& ui, const Rect& rect) {
  const app::CorrelationModel& model = ui.session.correlation();
  if (model.chosen_feature() < 0 || rect.height < ui.px(70.0f)) return;
  ImDrawList& list = *ImGui::GetWindowDrawList();
  const int feature = model.chosen_feature(), axis = model.chosen_axis();
  const std::string& column = model.result().feature_names[static_cast<size_t>(feature)];
  const app::CurveInfo* info = app::find_curve(model.choices().set + ":" + column);
  const std::string name = info != nullptr ? info->label : column;
  const std::string unit = info != nullptr ? info->unit : "";

  const float line = ui.fonts.small->FontSize;
  char coefficient[64];
  std::snprintf(coefficient, sizeof coefficient, "  %s %.2f, chance %.2f, p %.3f",
                model.kind() == analysis::CorrelationKind::kSpearman ? "ρ" : "r",
                model.table().r(feature, axis), model.table().chance(feature, axis),
                model.table().p(feature, axis));
  const std::string heading =
      std::string(app::kPadAxisNames[static_cast<size_t>(axis)]) + " by " + name;
  const float room = rect.width - text_size(ui.fonts.small, coefficient).x;
  const std::string shown = ellipsized(ui.fonts.strong, heading, room);
  draw_text(list, ui.fonts.strong, {rect.x, rect.y}, ui.palette.text, shown);
  draw_text(list, ui.fonts.small,
            {rect.x + text_size(ui.fonts.strong, shown).x,
             rect.y + 0.5f * (ui.fonts.strong->FontSize - line)},
            ui.palette.text_dim, coefficient);

  const float top = rect.y + ui.fonts.strong->FontSize + ui.px(8.0f);
  const float left = rect.x + ui.px(26.0f);
  const Rect plot{left, top, rect.right() - left, rect.bottom() - top - line - ui.px(5.0f)};
  if (plot.width < 10.0f || plot.height < 10.0f) return;
  const ValueRange range = range_of(model.points());
  draw_axes(ui, plot, range, name + (unit.empty() ? "" : ", " + unit) + ", mean of each clip");
  ImGui::SetCursorScreenPos(top_left(plot));
  const bool is_clicked = ImGui::InvisibleButton("clips", {plot.width, plot.height});
  const bool is_hovered = ImGui::IsItemHovered();
  ui.probe.add("correlation.scatter", plot);

  const float radius = ui.px(4.5f);
  const auto place = [&](const app::CorrelationPoint& point) {
    const float u = (static_cast<float>(point.value) - range.low) / (range.high - range.low);
    const float v = 0.5f - 0.5f * static_cast<float>(point.pad);
    return ImVec2{plot.x + radius + u * (plot.width - 2.0f * radius),
                  plot.y + radius + v * (plot.height - 2.0f * radius)};
  };
  const app::LabelStyles& styles = ui.session.library().styles();
  const int current = ui.session.current_entry();
  const std::string current_id =
      current < 0 ? "" : ui.session.library().entries()[static_cast<size_t>(current)].id;
  const ImVec2 mouse = ImGui::GetIO().MousePos;
  int nearest = -1;
  float nearest_px = ui.px(12.0f);
  const auto& points = model.points();
  for (size_t i = 0; i < points.size(); ++i) {
    const ImVec2 at = place(points[i]);
    ui.probe.add("correlation.point:" + points[i].name,
                 {at.x - radius, at.y - radius, 2.0f * radius, 2.0f * radius});
    const bool is_current = points[i].id == current_id;
    draw_marker(ui, list, at, is_current ? 1.4f * radius : radius, styles.of(points[i].label),
                is_current ? 1.0f : 0.8f, is_current ? &ui.palette.text : nullptr);
    const float distance = std::hypot(mouse.x - at.x, mouse.y - at.y);
    if (is_hovered && distance < nearest_px) {
      nearest_px = distance;
      nearest = static_cast<int>(i);
    }
  }
  if (nearest < 0) return;
  const app::CorrelationPoint& point = points[static_cast<size_t>(nearest)];
  list.AddCircle(place(point), radius + ui.px(3.0f), ui.palette.text.packed(), 20, ui.px(1.5f));
  point_tooltip(ui, point, unit);
  if (is_clicked) ui.session.play_entry(ui.session.library().find(point.id));
}

}  // namespace kinemote::view
