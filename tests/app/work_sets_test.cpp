// Named selections, and working in a part of the library.
#include "app/work_sets.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <chrono>
#include <fstream>
#include <thread>

#include "app/clip_loader.h"
#include "app/made_clips.h"
#include "app/session_file.h"
#include "app/work_desk.h"
#include "motion/core/atomic_file.h"
#include "support/temporary_folder.h"
#include "support/working_folder.h"

namespace kinemote::app {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

std::vector<std::string> names_of(const WorkSets& sets) {
  std::vector<std::string> names;
  for (const NamedSet& set : sets.named) names.push_back(set.name);
  return names;
}

TEST(WorkSets, NamesAndMotionsThatCannotBeHad_AreRefused) {
  EXPECT_FALSE(with_set({}, "", {"a"}));
  EXPECT_FALSE(with_set({}, " \t", {"a"}));
  EXPECT_FALSE(with_set({}, std::string(kLongestSetName + 1, 'x'), {"a"}));
  EXPECT_FALSE(with_set({}, "good", {}));
  EXPECT_FALSE(with_renamed({}, "none", "good"));
  EXPECT_FALSE(isolated({}, "nothing", {}));
  EXPECT_EQ(went_back({}), WorkSets{});
  const WorkSets two = *with_set(*with_set({}, "b", {"1"}), "a", {"2"});
  EXPECT_FALSE(with_renamed(two, "a", "b"));
  EXPECT_FALSE(with_renamed(two, "a", " "));
}

TEST(WorkSets, Sets_StandByNameAndHoldEachMotionOnce) {
  WorkSets sets = *with_set({}, "sad ", {"z", "a", "z"});
  sets = *with_set(sets, "arms", {"q"});
  EXPECT_THAT(names_of(sets), ElementsAre("arms", "sad"));
  EXPECT_THAT(sets.find("sad")->ids, ElementsAre("a", "z"));
  sets = *with_set(sets, "sad", {"b"});
  EXPECT_THAT(sets.find("sad")->ids, ElementsAre("b"));
  sets = *with_renamed(sets, "sad", "all sad");
  EXPECT_THAT(names_of(sets), ElementsAre("all sad", "arms"));
  EXPECT_THAT(names_of(without_set(sets, "arms")), ElementsAre("all sad"));
}

TEST(WorkSets, Csv_QuotesWhatWouldEndACell) {
  EXPECT_EQ(sets_to_csv({{"a, \"b\"", {"x.bvh", "y,z.bvh"}}}),
            "set,id\n\"a, \"\"b\"\"\",x.bvh\n\"a, \"\"b\"\"\",\"y,z.bvh\"\n");
}

class SessionSetsTest : public testing::Test {
 protected:
  SessionSetsTest() : session_({.no_user_config = true}, [] {}) {
    session_.use_clip_set(
        test::made_clips({"walk", "wave"}, {{0.8, 0.5, 0.1}, {-0.6, -0.4, -0.3}, {0.0, 0.0, 0.0}}),
        true);
    settle();
  }
  void settle() {
    session_.update(0.0);
    for (int i = 0; i < 10000 && !session_.is_settled(); ++i) {
      session_.update(0.0);
      std::this_thread::sleep_for(std::chrono::milliseconds(1));
    }
    session_.update(0.0);
  }
  void select(const std::vector<int>& entries) {
    session_.library().select(entries, Library::SelectMode::kReplace);
  }
  const std::set<int>& selected() const { return session_.library().selected(); }
  const WorkSets& sets() const { return session_.document().sets; }
  size_t steps() const { return session_.history().step_count(); }

