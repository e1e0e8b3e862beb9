// Kept motions, ways between them, principal directions and parts of the body.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <chrono>
#include <thread>

#include "app/made_clips.h"
#include "app/session.h"
#include "app/studio_commands.h"
#include "support/fake_model.h"

namespace kinemote::app {
namespace {

class SessionLatentTest : public testing::Test {
 protected:
  SessionLatentTest() : session_({}, [] {}) {}

  void settle() {
    for (int i = 0; i < 5000 && !session_.is_settled(); ++i) {
      session_.update(0.0);
      std::this_thread::sleep_for(std::chrono::milliseconds(1));
    }
    session_.update(0.0);
    ASSERT_TRUE(session_.is_settled());
  }
  void use_model() { session_.synthesiser().use(std::make_unique<test::FakeModel>()); }
  void use_clips() {
    session_.use_clip_set(test::made_clips({"walk", "wave"}, {{0.8, 0.5, 0.1}, {-0.6, -0.4, -0.3}}),
                          true);
    settle();
  }
  /// A slow walk as A, a fast one as B; arousal differs, too.
  void keep_two() {
    use_clips();
    use_model();
    keep_one({0.0, -0.8, 0.0}, -2.0f, Session::Slot::kA);
    keep_one({0.0, 0.8, 0.0}, 2.0f, Session::Slot::kB);
  }
  void keep_one(const analysis::Pad& pad, float speed, Session::Slot slot) {
    session_.set_pad(pad, Gesture::kCommit);
    std::vector<float> latent(test::FakeModel::kLatents, 0.0f);
    latent[0] = speed;
    session_.set_latents(std::move(latent), "latents");
    settle();
    session_.keep(slot);
  }
  float speed() const { return session_.document().latent[0]; }

