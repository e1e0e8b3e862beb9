#include "synthesis/procedural/contents.h"

#include "synthesis/procedural/gait.h"
#include "synthesis/procedural/gestures.h"
#include "synthesis/procedural/standing.h"

namespace kinemote::synthesis {
namespace {

template <Gait (*gait)(const Performer&)>
PoseOverTime plan_gait(const Performer& performer) {
  return [motion = GaitMotion(performer, gait(performer))](double time_s) {
    return motion.pose_at(time_s);
  };
}

template <BodyPose (*pose_at)(const Performer&, double)>
PoseOverTime plan_standing(const Performer& performer) {
  return [performer](double time_s) { return pose_at(performer, time_s); };
}

}  // namespace

const std::vector<Content>& contents() {
  static const std::vector<Content> list{
      {"walk", plan_gait<walking_gait>},       {"run", plan_gait<running_gait>},
      {"idle", plan_standing<standing_pose>},  {"wave", plan_standing<waving_pose>},
      {"bow", plan_standing<bowing_pose>},     {"point", plan_standing<pointing_pose>},
      {"sit", plan_standing<sitting_pose>},    {"jump", plan_standing<jumping_pose>},
      {"stamp", plan_standing<stamping_pose>}, {"clap", plan_standing<clapping_pose>},
      {"shrug", plan_standing<shrugging_pose>}};
  return list;
}

}  // namespace kinemote::synthesis
