// Motions made in the studio: what is refused, what comes into the library, what is taken back.
#include "app/workshop.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <chrono>
#include <fstream>
#include <thread>

#include "app/made_clips.h"
#include "app/pad_curve_text.h"
#include "app/pad_trace.h"
#include "app/session.h"
#include "support/fake_model.h"
#include "support/temporary_folder.h"

namespace kinemote::app {
namespace {

using testing::HasSubstr;
using Emotion = MakeSettings::Emotion;

class WorkshopTest : public testing::Test {
 protected:
  WorkshopTest() : session_({}, [] {}) {
    session_.workshop().set_words({{"sad", {-0.6, -0.4, -0.3}}, {"happy", {0.8, 0.5, 0.1}}});
  }
  void settle() {
    for (int i = 0; i < 10000 && !session_.is_settled(); ++i) {
      session_.update(0.0);
      std::this_thread::sleep_for(std::chrono::milliseconds(1));
    }
    session_.update(0.0);
    ASSERT_TRUE(session_.is_settled());
  }
  void use_model() {
    session_.synthesiser().use(
        std::make_unique<test::FakeModel>(),
        []() -> Result<std::unique_ptr<synthesis::MotionModel>> {
          return std::unique_ptr<synthesis::MotionModel>(std::make_unique<test::FakeModel>());
        });
  }
  void use_clip() {
    session_.use_clip_set(test::made_clips({"walk"}, {{0.1, 0.2, 0.3}}), true);
    settle();
  }
  std::string refusal(const MakeSettings& wish) {
    const Status status = session_.workshop().make(wish);
    return status ? "" : status.error().message;
  }
  const LibraryEntry& last_entry() const { return session_.library().entries().back(); }

