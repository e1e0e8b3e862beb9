// Between two motions: latents, windows and long motion that begin as one and end as the other.
#pragma once

#include <optional>
#include <utility>
#include <vector>

#include "motion/core/progress.h"
#include "synthesis/control/latent_tools.h"
#include "synthesis/control/long_motion.h"
#include "synthesis/control/motion_model.h"

namespace kinemote::synthesis {

/// A motion as the model says it: a latent and the condition under which it is meant.
struct BlendEnd {
  std::vector<float> latent;
  Condition condition;
};

enum class BlendWay {
  kSpherical,  // latents along the great circle, conditions along the line
  kLinear,     // codes along the line
};

/// What a motion at share t of the way from one condition to another is said to show: the content
/// and style of the nearer end, PAD along the line where both ends are said by PAD (or have styles
/// with one).
Condition condition_between(const ModelCard& card, const Condition& a, const Condition& b,
                            double t);

/// The end itself at t = 0 and t = 1, to the bit, and what lies at share t between (or, outside of
/// [0, 1], beyond). Spherical: with z(t) between the latents on the sphere, the code is
/// (1 - t) code(z(t), condition a) + t code(z(t), condition b): the same movement passes from a to
/// b in both conditions, and one condition into the other. Ends of one condition: the great circle
/// alone. Linear: the straight line of codes.
BlendEnd between(const ModelCard& card, const ConditionalPrior& prior, const BlendEnd& a,
                 const BlendEnd& b, double t, BlendWay way);

/// `base` decoded, with one region as `edited` moves it (with_region). Errors: the model's.
Result<MotionWindow> decode_region(MotionModel& model, const BlendEnd& base, const BlendEnd& edited,
                                   BodyRegion region);

/// What one end is made of: a clip, or else a latent.
struct BlendSource {
  std::optional<Clip> clip;   // on the model's skeleton
  std::vector<float> latent;  // without a clip; under the condition
  Condition condition;
  std::optional<double> start_s;  // of the clip's window; none: found, see find_ends
};

/// The same two ends at several moments of their clips, in the order of time: windows whose poses
/// and steps agree.
struct BlendEnds {
  std::vector<std::pair<BlendEnd, BlendEnd>> phases;
  int own = 0;                              // the phase that stands for the ends
  double start_a_s = 0.0, start_b_s = 0.0;  // of its windows; 0 for a latent
  const BlendEnd& a() const { return phases[own].first; }
  const BlendEnd& b() const { return phases[own].second; }
};

/// The windows to blend. Of a clip that is longer than a window, one is used: the middle of A
/// unless `start_s` says another; of B the one within 0.7 s of its middle whose poses and foot
/// contacts agree best with A's, frame by frame, so that steps meet steps. Shorter clips are held
/// at their end. Errors: usage (a start outside the clip), those of the model and of
/// channels_from_clip.
Result<BlendEnds> find_ends(MotionModel& model, const BlendSource& a, const BlendSource& b);

/// Frames at the model's rate that begin as A and end as B: A alone for a quarter of the time, then
/// a smooth change over half of it, then B alone. Windows of the phases follow each other where
/// they fit best; each passes from the share of its start to that of its end. Errors: usage (fewer
/// frames than a window has), the model's; cancelled.
Result<LongMotion> make_passage(MotionModel& model, const BlendEnds& ends, BlendWay way, int frames,
                                const Progress& progress);
/// The share of B in a passage at a share of its time, both in [0, 1].
double passage_share(double time_share);

}  // namespace kinemote::synthesis
