#include "app/map_job.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <fstream>
#include <nlohmann/json.hpp>
#include <random>

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
  EXPECT_NEAR((*map->distances)(2, 5), analysis::wasserstein1(signature(2), signature(5)), 1e-12);
  EXPECT_EQ((*map->distances)(5, 2), (*map->distances)(2, 5));
  EXPECT_EQ((*map->distances)(3, 3), 0.0);
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
        "ari", "purity", "nmi", "trustworthiness", "continuity", "shepard", "dendrogram",
        "cluster_sizes", "baseline", "timings_s", "settings", "seed"}) {
    EXPECT_TRUE(parsed.contains(key)) << key;
  }
  for (const char* key : {"path", "name", "label", "content", "pad", "coords", "cluster"}) {
    EXPECT_TRUE(parsed["clips"][0].contains(key)) << key;
  }
  EXPECT_EQ(parsed["clips"][0]["coords"].size(), 2u);
  EXPECT_EQ(parsed["eigenvalues"].size(), 8u);
  EXPECT_FALSE(json::parse(map_to_json(*map, false)).contains("timings_s"));
}

TEST(MapSettings, DistanceThatDoesNotFit_IsAUsageErrorNamingThoseThatDo) {
  const auto message = [](const std::string& signature, const std::string& distance) {
    MapSettings settings;
    settings.signature = signature;
    settings.distance = distance;
    const Status status = settings.validate();
    return status ? "" : status.error().message;
  };
  EXPECT_THAT(message("lma", "w1"), HasSubstr("expected euclidean"));
  EXPECT_THAT(message("axis-gradient", "w1"), HasSubstr("expected sliced"));
  EXPECT_THAT(message("speed", "dtw"), HasSubstr("expected w1, w2 or sliced"));
  EXPECT_EQ(message("", "dtw"), "");
  EXPECT_EQ(message("poses", "euclidean"), "");
  EXPECT_THAT(message("latent", ""), HasSubstr("--model"));
  EXPECT_THAT(parse_weights("arms=2,head").error().message, HasSubstr("\"head\""));
  EXPECT_EQ(parse_weights("arms=2,head=0.5").value()[1].second, 0.5);
}

TEST(MakeMap, EverySignatureAndDistance_GivesAMapAndPlacesItsOwnClip) {
  const ClipSet set = test::made_clips({"walk", "wave"}, kFourPads);
  const Clip own = set.load(5).value().clip;
  for (const auto& [signature, distance] :
       std::vector<std::pair<std::string, std::string>>{{"velocity-gradient", "w1"},
                                                        {"speed", "w2"},
                                                        {"jerk", "sliced"},
                                                        {"axis-gradient", ""},
                                                        {"poses", "dtw"},
                                                        {"poses", "euclidean"},
                                                        {"lma", ""},
                                                        {"lma27", ""},
                                                        {"lma25", ""},
                                                        {"kinematics", ""}}) {
    SCOPED_TRACE(signature + " by " + distance);
    MapSettings settings;
    settings.signature = signature;
    settings.distance = distance;
    settings.directions = 8;
    const auto map = make_map(set, settings, {});
    ASSERT_TRUE(map) << map.error().message;
    ASSERT_NE(map->placer, nullptr);
    const auto placed = map->placer->place(own);
    ASSERT_TRUE(placed) << placed.error().message;
    EXPECT_LT((placed->coordinates - map->coordinates.row(5).transpose()).norm(),
              1e-6 * (1.0 + map->coordinates.norm()));
    EXPECT_EQ(placed->neighbours.front().first, 5);
    EXPECT_NEAR(placed->neighbours.front().second, 0.0, 1e-9);
  }
}

TEST(MakeMap, PooledByPart_IsTheWeightedMeanOfItsParts) {
  const ClipSet set = test::made_clips({"walk"}, kFourPads);
  const auto distance = [&](std::vector<std::pair<std::string, double>> weights) {
    MapSettings settings;
    settings.pool = "part";
    settings.weights = std::move(weights);
    return (*make_map(set, settings, {}).value().distances)(2, 1);
  };
  const double head = distance({{"trunk", 0}, {"arms", 0}, {"legs", 0}});
  const double arms = distance({{"trunk", 0}, {"head", 0}, {"legs", 0}});
  EXPECT_NEAR(distance({{"trunk", 0}, {"legs", 0}, {"arms", 3}}), (head + 3 * arms) / 4, 1e-12);
  EXPECT_NE(head, arms);
}

