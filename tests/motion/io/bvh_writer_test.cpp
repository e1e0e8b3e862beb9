#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <iterator>
#include <random>
#include <sstream>

#include "motion/core/kinematics.h"
#include "motion/io/bvh.h"
#include "motion/io/euler.h"
#include "motion/io/small_bvh.h"
#include "support/real_data.h"

namespace kinemote::io {
namespace {

using test::four_joints;
using test::import_of;
using testing::HasSubstr;

/// Largest distance between the same joints, and end sites, of two motions, metres.
double worst_distance(const Clip& a, const Clip& b) {
  const WorldMotion world_a = forward_kinematics(a);
  const WorldMotion world_b = forward_kinematics(b);
  double worst = 0.0;
  for (size_t i = 0; i < world_a.positions.size(); ++i) {
    worst = std::max(worst, glm::length(world_a.positions[i] - world_b.positions[i]));
  }
  for (int f = 0; f < a.frame_count; ++f) {
    const auto tips_a = end_site_positions(*a.skeleton, world_a, f);
    const auto tips_b = end_site_positions(*b.skeleton, world_b, f);
    EXPECT_EQ(tips_a.size(), tips_b.size());
    for (size_t e = 0; e < std::min(tips_a.size(), tips_b.size()); ++e) {
      worst = std::max(worst, glm::length(tips_a[e] - tips_b[e]));
    }
  }
  return worst;
}

void expect_same_after_round_trip(const Clip& clip, const BvhWriteSettings& settings = {}) {
  BvhReadSettings back;
  back.metres_per_unit = settings.metres_per_unit;
  back.convert_up_axis = false;
  const ClipImport read = import_of(format_bvh(clip, settings), back);
  EXPECT_THAT(read.warnings, testing::IsEmpty());
  ASSERT_EQ(read.clip.joint_count(), clip.joint_count());
  ASSERT_EQ(read.clip.frame_count, clip.frame_count);
  EXPECT_EQ(read.clip.frame_time_s, clip.frame_time_s) << "exactly";
  EXPECT_TRUE(read.clip.skeleton->same_as(*clip.skeleton, 1e-9));
  EXPECT_LT(worst_distance(clip, read.clip), 1e-9);
}

/// Random turns and a wandering root on the built-in skeleton.
Clip random_clip(unsigned seed, int frames = 20) {
  std::mt19937_64 random(seed);
  std::normal_distribution<double> normal;
  Clip clip = Clip::make(canonical_skeleton(), frames, 1.0 / 30.0);
  for (Quat& q : clip.rotations) {
    q = canonical(
        glm::normalize(Quat(normal(random), normal(random), normal(random), normal(random))));
  }
  for (Vec3& t : clip.translations) t = {normal(random), 1.0 + normal(random), normal(random)};
  return clip;
}

TEST(BvhWriter_ClipThatDoesNotValidate, IsRefusedAndNothingIsWritten) {
  const test::TemporaryFolder folder;
  Clip clip = random_clip(1);
  clip.rotations.pop_back();
  const Status status = write_bvh(folder / "bad.bvh", clip);
  ASSERT_FALSE(status.ok());
  EXPECT_THAT(status.error().message, HasSubstr("bad.bvh"));
  EXPECT_FALSE(std::filesystem::exists(folder / "bad.bvh"));
  BvhWriteSettings settings;
  settings.metres_per_unit = 0.0;
  EXPECT_EQ(write_bvh(folder / "bad.bvh", random_clip(1), settings).error().code,
            ErrorCode::kUsage);
}

TEST(BvhWriter_RandomMotion, ReadsBackWithinANanometreInEveryUnitAndOrder) {
  for (const double unit : {0.01, 1.0, 0.001, 0.0254, 0.0254 / 0.45}) {
    BvhWriteSettings settings;
    settings.metres_per_unit = unit;
    expect_same_after_round_trip(random_clip(7), settings);
  }
  for (const EulerOrder& order : {EulerOrder{0, 1, 2}, EulerOrder{0, 2, 1}, EulerOrder{1, 0, 2},
                                  EulerOrder{1, 2, 0}, EulerOrder{2, 0, 1}, EulerOrder{2, 1, 0}}) {
    BvhWriteSettings settings;
    settings.order = order;
    expect_same_after_round_trip(random_clip(8), settings);
    EXPECT_EQ(import_of(format_bvh(random_clip(8), settings)).clip.skeleton->joints[5].euler_order,
              order);
  }
}

TEST(BvhWriter_AtAndNearGimbalLock, ReadsBackWithinANanometre) {
  for (const double off : {0.0, 1e-14, 1e-11, 1e-9, 1e-6, 1e-3}) {
    Clip clip = random_clip(9);
    for (size_t i = 0; i < clip.rotations.size(); ++i) {
      const double quarter = (i % 2 == 0 ? 1.0 : -1.0) * (kPi / 2.0 - off);
      clip.rotations[i] = canonical(
          rotation_from_euler({0.3 * i, quarter, 0.7}, clip.skeleton->joints[0].euler_order));
    }
    expect_same_after_round_trip(clip);
  }
}

TEST(BvhWriter_SeveralMovingJoints, KeepTheirTranslations) {
  Clip clip = Clip::make(canonical_skeleton(), 5, 1.0 / 120.0, {0, 3, 12});
  for (int f = 0; f < 5; ++f) {
    clip.translations[3 * f + 1].x += 0.01 * f;
    clip.translations[3 * f + 2].z -= 0.02 * f;
  }
  expect_same_after_round_trip(clip);
  Clip without_root = Clip::make(canonical_skeleton(), 5, 1.0 / 120.0, {3});
  without_root.translations[2].x += 0.01;
  expect_same_after_round_trip(without_root);
}

TEST(BvhWriter_SingleFrameLyingDown, KeepsItsPlaceUnderBothPositionRules) {
  // The root's OFFSET is written as 0, so that adding and replacing mean the same.
  Clip clip = Clip::make(canonical_skeleton(), 1, 0.0417083750417);
  clip.translations[0] = {0.0, 0.08, 0.0};
  const std::string text = format_bvh(clip);
  EXPECT_THAT(text, testing::StartsWith("HIERARCHY\nROOT Hips\n{\n\tOFFSET 0 0 0\n"));
  BvhReadSettings add;
  add.metres_per_unit = 0.01;
  add.positions = PositionRule::kAdd;
  EXPECT_LT(worst_distance(import_of(text, add).clip, clip), 1e-9);
  expect_same_after_round_trip(clip);
}

TEST(BvhWriter_JointsNotInDepthFirstOrder, ColumnsFollowTheHierarchy) {
  auto skeleton = std::make_shared<Skeleton>();
  skeleton->joints = {{.name = "Hips"},
                      {.name = "Spine", .parent = 0, .offset = {0, 0.4, 0}},
                      {.name = "LeftFoot", .parent = 0, .offset = {0.1, -0.9, 0}},
                      {.name = "Head", .parent = 1, .offset = {0, 0.4, 0}}};
  Clip clip = Clip::make(skeleton, 2, 0.1);
  clip.frame_rotations(1)[1] = glm::angleAxis(0.5, Vec3(0, 0, 1));
  clip.frame_rotations(1)[2] = glm::angleAxis(0.9, Vec3(1, 0, 0));
  const Clip read = import_of(format_bvh(clip)).clip;
  const WorldMotion before = forward_kinematics(clip);
  const WorldMotion after = forward_kinematics(read);
  for (const char* name : {"Spine", "LeftFoot", "Head"}) {
    EXPECT_LT(glm::length(before.position(1, clip.skeleton->find(name)) -
                          after.position(1, read.skeleton->find(name))),
              1e-9)
        << name;
  }
  EXPECT_LT(std::abs(glm::dot(read.frame_rotations(1)[read.skeleton->find("LeftFoot")],
                              clip.frame_rotations(1)[2]) -
                     1.0),
            1e-12);
}

TEST(BvhWriter_FigureTurningSeveralTimes, AnglesNeverJump) {
  Clip clip = Clip::make(canonical_skeleton(), 200, 1.0 / 30.0);
  for (int f = 0; f < 200; ++f) {
    const auto rotations = clip.frame_rotations(f);
    rotations[0] = canonical(glm::angleAxis(0.1 * f, Vec3(0, 1, 0)));  // over three turns
    rotations[1] = canonical(glm::angleAxis(-0.08 * f, glm::normalize(Vec3(1, 0.2, 0.1))));
    rotations[2] = canonical(glm::angleAxis(0.07 * f, Vec3(1, 0, 0)));
  }
  const std::string text = format_bvh(clip);
  std::istringstream rows(text.substr(text.find("Frame Time:")));
  std::string line;
  std::getline(rows, line);
  std::vector<double> previous;
  double last_yaw = 0.0;
  while (std::getline(rows, line)) {
    std::istringstream numbers(line);
    std::vector<double> row((std::istream_iterator<double>(numbers)),
                            std::istream_iterator<double>());
    ASSERT_EQ(row.size(), 6u + 3u * 21u);
    for (size_t c = 0; c < previous.size(); ++c) {
      EXPECT_LT(std::abs(row[c] - previous[c]), 60.0) << "column " << c;
    }
    previous = row;
    last_yaw = row[5];
  }
  EXPECT_NEAR(last_yaw, degrees_from_rad(0.1 * 199), 1e-6) << "turns are counted on";
  expect_same_after_round_trip(clip);
}

TEST(BvhWriter_SmallFile, KeepsOrderAndNumbersOfTheSource) {
  const Clip clip = import_of(four_joints()).clip;
  const std::string text = format_bvh(clip);
  EXPECT_THAT(text, HasSubstr("CHANNELS 6 Xposition Yposition Zposition Zrotation Xrotation "
                              "Yrotation\n"));
  EXPECT_THAT(text, HasSubstr("CHANNELS 3 Xrotation Yrotation Zrotation\n"));
  EXPECT_THAT(text, HasSubstr("CHANNELS 3 Yrotation Zrotation Xrotation\n"));
  EXPECT_THAT(text, HasSubstr("OFFSET 10 -90 0\n"));
  EXPECT_THAT(text, HasSubstr("\nFrames: 3\nFrame Time: 0.0333333\n"));
  // The numbers of the source come back short, with -170 … 172 degrees unrolled to -188.
  EXPECT_THAT(text, HasSubstr("\n1.5 95.25 3 6 12 -179 3.5 -4.5 5 1 2.5 -3 21 -31 10.125\n"));
  EXPECT_THAT(text, HasSubstr("\n2 95 4 7 14 -188 4 -5 5 1 3 -3 22 -32 10.25\n"));
}

TEST(BvhWriter_AwkwardNames, BecomeWordsThatEveryReaderTakes) {
  auto skeleton = std::make_shared<Skeleton>();
  skeleton->joints = {{.name = "Lower Back"},
                      {.name = "a{b}\nc", .parent = 0, .offset = {0, 1.5, 0}},
                      {.name = "", .parent = 1, .offset = {0, 0.2, 0}}};
  const ClipImport read = import_of(format_bvh(Clip::make(skeleton, 1, 0.1)));
  EXPECT_THAT(read.warnings, testing::IsEmpty());
  EXPECT_EQ(read.clip.skeleton->joints[0].name, "Lower_Back");
  EXPECT_EQ(read.clip.skeleton->joints[1].name, "a_b__c");
  EXPECT_EQ(read.clip.skeleton->joints[2].name, "joint_2");
}

TEST(BvhWriter_RealFiles, ReadWriteReadWithinANanometre) {
  const auto root = test::data_root();
  KINEMOTE_NEEDS_DATA(root / "odd-bvh");
  std::vector<std::filesystem::path> files;
  for (const char* folder : {"odd-bvh", "reactidle", "bandai-namco/dataset-1/data"}) {
    int taken = 0;
    for (const auto& entry : std::filesystem::directory_iterator(root / folder)) {
      if (entry.path().extension() == ".bvh" && taken++ < 12) files.push_back(entry.path());
    }
  }
  EXPECT_GT(files.size(), 15u);
  for (const auto& file : files) {
    SCOPED_TRACE(file);
    const auto read = read_bvh(file);
    ASSERT_TRUE(read.ok()) << read.error().message;
    BvhWriteSettings settings;
    settings.metres_per_unit = read->metres_per_unit;
    expect_same_after_round_trip(read->clip, settings);
  }
}

}  // namespace
}  // namespace kinemote::io
