#include "app/pad_trace.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "analysis/features/kinematic_features.h"
#include "app/affect_file.h"
#include "synthesis/procedural/corpus.h"

namespace kinemote::app {
namespace {

using analysis::Pad;

const std::vector<analysis::PadWord> kWords{
    {"calm", {0.3, -0.6, 0.1}}, {"happy", {0.8, 0.5, 0.3}}, {"angry", {-0.6, 0.7, 0.4}}};

PlayablePtr walk(double duration_s, bool is_loop = false, const Pad& pad = {0.8, 0.5, 0.3}) {
  return make_playable(
      synthesis::perform({.content = "walk", .pad = pad, .duration_s = duration_s}).value(),
      is_loop);
}

/// A small model of the built-in motions.
AffectReader reader() {
  static const AffectReader made = [] {
    std::vector<analysis::AffectSample> samples;
    for (int i = 0; i < 24; ++i) {
      const Pad pad{-0.9 + 0.45 * (i % 5), -0.8 + 0.4 * (i / 5), -0.5 + 0.25 * ((3 * i) % 5)};
      const Clip clip = synthesis::perform({.content = i % 2 == 0 ? "walk" : "wave",
                                            .pad = pad,
                                            .take_seed = static_cast<uint64_t>(i + 1),
                                            .duration_s = 2.0})
                            .value();
      samples.push_back({analysis::affect_features(clip).value(), pad, i});
    }
    AffectReader out;
    out.model = std::make_shared<const analysis::AffectModel>(
        analysis::fit_affect_model(samples, analysis::affect_feature_names(), 1).value());
    out.name = "test";
    return out;
  }();
  return made;
}

AffectReader with_interval(AffectReader from, std::array<double, 3> interval) {
  auto model = std::make_shared<analysis::AffectModel>(*from.model);
  model->interval90 = interval;
  from.model = model;
  return from;
}

TEST(TracePad, WithoutAModel_SaysSo) {
  const PadTrace trace = trace_pad({walk(2.0), {}, kWords});
  EXPECT_NE(trace.error.find("none is loaded"), std::string::npos);
  EXPECT_TRUE(trace.windows.empty());
}

TEST(TracePad, MotionThatIsTooShort_SaysSo) {
  const PlayablePtr brief = make_playable(trim(walk(2.0)->clip, 0, 18).value());
  const PadTrace trace = trace_pad({brief, reader(), kWords});
  EXPECT_FALSE(trace.error.empty());
  EXPECT_TRUE(trace.windows.empty());
}

TEST(TracePad, ProgressThatSaysStop_EndsIt) {
  const PadTrace trace =
      trace_pad({walk(4.0), reader(), kWords}, [](std::string_view, double) { return false; });
  EXPECT_EQ(trace.error, "cancelled");
}

TEST(TracePad, Windows_AreTheModelsOwnAndPassOn) {
  const PlayablePtr motion = walk(4.0);
  const PadTrace trace = trace_pad({motion, reader(), kWords});
  ASSERT_EQ(trace.error, "");
  ASSERT_GT(trace.windows.size(), 8u);
  for (size_t w = 0; w < trace.windows.size(); ++w) {
    EXPECT_NEAR(trace.windows[w].end_s - trace.windows[w].start_s, 1.0, 0.02);
    if (w > 0) {
      EXPECT_NEAR(trace.windows[w].start_s - trace.windows[w - 1].start_s, 0.25, 0.02);
    }
  }
  // Exactly the windows at their middles, and between two of them half of each.
  for (size_t w = 1; w < trace.windows.size(); ++w) {
    EXPECT_NEAR(trace.at(trace.middle_s(w)).arousal, trace.windows[w].pad.arousal, 1e-9);
    const double between = 0.5 * (trace.middle_s(w) + trace.middle_s(w - 1));
    EXPECT_NEAR(trace.at(between).pleasure,
                0.5 * (trace.windows[w].pad.pleasure + trace.windows[w - 1].pad.pleasure), 1e-9);
  }
  EXPECT_EQ(trace.at(-5.0).values(), trace.windows.front().pad.values());
  EXPECT_EQ(trace.at(99.0).values(), trace.windows.back().pad.values());
}

TEST(TracePad, Emotions_CoverTheMotionWithoutGapsAndAreTheNearestWords) {
  const PadTrace trace = trace_pad({walk(5.0), reader(), kWords});
  ASSERT_FALSE(trace.emotions.empty());
  EXPECT_EQ(trace.emotions.front().start_s, trace.windows.front().start_s);
  EXPECT_EQ(trace.emotions.back().end_s, trace.windows.back().end_s);
  for (size_t i = 1; i < trace.emotions.size(); ++i) {
    EXPECT_EQ(trace.emotions[i].start_s, trace.emotions[i - 1].end_s);
    EXPECT_NE(trace.emotions[i].word, trace.emotions[i - 1].word);
  }
  for (size_t w = 0; w < trace.windows.size(); ++w) {
    EXPECT_EQ(trace.word_at(trace.middle_s(w)),
              analysis::nearest_word(trace.windows[w].pad, kWords)->word);
  }
}

TEST(TracePad, SeamlessMotion_HasOneValueOverTheRound) {
  const PlayablePtr motion = walk(1.1, true);
  const PadTrace trace = trace_pad({motion, reader(), kWords});
  ASSERT_EQ(trace.windows.size(), 1u);
  EXPECT_EQ(trace.windows[0].start_s, 0.0);
  EXPECT_DOUBLE_EQ(trace.windows[0].end_s, motion->duration_s());
}

TEST(TracePad, Band_IsTheModelsIntervalOrElseOneStandardDeviation) {
  const PlayablePtr motion = walk(2.0);
  const PadTrace unknown = trace_pad({motion, reader(), kWords});
  EXPECT_FALSE(unknown.is_interval90);
  EXPECT_EQ(unknown.half_width, error_sd(*reader().model));
  EXPECT_NE(unknown.caption().find("standard deviation"), std::string::npos);

  AffectReader known = with_interval(reader(), {0.4, 0.5, 0.3});
  known.split = "content";
  const PadTrace trace = trace_pad({motion, known, kWords});
  EXPECT_TRUE(trace.is_interval90);
  EXPECT_EQ(trace.half_width, (std::array<double, 3>{0.4, 0.5, 0.3}));
  EXPECT_EQ(trace.caption(), "90 % interval of “test”, measured on held-out contents");
}

TEST(TracePad, MotionUnlikeTheTrainingData_IsFlagged) {
  EXPECT_FALSE(trace_pad({walk(3.0), reader(), kWords}).is_strange());
  // The same frames in a quarter of the time: speeds that no training clip has.
  const Clip slow = walk(3.0)->clip;
  Clip fast = Clip::make(slow.skeleton, 4 * slow.frame_count, 0.25 * slow.frame_time_s);
  for (int f = 0; f < fast.frame_count; ++f) {
    const auto from = slow.frame_rotations(f % slow.frame_count);
    std::copy(from.begin(), from.end(), fast.frame_rotations(f).begin());
  }
  const PadTrace trace = trace_pad({make_playable(fast), reader(), kWords});
  EXPECT_TRUE(trace.is_strange()) << trace.strangeness;
}

TEST(ReaderOf, ModelOfTrainPad_KeepsWindowsAndSplit) {
  AffectSource source;
  source.model = *reader().model;
  source.settings_json = R"({"kind":"pad","split":"take","window_s":1.5,"hop_s":0.5})";
  const AffectReader read = reader_of(source);
  EXPECT_EQ(read.split, "take");
  EXPECT_EQ(read.window_s, 1.5);
  EXPECT_EQ(read.hop_s, 0.5);
  source.settings_json = R"({"epochs":3,"split":{"kind":"clip"},"window_s":9})";
  EXPECT_EQ(reader_of(source).split, "") << "a motion model's settings mean other things";
  EXPECT_EQ(reader_of(source).window_s, source.window_s());
}

}  // namespace
}  // namespace kinemote::app
