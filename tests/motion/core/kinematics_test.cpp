#include "motion/core/kinematics.h"

#include <gtest/gtest.h>

#include <glm/mat4x4.hpp>

#include "motion/core/test_clips.h"

namespace kinemote {
namespace {

using test::angle_between;
using test::random_clip;
using test::random_rotation;
using test::random_vector;

TEST(ForwardKinematics_RandomPoses, AgreeWithChainsOfMatrices) {
  const Clip clip = random_clip(1, 5);
  const WorldMotion world = forward_kinematics(clip);
  ASSERT_EQ(world.positions.size(), 5u * 22u);
  for (int f = 0; f < 5; ++f) {
    for (int j = 0; j < 22; ++j) {
      glm::dmat4 matrix(1.0);
      for (int k = j; k >= 0; k = clip.skeleton->joints[k].parent) {
        glm::dmat4 local = glm::mat4_cast(clip.frame_rotations(f)[k]);
        local[3] = glm::dvec4(clip.local_translation(f, k), 1.0);
        matrix = local * matrix;
      }
      EXPECT_LT(glm::length(world.position(f, j) - Vec3(matrix[3])), 1e-12);
      for (const Vec3& v : {Vec3(1, 0, 0), Vec3(0, 1, 0), Vec3(0, 0, 1)}) {
        EXPECT_LT(glm::length(world.rotation(f, j) * v - Vec3(matrix * glm::dvec4(v, 0.0))), 1e-12);
      }
      EXPECT_GE(world.rotation(f, j).w, 0.0);
    }
  }
}

TEST(ForwardKinematics_AnyMotion, KeepsBoneLengths) {
  const Clip clip = random_clip(2, 8);
  const WorldMotion world = forward_kinematics(clip);
  for (int f = 0; f < 8; ++f) {
    for (int j = 1; j < 22; ++j) {
      const Joint& joint = clip.skeleton->joints[j];
      EXPECT_NEAR(glm::distance(world.position(f, j), world.position(f, joint.parent)),
                  glm::length(joint.offset), 1e-12);
    }
  }
}

TEST(ForwardKinematics_TranslatingJoint, ReplacesItsOffset) {
  Clip clip = Clip::make(canonical_skeleton(), 2, 0.1, {0, 2});
  clip.translations[2 + 1] = {0.0, 0.5, 0.0};
  const WorldMotion world = forward_kinematics(clip);
  EXPECT_NEAR(world.position(1, 2).y - world.position(1, 1).y, 0.5, 1e-12);
  EXPECT_NEAR(world.position(0, 2).y - world.position(0, 1).y, 0.12, 1e-12);
}

TEST(EndSites_OfAPose, TurnWithTheirJoints) {
  Clip clip = Clip::make(canonical_skeleton(), 1, 0.1);
  const int head = clip.skeleton->find("Head");
  clip.frame_rotations(0)[head] = glm::angleAxis(kPi / 2.0, Vec3(1, 0, 0));
  const WorldMotion world = forward_kinematics(clip);
  const auto tips = end_site_positions(*clip.skeleton, world, 0);
  ASSERT_EQ(tips.size(), 5u) << "head, hands and toes";
  EXPECT_LT(glm::length(tips[0] - (world.position(0, head) + Vec3(0, 0, 0.185))), 1e-12);
}

TEST(BodyHeight_CanonicalSkeleton, IsThatOfItsTPose) {
  EXPECT_NEAR(body_height_m(*canonical_skeleton()), 1.75, 0.02);
}

TEST(BodyHeight_RestPoseAlongOneAxis, CountsBonesNotExtent) {
  Skeleton skeleton = *canonical_skeleton();
  for (Joint& joint : skeleton.joints) joint.offset = {glm::length(joint.offset), 0.0, 0.0};
  EXPECT_NEAR(body_height_m(skeleton), 1.75, 0.02);
}

TEST(BodyHeight_FootBelowAnkle, IsNotCounted) {
  Skeleton skeleton;
  skeleton.joints = {{.name = "Pelvis"},
                     {.name = "L_Ankle", .parent = 0, .offset = {0, -0.9, 0}},
                     {.name = "L_Foot", .parent = 1, .offset = {0, 0, 0.2}},
                     {.name = "L_ForeFoot", .parent = 2, .offset = {0, 0, 0.2}},
                     {.name = "Head", .parent = 0, .offset = {0, 0.6, 0}}};
  EXPECT_NEAR(body_height_m(skeleton), 1.13 * 1.5, 1e-12);
}

TEST(BodyHeight_NamesThatTellNothing, IsTheExtentOfTheRestPose) {
  Skeleton skeleton;
  skeleton.joints = {{.name = "a", .offset = {0, 50, 0}},  // a place, not a bone
                     {.name = "b", .parent = 0, .offset = {0, 0.8, 0}, .end_site = Vec3(0, 0.1, 0)},
                     {.name = "c", .parent = 0, .offset = {0, -0.9, 0}}};
  EXPECT_NEAR(body_height_m(skeleton), 1.8, 1e-12);
  Skeleton point;
  point.joints = {{.name = "a"}};
  EXPECT_GT(body_height_m(point), 0.0);
}

TEST(Yaw_OfATurn, IsItsAngleWhateverTheTilt) {
  EXPECT_DOUBLE_EQ(yaw_rad(kIdentity), 0.0);
  EXPECT_DOUBLE_EQ(yaw_rad(glm::angleAxis(kPi / 2.0, Vec3(1, 0, 0))), 0.0) << "looking down";
  for (double angle = -3.1; angle < 3.14; angle += 0.2) {
    EXPECT_NEAR(yaw_rad(yaw_rotation(angle)), angle, 1e-12);
    const Quat tilted = yaw_rotation(angle) * glm::angleAxis(0.7, Vec3(1, 0, 0));
    EXPECT_NEAR(yaw_rad(tilted), angle, 1e-12);
  }
  // +Z turns towards +X, the figure's left.
  EXPECT_LT(glm::length(yaw_rotation(kPi / 2.0) * kForward - kLeft), 1e-12);
  EXPECT_NEAR(yaw_rad(kIdentity, Vec3(1, 0, 0)), kPi / 2.0, 1e-12);
}

TEST(RotationBetween_UnitVectors, TakesOneToTheOther) {
  std::mt19937_64 random(4);
  for (int i = 0; i < 2000; ++i) {
    const Vec3 from = glm::normalize(random_vector(random));
    // Also almost the same and almost opposite directions.
    const double blur = i % 4 == 0 ? 1.0 : std::pow(10.0, -(i % 13));
    Vec3 to = glm::normalize((i % 2 ? from : -from) + blur * random_vector(random));
    if (i % 50 == 0) to = from;
    if (i % 50 == 1) to = -from;
    const Quat turn = rotation_between(from, to);
    EXPECT_NEAR(glm::length(turn), 1.0, 1e-12);
    const bool is_opposite = glm::dot(from, to) < -1.0 + 1e-11;  // any axis: off by 1e-6 at most
    EXPECT_LT(glm::length(turn * from - to), is_opposite ? 5e-6 : 1e-9) << i;
  }
}

struct Chain {
  Vec3 first, second, end;
};

Chain solved(const Chain& chain, const TwoBoneSolution& solution) {
  const Vec3 second = chain.first + solution.delta_first * (chain.second - chain.first);
  return {chain.first, second, second + solution.delta_second * (chain.end - chain.second)};
}

class TwoBone : public testing::Test {
 protected:
  std::mt19937_64 random_{7};

