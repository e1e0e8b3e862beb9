#include <gmock/gmock.h>

#include <cmath>
#include <fstream>
#include <nlohmann/json.hpp>
#include <sstream>

#include "motion/core/kinematics.h"
#include "support/temporary_folder.h"
#include "synthesis/control/model_file.h"
#include "synthesis/models/walk_clips.h"

namespace kinemote::synthesis {
namespace {

using test::walk_clips;
using ::testing::HasSubstr;

MotionVaeSettings small_settings() {
  MotionVaeSettings settings;
  settings.latent = 6;
  settings.hidden = 48;
  settings.components = 32;
  settings.dct = 20;
  settings.hop_frames = 6;
  settings.batch = 32;
  settings.epochs = 12;
  settings.warmup_epochs = 4;
  settings.learning_rate = 3e-3;
  settings.threads = 1;
  return settings;
}

class MotionVaeTest : public ::testing::Test {
 protected:
  void SetUp() override {
    const auto library = models_library();
    ASSERT_TRUE(library.ok()) << library.error().message;
    library_ = *library;
  }

  Result<TrainReport> train(const std::string& name, const MotionVaeSettings& settings,
                            const std::vector<TrainingClip>& clips, bool resume = false,
                            const Progress& progress = {}) {
    return library_->train_motion_vae(clips, settings, folder_ / name, resume, progress);
  }
  std::string bytes(const std::string& name) const {
    std::ostringstream out;
    out << std::ifstream(folder_ / name, std::ios::binary).rdbuf();
    return out.str();
  }

