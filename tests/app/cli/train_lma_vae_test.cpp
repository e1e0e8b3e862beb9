#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>

#include "app/feature_vae_job.h"
#include "cli_run.h"
#include "motion/io/atomic_file.h"
#include "support/temporary_folder.h"
#include "synthesis/control/motion_model.h"

namespace kinemote {
namespace {

using nlohmann::json;
using test::CliRun;
using test::run;

TEST(TrainLmaVae, OddLayersOrWrongFile_AreUsage) {
  test::TemporaryFolder folder;
  const CliRun layers = run({"train", "lma-vae", "builtin", "--corpus-clips", "8", "--layers",
                             "32,x", "--out", folder.file("v.json")});
  EXPECT_EQ(layers.exit_code, 2) << layers.err;
  EXPECT_NE(layers.err.find("32,x"), std::string::npos);
  const CliRun file = run({"train", "lma-vae", "builtin", "--out", folder.file("v.kmodel")});
  EXPECT_EQ(file.exit_code, 2) << file.err;
}

TEST(TrainLmaVae, BuiltinCorpus_BeatsTheMeanAndIsReadBack) {
  if (const auto library = synthesis::models_library(); !library) {
    GTEST_SKIP() << library.error().message;
  }
  test::TemporaryFolder folder;
  const CliRun result =
      run({"train", "lma-vae", "builtin", "--corpus-clips", "40", "--latent", "3", "--epochs", "60",
           "--warmup-epochs", "10", "--out", folder.file("v.json"), "--json"});
  ASSERT_EQ(result.exit_code, 0) << result.err;
  const json report = result.json();
  const json& metrics = report["metrics"];
  EXPECT_LT(metrics["mean_standardised_mae"], metrics["constant_standardised_mae"]);
  EXPECT_EQ(metrics["features"].size(), 27u);
  EXPECT_EQ(metrics["kl_nats"].size(), 3u);
  const json& regressions = report["pad_to_latent"]["regressions"];
  ASSERT_EQ(regressions.size(), 3u);
  EXPECT_EQ(regressions[0]["unit_mae"].size(), 3u);
  EXPECT_GT(regressions[0]["decoded_standardised_mae"], metrics["mean_standardised_mae"]);
  const auto vae = app::read_feature_vae(folder.file("v.json"));
  ASSERT_TRUE(vae.ok()) << vae.error().message;
  EXPECT_EQ(vae->latent_dim(), 3);
  EXPECT_EQ(vae->feature_names.size(), 27u);
  std::ofstream(folder.file("half.json")) << io::read_file(folder.file("v.json"))->substr(0, 5000);
  EXPECT_FALSE(app::read_feature_vae(folder.file("half.json")).ok());
}

}  // namespace
}  // namespace kinemote
