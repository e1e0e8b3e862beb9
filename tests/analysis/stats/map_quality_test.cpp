#include "analysis/stats/map_quality.h"

#include <gmock/gmock.h>

#include <Eigen/LU>
#include <cmath>
#include <random>
#include <set>

#include "analysis/stats/clustering.h"
#include "analysis/stats/mds.h"
#include "analysis/stats/placement.h"

namespace kinemote::analysis {
namespace {

using Eigen::MatrixXd;

MatrixXd cloud(int count, int dims, uint64_t seed) {
  std::mt19937_64 engine(seed);
  return MatrixXd::NullaryExpr(count, dims,
                               [&] { return static_cast<double>(engine() % 20001) / 1e4 - 1.0; });
}

Eigen::VectorXd distances_to(const MatrixXd& points, const Eigen::RowVectorXd& from) {
  return (points.rowwise() - from).rowwise().norm();
}

TEST(Procrustes, MapsThatDoNotMatch_AreRefused) {
  EXPECT_EQ(procrustes(cloud(5, 2, 1), cloud(6, 2, 1)).error().code, ErrorCode::kBadInput);
  EXPECT_THAT(procrustes(cloud(5, 2, 1), MatrixXd::Ones(5, 2)).error().message,
              testing::HasSubstr("coincide"));
}

TEST(Procrustes, TurnedMirroredScaledMap_ComesBack) {
  const MatrixXd target = cloud(30, 2, 3);
  MatrixXd turn(2, 2);
  turn << std::cos(1.0), std::sin(1.0), std::sin(1.0), -std::cos(1.0);  // a reflection
  const MatrixXd moving = (2.5 * target * turn).rowwise() + Eigen::RowVector2d(4.0, -7.0);
  const Procrustes free = procrustes(target, moving).value();
  EXPECT_LT((free.aligned - target).norm(), 1e-10);
  EXPECT_NEAR(free.scale, 0.4, 1e-12);
  EXPECT_NEAR(free.disparity, 0.0, 1e-12);
  const MatrixXd fresh = cloud(3, 2, 99);
  const MatrixXd moved = (2.5 * fresh * turn).rowwise() + Eigen::RowVector2d(4.0, -7.0);
  EXPECT_LT((free.apply(moved) - fresh).norm(), 1e-10);

  const Procrustes rigid =
      procrustes(target, moving, {.may_scale = false, .may_reflect = false}).value();
  EXPECT_EQ(rigid.scale, 1.0);
  EXPECT_NEAR(rigid.rotation.determinant(), 1.0, 1e-12);
  EXPECT_GT(rigid.disparity, 0.1);
}

TEST(Procrustes, MoreDimensions_ArePaddedWithZeros) {
  const MatrixXd target = cloud(20, 2, 4);
  MatrixXd tilted = MatrixXd::Zero(20, 3);
  tilted.col(0) = target.col(1);
  tilted.col(2) = target.col(0);
  const Procrustes p = procrustes(target, tilted).value();
  EXPECT_LT((p.aligned.leftCols(2) - target).norm(), 1e-12);
}

TEST(NeighbourhoodScores, FaithfulMap_ScoresOne) {
  const MatrixXd points = cloud(60, 2, 5);
  const auto scores = neighbourhood_scores(point_distances(points), 3.0 * points, 8);
  EXPECT_EQ(scores.trustworthiness, 1.0);
  EXPECT_EQ(scores.continuity, 1.0);
  EXPECT_TRUE(
      std::isnan(neighbourhood_scores(point_distances(points), points, 30).trustworthiness));
}

TEST(NeighbourhoodScores, FoldedAndTornMaps_FailInTheirOwnWay) {
  // A square pressed onto a line brings strangers together; a circle cut open tears neighbours
  // apart.
  const MatrixXd square = cloud(200, 2, 6);
  const auto pressed = neighbourhood_scores(point_distances(square), square.leftCols(1), 10);
  EXPECT_LT(pressed.trustworthiness, pressed.continuity);
  MatrixXd circle(200, 2), opened(200, 1);
  for (int i = 0; i < 200; ++i) {
    const double angle = 6.283185307179586 * i / 200;
    circle.row(i) << std::cos(angle), std::sin(angle);
    opened(i, 0) = angle;
  }
  const auto torn = neighbourhood_scores(point_distances(circle), opened, 10);
  EXPECT_LT(torn.continuity, torn.trustworthiness);
  const auto sampled = neighbourhood_scores(point_distances(square), square.leftCols(1), 10, 100);
  EXPECT_NEAR(sampled.trustworthiness, pressed.trustworthiness, 0.05);
}

TEST(NeighbourhoodScores, SwappedEnds_HaveTheCountedValue) {
  // Ends of a line swapped. Nearest on the map and its rank in the original, k = 1: of point 0
  // point 5, rank 5; of 6, point 1, rank 5; of 1, point 6, rank 6; of the others, rank 1.
  Eigen::VectorXd line(7);
  line << 0.0, 1.0, 2.1, 3.3, 4.6, 6.0, 7.5;
  Eigen::VectorXd map = line;
  std::swap(map[0], map[6]);
  const auto scores = neighbourhood_scores(point_distances(line), map, 1);
  EXPECT_NEAR(scores.trustworthiness, 1.0 - 2.0 / (7 * 1 * (14.0 - 3.0 - 1.0)) * (4 + 4 + 5),
              1e-12);
}

TEST(IsotonicFit, KnownSequence_HasItsBlockMeans) {
  EXPECT_THAT(isotonic_fit({1, 3, 2, 4, 3, 3, 9}),
              testing::ElementsAre(1, 2.5, 2.5, 10.0 / 3, 10.0 / 3, 10.0 / 3, 9));
  EXPECT_TRUE(isotonic_fit({}).empty());
}

TEST(ShepardDiagram, MonotoneDistortion_HasNoNonmetricStress) {
  const MatrixXd points = cloud(25, 2, 7);
  DistanceMatrix d = point_distances(points);
  for (double& value : d.pairs()) value = value * value;
  const ShepardDiagram diagram = shepard_diagram(d, points);
  EXPECT_EQ(diagram.given.size(), 300u);
  EXPECT_TRUE(std::is_sorted(diagram.given.begin(), diagram.given.end()));
  EXPECT_NEAR(diagram.nonmetric_stress1, 0.0, 1e-12);
  EXPECT_GT(stress1(d, points), 0.1);
  EXPECT_EQ(shepard_diagram(d, points, 50).given.size(), 50u);
  EXPECT_GT(shepard_diagram(d, cloud(25, 2, 8)).nonmetric_stress1, 0.1);
}

TEST(NearestNeighbours, Line_GivesThemInOrder) {
  const MatrixXd line = Eigen::VectorXd::LinSpaced(5, 0.0, 4.0);
  EXPECT_THAT(nearest_neighbours(point_distances(line), 1, 3), testing::ElementsAre(0, 2, 3));
  EXPECT_EQ(nearest_neighbours(point_distances(line), 1, 99).size(), 4u);
}

TEST(ClassicalPlacement, OwnPointsAndNewOnes_LandWhereTheyBelong) {
  const MatrixXd points = cloud(40, 3, 9);
  const DistanceMatrix d = point_distances(points);
  const Embedding map = classical_mds(d, 3).value();
  const ClassicalPlacement placement(d, map);
  for (const int i : {0, 17, 39}) {
    EXPECT_LT((placement.place(d.column(i)) - map.coordinates.row(i).transpose()).norm(), 1e-10);
  }
  const Eigen::RowVector3d fresh(0.3, -0.2, 0.7);
  const Eigen::VectorXd asked = distances_to(points, fresh);
  const Eigen::VectorXd placed = placement.place(asked);
  EXPECT_LT((distances_to(map.coordinates, placed.transpose()) - asked).norm(), 1e-9);
}

TEST(ClassicalPlacement, FlatDimension_StaysZero) {
  const MatrixXd line = Eigen::VectorXd::LinSpaced(6, 0.0, 5.0);
  const DistanceMatrix d = point_distances(line);
  const ClassicalPlacement placement(d, classical_mds(d, 2).value());
  const Eigen::VectorXd x = placement.place(d.column(2));
  EXPECT_TRUE(x.allFinite());
  EXPECT_NEAR(x[1], 0.0, 1e-6);
}

TEST(PlaceByStress, NewPoint_ReachesZeroStressOrLowersIt) {
  const MatrixXd points = cloud(40, 2, 10);
  const Eigen::RowVector2d fresh(0.4, -0.1);
  const Eigen::VectorXd asked = distances_to(points, fresh);
  const Eigen::VectorXd placed = place_by_stress(points, asked, Eigen::Vector2d(-0.5, 0.5), 5000);
  EXPECT_LT((placed.transpose() - fresh).norm(), 1e-5);
  // Distances that no place has: still lower than where it started.
  const Eigen::VectorXd bent = asked.array().square() + 0.5;
  const auto stress = [&](const Eigen::VectorXd& x) {
    return (distances_to(points, x.transpose()) - bent).squaredNorm();
  };
  const Eigen::VectorXd better = place_by_stress(points, bent, fresh.transpose());
  EXPECT_LT(stress(better), stress(fresh.transpose()));
}

TEST(LandmarkMds, UnusableSettings_AreRefused) {
  const auto zero = [](int, int) { return 0.0; };
  EXPECT_EQ(landmark_mds(5, zero, 2, {.landmark_count = 6}).error().code, ErrorCode::kUsage);
  EXPECT_EQ(landmark_mds(5, zero, 2, {.landmark_count = 2}).error().code, ErrorCode::kUsage);
}

TEST(LandmarkMds, EuclideanPoints_AreFoundExactlyFromFewLandmarks) {
  const MatrixXd points = cloud(300, 3, 11);
  const auto distance = [&](int i, int j) { return (points.row(i) - points.row(j)).norm(); };
  const LandmarkEmbedding map =
      landmark_mds(300, distance, 3, {.landmark_count = 20, .seed = 2}).value();
  EXPECT_LT(procrustes(points, map.embedding.coordinates, {.may_scale = false}).value().disparity,
            1e-12);
  EXPECT_LT(map.embedding.stress1, 1e-6);
  EXPECT_EQ(map.landmarks.size(), 20u);
  EXPECT_TRUE(std::is_sorted(map.landmarks.begin(), map.landmarks.end()));
  const LandmarkEmbedding again =
      landmark_mds(300, distance, 3, {.landmark_count = 20, .seed = 2}, 3).value();
  EXPECT_EQ(again.embedding.coordinates, map.embedding.coordinates);
}

TEST(LandmarkMds, CoincidingThings_GiveDistinctLandmarks) {
  const auto distance = [](int i, int j) { return static_cast<double>(i % 4 != j % 4); };
  const LandmarkEmbedding map = landmark_mds(40, distance, 2, {.landmark_count = 10}).value();
  EXPECT_EQ(std::set<int>(map.landmarks.begin(), map.landmarks.end()).size(), 10u);
}

TEST(ClassicalMds, DenseAndLanczos_AgreeInCoordinates) {
  const MatrixXd points = cloud(150, 6, 12);
  DistanceMatrix d = point_distances(points);
  for (double& value : d.pairs()) value = std::pow(value, 1.3);  // no longer Euclidean
  const Embedding dense = classical_mds(d, 4, EigenMethod::kDense).value();
  const Embedding lanczos = classical_mds(d, 4, EigenMethod::kLanczos).value();
  EXPECT_LT((dense.eigenvalues.head(4) - lanczos.eigenvalues).norm(), 1e-9 * dense.eigenvalues[0]);
  EXPECT_LT((dense.coordinates - lanczos.coordinates).norm(), 1e-7);
  EXPECT_NEAR(dense.eigenvalues.sum(), dense.trace, 1e-9 * dense.trace);
  EXPECT_EQ(lanczos.coordinates, classical_mds(d, 4, EigenMethod::kLanczos, 3).value().coordinates);
  const auto stop = [](std::string_view, double) { return false; };
  EXPECT_EQ(classical_mds(d, 4, EigenMethod::kLanczos, 1, stop).error().code,
            ErrorCode::kCancelled);
}

TEST(ClassicalMds, CoincidingThings_LieOnOnePoint) {
  const Embedding map = classical_mds(DistanceMatrix(30), 2, EigenMethod::kLanczos).value();
  EXPECT_LT(map.coordinates.norm(), 1e-12);
}

}  // namespace
}  // namespace kinemote::analysis
