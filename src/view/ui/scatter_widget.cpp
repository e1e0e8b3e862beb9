#include "view/ui/scatter_widget.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>

#include "view/ui/imgui_compat.h"

namespace kinemote::view {

namespace {

/// Grid lines at 1-2-5 steps, without numbers: coordinates of an embedding have no unit.
void draw_grid(const Ui& ui, ImDrawList& list, const Rect& rect, const ScatterView& view) {
  if (view.pixels_per_unit <= 0.0f) return;
  const double least = ui.px(70.0f) / view.pixels_per_unit;
  const double power = std::pow(10.0, std::floor(std::log10(least)));
  double step = 10.0 * power;
  for (const double factor : {5.0, 2.0, 1.0}) {
    if (factor * power >= least) step = factor * power;
  }
  const uint32_t colour = ui.palette.text.with_alpha(0.055f).packed();
  const auto line_range = [&](float centre, float length) {
    const double half = 0.5 * length / view.pixels_per_unit;
    return std::array<long, 2>{static_cast<long>(std::ceil((centre - half) / step)),
                               static_cast<long>(std::floor((centre + half) / step))};
  };
  const auto across = line_range(view.centre_x, rect.width);
  for (long i = across[0]; i <= across[1]; ++i) {
    float x = 0.0f, y = 0.0f;
    scatter_pixel(view, rect, static_cast<float>(static_cast<double>(i) * step), 0.0f, x, y);
    list.AddLine({x, rect.y}, {x, rect.bottom()}, colour);
  }
  const auto up = line_range(view.centre_y, rect.height);
  for (long i = up[0]; i <= up[1]; ++i) {
    float x = 0.0f, y = 0.0f;
    scatter_pixel(view, rect, 0.0f, static_cast<float>(static_cast<double>(i) * step), x, y);
    list.AddLine({rect.x, y}, {rect.right(), y}, colour);
  }
}

/// Quads from the marker sprites, in batches that 16-bit indices can hold.
void draw_points(const Ui& ui, ImDrawList& list, const Rect& rect, const ScatterInput& input,
                 const ScatterView& view, float radius) {
  constexpr int kBatch = 8000;
  const float half = radius * 24.0f / 17.0f;
  std::vector<int> shown;
  shown.reserve(input.points.size());
  for (int i = 0; i < static_cast<int>(input.points.size()); ++i) {
    if (!input.points[i].is_hidden) shown.push_back(i);
  }
  std::array<uint32_t, app::kColourCount> colours;
  for (int c = 0; c < app::kColourCount; ++c) {
    colours[c] = data_colour(ui.palette, c).with_alpha(0.95f).packed();
  }
  const uint32_t rim = ui.palette.panel.packed();
  list.PushTextureID(ImGui::GetIO().Fonts->TexID);
  for (size_t first = 0; first < shown.size(); first += kBatch) {
    const size_t last = std::min(shown.size(), first + kBatch);
    const int count = static_cast<int>(last - first);
    list.PrimReserve(12 * count, 8 * count);
    for (size_t k = first; k < last; ++k) {
      const ScatterPoint& point = input.points[shown[k]];
      float x = 0.0f, y = 0.0f;
      scatter_pixel(view, rect, point.x, point.y, x, y);
      const Sprite& outline = ui.fonts.outlines[point.style.shape];
      const Sprite& fill = ui.fonts.fills[point.style.shape];
      list.PrimRectUV({x - half, y - half}, {x + half, y + half}, {outline.u0, outline.v0},
                      {outline.u1, outline.v1}, rim);
      list.PrimRectUV({x - half, y - half}, {x + half, y + half}, {fill.u0, fill.v0},
                      {fill.u1, fill.v1}, colours[point.style.colour]);
    }
  }
  list.PopTextureID();
}

void draw_ring(const Ui& ui, ImDrawList& list, const Rect& rect, const ScatterInput& input,
               const ScatterView& view, int index, float radius, const Colour& colour) {
  if (index < 0 || index >= static_cast<int>(input.points.size())) return;
  const ScatterPoint& point = input.points[index];
  if (point.is_hidden) return;
  float x = 0.0f, y = 0.0f;
  scatter_pixel(view, rect, point.x, point.y, x, y);
  list.AddCircle({x, y}, radius + ui.px(2.0f), ui.palette.panel.packed(), 32, ui.px(3.0f));
  list.AddCircle({x, y}, radius, colour.packed(), 32, ui.px(2.2f));
}

}  // namespace

ScatterView fit_scatter(std::span<const ScatterPoint> points, const Rect& rect, float margin) {
  constexpr float kInfinity = std::numeric_limits<float>::infinity();
  float left = kInfinity, right = -kInfinity, low = kInfinity, high = -kInfinity;
  for (const ScatterPoint& point : points) {
    if (point.is_hidden) continue;
    left = std::min(left, point.x);
    right = std::max(right, point.x);
    low = std::min(low, point.y);
    high = std::max(high, point.y);
  }
  if (left > right) return {0.0f, 0.0f, 1.0f};
  ScatterView view;
  view.centre_x = 0.5f * (left + right);
  view.centre_y = 0.5f * (low + high);
  const float width = std::max(right - left, 1e-9f), height = std::max(high - low, 1e-9f);
  view.pixels_per_unit = std::min(std::max(rect.width - 2 * margin, 1.0f) / width,
                                  std::max(rect.height - 2 * margin, 1.0f) / height);
  return view;
}

void scatter_pixel(const ScatterView& view, const Rect& rect, float x, float y, float& px,
                   float& py) {
  px = rect.x + 0.5f * rect.width + (x - view.centre_x) * view.pixels_per_unit;
  py = rect.y + 0.5f * rect.height - (y - view.centre_y) * view.pixels_per_unit;
}

int pick_scatter(std::span<const ScatterPoint> points, const ScatterView& view, const Rect& rect,
                 float px, float py, float radius) {
  int best = -1;
  float best_squared = radius * radius;
  for (size_t i = 0; i < points.size(); ++i) {
    if (points[i].is_hidden) continue;
    float x = 0.0f, y = 0.0f;
    scatter_pixel(view, rect, points[i].x, points[i].y, x, y);
    const float squared = (x - px) * (x - px) + (y - py) * (y - py);
    if (squared <= best_squared) {
      best_squared = squared;
      best = static_cast<int>(i);
    }
  }
  return best;
}

ScatterEvents scatter_widget(const Ui& ui, const char* id, const Rect& rect,
                             const ScatterInput& input, ScatterView& view) {
  ScatterEvents events;
  const float margin = ui.px(28.0f);
  if (view.pixels_per_unit <= 0.0f) view = fit_scatter(input.points, rect, margin);
  ImGui::SetCursorScreenPos(top_left(rect));
  ImGui::InvisibleButton(id, {std::max(rect.width, 1.0f), std::max(rect.height, 1.0f)},
                         ImGuiButtonFlags_MouseButtonLeft | ImGuiButtonFlags_MouseButtonRight |
                             ImGuiButtonFlags_MouseButtonMiddle);
  ui.probe.add(id, rect);
  const ImGuiIO& io = ImGui::GetIO();
  const bool is_hovered = ImGui::IsItemHovered();
  if (is_hovered) {
    events.hovered =
        pick_scatter(input.points, view, rect, io.MousePos.x, io.MousePos.y, ui.px(12.0f));
    if (io.MouseWheel != 0.0f) {
      // The point under the pointer stays there.
      const float factor = std::pow(1.2f, io.MouseWheel);
      const float dx = io.MousePos.x - rect.x - 0.5f * rect.width;
      const float dy = io.MousePos.y - rect.y - 0.5f * rect.height;
      view.centre_x += dx / view.pixels_per_unit * (1.0f - 1.0f / factor);
      view.centre_y -= dy / view.pixels_per_unit * (1.0f - 1.0f / factor);
      view.pixels_per_unit *= factor;
    }
    if (ImGui::IsMouseDoubleClicked(ImGuiMouseButton_Left) && events.hovered < 0) {
      view = fit_scatter(input.points, rect, margin);
    }
  }
  const float threshold = ui.px(4.0f);
  if (ImGui::IsItemActive()) {
    for (const ImGuiMouseButton button :
         {ImGuiMouseButton_Left, ImGuiMouseButton_Right, ImGuiMouseButton_Middle}) {
      if (!ImGui::IsMouseDragging(button, threshold)) continue;
      view.centre_x -= io.MouseDelta.x / view.pixels_per_unit;
      view.centre_y += io.MouseDelta.y / view.pixels_per_unit;
    }
  }
  if (is_hovered && ImGui::IsMouseReleased(ImGuiMouseButton_Left) &&
      io.MouseDragMaxDistanceSqr[ImGuiMouseButton_Left] < threshold * threshold) {
    events.clicked = events.hovered;
  }
  ImDrawList& list = *ImGui::GetWindowDrawList();
  list.PushClipRect(top_left(rect), bottom_right(rect), true);
  draw_grid(ui, list, rect, view);
  const float radius = ui.px(input.points.size() > 2000 ? 4.0f : 5.5f);
  draw_points(ui, list, rect, input, view, radius);
  draw_ring(ui, list, rect, input, view, input.linked, ui.px(10.0f), ui.palette.text);
  draw_ring(ui, list, rect, input, view, input.selected, ui.px(11.0f), ui.palette.accent);
  draw_ring(ui, list, rect, input, view, events.hovered, ui.px(10.0f), ui.palette.text);
  list.PopClipRect();
  if (input.name && ui.probe.is_enabled()) {
    for (size_t i = 0; i < input.points.size(); ++i) {
      float x = 0.0f, y = 0.0f;
      scatter_pixel(view, rect, input.points[i].x, input.points[i].y, x, y);
      ui.probe.add("map.point:" + input.name(static_cast<int>(i)),
                   {x - 1.0f, y - 1.0f, 2.0f, 2.0f});
    }
  }
  return events;
}

}  // namespace kinemote::view
