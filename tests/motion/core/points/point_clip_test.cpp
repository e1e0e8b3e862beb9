#include "motion/core/point_clip.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <limits>

#include "motion/core/body_points.h"
#include "motion/core/point_layouts.h"
#include "motion/core/points/walker.h"

namespace kinemote {
namespace {

using ::testing::HasSubstr;

PointClip coco(int frames = 5) {
  Result<PointClip> clip = points_on_body(test::walker(frames), *find_point_layout("coco17"));
  EXPECT_TRUE(clip.ok());
  return std::move(*clip);
}

TEST(PointClip_BrokenFields, AreNamed) {
  const auto message = [](const auto& spoil) {
    PointClip clip = coco();
    spoil(clip);
    const Status status = clip.validate();
    EXPECT_FALSE(status.ok());
    return status.ok() ? "" : status.error().message;
  };
  EXPECT_THAT(message([](PointClip& c) { c.point_names.clear(); }), HasSubstr("no points"));
  EXPECT_THAT(message([](PointClip& c) { c.frame_count = 0; }), HasSubstr("no frames"));
  EXPECT_THAT(message([](PointClip& c) { c.frame_time_s = 0.0; }), HasSubstr("frame time"));
  EXPECT_THAT(message([](PointClip& c) { c.positions.pop_back(); }), HasSubstr("do not match"));
  EXPECT_THAT(message([](PointClip& c) { c.bones = {{0, 17}}; }), HasSubstr("0 and 17"));
  EXPECT_THAT(message([](PointClip& c) { c.confidences[20] = 1.5f; }),
              HasSubstr("frame 1, point \"left_ear\""));
  EXPECT_THAT(message([](PointClip& c) { c.positions[1].x = std::nan(""); }), HasSubstr("finite"));
  EXPECT_THAT(message([](PointClip& c) { c.is_2d = true; }), HasSubstr("depth"));
}

TEST(PointClip_MissingPoint, MayBeAnything) {
  PointClip clip = coco();
  clip.positions[3] = Vec3(std::numeric_limits<double>::quiet_NaN());
  clip.states[3] = PointState::kMissing;
  EXPECT_TRUE(clip.validate().ok());
}

TEST(PointClip_RangesOutside, AreRefused) {
  const PointClip clip = coco();
  EXPECT_FALSE(trim(clip, 3, 3).ok());
  EXPECT_FALSE(trim(clip, -1, 3).ok());
  EXPECT_FALSE(trim(clip, 0, 6).ok());
  EXPECT_FALSE(resample(clip, 0.0).ok());
  EXPECT_FALSE(resample(clip, std::nan("")).ok());
  EXPECT_FALSE(resample(clip, 1e6).ok());
}

TEST(PointClip_Trimmed, KeepsItsFrames) {
  const PointClip clip = coco();
  const auto part = trim(clip, 1, 4);
  ASSERT_TRUE(part.ok());
  EXPECT_TRUE(part->validate().ok());
  EXPECT_EQ(part->frame_count, 3);
  EXPECT_EQ(part->positions[0], clip.positions[17]);
  EXPECT_EQ(part->positions.back(), clip.positions[4 * 17 - 1]);
}

TEST(PointClip_DoubledRate, LiesBetween) {
  PointClip clip = coco(9);
  clip.states[clip.index(3, 2)] = PointState::kMissing;
  clip.states[clip.index(5, 2)] = PointState::kFilled;
  const auto fast = resample(clip, 60.0);
  ASSERT_TRUE(fast.ok());
  EXPECT_TRUE(fast->validate().ok());
  EXPECT_EQ(fast->frame_count, 17);
  for (int f = 0; f < 9; ++f) {  // frames that exist are copied
    EXPECT_LT(
        glm::distance(fast->positions[fast->index(2 * f, 7)], clip.positions[clip.index(f, 7)]),
        1e-12);
    EXPECT_EQ(fast->states[fast->index(2 * f, 2)], clip.states[clip.index(f, 2)]);
  }
  EXPECT_LT(
      glm::distance(fast->positions[fast->index(3, 7)],
                    0.5 * (clip.positions[clip.index(1, 7)] + clip.positions[clip.index(2, 7)])),
      1e-12);
  EXPECT_EQ(fast->states[fast->index(5, 2)], PointState::kMissing);
  EXPECT_EQ(fast->states[fast->index(9, 2)], PointState::kFilled);
}

TEST(PointLayouts_UnknownNames, HaveNoLayout) {
  EXPECT_EQ(find_point_layout("coco18"), nullptr);
  EXPECT_EQ(layout_of_names(std::vector<std::string>{"LFHD", "RFHD", "C7", "CLAV", "STRN"}),
            nullptr);
  EXPECT_EQ(layout_of_names(std::vector<std::string>{"nose", "left_eye"}), nullptr);
}

TEST(PointLayouts_EveryLayout, IsWhole) {
  const int sizes[] = {17, 25, 33};
  ASSERT_EQ(point_layouts().size(), 3u);
  for (size_t i = 0; i < 3; ++i) {
    const PointLayout& layout = point_layouts()[i];
    EXPECT_EQ(layout.size(), sizes[i]);
    EXPECT_EQ(layout_of_names(layout.names), &layout);
    int sided = 0;
    for (int p = 0; p < layout.size(); ++p) {
      EXPECT_EQ(find_point(layout.names, layout.names[p]), p) << "two names read alike";
      sided += layout.names[p].find("left") != std::string::npos;
    }
    EXPECT_EQ(layout.mirror.size(), static_cast<size_t>(sided));
    for (const auto& [left, right] : layout.mirror) {
      ASSERT_GE(right, 0) << layout.names[left];
      EXPECT_NE(layout.names[right].find("right"), std::string::npos);
    }
    EXPECT_GE(layout.bones.size(), 16u);
  }
}

TEST(PointLayouts_OrderOfTheFiles, IsTheirOwn) {
  // Positions that the three projects document.
  EXPECT_EQ(find_point_layout("coco17")->find("left_wrist"), 9);
  EXPECT_EQ(find_point_layout("coco17")->find("right_ankle"), 16);
  EXPECT_EQ(find_point_layout("body25")->find("right_shoulder"), 2);
  EXPECT_EQ(find_point_layout("body25")->find("mid_hip"), 8);
  EXPECT_EQ(find_point_layout("body25")->find("right_heel"), 24);
  EXPECT_EQ(find_point_layout("mediapipe33")->find("left_hip"), 23);
  EXPECT_EQ(find_point_layout("mediapipe33")->find("right_foot_index"), 32);
}

TEST(PointLayouts_Spellings, AreOnePoint) {
  const std::vector<std::string> names = {"left_shoulder", "right_knee", "nose"};
  for (const char* name : {"LShoulder", "Left Shoulder", "l_shoulder", "shoulder.L",
                           "SHOULDER_LEFT", "leftShoulder"}) {
    EXPECT_EQ(find_point(names, name), 0) << name;
  }
  EXPECT_EQ(find_point(names, "Nose"), 2);
  EXPECT_EQ(find_point(names, "left_knee"), -1);
}

}  // namespace
}  // namespace kinemote
