#include "analysis/stats/mds.h"

#include <gmock/gmock.h>

#include <cmath>
#include <limits>

#include "analysis/oracle.h"
#include "analysis/stats/clustering.h"

namespace kinemote::analysis {
namespace {

using Eigen::MatrixXd;

MatrixXd scattered_points(int count, int dims) {
  MatrixXd points(count, dims);
  for (int i = 0; i < count; ++i) {
    for (int d = 0; d < dims; ++d)
      points(i, d) = (d + 1.0) * std::sin(1.7 * i + 2.9 * d + 0.3 * i * d);
  }
  return points;
}

double raw_stress(const MatrixXd& distances, const MatrixXd& x) {
  return 0.5 * (euclidean_distances(x) - distances).squaredNorm();
}

TEST(ClassicalMds, NotADistanceMatrix_IsRefusedWithAReason) {
  const auto refusal = [](const MatrixXd& d, int dims) {
    const auto result = classical_mds(d, dims);
    EXPECT_FALSE(result.ok());
    return result.ok() ? std::string() : result.error().message;
  };
  const MatrixXd good = euclidean_distances(scattered_points(4, 2));
  EXPECT_THAT(refusal(MatrixXd::Zero(3, 2), 1), testing::HasSubstr("3 x 2"));
  EXPECT_THAT(refusal(MatrixXd(), 1), testing::HasSubstr("square"));
  EXPECT_THAT(refusal(good, 4), testing::HasSubstr("4 points in 4 dimensions"));
  EXPECT_THAT(refusal(good, 0), testing::HasSubstr("in 0 dimensions"));
  MatrixXd bad = good;
  bad(2, 1) += 0.1;
  EXPECT_THAT(refusal(bad, 2), testing::HasSubstr("not symmetric in row 2, column 1"));
  bad = good;
  bad(1, 1) = 0.5;
  EXPECT_THAT(refusal(bad, 2), testing::HasSubstr("0 on the diagonal"));
  bad = good;
  bad(0, 3) = bad(3, 0) = -1.0;
  EXPECT_THAT(refusal(bad, 2), testing::HasSubstr("negative"));
  bad(0, 3) = std::numeric_limits<double>::quiet_NaN();
  EXPECT_THAT(refusal(bad, 2), testing::HasSubstr("finite"));
}

TEST(ClassicalMds, EquilateralTriangle_IsRebuilt) {
  const MatrixXd d = MatrixXd::Ones(3, 3) - MatrixXd::Identity(3, 3);
  const Embedding e = classical_mds(d, 2).value();
  EXPECT_LT((euclidean_distances(e.coordinates) - d).norm(), 1e-12);
  EXPECT_NEAR(e.eigenvalues[0], 0.5, 1e-12);
  EXPECT_NEAR(e.eigenvalues[1], 0.5, 1e-12);
  EXPECT_NEAR(e.eigenvalues[2], 0.0, 1e-12);
  EXPECT_NEAR(e.stress1, 0.0, 1e-12);
}

TEST(ClassicalMds, PointsInSpace_KeepDistancesAndTheSignRule) {
  const MatrixXd points = scattered_points(30, 3);
  const MatrixXd d = euclidean_distances(points);
  const Embedding e = classical_mds(d, 3).value();
  EXPECT_LT((euclidean_distances(e.coordinates) - d).norm(), 1e-9);
  for (int c = 0; c < 3; ++c) {
    EXPECT_NEAR(e.coordinates.col(c).maxCoeff(), e.coordinates.col(c).cwiseAbs().maxCoeff(), 1e-15);
    EXPECT_NEAR(e.coordinates.col(c).squaredNorm(), e.eigenvalues[c], 1e-9);
    EXPECT_NEAR(e.coordinates.col(c).mean(), 0.0, 1e-12);
  }
}

TEST(ClassicalMds, DistancesOfNoEuclideanSpace_GiveFlatDimensions) {
  // A star: three points 2 apart with a fourth 1 from each. The least eigenvalue is negative.
  MatrixXd d = 2.0 * (MatrixXd::Ones(4, 4) - MatrixXd::Identity(4, 4));
  d.row(3).setOnes();
  d.col(3).setOnes();
  d(3, 3) = 0.0;
  const Embedding e = classical_mds(d, 3).value();
  EXPECT_LT(e.eigenvalues[3], -0.1);
  EXPECT_TRUE(e.coordinates.allFinite());
  EXPECT_NEAR(e.coordinates.col(2).norm(), 0.0, 1e-6);
}

TEST(Smacof, WrongStartOrSettings_AreRefused) {
  const MatrixXd d = euclidean_distances(scattered_points(5, 2));
  EXPECT_EQ(smacof(d, MatrixXd::Zero(4, 2)).error().code, ErrorCode::kBadInput);
  EXPECT_EQ(smacof(d, scattered_points(5, 2), -1).error().code, ErrorCode::kUsage);
  EXPECT_EQ(smacof(MatrixXd::Ones(5, 5), scattered_points(5, 2)).error().code,
            ErrorCode::kBadInput);
  const auto stop = [](std::string_view, double) { return false; };
  EXPECT_EQ(smacof(distances_from_dense(d).value(), scattered_points(5, 2), {10, 0.0}, 1, stop)
                .error()
                .code,
            ErrorCode::kCancelled);
}

TEST(Smacof, EveryUpdate_LowersStress) {
  const MatrixXd d = euclidean_distances(scattered_points(20, 4));
  const MatrixXd start = scattered_points(20, 2);
  double before = raw_stress(d, start);
  for (int updates = 1; updates < 30; ++updates) {
    const Embedding e = smacof(d, start, updates, 0.0).value();
    EXPECT_EQ(e.iterations, updates);
    const double now = raw_stress(d, e.coordinates);
    EXPECT_LT(now, before);
    before = now;
  }
}

TEST(Smacof, FlatPoints_AreFoundFromADisturbedStart) {
  const MatrixXd points = scattered_points(15, 2);
  const MatrixXd d = euclidean_distances(points);
  const MatrixXd start = points + 0.2 * scattered_points(15, 2).reverse();
  const Embedding e = smacof(d, start, 5000, 1e-14).value();
  EXPECT_LT(e.stress1, 1e-4);
  EXPECT_LT(e.iterations, 5000);
}

TEST(Stress1, HalfSizedCopy_HasStressOne) {
  const MatrixXd points = scattered_points(6, 2);
  EXPECT_NEAR(stress1(2.0 * euclidean_distances(points), points), 1.0, 1e-12);
}

TEST(ClassicalMds, ReferenceMatrix_GivesReferenceCoordinates) {
  KINEMOTE_NEEDS_ORACLE("mds.json");
  const nlohmann::json oracle = test::read_oracle("mds.json");
  const MatrixXd d = test::matrix_of(test::read_oracle("w1.json")["pooled"]);
  const Embedding e = classical_mds(d, 3).value();
  const auto eigenvalues = oracle["classical_eigenvalues"].get<std::vector<double>>();
  for (size_t i = 0; i < eigenvalues.size(); ++i)
    EXPECT_NEAR(e.eigenvalues[i], eigenvalues[i], 1e-8);
  const MatrixXd expected = test::matrix_of(oracle["classical_coordinates_3d"]);
  EXPECT_LT((e.coordinates - expected).cwiseAbs().maxCoeff(), 1e-8);
  const Embedding flat = classical_mds(d, 2).value();
  EXPECT_NEAR(flat.stress1, oracle["classical_stress_2d"]["stress1_over_fitted"].get<double>(),
              1e-9);
}

TEST(Smacof, ReferenceStarts_FollowTheReferenceTrace) {
  KINEMOTE_NEEDS_ORACLE("mds.json");
  const nlohmann::json oracle = test::read_oracle("mds.json");
  const MatrixXd d = test::matrix_of(test::read_oracle("w1.json")["pooled"]);
  for (const auto& [name, run] : oracle["smacof_2d"].items()) {
    SCOPED_TRACE(name);
    const MatrixXd start = test::matrix_of(run["start"]);
    for (const auto& [updates, stress] : run["raw_stress_after_updates"].items()) {
      const Embedding e = smacof(d, start, std::stoi(updates), 0.0).value();
      const double expected = stress.get<double>();
      EXPECT_NEAR(raw_stress(d, e.coordinates), expected, 1e-8 * expected) << updates;
    }
    const Embedding end = smacof(d, start, 5000, 0.0).value();
    const auto& last = run["after_5000_updates"];
    const double expected = last["raw_sum_over_pairs"].get<double>();
    EXPECT_NEAR(raw_stress(d, end.coordinates), expected, 1e-6 * expected);
    EXPECT_NEAR(end.stress1, last["stress1_over_fitted"].get<double>(), 1e-6);
    const MatrixXd distances = test::matrix_of(run["distances_after_5000_updates"]);
    EXPECT_LT((euclidean_distances(end.coordinates) - distances).cwiseAbs().maxCoeff(), 1e-5);
  }
}

}  // namespace
}  // namespace kinemote::analysis
