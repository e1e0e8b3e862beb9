#include "app/evaluate_job.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>

#include "app/reconstruction_test.h"
#include "made_clips.h"

namespace kinemote::app {
namespace {

using testing::HasSubstr;

/// Gives back the window that it was shown last, or one frame of it held still.
class EchoModel : public synthesis::MotionModel {
 public:
  explicit EchoModel(bool is_still) : is_still_(is_still) {
    card_.layout = synthesis::WindowLayout::make(canonical_skeleton(), 30.0, 32).value();
    card_.contents = {"walk", "wave"};
    card_.latent.resize(2);
  }
  const synthesis::ModelCard& card() const override { return card_; }
  Result<std::vector<float>> encode(const synthesis::MotionWindow& window,
                                    const synthesis::Condition&) override {
    window_ = window;
    return std::vector<float>{0.0f, 0.0f};
  }
  Result<synthesis::MotionWindow> decode(std::span<const float>,
                                         const synthesis::Condition&) override {
    synthesis::MotionWindow decoded = window_;
    const size_t channels = card_.layout.channel_count();
    if (is_still_) {
      for (int i = 0; i < 3; ++i) decoded[i] = 0.0f;
      for (size_t i = channels; i < decoded.size(); ++i) decoded[i] = decoded[i - channels];
    }
    return decoded;
  }

