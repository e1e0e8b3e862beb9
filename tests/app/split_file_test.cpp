#include "app/split_file.h"

#include <gmock/gmock.h>

#include <algorithm>

#include "support/temporary_folder.h"

namespace kinemote::app {
namespace {

using analysis::Split;
using analysis::SplitKind;

io::Dataset made_dataset() {
  io::Dataset dataset;
  for (int i = 0; i < 12; ++i) {
    io::DatasetEntry entry;
    entry.name = "clip \"" + std::to_string(i) + "\"";
    entry.take = "take" + std::to_string(i / 2);
    entry.content = i % 2 == 0 ? "walk" : "run";
    dataset.entries.push_back(entry);
  }
  return dataset;
}

ClipSet made_clips() {
  ClipSet set;
  set.dataset = made_dataset();
  set.load = [](int i) -> Result<io::ClipImport> {
    io::ClipImport clip;
    clip.clip.name = "loaded " + std::to_string(i);
    return clip;
  };
  return set;
}

TEST(PartOfSplit, WindowSplitOrOtherClips_IsAnError) {
  const ClipSet clips = made_clips();
  const auto windows = split_clips(clips.dataset, SplitKind::kWindow, 3, 1);
  ASSERT_TRUE(windows);
  EXPECT_EQ(part_of_split(clips, *windows, SplitPart::kTest).error().code, ErrorCode::kUsage);
  auto split = split_clips(clips.dataset, SplitKind::kClip, 3, 1);
  ASSERT_TRUE(split);
  split->clips[4] = "another";
  const auto part = part_of_split(clips, *split, SplitPart::kTrain);
  ASSERT_FALSE(part);
  EXPECT_EQ(part.error().code, ErrorCode::kBadInput);
  EXPECT_THAT(part.error().message, testing::HasSubstr("clip \"4\""));
}

TEST(PartOfSplit, BothParts_HoldEveryClipOnceAndCutNoTake) {
  const ClipSet clips = made_clips();
  const auto split = split_clips(clips.dataset, SplitKind::kTake, 3, 7);
  ASSERT_TRUE(split);
  const auto test = part_of_split(clips, *split, SplitPart::kTest);
  const auto train = part_of_split(clips, *split, SplitPart::kTrain);
  ASSERT_TRUE(test && train);
  EXPECT_EQ(test->size() + train->size(), clips.size());
  EXPECT_GE(test->size(), 2);
  for (const io::DatasetEntry& a : test->dataset.entries) {
    for (const io::DatasetEntry& b : train->dataset.entries) EXPECT_NE(a.take, b.take);
  }
  // Loads its own clips, not the first ones.
  for (int i = 0; i < test->size(); ++i) {
    const auto& entries = clips.dataset.entries;
    const auto at = std::find_if(entries.begin(), entries.end(), [&](const auto& e) {
      return e.name == test->dataset.entries[i].name;
    });
    EXPECT_EQ(test->load(i)->clip.name, "loaded " + std::to_string(at - entries.begin()));
  }
}

TEST(SplitFromJson, WrongTexts_AreRefusedWithTheFilesName) {
  for (const char* text :
       {"", "[]", "{}", R"({"kind": "clip", "seed": -1, "folds": 2, "clips": []})",
        R"({"kind": "person", "seed": 1, "folds": 2, "clips": []})",
        R"({"kind": "clip", "seed": 1, "folds": 1, "clips": []})",
        R"({"kind": "clip", "seed": 1, "folds": 2, "clips": [{"name": "a", "fold": 2}]})",
        R"({"kind": "clip", "seed": 1, "folds": 2, "clips": [{"name": "a", "fold": "x"}]})",
        R"({"kind": "clip", "seed": 1, "folds": 2, "clips": [{"name": "a"}]})",
        R"({"kind": "clip", "seed": 1, "folds": 2, "clips": [{"fold": 1}]})",
        R"({"kind": "clip", "seed": 1, "folds": 99999999999, "clips": []})"}) {
    const auto split = split_from_json(text, "s.json");
    ASSERT_FALSE(split) << text;
    EXPECT_EQ(split.error().code, ErrorCode::kBadInput);
    EXPECT_THAT(split.error().message, testing::StartsWith("s.json: ")) << text;
  }
}

TEST(SplitFile, EveryKind_ReadsBackAsWritten) {
  const test::TemporaryFolder folder;
  for (const SplitKind kind :
       {SplitKind::kWindow, SplitKind::kClip, SplitKind::kTake, SplitKind::kContent}) {
    const Split split = split_clips(made_dataset(), kind, 2, 18446744073709551615ull).value();
    const std::string path = folder.file("split.json");
    ASSERT_TRUE(write_split(path, split));
    const Split again = read_split(path).value();
    EXPECT_EQ(again.kind, kind);
    EXPECT_EQ(again.seed, split.seed);
    EXPECT_EQ(again.fold_count, 2);
    EXPECT_EQ(again.clips, split.clips);
    EXPECT_EQ(again.folds, split.folds);
  }
  EXPECT_FALSE(read_split(folder.file("missing.json")));
}

}  // namespace
}  // namespace kinemote::app
