// Points in a plane: pan, zoom, hover, click and select; equal scaling of both axes.
#pragma once

#include <array>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "app/map_selection.h"
#include "view/ui/ui.h"

namespace kinemote::view {

struct ScatterPoint {
  float x = 0.0f, y = 0.0f;
  app::LabelStyle style;
  bool is_hidden = false;
  uint32_t colour = 0;       // packed, instead of the style's; 0: the style's
  bool is_hollow = false;    // it has no value to be coloured by
  bool is_selected = false;  // while any is, those that are not fade
  int group_size = 0;        // points of its kind: those of rare kinds lie on top
  float scale = 1.0f;        // times the usual size
};

/// A place beside the points: a motion that did not help to make the map.
struct ScatterMarker {
  float x = 0.0f, y = 0.0f;
  std::string name;
  bool is_lasting = true;  // false: it follows the stage
};

/// What of the plane is visible: centre, and pixels per unit (0: to be fitted). And the shape being
/// drawn, in coordinates of the points: of the brush, the way of its middle.
struct ScatterView {
  float centre_x = 0.0f, centre_y = 0.0f;
  float pixels_per_unit = 0.0f;
  std::vector<app::MapPoint> outline;
};

/// View that shows all points that are not hidden, with a margin in pixels.
ScatterView fit_scatter(std::span<const ScatterPoint> points, const Rect& rect, float margin);
/// Pixel of a point.
void scatter_pixel(const ScatterView& view, const Rect& rect, float x, float y, float& px,
                   float& py);
/// Index of the visible point nearest to a pixel and at most `radius` away, -1 if there is none.
/// Brute force: 0.02 ms for 20,000 points.
int pick_scatter(std::span<const ScatterPoint> points, const ScatterView& view, const Rect& rect,
                 float px, float py, float radius);

/// A click on an empty place, and how long ago its button went down.
struct MapClick {
  app::MapPoint place{};
  double waited_s = 0.0;
};

struct ScatterInput {
  std::span<const ScatterPoint> points;
  bool has_selection = false;
  int selected = -1;                           // the one on the stage: drawn with a ring
  int linked = -1;                             // hovered in another view: ring
  std::span<const int> highlighted;            // thin rings
  std::span<const std::pair<int, int>> links;  // lines between points
  std::span<const ScatterMarker> markers;
  app::MapTool tool = app::MapTool::kPan;
  float brush = 0.0f;                    // radius in pixels
  float opacity = 1.0f, size = 1.0f;     // of points; times the usual size
  bool is_covered = false;               // a handle lies under the pointer: the wheel still zooms
  std::function<std::string(int)> name;  // for the probe: "map.point:NAME"
};
struct ScatterEvents {
  int hovered = -1;
  int clicked = -1;
  int hovered_marker = -1, clicked_marker = -1;
  bool with_ctrl = false, with_shift = false;  // of the click
  /// A shape is being drawn (view.outline); with is_drawn it is complete in this frame, and the
  /// caller clears it.
  bool is_drawing = false, is_drawn = false;
  app::Library::SelectMode mode = app::Library::SelectMode::kReplace;
  /// Of the brush, meanwhile: its way since the last frame.
  std::array<app::MapPoint, 2> brushed{};
  float brush_steps = 0.0f;            // that the wheel asks for, outwards
  std::optional<app::MapPoint> place;  // of the pointer, while it is over the plane
  bool is_place_clicked = false;       // where there is neither point nor marker
  bool is_menu_wanted = false;         // a right click
};
/// Draws into `rect` of the current window and handles the mouse; the view is the caller's.
ScatterEvents scatter_widget(const Ui& ui, const char* id, const Rect& rect,
                             const ScatterInput& input, ScatterView& view);

}  // namespace kinemote::view