 private:
  bool is_still_;
  synthesis::ModelCard card_;
  synthesis::MotionWindow window_;
};

TrainingSet made_set() {
  const ClipSet clips = test::made_clips({"walk", "wave"}, {{0, 0, 0}, {0.5, 0.5, 0.5}});
  return make_training_set(clips, 1, {}).value();
}

std::vector<const synthesis::TrainingClip*> pointers(const TrainingSet& set) {
  std::vector<const synthesis::TrainingClip*> clips;
  for (const synthesis::TrainingClip& clip : set.clips) clips.push_back(&clip);
  return clips;
}

TEST(TestReconstruction, NoClipFits_IsBadInputWithTheReason) {
  EchoModel model(false);
  TrainingSet set = made_set();
  for (synthesis::TrainingClip& clip : set.clips) clip.content = "moonwalk";
  Warnings warnings;
  const auto score = test_reconstruction(model, pointers(set), {}, warnings);
  ASSERT_FALSE(score);
  EXPECT_EQ(score.error().code, ErrorCode::kBadInput);
  EXPECT_THAT(score.error().message, HasSubstr("moonwalk"));
  EXPECT_EQ(warnings.size(), set.clips.size());
}

TEST(TestReconstruction, ClipShorterThanAWindow_IsLeftOut) {
  EchoModel model(false);
  TrainingSet set = made_set();
  set.clips[0].clip = trim(set.clips[0].clip, 0, 20).value();
  Warnings warnings;
  const auto score = test_reconstruction(model, pointers(set), {}, warnings);
  ASSERT_TRUE(score);
  EXPECT_EQ(score->clip_count, 3);
  EXPECT_THAT(warnings, testing::ElementsAre(HasSubstr("shorter")));
}

TEST(TestReconstruction, ProgressAsksToStop_IsCancelled) {
  EchoModel model(false);
  const TrainingSet set = made_set();
  Warnings warnings;
  const auto stop = [](std::string_view phase, double) { return phase != "reconstructing"; };
  EXPECT_EQ(test_reconstruction(model, pointers(set), stop, warnings).error().code,
            ErrorCode::kCancelled);
}

TEST(TestReconstruction, PerfectModel_HasNoErrorAndBeatsBaselines) {
  EchoModel model(false);
  const TrainingSet set = made_set();
  Warnings warnings;
  const auto score = test_reconstruction(model, pointers(set), {}, warnings);
  ASSERT_TRUE(score);
  EXPECT_TRUE(warnings.empty());
  EXPECT_EQ(score->clip_count, 4);
  EXPECT_EQ(score->window_count, 4 * 4);  // 90 frames: starts 0, 16, 32, 48
  EXPECT_EQ(score->model_m, 0.0);
  EXPECT_EQ(score->model_pose_m, 0.0);
  EXPECT_GT(score->still_m, 0.02);
  EXPECT_GT(score->mean_motion_m, 0.001);
  EXPECT_GT(score->still_m, score->still_pose_m) << "standing still misses the path as well";
}

TEST(TestReconstruction, ModelThatHoldsStill_ScoresAsThatBaseline) {
  EchoModel model(true);
  const TrainingSet set = made_set();
  Warnings warnings;
  const auto score = test_reconstruction(model, pointers(set), {}, warnings);
  ASSERT_TRUE(score);
  EXPECT_DOUBLE_EQ(score->model_m, score->still_m);
  EXPECT_DOUBLE_EQ(score->model_pose_m, score->still_pose_m);
}

TEST(SpearmanCeiling, TiedValues_LowerIt) {
  EXPECT_NEAR(spearman_ceiling({1, 2, 3, 4}, {7, 5, 8, 6}), 1.0, 1e-12);
  // Two levels of four: ranks 2.5 and 6.5 against 1 to 8 give 32 / sqrt(32 * 42).
  EXPECT_NEAR(spearman_ceiling({-1, 1, -1, 1, -1, 1, -1, 1}, {1, 2, 3, 4, 5, 6, 7, 8}),
              32.0 / std::sqrt(32.0 * 42.0), 1e-12);
}

TEST(SpearmanCeiling, MeasuredValuesThatTieAlike_ReachOne) {
  EXPECT_NEAR(spearman_ceiling({-1, 1, -1, 1}, {0.5, 0.1, 0.1, 0.5}), 1.0, 1e-12);
}

TEST(SteeringPoints, Points_AreEightCornersAtFourIntensities) {
  const auto points = steering_points();
  ASSERT_EQ(points.size(), 32u);
  for (int axis = 0; axis < 3; ++axis) {
    double sum = 0.0;
    for (const analysis::Pad& pad : points) sum += pad.values()[axis];
    EXPECT_EQ(sum, 0.0);
  }
}

TEST(HeldOutTakes, SettingsWithoutASplit_HoldNone) {
  EXPECT_TRUE(held_out_takes("").empty());
  EXPECT_TRUE(held_out_takes("not json").empty());
  EXPECT_TRUE(held_out_takes("{\"split\": 3}").empty());
  EXPECT_TRUE(held_out_takes("{\"split\": {\"held_out_takes\": 3}}").empty());
  EXPECT_THAT(held_out_takes("{\"split\": {\"held_out_takes\": [\"a\", 1, \"b\"]}}"),
              testing::ElementsAre("a", "b"));
}

TEST(MakeTrainingSet, ClipsWithoutPad_AreListedByLabelAndLeftOut) {
  ClipSet clips = test::made_clips({"walk"}, {{0, 0, 0}, {0, 1, 0}, {1, 0, 0}});
  clips.dataset.entries[0].pad.reset();
  clips.dataset.entries[0].label = "chimpira";
  clips.dataset.entries[1].pad.reset();
  clips.dataset.entries[1].label = "";
  const auto set = make_training_set(clips, 1, {});
  ASSERT_TRUE(set);
  EXPECT_EQ(set->clips.size(), 1u);
  EXPECT_THAT(set->skipped, testing::ElementsAre(testing::AllOf(HasSubstr("(no label) (1)"),
                                                                HasSubstr("chimpira (1)"))));
  clips.dataset.entries[2].pad.reset();
  EXPECT_EQ(make_training_set(clips, 1, {}).error().code, ErrorCode::kBadInput);
}

TEST(MakeTrainingSet, EmptyContentAndTake_GetNames) {
  ClipSet clips = test::made_clips({"walk"}, {{0, 0, 0}});
  clips.dataset.entries[0].content.clear();
  clips.dataset.entries[0].take.clear();
  const auto set = make_training_set(clips, 1, {});
  ASSERT_TRUE(set);
  EXPECT_EQ(set->clips[0].content, "motion");
  EXPECT_EQ(set->clips[0].take, "walk_0_1");
}

}  // namespace
}  // namespace kinemote::app