  Session session_;
};

TEST_F(SessionSetsTest, WithoutASelection_NothingIsSavedOrIsolated) {
  const size_t before = steps();
  EXPECT_FALSE(save_selection(session_, "nothing"));
  isolate_selection(session_);
  leave_subset(session_);
  delete_set(session_, "none");
  recall_set(session_, "none", Library::SelectMode::kReplace);
  EXPECT_FALSE(rename_set(session_, "none", "some"));
  EXPECT_FALSE(export_sets(session_, "none"));
  EXPECT_EQ(steps(), before);
}

TEST_F(SessionSetsTest, SavingRenamingAndDeleting_AreOneUndoStepEach) {
  const size_t before = steps();
  select({0, 2});
  ASSERT_TRUE(save_selection(session_, "first"));
  EXPECT_EQ(steps(), before + 1);
  EXPECT_EQ(session_.history().undo_label(), "set first");
  ASSERT_TRUE(rename_set(session_, "first", "walks"));
  delete_set(session_, "walks");
  EXPECT_EQ(steps(), before + 3);
  EXPECT_TRUE(sets().named.empty());
  session_.undo();
  EXPECT_THAT(names_of(sets()), ElementsAre("walks"));
  session_.undo();
  EXPECT_THAT(names_of(sets()), ElementsAre("first"));
  session_.undo();
  EXPECT_TRUE(sets().named.empty());
  session_.redo();
  EXPECT_THAT(names_of(sets()), ElementsAre("first"));
}

TEST_F(SessionSetsTest, Recall_ReplacesAddsAndTakesAway) {
  select({0, 1});
  ASSERT_TRUE(save_selection(session_, "two"));
  select({4});
  recall_set(session_, "two", Library::SelectMode::kAdd);
  EXPECT_THAT(selected(), ElementsAre(0, 1, 4));
  select({1, 4});
  recall_set(session_, "two", Library::SelectMode::kRemove);
  EXPECT_THAT(selected(), ElementsAre(4));
  recall_set(session_, "two", Library::SelectMode::kReplace);
  EXPECT_THAT(selected(), ElementsAre(0, 1));
}

TEST_F(SessionSetsTest, AnotherClip_KeepsTheSets) {
  select({0, 1});
  ASSERT_TRUE(save_selection(session_, "two"));
  session_.play_entry(3);
  settle();
  EXPECT_THAT(names_of(sets()), ElementsAre("two"));
}

TEST_F(SessionSetsTest, Isolated_HidesTheOthersInLibraryAndMapUntilBack) {
  ASSERT_TRUE(session_.map().has_map());
  const size_t before = steps(), fitted = session_.map().layout_generation();
  select({0, 1, 2});
  isolate_selection(session_);
  EXPECT_EQ(session_.library().visible().size(), 3u);
  EXPECT_EQ(session_.map().hidden_count(), 3);
  EXPECT_GT(session_.map().layout_generation(), fitted) << "what is left fills the view";
  select({1});
  isolate_selection(session_);
  EXPECT_THAT(session_.library().visible(), ElementsAre(1));
  EXPECT_EQ(steps(), before + 2);
  leave_subset(session_);
  EXPECT_EQ(session_.library().visible().size(), 3u);
  leave_subset(session_);
  EXPECT_EQ(session_.library().visible().size(), 6u);
  EXPECT_EQ(session_.map().hidden_count(), 0);
  session_.undo();
  EXPECT_EQ(session_.library().visible().size(), 3u);
  EXPECT_EQ(session_.map().hidden_count(), 3);
}

TEST_F(SessionSetsTest, AnotherLibrary_IsNotHiddenByAPartOfTheOneBefore) {
  select({0});
  isolate_selection(session_);
  ClipSet other = test::made_clips({"run"}, {{0.8, 0.5, 0.1}, {0.0, 0.0, 0.0}, {0.1, -0.9, 0.0}});
  session_.use_clip_set(std::move(other), true);
  settle();
  EXPECT_EQ(session_.library().visible().size(), 3u);
  EXPECT_FALSE(session_.library().shows_part());
  EXPECT_EQ(session_.map().hidden_count(), 0);
}

TEST_F(SessionSetsTest, Export_WritesIdsIntoTheWorkingFolder) {
  const test::WorkingFolder here;
  select({0});
  ASSERT_TRUE(save_selection(session_, "one walk"));
  ASSERT_TRUE(export_sets(session_, "one walk"));
  ASSERT_TRUE(export_sets(session_, ""));
  const auto text = read_file("set-one-walk.csv");
  ASSERT_TRUE(text);
  EXPECT_EQ(*text, "set,id\none walk,walk_0_1.bvh\n");
  EXPECT_TRUE(std::filesystem::exists("sets.csv"));
}

TEST_F(SessionSetsTest, SessionFile_HoldsSetsAndThePartThatIsWorkedIn) {
  const test::TemporaryFolder folder;
  select({0, 3});
  ASSERT_TRUE(save_selection(session_, "two"));
  isolate_selection(session_);
  EXPECT_TRUE(session_.is_unsaved());
  const auto path = folder.path() / "work.kinemote";
  ASSERT_TRUE(write_session(path, session_.state()));
  const auto read = read_session(path, ViewState{});
  ASSERT_TRUE(read) << read.error().message;
  EXPECT_EQ(read->document.sets, sets());
  ASSERT_EQ(read->document.sets.within.size(), 1u);
  EXPECT_EQ(read->document.sets.within[0].name, "two");
  const auto refused = session_from_json(
      R"({"kinemote_session": 1, "document": {"sets": [{"name": "", "ids": ["a"]}]}})", {}, {});
  ASSERT_FALSE(refused);
  EXPECT_THAT(refused.error().message, HasSubstr("document.sets"));
}

/// Files of which one cannot be read.
class SessionUnreadableTest : public testing::Test {
 protected:
  SessionUnreadableTest() : session_({.no_user_config = true}, [] {}) {
    for (const char* content : {"walk", "wave", "run"}) {
      const auto clip = synthesis::perform({.content = content, .duration_s = 2.0});
      EXPECT_TRUE(save_clip(folder_.path() / (std::string(content) + ".bvh"), *clip));
    }
    std::ofstream(folder_.path() / "torn.bvh") << "HIERARCHY\nROOT";
    session_.open({folder_.path()});
    settle();
  }
  void settle() {
    session_.update(0.0);
    for (int i = 0; i < 10000 && !session_.is_settled(); ++i) {
      session_.update(0.0);
      std::this_thread::sleep_for(std::chrono::milliseconds(1));
    }
    session_.update(0.0);
  }

