#include "analysis/features/keypoint_distances.h"

#include <gmock/gmock.h>

#include <algorithm>
#include <cmath>
#include <glm/geometric.hpp>
#include <set>

#include "analysis/features/body_frame.h"
#include "analysis/lively_clip.h"
#include "motion/io/bvh.h"
#include "support/real_data.h"

namespace kinemote::analysis {
namespace {

using test::lively_clip;

int column(const std::string& name) {
  const auto& names = keypoint_distance_names();
  const auto it = std::find(names.begin(), names.end(), name);
  EXPECT_NE(it, names.end()) << name;
  return static_cast<int>(it - names.begin());
}

int landmark(const std::string& name) {
  const auto& names = landmark_names();
  return static_cast<int>(std::find(names.begin(), names.end(), name) - names.begin());
}

FeatureRows measure(const Clip& clip, KeypointDistanceSettings settings = {}) {
  return keypoint_distances(clip, settings).value();
}

TEST(KeypointDistances, WithoutABodyOrTooShort_IsRefusedWithAReason) {
  auto bones = std::make_shared<Skeleton>();
  bones->joints.push_back({"thing", -1, Vec3(0.0)});
  EXPECT_EQ(keypoint_distances(Clip::make(bones, 5, 0.1), {}).error().code, ErrorCode::kBadInput);
  KeypointDistanceSettings settings;
  settings.window_s = 3.0;
  EXPECT_EQ(keypoint_distances(lively_clip(30), settings).error().code, ErrorCode::kBadInput);
  settings.window_s = -1.0;
  EXPECT_EQ(keypoint_distances(lively_clip(30), settings).error().code, ErrorCode::kUsage);
  EXPECT_EQ(landmarks(lively_clip(3), 3).error().code, ErrorCode::kUsage);
}

TEST(KeypointDistances, Columns_AreThe1680OfTheOriginal) {
  const auto& names = keypoint_distance_names();
  ASSERT_EQ(names.size(), 1680u);
  EXPECT_EQ(std::set<std::string>(names.begin(), names.end()).size(), 1680u);
  EXPECT_EQ(names.front(), "f01_nose_left_eye_inner");
  EXPECT_EQ(names.back(), "f10_right_wrist_right_hip");
  EXPECT_EQ(landmark_names().front(), "nose");
  EXPECT_EQ(landmark_names().back(), "right_hip");
  EXPECT_EQ(landmark_names().size(), 25u);
}

TEST(KeypointDistances, TPose_HasTheLengthsOfItsSkeleton) {
  const Clip clip = Clip::make(canonical_skeleton(), 12, 1.0 / 30.0);
  KeypointDistanceSettings metres;
  metres.normalise = Normalise::kNone;
  const FeatureRows rows = measure(clip, metres);
  ASSERT_EQ(rows.row_count(), 1);
  EXPECT_NEAR(rows.at(0, column("f01_left_wrist_right_wrist")), 1.46, 1e-12);
  EXPECT_NEAR(rows.at(0, column("f10_left_shoulder_left_elbow")), 0.285, 1e-12);
  // The nose lies in front of the head joint, the eyes to both sides of it.
  EXPECT_NEAR(rows.at(0, column("f05_nose_left_eye")), rows.at(0, column("f05_nose_right_eye")),
              1e-12);
  EXPECT_LT(rows.at(0, column("f05_nose_left_eye")), 0.06);
}

TEST(KeypointDistances, LongClips_LoseFramesShortOnesRepeat) {
  // One hand moves at a steady pace; its distance tells which frame was taken.
  const auto swinging = [](int frames) {
    Clip clip = Clip::make(canonical_skeleton(), frames, 1.0 / 30.0);
    const int elbow = clip.skeleton->find("LeftLowerArm");
    for (int f = 0; f < frames; ++f) {
      clip.frame_rotations(f)[elbow] = glm::angleAxis(0.02 * f, kForward);
    }
    return clip;
  };
  const Clip by_frames = swinging(40);
  const auto expect_picked = [&](int frames, const std::vector<int>& picked) {
    const FeatureRows rows = measure(swinging(frames));
    for (int i = 0; i < 10; ++i) {
      const auto points = landmarks(by_frames, picked[i]).value();
      const double expected =
          glm::distance(points[landmark("left_shoulder")], points[landmark("left_wrist")]) /
          body_height_m(*by_frames.skeleton);
      const std::string frame = i < 9 ? "f0" + std::to_string(i + 1) : "f10";
      EXPECT_NEAR(rows.at(0, column(frame + "_left_shoulder_left_wrist")), expected, 1e-12)
          << frames << " frames, " << frame;
    }
  };
  expect_picked(10, {0, 1, 2, 3, 4, 5, 6, 7, 8, 9});
  expect_picked(37, {0, 4, 8, 12, 16, 20, 24, 28, 32, 36});
  expect_picked(15, {0, 1, 3, 4, 6, 7, 9, 10, 12, 14});
  expect_picked(4, {0, 0, 0, 1, 1, 1, 2, 2, 2, 3});
  expect_picked(1, std::vector<int>(10, 0));
}

TEST(KeypointDistances, PlaceHeadingAndSize_DoNotMatter) {
  const Clip clip = lively_clip(40);
  const FeatureRows here = measure(clip);
  const FeatureRows there =
      measure(test::placed(test::scaled(clip, 1.3), -2.0, Vec3(4.0, 1.0, 2.0)));
  for (size_t i = 0; i < here.values.size(); ++i) {
    EXPECT_NEAR(here.values[i], there.values[i], 1e-9) << keypoint_distance_names()[i];
  }
}

TEST(KeypointDistances, MirroredMotion_ExchangesLeftAndRight) {
  const Clip clip = lively_clip(30);
  const FeatureRows rows = measure(clip);
  const FeatureRows mirrored = measure(test::mirrored(clip));
  const auto other_side = [](std::string name) {
    std::string out;
    for (size_t at = 0; at < name.size();) {
      if (name.compare(at, 4, "left") == 0) {
        out += "right";
        at += 4;
      } else if (name.compare(at, 5, "right") == 0) {
        out += "left";
        at += 5;
      } else {
        out += name[at++];
      }
    }
    return out;
  };
  for (int c = 0; c < kKeypointDistanceCount; ++c) {
    const std::string& name = keypoint_distance_names()[c];
    EXPECT_NEAR(mirrored.at(0, column(other_side(name))), rows.at(0, c), 1e-9) << name;
  }
}

TEST(KeypointDistances, Windows_GiveARowEach) {
  KeypointDistanceSettings settings;
  settings.window_s = 1.0;
  settings.hop_s = 0.5;
  const FeatureRows rows = measure(lively_clip(90), settings);
  EXPECT_EQ(rows.start_frames, (std::vector<int>{0, 15, 30, 45, 60}));
  EXPECT_NEAR(rows.start_s(4), 2.0, 1e-12);
}

TEST(Landmarks, OnARealSkeletonWithAnotherRestPose_LieWhereFaceAndHandsAre) {
  const auto file =
      test::data_root() / "bandai-namco" / "dataset-1" / "data" / "dataset-1_walk_normal_001.bvh";
  KINEMOTE_NEEDS_DATA(file);
  const auto import = io::read_bvh(file);
  ASSERT_TRUE(import.ok()) << import.error().message;
  const Clip& clip = import->clip;
  const WorldMotion world = forward_kinematics(clip);
  const BodyMap body = find_body(*clip.skeleton).value();
  const auto facing = headings(world, body);
  double nose_forward = 0.0;
  double eyes_left = 0.0;
  double index_along = 0.0;
  int count = 0;
  for (int f = 0; f < clip.frame_count; f += 10, ++count) {
    const auto points = landmarks(clip, f).value();
    const auto seen = [&](const Vec3& v) { return in_heading_frame(v, facing[f]); };
    nose_forward += seen(points[landmark("nose")] - world.position(f, body[BodyPart::kHead])).z;
    eyes_left += seen(points[landmark("left_eye")] - points[landmark("right_eye")]).x;
    const Vec3 forearm = world.position(f, body[BodyPart::kLeftHand]) -
                         world.position(f, body[BodyPart::kLeftLowerArm]);
    const Vec3 finger =
        points[landmark("left_index")] - world.position(f, body[BodyPart::kLeftHand]);
    index_along += glm::dot(glm::normalize(forearm), glm::normalize(finger));
  }
  EXPECT_NEAR(nose_forward / count, 0.11, 0.04);
  EXPECT_NEAR(eyes_left / count, 0.064, 0.015);
  EXPECT_GT(index_along / count, 0.7);
}

}  // namespace
}  // namespace kinemote::analysis
