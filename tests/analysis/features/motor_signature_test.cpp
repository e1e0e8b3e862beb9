#include "analysis/features/motor_signature.h"

#include <gmock/gmock.h>

#include <algorithm>
#include <cmath>
#include <numeric>

#include "analysis/lively_clip.h"
#include "analysis/oracle.h"
#include "analysis/stats/wasserstein.h"
#include "motion/io/bvh.h"

namespace kinemote::analysis {
namespace {

/// One joint that follows x(t), beside `still` joints at rest.
template <typename Path>
WorldMotion moving_point(int frames, double frame_time_s, int still, Path x) {
  WorldMotion world;
  world.frame_count = frames;
  world.joint_count = 1 + still;
  world.frame_time_s = frame_time_s;
  for (int f = 0; f < frames; ++f) {
    world.positions.emplace_back(x(f * frame_time_s), 0.0, 0.0);
    for (int j = 0; j < still; ++j) world.positions.emplace_back(1.0, 2.0, 3.0);
  }
  world.rotations.assign(world.positions.size(), kIdentity);
  return world;
}

TEST(VelocityGradientSignature, TooShortStillOrUnscaled_IsRefusedWithAReason) {
  const auto line = [](double t) { return t; };
  auto result = velocity_gradient_signature(moving_point(4, 0.1, 0, line));
  ASSERT_FALSE(result.ok());
  EXPECT_EQ(result.error().code, ErrorCode::kBadInput);
  EXPECT_THAT(result.error().message, testing::HasSubstr("4 frames"));

  result = velocity_gradient_signature(moving_point(9, 0.1, 2, [](double) { return 1.0; }));
  ASSERT_FALSE(result.ok());
  EXPECT_THAT(result.error().message, testing::HasSubstr("nothing moves"));

  EXPECT_EQ(velocity_gradient_signature(moving_point(9, 0.1, 0, line), 0.0).error().code,
            ErrorCode::kUsage);
}

TEST(VelocityGradientSignature, ConstantAcceleration_IsRecovered) {
  const auto fall = [](double t) { return 0.5 * 9.81 * t * t; };
  const auto g = velocity_gradient_signature(moving_point(20, 0.05, 3, fall)).value();
  ASSERT_EQ(g.size(), 16u);  // F - 4 values of the one joint that moves
  for (const double value : g) EXPECT_NEAR(value, 9.81, 1e-9);
}

TEST(VelocityGradientSignature, LengthScale_DividesValues) {
  const auto swing = [](double t) { return 0.3 * std::sin(4.0 * t) + t; };
  const auto metres = velocity_gradient_signature(moving_point(50, 0.02, 0, swing)).value();
  const auto heights = velocity_gradient_signature(moving_point(50, 0.02, 0, swing), 1.6).value();
  ASSERT_EQ(metres.size(), heights.size());
  EXPECT_TRUE(std::is_sorted(metres.begin(), metres.end()));
  for (size_t i = 0; i < metres.size(); ++i) EXPECT_NEAR(heights[i], metres[i] / 1.6, 1e-9);
}

TEST(VelocityGradientSignature, PlaceAndHeading_DoNotMatter) {
  const Clip clip = test::lively_clip(60);
  const auto here = velocity_gradient_signature(forward_kinematics(clip)).value();
  const auto there =
      velocity_gradient_signature(forward_kinematics(test::placed(clip, 1.0, Vec3(5.0, 0.0, -3.0))))
          .value();
  ASSERT_EQ(here.size(), there.size());
  for (size_t i = 0; i < here.size(); ++i) EXPECT_NEAR(here[i], there[i], 1e-9);
}

double linear_quantile(const std::vector<double>& sorted, double level) {
  const double rank = level * (sorted.size() - 1);
  const size_t below = static_cast<size_t>(rank);
  const size_t above = std::min(below + 1, sorted.size() - 1);
  return sorted[below] + (rank - below) * (sorted[above] - sorted[below]);
}

TEST(VelocityGradientSignature, RealClips_MatchReferenceNumbers) {
  KINEMOTE_NEEDS_ORACLE("velocity_gradient.json");
  const auto data = test::data_root() / "bandai-namco";
  KINEMOTE_NEEDS_DATA(data);
  const nlohmann::json oracle = test::read_oracle("velocity_gradient.json");
  for (const auto& expected : oracle["clips_data"]) {
    const std::string file = expected["file"];
    SCOPED_TRACE(file);
    io::BvhReadSettings centimetres;
    centimetres.metres_per_unit = 0.01;
    const auto import = io::read_bvh(data / file, centimetres);
    ASSERT_TRUE(import.ok()) << import.error().message;
    const auto g = velocity_gradient_signature(forward_kinematics(import->clip)).value();
    ASSERT_EQ(g.size(), expected["count"].get<size_t>());
    const double mean = std::accumulate(g.begin(), g.end(), 0.0) / g.size();
    double squares = 0.0;
    double sizes = 0.0;
    for (const double value : g) {
      squares += (value - mean) * (value - mean);
      sizes += std::abs(value);
    }
    EXPECT_NEAR(mean, expected["mean"].get<double>(), 1e-8);
    EXPECT_NEAR(std::sqrt(squares / g.size()), expected["std_population"].get<double>(), 1e-8);
    EXPECT_NEAR(sizes / g.size(), expected["mean_abs"].get<double>(), 1e-8);
    EXPECT_NEAR(g.front(), expected["min"].get<double>(), 1e-8);
    EXPECT_NEAR(g.back(), expected["max"].get<double>(), 1e-8);
    for (size_t q = 0; q < expected["quantile_levels"].size(); ++q) {
      EXPECT_NEAR(linear_quantile(g, expected["quantile_levels"][q].get<double>()),
                  expected["quantiles_linear"][q].get<double>(), 1e-8);
    }
  }
}

TEST(VelocityGradientSignature, RealClips_HaveTheReferenceDistances) {
  KINEMOTE_NEEDS_ORACLE("w1.json");
  const auto data = test::data_root() / "bandai-namco";
  KINEMOTE_NEEDS_DATA(data);
  const nlohmann::json oracle = test::read_oracle("w1.json");
  std::vector<std::vector<double>> signatures;
  for (const auto& file : oracle["clips"]) {
    io::BvhReadSettings centimetres;
    centimetres.metres_per_unit = 0.01;
    const auto import = io::read_bvh(data / file.get<std::string>(), centimetres);
    ASSERT_TRUE(import.ok()) << import.error().message;
    signatures.push_back(velocity_gradient_signature(forward_kinematics(import->clip)).value());
  }
  const Eigen::MatrixXd distances = wasserstein1_matrix(signatures).value();
  const Eigen::MatrixXd expected = test::matrix_of(oracle["pooled"]);
  ASSERT_EQ(distances.rows(), expected.rows());
  EXPECT_LT((distances - expected).cwiseAbs().maxCoeff(), 1e-9);
}

}  // namespace
}  // namespace kinemote::analysis
