#include "app/map_job.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <fstream>
#include <nlohmann/json.hpp>

#include "analysis/features/motor_signature.h"
#include "analysis/stats/wasserstein.h"
#include "app/clip_loader.h"
#include "made_clips.h"
#include "support/real_data.h"
#include "support/temporary_folder.h"

namespace kinemote::app {
namespace {

using nlohmann::json;
using testing::HasSubstr;

const std::vector<analysis::Pad> kFourPads = {
    {0, 0, 0}, {-0.5, 0.8, 0.9}, {-0.6, -0.4, -0.3}, {0.8, 0.5, 0.1}};

TEST(MapSettings, WordsAndNumbersOutOfRange_AreUsageErrors) {
  EXPECT_TRUE(MapSettings().validate());
  const auto code = [](auto change) {
    MapSettings settings;
    change(settings);
    const Status status = settings.validate();
    return status ? ErrorCode::kCancelled : status.error().code;
  };
  EXPECT_EQ(code([](MapSettings& s) { s.signature = "colour"; }), ErrorCode::kUsage);
  EXPECT_EQ(code([](MapSettings& s) { s.embed = "tsne"; }), ErrorCode::kUsage);
  EXPECT_EQ(code([](MapSettings& s) { s.cluster = "dbscan"; }), ErrorCode::kUsage);
  EXPECT_EQ(code([](MapSettings& s) { s.dims = 0; }), ErrorCode::kUsage);
  EXPECT_EQ(code([](MapSettings& s) { s.dims = 11; }), ErrorCode::kUsage);
  EXPECT_EQ(code([](MapSettings& s) { s.cluster_count = 1; }), ErrorCode::kUsage);
}

TEST(MakeMap, TwoClips_AreTooFew) {
  const auto map = make_map(test::made_clips({"walk"}, {{0, 0, 0}, {0, 1, 0}}), {}, {});
  ASSERT_FALSE(map);
  EXPECT_EQ(map.error().code, ErrorCode::kBadInput);
  EXPECT_THAT(map.error().message, HasSubstr("at least 3"));
}

TEST(MakeMap, MoreClustersThanClips_IsAUsageError) {
  MapSettings settings;
  settings.cluster_count = 5;
  const auto map = make_map(test::made_clips({"walk"}, kFourPads), settings, {});
  ASSERT_FALSE(map);
  EXPECT_EQ(map.error().code, ErrorCode::kUsage);
}

TEST(MakeMap, ProgressAsksToStop_IsCancelled) {
  const auto set = test::made_clips({"walk"}, kFourPads);
  for (const double when : {0.0, 0.5, 1.0}) {
    const auto map = make_map(set, {}, [&](std::string_view, double f) { return f < when; });
    ASSERT_FALSE(map);
    EXPECT_EQ(map.error().code, ErrorCode::kCancelled);
  }
}

TEST(MakeMap, ClipThatCannotBeRead_IsSkippedWithAWarning) {
  ClipSet set = test::made_clips({"walk"}, kFourPads);
  const auto load = set.load;
  set.load = [load](int i) -> Result<io::ClipImport> {
    if (i == 1) return bad_input("broken.bvh:3:1: expected a joint");
    return load(i);
  };
  const auto map = make_map(set, {}, {});
  ASSERT_TRUE(map);
  EXPECT_EQ(map->clips.size(), 3u);
  EXPECT_THAT(map->warnings, testing::Contains(HasSubstr("broken.bvh:3:1")));
}

TEST(MakeMap, Distances_AreWassersteinDistancesOfTheSignatures) {
  const ClipSet set = test::made_clips({"walk", "run"}, kFourPads);
  MapSettings settings;
  settings.normalise = analysis::Normalise::kNone;
  const auto map = make_map(set, settings, {});
  ASSERT_TRUE(map);
  const auto signature = [&](int i) {
    return analysis::velocity_gradient_signature(forward_kinematics(set.load(i)->clip)).value();
  };
  EXPECT_EQ(map->distances(2, 5), analysis::wasserstein1(signature(2), signature(5)));
  EXPECT_EQ(map->distances(5, 2), map->distances(2, 5));
  EXPECT_EQ(map->distances(3, 3), 0.0);
}

TEST(MakeMap, EveryClustering_GivesAsManyClustersAsAskedBySize) {
  const ClipSet set = test::made_clips({"walk", "wave"}, kFourPads);
  for (const char* method : {"kmeans", "ward", "average", "complete"}) {
    MapSettings settings;
    settings.cluster = method;
    settings.cluster_count = 3;
    const auto map = make_map(set, settings, {});
    ASSERT_TRUE(map) << method;
    ASSERT_EQ(map->cluster_sizes.size(), 3u) << method;
    EXPECT_TRUE(std::is_sorted(map->cluster_sizes.rbegin(), map->cluster_sizes.rend()));
    std::vector<int> sizes(3, 0);
    for (const MapClip& clip : map->clips) ++sizes.at(clip.cluster);
    EXPECT_EQ(sizes, map->cluster_sizes) << method;
  }
}

TEST(MakeMap, WithoutClusterCount_TakesTheNumberOfLabels) {
  const auto map = make_map(test::made_clips({"walk", "run"}, kFourPads), {}, {});
  ASSERT_TRUE(map);
  EXPECT_EQ(map->cluster_sizes.size(), 4u);
}

TEST(MakeMap, WithoutLabels_HasNoLabelScores) {
  ClipSet set = test::made_clips({"walk"}, kFourPads);
  for (io::DatasetEntry& entry : set.dataset.entries) entry.label.clear();
  const auto map = make_map(set, {}, {});
  ASSERT_TRUE(map);
  EXPECT_TRUE(std::isnan(map->ari));
  const json parsed = json::parse(map_to_json(*map));
  EXPECT_TRUE(parsed["ari"].is_null());
  EXPECT_TRUE(parsed["baseline"]["purity_mean"].is_null());
  EXPECT_THAT(map->warnings, testing::Contains(HasSubstr("labels.json")));
}

TEST(MakeMap, LmaSignatureAndSmacof_Work) {
  MapSettings settings;
  settings.signature = "lma";
  settings.embed = "smacof";
  settings.dims = 3;
  const auto map = make_map(test::made_clips({"walk", "bow"}, kFourPads), settings, {});
  ASSERT_TRUE(map) << map.error().message;
  EXPECT_EQ(map->coordinates.cols(), 3);
  EXPECT_GT(map->stress1, 0.0);
  EXPECT_LT(map->stress1, 0.5);
}

TEST(MakeMap, AnyNumberOfThreads_GivesTheSameBytes) {
  const ClipSet set = test::made_clips({"walk", "idle"}, kFourPads);
  MapSettings settings;
  settings.threads = 1;
  const auto one = make_map(set, settings, {});
  settings.threads = 3;
  const auto three = make_map(set, settings, {});
  ASSERT_TRUE(one && three);
  EXPECT_EQ(map_to_json(*one, false), map_to_json(*three, false));
  EXPECT_EQ(map_to_svg(*one), map_to_svg(*three));
}

TEST(MapToJson, Keys_AreThoseOfTheContract) {
  const auto map = make_map(test::made_clips({"walk", "run"}, kFourPads), {}, {});
  ASSERT_TRUE(map);
  const json parsed = json::parse(map_to_json(*map));
  for (const char* key :
       {"clips", "eigenvalues", "stress1", "silhouette", "davies_bouldin", "calinski_harabasz",
        "ari", "purity", "cluster_sizes", "baseline", "timings_s", "settings", "seed"}) {
    EXPECT_TRUE(parsed.contains(key)) << key;
  }
  for (const char* key : {"path", "name", "label", "content", "pad", "coords", "cluster"}) {
    EXPECT_TRUE(parsed["clips"][0].contains(key)) << key;
  }
  EXPECT_EQ(parsed["clips"][0]["coords"].size(), 2u);
  EXPECT_EQ(parsed["eigenvalues"].size(), 8u);
  EXPECT_FALSE(json::parse(map_to_json(*map, false)).contains("timings_s"));
}

TEST(MapToSvg, HostileNames_AreEscaped) {
  ClipSet set = test::made_clips({"walk"}, kFourPads);
  set.dataset.entries[0].name = "</svg><script>";
  set.dataset.entries[0].label = "a & b \"c\"";
  const auto map = make_map(set, {}, {});
  ASSERT_TRUE(map);
  const std::string svg = map_to_svg(*map);
  EXPECT_EQ(svg.find("<script>"), std::string::npos);
  EXPECT_THAT(svg, HasSubstr("a &amp; b &quot;c&quot; (1)"));
  EXPECT_THAT(svg, testing::EndsWith("</svg>\n"));
}

TEST(MapToSvg, OneDimensionAndEqualClips_StillGiveFiniteNumbers) {
  ClipSet set = test::made_clips({"walk"}, kFourPads);
  const Clip same = set.load(0)->clip;
  set.load = [same](int) -> Result<io::ClipImport> { return io::ClipImport{same}; };
  MapSettings settings;
  settings.dims = 1;
  const auto map = make_map(set, settings, {});
  ASSERT_TRUE(map) << map.error().message;
  const std::string svg = map_to_svg(*map);
  EXPECT_EQ(svg.find("nan"), std::string::npos);
  EXPECT_EQ(svg.find("inf"), std::string::npos);
}

TEST(WriteMatrixCsv, Matrix_HasARowAndAColumnAClip) {
  test::TemporaryFolder folder;
  const auto map = make_map(test::made_clips({"walk"}, kFourPads), {}, {});
  ASSERT_TRUE(map);
  ASSERT_TRUE(write_matrix_csv(folder.file("m.csv"), *map));
  std::ifstream stream(folder.file("m.csv"));
  std::string line;
  std::getline(stream, line);
  EXPECT_EQ(line.substr(0, 16), "clip,walk_0_1,wa");
  int rows = 0;
  while (std::getline(stream, line)) {
    EXPECT_EQ(std::count(line.begin(), line.end(), ','), 4);
    ++rows;
  }
  EXPECT_EQ(rows, 4);
}

TEST(MakeMap, RealData_AgreesWithTheReferenceDistances) {
  const auto reference = test::oracle_root() / "w1.json";
  KINEMOTE_NEEDS_DATA(reference);
  std::ifstream stream(reference);
  const json oracle = json::parse(stream);
  io::Dataset dataset;
  dataset.root = "reference";
  for (const json& clip : oracle.at("clips")) {
    const auto path = test::data_root() / "bandai-namco" / clip.get<std::string>();
    KINEMOTE_NEEDS_DATA(path);
    dataset.entries.push_back({path, path.stem().string(), "", "", "", std::nullopt});
  }
  MapSettings settings;
  settings.normalise = analysis::Normalise::kNone;
  const auto map = make_map(dataset, settings, {});
  ASSERT_TRUE(map) << map.error().message;
  const json& expected = oracle.at("pooled");
  for (size_t i = 0; i < expected.size(); ++i) {
    for (size_t j = 0; j < expected.size(); ++j) {
      EXPECT_NEAR(map->distances(i, j), expected[i][j].get<double>(), 1e-9);
    }
  }
}

}  // namespace
}  // namespace kinemote::app
