#include "view/ui/track_drag.h"

#include <cmath>
#include <cstdio>

#include "view/ui/imgui_compat.h"

namespace kinemote::view {

app::BarGrip bar_grip(const Rect& bar, float x, float edge, bool ctrl, bool alt, bool can_cut) {
  using app::BarGrip;
  if (!can_cut) return BarGrip::kMove;
  // A very short bar keeps a middle that can be moved.
  const float zone = std::min(edge, bar.width / 3.0f);
  if (x < bar.x + zone) return ctrl ? BarGrip::kStartRate : BarGrip::kStart;
  if (x > bar.right() - zone) return ctrl ? BarGrip::kEndRate : BarGrip::kEnd;
  return alt ? BarGrip::kSlip : BarGrip::kMove;
}

void drag_track(Ui& ui, TrackDrag& drag, const LaneFrame& frame, const app::StageFigure& figure,
                app::BarGrip hover) {
  const ImGuiIO& io = ImGui::GetIO();
  if (ImGui::IsItemActivated()) {
    drag = {figure.number, hover, frame.axis.time_s(io.MousePos.x), ui.session.document().lineup,
            0.0,           false};
  }
  if (drag.figure != figure.number) return;
  const auto index = static_cast<size_t>(figure.number);
  // One motion alone has nothing that it could be moved against.
  const bool does_nothing = drag.grip == app::BarGrip::kMove && ui.session.company().size() < 2;
  const double moved_s = frame.axis.time_s(io.MousePos.x) - drag.start_s;
  const float threshold = io.MouseDragThreshold;
  const bool is_moved = io.MouseDragMaxDistanceSqr[0] >= threshold * threshold;
  const auto set = [&](app::Gesture gesture) {
    const app::BarEdit edit =
        app::drag_bar(ui.session, drag.before, index, drag.grip, moved_s, !io.KeyShift);
    drag.lead_s = edit.lead_s;
    ui.session.set_lineup(edit.lineup, gesture, app::undo_words(drag.grip, figure.name));
  };
  const bool is_live = !drag.is_cancelled && !does_nothing;
  if (is_live && ImGui::IsItemActive() && is_moved) set(app::Gesture::kPreview);
  if (is_live && ImGui::IsItemDeactivated() && is_moved) set(app::Gesture::kCommit);
  if (ImGui::IsItemDeactivated()) drag = {};
}

std::string drag_words(const app::Session& session, const TrackDrag& drag) {
  if (drag.figure < 0) return "";
  const auto figure = static_cast<size_t>(drag.figure);
  const app::Cut cut = session.cut_stage().of(figure);
  char words[96];
  switch (drag.grip) {
    case app::BarGrip::kMove:
      std::snprintf(words, sizeof words, "starts at %+.2f s",
                    figure == 0 ? drag.lead_s : session.time_map(figure).start_s());
      break;
    case app::BarGrip::kSlip:
      std::snprintf(words, sizeof words, "slips by %+.2f s, shows %.2f – %.2f s",
                    cut.in_s - app::cut_in(drag.before.cuts, session.cut_key(figure)).in_s,
                    cut.in_s, cut.out_s);
      break;
    case app::BarGrip::kStart:
    case app::BarGrip::kEnd:
      std::snprintf(words, sizeof words, "from %.2f s to %.2f s, lasts %.2f s", cut.in_s, cut.out_s,
                    cut.length_s());
      break;
    case app::BarGrip::kStartRate:
    case app::BarGrip::kEndRate:
      std::snprintf(words, sizeof words, "×%.2f, lasts %.2f s", cut.rate, cut.length_s());
      break;
  }
  return words;
}

}  // namespace kinemote::view