  Session session_;
};

TEST_F(SessionLatentTest, WithoutAModelOrKeptMotions_NothingHappensAndTheReasonIsSaid) {
  session_.keep(Session::Slot::kA);
  session_.set_blend(0.5, Gesture::kCommit);
  session_.set_component(0, 1.0f, Gesture::kCommit);
  session_.set_region("legs");
  session_.play_nearest();
  EXPECT_EQ(session_.document(), StudioDocument{});
  EXPECT_FALSE(session_.nearest_clip());
  use_clips();
  use_model();
  session_.set_blend(0.5, Gesture::kCommit);
  session_.set_component(1000, 1.0f, Gesture::kCommit);
  session_.set_component(-1, 1.0f, Gesture::kCommit);
  session_.set_region("tail");
  EXPECT_FALSE(session_.document().is_generated);
  EXPECT_THAT(session_.blend_disabled_reason(), testing::HasSubstr("as A"));
}

TEST_F(SessionLatentTest, Blend_GivesTheKeptMotionsAtItsEnds) {
  keep_two();
  session_.set_blend(0.0, Gesture::kCommit);
  EXPECT_EQ(speed(), -2.0f);
  EXPECT_EQ(session_.document().pad.arousal, -0.8);
  session_.set_blend(7.0, Gesture::kCommit);
  EXPECT_EQ(speed(), 2.0f);
  EXPECT_EQ(session_.document().pad.arousal, 0.8);
  EXPECT_EQ(session_.history().undo_label(), "between A and B: 100 %");
  session_.set_blend(0.5, Gesture::kCommit);
  EXPECT_NEAR(session_.document().pad.arousal, 0.0, 1e-9);
  settle();
  EXPECT_TRUE(session_.player().motion()->is_seamless);
}

TEST_F(SessionLatentTest, BlendDrag_IsOneUndoStep) {
  keep_two();
  const size_t before = session_.history().step_count();
  for (int i = 0; i < 8; ++i) session_.set_blend(0.1 * i, Gesture::kPreview);
  session_.set_blend(0.75, Gesture::kCommit);
  settle();
  EXPECT_EQ(session_.history().step_count(), before + 1);
  session_.undo();
  settle();
  EXPECT_EQ(session_.document().kept.share, 1.0);
  EXPECT_EQ(speed(), 2.0f);
}

TEST_F(SessionLatentTest, WayOfTheBlend_IsUndone) {
  keep_two();
  session_.set_blend(0.3, Gesture::kCommit);
  const auto on_sphere = session_.document().latent;
  session_.set_blend_linear(true);
  settle();
  EXPECT_TRUE(session_.document().kept.is_linear);
  session_.undo();
  settle();
  EXPECT_FALSE(session_.document().kept.is_linear);
  EXPECT_EQ(session_.document().latent, on_sphere);
}

TEST_F(SessionLatentTest, KeepingAClip_KeepsWhatTheModelMakesOfIt) {
  use_clips();
  use_model();
  session_.keep(Session::Slot::kA);
  settle();
  ASSERT_TRUE(session_.document().kept.a);
  EXPECT_EQ(session_.document().kept.a->latent,
            std::vector<float>(test::FakeModel::kLatents, 0.25f));
  session_.play_entry(2);
  settle();
  EXPECT_FALSE(session_.document().is_generated);
  EXPECT_TRUE(session_.document().kept.a) << "kept motions outlive the clip";
}

TEST_F(SessionLatentTest, OnlyTheHead_LeavesThePathToA) {
  keep_two();
  session_.set_region("head");
  session_.set_blend(1.0, Gesture::kCommit);
  settle();
  const auto advance = [&] {
    const WorldMotion& world = session_.player().motion()->world;
    return (world.position(10, 0).z - world.position(0, 0).z) / (10.0 / 30.0);
  };
  EXPECT_NEAR(advance(), 0.6, 0.02) << "A walks at 0.6 m/s, B at 1.4";
  session_.set_region("legs");
  settle();
  EXPECT_NEAR(advance(), 1.4, 0.02);
  session_.undo();
  settle();
  EXPECT_EQ(session_.document().kept.region, "head");
  EXPECT_NEAR(advance(), 0.6, 0.02);
}

TEST_F(SessionLatentTest, RegionWithoutA_KeepsWhatIsOnTheStage) {
  use_clips();
  use_model();
  session_.set_region("trunk");
  settle();
  EXPECT_TRUE(session_.document().kept.a);
  EXPECT_EQ(session_.document().kept.region, "trunk");
}

TEST_F(SessionLatentTest, Component_MovesTheLatentAlongItsDirectionAlone) {
  use_clips();
  use_model();
  session_.reset_latent();
  const auto& components = session_.synthesiser().components(0);
  ASSERT_FALSE(components.empty());
  session_.set_component(0, 1.5f, Gesture::kCommit);
  settle();
  const auto& latent = session_.document().latent;
  EXPECT_NEAR(components[0].value_of(latent), 1.5, 1e-5);
  for (size_t d = 0; d < latent.size(); ++d) {
    EXPECT_NEAR(latent[d], 1.5 * components[0].sd * components[0].direction[d], 1e-5);
  }
  EXPECT_EQ(session_.history().undo_label(), "PC 1: 0.0 → 1.5");
  session_.set_component(0, 50.0f, Gesture::kCommit);
  EXPECT_NEAR(components[0].value_of(session_.document().latent), 3.0, 1e-5);
}

TEST_F(SessionLatentTest, NearestClipThatTheLibraryLacks_IsNamedAndNotPlayed) {
  keep_two();
  ASSERT_TRUE(session_.nearest_clip());
  EXPECT_EQ(session_.nearest_clip()->name, "clip");
  EXPECT_EQ(session_.nearest_entry(), -1);
  CommandRegistry commands;
  ASSERT_TRUE(register_studio_commands(commands, session_));
  const Status status = commands.run("synth.play_nearest");
  ASSERT_FALSE(status);
  EXPECT_THAT(status.error().message, testing::HasSubstr("\"clip\""));
}

TEST_F(SessionLatentTest, NearestClipOfTheLibrary_PlaysFromItsMoment) {
  use_clips();
  auto model = std::make_unique<test::FakeModel>();
  model->name_references(session_.library().entries()[3].name, 0.8);
  session_.synthesiser().use(std::move(model));
  session_.reset_latent();
  settle();
  session_.play_nearest();
  settle();
  EXPECT_EQ(session_.current_entry(), 3);
  EXPECT_FALSE(session_.document().is_generated);
  EXPECT_NEAR(session_.clock().time_s(), 0.8, 0.05);
}

}  // namespace
}  // namespace kinemote::app
