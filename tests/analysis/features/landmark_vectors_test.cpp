#include "analysis/features/landmark_vectors.h"

#include <gmock/gmock.h>

#include <algorithm>
#include <cmath>
#include <glm/geometric.hpp>

#include "analysis/features/keypoint_distances.h"
#include "analysis/lively_clip.h"
#include "motion/core/body_points.h"
#include "motion/core/point_layouts.h"
#include "motion/core/projected_points.h"
#include "motion/io/bvh.h"
#include "support/real_data.h"

namespace kinemote::analysis {
namespace {

using ::testing::HasSubstr;

const PointLayout& mediapipe() { return *find_point_layout("mediapipe33"); }

/// Landmarks in three dimensions, metres.
PointClip solid(int frames = 40) {
  return points_on_body(test::lively_clip(frames), mediapipe()).value();
}

PoseSequence sequence_of(const PointClip& points, const LandmarkSequenceSettings& settings = {}) {
  const auto made = landmark_sequence(points, settings);
  EXPECT_TRUE(made.ok()) << made.error().message;
  return *made;
}

Vec3 place(const PoseSequence& s, int frame, const std::string& name) {
  const float* const at = s.frame(frame) + 3 * mediapipe().find(name);
  return {at[0], at[1], at[2]};
}

float& visibility(PointClip& points, int frame, const std::string& name) {
  return points.confidences[points.index(frame, mediapipe().find(name))];
}

TEST(LandmarkSequence, WrongInput_IsRefusedWithAReason) {
  EXPECT_EQ(landmark_sequence(solid(), {.frames = -1}).error().code, ErrorCode::kUsage);
  EXPECT_EQ(landmark_sequence(solid(), {.least_visibility = 7.0}).error().code, ErrorCode::kUsage);
  const PointClip coco = points_on_body(test::lively_clip(9), *find_point_layout("coco17")).value();
  EXPECT_THAT(landmark_sequence(coco).error().message, HasSubstr("left_eye_inner"));
  PointClip faces = solid();
  for (int f = 0; f < faces.frame_count; ++f) {
    for (int i = 11; i < 33; ++i) faces.confidences[faces.index(f, i)] = 0.1f;
  }
  EXPECT_THAT(landmark_sequence(faces).error().message, HasSubstr("face"));
  PointClip one_arm = solid();
  for (int f = 0; f < one_arm.frame_count; ++f) {
    one_arm.states[one_arm.index(f, mediapipe().find("left_wrist"))] = PointState::kMissing;
  }
  EXPECT_THAT(landmark_sequence(one_arm).error().message, HasSubstr("left_wrist"));
  EXPECT_EQ(landmark_vectors(PoseSequence::make(9, 75, 0.1)).error().code, ErrorCode::kUsage);
}

TEST(LandmarkSequence, EveryFrame_HasItsHipsOnXAndATorsoOfAboutOne) {
  const PoseSequence s = sequence_of(solid());
  ASSERT_TRUE(landmark_sequence_layout().validate().ok());
  ASSERT_TRUE(s.validate().ok());
  ASSERT_EQ(s.frames, 10);
  ASSERT_EQ(s.channels, 75);
  EXPECT_NEAR(s.frame_time_s, 39.0 / 9.0 / 30.0, 1e-12);
  for (int f = 0; f < 10; ++f) {
    const Vec3 across = place(s, f, "left_hip") - place(s, f, "right_hip");
    EXPECT_GT(across.x, 0.2);
    EXPECT_NEAR(across.y, 0.0, 1e-6);
    EXPECT_NEAR(across.z, 0.0, 1e-6);
    EXPECT_NEAR(glm::length(place(s, f, "left_hip") + place(s, f, "right_hip")), 0.0, 1e-6);
    EXPECT_NEAR(glm::length(0.5 * (place(s, f, "left_shoulder") + place(s, f, "right_shoulder"))),
                1.0, 0.1);
  }
}

TEST(LandmarkVectors, OfSolidLandmarks_AreTheDistancesOfTheSkeleton) {
  // Two ways to the same 1,680 lengths: from the points, and from the joints.
  const auto vectors = landmark_vectors(sequence_of(solid(), {.is_in_torsos = false})).value();
  KeypointDistanceSettings metres;
  metres.normalise = Normalise::kNone;
  const FeatureRows rows = keypoint_distances(test::lively_clip(40), metres).value();
  ASSERT_EQ(vectors.size(), 1680u);
  for (int c = 0; c < 1680; ++c) EXPECT_NEAR(vectors[c], rows.at(0, c), 1e-6) << c;
}

TEST(LandmarkVectors, PlaceTurnAndSize_DoNotMatter) {
  PointClip moved = solid();
  const Quat turn = glm::angleAxis(2.0, glm::normalize(Vec3(0.3, 1.0, -0.2)));
  for (Vec3& p : moved.positions) p = 3.0 * (turn * p) + Vec3(1.0, -2.0, 5.0);
  const auto here = landmark_vectors(sequence_of(solid())).value();
  const auto there = landmark_vectors(sequence_of(moved)).value();
  for (int c = 0; c < 1680; ++c) ASSERT_NEAR(here[c], there[c], 1e-5) << c;
}

TEST(LandmarkSequence, BrieflyHiddenLandmarks_ReturnNearWhereTheyWere) {
  PointClip points = solid();
  const PoseSequence whole = sequence_of(points, {.frames = 0});
  for (int f = 15; f < 19; ++f) {
    visibility(points, f, "right_wrist") = 0.29f;
    points.positions[points.index(f, mediapipe().find("right_wrist"))] = Vec3(50.0);
  }
  const PoseSequence part = sequence_of(points, {.frames = 0});
  for (int f = 0; f < 40; ++f) {
    EXPECT_LT(glm::distance(place(part, f, "right_wrist"), place(whole, f, "right_wrist")), 0.02);
    EXPECT_LT(glm::distance(place(part, f, "nose"), place(whole, f, "nose")), 1e-6);
  }
}

TEST(LandmarkSequence, AtTheEnds_TheNearestVisibleFrameHolds) {
  PointClip points = solid();
  for (int f = 0; f < 5; ++f) visibility(points, f, "left_elbow") = 0.0f;
  // Distances between two landmarks of one frame, so that aligning does not matter.
  const PoseSequence s = sequence_of(points, {.frames = 0, .is_in_torsos = false});
  const int nose = mediapipe().find("nose");
  const int elbow = mediapipe().find("left_elbow");
  for (int f = 0; f < 5; ++f) {
    EXPECT_NEAR(glm::distance(place(s, f, "nose"), place(s, f, "left_elbow")),
                glm::distance(points.positions[points.index(f, nose)],
                              points.positions[points.index(5, elbow)]),
                1e-6);
  }
}

TEST(LandmarkSequence, FramesWithOnlyAFace_AreDropped) {
  PointClip points = solid();
  for (const int f : {3, 4, 20}) {
    for (int i = 11; i < 33; ++i) points.confidences[points.index(f, i)] = 0.0f;
  }
  EXPECT_EQ(sequence_of(points, {.frames = 0}).frames, 37);
}

TEST(LandmarkSequence, LandmarkNeverVisible_KeepsTheGuesses) {
  PointClip points = solid();
  for (int f = 0; f < 40; ++f) visibility(points, f, "right_shoulder") = 0.2f;
  const PoseSequence s = sequence_of(points, {.frames = 0});
  const PoseSequence whole = sequence_of(solid(), {.frames = 0});
  EXPECT_LT(glm::distance(place(s, 7, "right_shoulder"), place(whole, 7, "right_shoulder")), 1e-6);
}

TEST(LandmarkVectors, OfARealClipSeenByACamera_StayNearThoseInSpace) {
  const auto file =
      test::data_root() / "bandai-namco" / "dataset-1" / "data" / "dataset-1_bow_happy_001.bvh";
  KINEMOTE_NEEDS_DATA(file);
  const auto import = io::read_bvh(file);
  ASSERT_TRUE(import.ok()) << import.error().message;
  const auto seen = project_points(import->clip, mediapipe());
  const auto exact = points_on_body(import->clip, mediapipe());
  ASSERT_TRUE(seen.ok() && exact.ok());
  const auto from_picture = landmark_vectors(sequence_of(*seen)).value();
  const auto in_space = landmark_vectors(sequence_of(*exact)).value();
  double off = 0.0;
  for (int c = 0; c < 1680; ++c) off += std::abs(from_picture[c] - in_space[c]) / 1680.0;
  EXPECT_LT(off, 0.12) << "torsos: perspective, and points that the trunk hides";
  EXPECT_GT(off, 1e-4);
}

}  // namespace
}  // namespace kinemote::analysis
