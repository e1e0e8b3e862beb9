#include "motion/io/c3d.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <limits>
#include <random>

#include "motion/io/points/c3d_texts.h"

namespace kinemote::io {
namespace {

using test::C3dFile;
using test::C3dMarker;
using test::Machine;
using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

/// A few markers of a standing body in millimetres, Z up.
C3dFile standing(int frames = 12) {
  C3dFile file;
  file.labels = {"LFHD", "C7", "LANK", "LTOE"};
  std::mt19937_64 random(4);
  std::normal_distribution<double> sway(0.0, 5.0);
  for (int f = 0; f < frames; ++f) {
    file.frames.push_back({{Vec3(100.5 + f, -20.0 + sway(random), 1700.25), 0.4},
                           {Vec3(12.0, sway(random), 1500.0), 0.4},
                           {Vec3(-90.0, sway(random), 80.0), 0.4},
                           {Vec3(-95.0, 140.0, 30.0), 0.4}});
  }
  return file;
}

MotionImport read(const std::string& bytes, const MotionReadSettings& settings = {}) {
  Result<MotionImport> out = import_c3d(bytes, "m.c3d", settings);
  EXPECT_TRUE(out.ok()) << (out.ok() ? "" : out.error().message);
  return out.ok() ? std::move(*out) : MotionImport{};
}

std::string refused(const std::string& bytes) {
  const auto out = import_c3d(bytes, "m.c3d");
  EXPECT_FALSE(out.ok());
  if (out.ok()) return "";
  EXPECT_EQ(out.error().code, ErrorCode::kBadInput);
  EXPECT_TRUE(out.error().message.starts_with("m.c3d: ")) << out.error().message;
  return out.error().message;
}

TEST(C3d_NoC3d, IsRefused) {
  EXPECT_THAT(refused(""), HasSubstr("not a C3D file"));
  EXPECT_THAT(refused(std::string(2000, 'x')), HasSubstr("not a C3D file"));
}

TEST(C3d_SpoiltHeaders, AreRefusedWithReason) {
  const std::string good = standing().bytes();
  const auto with = [&](size_t at, int value) {
    std::string bytes = good;
    bytes[at] = static_cast<char>(value);
    return bytes;
  };
  EXPECT_THAT(refused(with(0, 200)), HasSubstr("parameter section"));
  EXPECT_THAT(refused(with(0, 0)), HasSubstr("parameter section"));
  EXPECT_THAT(refused(with(512 + 3, 87)), HasSubstr("processor type 87"));
  std::string no_points = with(2, 0);
  EXPECT_THAT(refused(no_points), HasSubstr("no markers"));
  std::string no_data = with(16, 0xFF);
  no_data[17] = 0x7F;
  EXPECT_THAT(refused(no_data), HasSubstr("block 32767"));
  std::string backwards = with(8, 0);
  EXPECT_THAT(refused(backwards), HasSubstr("frames 1 to 0"));
  EXPECT_THAT(refused(good.substr(0, 1024 + 10)), HasSubstr("ends before the first frame"));
}

TEST(C3d_NoRate, IsRefusedUnlessItIsSet) {
  C3dFile file = standing();
  file.rate = 0.0;
  EXPECT_THAT(refused(file.bytes()), HasSubstr("rate"));
  MotionReadSettings settings;
  settings.fps = 50.0;
  EXPECT_NEAR(read(file.bytes(), settings).points[0].frame_time_s, 0.02, 1e-12);
}

TEST(C3d_NothingSeen, IsRefused) {
  C3dFile file = standing();
  for (auto& frame : file.frames) {
    for (C3dMarker& marker : frame) marker.residual = -1.0;
  }
  EXPECT_THAT(refused(file.bytes()), HasSubstr("no marker is seen in any of 12 frames"));
}

struct Kind {
  Machine machine;
  bool is_real;
  int analog;
};

class C3d_EveryKind : public testing::TestWithParam<Kind> {};

TEST_P(C3d_EveryKind, GivesMarkersInMetresAndYUp) {
  C3dFile file = standing();
  file.machine = GetParam().machine;
  file.is_real = GetParam().is_real;
  file.analog_per_frame = GetParam().analog;
  const MotionImport out = read(file.bytes());
  EXPECT_EQ(out.format, "c3d");
  EXPECT_THAT(out.warnings, IsEmpty());
  ASSERT_EQ(out.points.size(), 1u);
  const PointClip& clip = out.points[0];
  EXPECT_TRUE(clip.validate().ok());
  EXPECT_EQ(clip.name, "m");
  EXPECT_EQ(clip.layout, "markers");
  EXPECT_THAT(clip.point_names, ElementsAre("LFHD", "C7", "LANK", "LTOE"));
  EXPECT_THAT(clip.bones, Contains(std::pair(2, 3)));
  EXPECT_NEAR(clip.frame_time_s, 0.01, 1e-9);
  ASSERT_EQ(clip.frame_count, 12);
  // Whole numbers are steps of 0.1 mm; single precision resolves 1.7 m to 0.1 um.
  const double tolerance = file.is_real ? 1e-6 : 0.9e-4;
  for (int f = 0; f < 12; ++f) {
    for (int p = 0; p < 4; ++p) {
      const Vec3 mm = file.frames[f][p].position;
      EXPECT_LT(glm::distance(clip.positions[clip.index(f, p)], 0.001 * Vec3(mm.x, mm.z, -mm.y)),
                tolerance);
    }
  }
}

INSTANTIATE_TEST_SUITE_P(
    Kinds, C3d_EveryKind,
    testing::Values(Kind{Machine::kIntel, true, 0}, Kind{Machine::kIntel, false, 0},
                    Kind{Machine::kDec, true, 6}, Kind{Machine::kDec, false, 6},
                    Kind{Machine::kMips, true, 5}, Kind{Machine::kMips, false, 5}),
    [](const auto& kind) {
      const char* machine = kind.param.machine == Machine::kIntel ? "Intel"
                            : kind.param.machine == Machine::kDec ? "Dec"
                                                                  : "Mips";
      return std::string(machine) + (kind.param.is_real ? "Real" : "Whole");
    });

TEST(C3d_UnseenMarker, IsFilledOrMissing) {
  C3dFile file = standing(100);
  for (int f = 10; f < 20; ++f) file.frames[f][1].residual = -1.0;  // 0.1 s
  for (int f = 30; f < 95; ++f) file.frames[f][2].residual = -1.0;  // 0.65 s
  file.frames[5][3].position.x = std::numeric_limits<double>::quiet_NaN();
  const MotionImport out = read(file.bytes());
  const PointClip& clip = out.points[0];
  EXPECT_EQ(clip.states[clip.index(15, 1)], PointState::kFilled);
  EXPECT_EQ(clip.states[clip.index(60, 2)], PointState::kMissing);
  EXPECT_EQ(clip.states[clip.index(5, 3)], PointState::kFilled);
  EXPECT_EQ(clip.states[clip.index(15, 0)], PointState::kMeasured);
  EXPECT_THAT(out.warnings, Contains(HasSubstr("stay missing")));
}

TEST(C3d_MoreThan255Markers, HaveAllTheirNames) {
  C3dFile file;
  for (int p = 0; p < 300; ++p) {
    file.labels.push_back("M" + std::to_string(p));
  }
  file.frames.assign(2, std::vector<C3dMarker>(300, {Vec3(1.0, 2.0, 3.0), 0.1}));
  const MotionImport out = read(file.bytes());
  ASSERT_EQ(out.points[0].point_count(), 300);
  EXPECT_EQ(out.points[0].point_names[299], "M299");
}

TEST(C3d_MoreFramesThanTheHeaderCanSay, AreAllRead) {
  C3dFile file;
  file.labels = {"A"};
  file.is_real = false;
  file.has_trial_fields = true;
  for (int f = 0; f < 70'000; ++f)
    file.frames.push_back({{Vec3(1.0, 2.0, 0.1 * (f % 100) + 1), 0}});
  EXPECT_EQ(read(file.bytes()).points[0].frame_count, 70'000);
  // Without the fields a header at its limit is no limit; padding to whole blocks may look like
  // frames, which hold zeros and so are missing.
  file.has_trial_fields = false;
  EXPECT_GE(read(file.bytes()).points[0].frame_count, 70'000);
}

TEST(C3d_CutFile, IsReadUpToTheCutWithAWarning) {
  const std::string bytes = standing(200).bytes();
  const MotionImport out = read(bytes.substr(0, bytes.size() / 2));
  EXPECT_GT(out.points[0].frame_count, 50);
  EXPECT_LT(out.points[0].frame_count, 150);
  EXPECT_THAT(out.warnings, Contains(HasSubstr("it says 200 frames, but holds")));
}

TEST(C3d_UnitsAndUp, AreSaidDetectedOrSet) {
  C3dFile file = standing();
  file.units = "m";
  file.y_screen = "+Y";
  EXPECT_NEAR(read(file.bytes()).points[0].positions[0].x, 100.5, 1e-3);
  EXPECT_NEAR(read(file.bytes()).points[0].positions[0].z, 1700.25, 1e-3);
  file.units = "";
  file.y_screen = "";
  MotionImport out = read(file.bytes());  // millimetres; up by head and ankle
  EXPECT_NEAR(out.points[0].positions[0].y, 1.70025, 1e-6);
  EXPECT_THAT(out.warnings, ElementsAre(HasSubstr("millimetres were taken")));
  file.labels = {"A", "B", "C", "D"};
  out = read(file.bytes());
  EXPECT_THAT(out.warnings, Contains(HasSubstr("Z was taken")));
  MotionReadSettings settings;
  settings.metres_per_unit = 0.01;
  settings.up_axis = UpAxis::kY;
  out = read(file.bytes(), settings);
  EXPECT_THAT(out.warnings, IsEmpty());
  EXPECT_NEAR(out.points[0].positions[0].z, 17.0025, 1e-5);
}

TEST(C3d_NamesOfOneSubject, LoseIt) {
  C3dFile file = standing();
  file.labels = {"Ada:LFHD", "Ada:C7", "Ada:C7", ""};
  EXPECT_THAT(read(file.bytes()).points[0].point_names,
              ElementsAre("Ada:LFHD", "Ada:C7", "Ada:C7_1", "marker_3"));
  file.labels = {"Ada:LFHD", "Ada:C7", "Ada:LANK", "Ada:LTOE"};
  EXPECT_THAT(read(file.bytes()).points[0].point_names, ElementsAre("LFHD", "C7", "LANK", "LTOE"));
}

TEST(C3d_EveryCutAndFlippedByte, IsReadOrRefusedInOneSentence) {
  const std::string good = standing(6).bytes();
  for (size_t length = 0; length < good.size(); length += 7) {
    const auto out = import_c3d(good.substr(0, length), "m.c3d");
    if (!out.ok()) {
      EXPECT_EQ(out.error().code, ErrorCode::kBadInput);
    }
  }
  std::mt19937_64 random(9);
  for (int trial = 0; trial < 4000; ++trial) {
    std::string bytes = good;
    for (int i = 0; i < 3; ++i) {
      bytes[random() % 1100] = static_cast<char>(random());
    }
    const auto out = import_c3d(bytes, "m.c3d");
    if (out.ok()) {
      EXPECT_TRUE(out->points[0].validate().ok());
    } else {
      EXPECT_EQ(out.error().message.find('\n'), std::string::npos);
    }
  }
}

}  // namespace
}  // namespace kinemote::io
