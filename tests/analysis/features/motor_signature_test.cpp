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

/// A chain of joints "a", "b"… in which the joint `moving` and those below follow x(t).
Skeleton plain_chain(int joints) {
  Skeleton skeleton;
  for (int j = 0; j < joints; ++j) {
    skeleton.joints.push_back({std::string(1, static_cast<char>('a' + j)), j - 1, Vec3(0.0)});
  }
  return skeleton;
}

SignatureSettings in_metres(SignatureQuantity quantity) {
  SignatureSettings settings;
  settings.quantity = quantity;
  settings.normalise = Normalise::kNone;
  return settings;
}

const SignatureGroup& group(const Signature& signature, const std::string& name) {
  for (const SignatureGroup& g : signature.groups) {
    if (g.name == name) return g;
  }
  ADD_FAILURE() << "no group " << name;
  return signature.groups.front();
}

TEST(MotorSignature, ImpossibleSettings_AreRefusedWithAReason) {
  const Clip clip = test::lively_clip(20);
  const WorldMotion world = forward_kinematics(clip);
  const auto refusal = [&](SignatureSettings settings) {
    const auto result = motor_signature(world, *clip.skeleton, settings);
    EXPECT_FALSE(result.ok());
    EXPECT_EQ(result.error().code, ErrorCode::kUsage);
    return result.error().message;
  };
  SignatureSettings settings;
  settings.weights = {{"arms", 2.0}};
  EXPECT_THAT(refusal(settings), testing::HasSubstr("only the group all"));
  settings.pooling = SignaturePooling::kPerBodyPart;
  settings.weights = {{"tail", 1.0}};
  EXPECT_THAT(refusal(settings), testing::HasSubstr("head, trunk, arms or legs"));
  settings.weights = {{"arms", -1.0}};
  EXPECT_THAT(refusal(settings), testing::HasSubstr("from 0 up"));
  settings.weights = {{"arms", 1.0}, {"arms", 1.0}};
  EXPECT_THAT(refusal(settings), testing::HasSubstr("twice"));
  settings.weights = {{"head", 0.0}, {"trunk", 0.0}, {"arms", 0.0}, {"legs", 0.0}};
  EXPECT_THAT(refusal(settings), testing::HasSubstr("weight 0"));
  settings.pooling = SignaturePooling::kPerJoint;
  settings.weights = {{"Tail", 1.0}};
  EXPECT_THAT(refusal(settings), testing::HasSubstr("\"Tail\""));
  EXPECT_THAT(parse_signature_quantity("wobble").error().message,
              testing::HasSubstr("speed, velocity-gradient, axis-gradient or jerk"));
  EXPECT_EQ(parse_signature_pooling("joint").value(), SignaturePooling::kPerJoint);
}

TEST(MotorSignature, WithoutHips_CannotSeeVectorsAlongTheHeading) {
  const auto line = [](double t) { return t * t; };
  SignatureSettings settings;
  settings.quantity = SignatureQuantity::kAxisGradient;
  const auto result = motor_signature(moving_point(9, 0.1, 0, line), plain_chain(1), settings);
  ASSERT_FALSE(result.ok());
  EXPECT_EQ(result.error().code, ErrorCode::kBadInput);
  EXPECT_THAT(result.error().message, testing::HasSubstr("upper legs"));
}

