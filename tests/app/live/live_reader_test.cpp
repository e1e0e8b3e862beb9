#include "app/live/live_reader.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>
#include <map>
#include <numeric>

#include "app/live/outgoing_stream.h"
#include "app/made_clips.h"
#include "app/recognition/recognition_input.h"
#include "motion/core/kinematics.h"
#include "motion/core/projected_points.h"

namespace kinemote::app {
namespace {

using ::testing::HasSubstr;

RecogniserSpec logistic(RecognitionInput input) {
  RecogniserSpec spec;
  spec.model = "logistic";
  spec.input = input;
  spec.searches_grid = false;
  return spec;
}

/// A recogniser of two moods of walking, fitted to made clips.
std::unique_ptr<OpenedRecogniser> two_moods(RecognitionInput input = RecognitionInput::kSkeleton) {
  static const ClipSet clips =
      test::made_clips({"walk"}, {{0.6, 0.9, 0.5}, {-0.6, -0.6, -0.5}}, 6);
  static std::map<RecognitionInput, RecognitionSet> sets;
  RecognitionSettings settings;
  if (!sets.contains(input)) {
    auto made = make_recognition_set(clips, input, settings, 1, true, {});
    EXPECT_TRUE(made) << made.error().message;
    sets[input] = std::move(*made);
  }
  const RecognitionSet& set = sets[input];
  std::vector<int> all(set.windows.size());
  std::iota(all.begin(), all.end(), 0);
  auto fitted = fit_recogniser(set, all, {}, logistic(input), {settings, 1}, {});
  EXPECT_TRUE(fitted) << fitted.error().message;
  auto opened = std::make_unique<OpenedRecogniser>();
  opened->recogniser = std::move(*fitted);
  opened->spec = logistic(input);
  opened->settings = settings;
  opened->settings.classes = set.class_names;
  return opened;
}

/// A walk that the recogniser has not seen.
Clip walk(const analysis::Pad& pad) {
  return *synthesis::perform(
      {.content = "walk", .pad = pad, .take_seed = 77, .duration_s = 4.0});
}
const analysis::Pad kHappy{0.6, 0.9, 0.5}, kSad{-0.6, -0.6, -0.5};

LiveQuestion question_of(const OutgoingStream& outgoing, int frames) {
  LiveStream stream;
  LiveQuestion question;
  stream.take(packet_bytes(outgoing.hello(), PacketFormat::kJson), 0.0);
  for (int f = 0; f < frames; ++f) {
    for (LiveArrival& a : stream.take(packet_bytes(outgoing.pose(f), PacketFormat::kJson), 0.0)) {
      question.recent.stream = a.stream;
      question.recent.frames.push_back(std::move(a.frame));
    }
  }
  return question;
}
LiveQuestion question_of(const Clip& clip) {
  return question_of(*OutgoingStream::of_clip(clip), clip.frame_count);
}

LiveReader reader_without_smoothing() { return {two_moods(), {}, {.smoothing_s = 0.0}}; }

TEST(LiveReaderSettings, OutsideTheirRanges_AreRefused) {
  EXPECT_TRUE(LiveReaderSettings{}.validate());
  EXPECT_FALSE(LiveReaderSettings{.least_sure = 0.0}.validate());
  EXPECT_FALSE(LiveReaderSettings{.least_sure = 1.1}.validate());
  EXPECT_FALSE(LiveReaderSettings{.smoothing_s = -1.0}.validate());
  EXPECT_FALSE(LiveReaderSettings{.smoothing_s = std::nan("")}.validate());
}

TEST(LiveReader, NothingOrTooLittle_IsNotSure) {
  LiveReader reader = reader_without_smoothing();
  EXPECT_EQ(reader.read({}).unsure, "too few frames");
  const LiveReading few = reader.read(question_of(*trim(walk(kHappy), 0, 20)));
  EXPECT_EQ(few.unsure, "too few frames");
  EXPECT_EQ(few.best, -1);
  EXPECT_TRUE(few.probabilities.empty());
}

TEST(LiveReader, FramesBeforeAPause_DoNotCount) {
  LiveReader reader = reader_without_smoothing();
  LiveQuestion question = question_of(walk(kHappy));
  const size_t count = question.recent.frames.size();
  for (size_t i = count - 20; i < count; ++i) question.recent.frames[i].time_s += 2.0;
  EXPECT_EQ(reader.read(question).unsure, "too few frames");
}

TEST(LiveReader, MoodsOfNewWalks_AreNamed) {
  for (const auto& [pad, wanted] : {std::pair(kHappy, "pad0"), std::pair(kSad, "pad1")}) {
    LiveReader reader = reader_without_smoothing();
    const LiveReading reading = reader.read(question_of(walk(pad)));
    ASSERT_TRUE(reading.is_sure()) << reading.unsure;
    EXPECT_EQ(reader.classes()[reading.best], wanted);
    EXPECT_EQ(reading.seen_frames, 64);
  }
}

TEST(LiveReader, Live_IsWhatTheSameWindowOfAFileIs) {
  const Clip clip = walk(kSad);
  const auto opened = two_moods();
  const auto seen = see_clip(*trim(clip, clip.frame_count - 64, clip.frame_count), "file",
                             RecognitionInput::kSkeleton, opened->settings);
  ASSERT_TRUE(seen) << seen.error().message;
  const auto truth = opened->recogniser->probabilities(
      set_of_window(*seen, RecognitionInput::kSkeleton, nullptr), {0});
  ASSERT_TRUE(truth) << truth.error().message;
  LiveReader reader = reader_without_smoothing();
  const LiveReading reading = reader.read(question_of(clip));
  ASSERT_EQ(reading.probabilities.size(), 2u);
  EXPECT_NEAR(reading.probabilities[0], (*truth)(0, 0), 1e-4);
  // At twice the rate the same frames are among those that come.
  LiveReader twice = reader_without_smoothing();
  const LiveReading fast = twice.read(question_of(*resample(clip, 60.0)));
  EXPECT_NEAR(fast.probabilities[0], reading.probabilities[0], 0.02);
}

TEST(LiveReader, TurnedAndMovedFigures_AreReadAlike) {
  const Clip clip = walk(kHappy);
  Clip moved = clip;
  const Quat turn = yaw_rotation(1.1);
  for (int f = 0; f < moved.frame_count; ++f) {
    moved.frame_rotations(f)[0] = turn * moved.frame_rotations(f)[0];
    moved.translations[f] = turn * moved.translations[f] + Vec3(3.0, 0.0, -5.0);
  }
  LiveReader here = reader_without_smoothing(), there = reader_without_smoothing();
  EXPECT_NEAR(here.read(question_of(clip)).probabilities[0],
              there.read(question_of(moved)).probabilities[0], 1e-4);
}

TEST(LiveReader, Smoothing_FollowsItsTimeConstant) {
  LiveReader plain = reader_without_smoothing();
  LiveReader smooth(two_moods(), {}, {.smoothing_s = 0.5});
  // One stream whose mood changes: a happy walk up to here, a sad one from here on.
  LiveQuestion question = question_of(walk(kHappy));
  const double first = smooth.read(question).probabilities[0];
  EXPECT_EQ(plain.read(question).probabilities[0], first);
  LiveQuestion later = question_of(walk(kSad));
  later.recent.stream = question.recent.stream;
  for (LiveFrame& frame : later.recent.frames) frame.time_s += 0.3;
  const double fresh = plain.read(later).probabilities[0];
  ASSERT_GT(std::abs(fresh - first), 0.1);
  const double share = 1.0 - std::exp(-0.3 / 0.5);
  EXPECT_NEAR(smooth.read(later).probabilities[0], first + share * (fresh - first), 1e-9);
}

TEST(LiveReader, BelowTheThreshold_NoClassIsNamed) {
  // Right after a change of mood the smoothed probabilities lie in between.
  LiveReader reader(two_moods(), {}, {.least_sure = 0.9, .smoothing_s = 0.5});
  const LiveQuestion before = question_of(walk(kHappy));
  ASSERT_TRUE(reader.read(before).is_sure());
  LiveQuestion after = question_of(walk(kSad));
  after.recent.stream = before.recent.stream;
  for (LiveFrame& frame : after.recent.frames) frame.time_s += 0.3;
  const LiveReading reading = reader.read(after);
  EXPECT_FALSE(reading.is_sure());
  EXPECT_THAT(reading.unsure, HasSubstr("no class reaches 90 %"));
  EXPECT_EQ(reading.probabilities.size(), 2u);
}

/// Points in a picture, as a camera straight ahead sees the walk.
OutgoingStream picture(const Clip& clip, const char* layout) {
  PointClip points = *project_points(clip, *find_point_layout(layout));
  points.has_depth = false;
  return *OutgoingStream::of_points(std::move(points));
}

TEST(LiveReader, ARecogniserOfFigures_SaysThatAPictureHasNone) {
  LiveReader reader = reader_without_smoothing();
  const Clip clip = walk(kHappy);
  const LiveReading reading =
      reader.read(question_of(picture(clip, "coco17"), clip.frame_count));
  EXPECT_THAT(reading.unsure, HasSubstr("reads figures"));
}

TEST(LiveReader, RecognisersOfPictures_ReadPicturesAndFigures) {
  const Clip clip = walk(kSad);
  for (const auto& [input, layout] : {std::pair(RecognitionInput::kCoco17, "coco17"),
                                      std::pair(RecognitionInput::kLandmarks33, "mediapipe33")}) {
    for (const LiveQuestion& question :
         {question_of(clip), question_of(picture(clip, layout), clip.frame_count)}) {
      LiveReader reader(two_moods(input), {}, {});
      const LiveReading reading = reader.read(question);
      ASSERT_EQ(reading.probabilities.size(), 2u) << layout << ": " << reading.unsure;
      EXPECT_NEAR(reading.probabilities[0] + reading.probabilities[1], 1.0, 1e-9);
    }
  }
}

}  // namespace
}  // namespace kinemote::app
