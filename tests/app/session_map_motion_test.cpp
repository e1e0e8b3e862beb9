// Motion from a place of the map, clips kept without playing them, the way from A to B, and the
// film strips of sliders.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <chrono>
#include <cmath>
#include <numeric>
#include <thread>

#include "app/latent_wishes.h"
#include "app/made_clips.h"
#include "app/session.h"
#include "app/studio_commands.h"
#include "support/speaking_model.h"

namespace kinemote::app {
namespace {

using test::SpeakingModel;

class SessionMapMotionTest : public testing::Test {
 protected:
  SessionMapMotionTest() : session_({}, [] {}) {}

  void settle() {
    session_.update(0.0);
    for (int i = 0; i < 20000 && !session_.is_settled(); ++i) {
      session_.update(0.0);
      std::this_thread::sleep_for(std::chrono::milliseconds(1));
    }
    session_.update(0.0);
    ASSERT_TRUE(session_.is_settled());
  }
  /// Walks at entries 0 and 1, waves at 2 and 3, mapped.
  void use_clips() {
    session_.use_clip_set(test::made_clips({"walk", "wave"}, {{0.8, 0.9, 0.1}, {-0.6, -0.9, -0.3}}),
                          true);
    settle();
    ASSERT_TRUE(session_.map().has_map());
  }
  void use_model() { session_.synthesiser().use(SpeakingModel::make(), SpeakingModel::make); }
  /// A map by hand: walks left, waves right.
  void place_points() {
    MapResult map;
    const ClipSet set = session_.library().clip_set();
    map.coordinates.resize(4, 2);
    map.coordinates << 0.0, 0.0, 2.0, 0.0, 10.0, 0.0, 12.0, 0.0;
    for (int i = 0; i < 4; ++i) map.clips.push_back({set.dataset.entries[i], 0, 3.0});
    map.eigenvalues = map.coordinates.colwise().squaredNorm();
    map.ari = map.silhouette = std::nan("");
    session_.map().set(std::move(map), session_.library().styles(), {0, 1, 2, 3});
  }
  std::vector<float> latent_of(int entry) {
    session_.keep_entry(entry, Session::Slot::kA);
    settle();
    return session_.document().kept.a->latent;
  }
  Status run(const char* id) {
    CommandRegistry commands;
    EXPECT_TRUE(register_studio_commands(commands, session_));
    return commands.run(id);
  }

