#include "app/judge/judge.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>
#include <set>

#include "app/made_clips.h"
#include "replay_model.h"

namespace kinemote::app {
namespace {

using test::Fault;
using test::ReplayModel;
using testing::HasSubstr;

/// Three moods, two contents, five takes: the fifth is held out.
const TrainingSet& made_set() {
  static const TrainingSet set = [] {
    const ClipSet clips =
        test::made_clips({"walk", "wave"}, {{0, 0, 0}, {0.8, 0.8, 0.7}, {-0.8, -0.7, -0.8}}, 5);
    return make_training_set(clips, 1, {}).value();
  }();
  return set;
}

EvaluateSettings quick() {
  EvaluateSettings settings;
  settings.is_quick = true;
  settings.threads = 2;
  return settings;
}

Result<Evaluation> judged(Fault fault, const EvaluateSettings& settings = quick(),
                          const Progress& progress = {}) {
  ReplayModel model(made_set(), "_5", fault);
  return evaluate_motion_model(model, made_set(), settings, progress);
}

const Evaluation& perfect() {
  static const Evaluation evaluation = judged(Fault::kNone).value();
  return evaluation;
}

const Metric& metric(const Evaluation& evaluation, const std::string& name) {
  static const Metric missing;
  for (const Metric& candidate : evaluation.metrics) {
    if (candidate.name == name) return candidate;
  }
  ADD_FAILURE() << "no metric " << name;
  return missing;
}

double value(const Evaluation& evaluation, const std::string& name) {
  return metric(evaluation, name).value;
}

TEST(EvaluateMotionModel, NoClipFits_IsBadInputWithTheReason) {
  ReplayModel model(made_set(), "_5", Fault::kNone);
  TrainingSet set = made_set();
  for (synthesis::TrainingClip& clip : set.clips) clip.content = "moonwalk";
  const auto evaluation = evaluate_motion_model(model, set, quick(), {});
  ASSERT_FALSE(evaluation);
  EXPECT_EQ(evaluation.error().code, ErrorCode::kBadInput);
  EXPECT_THAT(evaluation.error().message, HasSubstr("moonwalk"));
}

TEST(EvaluateMotionModel, OneStyleOrAnUnknownOne_IsAnError) {
  EvaluateSettings settings = quick();
  settings.styles = {"pad1"};
  const auto one = judged(Fault::kNone, settings);
  ASSERT_FALSE(one);
  EXPECT_EQ(one.error().code, ErrorCode::kBadInput);
  EXPECT_THAT(one.error().message, HasSubstr("pad1"));
  settings.styles = {"pad1", "groovy"};
  const auto unknown = judged(Fault::kNone, settings);
  ASSERT_FALSE(unknown);
  EXPECT_EQ(unknown.error().code, ErrorCode::kUsage);
  EXPECT_THAT(unknown.error().message, HasSubstr("groovy"));
}

TEST(EvaluateMotionModel, UnknownContent_IsRefusedBeforeAnythingIsMeasured) {
  EvaluateSettings settings = quick();
  settings.content = "moonwalk";
  bool is_measuring = false;
  const auto evaluation = judged(Fault::kNone, settings, [&](std::string_view phase, double) {
    is_measuring = is_measuring || phase == "measuring motions";
    return true;
  });
  ASSERT_FALSE(evaluation);
  EXPECT_EQ(evaluation.error().code, ErrorCode::kUsage);
  EXPECT_THAT(evaluation.error().message, HasSubstr("moonwalk"));
  EXPECT_FALSE(is_measuring);
}

TEST(EvaluateMotionModel, ProgressAsksToStopInAnyPhase_IsCancelled) {
  std::set<std::string> phases;
  const auto watch = [&](std::string_view phase, double) {
    phases.emplace(phase);
    return true;
  };
  ASSERT_TRUE(judged(Fault::kNone, quick(), watch));
  EXPECT_GE(phases.size(), 12u);
  for (const char* last : {"cutting windows", "growing a forest", "sampling", "restyling"}) {
    ASSERT_TRUE(phases.contains(last)) << last;
    const auto stop = [&](std::string_view phase, double) { return phase != last; };
    const auto evaluation = judged(Fault::kNone, quick(), stop);
    ASSERT_FALSE(evaluation) << last;
    EXPECT_EQ(evaluation.error().code, ErrorCode::kCancelled) << last;
  }
}

TEST(EvaluateMotionModel, ModelsSplit_IsWhatIsJudgedBy) {
  EXPECT_TRUE(perfect().is_held_out);
  EXPECT_EQ(perfect().clip_count, 6);
  EXPECT_EQ(perfect().window_count, 6 * 4);  // 90 frames: starts 0, 16, 32, 48
  EXPECT_THAT(perfect().data, HasSubstr("6 clips held out by the model's own training, of made"));
}

TEST(EvaluateMotionModel, PerfectModel_ReachesItsTargets) {
  EXPECT_LT(value(perfect(), "pose_reconstruction_m"), 1e-6);
  EXPECT_LT(value(perfect(), "reconstruction_m"), 1e-6);
  EXPECT_GT(metric(perfect(), "pose_reconstruction_m").baseline, 1e-4);
  EXPECT_GE(value(perfect(), "recognition_real"), 0.95);
  EXPECT_GE(value(perfect(), "recognition_sampled"), 0.95);
  EXPECT_GE(value(perfect(), "recognition_sampled_content"), 0.95);
  EXPECT_GE(value(perfect(), "restyle_recognition"), 0.95);
  EXPECT_GE(value(perfect(), "restyle_content_agreement"), 0.95);
  EXPECT_GE(value(perfect(), "recognition_at_pad"), 0.95);
  EXPECT_LT(value(perfect(), "frechet_ratio"), 2.0);
  EXPECT_NEAR(value(perfect(), "diversity_ratio"), 1.0, 0.35);
  EXPECT_LT(value(perfect(), "nearest_training_ratio"), 0.5) << "it copies, and that must show";
  EXPECT_LT(value(perfect(), "latent_leak_linear"), 0.6);
}

TEST(EvaluateMotionModel, LongMotion_IsComparedWithRealPeaksOfItsContent) {
  for (const char* name : {"long_speed_ratio", "long_acceleration_ratio"}) {
    const Metric& found = metric(perfect(), name);
    EXPECT_GT(found.value, 0.0) << name;
    EXPECT_GE(found.worst, found.value) << name << ": anywhere includes the joins";
    EXPECT_GE(found.real, 1.0) << name << ": the largest is no less than a percentile";
    EXPECT_THAT(found.what, HasSubstr("of walk"));
  }
}

TEST(EvaluateMotionModel, DeafModel_IsFoundOut) {
  const auto deaf = judged(Fault::kDeaf);
  ASSERT_TRUE(deaf);
  EXPECT_LT(value(*deaf, "recognition_sampled"), 0.65);
  EXPECT_LT(value(*deaf, "restyle_recognition"), 0.75);
  EXPECT_LT(value(*deaf, "recognition_at_pad"), 0.65);
  EXPECT_FALSE(metric(*deaf, "recognition_sampled").meets_target());
}

TEST(EvaluateMotionModel, LeakyLatent_IsFoundOut) {
  const auto leaky = judged(Fault::kLeaky);
  ASSERT_TRUE(leaky);
  EXPECT_GT(value(*leaky, "latent_leak_linear"), 0.95);
  EXPECT_GT(value(*leaky, "latent_leak_mlp"), 0.95);
  EXPECT_FALSE(metric(*leaky, "latent_leak_linear").meets_target());
}

TEST(EvaluateMotionModel, ModelThatHoldsStill_ScoresAsThatBaseline) {
  const auto still = judged(Fault::kStill);
  ASSERT_TRUE(still);
  EXPECT_DOUBLE_EQ(value(*still, "pose_reconstruction_m"),
                   metric(*still, "pose_reconstruction_mean_motion_m").baseline);
  EXPECT_LT(value(*still, "jerk_ratio"), 0.5);
  EXPECT_EQ(metric(*still, "pose_reconstruction_m").worst_what.empty(), false);
}

TEST(EvaluateMotionModel, SameSeed_SameScores) {
  const auto again = judged(Fault::kNone);
  ASSERT_TRUE(again);
  ASSERT_EQ(again->metrics.size(), perfect().metrics.size());
  for (size_t i = 0; i < again->metrics.size(); ++i) {
    const std::string& name = again->metrics[i].name;
    if (name.ends_with("_ms")) continue;
    const double expected = perfect().metrics[i].value;
    if (std::isnan(expected)) {
      EXPECT_TRUE(std::isnan(again->metrics[i].value)) << name;
    } else {
      EXPECT_EQ(again->metrics[i].value, expected) << name;
    }
  }
}

TEST(EvaluateMotionModel, Recognitions_SayWhichLabelsAndWhatInstead) {
  ASSERT_FALSE(perfect().recognitions.empty());
  const Recognition& real = perfect().recognitions.front();
  EXPECT_EQ(real.name, "recognition_real");
  EXPECT_THAT(real.labels, testing::ElementsAre("pad0", "pad1", "pad2"));
  int total = 0;
  for (const auto& row : real.confusion) {
    for (const int count : row) total += count;
  }
  EXPECT_EQ(total, perfect().window_count);
}

TEST(CutJudgeData, ModelWithoutASplit_HoldsOutTakesOfItsOwn) {
  const ReplayModel model(made_set(), "", Fault::kNone);
  Warnings warnings;
  const auto data = cut_judge_data(model.card(), made_set(), {}, JudgeSize(), 1, {}, warnings);
  ASSERT_TRUE(data);
  EXPECT_FALSE(data->is_split_of_model);
  EXPECT_TRUE(warnings.empty());
  EXPECT_FALSE(data->held_out.empty());
  EXPECT_EQ(data->training_pairs().size(), 6u);
  EXPECT_EQ(data->neutral_style(), 0);
  for (const JudgedWindow& window : data->training) {
    EXPECT_FALSE(data->clips[window.clip].is_held_out);
  }
}

TEST(CutJudgeData, ShortClip_IsLeftOutWithAWarning) {
  const ReplayModel model(made_set(), "_5", Fault::kNone);
  TrainingSet set = made_set();
  set.clips[0].clip = trim(set.clips[0].clip, 0, 20).value();
  Warnings warnings;
  const auto data = cut_judge_data(model.card(), set, {}, JudgeSize(), 1, {}, warnings);
  ASSERT_TRUE(data);
  EXPECT_EQ(data->clips.size(), set.clips.size() - 1);
  EXPECT_THAT(warnings, testing::ElementsAre(HasSubstr("shorter")));
}

TEST(CutJudgeData, TooManyWindows_AreDrawnAndRepeat) {
  const ReplayModel model(made_set(), "_5", Fault::kNone);
  Warnings warnings;
  JudgeSize size;
  size.training_windows = 17;
  const auto cut = [&](uint64_t seed) {
    std::vector<std::pair<int, int>> starts;
    const auto data = cut_judge_data(model.card(), made_set(), {}, size, seed, {}, warnings);
    for (const JudgedWindow& window : data.value().training) {
      starts.emplace_back(window.clip, window.first);
    }
    return starts;
  };
  EXPECT_EQ(cut(1).size(), 17u);
  EXPECT_EQ(cut(1), cut(1));
  EXPECT_NE(cut(1), cut(2));
}

TEST(HeldOutTakes, SettingsWithoutASplit_HoldNone) {
  EXPECT_TRUE(held_out_takes("").empty());
  EXPECT_TRUE(held_out_takes("not json").empty());
  EXPECT_TRUE(held_out_takes("{\"split\": 3}").empty());
  EXPECT_TRUE(held_out_takes("{\"split\": {\"held_out_takes\": 3}}").empty());
  EXPECT_THAT(held_out_takes("{\"split\": {\"held_out_takes\": [\"a\", 1, \"b\"]}}"),
              testing::ElementsAre("a", "b"));
  EXPECT_THAT(held_out_clips("{\"split\": {\"held_out_clips\": [\"c\"]}}"),
              testing::ElementsAre("c"));
}

}  // namespace
}  // namespace kinemote::app