  test::TemporaryFolder temporary_;
  std::filesystem::path folder_ = temporary_ / "models";
  ModelsLibrary* library_ = nullptr;
};

TEST_F(MotionVaeTest, ImpossibleSettings_AreRefusedByName) {
  MotionVaeSettings settings = small_settings();
  settings.latent = 1;
  const auto report = train("m.kmodel", settings, walk_clips(12));
  ASSERT_FALSE(report.ok());
  EXPECT_EQ(report.error().code, ErrorCode::kUsage);
  EXPECT_THAT(report.error().message, HasSubstr("latent is 1"));
  settings = small_settings();
  settings.learning_rate = NAN;
  EXPECT_THAT(train("m.kmodel", settings, walk_clips(12)).error().message,
              HasSubstr("learning_rate"));
}

TEST_F(MotionVaeTest, TooLittleData_IsRefused) {
  EXPECT_EQ(train("m.kmodel", small_settings(), {}).error().code, ErrorCode::kBadInput);
  MotionVaeSettings settings = small_settings();
  settings.batch = 4096;
  EXPECT_THAT(train("m.kmodel", settings, walk_clips(12)).error().message,
              HasSubstr("batch of 4096"));
  EXPECT_FALSE(std::filesystem::exists(folder_ / "m.kmodel"));
}

TEST_F(MotionVaeTest, ForeignFiles_AreNotOpened) {
  EXPECT_EQ(library_->open_motion_model(folder_ / "none").error().code, ErrorCode::kBadInput);
}

TEST_F(MotionVaeTest, SmallTraining_LearnsAndItsModelWorks) {
  const auto clips = walk_clips(24);
  MotionVaeSettings settings = small_settings();
  settings.epochs = 60;
  settings.beta = 1e-3;
  const auto trained = train("m.kmodel", settings, clips);
  ASSERT_TRUE(trained.ok()) << trained.error().message;
  ASSERT_GE(trained->curve.size(), 10u);
  // The start is the principal components' own: what is gained shows in all terms together.
  EXPECT_LT(trained->curve.back().train_loss, 0.8 * trained->curve.front().train_loss);
  EXPECT_GE(trained->active_units, 2);  // a gait's phase alone takes two
  EXPECT_FALSE(std::filesystem::exists(folder_ / "m.kmodel.checkpoint"));

  // Better than the mean window; no better than what its linear front can keep.
  const auto metrics = nlohmann::json::parse(trained->metrics_json)["held_out"];
  const auto joint_cm = [&](const char* name) { return metrics[name]["joint_cm"].get<double>(); };
  EXPECT_LT(joint_cm("motion_vae"), 0.6 * joint_cm("baseline_mean_window"));
  EXPECT_GT(joint_cm("motion_vae"), joint_cm("best_possible_linear_front"));

  const auto model = library_->open_motion_model(folder_ / "m.kmodel");
  ASSERT_TRUE(model.ok()) << model.error().message;
  const ModelCard& card = (*model)->card();
  EXPECT_EQ(card.name, "m");
  EXPECT_EQ(card.settings_hash, short_hash(card.settings_json));
  EXPECT_THAT(card.contents, ::testing::ElementsAre("run", "walk"));
  EXPECT_EQ(card.styles.size(), 2u);
  EXPECT_EQ(card.latent_dim(), 6);
  EXPECT_FALSE(card.references.empty());

  // A training window comes back from its latent, through the half-precision file.
  const auto channels = *channels_from_clip(clips[1].clip, card.layout);
  const MotionWindow window(channels.begin(), channels.begin() + 64 * card.layout.channel_count());
  const Condition condition{*clips[1].pad, 1};
  const auto latent = (*model)->encode(window, condition);
  ASSERT_TRUE(latent.ok());
  const auto decoded = (*model)->decode(*latent, condition);
  ASSERT_TRUE(decoded.ok());
  const WorldMotion truth = forward_kinematics(clip_from_channels(window, card.layout));
  const Clip clip = clip_from_channels(*decoded, card.layout);
  EXPECT_TRUE(clip.validate().ok());
  const WorldMotion guess = forward_kinematics(clip);
  double error_m = 0.0;
  for (int j = 0; j < 22; ++j)
    error_m += glm::length(truth.position(0, j) - guess.position(0, j)) / 22;
  EXPECT_LT(error_m, 0.08);

  // PAD drives the motion with the latent held: arousal is speed in this data set.
  const auto speed = [&](double arousal) {
    const auto w = *(*model)->decode(*latent, {{0.0, arousal, 0.0}, 1});
    double sum = 0.0;
    for (int t = 0; t < 64; ++t) sum += w[t * card.layout.channel_count()] / 64;
    return sum;
  };
  EXPECT_GT(speed(0.8), speed(-0.8) + 0.2);

  EXPECT_EQ((*model)->decode(std::vector<float>(5), condition).error().code, ErrorCode::kUsage);
  EXPECT_EQ((*model)->decode(*latent, {{}, 2}).error().code, ErrorCode::kUsage);
  EXPECT_EQ((*model)->decode(*latent, {{}, 0, 2}).error().code, ErrorCode::kUsage);
  EXPECT_EQ((*model)->encode(MotionWindow(7), condition).error().code, ErrorCode::kUsage);
}

TEST_F(MotionVaeTest, EveryKindOfNetwork_LearnsAndOpensAgain) {
  const auto clips = walk_clips(14);
  for (const NetworkKind kind : kNetworkKinds) {
    MotionVaeSettings settings = small_settings();
    settings.network = kind;
    settings.hidden = 64;
    settings.epochs = 8;
    settings.beta = 0.0;  // its weight rises during the first epochs, and the loss with it
    const std::string name = std::string(name_of(kind)) + ".kmodel";
    const auto trained = train(name, settings, clips);
    ASSERT_TRUE(trained.ok()) << name << trained.error().message;
    EXPECT_LT(trained->curve.back().train_loss, trained->curve.front().train_loss) << name;
    const auto model = library_->open_motion_model(folder_ / name);
    ASSERT_TRUE(model.ok()) << name << model.error().message;
    const auto window = (*model)->decode(std::vector<float>(6, 0.5F), {{0.0, 0.5, 0.0}, 1});
    ASSERT_TRUE(window.ok());
    EXPECT_TRUE(std::isfinite(window->front()));
  }
}

TEST_F(MotionVaeTest, StylesWithoutPad_MakeAModelThatMeasuresNone) {
  auto clips = walk_clips(14);
  for (size_t i = 0; i < clips.size(); ++i) {
    clips[i].pad = std::nullopt;
    clips[i].label = i % 2 ? "feminine" : "musical";
  }
  MotionVaeSettings settings = small_settings();
  settings.epochs = 2;
  const auto trained = train("m.kmodel", settings, clips);
  ASSERT_TRUE(trained.ok()) << trained.error().message;
  ASSERT_FALSE(trained->warnings.empty());
  EXPECT_THAT(trained->warnings.back(), HasSubstr("measures no PAD"));
  const auto model = library_->open_motion_model(folder_ / "m.kmodel");
  ASSERT_TRUE(model.ok()) << model.error().message;
  EXPECT_TRUE((*model)->card().affect.feature_names.empty());
  EXPECT_TRUE((*model)->decode(std::vector<float>(6), {{}, 1, 1}).ok());
}

TEST_F(MotionVaeTest, NothingGained_StopsEarly) {
  MotionVaeSettings settings = small_settings();
  settings.learning_rate = 1e-7;  // nothing moves
  settings.warmup_epochs = 0;
  settings.patience = 3;
  const auto trained = train("m.kmodel", settings, walk_clips(14));
  ASSERT_TRUE(trained.ok()) << trained.error().message;
  EXPECT_LT(trained->curve.size(), 12u);
}

TEST_F(MotionVaeTest, SameSeed_GivesTheSameBytes) {
  const auto clips = walk_clips(24);
  MotionVaeSettings settings = small_settings();
  settings.epochs = 3;
  settings.warmup_epochs = 1;
  ASSERT_TRUE(train("a/m.kmodel", settings, clips).ok());
  ASSERT_TRUE(train("b/m.kmodel", settings, clips).ok());
  EXPECT_EQ(bytes("a/m.kmodel"), bytes("b/m.kmodel"));
  settings.seed = 2;
  ASSERT_TRUE(train("c/m.kmodel", settings, clips).ok());
  EXPECT_NE(bytes("a/m.kmodel"), bytes("c/m.kmodel"));
}

/// Lets training go on until `phase` starts with the text.
Progress until(const std::string& text) {
  return [text](std::string_view phase, double) { return !phase.starts_with(text); };
}

TEST_F(MotionVaeTest, Cancelling_LeavesNoModel) {
  const auto report =
      train("m.kmodel", small_settings(), walk_clips(14), false, until("training: epoch 1 "));
  ASSERT_FALSE(report.ok());
  EXPECT_EQ(report.error().code, ErrorCode::kCancelled);
  EXPECT_FALSE(std::filesystem::exists(folder_));
}

TEST_F(MotionVaeTest, ResumedTraining_EndsLikeAnUnbrokenOne) {
  const auto clips = walk_clips(24);
  MotionVaeSettings settings = small_settings();
  settings.epochs = 4;
  ASSERT_TRUE(train("whole/m.kmodel", settings, clips).ok());
  ASSERT_FALSE(train("broken/m.kmodel", settings, clips, false, until("training: epoch 3 ")).ok());
  ASSERT_TRUE(std::filesystem::exists(folder_ / "broken/m.kmodel.checkpoint"));
  const auto resumed = train("broken/m.kmodel", settings, clips, true);
  ASSERT_TRUE(resumed.ok()) << resumed.error().message;
  EXPECT_EQ(resumed->curve.size(), 4u);
  EXPECT_EQ(bytes("whole/m.kmodel"), bytes("broken/m.kmodel"));
  EXPECT_FALSE(std::filesystem::exists(folder_ / "broken/m.kmodel.checkpoint"));
}

TEST_F(MotionVaeTest, CheckpointOfAnotherTraining_IsRefused) {
  const auto clips = walk_clips(24);
  MotionVaeSettings settings = small_settings();
  ASSERT_FALSE(train("m.kmodel", settings, clips, false, until("training: epoch 2 ")).ok());
  settings.beta *= 2.0;
  const auto resumed = train("m.kmodel", settings, clips, true);
  ASSERT_FALSE(resumed.ok());
  EXPECT_THAT(resumed.error().message, HasSubstr("other settings or clips"));
  std::ofstream(folder_ / "m.kmodel.checkpoint") << "KINEMOTE-CHECKPOINT 1\n{";
  EXPECT_EQ(train("m.kmodel", settings, clips, true).error().code, ErrorCode::kBadInput);
}

}  // namespace
}  // namespace kinemote::synthesis
