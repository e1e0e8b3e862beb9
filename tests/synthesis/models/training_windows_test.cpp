#include "synthesis/models/training_windows.h"

#include <gmock/gmock.h>

#include <cmath>
#include <glm/geometric.hpp>
#include <map>
#include <set>

#include "synthesis/models/linear_front.h"
#include "synthesis/models/walk_clips.h"

namespace kinemote::synthesis {
namespace {

using test::walk_clips;
using ::testing::HasSubstr;

TEST(CutTrainingWindows, UnusableData_IsRefusedWithTheReason) {
  EXPECT_THAT(cut_training_windows({}, {}, {}).error().message, HasSubstr("no clips"));
  EXPECT_THAT(cut_training_windows(walk_clips(7), {}, {}).error().message,
              HasSubstr("only 7 of 7"));
  auto clips = walk_clips(10);
  clips[3].pad->arousal = 1.5;
  EXPECT_THAT(cut_training_windows(clips, {}, {}).error().message, HasSubstr("\"run3\""));
  clips[3].pad->arousal = NAN;
  EXPECT_EQ(cut_training_windows(clips, {}, {}).error().code, ErrorCode::kBadInput);
  EXPECT_THAT(cut_training_windows(walk_clips(10, 40), {}, {}).error().message,
              HasSubstr("fewer than a window's 64"));
}

TEST(CutTrainingWindows, ClipsThatDoNotFit_AreLeftOutWithAWarning) {
  auto clips = walk_clips(12);
  clips[2].clip = *trim(clips[2].clip, 0, 50);
  clips[5].clip = test::under_root(clips[5].clip);
  const auto data = cut_training_windows(clips, {}, {});
  ASSERT_TRUE(data.ok()) << data.error().message;
  EXPECT_EQ(data->clips.size(), 10u);
  ASSERT_EQ(data->warnings.size(), 2u);
  EXPECT_THAT(data->warnings[0], HasSubstr("walk2"));
  EXPECT_THAT(data->warnings[1], HasSubstr("walk5"));
}

TEST(CutTrainingWindows, Windows_AreCopiedFromTheirPlace) {
  const auto clips = walk_clips(10);
  const auto data = cut_training_windows(clips, {}, {});
  ASSERT_TRUE(data.ok());
  const int channels = data->layout.channel_count();
  std::vector<float> window(channels * 64);
  for (const WindowIndex& index : data->training) {
    data->copy_window(index, window);
    const auto all = *channels_from_clip(clips[data->clips[index.clip].source].clip, data->layout);
    for (const int c : {0, 3, 17, channels - 1}) {
      for (const int t : {0, 40, 63}) {
        EXPECT_EQ(window[c * 64 + t], all[(index.start_frame + t) * channels + c]);
      }
    }
  }
}

TEST(CutTrainingWindows, Cancelling_Stops) {
  const auto clips = walk_clips(20);
  int calls = 0;
  const auto data = cut_training_windows(clips, {}, [&](auto, double) { return ++calls < 3; });
  ASSERT_FALSE(data.ok());
  EXPECT_EQ(data.error().code, ErrorCode::kCancelled);
  EXPECT_EQ(calls, 3);
}

TEST(ChooseHeldOut, TakesOfManyKinds_StayWholeAndAreSpreadEvenly) {
  std::vector<TrainingClip> clips;
  for (int take = 0; take < 120; ++take) {
    for (int part = 0; part < 3; ++part) {
      TrainingClip clip;
      clip.content = take % 2 ? "walk" : "run";
      clip.label = "label" + std::to_string(take % 6);
      clip.take = std::to_string(take);
      clips.push_back(clip);
    }
  }
  const auto held_out = choose_held_out(clips, 0.2, 5);
  EXPECT_EQ(held_out, choose_held_out(clips, 0.2, 5));
  EXPECT_NE(held_out, choose_held_out(clips, 0.2, 6));
  std::map<std::string, std::set<bool>> sides;
  std::map<std::string, int> of_label;
  int count = 0;
  for (size_t i = 0; i < clips.size(); ++i) {
    sides[clips[i].take].insert(held_out[i] != 0);
    of_label[clips[i].label] += held_out[i];
    count += held_out[i];
  }
  for (const auto& [take, s] : sides) EXPECT_EQ(s.size(), 1u) << take;
  EXPECT_NEAR(count, 0.2 * clips.size(), 3.0);
  for (const auto& [label, n] : of_label) EXPECT_NEAR(n, count / 6.0, 3.0) << label;
}

TEST(ChooseHeldOut, CutsOfOneRecording_LoseTheirTail) {
  std::vector<TrainingClip> clips;
  for (int i = 0; i < 20; ++i) {
    TrainingClip clip;
    clip.clip.name = "walk_" + std::to_string(100 + i);
    clip.content = "walk";
    clip.label = "old";
    clip.take = i < 10 ? "block 1" : "block 2";
    clips.push_back(clip);
  }
  const auto held_out = choose_held_out(clips, 0.2, 1);
  for (int i = 0; i < 20; ++i) EXPECT_EQ(held_out[i], i >= 16) << i;
}

TEST(CutTrainingWindows, StyleWithoutPad_IsKeptAsAWord) {
  auto clips = walk_clips(12);
  for (size_t i = 0; i < clips.size(); ++i) {
    clips[i].label = i % 2 ? "feminine" : "happy";
    clips[i].pad = i % 2 ? std::nullopt : std::optional(analysis::Pad{0.8, 0.5, 0.15});
  }
  clips[2].pad->arousal = -0.5;  // of the word, but elsewhere
  const auto data = cut_training_windows(clips, {}, {});
  ASSERT_TRUE(data.ok()) << data.error().message;
  ASSERT_EQ(data->styles.size(), 2u);
  EXPECT_EQ(data->styles[0].name, "feminine");
  EXPECT_FALSE(data->styles[0].pad.has_value());
  EXPECT_NEAR(data->styles[1].pad->pleasure, 0.8, 1e-9);
  for (const auto& clip : data->clips) {
    const Condition condition = data->condition_of(clip, clips[clip.source]);
    const bool is_elsewhere = clip.source == 2 || clip.source % 2 == 0;
    EXPECT_EQ(condition.style, is_elsewhere ? -1 : 0) << clip.source;
  }
}

TEST(ChannelWeights, RootsOfTheBody_CountMoreThanItsEnds) {
  const WindowLayout layout = *WindowLayout::make(canonical_skeleton(), 30.0, 64);
  const auto weights = channel_weights(KinematicTree::make(layout));
  ASSERT_EQ(static_cast<int>(weights.size()), layout.channel_count());
  const auto of = [&](BodyPart part) {
    const auto at = std::find(layout.joints.begin(), layout.joints.end(), layout.body[part]);
    return weights[4 + 6 * (at - layout.joints.begin())];
  };
  EXPECT_GT(of(BodyPart::kHips), of(BodyPart::kLeftUpperArm));
  EXPECT_GT(of(BodyPart::kLeftUpperArm), of(BodyPart::kLeftLowerArm));
  EXPECT_GT(of(BodyPart::kLeftLowerArm), of(BodyPart::kLeftHand));
  EXPECT_FLOAT_EQ(of(BodyPart::kLeftUpperLeg), of(BodyPart::kRightUpperLeg));
  // A forearm that turns by a radian moves the hand by its own length, and two columns say it.
  const Skeleton& skeleton = *layout.skeleton;
  const double forearm = glm::length(skeleton.joints[layout.body[BodyPart::kLeftHand]].offset);
  EXPECT_NEAR(of(BodyPart::kLeftLowerArm), std::sqrt(0.5 * (forearm * forearm + 0.0064)), 1e-3);
}

TEST(SplitRule, Takes_AreCalledWholeOrByTheirEnds) {
  std::vector<TrainingClip> clips(4);
  TrainingWindows data;
  for (int i = 0; i < 4; ++i) {
    clips[i].take = i < 2 ? "a" : "b";
    TrainingWindows::ClipChannels channels;
    channels.source = i;
    data.clips.push_back(channels);
  }
  const auto rule = [&](const std::vector<int>& held_out) {
    for (auto& clip : data.clips) clip.is_held_out = false;
    for (const int i : held_out) data.clips[i].is_held_out = true;
    return split_rule(clips, data);
  };
  EXPECT_EQ(rule({2, 3}), "take");
  EXPECT_EQ(rule({1, 3}), "end of take");
  EXPECT_EQ(rule({0, 1, 3}), "take, or end of take");
  for (TrainingClip& clip : clips) clip.take.clear();  // takes of their own
  EXPECT_EQ(rule({1, 3}), "take");
}

TEST(ChooseHeldOut, TwoTakes_HoldOneOut) {
  std::vector<TrainingClip> clips(2);  // no take names: each clip is its own
  const auto held_out = choose_held_out(clips, 0.05, 1);
  EXPECT_EQ(held_out[0] + held_out[1], 1);
}

TEST(DctMatrix, Rows_AreOrthonormal) {
  const auto dct = dct_matrix(20, 64);
  for (int a = 0; a < 20; ++a) {
    for (int b = 0; b < 20; ++b) {
      double dot = 0.0;
      for (int t = 0; t < 64; ++t) dot += dct[a * 64 + t] * dct[b * 64 + t];
      EXPECT_NEAR(dot, a == b ? 1.0 : 0.0, 1e-5);
    }
  }
}

TEST(FitLinearFront, PlanarData_IsSpannedByTwoComponents) {
  // Windows are mean + a u + b v: two components must explain them, whatever was asked for.
  const FrontShape shape{12, 16, 16, 5};
  std::vector<float> windows;
  std::mt19937 random(2);
  std::normal_distribution<float> normal;
  for (int w = 0; w < 40; ++w) {
    const float a = 3.0F * normal(random);
    const float b = normal(random);
    for (int i = 0; i < shape.window_size(); ++i) {
      windows.push_back(0.5F + a * std::sin(0.3F * i) + b * std::cos(0.11F * i));
    }
  }
  const auto front = fit_linear_front(windows, shape, std::vector<float>(12, 1.0F), 1, {});
  ASSERT_TRUE(front.ok());
  EXPECT_GT(front->component_scale[1], 0.5F);
  EXPECT_LT(front->component_scale[2], 0.01F * front->component_scale[0]);
  for (int a = 0; a < 5; ++a) {
    for (int b = 0; b < 5; ++b) {
      double dot = 0.0;
      for (int i = 0; i < shape.coefficient_count(); ++i) {
        dot += front->basis[a * shape.coefficient_count() + i] *
               front->basis[b * shape.coefficient_count() + i];
      }
      EXPECT_NEAR(dot, a == b ? 1.0 : 0.0, 1e-4);
    }
  }
}

TEST(FitLinearFront, ConstantChannels_GetAFloor) {
  const FrontShape shape{12, 16, 8, 4};
  const std::vector<float> windows(10 * shape.window_size(), 2.0F);
  const auto front = fit_linear_front(windows, shape, std::vector<float>(12, 1.0F), 1, {});
  ASSERT_TRUE(front.ok());
  for (const float scale : front->component_scale) EXPECT_GT(scale, 0.0F);
}

TEST(FitLinearFront, Cancelling_Stops) {
  const FrontShape shape{12, 16, 8, 4};
  const std::vector<float> windows(10 * shape.window_size(), 2.0F);
  const auto front = fit_linear_front(windows, shape, std::vector<float>(12, 1.0F), 1,
                                      [](auto, double) { return false; });
  ASSERT_FALSE(front.ok());
  EXPECT_EQ(front.error().code, ErrorCode::kCancelled);
}

}  // namespace
}  // namespace kinemote::synthesis
