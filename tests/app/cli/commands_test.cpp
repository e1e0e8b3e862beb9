// Each command on small inputs: what it writes, what its JSON holds, that it repeats.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <fstream>
#include <set>

#include "app/assets.h"
#include "cli_run.h"
#include "motion/core/kinematics.h"
#include "motion/io/bvh.h"
#include "support/temporary_folder.h"
#include "synthesis/control/motion_model.h"
#include "synthesis/procedural/corpus.h"

namespace kinemote {
namespace {

namespace fs = std::filesystem;
using nlohmann::json;
using test::CliRun;
using test::run;
using testing::HasSubstr;

std::string bytes(const fs::path& path) {
  std::ifstream stream(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(stream), {}};
}

std::vector<std::string> lines(const fs::path& path) {
  std::ifstream stream(path);
  std::vector<std::string> result;
  for (std::string line; std::getline(stream, line);) result.push_back(line);
  return result;
}

long commas(const std::string& line) { return std::count(line.begin(), line.end(), ','); }

/// One clip of the corpus, as a file.
std::string write_clip(const test::TemporaryFolder& folder, const std::string& name,
                       const std::string& content = "walk", analysis::Pad pad = {}) {
  const auto clip = synthesis::perform({.content = content, .pad = pad, .duration_s = 4.0});
  EXPECT_TRUE(clip);
  const std::string path = folder.file(name);
  EXPECT_TRUE(io::write_bvh(path, *clip));
  return path;
}

void expect_keys(const json& object, const std::vector<std::string>& keys) {
  ASSERT_TRUE(object.is_object());
  for (const std::string& key : keys) EXPECT_TRUE(object.contains(key)) << key;
}

TEST(CorpusCommand, Folder_HoldsClipsAndLabelsAndRepeats) {
  test::TemporaryFolder folder;
  const CliRun first = run({"corpus", "--out", folder.file("a"), "--clips", "12", "--json"});
  ASSERT_EQ(first.exit_code, 0) << first.err;
  ASSERT_TRUE(test::write_corpus(folder.file("b"), 12));
  ASSERT_TRUE(test::write_corpus(folder.file("c"), 12, 2));
  const json clips = first.json()["clips"];
  ASSERT_EQ(clips.size(), 12u);
  bool differs = false;
  std::set<std::string> names;
  for (const json& clip : clips) {
    const fs::path path = clip["path"].get<std::string>();
    names.insert(path.filename());
    EXPECT_EQ(bytes(path), bytes(folder.path() / "b" / path.filename()));
    differs = differs || bytes(path) != bytes(folder.path() / "c" / path.filename());
  }
  EXPECT_EQ(names.size(), 12u);
  EXPECT_TRUE(differs) << "another seed gave the same clips";
  EXPECT_EQ(bytes(folder.path() / "a" / "labels.json"), bytes(folder.path() / "b" / "labels.json"));
  EXPECT_EQ(std::distance(fs::directory_iterator(folder.path() / "a"), {}), 13);
}

TEST(InfoCommand, Json_HoldsWhatTheContractSays) {
  test::TemporaryFolder folder;
  const CliRun result = run({"info", write_clip(folder, "walk.bvh"), "--json"});
  ASSERT_EQ(result.exit_code, 0) << result.err;
  const json info = result.json();
  expect_keys(info, {"format", "joints", "joint_count", "frames", "fps", "duration_s", "unit",
                     "unit_note", "up_axis", "height_m", "position_rule", "contacts", "warnings"});
  EXPECT_EQ(info["format"], "bvh");
  EXPECT_EQ(info["joint_count"], 22);
  EXPECT_EQ(info["joints"].size(), 22u);
  EXPECT_EQ(info["joints"][0]["name"], "Hips");
  EXPECT_TRUE(info["joints"][0]["parent"].is_null());
  EXPECT_EQ(info["joints"][1]["parent"], "Hips");
  EXPECT_EQ(info["frames"], 120);
  EXPECT_NEAR(info["fps"].get<double>(), 30.0, 1e-9);
  EXPECT_NEAR(info["height_m"].get<double>(), 1.75, 0.05);
  EXPECT_EQ(info["unit"], "cm");
}

TEST(InfoCommand, UnitOverride_ScalesTheFigure) {
  test::TemporaryFolder folder;
  const std::string path = write_clip(folder, "walk.bvh");
  const CliRun result = run({"info", path, "--unit", "m", "--json"});
  ASSERT_EQ(result.exit_code, 0) << result.err;
  EXPECT_NEAR(result.json()["height_m"].get<double>(), 175.0, 5.0);
  EXPECT_EQ(run({"info", path, "--unit", "furlong"}).exit_code, 2);
}

TEST(InfoCommand, DamagedFile_NamesLineAndColumn) {
  test::TemporaryFolder folder;
  std::ofstream(folder.file("bad.bvh")) << "HIERARCHY\nROOT Hips\n{\n  OFFSET 0 zero 0\n}\n";
  const CliRun result = run({"info", folder.file("bad.bvh")});
  EXPECT_EQ(result.exit_code, 3);
  EXPECT_THAT(result.err, HasSubstr("bad.bvh:4:"));
}

TEST(ConvertCommand, Csv_HoldsWorldPositions) {
  test::TemporaryFolder folder;
  const std::string in = write_clip(folder, "walk.bvh");
  const CliRun result = run({"convert", in, folder.file("walk.csv"), "--json"});
  ASSERT_EQ(result.exit_code, 0) << result.err;
  expect_keys(result.json(), {"frames", "joints", "warnings"});
  EXPECT_EQ(result.json()["joints"], 22);
  const auto table = lines(folder.file("walk.csv"));
  ASSERT_EQ(table.size(), 121u);
  EXPECT_TRUE(table[0].starts_with("time_s,Hips.x,Hips.y,Hips.z,"));
  EXPECT_EQ(commas(table[0]), 66);
  const auto clip = io::read_bvh(in);
  ASSERT_TRUE(clip);
  const Vec3 hips = forward_kinematics(clip->clip).position(7, 0);
  std::istringstream row(table[8]);
  for (const double expected : {7 * clip->clip.frame_time_s, hips.x, hips.y, hips.z}) {
    std::string cell;
    std::getline(row, cell, ',');
    EXPECT_NEAR(std::stod(cell), expected, 1e-9);
  }
}

TEST(ConvertCommand, Fps_ResamplesAndKeepsTheMotion) {
  test::TemporaryFolder folder;
  const std::string in = write_clip(folder, "walk.bvh");
  const CliRun result = run({"convert", in, folder.file("fast.bvh"), "--fps", "60", "--json"});
  ASSERT_EQ(result.exit_code, 0) << result.err;
  EXPECT_EQ(result.json()["frames"], 239);
  const auto slow = io::read_bvh(in);
  const auto fast = io::read_bvh(folder.file("fast.bvh"));
  ASSERT_TRUE(slow && fast);
  const auto slow_world = forward_kinematics(slow->clip);
  const auto fast_world = forward_kinematics(fast->clip);
  EXPECT_LT(glm::distance(slow_world.position(50, 9), fast_world.position(100, 9)), 1e-6);
}

TEST(ConvertCommand, FolderThatCannotBeWritten_IsAnEnvironmentErrorAndLeavesNothing) {
  test::TemporaryFolder folder;
  const std::string in = write_clip(folder, "walk.bvh");
  std::ofstream(folder.file("file")) << "in the way";
  const CliRun result = run({"convert", in, folder.file("file") + "/walk.csv"});
  EXPECT_EQ(result.exit_code, 4);
  EXPECT_EQ(std::distance(fs::directory_iterator(folder.path()), {}), 2);
}

TEST(FeaturesCommand, EverySet_HasRowsAndColumns) {
  test::TemporaryFolder folder;
  const std::string clip = write_clip(folder, "walk.bvh");
  const std::string out = folder.file("f.csv");
  const struct {
    std::vector<std::string> options;
    size_t rows;
    size_t features;
  } cases[] = {{{"--set", "lma27"}, 8, 27},
               {{"--set", "lma25"}, 8, 25},
               {{"--set", "lma", "--window", "0"}, 1, 131},
               {{"--set", "thesis"}, 39, 25},
               {{"--set", "thesis-5"}, 119, 25},
               {{"--set", "keypoint-distances"}, 1, 1680},
               {{"--set", "signature"}, 1, 64},
               {{"--set", "signature", "--quantity", "axis-gradient"}, 1, 3 * 64},
               {{"--set", "signature", "--pooling", "body-part", "--scale-free"}, 1, 4 * 64},
               {{"--set", "lma27", "--window", "1", "--hop", "0.5"}, 7, 27}};
  for (const auto& [options, rows, features] : cases) {
    std::vector<std::string> arguments{"features", clip, "--out", out, "--json"};
    arguments.insert(arguments.end(), options.begin(), options.end());
    const CliRun result = run(arguments);
    ASSERT_EQ(result.exit_code, 0) << result.err;
    expect_keys(result.json(), {"rows", "columns", "frames_per_s"});
    EXPECT_EQ(result.json()["rows"], rows);
    EXPECT_EQ(result.json()["columns"].size(), 4 + features);
    const auto table = lines(out);
    ASSERT_EQ(table.size(), rows + 1);
    EXPECT_TRUE(table[0].starts_with("clip,label,content,start_s,"));
    EXPECT_TRUE(table[1].starts_with("walk,"));
  }
  for (const char* set : {"lma27", "lma", "kinematics", "keypoint-distances"}) {
    ASSERT_EQ(run({"features", clip, "--set", set, "--window", "1", "--hop", "0.5", "--out", out})
                  .exit_code,
              0);
    EXPECT_TRUE(lines(out)[2].starts_with("walk,,,0.5,")) << set << ": " << lines(out)[2];
  }
  EXPECT_EQ(run({"features", clip, "--set", "kinematics", "--window", "0", "--out", out}).exit_code,
            0);
  EXPECT_EQ(lines(out).size(), 2u);
}

TEST(FeaturesCommand, Note_StandsBeforeTheTableOnlyIfAskedFor) {
  test::TemporaryFolder folder;
  const std::string clip = write_clip(folder, "walk.bvh");
  const std::string out = folder.file("f.csv");
  ASSERT_EQ(run({"features", clip, "--set", "lma25", "--note", "--out", out}).exit_code, 0);
  const auto table = lines(out);
  EXPECT_EQ(table[0], "# set lma25, windows of 0.5 s; lengths in body heights, seconds, radians");
  EXPECT_TRUE(table[1].starts_with("clip,label,content,start_s,max_hand_distance"));
}

TEST(FeaturesCommand, Figures_ShowColumnsOfOneClipOrSignatures) {
  test::TemporaryFolder folder;
  fs::create_directory(folder.file("clips"));
  const std::string clip = write_clip(folder, "walk.bvh");
  const std::string svg = folder.file("f.svg");
  ASSERT_EQ(
      run({"features", clip, "--columns", "l_hand_speed,r_hand_speed", "--out", svg}).exit_code, 0);
  std::ifstream in(svg);
  const std::string text{std::istreambuf_iterator<char>(in), {}};
  EXPECT_THAT(text, testing::HasSubstr(">l_hand_speed</text>"));
  EXPECT_THAT(text, testing::HasSubstr(">r_hand_speed</text>"));
  ASSERT_EQ(run({"features", clip, "--set", "signature", "--out", svg}).exit_code, 0);

  const CliRun unknown = run({"features", clip, "--columns", "wings", "--out", svg});
  EXPECT_EQ(unknown.exit_code, 2);
  EXPECT_THAT(unknown.err, testing::HasSubstr("no column \"wings\""));
  EXPECT_EQ(run({"features", clip, "--set", "keypoint-distances", "--out", svg}).exit_code, 0);
  EXPECT_EQ(run({"features", "builtin", "--corpus-clips", "2", "--out", svg}).exit_code, 2);
}

TEST(FeaturesCommand, OptionsThatASetCannotTake_AreUsageErrors) {
  test::TemporaryFolder folder;
  const std::string clip = write_clip(folder, "walk.bvh");
  for (const std::vector<std::string>& options :
       {std::vector<std::string>{"--set", "thesis", "--window", "1"},
        {"--set", "signature", "--hop", "1"},
        {"--set", "signature", "--quantity", "wobble"},
        {"--set", "signature", "--pooling", "finger"},
        {"--window", "long"},
        {"--window", "-1"},
        {"--window", "nan"}}) {
    std::vector<std::string> arguments{"features", clip, "--out", folder.file("f.csv")};
    arguments.insert(arguments.end(), options.begin(), options.end());
    EXPECT_EQ(run(arguments).exit_code, 2) << options[1];
    EXPECT_FALSE(fs::exists(folder.file("f.csv")));
  }
}

TEST(FeaturesCommand, LmaWithoutAWindow_IsAUsageError) {
  test::TemporaryFolder folder;
  EXPECT_EQ(run({"features", write_clip(folder, "walk.bvh"), "--window", "0", "--out",
                 folder.file("f.csv")})
                .exit_code,
            2);
}

TEST(MapCommand, Outputs_RepeatAndHoldTheContract) {
  test::TemporaryFolder folder;
  ASSERT_TRUE(test::write_corpus(folder.file("c"), 16));
  const auto map = [&](const std::string& out) {
    return run({"map", folder.file("c"), "--k", "3", "--out", out, "--matrix", folder.file("m.csv"),
                "--json"});
  };
  const CliRun result = map(folder.file("a.json"));
  ASSERT_EQ(result.exit_code, 0) << result.err;
  expect_keys(result.json(),
              {"clips", "eigenvalues", "stress1", "silhouette", "davies_bouldin",
               "calinski_harabasz", "ari", "purity", "cluster_sizes", "baseline", "timings_s"});
  EXPECT_EQ(result.json()["clips"].size(), 16u);
  EXPECT_EQ(result.json()["cluster_sizes"].size(), 3u);
  ASSERT_EQ(map(folder.file("b.json")).exit_code, 0);
  EXPECT_EQ(bytes(folder.file("a.json")), bytes(folder.file("b.json")));
  ASSERT_EQ(map(folder.file("a.svg")).exit_code, 0);
  ASSERT_EQ(map(folder.file("b.svg")).exit_code, 0);
  EXPECT_EQ(bytes(folder.file("a.svg")), bytes(folder.file("b.svg")));
  EXPECT_EQ(lines(folder.file("m.csv")).size(), 17u);
}

TEST(MapCommand, Png_IsAPictureOrAnHonestEnvironmentError) {
  test::TemporaryFolder folder;
  const CliRun result =
      run({"map", "builtin", "--corpus-clips", "8", "--out", folder.file("map.png")});
  if (result.exit_code == 4) {
    EXPECT_THAT(result.err, HasSubstr("install the package ffmpeg"));
    EXPECT_TRUE(fs::is_empty(folder.path()));
    return;
  }
  ASSERT_EQ(result.exit_code, 0) << result.err;
  EXPECT_EQ(bytes(folder.file("map.png")).substr(0, 4), "\x89PNG");
}

TEST(MapCommand, Limit_SpreadsOverTheList) {
  test::TemporaryFolder folder;
  ASSERT_TRUE(test::write_corpus(folder.file("c"), 16));
  const CliRun result = run({"map", folder.file("c"), "--limit", "4", "--json"});
  ASSERT_EQ(result.exit_code, 0) << result.err;
  EXPECT_EQ(result.json()["clips"].size(), 4u);
}

TEST(MapCommand, BuiltinCorpus_NeedsNoFiles) {
  const CliRun result = run({"map", "builtin", "--corpus-clips", "8", "--json"});
  ASSERT_EQ(result.exit_code, 0) << result.err;
  EXPECT_EQ(result.json()["clips"].size(), 8u);
}

/// An affect model, trained on a small corpus that lies around for all tests of this program.
class AffectCommands : public testing::Test {
 protected:
  static void SetUpTestSuite() {
    folder_ = new test::TemporaryFolder;
    trained_ = run({"train", "pad", "builtin", "--corpus-clips", "60", "--hop", "1", "--folds", "3",
                    "--threads", "1", "--out", model(), "--json"});
  }
  static void TearDownTestSuite() { delete folder_; }
  static std::string model() { return folder_->file("pad.json"); }

