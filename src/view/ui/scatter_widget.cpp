#include "view/ui/scatter_widget.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <utility>

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

/// One sprite of a point in a batch.
void put_sprite(ImDrawList& list, ImVec2 at, float half, const Sprite& sprite, uint32_t colour) {
  list.PrimRectUV({at.x - half, at.y - half}, {at.x + half, at.y + half}, {sprite.u0, sprite.v0},
                  {sprite.u1, sprite.v1}, colour);
}

/// Points in the order of drawing: rare kinds lie on common ones, selected points on all others.
std::vector<int> drawing_order(std::span<const ScatterPoint> points) {
  std::vector<int> shown;
  shown.reserve(points.size());
  for (int i = 0; i < static_cast<int>(points.size()); ++i) {
    if (!points[static_cast<size_t>(i)].is_hidden) shown.push_back(i);
  }
  const auto rank = [&](int i) {
    const ScatterPoint& point = points[static_cast<size_t>(i)];
    return std::pair(point.is_selected, -point.group_size);
  };
  std::stable_sort(shown.begin(), shown.end(), [&](int a, int b) { return rank(a) < rank(b); });
  return shown;
}

/// Quads from the marker sprites, in batches that 16-bit indices can hold.
void draw_points(const Ui& ui, ImDrawList& list, const Rect& rect, const ScatterInput& input,
                 const ScatterView& view, float radius) {
  constexpr int kBatch = 8000;
  const float usual = radius * 24.0f / 17.0f;
  const std::vector<int> shown = drawing_order(input.points);
  std::array<uint32_t, app::kColourCount> colours, faded;
  for (int c = 0; c < app::kColourCount; ++c) {
    const Colour colour = data_colour(ui.palette, c);
    colours[c] = colour.with_alpha(0.95f * input.opacity).packed();
    faded[c] = colour.with_alpha(0.22f * input.opacity).packed();
  }
  const uint32_t panel = ui.palette.panel.with_alpha(input.opacity).packed();
  const uint32_t grey = ui.palette.text_faint.with_alpha(input.opacity).packed();
  const uint32_t strong = ui.palette.text.packed();
  const auto alpha = static_cast<ImU32>(std::lround(255.0f * input.opacity));
  list.PushTextureID(ImGui::GetIO().Fonts->TexID);
  for (size_t first = 0; first < shown.size(); first += kBatch) {
    const size_t last = std::min(shown.size(), first + kBatch);
    const int count = static_cast<int>(last - first);
    list.PrimReserve(12 * count, 8 * count);
    for (size_t k = first; k < last; ++k) {
      const ScatterPoint& point = input.points[shown[k]];
      ImVec2 at;
      scatter_pixel(view, rect, point.x, point.y, at.x, at.y);
      const bool is_faded = input.has_selection && !point.is_selected;
      uint32_t fill = point.colour != 0 ? point.colour : colours[point.style.colour];
      if (point.colour != 0) {
        fill = (point.colour & ~IM_COL32_A_MASK) | (alpha << IM_COL32_A_SHIFT);
      }
      if (is_faded) {
        fill = point.colour != 0 ? (point.colour & ~IM_COL32_A_MASK) | (56u << IM_COL32_A_SHIFT)
                                 : faded[point.style.colour];
      }
      const uint32_t rim = point.is_hollow ? grey : point.is_selected ? strong : panel;
      const float half = usual * point.scale;
      put_sprite(list, at, half, ui.fonts.outlines[point.style.shape], is_faded ? 0u : rim);
      put_sprite(list, at, half, ui.fonts.fills[point.style.shape],
                 point.is_hollow ? (is_faded ? fill : panel) : fill);
    }
  }
  list.PopTextureID();
}

void draw_links(const Ui& ui, ImDrawList& list, const Rect& rect, const ScatterInput& input,
                const ScatterView& view) {
  const uint32_t colour = ui.palette.text_dim.with_alpha(0.7f).packed();
  for (const auto& [a, b] : input.links) {
    if (input.points[a].is_hidden || input.points[b].is_hidden) continue;
    ImVec2 from, to;
    scatter_pixel(view, rect, input.points[a].x, input.points[a].y, from.x, from.y);
    scatter_pixel(view, rect, input.points[b].x, input.points[b].y, to.x, to.y);
    list.AddLine(from, to, colour, ui.px(1.4f));
  }
}