TEST(MotorSignature, PolynomialPaths_HaveTheirDerivatives) {
  const auto cubic = [](double t) { return 2.0 * t + 3.0 * t * t + 0.5 * t * t * t; };
  const WorldMotion world = moving_point(12, 0.1, 1, cubic);
  const Skeleton skeleton = plain_chain(2);
  const auto jerk =
      motor_signature(world, skeleton, in_metres(SignatureQuantity::kJerk)).value().groups[0];
  ASSERT_EQ(jerk.values.size(), 8u);
  for (const double j : jerk.values) EXPECT_NEAR(j, 3.0, 1e-9);

  const auto parabola = [](double t) { return 2.0 * t + 3.0 * t * t; };
  const WorldMotion throw_ = moving_point(12, 0.1, 1, parabola);
  const auto speed =
      motor_signature(throw_, skeleton, in_metres(SignatureQuantity::kSpeed)).value().groups[0];
  ASSERT_EQ(speed.values.size(), 10u);
  for (int i = 0; i < 10; ++i) EXPECT_NEAR(speed.values[i], 2.0 + 6.0 * 0.1 * (i + 1), 1e-9);
  const auto axes = motor_signature(throw_, skeleton, in_metres(SignatureQuantity::kAxisGradient))
                        .value()
                        .groups[0];
  ASSERT_EQ(axes.dimensions, 3);
  ASSERT_EQ(axes.values.size(), 3 * 8u);
  for (int i = 0; i < 8; ++i) {
    EXPECT_NEAR(axes.values[3 * i], 6.0, 1e-9);
    EXPECT_NEAR(axes.values[3 * i + 1], 0.0, 1e-9);
    EXPECT_NEAR(axes.values[3 * i + 2], 0.0, 1e-9);
  }
}

TEST(MotorSignature, EveryVariant_IgnoresPlaceHeadingAndSize) {
  const Clip clip = test::lively_clip(40);
  const Clip elsewhere = test::placed(test::scaled(clip, 1.4), 2.2, Vec3(5.0, 1.0, -3.0));
  for (int q = 0; q < 4; ++q) {
    for (int p = 0; p < 3; ++p) {
      SignatureSettings settings;
      settings.quantity = static_cast<SignatureQuantity>(q);
      settings.pooling = static_cast<SignaturePooling>(p);
      SCOPED_TRACE(testing::Message()
                   << name_of(settings.quantity) << " " << name_of(settings.pooling));
      const auto here = motor_signature(forward_kinematics(clip), *clip.skeleton, settings).value();
      const auto there =
          motor_signature(forward_kinematics(elsewhere), *elsewhere.skeleton, settings).value();
      ASSERT_EQ(here.groups.size(), there.groups.size());
      for (size_t g = 0; g < here.groups.size(); ++g) {
        ASSERT_EQ(here.groups[g].values.size(), there.groups[g].values.size());
        for (size_t i = 0; i < here.groups[g].values.size(); ++i) {
          ASSERT_NEAR(here.groups[g].values[i], there.groups[g].values[i], 1e-7);
        }
      }
    }
  }
}

TEST(MotorSignature, ScaleFree_IgnoresVigour) {
  const Clip clip = test::lively_clip(40);
  Clip faster = clip;
  faster.frame_time_s /= 2.0;
  SignatureSettings settings;
  settings.pooling = SignaturePooling::kPerBodyPart;
  settings.is_scale_free = true;
  const auto slow = motor_signature(forward_kinematics(clip), *clip.skeleton, settings).value();
  const auto fast = motor_signature(forward_kinematics(faster), *clip.skeleton, settings).value();
  EXPECT_NEAR(fast.scale, 4.0 * slow.scale, 1e-9 * fast.scale);
  double size = 0.0;
  size_t count = 0;
  for (size_t g = 0; g < slow.groups.size(); ++g) {
    for (size_t i = 0; i < slow.groups[g].values.size(); ++i) {
      EXPECT_NEAR(slow.groups[g].values[i], fast.groups[g].values[i], 1e-9);
      size += std::abs(slow.groups[g].values[i]);
      ++count;
    }
  }
  EXPECT_NEAR(size / count, 1.0, 1e-12);
}

