#include "app/recognition/recogniser_file.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <numeric>

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

/// As many clips as a motion VAE needs.
const ClipSet& many_clips() {
  static const ClipSet set =
      test::made_clips({"walk", "wave"}, {{0.6, 0.9, 0.5}, {-0.6, -0.5, -0.5}}, 14);
  return set;
}

RecognitionSettings two_folds() {
  RecognitionSettings settings;
  settings.folds = 2;
  settings.split = analysis::SplitKind::kClip;
  return settings;
}

RecogniserSpec spec_named(const std::string& model) {
  RecogniserSpec spec;
  spec.model = model;
  spec.searches_grid = false;
  if (const auto kind = synthesis::sequence_network_kind(model)) spec.network.kind = *kind;
  spec.epochs = 2;
  spec.encoder_epochs = 1;
  return spec;
}

class RecogniserFile : public ::testing::Test {
 protected:
  test::TemporaryFolder folder_;
};

TEST_F(RecogniserFile, WhatIsNone_IsRefusedByName) {
  const auto missing = open_recogniser(folder_ / "none.krec");
  ASSERT_FALSE(missing);
  EXPECT_THAT(missing.error().message, HasSubstr("none.krec"));
  const std::string path = folder_.file("damaged.krec");
  for (const char* bytes : {"", "hello", "KINEMOTE-ROW-RECOGNISER 1\n17\n{}",
                            "KINEMOTE-SEQUENCE-CLASSIFIER 1\n3\n{}}"}) {
    ASSERT_TRUE(write_atomically(path, bytes));
    const auto opened = open_recogniser(path);
    ASSERT_FALSE(opened) << bytes;
    EXPECT_EQ(opened.error().code, ErrorCode::kBadInput);
    EXPECT_THAT(opened.error().message, HasSubstr("damaged.krec"));
  }
  EXPECT_FALSE(is_recogniser_file(folder_ / "none.krec"));
  EXPECT_FALSE(is_recogniser_file(folder_.path()));
}

class EveryFamily : public RecogniserFile, public ::testing::WithParamInterface<const char*> {};

TEST_P(EveryFamily, WrittenAndOpened_SaysWhatItSaidOfUnseenClips) {
  const RecogniserSpec spec = spec_named(GetParam());
  if (spec.family() != RecogniserFamily::kRows && !synthesis::models_library()) {
    GTEST_SKIP() << "built without LibTorch";
  }
  const bool is_encoder = spec.family() == RecogniserFamily::kEncoder;
  const ClipSet& clips = is_encoder ? many_clips() : two_moods();
  const std::filesystem::path path = folder_ / "moods.krec";
  const auto trained = train_recogniser(clips, "made", two_folds(), spec, 1, path, {});
  ASSERT_TRUE(trained) << trained.error().message;
  EXPECT_TRUE(is_recogniser_file(path));
  const auto card = read_file(folder_ / "moods.krec.md");
  ASSERT_TRUE(card);
  EXPECT_THAT(*card, HasSubstr("most frequent class"));
  EXPECT_THAT(*card, HasSubstr("pad0"));

  const auto opened = open_recogniser(path);
  ASSERT_TRUE(opened) << opened.error().message;
  EXPECT_EQ(opened->spec.name(), spec.name());
  EXPECT_EQ(opened->settings.classes, (std::vector<std::string>{"pad0", "pad1"}));
  const auto set = make_recognition_set(clips, spec.input, opened->settings, 1, true, {});
  ASSERT_TRUE(set);
  const TrialResult& said = trained->held_out;
  for (size_t w = 0; w < said.window_clip.size(); ++w) {
    const std::string& clip = said.clip_names[said.window_clip[w]];
    for (size_t i = 0; i < set->windows.size(); ++i) {
      if (set->clips[set->windows[i].clip].name != clip ||
          set->windows[i].first_frame != said.window_first_frame[w]) {
        continue;
      }
      const auto again = opened->recogniser->probabilities(*set, {static_cast<int>(i)});
      ASSERT_TRUE(again) << again.error().message;
      EXPECT_NEAR((*again)(0, 0), said.probabilities(static_cast<Eigen::Index>(w), 0), 1e-3);
    }
  }
}

INSTANTIATE_TEST_SUITE_P(Families, EveryFamily,
                         ::testing::Values("svm", "boosted", "deep-residual", "vae-encoder"),
                         [](const auto& tested) {
                           std::string name = tested.param;
                           std::erase(name, '-');
                           return name;
                         });

TEST_F(RecogniserFile, SmoteAndClassWeights_LetARareClassBeLearned) {
  ClipSet uneven = many_clips();
  std::vector<int> kept;
  int rare = 0;
  for (int i = 0; i < uneven.size(); ++i) {
    if (uneven.dataset.entries[i].label == "pad1" && ++rare > 8) continue;
    kept.push_back(i);
  }
  uneven = subset(uneven, kept);
  for (const auto balance :
       {analysis::ClassBalance::kSmote, analysis::ClassBalance::kClassWeights,
        analysis::ClassBalance::kSampler, analysis::ClassBalance::kUndersample}) {
    RecogniserSpec spec = spec_named("logistic");
    spec.balance = balance;
    const auto trained =
        train_recogniser(uneven, "made", two_folds(), spec, 1, folder_ / "rare.krec", {});
    ASSERT_TRUE(trained) << trained.error().message;
    EXPECT_GT(trained->scores.windows.scores.balanced_accuracy, 0.75) << analysis::name_of(balance);
  }
}

TEST_F(RecogniserFile, Cancelled_LeavesNothing) {
  const auto trained =
      train_recogniser(two_moods(), "made", two_folds(), spec_named("logistic"), 1,
                       folder_ / "moods.krec", [](std::string_view, double) { return false; });
  ASSERT_FALSE(trained);
  EXPECT_EQ(trained.error().code, ErrorCode::kCancelled);
  EXPECT_TRUE(std::filesystem::is_empty(folder_.path()));
}

}  // namespace
}  // namespace kinemote::app
