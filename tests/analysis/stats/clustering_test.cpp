#include "analysis/stats/clustering.h"

#include <gmock/gmock.h>

#include <algorithm>
#include <cmath>
#include <map>

#include "analysis/oracle.h"

namespace kinemote::analysis {
namespace {

using Eigen::MatrixXd;
using testing::ElementsAre;
using testing::HasSubstr;

std::vector<int> by_first_appearance(const std::vector<int>& labels) {
  std::map<int, int> number;
  std::vector<int> out;
  for (const int label : labels) {
    out.push_back(number.try_emplace(label, static_cast<int>(number.size())).first->second);
  }
  return out;
}

/// Three groups of 12, 9 and 6 points about far-apart centres; `labels` tells which.
MatrixXd blobs(std::vector<int>& labels) {
  const double centres[3][2] = {{0.0, 0.0}, {10.0, 1.0}, {-3.0, 12.0}};
  const int sizes[3] = {6, 12, 9};
  MatrixXd points(27, 2);
  labels.clear();
  for (int c = 0; c < 3; ++c) {
    for (int i = 0; i < sizes[c]; ++i) {
      const int row = static_cast<int>(labels.size());
      points.row(row) << centres[c][0] + std::sin(5.0 * row), centres[c][1] + std::cos(3.0 * row);
      labels.push_back(c);
    }
  }
  return points;
}

TEST(KMeans, ImpossibleRequests_AreRefusedWithAReason) {
  std::vector<int> labels;
  const MatrixXd points = blobs(labels);
  EXPECT_EQ(kmeans(points, 0, 1).error().code, ErrorCode::kUsage);
  EXPECT_THAT(kmeans(points, 28, 1).error().message, HasSubstr("28 clusters of 27 points"));
  EXPECT_EQ(kmeans(points, 3, 1, 0).error().code, ErrorCode::kUsage);
  EXPECT_EQ(kmeans(MatrixXd(), 1, 1).error().code, ErrorCode::kBadInput);
  EXPECT_THAT(kmeans_from(points, MatrixXd::Zero(2, 3)).error().message, HasSubstr("expected 2"));
  MatrixXd broken = points;
  broken(3, 1) = std::nan("");
  EXPECT_THAT(kmeans(broken, 2, 1).error().message, HasSubstr("finite"));
}

TEST(KMeans, SeparateBlobs_AreFoundAndNumberedBySize) {
  std::vector<int> truth;
  const MatrixXd points = blobs(truth);
  const KMeansResult found = kmeans(points, 3, 42).value();
  EXPECT_DOUBLE_EQ(adjusted_rand_index(found.labels, truth), 1.0);
  EXPECT_EQ(std::count(found.labels.begin(), found.labels.end(), 0), 12);
  EXPECT_EQ(std::count(found.labels.begin(), found.labels.end(), 2), 6);
  double inertia = 0.0;
  for (Eigen::Index i = 0; i < points.rows(); ++i) {
    inertia += (points.row(i) - found.centres.row(found.labels[i])).squaredNorm();
  }
  EXPECT_NEAR(found.inertia, inertia, 1e-9);
  EXPECT_EQ(kmeans(points, 3, 42)->labels, found.labels);
}

TEST(KMeansFrom, CentreWithoutPoints_TakesTheFarthestPoint) {
  const MatrixXd points = (MatrixXd(4, 1) << 0.0, 0.1, 0.2, 9.0).finished();
  const MatrixXd centres = (MatrixXd(2, 1) << 0.0, 1000.0).finished();
  const KMeansResult found = kmeans_from(points, centres).value();
  EXPECT_THAT(found.labels, ElementsAre(0, 0, 0, 1));
  EXPECT_NEAR(found.centres(1, 0), 9.0, 1e-12);
}

TEST(KMeans, AsManyClustersAsPoints_HasNoInertia) {
  std::vector<int> truth;
  const MatrixXd points = blobs(truth).topRows(7);
  EXPECT_NEAR(kmeans(points, 7, 3)->inertia, 0.0, 1e-12);
}

TEST(Linkage, NotADistanceMatrix_IsRefused) {
  EXPECT_EQ(linkage(MatrixXd::Ones(3, 3), Linkage::kAverage).error().code, ErrorCode::kBadInput);
  EXPECT_EQ(cut_tree({}, 2).error().code, ErrorCode::kUsage);
  EXPECT_EQ(cut_tree({{0, 5, 1.0, 2}}, 1).error().code, ErrorCode::kBadInput);
}

TEST(Linkage, PointsOnALine_MergeByEachMethodsRule) {
  const MatrixXd points = (MatrixXd(4, 1) << 0.0, 1.0, 4.0, 6.0).finished();
  const MatrixXd d = euclidean_distances(points);
  const auto complete = linkage(d, Linkage::kComplete).value();
  ASSERT_EQ(complete.size(), 3u);
  EXPECT_EQ(complete[0].a, 0);
  EXPECT_EQ(complete[0].b, 1);
  EXPECT_DOUBLE_EQ(complete[1].height, 2.0);
  EXPECT_EQ(complete[2].a, 4);
  EXPECT_EQ(complete[2].b, 5);
  EXPECT_EQ(complete[2].size, 4);
  EXPECT_DOUBLE_EQ(complete[2].height, 6.0);
  EXPECT_DOUBLE_EQ(linkage(d, Linkage::kAverage)->back().height, (4.0 + 6.0 + 3.0 + 5.0) / 4.0);
  // Ward: sqrt(2 |A| |B| / (|A| + |B|)) times the distance of the means.
  EXPECT_NEAR(linkage(d, Linkage::kWard)->back().height, std::sqrt(2.0) * 4.5, 1e-12);
  EXPECT_THAT(cut_tree(complete, 2).value(), ElementsAre(0, 0, 1, 1));
  EXPECT_THAT(cut_tree(complete, 4).value(), ElementsAre(0, 1, 2, 3));
  EXPECT_THAT(cut_tree(complete, 1).value(), ElementsAre(0, 0, 0, 0));
}

TEST(Linkage, SeparateBlobs_AreFoundByEveryMethod) {
  std::vector<int> truth;
  const MatrixXd d = euclidean_distances(blobs(truth));
  for (const Linkage method : {Linkage::kWard, Linkage::kAverage, Linkage::kComplete}) {
    const auto merges = linkage(d, method).value();
    EXPECT_EQ(cut_tree(merges, 3).value(), by_first_appearance(truth));
    EXPECT_TRUE(std::is_sorted(merges.begin(), merges.end(),
                               [](const Merge& a, const Merge& b) { return a.height < b.height; }));
  }
}

TEST(Linkage, OnePoint_HasNoMerges) {
  EXPECT_TRUE(linkage(MatrixXd::Zero(1, 1), Linkage::kWard)->empty());
  EXPECT_THAT(cut_tree({}, 1).value(), ElementsAre(0));
}

TEST(PartitionScores, SizesThatDoNotMatch_GiveNan) {
  const MatrixXd d = MatrixXd::Zero(3, 3);
  EXPECT_TRUE(std::isnan(silhouette(d, {0, 1})));
  EXPECT_TRUE(std::isnan(davies_bouldin(d, {0, 1})));
  EXPECT_TRUE(std::isnan(calinski_harabasz(d, {})));
  EXPECT_TRUE(std::isnan(adjusted_rand_index({0, 1}, {0})));
  EXPECT_TRUE(std::isnan(purity({}, {})));
  EXPECT_TRUE(std::isnan(chance_level({0}, {0, 1}, 1).ari_mean));
}

TEST(PartitionScores, SmallCases_HaveTheirHandMadeValues) {
  const MatrixXd points = (MatrixXd(4, 1) << 0.0, 1.0, 10.0, 11.0).finished();
  const std::vector<int> pairs{7, 7, -2, -2};  // any integers are labels
  // Outer points: a = 1, b = 10.5; inner points: a = 1, b = 9.5.
  EXPECT_NEAR(silhouette(euclidean_distances(points), pairs), 0.5 * (9.5 / 10.5 + 8.5 / 9.5),
              1e-12);
  EXPECT_NEAR(davies_bouldin(points, pairs), (0.5 + 0.5) / 10.0, 1e-12);
  EXPECT_NEAR(calinski_harabasz(points, pairs), 100.0 / (1.0 / 2.0), 1e-9);
  EXPECT_EQ(silhouette(euclidean_distances(points), {1, 1, 1, 1}), 0.0);
  EXPECT_DOUBLE_EQ(adjusted_rand_index({0, 0, 1, 1}, {5, 5, 3, 3}), 1.0);
  EXPECT_DOUBLE_EQ(adjusted_rand_index({0, 0, 1, 1}, {0, 1, 0, 1}), -0.5);
  EXPECT_DOUBLE_EQ(adjusted_rand_index({0, 0, 0}, {1, 1, 1}), 1.0);
  EXPECT_DOUBLE_EQ(purity({0, 0, 0, 1, 1}, {4, 4, 5, 5, 5}), 0.8);
}

TEST(ChanceLevel, RandomLabels_AreNearZeroAriAndAboveMajorityPurity) {
  std::vector<int> clusters, labels;
  for (int i = 0; i < 120; ++i) {
    clusters.push_back(i % 4);
    labels.push_back((i * 7 / 3) % 5);
  }
  const ChanceLevel chance = chance_level(clusters, labels, 9);
  EXPECT_NEAR(chance.ari_mean, 0.0, 0.01);
  EXPECT_GT(chance.ari_p95, chance.ari_mean);
  EXPECT_GT(chance.purity_mean, 0.2);
  EXPECT_LT(chance.purity_p95, 0.6);
  EXPECT_EQ(chance_level(clusters, labels, 9).ari_p95, chance.ari_p95);
}

class ReferenceClusters : public testing::Test {
 protected:
  void SetUp() override {
    KINEMOTE_NEEDS_ORACLE("clusters.json");
    oracle_ = test::read_oracle("clusters.json");
    points_ =
        test::matrix_of(test::read_oracle("mds.json")["classical_coordinates_3d"]).leftCols(2);
    w1_ = test::matrix_of(test::read_oracle("w1.json")["pooled"]);
  }
  nlohmann::json oracle_;
  MatrixXd points_, w1_;
};

TEST_F(ReferenceClusters, KMeansFromFirstPoints_MatchesLabelsExactly) {
  for (const auto& [k, expected] : oracle_["kmeans"].items()) {
    const KMeansResult found = kmeans_from(points_, points_.topRows(std::stoi(k))).value();
    EXPECT_EQ(found.labels, expected["labels"].get<std::vector<int>>());
    const double inertia = expected["inertia"].get<double>();
    EXPECT_NEAR(found.inertia, inertia, 1e-9 * inertia);
    EXPECT_LT((found.centres - test::matrix_of(expected["centres"])).cwiseAbs().maxCoeff(), 1e-9);
  }
}

TEST_F(ReferenceClusters, KMeansWithRestarts_ReachesTheGlobalOptimum) {
  for (const auto& [k, expected] : oracle_["kmeans"].items()) {
    const KMeansResult found = kmeans(points_, std::stoi(k), 1).value();
    const double best = expected["inertia_global_optimum"].get<double>();
    EXPECT_NEAR(found.inertia, best, 1e-9 * best);
    EXPECT_EQ(by_first_appearance(found.labels),
              expected["labels_global_optimum"].get<std::vector<int>>());
  }
}

TEST_F(ReferenceClusters, Linkage_MatchesScipysTrees) {
  const std::map<std::string, Linkage> methods{
      {"ward", Linkage::kWard}, {"average", Linkage::kAverage}, {"complete", Linkage::kComplete}};
  for (const auto& [name, method] : methods) {
    SCOPED_TRACE(name);
    const auto& expected = oracle_["linkage"][name];
    const auto merges =
        linkage(method == Linkage::kWard ? euclidean_distances(points_) : w1_, method).value();
    ASSERT_EQ(merges.size(), expected["merges_scipy"].size());
    for (size_t row = 0; row < merges.size(); ++row) {
      const auto& scipy = expected["merges_scipy"][row];
      EXPECT_EQ(merges[row].a, static_cast<int>(scipy[0].get<double>()));
      EXPECT_EQ(merges[row].b, static_cast<int>(scipy[1].get<double>()));
      EXPECT_NEAR(merges[row].height, scipy[2].get<double>(), 1e-9 * scipy[2].get<double>());
      EXPECT_EQ(merges[row].size, static_cast<int>(scipy[3].get<double>()));
    }
    for (const auto& [k, labels] : expected["cut_labels"].items()) {
      EXPECT_EQ(cut_tree(merges, std::stoi(k)).value(), labels.get<std::vector<int>>()) << k;
    }
  }
}

TEST_F(ReferenceClusters, Scores_MatchScikitLearn) {
  const auto numbers = [](const nlohmann::json& words) {
    std::map<std::string, int> number;
    std::vector<int> out;
    for (const auto& word : words) {
      out.push_back(number.try_emplace(word.get<std::string>(), static_cast<int>(number.size()))
                        .first->second);
    }
    return out;
  };
  const auto style = numbers(oracle_["style"]);
  const auto content = numbers(oracle_["content"]);
  const MatrixXd flat = euclidean_distances(points_);
  for (const auto& [name, expected] : oracle_["scores"].items()) {
    SCOPED_TRACE(name);
    const auto labels = expected["labels"].get<std::vector<int>>();
    const auto near = [&](double value, const char* key) {
      const double reference = expected[key].get<double>();
      EXPECT_NEAR(value, reference, 1e-9 * std::max(1.0, std::abs(reference))) << key;
    };
    near(silhouette(flat, labels), "silhouette_points");
    near(silhouette(w1_, labels), "silhouette_w1");
    near(davies_bouldin(points_, labels), "davies_bouldin");
    near(calinski_harabasz(points_, labels), "calinski_harabasz");
    near(adjusted_rand_index(style, labels), "ari_style");
    near(adjusted_rand_index(content, labels), "ari_content");
  }
}

TEST(NormalisedMutualInformation, KnownPartitions_HaveTheirValues) {
  EXPECT_TRUE(std::isnan(normalised_mutual_information({0, 1}, {0})));
  EXPECT_NEAR(normalised_mutual_information({0, 0, 1, 1}, {5, 5, 2, 2}), 1.0, 1e-12);
  EXPECT_NEAR(normalised_mutual_information({0, 0, 1, 1}, {0, 1, 0, 1}), 0.0, 1e-12);
  EXPECT_EQ(normalised_mutual_information({0, 0}, {3, 3}), 1.0);
  // By hand: sizes 3 and 1 against 2 and 2, table (2 1 / 0 1).
  const double information = 0.5 * std::log(4.0 * 2 / (3 * 2)) + 0.25 * std::log(4.0 / (3 * 2)) +
                             0.25 * std::log(4.0 / (1 * 2));
  const double entropies = -0.75 * std::log(0.75) - 0.25 * std::log(0.25) + std::log(2.0);
  EXPECT_NEAR(normalised_mutual_information({0, 0, 0, 1}, {0, 0, 1, 1}),
              2.0 * information / entropies, 1e-12);
}

TEST(Silhouette, PackedPointsAndDense_Agree) {
  const MatrixXd points = (MatrixXd(6, 2) << 0, 0, 0, 1, 1, 0, 5, 5, 5, 6, 9, 9).finished();
  const std::vector<int> labels{0, 0, 0, 1, 1, 2};
  const double dense = silhouette(euclidean_distances(points), labels);
  EXPECT_NEAR(silhouette(point_distances(points), labels), dense, 1e-12);
  EXPECT_NEAR(silhouette_of_points(points, labels), dense, 1e-12);
  EXPECT_TRUE(std::isnan(silhouette_of_points(points, {0, 1})));
}

TEST(ClusterSizes, NearSingletons_AreNoticed) {
  EXPECT_EQ(cluster_sizes({4, 4, 7, 4, 1, 1}), (std::vector{3, 2, 1}));
  EXPECT_TRUE(is_mostly_near_singletons({40, 2, 1}));
  EXPECT_FALSE(is_mostly_near_singletons({40, 12, 1}));
  EXPECT_FALSE(is_mostly_near_singletons({}));
}

TEST(SuggestClusterCount, ThreeClouds_SuggestThree) {
  MatrixXd points(60, 2);
  for (int i = 0; i < 60; ++i) {
    const double angle = 2.4 * i;
    points.row(i) << 10.0 * (i % 3) + std::cos(angle), (i % 3 == 1 ? 10.0 : 0.0) + std::sin(angle);
  }
  const auto partition = [&](int k) -> Result<std::vector<int>> {
    const auto found = kmeans(points, k, 1);
    if (!found) return found.error();
    return found->labels;
  };
  const auto score = [&](const std::vector<int>& labels) {
    return silhouette_of_points(points, labels);
  };
  EXPECT_EQ(suggest_cluster_count(1, partition, score).error().code, ErrorCode::kUsage);
  EXPECT_EQ(suggest_cluster_count(99, partition, score).error().code, ErrorCode::kUsage);
  const SuggestedCount suggested = suggest_cluster_count(8, partition, score).value();
  EXPECT_EQ(suggested.k, 3);
  EXPECT_EQ(suggested.silhouettes.size(), 7u);
  EXPECT_GT(suggested.silhouettes[1], suggested.silhouettes[0]);
}

TEST(SuggestClusterCount, OutliersAlone_AreNoSuggestion) {
  // One far point: two clusters score highest, but one of them is a singleton.
  MatrixXd points(21, 1);
  for (int i = 0; i < 20; ++i) points(i, 0) = i + 0.1 * (i % 2) + (i < 10 ? 0.0 : 5.0);
  points(20, 0) = 1e4;
  const auto tree = linkage(point_distances(points), Linkage::kAverage).value();
  const auto suggested =
      suggest_cluster_count(
          6, [&](int k) { return cut_tree(tree, k); },
          [&](const std::vector<int>& labels) { return silhouette_of_points(points, labels); })
          .value();
  EXPECT_TRUE(suggested.near_singletons[0]);
  EXPECT_EQ(suggested.k, 3);
}

}  // namespace
}  // namespace kinemote::analysis