  static test::TemporaryFolder* folder_;
  static CliRun trained_;
};
test::TemporaryFolder* AffectCommands::folder_ = nullptr;
CliRun AffectCommands::trained_;

TEST_F(AffectCommands, TrainPad_ReportsEveryRegressorUnderEverySplitBesideTheConstant) {
  ASSERT_EQ(trained_.exit_code, 0) << trained_.err;
  const json report = trained_.json();
  expect_keys(report, {"settings", "split", "metrics", "samples"});
  EXPECT_EQ(report["split"], "content") << "the most honest split is the default";
  const json& scores = report["metrics"]["splits"];
  ASSERT_EQ(scores.size(), 16u) << "four splits, four regressors";
  int chosen = 0;
  for (const json& score : scores) {
    EXPECT_EQ(score["mae"].size(), 3u);
    if (score["regressor"] == "trees") {  // of few clips a line learns contents, not arousal
      EXPECT_LT(score["mae"][1], score["constant_mae"][1]) << score["split"];
    }
    chosen += score["is_chosen"].get<bool>();
  }
  EXPECT_EQ(chosen, 1);
  const json& interval = report["metrics"]["interval"];
  for (int axis = 0; axis < 3; ++axis) {
    EXPECT_GT(interval["half_width"][axis], 0.0);
    EXPECT_GE(interval["coverage"][axis], interval["worst_fold_coverage"][axis]);
  }
}

TEST_F(AffectCommands, TrainPad_UnknownRegressorOrSplit_IsUsage) {
  for (const auto& [option, value] : {std::pair{"--regressor", "forest"}, {"--split", "actor"}}) {
    const CliRun result =
        run({"train", "pad", "builtin", "--out", folder_->file("x.json"), option, value});
    EXPECT_EQ(result.exit_code, 2) << result.err;
    EXPECT_NE(result.err.find(value), std::string::npos) << result.err;
  }
}

TEST_F(AffectCommands, Predict_TellsAngryFromSadAndStatesItsError) {
  ASSERT_EQ(trained_.exit_code, 0) << trained_.err;
  const auto arousal = [&](analysis::Pad pad) {
    const std::string clip = write_clip(*folder_, "clip.bvh", "walk", pad);
    const CliRun result = run({"predict", clip, "--model", model(), "--json"});
    EXPECT_EQ(result.exit_code, 0) << result.err;
    const json report = result.json();
    expect_keys(report, {"pad", "pad_sd", "emotion", "probabilities", "windows"});
    double sum = 0.0;
    for (const auto& [word, share] : report["probabilities"].items()) sum += share.get<double>();
    EXPECT_NEAR(sum, 1.0, 1e-9);
    EXPECT_EQ(report["windows"].size(), 7u);  // 1 s as in training, 0.5 s apart, in 4 s
    for (const json& sd : report["pad_sd"]) EXPECT_GT(sd, 0.0);
    return report["pad"][1].get<double>();
  };
  EXPECT_GT(arousal({-0.5, 0.8, 0.9}), arousal({-0.6, -0.4, -0.3}) + 0.3);
}

TEST_F(AffectCommands, EvaluateAndRequire_ExitWithFiveWhenMissed) {
  ASSERT_EQ(trained_.exit_code, 0) << trained_.err;
  const auto evaluate = [&](const std::string& target) {
    return run(
        {"evaluate", model(), "builtin", "--corpus-clips", "30", "--require", target, "--json"});
  };
  const CliRun met = evaluate("mae_arousal=1.9");
  EXPECT_EQ(met.exit_code, 0) << met.err;
  const CliRun missed = evaluate("mae=0.0001");
  EXPECT_EQ(missed.exit_code, 5);
  EXPECT_THAT(missed.err, HasSubstr("mae_pleasure"));
  ASSERT_TRUE(missed.json().is_object()) << "the result is printed all the same";
  for (const auto& [name, metric] : missed.json()["metrics"].items()) {
    expect_keys(metric, {"value", "baseline", "best_possible"});
  }
  EXPECT_EQ(evaluate("mae").exit_code, 2);
  EXPECT_EQ(evaluate("speed=1").exit_code, 2);
}

TEST_F(AffectCommands, ModelFile_RepeatsAndRefusesDamage) {
  ASSERT_EQ(trained_.exit_code, 0) << trained_.err;
  const std::string again = folder_->file("again.json");
  ASSERT_EQ(run({"train", "pad", "builtin", "--corpus-clips", "60", "--hop", "1", "--folds", "3",
                 "--threads", "1", "--out", again})
                .exit_code,
            0);
  EXPECT_EQ(bytes(model()), bytes(again));
  const std::string clip = write_clip(*folder_, "clip.bvh");
  std::string damaged = bytes(model());
  damaged.resize(damaged.size() / 2);
  std::ofstream(folder_->file("damaged.json")) << damaged;
  EXPECT_EQ(run({"predict", clip, "--model", folder_->file("damaged.json")}).exit_code, 3);
  std::ofstream(folder_->file("other.json")) << "{\"format\": \"something else\"}";
  EXPECT_EQ(run({"predict", clip, "--model", folder_->file("other.json")}).exit_code, 3);
  EXPECT_EQ(run({"generate", "--model", model(), "--out", folder_->file("x.bvh")}).exit_code, 3);
}

TEST(PredictCommand, ClipOfHalfASecond_IsBadInput) {
  if (!app::resolve_model("")) GTEST_SKIP() << "this source tree has no built-in model";
  test::TemporaryFolder folder;
  const auto clip = synthesis::perform({.pad = {}, .duration_s = 1.0});
  ASSERT_TRUE(clip);
  const auto piece = trim(*clip, 0, 15);
  ASSERT_TRUE(piece);
  ASSERT_TRUE(io::write_bvh(folder.file("short.bvh"), *piece));
  EXPECT_EQ(run({"predict", folder.file("short.bvh")}).exit_code, 3);
}

TEST(TrainCommand, UnknownKind_IsAUsageError) {
  const CliRun result = run({"train", "dancer", "builtin", "--out", "m"});
  EXPECT_EQ(result.exit_code, 2);
  EXPECT_THAT(result.err, HasSubstr("motion-vae, lma-vae, pad and recogniser"));
}

class GenerateCommand : public testing::Test {
 protected:
  void SetUp() override {
    if (const auto library = synthesis::models_library(); !library) {
      GTEST_SKIP() << library.error().message;
    }
    if (const auto model = app::resolve_model(""); !model) GTEST_SKIP() << model.error().message;
  }
  test::TemporaryFolder folder_;
};

TEST_F(GenerateCommand, Json_HoldsTheContractAndFilesRepeat) {
  const auto generate = [&](const std::string& out) {
    return run({"generate", "--pad", "happy", "--seed", "3", "--out", out, "--json"});
  };
  const CliRun result = generate(folder_.file("a.bvh"));
  ASSERT_EQ(result.exit_code, 0) << result.err;
  const json report = result.json();
  expect_keys(report, {"files", "pad_asked", "pad_measured", "foot_slide", "seconds"});
  EXPECT_EQ(report["pad_asked"], json({0.8, 0.5, 0.15}));
  EXPECT_EQ(report["files"], json({folder_.file("a.bvh")}));
  ASSERT_EQ(generate(folder_.file("b.bvh")).exit_code, 0);
  EXPECT_EQ(bytes(folder_.file("a.bvh")), bytes(folder_.file("b.bvh")));
  EXPECT_TRUE(io::read_bvh(folder_.file("a.bvh")));
}

TEST_F(GenerateCommand, CountAndSeconds_GiveNumberedDifferentFilesOfThatLength) {
  const CliRun result = run({"generate", "--pad", "-0.5,0.8,0.9", "--count", "2", "--seconds", "5",
                             "--out", folder_.file("a.bvh"), "--json"});
  ASSERT_EQ(result.exit_code, 0) << result.err;
  const auto first = io::read_bvh(folder_.file("a_001.bvh"));
  const auto second = io::read_bvh(folder_.file("a_002.bvh"));
  ASSERT_TRUE(first && second);
  EXPECT_NEAR(first->clip.duration_s(), 5.0, 0.25);
  EXPECT_NE(bytes(folder_.file("a_001.bvh")), bytes(folder_.file("a_002.bvh")));
}

TEST_F(GenerateCommand, WrongWishes_AreUsageErrorsAndWriteNothing) {
  const std::string out = folder_.file("a.bvh");
  for (const auto& wish : {std::vector<std::string>{"--pad", "2,0,0"},
                           {"--pad", "0,0"},
                           {"--pad", "gloomy-ish"},
                           {"--style", "no-such-style"},
                           {"--pad", "happy", "--style", "happy"},
                           {"--content", "moonwalk"},
                           {"--latent", "1,2,x"},
                           {"--latent", "1"}}) {
    std::vector<std::string> arguments{"generate", "--out", out};
    arguments.insert(arguments.end(), wish.begin(), wish.end());
    const CliRun result = run(arguments);
    EXPECT_EQ(result.exit_code, 2) << wish[0] << " " << wish[1] << ": " << result.err;
  }
  EXPECT_TRUE(fs::is_empty(folder_.path()));
}

TEST(DoctorCommand, Json_HoldsChecksWithHintsForTroubles) {
  const CliRun result = run({"doctor", "--json"});
  EXPECT_THAT(result.exit_code, testing::AnyOf(0, 4)) << result.err;
  const json checks = result.json()["checks"];
  ASSERT_GE(checks.size(), 8u);
  bool is_missing = false;
  for (const json& check : checks) {
    expect_keys(check, {"name", "status", "detail", "hint", "is_essential"});
    EXPECT_THAT(check["status"].get<std::string>(), testing::AnyOf("ok", "warn", "fail"));
    is_missing = is_missing || (check["is_essential"] && check["status"] == "fail");
  }
  EXPECT_EQ(result.exit_code, is_missing ? 4 : 0);
}

}  // namespace
}  // namespace kinemote
