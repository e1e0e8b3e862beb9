#include "synthesis/procedural/contents.h"

#include "synthesis/procedural/gait.h"
#include "synthesis/procedural/gestures.h"
#include "synthesis/procedural/standing.h"

namespace kinemote::synthesis {
namespace {

BodyPose walk(const Performer& performer, double time_s) {
  return gait_pose(performer, walking_gait(performer), time_s);
}

BodyPose run(const Performer& performer, double time_s) {
  return gait_pose(performer, running_gait(performer), time_s);
}

}  // namespace

const std::vector<Content>& contents() {
  static const std::vector<Content> list{{"walk", walk},           {"run", run},
                                         {"idle", standing_pose},  {"wave", waving_pose},
                                         {"bow", bowing_pose},     {"point", pointing_pose},
                                         {"sit", sitting_pose},    {"jump", jumping_pose},
                                         {"stamp", stamping_pose}, {"clap", clapping_pose},
                                         {"shrug", shrugging_pose}};
  return list;
}

}  // namespace kinemote::synthesis
