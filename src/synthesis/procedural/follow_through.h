// Overlap and follow-through: limbs follow their intention as damped springs.
#pragma once

#include <vector>

#include "synthesis/procedural/body_pose.h"
#include "synthesis/procedural/style.h"

namespace kinemote::synthesis {

/// Runs the upper body's angles through second-order springs, so that forearm and hand lag the
/// upper arm, the head lags the chest, and fast movements overshoot and settle. Legs and pelvis are
/// left alone: feet stay planted. Feed poses in order at a steady step of at most 1/100 s.
class FollowThrough {
 public:
  FollowThrough(const StyleParameters& style, double step_s);
  /// Replaces the pose's upper-body angles by their followers. The first pose is taken as rest.
  void apply(BodyPose& pose);

 private:
  struct Spring {
    double omega = 0.0;    // rad/s
    double damping = 1.0;  // of critical
    double value = 0.0;
    double speed = 0.0;
  };
  std::vector<Spring> springs_;
  double step_s_;
  bool is_started_ = false;
};

}  // namespace kinemote::synthesis
