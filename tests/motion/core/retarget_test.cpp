#include "motion/core/retarget.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "motion/core/kinematics.h"
#include "motion/core/reference_pose.h"
#include "motion/core/test_clips.h"

namespace kinemote {
namespace {

using test::random_clip;
using ::testing::HasSubstr;

const RetargetSettings kPlain{.plants_feet = false, .keeps_hands = false};

/// Small random turns about rest: a body that moves but stays a body.
Clip gentle_clip(unsigned seed, SkeletonPtr skeleton = canonical_skeleton()) {
  std::mt19937_64 random(seed);
  std::normal_distribution<double> angle(0.0, 0.3);
  Clip clip = Clip::make(std::move(skeleton), 12, 1.0 / 30.0);
  for (Quat& q : clip.rotations) {
    q = canonical(glm::normalize(Quat(1.0, angle(random), angle(random), angle(random))));
  }
  for (Vec3& t : clip.translations) t += test::random_vector(random, 0.2);
  return clip;
}

/// The canonical figure with other axes in every joint: same bones, same places.
SkeletonPtr canonical_with_other_axes(unsigned seed, std::vector<Quat>* axes = nullptr) {
  std::mt19937_64 random(seed);
  auto skeleton = std::make_shared<Skeleton>(*canonical_skeleton());
  std::vector<Quat> frames(skeleton->joints.size());
  for (Quat& q : frames) q = test::random_rotation(random);
  frames[0] = kIdentity;
  for (int j = 0; j < skeleton->size(); ++j) {
    Joint& joint = skeleton->joints[j];
    if (joint.parent >= 0) joint.offset = glm::inverse(frames[joint.parent]) * joint.offset;
    if (joint.end_site) joint.end_site = glm::inverse(frames[j]) * *joint.end_site;
  }
  if (axes) *axes = frames;
  return skeleton;
}

SkeletonPtr scaled_canonical(double scale) {
  auto skeleton = std::make_shared<Skeleton>(*canonical_skeleton());
  for (Joint& joint : skeleton->joints) {
    joint.offset *= scale;
    if (joint.end_site) *joint.end_site *= scale;
  }
  return skeleton;
}

/// Largest angle between the same bones of two motions, radians; root's path is left out.
double worst_bone_angle(const Clip& a, const Clip& b) {
  const WorldMotion wa = forward_kinematics(a), wb = forward_kinematics(b);
  double worst = 0.0;
  for (int f = 0; f < a.frame_count; ++f) {
    for (int j = 1; j < a.joint_count(); ++j) {
      const int parent = a.skeleton->joints[j].parent;
      const Vec3 u = glm::normalize(wa.position(f, j) - wa.position(f, parent));
      const Vec3 v = glm::normalize(wb.position(f, j) - wb.position(f, parent));
      worst = std::max(worst, std::acos(std::clamp(glm::dot(u, v), -1.0, 1.0)));
    }
  }
  return worst;
}

TEST(Retarget, NoSkeletonOrWrongMap_IsAUsageError) {
  const Clip clip = random_clip(1);
  const BoneMap map = match_bones(*clip.skeleton, *canonical_skeleton(), {});
  EXPECT_EQ(retarget(clip, nullptr, map).error().code, ErrorCode::kUsage);
  EXPECT_EQ(retarget(clip, canonical_skeleton(), BoneMap{}).error().code, ErrorCode::kUsage);
  BoneMap outside = map;
  outside.matches[3].source = 99;
  EXPECT_EQ(retarget(clip, canonical_skeleton(), outside).error().code, ErrorCode::kUsage);
}

TEST(Retarget, HipsOrLimbWithoutSource_IsNamed) {
  const Clip clip = random_clip(1);
  const Skeleton& skeleton = *canonical_skeleton();
  BoneMap map = match_bones(skeleton, skeleton, {});
  BoneMap no_hips = map;
  no_hips.matches[0].source = -1;
  EXPECT_THAT(retarget(clip, canonical_skeleton(), no_hips).error().message,
              HasSubstr("hips (\"Hips\" of the target)"));
  for (const char* name : {"LeftUpperArm", "LeftLowerArm", "LeftHand"}) {
    map.matches[skeleton.find(name)].source = -1;
  }
  const auto result = retarget(clip, canonical_skeleton(), map);
  ASSERT_FALSE(result.ok());
  EXPECT_EQ(result.error().code, ErrorCode::kBadInput);
  EXPECT_THAT(result.error().message,
              HasSubstr("\"LeftUpperArm\", \"LeftLowerArm\", \"LeftHand\""));
}

TEST(Retarget, ToTheSameSkeleton_IsTheSameMotion) {
  const Clip clip = random_clip(7);
  const auto out =
      retarget(clip, canonical_skeleton(), match_bones(*clip.skeleton, *canonical_skeleton(), {}));
  ASSERT_TRUE(out.ok());
  for (size_t i = 0; i < clip.rotations.size(); ++i) {
    EXPECT_EQ(out->rotations[i], clip.rotations[i]);
  }
  EXPECT_EQ(out->translations, clip.translations);
}

TEST(Retarget, ToAScaledFigure_KeepsRotationsAndScalesThePath) {
  const Clip clip = gentle_clip(3);
  const SkeletonPtr tall = scaled_canonical(1.3);
  // Same names and tree, so the map is one to one; only sizes differ.
  const auto out = retarget(clip, tall, match_bones(*clip.skeleton, *tall, {}), kPlain);
  ASSERT_TRUE(out.ok()) << out.error().message;
  for (size_t i = 0; i < clip.rotations.size(); ++i) {
    EXPECT_LT(test::angle_between(out->rotations[i], clip.rotations[i]), 1e-6);
  }
  for (int f = 0; f < clip.frame_count; ++f) {
    const Vec3 off = out->translations[f] - 1.3 * clip.translations[f];
    EXPECT_LT(std::hypot(off.x, off.z), 1e-9);
    EXPECT_NEAR(off.y, out->translations[0].y - 1.3 * clip.translations[0].y, 1e-9);
  }
}

TEST(Retarget, FigureWithOtherAxes_ShowsTheSameBones) {
  for (unsigned seed = 1; seed <= 5; ++seed) {
    const SkeletonPtr other = canonical_with_other_axes(seed);
    const Clip clip = gentle_clip(seed);
    const auto there = retarget(clip, other, match_bones(*clip.skeleton, *other, {}), kPlain);
    ASSERT_TRUE(there.ok()) << there.error().message;
    ASSERT_TRUE(there->validate().ok());
    // Hips, chest and feet of a rest pose without a standing figure are set up by convention; limbs
    // must agree.
    const WorldMotion a = forward_kinematics(clip), b = forward_kinematics(*there);
    for (const auto& [from, to] : {std::pair{"LeftUpperArm", "LeftLowerArm"},
                                   {"RightLowerArm", "RightHand"},
                                   {"LeftUpperLeg", "LeftLowerLeg"},
                                   {"RightLowerLeg", "RightFoot"}}) {
      const int i = clip.skeleton->find(from), j = clip.skeleton->find(to);
      for (int f = 0; f < clip.frame_count; ++f) {
        const Vec3 u = glm::normalize(a.position(f, j) - a.position(f, i));
        const Vec3 v = glm::normalize(b.position(f, j) - b.position(f, i));
        EXPECT_GT(glm::dot(u, v), 1.0 - 1e-9) << from;
      }
    }
    const auto back = retarget(*there, canonical_skeleton(),
                               match_bones(*other, *canonical_skeleton(), {}), kPlain);
    ASSERT_TRUE(back.ok());
    EXPECT_LT(worst_bone_angle(clip, *back), 1e-6);
  }
}

TEST(Retarget, YawAndTranslationOfTheSource_CarryOver) {
  const SkeletonPtr target = scaled_canonical(0.8);
  const Clip clip = gentle_clip(11);
  Clip moved = clip;
  const Quat turn = yaw_rotation(1.1);
  const Vec3 shift(2.0, 0.0, -1.5);
  for (int f = 0; f < clip.frame_count; ++f) {
    moved.translations[f] = turn * moved.translations[f] + shift;
    moved.frame_rotations(f)[0] = canonical(turn * moved.frame_rotations(f)[0]);
  }
  const BoneMap map = match_bones(*clip.skeleton, *target, {});
  const auto a = retarget(clip, target, map), b = retarget(moved, target, map);
  ASSERT_TRUE(a.ok() && b.ok());
  const WorldMotion wa = forward_kinematics(*a), wb = forward_kinematics(*b);
  for (size_t i = 0; i < wa.positions.size(); ++i) {
    EXPECT_LT(glm::length(turn * wa.positions[i] + 0.8 * shift - wb.positions[i]), 1e-7);
  }
}

TEST(Retarget, LongerArms_KeepHandsTogether) {
  // Both hands meet in front of the chest; the target's arms are a fifth longer.
  auto long_armed = std::make_shared<Skeleton>(*canonical_skeleton());
  for (const char* name : {"LeftLowerArm", "LeftHand", "RightLowerArm", "RightHand"}) {
    long_armed->joints[long_armed->find(name)].offset *= 1.2;
  }
  Clip clip = Clip::make(canonical_skeleton(), 3, 1.0 / 30.0);
  const Skeleton& s = *clip.skeleton;
  for (int f = 0; f < clip.frame_count; ++f) {
    for (const double side : {1.0, -1.0}) {
      const std::string name = side > 0 ? "Left" : "Right";
      clip.frame_rotations(f)[s.find(name + "UpperArm")] =
          canonical(glm::angleAxis(-side * 1.2, kUp));
      clip.frame_rotations(f)[s.find(name + "LowerArm")] =
          canonical(glm::angleAxis(-side * 1.6, kUp));
    }
  }
  const BoneMap map = match_bones(*clip.skeleton, *long_armed, {});
  const auto hands_apart = [&](const Clip& c) {
    const WorldMotion w = forward_kinematics(c);
    return glm::length(w.position(1, s.find("LeftHand")) - w.position(1, s.find("RightHand")));
  };
  const auto with = retarget(clip, long_armed, map);
  const auto without = retarget(clip, long_armed, map, kPlain);
  ASSERT_TRUE(with.ok() && without.ok());
  const double apart = hands_apart(clip);
  ASSERT_LT(apart, 0.2);
  EXPECT_NEAR(hands_apart(*with), 1.2 * apart, 0.03);
  EXPECT_GT(std::abs(hands_apart(*without) - 1.2 * apart),
            std::abs(hands_apart(*with) - 1.2 * apart));
}

TEST(ReferencePose, CanonicalSkeleton_StandsAsItIs) {
  const auto pose = reference_pose(*canonical_skeleton(), *find_body(*canonical_skeleton()));
  EXPECT_TRUE(pose.rest_stands);
  for (const Quat& q : pose.rotations) EXPECT_LT(test::angle_between(q, kIdentity), 1e-9);
}

TEST(ReferencePose, RestThatFacesElsewhere_IsTurnedToFaceForward) {
  auto turned = std::make_shared<Skeleton>(*canonical_skeleton());
  for (Joint& joint : turned->joints) {
    joint.offset = yaw_rotation(0.7) * joint.offset;
    if (joint.end_site) joint.end_site = yaw_rotation(0.7) * *joint.end_site;
  }
  const auto pose = reference_pose(*turned, *find_body(*turned));
  EXPECT_TRUE(pose.rest_stands);
  for (const Quat& q : pose.rotations) {
    EXPECT_LT(test::angle_between(q, yaw_rotation(-0.7)), 1e-9);
  }
}

}  // namespace
}  // namespace kinemote
