#include "analysis/affect/feature_vae.h"

#include <gmock/gmock.h>

#include <cmath>
#include <limits>

namespace kinemote::analysis {
namespace {

using testing::ElementsAre;

/// Two features, one hidden unit that holds their sum where it is positive, one latent unit.
FeatureVae small_vae() {
  FeatureVae vae;
  vae.feature_names = {"a", "b"};
  vae.input_mean = Eigen::Vector2d(1.0, 2.0);
  vae.input_scale = Eigen::Vector2d(2.0, 0.5);
  vae.encoder = {{Eigen::MatrixXd::Ones(1, 2), Eigen::VectorXd::Zero(1)}};
  vae.latent_mean = {Eigen::MatrixXd::Constant(1, 1, 3.0), Eigen::VectorXd::Constant(1, -1.0)};
  vae.latent_log_variance = {Eigen::MatrixXd::Zero(1, 1), Eigen::VectorXd::Constant(1, -2.0)};
  vae.decoder = {{Eigen::MatrixXd::Constant(1, 1, 1.0), Eigen::VectorXd::Zero(1)},
                 {Eigen::MatrixXd::Constant(2, 1, 0.5), Eigen::VectorXd::Constant(2, 0.25)}};
  return vae;
}

TEST(FeatureVae, LayersThatDoNotFitTogether_AreRefused) {
  EXPECT_TRUE(small_vae().validate().ok());
  FeatureVae vae = small_vae();
  vae.decoder.pop_back();
  EXPECT_FALSE(vae.validate().ok()) << "one number where two features are";
  vae = small_vae();
  vae.input_scale[1] = 0.0;
  EXPECT_FALSE(vae.validate().ok());
  vae = small_vae();
  vae.latent_mean.bias[0] = std::numeric_limits<double>::quiet_NaN();
  EXPECT_FALSE(vae.validate().ok());
  vae = small_vae();
  vae.encoder[0].weights.resize(1, 3);
  EXPECT_FALSE(vae.validate().ok());
}

TEST(FeatureVae, EncodeAndDecode_FollowTheLayersByHand) {
  const FeatureVae vae = small_vae();
  Eigen::MatrixXd rows(2, 2);
  rows << 3.0, 2.5, -9.0, 2.0;  // standardised: (1, 1) and (-5, 0); hidden: 2 and 0
  const Eigen::MatrixXd latent = vae.encode(rows);
  EXPECT_DOUBLE_EQ(latent(0, 0), 5.0);
  EXPECT_DOUBLE_EQ(latent(1, 0), -1.0);
  EXPECT_DOUBLE_EQ(vae.log_variances(rows)(0, 0), -2.0);
  const Eigen::MatrixXd back = vae.decode(latent);
  // First row: ReLU(5) = 5, 0.5 x 5 + 0.25 = 2.75 standard; second: ReLU(-1) = 0, 0.25 standard.
  EXPECT_DOUBLE_EQ(back(0, 0), 1.0 + 2.0 * 2.75);
  EXPECT_DOUBLE_EQ(back(0, 1), 2.0 + 0.5 * 2.75);
  EXPECT_DOUBLE_EQ(back(1, 0), 1.0 + 2.0 * 0.25);
}

TEST(LatentUse, UnitThatNeverMoves_IsNotInUse) {
  FeatureVae vae = small_vae();
  Eigen::MatrixXd rows(2, 2);
  rows << 3.0, 2.5, -9.0, 2.0;
  const LatentUse used = latent_use(vae, rows);
  EXPECT_EQ(used.active_units, 1);
  EXPECT_DOUBLE_EQ(used.mean_variance[0], 9.0);  // of 5 and -1
  // KL of N(m, e^-2) from N(0, 1), mean over m = 5 and m = -1.
  EXPECT_NEAR(used.kl_nats[0], 0.5 * (13.0 + std::exp(-2.0) + 2.0 - 1.0), 1e-12);
  vae.latent_mean.weights.setZero();
  EXPECT_EQ(latent_use(vae, rows).active_units, 0);
}

TEST(ReconstructionTable, LeavesConstantFeaturesOutOfTheMean) {
  Eigen::MatrixXd truth(2, 2), rebuilt(2, 2);
  truth << 0.0, 1.0, 0.0, 1.0;
  rebuilt << 1.0, 5.0, -3.0, 5.0;
  const auto table = reconstruction_table({"a", "b"}, truth, rebuilt, Eigen::Vector2d(4.0, 1e-6));
  EXPECT_THAT(table.mae, ElementsAre(2.0, 4.0));
  EXPECT_THAT(table.mse, ElementsAre(5.0, 16.0));
  EXPECT_THAT(table.standardised_mae, ElementsAre(0.5, 0.0));
  EXPECT_DOUBLE_EQ(table.mean_standardised_mae, 0.5);
}

TEST(RebuiltFromComponents, OfALine_NeedsOneAndZeroGivesTheMean) {
  Eigen::MatrixXd line(5, 3);
  for (int i = 0; i < 5; ++i) line.row(i) << i, 2.0 * i + 1.0, -0.5 * i;
  Eigen::MatrixXd asked(1, 3);
  asked << 7.0, 15.0, -3.5;
  EXPECT_TRUE(rebuilt_from_components(line, asked, 1).isApprox(asked, 1e-12));
  EXPECT_TRUE(
      rebuilt_from_components(line, asked, 0).isApprox(Eigen::RowVector3d(2.0, 5.0, -1.0), 1e-12));
}

}  // namespace
}  // namespace kinemote::analysis
