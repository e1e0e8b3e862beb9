#include "view/ui/replay.h"

#include <cmath>

#include "view/ui/offscreen_studio.h"

namespace kinemote::view {

namespace {

/// Feeds one gesture. True if a frame has to see it before the next one comes: a button that goes
/// down and up between two frames would be lost.
bool feed(const Gesture& gesture, OffscreenStudio& studio) {
  struct Feeder {
    OffscreenStudio& studio;
    bool operator()(const MouseMove& move) const {
      studio.move_mouse(move.x, move.y);
      return false;
    }
    bool operator()(const MouseButton& button) const {
      studio.hold(button.ctrl, button.shift, button.alt);
      studio.frame(0.0);  // hovering is noticed before pressing
      studio.press_mouse(button.button, button.is_down);
      return true;
    }
    bool operator()(const MouseWheel& wheel) const {
      studio.turn_wheel(wheel.steps);
      return true;
    }
    bool operator()(const app::KeyChord& chord) const {
      studio.key(chord);
      return false;
    }
    bool operator()(const TypedText& typed) const {
      studio.type(typed.text);
      return true;
    }
  };
  return std::visit(Feeder{studio}, gesture.what);
}

}  // namespace

Status replay(const GestureRecord& record, OffscreenStudio& studio) {
  const auto [width, height] = studio.size();
  if (record.width != width || record.height != height ||
      std::abs(record.scale - studio.scale()) > 1e-3) {
    return usage_error("recorded in " + std::to_string(record.width) + "x" +
                       std::to_string(record.height) + " at scale " +
                       std::to_string(record.scale).substr(0, 4) + "; start the studio with --size " +
                       std::to_string(record.width) + "x" + std::to_string(record.height) +
                       " and that --ui-scale");
  }
  double now_s = record.gestures.empty() ? 0.0 : record.gestures.front().at_s;
  size_t next = 0;
  while (next < record.gestures.size()) {
    if (const Status status = studio.settle(); !status) return status;
    now_s += OffscreenStudio::kStep_s;
    while (next < record.gestures.size() && record.gestures[next].at_s <= now_s) {
      if (feed(record.gestures[next++], studio)) break;
    }
    studio.frame();
  }
  studio.hold(false, false);
  return {};
}

}  // namespace kinemote::view
