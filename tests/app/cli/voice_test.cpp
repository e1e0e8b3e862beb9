// The commands voice and fuse, on sounds made of formulas and clips of the corpus.
#include <gmock/gmock.h>

#include <filesystem>
#include <fstream>

#include "analysis/made_sound.h"
#include "cli_run.h"
#include "motion/core/atomic_file.h"
#include "motion/io/bvh.h"
#include "support/temporary_folder.h"
#include "synthesis/procedural/corpus.h"

namespace kinemote {
namespace {

namespace fs = std::filesystem;
using nlohmann::json;
using test::CliRun;
using test::run;
using testing::AllOf;
using testing::HasSubstr;

std::string text_of(const std::string& path) {
  const auto bytes = read_file(path);
  EXPECT_TRUE(bytes.ok());
  return bytes.ok() ? *bytes : "";
}

void write_voice(const std::string& path, double pitch_hz, double amplitude = 0.5) {
  ASSERT_TRUE(write_atomically(path, test::wav_bytes(test::sine(pitch_hz, 0.3, amplitude))).ok());
}

std::string two_digits(int value) { return (value < 10 ? "0" : "") + std::to_string(value); }

/// Emotions 1 (neutral), 4 (sad) and 5 (angry) by eight actors: voices tell the sad, who are low,
/// bodies the angry, who jump.
void write_pairs(const test::TemporaryFolder& folder) {
  fs::create_directories(folder / "voice");
  fs::create_directories(folder / "body");
  for (int actor = 1; actor <= 8; ++actor) {
    for (const int emotion : {1, 4, 5}) {
      const std::string digits = "-01-" + two_digits(emotion) + "-01-01-01-" + two_digits(actor);
      write_voice((folder / "voice" / ("03" + digits + ".wav")).string(),
                  (emotion == 4 ? 100.0 : 220.0) + 3.0 * actor);
      const auto clip = synthesis::perform({.content = emotion == 5 ? "jump" : "idle",
                                            .actor_seed = static_cast<uint64_t>(actor),
                                            .take_seed = static_cast<uint64_t>(emotion),
                                            .duration_s = 2.0});
      ASSERT_TRUE(clip.ok());
      ASSERT_TRUE(io::write_bvh(folder / "body" / ("02" + digits + ".bvh"), *clip).ok());
    }
  }
}

CliRun fuse(const test::TemporaryFolder& folder, std::vector<std::string> more = {},
            const std::string& folds = "4") {
  std::vector<std::string> words = {"fuse",
                                    folder.file("voice"),
                                    folder.file("body"),
                                    "--labels",
                                    "multimodal-14-ravdess",
                                    "--classifier",
                                    "logistic",
                                    "--folds",
                                    folds,
                                    "--threads",
                                    "1"};
  words.insert(words.end(), more.begin(), more.end());
  return run(words);
}

TEST(VoiceCommand, WrongFilesAndFormats_AreToldInOneSentence) {
  test::TemporaryFolder folder;
  const std::string missing = folder.file("missing.wav");
  EXPECT_EQ(run({"voice", missing, "--out", folder.file("a.csv")}).exit_code, 3);
  EXPECT_EQ(run({"voice", folder.path().string(), "--out", folder.file("a.csv")}).exit_code, 3);
  std::ofstream(folder.file("text.wav")) << "no sound at all";
  const CliRun text = run({"voice", folder.file("text.wav"), "--out", folder.file("a.csv")});
  EXPECT_EQ(text.exit_code, 3);
  EXPECT_THAT(text.err, AllOf(HasSubstr("text.wav"), HasSubstr("neither WAV nor FLAC")));
  write_voice(folder.file("a.wav"), 200.0);
  write_voice(folder.file("b.wav"), 300.0);
  EXPECT_EQ(run({"voice", folder.file("a.wav"), "--out", folder.file("a.xml")}).exit_code, 2);
  const CliRun two =
      run({"voice", folder.file("a.wav"), folder.file("b.wav"), "--out", folder.file("a.svg")});
  EXPECT_EQ(two.exit_code, 2);
  EXPECT_THAT(two.err, HasSubstr("one voice"));
  EXPECT_FALSE(fs::exists(folder.file("a.csv")));
}

TEST(VoiceCommand, Folder_BecomesARowOf28NumbersAFile) {
  test::TemporaryFolder folder;
  fs::create_directories(folder / "v");
  write_voice(folder.file("v/03-01-05-01-02-01-12.wav"), 210.0);
  write_voice(folder.file("v/03-01-04-01-02-01-12.wav"), 110.0);
  std::ofstream(folder.file("v/broken.wav")) << "RIFF";
  const CliRun result = run({"voice", folder.file("v"), "--labels", "multimodal-14-ravdess",
                             "--out", folder.file("v.csv"), "--json"});
  ASSERT_EQ(result.exit_code, 0) << result.err;
  const json report = result.json();
  EXPECT_EQ(report["rows"], 2);
  EXPECT_EQ(report["columns"].size(), 28u);
  EXPECT_THAT(report["warnings"][0].get<std::string>(), HasSubstr("broken.wav"));
  EXPECT_EQ(report["voices"][0]["label"], "sad");
  EXPECT_NEAR(report["voices"][0]["features"]["pitch_mean_hz"], 110.0, 1.0);
  EXPECT_NEAR(report["voices"][1]["features"]["pitch_mean_hz"], 210.0, 1.0);
  EXPECT_THAT(text_of(folder.file("v.csv")),
              AllOf(testing::StartsWith("clip,label,content,take,duration_s,mfcc_1,"),
                    HasSubstr("03-01-05-01-02-01-12,angry,statement-2,12,0.3")));
}

TEST(VoiceCommand, OneFile_BecomesAPicture) {
  test::TemporaryFolder folder;
  write_voice(folder.file("a.wav"), 210.0);
  ASSERT_EQ(run({"voice", folder.file("a.wav"), "--out", folder.file("a.svg")}).exit_code, 0);
  EXPECT_THAT(text_of(folder.file("a.svg")), AllOf(HasSubstr("<svg"), HasSubstr("frequency (Hz)")));
}

TEST(FuseCommand, WhatCannotBeCompared_IsToldInOneSentence) {
  test::TemporaryFolder folder;
  write_pairs(folder);
  EXPECT_EQ(fuse(folder, {"--split", "window"}).exit_code, 2);
  EXPECT_EQ(fuse(folder, {"--split", "mood"}).exit_code, 2);
  EXPECT_EQ(fuse(folder, {"--body", "soul"}).exit_code, 2);
  EXPECT_EQ(fuse(folder, {"--out", folder.file("a.xml")}).exit_code, 2);
  const CliRun folds = fuse(folder, {}, "9");
  EXPECT_EQ(folds.exit_code, 3);
  EXPECT_THAT(folds.err, HasSubstr("8 groups"));
  fs::copy_file(folder / "voice/03-01-05-01-01-01-01.wav",
                folder / "voice/01-01-05-01-01-01-01.wav");
  const CliRun twice = fuse(folder);
  EXPECT_EQ(twice.exit_code, 3);
  EXPECT_THAT(twice.err, HasSubstr("same performance, 01-05-01-01-01-01"));
}

TEST(FuseCommand, NamesThatNeverMeet_AreRefused) {
  test::TemporaryFolder folder;
  write_pairs(folder);
  for (const auto& entry : fs::directory_iterator(folder / "voice")) {
    std::string name = entry.path().filename().string();
    name[13] = '2';  // another statement
    fs::rename(entry.path(), folder / "voice" / name);
  }
  const CliRun result = fuse(folder);
  EXPECT_EQ(result.exit_code, 3);
  EXPECT_THAT(result.err, HasSubstr("no voice and body belong together"));
}

TEST(FuseCommand, HalvesThatKnowOneEmotionEach_AreBetterTogether) {
  test::TemporaryFolder folder;
  write_pairs(folder);
  fs::remove(folder / "voice/03-01-05-01-01-01-01.wav");
  fs::remove(folder / "body/02-01-01-01-01-01-02.bvh");
  const CliRun result = fuse(folder, {"--out", folder.file("said.csv"), "--json"});
  ASSERT_EQ(result.exit_code, 0) << result.err;
  const json report = result.json();
  EXPECT_EQ(report["performances"], 24);
  EXPECT_EQ(report["pairs"], 22);
  EXPECT_EQ(report["groups"], 8);
  EXPECT_EQ(report["classes"], json({"angry", "neutral", "sad"}));
  const json& methods = report["methods"];
  ASSERT_EQ(methods.size(), 5u);
  EXPECT_LT(methods[0]["balanced_accuracy"], 0.9) << "voice";
  EXPECT_LT(methods[1]["balanced_accuracy"], 0.9) << "body";
  for (int m = 2; m < 5; ++m) {
    EXPECT_GT(methods[m]["balanced_accuracy"], 0.95) << methods[m]["method"];
    EXPECT_GT(methods[m]["gain"], 0.0);
  }
  EXPECT_GT(report["decision_strengths"]["voice"], 0.1);
  EXPECT_GT(report["decision_strengths"]["body"], 0.1);
  EXPECT_THAT(text_of(folder.file("said.csv")),
              AllOf(testing::StartsWith("performance,take,content,label,voice,body,feature,"),
                    HasSubstr("01-05-01-01-01-02,02,statement-1,angry,")));
  EXPECT_EQ(result.out, fuse(folder, {"--out", folder.file("said.csv"), "--json"}).out);
}

TEST(SavedFusion, WrongFilesAndWishes_AreToldInOneSentence) {
  test::TemporaryFolder folder;
  write_pairs(folder);
  EXPECT_EQ(fuse(folder, {"--fusion", "early", "--save", folder.file("a.kfuse")}).exit_code, 2);
  EXPECT_FALSE(fs::exists(folder / "a.kfuse"));
  const std::string voice = folder.file("voice/03-01-04-01-01-01-03.wav");
  EXPECT_EQ(run({"predict"}).exit_code, 2);
  EXPECT_EQ(run({"predict", "--voice", voice}).exit_code, 2);
  std::ofstream(folder.file("other.kfuse")) << "{\"format\": \"else\"}";
  const CliRun other = run({"predict", "--voice", voice, "--model", folder.file("other.kfuse")});
  EXPECT_EQ(other.exit_code, 3);
  EXPECT_THAT(other.err, HasSubstr("is no fusion"));
  std::ofstream(folder.file("cut.kfuse")) << "{\"format\": \"kinemote fusion\", \"version\": 1}";
  EXPECT_EQ(run({"predict", "--voice", voice, "--model", folder.file("cut.kfuse")}).exit_code, 3);
}

TEST(SavedFusion, BothOrOneHalf_AreJudgedAndTheMissingOneIsSaid) {
  test::TemporaryFolder folder;
  write_pairs(folder);
  for (const std::string kind : {"feature", "decision", "gated"}) {
    const std::string model = folder.file(kind + ".kfuse");
    const CliRun saved = fuse(folder, {"--fusion", kind, "--save", model});
    ASSERT_EQ(saved.exit_code, 0) << saved.err;
    const auto ask = [&](const std::string& voice, const std::string& body) {
      std::vector<std::string> words = {"--json", "predict", "--model", model};
      if (!voice.empty()) words.insert(words.end(), {"--voice", folder.file("voice/" + voice)});
      if (!body.empty()) words.insert(words.end(), {"--body", folder.file("body/" + body)});
      const CliRun said = run(words);
      EXPECT_EQ(said.exit_code, 0) << said.err;
      return said.json();
    };
    // Voices tell the sad, bodies the angry; together they tell all three.
    for (const auto& [digits, label] :
         {std::pair("01", "neutral"), std::pair("04", "sad"), std::pair("05", "angry")}) {
      const std::string rest = std::string("-01-") + digits + "-01-01-01-03";
      EXPECT_EQ(ask("03" + rest + ".wav", "02" + rest + ".bvh")["class"], label) << kind;
    }
    const json voice = ask("03-01-04-01-01-01-03.wav", "");
    EXPECT_EQ(voice["class"], "sad") << kind;
    EXPECT_TRUE(voice["body_probabilities"].is_null());
    EXPECT_EQ(voice["strengths"]["body"], 0.0);
    EXPECT_THAT(voice["warnings"][0].get<std::string>(), HasSubstr("no body was given"));
    const json body = ask("", "02-01-05-01-01-01-03.bvh");
    EXPECT_EQ(body["class"], "angry") << kind;
    EXPECT_TRUE(body["voice"].is_null());
    EXPECT_THAT(body["warnings"][0].get<std::string>(), HasSubstr("no voice was given"));
  }
}

}  // namespace
}  // namespace kinemote