  Chain random_chain() {
    Chain chain;
    chain.first = random_vector(random_);
    chain.second = chain.first + random_vector(random_, 0.3);
    chain.end = chain.second + random_vector(random_, 0.3);
    return chain;
  }
  static double upper(const Chain& c) { return glm::distance(c.first, c.second); }
  static double lower(const Chain& c) { return glm::distance(c.second, c.end); }
};

TEST_F(TwoBone, NoBoneOrNoDirection_ChangesNothing) {
  const Vec3 hip(0, 1, 0);
  for (const Chain& chain : {Chain{hip, hip, {0, 0, 0}}, Chain{hip, {0, 0.5, 0}, {0, 0.5, 0}}}) {
    const auto solution = solve_two_bone(chain.first, chain.second, chain.end, {1, 1, 1}, kForward);
    EXPECT_FALSE(solution.is_reached);
    EXPECT_EQ(solution.delta_first, kIdentity);
    EXPECT_EQ(solution.delta_second, kIdentity);
  }
  const auto on_hip = solve_two_bone(hip, {0, 0.5, 0}, {0, 0, 0}, hip, kForward);
  EXPECT_FALSE(on_hip.is_reached);
}

TEST_F(TwoBone, TargetWithinReach_IsReachedWithTheSameBones) {
  int reached = 0;
  for (int i = 0; i < 3000; ++i) {
    const Chain chain = random_chain();
    const double longest = upper(chain) + lower(chain);
    const double shortest = std::abs(upper(chain) - lower(chain));
    std::uniform_real_distribution<double> share(0.01, 0.98);
    const double distance = shortest + share(random_) * (longest - shortest) + 2e-4;
    if (distance > 0.998 * longest) continue;
    const Vec3 target = chain.first + distance * glm::normalize(random_vector(random_));
    const auto solution = solve_two_bone(chain.first, chain.second, chain.end, target, kForward);
    const Chain after = solved(chain, solution);
    EXPECT_TRUE(solution.is_reached);
    EXPECT_LT(glm::distance(after.end, target), 1e-9);
    EXPECT_NEAR(upper(after), upper(chain), 1e-12);
    EXPECT_NEAR(lower(after), lower(chain), 1e-12);
    ++reached;
  }
  EXPECT_GT(reached, 2500);
}

TEST_F(TwoBone, TargetOutOfReach_IsApproachedAlongItsDirectionWithoutSnapping) {
  for (int i = 0; i < 500; ++i) {
    const Chain chain = random_chain();
    const double longest = upper(chain) + lower(chain);
    const Vec3 direction = glm::normalize(random_vector(random_));
    const auto solution = solve_two_bone(chain.first, chain.second, chain.end,
                                         chain.first + 3.0 * longest * direction, kForward);
    const Chain after = solved(chain, solution);
    EXPECT_FALSE(solution.is_reached);
    EXPECT_LT(glm::distance(after.end, chain.first + 0.999 * longest * direction), 1e-9);
  }
}

TEST_F(TwoBone, TargetInThePlaneOfTheBend_KeepsThatPlaneAndItsSide) {
  for (int i = 0; i < 500; ++i) {
    const Chain chain = random_chain();
    const Vec3 across = glm::cross(chain.second - chain.first, chain.end - chain.second);
    const Vec3 normal = glm::normalize(across);
    const double longest = upper(chain) + lower(chain);
    if (glm::length(across) < 0.06 * longest * glm::distance(chain.first, chain.end)) continue;
    const double shortest = std::abs(upper(chain) - lower(chain));
    // Within a quarter turn of the present end, so that the shortest swing stays in the plane.
    std::uniform_real_distribution<double> swing(-1.5, 1.5);
    std::uniform_real_distribution<double> share(0.1, 0.9);
    const Vec3 direction =
        glm::angleAxis(swing(random_), normal) * glm::normalize(chain.end - chain.first);
    const Vec3 target =
        chain.first + (shortest + share(random_) * (longest - shortest)) * direction;
    const Chain after =
        solved(chain, solve_two_bone(chain.first, chain.second, chain.end, target, kForward));
    const Vec3 normal_after =
        glm::normalize(glm::cross(after.second - after.first, after.end - after.second));
    EXPECT_LT(glm::distance(normal_after, normal), 1e-6) << "the same side, too";
  }
}

TEST_F(TwoBone, StraightChain_BendsTowardsThePole) {
  for (int i = 0; i < 500; ++i) {
    const Vec3 down = glm::normalize(random_vector(random_));
    Vec3 pole = random_vector(random_);
    pole = glm::normalize(pole - glm::dot(pole, down) * down);
    // Exactly straight, or bent so little that the plane is noise.
    const Vec3 noise = i % 2 == 0 ? Vec3(0.0) : 1e-4 * random_vector(random_);
    const Chain leg{{0, 1, 0}, Vec3(0, 1, 0) + 0.4 * down, Vec3(0, 1, 0) + 0.8 * down + noise};
    const Vec3 target = leg.first + 0.6 * down;
    const Chain after = solved(leg, solve_two_bone(leg.first, leg.second, leg.end, target, pole));
    EXPECT_LT(glm::distance(after.end, target), 1e-9);
    EXPECT_GT(glm::dot(after.second - after.first, pole), 0.2);
  }
}

TEST_F(TwoBone, PoleAlongTheChain_StillReaches) {
  for (const Vec3& axis : {Vec3(1, 0, 0), Vec3(0, 1, 0), Vec3(0, 0, -1)}) {
    const Chain chain{{0, 0, 0}, 0.4 * axis, 0.8 * axis};
    for (const Vec3& pole : {axis, -axis, Vec3(0.0)}) {
      const Vec3 target = 0.5 * axis;
      const Chain after =
          solved(chain, solve_two_bone(chain.first, chain.second, chain.end, target, pole));
      EXPECT_LT(glm::distance(after.end, target), 1e-9);
    }
  }
}

TEST_F(TwoBone, EndAlreadyThere_ChangesNothing) {
  for (int i = 0; i < 200; ++i) {
    const Chain chain = random_chain();
    const double reach = glm::distance(chain.first, chain.end);
    if (reach > 0.99 * (upper(chain) + lower(chain))) continue;
    if (reach < std::abs(upper(chain) - lower(chain)) + 1e-3) continue;
    const auto solution = solve_two_bone(chain.first, chain.second, chain.end, chain.end, kForward);
    EXPECT_LT(angle_between(solution.delta_first, kIdentity), 1e-7);
    EXPECT_LT(angle_between(solution.delta_second, kIdentity), 1e-7);
  }
}

}  // namespace
}  // namespace kinemote
