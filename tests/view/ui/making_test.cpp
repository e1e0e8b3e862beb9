// The dialogs that make motions and models, with mouse and keys.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "support/fake_model.h"
#include "support/working_folder.h"
#include "synthesis/procedural/corpus.h"
#include "window_test.h"

namespace kinemote::view {
namespace {

class MakingTest : public WindowTest {
 protected:
  void use_everything() {
    app::ClipSet set;
    set.dataset.root = "clips";
    set.dataset.scheme = "folder";
    set.dataset.entries.push_back({"/clips/a.bvh", "a", "happy", "walk", "a", {}});
    set.load = [clip = *synthesis::perform({.content = "walk", .duration_s = 2.0})](
                   int) -> Result<io::ClipImport> { return io::ClipImport{clip}; };
    session_.use_clip_set(std::move(set), true);
    session_.synthesiser().use(
        std::make_unique<test::FakeModel>(),
        []() -> Result<std::unique_ptr<synthesis::MotionModel>> {
          return std::unique_ptr<synthesis::MotionModel>(std::make_unique<test::FakeModel>());
        });
    settle();
  }

  test::WorkingFolder folder_;
};

TEST_F(MakingTest, WithoutAModel_CommandsSayWhatIsMissing) {
  EXPECT_FALSE(commands_.run("make.motion"));
  EXPECT_FALSE(commands_.run("make.restyle"));
  session_.view().overlay = app::Overlay::kMakeMotion;
  frames(3);
  click("button:make.do");
  EXPECT_TRUE(session_.jobs().is_idle());
  EXPECT_EQ(session_.view().overlay, app::Overlay::kMakeMotion);
}

TEST_F(MakingTest, MakeDialog_MakesAMotionAndClosesAndShowsItWhenOpenedAgain) {
  use_everything();
  ASSERT_TRUE(commands_.run("make.motion"));
  frames(3);
  click("make.emotion:PAD");
  write("make.pad", "0.5,-0.25,0");
  click("button:make.do");
  EXPECT_EQ(session_.view().overlay, app::Overlay::kNone);
  settle();
  ASSERT_EQ(session_.library().size(), 2);
  EXPECT_EQ(session_.library().entries()[1].pad->values(),
            (std::array<double, 3>{0.5, -0.25, 0.0}));
  EXPECT_EQ(session_.current_entry(), 1);
  ASSERT_TRUE(commands_.run("make.motion"));
  frames(3);
  EXPECT_TRUE(ui_.probe().find("outcome"));
}

TEST_F(MakingTest, WrongPad_CannotBeMade) {
  use_everything();
  ASSERT_TRUE(commands_.run("make.motion"));
  frames(3);
  write("make.pad", "9,9,9");
  click("button:make.do");
  EXPECT_EQ(session_.view().overlay, app::Overlay::kMakeMotion);
  EXPECT_TRUE(session_.jobs().is_idle());
}

TEST_F(MakingTest, Curve_IsDrawnAndItsSwitchesReachTheMotion) {
  use_everything();
  ASSERT_TRUE(commands_.run("make.motion"));
  frames(3);
  click("make.emotion:PAD curve");
  write("make.pad_curve", "0:-0.5,0,0;6:0.5,0.5,0");
  EXPECT_TRUE(ui_.probe().find("make.curve_picture"));
  click("make.pad_between:Linear");
  click("make.loop");
  click("make.foot_lock");
  const app::MakeSettings& wish = ui_.state().make_dialog.wish;
  EXPECT_TRUE(wish.is_curve_linear);
  EXPECT_TRUE(wish.is_loop);
  EXPECT_FALSE(wish.clean_up.lock_feet);
  EXPECT_TRUE(wish.clean_up.smooth);
  click("make.loop");
  click("button:make.do");
  settle();
  ASSERT_EQ(session_.library().size(), 2);
  EXPECT_NEAR(session_.player().motion()->duration_s(), 6.0, 0.1);
}

TEST_F(MakingTest, RestyleDialog_RestylesTheClipOnTheStage) {
  use_everything();
  ASSERT_TRUE(commands_.run("make.restyle"));
  frames(3);
  write("restyle.pad", "0.4,0.6,0.1");
  click("restyle.free_feet");
  EXPECT_FALSE(ui_.state().restyle_dialog.wish.keeps_stances);
  EXPECT_TRUE(ui_.state().restyle_dialog.wish.keeps_path);
  click("button:restyle.do");
  settle();
  ASSERT_EQ(session_.library().size(), 2);
  EXPECT_EQ(session_.library().entries()[1].pad->values(), (std::array<double, 3>{0.4, 0.6, 0.1}));
}

TEST_F(MakingTest, TrainDialog_UnfoldsItsSettingsAndRefusesAWrongName) {
  use_everything();
  ASSERT_TRUE(commands_.run("model.train"));
  frames(3);
  EXPECT_FALSE(ui_.probe().find("train.beta"));
  click("button:train.more");
  EXPECT_TRUE(ui_.probe().find("train.beta"));
  click("train.network:convolution");
  EXPECT_EQ(ui_.state().train_dialog.wish.vae.network, synthesis::NetworkKind::kConvolution);
  write("train.out", "wrong.txt");
  click("button:train.do");
  EXPECT_FALSE(session_.bench().is_training());
}

TEST_F(MakingTest, Dialogs_FitASmallWindowAndLargeText) {
  use_everything();
  ASSERT_TRUE(session_.workshop().make({.count = 3}));
  settle();
  for (const app::Overlay overlay : {app::Overlay::kMakeMotion, app::Overlay::kRestyle,
                                     app::Overlay::kTrain, app::Overlay::kJudge}) {
    session_.view().overlay = overlay;
    for (const auto& [width, height, scale] :
         {std::tuple{1280.0f, 720.0f, 1.0f}, {1280.0f, 720.0f, 2.0f}, {960.0f, 600.0f, 1.0f}}) {
      frames(4, width, height, scale);
      const auto dialog = ui_.probe().find("overlay");
      ASSERT_TRUE(dialog);
      EXPECT_GE(dialog->y, 0.0f);
      EXPECT_LE(dialog->bottom(), height);
      EXPECT_GE(dialog->x, 0.0f);
      EXPECT_LE(dialog->right(), width);
      for (const char* spot :
           {"make.smoothing", "restyle.free_feet", "button:train.more", "judge.xgboost_baseline"}) {
        const auto rect = ui_.probe().find(spot);
        if (rect) {
          EXPECT_LE(rect->right(), dialog->right());
        }
      }
    }
  }
}

}  // namespace
}  // namespace kinemote::view