/// A target with its name: it cannot be taken for a point of the map.
void draw_marker_of(const Ui& ui, ImDrawList& list, const Rect& rect, const ScatterView& view,
                    const ScatterMarker& marker, bool is_hovered) {
  ImVec2 at;
  scatter_pixel(view, rect, marker.x, marker.y, at.x, at.y);
  const float radius = ui.px(8.0f), reach = ui.px(13.0f);
  // One that lies outside stands at the edge on its way.
  at.x = std::clamp(at.x, rect.x + reach, std::max(rect.x + reach, rect.right() - reach));
  at.y = std::clamp(at.y, rect.y + reach, std::max(rect.y + reach, rect.bottom() - reach));
  const Colour colour = marker.is_lasting ? ui.palette.text : ui.palette.accent;
  for (const bool is_halo : {true, false}) {
    const uint32_t packed = is_halo ? ui.palette.panel.packed() : colour.packed();
    const float width = ui.px(is_halo ? 5.0f : 2.2f);
    list.AddCircle(at, radius, packed, 28, width);
    for (const ImVec2& way : {ImVec2{1, 0}, ImVec2{-1, 0}, ImVec2{0, 1}, ImVec2{0, -1}}) {
      list.AddLine({at.x + way.x * ui.px(3.0f), at.y + way.y * ui.px(3.0f)},
                   {at.x + way.x * reach, at.y + way.y * reach}, packed, width);
    }
  }
  if (marker.is_lasting && !is_hovered) return;
  const ImVec2 size = text_size(ui.fonts.small, marker.name);
  const float pad = ui.px(4.0f);
  const float room_right = rect.right() - at.x - reach;
  const float x = room_right > size.x + 3 * pad ? at.x + reach + pad : at.x - reach - pad - size.x;
  const float y = std::clamp(at.y - 0.5f * size.y, rect.y + pad, rect.bottom() - size.y - pad);
  list.AddRectFilled({x - pad, y - 1.0f}, {x + size.x + pad, y + size.y + 1.0f},
                     ui.palette.popup.with_alpha(0.88f).packed(), ui.px(4.0f));
  draw_text(list, ui.fonts.small, {x, y}, colour, marker.name);
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

/// For many at once: without the halo that would cover the neighbours.
void draw_thin_ring(const Ui& ui, ImDrawList& list, const Rect& rect, const ScatterInput& input,
                    const ScatterView& view, int index) {
  const ScatterPoint& point = input.points[static_cast<size_t>(index)];
  if (point.is_hidden) return;
  ImVec2 at;
  scatter_pixel(view, rect, point.x, point.y, at.x, at.y);
  list.AddCircle(at, ui.px(7.0f), ui.palette.text.with_alpha(0.75f).packed(), 20, ui.px(1.2f));
}

app::MapPoint point_at(const ScatterView& view, const Rect& rect, ImVec2 pixel) {
  return {view.centre_x + (pixel.x - rect.x - 0.5f * rect.width) / view.pixels_per_unit,
          view.centre_y - (pixel.y - rect.y - 0.5f * rect.height) / view.pixels_per_unit};
}

/// Goes on with the shape that the left button draws, or begins one.
void draw_shape(const Ui& ui, const Rect& rect, const ScatterInput& input, ScatterView& view,
                ScatterEvents& events) {
  const ImGuiIO& io = ImGui::GetIO();
  const ImVec2 start = io.MouseClickedPos[ImGuiMouseButton_Left];
  if (view.outline.empty()) view.outline = {point_at(view, rect, start)};
  const app::MapPoint here = point_at(view, rect, io.MousePos);
  if (input.tool == app::MapTool::kBrush) {
    events.brushed = {view.outline.back(), here};
    view.outline = {here};
    events.brush_steps = io.MouseWheel;
  } else if (input.tool == app::MapTool::kRectangle) {
    const auto corners = app::rectangle_between(point_at(view, rect, start), here);
    view.outline.assign(corners.begin(), corners.end());
  } else {
    const float apart = ui.px(4.0f) / view.pixels_per_unit;
    const float dx = here[0] - view.outline.back()[0], dy = here[1] - view.outline.back()[1];
    if (dx * dx + dy * dy > apart * apart) view.outline.push_back(here);
  }
  events.is_drawing = true;
  events.mode = io.KeyCtrl && io.KeyAlt ? app::Library::SelectMode::kRemove
                : io.KeyCtrl            ? app::Library::SelectMode::kAdd
                                        : app::Library::SelectMode::kReplace;
}

void draw_outline(const Ui& ui, ImDrawList& list, const Rect& rect, const ScatterView& view) {
  std::vector<ImVec2> pixels;
  for (const app::MapPoint& corner : view.outline) {
    ImVec2& at = pixels.emplace_back();
    scatter_pixel(view, rect, corner[0], corner[1], at.x, at.y);
  }
  const int count = static_cast<int>(pixels.size());
  list.AddPolyline(pixels.data(), count, ui.palette.panel.packed(), ImDrawFlags_Closed,
                   ui.px(4.0f));
  list.AddPolyline(pixels.data(), count, ui.palette.accent.packed(), ImDrawFlags_Closed,
                   ui.px(1.8f));
}

void draw_brush(const Ui& ui, ImDrawList& list, ImVec2 at, float radius) {
  list.AddCircle(at, radius, ui.palette.panel.packed(), 48, ui.px(4.0f));
  list.AddCircle(at, radius, ui.palette.accent.packed(), 48, ui.px(1.8f));
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
  if (left > right) return {0.0f, 0.0f, 1.0f, {}};
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

namespace {

/// The point under the pointer stays there.
void zoom_by_wheel(ScatterView& view, const Rect& rect) {
  const ImGuiIO& io = ImGui::GetIO();
  if (io.MouseWheel == 0.0f) return;
  const float factor = std::pow(1.2f, io.MouseWheel);
  const float dx = io.MousePos.x - rect.x - 0.5f * rect.width;
  const float dy = io.MousePos.y - rect.y - 0.5f * rect.height;
  view.centre_x += dx / view.pixels_per_unit * (1.0f - 1.0f / factor);
  view.centre_y -= dy / view.pixels_per_unit * (1.0f - 1.0f / factor);
  view.pixels_per_unit *= factor;
}

/// View of all points and lasting markers.
ScatterView fit_all(const ScatterInput& input, const Rect& rect, float margin) {
  if (input.markers.empty()) return fit_scatter(input.points, rect, margin);
  std::vector<ScatterPoint> all(input.points.begin(), input.points.end());
  for (const ScatterMarker& marker : input.markers) {
    if (marker.is_lasting) all.push_back({.x = marker.x, .y = marker.y, .style = {}});
  }
  return fit_scatter(all, rect, margin);
}

}  // namespace

ScatterEvents scatter_widget(const Ui& ui, const char* id, const Rect& rect,
                             const ScatterInput& input, ScatterView& view) {
  ScatterEvents events;
  const float margin = ui.px(28.0f);
  if (view.pixels_per_unit <= 0.0f) view = fit_all(input, rect, margin);
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
    for (size_t m = 0; m < input.markers.size(); ++m) {
      ImVec2 at;
      scatter_pixel(view, rect, input.markers[m].x, input.markers[m].y, at.x, at.y);
      const float dx = at.x - io.MousePos.x, dy = at.y - io.MousePos.y;
      if (dx * dx + dy * dy > ui.px(11.0f) * ui.px(11.0f)) continue;
      events.hovered_marker = static_cast<int>(m);
      events.hovered = -1;
    }
    events.place = point_at(view, rect, io.MousePos);
    const bool resizes = input.tool == app::MapTool::kBrush && !view.outline.empty();
    if (!resizes) zoom_by_wheel(view, rect);
    if (ImGui::IsMouseDoubleClicked(ImGuiMouseButton_Left) && events.hovered < 0) {
      view = fit_all(input, rect, margin);
    }
  }
  if (!is_hovered && input.is_covered) zoom_by_wheel(view, rect);
  const float threshold = ImGui::GetIO().MouseDragThreshold;
  const bool draws = !view.outline.empty() || input.tool != app::MapTool::kPan || io.KeyShift;
  // A brush paints from where it is put down; shapes need a drag to be told from a click.
  const bool paints = input.tool == app::MapTool::kBrush && !(io.KeyCtrl && io.KeyShift);
  if (ImGui::IsItemActivated() && paints && io.MouseDown[ImGuiMouseButton_Left]) {
    view.outline = {point_at(view, rect, io.MousePos)};
  }
  if (ImGui::IsItemActive() && paints && !view.outline.empty() &&
      io.MouseDown[ImGuiMouseButton_Left]) {
    draw_shape(ui, rect, input, view, events);
  } else if (ImGui::IsItemActive()) {
    for (const ImGuiMouseButton button :
         {ImGuiMouseButton_Left, ImGuiMouseButton_Right, ImGuiMouseButton_Middle}) {
      if (!ImGui::IsMouseDragging(button, threshold)) continue;
      if (button == ImGuiMouseButton_Left && draws) {
        draw_shape(ui, rect, input, view, events);
        continue;
      }
      view.centre_x -= io.MouseDelta.x / view.pixels_per_unit;
      view.centre_y += io.MouseDelta.y / view.pixels_per_unit;
    }
  }
  if (!view.outline.empty() && !ImGui::IsMouseDown(ImGuiMouseButton_Left)) {
    draw_shape(ui, rect, input, view, events);
    events.is_drawn = true;
  }
  const auto is_clicked = [&](ImGuiMouseButton button) {
    return is_hovered && !events.is_drawing && ImGui::IsMouseReleased(button) &&
           io.MouseDragMaxDistanceSqr[button] < threshold * threshold;
  };
  if (is_clicked(ImGuiMouseButton_Left)) {
    events.clicked = events.hovered;
    events.clicked_marker = events.hovered_marker;
    events.with_ctrl = io.KeyCtrl;
    events.with_shift = io.KeyShift;
    // The second click of a double click fits the view.
    events.is_place_clicked = events.hovered < 0 && events.hovered_marker < 0 &&
                              io.MouseClickedLastCount[ImGuiMouseButton_Left] < 2;
  }
  events.is_menu_wanted = is_clicked(ImGuiMouseButton_Right);
  ImDrawList& list = *ImGui::GetWindowDrawList();
  list.PushClipRect(top_left(rect), bottom_right(rect), true);
  draw_grid(ui, list, rect, view);
  const float radius = input.size * ui.px(input.points.size() > 2000 ? 4.0f : 5.5f);
  draw_links(ui, list, rect, input, view);
  draw_points(ui, list, rect, input, view, radius);
  for (const int point : input.highlighted) draw_thin_ring(ui, list, rect, input, view, point);
  draw_ring(ui, list, rect, input, view, input.linked, ui.px(10.0f), ui.palette.text);
  draw_ring(ui, list, rect, input, view, input.selected, ui.px(11.0f), ui.palette.accent);
  draw_ring(ui, list, rect, input, view, events.hovered, ui.px(10.0f), ui.palette.text);
  for (size_t m = 0; m < input.markers.size(); ++m) {
    const bool is_pointed_at = events.hovered_marker == static_cast<int>(m);
    draw_marker_of(ui, list, rect, view, input.markers[m], is_pointed_at);
    ImVec2 at;
    scatter_pixel(view, rect, input.markers[m].x, input.markers[m].y, at.x, at.y);
    ui.probe.add("map.marker:" + input.markers[m].name, {at.x - 1.0f, at.y - 1.0f, 2.0f, 2.0f});
  }
  if (input.tool == app::MapTool::kBrush) {
    if (is_hovered || events.is_drawing) draw_brush(ui, list, io.MousePos, input.brush);
  } else if (events.is_drawing) {
    draw_outline(ui, list, rect, view);
  }
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
