// The list of what the corpus can do.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "synthesis/procedural/body_pose.h"
#include "synthesis/procedural/performer.h"

namespace kinemote::synthesis {

/// A pose for every time; pure, so that any moment can be asked for in any order.
using PoseOverTime = std::function<BodyPose(double time_s)>;

struct Content {
  std::string name;
  /// Plans the motion of a performer. Holds its own copy of the performer.
  PoseOverTime (*plan)(const Performer& performer);
};
const std::vector<Content>& contents();

}  // namespace kinemote::synthesis
