#include "motion/core/fit_points.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>

#include "motion/core/body_points.h"
#include "motion/core/kinematics.h"
#include "motion/core/points/walker.h"

namespace kinemote {
namespace {

using ::testing::HasSubstr;

const PointLayout& layout(const char* id) { return *find_point_layout(id); }

PointClip points_of(const Clip& clip, const char* id) {
  Result<PointClip> points = points_on_body(clip, layout(id));
  EXPECT_TRUE(points.ok());
  return std::move(*points);
}

struct Distance {
  double mean_m = 0.0;
  double worst_m = 0.0;
};

/// Distances of all joints but those that keypoints do not show (hands' and toes' own turn moves
/// no joint before them).
Distance distance(const Clip& truth, const Clip& fitted, double scale = 1.0) {
  const WorldMotion a = forward_kinematics(truth);
  const WorldMotion b = forward_kinematics(fitted);
  Distance out;
  int count = 0;
  for (int f = 0; f < a.frame_count; ++f) {
    for (int j = 0; j < a.joint_count; ++j) {
      const double off = glm::distance(a.position(f, j) * scale, b.position(f, j));
      out.mean_m += off;
      out.worst_m = std::max(out.worst_m, off);
      ++count;
    }
  }
  out.mean_m /= count;
  return out;
}

double worst_turn_rad(const Clip& truth, const Clip& fitted, const char* name) {
  const WorldMotion a = forward_kinematics(truth);
  const WorldMotion b = forward_kinematics(fitted);
  const int joint = truth.skeleton->find(name);
  double worst = 0.0;
  for (int f = 0; f < a.frame_count; ++f) {
    const Quat d = glm::conjugate(a.rotation(f, joint)) * b.rotation(f, joint);
    worst = std::max(worst, 2.0 * std::atan2(glm::length(Vec3(d.x, d.y, d.z)), std::abs(d.w)));
  }
  return worst;
}

TEST(FitPoints_2d, IsRefused) {
  PointClip points = points_of(test::walker(3), "coco17");
  for (Vec3& p : points.positions) p.z = 0.0;
  points.is_2d = true;
  const auto fit = fit_points(points);
  ASSERT_FALSE(fit.ok());
  EXPECT_EQ(fit.error().code, ErrorCode::kUsage);
  EXPECT_THAT(fit.error().message, HasSubstr("2-D"));
}

TEST(FitPoints_Markers, AreRefused) {
  PointClip points = points_of(test::walker(3), "coco17");
  points.layout = "markers";
  const auto fit = fit_points(points);
  ASSERT_FALSE(fit.ok());
  EXPECT_THAT(fit.error().message, HasSubstr("layout \"markers\""));
}

TEST(FitPoints_HipsNeverSeen, IsRefusedWithReason) {
  PointClip points = points_of(test::walker(3), "coco17");
  for (int f = 0; f < 3; ++f) {
    points.states[points.index(f, layout("coco17").find("left_hip"))] = PointState::kMissing;
  }
  const auto fit = fit_points(points);
  ASSERT_FALSE(fit.ok());
  EXPECT_EQ(fit.error().code, ErrorCode::kBadInput);
  EXPECT_THAT(fit.error().message, HasSubstr("trunk"));
}

TEST(FitPoints_TrunkAlwaysOnOneLine, IsRefusedWithReason) {
  PointClip points = points_of(test::walker(3), "coco17");
  for (int f = 0; f < 3; ++f) {  // shoulders above each other, over the hips
    const auto at = [&](const char* name) -> Vec3& {
      return points.positions[points.index(f, layout("coco17").find(name))];
    };
    const Vec3 hips = 0.5 * (at("left_hip") + at("right_hip"));
    at("left_shoulder") = hips + Vec3(0.0, 0.6, 0.0);
    at("right_shoulder") = hips + Vec3(0.0, 0.3, 0.0);
  }
  const auto fit = fit_points(points);
  ASSERT_FALSE(fit.ok());
  EXPECT_EQ(fit.error().code, ErrorCode::kBadInput);
  EXPECT_THAT(fit.error().message, HasSubstr("trunk"));
}

TEST(FitPoints_AllPointsInOnePlace, AreRefused) {
  PointClip points = points_of(test::walker(3), "body25");
  std::fill(points.positions.begin(), points.positions.end(), Vec3(1.0, 2.0, 3.0));
  EXPECT_FALSE(fit_points(points).ok());
}

class FitPoints_EveryLayout : public testing::TestWithParam<const char*> {};

TEST_P(FitPoints_EveryLayout, ExactPoints_GiveBackEveryJoint) {
  const Clip truth = test::walker();
  const auto fit = fit_points(points_of(truth, GetParam()));
  ASSERT_TRUE(fit.ok()) << fit.error().message;
  EXPECT_LT(fit->report.mean_m, 1e-3);
  EXPECT_EQ(fit->report.held_frames, 0);
  const Distance d = distance(truth, fit->clip);
  RecordProperty("mean_mm", std::to_string(1000.0 * d.mean_m));
  RecordProperty("worst_mm", std::to_string(1000.0 * d.worst_m));
  // Without feet in the layout toes follow the shank, and the truth's feet turn by 0.3 rad.
  const bool has_feet = std::string(GetParam()) != "coco17";
  EXPECT_LT(d.mean_m, has_feet ? 0.004 : 0.008);
  EXPECT_LT(d.worst_m, has_feet ? 0.03 : 0.06);
  for (const char* name : {"Head", "Hips", "LeftLowerArm", "RightUpperLeg"}) {
    EXPECT_LT(worst_turn_rad(truth, fit->clip, name), 0.12) << name;
  }
}

TEST_P(FitPoints_EveryLayout, NoisyPoints_StayWithinTheNoise) {
  const Clip truth = test::walker();
  PointClip points = points_of(truth, GetParam());
  test::add_noise(points, 0.01, 7);
  const auto fit = fit_points(points);
  ASSERT_TRUE(fit.ok()) << fit.error().message;
  const WorldMotion a = forward_kinematics(truth);
  const WorldMotion b = forward_kinematics(fit->clip);
  // The mean length of a 3-D normal error of 1 cm each way is 1.6 cm; knees of nearly straight legs
  // move further when hip and ankle come nearer by chance.
  for (const auto& [name, most_m] : {std::pair{"LeftHand", 0.022},
                                     {"RightHand", 0.022},
                                     {"LeftFoot", 0.022},
                                     {"RightFoot", 0.022},
                                     {"LeftLowerLeg", 0.04}}) {
    const int joint = truth.skeleton->find(name);
    double sum = 0.0;
    for (int f = 0; f < a.frame_count; ++f) {
      sum += glm::distance(a.position(f, joint), b.position(f, joint));
    }
    EXPECT_LT(sum / a.frame_count, most_m) << name;
  }
}

INSTANTIATE_TEST_SUITE_P(Layouts, FitPoints_EveryLayout,
                         testing::Values("coco17", "body25", "mediapipe33"),
                         [](const auto& id) { return std::string(id.param); });

TEST(FitPoints_OtherBody, TakesItsLengths) {
  auto tall = std::make_shared<Skeleton>(*canonical_skeleton());
  for (Joint& joint : tall->joints) {
    joint.offset *= 1.2;
    if (joint.end_site) *joint.end_site *= 1.2;
  }
  tall->joints[tall->find("LeftLowerLeg")].offset *= 1.1;  // and long thighs
  tall->joints[tall->find("RightLowerLeg")].offset *= 1.1;
  const Clip truth = test::walker(60, 0.0, tall);
  const auto fit = fit_points(points_of(truth, "mediapipe33"));
  ASSERT_TRUE(fit.ok());
  for (const char* name : {"LeftLowerArm", "RightHand", "LeftLowerLeg", "RightFoot"}) {
    const int joint = tall->find(name);
    EXPECT_NEAR(glm::length(fit->clip.skeleton->joints[joint].offset),
                glm::length(tall->joints[joint].offset), 1e-6)
        << name;
  }
  EXPECT_LT(fit->report.mean_m, 1e-3);
}

TEST(FitPoints_CanonicalLengths, KeepsTheSkeletonAndScalesThePath) {
  auto small = std::make_shared<Skeleton>(*canonical_skeleton());
  for (Joint& joint : small->joints) joint.offset *= 0.5;
  Clip truth = test::walker(60, 0.0, small);
  for (Vec3& t : truth.translations) t *= 0.5;
  const auto fit = fit_points(points_of(truth, "body25"), {.fits_lengths = false});
  ASSERT_TRUE(fit.ok());
  EXPECT_TRUE(fit->clip.skeleton->same_as(*canonical_skeleton()));
  EXPECT_LT(distance(truth, fit->clip, 2.0).worst_m, 0.05);
}

TEST(FitPoints_StraightLimbs, DoNotTwist) {
  const auto fit = fit_points(points_of(test::walker(90, 1.0), "mediapipe33"));
  ASSERT_TRUE(fit.ok());
  for (const char* name : {"LeftUpperArm", "RightUpperArm", "LeftUpperLeg", "RightLowerLeg"}) {
    const int joint = fit->clip.skeleton->find(name);
    for (int f = 1; f < fit->clip.frame_count; ++f) {
      const double dot = std::abs(
          glm::dot(fit->clip.frame_rotations(f - 1)[joint], fit->clip.frame_rotations(f)[joint]));
      EXPECT_GT(dot, std::cos(0.15)) << name << " jumps in frame " << f;
    }
  }
}

TEST(FitPoints_HiddenPart, KeepsThePoseBefore) {
  const Clip truth = test::walker(30);
  PointClip points = points_of(truth, "coco17");
  const int wrist = layout("coco17").find("left_wrist");
  for (int f = 10; f < 20; ++f) points.states[points.index(f, wrist)] = PointState::kMissing;
  points.states[points.index(0, wrist)] = PointState::kMissing;
  const auto fit = fit_points(points);
  ASSERT_TRUE(fit.ok());
  const int joint = truth.skeleton->find("LeftLowerArm");
  for (int f = 10; f < 20; ++f) {
    EXPECT_EQ(fit->clip.frame_rotations(f)[joint], fit->clip.frame_rotations(9)[joint]);
  }
  EXPECT_EQ(fit->clip.frame_rotations(0)[joint], fit->clip.frame_rotations(1)[joint]);
  EXPECT_NE(fit->clip.frame_rotations(20)[joint], fit->clip.frame_rotations(9)[joint]);
}

TEST(FitPoints_HiddenTrunk, IsHeldAndSaid) {
  PointClip points = points_of(test::walker(30), "coco17");
  const int hip = layout("coco17").find("right_hip");
  for (int f = 5; f < 9; ++f) points.states[points.index(f, hip)] = PointState::kMissing;
  const auto fit = fit_points(points);
  ASSERT_TRUE(fit.ok());
  EXPECT_EQ(fit->report.held_frames, 4);
  ASSERT_EQ(fit->report.warnings.size(), 1u);
  EXPECT_THAT(fit->report.warnings[0], HasSubstr("4 frames"));
  EXPECT_EQ(fit->clip.translations[8], fit->clip.translations[4]);
}

}  // namespace
}  // namespace kinemote
