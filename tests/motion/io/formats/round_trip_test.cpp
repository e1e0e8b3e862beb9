// Out and in again: every format against forward kinematics of what was written.
#include "motion/io/round_trip.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <iostream>

#include "motion/core/kinematics.h"
#include "motion/io/formats/motion_samples.h"
#include "support/real_data.h"
#include "support/temporary_folder.h"

namespace kinemote::io {
namespace {

using test::lively_clip;
using test::TemporaryFolder;

const char* const kFormats[] = {"bvh", "fbx", "glb", "gltf", "dae"};

double tolerance_m(const std::string& format) { return format == "bvh" ? 0.1e-3 : 0.5e-3; }

TEST(CompareMotion, OtherJointsOrFrames_AreAnError) {
  EXPECT_FALSE(compare_motion(lively_clip(4), lively_clip(5)));
  Skeleton skeleton = *canonical_skeleton();
  skeleton.joints.pop_back();
  EXPECT_FALSE(compare_motion(
      lively_clip(4), Clip::make(std::make_shared<const Skeleton>(skeleton), 4, 1.0 / 30.0)));
}

TEST(CompareMotion, OneJointMovedInOneFrame_IsFound) {
  const Clip a = lively_clip(6);
  Clip b = a;
  b.frame_rotations(4)[a.skeleton->find("LeftLowerArm")] *=
      glm::angleAxis(0.1, Vec3(0.0, 1.0, 0.0));
  const auto difference = compare_motion(a, b);
  ASSERT_TRUE(difference);
  EXPECT_EQ(difference->frame, 4);
  EXPECT_EQ(difference->joint, "LeftHand");
  EXPECT_GT(difference->worst_m, 0.01);
}

TEST(CheckWritten, FormatsThatAreNotReadBack_AreUsageErrors) {
  TemporaryFolder folder;
  const std::vector<Clip> clips{lively_clip(3)};
  for (const char* name : {"a.csv", "a.npy"}) {
    ASSERT_TRUE(write_motion(folder.file(name), clips));
    const auto checked = check_written(folder.file(name), clips, {});
    ASSERT_FALSE(checked) << name;
    EXPECT_EQ(checked.error().code, ErrorCode::kUsage);
  }
}

struct Case {
  const char* name;
  Clip clip;
  MotionWriteSettings settings;
};

std::vector<Case> cases() {
  Clip still = lively_clip(1);
  Clip odd = lively_clip(7, 23.976023976);
  Skeleton skeleton = *odd.skeleton;
  skeleton.joints[5].name = "a <b> & \"c\" d";
  skeleton.joints[9].name = "Größe.L";
  odd.skeleton = std::make_shared<const Skeleton>(skeleton);
  return {{"plain", lively_clip(40), {}},
          {"one_frame", still, {}},
          {"odd_names_and_rate", odd, {}},
          {"fast", lively_clip(20, 120.0), {}},
          {"resampled", lively_clip(30), {.fps = 50.0, .first_s = 0.1, .last_s = 0.8}},
          {"z_up", lively_clip(10), {.up_axis = UpAxis::kZ}},
          {"millimetres", lively_clip(10), {.metres_per_unit = 0.001}},
          {"feet_z_up", lively_clip(10), {.metres_per_unit = 0.3048, .up_axis = UpAxis::kZ}}};
}

TEST(RoundTrip, EveryFormat_BringsJointsBackWithinTheirTolerance) {
  TemporaryFolder folder;
  for (const Case& c : cases()) {
    for (const std::string format : kFormats) {
      const std::string path = folder.file(std::string(c.name) + "." + format);
      if (!can_write_motion(path, 1, c.settings)) continue;  // glTF has one unit and one axis
      const std::vector<Clip> clips{c.clip};
      const Status written = write_motion(path, clips, c.settings);
      ASSERT_TRUE(written) << path << ": " << written.error().message;
      const auto difference = check_written(path, clips, c.settings);
      ASSERT_TRUE(difference) << path << ": " << difference.error().message;
      const auto read = read_motion(path, {.metres_per_unit = c.settings.metres_per_unit});
      ASSERT_TRUE(read) << path;
      const bool says_nothing = read->warnings.empty() || c.clip.frame_count == 1;
      EXPECT_TRUE(says_nothing) << path << ": " << read->warnings[0];
      EXPECT_LT(difference->worst_m, 0.02 * tolerance_m(format))
          << path << ": " << difference->joint << " in frame " << difference->frame;
    }
  }
}

TEST(RoundTrip, NamesTipsRateAndMovingJoints_ComeBack) {
  TemporaryFolder folder;
  const std::vector<Clip> clips{lively_clip(12, 25.0)};
  for (const std::string format : kFormats) {
    const std::string path = folder.file("a." + format);
    ASSERT_TRUE(write_motion(path, clips));
    const auto read = read_motion(path);
    ASSERT_TRUE(read) << read.error().message;
    EXPECT_EQ(read->format, format);
    const ClipImport& figure = read->figures.at(0);
    EXPECT_TRUE(figure.clip.skeleton->same_as(*clips[0].skeleton, 1e-4)) << format;
    EXPECT_DOUBLE_EQ(figure.clip.fps(), 25.0) << format;
    EXPECT_EQ(figure.clip.translating_joints, clips[0].translating_joints) << format;
    EXPECT_TRUE(read->warnings.empty()) << format << read->warnings[0];
    EXPECT_TRUE(figure.warnings.empty()) << format << figure.warnings[0];
    const auto& tip = figure.clip.skeleton->joints[clips[0].skeleton->find("Head")].end_site;
    ASSERT_TRUE(tip) << format;
    EXPECT_LT(glm::distance(*tip, *clips[0].skeleton->joints[5].end_site), 1e-5) << format;
  }
}

TEST(RoundTrip, Groups_KeepTheirFiguresNamesAndPlaces) {
  TemporaryFolder folder;
  Clip anna = lively_clip(10, 30.0, "Anna");
  Clip ben = lively_clip(10, 30.0, "Ben");
  for (int f = 0; f < 10; ++f) ben.translations[f * 2].x += 2.0;
  const std::vector<Clip> clips{anna, ben};
  for (const std::string format : {"fbx", "glb", "gltf", "dae"}) {
    const std::string path = folder.file("a." + format);
    ASSERT_TRUE(write_motion(path, clips));
    const auto difference = check_written(path, clips, {});
    ASSERT_TRUE(difference) << format << ": " << difference.error().message;
    EXPECT_LT(difference->worst_m, 1e-5) << format;
    const auto read = read_motion(path);
    ASSERT_TRUE(read);
    EXPECT_EQ(read->figures[1].clip.name, "Ben") << format;
    EXPECT_EQ(read->figures[1].clip.skeleton->joints[3].name, ben.skeleton->joints[3].name);
    const auto one = read_motion(path, {.figure = "Ben"});
    ASSERT_TRUE(one) << one.error().message;
    ASSERT_EQ(one->figures.size(), 1u);
    EXPECT_NEAR(forward_kinematics(one->figures[0].clip).position(0, 0).x, 2.0, 1e-5);
    const auto none = read_motion(path, {.figure = "Cleo"});
    ASSERT_FALSE(none);
    EXPECT_EQ(none.error().code, ErrorCode::kUsage);
    EXPECT_THAT(none.error().message, testing::HasSubstr("\"Ben\""));
  }
}

TEST(RoundTrip, AnyFormatToAnyOther_AddsUpToLessThanTheTolerance) {
  TemporaryFolder folder;
  const std::vector<Clip> original{lively_clip(12)};
  for (const std::string first : kFormats) {
    const std::string path = folder.file("first." + first);
    ASSERT_TRUE(write_motion(path, original));
    MotionReadSettings as_written;
    if (first == "bvh") as_written.metres_per_unit = 0.01;
    const auto read = read_motion(path, as_written);
    ASSERT_TRUE(read);
    for (const std::string second : kFormats) {
      const std::string next = folder.file("second." + second);
      ASSERT_TRUE(write_motion(next, std::vector<Clip>{read->figures[0].clip}));
      const auto difference = check_written(next, original, {});
      ASSERT_TRUE(difference) << first << " to " << second << ": " << difference.error().message;
      EXPECT_LT(difference->worst_m, 2e-5) << first << " to " << second;
    }
  }
}

TEST(RoundTrip, RealMotion_EveryFormatWithinItsToleranceInEveryFrame) {
  const std::filesystem::path data = test::data_root();
  KINEMOTE_NEEDS_DATA(data / "odd-bvh");
  TemporaryFolder folder;
  const char* const files[] = {"odd-bvh/cmu_12_01_walk.bvh",
                               "odd-bvh/bvh_test1.bvh",
                               "odd-bvh/bvh_test3.bvh",
                               "odd-bvh/rotation_first_root.bvh",
                               "odd-bvh/full_precision_frame_time.bvh",
                               "odd-bvh/standard_skeleton.bvh",
                               "bandai-namco/dataset-1/data/dataset-1_bow_happy_001.bvh",
                               "reactidle/002_genuine.bvh"};
  for (const char* file : files) {
    const auto source = read_motion(data / file);
    ASSERT_TRUE(source) << source.error().message;
    std::vector<Clip> clips{source->figures[0].clip};
    for (const std::string format : kFormats) {
      const std::string path = folder.file("real." + format);
      ASSERT_TRUE(write_motion(path, clips)) << path;
      const auto difference = check_written(path, clips, {});
      ASSERT_TRUE(difference) << file << ": " << difference.error().message;
      EXPECT_LT(difference->worst_m, tolerance_m(format)) << file << " as " << format;
      std::cout << file << " as " << format << ": worst " << difference->joint << " in frame "
                << difference->frame << ", " << difference->worst_m * 1e3 << " mm\n";
    }
  }
}

}  // namespace
}  // namespace kinemote::io
