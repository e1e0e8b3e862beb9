// Motion of any length from a model's windows.
#pragma once

#include <vector>

#include "motion/core/progress.h"
#include "synthesis/control/motion_model.h"
#include "synthesis/control/pad_curve.h"

namespace kinemote::synthesis {

struct LongMotion {
  std::vector<float> channels;  // frames x C
  std::vector<int> joints;      // the first frame of every further window
};

/// Starts with the latent's own window and goes on with windows of like latents, entered and left
/// where pose, speed and foot contacts match best; what differs there fades out (join_channels).
/// With a curve, windows are decoded under the PAD of their time: each is one latent under the PAD
/// of its start and of its end, one passing into the other, since a latent is the same movement in
/// both. Cost: some fifty windows to decode, and as many again whenever PAD has moved by 0.1.
/// Errors: the model's; cancelled.
Result<LongMotion> make_long_motion(MotionModel& model, std::span<const float> latent,
                                    const Condition& condition, const PadCurve& curve, int frames,
                                    const Progress& progress);

}  // namespace kinemote::synthesis
