#include "app/session.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <chrono>
#include <filesystem>
#include <thread>

#include "app/made_clips.h"
#include "app/studio_commands.h"
#include "motion/io/bvh.h"
#include "support/fake_model.h"
#include "support/working_folder.h"

namespace kinemote::app {
namespace {

class SessionTest : public testing::Test {
 protected:
  SessionTest() : session_({}, [] {}) {}

  void settle() {
    for (int i = 0; i < 5000 && !session_.is_settled(); ++i) {
      session_.update(0.0);
      std::this_thread::sleep_for(std::chrono::milliseconds(1));
    }
    session_.update(0.0);
    ASSERT_TRUE(session_.is_settled());
  }
  void use_model() {
    auto model = std::make_unique<test::FakeModel>();
    model_ = model.get();
    session_.synthesiser().use(std::move(model));
  }
  void use_clips() {
    session_.use_clip_set(test::made_clips({"walk", "wave"}, {{0.8, 0.5, 0.1}, {-0.6, -0.4, -0.3}}),
                          true);
    settle();
  }

  Session session_;
  test::FakeModel* model_ = nullptr;
};

TEST_F(SessionTest, WithoutAnything_CommandsSayWhyAndNothingBreaks) {
  session_.update(0.1);
  session_.frame_drawn();
  session_.undo();
  session_.redo();
  session_.play_entry(3);
  session_.play_neighbour(1);
  session_.set_pad({0.5, 0.5, 0.5}, Gesture::kCommit);
  session_.go_to_contact(1);
  session_.show_clip();
  EXPECT_FALSE(session_.document().is_generated);
  EXPECT_FALSE(session_.synthesis_disabled_reason().empty());
  EXPECT_FALSE(session_.start_export(Session::ExportScope::kStage, {}));
  session_.play_together({});
  session_.set_import({}, "nothing");
  session_.remember_import();
  session_.set_bones({}, "nothing");
  session_.cancel_loading();
  EXPECT_FALSE(session_.is_animating() && session_.messages().all().empty());
}

TEST_F(SessionTest, PadOnAClipWhoseContentTheModelDoesNotKnow_MakesTheClosestAndSaysSo) {
  use_model();
  auto set = test::made_clips({"walk", "wave"}, {{0.8, 0.5, 0.1}, {-0.6, -0.4, -0.3}});
  for (io::DatasetEntry& entry : set.dataset.entries) entry.content += "-left";
  session_.use_clip_set(std::move(set), true);
  settle();
  session_.play_entry(2);
  settle();
  session_.set_pad({0.5, 0.5, 0.5}, Gesture::kCommit);
  EXPECT_EQ(session_.document().content, "wave");
  ASSERT_FALSE(session_.messages().all().empty());
  EXPECT_THAT(session_.messages().all().back().text, testing::HasSubstr("wave-left"));
}

TEST_F(SessionTest, Start_WithAMissingPath_IsAnError) {
  StudioOptions options;
  options.paths = {"/nowhere/at/all"};
  Session session(options, [] {});
  const Status status = session.start();
  ASSERT_FALSE(status);
  EXPECT_THAT(status.error().message, testing::HasSubstr("/nowhere/at/all"));
}

TEST_F(SessionTest, UseClipSet_PlaysTheFirstClipAndMapsAll) {
  use_clips();
  ASSERT_TRUE(session_.player().motion());
  EXPECT_EQ(session_.current_entry(), 0);
  EXPECT_TRUE(session_.map().has_map());
  EXPECT_EQ(session_.map().size(), 4);
  EXPECT_GT(session_.library().entries()[0].duration_s, 2.0);
  const double before_s = session_.clock().time_s();
  session_.update(0.05);
  EXPECT_GT(session_.clock().time_s(), before_s);
}

TEST_F(SessionTest, PlayNeighbour_FollowsTheFilterAndGoesRound) {
  use_clips();
  session_.library().set_text_filter("wave");
  session_.play_neighbour(1);
  settle();
  EXPECT_EQ(session_.library().entries()[session_.current_entry()].content, "wave");
  const int first = session_.current_entry();
  session_.play_neighbour(1);
  settle();
  session_.play_neighbour(1);
  settle();
  EXPECT_EQ(session_.current_entry(), first);
}

TEST_F(SessionTest, SetPad_GeneratesFromTheClipThatIsPlaying) {
  use_clips();
  use_model();
  session_.set_pad({-0.5, 0.8, 0.2}, Gesture::kPreview);
  settle();
  EXPECT_TRUE(session_.document().is_generated);
  EXPECT_EQ(session_.document().content, "walk");
  EXPECT_EQ(session_.document().latent, std::vector<float>(test::FakeModel::kLatents, 0.25f));
  EXPECT_TRUE(session_.player().motion()->is_seamless);
  EXPECT_NEAR(session_.player().motion()->world.position(0, 0).y, 0.95 + 0.03 * 0.8, 1e-3);
}

TEST_F(SessionTest, PadDrag_IsOneUndoStep) {
  use_clips();
  use_model();
  const size_t before = session_.history().step_count();
  for (int i = 0; i < 10; ++i) {
    session_.set_pad({0.05 * i, 0.0, 0.0}, Gesture::kPreview);
    session_.update(1.0 / 60.0);
  }
  session_.set_pad({0.5, 0.0, 0.0}, Gesture::kCommit);
  settle();
  EXPECT_EQ(session_.history().step_count(), before + 1);
  session_.undo();
  settle();
  EXPECT_FALSE(session_.document().is_generated);
  EXPECT_FALSE(session_.player().motion()->is_seamless);
  session_.redo();
  settle();
  EXPECT_TRUE(session_.document().is_generated);
  EXPECT_EQ(session_.document().pad.pleasure, 0.5);
}

TEST_F(SessionTest, Undo_OverClips_LoadsTheOtherClipAgain) {
  use_clips();
  session_.play_entry(2);
  settle();
  EXPECT_EQ(session_.current_entry(), 2);
  session_.undo();
  settle();
  EXPECT_EQ(session_.current_entry(), 0);
  EXPECT_EQ(session_.player().motion()->origin, session_.library().entries()[0].name);
}

TEST_F(SessionTest, SetLatent_IsClampedAndNamedInUndo) {
  use_clips();
  use_model();
  session_.set_latent(99, 1.0f, Gesture::kCommit);
  EXPECT_FALSE(session_.document().is_generated);
  session_.set_latent(4, 7.0f, Gesture::kCommit);
  settle();
  EXPECT_EQ(session_.document().latent[4], 3.0f);
  EXPECT_EQ(session_.history().undo_label(), "latent 5: 0.0 → 3.0");
}

TEST_F(SessionTest, Randomise_IsTheSameForTheSameSeed) {
  use_clips();
  use_model();
  const uint64_t seed = session_.latent_seed();
  session_.randomise_latent();
  const auto first = session_.document().latent;
  EXPECT_EQ(session_.latent_seed(), seed + 1);
  session_.randomise_latent();
  EXPECT_NE(session_.document().latent, first);
  settle();
}

TEST_F(SessionTest, LiveEdits_KeepTheFigureWhereItStands) {
  use_clips();
  use_model();
  session_.set_pad({0.1, 0.1, 0.0}, Gesture::kCommit);
  settle();
  for (int i = 0; i < 90; ++i) session_.update(1.0 / 60.0);
  const Vec3 before = session_.player().follow_point();
  EXPECT_GT(std::hypot(before.x, before.z), 0.5) << "the figure has walked on over its rounds";
  session_.set_latent(2, 1.0f, Gesture::kCommit);
  settle();
  const Vec3 after = session_.player().follow_point();
  EXPECT_NEAR(std::hypot(after.x - before.x, after.z - before.z), 0.0, 0.02);
}

TEST_F(SessionTest, ManyEditsAtOnce_DecodeTheNewestOnly) {
  use_clips();
  use_model();
  for (int i = 0; i < 200; ++i) session_.set_pad({0.004 * i, 0.0, 0.0}, Gesture::kPreview);
  settle();
  EXPECT_LT(model_->decode_count, 100);
  EXPECT_NEAR(session_.document().pad.pleasure, 0.796, 1e-9);
}

TEST_F(SessionTest, Latency_IsMeasuredToTheDrawnFrame) {
  use_clips();
  use_model();
  session_.set_pad({0.3, 0.0, 0.0}, Gesture::kCommit);
  settle();
  EXPECT_EQ(session_.timing().pose_latency().count, 1);
  EXPECT_EQ(session_.timing().picture_latency().count, 0);
  session_.frame_drawn();
  EXPECT_EQ(session_.timing().picture_latency().count, 1);
  EXPECT_GE(session_.timing().picture_latency().worst_ms,
            session_.timing().pose_latency().worst_ms);
  session_.frame_drawn();
  EXPECT_EQ(session_.timing().picture_latency().count, 1);
}

TEST_F(SessionTest, TakeLive_ShowsTheEditOfTheSameFrame) {
  use_clips();
  use_model();
  session_.set_pad({0.3, 0.9, 0.0}, Gesture::kPreview);
  session_.take_live(5.0, 1.0);
  ASSERT_TRUE(session_.player().motion()->is_seamless);
  EXPECT_NEAR(session_.player().pose().positions[0].y, 0.95 + 0.03 * 0.9, 1e-3);
  settle();
}

TEST_F(SessionTest, GoTo_ReadsFramesTimesAndShares) {
  use_clips();
  EXPECT_FALSE(session_.go_to(""));
  EXPECT_FALSE(session_.go_to("soon"));
  EXPECT_FALSE(session_.go_to("1,5s"));
  ASSERT_TRUE(session_.go_to("30"));
  EXPECT_NEAR(session_.clock().time_s(), 1.0, 1e-9);
  ASSERT_TRUE(session_.go_to("0.5s"));
  EXPECT_NEAR(session_.clock().time_s(), 0.5, 1e-9);
  ASSERT_TRUE(session_.go_to("50%"));
  EXPECT_NEAR(session_.clock().time_s(), 0.5 * session_.clock().duration_s(), 1e-9);
  ASSERT_TRUE(session_.go_to("0:01.5"));
  EXPECT_NEAR(session_.clock().time_s(), 1.5, 1e-9);
}

TEST_F(SessionTest, EveryCommand_WithMotionAndModel_RunsOrSaysWhyNot) {
  const test::WorkingFolder folder;  // figures and tables of the map go there
  use_clips();
  use_model();
  CommandRegistry registry;
  ASSERT_TRUE(register_studio_commands(registry, session_));
  for (const StudioCommand& command : registry.all()) {
    if (command.id == "file.open_builtin") continue;  // seconds of work that the corpus tests do
    const Status status = registry.run(command.id);
    EXPECT_TRUE(status || !status.error().message.empty()) << command.id;
    session_.update(1.0 / 60.0);
  }
  settle();
}

}  // namespace
}  // namespace kinemote::app
