#include "analysis/features/thesis_lma.h"

#include <gmock/gmock.h>

#include <algorithm>
#include <cmath>
#include <glm/geometric.hpp>

#include "analysis/lively_clip.h"

namespace kinemote::analysis {
namespace {

int column(std::string_view name) {
  const auto& names = thesis_lma_names();
  const auto it = std::find(names.begin(), names.end(), name);
  EXPECT_NE(it, names.end()) << name;
  return static_cast<int>(it - names.begin());
}

FeatureRows measure(const Clip& clip, ThesisWindow window, Normalise normalise = Normalise::kNone) {
  return thesis_lma(clip, {window, normalise}).value();
}

TEST(ThesisLma, TooShortAClip_IsRefusedWithAReason) {
  const auto result = thesis_lma(test::lively_clip(3), {});  // 2/30 s: 11 steps
  ASSERT_FALSE(result.ok());
  EXPECT_EQ(result.error().code, ErrorCode::kBadInput);
  EXPECT_THAT(result.error().message, testing::HasSubstr("16 steps of 1/150 s"));
}

TEST(ThesisLma, HalfASecond_LastsFifteenStepsOfTheSimulation) {
  const FeatureRows rows = measure(test::lively_clip(61), ThesisWindow::kHalfSecond);  // 2 s
  EXPECT_EQ(rows.row_count(), 20);  // 300 steps of 301
  EXPECT_EQ(rows.start_frames[0], 1);
  EXPECT_EQ(rows.start_frames[1], 16);
  EXPECT_NEAR(rows.start_s(1), 16 / 150.0, 1e-12);
  EXPECT_EQ(measure(test::lively_clip(61), ThesisWindow::kFiveFrames).row_count(), 60);
}

TEST(ThesisLma, SteadyTravel_HasAFifthOfItsSpeedOrANegativeOne) {
  Clip clip = Clip::make(canonical_skeleton(), 31, 1.0 / 30.0);
  for (int f = 0; f < 31; ++f) clip.translations[f].z = 1.5 * f / 30.0;
  const FeatureRows half = measure(clip, ThesisWindow::kHalfSecond);
  const double travelled_m = 1.5 * 14 / 150.0;  // between the first and the last of 15 steps
  EXPECT_NEAR(half.at(0, column("neck_speed")), travelled_m / 0.5, 1e-9);
  EXPECT_TRUE(std::isnan(half.at(0, column("neck_acceleration_magnitude"))));
  EXPECT_NEAR(half.at(1, column("neck_acceleration_magnitude")), 0.0, 1e-9);
  const FeatureRows five = measure(clip, ThesisWindow::kFiveFrames);
  EXPECT_NEAR(five.at(3, column("l_foot_speed")), -1.5 * 4 / 150.0, 1e-9);
}

TEST(ThesisLma, AccelerationOfShortWindows_IsADifferenceOfDisplacements) {
  Clip clip = Clip::make(canonical_skeleton(), 31, 1.0 / 30.0);
  for (int f = 0; f < 31; ++f) clip.translations[f].z = f < 15 ? 0.0 : 3.0 * (f - 15) / 30.0;
  const FeatureRows rows = measure(clip, ThesisWindow::kFiveFrames);
  double largest = 0.0;
  for (int r = 1; r < rows.row_count(); ++r) {
    largest = std::max(largest, rows.at(r, column("neck_acceleration_magnitude")));
  }
  EXPECT_NEAR(largest, 3.0 * 4 / 150.0, 1e-9);
}

TEST(ThesisLma, ElbowToHip_IsElbowToChestAndUpperIsCalledLower) {
  const Clip clip = test::lively_clip(40);
  const FeatureRows thesis = measure(clip, ThesisWindow::kFiveFrames);
  LmaSettings settings;
  settings.normalise = Normalise::kNone;
  const Clip simulated = resample(clip, 150.0).value();
  settings.window_s = 5 / 150.0;
  const BodyMap body = find_body(*clip.skeleton).value();
  WorldMotion world = forward_kinematics(simulated);
  world.positions.erase(world.positions.begin(), world.positions.begin() + world.joint_count);
  --world.frame_count;
  const FeatureRows true_ones = lma25(world, body, settings).value();
  ASSERT_EQ(thesis.row_count(), true_ones.row_count());
  const int lower = column("avg_lower_body_volume");
  EXPECT_EQ(lower, 11);
  EXPECT_EQ(lma25_names()[lower], "avg_upper_body_volume");
  for (int r = 0; r < thesis.row_count(); ++r) {
    for (int c = 0; c < 15; ++c) {
      if (c == 6 || c == 7) continue;
      EXPECT_NEAR(thesis.at(r, c), true_ones.at(r, c), 1e-9) << thesis_lma_names()[c];
    }
    double to_chest = 0.0;
    for (int i = 0; i < 5; ++i) {
      to_chest += glm::distance(world.position(5 * r + i, body[BodyPart::kLeftLowerArm]),
                                world.position(5 * r + i, body[BodyPart::kChest])) /
                  5.0;
    }
    EXPECT_NEAR(thesis.at(r, column("avg_l_elbow_hip_distance")), to_chest, 1e-9);
  }
}

TEST(ThesisLma, ByHeight_EveryFigureHasTheCharactersLimbs) {
  const Clip clip = test::lively_clip(40);
  const FeatureRows small = measure(clip, ThesisWindow::kHalfSecond, Normalise::kHeight);
  Clip larger = test::scaled(clip, 1.7);
  larger.translations = clip.translations;  // the path is not the limbs'
  const FeatureRows large = measure(larger, ThesisWindow::kHalfSecond, Normalise::kHeight);
  for (int r = 0; r < small.row_count(); ++r) {
    for (int c = 0; c < kLma25Count; ++c) {
      if (std::isnan(small.at(r, c))) continue;
      EXPECT_NEAR(small.at(r, c), large.at(r, c), 1e-9) << thesis_lma_names()[c];
    }
  }
}

TEST(ThesisLma, ByHeight_ThePathIsTwiceAsLong) {
  Clip clip = Clip::make(canonical_skeleton(), 31, 1.0 / 30.0);
  for (int f = 0; f < 31; ++f) clip.translations[f].x = 1.5 * f / 30.0;
  const FeatureRows rows = measure(clip, ThesisWindow::kHalfSecond, Normalise::kHeight);
  EXPECT_NEAR(rows.at(0, column("neck_speed")), 2.1166667 * 1.5 * 14 / 150.0 / 0.5, 1e-9);
}

}  // namespace
}  // namespace kinemote::analysis
