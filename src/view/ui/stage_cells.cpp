#include "view/ui/stage_cells.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace kinemote::view {

std::vector<Rect> stage_cells(const Rect& stage, int count, float gap) {
  if (count < 2) return {stage};
  const float width = std::floor(0.5f * (stage.width - gap));
  const float rest = stage.width - gap - width;
  const float right = stage.x + width + gap;
  if (count < app::kMostCells) {
    return {{stage.x, stage.y, width, stage.height}, {right, stage.y, rest, stage.height}};
  }
  const float height = std::floor(0.5f * (stage.height - gap));
  const float below = stage.y + height + gap, rest_high = stage.height - gap - height;
  return {{stage.x, stage.y, width, height},
          {right, stage.y, rest, height},
          {stage.x, below, width, rest_high},
          {right, below, rest, rest_high}};
}

int shown_cells(const app::Session& session) {
  return session.player().motion() ? session.view().layout().cells : 1;
}

int cell_figure(const app::Session& session, int cell) {
  const app::StageChoice& stage = session.view().stage;
  const int chosen = stage.cells[static_cast<size_t>(cell)].figure;
  if (shown_cells(session) < 2) return -1;
  if (chosen != app::StageCell::kAuto) {
    return chosen < static_cast<int>(session.company().size()) ? chosen : -1;
  }
  const app::ComparedPair pair = session.compared_pair();
  const bool is_apart = stage.compare.arrangement == app::Arrangement::kSideBySide;
  if (!pair.is_there() || !is_apart || cell > 1) return -1;
  return cell == 0 ? pair.a : pair.b;
}

Camera cell_camera(const app::Session& session, int cell) {
  const app::ViewState& view = session.view();
  const app::StageCell& own = view.stage.cells[static_cast<size_t>(cell)];
  Camera camera = cell > 0 && !own.is_linked ? own.camera : view.camera;
  const int figure = cell_figure(session, cell);
  const Vec3 from_anchor = view.camera.target - session.stage_anchor();
  if (figure >= 0) {
    const app::StageFigure shown = session.company()[static_cast<size_t>(figure)];
    const Vec3 place = shown.placement.after(app::root_at(*shown.motion, shown.time_s)).offset;
    camera.target = {place.x + from_anchor.x, view.camera.target.y, place.z + from_anchor.z};
    return camera;
  }
  if (!own.is_linked && cell > 0) {
    camera.target = view.camera.target;
    return camera;
  }
  // Not the same picture twice: from the side, from behind, from above.
  const bool shows_pair = cell_figure(session, 0) >= 0;
  if (cell == 1 && !shows_pair) camera.azimuth_rad += 0.5 * kPi;
  if (cell == 2 && !shows_pair) camera.azimuth_rad += kPi;
  if (cell == 3) camera.elevation_rad = rad_from_degrees(89.0);
  return camera;
}

}  // namespace kinemote::view
