#include "app/reproduce/reproduce_job.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>
#include <nlohmann/json.hpp>
#include <sstream>

#include "app/made_clips.h"
#include "app/reproduce/keypoint_study.h"
#include "app/reproduce/signature_study.h"
#include "support/temporary_folder.h"

namespace kinemote::app {
namespace {

namespace fs = std::filesystem;
using ::testing::HasSubstr;

const StudySettings kSettings{"clips", 1, 1};

ClipSet some_clips() {
  return test::made_clips({"walk", "wave", "bow"}, {{0.8, 0.6, 0.3}, {-0.6, -0.5, -0.4}}, 3);
}

/// Clips of which nothing is known but their motion.
ClipSet unlabelled() {
  ClipSet set = some_clips();
  for (io::DatasetEntry& entry : set.dataset.entries) {
    entry.label.clear();
    entry.pad.reset();
  }
  return set;
}

std::string read(const fs::path& path) {
  std::ifstream file(path);
  std::ostringstream text;
  text << file.rdbuf();
  return text.str();
}

std::vector<std::string> findings(const Study& study) {
  std::vector<std::string> texts;
  for (const StudyBlock& block : study.blocks) {
    if (const auto* finding = std::get_if<StudyFinding>(&block)) texts.push_back(finding->text);
  }
  return texts;
}

TEST(Reproduce, TwoClips_IsAnErrorAndLeavesNothing) {
  const test::TemporaryFolder folder;
  ClipSet few = some_clips();
  few.dataset.entries.resize(2);
  const auto made = reproduce(few, folder / "out", kSettings, {});
  ASSERT_FALSE(made);
  EXPECT_EQ(made.error().code, ErrorCode::kBadInput);
  EXPECT_FALSE(fs::exists(folder / "out"));
}

TEST(Reproduce, Cancelled_LeavesNothing) {
  const test::TemporaryFolder folder;
  int calls = 0;
  const auto made = reproduce(unlabelled(), folder / "out", kSettings,
                              [&](auto, double) { return ++calls < 40; });
  ASSERT_FALSE(made);
  EXPECT_EQ(made.error().code, ErrorCode::kCancelled);
  EXPECT_FALSE(fs::exists(folder / "out"));
}

TEST(Reproduce, Unlabelled_SaysWhatCannotBeAsked) {
  const test::TemporaryFolder folder;
  double last = 0.0;
  const auto made = reproduce(unlabelled(), folder / "out", kSettings, [&](auto, double fraction) {
    EXPECT_GE(fraction, last - 1e-9) << "progress goes one way";
    last = fraction;
    return true;
  });
  ASSERT_TRUE(made) << made.error().message;
  const std::string page = read(folder / "out/index.html");
  EXPECT_THAT(page, HasSubstr("reading PAD was left out"));
  EXPECT_THAT(page, HasSubstr("cannot be compared with emotions"));
  for (const Study& study : made->studies) {
    EXPECT_NE(study.id, "pad");
    EXPECT_NE(study.id, "circle");
  }
}

TEST(Reproduce, Page_HasEveryFileThatItLinksTo) {
  const test::TemporaryFolder folder;
  const auto made = reproduce(unlabelled(), folder / "out", kSettings, {});
  ASSERT_TRUE(made) << made.error().message;
  int figures = 0;
  for (const Study& study : made->studies) {
    for (const StudyBlock& block : study.blocks) {
      if (const auto* figure = std::get_if<StudyFigure>(&block)) {
        ++figures;
        EXPECT_TRUE(fs::exists(folder / ("out/figures/" + figure->file + ".svg"))) << figure->file;
      }
      if (const auto* table = std::get_if<StudyTable>(&block)) {
        EXPECT_TRUE(fs::exists(folder / ("out/tables/" + table->file + ".csv"))) << table->file;
        for (const auto& row : table->rows) EXPECT_EQ(row.size(), table->columns.size());
      }
    }
  }
  EXPECT_GE(figures, 4);
  const auto json = nlohmann::json::parse(read(folder / "out/results.json"));
  EXPECT_EQ(json["seed"], 1);
  EXPECT_EQ(json["studies"].size(), made->studies.size());
}

TEST(KeypointStudy, Labelled_SaysHowFarItAgrees) {
  const auto study = keypoint_study(some_clips(), kSettings, {});
  ASSERT_TRUE(study) << study.error().message;
  ASSERT_EQ(findings(*study).size(), 2u);
  EXPECT_THAT(findings(*study)[0], HasSubstr("of 18 clips in one cluster"));
  const auto json = nlohmann::json::parse(study->json);
  EXPECT_EQ(json["partitions"].size(), 9u);
  EXPECT_LE(json["columns_that_vary"], 1680);
}

TEST(SignatureStudy, ClearStyles_AreFoundWithinOneMovement) {
  // Fast and slow walks: what a pooled signature does see.
  const ClipSet walks = test::made_clips({"walk"}, {{0.6, 0.9, 0.5}, {-0.5, -0.9, -0.4}}, 9);
  const auto study = content_study(walks, kSettings, {});
  ASSERT_TRUE(study) << study.error().message;
  const auto json = nlohmann::json::parse(study->json);
  EXPECT_EQ(json["content"], "walk");
  EXPECT_GT(json["dimensions"][0]["partitions"][1]["ari"], 0.8);
  ASSERT_EQ(findings(*study).size(), 1u);
  EXPECT_THAT(findings(*study)[0], ::testing::Not(HasSubstr("hardly visible")));
}

TEST(SignatureStudy, TooFewClipsOfAMovement_HasNoBlocks) {
  const auto study = content_study(some_clips(), kSettings, {});
  ASSERT_TRUE(study);
  EXPECT_TRUE(study->blocks.empty());
}

}  // namespace
}  // namespace kinemote::app
