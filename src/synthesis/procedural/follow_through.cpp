#include "synthesis/procedural/follow_through.h"

namespace kinemote::synthesis {
namespace {

struct Channel {
  double* angle;
  double stiffness;  // factor of the style's spring frequency: heavier parts are slower to start
};

std::vector<Channel> channels(BodyPose& pose) {
  std::vector<Channel> list{
      {&pose.chest.pitch_rad, 1.5},    {&pose.chest.yaw_rad, 1.5},    {&pose.chest.roll_rad, 1.5},
      {&pose.thorax_flexion_rad, 1.3}, {&pose.neck_forward_rad, 1.0}, {&pose.head.pitch_rad, 1.0},
      {&pose.head.yaw_rad, 1.2},       {&pose.head.roll_rad, 1.0},
  };
  for (ArmAngles& arm : pose.arms) {
    for (double* angle : {&arm.raise_rad, &arm.protraction_rad}) list.push_back({angle, 1.3});
    for (double* angle : {&arm.flexion_rad, &arm.abduction_rad, &arm.twist_rad}) {
      list.push_back({angle, 1.15});
    }
    list.push_back({&arm.elbow_rad, 0.95});
    for (double* angle : {&arm.pronation_rad, &arm.wrist_rad, &arm.deviation_rad}) {
      list.push_back({angle, 0.8});
    }
  }
  return list;
}

}  // namespace

FollowThrough::FollowThrough(const StyleParameters& style, double step_s) : step_s_(step_s) {
  BodyPose any;
  for (const Channel& channel : channels(any)) {
    springs_.push_back(
        {2.0 * kPi * style.spring_hz * channel.stiffness, style.spring_damping, 0.0, 0.0});
  }
}

void FollowThrough::apply(BodyPose& pose) {
  const std::vector<Channel> list = channels(pose);
  for (size_t c = 0; c < list.size(); ++c) {
    Spring& spring = springs_[c];
    double& angle = *list[c].angle;
    if (!is_started_) spring.value = angle;
    // Semi-implicit Euler: stable while omega * step < 2.
    spring.speed += step_s_ * spring.omega *
                    (spring.omega * (angle - spring.value) - 2.0 * spring.damping * spring.speed);
    spring.value += step_s_ * spring.speed;
    angle = spring.value;
  }
  is_started_ = true;
}

}  // namespace kinemote::synthesis
