#include "motion/core/body_map.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <map>
#include <string>

namespace kinemote {
namespace {

/// A skeleton of "name<parent" words, offsets do not matter here.
Skeleton skeleton_of(const std::vector<std::pair<std::string, std::string>>& joints) {
  Skeleton skeleton;
  for (const auto& [name, parent] : joints) {
    skeleton.joints.push_back({.name = name, .parent = skeleton.find(parent)});
  }
  EXPECT_TRUE(skeleton.validate().ok());
  return skeleton;
}

/// The names of the joints found, by part; parts without a joint are left out.
std::map<std::string, std::string> names_found(const Skeleton& skeleton) {
  const Result<BodyMap> map = find_body(skeleton);
  EXPECT_TRUE(map.ok()) << (map.ok() ? "" : map.error().message);
  std::map<std::string, std::string> names;
  if (!map.ok()) return names;
  for (int part = 0; part < kBodyPartCount; ++part) {
    const int joint = map->joint_of[part];
    if (joint < 0) continue;
    names[std::string(body_part_name(static_cast<BodyPart>(part)))] = skeleton.joints[joint].name;
  }
  return names;
}

using Names = std::map<std::string, std::string>;

TEST(BodyMap_MissingParts, AreNamedWithTheSkeletonsJoints) {
  const Skeleton skeleton = skeleton_of({{"Hips", ""}, {"Head", "Hips"}, {"LeftFoot", "Hips"}});
  const auto map = find_body(skeleton);
  ASSERT_FALSE(map.ok());
  EXPECT_EQ(map.error().code, ErrorCode::kBadInput);
  EXPECT_EQ(map.error().message,
            "no joint was found for spine, chest, neck, left_upper_arm, left_lower_arm, left_hand, "
            "right_upper_arm, right_lower_arm, right_hand, left_upper_leg, left_lower_leg, "
            "right_upper_leg, right_lower_leg, right_foot; the skeleton has: Hips, Head, LeftFoot");
}

TEST(BodyMap_SkeletonWithoutHands, IsRefusedByName) {
  // The idle-motion set's figure ends at the forearms.
  const auto map = find_body(skeleton_of({{"pelvis", ""},
                                          {"spine", "pelvis"},
                                          {"spine.001", "spine"},
                                          {"neck", "spine.001"},
                                          {"face", "neck"},
                                          {"shoulder.L", "spine.001"},
                                          {"upper_arm.L", "shoulder.L"},
                                          {"forearm.L", "upper_arm.L"},
                                          {"shoulder.R", "spine.001"},
                                          {"upper_arm.R", "shoulder.R"},
                                          {"forearm.R", "upper_arm.R"},
                                          {"pelvis.L", "pelvis"},
                                          {"pelvis.R", "pelvis"},
                                          {"thigh.L", "pelvis"},
                                          {"shin.L", "thigh.L"},
                                          {"foot.L", "shin.L"},
                                          {"thigh.R", "pelvis"},
                                          {"shin.R", "thigh.R"},
                                          {"foot.R", "shin.R"}}));
  ASSERT_FALSE(map.ok());
  EXPECT_THAT(
      map.error().message,
      testing::StartsWith("no joint was found for left_hand, right_hand; the skeleton has"));
}

TEST(BodyMap_CanonicalSkeleton, HasEveryPart) {
  const auto names = names_found(*canonical_skeleton());
  EXPECT_EQ(names.size(), static_cast<size_t>(kBodyPartCount));
  EXPECT_EQ(names.at("chest"), "Chest");
  EXPECT_EQ(names.at("left_shoulder"), "LeftShoulder");
  EXPECT_EQ(names.at("left_upper_arm"), "LeftUpperArm");
  EXPECT_EQ(names.at("right_toes"), "RightToes");
}

/// Both sides of limbs given as patterns in which '#' stands for the side.
Skeleton figure(std::vector<std::pair<std::string, std::string>> trunk,
                const std::vector<std::string>& arm, const std::string& arm_parent,
                const std::vector<std::string>& leg, const std::string& leg_parent,
                const std::string& left, const std::string& right) {
  for (const std::string& side : {left, right}) {
    const auto named = [&](std::string pattern) {
      const size_t at = pattern.find('#');
      return at == std::string::npos ? pattern : pattern.replace(at, 1, side);
    };
    for (const auto& [names, parent] : {std::pair{arm, arm_parent}, std::pair{leg, leg_parent}}) {
      std::string above = parent;
      for (const std::string& name : names) {
        trunk.emplace_back(named(name), above);
        above = named(name);
      }
    }
  }
  return skeleton_of(trunk);
}

void expect_limbs(const Names& names, const std::string& side, const std::vector<std::string>& arm,
                  const std::vector<std::string>& leg) {
  const char* arm_parts[] = {"_shoulder", "_upper_arm", "_lower_arm", "_hand"};
  const char* leg_parts[] = {"_upper_leg", "_lower_leg", "_foot", "_toes"};
  for (int i = 0; i < 4; ++i) {
    const auto found = [&](const char* part) {
      const auto it = names.find(side + part);
      return it == names.end() ? "" : it->second;
    };
    EXPECT_EQ(found(arm_parts[i]), arm[i]);
    EXPECT_EQ(found(leg_parts[i]), leg[i]);
  }
}

TEST(BodyMap_BandaiNamco, IsFound) {
  const auto names =
      names_found(figure({{"joint_Root", ""},
                          {"Hips", "joint_Root"},
                          {"Spine", "Hips"},
                          {"Chest", "Spine"},
                          {"Neck", "Chest"},
                          {"Head", "Neck"}},
                         {"Shoulder_#", "UpperArm_#", "LowerArm_#", "Hand_#"}, "Chest",
                         {"UpperLeg_#", "LowerLeg_#", "Foot_#", "Toes_#"}, "Hips", "L", "R"));
  EXPECT_EQ(names.at("hips"), "Hips");
  EXPECT_EQ(names.at("spine"), "Spine");
  EXPECT_EQ(names.at("chest"), "Chest");
  EXPECT_EQ(names.at("neck"), "Neck");
  expect_limbs(names, "left", {"Shoulder_L", "UpperArm_L", "LowerArm_L", "Hand_L"},
               {"UpperLeg_L", "LowerLeg_L", "Foot_L", "Toes_L"});
  expect_limbs(names, "right", {"Shoulder_R", "UpperArm_R", "LowerArm_R", "Hand_R"},
               {"UpperLeg_R", "LowerLeg_R", "Foot_R", "Toes_R"});
}

TEST(BodyMap_Cmu, IsFound) {
  std::vector<std::pair<std::string, std::string>> trunk{
      {"Hips", ""},          {"LHipJoint", "Hips"},  {"RHipJoint", "Hips"},
      {"LowerBack", "Hips"}, {"Spine", "LowerBack"}, {"Spine1", "Spine"},
      {"Neck", "Spine1"},    {"Neck1", "Neck"},      {"Head", "Neck1"}};
  const auto names = names_found(
      figure(trunk, {"#Shoulder", "#Arm", "#ForeArm", "#Hand", "#FingerBase", "#HandIndex1"},
             "Spine1", {"#UpLeg", "#Leg", "#Foot", "#ToeBase"}, "Hips", "Left", "Right"));
  EXPECT_EQ(names.at("spine"), "Spine");
  EXPECT_EQ(names.at("chest"), "Spine1");
  EXPECT_EQ(names.at("neck"), "Neck");
  expect_limbs(names, "left", {"LeftShoulder", "LeftArm", "LeftForeArm", "LeftHand"},
               {"LeftUpLeg", "LeftLeg", "LeftFoot", "LeftToeBase"});
  expect_limbs(names, "right", {"RightShoulder", "RightArm", "RightForeArm", "RightHand"},
               {"RightUpLeg", "RightLeg", "RightFoot", "RightToeBase"});
}

TEST(BodyMap_CmuAsf, IsFound) {
  const auto names =
      names_found(figure({{"root", ""},
                          {"lowerback", "root"},
                          {"upperback", "lowerback"},
                          {"thorax", "upperback"},
                          {"lowerneck", "thorax"},
                          {"upperneck", "lowerneck"},
                          {"head", "upperneck"}},
                         {"#clavicle", "#humerus", "#radius", "#wrist", "#hand"}, "thorax",
                         {"#hipjoint", "#femur", "#tibia", "#foot", "#toes"}, "root", "l", "r"));
  EXPECT_EQ(names.at("hips"), "root");
  EXPECT_EQ(names.at("chest"), "thorax");
  expect_limbs(names, "left", {"lclavicle", "lhumerus", "lradius", "lwrist"},
               {"lfemur", "ltibia", "lfoot", "ltoes"});
}

TEST(BodyMap_Mixamo, IsFound) {
  const auto names =
      names_found(figure({{"mixamorig:Hips", ""},
                          {"mixamorig:Spine", "mixamorig:Hips"},
                          {"mixamorig:Spine1", "mixamorig:Spine"},
                          {"mixamorig:Spine2", "mixamorig:Spine1"},
                          {"mixamorig:Neck", "mixamorig:Spine2"},
                          {"mixamorig:Head", "mixamorig:Neck"},
                          {"mixamorig:HeadTop_End", "mixamorig:Head"}},
                         {"mixamorig:#Shoulder", "mixamorig:#Arm", "mixamorig:#ForeArm",
                          "mixamorig:#Hand", "mixamorig:#HandThumb1"},
                         "mixamorig:Spine2",
                         {"mixamorig:#UpLeg", "mixamorig:#Leg", "mixamorig:#Foot",
                          "mixamorig:#ToeBase", "mixamorig:#Toe_End"},
                         "mixamorig:Hips", "Left", "Right"));
  EXPECT_EQ(names.at("head"), "mixamorig:Head");
  EXPECT_EQ(names.at("chest"), "mixamorig:Spine2");
  expect_limbs(names, "right",
               {"mixamorig:RightShoulder", "mixamorig:RightArm", "mixamorig:RightForeArm",
                "mixamorig:RightHand"},
               {"mixamorig:RightUpLeg", "mixamorig:RightLeg", "mixamorig:RightFoot",
                "mixamorig:RightToeBase"});
}

TEST(BodyMap_Smpl, TakesAnkleAndWristForFootAndHand) {
  const auto names =
      names_found(figure({{"Pelvis", ""},
                          {"Spine1", "Pelvis"},
                          {"Spine2", "Spine1"},
                          {"Spine3", "Spine2"},
                          {"Neck", "Spine3"},
                          {"Head", "Neck"}},
                         {"#_Collar", "#_Shoulder", "#_Elbow", "#_Wrist", "#_Hand"}, "Spine3",
                         {"#_Hip", "#_Knee", "#_Ankle", "#_Foot"}, "Pelvis", "L", "R"));
  EXPECT_EQ(names.at("hips"), "Pelvis");
  EXPECT_EQ(names.at("spine"), "Spine1");
  expect_limbs(names, "left", {"L_Collar", "L_Shoulder", "L_Elbow", "L_Wrist"},
               {"L_Hip", "L_Knee", "L_Ankle", "L_Foot"});
}

TEST(BodyMap_NamesOfBoneEndsWithoutCollar, TakesShoulderForUpperArm) {
  const auto names = names_found(figure(
      {{"hip", ""}, {"abdomen", "hip"}, {"chest", "abdomen"}, {"neck", "chest"}, {"head", "neck"}},
      {"#Shoulder", "#Elbow", "#Wrist"}, "chest", {"#Hip", "#Knee", "#Ankle"}, "hip", "Left",
      "Right"));
  expect_limbs(names, "left", {"", "LeftShoulder", "LeftElbow", "LeftWrist"},
               {"LeftHip", "LeftKnee", "LeftAnkle", ""});
}

TEST(BodyMap_TrunkOfNumberedChests, LowestIsTheSpine) {
  const auto names =
      names_found(figure({{"Hips", ""},
                          {"Chest", "Hips"},
                          {"Chest2", "Chest"},
                          {"Chest3", "Chest2"},
                          {"Chest4", "Chest3"},
                          {"Neck", "Chest4"},
                          {"Head", "Neck"}},
                         {"#Collar", "#Shoulder", "#Elbow", "#Wrist"}, "Chest4",
                         {"#Hip", "#Knee", "#Ankle", "#Toe"}, "Hips", "Left", "Right"));
  EXPECT_EQ(names.at("spine"), "Chest");
  EXPECT_EQ(names.at("chest"), "Chest3");
  expect_limbs(names, "right", {"RightCollar", "RightShoulder", "RightElbow", "RightWrist"},
               {"RightHip", "RightKnee", "RightAnkle", "RightToe"});
}

TEST(BodyMap_BlenderUnrealAndBiped, AreFound) {
  const auto blender = names_found(figure(
      {{"hips", ""}, {"spine", "hips"}, {"chest", "spine"}, {"neck", "chest"}, {"head", "neck"}},
      {"shoulder.#", "upper_arm.#", "forearm.#", "hand.#"}, "chest",
      {"thigh.#", "shin.#", "foot.#", "toe.#"}, "hips", "L", "R"));
  expect_limbs(blender, "left", {"shoulder.L", "upper_arm.L", "forearm.L", "hand.L"},
               {"thigh.L", "shin.L", "foot.L", "toe.L"});
  const auto unreal =
      names_found(figure({{"root", ""},
                          {"pelvis", "root"},
                          {"spine_01", "pelvis"},
                          {"spine_02", "spine_01"},
                          {"spine_03", "spine_02"},
                          {"neck_01", "spine_03"},
                          {"head", "neck_01"}},
                         {"clavicle_#", "upperarm_#", "lowerarm_#", "hand_#"}, "spine_03",
                         {"thigh_#", "calf_#", "foot_#", "ball_#"}, "pelvis", "l", "r"));
  EXPECT_EQ(unreal.at("hips"), "pelvis");
  EXPECT_EQ(unreal.at("chest"), "spine_02");
  expect_limbs(unreal, "right", {"clavicle_r", "upperarm_r", "lowerarm_r", "hand_r"},
               {"thigh_r", "calf_r", "foot_r", "ball_r"});
  const auto biped = names_found(figure(
      {{"Bip01", ""},
       {"Bip01 Pelvis", "Bip01"},
       {"Bip01 Spine", "Bip01 Pelvis"},
       {"Bip01 Spine1", "Bip01 Spine"},
       {"Bip01 Neck", "Bip01 Spine1"},
       {"Bip01 Head", "Bip01 Neck"}},
      {"Bip01 # Clavicle", "Bip01 # UpperArm", "Bip01 # Forearm", "Bip01 # Hand"}, "Bip01 Neck",
      {"Bip01 # Thigh", "Bip01 # Calf", "Bip01 # Foot", "Bip01 # Toe0"}, "Bip01 Pelvis", "L", "R"));
  expect_limbs(biped, "left",
               {"Bip01 L Clavicle", "Bip01 L UpperArm", "Bip01 L Forearm", "Bip01 L Hand"},
               {"Bip01 L Thigh", "Bip01 L Calf", "Bip01 L Foot", "Bip01 L Toe0"});
}

TEST(Side_OfAJoint, IsThatOfItsNameOrItsAncestors) {
  const Skeleton skeleton = skeleton_of({{"ROOT", ""},
                                         {"Leg", "ROOT"},
                                         {"LeftArm", "ROOT"},
                                         {"Index1", "LeftArm"},
                                         {"r_knee", "ROOT"},
                                         {"RThumb", "ROOT"},
                                         {"LowerBack", "ROOT"},
                                         {"rig:Hand.R", "ROOT"},
                                         {"lshin", "ROOT"},
                                         {"L", "ROOT"},
                                         {"", "ROOT"}});
  const int wanted[] = {0, 0, 1, 1, -1, -1, 0, -1, 1, 0, 0};
  for (int j = 0; j < skeleton.size(); ++j) {
    EXPECT_EQ(side_of(skeleton, j), wanted[j]) << skeleton.joints[j].name;
  }
}

}  // namespace
}  // namespace kinemote