  Session session_;
};

TEST_F(WorkshopTest, WishesThatCannotBeMet_AreRefusedInWords) {
  EXPECT_THAT(refusal({}), HasSubstr("No model"));
  use_model();
  EXPECT_THAT(refusal({.pad = "cheerful"}), HasSubstr("cheerful"));
  EXPECT_THAT(refusal({.pad = "2,0,0"}), HasSubstr("2"));
  EXPECT_THAT(refusal({.emotion = Emotion::kStyle}), HasSubstr("style"));
  EXPECT_THAT(refusal({.emotion = Emotion::kStyle, .style = "baroque"}), HasSubstr("baroque"));
  EXPECT_THAT(refusal({.emotion = Emotion::kCurve, .pad_curve = "5:sad;2:happy"}), HasSubstr("2"));
  EXPECT_THAT(refusal({.emotion = Emotion::kCurve, .close_loop = 3}), HasSubstr("one PAD"));
  EXPECT_THAT(refusal({.close_loop = 3}), HasSubstr("measures no PAD"));
  EXPECT_THAT(refusal({.content = "juggle"}), HasSubstr("juggle"));
  EXPECT_THAT(refusal({.seconds = 601.0}), HasSubstr("600"));
  EXPECT_THAT(refusal({.count = 0}), HasSubstr("Between 1"));
  EXPECT_THAT(refusal({.latent = std::vector<float>(test::FakeModel::kLatents), .count = 2}),
              HasSubstr("same"));
  EXPECT_TRUE(session_.jobs().is_idle());
}

TEST_F(WorkshopTest, TwoMotions_ComeIntoTheLibraryAndTheFirstPlays) {
  use_clip();
  use_model();
  const int before = session_.library().size();
  ASSERT_EQ(refusal({.pad = "sad", .content = "wave", .seconds = 4.0, .count = 2, .seed = 7}), "");
  settle();
  ASSERT_EQ(session_.library().size(), before + 2);
  EXPECT_EQ(session_.current_entry(), before);
  EXPECT_EQ(last_entry().content, "wave");
  EXPECT_EQ(last_entry().label, kMadeLabel);
  EXPECT_TRUE(last_entry().path.empty());
  EXPECT_EQ(last_entry().pad->values(), (std::array<double, 3>{-0.6, -0.4, -0.3}));
  EXPECT_NEAR(session_.player().motion()->duration_s(), 4.0, 0.05);
  ASSERT_EQ(session_.workshop().made().size(), 2u);
  EXPECT_FALSE(session_.workshop().made()[0].measured) << "this model measures no PAD";
  EXPECT_THAT(session_.workshop().made()[1].name, HasSubstr("seed 8"));
}

TEST_F(WorkshopTest, MadeMotion_IsTakenBackByUndo) {
  use_clip();
  use_model();
  const std::string clip = session_.document().clip_id;
  ASSERT_EQ(refusal({.seconds = 3.0}), "");
  settle();
  EXPECT_NE(session_.document().clip_id, clip);
  session_.undo();
  settle();
  EXPECT_EQ(session_.document().clip_id, clip);
  session_.redo();
  settle();
  EXPECT_NE(session_.document().clip_id, clip);
}

TEST_F(WorkshopTest, SameSeed_GivesTheSameMotionAndAnotherSeedDoesNot) {
  use_model();
  std::vector<std::vector<Vec3>> places;
  for (const uint64_t seed : {3u, 3u, 4u}) {
    ASSERT_EQ(refusal({.seconds = 3.0, .seed = seed}), "");
    settle();
    places.push_back(session_.player().motion()->world.positions);
  }
  EXPECT_EQ(places[0], places[1]);
  EXPECT_NE(places[0], places[2]);
}

TEST_F(WorkshopTest, Curve_IsMeasuredInSpans) {
  use_model();
  ASSERT_EQ(refusal({.emotion = Emotion::kCurve, .pad_curve = "0:sad;8:happy"}), "");
  settle();
  ASSERT_EQ(session_.workshop().made().size(), 1u);
  EXPECT_NEAR(session_.player().motion()->duration_s(), 8.0, 0.1);
}

TEST_F(WorkshopTest, Loop_IsSeamlessOnTheStage) {
  use_model();
  ASSERT_EQ(refusal({.seconds = 4.0, .is_loop = true}), "");
  settle();
  EXPECT_TRUE(session_.player().motion()->is_seamless);
  ASSERT_EQ(refusal({.seconds = 4.0}), "");
  settle();
  EXPECT_FALSE(session_.player().motion()->is_seamless);
}

TEST_F(WorkshopTest, Cancelled_LeavesTheLibraryAlone) {
  use_clip();
  use_model();
  const int before = session_.library().size();
  ASSERT_EQ(refusal({.seconds = 60.0, .count = 50}), "");
  session_.jobs().cancel_all();
  settle();
  EXPECT_EQ(session_.library().size(), before);
  EXPECT_TRUE(session_.workshop().made().empty());
  EXPECT_THAT(session_.messages().all().back().text, HasSubstr("cancelled"));
}

TEST_F(WorkshopTest, Restyle_WithoutClipOrEmotion_SaysWhatIsMissing) {
  EXPECT_THAT(session_.restyle_disabled_reason(), HasSubstr("model"));
  use_model();
  EXPECT_THAT(session_.restyle_disabled_reason(), HasSubstr("Open a clip"));
  use_clip();
  EXPECT_EQ(session_.restyle_disabled_reason(), "");
  EXPECT_FALSE(session_.restyle_whole({}));
  RestyleJobSettings wish;
  wish.pad = analysis::Pad{};
  wish.content = "juggle";
  EXPECT_FALSE(session_.restyle_whole(wish));
  EXPECT_TRUE(session_.jobs().is_idle());
}

TEST_F(WorkshopTest, RestyleOfStrength0_GivesTheClipItself) {
  use_clip();
  use_model();
  const std::vector<Vec3> places = session_.player().motion()->world.positions;
  RestyleJobSettings wish;
  wish.pad = analysis::Pad{0.5, 0.9, 0.0};
  wish.strength = 0.0;
  ASSERT_TRUE(session_.restyle_whole(wish));
  settle();
  EXPECT_THAT(session_.document().clip_id, HasSubstr(kMadeScheme));
  EXPECT_EQ(session_.player().motion()->world.positions, places);
  EXPECT_EQ(session_.workshop().made().front().asked->arousal, 0.9);
}

TEST_F(WorkshopTest, AnotherModel_DropsLatentsOfTheOneBefore) {
  use_clip();
  use_model();
  session_.set_pad({0.5, 0.0, 0.0}, Gesture::kCommit);
  settle();
  session_.keep(Session::Slot::kA);
  session_.use_model("/nowhere/other.kmodel");
  EXPECT_FALSE(session_.document().is_generated);
  EXPECT_FALSE(session_.document().kept.a);
  EXPECT_TRUE(session_.document().latent.empty());
}

TEST(PadCurveTextTest, TraceAsACurve_HasTheMeasuredPadAtItsKeys) {
  PadTrace trace;
  EXPECT_EQ(pad_curve_text(trace, 8), "");
  for (int i = 0; i < 20; ++i) {
    PredictedWindow window;
    window.start_s = 0.5 * i;
    window.end_s = 0.5 * i + 1.0;
    window.pad = {-0.95 + 0.1 * i, 0.5, 0.9 - 0.09 * i};
    trace.windows.push_back(window);
  }
  const auto curve = parse_pad_curve(pad_curve_text(trace, 8), {});
  ASSERT_TRUE(curve) << curve.error().message;
  ASSERT_EQ(curve->keys.size(), 8u);
  for (const synthesis::PadKey& key : curve->keys) {
    EXPECT_NEAR(analysis::distance(key.pad, trace.at(key.time_s)), 0.0, 0.01);
  }
  EXPECT_EQ(curve->keys.back().time_s, trace.middle_s(19));
}

class ModelBenchTest : public testing::Test {
 protected:
  test::TemporaryFolder folder_;
  MessageLog messages_;
  JobQueue jobs_{1};
  ModelBench bench_{jobs_, messages_};
};

TEST_F(ModelBenchTest, WishesThatCannotBeMet_AreRefusedInWords) {
  const auto refusal = [&](TrainWish wish) {
    const Status status = bench_.train(wish);
    return status ? std::string() : status.error().message;
  };
  const std::string out = (folder_.path() / "my.kmodel").string();
  EXPECT_THAT(refusal({.clips = "", .out = out}), HasSubstr("which clips"));
  EXPECT_THAT(refusal({.clips = "/nowhere", .out = out}), HasSubstr("/nowhere"));
  EXPECT_THAT(refusal({.out = "my.bvh"}), HasSubstr(".kmodel"));
  EXPECT_THAT(refusal({.out = "/nowhere/my.kmodel"}), HasSubstr("/nowhere"));
  TrainWish wish{.out = out};
  wish.vae.latent = 1;
  EXPECT_THAT(refusal(wish), HasSubstr("latent"));
  const Status judged = bench_.judge({.model = "/nowhere/my.kmodel"});
  ASSERT_FALSE(judged);
  EXPECT_THAT(judged.error().message, HasSubstr("/nowhere"));
  EXPECT_FALSE(bench_.judge({.clips = "/nowhere"}));
  EXPECT_TRUE(jobs_.is_idle());
}

TEST_F(ModelBenchTest, Checkpoint_IsSeenBesideTheModelFile) {
  const auto out = folder_.path() / "my.kmodel";
  EXPECT_FALSE(ModelBench::has_checkpoint(out));
  std::ofstream(out.string() + ".checkpoint") << "state";
  EXPECT_TRUE(ModelBench::has_checkpoint(out));
  EXPECT_FALSE(ModelBench::has_checkpoint({}));
}

TEST_F(ModelBenchTest, CancelledTraining_SaysSoAndAnotherCanBegin) {
  TrainWish wish{.out = (folder_.path() / "my.kmodel").string()};
  ASSERT_TRUE(bench_.train(wish));
  EXPECT_TRUE(bench_.is_training());
  EXPECT_FALSE(bench_.check(wish)) << "one at a time";
  bench_.cancel_training();
  for (int i = 0; i < 20000 && bench_.is_training(); ++i) {
    jobs_.poll();
    std::this_thread::sleep_for(std::chrono::milliseconds(1));
  }
  ASSERT_FALSE(bench_.is_training());
  EXPECT_FALSE(bench_.train_error().empty());
  EXPECT_FALSE(bench_.trained());
  EXPECT_TRUE(bench_.check(wish));
}

}  // namespace
}  // namespace kinemote::app
