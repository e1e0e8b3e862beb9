#include "app/clip_edits.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "motion/core/kinematics.h"

namespace kinemote::app {
namespace {

using ::testing::HasSubstr;

/// A second of T-pose, then the arms hang and the figure walks off along X.
Clip short_clip() {
  Clip clip = Clip::make(canonical_skeleton(), 60, 1.0 / 30.0);
  clip.name = "short";
  for (int f = 1; f < 60; ++f) {
    for (const double side : {1.0, -1.0}) {
      const int arm = clip.skeleton->find(side > 0 ? "LeftUpperArm" : "RightUpperArm");
      clip.frame_rotations(f)[arm] =
          canonical(glm::angleAxis(-side * (1.3 + 0.1 * std::sin(0.3 * f)), kForward));
    }
    clip.translations[f].x = 0.02 * f;
  }
  return clip;
}

EditedClip apply(const ClipEdits& edits) {
  const auto editor = ClipEditor::make(edits);
  EXPECT_TRUE(editor.ok()) << (editor.ok() ? "" : editor.error().message);
  auto out = editor->apply(short_clip());
  EXPECT_TRUE(out.ok()) << (out.ok() ? "" : out.error().message);
  return std::move(out).value();
}

TEST(ClipEdits, Nonsense_IsAUsageError) {
  for (const ClipEdits& edits :
       {ClipEdits{.trim_s = std::pair(2.0, 1.0)}, ClipEdits{.trim_s = std::pair(-1.0, 1.0)},
        ClipEdits{.smooth_hz = -1.0}, ClipEdits{.bone_map = "map.json"}}) {
    EXPECT_EQ(ClipEditor::make(edits).error().code, ErrorCode::kUsage);
  }
  EXPECT_FALSE(ClipEditor::make({.skeleton = "no_such_file.bvh"}).ok());
  const auto behind = ClipEditor::make({.trim_s = std::pair(10.0, 11.0)})->apply(short_clip());
  ASSERT_FALSE(behind.ok());
  EXPECT_THAT(behind.error().message, HasSubstr("lasts 2.00 s"));
}

TEST(ClipEdits, None_LeaveTheClipAlone) {
  EXPECT_TRUE(ClipEdits{}.is_empty());
  const EditedClip out = apply({});
  EXPECT_EQ(out.clip.rotations, short_clip().rotations);
  EXPECT_TRUE(out.warnings.empty());
}

TEST(ClipEdits, TPose_GoesBeforeTheRangeIsCut) {
  const EditedClip out = apply({.trims_t_pose = true, .trim_s = std::pair(0.0, 0.5)});
  EXPECT_EQ(out.clip.frame_count, 16);
  EXPECT_NEAR(out.clip.translations[0].x, 0.02, 1e-12);
  ASSERT_EQ(out.warnings.size(), 1u);
  EXPECT_THAT(out.warnings[0], HasSubstr("1 frame"));
}

TEST(ClipEdits, MirrorInPlaceAndSkeleton_Combine) {
  const EditedClip out = apply({.skeleton = "canonical", .mirrors = true, .in_place = true});
  ASSERT_TRUE(out.clip.validate().ok());
  EXPECT_EQ(out.bones.matches.size(), 22u);
  const WorldMotion world = forward_kinematics(out.clip);
  for (int f = 0; f < out.clip.frame_count; ++f) EXPECT_NEAR(world.position(f, 0).x, 0.0, 1e-9);
}

TEST(ClipEdits, Mirror_TurnsThePathRound) {
  EXPECT_NEAR(apply({.mirrors = true}).clip.translations[59].x, -0.02 * 59, 1e-9);
}

}  // namespace
}  // namespace kinemote::app
