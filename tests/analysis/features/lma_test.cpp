#include "analysis/features/lma.h"

#include <gmock/gmock.h>

#include <cmath>
#include <map>
#include <numbers>

#include "analysis/lively_clip.h"
#include "analysis/oracle.h"
#include "motion/io/bvh.h"

namespace kinemote::analysis {
namespace {

using test::lively_clip;

BodyMap body_of(const Clip& clip) { return find_body(*clip.skeleton).value(); }

FeatureRows measure(const Clip& clip, Normalise normalise, double hop_s = 0.0) {
  LmaSettings settings;
  settings.normalise = normalise;
  settings.hop_s = hop_s;
  settings.height_m = body_height_m(*clip.skeleton);
  return lma27(forward_kinematics(clip), body_of(clip), settings).value();
}

int column(std::string_view name) {
  const auto& names = lma27_names();
  const auto it = std::find(names.begin(), names.end(), name);
  EXPECT_NE(it, names.end()) << name;
  return static_cast<int>(it - names.begin());
}

TEST(Lma27, ImpossibleSettings_AreRefusedWithAReason) {
  const Clip clip = lively_clip(20);
  const WorldMotion world = forward_kinematics(clip);
  LmaSettings settings;
  auto result = lma27(world, body_of(clip), settings);
  ASSERT_FALSE(result.ok());
  EXPECT_EQ(result.error().code, ErrorCode::kUsage);
  EXPECT_THAT(result.error().message, testing::HasSubstr("height_m"));

  settings.normalise = Normalise::kNone;
  settings.window_s = 0.04;  // one frame
  result = lma27(world, body_of(clip), settings);
  ASSERT_FALSE(result.ok());
  EXPECT_EQ(result.error().code, ErrorCode::kUsage);
  EXPECT_THAT(result.error().message, testing::HasSubstr("only 1 frames; at least 2"));

  settings.window_s = std::nan("");
  EXPECT_EQ(lma27(world, body_of(clip), settings).error().code, ErrorCode::kUsage);

  settings.window_s = 1.0;
  result = lma27(world, body_of(clip), settings);
  ASSERT_FALSE(result.ok());
  EXPECT_EQ(result.error().code, ErrorCode::kBadInput);
  EXPECT_THAT(result.error().message, testing::HasSubstr("20 frames, fewer than one window of 30"));
}

TEST(Lma27, StandingFigure_HasTheLengthsOfItsSkeleton) {
  const Clip clip = Clip::make(canonical_skeleton(), 30, 1.0 / 30.0);
  const FeatureRows rows = measure(clip, Normalise::kNone);
  ASSERT_EQ(rows.row_count(), 2);
  // T-pose: wrists at +-(0.035 + 0.155 + 0.285 + 0.255) m, ankles at +-0.09 m.
  const double half_span_m = 0.035 + 0.155 + 0.285 + 0.255;
  EXPECT_NEAR(rows.at(0, column("max_hand_distance")), 2.0 * half_span_m, 1e-12);
  EXPECT_NEAR(rows.at(0, column("max_stride_length")), 0.18, 1e-12);
  EXPECT_NEAR(rows.at(0, column("avg_chest_pelvis_distance")), 0.22, 1e-12);
  EXPECT_NEAR(rows.at(0, column("avg_triangle_area_feet_hips")), 0.09 * 0.86, 1e-12);
  EXPECT_NEAR(rows.at(0, column("avg_neck_rotation_w")), 1.0, 1e-12);
  EXPECT_NEAR(rows.at(0, column("l_hand_speed")), 0.0, 1e-12);
  EXPECT_NEAR(rows.at(1, column("l_hand_acceleration_magnitude")), 0.0, 1e-12);
  EXPECT_NEAR(rows.at(0, column("avg_total_body_volume")), 0.0, 1e-12);  // flat in z
}

TEST(Lma27, ConstantThenFasterTravel_GivesTrueSpeedAndAcceleration) {
  Clip clip = Clip::make(canonical_skeleton(), 30, 1.0 / 30.0);
  for (int f = 0; f < 30; ++f) {  // 1 m/s along x for 15 frames, then 3 m/s
    clip.translations[f].x = f < 15 ? f / 30.0 : 14 / 30.0 + (f - 14) * 3.0 / 30.0;
  }
  const FeatureRows rows = measure(clip, Normalise::kNone);
  EXPECT_NEAR(rows.at(0, column("neck_speed")), 1.0, 1e-12);
  EXPECT_NEAR(rows.at(1, column("r_foot_speed")), 3.0, 1e-12);
  EXPECT_TRUE(std::isnan(rows.at(0, column("neck_acceleration_magnitude"))));
  EXPECT_NEAR(rows.at(1, column("neck_acceleration_magnitude")), 4.0, 1e-12);  // 2 m/s in 0.5 s
}

TEST(Lma27, OverlappingWindows_CompareWithTheFramesJustBefore) {
  const Clip clip = lively_clip(60);
  const FeatureRows apart = measure(clip, Normalise::kNone);
  const FeatureRows overlapping = measure(clip, Normalise::kNone, 0.1);
  ASSERT_EQ(apart.start_frames, (std::vector<int>{0, 15, 30, 45}));
  ASSERT_EQ(overlapping.row_count(), 16);
  for (int c = 0; c < kLma27Count; ++c) {
    EXPECT_EQ(overlapping.at(5, c), apart.at(1, c)) << lma27_names()[c];
  }
  const int acceleration = column("l_hand_acceleration_magnitude");
  EXPECT_TRUE(std::isnan(overlapping.at(4, acceleration)));
  EXPECT_FALSE(std::isnan(overlapping.at(5, acceleration)));
}

TEST(Lma27, NormalisedByHeight_IgnoresPlaceHeadingAndSize) {
  const Clip clip = lively_clip();
  const FeatureRows reference = measure(clip, Normalise::kHeight);
  const Clip turned = test::placed(clip, 2.1, Vec3(3.0, 0.4, -7.0));
  const FeatureRows elsewhere = measure(turned, Normalise::kHeight);
  const FeatureRows larger = measure(test::scaled(clip, 1.3), Normalise::kHeight);
  for (int r = 0; r < reference.row_count(); ++r) {
    for (int c = 0; c < kLma27Count; ++c) {
      if (std::isnan(reference.at(r, c))) continue;
      EXPECT_NEAR(elsewhere.at(r, c), reference.at(r, c), 1e-9) << lma27_names()[c];
      EXPECT_NEAR(larger.at(r, c), reference.at(r, c), 1e-9) << lma27_names()[c];
    }
  }
}

TEST(Lma27, WorldAxes_DependOnHeadingAsPublished) {
  // Not a wish, but the published definition: this is what kHeight corrects.
  const Clip clip = lively_clip();
  const int volume = column("avg_total_body_volume");
  const double before = measure(clip, Normalise::kNone).at(0, volume);
  const double turned = measure(test::placed(clip, 0.8, Vec3(0.0)), Normalise::kNone).at(0, volume);
  EXPECT_GT(std::abs(turned - before), 0.01 * before);
}

TEST(Lma27, NeckRotationByHeight_IsThePitchOfTheHead) {
  Clip clip = Clip::make(canonical_skeleton(), 15, 1.0 / 30.0);
  const double pitch_rad = 0.6;
  const int neck = clip.skeleton->find("Neck");
  for (int f = 0; f < clip.frame_count; ++f) {
    clip.frame_rotations(f)[neck] = glm::angleAxis(pitch_rad, kLeft);  // about +X: nods forward
  }
  const FeatureRows rows =
      measure(test::placed(clip, -1.2, Vec3(1.0, 0.0, 2.0)), Normalise::kHeight);
  EXPECT_NEAR(rows.at(0, column("avg_neck_rotation_w")), std::cos(pitch_rad / 2.0), 1e-9);
  EXPECT_NEAR(rows.at(0, column("avg_neck_rotation_x")), std::sin(pitch_rad / 2.0), 1e-9);
  EXPECT_NEAR(rows.at(0, column("avg_neck_rotation_y")), 0.0, 1e-9);
  EXPECT_NEAR(rows.at(0, column("avg_neck_rotation_z")), 0.0, 1e-9);
}

TEST(Lma27, NeckRotationAcrossHalfATurn_IsAveragedWithAlignedSigns) {
  // Near half a turn the canonical w >= 0 flips sign between frames; an unaligned mean would
  // vanish.
  Clip clip = Clip::make(canonical_skeleton(), 16, 1.0 / 30.0);
  for (int f = 0; f < clip.frame_count; ++f) {
    clip.frame_rotations(f)[0] = glm::angleAxis(kPi + (f % 2 == 0 ? 0.05 : -0.05), kUp);
  }
  LmaSettings settings;
  settings.normalise = Normalise::kNone;
  settings.window_s = 16 / 30.0;
  const FeatureRows rows = lma27(forward_kinematics(clip), body_of(clip), settings).value();
  EXPECT_NEAR(std::abs(rows.at(0, column("avg_neck_rotation_y"))), 1.0, 1e-9);
}

/// Runs one published set on the reference clips and compares every number.
template <size_t N, typename Measure>
void expect_reference_numbers(const char* set, const std::array<std::string_view, N>& names,
                              Measure measure_set) {
  const auto data = test::data_root() / "bandai-namco";
  const nlohmann::json oracle = test::read_oracle("lma.json");
  std::map<std::string, int> column_of;
  for (size_t c = 0; c < oracle["columns"].size(); ++c) {
    column_of[oracle["columns"][c].get<std::string>()] = static_cast<int>(c);
  }
  ASSERT_EQ(oracle[set].size(), N);
  LmaSettings settings;
  settings.normalise = Normalise::kNone;
  for (const auto& expected : oracle["clips_data"]) {
    const std::string file = expected["file"];
    SCOPED_TRACE(file);
    io::BvhReadSettings centimetres;
    centimetres.metres_per_unit = 0.01;
    const auto import = io::read_bvh(data / file, centimetres);
    ASSERT_TRUE(import.ok()) << import.error().message;
    const FeatureRows rows =
        measure_set(forward_kinematics(import->clip), body_of(import->clip), settings).value();
    ASSERT_EQ(rows.start_frames, expected["starts"].get<std::vector<int>>());
    ASSERT_EQ(rows.column_count, static_cast<int>(N));
    EXPECT_EQ(rows.start_s(0), 0.0);
    EXPECT_NEAR(rows.start_s(1), 0.5, 1e-6);
    for (int r = 0; r < rows.row_count(); ++r) {
      for (size_t c = 0; c < N; ++c) {
        const std::string name(names[c]);
        EXPECT_EQ(name, oracle[set][c].get<std::string>());
        const auto& value = expected["values"][r][column_of.at(name)];
        if (value.is_null()) {
          EXPECT_TRUE(std::isnan(rows.at(r, c))) << name;
        } else {
          const double tolerance = name.ends_with("acceleration_magnitude") ? 1e-8 : 1e-9;
          EXPECT_NEAR(rows.at(r, c), value.get<double>(), tolerance) << name;
        }
      }
    }
  }
}

TEST(Lma27, RealClips_MatchReferenceNumbers) {
  KINEMOTE_NEEDS_ORACLE("lma.json");
  KINEMOTE_NEEDS_DATA(test::data_root() / "bandai-namco");
  expect_reference_numbers("set27", lma27_names(), lma27);
}

TEST(Lma25, RealClips_MatchReferenceNumbers) {
  KINEMOTE_NEEDS_ORACLE("lma.json");
  KINEMOTE_NEEDS_DATA(test::data_root() / "bandai-namco");
  expect_reference_numbers("set25", lma25_names(), lma25);
}

/// The same column with left and right exchanged.
std::string other_side(std::string name) {
  for (const auto& [from, to] : {std::pair{"_l_", "_r_"}, {"_r_", "_l_"}}) {
    if (const size_t at = name.find(from); at != std::string::npos) return name.replace(at, 3, to);
  }
  if (name.starts_with("l_")) return name.replace(0, 2, "r_");
  if (name.starts_with("r_")) return name.replace(0, 2, "l_");
  return name;
}

TEST(Lma27, MirroredMotion_ExchangesLeftAndRight) {
  const Clip clip = lively_clip();
  const FeatureRows rows = measure(clip, Normalise::kHeight);
  const FeatureRows mirrored = measure(test::mirrored(clip), Normalise::kHeight);
  for (int r = 0; r < rows.row_count(); ++r) {
    for (int c = 0; c < kLma27Count; ++c) {
      if (std::isnan(rows.at(r, c))) continue;
      const std::string name(lma27_names()[c]);
      // A mirror turns rotations about the left-right axis into themselves, others back.
      const double sign =
          name == "avg_neck_rotation_y" || name == "avg_neck_rotation_z" ? -1.0 : 1.0;
      EXPECT_NEAR(mirrored.at(r, column(other_side(name))), sign * rows.at(r, c), 1e-9) << name;
    }
  }
}

TEST(Lma25, UpperAndLowerBoxes_LieWithinTheWholeAndIgnoreHeading) {
  const Clip clip = lively_clip();
  LmaSettings settings;
  settings.height_m = body_height_m(*clip.skeleton);
  const auto rows = lma25(forward_kinematics(clip), body_of(clip), settings).value();
  const Clip turned = test::placed(clip, -2.0, Vec3(1.0, 2.0, 3.0));
  const auto elsewhere = lma25(forward_kinematics(turned), body_of(turned), settings).value();
  const auto column_25 = [](std::string_view name) {
    return static_cast<int>(std::find(lma25_names().begin(), lma25_names().end(), name) -
                            lma25_names().begin());
  };
  const int whole = column_25("avg_total_body_volume");
  ASSERT_EQ(whole, 10);
  for (int r = 0; r < rows.row_count(); ++r) {
    for (const char* part : {"avg_upper_body_volume", "avg_lower_body_volume"}) {
      EXPECT_GT(rows.at(r, column_25(part)), 0.0);
      EXPECT_LT(rows.at(r, column_25(part)), rows.at(r, whole));
    }
    for (int c = 0; c < kLma25Count; ++c) {
      if (std::isnan(rows.at(r, c))) continue;
      EXPECT_NEAR(rows.at(r, c), elsewhere.at(r, c), 1e-9) << lma25_names()[c];
    }
  }
}

}  // namespace
}  // namespace kinemote::analysis
