// generate() with its loop closed, on a model whose PAD is known.
#include <gmock/gmock.h>

#include <algorithm>

#include "analysis/features/kinematic_features.h"
#include "synthesis/control/fake_model.h"
#include "synthesis/control/generate.h"

namespace kinemote::synthesis {
namespace {

/// Stands and bows its neck by 0.4 rad times `share` of the arousal that it is told, less 0.04 rad;
/// its regressor reads 1 of arousal for every 0.4 rad. Told a, it measures share * a - 0.1.
class NoddingModel final : public MotionModel {
 public:
  static constexpr double kPitch_rad = 0.4;

  explicit NoddingModel(double share) : share_(share) {
    card_.name = "nodding";
    card_.layout = *WindowLayout::make(canonical_skeleton(), 30.0, 64);
    card_.contents = {"stand"};
    card_.styles = {{"calm", analysis::Pad{}}};
    card_.latent.resize(2);
    for (int i = 0; i < 40; ++i) {
      const std::vector<float> latent{0.1F * static_cast<float>(i % 9 - 4),
                                      0.1F * static_cast<float>(i % 7 - 3)};
      card_.references.push_back(
          {latent, latent, analysis::Pad{0.0, (i % 5 - 2) * 0.4, 0.0}, 0, -1, "clip", {}});
    }
    card_.spacing.assign(kSpacingCount, 0.2);
    read_head_pitch();
  }

  const ModelCard& card() const override { return card_; }

  Result<MotionWindow> decode(std::span<const float>, const Condition& condition) override {
    return channels_from_clip(bowed(kPitch_rad * (share_ * condition.pad.arousal - 0.1)),
                              card_.layout);
  }
  Result<std::vector<float>> encode(const MotionWindow&, const Condition&) override {
    return std::vector<float>(2, 0.0F);
  }

 private:
  Clip bowed(double pitch_rad) const {
    const SkeletonPtr skeleton = card_.layout.skeleton;
    Clip clip = Clip::make(skeleton, 64, 1.0 / 30.0, {skeleton->find("Hips")});
    for (int f = 0; f < clip.frame_count; ++f) {
      clip.frame_rotations(f)[card_.layout.body[BodyPart::kNeck]] =
          canonical(glm::angleAxis(pitch_rad, Vec3(1, 0, 0)));
    }
    return clip;
  }

  /// Arousal is linear in the feature "head_pitch"; all others are ignored.
  void read_head_pitch() {
    const auto& names = analysis::affect_feature_names();
    const auto count = static_cast<Eigen::Index>(names.size());
    const auto column = std::find(names.begin(), names.end(), "head_pitch") - names.begin();
    const auto pitch = [&](double bow_rad) {
      return analysis::affect_features(bowed(bow_rad)).value()[column];
    };
    card_.affect.feature_names = names;
    analysis::RbfRegression& read = card_.affect.pad_from_features;
    read.input_mean = Eigen::VectorXd::Zero(count);
    read.input_mean[column] = pitch(0.0);
    read.input_scale = Eigen::VectorXd::Zero(count);
    read.input_scale[column] = pitch(kPitch_rad) - pitch(0.0);
    read.output_mean = Eigen::Vector3d::Zero();
    read.output_scale = Eigen::Vector3d::Ones();
    read.centres.resize(0, count);
    read.weights = Eigen::MatrixXd::Zero(1 + count, 3);
    read.weights(1 + column, 1) = 1.0;
    analysis::RbfRegression& expect = card_.affect.features_from_pad;
    expect.input_mean = Eigen::Vector3d::Zero();
    expect.input_scale = Eigen::Vector3d::Ones();
    expect.output_mean = Eigen::VectorXd::Zero(count);
    expect.output_scale = Eigen::VectorXd::Zero(count);
    expect.centres.resize(0, 3);
    expect.weights = Eigen::MatrixXd::Zero(4, count);
  }

  double share_;
  ModelCard card_;
};

GenerateSettings asking(double arousal, int steps) {
  GenerateSettings settings;
  settings.pad = {0.0, arousal, 0.0};
  settings.seed = 5;
  settings.close_loop.steps = steps;
  return settings;
}

TEST(GenerateClosedLoop, ModelWithoutRegressorStyleOrTooManySteps_AreRefused) {
  test::FakeModel deaf;
  const auto refused = generate(deaf, asking(0.4, 2));
  ASSERT_FALSE(refused.ok());
  EXPECT_EQ(refused.error().code, ErrorCode::kUsage);
  EXPECT_THAT(refused.error().message, testing::HasSubstr("affect model"));
  NoddingModel model(0.5);
  GenerateSettings by_style = asking(0.4, 2);
  by_style.style = "calm";
  EXPECT_EQ(generate(model, by_style).error().code, ErrorCode::kUsage);
  EXPECT_EQ(generate(model, asking(0.4, 21)).error().code, ErrorCode::kUsage);
}

TEST(GenerateClosedLoop, NoSteps_GiveTheMotionThatWasToldWhatWasAsked) {
  NoddingModel model(0.5);
  for (const double arousal : {-0.6, 0.0, 0.8}) {
    const auto open = generate(model, asking(arousal, 0));
    ASSERT_TRUE(open.ok()) << open.error().message;
    EXPECT_TRUE(open->loop.empty());
    EXPECT_NEAR(open->pad_measured.arousal, 0.5 * arousal - 0.1, 0.01);
    EXPECT_NEAR(open->pad_measured.pleasure, 0.0, 1e-9);
  }
}

TEST(GenerateClosedLoop, ModelThatDoesHalf_IsToldMoreUntilItMeasuresWhatWasAsked) {
  NoddingModel model(0.5);
  for (const double arousal : {-0.5, 0.2, 0.6}) {
    const auto open = generate(model, asking(arousal, 0));
    const auto closed = generate(model, asking(arousal, 12));
    ASSERT_TRUE(open.ok() && closed.ok());
    EXPECT_NEAR(closed->pad_measured.arousal, arousal, 0.031);
    EXPECT_EQ(closed->pad_asked.arousal, arousal);
    EXPECT_EQ(closed->latent, open->latent) << "only what is told changes";
    ASSERT_GT(closed->loop.size(), 1u);
    EXPECT_EQ(closed->loop.front().told.arousal, arousal);
    EXPECT_EQ(closed->loop.front().measured.arousal, open->pad_measured.arousal);
    EXPECT_NEAR(closed->loop.back().told.arousal, (arousal + 0.1) / 0.5, 0.08);
    EXPECT_LT(closed->loop.size(), 13u) << "it stops where it is near enough";
  }
}

TEST(GenerateClosedLoop, ModelThatDoesTheOpposite_KeepsTheFirstAndNearestTry) {
  NoddingModel model(-0.5);
  const auto open = generate(model, asking(0.4, 0));
  const auto closed = generate(model, asking(0.4, 3));
  ASSERT_TRUE(open.ok() && closed.ok());
  EXPECT_EQ(closed->loop.size(), 4u);
  EXPECT_LT(closed->loop.back().measured.arousal, closed->loop.front().measured.arousal);
  EXPECT_EQ(closed->pad_measured.arousal, open->pad_measured.arousal);
  EXPECT_EQ(closed->clip.rotations, open->clip.rotations);
}

}  // namespace
}  // namespace kinemote::synthesis
