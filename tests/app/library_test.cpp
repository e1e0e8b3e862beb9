#include "app/library.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "app/map_model.h"

namespace kinemote::app {
namespace {

ClipSet set_of(const std::vector<std::array<const char*, 3>>& rows,
               const std::string& folder = "/data") {
  ClipSet set;
  set.dataset.scheme = "folder";
  for (const auto& [name, label, content] : rows) {
    io::DatasetEntry entry;
    entry.path = folder + "/" + name + ".bvh";
    entry.name = name;
    entry.label = label;
    entry.content = content;
    set.dataset.entries.push_back(entry);
  }
  set.load = [](int) -> Result<io::ClipImport> { return bad_input("not needed here"); };
  return set;
}

Library three() {
  Library library;
  library.set(set_of({{"a1", "happy", "walk"}, {"a2", "sad", "walk"}, {"a3", "happy", "run"}}));
  return library;
}

TEST(Library, Find_Unknown_IsMinusOne) {
  EXPECT_EQ(Library().find("x"), -1);
  EXPECT_EQ(three().find("x"), -1);
}

TEST(Library, Find_ByIdNameOrFileName) {
  const Library library = three();
  EXPECT_EQ(library.find("/data/a2.bvh"), 1);
  EXPECT_EQ(library.find("a2"), 1);
  EXPECT_EQ(library.find("a2.bvh"), 1);
}

TEST(Library, TextFilter_NeedsAllWordsInAnyField) {
  Library library = three();
  library.set_text_filter("WALK happy");
  EXPECT_THAT(library.visible(), testing::ElementsAre(0));
  library.set_text_filter("nothing like it");
  EXPECT_TRUE(library.visible().empty());
  library.clear_filters();
  EXPECT_EQ(library.visible().size(), 3u);
}

TEST(Library, ChosenLabels_AddUpAndCombineWithText) {
  Library library = three();
  library.toggle_label("happy");
  EXPECT_THAT(library.visible(), testing::ElementsAre(0, 2));
  library.toggle_label("sad");
  EXPECT_EQ(library.visible().size(), 3u);
  library.set_text_filter("run");
  EXPECT_THAT(library.visible(), testing::ElementsAre(2));
}

TEST(Library, Add_OfKnownClips_AddsThemOnce) {
  Library library = three();
  EXPECT_EQ(library.add(set_of({{"b1", "", ""}}, "/other")), 3);
  EXPECT_EQ(library.add(set_of({{"a1", "happy", "walk"}})), 0);
  EXPECT_EQ(library.size(), 4);
}

TEST(LibraryEntry, Headline_NamesContentAndLabel) {
  LibraryEntry entry;
  entry.name = "take_07";
  EXPECT_EQ(entry.headline(), "take_07");
  entry.label = "proud";
  EXPECT_EQ(entry.headline(), "Proud");
  entry.content = "walk";
  EXPECT_EQ(entry.headline(), "Walk, proud");
}

MapResult map_of_three() {
  MapResult map;
  for (const auto& [name, label] : {std::pair{"a", "sad"}, {"b", "happy"}, {"c", "sad"}}) {
    MapClip clip;
    clip.entry.name = name;
    clip.entry.path = std::string("/data/") + name + ".bvh";
    clip.entry.label = label;
    clip.cluster = static_cast<int>(map.clips.size()) % 2;
    map.clips.push_back(clip);
  }
  map.coordinates = Eigen::MatrixXd::Zero(3, 2);
  map.eigenvalues = Eigen::Vector3d(3.0, 1.0, -0.5);
  map.eigenvalue_sum = map.eigenvalues.cwiseMax(0.0).sum();
  return map;
}

TEST(MapModel, Groups_ByLabelAndByCluster) {
  MapModel map;
  map.set(map_of_three(), LabelStyles({"sad", "happy"}));
  ASSERT_EQ(map.groups().size(), 2u);
  EXPECT_EQ(map.groups()[0].name, "happy");
  EXPECT_EQ(map.groups()[1].count, 2);
  EXPECT_EQ(map.group_of(0), 1);
  map.colour_by(MapColumn::kCluster);
  EXPECT_EQ(map.groups()[0].name, "cluster 1");
  EXPECT_EQ(map.group_of(1), 1);
}

TEST(MapModel, Isolate_TwiceShowsAllAgain) {
  MapModel map;
  map.set(map_of_three(), LabelStyles({"sad", "happy"}));
  map.isolate_group(1);
  EXPECT_TRUE(map.is_hidden(1));
  EXPECT_FALSE(map.is_hidden(0));
  EXPECT_EQ(map.hidden_count(), 1);
  map.isolate_group(1);
  EXPECT_EQ(map.hidden_count(), 0);
}

TEST(MapModel, ExplainedVariance_IsAShareOfThePositiveEigenvalues) {
  MapModel map;
  map.set(map_of_three(), LabelStyles({"sad", "happy"}));
  EXPECT_NEAR(*map.explained_variance(0), 0.75, 1e-12);
  EXPECT_NEAR(*map.explained_variance(1), 0.25, 1e-12);
  EXPECT_FALSE(map.explained_variance(7));
}

}  // namespace
}  // namespace kinemote::app
