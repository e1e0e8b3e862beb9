// Changes of a motion that a user asks for, in one fixed order.
#pragma once

#include <optional>
#include <string>
#include <utility>

#include "motion/core/bone_map.h"
#include "motion/core/clip.h"

namespace kinemote::app {

/// What to do to a clip. Whatever order the user names them in, they are applied in the order in
/// which they stand here: first frames that do not belong to the motion go, then what remains is
/// repaired, moved to another body, and only then changed in shape.
struct ClipEdits {
  bool trims_t_pose = false;  // drop the T-pose at the start
  std::optional<std::pair<double, double>> trim_s =
      {};                     // keep [first, last], seconds from the start
  bool fills_frozen = false;  // frames that a device repeated
  double smooth_hz = 0.0;     // low-pass cut-off; 0: none
  std::string skeleton = {};  // "": own; "canonical"; or a motion file's
  std::string bone_map = {};  // file; "": matched by names
  bool mirrors = false;
  bool loops = false;     // cut and blended into a seamless loop
  bool in_place = false;  // ground path and facing taken out

  bool is_empty() const;
  /// Error (usage): a range that is empty or negative, a cut-off that is not above 0, a bone map
  /// without a skeleton.
  Status validate() const;
};

struct EditedClip {
  Clip clip;
  BoneMap bones;      // of retargeting; empty without
  Warnings warnings;  // T-pose trimmed or not found, frames filled, joints without a driver
};

/// Edits made ready: the skeleton file is read once for any number of clips.
class ClipEditor {
 public:
  /// Errors: those of validate() and of reading the skeleton.
  static Result<ClipEditor> make(ClipEdits edits);
  /// Errors: usage for a range outside the clip, or those of the single edits.
  Result<EditedClip> apply(const Clip& clip) const;

 private:
  Result<Clip> move_to_skeleton(const Clip& clip, EditedClip& out) const;

  ClipEdits edits_;
  SkeletonPtr target_;
};

}  // namespace kinemote::app