  Session session_;
};

TEST_F(SessionMapMotionTest, WithoutMapOrModel_NothingIsMadeAndTheReasonIsSaid) {
  session_.make_at({0.0f, 0.0f});
  session_.keep_entry(0, Session::Slot::kA);
  session_.keep_entry(-1, Session::Slot::kA);
  EXPECT_EQ(session_.document(), StudioDocument{});
  EXPECT_THAT(run("map.make_here").error().message, testing::HasSubstr("no map"));
  use_clips();
  EXPECT_FALSE(run("map.make_here"));
  use_model();
  EXPECT_THAT(run("map.make_here").error().message, testing::HasSubstr("Point at"));
  session_.keep_entry(99, Session::Slot::kA);
  settle();
  EXPECT_FALSE(session_.document().is_generated);
  EXPECT_FALSE(session_.document().kept.a);
}

TEST_F(SessionMapMotionTest, OnAPoint_TheMotionIsThatOfItsClip) {
  use_clips();
  use_model();
  place_points();
  const auto own = latent_of(2);
  const size_t steps = session_.history().step_count();
  session_.make_at({10.0f, 0.0f});
  settle();
  const StudioDocument& document = session_.document();
  EXPECT_TRUE(document.is_generated);
  EXPECT_EQ(document.content, "wave");
  EXPECT_NEAR(document.pad.arousal, 0.9, 1e-9);
  ASSERT_EQ(document.latent.size(), own.size());
  for (size_t d = 0; d < own.size(); ++d) EXPECT_NEAR(document.latent[d], own[d], 1e-5);
  EXPECT_EQ(session_.history().step_count(), steps + 1);
  EXPECT_EQ(session_.history().undo_label(), "motion from the map");
  const MapFound* found = session_.latent_bench().found(document);
  ASSERT_NE(found, nullptr);
  EXPECT_EQ(found->clip_count, 1);
  session_.set_latent(4, 1.0f, Gesture::kCommit);
  EXPECT_EQ(session_.latent_bench().found(session_.document()), nullptr);
  session_.undo();
  EXPECT_NE(session_.latent_bench().found(session_.document()), nullptr);
  session_.undo();
  settle();
  EXPECT_FALSE(session_.document().is_generated);
}

TEST_F(SessionMapMotionTest, BetweenPoints_TheNearestContentsClipsAreMixedByTheirDistance) {
  use_clips();
  use_model();
  place_points();
  const auto a = latent_of(0), b = latent_of(1);
  session_.make_at({0.5f, 0.0f});  // 0.5 and 1.5 from the walks: shares 0.9 and 0.1
  settle();
  const StudioDocument& document = session_.document();
  EXPECT_EQ(document.content, "walk");
  EXPECT_NEAR(document.pad.arousal, 0.9 * 0.9 + 0.1 * -0.9, 1e-6);
  const auto length = [](const std::vector<float>& v) {
    return std::sqrt(std::inner_product(v.begin(), v.end(), v.begin(), 0.0));
  };
  EXPECT_NEAR(length(document.latent), 0.9 * length(a) + 0.1 * length(b), 1e-4);
  EXPECT_EQ(session_.latent_bench().found(document)->clip_count, 2) << "waves do not count";
}

TEST_F(SessionMapMotionTest, HiddenMotions_DoNotCountAndClipsAreEncodedOnce) {
  use_clips();
  use_model();
  place_points();
  session_.map().colour_by(MapColumn::kContent);
  const auto& groups = session_.map().groups();
  const int walks = groups[0].name == "walk" ? 0 : 1;
  session_.map().toggle_group(walks);
  session_.make_at({0.0f, 0.0f});
  settle();
  EXPECT_EQ(session_.document().content, "wave");
  const int encoded = SpeakingModel::encode_count();
  session_.make_at({11.0f, 3.0f});
  settle();
  EXPECT_EQ(SpeakingModel::encode_count(), encoded);
  use_model();
  session_.make_at({11.0f, 0.0f});
  settle();
  EXPECT_EQ(SpeakingModel::encode_count(), encoded + 2) << "another model says them otherwise";
}

TEST_F(SessionMapMotionTest, KeptClip_LeavesTheStageAndIsOneUndoStep) {
  use_clips();
  use_model();
  const int stage = session_.current_entry();
  session_.keep_entry(3, Session::Slot::kB);
  settle();
  EXPECT_EQ(session_.current_entry(), stage);
  EXPECT_FALSE(session_.document().is_generated);
  ASSERT_TRUE(session_.document().kept.b);
  EXPECT_EQ(session_.document().kept.b->content, "wave");
  EXPECT_NEAR(session_.document().kept.b->pad.pleasure, -0.6, 1e-9);
  EXPECT_THAT(session_.history().undo_label(), testing::HasSubstr("wave_1_1 as B"));
  session_.undo();
  EXPECT_FALSE(session_.document().kept.b);
}

TEST_F(SessionMapMotionTest, WayFromAToB_BeginsAndEndsWhereTheyLie) {
  use_clips();
  use_model();
  EXPECT_TRUE(session_.latent_bench().path().empty());
  session_.keep_entry(0, Session::Slot::kA);
  session_.keep_entry(2, Session::Slot::kB);
  settle();
  const auto& path = session_.latent_bench().path();
  ASSERT_EQ(path.size(), 11u);
  for (size_t i = 0; i < path.size(); ++i) EXPECT_NEAR(path[i].share, 0.1 * i, 1e-9);
  session_.set_blend(1.0, Gesture::kCommit);
  settle();
  ASSERT_TRUE(session_.map_workspace().stage_marker());
  const auto& at = session_.map_workspace().stage_marker()->placement.coordinates;
  EXPECT_NEAR(path.back().place[0], at[0], 1e-4);
  EXPECT_NEAR(path.back().place[1], at[1], 1e-4);
  session_.view().layout().second_cell = SecondCell::kLatent;
  session_.swap_kept();
  settle();
  EXPECT_EQ(session_.latent_bench().path().size(), 11u) << "asked for again only while seen";
  session_.undo();
  session_.undo();
  session_.undo();
  settle();
  EXPECT_TRUE(session_.latent_bench().path().empty());
}

TEST_F(SessionMapMotionTest, FilmStrip_IsOfTheSliderAtItsThreeValues) {
  use_clips();
  use_model();
  settle();
  LatentBench& bench = session_.latent_bench();
  bench.ask_strip(
      slider_wishes(session_.document(), session_.synthesiser(), session_.condition(), 0));
  settle();
  ASSERT_EQ(bench.strip().motions.size(), 3u);
  const auto speed_mps = [&](size_t i) {
    const WorldMotion& world = bench.strip().motions[i]->world;
    return (world.position(10, 0).z - world.position(0, 0).z) / (10.0 / 30.0);
  };
  // Latent 0 of the model is 0.2 m/s above and below 1 m/s.
  EXPECT_NEAR(speed_mps(0), 0.6, 0.02);
  EXPECT_NEAR(speed_mps(1), 1.0, 0.02);
  EXPECT_NEAR(speed_mps(2), 1.4, 0.02);
  EXPECT_FALSE(session_.document().is_generated);
  bench.ask_strip({});
  EXPECT_TRUE(bench.strip().motions.empty());
}

}  // namespace
}  // namespace kinemote::app
