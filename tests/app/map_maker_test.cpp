#include "app/map_maker.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <atomic>
#include <thread>

#include "made_clips.h"

namespace kinemote::app {
namespace {

const std::vector<analysis::Pad> kPads = {
    {0, 0, 0}, {-0.5, 0.8, 0.9}, {-0.6, -0.4, -0.3}, {0.8, 0.5, 0.1}};

/// Clips that count how often one was read.
struct CountedClips {
  ClipSet set = test::made_clips({"walk", "run", "wave"}, kPads);
  std::shared_ptr<std::atomic<int>> reads = std::make_shared<std::atomic<int>>(0);

  CountedClips() {
    set.load = [load = set.load, count = reads](int i) {
      ++*count;
      return load(i);
    };
  }
};

MapSettings settings_with(const std::function<void(MapSettings&)>& change) {
  MapSettings settings;
  settings.threads = 2;
  change(settings);
  return settings;
}

TEST(MapMaker, SettingsThatMakeNoSense_AreUsageErrorsAndLeaveItUsable) {
  CountedClips clips;
  MapMaker maker(clips.set);
  const auto wrong = maker.make(settings_with([](auto& s) { s.embed = "tsne"; }), {});
  ASSERT_FALSE(wrong);
  EXPECT_EQ(wrong.error().code, ErrorCode::kUsage);
  const auto too_many = maker.make(settings_with([](auto& s) { s.cluster_count = 99; }), {});
  ASSERT_FALSE(too_many);
  EXPECT_EQ(too_many.error().code, ErrorCode::kUsage);
  EXPECT_TRUE(maker.make(settings_with([](auto&) {}), {}));
}

TEST(MapMaker, EveryChange_GivesTheSameMapAsMakingItFresh) {
  CountedClips clips;
  MapMaker maker(clips.set);
  const std::vector<std::function<void(MapSettings&)>> changes{
      [](MapSettings&) {},
      [](MapSettings& s) { s.cluster = "ward"; },
      [](MapSettings& s) { s.cluster = "average", s.cluster_count = 3; },
      [](MapSettings& s) { s.cluster_count = MapSettings::kAutoCount; },
      [](MapSettings& s) { s.embed = "smacof"; },
      [](MapSettings& s) { s.embed = "smacof", s.cluster = "ward", s.dims = 3; },
      [](MapSettings& s) { s.embed = "landmark", s.landmarks = 6; },
      [](MapSettings& s) { s.embed = "landmark", s.landmarks = 8; },
      [](MapSettings& s) { s.distance = "w2"; },
      [](MapSettings& s) { s.pool = "part"; },
      [](MapSettings& s) {
        s.pool = "part", s.weights = {{"arms", 3.0}};
      },
      [](MapSettings& s) { s.pool = "part", s.distance = "sliced", s.directions = 4; },
      [](MapSettings& s) { s.pool = "part", s.distance = "sliced", s.directions = 5; },
      [](MapSettings& s) { s.is_scale_free = true; },
      [](MapSettings& s) { s.normalise = analysis::Normalise::kNone; },
      [](MapSettings& s) { s.signature = "poses", s.band = 0.1; },
      [](MapSettings& s) { s.signature = "poses", s.band = 0.3; },
      [](MapSettings& s) { s.signature = "lma27", s.seed = 5; },
      [](MapSettings& s) { s.cluster = "ward"; }};
  for (size_t i = 0; i < changes.size(); ++i) {
    const MapSettings settings = settings_with(changes[i]);
    const auto kept = maker.make(settings, {});
    const auto fresh = make_map(clips.set, settings, {});
    ASSERT_TRUE(kept && fresh) << i;
    EXPECT_EQ(map_to_json(*kept, false), map_to_json(*fresh, false)) << i;
    EXPECT_EQ(kept->shepard.fitted, fresh->shepard.fitted) << i;
  }
}

TEST(MapMaker, OtherClustersAndPlaces_ReadNoClipAgain) {
  CountedClips clips;
  MapMaker maker(clips.set);
  const auto first = maker.make(settings_with([](auto&) {}), {});
  ASSERT_TRUE(first);
  EXPECT_EQ(*clips.reads, clips.set.size());
  for (const char* cluster : {"ward", "average", "complete"}) {
    const auto map = maker.make(settings_with([&](auto& s) { s.cluster = cluster; }), {});
    ASSERT_TRUE(map);
    EXPECT_EQ(map->distances, first->distances);  // the very same, not an equal one
  }
  ASSERT_TRUE(maker.make(settings_with([](auto& s) { s.embed = "smacof", s.dims = 3; }), {}));
  EXPECT_EQ(*clips.reads, clips.set.size());
  ASSERT_TRUE(maker.make(settings_with([](auto& s) { s.signature = "speed"; }), {}));
  EXPECT_EQ(*clips.reads, 2 * clips.set.size());
}

TEST(MapMaker, CancelledWhileReading_GoesOnWhereItStopped) {
  CountedClips clips;
  MapMaker maker(clips.set);
  const MapSettings settings = settings_with([](auto& s) { s.threads = 1; });
  const auto stopped =
      maker.make(settings, [](std::string_view, double fraction) { return fraction < 0.5; });
  ASSERT_FALSE(stopped);
  EXPECT_EQ(stopped.error().code, ErrorCode::kCancelled);
  const int before = *clips.reads;
  EXPECT_GT(before, 0);
  EXPECT_LT(before, clips.set.size());
  const auto map = maker.make(settings, {});
  ASSERT_TRUE(map);
  EXPECT_EQ(*clips.reads, clips.set.size());
  EXPECT_EQ(map_to_json(*map, false), map_to_json(*make_map(clips.set, settings, {}), false));
}

TEST(MapMaker, SecondCallWhileOneWorks_WaitsAndCanBeCancelled) {
  CountedClips clips;
  std::atomic<bool> may_read{false};
  clips.set.load = [load = clips.set.load, &may_read](int i) {
    while (!may_read) std::this_thread::yield();
    return load(i);
  };
  MapMaker maker(clips.set);
  const MapSettings settings = settings_with([](auto&) {});
  Result<MapResult> first = cancelled();
  std::thread worker([&] { first = maker.make(settings, {}); });
  std::string phase;
  bool has_waited = false;
  while (!has_waited) {
    const auto second = maker.make(settings, [&](std::string_view what, double) {
      phase = what;
      return false;
    });
    ASSERT_FALSE(second);
    EXPECT_EQ(second.error().code, ErrorCode::kCancelled);
    has_waited = phase.find("waiting") != std::string::npos;
  }
  may_read = true;
  worker.join();
  EXPECT_TRUE(first);
}

}  // namespace
}  // namespace kinemote::app
