#include "analysis/features/bess.h"

#include <gmock/gmock.h>

#include <algorithm>
#include <cmath>

#include "analysis/lively_clip.h"
#include "motion/io/bvh.h"
#include "support/real_data.h"

namespace kinemote::analysis {
namespace {

using test::lively_clip;

FeatureRows measure(const Clip& clip, double window_s = 0.5, double hop_s = 0.0) {
  LmaSettings settings;
  settings.window_s = window_s;
  settings.hop_s = hop_s;
  settings.height_m = body_height_m(*clip.skeleton);
  return bess(forward_kinematics(clip), find_body(*clip.skeleton).value(), settings).value();
}

double value(const FeatureRows& rows, int row, std::string_view name) {
  const auto& names = bess_names();
  const auto it = std::find(names.begin(), names.end(), name);
  EXPECT_NE(it, names.end()) << name;
  return rows.at(row, static_cast<int>(it - names.begin()));
}

void expect_same(const FeatureRows& a, const FeatureRows& b, double tolerance) {
  ASSERT_EQ(a.values.size(), b.values.size());
  for (size_t i = 0; i < a.values.size(); ++i) {
    EXPECT_NEAR(a.values[i], b.values[i], tolerance * std::max(1.0, std::abs(a.values[i])))
        << bess_names()[i % bess_names().size()];
  }
}

TEST(Bess, ImpossibleSettings_AreRefusedWithAReason) {
  Clip clip = lively_clip(20);
  const BodyMap body = find_body(*clip.skeleton).value();
  LmaSettings settings;
  auto result = bess(forward_kinematics(clip), body, settings);
  ASSERT_FALSE(result.ok());
  EXPECT_THAT(result.error().message, testing::HasSubstr("height_m"));
  settings.height_m = 1.75;
  settings.window_s = 0.1;
  result = bess(forward_kinematics(clip), body, settings);
  ASSERT_FALSE(result.ok());
  EXPECT_EQ(result.error().code, ErrorCode::kUsage);
  EXPECT_THAT(result.error().message, testing::HasSubstr("at least 5"));
  settings.window_s = 0.0;
  clip.translations[7].x = std::nan("");
  result = bess(forward_kinematics(clip), body, settings);
  ASSERT_FALSE(result.ok());
  EXPECT_EQ(result.error().code, ErrorCode::kBadInput);
}

TEST(Bess, Names_AreUniqueAndOfFourFamilies) {
  auto names = bess_names();
  for (const std::string& name : names) {
    EXPECT_THAT(name, testing::AnyOf(testing::StartsWith("body_"), testing::StartsWith("effort_"),
                                     testing::StartsWith("shape_"), testing::StartsWith("space_")));
  }
  std::sort(names.begin(), names.end());
  EXPECT_EQ(std::unique(names.begin(), names.end()), names.end());
}

TEST(Bess, PlaceHeadingSizeAndSide_DoNotMatter) {
  const Clip clip = lively_clip();
  const FeatureRows reference = measure(clip);
  expect_same(reference, measure(test::placed(clip, 2.1, Vec3(3.0, 0.4, -7.0))), 1e-7);
  expect_same(reference, measure(test::scaled(clip, 1.3)), 1e-7);
  expect_same(reference, measure(test::mirrored(clip)), 1e-9);
}

TEST(Bess, StandingFigure_IsStillDirectAndNeverUndefined) {
  const Clip clip = Clip::make(canonical_skeleton(), 20, 1.0 / 30.0);
  const FeatureRows rows = measure(clip, 0.0);
  for (const double x : rows.values) EXPECT_TRUE(std::isfinite(x));
  const double height_m = body_height_m(*clip.skeleton);
  // T-pose: wrists at +-(0.035 + 0.155 + 0.285 + 0.255) m, ankles at +-0.09 m.
  EXPECT_NEAR(value(rows, 0, "body_hands_apart_mean"), 1.46 / height_m, 1e-12);
  EXPECT_NEAR(value(rows, 0, "body_gait_size_max"), 0.18 / height_m, 1e-12);
  EXPECT_NEAR(value(rows, 0, "body_hand_shoulder_sd"), 0.0, 1e-12);
  EXPECT_NEAR(value(rows, 0, "shape_side_asymmetry_mean"), 0.0, 1e-9);
  EXPECT_EQ(value(rows, 0, "shape_hands_low_mean"), 0.0);
  EXPECT_EQ(value(rows, 0, "effort_weight_energy_max"), 0.0);
  EXPECT_EQ(value(rows, 0, "effort_hands_directness"), 1.0);
  EXPECT_EQ(value(rows, 0, "space_directness"), 1.0);
  EXPECT_EQ(value(rows, 0, "space_area_covered"), 0.0);
}

TEST(Bess, SteadyWalk_HasItsSpeedDirectionAndEnergy) {
  Clip clip = Clip::make(canonical_skeleton(), 31, 1.0 / 30.0);
  const double height_m = body_height_m(*clip.skeleton);
  for (int f = 0; f < 31; ++f) clip.translations[f].z = 1.2 * f / 30.0;
  FeatureRows rows = measure(clip, 0.0);
  const double speed = 1.2 / height_m;
  EXPECT_NEAR(value(rows, 0, "effort_pelvis_speed_mean"), speed, 1e-9);
  EXPECT_NEAR(value(rows, 0, "effort_hands_speed_max"), speed, 1e-9);
  EXPECT_NEAR(value(rows, 0, "effort_motion_quantity_mean"), speed, 1e-9);  // masses sum to 1
  EXPECT_NEAR(value(rows, 0, "effort_weight_energy_mean"), speed * speed, 1e-9);
  EXPECT_NEAR(value(rows, 0, "effort_flow_jerk_max"), 0.0, 1e-6);
  EXPECT_NEAR(value(rows, 0, "space_path_speed"), speed, 1e-9);
  EXPECT_NEAR(value(rows, 0, "space_directness"), 1.0, 1e-9);
  EXPECT_NEAR(value(rows, 0, "effort_facing"), speed / (speed + 0.02), 1e-9);
  for (Vec3& t : clip.translations) t.z *= -1.0;  // backwards
  rows = measure(clip, 0.0);
  EXPECT_NEAR(value(rows, 0, "effort_facing"), -speed / (speed + 0.02), 1e-9);
}

TEST(Bess, SquareWalk_CoversItsAreaAndReturns) {
  const int side = 10;  // frames
  Clip clip = Clip::make(canonical_skeleton(), 4 * side + 1, 0.1);
  const double height_m = body_height_m(*clip.skeleton);
  Vec3 at = clip.translations[0];
  for (int f = 0; f <= 4 * side; ++f) {
    clip.translations[f] = at;
    const Vec3 steps[]{Vec3(1, 0, 0), Vec3(0, 0, 1), Vec3(-1, 0, 0), Vec3(0, 0, -1)};
    at += 0.2 * steps[f / side % 4];
  }
  const FeatureRows rows = measure(clip, 0.0);
  EXPECT_NEAR(value(rows, 0, "space_area_covered"), 4.0 / (height_m * height_m), 1e-9);
  EXPECT_NEAR(value(rows, 0, "space_net_speed"), 0.0, 1e-9);
  EXPECT_NEAR(value(rows, 0, "space_path_speed"), 2.0 / height_m, 1e-9);
  EXPECT_NEAR(value(rows, 0, "space_directness"), 0.001 / (8.0 / height_m + 0.001), 1e-9);
}

TEST(Bess, TurningOnTheSpot_IsSpaceNotShape) {
  Clip clip = Clip::make(canonical_skeleton(), 21, 0.05);
  for (int f = 0; f < 21; ++f) clip.frame_rotations(f)[0] = yaw_rotation(2.0 * kPi * f / 20.0);
  const FeatureRows rows = measure(clip, 0.0);
  EXPECT_NEAR(value(rows, 0, "space_turning"), 2.0 * kPi, 1e-6);  // one turn a second
  EXPECT_NEAR(value(rows, 0, "space_net_turning"), 2.0 * kPi, 1e-6);
  EXPECT_NEAR(value(rows, 0, "shape_volume_sd"), 0.0, 1e-9);
  EXPECT_NEAR(value(rows, 0, "effort_hands_kinesphere"), 0.0, 1e-12);
}

TEST(Bess, StrongerMovement_HasMoreEffort) {
  const FeatureRows calm = measure(lively_clip(60, 0.5), 0.0);
  const FeatureRows wild = measure(lively_clip(60, 1.5), 0.0);
  for (const char* name : {"effort_weight_energy_max", "effort_time_acceleration_mean",
                           "effort_flow_jerk_mean", "effort_motion_quantity_mean",
                           "effort_weight_deceleration_max", "effort_hands_kinesphere"}) {
    EXPECT_GT(value(wild, 0, name), value(calm, 0, name)) << name;
  }
}

TEST(Bess, OverlappingWindows_EqualThoseThatStartThere) {
  const Clip clip = lively_clip(60);
  const FeatureRows apart = measure(clip);
  const FeatureRows overlapping = measure(clip, 0.5, 0.1);
  ASSERT_EQ(overlapping.start_frames[5], apart.start_frames[1]);
  for (int c = 0; c < apart.column_count; ++c) EXPECT_EQ(overlapping.at(5, c), apart.at(1, c));
}

TEST(Bess, RealClips_LieWithinWhatABodyCanDo) {
  const auto folder = test::data_root() / "bandai-namco" / "dataset-1" / "data";
  KINEMOTE_NEEDS_DATA(folder);
  const auto import = io::read_bvh(folder / "dataset-1_run_angry_001.bvh");
  ASSERT_TRUE(import.ok()) << import.error().message;
  const FeatureRows rows = measure(import->clip);
  ASSERT_GT(rows.row_count(), 0);
  for (int r = 0; r < rows.row_count(); ++r) {
    const double reach = value(rows, r, "body_hands_apart_max");
    EXPECT_GT(reach, 0.05);
    EXPECT_LT(reach, 1.2);
    EXPECT_NEAR(value(rows, r, "body_pelvis_height_mean"), 0.5, 0.15);
    EXPECT_GT(value(rows, r, "effort_facing"), 0.8);  // runs where it looks
    EXPECT_LT(value(rows, r, "space_path_speed"), 6.0);
    EXPECT_GE(value(rows, r, "space_path_speed"), value(rows, r, "space_net_speed") - 1e-12);
  }
}

}  // namespace
}  // namespace kinemote::analysis
