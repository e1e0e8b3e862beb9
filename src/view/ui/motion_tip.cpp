#include "view/ui/motion_tip.h"

#include <algorithm>
#include <cmath>

#include "view/ui/imgui_compat.h"
#include "view/ui/stick_figure.h"
#include "view/ui/ui.h"

namespace kinemote::view {

namespace {

/// A quarter of a ring that goes round; with reduced motion three dots.
void draw_waiting(const Ui& ui, ImDrawList& list, const Rect& rect, double waited_s) {
  const ImVec2 middle{rect.x + 0.5f * rect.width, rect.y + 0.5f * rect.height};
  if (ui.session.view().reduces_motion) {
    const ImVec2 size = text_size(ui.fonts.body, "…");
    draw_text(list, ui.fonts.body, {middle.x - 0.5f * size.x, middle.y - 0.5f * size.y},
              ui.palette.text_faint, "…");
    return;
  }
  const auto turn = static_cast<float>(std::fmod(6.0 * waited_s, 6.2832));
  list.PathArcTo(middle, ui.px(9.0f), turn, turn + 1.6f, 16);
  list.PathStroke(ui.palette.text_faint.packed(), 0, ui.px(2.0f));
}

int frame_at(const app::Playable& motion, double time_s) {
  const double length_s = motion.duration_s();
  if (!(length_s > 0.0)) return 0;
  const double within_s = std::fmod(time_s, length_s);
  return std::clamp(static_cast<int>(within_s / motion.clip.frame_time_s), 0,
                    motion.clip.frame_count - 1);
}

}  // namespace

bool wants_motion_tip(Ui& ui, MotionTip& tip, int entry) {
  if (entry < 0) return false;
  const int frame = ImGui::GetFrameCount();
  if (tip.entry != entry || tip.frame + 1 < frame) tip = {entry};
  tip.frame = frame;
  tip.hovered_s += ui.elapsed_s;
  ui.session.view().wants_frames = true;
  return tip.hovered_s >= MotionTip::kWait_s;
}

void motion_tip(Ui& ui, MotionTip& tip) {
  const int entry = tip.entry;
  app::ViewState& view = ui.session.view();
  const float side = ui.px(96.0f);
  const ImVec2 at = ImGui::GetCursorScreenPos();
  const Rect rect{at.x, at.y, side, side};
  ImGui::Dummy({side, side});
  ImDrawList& list = *ImGui::GetWindowDrawList();
  const app::MotionPreview* preview = ui.session.preview(entry);
  if (preview == nullptr) return draw_waiting(ui, list, rect, tip.hovered_s);
  if (preview->motion == nullptr || !preview->motion->has_figure) {
    const char* words = preview->motion ? "points, no body" : "cannot be read";
    draw_text(list, ui.fonts.small, {at.x, at.y + 0.5f * (side - ui.fonts.small->FontSize)},
              ui.palette.text_faint, words);
    view.wants_frames = false;
    return;
  }
  const app::Playable& motion = *preview->motion;
  // A pose from the middle says more than the one in which a clip begins.
  int shown = motion.clip.frame_count / 2;
  if (view.reduces_motion) {
    view.wants_frames = false;
  } else {
    tip.moving_s += ui.elapsed_s;
    shown = frame_at(motion, tip.moving_s);
  }
  draw_stick_figure(ui, list, rect, motion, shown);
  ui.probe.add("motion.tip", rect);
}

}  // namespace kinemote::view
