#include "app/map_model.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>
#include <random>
#include <set>

#include "made_clips.h"

namespace kinemote::app {
namespace {

using testing::ElementsAre;

const std::vector<analysis::Pad> kPads = {
    {0, 0, 0}, {-0.5, 0.8, 0.9}, {-0.6, -0.4, -0.3}, {0.8, 0.5, 0.1}};

MapResult ward_map() {
  MapSettings settings;
  settings.cluster = "ward";
  return make_map(test::made_clips({"walk", "run", "wave"}, kPads), settings, {}).value();
}

LabelStyles styles_of(const MapResult& map) {
  std::vector<std::string> labels;
  for (const MapClip& clip : map.clips) labels.push_back(clip.entry.label);
  return LabelStyles(labels);
}

TEST(MapColumns, WithoutValuesOrDifferences_SayWhy) {
  std::vector<MapClip> clips(3);
  EXPECT_FALSE(column_problem(clips, MapColumn::kLabel).empty());
  EXPECT_FALSE(column_problem(clips, MapColumn::kArousal).empty());
  EXPECT_FALSE(column_problem(clips, MapColumn::kDuration).empty());
  EXPECT_TRUE(column_problem(clips, MapColumn::kCluster).empty());
  for (MapClip& clip : clips) clip.entry.content = "walk";
  EXPECT_EQ(column_problem(clips, MapColumn::kContent), "It is the same for all motions.");
  clips[1].entry.content = "run";
  EXPECT_TRUE(column_problem(clips, MapColumn::kContent).empty());
  clips[0].entry.pad = io::PadTriple{0.1, 0.2, 0.3};
  clips[2].entry.pad = io::PadTriple{0.1, 0.9, 0.3};
  EXPECT_TRUE(column_problem(clips, MapColumn::kArousal).empty());
  EXPECT_FALSE(column_problem(clips, MapColumn::kPleasure).empty());
  EXPECT_TRUE(std::isnan(number_of(clips[1], MapColumn::kArousal)));
  EXPECT_EQ(number_of(clips[2], MapColumn::kArousal), 0.9);
}

TEST(MapColumns, FolderAndCluster_AreReadFromPathAndMap) {
  MapClip clip;
  clip.entry.path = "/data/anna/walk.bvh";
  EXPECT_EQ(category_of(clip, 2, MapColumn::kFolder), "anna");
  EXPECT_EQ(category_of(clip, 2, MapColumn::kCluster), "cluster 3");
}

TEST(MapModel, ColourByANumber_SpansItsRangeAndSetsApartWhatHasNone) {
  MapResult result = ward_map();
  result.clips[1].entry.pad.reset();
  MapModel map;
  map.set(result, styles_of(result));
  map.colour_by(MapColumn::kArousal);
  EXPECT_EQ(map.low(), -0.4);
  EXPECT_EQ(map.high(), 0.8);
  EXPECT_NEAR(map.colour_share(0), 1.0 / 3.0, 1e-12);
  EXPECT_TRUE(std::isnan(map.colour_share(1)));
  ASSERT_EQ(map.groups().size(), 2u);
  EXPECT_EQ(map.groups()[1].count, 1);
  EXPECT_EQ(map.shape_column(), MapColumn::kLabel);
  map.toggle_group(1);
  EXPECT_TRUE(map.is_hidden(1));
  EXPECT_EQ(map.hidden_count(), 1);
}

TEST(MapModel, ShapeByAnotherColumn_ChangesShapesAloneAndHidesByThemToo) {
  const MapResult result = ward_map();
  MapModel map;
  map.set(result, styles_of(result));
  const int colour = map.style(5).colour;
  map.shape_by(MapColumn::kContent);
  ASSERT_EQ(map.shape_groups().size(), 3u);
  std::set<int> shapes;
  for (int i = 0; i < map.size(); ++i) shapes.insert(map.style(i).shape);
  EXPECT_EQ(shapes.size(), 3u);
  EXPECT_EQ(map.style(5).colour, colour);
  map.toggle_shape_group(0);
  EXPECT_EQ(map.hidden_count(), 4);
  map.shape_by(MapColumn::kArousal);
  EXPECT_EQ(map.shape_column(), MapColumn::kContent);
}

TEST(MapModel, ColourAndShapeTogether_StayTogether) {
  const MapResult result = ward_map();
  MapModel map;
  map.set(result, styles_of(result));
  map.colour_by(MapColumn::kContent);
  EXPECT_EQ(map.shape_column(), MapColumn::kContent);
  EXPECT_TRUE(map.shape_groups().empty());
}

TEST(MapModel, NewMapOfTheSamePlaces_KeepsViewColumnsAndHiddenGroups) {
  const MapResult result = ward_map();
  MapModel map;
  map.set(result, styles_of(result));
  map.shape_by(MapColumn::kContent);
  map.toggle_group(2);
  const size_t layout = map.layout_generation(), generation = map.generation();
  map.set(result, styles_of(result));
  EXPECT_EQ(map.layout_generation(), layout);
  EXPECT_GT(map.generation(), generation);
  EXPECT_EQ(map.shape_column(), MapColumn::kContent);
  EXPECT_TRUE(map.groups()[2].is_hidden);
  MapResult moved = result;
  moved.coordinates.row(0).setConstant(9.0);
  map.set(moved, styles_of(moved));
  EXPECT_GT(map.layout_generation(), layout);
}

TEST(MapModel, ManyTakes_ShareALastGroup) {
  MapResult result;
  for (int i = 0; i < 60; ++i) {
    MapClip clip;
    clip.cluster = 0;
    clip.entry.take = "take " + std::to_string(i % 50);
    result.clips.push_back(clip);
  }
  result.coordinates = Eigen::MatrixXd::Zero(60, 2);
  MapModel map;
  map.set(result, {});
  map.colour_by(MapColumn::kTake);
  ASSERT_EQ(map.groups().size(), 40u);
  EXPECT_EQ(map.groups().back().name, "11 others");
  EXPECT_EQ(map.groups().back().count, 11);
  EXPECT_EQ(map.groups()[1].name, "take 1");
  EXPECT_EQ(map.groups()[2].name, "take 2");
}

TEST(MapModel, TryCut_IsTheMapMadeWithThatNumber) {
  const ClipSet clips = test::made_clips({"walk", "run", "wave"}, kPads);
  MapSettings settings;
  settings.cluster = "ward";
  MapModel map;
  const MapResult first = make_map(clips, settings, {}).value();
  map.set(first, styles_of(first));
  map.colour_by(MapColumn::kCluster);
  for (const int k : {2, 5, 7, 3}) {
    settings.cluster_count = k;
    const MapResult expected = make_map(clips, settings, {}).value();
    map.try_cut(k);
    EXPECT_EQ(map.cluster_count(), k);
    EXPECT_EQ(map.groups().size(), static_cast<size_t>(k));
    for (int i = 0; i < map.size(); ++i) {
      EXPECT_EQ(map.cluster_of(i), expected.clips[i].cluster) << k << " " << i;
    }
  }
  map.try_cut(99);
  EXPECT_EQ(map.cluster_count(), 3);
}

TEST(MapNeighbours, AreThoseOfTheDistanceMatrixNotOfThePicture) {
  const MapResult map = ward_map();
  EXPECT_TRUE(map_neighbours(map, -1, 3).empty());
  EXPECT_TRUE(map_neighbours(map, 12, 3).empty());
  const auto near = map_neighbours(map, 4, 5);
  ASSERT_EQ(near.size(), 5u);
  const std::vector<int> expected = analysis::nearest_neighbours(*map.distances, 4, 5);
  for (size_t i = 0; i < near.size(); ++i) {
    EXPECT_EQ(near[i].point, expected[i]);
    EXPECT_EQ(near[i].distance, (*map.distances)(4, expected[i]));
  }
  EXPECT_EQ(map_neighbours(map, 4, 99).size(), map.clips.size() - 1);
}

TEST(MapNeighbours, OfALandmarkMap_AreMeasured) {
  MapSettings settings;
  settings.embed = "landmark";
  settings.landmarks = 6;
  const ClipSet clips = test::made_clips({"walk", "run", "wave"}, kPads);
  const auto sparse = make_map(clips, settings, {});
  ASSERT_TRUE(sparse);
  EXPECT_EQ(sparse->distances, nullptr);
  const auto near = map_neighbours(*sparse, 4, 3), full = map_neighbours(ward_map(), 4, 3);
  for (int i = 0; i < 3; ++i) {
    EXPECT_EQ(near[i].point, full[i].point);
    EXPECT_NEAR(near[i].distance, full[i].distance, 1e-9);
  }
}

TEST(MapNeighbours, PictureThatMisleads_IsNoticed) {
  MapResult map = ward_map();
  const auto nearest = map_neighbours(map, 0, 1).front();
  map.coordinates.row(nearest.point).setConstant(1e3);
  EXPECT_FALSE(map_neighbours(map, 0, 1).front().is_near_on_map);
}

TEST(MapConfusion, CountsEveryClipOnce) {
  std::vector<MapClip> clips(5);
  const std::vector<std::string> labels{"sad", "", "happy", "sad", "sad"};
  for (size_t i = 0; i < clips.size(); ++i) clips[i].entry.label = labels[i];
  const MapConfusion table = map_confusion(clips, {1, 0, 0, 1, 2});
  EXPECT_THAT(table.labels, ElementsAre("happy", "sad", ""));
  EXPECT_EQ(table.cluster_count, 3);
  EXPECT_THAT(table.counts, ElementsAre(1, 0, 0, 0, 2, 1, 1, 0, 0));
  EXPECT_NEAR(table.share(1, 1), 2.0 / 3.0, 1e-12);
}

TEST(LabelComposition, IsSortedByCount) {
  std::vector<MapClip> clips(4);
  const std::vector<std::string> labels{"a", "b", "b", "c"};
  for (size_t i = 0; i < clips.size(); ++i) clips[i].entry.label = labels[i];
  const auto parts = label_composition(clips, {0, 1, 2, 3});
  ASSERT_EQ(parts.size(), 3u);
  EXPECT_EQ(parts[0], (std::pair<std::string, int>{"b", 2}));
  EXPECT_EQ(parts[1].first, "a");
}

// --- Selection ---

TEST(MapSelection, FewerThanThreeCorners_HoldNothing) {
  EXPECT_FALSE(is_inside({}, {0, 0}));
  const std::vector<MapPoint> line{{-1, 0}, {1, 0}};
  EXPECT_FALSE(is_inside(line, {0, 0}));
  EXPECT_TRUE(points_inside(line, {}).empty());
}

TEST(MapSelection, Rectangle_HoldsWhatLiesBetweenItsCorners) {
  const auto box = rectangle_between({2, -1}, {-1, 3});
  EXPECT_TRUE(is_inside(box, {0, 0}));
  EXPECT_FALSE(is_inside(box, {0, -1.5f}));
  EXPECT_FALSE(is_inside(box, {2.5f, 0}));
}

TEST(MapSelection, ConcaveAndCrossedOutlines_FollowTheEvenOddRule) {
  const std::vector<MapPoint> u{{0, 0}, {3, 0}, {3, 3}, {2, 3}, {2, 1}, {1, 1}, {1, 3}, {0, 3}};
  EXPECT_TRUE(is_inside(u, {0.5f, 2}));
  EXPECT_FALSE(is_inside(u, {1.5f, 2}));
  const std::vector<MapPoint> bow_tie{{0, 0}, {2, 2}, {2, 0}, {0, 2}};
  EXPECT_TRUE(is_inside(bow_tie, {0.2f, 1}));
  EXPECT_FALSE(is_inside(bow_tie, {1, 1.8f}));
}

TEST(MapSelection, RandomPointsInACircle_AreThoseOfItsRadius) {
  std::mt19937 random(3);
  std::uniform_real_distribution<float> at(-2.0f, 2.0f);
  std::vector<MapPoint> circle, points;
  constexpr int kCorners = 720;
  for (int i = 0; i < kCorners; ++i) {
    const float angle = 6.2831853f * static_cast<float>(i) / kCorners;
    circle.push_back({std::cos(angle), std::sin(angle)});
  }
  for (int i = 0; i < 2000; ++i) points.push_back({at(random), at(random)});
  std::vector<int> expected;
  for (int i = 0; i < 2000; ++i) {
    const double radius = std::hypot(points[i][0], points[i][1]);
    ASSERT_GT(std::abs(radius - 1.0), 1e-5);  // none on the edge
    if (radius < 1.0) expected.push_back(i);
  }
  EXPECT_EQ(points_inside(points, circle), expected);
}

// --- Tree ---

TEST(MapTree, WithoutMerges_IsEmptyAndHasNoBranches) {
  const MapTree tree = make_map_tree({});
  EXPECT_TRUE(tree.is_empty());
  EXPECT_EQ(tree.branch_at(0, 0), -1);
}

TEST(MapTree, FourLeaves_StandWithoutCrossingsAndCutWhereTheyMerge) {
  // 0-2 at 1, 1-3 at 2, both at 5.
  const MapTree tree = make_map_tree({{0, 2, 1.0, 2}, {1, 3, 2.0, 2}, {4, 5, 5.0, 4}});
  EXPECT_THAT(tree.order, ElementsAre(0, 2, 1, 3));
  EXPECT_FLOAT_EQ(tree.nodes[tree.root()].x, 1.5f);
  EXPECT_EQ(tree.clusters_at(0.5f), 4);
  EXPECT_EQ(tree.clusters_at(1.5f), 3);
  EXPECT_EQ(tree.clusters_at(3.0f), 2);
  EXPECT_EQ(tree.clusters_at(6.0f), 1);
  for (int k = 1; k <= 4; ++k) EXPECT_EQ(tree.clusters_at(tree.cut_height(k)), k) << k;
  EXPECT_THAT(tree.clips_below(tree.branch_at(0.0f, 3.0f)), ElementsAre(0, 2));
  EXPECT_THAT(tree.clips_below(tree.branch_at(3.2f, 3.0f)), ElementsAre(1, 3));
  EXPECT_THAT(tree.clips_below(tree.branch_at(3.2f, 0.5f)), ElementsAre(3));
  EXPECT_EQ(tree.branch_at(1.0f, 5.5f), tree.root());
  EXPECT_EQ(tree.branch_at(9.0f, 1.0f), -1);
}

TEST(MapTree, OfARealMap_CutsAsTheClusters) {
  const MapResult map = ward_map();
  const MapTree tree = make_map_tree(map.dendrogram);
  std::vector<int> order = tree.order;
  std::sort(order.begin(), order.end());
  for (int i = 0; i < static_cast<int>(order.size()); ++i) EXPECT_EQ(order[i], i);
  for (int k = 1; k <= tree.leaf_count(); ++k) {
    EXPECT_EQ(tree.clusters_at(tree.cut_height(k)), k);
  }
}

}  // namespace
}  // namespace kinemote::app
