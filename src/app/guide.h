// The first steps: four things to do, each ended by doing it.
#pragma once

#include <string>

#include "analysis/affect/pad.h"
#include "view/render/camera.h"

namespace kinemote::app {

class Session;

enum class GuideStep { kLook, kChoose, kSteer, kExport };
inline constexpr int kGuideStepCount = 4;

struct Guide {
  bool is_wanted = false;  // as soon as there is a motion to look at
  bool is_over = false;    // seen or skipped: it does not come back by itself
  int step = -1;           // < 0: not shown
  /// How things were when the step began.
  view::Camera camera;
  std::string clip_id;
  bool is_generated = false;
  analysis::Pad pad;

  bool is_shown() const { return step >= 0; }
};

/// What a step asks for, and how.
struct GuideWords {
  std::string title, text;
};
GuideWords guide_words(GuideStep step);

void begin_guide(Session& session);
/// On to the next step; after the last one the guide is over.
void next_guide_step(Session& session);
void skip_guide(Session& session);
/// Begins where it is wanted, and goes on if what the step asks for was done. Once a frame.
void update_guide(Session& session);

}  // namespace kinemote::app
