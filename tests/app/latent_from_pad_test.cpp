#include "app/latent_from_pad.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>
#include <random>

namespace kinemote::app {
namespace {

constexpr int kClips = 40, kRowsOfClip = 6;

/// Features 0 and 1 are smooth functions of PAD, feature 2 is noise.
FeatureRowsOfClips made_rows() {
  std::mt19937_64 random(3);
  std::uniform_real_distribution<double> uniform(-1.0, 1.0);
  FeatureRowsOfClips data;
  data.feature_names = {"a", "b", "noise"};
  data.rows.resize(kClips * kRowsOfClip, 3);
  for (int c = 0; c < kClips; ++c) {
    io::DatasetEntry entry;
    entry.name = "clip" + std::to_string(c);
    entry.take = entry.name;
    entry.label = "label" + std::to_string(c);
    entry.pad = io::PadTriple{uniform(random), uniform(random), uniform(random)};
    for (int r = 0; r < kRowsOfClip; ++r) {
      const auto [p, a, d] = *entry.pad;
      data.rows.row(c * kRowsOfClip + r) << p + 0.5 * d, std::sin(2.0 * a), uniform(random);
      data.clip_of.push_back(c);
    }
    data.clips.push_back(std::move(entry));
  }
  return data;
}

/// Latent unit z is feature z; the third unit has collapsed.
analysis::FeatureVae made_vae() {
  analysis::FeatureVae vae;
  vae.feature_names = {"a", "b", "noise"};
  vae.input_mean = Eigen::VectorXd::Zero(3);
  vae.input_scale = Eigen::VectorXd::Ones(3);
  Eigen::MatrixXd kept = Eigen::MatrixXd::Identity(3, 3);
  kept(2, 2) = 0.0;
  vae.latent_mean = {kept, Eigen::VectorXd::Zero(3)};
  vae.latent_log_variance = {Eigen::MatrixXd::Zero(3, 3), Eigen::VectorXd::Zero(3)};
  vae.decoder = {{Eigen::MatrixXd::Identity(3, 3), Eigen::VectorXd::Zero(3)}};
  return vae;
}

TEST(LatentFromPad, FewClipsWithAPad_IsAnError) {
  FeatureRowsOfClips data = made_rows();
  for (size_t c = 3; c < data.clips.size(); ++c) data.clips[c].pad.reset();
  const auto found = latent_from_pad(made_vae(), data, 1, 1, {});
  ASSERT_FALSE(found);
  EXPECT_EQ(found.error().code, ErrorCode::kBadInput);
}

TEST(LatentFromPad, Cancelled_Stops) {
  const auto found =
      latent_from_pad(made_vae(), made_rows(), 1, 1, [](auto, double) { return false; });
  ASSERT_FALSE(found);
  EXPECT_EQ(found.error().code, ErrorCode::kCancelled);
}

TEST(LatentFromPad, LatentMadeFromPad_IsFoundOnHeldOutClips) {
  const auto found = latent_from_pad(made_vae(), made_rows(), 1, 1, {});
  ASSERT_TRUE(found) << found.error().message;
  ASSERT_EQ(found->regressions.size(), 3u);
  const LatentRegression &kernel = found->regressions[0], &trees = found->regressions[1],
                         &constant = found->regressions[2];
  EXPECT_EQ(constant.name, "constant");
  EXPECT_LT(kernel.mean_mae, 0.35 * constant.mean_mae);
  EXPECT_LT(trees.mean_mae, 0.8 * constant.mean_mae);
  EXPECT_EQ(kernel.unit_mae[2], 0.0) << "collapsed";
  EXPECT_LT(kernel.decoded_mae, constant.decoded_mae);
  EXPECT_GT(kernel.decoded_mae, 0.2) << "the noise is not in the latent";
  EXPECT_EQ(found->split, "take");
  EXPECT_EQ(found->clips, kClips);
}

}  // namespace
}  // namespace kinemote::app
