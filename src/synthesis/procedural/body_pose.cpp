#include "synthesis/procedural/body_pose.h"

#include <algorithm>
#include <cmath>
#include <glm/geometric.hpp>
#include <string>

#include "motion/core/kinematics.h"
#include "synthesis/procedural/easing.h"

namespace kinemote::synthesis {
namespace {

// Of canonical_skeleton(), but for the sole's heel, which it does not have: behind the ankle.
const Vec3 kBallFromAnkle{0.0, -0.055, 0.130};
constexpr double kHeelBehindBall_m = 0.180;
constexpr double kToeLength_m = 0.070;
constexpr double kUpperArm_m = 0.285;
constexpr double kForearm_m = 0.255;
constexpr double kHalfHand_m = 0.090;

/// A leg is not stretched beyond this share of its length: about 7 degrees of knee flexion stay.
constexpr double kLongestLegShare = 0.998;

/// Share of the trunk's tilt that hanging arms follow; the rest is taken back by gravity.
constexpr double kArmsFollowTilt = 0.25;

Quat about_x(double angle_rad) { return glm::angleAxis(angle_rad, kLeft); }
Quat about_y(double angle_rad) { return glm::angleAxis(angle_rad, kUp); }
Quat about_z(double angle_rad) { return glm::angleAxis(angle_rad, kForward); }

Quat rotation_of(const Attitude& a) {
  return about_y(a.yaw_rad) * about_x(a.pitch_rad) * about_z(-a.roll_rad);
}

Quat exponential(const Vec3& rotation_vector) {
  const double angle = glm::length(rotation_vector);
  if (angle < 1e-12) return kIdentity;
  return glm::angleAxis(angle, rotation_vector / angle);
}

/// The part `share` of a rotation.
Quat part_of(const Quat& rotation, double share) {
  return glm::slerp(kIdentity, canonical(rotation), share);
}

/// max(x, 0) whose corner is rounded over [-width, width] by a parabola.
double rounded_ramp(double x, double width) {
  if (x >= width) return x;
  if (x <= -width) return 0.0;
  return (x + width) * (x + width) / (4.0 * width);
}

struct ArmRotations {
  Quat upper;  // arm frame from upper arm
  Quat lower;  // upper arm from forearm
  Quat hand;   // forearm from hand
};

ArmRotations arm_rotations(const ArmAngles& arm, int side) {
  const double sign = sign_of(side);
  const Quat hang = about_z(-sign * kPi / 2.0);  // from the T-pose
  const Quat swing = exponential({-arm.flexion_rad, 0.0, sign * arm.abduction_rad});
  return {swing * about_y(-sign * arm.twist_rad) * hang,
          about_y(-sign * arm.elbow_rad) * about_x(0.5 * arm.pronation_rad),
          about_x(0.5 * arm.pronation_rad) * about_z(-sign * arm.wrist_rad) *
              about_y(-sign * arm.deviation_rad)};
}

}  // namespace

double ball_height_m(double pitch_rad, double clearance_m, double smoothing_rad) {
  // Heel on the ground while the toes are up; the ball (a roller of radius kBallHeight_m) else.
  return clearance_m + kBallHeight_m +
         kHeelBehindBall_m * std::sin(rounded_ramp(-pitch_rad, smoothing_rad));
}

double toe_pitch_limit_rad(double ball_height_m) {
  const double rise = std::max(ball_height_m - kBallHeight_m, 0.0) / kToeLength_m;
  return std::atan(rise);  // below asin(rise): the tip stays above the ground
}

Vec3 ankle_of(const FootPlacement& foot) {
  return foot.ball_m - about_y(foot.yaw_rad) * about_x(foot.pitch_rad) * kBallFromAnkle;
}

Vec3 palm_from_shoulder(const ArmAngles& arm, int side) {
  const double sign = sign_of(side);
  const ArmRotations rotations = arm_rotations(arm, side);
  const Quat lower = rotations.upper * rotations.lower;
  return rotations.upper * Vec3(sign * kUpperArm_m, 0.0, 0.0) +
         lower * Vec3(sign * kForearm_m, 0.0, 0.0) +
         lower * rotations.hand * Vec3(sign * kHalfHand_m, 0.0, 0.0);
}

PoseSolver::PoseSolver() : skeleton_(canonical_skeleton()) {
  const auto joint = [&](const std::string& name) { return skeleton_->find(name); };
  spine_ = joint("Spine");
  chest_ = joint("Chest");
  upper_chest_ = joint("UpperChest");
  neck_ = joint("Neck");
  head_ = joint("Head");
  for (int side = 0; side < 2; ++side) {
    const std::string prefix = side == kLeftSide ? "Left" : "Right";
    arms_[side] = {joint(prefix + "Shoulder"), joint(prefix + "UpperArm"),
                   joint(prefix + "LowerArm"), joint(prefix + "Hand")};
    legs_[side] = {joint(prefix + "UpperLeg"), joint(prefix + "LowerLeg"), joint(prefix + "Foot"),
                   joint(prefix + "Toes")};
  }
  leg_length_m_ = glm::length(skeleton_->joints[legs_[0].lower].offset) +
                  glm::length(skeleton_->joints[legs_[0].foot].offset);
}

Vec3 PoseSolver::lowered_pelvis(const BodyPose& pose, const Quat& pelvis) const {
  std::array<double, 3> heights{pose.pelvis_m.y, 0.0, 0.0};
  const double longest = kLongestLegShare * leg_length_m_;
  for (int side = 0; side < 2; ++side) {
    const Vec3 hip_offset = pelvis * skeleton_->joints[legs_[side].upper].offset;
    const Vec3 hip = pose.pelvis_m + hip_offset;
    const Vec3 ankle = ankle_of(pose.feet[side]);
    const double across = std::hypot(hip.x - ankle.x, hip.z - ankle.z);
    const double up = std::sqrt(std::max(longest * longest - across * across, 0.01));
    heights[1 + side] = ankle.y + up - hip_offset.y + pose.feet[side].reach_slack_m;
  }
  return {pose.pelvis_m.x, smooth_minimum(heights, pose.pelvis_give_m), pose.pelvis_m.z};
}

void PoseSolver::solve_arm(const BodyPose& pose, int side, const Quat& arm_base,
                           const Quat& upper_chest, std::span<Quat> local_rotations) const {
  const ArmAngles& arm = pose.arms[side];
  const ArmJoints& joints = arms_[side];
  const double sign = sign_of(side);
  // Scapulohumeral rhythm: beyond some elevation the girdle turns with the arm. Inman, Saunders &
  // Abbott (1944) found 1 degree to 2 of the upper arm; 1 to 4 for this one joint is our choice.
  const double elevation = std::hypot(arm.flexion_rad, arm.abduction_rad);
  const double rhythm = 0.25 * soft_ramp(elevation - 0.6, 6.0);
  const Quat girdle =
      about_y(-sign * arm.protraction_rad) * about_z(sign * (arm.raise_rad + rhythm));
  const ArmRotations rotations = arm_rotations(arm, side);
  local_rotations[joints.shoulder] = girdle;
  local_rotations[joints.upper] = glm::conjugate(upper_chest * girdle) * arm_base * rotations.upper;
  local_rotations[joints.lower] = rotations.lower;
  local_rotations[joints.hand] = rotations.hand;
}

void PoseSolver::solve_leg(const BodyPose& pose, int side, const Vec3& pelvis_m, const Quat& pelvis,
                           std::span<Quat> local_rotations) const {
  const LegJoints& joints = legs_[side];
  const FootPlacement& foot = pose.feet[side];
  const Vec3 hip = pelvis_m + pelvis * skeleton_->joints[joints.upper].offset;
  const Vec3 ankle = ankle_of(foot);
  // The knee points between where the pelvis and where the foot point.
  const double pelvis_yaw = pose.heading_rad + pose.pelvis.yaw_rad;
  const double turn = std::remainder(foot.yaw_rad - pelvis_yaw, 2.0 * kPi);
  const Vec3 knee_forward = about_y(pelvis_yaw + 0.6 * turn) * kForward;
  // A straight leg along hip-ankle whose frame faces the knee's way; IK then only bends it.
  const Vec3 down = glm::normalize(ankle - hip);
  const Vec3 left = glm::normalize(glm::cross(knee_forward, down));
  const Mat3 axes(left, -down, glm::cross(left, -down));
  const Quat straight = glm::quat_cast(axes);
  const Vec3 knee0 = hip + straight * skeleton_->joints[joints.lower].offset;
  const Vec3 ankle0 = knee0 + straight * skeleton_->joints[joints.foot].offset;
  const TwoBoneSolution ik = solve_two_bone(hip, knee0, ankle0, ankle, knee_forward);
  const Quat upper = ik.delta_first * straight;
  const Quat lower = ik.delta_second * straight;
  const Quat foot_world = about_y(foot.yaw_rad) * about_x(foot.pitch_rad);
  local_rotations[joints.upper] = glm::conjugate(pelvis) * upper;
  local_rotations[joints.lower] = glm::conjugate(upper) * lower;
  local_rotations[joints.foot] = glm::conjugate(lower) * foot_world;
  local_rotations[joints.toes] = about_x(foot.toe_pitch_rad - foot.pitch_rad);
}

Vec3 PoseSolver::solve(const BodyPose& pose, std::span<Quat> local_rotations) const {
  const Quat heading = about_y(pose.heading_rad);
  const Quat pelvis = heading * rotation_of(pose.pelvis);
  const Quat chest = heading * rotation_of(pose.chest);
  const Quat bend = glm::conjugate(pelvis) * chest;
  const Quat third = part_of(bend, 1.0 / 3.0);
  const Quat upper_chest = chest * about_x(pose.thorax_flexion_rad);
  local_rotations[0] = pelvis;
  // Rounding is shared with the joint below; the lowest gives half of it back, so that the trunk as
  // a whole does not lean with it.
  const double rounding = 0.4 * pose.thorax_flexion_rad;
  local_rotations[spine_] = third * about_x(-0.5 * rounding);
  local_rotations[chest_] = about_x(0.5 * rounding) * third * about_x(rounding);
  local_rotations[upper_chest_] = about_x(-rounding) * third * about_x(pose.thorax_flexion_rad);

  const Quat head = heading * rotation_of(pose.head);
  const Quat nod = glm::conjugate(upper_chest) * head;
  const Quat neck = part_of(nod, 0.45) * about_x(pose.neck_forward_rad);
  local_rotations[neck_] = neck;
  local_rotations[head_] = glm::conjugate(neck) * nod;

  const Attitude arm_attitude{kArmsFollowTilt * pose.chest.pitch_rad, pose.chest.yaw_rad,
                              kArmsFollowTilt * pose.chest.roll_rad};
  const Quat arm_base = heading * rotation_of(arm_attitude);
  const Vec3 pelvis_m = lowered_pelvis(pose, pelvis);
  for (int side = 0; side < 2; ++side) {
    solve_arm(pose, side, arm_base, upper_chest, local_rotations);
    solve_leg(pose, side, pelvis_m, pelvis, local_rotations);
  }
  for (Quat& q : local_rotations) q = canonical(glm::normalize(q));
  return pelvis_m;
}

}  // namespace kinemote::synthesis
