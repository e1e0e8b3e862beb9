#include "app/recognition/clip_recognition.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <numeric>

#include "app/made_clips.h"
#include "app/recognition/recognition_readings.h"
#include "support/temporary_folder.h"
#include "synthesis/control/motion_model.h"

namespace kinemote::app {
namespace {

/// Says what a test wishes of windows, by their first frame.
class FakeRecogniser : public Recogniser {
 public:
  /// The first class rises with the window's place in the clip.
  Result<Eigen::MatrixXd> probabilities(const RecognitionSet& set,
                                        const std::vector<int>& windows) override {
    Eigen::MatrixXd shares(static_cast<Eigen::Index>(windows.size()), 2);
    for (size_t i = 0; i < windows.size(); ++i) {
      const double share = std::min(1.0, set.windows[windows[i]].first_frame / 100.0);
      shares.row(static_cast<Eigen::Index>(i)) << share, 1.0 - share;
    }
    return shares;
  }
  /// All on one frame of the clip.
  Result<std::vector<double>> attention(const RecognitionSet& set,
                                        const std::vector<int>& windows) override {
    std::vector<double> weights;
    for (const int w : windows) {
      const int frames = set.sequences[w].frames;
      for (int f = 0; f < frames; ++f) {
        const bool is_even = looked_at_ < 0;
        weights.push_back(is_even                                        ? 1.0 / frames
                          : set.windows[w].first_frame + f == looked_at_ ? 1.0
                                                                         : 0.0);
      }
    }
    return weights;
  }
  /// The channels of one joint of the layout, each the same in every frame.
  Result<std::vector<float>> attributions(const RecognitionSet& set,
                                          const std::vector<int>& windows) override {
    const int channels = set.layout.channels();
    std::vector<float> values(windows.size() * set.sequences.front().values.size(), 0.0F);
    for (size_t i = 0; i < values.size(); ++i) {
      const int channel = static_cast<int>(i) % channels;
      const int first = set.layout.channel(0, joint_, 0);
      if (channel >= first && channel < first + set.layout.numbers_a_joint) values[i] = 0.001F;
    }
    return values;
  }
  Result<std::vector<std::filesystem::path>> save(const std::filesystem::path&,
                                                  const std::string&) const override {
    return std::vector<std::filesystem::path>{};
  }
  int looked_at_ = -1;
  int joint_ = static_cast<int>(BodyPart::kLeftHand);
};

Clip walk(double duration_s) {
  return *synthesis::perform({.content = "walk", .duration_s = duration_s});
}

RecogniserSpec network_spec() {
  RecogniserSpec spec;
  spec.model = "gru";
  spec.network.kind = synthesis::SequenceNetworkKind::kGru;
  return spec;
}

RecognitionSettings two_classes() {
  RecognitionSettings settings;
  settings.classes = {"calm", "wild"};
  return settings;
}

TEST(RecogniseClip, WithoutABody_IsBadInput) {
  Clip clip = walk(3.0);
  auto skeleton = *clip.skeleton;
  for (auto& joint : skeleton.joints) joint.name = "x" + joint.name.substr(0, 1);
  clip.skeleton = std::make_shared<const Skeleton>(std::move(skeleton));
  FakeRecogniser recogniser;
  const auto found = recognise_clip(recogniser, network_spec(), two_classes(), clip, "walk", 8, {});
  ASSERT_FALSE(found);
  EXPECT_EQ(found.error().code, ErrorCode::kBadInput);
}

TEST(RecogniseClip, BrokenOff_IsCancelled) {
  FakeRecogniser recogniser;
  const Progress stop = [](std::string_view, double) { return false; };
  const auto found =
      recognise_clip(recogniser, network_spec(), two_classes(), walk(3.0), "walk", 8, stop);
  ASSERT_FALSE(found);
  EXPECT_EQ(found.error().code, ErrorCode::kCancelled);
  EXPECT_FALSE(
      attribute_clip(recogniser, network_spec(), two_classes(), walk(3.0), "walk", 9, stop));
}

TEST(RecogniseClip, EvenWeights_AreOneInEveryFrameThatIsSeen) {
  FakeRecogniser recogniser;
  const auto found =
      recognise_clip(recogniser, network_spec(), two_classes(), walk(4.0), "walk", 8, {});
  ASSERT_TRUE(found) << found.error().message;
  ASSERT_EQ(static_cast<int>(found->attention.size()), found->frame_count);
  const int seen = found->first_frames.back() + found->window_frames;
  for (int f = 0; f < std::min(seen, found->frame_count); ++f) {
    EXPECT_NEAR(found->attention[static_cast<size_t>(f)], 1.0, 1e-6) << f;
  }
}

TEST(RecogniseClip, TheFrameThatIsLookedAt_HasAllAttention) {
  FakeRecogniser recogniser;
  recogniser.looked_at_ = 60;
  const auto found =
      recognise_clip(recogniser, network_spec(), two_classes(), walk(4.0), "walk", 8, {});
  ASSERT_TRUE(found);
  for (size_t f = 0; f < found->attention.size(); ++f) {
    EXPECT_NEAR(found->attention[f], f == 60 ? 64.0 : 0.0, 1e-6) << f;
  }
}

TEST(AttributeClip, OneJointsChannels_AreSummedToItAlone) {
  FakeRecogniser recogniser;
  const auto found =
      attribute_clip(recogniser, network_spec(), two_classes(), walk(3.2), "walk", 9, {});
  ASSERT_TRUE(found) << found.error().message;
  ASSERT_EQ(found->joints.size(), 22u);  // 21 parts and the path
  EXPECT_EQ(found->joints.back(), "path");
  const auto hand = static_cast<Eigen::Index>(BodyPart::kLeftHand);
  // Six channels of 0.001 in each of 64 frames.
  EXPECT_NEAR(found->values(10, hand), 6 * 0.001 * 64, 1e-5);
  EXPECT_NEAR(found->values.row(10).sum(), found->values(10, hand), 1e-9);
  const Eigen::MatrixXd parts = by_body_part(found->joints, found->values);
  EXPECT_NEAR(parts(10, hand), found->values(10, hand), 1e-12);
}

TEST(AttributeClip, RowClassifiers_HaveNone) {
  FakeRecogniser recogniser;
  RecogniserSpec rows;
  const auto found = attribute_clip(recogniser, rows, two_classes(), walk(3.0), "walk", 9, {});
  ASSERT_TRUE(found);
  EXPECT_TRUE(found->joints.empty());
}

TEST(AttributeClip, OfATrainedNetwork_SumsToTheProbabilityLessThatOfMeanFrames) {
  if (!synthesis::models_library()) GTEST_SKIP() << "built without LibTorch";
  const ClipSet clips =
      test::made_clips({"walk", "wave"}, {{0.6, 0.9, 0.5}, {-0.6, -0.5, -0.5}}, 4);
  RecogniserSpec spec = network_spec();
  spec.epochs = 6;
  RecognitionSettings settings;
  settings.folds = 2;
  settings.split = analysis::SplitKind::kClip;
  const test::TemporaryFolder folder;
  const auto trained =
      train_recogniser(clips, "made", settings, spec, 1, folder / "moods.krec", {});
  ASSERT_TRUE(trained) << trained.error().message;
  auto opened = open_recogniser(folder / "moods.krec");
  ASSERT_TRUE(opened);
  // One window: the clip is as long as it.
  Clip clip = *trim(clips.load(0)->clip, 0, static_cast<int>(64 * clips.load(0)->clip.fps() / 30));
  const auto said =
      recognise_clip(*opened->recogniser, opened->spec, opened->settings, clip, "one", 32, {});
  const auto why =
      attribute_clip(*opened->recogniser, opened->spec, opened->settings, clip, "one", 1, {});
  ASSERT_TRUE(said && why);
  const double sum = why->values.sum() / static_cast<double>(why->values.rows());
  // A probability less another lies within 1 of 0, and no joint knows what frames are not seen.
  EXPECT_LE(std::abs(sum), 1.0);
  EXPECT_GT(said->shares.row(0).maxCoeff() - sum, -0.02);
  EXPECT_LT(said->shares.row(0).maxCoeff() - sum, 1.02);
  EXPECT_GT(why->values.cwiseAbs().maxCoeff(), 0.0);
}

TEST(BodyPartOf, KeypointsAndParts_AreFound) {
  EXPECT_EQ(body_part_of("left_hand"), BodyPart::kLeftHand);
  EXPECT_EQ(body_part_of("right_wrist"), BodyPart::kRightHand);
  EXPECT_EQ(body_part_of("nose"), BodyPart::kHead);
  EXPECT_EQ(body_part_of("left_eye_inner"), BodyPart::kHead);
  EXPECT_EQ(body_part_of("left_foot_index"), BodyPart::kLeftToes);
  EXPECT_EQ(body_part_of("right_knee"), BodyPart::kRightLowerLeg);
  EXPECT_FALSE(body_part_of("path"));
  EXPECT_FALSE(body_part_of(""));
}

TEST(AttentionKind, MeansAndRows_SayNothing) {
  RecogniserSpec spec = network_spec();
  EXPECT_EQ(attention_kind(spec), "attention");
  spec.network.pooling = synthesis::SequencePooling::kMax;
  EXPECT_EQ(attention_kind(spec), "maximum");
  spec.network.pooling = synthesis::SequencePooling::kMean;
  EXPECT_EQ(attention_kind(spec), "");
  EXPECT_EQ(attention_kind(RecogniserSpec()), "");
}

UsedRecogniserPtr fake_use(double unsure_below) {
  auto used = std::make_shared<UsedRecogniser>();
  used->recogniser = std::make_shared<FakeRecogniser>();
  used->spec = network_spec();
  used->settings = two_classes();
  used->unsure_below = unsure_below;
  return used;
}

TEST(RecognitionTrace, BetweenWindows_IsStraightAndNotSureWhereNoClassIsLikely) {
  const RecognitionTrace trace = trace_recognition(make_playable(walk(6.0)), fake_use(0.7));
  ASSERT_FALSE(trace.is_empty()) << trace.error;
  // Windows begin at frame 0, their middles 32 frames later; the first class has start / 100.
  EXPECT_NEAR(trace.at(0.0)[0], 0.0, 1e-9);
  EXPECT_NEAR(trace.at(82.0 / 30.0)[0], 0.5, 0.01);
  EXPECT_EQ(trace.said(0.0), 1);
  EXPECT_EQ(trace.said(82.0 / 30.0), -1);
  const auto spans = spans_of(trace);
  ASSERT_EQ(spans.size(), 3u);
  EXPECT_EQ(spans[0].said, 1);
  EXPECT_EQ(spans[1].said, -1);
  EXPECT_EQ(spans[2].said, 0);
  EXPECT_DOUBLE_EQ(spans.front().start_s, 0.0);
  EXPECT_DOUBLE_EQ(spans.back().end_s, trace.motion->duration_s());
}

TEST(RecognitionTrace, OfARepeatingMotion_IsOneForTheRound) {
  auto motion = make_playable(walk(2.0), true);
  const RecognitionTrace trace = trace_recognition(motion, fake_use(0.5));
  ASSERT_EQ(trace.middles_s.size(), 1u) << trace.error;
  EXPECT_NEAR(static_cast<double>(trace.attention.size()) / 30.0, motion->duration_s(), 0.1);
}

TEST(JointTrace, OfRows_IsTheImportanceOfTheHeldOutPart) {
  auto used = std::make_shared<UsedRecogniser>();
  used->settings = two_classes();
  used->held_out.emplace();
  used->held_out->joints = {{"left_wrist", "nose", "left_ear"}, {0.25, 0.125, -0.5}, {}};
  const JointTrace joints = trace_joints(*make_playable(walk(2.0)), *used);
  ASSERT_FALSE(joints.is_empty());
  EXPECT_FALSE(joints.is_over_time);
  EXPECT_DOUBLE_EQ(joints.at(1.0, BodyPart::kLeftHand), 0.25);
  EXPECT_DOUBLE_EQ(joints.at(0.0, BodyPart::kHead), -0.375);
  EXPECT_EQ(joints.ranked()[0], BodyPart::kHead);
  used->held_out.reset();
  EXPECT_TRUE(trace_joints(*make_playable(walk(2.0)), *used).is_empty());
}

}  // namespace
}  // namespace kinemote::app
