#include "analysis/features/kinematic_features.h"

#include <gmock/gmock.h>

#include <cmath>
#include <set>

#include "analysis/lively_clip.h"
#include "motion/core/body_map.h"

namespace kinemote::analysis {
namespace {

using test::lively_clip;

std::vector<double> measure(const Clip& clip) {
  return kinematic_features(forward_kinematics(clip), find_body(*clip.skeleton).value(),
                            body_height_m(*clip.skeleton), 0.0)
      .value()
      .values;
}

double named(const std::vector<double>& values, std::string_view name) {
  const auto& names = kinematic_feature_names();
  const auto it = std::find(names.begin(), names.end(), name);
  EXPECT_NE(it, names.end()) << name;
  return values[it - names.begin()];
}

Clip standing(int frames = 30) { return Clip::make(canonical_skeleton(), frames, 1.0 / 30.0); }

void turn_all_frames(Clip& clip, const char* joint, const Quat& rotation) {
  const int j = clip.skeleton->find(joint);
  ASSERT_GE(j, 0) << joint;
  for (int f = 0; f < clip.frame_count; ++f) clip.frame_rotations(f)[j] = rotation;
}

TEST(KinematicFeatures, MissingHeightOrTooFewFrames_IsRefusedWithAReason) {
  const Clip clip = standing(4);
  const WorldMotion world = forward_kinematics(clip);
  const BodyMap body = find_body(*clip.skeleton).value();
  EXPECT_EQ(kinematic_features(world, body, 0.0, 0.0).error().code, ErrorCode::kUsage);
  const auto result = kinematic_features(world, body, 1.75, 0.0);
  ASSERT_FALSE(result.ok());
  EXPECT_EQ(result.error().code, ErrorCode::kBadInput);
  EXPECT_THAT(result.error().message, testing::HasSubstr("4 frames; at least 5"));
}

TEST(KinematicFeatures, Names_AreDistinctAndAsManyAsColumns) {
  const auto& names = affect_feature_names();
  EXPECT_EQ(std::set<std::string>(names.begin(), names.end()).size(), names.size());
  EXPECT_EQ(measure(lively_clip()).size(), kinematic_feature_names().size());
  EXPECT_EQ(names.size(), lma27_names().size() + kinematic_feature_names().size());
}

TEST(KinematicFeatures, StandingStill_HasPostureAndNoMovement) {
  const auto values = measure(standing());
  const double height_m = body_height_m(*canonical_skeleton());
  EXPECT_NEAR(named(values, "head_pitch"), 0.0, 1e-12);
  EXPECT_NEAR(named(values, "trunk_lean"), 0.0, 1e-12);
  EXPECT_NEAR(named(values, "stance_width"), 0.18 / height_m, 1e-12);
  EXPECT_NEAR(named(values, "elbow_spread"), 0.285 / height_m, 1e-12);
  EXPECT_NEAR(named(values, "pelvis_height"), 0.86 / height_m, 1e-12);
  EXPECT_NEAR(named(values, "knee_bend"), 0.0, 1e-9);
  for (const char* still : {"hands_speed", "feet_acceleration", "head_jerk_p95", "motion_quantity",
                            "hand_tempo", "hand_jerkiness", "bounce_tempo", "hand_amplitude",
                            "vertical_bounce", "motion_unevenness"}) {
    EXPECT_NEAR(named(values, still), 0.0, 1e-9) << still;
  }
}

TEST(KinematicFeatures, SignedPosture_HasTheDocumentedSigns) {
  Clip clip = standing();
  turn_all_frames(clip, "Neck", glm::angleAxis(0.5, kLeft));  // nods forward
  EXPECT_NEAR(named(measure(clip), "head_pitch"), 0.5, 1e-9);

  clip = standing();
  turn_all_frames(clip, "Spine", glm::angleAxis(-0.2, kLeft));  // leans back
  EXPECT_LT(named(measure(clip), "trunk_lean"), -0.1);

  clip = standing();
  turn_all_frames(clip, "UpperChest", glm::angleAxis(0.4, kLeft));  // slumps
  EXPECT_GT(named(measure(clip), "spine_curl"), 0.1);

  clip = standing();
  turn_all_frames(clip, "LeftShoulder", glm::angleAxis(-0.3, kUp));  // both shoulders forward
  turn_all_frames(clip, "RightShoulder", glm::angleAxis(0.3, kUp));
  EXPECT_LT(named(measure(clip), "chest_opening"),
            named(measure(standing()), "chest_opening") - 0.01);

  clip = standing();
  turn_all_frames(clip, "LeftUpperArm", glm::angleAxis(-kPi / 2.0, kForward));  // arm down
  turn_all_frames(clip, "RightUpperArm", glm::angleAxis(kPi / 2.0, kForward));
  EXPECT_NEAR(named(measure(clip), "elbow_spread"), 0.0, 1e-9);
  EXPECT_LT(named(measure(clip), "hand_height"), -0.1);

  clip = standing();
  turn_all_frames(clip, "LeftLowerLeg", glm::angleAxis(0.8, kLeft));
  EXPECT_NEAR(named(measure(clip), "knee_bend"), 0.4, 1e-9);
  EXPECT_NEAR(named(measure(clip), "knee_lift"), 0.8, 1e-9);
}

TEST(KinematicFeatures, SinusoidalBounce_HasItsTempoAndSpan) {
  Clip clip = standing(300);
  const double hertz = 1.37;  // no whole number of frames a period
  const double amplitude_m = 0.1;
  for (int f = 0; f < clip.frame_count; ++f) {
    clip.translations[f].y += amplitude_m * std::sin(2.0 * kPi * hertz * f / 30.0);
  }
  const auto values = measure(clip);
  EXPECT_NEAR(named(values, "bounce_tempo"), hertz, 0.06);  // differences attenuate by 2 %
  const double height_m = body_height_m(*canonical_skeleton());
  // Nine tenths of a sine's values lie within sin(0.45 pi) of its amplitude.
  const double expected = 2.0 * amplitude_m * std::sin(0.45 * kPi) / height_m;
  EXPECT_NEAR(named(values, "vertical_bounce"), expected, 0.001);
}

TEST(KinematicFeatures, EveryWindow_MatchesTheTrimmedClip) {
  const Clip clip = lively_clip(60);
  const BodyMap body = find_body(*clip.skeleton).value();
  const double height_m = body_height_m(*clip.skeleton);
  const FeatureRows rows =
      kinematic_features(forward_kinematics(clip), body, height_m, 0.5).value();
  ASSERT_EQ(rows.start_frames, (std::vector<int>{0, 15, 30, 45}));
  const auto alone = measure(trim(clip, 15, 30).value());
  for (int c = 0; c < rows.column_count; ++c) {
    EXPECT_NEAR(rows.at(1, c), alone[c], 1e-9) << kinematic_feature_names()[c];
  }
}

TEST(KinematicFeatures, PlaceHeadingSizeAndMirror_DoNotMatter) {
  const Clip clip = lively_clip();
  const auto reference = measure(clip);
  const auto turned = measure(test::placed(clip, -2.5, Vec3(4.0, 0.3, 9.0)));
  const auto larger = measure(test::scaled(clip, 0.7));
  const auto mirrored = measure(test::mirrored(clip));
  for (size_t c = 0; c < reference.size(); ++c) {
    const std::string& name = kinematic_feature_names()[c];
    const double tolerance = 1e-9 * std::max(1.0, std::abs(reference[c]));
    EXPECT_NEAR(turned[c], reference[c], tolerance) << name;
    EXPECT_NEAR(larger[c], reference[c], tolerance) << name;
    EXPECT_NEAR(mirrored[c], reference[c], tolerance) << name;
  }
}

TEST(KinematicFeatures, JointRestOrientations_DoNotMatter) {
  // Some skeletons lay every bone along its own x axis: the same positions, other joint frames.
  const Clip clip = lively_clip();
  WorldMotion world = forward_kinematics(clip);
  const BodyMap body = find_body(*clip.skeleton).value();
  const double height_m = body_height_m(*clip.skeleton);
  const auto reference = kinematic_features(world, body, height_m, 0.0)->values;
  LmaSettings settings;
  settings.height_m = height_m;
  const auto lma_reference = lma27(world, body, settings)->values;
  for (Quat& q : world.rotations)
    q = canonical(q * glm::angleAxis(1.1, glm::normalize(Vec3(1.0, 2.0, 3.0))));
  EXPECT_EQ(kinematic_features(world, body, height_m, 0.0)->values, reference);
  const auto lma_values = lma27(world, body, settings)->values;
  for (size_t i = 0; i < lma_values.size(); ++i) {
    if (std::isnan(lma_values[i])) continue;
    EXPECT_EQ(lma_values[i], lma_reference[i]);
  }
}

TEST(AffectFeatures, ShortOrBodilessClip_IsRefusedWithAReason) {
  auto result = affect_features(standing(20));
  ASSERT_FALSE(result.ok());
  EXPECT_EQ(result.error().code, ErrorCode::kBadInput);
  EXPECT_THAT(result.error().message, testing::HasSubstr("at least 1 s"));

  auto stick = std::make_shared<Skeleton>();
  stick->joints = {{"base", -1, Vec3(0.0), {}}, {"tip", 0, Vec3(0.0, 1.0, 0.0), {}}};
  result = affect_features(Clip::make(stick, 60, 1.0 / 30.0));
  ASSERT_FALSE(result.ok());
  EXPECT_EQ(result.error().code, ErrorCode::kBadInput);
}

TEST(AffectFeatures, ClipUnderAMovingRoot_MeasuresLikeOneWithMovingHips) {
  // Some files put the travel on a joint below a root that stands still.
  const Clip clip = lively_clip();
  auto skeleton = std::make_shared<Skeleton>();
  skeleton->joints.push_back({"World", -1, Vec3(0.0), {}});
  for (Joint joint : clip.skeleton->joints) {
    joint.parent += 1;
    skeleton->joints.push_back(joint);
  }
  Clip nested = Clip::make(skeleton, clip.frame_count, clip.frame_time_s, {1});
  for (int f = 0; f < clip.frame_count; ++f) {
    const auto from = clip.frame_rotations(f);
    std::copy(from.begin(), from.end(), nested.frame_rotations(f).begin() + 1);
  }
  nested.translations = clip.translations;
  const auto direct = affect_features(clip).value();
  const auto below = affect_features(nested).value();
  for (size_t i = 0; i < direct.size(); ++i) {
    EXPECT_NEAR(below[i], direct[i], 1e-9) << affect_feature_names()[i];
  }
}

TEST(AffectFeatures, FrameRate_MattersLittle) {
  const auto slow = affect_features(lively_clip(90)).value();
  const auto fast = affect_features(lively_clip(360, 1.0, 1.0 / 120.0)).value();
  for (size_t i = 0; i < slow.size(); ++i) {
    EXPECT_NEAR(fast[i], slow[i], 0.02 * std::abs(slow[i]) + 0.02) << affect_feature_names()[i];
  }
}

TEST(AffectFeatures, LivelierMotion_IsFasterAndWider) {
  const auto calm = affect_features(lively_clip(90, 0.5)).value();
  const auto lively = affect_features(lively_clip(90, 1.5)).value();
  const auto& names = affect_feature_names();
  for (const char* name : {"l_hand_speed", "hands_speed", "feet_acceleration_p95", "head_jerk",
                           "motion_quantity", "hand_amplitude"}) {
    const size_t i = std::find(names.begin(), names.end(), name) - names.begin();
    ASSERT_LT(i, names.size()) << name;
    EXPECT_GT(lively[i], 1.5 * calm[i]) << name;
  }
}

}  // namespace
}  // namespace kinemote::analysis
