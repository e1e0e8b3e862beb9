#include "app/map_workspace.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <chrono>
#include <fstream>
#include <thread>

#include "app/map_desk.h"
#include "app/session.h"
#include "made_clips.h"
#include "support/fake_model.h"
#include "support/temporary_folder.h"

namespace kinemote::app {
namespace {

const std::vector<analysis::Pad> kPads = {{0.8, 0.5, 0.1}, {-0.6, -0.4, -0.3}, {-0.5, 0.8, 0.9}};

class MapWorkspaceTest : public testing::Test {
 protected:
  MapWorkspaceTest() : session_({}, [] {}) {}

  void settle() {
    for (int i = 0; i < 20000 && !session_.is_settled(); ++i) {
      session_.update(0.0);
      std::this_thread::sleep_for(std::chrono::milliseconds(1));
    }
    session_.update(0.0);
    ASSERT_TRUE(session_.is_settled());
  }
  void use_clips() {
    session_.use_clip_set(test::made_clips({"walk", "wave"}, kPads), true);
    settle();
  }
  MapWorkspace& workspace() { return session_.map_workspace(); }
  void choose(const std::function<void(MapChoices&)>& change) {
    MapChoices choices = session_.document().map;
    change(choices);
    session_.set_map_choices(choices, Gesture::kCommit, "map: test");
  }

