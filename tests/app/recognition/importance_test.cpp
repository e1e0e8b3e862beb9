#include "app/recognition/importance.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <numeric>

#include "motion/core/body_map.h"
#include "synthesis/procedural/corpus.h"

namespace kinemote::app {
namespace {

/// Reads the clips themselves: class 1 where the left lower arm is bent in their first frame.
class ElbowReader : public Recogniser {
 public:
  Result<Eigen::MatrixXd> probabilities(const RecognitionSet& set,
                                        const std::vector<int>& windows) override {
    Eigen::MatrixXd shares(static_cast<Eigen::Index>(windows.size()), 2);
    for (size_t i = 0; i < windows.size(); ++i) {
      const auto import = set.load(set.clips[set.windows[windows[i]].clip].source);
      if (!import) return import.error();
      const int joint = find_body_parts(*import->clip.skeleton)[BodyPart::kLeftLowerArm];
      const double bent = std::abs(import->clip.frame_rotations(0)[joint].w) < 0.9 ? 1.0 : 0.0;
      shares.row(static_cast<Eigen::Index>(i)) << 1.0 - bent, bent;
    }
    return shares;
  }
  Result<std::vector<std::filesystem::path>> save(const std::filesystem::path&,
                                                  const std::string&) const override {
    return std::vector<std::filesystem::path>{};
  }
};

RecognitionSet bent_and_straight() {
  RecognitionSet set;
  set.class_names = {"straight", "bent"};
  auto clips = std::make_shared<std::vector<Clip>>();
  for (int i = 0; i < 12; ++i) {
    Clip clip = *synthesis::perform({.content = "idle", .duration_s = 1.0});
    const int joint = find_body_parts(*clip.skeleton)[BodyPart::kLeftLowerArm];
    for (int f = 0; f < clip.frame_count; ++f) {
      clip.frame_rotations(f)[joint] =
          i % 2 == 1 ? Quat{0.0, 1.0, 0.0, 0.0} : Quat{1.0, 0.0, 0.0, 0.0};
    }
    clips->push_back(std::move(clip));
    set.clips.push_back({"clip" + std::to_string(i), "", "", i % 2, i});
    set.windows.push_back({i, 0});
    set.sequences.emplace_back();
  }
  set.load = [clips](int i) -> Result<io::ClipImport> {
    return io::ClipImport{(*clips)[static_cast<size_t>(i)]};
  };
  return set;
}

TEST(TurnImportance, BrokenOff_IsCancelled) {
  ElbowReader recogniser;
  const auto lost = turn_importance(recogniser, bent_and_straight(), {0, 1, 2, 3}, 1,
                                    [](std::string_view, double) { return false; });
  ASSERT_FALSE(lost);
  EXPECT_EQ(lost.error().code, ErrorCode::kCancelled);
}

TEST(TurnImportance, OnlyThePartThatIsRead_LosesScore) {
  ElbowReader recogniser;
  std::vector<int> all(12);
  std::iota(all.begin(), all.end(), 0);
  const auto lost = turn_importance(recogniser, bent_and_straight(), all, 1, {});
  ASSERT_TRUE(lost) << lost.error().message;
  ASSERT_EQ(lost->size(), static_cast<size_t>(kBodyPartCount));
  for (int p = 0; p < kBodyPartCount; ++p) {
    if (static_cast<BodyPart>(p) == BodyPart::kLeftLowerArm) {
      EXPECT_GT((*lost)[static_cast<size_t>(p)], 0.1);
    } else {
      EXPECT_DOUBLE_EQ((*lost)[static_cast<size_t>(p)], 0.0) << p;
    }
  }
}

analysis::SequenceLayout two_joints() {
  analysis::SequenceLayout layout;
  layout.joints = {"hand", "foot"};
  layout.parents = {-1, 0};
  layout.numbers_a_joint = 2;
  layout.numbers = {{"x", analysis::ChannelKind::kPlace, 0},
                    {"y", analysis::ChannelKind::kPlace, 1}};
  layout.people = 2;
  layout.extra = 1;
  layout.extras = {{"turn rate", analysis::ChannelKind::kTurnRate, 0}};
  return layout;
}

/// Names class 1 where the second number of the first person's foot is positive, whatever else.
class FootReader final : public Recogniser {
 public:
  Result<Eigen::MatrixXd> probabilities(const RecognitionSet& set,
                                        const std::vector<int>& windows) override {
    Eigen::MatrixXd shares(std::ssize(windows), 2);
    for (size_t i = 0; i < windows.size(); ++i) {
      const double high = set.sequences[windows[i]].values[set.layout.channel(0, 1, 1)] > 0 ? 1 : 0;
      shares.row(static_cast<Eigen::Index>(i)) << 1.0 - high, high;
    }
    return shares;
  }
  Result<std::vector<std::filesystem::path>> save(const std::filesystem::path&,
                                                  const std::string&) const override {
    return std::vector<std::filesystem::path>{};
  }
};

TEST(ChannelGroups, HoldEveryChannelThatIsOfThem_Once) {
  const analysis::SequenceLayout layout = two_joints();
  std::vector<int> of_joints, of_numbers;
  for (const ChannelGroup& group : joint_groups(layout)) {
    of_joints.insert(of_joints.end(), group.channels.begin(), group.channels.end());
  }
  for (const ChannelGroup& group : number_groups(layout)) {
    of_numbers.insert(of_numbers.end(), group.channels.begin(), group.channels.end());
  }
  std::sort(of_joints.begin(), of_joints.end());
  std::sort(of_numbers.begin(), of_numbers.end());
  EXPECT_EQ(of_joints, (std::vector<int>{0, 1, 2, 3, 4, 5, 6, 7}));
  EXPECT_EQ(of_numbers, (std::vector<int>{0, 1, 2, 3, 4, 5, 6, 7, 8}));
  EXPECT_EQ(number_groups(layout).back().name, "turn rate");
}

TEST(PermutationImportance, OnlyWhatIsRead_LosesScore) {
  RecognitionSet set;
  set.class_names = {"low", "high"};
  set.layout = two_joints();
  std::vector<int> all;
  for (int i = 0; i < 20; ++i) {
    set.clips.push_back({"clip" + std::to_string(i), "", "", i % 2, i});
    set.windows.push_back({i, 0});
    auto& sequence = set.sequences.emplace_back(analysis::PoseSequence::make(3, 9, 0.1));
    std::fill(sequence.values.begin(), sequence.values.end(), i % 2 == 1 ? 1.0F : -1.0F);
    all.push_back(i);
  }
  FootReader recogniser;
  const auto joints = permutation_importance(recogniser, set, all, joint_groups(set.layout), 1, {});
  ASSERT_TRUE(joints) << joints.error().message;
  EXPECT_DOUBLE_EQ((*joints)[0], 0.0);
  EXPECT_GT((*joints)[1], 0.2);
  const auto numbers =
      permutation_importance(recogniser, set, all, number_groups(set.layout), 1, {});
  ASSERT_TRUE(numbers) << numbers.error().message;
  EXPECT_DOUBLE_EQ((*numbers)[0], 0.0);
  EXPECT_GT((*numbers)[1], 0.2);
  EXPECT_DOUBLE_EQ((*numbers)[2], 0.0);
}

TEST(SharesOf, NoGradients_HaveNoShares) {
  EXPECT_TRUE(shares_of(joint_groups(two_joints()), {}).empty());
  const std::vector<double> even(9, 1.0 / 9.0);
  EXPECT_NEAR(shares_of(number_groups(two_joints()), even)[0], 4.0 / 9.0, 1e-12);
}

}  // namespace
}  // namespace kinemote::app
