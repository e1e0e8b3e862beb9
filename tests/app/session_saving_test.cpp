// A session saved and opened again, by itself and after a crash.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <chrono>
#include <fstream>
#include <thread>

#include "app/made_clips.h"
#include "app/session.h"
#include "app/session_file.h"
#include "motion/io/motion_file.h"
#include "support/fake_model.h"
#include "support/temporary_folder.h"
#include "synthesis/procedural/corpus.h"

namespace kinemote::app {
namespace {

void settle(Session& session) {
  for (int i = 0; i < 10000 && !session.is_settled(); ++i) {
    session.update(0.0);
    std::this_thread::sleep_for(std::chrono::milliseconds(1));
  }
  session.update(0.0);
  ASSERT_TRUE(session.is_settled());
}

class SessionSavingTest : public testing::Test {
 protected:
  SessionSavingTest() {
    std::filesystem::create_directories(folder_.path() / "lab");
    for (const char* content : {"walk", "wave"}) {
      const auto clip = synthesis::perform({.content = content, .duration_s = 2.0});
      EXPECT_TRUE(io::write_motion(folder_.path() / "lab" / (std::string(content) + ".bvh"),
                                   std::span(&*clip, 1), {}));
    }
  }
  static std::unique_ptr<Session> session() {
    StudioOptions options;
    options.no_user_config = true;
    options.model = "none";
    auto made = std::make_unique<Session>(options, [] {});
    return made;
  }
  static void use_model(Session& session) {
    session.synthesiser().use(
        std::make_unique<test::FakeModel>(),
        []() -> Result<std::unique_ptr<synthesis::MotionModel>> {
          return std::unique_ptr<synthesis::MotionModel>(std::make_unique<test::FakeModel>());
        });
  }
  /// A walk that was steered, a motion that was made, a moment in it.
  void work_in(Session& session) {
    session.open({folder_.path() / "lab"});
    settle(session);
    use_model(session);
    ASSERT_TRUE(session.workshop().make({.pad = "0.5,0.5,0.5", .seconds = 2.0}));
    settle(session);
    session.play_entry(session.library().find("wave"));
    settle(session);
    session.set_pad({0.4, -0.3, 0.2}, Gesture::kCommit);
    settle(session);
    session.clock().pause();
    session.clock().seek(0.7);
    session.library().set_text_filter("wa");
    session.view().shows_trails = true;
    session.view().camera.distance_m = 7.5;
    session.view().is_camera_touched = true;
    for (int i = 0; i < 100; ++i) session.update(0.1);  // the change of motion fades out
  }

  test::TemporaryFolder folder_;
};

TEST_F(SessionSavingTest, FileThatIsNone_SaysSoAndChangesNothing) {
  const auto session = SessionSavingTest::session();
  std::ofstream(folder_.path() / "bad.kinemote") << "{}";
  session->open({folder_.path() / "bad.kinemote"});
  settle(*session);
  EXPECT_EQ(session->library().size(), 0);
  ASSERT_FALSE(session->messages().all().empty());
  EXPECT_THAT(session->messages().all().back().text, testing::HasSubstr("bad.kinemote"));
}

TEST_F(SessionSavingTest, LookingAround_IsNotUnsavedButSteeringIs) {
  const auto session = SessionSavingTest::session();
  session->open({folder_.path() / "lab"});
  settle(*session);
  session->play_entry(1);
  settle(*session);
  EXPECT_FALSE(session->is_unsaved());
  use_model(*session);
  session->set_pad({0.4, 0.0, 0.0}, Gesture::kCommit);
  EXPECT_TRUE(session->is_unsaved());
  ASSERT_TRUE(session->save_session(folder_.path() / "work"));
  EXPECT_FALSE(session->is_unsaved());
  EXPECT_EQ(session->session_path(), folder_.path() / "work.kinemote");
}

TEST_F(SessionSavingTest, OpenedAgain_EverythingIsAsItWas) {
  const auto before = SessionSavingTest::session();
  work_in(*before);
  const auto path = folder_.path() / "work.kinemote";
  ASSERT_TRUE(before->save_session(path));

  const auto after = SessionSavingTest::session();
  use_model(*after);
  after->open({path});
  settle(*after);
  EXPECT_EQ(after->document(), before->document());
  ASSERT_EQ(after->library().size(), 3);
  EXPECT_EQ(after->library().entries()[2].label, kMadeLabel);
  EXPECT_EQ(after->clock().time_s(), before->clock().time_s());
  EXPECT_FALSE(after->clock().is_playing());
  EXPECT_EQ(after->library().text_filter(), "wa");
  EXPECT_TRUE(after->view().shows_trails);
  EXPECT_DOUBLE_EQ(after->view().camera.distance_m, 7.5);
  ASSERT_TRUE(after->player().motion());
  const std::vector<Vec3>& was = before->player().pose().positions;
  const std::vector<Vec3>& is = after->player().pose().positions;
  ASSERT_EQ(is.size(), was.size());
  for (size_t j = 0; j < was.size(); ++j) EXPECT_NEAR(glm::distance(is[j], was[j]), 0.0, 1e-6);
  EXPECT_FALSE(after->is_unsaved());
  // Motions made from here on have numbers of their own.
  ASSERT_TRUE(after->workshop().make({.seconds = 2.0}));
  settle(*after);
  EXPECT_EQ(after->library().size(), 4);
}

TEST_F(SessionSavingTest, FolderThatIsGone_IsLeftOutWithAWarning) {
  const auto before = SessionSavingTest::session();
  work_in(*before);
  ASSERT_TRUE(before->save_session(folder_.path() / "work.kinemote"));
  std::filesystem::remove_all(folder_.path() / "lab");
  const auto after = SessionSavingTest::session();
  after->open({folder_.path() / "work.kinemote"});
  settle(*after);
  EXPECT_EQ(after->library().size(), 1);  // what was made is in the file
  std::string said;
  for (const Message& message : after->messages().all()) said += message.text + "\n";
  EXPECT_THAT(said, testing::HasSubstr("Left out"));
  EXPECT_THAT(said, testing::HasSubstr("is missing"));
}

TEST_F(SessionSavingTest, Crash_IsOfferedAndRestored) {
  const auto state = folder_.path() / "state";
  const StudioDocument document = [&] {
    std::filesystem::create_directories(state);
    const auto crashed = SessionSavingTest::session();
    crashed->begin_recovery(state);
    EXPECT_FALSE(crashed->recovery_offer());
    work_in(*crashed);
    crashed->keep_for_recovery();
    for (int i = 0; i < 10000 && std::filesystem::is_empty(state); ++i) {
      std::this_thread::sleep_for(std::chrono::milliseconds(1));
    }
    return crashed->document();  // no end_recovery(): as a crash leaves it
  }();
  const auto next = SessionSavingTest::session();
  use_model(*next);
  next->begin_recovery(state);
  ASSERT_TRUE(next->recovery_offer());
  next->answer_recovery(true);
  settle(*next);
  EXPECT_EQ(next->document(), document);
  EXPECT_TRUE(next->session_path().empty());
  EXPECT_TRUE(next->is_unsaved());
  EXPECT_FALSE(next->recovery_offer());
  next->end_recovery();
  const auto third = SessionSavingTest::session();
  third->begin_recovery(state);
  EXPECT_FALSE(third->recovery_offer());
}

}  // namespace
}  // namespace kinemote::app
