#include "motion/io/label_scheme.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "motion/io/atomic_file.h"
#include "motion/io/dataset.h"
#include "motion/io/small_bvh.h"

namespace kinemote::io {
namespace {

namespace fs = std::filesystem;
using test::TemporaryFolder;
using ::testing::HasSubstr;

const std::vector<PadTableRow> kTable{{"happy", {0.8, 0.5, 0.15}, "", {}}};

LabelScheme shipped(const std::string& name) {
  const auto scheme =
      read_label_scheme(fs::path(KINEMOTE_SOURCE_DIR) / "assets" / "labels" / (name + ".json"));
  EXPECT_TRUE(scheme.ok()) << (scheme.ok() ? "" : scheme.error().message);
  return scheme.ok() ? *scheme : LabelScheme{};
}

std::optional<ClipLabels> read_name(const std::string& scheme, const std::string& name) {
  const auto matcher = NameMatcher::make(shipped(scheme));
  EXPECT_TRUE(matcher.ok());
  return matcher->match(name);
}

TEST(LabelScheme, BrokenFile_IsRefusedWithTheReason) {
  const TemporaryFolder folder;
  const std::string by_name = R"x({"name": "x", "rule": "name", )x";
  const std::string labelled = R"x("fields": {"label": 1}})x";
  for (const auto& [text, reason] : std::vector<std::pair<std::string, std::string>>{
           {"{", "this is not JSON"},
           {"[]", "expected an object"},
           {R"x({"rule": "folder"})x", "expected a \"name\""},
           {R"x({"name": "x", "rule": "magic"})x", "folder, name or csv"},
           {by_name + labelled, "\"pattern\""},
           {by_name + R"x("pattern": "a"})x", "\"fields\""},
           {by_name + R"x("pattern": "(", )x" + labelled, "is not understood"},
           {by_name + R"x("pattern": "(a)\\1", )x" + labelled, "is not understood"},
           {by_name + R"x("pattern": "a", )x" + labelled, "has 0 groups"},
           {by_name + R"x("pattern": "(a)", "fields": {"mood": 1}})x", "\"mood\" is not one of"},
           {by_name + R"x("pattern": "(a)", "fields": {"label": 4000000000}})x",
            "whole number from 1 to 32"},
           {R"x({"name": "x", "rule": "csv", "file": "a.csv"})x", "\"columns\""},
           {R"x({"name": "x", "rule": "csv", "columns": {"file": "f"}})x", "\"file\" name"}}) {
    ASSERT_TRUE(write_atomically(folder / "s.json", text).ok());
    const auto scheme = read_label_scheme(folder / "s.json");
    ASSERT_FALSE(scheme.ok()) << text;
    EXPECT_EQ(scheme.error().code, ErrorCode::kBadInput);
    EXPECT_THAT(scheme.error().message, HasSubstr(reason)) << text;
    EXPECT_THAT(scheme.error().message, HasSubstr("s.json"));
  }
}

TEST(NameMatcher, HostileNamesAndPatterns_EndSoon) {
  LabelScheme scheme;
  scheme.rule = LabelScheme::Rule::kName;
  scheme.fields["label"] = 1;
  scheme.pattern = "((a+)+)+b";  // exponential to a backtracking matcher
  const auto matcher = NameMatcher::make(scheme);
  ASSERT_TRUE(matcher.ok());
  EXPECT_FALSE(matcher->match(std::string(127, 'a')).has_value());
  EXPECT_FALSE(matcher->match(std::string(1'000'000, 'a')).has_value());
  EXPECT_TRUE(matcher->match("aab").has_value());
}

TEST(NameMatcher, FourteenDigitsBothReadings_GiveTheirFields) {
  for (const char* name : {"03-01-05-01-02-01-12", "03010501020112", "03_01_05_01_02_01_12"}) {
    const auto ravdess = read_name("multimodal-14-ravdess", name);
    ASSERT_TRUE(ravdess.has_value()) << name;
    EXPECT_EQ(ravdess->label, "angry");
    EXPECT_EQ(ravdess->content, "statement-2");
    EXPECT_EQ(ravdess->take, "12");
    const auto listed = read_name("multimodal-14-listed", name);
    ASSERT_TRUE(listed.has_value()) << name;
    EXPECT_EQ(listed->label, "neutral");  // the second pair
    EXPECT_EQ(listed->take, "");
  }
  EXPECT_FALSE(read_name("multimodal-14-ravdess", "030105010201").has_value());
  EXPECT_TRUE(read_name("multimodal-14-listed", "030105010201").has_value());
  EXPECT_EQ(read_name("multimodal-14-ravdess", "03-01-09-01-02-01-12")->label, "09");
}

TEST(NameMatcher, BandaiNamco_KeepsNeighbouringCutsTogether) {
  EXPECT_EQ(read_name("bandai-namco", "dataset-2_run_normal_010")->take,
            "dataset-2_run_normal_block-1");
  EXPECT_EQ(read_name("bandai-namco", "dataset-2_run_normal_011")->take,
            "dataset-2_run_normal_block-2");
  EXPECT_EQ(read_name("bandai-namco", "dataset-1_run_normal_011")->take, "");
}

TEST(LabelsCsv, TableBesideTheData_LabelsItsClips) {
  const TemporaryFolder folder;
  for (const char* name : {"a.bvh", "b.fbx", "c.bvh"}) {
    ASSERT_TRUE(write_atomically(folder / name, "").ok());
  }
  ASSERT_TRUE(write_atomically(folder / "labels.csv",
                               "file;label;take;pleasure;arousal;dominance\r\n"
                               "a;Happy;one;;;\r\nb.fbx;odd;one;0.1;-0.2;0.3\r\ngone;x;;;;\r\n")
                  .ok());
  const auto dataset = open_dataset(folder.path(), kTable, {std::nullopt, {shipped("labels-csv")}});
  ASSERT_TRUE(dataset.ok()) << dataset.error().message;
  EXPECT_EQ(dataset->scheme, "labels-csv");
  ASSERT_EQ(dataset->entries.size(), 3u);
  EXPECT_EQ(dataset->entries[0].label, "Happy");
  EXPECT_EQ(dataset->entries[0].take, "one");
  EXPECT_EQ(dataset->entries[0].pad, (PadTriple{0.8, 0.5, 0.15}));
  EXPECT_EQ(dataset->entries[1].pad, (PadTriple{0.1, -0.2, 0.3}));
  EXPECT_EQ(dataset->entries[2].label, "");
  EXPECT_EQ(dataset->warnings.size(), 2u);
  EXPECT_TRUE(labels_without_pad(*dataset).empty());
}

TEST(LabelsCsv, BrokenTable_IsRefusedWithItsLine) {
  const TemporaryFolder folder;
  const auto error_of = [&](const std::string& text) {
    EXPECT_TRUE(write_atomically(folder / "labels.csv", text).ok());
    const auto rows = read_labels_csv(folder / "labels.csv", shipped("labels-csv").columns);
    EXPECT_FALSE(rows.ok());
    return rows.ok() ? std::string() : rows.error().message;
  };
  EXPECT_THAT(error_of(""), HasSubstr("the table is empty"));
  EXPECT_THAT(error_of("clip,label\na,b\n"), HasSubstr("no column \"file\""));
  EXPECT_THAT(error_of("file,pleasure,arousal,dominance\na,1,2,0\n"),
              HasSubstr("labels.csv:2: expected a number from -1 to 1 for arousal"));
  EXPECT_THAT(error_of("file,pleasure,arousal,dominance\na,1,,0\n"), HasSubstr("all three"));
  EXPECT_THAT(error_of("file,label\n,happy\n"), HasSubstr("labels.csv:2: the clip's file name"));
}

TEST(Dataset, ChosenScheme_WinsOverWhatIsDetected) {
  const TemporaryFolder folder;
  ASSERT_TRUE(write_atomically(folder.path() / "happy" / "dataset-1_walk_sad_001.bvh", "").ok());
  const auto dataset =
      open_dataset(folder.path(), kTable, {shipped("folder"), {shipped("bandai-namco")}});
  ASSERT_TRUE(dataset.ok());
  EXPECT_EQ(dataset->scheme, "folder");
  EXPECT_EQ(dataset->entries[0].label, "happy");
}

TEST(PadPresets, AllShipped_AreReadAndCited) {
  for (const char* name : {"emotions-13", "bandai-styles", "kinematic-7", "tables"}) {
    const auto rows = read_pad_table(fs::path(KINEMOTE_SOURCE_DIR) / "assets" / "pad" /
                                     (std::string(name) + ".json"));
    ASSERT_TRUE(rows.ok()) << rows.error().message;
    for (const PadTableRow& row : *rows) EXPECT_FALSE(row.citation.empty()) << row.label;
  }
}

}  // namespace
}  // namespace kinemote::io
