// Files onto the stage: how they are read, groups, bone maps, and out again.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <chrono>
#include <fstream>
#include <glm/geometric.hpp>
#include <thread>

#include "app/made_clips.h"
#include "app/session.h"
#include "motion/io/bvh.h"
#include "support/temporary_folder.h"

namespace kinemote::app {
namespace {

using testing::HasSubstr;

class SessionImportTest : public testing::Test {
 protected:
  SessionImportTest() : session_({.no_user_config = true}, [] {}) {}

  std::filesystem::path write(const std::string& name, const std::string& content = "walk") {
    const auto clip = synthesis::perform({.content = content, .duration_s = 2.0});
    const auto path = folder_.path() / name;
    EXPECT_TRUE(io::write_bvh(path, *clip));
    return path;
  }
  void settle() {
    for (int i = 0; i < 10000 && !session_.is_settled(); ++i) {
      session_.update(0.0);
      std::this_thread::sleep_for(std::chrono::milliseconds(1));
    }
    session_.update(0.0);
    ASSERT_TRUE(session_.is_settled());
  }
  void open(const std::vector<std::filesystem::path>& paths) {
    session_.open(paths);
    settle();
  }
  bool has_message(const std::string& words) const {
    for (const Message& message : session_.messages().all()) {
      if (message.text.find(words) != std::string::npos) return true;
    }
    return false;
  }

