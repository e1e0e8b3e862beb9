// Recognisers in the studio: dialogs, the matrix, lanes, bars and marks, with mouse and keys.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "support/working_folder.h"
#include "synthesis/procedural/corpus.h"
#include "view/ui/lane_layout.h"
#include "view/ui/stage_scene.h"
#include "window_test.h"

namespace kinemote::view {
namespace {

/// Ten short clips of two labels.
app::ClipSet two_moods() {
  app::ClipSet set;
  set.dataset.root = "clips";
  set.dataset.scheme = "folder";
  auto clips = std::make_shared<std::vector<Clip>>();
  for (int i = 0; i < 10; ++i) {
    const bool is_wild = i % 2 == 1;
    const analysis::Pad pad =
        is_wild ? analysis::Pad{0.6, 0.9, 0.5} : analysis::Pad{-0.6, -0.5, -0.5};
    auto clip = synthesis::perform({.content = "walk",
                                    .pad = pad,
                                    .take_seed = static_cast<uint64_t>(i + 1),
                                    .duration_s = 3.0});
    if (!clip) continue;
    const std::string name = (is_wild ? "wild" : "calm") + std::to_string(i);
    clip->name = name;
    set.dataset.entries.push_back(
        {"/clips/" + name + ".bvh", name, is_wild ? "wild" : "calm", "walk", name, {}});
    clips->push_back(std::move(*clip));
  }
  set.load = [clips](int i) -> Result<io::ClipImport> {
    return io::ClipImport{(*clips)[static_cast<size_t>(i)]};
  };
  return set;
}

class RecognitionTest : public WindowTest {
 protected:
  void open_clips() {
    session_.use_clip_set(two_moods(), true);
    settle();
  }
  /// Through the bench: the dialog has its own tests.
  void train(const std::string& model) {
    app::RecogniserWish wish;
    wish.out = "moods.krec";
    wish.spec.model = model;
    wish.spec.searches_grid = false;
    wish.settings.folds = 2;
    wish.settings.split = analysis::SplitKind::kClip;
    wish.threads = 1;
    ASSERT_TRUE(session_.recognisers().train(wish, session_.library().clip_set()));
    settle();
    ASSERT_NE(session_.recognisers().used(), nullptr) << session_.recognisers().train_error();
  }
  std::string playing() {
    const int entry = session_.current_entry();
    return entry < 0 ? "" : session_.library().entries()[static_cast<size_t>(entry)].name;
  }

