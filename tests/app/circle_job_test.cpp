#include "app/circle_job.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>
#include <nlohmann/json.hpp>
#include <random>

namespace kinemote::app {
namespace {

using testing::Contains;
using testing::HasSubstr;

/// Clips of six emotions and five contents; features carry PAD, the content and noise.
LabelledRows made_rows(bool says_pad) {
  const std::array<std::array<double, 3>, 6> pads{{{0.8, 0.5, 0.15},
                                                   {-0.5, 0.8, 0.9},
                                                   {-0.6, -0.4, -0.3},
                                                   {0.1, -0.7, -0.2},
                                                   {-0.6, 0.7, -0.8},
                                                   {0.3, 0.3, 0.9}}};
  LabelledRows rows;
  std::mt19937_64 engine(2);
  std::normal_distribution<double> normal;
  constexpr int kWindows = 8;
  const int count = 6 * 5 * kWindows;
  rows.features.feature_names = {"a", "b", "c", "d", "e"};
  rows.features.rows.resize(count, 5);
  rows.pads.resize(count, 3);
  for (int emotion = 0; emotion < 6; ++emotion) {
    for (int content = 0; content < 5; ++content) {
      io::DatasetEntry entry;
      entry.label = "emotion" + std::to_string(emotion);
      entry.content = "content" + std::to_string(content);
      entry.name = entry.take = entry.label + entry.content;
      entry.pad = pads[emotion];
      const int clip = static_cast<int>(rows.features.clips.size());
      rows.features.clips.push_back(entry);
      for (int w = 0; w < kWindows; ++w) {
        const int row = static_cast<int>(rows.features.clip_of.size());
        rows.features.clip_of.push_back(clip);
        const auto& pad = pads[emotion];
        rows.pads.row(row) << pad[0], pad[1], pad[2];
        const double said = says_pad ? 1.0 : 0.0;
        rows.features.rows.row(row) << said * pad[0] + 0.1 * normal(engine),
            said * pad[1] + 0.1 * normal(engine), said * pad[2] + 0.1 * normal(engine),
            content + 0.1 * normal(engine), normal(engine);
      }
    }
  }
  return rows;
}

CircleSettings quick(std::vector<std::string> splits) {
  CircleSettings settings;
  settings.splits = std::move(splits);
  settings.folds = 2;
  settings.tree_rounds = 40;
  settings.threads = 1;
  return settings;
}

const CircleRoad* road_of(const CircleSplit& split, const std::string& name) {
  for (const CircleRoad& road : split.roads) {
    if (road.name == name) return &road;
  }
  return nullptr;
}

TEST(Circle, ImpossibleSettings_AreUsage) {
  CircleSettings settings = quick({"performer"});
  EXPECT_EQ(measure_circle(made_rows(true), settings, {}).error().code, ErrorCode::kUsage);
  settings = quick({});
  EXPECT_FALSE(measure_circle(made_rows(true), settings, {}).ok());
  settings = quick({"clip"});
  settings.tree_rounds = 0;
  EXPECT_FALSE(measure_circle(made_rows(true), settings, {}).ok());
}

TEST(Circle, TakesOfOneClip_SayTheSameAsClips) {
  EXPECT_THAT(measure_circle(made_rows(true), quick({"take"}), {}).error().message,
              HasSubstr("split by clip says the same"));
}

TEST(Circle, WherePadIsInTheFeatures_TheRoadsLeadBack) {
  const auto found = measure_circle(made_rows(true), quick({"clip", "take"}), {});
  ASSERT_TRUE(found.ok()) << found.error().message;
  EXPECT_THAT(found->warnings, Contains(HasSubstr("no split by take")));
  ASSERT_EQ(found->splits.size(), 1u);
  const CircleSplit& split = found->splits.front();
  EXPECT_LT(split.reader_mean_mae, 0.5 * split.constant_mean_mae);
  for (const char* name : {"trees", "kernel", "typical kernel", "typical windows"}) {
    const CircleRoad* road = road_of(split, name);
    ASSERT_TRUE(road) << name;
    EXPECT_LT(road->mean_mae, 0.6 * split.constant_mean_mae) << name;
    EXPECT_LT(road->strict_mean_mae, 0.6 * split.constant_mean_mae) << name;
    EXPECT_GE(road->worst_style, road->mean_mae) << name;
  }
  const auto json = nlohmann::json::parse(circle_json(*found, quick({"clip"})), nullptr, false);
  ASSERT_TRUE(json.is_object());
  EXPECT_EQ(json["splits"][0]["roads"][0]["road"], "trees");
}

TEST(Circle, WherePadIsNowhere_TheStrictReaderFindsNothing) {
  const auto found = measure_circle(made_rows(false), quick({"clip"}), {});
  ASSERT_TRUE(found.ok()) << found.error().message;
  const CircleSplit& split = found->splits.front();
  for (const CircleRoad& road : split.roads) {
    EXPECT_GT(road.strict_mean_mae, 0.85 * split.constant_mean_mae) << road.name;
  }
}

TEST(Circle, Stopped_IsCancelled) {
  const Progress stop = [](std::string_view, double) { return false; };
  EXPECT_EQ(measure_circle(made_rows(true), quick({"clip"}), stop).error().code,
            ErrorCode::kCancelled);
}

}  // namespace
}  // namespace kinemote::app
