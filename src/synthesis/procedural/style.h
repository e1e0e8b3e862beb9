// How emotion shows in movement: from a point of PAD to parameters of posture and motion.
//
// Every parameter is a smooth function of pleasure, arousal and dominance over the whole cube, and
// each axis moves something in every content (head and chest; tempo and tension; width and
// openness), so that a motion tells all three. Sources stand beside the formulas in style.cpp.
#pragma once

#include "analysis/affect/pad.h"

namespace kinemote::synthesis {

struct StyleParameters {
  // Timing and size.
  double tempo = 1.0;           // factor of cadence and gesture speed
  double amplitude = 1.0;       // factor of gesture size
  double step_length = 1.0;     // factor
  double sharpness = 0.5;       // in (0, 1): share of a movement's time that is cut by haste
  double pause = 1.0;           // factor of rests between movements
  double spring_hz = 4.0;       // how tightly limbs follow their intention
  double spring_damping = 0.8;  // < 1: limbs overshoot
  double variability = 1.0;     // factor of natural variation

  // Posture.
  double trunk_lean_rad = 0.0;      // + forward
  double thorax_flexion_rad = 0.0;  // + slumped, - chest out
  double head_pitch_rad = 0.0;      // + down
  double neck_forward_rad = 0.0;
  double shoulder_raise_rad = 0.0;
  double shoulder_protraction_rad = 0.0;  // + rolled forward
  double arm_abduction_rad = 0.0;         // elbows away from the body
  double arm_twist_rad = 0.0;             // + forearms in front of the body
  double elbow_flexion_rad = 0.0;         // at rest
  double stance_width_m = 0.2;            // between the balls of the feet, standing
  double toe_out_rad = 0.0;
  double knee_softness_m = 0.015;  // how far the pelvis hangs below straight legs
  double guard = 0.0;              // in [0, 1): arms drawn up before the trunk, shoulders round it

  // Dynamics of the whole body.
  double bounce = 1.0;           // factor of vertical movement
  double sway = 1.0;             // factor of lateral movement
  double pelvis_rotation = 1.0;  // factor
  double arm_swing = 1.0;        // factor
  double heaviness = 1.0;        // factor of the jolt of foot strikes
  double foot_clearance = 1.0;   // factor of how high feet are lifted

  // Life.
  double tremor_rad = 0.0;
  double breath_hz = 0.25;
  double breath_depth = 1.0;  // factor
  double gaze_hz = 0.4;       // shifts of gaze per second
  double gaze_range_rad = 0.15;
};

StyleParameters style_from_pad(const analysis::Pad& pad);

}  // namespace kinemote::synthesis