  Session session_;
};

TEST_F(MapWorkspaceTest, WithoutAMap_NothingCanBeWrittenOrCut) {
  EXPECT_FALSE(workspace().start_export(MapExport::kFigure, "never.svg"));
  EXPECT_FALSE(export_map(session_, MapExport::kTable));
  workspace().cancel();
  select_neighbours(session_);
  session_.compute_map();
  EXPECT_FALSE(workspace().is_computing());
  choose([](MapChoices& c) { c.cluster = "ward"; });
  EXPECT_FALSE(workspace().is_computing());
  EXPECT_EQ(session_.document().map.cluster, "ward");
}

TEST_F(MapWorkspaceTest, Choice_MakesTheMapAnewAndIsOneUndoStep) {
  use_clips();
  const size_t steps = session_.history().step_count();
  const size_t before = session_.map().generation();
  choose([](MapChoices& c) { c = with_signature(c, "speed"); });
  EXPECT_TRUE(workspace().is_computing());
  EXPECT_TRUE(session_.map().has_map()) << "the old map stays meanwhile";
  settle();
  EXPECT_GT(session_.map().generation(), before);
  EXPECT_EQ(session_.map().result().settings.signature, "speed");
  EXPECT_EQ(session_.history().step_count(), steps + 1);
  session_.undo();
  settle();
  EXPECT_EQ(session_.map().result().settings.signature, "velocity-gradient");
  EXPECT_FALSE(workspace().is_stale(session_.document().map));
}

TEST_F(MapWorkspaceTest, QuickChoices_EndWithTheMapOfTheLast) {
  use_clips();
  for (const char* signature : {"speed", "jerk", "lma27", "poses", "kinematics"}) {
    choose([&](MapChoices& c) { c = with_signature(c, signature); });
    session_.update(0.0);
  }
  settle();
  EXPECT_EQ(session_.map().result().settings.signature, "kinematics");
  EXPECT_FALSE(workspace().is_stale(session_.document().map));
}

TEST_F(MapWorkspaceTest, Cancel_KeepsTheOldMapAndSaysThatItIsOfOtherChoices) {
  use_clips();
  choose([](MapChoices& c) { c = with_signature(c, "lma"); });
  workspace().cancel();
  EXPECT_FALSE(workspace().is_computing());
  EXPECT_TRUE(workspace().is_stale(session_.document().map));
  EXPECT_FALSE(workspace().error().empty());
  settle();
  EXPECT_EQ(session_.map().result().settings.signature, "velocity-gradient");
  session_.compute_map();
  settle();
  EXPECT_EQ(session_.map().result().settings.signature, "lma");
  EXPECT_TRUE(workspace().error().empty());
}

TEST_F(MapWorkspaceTest, ChoicesThatCannotBeMapped_SayWhyAndKeepTheMap) {
  use_clips();
  choose([](MapChoices& c) { c.cluster_count = 50; });
  settle();
  EXPECT_THAT(workspace().error(), testing::HasSubstr("50 clusters"));
  EXPECT_TRUE(session_.map().has_map());
  choose([](MapChoices& c) { c.cluster_count = 2; });
  settle();
  EXPECT_TRUE(workspace().error().empty());
  EXPECT_EQ(session_.map().cluster_count(), 2);
}

TEST_F(MapWorkspaceTest, PreviewOfACut_ShowsItWithoutAJobOrAStep) {
  use_clips();
  choose([](MapChoices& c) { c.cluster = "ward"; });
  settle();
  const size_t steps = session_.history().step_count();
  MapChoices choices = session_.document().map;
  for (const int k : {2, 3, 4}) {
    choices.cluster_count = k;
    session_.set_map_choices(choices, Gesture::kPreview, "");
    EXPECT_EQ(session_.map().cluster_count(), k);
    EXPECT_FALSE(workspace().is_computing());
  }
  session_.set_map_choices(choices, Gesture::kCommit, "map: cut into 4");
  settle();
  EXPECT_EQ(session_.history().step_count(), steps + 1);
  EXPECT_EQ(session_.map().result().settings.cluster_count, 4);
}

TEST_F(MapWorkspaceTest, ClipsOpenedLater_ArePlacedAndJoinTheNextMap) {
  use_clips();
  ClipSet more = test::made_clips({"run"}, {{0, 0, 0}});
  session_.use_clip_set(more, false);
  settle();
  EXPECT_EQ(session_.map().size(), 6);
  ASSERT_EQ(workspace().placed().size(), 1u);
  EXPECT_EQ(workspace().placed()[0].entry, 6);
  EXPECT_EQ(workspace().placed()[0].placement.coordinates.size(), 2);
  EXPECT_FALSE(workspace().stage_marker()) << "the placed marker stands for it already";
  EXPECT_EQ(workspace().missing_count(), 0);
  session_.compute_map();
  settle();
  EXPECT_EQ(session_.map().size(), 7);
  EXPECT_TRUE(workspace().placed().empty());
}

TEST_F(MapWorkspaceTest, GeneratedMotion_HasAMarkerUntilTheClipIsBack) {
  use_clips();
  session_.synthesiser().use(std::make_unique<test::FakeModel>());
  EXPECT_FALSE(workspace().stage_marker());
  session_.set_pad({0.5, 0.5, 0.0}, Gesture::kCommit);
  settle();
  ASSERT_TRUE(workspace().stage_marker());
  EXPECT_THAT(workspace().stage_marker()->name, testing::HasSubstr("Generated"));
  EXPECT_FALSE(workspace().stage_marker()->placement.neighbours.empty());
  session_.show_clip();
  settle();
  EXPECT_FALSE(workspace().stage_marker());
}

TEST_F(MapWorkspaceTest, SelectNeighbours_TakesTheClipAndThoseNearest) {
  use_clips();
  select_neighbours(session_);
  EXPECT_EQ(session_.library().selected().size(), 6u);
}

TEST_F(MapWorkspaceTest, ReplacedLibrary_HasAMapOfItsOwn) {
  use_clips();
  session_.use_clip_set(test::made_clips({"run"}, kPads), true);
  EXPECT_FALSE(session_.map().has_map());
  settle();
  EXPECT_EQ(session_.map().size(), 3);
}

TEST_F(MapWorkspaceTest, Export_WritesWhatTheMapHasAndSaysSo) {
  use_clips();
  choose([](MapChoices& c) { c.cluster = "average"; });
  settle();
  const test::TemporaryFolder folder;
  for (int i = 0; i < kMapExportCount; ++i) {
    const auto what = static_cast<MapExport>(i);
    const auto path = folder.path() / (std::string(map_export_name(what)) +
                                       std::string(map_export_extension(what)));
    ASSERT_EQ(workspace().export_problem(what), "") << i;
    ASSERT_TRUE(workspace().start_export(what, path)) << i;
    settle();
    EXPECT_GT(std::filesystem::file_size(path), 100u) << path;
    EXPECT_THAT(session_.messages().all().back().text,
                testing::HasSubstr(path.filename().string()));
  }
  std::ifstream points(folder.path() / "points.csv");
  std::string heading, row;
  std::getline(points, heading);
  EXPECT_THAT(heading, testing::StartsWith("clip,label,content,take,pleasure,arousal,dominance"));
  int rows = 0;
  while (std::getline(points, row)) ++rows;
  EXPECT_EQ(rows, 6);
  choose([](MapChoices& c) { c.cluster = "kmeans"; });
  settle();
  EXPECT_FALSE(workspace().export_problem(MapExport::kTree).empty());
}

}  // namespace
}  // namespace kinemote::app
