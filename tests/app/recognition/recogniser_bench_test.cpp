#include "app/recognition/recogniser_bench.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <chrono>
#include <thread>

#include "app/made_clips.h"
#include "motion/core/atomic_file.h"
#include "support/temporary_folder.h"
#include "synthesis/control/motion_model.h"

namespace kinemote::app {
namespace {

using ::testing::HasSubstr;

const ClipSet& two_moods() {
  static const ClipSet set =
      test::made_clips({"walk", "wave"}, {{0.6, 0.9, 0.5}, {-0.6, -0.5, -0.5}}, 5);
  return set;
}

class RecogniserBenchTest : public ::testing::Test {
 protected:
  RecogniserWish wish(const std::string& model) {
    RecogniserWish wish;
    wish.out = folder_.file("moods.krec");
    wish.spec.model = model;
    wish.spec.searches_grid = false;
    if (const auto kind = synthesis::sequence_network_kind(model)) wish.spec.network.kind = *kind;
    wish.spec.epochs = 3;
    wish.settings.folds = 2;
    wish.settings.split = analysis::SplitKind::kClip;
    wish.threads = 1;
    return wish;
  }
  void finish() {
    while (!jobs_.is_idle()) {
      jobs_.poll();
      std::this_thread::sleep_for(std::chrono::milliseconds(1));
    }
    jobs_.poll();
  }

  test::TemporaryFolder folder_;
  JobQueue jobs_;
  MessageLog messages_;
  RecogniserBench bench_{jobs_, messages_};
};

TEST_F(RecogniserBenchTest, WrongWishes_AreRefusedBeforeAnythingIsBegun) {
  RecogniserWish wrong = wish("svm");
  wrong.out = folder_.file("moods.txt");
  EXPECT_THAT(bench_.train(wrong, two_moods()).error().message, HasSubstr(".krec"));
  wrong = wish("svm");
  wrong.out = folder_.file("nowhere/moods.krec");
  EXPECT_THAT(bench_.train(wrong, two_moods()).error().message, HasSubstr("no folder"));
  wrong = wish("svm");
  wrong.clips = folder_.file("nothing");
  EXPECT_THAT(bench_.train(wrong, two_moods()).error().message, HasSubstr("no folder"));
  wrong = wish("oracle");
  EXPECT_THAT(bench_.train(wrong, two_moods()).error().message, HasSubstr("oracle"));
  EXPECT_THAT(bench_.train(wish("svm"), ClipSet()).error().message, HasSubstr("library is empty"));
  EXPECT_FALSE(bench_.is_training());
  EXPECT_TRUE(jobs_.is_idle());
}

TEST_F(RecogniserBenchTest, OpeningWhatIsNone_SaysSoAndKeepsWhatIsUsed) {
  bench_.open(folder_ / "none.krec");
  finish();
  EXPECT_EQ(bench_.used(), nullptr);
  ASSERT_FALSE(messages_.all().empty());
  EXPECT_EQ(messages_.all().back().level, MessageLevel::kError);
  EXPECT_THAT(messages_.all().back().text, HasSubstr("none.krec"));
}

TEST_F(RecogniserBenchTest, Cancelled_SaysSoAndUsesNone) {
  ASSERT_TRUE(bench_.train(wish("forest"), two_moods()));
  EXPECT_FALSE(bench_.train(wish("forest"), two_moods()));  // one at a time
  bench_.cancel_training();
  finish();
  EXPECT_FALSE(bench_.is_training());
  EXPECT_EQ(bench_.used(), nullptr);
  EXPECT_THAT(bench_.train_error(), HasSubstr("cancelled"));
}

TEST_F(RecogniserBenchTest, Trained_IsUsedAndReviewedAndTheSameWhenOpenedAgain) {
  ASSERT_TRUE(bench_.train(wish("logistic"), two_moods()));
  finish();
  ASSERT_NE(bench_.used(), nullptr) << bench_.train_error();
  const UsedRecogniserPtr trained = bench_.used();
  EXPECT_EQ(trained->class_names(), (std::vector<std::string>{"pad0", "pad1"}));
  ASSERT_FALSE(bench_.review().is_empty());
  EXPECT_EQ(bench_.review().result().clip_names.size(), 10u);  // half of twenty
  ASSERT_TRUE(trained->scores);
  EXPECT_TRUE(bench_.clips());
  EXPECT_TRUE(bench_.curve().empty());  // no network

  bench_.close();
  EXPECT_EQ(bench_.used(), nullptr);
  EXPECT_TRUE(bench_.review().is_empty());
  bench_.open(trained->path);
  finish();
  ASSERT_NE(bench_.used(), nullptr);
  EXPECT_EQ(bench_.review().scores().confusion,
            HeldOutReview(*trained->held_out).scores().confusion);
  EXPECT_NEAR(bench_.used()->unsure_below, trained->unsure_below, 1e-4);
  EXPECT_FALSE(bench_.clips());
}

TEST_F(RecogniserBenchTest, HeldOutPartOfAnotherRecogniser_IsNotBelieved) {
  ASSERT_TRUE(bench_.train(wish("logistic"), two_moods()));
  finish();
  const std::string first = wish("logistic").out;
  RecogniserWish other = wish("nearest");
  other.out = folder_.file("other.krec");
  ASSERT_TRUE(bench_.train(other, two_moods()));
  finish();
  std::filesystem::copy_file(held_out_path(first), held_out_path(other.out),
                             std::filesystem::copy_options::overwrite_existing);
  const auto used = use_recogniser(other.out);
  ASSERT_TRUE(used) << used.error().message;
  EXPECT_FALSE(used->held_out);
  EXPECT_FALSE(used->scores);
}

TEST_F(RecogniserBenchTest, NetworksCurve_HasAPointAnEpoch) {
  if (!synthesis::models_library()) GTEST_SKIP() << "built without LibTorch";
  ASSERT_TRUE(bench_.train(wish("conv1d"), two_moods()));
  finish();
  ASSERT_NE(bench_.used(), nullptr) << bench_.train_error();
  const auto curve = bench_.curve();
  ASSERT_EQ(curve.size(), 3u);
  for (size_t i = 0; i < curve.size(); ++i) {
    EXPECT_EQ(curve[i].epoch, static_cast<int>(i) + 1);
    EXPECT_GT(curve[i].train_loss, 0.0);
    EXPECT_GT(curve[i].validation_loss, 0.0);
  }
}

}  // namespace
}  // namespace kinemote::app
