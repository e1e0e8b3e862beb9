// Another emotion for a motion that exists: same action, same path, same timing.
//
// Windows of the motion are encoded; their latents are kept and the condition is changed, drawn
// towards what the training windows of the new condition do at such a latent. What is applied is
// not the decoded motion but the difference between two decodings, with and without the change, as
// a rotation of every joint in the world: what the autoencoder cannot say (fingers, tremor, a limp)
// stays, and strength 0 is the original exactly. It fits any skeleton that can be retargeted.
#pragma once

#include <string>
#include <vector>

#include "motion/core/bone_map.h"
#include "synthesis/control/motion_model.h"

namespace kinemote::synthesis {

struct RestyleSettings {
  Condition from;           // what the motion shows now
  Condition to;             // what it is to show
  double strength = 1.0;    // [0, 2]: 0 the original, 1 the new condition, 2 twice the way
  double attraction = 1.0;  // [0, 1], see ConditionalPrior::attracted
  bool keeps_path = true;   // false: the figure may travel and turn as the new condition does
};

/// What to do to a motion, frame by frame at the model's rate: turn joints in the world and lift
/// the hips.
struct MotionEdit {
  double frame_time_s = 1.0 / 30.0;
  int frame_count = 0;
  int joint_count = 0;
  std::vector<Quat> turns;  // F x J, of the model's skeleton: world_from_new * old_from_world
  std::vector<Vec3> hips_offset_m;  // F, in the world, for a body of the model's size
  /// F x 4 (ContactPoint order): how surely, in [0, 1], heels and toes bear on the ground in what
  /// the edit leads to; the model's word, all 0 where nothing is to change.
  std::vector<float> contacts;
};

/// The edit for a clip on the model's skeleton, no quicker than the clip is (see edit_smoothing_s).
/// Windows overlap by half; a clip shorter than a
/// window is held at its end to fill one. Cost: milliseconds a window. Errors: usage (strength,
/// attraction, unknown condition), bad input (another skeleton).
Result<MotionEdit> restyle_edit(MotionModel& model, const Clip& clip,
                                const RestyleSettings& settings);

/// The clip (any rate, any skeleton) with the edit applied: joint j turns as sources[j] of the
/// model's skeleton does, -1 keeps its place under its parent; `scale`: size of this body in that
/// of the model's. Joint rotations of an edit that turns nothing stay the same to the bit.
Clip apply_edit(const Clip& clip, const MotionEdit& edit, const std::vector<int>& sources, int hips,
                double scale);

/// What a clip on the model's skeleton shows, by a vote of the training windows nearest to its own.
struct RecognisedCondition {
  Condition condition;   // of the vote's winner; PAD: mean over the windows that have one
  double agreement = 0;  // share of windows that voted for the content
  double distance = 0;   // median distance to the nearest window / typical spacing
};
Result<RecognisedCondition> recognise_condition(MotionModel& model, const Clip& clip);

}  // namespace kinemote::synthesis
