// Locked latents, the vector as text, seeds, and A and B exchanged.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <chrono>
#include <thread>

#include "app/document_json.h"
#include "app/latent_text.h"
#include "app/latent_wishes.h"
#include "app/made_clips.h"
#include "app/session.h"
#include "app/studio_commands.h"
#include "support/fake_model.h"

namespace kinemote::app {
namespace {

using testing::HasSubstr;

class SessionLocksTest : public testing::Test {
 protected:
  SessionLocksTest() : session_({}, [] {}) {}

  void settle() {
    session_.update(0.0);
    for (int i = 0; i < 5000 && !session_.is_settled(); ++i) {
      session_.update(0.0);
      std::this_thread::sleep_for(std::chrono::milliseconds(1));
    }
    session_.update(0.0);
    ASSERT_TRUE(session_.is_settled());
  }
  void use_model() {
    session_.use_clip_set(test::made_clips({"walk"}, {{0.8, 0.5, 0.1}}), true);
    session_.synthesiser().use(std::make_unique<test::FakeModel>());
    settle();
  }
  const std::vector<float>& latent() const { return session_.document().latent; }
  void keep_two() {
    session_.set_latents(std::vector<float>(10, -1.0f), "a");
    settle();
    session_.keep(Session::Slot::kA);
    std::vector<float> b(10, 1.0f);
    for (size_t d = 0; d < b.size(); d += 2) b[d] = -0.5f;  // no antipode: the sphere's way is one
    session_.set_latents(std::move(b), "b");
    settle();
    session_.keep(Session::Slot::kB);
  }

  Session session_;
};

TEST_F(SessionLocksTest, WithoutAModel_NothingIsLockedPastedOrExchanged) {
  set_latent_locked(session_, 0, true);
  session_.swap_kept();
  const Status pasted = paste_latents(session_, "1,2,3");
  ASSERT_FALSE(pasted);
  EXPECT_EQ(session_.document(), StudioDocument{});
  use_model();
  set_latent_locked(session_, -1, true);
  set_latent_locked(session_, 10, true);
  EXPECT_TRUE(session_.document().locked_latents.empty());
}

TEST_F(SessionLocksTest, LockedLatent_StaysWhateverMovesTheOthers) {
  use_model();
  session_.set_latent(3, 1.5f, Gesture::kCommit);
  set_latent_locked(session_, 3, true);
  EXPECT_EQ(session_.history().undo_label(), "latent 4 locked");
  session_.set_latent(3, -2.0f, Gesture::kCommit);
  EXPECT_EQ(latent()[3], 1.5f);
  session_.randomise_latent();
  EXPECT_EQ(latent()[3], 1.5f);
  EXPECT_NE(latent()[4], 0.0f);
  session_.reset_latent();
  EXPECT_EQ(latent()[3], 1.5f);
  EXPECT_EQ(latent()[4], 0.0f);
  session_.set_component(0, 2.0f, Gesture::kCommit);
  EXPECT_EQ(latent()[3], 1.5f);
  session_.set_content("wave");
  EXPECT_EQ(latent()[3], 1.5f);
  ASSERT_TRUE(paste_latents(session_, "1,1,1,1,1,1,1,1,1,1"));
  EXPECT_EQ(latent()[3], 1.5f);
  EXPECT_EQ(latent()[4], 1.0f);
}

TEST_F(SessionLocksTest, WayFromAToB_LeavesLockedLatents) {
  use_model();
  keep_two();
  session_.set_latent(2, 0.5f, Gesture::kCommit);
  set_latent_locked(session_, 2, true);
  session_.set_blend_linear(true);
  session_.set_blend(0.0, Gesture::kCommit);
  EXPECT_EQ(latent()[2], 0.5f);
  EXPECT_EQ(latent()[5], -1.0f);
  session_.set_blend(1.0, Gesture::kCommit);
  EXPECT_EQ(latent()[2], 0.5f);
  EXPECT_EQ(latent()[5], 1.0f);
}

TEST_F(SessionLocksTest, Lock_IsUndoneAndKeptInTheDocument) {
  use_model();
  session_.reset_latent();
  set_latent_locked(session_, 3, true);
  set_latent_locked(session_, 7, true);
  const auto read = document_from_json(document_to_json(session_.document()));
  ASSERT_TRUE(read);
  EXPECT_EQ(read->locked_latents, (std::set<int>{3, 7}));
  session_.undo();
  EXPECT_EQ(session_.document().locked_latents, std::set<int>{3});
  session_.set_locked_latents({}, "all latents unlocked");
  EXPECT_TRUE(session_.document().locked_latents.empty());
  session_.undo();
  EXPECT_EQ(session_.document().locked_latents, std::set<int>{3});
  const auto refused = document_from_json(R"({"locked_latents": [-1]})");
  ASSERT_FALSE(refused);
  EXPECT_THAT(refused.error().message, HasSubstr("locked_latents"));
}

TEST_F(SessionLocksTest, PastedText_IsOneUndoStepAndNonsenseNone) {
  use_model();
  session_.set_latent(0, 1.0f, Gesture::kCommit);
  settle();
  const auto before = latent();
  const size_t steps = session_.history().step_count();
  for (const char* text : {"", "walk", "1,2,3", "1,2,3,4,5,6,7,8,9,1e9"}) {
    const Status status = paste_latents(session_, text);
    ASSERT_FALSE(status) << text;
    EXPECT_FALSE(status.error().message.empty());
  }
  EXPECT_EQ(latent(), before);
  EXPECT_EQ(session_.history().step_count(), steps);
  ASSERT_TRUE(paste_latents(session_, "0.1,0.2,0.3,0.4,0.5,0.6,0.7,0.8,0.9,1"));
  EXPECT_EQ(latent()[8], 0.9f);
  EXPECT_EQ(session_.history().step_count(), steps + 1);
  session_.undo();
  EXPECT_EQ(latent(), before);
}

TEST_F(SessionLocksTest, SameSeed_DrawsTheSameLatents) {
  use_model();
  session_.set_latent_seed(41);
  session_.randomise_latent();
  const auto first = latent();
  EXPECT_EQ(session_.latent_seed(), 42u);
  session_.randomise_latent();
  EXPECT_NE(latent(), first);
  session_.set_latent_seed(41);
  session_.randomise_latent();
  EXPECT_EQ(latent(), first);
}

TEST_F(SessionLocksTest, SwappedEnds_LeaveTheMotionAndComeBack) {
  use_model();
  keep_two();
  session_.set_blend(0.25, Gesture::kCommit);
  const auto before = session_.document();
  CommandRegistry commands;
  ASSERT_TRUE(register_studio_commands(commands, session_));
  ASSERT_TRUE(commands.run("synth.swap_ab"));
  const KeptPair& kept = session_.document().kept;
  EXPECT_EQ(kept.a, before.kept.b);
  EXPECT_EQ(kept.b, before.kept.a);
  EXPECT_EQ(kept.share, 0.75);
  EXPECT_EQ(latent(), before.latent);
  session_.undo();
  EXPECT_TRUE(session_.document().kept == before.kept);
  session_.redo();
  session_.set_blend(kept.share, Gesture::kCommit);
  for (size_t d = 0; d < latent().size(); ++d) EXPECT_NEAR(latent()[d], before.latent[d], 1e-5);
}

}  // namespace
}  // namespace kinemote::app
