// Files on the stage that another program changes, and the list of steps.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <chrono>
#include <fstream>
#include <thread>

#include "app/session.h"
#include "app/step_list.h"
#include "motion/io/bvh.h"
#include "support/temporary_folder.h"
#include "synthesis/procedural/corpus.h"

namespace kinemote::app {
namespace {

using testing::HasSubstr;

class SessionWatchTest : public testing::Test {
 protected:
  SessionWatchTest() : session_({.model = "none", .no_user_config = true}, [] {}) {}

  std::filesystem::path write(const std::string& name, double duration_s) {
    const auto clip = synthesis::perform({.content = "walk", .duration_s = duration_s});
    const auto path = folder_ / name;
    EXPECT_TRUE(io::write_bvh(path, *clip));
    return path;
  }
  void settle() {
    session_.update(0.0);  // what was changed is only asked for then
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
  /// The offer to read a file again; null where there is none within `longest_s`.
  const Message* offer(double longest_s) {
    for (int i = 0; i < static_cast<int>(100.0 * longest_s); ++i) {
      session_.update(0.0);
      for (const Message* toast : session_.messages().toasts()) {
        if (toast->offers_reload) return toast;
      }
      std::this_thread::sleep_for(std::chrono::milliseconds(10));
    }
    return nullptr;
  }

  test::TemporaryFolder folder_;
  Session session_;
};

TEST_F(SessionWatchTest, NothingFromAFile_IsNotReadAgain) {
  session_.reload_stage();
  EXPECT_FALSE(session_.is_loading());
}

TEST_F(SessionWatchTest, ChangedFile_IsOfferedAndReadAgainWhereTimeAndCameraWere) {
  open({write("a.bvh", 4.0)});
  session_.clock().pause();
  session_.clock().seek(1.5);
  session_.view().camera.distance_m = 7.5;
  session_.view().camera.azimuth_rad = 1.0;
  session_.view().is_camera_touched = true;
  write("a.bvh", 3.0);
  constexpr double kLongest_s = 10.0;
  const Message* said = offer(kLongest_s);
  ASSERT_NE(said, nullptr);
  EXPECT_THAT(said->text, HasSubstr("a.bvh has changed"));
  EXPECT_NEAR(session_.player().motion()->duration_s(), 4.0, 0.1) << "unasked it stays as it is";
  session_.reload_stage();
  settle();
  EXPECT_NEAR(session_.player().motion()->duration_s(), 3.0, 0.1);
  EXPECT_NEAR(session_.clock().time_s(), 1.5, 0.02);
  EXPECT_FALSE(session_.clock().is_playing());
  EXPECT_DOUBLE_EQ(session_.view().camera.distance_m, 7.5);
  EXPECT_DOUBLE_EQ(session_.view().camera.azimuth_rad, 1.0);
  EXPECT_EQ(offer(0.0), nullptr);
  EXPECT_TRUE(session_.messages().toasts().empty());
  EXPECT_FALSE(session_.history().can_undo()) << "it is no step of undo";
}

TEST_F(SessionWatchTest, AnotherMotion_EndsTheOffer) {
  open({write("a.bvh", 2.0), write("b.bvh", 2.0)});
  write("a.bvh", 3.0);
  constexpr double kLongest_s = 10.0;
  ASSERT_NE(offer(kLongest_s), nullptr);
  session_.play_entry(1);
  settle();
  EXPECT_EQ(offer(0.1), nullptr);
}

TEST_F(SessionWatchTest, UndoOfEverything_ShowsTheFirstClipAndItsName) {
  open({write("a.bvh", 2.0), write("b.bvh", 2.0)});
  EXPECT_FALSE(session_.history().can_undo()) << "there was nothing before the first clip";
  session_.play_entry(1);
  settle();
  EXPECT_EQ(session_.title(), "b");
  while (session_.history().can_undo()) session_.undo();
  settle();
  EXPECT_EQ(session_.title(), "a");
  EXPECT_EQ(session_.player().motion()->clip.name, "a");
}

TEST_F(SessionWatchTest, Step_IsGoneToOverOthers) {
  open({write("a.bvh", 2.0), write("b.bvh", 2.0), write("c.bvh", 2.0)});
  session_.play_entry(1);
  settle();
  session_.play_entry(2);
  settle();
  ASSERT_EQ(session_.history().step_count(), 2u);
  go_to_step(session_, 0);
  settle();
  EXPECT_EQ(session_.title(), "a");
  go_to_step(session_, 2);
  settle();
  EXPECT_EQ(session_.title(), "c");
  go_to_step(session_, 9);
  EXPECT_EQ(session_.history().position(), 2u);
}

TEST_F(SessionWatchTest, FileThatIsReadWhenAnotherStepIsWishedFor_ChangesNoSteps) {
  open({write("a.bvh", 2.0), write("b.bvh", 2.0), write("c.bvh", 2.0)});
  for (const int entry : {1, 2}) {
    session_.play_entry(entry);
    settle();
  }
  const auto let_it_be_read = [] { std::this_thread::sleep_for(std::chrono::milliseconds(300)); };
  session_.undo();  // reads b
  let_it_be_read();
  session_.redo();  // c is still there
  settle();
  EXPECT_EQ(session_.title(), "c");
  EXPECT_FALSE(session_.is_loading());
  session_.undo();
  let_it_be_read();
  session_.undo();  // reads a, while b waits to be taken
  settle();
  EXPECT_EQ(session_.title(), "a");
  EXPECT_EQ(session_.player().motion()->clip.name, "a");
  EXPECT_EQ(session_.history().step_count(), 2u);
  EXPECT_EQ(session_.history().position(), 0u);
}

}  // namespace
}  // namespace kinemote::app
