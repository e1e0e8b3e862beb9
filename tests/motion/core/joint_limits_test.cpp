#include "motion/core/joint_limits.h"

#include <gtest/gtest.h>

#include <glm/geometric.hpp>
#include <memory>

#include "test_clips.h"

namespace kinemote {
namespace {

const JointLimit& limit_of(BodyPart part) {
  for (const JointLimit& limit : joint_limits()) {
    if (limit.part == part) return limit;
  }
  throw std::logic_error("no such limit");
}

Clip turned(BodyPart part, const Vec3& axis, double angle_rad) {
  Clip clip = Clip::make(canonical_skeleton(), 3, 1.0 / 30.0);
  const BodyMap body = *find_body(*clip.skeleton);
  for (int f = 0; f < clip.frame_count; ++f) {
    clip.frame_rotations(f)[body[part]] = glm::angleAxis(angle_rad, axis);
  }
  return clip;
}

Vec3 angles_of(const Clip& clip, BodyPart part) {
  const BodyMap body = *find_body(*clip.skeleton);
  return joint_angles(limit_of(part), forward_kinematics(clip), 1, body,
                      reference_pose(*clip.skeleton, body));
}

TEST(LimitJoints, SkeletonWithoutLimbs_IsLeftAlone) {
  auto skeleton = std::make_shared<Skeleton>();
  skeleton->joints = {{"Hips"}, {"Tail", 0, Vec3(0.0, 0.1, 0.0)}};
  Clip clip = Clip::make(skeleton, 2, 0.1);
  clip.rotations[1] = glm::angleAxis(3.0, kUp);
  const Clip before = clip;
  EXPECT_EQ(limit_joints(clip, find_body_parts(*skeleton)), 0.0);
  EXPECT_EQ(clip.rotations, before.rotations);
}

TEST(LimitJoints, JointsWithinTheirRange_StayBitByBit) {
  for (const auto& [part, axis, angle_deg] :
       {std::tuple{BodyPart::kLeftLowerLeg, Vec3(1, 0, 0), 120.0},
        std::tuple{BodyPart::kLeftLowerArm, Vec3(0, 1, 0), -130.0},
        std::tuple{BodyPart::kRightLowerArm, Vec3(0, 1, 0), 130.0},
        std::tuple{BodyPart::kHead, Vec3(0, 1, 0), 50.0}}) {
    Clip clip = turned(part, axis, rad_from_degrees(angle_deg));
    const Clip before = clip;
    EXPECT_EQ(limit_joints(clip, *find_body(*clip.skeleton)), 0.0) << body_part_name(part);
    EXPECT_EQ(clip.rotations, before.rotations);
  }
}

TEST(LimitJoints, JointsBentTheWrongWay_ComeBackToTheirLimit) {
  for (const auto& [part, axis, angle_deg] :
       {std::tuple{BodyPart::kLeftLowerLeg, Vec3(1, 0, 0), -60.0},
        std::tuple{BodyPart::kRightLowerLeg, Vec3(1, 0, 0), -60.0},
        std::tuple{BodyPart::kLeftLowerArm, Vec3(0, 1, 0), 70.0},
        std::tuple{BodyPart::kRightLowerArm, Vec3(0, 1, 0), -70.0},
        std::tuple{BodyPart::kHead, Vec3(0, 1, 0), 160.0}}) {
    Clip clip = turned(part, axis, rad_from_degrees(angle_deg));
    EXPECT_GT(limit_joints(clip, *find_body(*clip.skeleton)), 0.0) << body_part_name(part);
    ASSERT_TRUE(clip.validate().ok());
    const Vec3 angles = angles_of(clip, part);
    const JointLimit& limit = limit_of(part);
    for (int axis_index = 0; axis_index < 3; ++axis_index) {
      EXPECT_GE(angles[axis_index], limit.low_rad[axis_index] - 1e-6);
      EXPECT_LE(angles[axis_index], limit.high_rad[axis_index] + 1e-6);
    }
    EXPECT_LT(std::abs(glm::length(angles)), rad_from_degrees(std::abs(angle_deg)));
  }
}

TEST(LimitJoints, ElbowBentBeyondHalfATurn_StaysBent) {
  for (const double bent_deg : {170.0, 179.0, 181.0, 195.0}) {
    Clip clip = turned(BodyPart::kLeftLowerArm, Vec3(0, 1, 0), -rad_from_degrees(bent_deg));
    limit_joints(clip, *find_body(*clip.skeleton));
    EXPECT_NEAR(angles_of(clip, BodyPart::kLeftLowerArm).y, rad_from_degrees(-165.0), 1e-6)
        << bent_deg;
  }
}

TEST(LimitJoints, RandomPoses_AreWithinLimitsAfterOnePassAndStayInTheSecond) {
  for (unsigned seed = 0; seed < 20; ++seed) {
    Clip clip = test::random_clip(seed);
    const BodyMap body = *find_body(*clip.skeleton);
    EXPECT_GT(limit_joints(clip, body), 0.0);
    const Clip once = clip;
    limit_joints(clip, body);
    for (size_t i = 0; i < once.rotations.size(); ++i) {
      EXPECT_LT(test::angle_between(once.rotations[i], clip.rotations[i]), 1e-3);
    }
  }
}

TEST(LimitJoints, TurnedFigure_IsLimitedAlike) {
  Clip clip = test::random_clip(3);
  Clip elsewhere = clip;
  const Quat turn = yaw_rotation(1.1);
  for (int f = 0; f < clip.frame_count; ++f) {
    elsewhere.frame_rotations(f)[0] = turn * clip.frame_rotations(f)[0];
    elsewhere.translations[f] = turn * clip.translations[f] + Vec3(3.0, 0.0, -2.0);
  }
  const BodyMap body = *find_body(*clip.skeleton);
  limit_joints(clip, body);
  limit_joints(elsewhere, body);
  for (int f = 0; f < clip.frame_count; ++f) {
    for (int j = 1; j < clip.joint_count(); ++j) {
      EXPECT_LT(test::angle_between(clip.frame_rotations(f)[j], elsewhere.frame_rotations(f)[j]),
                1e-5);
    }
  }
}

TEST(LimitJoints, RightSide_MirrorsTheLeft) {
  const JointLimit& left = limit_of(BodyPart::kLeftLowerArm);
  const JointLimit& right = limit_of(BodyPart::kRightLowerArm);
  EXPECT_EQ(right.low_rad, Vec3(left.low_rad.x, -left.high_rad.y, -left.high_rad.z));
  EXPECT_EQ(right.high_rad, Vec3(left.high_rad.x, -left.low_rad.y, -left.low_rad.z));
}

}  // namespace
}  // namespace kinemote
