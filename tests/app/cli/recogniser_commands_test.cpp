// `train recogniser`, `predict --model` with a recogniser, and `study`.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>
#include <sstream>

#include "app/clip_loader.h"
#include "cli_run.h"
#include "support/temporary_folder.h"
#include "synthesis/control/motion_model.h"
#include "synthesis/procedural/corpus.h"

namespace kinemote {
namespace {

using nlohmann::json;
using test::run;
using testing::HasSubstr;

class RecogniserCommands : public testing::Test {
 protected:
  std::vector<std::string> train(std::vector<std::string> more) {
    std::vector<std::string> all{"--json",         "train", "recogniser", "builtin",
                                 "--corpus-clips", "132",   "--classes",  "excited,sad",
                                 "--folds",        "2",     "--out",      folder_.file("m.krec")};
    all.insert(all.end(), more.begin(), more.end());
    return all;
  }
  test::TemporaryFolder folder_;
};

TEST_F(RecogniserCommands, WrongWishes_AreUsageErrorsAndWriteNothing) {
  for (const std::vector<std::string>& wrong : {std::vector<std::string>{"--recogniser", "svn"},
                                                {"--input", "video"},
                                                {"--balance", "twice"},
                                                {"--with", "layers"},
                                                {"--with", "layerz=3"},
                                                {"--recogniser", "svm", "--with", "layers=3"},
                                                {"--recogniser", "gru", "--balance", "smote"},
                                                {"--split", "random"}}) {
    const auto result = run(train(wrong));
    EXPECT_EQ(result.exit_code, 2) << wrong.back() << ": " << result.err;
  }
  EXPECT_TRUE(std::filesystem::is_empty(folder_.path()));
}

TEST_F(RecogniserCommands, TrainedOnTheCorpus_NamesAClipOfIt) {
  const auto trained = run(train({"--recogniser", "logistic", "--with", "grid=false"}));
  ASSERT_EQ(trained.exit_code, 0) << trained.err;
  const json said = json::parse(trained.out);
  EXPECT_EQ(said["kind"], "recogniser");
  EXPECT_GE(said["metrics"]["balanced_accuracy"].get<double>(), 0.5);
  EXPECT_DOUBLE_EQ(said["metrics"]["majority_balanced_accuracy"], 0.5);
  EXPECT_EQ(said["files"].size(), 3u);  // itself, its held-out windows, its card

  ASSERT_EQ(run({"corpus", "--clips", "132", "--out", folder_.file("corpus")}).exit_code, 0);
  std::string sad;
  for (const auto& file : std::filesystem::directory_iterator(folder_ / "corpus")) {
    if (file.path().filename().string().find("walk_sad") != std::string::npos) {
      sad = file.path().string();
    }
  }
  ASSERT_FALSE(sad.empty());
  const auto predicted = run({"--json", "predict", sad, "--model", folder_.file("m.krec")});
  ASSERT_EQ(predicted.exit_code, 0) << predicted.err;
  const json shown = json::parse(predicted.out);
  EXPECT_EQ(shown["class"], "sad");
  EXPECT_GT(shown["probabilities"]["sad"].get<double>(), 0.5);
  EXPECT_FALSE(shown["windows"].empty());

  // What judges windows as a whole looks at no moment of them.
  const auto refused = run({"predict", sad, "--model", folder_.file("m.krec"), "--attention",
                            folder_.file("looks.csv")});
  EXPECT_EQ(refused.exit_code, 2);
  EXPECT_THAT(refused.err, HasSubstr("networks"));
  EXPECT_FALSE(std::filesystem::exists(folder_ / "looks.csv"));
}

TEST_F(RecogniserCommands, AttentionWithoutARecogniser_IsAUsageError) {
  ASSERT_EQ(run({"corpus", "--clips", "11", "--out", folder_.file("corpus")}).exit_code, 0);
  const auto clip = std::filesystem::directory_iterator(folder_ / "corpus")->path().string();
  EXPECT_EQ(run({"predict", clip, "--attention", folder_.file("looks.csv")}).exit_code, 2);
}

TEST_F(RecogniserCommands, AttentionOfANetwork_IsATableOfFramesAndJoints) {
  if (!synthesis::models_library()) GTEST_SKIP() << "built without LibTorch";
  const auto trained =
      run(train({"--recogniser", "conv1d", "--with", "epochs=2", "--split", "clip"}));
  ASSERT_EQ(trained.exit_code, 0) << trained.err;
  const std::filesystem::path bvh = folder_ / "walk.bvh";
  ASSERT_TRUE(app::save_clip(bvh, *synthesis::perform({.content = "walk", .duration_s = 3.0})));
  const auto predicted = run({"--json", "predict", bvh.string(), "--model", folder_.file("m.krec"),
                              "--attention", folder_.file("looks.csv")});
  ASSERT_EQ(predicted.exit_code, 0) << predicted.err;
  std::ifstream file(folder_ / "looks.csv");
  std::string heading, line;
  std::getline(file, heading);
  EXPECT_TRUE(heading.starts_with("time_s,attention,hips,")) << heading;
  EXPECT_THAT(heading, HasSubstr("left_hand"));
  int rows = 0;
  while (std::getline(file, line)) ++rows;
  EXPECT_NEAR(rows, 90, 2);
}

TEST_F(RecogniserCommands, Study_WritesAPageAndGoesOnWhereItWas) {
  const std::string plan = folder_.file("plan.json");
  std::ofstream(plan) << R"({"folds": 2, "split": "clip", "classes": ["excited", "sad"],
      "recognisers": [{"model": ["logistic", "nearest"], "grid": false}]})";
  const std::vector<std::string> line{"--json",         "study", plan,    "builtin",
                                      "--corpus-clips", "132",   "--out", folder_.file("study")};
  const auto first = run(line);
  ASSERT_EQ(first.exit_code, 0) << first.err;
  const json scores = json::parse(first.out);
  EXPECT_EQ(scores["recognisers"].size(), 2u);
  EXPECT_EQ(scores["reused"], 0);
  EXPECT_TRUE(std::filesystem::exists(folder_ / "study/index.html"));
  const auto second = run(line);
  ASSERT_EQ(second.exit_code, 0);
  EXPECT_EQ(json::parse(second.out)["reused"], 2);
}

TEST_F(RecogniserCommands, AStudyFileThatIsWrong_IsBadInputWithItsName) {
  const std::string plan = folder_.file("plan.json");
  std::ofstream(plan) << R"({"recognisers": [{"modell": "svm"}]})";
  const auto result = run({"study", plan, "builtin", "--out", folder_.file("study")});
  EXPECT_EQ(result.exit_code, 3);
  EXPECT_THAT(result.err, HasSubstr("plan.json"));
  EXPECT_THAT(result.err, HasSubstr("modell"));
}

}  // namespace
}  // namespace kinemote
