// A user's own clip with another emotion.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "motion/core/contacts.h"
#include "motion/core/progress.h"
#include "synthesis/control/closed_loop.h"
#include "synthesis/control/restyle.h"

namespace kinemote::app {

struct RestyleJobSettings {
  std::optional<analysis::Pad> pad;  // wanted; or…
  std::string style;                 // …a style word of the model
  std::string content;               // what is done; "": recognised
  std::string from_style;            // what the clip shows now; "": recognised
  double strength = 1.0;             // [0, 2]
  double attraction = 1.0;           // [0, 1]: to the training windows of the wanted condition
  bool keeps_path = true;
  bool keeps_stances = true;  // feet stand where the original's stood, or, free, where they land
  synthesis::LoopSettings loop;
  bool is_measured = true;  // false: PAD before and after are not measured, which takes longest
};

struct Restyled {
  Clip clip;
  std::string content;         // taken for what is done
  std::string from_style;      // taken for what the clip shows; "": a PAD
  double agreement = 1.0;      // share of the clip's windows that look like that content
  double data_distance = 0.0;  // of the original, in typical spacings of the training windows
  bool is_retargeted = false;  // the clip's skeleton is not the model's
  std::optional<analysis::Pad> pad_asked;  // none for a style without a PAD
  analysis::Pad pad_before, pad_after;     // measured; meaningless without an affect model
  bool is_pad_measured = false;
  std::vector<synthesis::LoopStep> loop;
  FootSlide slide_before, slide_after;
  double mean_change_m = 0.0;  // of joint places in the world, over joints and frames
  Warnings warnings;
};

/// Errors: usage (no or two wishes, unknown style or content, strength), bad input (no body to
/// retarget), cancelled, those of the model. Cost: about 10 ms a second of motion and loop step.
Result<Restyled> restyle(synthesis::MotionModel& model, const Clip& clip,
                         const RestyleJobSettings& settings, const Progress& progress);

}  // namespace kinemote::app