TEST(MakeMap, SmacofMap_PlacesWithoutMovingTheMap) {
  const ClipSet set = test::made_clips({"walk", "wave"}, kFourPads);
  MapSettings settings;
  settings.embed = "smacof";
  auto map = make_map(set, settings, {}).value();
  const Eigen::MatrixXd before = map.coordinates;
  ASSERT_TRUE(place_clips(map, test::made_clips({"walk"}, {{0.1, 0.2, 0.1}}, 2), {}));
  EXPECT_EQ(map.placed.size(), 2u);
  EXPECT_EQ(map.coordinates, before);
  const json parsed = json::parse(map_to_json(map));
  EXPECT_EQ(parsed["placed"][0]["coords"].size(), 2u);
  EXPECT_EQ(parsed["placed"][0]["neighbours"].size(), 5u);
}

TEST(MakeMap, LandmarkMapOfAllClips_IsTheClassicalMap) {
  const ClipSet set = test::made_clips({"walk", "wave"}, kFourPads);
  MapSettings settings;
  settings.embed = "landmark";
  const auto map = make_map(set, settings, {}).value();
  const auto classical = make_map(set, {}, {}).value();
  EXPECT_EQ(map.landmarks.size(), 8u);
  EXPECT_LT((map.coordinates - classical.coordinates).norm(), 1e-9);
  EXPECT_FALSE(write_matrix_csv("never.csv", map));
  settings.cluster = "average";
  EXPECT_EQ(make_map(set, settings, {}).error().code, ErrorCode::kUsage);
}

TEST(MakeMap, AlignedWithItsOwnFile_StaysAndSaysSo) {
  const ClipSet set = test::made_clips({"walk", "wave"}, kFourPads);
  const auto map = make_map(set, {}, {}).value();
  test::TemporaryFolder folder;
  const std::string path = folder.file("map.json");
  std::ofstream(path) << map_to_json(map);
  MapSettings settings;
  settings.align = read_map_file(path).value();
  // As if the other map had been turned, mirrored and enlarged.
  settings.align->coordinates.col(0).swap(settings.align->coordinates.col(1));
  settings.align->coordinates *= 3.0;
  const auto aligned = make_map(set, settings, {}).value();
  ASSERT_TRUE(aligned.alignment);
  EXPECT_NEAR(aligned.alignment->disparity, 0.0, 1e-9);
  EXPECT_NEAR(aligned.alignment->scale, 3.0, 1e-6);
  EXPECT_LT((aligned.coordinates - settings.align->coordinates).norm(), 1e-6);
  const auto placed = aligned.placer->place(set.load(3).value().clip).value();
  EXPECT_LT((placed.coordinates - aligned.coordinates.row(3).transpose()).norm(), 1e-6);
  settings.align->names.assign(8, "stranger");
  EXPECT_THAT(make_map(set, settings, {}).error().message, HasSubstr("0 clips in common"));
}

TEST(ReadMapFile, OtherFiles_AreRefusedByName) {
  test::TemporaryFolder folder;
  const std::string path = folder.file("map.json");
  for (const char* text :
       {"{", "[]", "{\"clips\": []}", "{\"clips\": [{\"name\": \"a\"}]}",
        R"({"clips": [{"name": "a", "coords": [1]}, {"name": "b", "coords": []}]})",
        R"({"clips": [{"name": "a", "coords": ["x"]}]})"}) {
    std::ofstream(path) << text;
    const auto map = read_map_file(path);
    ASSERT_FALSE(map) << text;
    EXPECT_THAT(map.error().message, HasSubstr("map.json"));
  }
}

TEST(MakeMap, AutomaticCount_IsSuggestedAndListed) {
  MapSettings settings;
  settings.cluster_count = MapSettings::kAutoCount;
  settings.cluster = "ward";
  const auto map =
      make_map(test::made_clips({"walk", "wave", "run"}, kFourPads), settings, {}).value();
  ASSERT_TRUE(map.suggested_count);
  EXPECT_EQ(map.settings.cluster_count, map.suggested_count->k);
  EXPECT_EQ(static_cast<int>(map.cluster_sizes.size()), map.suggested_count->k);
  EXPECT_EQ(map.suggested_count->silhouettes.size(), 3u);  // 2, 3, 4: a third of the clips
  EXPECT_EQ(map.dendrogram.size(), 11u);
  EXPECT_EQ(json::parse(map_to_json(map))["suggested_k"]["tried"].size(), 3u);
}

