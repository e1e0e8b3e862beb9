#include <gmock/gmock.h>

#include <cmath>

#include "analysis/affect/pad.h"
#include "analysis/features/kinematic_features.h"
#include "analysis/lively_clip.h"

namespace kinemote::analysis {
namespace {

using testing::HasSubstr;

/// Made-up motions whose liveliness follows arousal, head pitch pleasure and arm spread dominance.
Clip acted(const Pad& pad, int take) {
  Clip clip = test::lively_clip(60, 0.8 + 0.5 * pad.arousal + 0.02 * std::sin(3.1 * take));
  const int neck = clip.skeleton->find("Neck");
  for (int f = 0; f < clip.frame_count; ++f) {
    const auto rotations = clip.frame_rotations(f);
    rotations[neck] = glm::angleAxis(-0.4 * pad.pleasure, kLeft) * rotations[neck];
    for (const auto& [name, side] :
         {std::pair{"LeftUpperArm", -1.0}, std::pair{"RightUpperArm", 1.0}}) {
      Quat& arm = rotations[clip.skeleton->find(name)];
      arm = glm::angleAxis(side * (0.9 - 0.4 * pad.dominance), kForward) * arm;
    }
  }
  return clip;
}

Pad pad_of(int i) {
  return {2.0 * std::fmod(0.819 * i, 1.0) - 1.0, 2.0 * std::fmod(0.671 * i, 1.0) - 1.0,
          2.0 * std::fmod(0.549 * i, 1.0) - 1.0};
}

std::vector<AffectSample> acted_samples(int count) {
  std::vector<AffectSample> samples;
  for (int i = 0; i < count; ++i) {
    samples.push_back({affect_features(acted(pad_of(i), i)).value(), pad_of(i), i});
  }
  return samples;
}

TEST(FitAffectModel, TooLittleToLearnFrom_IsRefusedWithAReason) {
  const std::vector<std::string> names{"a", "b"};
  std::vector<AffectSample> samples(19, AffectSample{{1.0, 2.0}, {}, 0});
  EXPECT_THAT(fit_affect_model(samples, names, 1).error().message,
              HasSubstr("19 labelled samples"));

  samples.assign(30, AffectSample{{1.0, 2.0}, {}, 0});
  EXPECT_THAT(fit_affect_model(samples, names, 1).error().message, HasSubstr("1 different PAD"));

  samples[7].features.pop_back();
  const auto result = fit_affect_model(samples, names, 1);
  ASSERT_FALSE(result.ok());
  EXPECT_EQ(result.error().code, ErrorCode::kBadInput);
  EXPECT_THAT(result.error().message, HasSubstr("sample 7 has 1 features; expected 2"));
}

class ActedModel : public testing::Test {
 protected:
  static void SetUpTestSuite() {
    model_ =
        new AffectModel(fit_affect_model(acted_samples(120), affect_feature_names(), 1).value());
  }
  static void TearDownTestSuite() { delete model_; }
  static AffectModel* model_;
};
AffectModel* ActedModel::model_ = nullptr;

TEST_F(ActedModel, OutOfFoldErrors_AreFarBelowTheBaseline) {
  const RegressionReport& report = model_->pad_from_features_report;
  ASSERT_EQ(report.mae.size(), 3u);
  for (int axis = 0; axis < 3; ++axis) {
    EXPECT_LT(report.mae[axis], 0.4 * report.baseline_mae[axis]) << axis;
    EXPECT_EQ(model_->pad_mae[axis], report.mae[axis]);
  }
}

TEST_F(ActedModel, MeasuredPad_FollowsActedPadAndStaysInTheCube) {
  for (int axis = 0; axis < 3; ++axis) {
    std::vector<double> asked, measured;
    for (int i = 500; i < 530; ++i) {
      const Pad pad = model_->measure(acted(pad_of(i), i)).value();
      asked.push_back(pad_of(i).values()[axis]);
      measured.push_back(pad.values()[axis]);
      EXPECT_LE(std::abs(measured.back()), 1.0);
    }
    EXPECT_GT(spearman(asked, measured), 0.9) << axis;
  }
}

TEST_F(ActedModel, TargetFeatures_MoveTheWayTheMotionsDo) {
  const auto& names = model_->feature_names;
  const auto target = [&](const Pad& pad, std::string_view name) {
    return model_->target_features(
        pad)[std::find(names.begin(), names.end(), name) - names.begin()];
  };
  EXPECT_GT(target({0, 0.8, 0}, "hands_speed"), target({0, -0.8, 0}, "hands_speed"));
  EXPECT_LT(target({0.8, 0, 0}, "head_pitch"), target({-0.8, 0, 0}, "head_pitch"));
  EXPECT_GT(target({0, 0, 0.8}, "elbow_spread"), target({0, 0, -0.8}, "elbow_spread"));
}

TEST_F(ActedModel, NoiseOfCapture_MovesPadLessThanIfAllColumnsWereRead) {
  std::vector<std::string> nameless;  // names decide which columns are read
  for (size_t i = 0; i < affect_feature_names().size(); ++i) nameless.push_back(std::to_string(i));
  const AffectModel reads_all = fit_affect_model(acted_samples(120), nameless, 1).value();
  double moved = 0.0;
  double moved_reading_all = 0.0;
  for (int i = 600; i < 610; ++i) {
    const Clip clean = acted(pad_of(i), i);
    Clip noisy = clean;
    for (size_t q = 0; q < noisy.rotations.size(); ++q) {  // about half a degree, every frame anew
      const Vec3 axis(std::sin(12.9898 * q), std::sin(78.233 * q), std::sin(37.719 * q));
      noisy.rotations[q] = glm::normalize(noisy.rotations[q] * Quat(1.0, 0.004 * axis));
    }
    moved += distance(model_->measure(noisy).value(), model_->measure(clean).value());
    moved_reading_all +=
        distance(reads_all.measure(noisy).value(), reads_all.measure(clean).value());
  }
  EXPECT_LT(moved / 10.0, 0.3);
  EXPECT_LT(moved, 0.7 * moved_reading_all);
}

TEST_F(ActedModel, UnmeasurableClipOrModel_IsRefused) {
  EXPECT_EQ(model_->measure(test::lively_clip(10)).error().code, ErrorCode::kBadInput);
  AffectModel older = *model_;
  older.pad_from_features.input_mean.conservativeResize(5);
  EXPECT_THAT(older.measure(test::lively_clip()).error().message,
              HasSubstr("trained on 5 features"));
}

}  // namespace
}  // namespace kinemote::analysis
