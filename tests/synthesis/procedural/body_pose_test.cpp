#include "synthesis/procedural/body_pose.h"

#include <gtest/gtest.h>

#include <glm/geometric.hpp>
#include <vector>

#include "motion/core/kinematics.h"

namespace kinemote::synthesis {
namespace {

struct Solved {
  std::vector<Vec3> positions;
  std::vector<Quat> rotations;
  Vec3 at(const char* joint) const { return positions[canonical_skeleton()->find(joint)]; }
  Vec3 tip(const char* joint) const {
    const int j = canonical_skeleton()->find(joint);
    return positions[j] + rotations[j] * *canonical_skeleton()->joints[j].end_site;
  }
};

Solved solve(const BodyPose& pose) {
  const SkeletonPtr skeleton = canonical_skeleton();
  std::vector<Quat> local(skeleton->size());
  std::vector<Vec3> offsets;
  for (const Joint& joint : skeleton->joints) offsets.push_back(joint.offset);
  offsets[0] = PoseSolver().solve(pose, local);
  Solved solved{std::vector<Vec3>(skeleton->size()), std::vector<Quat>(skeleton->size())};
  forward_kinematics(*skeleton, local, offsets, solved.positions, solved.rotations);
  return solved;
}

BodyPose standing() {
  BodyPose pose;
  pose.pelvis_m = {0.0, 0.92, 0.0};
  for (int side = 0; side < 2; ++side) {
    pose.feet[side].ball_m = {0.1 * sign_of(side), kBallHeight_m, 0.09};
  }
  return pose;
}

TEST(PoseSolver, PelvisFarTooHigh_SinksUntilBothFeetReachTheGround) {
  BodyPose pose = standing();
  pose.pelvis_m.y = 3.0;
  const Solved solved = solve(pose);
  EXPECT_LT(solved.at("Hips").y, 0.94);
  EXPECT_NEAR(glm::length(solved.at("LeftToes") - pose.feet[0].ball_m), 0.0, 1e-6);
  EXPECT_NEAR(glm::length(solved.at("RightToes") - pose.feet[1].ball_m), 0.0, 1e-6);
}

TEST(PoseSolver, ArmsAtZero_HangStraightDown) {
  const Solved solved = solve(standing());
  for (const char* hand : {"LeftHand", "RightHand"}) {
    const std::string side = hand[0] == 'L' ? "Left" : "Right";
    const Vec3 arm = solved.at(hand) - solved.at((side + "UpperArm").c_str());
    EXPECT_NEAR(arm.x, 0.0, 1e-9) << hand;
    EXPECT_NEAR(arm.z, 0.0, 1e-9) << hand;
    EXPECT_NEAR(arm.y, -0.540, 1e-9) << hand;
  }
}

TEST(PoseSolver, FlexedAndAbductedArm_GoesForwardAndAwayOnItsOwnSide) {
  BodyPose pose = standing();
  for (ArmAngles& arm : pose.arms) {
    arm.flexion_rad = 0.5;
    arm.abduction_rad = 0.5;
    arm.elbow_rad = 1.0;
  }
  const Solved solved = solve(pose);
  EXPECT_GT(solved.at("LeftLowerArm").z, solved.at("LeftUpperArm").z + 0.05);
  EXPECT_GT(solved.at("LeftLowerArm").x, solved.at("LeftUpperArm").x + 0.05);
  EXPECT_LT(solved.at("RightLowerArm").x, solved.at("RightUpperArm").x - 0.05);
  // An elbow bends forward, never backward.
  EXPECT_GT(solved.at("LeftHand").z, solved.at("LeftLowerArm").z);
}

TEST(PoseSolver, MirroredPose_GivesTheMirroredFigure) {
  BodyPose pose = standing();
  pose.chest = {0.1, 0.2, 0.1};
  pose.pelvis = {0.05, -0.1, 0.04};
  pose.head = {-0.1, 0.3, 0.1};
  pose.thorax_flexion_rad = 0.1;
  pose.neck_forward_rad = 0.1;
  pose.arms[0] = {0.9, 0.4, -0.3, 1.2, 0.4, 0.2, 0.1, 0.1, 0.05};
  pose.feet[1].ball_m = {-0.12, 0.2, 0.3};
  pose.feet[1].pitch_rad = 0.4;
  BodyPose mirrored = pose;
  for (Attitude* a : {&mirrored.pelvis, &mirrored.chest, &mirrored.head}) {
    a->yaw_rad = -a->yaw_rad;
    a->roll_rad = -a->roll_rad;
  }
  std::swap(mirrored.arms[0], mirrored.arms[1]);
  std::swap(mirrored.feet[0], mirrored.feet[1]);
  for (FootPlacement& foot : mirrored.feet) {
    foot.ball_m.x = -foot.ball_m.x;
    foot.yaw_rad = -foot.yaw_rad;
  }
  const Solved a = solve(pose);
  const Solved b = solve(mirrored);
  for (const char* part : {"Shoulder", "LowerArm", "Hand", "LowerLeg", "Foot", "Toes"}) {
    const Vec3 left = a.at((std::string("Left") + part).c_str());
    const Vec3 right = b.at((std::string("Right") + part).c_str());
    EXPECT_NEAR(glm::length(Vec3(-left.x, left.y, left.z) - right), 0.0, 1e-9) << part;
  }
  EXPECT_NEAR(a.at("Head").x, -b.at("Head").x, 1e-9);
}

TEST(PoseSolver, HeadAttitude_IsHeldInTheWorldWhateverTheTrunkDoes) {
  BodyPose pose = standing();
  pose.chest = {0.6, 0.4, 0.2};
  pose.thorax_flexion_rad = 0.2;
  pose.neck_forward_rad = 0.1;
  const Solved solved = solve(pose);
  EXPECT_NEAR(solved.tip("Head").x, solved.at("Head").x, 1e-9);
  EXPECT_NEAR(solved.tip("Head").z, solved.at("Head").z, 1e-9);
}

TEST(PalmFromShoulder, AnyArm_AgreesWithTheSolvedFigure) {
  BodyPose pose = standing();
  const ArmAngles arm{0.7, 0.3, 0.5, 1.4, 0.6, 0.2, -0.1};
  pose.arms = {arm, arm};
  const Solved solved = solve(pose);
  for (int side = 0; side < 2; ++side) {
    const std::string prefix = side == 0 ? "Left" : "Right";
    const Vec3 hand = solved.at((prefix + "Hand").c_str());
    const Vec3 middle = 0.5 * (hand + solved.tip((prefix + "Hand").c_str()));
    const Vec3 expected = middle - solved.at((prefix + "UpperArm").c_str());
    EXPECT_NEAR(glm::length(palm_from_shoulder(arm, side) - expected), 0.0, 1e-9) << prefix;
  }
}

TEST(BallHeight, PitchedFoot_KeepsHeelAndBallOutOfTheGround) {
  for (double pitch = -0.6; pitch < 1.6; pitch += 0.05) {
    for (const double smoothing : {0.0, 0.15}) {
      BodyPose pose = standing();
      FootPlacement& foot = pose.feet[0];
      foot.pitch_rad = pitch;
      foot.ball_m.y = ball_height_m(pitch, 0.0, smoothing);
      foot.toe_pitch_rad = std::min(pitch, toe_pitch_limit_rad(foot.ball_m.y));
      pose.pelvis_m.y = 0.85;
      const Solved solved = solve(pose);
      const int joint = canonical_skeleton()->find("LeftFoot");
      const Vec3 heel = solved.at("LeftFoot") + solved.rotations[joint] * Vec3(0, -0.075, -0.05);
      EXPECT_GE(heel.y, -1e-3) << pitch;
      EXPECT_GE(solved.at("LeftToes").y, kBallHeight_m - 1e-9) << pitch;
      EXPECT_GE(solved.tip("LeftToes").y, kBallHeight_m - 1e-6) << pitch;
    }
  }
}

}  // namespace
}  // namespace kinemote::synthesis
