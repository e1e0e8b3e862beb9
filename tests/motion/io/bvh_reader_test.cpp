// What the reader finds out about a file: position rule, up axis, unit, moving joints.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "motion/core/kinematics.h"
#include "motion/io/bvh.h"
#include "motion/io/small_bvh.h"

namespace kinemote::io {
namespace {

using test::four_joints;
using test::import_of;
using test::replaced;
using testing::ElementsAre;
using testing::HasSubstr;

constexpr double kTolerance = 1e-12;

TEST(BvhReader_SmallFile, HierarchyIsReadInMetres) {
  const ClipImport read = import_of(four_joints());
  const Skeleton& skeleton = *read.clip.skeleton;
  EXPECT_EQ(read.clip.name, "small");
  EXPECT_THAT(read.warnings, testing::IsEmpty());
  ASSERT_EQ(skeleton.size(), 4);
  EXPECT_EQ(skeleton.joints[2].name, "Head");
  EXPECT_EQ(skeleton.joints[2].parent, 1);
  EXPECT_EQ(skeleton.joints[3].parent, 0);
  EXPECT_LT(glm::length(skeleton.joints[3].offset - Vec3(0.10, -0.90, 0.0)), kTolerance);
  EXPECT_LT(glm::length(*skeleton.joints[3].end_site - Vec3(0.0, -0.05, 0.15)), kTolerance);
  EXPECT_FALSE(skeleton.joints[0].end_site.has_value());
  EXPECT_EQ(skeleton.joints[0].euler_order, (EulerOrder{2, 0, 1}));
  EXPECT_EQ(skeleton.joints[2].euler_order, (EulerOrder{0, 1, 2}));
  EXPECT_EQ(skeleton.joints[3].euler_order, (EulerOrder{1, 2, 0}));
  EXPECT_EQ(read.clip.frame_time_s, 0.0333333);
  EXPECT_THAT(read.clip.translating_joints, ElementsAre(0));
  EXPECT_LT(glm::length(read.clip.local_translation(1, 0) - Vec3(0.015, 0.9525, 0.03)), kTolerance);
}

TEST(BvhReader_RotationChannels, AreMultipliedInFileOrder) {
  const ClipImport read = import_of(four_joints());
  // LeftFoot, first row: Y 20, Z -30, X 10 degrees.
  const auto turn = [](double degrees, Vec3 axis) {
    return glm::angleAxis(rad_from_degrees(degrees), axis);
  };
  const Quat wanted = turn(20, {0, 1, 0}) * turn(-30, {0, 0, 1}) * turn(10, {1, 0, 0});
  EXPECT_LT(glm::length(read.clip.frame_rotations(0)[3] - wanted), 1e-15);
  for (const Quat& q : read.clip.rotations) EXPECT_GE(q.w, 0.0);
}

TEST(BvhReader_FewerThanThreeRotations, MissingAxesStayZero) {
  const std::string text =
      "HIERARCHY\nROOT a\n{\nOFFSET 0 0 0\nCHANNELS 2 Yrotation Xposition\nJOINT b\n{\nOFFSET 0 "
      "170 "
      "0\n}\n}\nMOTION\nFrames: 1\nFrame Time: 0.1\n90 7\n";
  const ClipImport read = import_of(text);
  EXPECT_LT(glm::length(read.clip.frame_rotations(0)[0] - glm::angleAxis(kPi / 2.0, Vec3(0, 1, 0))),
            1e-15);
  EXPECT_EQ(read.clip.frame_rotations(0)[1], kIdentity);
  EXPECT_EQ(read.clip.skeleton->joints[0].euler_order, (EulerOrder{1, 0, 2}));
  EXPECT_LT(glm::length(read.clip.local_translation(0, 0) - Vec3(0.07, 0.0, 0.0)), kTolerance);
}

TEST(BvhReader_ChannelsBehindAChild, ColumnsFollowTheFile) {
  const std::string text =
      "HIERARCHY\nROOT a\n{\nOFFSET 0 0 0\nJOINT b\n{\nOFFSET 0 170 0\nCHANNELS 1 Zrotation\n}\n"
      "CHANNELS 1 Xrotation\n}\nMOTION\nFrames: 1\nFrame Time: 0.1\n30 60\n";
  BvhReadSettings settings;
  settings.convert_up_axis = false;  // the figure leans by 60 degrees
  const ClipImport read = import_of(text, settings);
  EXPECT_NEAR(2.0 * std::acos(read.clip.frame_rotations(0)[0].w), rad_from_degrees(60), 1e-12);
  EXPECT_NEAR(2.0 * std::acos(read.clip.frame_rotations(0)[1].w), rad_from_degrees(30), 1e-12);
}

/// A figure of 180 cm with position channels on all of its joints. Each row holds the positions of
/// root, upper body and foot; all rotations are zero.
std::string positioned_figure(const std::string& root_offset,
                              const std::vector<std::array<Vec3, 3>>& rows) {
  std::string text =
      "HIERARCHY\nROOT Hips\n{\nOFFSET " + root_offset +
      "\nCHANNELS 6 Xposition Yposition Zposition Zrotation Xrotation Yrotation\n"
      "JOINT Head\n{\nOFFSET 0 75 0\nCHANNELS 3 Xposition Yposition Zposition\n}\n"
      "JOINT LeftFoot\n{\nOFFSET 10 -85 0\nCHANNELS 3 Xposition Yposition Zposition\n"
      "}\n}\nMOTION\nFrames: " +
      std::to_string(rows.size()) + "\nFrame Time: 0.1\n";
  for (const auto& row : rows) {
    for (int joint = 0; joint < 3; ++joint) {
      for (int axis = 0; axis < 3; ++axis) text += std::to_string(row[joint][axis]) + " ";
      if (joint == 0) text += "0 0 0 ";
    }
    text += "\n";
  }
  return text;
}

constexpr Vec3 kHead{0.0, 75.0, 0.0};
constexpr Vec3 kFoot{10.0, -85.0, 0.0};

TEST(BvhReader_PositionsNearOffsetWhileWalkingAway, ReplaceIt) {
  std::vector<std::array<Vec3, 3>> rows;
  for (int f = 0; f < 9; ++f) rows.push_back({Vec3(1.0, 86.0, -400.0 + 100.0 * f), kHead, kFoot});
  const ClipImport read = import_of(positioned_figure("0 90 -300", rows));
  EXPECT_EQ(read.position_rule_note,
            "positions replace OFFSET on \"Hips\", \"Head\", \"LeftFoot\"");
  EXPECT_NEAR(read.clip.local_translation(0, 0).y, 0.86, kTolerance);
  EXPECT_THAT(read.clip.translating_joints, ElementsAre(0));
  EXPECT_NEAR(read.clip.local_translation(0, 2).y, -0.85, kTolerance);
}

TEST(BvhReader_RootPositionsNearZero, AreAddedIfThatPutsFeetOnTheGround) {
  std::vector<std::array<Vec3, 3>> rows;
  for (int f = 0; f < 9; ++f) rows.push_back({Vec3(2.0, -1.0 + 0.2 * f, 30.0 * f), kHead, kFoot});
  const ClipImport read = import_of(positioned_figure("0 90 0", rows));
  EXPECT_EQ(read.position_rule_note,
            "positions replace OFFSET on \"Head\", \"LeftFoot\"; they are added to OFFSET, since "
            "they stay near 0, on \"Hips\"; the lowest joint of the figure is then at height 4.8 "
            "instead of -85.2");
  EXPECT_NEAR(read.clip.local_translation(0, 0).y, 0.89, kTolerance);
  EXPECT_NEAR(read.clip.local_translation(8, 0).z, 2.40, kTolerance);
}

TEST(BvhReader_FigureLyingOnTheGround, RootPositionsStillReplace) {
  // A figure that lies down: the root's height is near 0, and OFFSET would lift it into the air.
  std::vector<std::array<Vec3, 3>> rows;
  for (int f = 0; f < 9; ++f) rows.push_back({Vec3(0.0, 12.0, 5.0), {0, 10, 75}, {10, -8, -85}});
  const ClipImport read = import_of(positioned_figure("0 90 0", rows));
  EXPECT_THAT(read.position_rule_note, HasSubstr("positions replace OFFSET on \"Hips\""));
  EXPECT_NEAR(read.clip.local_translation(0, 0).y, 0.12, kTolerance);
}

TEST(BvhReader_JointPositionsAllZero, AreAddedSoThatBonesDoNotCollapse) {
  std::vector<std::array<Vec3, 3>> rows(4, {Vec3(0, 90, 0), Vec3(0), Vec3(0)});
  const ClipImport read = import_of(positioned_figure("0 0 0", rows));
  EXPECT_THAT(read.position_rule_note, HasSubstr("added to OFFSET on \"Head\", \"LeftFoot\""));
  EXPECT_NEAR(read.clip.local_translation(0, 1).y, 0.75, kTolerance);
}

TEST(BvhReader_PositionRuleSet, IsKeptWhateverTheValues) {
  std::vector<std::array<Vec3, 3>> rows(4, {Vec3(0, 1, 0), kHead, kFoot});
  BvhReadSettings settings;
  settings.positions = PositionRule::kReplace;
  const ClipImport replace = import_of(positioned_figure("0 90 0", rows), settings);
  EXPECT_NEAR(replace.clip.local_translation(0, 0).y, 0.01, kTolerance);
  EXPECT_THAT(replace.position_rule_note, HasSubstr("as asked"));
  settings.positions = PositionRule::kAdd;
  const ClipImport add = import_of(positioned_figure("0 90 0", rows), settings);
  EXPECT_NEAR(add.clip.local_translation(0, 0).y, 0.91, kTolerance);
  EXPECT_NEAR(add.clip.local_translation(0, 1).y, 1.50, kTolerance);
}

TEST(BvhReader_TranslatingJoints, AreThoseThatMoveOrStandAwayFromTheirOffset) {
  std::vector<std::array<Vec3, 3>> rows(3, {Vec3(0, 90, 0), kHead, kFoot});
  rows[2][1].y += 0.5;                         // the neck stretches
  for (auto& row : rows) row[2].x = 10.00005;  // rounding: half a micrometre
  const ClipImport moving = import_of(positioned_figure("0 90 0", rows));
  EXPECT_THAT(moving.clip.translating_joints, ElementsAre(1));
  EXPECT_NEAR(moving.clip.local_translation(0, 2).x, 0.1000005, kTolerance) << "nothing is lost";
  EXPECT_NEAR(moving.clip.local_translation(0, 0).y, 0.90, kTolerance);

  for (auto& row : rows) row[2].x = 12.0;
  rows[2][1] = kHead;
  const ClipImport away = import_of(positioned_figure("0 90 0", rows));
  EXPECT_THAT(away.clip.translating_joints, ElementsAre(2));
  EXPECT_NEAR(away.clip.skeleton->joints[2].offset.x, 0.10, kTolerance);

  for (auto& row : rows) row[2] = kFoot;
  const ClipImport still = import_of(positioned_figure("0 90 0", rows));
  EXPECT_THAT(still.clip.translating_joints, ElementsAre(0)) << "a clip always has a place";
}

TEST(BvhReader_NoPositionChannels, RootKeepsItsOffset) {
  const std::string text =
      "HIERARCHY\nROOT a\n{\nOFFSET 0 90 0\nCHANNELS 3 Zrotation Xrotation Yrotation\nJOINT b\n{\n"
      "OFFSET 0 80 0\n}\n}\nMOTION\nFrames: 2\nFrame Time: 0.1\n0 0 0\n0 0 0\n";
  BvhReadSettings settings;
  settings.metres_per_unit = 0.01;
  const ClipImport read = import_of(text, settings);
  EXPECT_THAT(read.clip.translating_joints, ElementsAre(0));
  EXPECT_NEAR(read.clip.local_translation(1, 0).y, 0.90, kTolerance);
}

/// A standing figure with its rest pose along `rest` and its root turned by `root_turn` (Z X Y).
std::string standing_figure(const std::string& spine, const std::string& leg,
                            const std::string& root_row) {
  std::string text =
      "HIERARCHY\nROOT Hips\n{\nOFFSET 0 0 0\n"
      "CHANNELS 6 Xposition Yposition Zposition Zrotation Xrotation Yrotation\n"
      "JOINT Head\n{\nOFFSET " +
      spine + "\nCHANNELS 3 Zrotation Xrotation Yrotation\nEnd Site\n{\nOFFSET " + spine +
      "\n}\n}\nJOINT LeftFoot\n{\nOFFSET " + leg + "\n}\n}\nMOTION\nFrames: 2\nFrame Time: 0.1\n";
  for (int f = 0; f < 2; ++f) text += root_row + " 10 20 30\n";
  return text;
}

void expect_turned_upright(const std::string& text) {
  BvhReadSettings raw_settings;
  raw_settings.convert_up_axis = false;
  const ClipImport raw = import_of(text, raw_settings);
  const ClipImport upright = import_of(text);
  EXPECT_EQ(raw.up_axis, "Z");
  EXPECT_FALSE(raw.is_converted_to_y_up);
  EXPECT_EQ(upright.up_axis, "Z");
  EXPECT_TRUE(upright.is_converted_to_y_up);
  EXPECT_TRUE(upright.clip.validate().ok());
  const WorldMotion before = forward_kinematics(raw.clip);
  const WorldMotion after = forward_kinematics(upright.clip);
  for (int j = 0; j < 3; ++j) {
    const Vec3 p = before.position(1, j);
    EXPECT_LT(glm::length(after.position(1, j) - Vec3(p.x, p.z, -p.y)), 1e-12) << j;
  }
  const Vec3 tip = end_site_positions(*raw.clip.skeleton, before, 1)[0];
  EXPECT_LT(glm::length(end_site_positions(*upright.clip.skeleton, after, 1)[0] -
                        Vec3(tip.x, tip.z, -tip.y)),
            1e-12);
  // Upright at rest, too, whichever way the file stood.
  EXPECT_GT(upright.clip.skeleton->joints[1].offset.y, 0.5);
  // And what is written back is read as Y-up.
  const ClipImport again = import_of(format_bvh(upright.clip));
  EXPECT_EQ(again.up_axis, "Y");
  EXPECT_LT(glm::length(forward_kinematics(again.clip).position(1, 2) - after.position(1, 2)),
            1e-9);
}

TEST(BvhReader_ZUpFileWithRestPoseAlongZ, IsTurnedAsAWhole) {
  expect_turned_upright(standing_figure("0 0 75", "10 0 -85", "20 -300 85 5 6 40"));
}

TEST(BvhReader_ZUpFileWithRestPoseAlongY, IsTurnedAtTheRoot) {
  expect_turned_upright(standing_figure("0 75 0", "10 -85 0", "20 -300 85 0 90 40"));
}

TEST(BvhReader_EulerOrderOfATurnedFile, FollowsTheAxes) {
  const ClipImport read = import_of(standing_figure("0 0 75", "10 0 -85", "20 -300 85 5 6 40"));
  EXPECT_EQ(read.clip.skeleton->joints[1].euler_order, (EulerOrder{1, 0, 2})) << "ZXY to YXZ";
}

TEST(BvhReader_FigureLyingOnTheGroundOfAYUpFile, IsNotTurned) {
  // Lying along Z at y = 0.1 m, 3 m from the origin.
  const ClipImport read = import_of(standing_figure("0 75 0", "10 -85 0", "20 10 300 0 90 0"));
  EXPECT_EQ(read.up_axis, "Y");
  EXPECT_FALSE(read.is_converted_to_y_up);
}

struct UnitCase {
  double height;
  const char* unit;
  double metres_per_unit;
};

class BvhReader_Unit : public testing::TestWithParam<UnitCase> {};

TEST_P(BvhReader_Unit, IsFoundFromTheHeight) {
  const auto [height, unit, metres] = GetParam();
  // Height is 1.13 times the chain from foot to head.
  const std::string half = std::to_string(height / 1.13 / 2.0);
  const ClipImport read =
      import_of(standing_figure("0 " + half + " 0", "0 -" + half + " 0", "0 0 0 0 0 0"));
  EXPECT_NEAR(read.height_in_units, height, 1e-4);
  EXPECT_EQ(read.unit, unit) << read.unit_note;
  EXPECT_DOUBLE_EQ(read.metres_per_unit, metres);
  EXPECT_EQ(read.warnings.empty(), read.unit != "unknown");
}

INSTANTIATE_TEST_SUITE_P(
    Heights, BvhReader_Unit,
    testing::Values(UnitCase{1.71, "m", 1.0}, UnitCase{1.1, "m", 1.0}, UnitCase{2.2, "m", 1.0},
                    UnitCase{171, "cm", 0.01}, UnitCase{120, "cm", 0.01}, UnitCase{215, "cm", 0.01},
                    UnitCase{1750, "mm", 0.001}, UnitCase{68, "inch", 0.0254},
                    UnitCase{30, "cmu", 0.0254 / 0.45}, UnitCase{12, "unknown", 0.01},
                    UnitCase{0.2, "unknown", 0.01}, UnitCase{400, "unknown", 0.01},
                    UnitCase{9000, "unknown", 0.01}));

TEST(BvhReader_UnitSetByTheUser, IsKept) {
  BvhReadSettings settings;
  settings.metres_per_unit = 0.0254;
  ClipImport read = import_of(four_joints(), settings);
  EXPECT_EQ(read.unit, "inch");
  EXPECT_EQ(read.unit_note, "height 181 units, read as inches, as asked");
  EXPECT_NEAR(read.clip.skeleton->joints[1].offset.y, 30 * 0.0254, kTolerance);
  settings.metres_per_unit = 0.02;
  read = import_of(four_joints(), settings);
  EXPECT_EQ(read.unit, "custom");
  EXPECT_EQ(read.unit_note, "height 181 units, read as 0.02 m each, as asked");
}

}  // namespace
}  // namespace kinemote::io
