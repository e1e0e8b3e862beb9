// What a reader gives: the clip, and how it was understood.
#pragma once

#include <string>

#include "motion/core/clip.h"

namespace kinemote::io {

/// A clip as it was read, and everything that a user may want to know of how it was read.
struct ClipImport {
  Clip clip;  // metres
  double metres_per_unit = 0.01;
  std::string unit = {};       // "m", "cm", "mm", "inch", "cmu", "custom" or "unknown"
  std::string unit_note = {};  // "height 171 units, read as centimetres"
  double height_in_units = 0.0;
  std::string up_axis =
      "Y";  // in the file, "Y", "Z" or "X" with a sign: along which the figure stands
  bool is_converted_to_y_up = false;
  std::string facing_note = {};         // "faces +Z at the first frame"; only from read_motion
  std::string position_rule_note = {};  // which rule was used where, and why
  Warnings warnings = {};
};

}  // namespace kinemote::io
