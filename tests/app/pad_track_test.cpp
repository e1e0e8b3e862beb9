#include "app/pad_track.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>
#include <fstream>
#include <random>

#include "app/document_json.h"
#include "app/pad_curve_text.h"
#include "support/temporary_folder.h"

namespace kinemote::app {
namespace {

using synthesis::PadKey;
using testing::HasSubstr;

PadTrack track_of(std::vector<PadKey> keys, double smoothing_s = 0.0) {
  PadTrack track;
  track.curve.keys = std::move(keys);
  track.duration_s = track.empty() ? 0.0 : track.curve.keys.back().time_s;
  track.smoothing_s = smoothing_s;
  return track;
}

TEST(PadTrack, KeysThatAreNotThere_ChangeNothing) {
  PadTrack track = track_of({{1.0, {0.5, 0.0, 0.0}}});
  const PadTrack before = track;
  for (const int key : {-1, 1, 99}) {
    move_key(track, key, 2.0, {});
    remove_key(track, key);
  }
  EXPECT_EQ(track, before);
  EXPECT_EQ(key_near(track, 3.0, 0.1), -1);
  EXPECT_EQ(key_near({}, 0.0, 9.0), -1);
}

TEST(PadTrack, Keys_KeepTheirOrderAndTheirLimits) {
  PadTrack track = track_of({{0.0, {}}, {1.0, {}}, {2.0, {}}});
  move_key(track, 1, 7.0, {3.0, -3.0, 0.25});
  EXPECT_LT(track.curve.keys[1].time_s, 2.0);
  EXPECT_EQ(track.curve.keys[1].pad.values(), (std::array<double, 3>{1.0, -1.0, 0.25}));
  move_key(track, 1, -7.0, {});
  EXPECT_GT(track.curve.keys[1].time_s, 0.0);
  move_key(track, 2, 9.0, {});
  EXPECT_EQ(track.duration_s, 9.0) << "it makes room for its last key";
  EXPECT_EQ(add_key(track, 4.0, {0.1, 0.2, 0.3}), 2);
  EXPECT_EQ(add_key(track, 4.001, {0.0, 0.2, 0.3}), 2) << "the one that is there is replaced";
  EXPECT_EQ(track.curve.keys.size(), 4u);
  EXPECT_TRUE(track.curve.validate());
}

TEST(PadTrack, LastKeyRemoved_DrivesNothing) {
  PadTrack track = track_of({{1.0, {}}});
  track.is_driving = true;
  remove_key(track, 0);
  EXPECT_TRUE(track.empty());
  EXPECT_FALSE(track.is_driving);
}

TEST(PadThinning, StaysWithinItsToleranceOfEveryKey) {
  std::mt19937 random(7);
  std::normal_distribution<double> step(0.0, 0.02);
  std::vector<PadKey> keys;
  std::array<double, 3> at{};
  for (int i = 0; i < 900; ++i) {
    for (double& value : at) value = std::clamp(value + step(random), -1.0, 1.0);
    keys.push_back({i / 60.0, {at[0], at[1], at[2]}});
  }
  const synthesis::PadCurve few{thinned(keys, 0.05), false};
  EXPECT_LT(few.keys.size(), keys.size());
  for (const PadKey& key : keys) {
    for (size_t i = 0; i < 3; ++i) {
      ASSERT_NEAR(few.at(key.time_s).values()[i], key.pad.values()[i], 0.05 + 1e-9);
    }
  }
  EXPECT_EQ(thinned(keys, 3.0).size(), 2u) << "the ends stay";
  EXPECT_EQ(thinned({}, 0.1).size(), 0u);
}

TEST(PadSmoothing, IsALowPassOfFirstOrder) {
  // y' = (x - y) / T, taken in small steps, is an oracle that knows nothing of straight pieces.
  const double smoothing_s = 0.35;
  const PadTrack track = track_of({{0.5, {-1.0, 0.2, 0.0}},
                                   {0.6, {1.0, 0.2, 0.5}},
                                   {2.0, {0.3, -0.8, 0.5}},
                                   {2.05, {-0.6, 0.9, -1.0}}},
                                  smoothing_s);
  constexpr double kStep_s = 1e-5;
  std::array<double, 3> y = track.curve.at(0.0).values();
  double worst = 0.0;
  for (int i = 0; i < 400000; ++i) {
    const std::array<double, 3> x = track.curve.at((i + 0.5) * kStep_s).values();
    for (size_t a = 0; a < 3; ++a) y[a] += (x[a] - y[a]) * kStep_s / smoothing_s;
    if (i % 5000 != 4999) continue;
    const std::array<double, 3> smooth = smoothed_at(track, (i + 1) * kStep_s).values();
    for (size_t a = 0; a < 3; ++a) worst = std::max(worst, std::abs(smooth[a] - y[a]));
  }
  EXPECT_LT(worst, 1e-4);
  EXPECT_EQ(smoothed_at(track, 0.2).values(), track.curve.at(0.2).values()) << "it rests before";
}

TEST(PadSmoothing, BakedCurve_IsWhatTheFigureIsGiven) {
  const PadTrack track = track_of({{0.0, {-1.0, 0.0, 0.0}}, {1.0, {1.0, 0.0, 0.0}}}, 0.5);
  const synthesis::PadCurve baked = baked_curve(track);
  ASSERT_TRUE(baked.validate());
  for (double t = 0.0; t < 3.0; t += 0.07) {
    EXPECT_NEAR(baked.at(t).pleasure, smoothed_at(track, t).pleasure, 0.01) << t;
  }
}

/// A hand that draws a figure of eight for so long, seen 60 times a second.
analysis::Pad hand(double time_s) {
  return {0.8 * std::sin(2.0 * time_s), 0.6 * std::sin(4.1 * time_s), 0.3 * std::cos(time_s)};
}

TEST(PadRecorder, WithoutBegin_WritesNothing) {
  PadRecorder recorder;
  recorder.touch();
  recorder.write(1.0, {});
  EXPECT_FALSE(recorder.is_recording());
  EXPECT_TRUE(recorder.track().empty());
}

TEST(PadRecorder, NewCurve_IsTheHandsWayToAHundredth) {
  PadRecorder recorder;
  recorder.begin({}, 0.0);
  for (int i = 0; i <= 1500; ++i) recorder.write(i / 60.0, hand(i / 60.0));
  EXPECT_GE(recorder.track().duration_s, 25.0) << "it makes room while it is written";
  const PadTrack track = recorder.finish();
  EXPECT_FALSE(recorder.is_recording());
  EXPECT_TRUE(track.is_driving);
  EXPECT_NEAR(track.duration_s, 25.0, 1e-9);
  EXPECT_LT(track.curve.keys.size(), 500u) << "keys that say nothing are left out";
  for (int i = 0; i <= 1500; ++i) {
    for (size_t a = 0; a < 3; ++a) {
      ASSERT_NEAR(track.curve.at(i / 60.0).values()[a], hand(i / 60.0).values()[a],
                  PadRecorder::kTolerance + 1e-9);
    }
  }
}

TEST(PadRecorder, HandThatRests_LeavesTwoKeys) {
  PadRecorder recorder;
  recorder.begin({}, 0.0);
  for (int i = 0; i <= 600; ++i) recorder.write(i / 60.0, {0.5, 0.5, 0.5});
  EXPECT_EQ(recorder.finish().curve.keys.size(), 2u);
}

TEST(PadRecorder, CurveThatIsThere_IsWrittenOverFromTheFirstTouchOn) {
  const PadTrack before = track_of({{0.0, {-0.5, 0.0, 0.0}}, {10.0, {0.5, 0.0, 0.0}}});
  PadRecorder recorder;
  recorder.begin(before, 2.0);
  recorder.write(2.0, {0.0, 1.0, 0.0});
  EXPECT_EQ(recorder.track().curve.keys.size(), 2u) << "nobody has touched the pad";
  recorder.touch();
  for (double t = 3.0; t <= 5.0; t += 1.0 / 60.0) recorder.write(t, {0.0, 1.0, 0.0});
  const PadTrack track = recorder.finish();
  EXPECT_TRUE(track.curve.validate());
  EXPECT_EQ(track.duration_s, 10.0);
  for (const double t : {0.0, 1.5, 2.9, 5.1, 7.0, 10.0}) {
    EXPECT_NEAR(track.curve.at(t).pleasure, before.curve.at(t).pleasure, 0.01) << t;
    EXPECT_NEAR(track.curve.at(t).arousal, 0.0, 0.01) << t;
  }
  EXPECT_NEAR(track.curve.at(4.0).arousal, 1.0, 1e-9);
}

TEST(PadRecorder, NothingWritten_LeavesTheCurve) {
  const PadTrack before = track_of({{0.0, {}}, {1.0, {}}});
  PadRecorder recorder;
  recorder.begin(before, 0.0);
  EXPECT_EQ(recorder.finish(), before);
}

TEST(PadCurveText, KeysAndTable_ReadBackAsTheCurve) {
  const PadTrack track = track_of({{0.0, {-0.5, 0.25, 1.0}}, {1.5, {0.125, -1.0, 0.0}}});
  const test::TemporaryFolder folder;
  const auto file = folder.path() / "curve.csv";
  std::ofstream(file) << pad_curve_csv(track.curve);
  for (const std::string& source : {pad_curve_keys(track.curve), file.string()}) {
    const auto read = read_pad_curve(source, {});
    ASSERT_TRUE(read.ok()) << read.error().message;
    ASSERT_EQ(read->keys.size(), 2u);
    for (size_t i = 0; i < 2; ++i) {
      EXPECT_EQ(read->keys[i].time_s, track.curve.keys[i].time_s);
      EXPECT_EQ(read->keys[i].pad.values(), track.curve.keys[i].pad.values());
    }
  }
}

TEST(PadTrackJson, SenselessCurves_AreRefusedByName) {
  const auto expect_refused = [](const std::string& track, const char* words) {
    const auto read = document_from_json(R"({"pad_track": )" + track + "}");
    ASSERT_FALSE(read.ok()) << track;
    EXPECT_THAT(read.error().message, HasSubstr("pad_track"));
    EXPECT_THAT(read.error().message, HasSubstr(words));
  };
  expect_refused("3", "object");
  expect_refused(R"({"keys": [[0, 0, 0]]})", "keys");
  expect_refused(R"({"keys": [[1, 0, 0, 0], [1, 0, 0, 0]]})", "not after the one before");
  expect_refused(R"({"keys": [[0, 2, 0, 0]]})", "[-1, 1]");
  expect_refused(R"({"keys": [[9000, 0, 0, 0]]})", "ten minutes");
  expect_refused(R"({"smoothing_s": 2})", "smoothing_s");
  expect_refused(R"({"speed": 2})", "speed");
}

TEST(PadTrackJson, RoundTrip_KeepsEveryField) {
  StudioDocument document;
  document.pad_track = track_of({{0.25, {-0.5, 0.25, 1.0}}, {1.5, {0.1, -1.0, 0.0}}}, 0.4);
  document.pad_track.curve.is_smooth = true;
  document.pad_track.is_driving = true;
  document.pad_track.duration_s = 7.0;
  const auto read = document_from_json(document_to_json(document));
  ASSERT_TRUE(read.ok()) << read.error().message;
  EXPECT_EQ(*read, document);
}

}  // namespace
}  // namespace kinemote::app