TEST(MotorSignature, BodyParts_HoldTheirJointsAndTellStillOnes) {
  Clip clip = Clip::make(canonical_skeleton(), 12, 1.0 / 30.0);
  const int arm = clip.skeleton->find("RightUpperArm");
  for (int f = 0; f < 12; ++f) {
    clip.frame_rotations(f)[arm] = glm::angleAxis(0.02 * f * f, kForward);
  }
  SignatureSettings settings;
  settings.pooling = SignaturePooling::kPerBodyPart;
  settings.weights = {{"legs", 0.0}, {"arms", 2.5}};
  const auto signature =
      motor_signature(forward_kinematics(clip), *clip.skeleton, settings).value();
  ASSERT_EQ(signature.groups.size(), 3u);  // legs weigh nothing
  // Lower arm and hand move; the upper arm's joint itself does not.
  EXPECT_EQ(group(signature, "arms").values.size(), 2u * 8u);
  EXPECT_EQ(group(signature, "arms").weight, 2.5);
  EXPECT_TRUE(group(signature, "head").is_still);
  EXPECT_EQ(group(signature, "trunk").values, std::vector<double>{0.0});

  const Clip lively = test::lively_clip(12);
  const auto other =
      motor_signature(forward_kinematics(lively), *lively.skeleton, settings).value();
  EXPECT_FALSE(group(other, "head").is_still);
  // Still in both clips: no column. Still in one: a column with an atom at zero.
  EXPECT_EQ(signature_columns({signature, signature}).value().size(), 1u);
  const auto columns = signature_columns({signature, other}).value();
  ASSERT_EQ(columns.size(), 3u);
  for (const SignatureColumn& column : columns) EXPECT_EQ(column.samples.size(), 2u);
}

TEST(MotorSignature, ColumnsOfStrangers_AreRefusedWithAReason) {
  SignatureSettings settings = in_metres(SignatureQuantity::kSpeed);
  settings.pooling = SignaturePooling::kPerJoint;
  const auto line = [](double t) { return t; };
  const Clip clip = test::lively_clip(9);
  const auto one = motor_signature(moving_point(9, 0.1, 0, line), plain_chain(1), settings).value();
  const auto two = motor_signature(forward_kinematics(clip), *clip.skeleton, settings).value();
  const auto columns = signature_columns({one, two});
  ASSERT_FALSE(columns.ok());
  EXPECT_THAT(columns.error().message, testing::HasSubstr("no joint names"));
  settings.weights = {{"a", 3.0}};
  const auto heavy =
      motor_signature(moving_point(9, 0.1, 0, line), plain_chain(1), settings).value();
  EXPECT_THAT(signature_columns({one, heavy}).error().message,
              testing::HasSubstr("different settings"));
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
  const Eigen::MatrixXd distances = wasserstein1_matrix(signatures).value().dense();
  const Eigen::MatrixXd expected = test::matrix_of(oracle["pooled"]);
  ASSERT_EQ(distances.rows(), expected.rows());
  EXPECT_LT((distances - expected).cwiseAbs().maxCoeff(), 1e-9);
}

TEST(MotorSignature, RealClipsPerJoint_HaveTheReferenceDistances) {
  KINEMOTE_NEEDS_ORACLE("w1.json");
  const auto data = test::data_root() / "bandai-namco";
  KINEMOTE_NEEDS_DATA(data);
  const nlohmann::json oracle = test::read_oracle("w1.json");
  SignatureSettings settings = in_metres(SignatureQuantity::kVelocityGradient);
  settings.pooling = SignaturePooling::kPerJoint;
  std::vector<Signature> signatures;
  for (const auto& file : oracle["clips"]) {
    io::BvhReadSettings centimetres;
    centimetres.metres_per_unit = 0.01;
    const auto import = io::read_bvh(data / file.get<std::string>(), centimetres);
    ASSERT_TRUE(import.ok()) << import.error().message;
    signatures.push_back(
        motor_signature(forward_kinematics(import->clip), *import->clip.skeleton, settings)
            .value());
  }
  const auto columns = signature_columns(std::move(signatures)).value();
  ASSERT_EQ(columns.size(), 21u);  // the root never moves in any clip
  Eigen::MatrixXd mean = Eigen::MatrixXd::Zero(oracle["clips"].size(), oracle["clips"].size());
  for (const SignatureColumn& column : columns) {
    mean += wasserstein1_matrix(column.samples).value().dense() / columns.size();
  }
  EXPECT_LT((mean - test::matrix_of(oracle["mean_over_joints"])).cwiseAbs().maxCoeff(), 1e-9);
}

}  // namespace
}  // namespace kinemote::analysis
