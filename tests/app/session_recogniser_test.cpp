// The recogniser that is in use, kept with a session.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <chrono>
#include <filesystem>
#include <thread>

#include "app/made_clips.h"
#include "app/session.h"
#include "support/temporary_folder.h"

namespace kinemote::app {
namespace {

using testing::HasSubstr;

class SessionRecogniserTest : public testing::Test {
 protected:
  static std::unique_ptr<Session> session() {
    StudioOptions options;
    options.no_user_config = true;
    options.model = "none";
    return std::make_unique<Session>(options, [] {});
  }
  static void settle(Session& session) {
    session.update(0.0);
    for (int i = 0; i < 20000 && !session.is_settled(); ++i) {
      session.update(0.0);
      std::this_thread::sleep_for(std::chrono::milliseconds(1));
    }
    session.update(0.0);
    ASSERT_TRUE(session.is_settled());
  }
  void train(Session& session, uint64_t seed) {
    RecogniserWish wish;
    wish.out = folder_.file("moods.krec");
    wish.spec.model = "svm";
    wish.spec.searches_grid = false;
    wish.settings.folds = 2;
    wish.settings.seed = seed;
    wish.settings.split = analysis::SplitKind::kClip;
    wish.threads = 1;
    const ClipSet clips =
        test::made_clips({"walk", "wave"}, {{0.6, 0.9, 0.5}, {-0.6, -0.5, -0.5}}, 5);
    ASSERT_TRUE(session.recognisers().train(wish, clips));
    settle(session);
    ASSERT_TRUE(session.recognisers().used());
  }
  static std::string said(const Session& session) {
    std::string words;
    for (const Message& message : session.messages().all()) words += message.text + "\n";
    return words;
  }

  test::TemporaryFolder folder_;
};

TEST_F(SessionRecogniserTest, MissingOne_IsNamedAndNoneIsUsed) {
  const auto before = session();
  train(*before, 1);
  ASSERT_TRUE(before->save_session(folder_ / "work.kinemote"));
  std::filesystem::remove(folder_ / "moods.krec");
  before->open_session(folder_ / "work.kinemote");
  settle(*before);
  EXPECT_TRUE(before->recognisers().used()) << "what is in use needs no file";
  const auto after = session();
  after->open_session(folder_ / "work.kinemote");
  settle(*after);
  EXPECT_FALSE(after->recognisers().used());
  EXPECT_THAT(said(*after), HasSubstr("moods.krec: the recogniser is missing"));
}

TEST_F(SessionRecogniserTest, OneInUse_IsInUseAgainAndAnotherFileIsWarnedOf) {
  const auto before = session();
  train(*before, 1);
  ASSERT_TRUE(before->save_session(folder_ / "work.kinemote"));
  const auto after = session();
  after->open_session(folder_ / "work.kinemote");
  settle(*after);
  ASSERT_TRUE(after->recognisers().used());
  EXPECT_EQ(after->recognisers().used()->path, folder_ / "moods.krec");
  EXPECT_THAT(said(*after), testing::Not(HasSubstr("another one")));

  train(*before, 2);
  const auto later = session();
  later->open_session(folder_ / "work.kinemote");
  settle(*later);
  EXPECT_TRUE(later->recognisers().used());
  EXPECT_THAT(said(*later), HasSubstr("another one than when the session was saved"));
}

TEST_F(SessionRecogniserTest, SessionWithoutOne_ClosesIt) {
  const auto before = session();
  ASSERT_TRUE(before->save_session(folder_ / "plain.kinemote"));
  train(*before, 1);
  before->open_session(folder_ / "plain.kinemote");
  settle(*before);
  EXPECT_FALSE(before->recognisers().used());
}

}  // namespace
}  // namespace kinemote::app
