#include "motion/io/motion_file.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cctype>
#include <cstring>
#include <fstream>
#include <nlohmann/json.hpp>
#include <sstream>

#include "motion/core/kinematics.h"
#include "motion/io/atomic_file.h"
#include "motion/io/clip_axes.h"
#include "motion/io/formats/motion_samples.h"
#include "support/temporary_folder.h"

namespace kinemote::io {
namespace {

using test::lively_clip;
using test::TemporaryFolder;
using testing::HasSubstr;

size_t file_count(const TemporaryFolder& folder) {
  return std::distance(std::filesystem::directory_iterator(folder.path()), {});
}

TEST(ReadMotion, WhatIsNoMotionFile_IsRefusedInOneSentence) {
  TemporaryFolder folder;
  std::ofstream(folder.file("walk.xyz")) << "x";
  std::ofstream(folder.file("walk")) << "x";
  std::ofstream(folder.file("walk.npy")) << "x";
  for (const char* name : {"walk.xyz", "walk", "walk.npy"}) {
    const auto read = read_motion(folder.file(name));
    ASSERT_FALSE(read) << name;
    EXPECT_EQ(read.error().code, ErrorCode::kUsage) << name;
    EXPECT_THAT(read.error().message, HasSubstr(".bvh")) << name;
  }
  for (const auto& path : {folder.path() / "missing.fbx", folder.path()}) {
    const auto read = read_motion(path);
    ASSERT_FALSE(read) << path;
    EXPECT_EQ(read.error().code, ErrorCode::kBadInput) << path;
  }
}

TEST(ReadMotion, GarbageWithTheNameOfAScene_IsBadInput) {
  TemporaryFolder folder;
  for (const char* name : {"a.fbx", "a.glb", "a.gltf", "a.dae"}) {
    for (const std::string& bytes :
         {std::string(), std::string("not really"), std::string("glTF\2\0\0\0\xff\xff\xff\xff", 12),
          std::string("Kaydara FBX Binary  \0\x1a\0\xe8\x1c\0\0", 27), std::string(4096, '\xff')}) {
      std::ofstream(folder.file(name), std::ios::binary) << bytes;
      const auto read = read_motion(folder.file(name));
      ASSERT_FALSE(read) << name;
      EXPECT_EQ(read.error().code, ErrorCode::kBadInput) << name << read.error().message;
      EXPECT_THAT(read.error().message, HasSubstr(name));
    }
  }
}

TEST(ReadMotion, TruncatedAndBrokenScenes_NeverCrash) {
  TemporaryFolder folder;
  const std::vector<Clip> clips{lively_clip(4)};
  for (const char* name : {"a.fbx", "a.glb", "a.dae"}) {
    ASSERT_TRUE(write_motion(folder.file(name), clips));
    const std::string whole = *read_file(folder.file(name));
    const std::string cut = folder.file(std::string("cut_") + name);
    for (int part = 1; part < 12; ++part) {
      std::string bytes = whole.substr(0, whole.size() * part / 12);
      ASSERT_TRUE(write_atomically(cut, bytes));
      const auto read = read_motion(cut);
      if (!read) {
        EXPECT_THAT(read.error().message, HasSubstr("cut_"));
      }
      bytes = whole;
      bytes[whole.size() * part / 12] = '\x7f';
      bytes[whole.size() * part / 13] = '\xfe';
      ASSERT_TRUE(write_atomically(cut, bytes));
      const auto broken = read_motion(cut);
      if (broken) {
        for (const ClipImport& figure : broken->figures) EXPECT_TRUE(figure.clip.validate());
      }
    }
  }
}

TEST(WriteMotion, WhatAFormatCannotHold_IsRefusedBeforeAnythingIsWritten) {
  TemporaryFolder folder;
  const Clip clip = lively_clip(3);
  const std::vector<Clip> one{clip};
  const std::vector<Clip> two{clip, clip};
  const struct {
    const char* name;
    std::vector<Clip> clips;
    MotionWriteSettings settings;
  } cases[] = {{"a.xyz", one, {}},
               {"a.c3d", one, {}},
               {"a.fbx", {}, {}},
               {"a.bvh", two, {}},
               {"a.csv", two, {}},
               {"a.npy", two, {}},
               {"a.glb", one, {.metres_per_unit = 0.01}},
               {"a.glb", one, {.up_axis = UpAxis::kZ}},
               {"a.fbx", one, {.euler_order = kOrderZXY}},
               {"a.fbx", one, {.with_rotations = true}},
               {"a.bvh", one, {.metres_per_unit = 0.0}},
               {"a.bvh", one, {.fps = 2000.0}},
               {"a.bvh", one, {.first_s = 50.0}}};
  for (const auto& [name, clips, settings] : cases) {
    const Status status = write_motion(folder.file(name), clips, settings);
    ASSERT_FALSE(status) << name;
    EXPECT_EQ(status.error().code, ErrorCode::kUsage) << name;
    EXPECT_THAT(status.error().message, HasSubstr(name));
  }
  EXPECT_EQ(file_count(folder), 0u);
}

TEST(WriteMotion, FiguresOfDifferentRates_AreRefusedUnlessARateIsAsked) {
  TemporaryFolder folder;
  const std::vector<Clip> clips{lively_clip(9, 30.0), lively_clip(9, 60.0)};
  EXPECT_FALSE(write_motion(folder.file("a.fbx"), clips));
  EXPECT_TRUE(write_motion(folder.file("a.fbx"), clips, {.fps = 30.0}));
}

TEST(CutAndResample, Range_KeepsBothEndsAndComesBeforeTheRate) {
  const std::vector<Clip> clips{lively_clip(31)};
  const auto cut = cut_and_resample(clips, {.fps = 60.0, .first_s = 0.2, .last_s = 0.5});
  ASSERT_TRUE(cut) << cut.error().message;
  EXPECT_EQ((*cut)[0].frame_count, 19);
  EXPECT_EQ((*cut)[0].rotations[3], clips[0].frame_rotations(6)[3]);
}

TEST(MotionFormats, EveryOne_IsFoundByItsExtensionInAnyCase) {
  for (const MotionFormat& format : motion_formats()) {
    std::string upper = format.extension;
    for (char& c : upper) c = static_cast<char>(std::toupper(static_cast<unsigned char>(c)));
    EXPECT_EQ(format_of("a/b." + upper), &format);
    EXPECT_EQ(can_write_motion("a." + format.extension, 1).ok(), format.can_write);
  }
  EXPECT_EQ(format_of("a.bvh.txt"), nullptr);
  EXPECT_EQ(format_of("bvh"), nullptr);
}

TEST(WriteMotion, Csv_IsPlainAndTheNoteBesideItSaysUnitAndFrame) {
  TemporaryFolder folder;
  const std::vector<Clip> clips{lively_clip(5)};
  ASSERT_TRUE(
      write_motion(folder.file("a.csv"), clips,
                   {.metres_per_unit = 0.01, .up_axis = UpAxis::kZ, .with_rotations = true}));
  std::ifstream table(folder.file("a.csv"));
  std::string columns;
  std::getline(table, columns);
  EXPECT_TRUE(columns.starts_with("time_s,Hips.x,Hips.y,Hips.z,Spine.x"));
  EXPECT_TRUE(columns.ends_with(".qw,RightToes.qx,RightToes.qy,RightToes.qz"));
  std::string row;
  std::getline(table, row);
  std::istringstream cells(row);
  std::string cell;
  for (const double expected : {0.0, 0.0, 0.0, 95.0}) {
    std::getline(cells, cell, ',');
    EXPECT_NEAR(std::stod(cell), expected, 1e-9);
  }
  const auto note = nlohmann::json::parse(*read_file(folder.file("a.csv.json")));
  EXPECT_EQ(note["metres_per_unit"], 0.01);
  EXPECT_THAT(note["frame_of_reference"].get<std::string>(), HasSubstr("+Z up"));
  EXPECT_EQ(note["joints"].size(), 22u);
}

TEST(WriteMotion, Npy_StatesShapeUnitFrameAndJoints) {
  TemporaryFolder folder;
  const std::vector<Clip> clips{lively_clip(5)};
  ASSERT_TRUE(write_motion(folder.file("a.npy"), clips));
  const std::string bytes = *read_file(folder.file("a.npy"));
  ASSERT_TRUE(bytes.starts_with(std::string("\x93NUMPY\x03\x00", 8)));
  std::uint32_t length = 0;
  std::memcpy(&length, bytes.data() + 8, 4);
  const std::string header = bytes.substr(12, length);
  EXPECT_EQ((12 + length) % 64, 0u);
  EXPECT_TRUE(header.ends_with("\n"));
  for (const char* words : {"'shape': (5,)", "unit 1 m", "+Y up", "joints Hips,Spine", "(22, 3)",
                            "(22, 4)", "'fortran_order': False"}) {
    EXPECT_THAT(header, HasSubstr(words));
  }
  ASSERT_EQ(bytes.size(), 12 + length + 5 * 8 * (1 + 22 * 7));
  double values[4];
  std::memcpy(values, bytes.data() + 12 + length + 2 * 8 * (1 + 22 * 7), sizeof values);
  const Vec3 hips = forward_kinematics(clips[0]).position(2, 0);
  EXPECT_DOUBLE_EQ(values[0], 2 * clips[0].frame_time_s);
  for (int axis = 0; axis < 3; ++axis) EXPECT_DOUBLE_EQ(values[1 + axis], hips[axis]);
}

TEST(ReadMotion, YawAndFacing_TurnTheMotionAndSaySo) {
  TemporaryFolder folder;
  Clip clip = lively_clip(4);
  for (Quat& q : clip.rotations) q = kIdentity;
  ASSERT_TRUE(write_motion(folder.file("a.fbx"), std::vector<Clip>{clip}));
  const auto straight = read_motion(folder.file("a.fbx"));
  const auto turned = read_motion(folder.file("a.fbx"), {.yaw_rad = kPi / 2.0});
  ASSERT_TRUE(straight && turned);
  EXPECT_EQ(straight->figures[0].facing_note, "faces +Z at the first frame");
  EXPECT_EQ(turned->figures[0].facing_note, "faces +X at the first frame");
  EXPECT_NEAR(facing_yaw_rad(turned->figures[0].clip).value(), kPi / 2.0, 1e-6);
  const Vec3 before = forward_kinematics(straight->figures[0].clip).position(3, 9);
  const Vec3 after = forward_kinematics(turned->figures[0].clip).position(3, 9);
  EXPECT_NEAR(glm::distance(after, Vec3(before.z, before.y, -before.x)), 0.0, 1e-9);
}

}  // namespace
}  // namespace kinemote::io
