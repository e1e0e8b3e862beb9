// The figures that stand on the stage together, each at its own moment and place.
#pragma once

#include <string>
#include <vector>

#include "app/lineup.h"
#include "app/playable.h"
#include "app/stage_choice.h"

namespace kinemote::app {

/// One figure of the stage, now. The leading one's pose is the player's; its placement here is
/// where the player has put it.
struct StageFigure {
  PlayablePtr motion;
  std::string name;
  int number = 0;             // 0 leads; the others' colours and shapes follow it
  bool is_original = false;   // the clip beside the motion that was generated from it
  Placement placement;
  double time_s = 0.0;        // own
  bool is_seen = true;        // false: muted, hidden or of another cell
  bool is_held = false;       // it has ended, or not begun: drawn dimly
  bool is_over_other = false; // drawn translucent, over another one

  int frame() const;
};

/// Which two figures are compared: indices into the company, -1 where there are not two.
struct ComparedPair {
  int a = -1, b = -1;
  bool is_there() const { return a >= 0 && b >= 0; }
};

/// Ground placement of a motion's root at a moment between frames.
Placement root_at(const Playable& motion, double time_s);

/// Where a motion must be put for its root, which by itself is at `root`, to agree with
/// `other_root` in the world as `alignment` says (kFirstFrame: give both roots at their starts).
/// `own` is where it stands by itself: all of it stays for kNone, its heading for kPosition.
Placement aligned_placement(const Placement& root, const Placement& other_root,
                            RootAlignment alignment, const Placement& own);

/// Frame of a motion that is nearest to an own time, clamped.
int frame_near(const Playable& motion, double time_s);

/// Own time of the first moment at which a foot touches down; 0 where none does.
double first_contact_s(const Playable& motion);

}  // namespace kinemote::app
