#include "analysis/stats/splits.h"

#include <gmock/gmock.h>

#include <map>
#include <set>

namespace kinemote::analysis {
namespace {

std::vector<SplitClip> made_clips() {
  std::vector<SplitClip> clips;
  for (int i = 0; i < 60; ++i) {
    const std::string content = i % 3 == 0 ? "walk" : i % 3 == 1 ? "run" : "bow";
    clips.push_back({"clip_" + std::to_string(i), "take_" + std::to_string(i / 4), content});
  }
  return clips;
}

TEST(MakeSplit, UnusableRequests_AreRefused) {
  EXPECT_EQ(make_split(made_clips(), SplitKind::kClip, 1, 1).error().code, ErrorCode::kUsage);
  EXPECT_THAT(make_split(made_clips(), SplitKind::kContent, 4, 1).error().message,
              testing::HasSubstr("3 different contents, too few for a split into 4"));
  auto clips = made_clips();
  clips[7].name = clips[3].name;
  EXPECT_THAT(make_split(clips, SplitKind::kTake, 2, 1).error().message,
              testing::HasSubstr("\"clip_3\" twice"));
  EXPECT_THAT(parse_split_kind("person").error().message,
              testing::HasSubstr("window, clip, take or content"));
  EXPECT_EQ(parse_split_kind("take").value(), SplitKind::kTake);
}

TEST(MakeSplit, EachKind_KeepsTogetherWhatItSays) {
  const auto clips = made_clips();
  for (const SplitKind kind : {SplitKind::kClip, SplitKind::kTake, SplitKind::kContent}) {
    const Split split = make_split(clips, kind, 3, 5).value();
    std::map<std::string, std::set<int>> folds_of;
    std::vector<int> load(3, 0);
    for (size_t i = 0; i < clips.size(); ++i) {
      const std::string group = kind == SplitKind::kClip   ? clips[i].name
                                : kind == SplitKind::kTake ? clips[i].take
                                                           : clips[i].content;
      folds_of[group].insert(split.folds[i]);
      ++load[split.folds[i]];
    }
    for (const auto& [group, folds] : folds_of) EXPECT_EQ(folds.size(), 1u) << group;
    EXPECT_THAT(load, testing::Each(20));
  }
}

TEST(MakeSplit, SameSeed_DealsTheSame) {
  const auto clips = made_clips();
  const auto folds = [&](uint64_t seed) {
    return make_split(clips, SplitKind::kTake, 4, seed).value().folds;
  };
  EXPECT_EQ(folds(2), folds(2));
  EXPECT_NE(folds(2), folds(3));
}

TEST(FoldsOfWindows, ClipsInAnotherOrder_KeepTheirFolds) {
  const Split split = make_split(made_clips(), SplitKind::kTake, 4, 1).value();
  const std::vector<std::string> names{split.clips[40], split.clips[2]};
  EXPECT_EQ(folds_of_windows(split, names, {1, 1, 0}).value(),
            (std::vector{split.folds[2], split.folds[2], split.folds[40]}));
  EXPECT_THAT(folds_of_windows(split, {"new"}, {0}).error().message,
              testing::HasSubstr("clip \"new\""));
}

TEST(FoldsOfWindows, WindowSplit_TearsClipsApart) {
  const Split split = make_split(made_clips(), SplitKind::kWindow, 2, 1).value();
  const auto folds = folds_of_windows(split, {"a"}, std::vector<int>(10, 0)).value();
  EXPECT_EQ(std::count(folds.begin(), folds.end(), 0), 5);
}

TEST(Split, FoldOutOfRange_IsRefused) {
  Split split = make_split(made_clips(), SplitKind::kClip, 3, 1).value();
  split.folds[5] = 3;
  EXPECT_THAT(split.validate().error().message, testing::HasSubstr("clip_5"));
  split.folds.pop_back();
  EXPECT_FALSE(split.validate().ok());
}

}  // namespace
}  // namespace kinemote::analysis
