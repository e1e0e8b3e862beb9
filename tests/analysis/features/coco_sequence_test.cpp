#include "analysis/features/coco_sequence.h"

#include <gmock/gmock.h>

#include <algorithm>

#include "analysis/lively_clip.h"
#include "motion/core/point_layouts.h"
#include "motion/core/projected_points.h"
#include "motion/io/bvh.h"
#include "support/real_data.h"

namespace kinemote::analysis {
namespace {

using ::testing::HasSubstr;

const PointLayout& coco() { return *find_point_layout("coco17"); }

/// A clip of points seen by the default camera.
PointClip seen(int frames = 64, double azimuth_rad = 0.0) {
  ProjectionSettings settings;
  settings.camera.azimuth_rad = azimuth_rad;
  settings.hidden_confidence = 1.0;
  return project_points(test::lively_clip(frames), coco(), settings).value();
}

PoseSequence sequence_of(const PointClip& person, const CocoSequenceSettings& settings = {}) {
  const auto made = coco_sequence({&person, 1}, settings);
  EXPECT_TRUE(made.ok()) << made.error().message;
  return *made;
}

float number(const PoseSequence& s, int frame, const std::string& joint, int which, int who = 0) {
  return s.frame(frame)[coco_sequence_layout().channel(who, coco().find(joint), which)];
}

/// Turned in the picture, enlarged and shifted.
PointClip moved(PointClip points, double angle_rad, double factor, const Vec3& shift) {
  const Quat turn = glm::angleAxis(angle_rad, kForward);
  for (Vec3& p : points.positions) p = turn * (p * factor) + shift;
  for (Vec3& p : points.positions) p.z = 0.0;
  return points;
}

void lose(PointClip& points, int frame, const std::string& name) {
  const size_t i = points.index(frame, coco().find(name));
  points.states[i] = PointState::kMissing;
  points.positions[i] = Vec3(1e9);
}

TEST(CocoSequence, WrongInput_IsRefusedWithAReason) {
  const auto error = [](const std::vector<PointClip>& people, CocoSequenceSettings settings = {}) {
    const auto made = coco_sequence(people, settings);
    return made ? Error{ErrorCode::kUsage, "no error"} : made.error();
  };
  EXPECT_EQ(error({}).code, ErrorCode::kBadInput);
  PointClip solid = seen();
  solid.is_2d = false;
  EXPECT_THAT(error({solid}).message, HasSubstr("3-D"));
  PointClip other = seen();
  other.point_names[9] = "hook";
  EXPECT_THAT(error({other}).message, HasSubstr("left_wrist"));
  EXPECT_THAT(error({seen(64), seen(63)}).message, HasSubstr("as many frames"));
  EXPECT_EQ(error({seen()}, {.fps = -1.0}).code, ErrorCode::kUsage);
  EXPECT_EQ(error({seen()}, {.least_confidence = 2.0}).code, ErrorCode::kUsage);
  PointClip nobody = seen();
  std::fill(nobody.states.begin(), nobody.states.end(), PointState::kMissing);
  EXPECT_THAT(error({nobody}).message, HasSubstr("shoulders"));
}

TEST(CocoSequence, Layout_Has238NumbersAFrame) {
  const SequenceLayout& layout = coco_sequence_layout();
  EXPECT_TRUE(layout.validate().ok());
  EXPECT_EQ(layout.channels(), 238);
  EXPECT_EQ(layout.channel_names().front(), "p1.nose.x");
  EXPECT_EQ(layout.channel_names().back(), "p2.right_ankle.ay");
}

TEST(CocoSequence, EveryFrame_IsCentredLevelAndATorsoTall) {
  const PoseSequence s = sequence_of(seen());
  ASSERT_EQ(s.frames, 64);
  ASSERT_TRUE(s.validate().ok());
  std::vector<double> torsos;
  for (int f = 0; f < 64; ++f) {
    const auto middle = [&](const std::string& part, int axis) {
      return 0.5 * (number(s, f, "left_" + part, axis) + number(s, f, "right_" + part, axis));
    };
    EXPECT_NEAR(middle("hip", 0), 0.0, 1e-5);
    EXPECT_NEAR(middle("hip", 1), 0.0, 1e-5);
    ASSERT_NEAR(number(s, f, "left_shoulder", 1), number(s, f, "right_shoulder", 1), 1e-4);
    EXPECT_GT(middle("shoulder", 1), 0.5) << "upright";
    torsos.push_back(std::hypot(middle("shoulder", 0), middle("shoulder", 1)));
  }
  std::nth_element(torsos.begin(), torsos.begin() + 32, torsos.end());
  EXPECT_NEAR(torsos[32], 1.0, 0.03);
}

TEST(CocoSequence, PlaceSizeAndSmallTilt_OfThePictureDoNotMatter) {
  const PointClip points = seen();
  const PoseSequence here = sequence_of(points);
  const PoseSequence there = sequence_of(moved(points, 0.3, 2.5, Vec3(-300.0, 80.0, 0.0)));
  for (size_t i = 0; i < here.values.size(); ++i) {
    ASSERT_NEAR(here.values[i], there.values[i], 2e-3 * (1.0 + std::abs(here.values[i]))) << i;
  }
  // In shares of the picture everything is smaller than 1: still the same body.
  const PoseSequence shares = sequence_of(moved(points, 0.0, 1e-3, Vec3(0.0)));
  EXPECT_NEAR(number(shares, 9, "left_wrist", 0), number(here, 9, "left_wrist", 0), 1e-4);
}

TEST(CocoSequence, WhoWalksTowardsTheCamera_KeepsItsSize) {
  Clip clip = Clip::make(canonical_skeleton(), 200, 1.0 / 30.0);
  for (int f = 0; f < 200; ++f) clip.translations[f].z += 1.2 * f / 30.0;
  ProjectionSettings settings;
  settings.camera.elevation_rad = 0.0;
  const PointClip points = project_points(clip, coco(), settings).value();
  const PoseSequence s = sequence_of(points, {.frames = 0});
  const auto width = [&](int f) {
    return number(s, f, "left_shoulder", 0) - number(s, f, "right_shoulder", 0);
  };
  const auto in_picture = [&](int f) {
    return points.positions[points.index(f, coco().find("left_shoulder"))].x -
           points.positions[points.index(f, coco().find("right_shoulder"))].x;
  };
  EXPECT_GT(in_picture(170), 2.0 * in_picture(0));
  EXPECT_NEAR(width(170) / width(30), 1.0, 0.1);
}

TEST(CocoSequence, SeenFromBehind_StaysUprightUnlessAsPublished) {
  const PointClip behind = seen(64, kPi);
  EXPECT_GT(number(sequence_of(behind), 10, "nose", 1), 0.5f);
  const PoseSequence published = sequence_of(behind, {.is_as_published = true});
  EXPECT_LT(number(published, 10, "nose", 1), 0.0f) << "the original stands on its head";
}

TEST(CocoSequence, Derivatives_AreThoseOfTheNumbersBesideThem) {
  const PoseSequence s = sequence_of(seen());
  for (int f = 1; f < 63; ++f) {
    const double x0 = number(s, f - 1, "left_wrist", 0);
    const double x1 = number(s, f, "left_wrist", 0);
    const double x2 = number(s, f + 1, "left_wrist", 0);
    EXPECT_NEAR(number(s, f, "left_wrist", 3), (x2 - x0) * 15.0, 1e-3);
    EXPECT_NEAR(number(s, f, "left_wrist", 5), (x2 - 2.0 * x1 + x0) * 900.0, 2e-2);
  }
  const PoseSequence published = sequence_of(seen(), {.is_as_published = true});
  EXPECT_NEAR(number(published, 5, "nose", 4),
              (number(published, 5, "nose", 1) - number(published, 4, "nose", 1)) * 30.0, 1e-2);
}

TEST(CocoSequence, MissingJoints_AreZeroAndDoNotMoveTheOthers) {
  PointClip points = seen();
  const PoseSequence whole = sequence_of(points);
  for (int f = 20; f < 24; ++f) lose(points, f, "left_wrist");
  const PoseSequence part = sequence_of(points);
  for (int which = 0; which < 7; ++which) EXPECT_EQ(number(part, 21, "left_wrist", which), 0.0f);
  EXPECT_EQ(number(part, 19, "left_wrist", 5), 0.0f) << "no acceleration into a gap";
  EXPECT_EQ(number(part, 21, "right_knee", 0), number(whole, 21, "right_knee", 0));
  // Without a middle of the hips the origin of a frame lies between its neighbours', and nothing
  // jumps. (The median torso is that of the other frames now.)
  lose(points, 40, "left_hip");
  const PoseSequence without_hip = sequence_of(points);
  EXPECT_NEAR(number(without_hip, 40, "nose", 1), number(whole, 40, "nose", 1), 0.05);
  EXPECT_NEAR(number(without_hip, 40, "nose", 4), number(whole, 40, "nose", 4), 0.3);
}

TEST(CocoSequence, TwoOfThreePeople_AreThoseSeenMost) {
  PointClip rare = seen();
  for (int f = 0; f < 60; ++f) {
    for (const std::string& name : coco().names) lose(rare, f, name);
  }
  PointClip some = seen();
  for (int f = 0; f < 30; ++f) lose(some, f, "nose");
  const PointClip most = seen(64, -0.5);
  const auto s = coco_sequence(std::vector<PointClip>{rare, some, most});
  ASSERT_TRUE(s.ok());
  EXPECT_EQ(number(*s, 5, "left_wrist", 0, 0), number(sequence_of(most), 5, "left_wrist", 0));
  EXPECT_EQ(number(*s, 5, "left_wrist", 0, 1), number(sequence_of(some), 5, "left_wrist", 0));
  EXPECT_EQ(number(sequence_of(most), 5, "left_wrist", 2, 1), 0.0f) << "nobody else";
}

TEST(CocoSequence, LongClipsLoseTheirEndsShortOnesArePadded) {
  const PoseSequence all = sequence_of(seen(100), {.frames = 0});
  ASSERT_EQ(all.frames, 100);
  const PoseSequence middle = sequence_of(seen(100));
  EXPECT_EQ(number(middle, 0, "nose", 1), number(all, 18, "nose", 1));
  const PoseSequence little = sequence_of(seen(40));
  EXPECT_EQ(little.frames, 64);
  EXPECT_EQ(little.valid[39], 1.0f);
  EXPECT_EQ(little.valid[40], 0.0f);
  EXPECT_EQ(sequence_of(seen(41), {.fps = 15.0, .frames = 0}).frames, 21);
}

TEST(CocoSequence, OfARealWalk_HasStepsAtTheAnkles) {
  const auto file =
      test::data_root() / "bandai-namco" / "dataset-1" / "data" / "dataset-1_walk_happy_001.bvh";
  KINEMOTE_NEEDS_DATA(file);
  const auto import = io::read_bvh(file);
  ASSERT_TRUE(import.ok()) << import.error().message;
  ProjectionSettings side;
  side.camera.azimuth_rad = 0.5 * kPi;
  const auto points = project_points(import->clip, coco(), side);
  ASSERT_TRUE(points.ok());
  const PoseSequence s = sequence_of(*points);
  // Seen from its left, one ankle passes the other with every step; both lie below the hips.
  int crossings = 0;
  double before = 0.0;
  for (int f = 0; f < s.frames; ++f) {
    if (number(s, f, "left_ankle", 2) < 0.5f || number(s, f, "right_ankle", 2) < 0.5f) continue;
    const double apart = number(s, f, "left_ankle", 0) - number(s, f, "right_ankle", 0);
    crossings += apart * before < 0.0;
    before = apart;
    EXPECT_LT(number(s, f, "left_ankle", 1), -0.8f);
  }
  EXPECT_GE(crossings, 2);
  EXPECT_LE(crossings, 6);
}

}  // namespace
}  // namespace kinemote::analysis
