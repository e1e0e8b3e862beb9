// The list of what the corpus can do.
#pragma once

#include <string>
#include <vector>

#include "synthesis/procedural/body_pose.h"
#include "synthesis/procedural/performer.h"

namespace kinemote::synthesis {

/// A content: a pose for every time. Pure in both arguments.
struct Content {
  std::string name;
  BodyPose (*pose_at)(const Performer& performer, double time_s);
};
const std::vector<Content>& contents();

}  // namespace kinemote::synthesis