  test::TemporaryFolder folder_;
  Session session_;
};

TEST_F(SessionImportTest, StrangerAmongTheFiles_IsNamedAndTheOthersAreOpened) {
  std::ofstream(folder_.path() / "notes.txt") << "hello";
  open({folder_.path() / "notes.txt", write("a.bvh"), write("b.bvh")});
  EXPECT_EQ(session_.library().size(), 2);
  EXPECT_TRUE(has_message("notes.txt"));
  ASSERT_NE(session_.import_info(), nullptr);
  EXPECT_EQ(session_.import_info()->format, "bvh");
  EXPECT_THAT(session_.import_info()->summary(), HasSubstr("centimetres"));
  EXPECT_THAT(session_.import_info()->summary(), HasSubstr("Y up"));
  EXPECT_TRUE(session_.view().shows_import);
}

TEST_F(SessionImportTest, BrokenFile_LeavesTheStageAndSaysWhy) {
  open({write("a.bvh")});
  std::ofstream(folder_.path() / "broken.bvh") << "HIERARCHY\nROOT";
  open({folder_.path() / "broken.bvh"});
  EXPECT_TRUE(has_message("broken.bvh"));
  ASSERT_TRUE(session_.player().motion());
  EXPECT_EQ(session_.document().clip_id, (folder_.path() / "a.bvh").string());
}

TEST_F(SessionImportTest, FilesOfAFolderThatCannotBeRead_AreCountedInOneMessage) {
  for (const char* name : {"a.bvh", "b.bvh", "c.bvh", "d.bvh"}) write(name);
  for (const char* name : {"x.bvh", "y.bvh"}) {
    std::ofstream(folder_.path() / name) << "HIERARCHY\nROOT";
  }
  open({folder_.path()});
  int said = 0;
  for (const Message* toast : session_.messages().toasts()) {
    if (toast->text != "2 of 6 motions could not be read or measured") continue;
    ++said;
    EXPECT_THAT(toast->details, HasSubstr("x.bvh:"));
    EXPECT_THAT(toast->details, HasSubstr("y.bvh:"));
  }
  EXPECT_EQ(said, 1);
}

TEST_F(SessionImportTest, AnotherUnit_IsReadAgainAndUndone) {
  open({write("a.bvh")});
  const double height_m = session_.player().motion()->height_m;
  const size_t steps = session_.history().step_count();
  ImportChoices choices;
  choices.metres_per_unit = 0.0254;
  session_.clock().seek(1.0);
  session_.clock().pause();
  session_.set_import(choices, "unit of the file");
  settle();
  EXPECT_NEAR(session_.player().motion()->height_m, 2.54 * height_m, 1e-6 * height_m);
  EXPECT_EQ(session_.history().step_count(), steps + 1);
  session_.undo();
  settle();
  EXPECT_NEAR(session_.player().motion()->height_m, height_m, 1e-9);
  session_.redo();
  settle();
  EXPECT_NEAR(session_.player().motion()->height_m, 2.54 * height_m, 1e-6 * height_m);
}

TEST_F(SessionImportTest, RememberedReading_HoldsForTheWholeFolderButNotForItsOwnChoices) {
  open({write("a.bvh"), write("b.bvh"), write("c.bvh")});
  const double height_m = session_.player().motion()->height_m;
  ImportChoices inches, metres;
  inches.metres_per_unit = 0.0254;
  metres.metres_per_unit = 0.02;
  session_.play_entry(2);
  settle();
  session_.set_import(metres, "unit");
  settle();
  session_.play_entry(0);
  settle();
  session_.set_import(inches, "unit");
  settle();
  EXPECT_FALSE(session_.is_import_remembered());
  session_.remember_import();
  EXPECT_TRUE(session_.is_import_remembered());
  session_.play_entry(1);
  settle();
  EXPECT_NEAR(session_.player().motion()->height_m, 2.54 * height_m, 1e-6);
  session_.play_entry(2);
  settle();
  EXPECT_NEAR(session_.player().motion()->height_m, 2.0 * height_m, 1e-6);
}

TEST_F(SessionImportTest, PlayTogether_PutsFiguresOnOneClockApartFromEachOther) {
  open({write("a.bvh"), write("b.bvh", "wave"), write("c.bvh")});
  session_.play_together({0, 1, 2});
  settle();
  const Playable& lead = *session_.player().motion();
  ASSERT_EQ(lead.others.size(), 2u);
  std::vector<Vec3> places{ground_placement(lead.world, lead.body, 0).offset};
  for (const Companion& other : lead.others) {
    const Vec3 place =
        other.placement.apply(ground_placement(other.motion->world, other.motion->body, 0).offset);
    for (const Vec3& taken : places) EXPECT_GT(glm::distance(place, taken), 0.4);
    places.push_back(place);
  }
  EXPECT_EQ(session_.document().together.size(), 2u);
  EXPECT_NEAR(session_.clock().duration_s(), lead.group_duration_s(), 1e-9);
  session_.undo();
  settle();
  EXPECT_TRUE(session_.player().motion()->others.empty());
}

TEST_F(SessionImportTest, BoneMap_ChangesAreUndoneAndThePreviewFollows) {
  open({write("a.bvh")});
  ASSERT_TRUE(session_.bones().has_map());
  const int all = session_.bones().matched_count();
  EXPECT_EQ(all, session_.bones().target().size());
  EXPECT_FALSE(session_.bones().preview());
  session_.set_showing_retargeted(true);
  settle();
  ASSERT_TRUE(session_.bones().preview()) << session_.bones().preview_error();

  const int hand = session_.bones().target().find("LeftHand");
  const int other = session_.bones().target().find("RightHand");
  const int source = session_.bones().map().source_of(hand);
  session_.set_bones(session_.bones().with(other, source), "joint");
  EXPECT_EQ(session_.bones().map().source_of(other), source);
  EXPECT_EQ(session_.bones().map().source_of(hand), -1);
  EXPECT_EQ(session_.bones().matched_count(), all - 1);
  settle();
  session_.undo();
  EXPECT_EQ(session_.bones().map().source_of(hand), source);
  EXPECT_EQ(session_.bones().matched_count(), all);
}

TEST_F(SessionImportTest, SidesSwappedTwice_AreTheFirstMapAgainAndSavedMapsReadBack) {
  open({write("a.bvh")});
  const auto sources = [&] {
    BoneSources found;
    for (const BoneMatch& m : session_.bones().map().matches) found.push_back(m.source);
    return found;
  };
  const BoneSources first = sources();
  session_.set_bones(session_.bones().with_sides_swapped(), "swap");
  const BoneSources swapped = sources();
  EXPECT_NE(swapped, first);
  ASSERT_TRUE(session_.save_bones(folder_.path() / "swapped.json"));
  session_.set_bones(session_.bones().with_sides_swapped(), "swap");
  EXPECT_EQ(sources(), first);
  const Status loaded = session_.load_bones(folder_.path() / "swapped.json");
  ASSERT_TRUE(loaded) << loaded.error().message;
  EXPECT_EQ(sources(), swapped);
  session_.set_bones({}, "automatic");
  EXPECT_EQ(sources(), first);
  EXPECT_FALSE(session_.load_bones(folder_.path() / "nothing.json"));
}

TEST_F(SessionImportTest, Export_OfSelectedClips_WritesEachInTheBackground) {
  open({write("a.bvh"), write("b.bvh"), write("c.bvh")});
  session_.library().toggle_selected(0);
  session_.library().toggle_selected(2);
  ExportSettings settings;
  settings.folder = folder_.path() / "out";
  std::filesystem::create_directory(settings.folder);
  ASSERT_TRUE(session_.start_export(Session::ExportScope::kSelected, settings));
  settle();
  EXPECT_TRUE(std::filesystem::exists(settings.folder / "a.bvh"));
  EXPECT_FALSE(std::filesystem::exists(settings.folder / "b.bvh"));
  EXPECT_TRUE(std::filesystem::exists(settings.folder / "c.bvh"));
  EXPECT_TRUE(has_message("Saved 2 motions"));
  const Status again = session_.start_export(Session::ExportScope::kSelected, settings);
  ASSERT_FALSE(again);
  EXPECT_THAT(again.error().message, HasSubstr("exists already"));
  EXPECT_EQ(session_.view().export_settings.folder, settings.folder);
}

TEST_F(SessionImportTest, Export_OfThePlayRange_HoldsThatRangeOnly) {
  open({write("a.bvh")});
  session_.clock().set_range_start(0.5);
  session_.clock().set_range_end(1.0);
  ExportSettings settings;
  settings.folder = folder_.path();
  settings.pattern = "part";
  settings.range = ExportRange::kPlayRange;
  ASSERT_TRUE(session_.start_export(Session::ExportScope::kStage, settings));
  settle();
  const auto read = io::read_bvh(folder_.path() / "part.bvh");
  ASSERT_TRUE(read) << read.error().message;
  EXPECT_NEAR(read->clip.duration_s(), 0.5, 0.05);
}

TEST_F(SessionImportTest, CancelledReading_LeavesTheStage) {
  open({write("a.bvh")});
  const PlayablePtr before = session_.player().motion();
  session_.play_together({0, 0, 0, 0, 0, 0, 0, 0});
  session_.cancel_loading();
  settle();
  EXPECT_EQ(session_.player().motion(), before);
  EXPECT_TRUE(has_message("cancelled"));
}

TEST(FacingWords, NameTheNearestAxisOrTheAngle) {
  EXPECT_EQ(facing_words(0.0), "+Z");
  EXPECT_EQ(facing_words(rad_from_degrees(90.0)), "+X");
  EXPECT_EQ(facing_words(rad_from_degrees(-94.0)), "−X");
  EXPECT_EQ(facing_words(rad_from_degrees(-179.0)), "−Z");
  EXPECT_EQ(facing_words(rad_from_degrees(37.0)), "37° to the left of +Z");
  EXPECT_EQ(facing_words(rad_from_degrees(-45.0)), "45° to the right of +Z");
}

}  // namespace
}  // namespace kinemote::app