TEST(LearnStyle, TooFewContents_AreRefused) {
  const Eigen::MatrixXd numbers = Eigen::MatrixXd::Random(10, 3);
  const auto style = learn_style(numbers, std::vector<std::string>(10, "sad"),
                                 std::vector<std::string>(10, "walk"), 1, {});
  ASSERT_FALSE(style);
  EXPECT_THAT(style.error().message, HasSubstr("at least 6 contents"));
}

/// Clips of eight contents and five styles; numbers are a huge offset of the content, `strength` of
/// the style, and scatter.
StyleSpace made_style(double strength) {
  std::mt19937_64 engine(3);
  const auto noise = [&] { return static_cast<double>(engine() % 2001) / 1000.0 - 1.0; };
  const Eigen::MatrixXd of_style = Eigen::MatrixXd::NullaryExpr(5, 12, noise);
  Eigen::MatrixXd numbers(160, 12);
  std::vector<std::string> labels, contents;
  for (int i = 0; i < 160; ++i) {
    const int style = i % 5;
    const int content = i / 20;
    for (int c = 0; c < 12; ++c) {
      numbers(i, c) = 1000.0 * content * (c % 3) + strength * of_style(style, c) + 0.3 * noise();
    }
    labels.push_back("style" + std::to_string(style));
    contents.push_back("content" + std::to_string(content));
  }
  return learn_style(numbers, labels, contents, 1, {}).value();
}

TEST(LearnStyle, StyleBehindContent_IsFoundOnOtherContents) {
  const StyleSpace space = made_style(1.0);
  EXPECT_EQ(space.kept.size(), 160u);
  EXPECT_GT(space.report.map.ari_scored, 0.9);
  EXPECT_GT(space.report.exchange.ari_scored, 0.9);
  EXPECT_LT(space.report.map.chance_p95, 0.1);
  EXPECT_EQ(space.report.map.scored_on.size(), 4u);
  EXPECT_EQ(space.report.map.scored_on, space.report.exchange.learned_on);
  EXPECT_EQ(space.report.map.within.size(), 4u);
  for (const auto row : space.numbers.rowwise()) EXPECT_NEAR(row.norm(), 1.0, 1e-9);
}

TEST(LearnStyle, NoStyleAtAll_ScoresAsChanceThoughItWasLearned) {
  const StyleSpace space = made_style(0.0);
  EXPECT_LT(space.report.map.ari_scored, 0.1);
  EXPECT_GT(space.report.map.ari_learned, space.report.map.ari_scored);
}

TEST(LearnStyle, BoneLengthsOfASession_GiveNothingAway) {
  // A constant that differs in the seventh digit between styles, and noise: nothing to learn.
  std::mt19937_64 engine(3);
  Eigen::MatrixXd numbers(160, 2);
  std::vector<std::string> labels, contents;
  for (int i = 0; i < 160; ++i) {
    numbers.row(i) << 0.25 * (1.0 + 1e-7 * (i % 5)), static_cast<double>(engine() % 1000);
    labels.push_back("style" + std::to_string(i % 5));
    contents.push_back("content" + std::to_string(i / 20));
  }
  EXPECT_LT(learn_style(numbers, labels, contents, 1, {}).value().report.map.ari_scored, 0.1);
}

TEST(MakeMap, RealStyles_ShowOnContentsThatWereNotLearned) {
  const auto folder = test::data_root() / "bandai-namco" / "dataset-1" / "data";
  KINEMOTE_NEEDS_DATA(folder);
  const auto set = open_clip_set(folder.string(), {}, {});
  ASSERT_TRUE(set);
  MapSettings settings;
  settings.signature = "style";
  const auto map = make_map(*set, settings, {}).value();
  ASSERT_TRUE(map.style);
  EXPECT_GE(map.style->map.ari_scored, 0.3);
  EXPECT_GE(map.style->exchange.ari_scored, 0.3);
  ASSERT_FALSE(map.style->map.within.empty());
  EXPECT_GE(map.style->map.within.front().ari, 0.5);
  EXPECT_EQ(map.placer, nullptr);
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
      EXPECT_NEAR((*map->distances)(i, j), expected[i][j].get<double>(), 1e-9);
    }
  }
}

}  // namespace
}  // namespace kinemote::app
