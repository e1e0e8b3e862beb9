#include "synthesis/procedural/style.h"

#include <cmath>

#include "motion/core/conventions.h"
#include "synthesis/procedural/easing.h"

namespace kinemote::synthesis {

// Sources, by the tags used below:
//   [Carney05]     Carney, Hall & Smith LeBeau (2005), J. Nonverbal Behav. 29:105
//   [Coulson04]    Coulson (2004), J. Nonverbal Behav. 28:117
//   [deMeijer89]   de Meijer (1989), J. Nonverbal Behav. 13:247
//   [Gross12]      Gross, Crane & Fredrickson (2012), Hum. Mov. Sci. 31:202
//   [Mehrabian69]  Mehrabian (1969), Psychol. Bull. 71:359
//   [Michalak09]   Michalak, Troje, Fischer, Vollmar, Heidenreich & Schulte (2009),
//                  Psychosom. Med. 71:580
//   [Montepare87]  Montepare, Goldstein & Clausen (1987), J. Nonverbal Behav. 11:33
//   [Montepare99]  Montepare, Koff, Zaitchik & Albert (1999), J. Nonverbal Behav. 23:133
//   [Pollick01]    Pollick, Paterson, Bruderlin & Sanford (2001), Cognition 82:B51
//   [Roether09]    Roether, Omlor, Christensen & Giese (2009), J. Vision 9(6):15
//   [Wallbott98]   Wallbott (1998), Eur. J. Soc. Psychol. 28:879
// These give directions; the size of each effect is our choice, tuned by eye.
StyleParameters style_from_pad(const analysis::Pad& pad) {
  const double p = pad.pleasure;
  const double a = pad.arousal;
  const double d = pad.dominance;
  const auto degrees = [](double angle) { return rad_from_degrees(angle); };
  // Letting go of upright posture as energy falls: near 0 for the vigorous, 0.17 at neutral, and
  // without a bound for the spent. Low activation with displeasure is the collapsed posture of
  // sadness [Wallbott98: "collapsed body posture"; Michalak09: slumped].
  const double droop = soft_ramp(-(a + 0.35 * p + 0.3 * d), 4.0);
  // The weight of head and trunk that the spent no longer hold up; 0.36 where arousal is -0.7.
  const double fatigue = soft_ramp(-a - 0.35, 6.0);
  // Making oneself small: an aroused, displeased and submissive body curls up behind its arms
  // [Coulson04, Wallbott98: arms crossed or before the body in fear]. Next to nothing elsewhere.
  const double guard = 1.0 - std::exp(-soft_ramp(0.6 * a - 0.8 * d - 0.5 * p - 0.55, 6.0));

  StyleParameters s;
  // Arousal goes with speed, acceleration and jerk of movement [Pollick01]; faster gait for joy and
  // anger, slower for sadness [Montepare87, Roether09, Gross12].
  s.tempo = std::exp(0.40 * a + 0.12 * p + 0.05 * d);
  // Expansive movement for joy and hot anger, small for sadness and fear [Wallbott98]; the powerful
  // are expected to use larger gestures [Carney05].
  s.amplitude = std::exp(0.20 * a + 0.10 * p + 0.18 * d);
  // Long strides in anger and pride, short in sadness [Montepare87]; larger steps in joy and anger,
  // smaller in fear [Roether09].
  s.step_length = std::exp(0.12 * a + 0.10 * p + 0.12 * d);
  // Jerky against smooth movement tells anger from joy [Montepare99]; jerk rises with arousal
  // [Pollick01].
  s.sharpness = logistic(-0.2 + 1.0 * a - 0.6 * p + 0.3 * d);
  s.pause = std::exp(-0.55 * a - 0.15 * p + 0.10 * d);  // our choice: listless rests
  // Muscle tension of anger, limpness when spent [Gross12: effort]. Our numbers.
  s.spring_hz = 4.2 * std::exp(0.32 * a - 0.15 * p + 0.10 * d);
  s.spring_damping = 0.78 * std::exp(-0.15 * a - 0.08 * p);
  s.variability = std::exp(0.30 * a - 0.15 * d);  // our choice: the excited and unsure vary more

  // Anger leans in, fear shrinks back [Coulson04]; upright trunk in joy, bowed in sadness
  // [deMeijer89].
  s.trunk_lean_rad =
      degrees(0.5 - 2.2 * p + 2.6 * a + 3.5 * a * d + 4.0 * droop + 6.0 * fatigue + 5.5 * guard);
  // Chest out for pleasure and pride, slumped for sadness and boredom [Wallbott98, Coulson04].
  s.thorax_flexion_rad =
      degrees(0.5 - 10.5 * p - 6.0 * d + 4.0 * a + 14.0 * droop + 14.0 * fatigue + 20.0 * guard);
  // Head bowed in sadness [Roether09, Montepare87], back in elated joy and pride [Wallbott98].
  // A guarded face stays up behind the hunched shoulders: it looks at what it fears.
  s.head_pitch_rad =
      degrees(-1.0 - 10.5 * p - 4.0 * d - 1.5 * a + 12.0 * droop + 14.0 * fatigue - 12.0 * guard);
  s.neck_forward_rad = degrees(3.0 - 3.0 * p + 1.5 * a + 5.0 * droop + 6.0 * guard);
  // Shoulders up in fear and tension, dropped in sadness [Wallbott98]; raised when submissive.
  s.shoulder_raise_rad = degrees(1.0 + 5.0 * a - 5.0 * d - 1.0 * p);
  // Shoulders forward in fear and despair, back in pride [Wallbott98].
  s.shoulder_protraction_rad = degrees(2.0 - 6.5 * d - 4.0 * p);
  // Elbows out and arms akimbo for the dominant, close to the body for the submissive
  // [Mehrabian69, Carney05: open, expansive posture].
  s.arm_abduction_rad = degrees(11.5 * std::exp(0.62 * d + 0.08 * p + 0.05 * a));
  s.arm_twist_rad = degrees(17.0 - 9.0 * d - 5.0 * p + 26.0 * guard);
  // Flexed limbs in anger and fear, more extended in sadness [Roether09].
  s.elbow_flexion_rad = degrees(6.0 + 4.0 * a + 14.0 * std::exp(a + 0.10 * p) + 44.0 * guard);
  // Wide stance for the dominant [Carney05: expansiveness]; its size is our choice.
  s.stance_width_m = 0.205 * std::exp(0.42 * d);
  s.toe_out_rad = degrees(8.0 + 6.0 * d);
  // Bent knees in fear [Roether09: limb flexion]; joy stands tall.
  s.knee_softness_m =
      0.009 * std::exp(0.25 * a - 0.35 * d - 0.30 * p) + 0.010 * droop + 0.018 * guard;
  s.guard = guard;

  // Reduced vertical movement in sadness [Michalak09]; a bounce in joy's step is our choice.
  s.bounce = std::exp(0.70 * p + 0.30 * a);
  // Larger lateral sway of the sad and spent [Michalak09]; swagger of the dominant is our choice.
  s.sway = std::exp(-0.28 * a + 0.22 * d - 0.06 * p);
  s.pelvis_rotation = std::exp(0.20 * p + 0.22 * a + 0.15 * d);
  // Little arm swing in sadness, more in joy and anger [Montepare87, Roether09, Michalak09].
  // Arms that guard the body do not swing.
  s.arm_swing = std::exp(0.45 * p + 0.45 * a + 0.30 * d - 2.0 * guard);
  // Heavy-footed anger [Montepare87].
  s.heaviness = std::exp(0.60 * d + 0.50 * a - 0.40 * p);
  s.foot_clearance = std::exp(0.30 * p + 0.30 * a + 0.10 * d);

  // Trembling in fear: a commonplace of acting; our numbers.
  s.tremor_rad = degrees(0.09 * std::exp(1.3 * a - 1.0 * d - 0.5 * p));
  s.breath_hz = 0.25 * std::exp(0.45 * a);  // breathing quickens with arousal
  s.breath_depth = std::exp(0.30 * a + 0.15 * d);
  s.gaze_hz = 0.42 * std::exp(0.45 * a - 0.30 * d);  // our choice: vigilance of the unsure
  s.gaze_range_rad = degrees(12.0 * std::exp(0.20 * a - 0.25 * d + 0.15 * p));
  return s;
}

}  // namespace kinemote::synthesis
