// A few frames of a clip, which tell its conventions as well as all of them do.
#pragma once

#include <span>
#include <vector>

#include "motion/core/kinematics.h"

namespace kinemote::io {

/// At most `count` frame numbers spread evenly over a clip, the first frame included.
std::vector<int> spread_frames(int frame_count, int count);

/// World positions of at most 32 frames spread over a clip, in the clip's own units, without the
/// chain above the first joint with several children: a root that stands still at the origin while
/// the hips walk away is no part of the figure. Joints must be in
/// depth-first order, as read from a file.
struct FigureSamples {
  int first_joint = 0;
  WorldMotion world;

  int frame_count() const { return world.frame_count; }
  std::span<const Vec3> positions(int frame) const {
    return world.frame_positions(frame).subspan(first_joint);
  }
};
FigureSamples sample_figure(const Clip& clip);

}  // namespace kinemote::io
