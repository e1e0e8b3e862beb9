#include "analysis/features/pose_sequence.h"

#include <gmock/gmock.h>

#include <limits>

namespace kinemote::analysis {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

SequenceLayout two_people() {
  SequenceLayout layout;
  layout.joints = {"hip", "knee"};
  layout.parents = {-1, 0};
  layout.numbers_a_joint = 2;
  layout.numbers = {{"x", ChannelKind::kPlace, 0}, {"y", ChannelKind::kPlace, 1}};
  layout.people = 2;
  layout.extra = 1;
  layout.extras = {{"speed", ChannelKind::kOther, 0}};
  return layout;
}

/// One channel that counts its frames from 1, all valid.
PoseSequence counting(int frames) {
  PoseSequence sequence = PoseSequence::make(frames, 1, 0.1);
  for (int f = 0; f < frames; ++f) {
    sequence.values[f] = static_cast<float>(f + 1);
    sequence.valid[f] = 1.0f;
  }
  return sequence;
}

TEST(PoseSequence, WrongSizesAndNumbers_AreRefused) {
  EXPECT_EQ(PoseSequence{}.validate().error().code, ErrorCode::kBadInput);
  PoseSequence sequence = counting(3);
  EXPECT_TRUE(sequence.validate().ok());
  sequence.valid[1] = 0.5f;
  EXPECT_THAT(sequence.validate().error().message, HasSubstr("0 or 1"));
  sequence = counting(3);
  sequence.values[2] = std::numeric_limits<float>::quiet_NaN();
  EXPECT_THAT(sequence.validate().error().message, HasSubstr("finite"));
  sequence = counting(3);
  sequence.values.pop_back();
  EXPECT_FALSE(sequence.validate().ok());
  sequence = counting(3);
  sequence.frame_time_s = 0.0;
  EXPECT_FALSE(sequence.validate().ok());
}

TEST(SequenceLayout, PartsThatDoNotFit_AreRefused) {
  SequenceLayout layout = two_people();
  EXPECT_TRUE(layout.validate().ok());
  layout.parents = {-1, 1};
  EXPECT_THAT(layout.validate().error().message, HasSubstr("knee"));
  layout = two_people();
  layout.numbers.pop_back();
  EXPECT_EQ(layout.validate().error().code, ErrorCode::kUsage);
  layout = two_people();
  layout.numbers[0].axis = 3;
  EXPECT_FALSE(layout.validate().ok());
  EXPECT_FALSE(SequenceLayout{}.validate().ok());
}

TEST(SequenceLayout, Channels_GoByPersonJointAndNumber) {
  const SequenceLayout layout = two_people();
  EXPECT_THAT(layout.channel_names(),
              ElementsAre("p1.hip.x", "p1.hip.y", "p1.knee.x", "p1.knee.y", "p2.hip.x", "p2.hip.y",
                          "p2.knee.x", "p2.knee.y", "speed"));
  EXPECT_EQ(layout.channels(), 9);
  EXPECT_EQ(layout.channel_names()[layout.channel(1, 0, 1)], "p2.hip.y");
  EXPECT_EQ(layout.channel_names()[layout.first_extra()], "speed");
}

TEST(PoseSequence, Slice_PadsOutsideWithFramesThatAreNotValid) {
  const PoseSequence part = slice(counting(4), -1, 6);
  EXPECT_THAT(part.values, ElementsAre(0, 1, 2, 3, 4, 0));
  EXPECT_THAT(part.valid, ElementsAre(0, 1, 1, 1, 1, 0));
  EXPECT_THAT(slice(counting(4), 9, 2).valid, ElementsAre(0, 0));
}

TEST(PoseSequence, FitLength_TakesTheMiddleOrPadsTheEnd) {
  EXPECT_THAT(fit_length(counting(7), 3).values, ElementsAre(3, 4, 5));
  EXPECT_THAT(fit_length(counting(2), 4).values, ElementsAre(1, 2, 0, 0));
  EXPECT_THAT(fit_length(counting(2), 4).valid, ElementsAre(1, 1, 0, 0));
  EXPECT_THAT(fit_length(counting(3), 3).values, ElementsAre(1, 2, 3));
}

TEST(PoseSequence, WindowStarts_DropAPartialLastWindow) {
  EXPECT_THAT(window_starts(0, 4, 2), IsEmpty());
  EXPECT_THAT(window_starts(3, 4, 2), ElementsAre(0));
  EXPECT_THAT(window_starts(9, 4, 2), ElementsAre(0, 2, 4));
  EXPECT_THAT(window_starts(8, 4, 4), ElementsAre(0, 4));
}

TEST(Derivatives, OfAParabola_AreExactWhereNeighboursAreKnown) {
  std::vector<double> x;
  for (int f = 0; f < 6; ++f) x.push_back(3.0 * f * f * 0.01);  // 3 t^2, 0.1 s
  std::vector<char> known(6, 1);
  const auto v = first_derivative(x, known, 0.1);
  const auto a = second_derivative(x, known, 0.1);
  for (int f = 1; f < 5; ++f) {
    EXPECT_NEAR(v[f], 6.0 * f * 0.1, 1e-12);
    EXPECT_NEAR(a[f], 6.0, 1e-9);
  }
  EXPECT_NEAR(v[0], 0.3, 1e-12);  // one-sided
  EXPECT_EQ(a[0], 0.0);
}

TEST(Derivatives, AcrossAGap_AreNotTaken) {
  const std::vector<double> x{0.0, 1.0, 99.0, 3.0, 4.0, 99.0, 7.0};
  const std::vector<char> known{1, 1, 0, 1, 1, 0, 1};
  EXPECT_THAT(first_derivative(x, known, 1.0), ElementsAre(1, 1, 0, 1, 1, 0, 0));
  EXPECT_THAT(second_derivative(x, known, 1.0), ElementsAre(0, 0, 0, 0, 0, 0, 0));
}

}  // namespace
}  // namespace kinemote::analysis
