// A body pose in the terms of anatomy, and its translation into joint rotations.
//
// Contents (gaits, gestures) speak of pelvis, chest, head, arms and feet; only this unit knows
// joints, T-poses and inverse kinematics.
#pragma once

#include <array>
#include <span>

#include "motion/core/skeleton.h"

namespace kinemote::synthesis {

enum Side { kLeftSide = 0, kRightSide = 1 };
/// +1 for left, -1 for right: the sign of the side's X.
inline double sign_of(int side) { return side == kLeftSide ? 1.0 : -1.0; }

/// Orientation of a body part against the heading frame, in order yaw, pitch, roll.
struct Attitude {
  double pitch_rad = 0.0;  // + tips forward
  double yaw_rad = 0.0;    // + turns to the left
  double roll_rad = 0.0;   // + leans to the left (drops the left side)
};

/// All 0: the arm hangs straight down, palm towards the thigh. Upper-arm angles are components of
/// one rotation vector, so that there is no singular pose short of straight up.
struct ArmAngles {
  double flexion_rad = 0.0;      // upper arm forward
  double abduction_rad = 0.0;    // upper arm sideways, away from the body
  double twist_rad = 0.0;        // upper arm about its axis, + inward (forearm across the belly)
  double elbow_rad = 0.0;        // flexion, >= 0
  double pronation_rad = 0.0;    // + palm down
  double wrist_rad = 0.0;        // + towards the palm
  double deviation_rad = 0.0;    // + towards the thumb
  double raise_rad = 0.0;        // shoulder girdle up
  double protraction_rad = 0.0;  // shoulder girdle forward
};

/// A foot in the world. The ball is the Toes joint; at rest it is kBallHeight_m above the ground.
struct FootPlacement {
  Vec3 ball_m{0.0};
  double yaw_rad = 0.0;        // world
  double pitch_rad = 0.0;      // + heel up
  double toe_pitch_rad = 0.0;  // of the toe segment against the ground, + tip down
  /// A foot in the air need not be reached exactly: by so much the pelvis may stay higher.
  double reach_slack_m = 0.0;
};

struct BodyPose {
  double heading_rad = 0.0;  // world yaw of the heading frame
  Vec3 pelvis_m{0.0};        // Hips joint, world; lowered by the solver where legs would not reach
  Attitude pelvis, chest, head;       // against the heading frame
  double thorax_flexion_rad = 0.0;    // extra rounding of the upper back, + slumps
  double neck_forward_rad = 0.0;      // head pushed forward with the face kept level
  double pelvis_give_m = 0.004;       // how early the pelvis gives way to legs that get too long
  std::array<ArmAngles, 2> arms;      // left, right
  std::array<FootPlacement, 2> feet;  // left, right
};

inline constexpr double kBallHeight_m = 0.020;  // of the Toes joint when the foot is flat

/// Height of the ball when the lowest point of the sole (heel or ball) is `clearance_m` above the
/// ground. `smoothing_rad` rounds the corner where heel and ball take turns as the lowest point.
double ball_height_m(double pitch_rad, double clearance_m, double smoothing_rad = 0.0);

/// Largest tip-down pitch of the toe segment that keeps its tip out of the ground, rising smoothly
/// with the height of the ball; 0 for a flat foot.
double toe_pitch_limit_rad(double ball_height_m);

/// Ankle (Foot joint) of a placed foot, world.
Vec3 ankle_of(const FootPlacement& foot);

/// From the shoulder (UpperArm joint) to the middle of the hand, metres, against the frame that
/// arm angles are measured in (+Y up, +Z ahead of the chest).
Vec3 palm_from_shoulder(const ArmAngles& arm, int side);

/// Translates poses into local rotations of canonical_skeleton(). Legs by two-bone IK; where a
/// pelvis is too high for both feet, it sinks smoothly, so that knees neither lock nor snap.
class PoseSolver {
 public:
  PoseSolver();
  /// `local_rotations`: 22, canonical. Returns the Hips' place in the world.
  Vec3 solve(const BodyPose& pose, std::span<Quat> local_rotations) const;

 private:
  struct ArmJoints {
    int shoulder, upper, lower, hand;
  };
  struct LegJoints {
    int upper, lower, foot, toes;
  };
  void solve_arm(const BodyPose& pose, int side, const Quat& arm_base, const Quat& upper_chest,
                 std::span<Quat> local_rotations) const;
  void solve_leg(const BodyPose& pose, int side, const Vec3& pelvis_m, const Quat& pelvis,
                 std::span<Quat> local_rotations) const;
  Vec3 lowered_pelvis(const BodyPose& pose, const Quat& pelvis) const;

  SkeletonPtr skeleton_;
  int spine_, chest_, upper_chest_, neck_, head_;
  std::array<ArmJoints, 2> arms_;
  std::array<LegJoints, 2> legs_;
  double leg_length_m_;
};

}  // namespace kinemote::synthesis
