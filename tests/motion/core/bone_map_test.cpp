#include "motion/core/bone_map.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "motion/core/body_map.h"
#include "motion/core/joint_words.h"

namespace kinemote {
namespace {

using ::testing::HasSubstr;

/// A figure of "name<parent" words; the offsets do not matter here.
Skeleton skeleton_of(const std::vector<std::pair<std::string, std::string>>& joints) {
  Skeleton skeleton;
  for (const auto& [name, parent] : joints) {
    skeleton.joints.push_back({.name = name, .parent = skeleton.find(parent)});
  }
  EXPECT_TRUE(skeleton.validate().ok());
  return skeleton;
}

Skeleton misspelt_figure() {
  return skeleton_of({{"Hips", ""},
                      {"Belly", "Hips"},
                      {"Ribs", "Belly"},
                      {"Neck", "Ribs"},
                      {"Head", "Neck"},
                      {"L_Shouldr", "Ribs"},
                      {"L_UpprArm", "L_Shouldr"},
                      {"L_Elbw", "L_UpprArm"},
                      {"L_Hand", "L_Elbw"},
                      {"R_Shouldr", "Ribs"},
                      {"R_UpprArm", "R_Shouldr"},
                      {"R_Elbw", "R_UpprArm"},
                      {"R_Hand", "R_Elbw"},
                      {"L_Thigh", "Hips"},
                      {"L_Mystery", "L_Thigh"},
                      {"L_Foot", "L_Mystery"},
                      {"R_Thigh", "Hips"},
                      {"R_Mystery", "R_Thigh"},
                      {"R_Foot", "R_Mystery"}});
}

std::string source_name(const BoneMap& map, const Skeleton& source, const std::string& target) {
  const int joint = map.source_of(canonical_skeleton()->find(target));
  return joint < 0 ? "" : source.joints[joint].name;
}

TEST(SetMatch, IndexOutside_IsAUsageError) {
  const Skeleton& skeleton = *canonical_skeleton();
  BoneMap map = match_bones(skeleton, skeleton, {});
  EXPECT_EQ(set_match(map, skeleton, skeleton, 99, 0).error().code, ErrorCode::kUsage);
  EXPECT_EQ(set_match(map, skeleton, skeleton, -1, 0).error().code, ErrorCode::kUsage);
  EXPECT_THAT(set_match(map, skeleton, skeleton, 0, 99).error().message, HasSubstr("0 to 21"));
  BoneMap empty;
  EXPECT_EQ(set_match(empty, skeleton, skeleton, 0, 0).error().code, ErrorCode::kUsage);
}

TEST(SetMatch, SourceThatDrivesAnother_IsFreedThere) {
  const Skeleton& skeleton = *canonical_skeleton();
  BoneMap map = match_bones(skeleton, skeleton, {});
  ASSERT_TRUE(set_match(map, skeleton, skeleton, 3, 2).ok());
  EXPECT_EQ(map.source_of(3), 2);
  EXPECT_EQ(map.source_of(2), -1);
  EXPECT_EQ(map.matches[3].rule, MatchRule::kUser);
  ASSERT_TRUE(set_match(map, skeleton, skeleton, 3, -1).ok());
  EXPECT_EQ(map.source_of(3), -1);
}

TEST(MatchBones, NothingAlike_MatchesNothingAndSaysSo) {
  const Skeleton source = skeleton_of({{"a", ""}, {"b", "a"}, {"c", "b"}});
  const BoneMap map = match_bones(source, *canonical_skeleton(), {});
  for (const BoneMatch& match : map.matches) EXPECT_EQ(match.source, -1);
  ASSERT_EQ(map.warnings.size(), 2u);
  EXPECT_THAT(map.warnings[0], HasSubstr("LeftUpperArm"));
  EXPECT_THAT(map.warnings[1], HasSubstr("hips"));
}

TEST(MatchBones, SameSkeleton_MatchesEveryJointToItself) {
  const BoneMap map = match_bones(*canonical_skeleton(), *canonical_skeleton(), {});
  for (int j = 0; j < canonical_skeleton()->size(); ++j) {
    EXPECT_EQ(map.source_of(j), j);
    EXPECT_EQ(map.matches[j].score, 1.0);
  }
}

TEST(MatchBones, MisspeltNames_AreFoundByLikenessAndPlace) {
  const Skeleton source = misspelt_figure();
  const BoneMap map = match_bones(source, *canonical_skeleton(), {});
  EXPECT_EQ(source_name(map, source, "LeftShoulder"), "L_Shouldr");
  EXPECT_EQ(source_name(map, source, "LeftUpperArm"), "L_UpprArm");
  EXPECT_EQ(source_name(map, source, "RightLowerArm"), "R_Elbw");
  EXPECT_EQ(source_name(map, source, "LeftLowerLeg"), "L_Mystery");
  EXPECT_EQ(source_name(map, source, "Spine"), "Belly");
  EXPECT_EQ(source_name(map, source, "UpperChest"), "Ribs");
  const BoneMatch& elbow = map.matches[canonical_skeleton()->find("RightLowerArm")];
  EXPECT_EQ(elbow.rule, MatchRule::kFuzzy);
  EXPECT_LT(elbow.score, 1.0);
  EXPECT_THAT(elbow.because, HasSubstr("like \"elbow\""));
  EXPECT_THAT(map.matches[canonical_skeleton()->find("LeftLowerLeg")].because,
              HasSubstr("only joint between"));
}

TEST(MatchBones, AnyNames_NeverMatchLeftToRight) {
  Skeleton one_sided = misspelt_figure();
  for (Joint& joint : one_sided.joints) {
    if (joint.name.starts_with("R_")) joint.name = "x" + joint.name.substr(2);
  }
  for (const Skeleton& source : {misspelt_figure(), one_sided}) {
    const BoneMap map = match_bones(source, *canonical_skeleton(), {});
    for (const BoneMatch& match : map.matches) {
      if (match.source < 0) continue;
      const int side = side_of(*canonical_skeleton(), match.target);
      const int source_side = side_of(source, match.source);
      EXPECT_FALSE(side * source_side < 0) << source.joints[match.source].name;
    }
  }
}

TEST(MatchBones, Preset_DecidesWhereWordsWouldErr) {
  // To Rigify "spine" is the pelvis.
  const BoneNames rigify{"rigify",
                         {{"Hips", {"spine"}},
                          {"LeftUpperLeg", {"thigh.L"}},
                          {"LeftLowerLeg", {"shin.L"}},
                          {"LeftFoot", {"foot.L"}},
                          {"RightUpperLeg", {"thigh.R"}},
                          {"RightLowerLeg", {"shin.R"}},
                          {"RightFoot", {"foot.R"}},
                          {"LeftUpperArm", {"upper_arm.L"}},
                          {"LeftLowerArm", {"forearm.L"}},
                          {"LeftHand", {"hand.L"}},
                          {"RightUpperArm", {"upper_arm.R"}},
                          {"RightLowerArm", {"forearm.R"}},
                          {"RightHand", {"hand.R"}},
                          {"Head", {"spine.006"}}}};
  const Skeleton source = skeleton_of({{"spine", ""},
                                       {"spine.001", "spine"},
                                       {"spine.002", "spine.001"},
                                       {"spine.003", "spine.002"},
                                       {"spine.004", "spine.003"},
                                       {"spine.006", "spine.004"},
                                       {"upper_arm.L", "spine.003"},
                                       {"forearm.L", "upper_arm.L"},
                                       {"hand.L", "forearm.L"},
                                       {"upper_arm.R", "spine.003"},
                                       {"forearm.R", "upper_arm.R"},
                                       {"hand.R", "forearm.R"},
                                       {"thigh.L", "spine"},
                                       {"shin.L", "thigh.L"},
                                       {"foot.L", "shin.L"},
                                       {"thigh.R", "spine"},
                                       {"shin.R", "thigh.R"},
                                       {"foot.R", "shin.R"}});
  const std::vector<BoneNames> presets{rigify};
  const BoneMap map = match_bones(source, *canonical_skeleton(), presets);
  EXPECT_EQ(map.preset, "rigify");
  EXPECT_EQ(source_name(map, source, "Hips"), "spine");
  EXPECT_EQ(source_name(map, source, "Spine"), "spine.001");
  EXPECT_EQ(source_name(map, source, "Chest"), "spine.002");
  EXPECT_EQ(source_name(map, source, "UpperChest"), "spine.003");
  EXPECT_EQ(source_name(map, source, "Neck"), "spine.004");
  EXPECT_EQ(source_name(map, source, "Head"), "spine.006");
}

TEST(Likeness, KnownPairs_AreDiceOfLetterPairs) {
  EXPECT_DOUBLE_EQ(likeness("arm", "arm"), 1.0);
  EXPECT_DOUBLE_EQ(likeness("", "arm"), 0.0);
  EXPECT_DOUBLE_EQ(likeness("abc", "xyz"), 0.0);
  // " a ar rm m " and " a ar rc c ": two of four pairs on either side.
  EXPECT_DOUBLE_EQ(likeness("arm", "arc"), 0.5);
}

}  // namespace
}  // namespace kinemote
