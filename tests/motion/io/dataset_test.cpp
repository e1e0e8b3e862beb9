#include "motion/io/dataset.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <map>

#include "motion/io/atomic_file.h"
#include "motion/io/small_bvh.h"
#include "support/real_data.h"

namespace kinemote::io {
namespace {

namespace fs = std::filesystem;
using test::TemporaryFolder;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

const std::vector<PadTableRow> kTable{
    {"happy", {0.8, 0.5, 0.15}, "a book", {"joyful"}},
    {"neutral", {0.05, -0.05, 0.0}, "", {"normal"}},
    {"sad", {-0.6, -0.4, -0.3}, "", {}},
};

void touch(const fs::path& path) { ASSERT_TRUE(write_atomically(path, "").ok()); }

DatasetRules shipped_rules() {
  const auto schemes = read_label_schemes(fs::path(KINEMOTE_SOURCE_DIR) / "assets" / "labels");
  EXPECT_TRUE(schemes.ok()) << (schemes.ok() ? "" : schemes.error().message);
  return {std::nullopt, schemes.ok() ? *schemes : std::vector<LabelScheme>{}};
}

Dataset opened(const fs::path& path) {
  Result<Dataset> dataset = open_dataset(path, kTable, shipped_rules());
  EXPECT_TRUE(dataset.ok()) << (dataset.ok() ? "" : dataset.error().message);
  return dataset.ok() ? *dataset : Dataset{};
}

TEST(Dataset_NothingToRead, IsAnError) {
  const TemporaryFolder folder;
  touch(folder / "notes.txt");
  EXPECT_THAT(
      open_dataset(folder.path(), kTable).error().message,
      HasSubstr("no motion file (.bvh, .fbx, .glb, .gltf, .dae) in this folder or the folders"));
  EXPECT_THAT(open_dataset(folder / "missing", kTable).error().message,
              HasSubstr("there is no such file or folder"));
  EXPECT_THAT(open_dataset(folder / "notes.txt", kTable).error().message,
              HasSubstr("expected a motion file (.bvh"));
}

TEST(Dataset_BandaiNamcoNames, GiveContentStyleAndTake) {
  const TemporaryFolder folder;
  for (const char* name : {"dataset-1_walk-left_sad_003", "dataset-1_walk-left_sad_004",
                           "dataset-2_run_normal_001", "dataset-2_run_normal_010",
                           "dataset-2_run_normal_011", "dataset-2_run_childish_001", "other"}) {
    touch(folder / (std::string(name) + ".bvh"));
  }
  const Dataset dataset = opened(folder.path());
  EXPECT_EQ(dataset.scheme, "bandai-namco");
  ASSERT_EQ(dataset.entries.size(), 7u);
  const auto& walk = dataset.entries[0];
  EXPECT_EQ(walk.name, "dataset-1_walk-left_sad_003");
  EXPECT_EQ(walk.content, "walk-left");
  EXPECT_EQ(walk.label, "sad");
  EXPECT_EQ(walk.pad, (PadTriple{-0.6, -0.4, -0.3}));
  EXPECT_NE(walk.take, dataset.entries[1].take) << "set 1: each clip is a take";
  const auto& childish = dataset.entries[2];
  EXPECT_EQ(childish.label, "childish");
  EXPECT_FALSE(childish.pad.has_value()) << "never guessed";
  const auto& run_1 = dataset.entries[3];
  const auto& run_10 = dataset.entries[4];
  const auto& run_11 = dataset.entries[5];
  EXPECT_EQ(run_1.pad, (PadTriple{0.05, -0.05, 0.0})) << "by the alias \"normal\"";
  EXPECT_EQ(run_1.take, run_10.take) << "set 2: neighbours are cuts of one take";
  EXPECT_NE(run_10.take, run_11.take);
  EXPECT_NE(run_1.take, childish.take);
  EXPECT_EQ(dataset.entries[6].label, "");
  ASSERT_EQ(dataset.warnings.size(), 2u);
  EXPECT_THAT(dataset.warnings[0], HasSubstr("other.bvh is not named as scheme bandai-namco"));
  EXPECT_EQ(dataset.warnings[1],
            "the label \"childish\" (1 clip) is not in the PAD table; these clips have no PAD");
}

TEST(Dataset_SeveralFolders, LabelByFolder) {
  const TemporaryFolder folder;
  touch(folder.path() / "Happy" / "b.BVH");
  touch(folder.path() / "sad" / "deep" / "a.bvh");
  touch(folder / "top.bvh");
  const Dataset dataset = opened(folder.path());
  EXPECT_EQ(dataset.scheme, "folder");
  ASSERT_EQ(dataset.entries.size(), 3u);
  EXPECT_EQ(dataset.entries[0].label, "Happy");
  EXPECT_EQ(dataset.entries[0].pad, (PadTriple{0.8, 0.5, 0.15})) << "case does not matter";
  EXPECT_EQ(dataset.entries[1].label, "deep");
  EXPECT_EQ(dataset.entries[2].label, "");
}

TEST(Dataset_OneFolderOrOneFile, HasNoLabels) {
  const TemporaryFolder folder;
  touch(folder / "b.bvh");
  touch(folder / "a.bvh");
  const Dataset dataset = opened(folder.path());
  EXPECT_EQ(dataset.scheme, "none");
  ASSERT_EQ(dataset.entries.size(), 2u);
  EXPECT_EQ(dataset.entries[0].name, "a") << "sorted";
  EXPECT_EQ(dataset.entries[0].take, "a");
  EXPECT_THAT(dataset.warnings, IsEmpty());
  const Dataset one = opened(folder / "b.bvh");
  ASSERT_EQ(one.entries.size(), 1u);
  EXPECT_EQ(one.entries[0].path, folder / "b.bvh");
}

TEST(Dataset_LabelsFile, WinsOverNamesAndFolders) {
  const TemporaryFolder folder;
  touch(folder.path() / "clips" / "dataset-1_walk_sad_001.bvh");
  touch(folder / "b.bvh");
  touch(folder / "new.bvh");
  const std::vector<LabelRow> rows{
      {"clips/dataset-1_walk_sad_001.bvh", "happy", "run", "actor-1", PadTriple{0.7, 0.6, 0.2}},
      {"b.bvh", "joyful", "", "", std::nullopt},
      {"gone.bvh", "sad", "", "", std::nullopt}};
  ASSERT_TRUE(write_labels(folder / "labels.json", rows).ok());
  const Dataset dataset = opened(folder.path());
  EXPECT_EQ(dataset.scheme, "labels.json");
  ASSERT_EQ(dataset.entries.size(), 3u);
  EXPECT_EQ(dataset.entries[0].label, "joyful");
  EXPECT_EQ(dataset.entries[0].pad, (PadTriple{0.8, 0.5, 0.15})) << "its label's in the table";
  EXPECT_EQ(dataset.entries[0].take, "b");
  EXPECT_EQ(dataset.entries[1].label, "happy");
  EXPECT_EQ(dataset.entries[1].content, "run");
  EXPECT_EQ(dataset.entries[1].take, "actor-1");
  EXPECT_EQ(dataset.entries[1].pad, (PadTriple{0.7, 0.6, 0.2})) << "its own";
  EXPECT_THAT(dataset.warnings,
              ElementsAre(HasSubstr("new.bvh has no row in labels.json"),
                          HasSubstr("labels.json names gone.bvh, which is not there")));

  const Dataset one = opened(folder / "b.bvh");
  EXPECT_EQ(one.entries[0].label, "joyful") << "one file of a labelled folder";
  EXPECT_THAT(one.warnings, IsEmpty());
}

TEST(Labels_BrokenFile, IsRefusedWithItsRow) {
  const TemporaryFolder folder;
  const auto error_of = [&](const std::string& text) {
    EXPECT_TRUE(write_atomically(folder / "labels.json", text).ok());
    const auto read = read_labels(folder / "labels.json");
    EXPECT_FALSE(read.ok());
    return read.ok() ? "" : read.error().message;
  };
  EXPECT_THAT(error_of("{\"clips\": [}"), HasSubstr("labels.json: this is not JSON: parse error"));
  EXPECT_THAT(error_of("[]"), HasSubstr("expected an object with an array \"clips\""));
  EXPECT_THAT(error_of("{\"clips\": [{\"file\": \"a\"}, 3]}"),
              HasSubstr("row 2: expected an object"));
  EXPECT_THAT(error_of("{\"clips\": [{\"label\": \"x\"}]}"),
              HasSubstr("row 1: expected a \"file\""));
  EXPECT_THAT(error_of("{\"clips\": [{\"file\": 3}]}"),
              HasSubstr("row 1: expected text for \"file\""));
  EXPECT_THAT(error_of("{\"clips\": [{\"file\": \"a\", \"pad\": [0, 0, 1.5]}]}"),
              HasSubstr("row 1: expected \"pad\": [P, A, D] with three numbers from -1 to 1"));
}

TEST(PadTable_BrokenFile, IsRefusedWithItsRow) {
  const TemporaryFolder folder;
  const auto error_of = [&](const std::string& text) {
    EXPECT_TRUE(write_atomically(folder / "t.json", text).ok());
    const auto read = read_pad_table(folder / "t.json");
    EXPECT_FALSE(read.ok());
    return read.ok() ? "" : read.error().message;
  };
  EXPECT_THAT(error_of("{}"), HasSubstr("expected an object with an array \"rows\""));
  EXPECT_THAT(error_of("{\"rows\": []}"), HasSubstr("the table has no rows"));
  EXPECT_THAT(error_of("{\"rows\": [{\"pad\": [0,0,0]}]}"),
              HasSubstr("row 1: expected a \"label\""));
  EXPECT_THAT(error_of("{\"rows\": [{\"label\": \"a\", \"pad\": [0,0]}]}"),
              HasSubstr("row 1: expected \"pad\""));
  EXPECT_THAT(error_of("{\"rows\": [{\"label\": \"a\", \"pad\": [0,\"x\",0]}]}"),
              HasSubstr("row 1: expected \"pad\""));
  EXPECT_THAT(error_of("{\"rows\": [{\"label\": \"a\", \"pad\": [0,0,0]}, {\"label\": \"b\", "
                       "\"pad\": [0,0,0], \"aliases\": [\"A\"]}]}"),
              HasSubstr("row 2: \"A\" stands in the table twice"));
  EXPECT_THAT(error_of("{\"rows\": [{\"label\": \"a\", \"pad\": [0,0,0], \"aliases\": \"b\"}]}"),
              HasSubstr("row 1: expected an array of texts for \"aliases\""));
}

TEST(PadTable_Shipped, IsRead) {
  const auto rows =
      read_pad_table(fs::path(KINEMOTE_SOURCE_DIR) / "assets" / "pad" / "tables.json");
  ASSERT_TRUE(rows.ok()) << rows.error().message;
  EXPECT_GT(rows->size(), 5u);
}

TEST(Dataset_RealSet1, EveryClipIsLabelled) {
  const fs::path root = test::data_root() / "bandai-namco" / "dataset-1";
  KINEMOTE_NEEDS_DATA(root);
  const Dataset dataset = opened(root);
  EXPECT_EQ(dataset.entries.size(), 174u);
  EXPECT_EQ(dataset.scheme, "bandai-namco");
  std::map<std::string, int> labels;
  for (const DatasetEntry& entry : dataset.entries) ++labels[entry.label];
  EXPECT_EQ(labels.size(), 15u);
  EXPECT_EQ(labels["normal"], 20);
  EXPECT_EQ(labels["not-confident"], 11);
}

}  // namespace
}  // namespace kinemote::io
