#include "analysis/features/sequence_edits.h"

#include <gmock/gmock.h>

#include <cmath>

#include "analysis/features/coco_sequence.h"
#include "analysis/features/landmark_vectors.h"
#include "analysis/features/skeleton_sequence.h"
#include "analysis/lively_clip.h"
#include "motion/core/point_layouts.h"
#include "motion/core/projected_points.h"

namespace kinemote::analysis {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;

PoseSequence skeleton_of(const Clip& clip) {
  return skeleton_sequence(clip, {.normalise = Normalise::kNone}).value();
}

PoseSequence keypoints_of(const Clip& clip, double azimuth_rad = 0.3) {
  ProjectionSettings settings;
  settings.camera.azimuth_rad = azimuth_rad;
  const PointClip points = project_points(clip, *find_point_layout("coco17"), settings).value();
  return coco_sequence({&points, 1}).value();
}

void expect_near(const PoseSequence& a, const PoseSequence& b, double tolerance,
                 const SequenceLayout& layout) {
  ASSERT_EQ(a.values.size(), b.values.size());
  EXPECT_EQ(a.valid, b.valid);
  const auto names = layout.channel_names();
  for (size_t i = 0; i < a.values.size(); ++i) {
    ASSERT_NEAR(a.values[i], b.values[i], tolerance * (1.0 + std::abs(a.values[i])))
        << names[i % names.size()] << ", frame " << i / names.size();
  }
}

/// Numbers of one channel over time.
std::vector<double> channel_of(const PoseSequence& s, int channel) {
  std::vector<double> values;
  for (int f = 0; f < s.frames; ++f) values.push_back(s.frame(f)[channel]);
  return values;
}

TEST(SequenceEdits, JointWithoutPartner_CannotBeMirrored) {
  SequenceLayout layout = coco_sequence_layout();
  layout.joints[9] = "left_hook";
  EXPECT_THAT(sequence_mirror_partners(layout).error().message, HasSubstr("left_hook"));
  for (const auto* good :
       {&coco_sequence_layout(), &skeleton_sequence_layout(), &landmark_sequence_layout()}) {
    EXPECT_TRUE(sequence_mirror_partners(*good).ok());
  }
}

TEST(SequenceEdits, MirroredTwice_IsTheSame) {
  const SequenceLayout& layout = coco_sequence_layout();
  const auto partners = sequence_mirror_partners(layout).value();
  const PoseSequence before = keypoints_of(test::lively_clip(70));
  PoseSequence after = before;
  mirror_sequence(after, layout, partners);
  EXPECT_NE(after.values, before.values);
  mirror_sequence(after, layout, partners);
  EXPECT_EQ(after.values, before.values);
}

TEST(SequenceEdits, MirroredSequence_IsThatOfTheMirroredMotion) {
  const Clip clip = test::lively_clip(64);
  PoseSequence skeleton = skeleton_of(clip);
  mirror_sequence(skeleton, skeleton_sequence_layout(),
                  sequence_mirror_partners(skeleton_sequence_layout()).value());
  expect_near(skeleton, skeleton_of(test::mirrored(clip)), 1e-5, skeleton_sequence_layout());

  PoseSequence keypoints = keypoints_of(clip, 0.3);
  mirror_sequence(keypoints, coco_sequence_layout(),
                  sequence_mirror_partners(coco_sequence_layout()).value());
  expect_near(keypoints, keypoints_of(test::mirrored(clip), -0.3), 1e-4, coco_sequence_layout());
}

TEST(SequenceEdits, ScaledSequence_IsThatOfALargerBody) {
  const Clip clip = test::lively_clip(30);
  PoseSequence scaled = skeleton_of(clip);
  scale_sequence(scaled, skeleton_sequence_layout(), 1.3);
  expect_near(scaled, skeleton_of(test::scaled(clip, 1.3)), 1e-5, skeleton_sequence_layout());
}

TEST(SequenceEdits, Turned_KeepsLengthsAndDerivatives) {
  const SequenceLayout& layout = coco_sequence_layout();
  const PoseSequence before = keypoints_of(test::lively_clip(64), 0.0);
  PoseSequence after = before;
  turn_sequence(after, layout, 0.4);
  const std::vector<char> known(64, 1);
  const int nose = layout.channel(0, 0, 0);
  const auto x = channel_of(after, nose);
  const auto velocity = channel_of(after, nose + 3);
  const auto derived = first_derivative(x, known, after.frame_time_s);
  for (int f = 0; f < 64; ++f) {
    const float* const a = before.frame(f) + nose;
    const float* const b = after.frame(f) + nose;
    EXPECT_NEAR(std::hypot(a[0], a[1]), std::hypot(b[0], b[1]), 1e-5);
    EXPECT_NEAR(b[0], std::cos(0.4) * a[0] - std::sin(0.4) * a[1], 1e-5);
    EXPECT_NEAR(velocity[f], derived[f], 1e-3);
    EXPECT_EQ(a[2], b[2]) << "confidence";
  }
  turn_sequence(after, layout, -0.4);
  expect_near(after, before, 1e-5, layout);
}

TEST(SequenceEdits, TurnedInSpace_GoesFromForwardToLeft) {
  const SequenceLayout& layout = skeleton_sequence_layout();
  PoseSequence s = PoseSequence::make(1, layout.channels(), 0.1);
  s.valid[0] = 1.0f;
  const int hand = layout.channel(0, 8, 0);
  s.frame(0)[hand + 2] = 1.0f;  // forward
  s.frame(0)[hand + 4] = 7.0f;  // velocity up
  s.frame(0)[layout.first_extra() + 1] = 2.0f;
  s.frame(0)[layout.first_extra() + 2] = 0.5f;
  turn_sequence(s, layout, 0.5 * kPi);
  EXPECT_NEAR(s.frame(0)[hand], 1.0f, 1e-6);
  EXPECT_NEAR(s.frame(0)[hand + 2], 0.0f, 1e-6);
  EXPECT_EQ(s.frame(0)[hand + 4], 7.0f);
  EXPECT_NEAR(s.frame(0)[layout.first_extra()], 2.0f, 1e-6) << "the path turns with the body";
  EXPECT_EQ(s.frame(0)[layout.first_extra() + 2], 0.5f);
}

TEST(SequenceEdits, Noise_ChangesDerivativesAsMeasuringDoes) {
  const SequenceLayout& layout = coco_sequence_layout();
  Clip clip = test::lively_clip(64);
  PoseSequence before = keypoints_of(clip);
  drop_joint(before, layout, 0, 9);  // a wrist
  PoseSequence after = before;
  std::mt19937_64 random(3);
  add_sequence_noise(after, layout, 0.05, random);
  double squares = 0.0;
  for (int joint = 0; joint < 17; ++joint) {
    const int first = layout.channel(0, joint, 0);
    std::vector<char> known;
    for (int f = 0; f < 64; ++f) known.push_back(after.frame(f)[first + 2] > 0.0f);
    for (int axis = 0; axis < 2; ++axis) {
      const auto place = channel_of(after, first + axis);
      const auto velocity = channel_of(after, first + 3 + axis);
      const auto acceleration = channel_of(after, first + 5 + axis);
      const auto v = first_derivative(place, known, after.frame_time_s);
      const auto a = second_derivative(place, known, after.frame_time_s);
      for (int f = 0; f < 64; ++f) {
        EXPECT_NEAR(velocity[f], v[f], 2e-3);
        EXPECT_NEAR(acceleration[f], a[f], 0.1);
        if (joint == 9) {
          EXPECT_EQ(place[f], 0.0) << "missing stays missing";
        } else {
          squares += std::pow(place[f] - before.frame(f)[first + axis], 2);
        }
      }
    }
  }
  EXPECT_NEAR(std::sqrt(squares / (16 * 2 * 64)), 0.05, 0.004);
}

TEST(SequenceEdits, Warped_IsTheMotionPlayedFaster) {
  // The same motion, sampled so that 30 frames a second play it 1.25 times as fast.
  const Clip clip = test::lively_clip(241, 1.0, 1.0 / 120.0);
  Clip fast = clip;
  fast.frame_time_s /= 1.25;
  const PoseSequence truth = skeleton_of(fast);  // 49 frames
  PoseSequence warped = skeleton_of(clip);       // 61 frames
  ASSERT_EQ(truth.frames, 49);
  warp_sequence(warped, skeleton_sequence_layout(), 1.25);
  const ValidSpan span = valid_span(warped);
  EXPECT_EQ(span.first, 6);
  EXPECT_EQ(span.last, 55);
  for (int f = 2; f < 47; ++f) {
    for (int c = 0; c < truth.channels; ++c) {
      ASSERT_NEAR(warped.frame(f + 6)[c], truth.frame(f)[c], 0.03) << f << " " << c;
    }
  }
}

TEST(SequenceEdits, WarpedSlowly_ShowsTheMiddleAndGapsStay) {
  const SequenceLayout& layout = skeleton_sequence_layout();
  PoseSequence s = PoseSequence::make(9, layout.channels(), 0.1);
  s.valid.assign(9, 1.0f);
  const int hand = layout.channel(0, 8, 0);
  for (int f = 0; f < 9; ++f) s.frame(f)[hand + 1] = static_cast<float>(1 + f);
  for (int i = 0; i < 6; ++i) s.frame(2)[hand + i] = 0.0f;  // missing there
  warp_sequence(s, layout, 0.5);
  EXPECT_THAT(channel_of(s, hand + 1), ElementsAre(0.0, 0.0, 4.0, 4.5, 5.0, 5.5, 6.0, 6.5, 7.0));
  EXPECT_EQ(valid_span(s).last, 9);
}

TEST(SequenceEdits, CroppedAndDropped_LeaveTheRest) {
  const SequenceLayout& layout = skeleton_sequence_layout();
  const PoseSequence before = skeleton_of(test::lively_clip(20));
  PoseSequence cropped = before;
  crop_sequence(cropped, 5, 8);
  EXPECT_EQ(cropped.frames, 20);
  EXPECT_EQ(valid_span(cropped).last, 8);
  EXPECT_EQ(channel_of(cropped, 40)[0], channel_of(before, 40)[5]);
  PoseSequence dropped = before;
  drop_joint(dropped, layout, 0, 3);
  int changed = 0;
  for (size_t i = 0; i < before.values.size(); ++i) {
    changed += before.values[i] != dropped.values[i];
  }
  EXPECT_LE(changed, 20 * 6);
  EXPECT_GT(changed, 20 * 3);
}

}  // namespace
}  // namespace kinemote::analysis