  test::TemporaryFolder folder_;
  Session session_;
};

TEST_F(SessionUnreadableTest, FileThatTheMapCouldNotRead_IsMarkedAndNotCounted) {
  const int torn = session_.library().find("torn");
  ASSERT_GE(torn, 0);
  EXPECT_THAT(session_.library().entries()[static_cast<size_t>(torn)].problem,
              HasSubstr("torn.bvh"));
  EXPECT_EQ(session_.library().readable_count(), 3);
  bool is_told = false;
  for (const Message& message : session_.messages().all()) {
    is_told = is_told || message.text == "3 motions; 1 file cannot be read";
  }
  EXPECT_TRUE(is_told);
}

TEST_F(SessionUnreadableTest, PointsWithoutABody_AreNoUnreadableFile) {
  std::ofstream table(folder_.path() / "points.csv");
  table << "frame,time_s";
  for (int point = 0; point < 17; ++point) {
    table << ",p" << point << ".x,p" << point << ".y,p" << point << ".c";
  }
  table << '\n';
  for (int frame = 0; frame < 20; ++frame) {
    table << frame << ',' << frame / 30.0;
    for (int point = 0; point < 17; ++point) table << ',' << 10 * point << ',' << frame << ",0.9";
    table << '\n';
  }
  table.close();
  ASSERT_TRUE(session_.measures());
  session_.open({folder_.path() / "points.csv"});
  settle();
  ASSERT_EQ(session_.player().motion()->points.size(), 1u);
  EXPECT_FALSE(session_.measures()) << "those of the motion before";
  EXPECT_FALSE(session_.library().loader(session_.library().find("points"))());  // as the map
  settle();
  EXPECT_EQ(session_.library().unreadable_count(), 1);  // the torn one
}

TEST_F(SessionUnreadableTest, NextAndPrevious_StepOverIt) {
  for (int i = 0; i < 8; ++i) {
    session_.play_neighbour(i < 4 ? 1 : -1);
    settle();
    EXPECT_NE(session_.current_entry(), session_.library().find("torn"));
  }
}

TEST_F(SessionUnreadableTest, MendedFile_IsAMotionAgain) {
  const auto clip = synthesis::perform({.content = "walk", .duration_s = 2.0});
  ASSERT_TRUE(save_clip(folder_.path() / "torn.bvh", *clip));
  session_.play_entry(session_.library().find("torn"));
  settle();
  EXPECT_EQ(session_.library().readable_count(), 4);
}

TEST_F(SessionUnreadableTest, PreviewOfIt_SaysWhy) {
  const int torn = session_.library().find("torn");
  EXPECT_EQ(session_.preview(torn), nullptr);
  settle();
  const MotionPreview* preview = session_.preview(torn);
  ASSERT_NE(preview, nullptr);
  EXPECT_FALSE(preview->motion);
  EXPECT_THAT(preview->problem, HasSubstr("torn.bvh"));
}

}  // namespace
}  // namespace kinemote::app
