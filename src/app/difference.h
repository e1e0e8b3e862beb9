// How far two motions are from each other, joint by joint and frame by frame.
#pragma once

#include <string>
#include <vector>

#include "app/lineup.h"
#include "app/playable.h"
#include "app/stage_choice.h"
#include "motion/core/progress.h"

namespace kinemote::app {

/// Two motions on one clock.
struct DifferenceRequest {
  PlayablePtr a, b;
  TimeMap a_time, b_time;
  EndMode end = EndMode::kHold;
  RootAlignment alignment = RootAlignment::kPositionAndHeading;
  double duration_s = 0.0;  // of the clock
  double step_s = 0.0;      // > 0

  bool operator==(const DifferenceRequest& other) const;
};

/// Distances of B's joints from A's, metres, at equal steps of the clock.
struct Difference {
  DifferenceRequest request;
  std::vector<std::string> joints;  // J, those that are compared
  /// For every joint of B the compared joint whose distance colours it, -1 for none.
  std::vector<int> joint_of_b;
  int step_count = 0;
  std::vector<float> errors_m;  // step_count x J
  std::vector<float> mean_m;    // step_count, over joints
  float largest_m = 0.0f;       // of any joint at any step
  double overall_m = 0.0;       // mean of mean_m
  int worst_step = 0;           // where mean_m is largest
  bool is_retargeted = false;   // other skeletons: both were moved to the canonical one
  std::string problem;          // why nothing is compared; "" if something is

  bool is_there() const { return step_count > 0; }
  int step_at(double clock_s) const;
  double time_of(int step) const { return step * request.step_s; }
  float error_m(int step, int joint) const {
    return errors_m[static_cast<size_t>(step) * joints.size() + static_cast<size_t>(joint)];
  }
  /// The joint that is farthest at a step.
  int worst_joint(int step) const;
};

/// Compares joints of one name and place in the tree where both skeletons are the same, else the
/// canonical figures that both are retargeted to (which takes proportions out; cost: as
/// retarget()). Joints above the hips are left out: they are the origin of the take. Roots are
/// aligned first as the request says; heights above the ground count. The distance of a joint is
/// the Euclidean one. A progress that returns false ends it with a problem.
Difference measure_difference(const DifferenceRequest& request, const Progress& progress = {});

/// What is said of one motion in a comparison.
struct MotionNumbers {
  double duration_s = 0.0;
  double mean_speed_mps = 0.0;  // of all joints
  bool has_efforts = false;
  // Means over windows of 0.5 s of set `lma`; h: body height.
  double weight = 0.0;  // kinetic energy, h²/s²
  double time = 0.0;    // acceleration of the whole body, h/s²
  double flow = 0.0;    // jerk of the whole body, h/s³
  double space = 0.0;   // directness of the hands, [0, 1]
};
MotionNumbers measure_numbers(const PlayablePtr& motion);

}  // namespace kinemote::app