  test::WorkingFolder folder_;
};

TEST_F(RecognitionTest, WithoutARecogniser_CommandsAndPanelSayWhatIsMissing) {
  EXPECT_FALSE(commands_.run("recogniser.close"));
  EXPECT_FALSE(commands_.run("recogniser.joints"));
  EXPECT_FALSE(commands_.run("recogniser.next_mistake"));
  ASSERT_TRUE(commands_.run("view.recognition"));
  frames(3);
  EXPECT_TRUE(ui_.probe().find("button:recogniser.train"));
  EXPECT_FALSE(ui_.probe().find("recognition.matrix"));
}

TEST_F(RecognitionTest, TrainDialog_RefusesAWrongNameAndAnEmptyLibrary) {
  ASSERT_TRUE(commands_.run("recogniser.train"));
  frames(3);
  click("button:recogniser.do");
  EXPECT_FALSE(session_.recognisers().is_training());
  open_clips();
  write("recogniser.out", "wrong.txt");
  click("button:recogniser.do");
  EXPECT_FALSE(session_.recognisers().is_training());
  EXPECT_EQ(session_.view().overlay, app::Overlay::kTrainRecogniser);
}

TEST_F(RecognitionTest, OpenDialog_RefusesWhatIsNoRecogniser) {
  ASSERT_TRUE(commands_.run("recogniser.open"));
  frames(3);
  write("recogniser.path", "none.krec");
  click("button:recogniser.open_file");
  EXPECT_EQ(session_.view().overlay, app::Overlay::kOpenRecogniser);
  EXPECT_FALSE(ui_.state().recogniser_dialog.error.empty());
}

TEST_F(RecognitionTest, TrainDialog_TrainsAndShowsScoresWithBaselines) {
  open_clips();
  ASSERT_TRUE(commands_.run("recogniser.train"));
  frames(3);
  click("combo:recogniser.model");
  click("item:recogniser.model:logistic");
  click("button:recogniser.more");
  click("recogniser.grid");
  EXPECT_FALSE(ui_.state().recogniser_dialog.wish.spec.searches_grid);
  write("recogniser.out", "mine.krec");
  click("button:recogniser.do");
  settle();
  ASSERT_NE(session_.recognisers().used(), nullptr) << session_.recognisers().train_error();
  EXPECT_EQ(session_.recognisers().used()->spec.model, "logistic");
  EXPECT_TRUE(std::filesystem::exists("mine.krec"));
  EXPECT_TRUE(ui_.probe().find("recogniser.scores"));
  click("button:recogniser.review");
  EXPECT_TRUE(ui_.probe().find("recognition.matrix"));
}

TEST_F(RecognitionTest, ClickOnACell_PlaysItsSurestClipAndAnotherWhenClicked) {
  open_clips();
  train("logistic");
  ASSERT_TRUE(commands_.run("view.recognition"));
  frames(3);
  const app::HeldOutReview& review = session_.recognisers().review();
  // The largest cell, whatever was recognised.
  int truth = 0, said = 0;
  for (int t = 0; t < 2; ++t) {
    for (int s = 0; s < 2; ++s) {
      if (review.scores().confusion[t][s] > review.scores().confusion[truth][said]) {
        truth = t;
        said = s;
      }
    }
  }
  click("recognition.cell:" + review.class_names()[truth] + ":" + review.class_names()[said]);
  settle();
  ASSERT_GE(review.chosen_cases().size(), 2u);
  EXPECT_EQ(playing(), review.chosen_cases()[0].clip);
  EXPECT_TRUE(session_.clock().is_playing());
  EXPECT_TRUE(ui_.probe().find("recognition.matrix"));
  click("recognition.case:1");
  settle();
  EXPECT_EQ(playing(), review.chosen_cases()[1].clip);
  // The keyboard goes the same way.
  ui_.key_pressed(*app::KeyChord::parse("Shift+PgUp"), false);
  frames(2);
  settle();
  EXPECT_EQ(playing(), review.chosen_cases()[0].clip);
}

TEST_F(RecognitionTest, ClipThatIsNotInTheLibrary_ComesIntoIt) {
  open_clips();
  train("logistic");
  const std::string clip = session_.recognisers().review().result().clip_names.front();
  app::ClipSet others = two_moods();
  for (auto& entry : others.dataset.entries) {
    entry.path = "/others/" + entry.name;
    entry.name = "other " + entry.name;
  }
  session_.use_clip_set(std::move(others), true);
  settle();
  const int before = session_.library().size();
  ASSERT_TRUE(session_.play_case({clip}));
  settle();
  EXPECT_EQ(session_.library().size(), before + 1);
  EXPECT_EQ(playing(), clip);
  EXPECT_FALSE(session_.play_case({"no such clip"}));
}

TEST_F(RecognitionTest, WindowsTab_CountsWindowsAndClassesAreListed) {
  open_clips();
  train("logistic");
  ASSERT_TRUE(commands_.run("view.recognition"));
  frames(3);
  click("recognition.unit:Windows");
  EXPECT_EQ(session_.recognisers().review().unit(), app::ReviewUnit::kWindows);
  click("recognition.tab:Classes");
  EXPECT_TRUE(ui_.probe().find("recognition.classes"));
  click("recognition.tab:Scores");
  EXPECT_TRUE(ui_.probe().find("recogniser.scores"));
}

TEST_F(RecognitionTest, Stage_IsRecognisedInLaneBarsAndOnTheBody) {
  open_clips();
  train("logistic");
  ASSERT_TRUE(commands_.run("lanes.recognition"));
  ASSERT_TRUE(commands_.run("recogniser.joints"));
  settle();
  EXPECT_TRUE(ui_.probe().find("lane:recognition"));
  EXPECT_TRUE(ui_.probe().find("recognised"));
  EXPECT_TRUE(ui_.probe().find("stage.joints"));
  const auto& trace = session_.recognition().trace();
  ASSERT_TRUE(trace);
  EXPECT_EQ(trace->motion, session_.player().motion());
  EXPECT_NEAR(trace->at(1.0).sum(), 1.0, 1e-9);
  const auto& joints = session_.recognition().joints();
  ASSERT_TRUE(joints);
  EXPECT_FALSE(joints->is_over_time);
  const size_t marks = joints->largest > 0.0 ? stage_scene(session_).markers.size() : 1;
  EXPECT_GT(marks, 0u);
  ASSERT_TRUE(commands_.run("recogniser.joints"));
  frames(2);
  EXPECT_TRUE(stage_scene(session_).markers.empty());
  ASSERT_TRUE(commands_.run("recogniser.close"));
  settle();
  EXPECT_FALSE(ui_.probe().find("recognised"));
  EXPECT_FALSE(session_.recognition().trace());
}

TEST_F(RecognitionTest, DialogsAndPanel_FitSmallWindowsAndLargeText) {
  open_clips();
  train("logistic");
  for (const auto& [width, height, scale] :
       {std::tuple{1280.0f, 720.0f, 1.0f}, {1280.0f, 720.0f, 2.0f}, {960.0f, 600.0f, 1.0f}}) {
    for (const app::Overlay overlay :
         {app::Overlay::kTrainRecogniser, app::Overlay::kOpenRecogniser}) {
      session_.view().overlay = overlay;
      frames(4, width, height, scale);
      const auto dialog = ui_.probe().find("overlay");
      ASSERT_TRUE(dialog);
      EXPECT_LE(dialog->bottom(), height);
      EXPECT_LE(dialog->right(), width);
    }
  }
  session_.view().overlay = app::Overlay::kNone;
  session_.view().layout().second_cell = app::SecondCell::kRecognition;
  frames(4, 1280.0f, 720.0f, 1.0f);
  const auto panel = ui_.probe().find("recognition"),
             matrix = ui_.probe().find("recognition.matrix");
  ASSERT_TRUE(panel && matrix);
  EXPECT_LE(matrix->right(), panel->right());
}

TEST(RecognitionLane, Height_FollowsWhatIsShown) {
  app::LaneChoice lanes;
  EXPECT_FALSE(has_lanes(lanes));
  EXPECT_EQ(recognition_lane_height(lanes), 0.0f);
  lanes.shows_joints = true;  // on the body alone
  EXPECT_EQ(recognition_lane_height(lanes), 0.0f);
  lanes.shows_recognition = true;
  EXPECT_TRUE(has_lanes(lanes));
  const float with_joints = recognition_lane_height(lanes);
  lanes.shows_joints = false;
  EXPECT_LT(recognition_lane_height(lanes), with_joints);
}

}  // namespace
}  // namespace kinemote::view
