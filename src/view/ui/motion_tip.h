// A small moving figure of the motion that is pointed at.
#pragma once

namespace kinemote::view {

struct Ui;

/// Which motion of the library is pointed at, and for how long.
struct MotionTip {
  int entry = -1;
  double hovered_s = 0.0, moving_s = 0.0;
  int frame = -1;  // the last in which it was

  static constexpr double kWait_s = 0.25;
};

/// To be called in each frame in which a motion of the library is pointed at (-1: one that is not
/// there any more): true after kWait_s. Asks for frames meanwhile.
bool wants_motion_tip(Ui& ui, MotionTip& tip, int entry);
/// Inside a tooltip: a moving figure (with reduced motion: one pose) of 96 design pixels; its room
/// is kept while it is read in the background. Asks for frames while it waits or moves.
void motion_tip(Ui& ui, MotionTip& tip);

}  // namespace kinemote::view
