// A trained motion model as everyone but the models room sees it: no torch here.
#pragma once

#include <array>
#include <filesystem>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "analysis/affect/pad.h"
#include "motion/core/progress.h"
#include "synthesis/control/feature_vae_training.h"
#include "synthesis/control/motion_window.h"

namespace kinemote::synthesis {

/// One latent dimension, measured over the training windows' posterior means.
struct LatentDimension {
  double mean = 0.0, sd = 1.0;   // of the aggregated posterior
  double low = 0.0, high = 0.0;  // 5th and 95th percentile, in sigma units of this dimension
  double kl_nats = 0.0;          // mean KL to the prior: > 0.01 counts as active
  double effect_m = 0.0;         // mean joint displacement when moved by one sigma
};

/// A training window's latent, kept for sampling near data and for the distance-to-data read-out.
struct ReferenceLatent {
  std::vector<float> latent;  // sigma units
  analysis::Pad pad;
  int content = -1;    // index into ModelCard::contents
  std::string source;  // clip name
};

/// What travels in the model file beside the weights.
struct ModelCard {
  std::string name;           // "builtin", or the file's stem
  std::string settings_json;  // training settings, seed, split, data description
  std::string settings_hash;  // 16 hex digits of the settings; printed in every output
  std::string metrics_json;   // losses, held-out reconstruction beside baselines, active units
  WindowLayout layout;
  double height_m = 1.75;
  std::array<double, 2>
      planted_height_m{};                 // of heel (ankle) and toe joints in contact; 0: unknown
  std::vector<std::string> contents;      // condition words: walk, run…
  std::vector<analysis::PadWord> labels;  // labels seen in training and their PAD
  std::vector<LatentDimension> latent;    // D
  std::vector<ReferenceLatent> references;
  double typical_distance = 1.0;  // median nearest-neighbour distance between references
  analysis::AffectModel affect;   // measured PAD and LMA targets
  /// Features from PAD within one content, by content; without weights where clips were too few.
  std::vector<analysis::RbfRegression> content_targets;

  /// Affect features (affect.feature_names) to expect at a PAD in a content: a walk is no bow. Of
  /// all contents together where that content's own are unknown; empty without an affect model.
  std::vector<double> target_features(const analysis::Pad& pad, int content) const;
  int latent_dim() const { return static_cast<int>(latent.size()); }
};

struct Condition {
  analysis::Pad pad;
  int content = 0;
};

/// Thread-compatible: one thread at a time.
class MotionModel {
 public:
  virtual ~MotionModel() = default;
  virtual const ModelCard& card() const = 0;
  /// Latent (D, sigma units: 0 = the data's mean, 1 = one standard deviation) to a window (T x C).
  /// Cost: about a millisecond on one core. Error (usage) on a wrong size or content.
  virtual Result<MotionWindow> decode(std::span<const float> latent,
                                      const Condition& condition) = 0;
  /// Posterior mean of a window, in sigma units.
  virtual Result<std::vector<float>> encode(const MotionWindow& window,
                                            const Condition& condition) = 0;
};

/// One labelled training clip.
struct TrainingClip {
  Clip clip;
  analysis::Pad pad;
  std::string content;
  std::string label;
  std::string take;  // clips of one take stay on one side of the split
};

/// Settings of `train motion-vae`; every field has a command-line option of the same name.
struct MotionVaeSettings {
  int latent = 24;               // D, [2, 64]
  int window_frames = 64;        // T at fps, [16, 512]
  double fps = 30.0;             // (0, 240]
  int hop_frames = 8;            // between the starts of neighbouring windows, [1, window_frames]
  int epochs = 80;               // [1, 100000]
  int batch = 64;                // windows a step, [4, 4096]
  double learning_rate = 1e-3;   // at the start; falls to 2 % of it along a cosine, (0, 0.1]
  double beta = 0.01;            // final weight of the KL divergence per latent dimension, [0, 10]
  double free_bits = 0.02;       // nats per dimension not penalised, [0, 5]
  int warmup_epochs = 15;        // KL weight rises linearly from 0, [0, epochs]
  int hidden = 512;              // units of the hidden layers, [16, 4096]
  int dct = 28;                  // temporal DCT coefficients kept, [4, window_frames]
  int components = 384;          // principal components of what the DCT keeps, [8, 2048]
  double position_weight = 1.0;  // node positions, in (10 cm)^2, [0, 100]
  double velocity_weight = 0.3;  // node velocities, in (m/s)^2, [0, 100]
  double contact_weight = 3.0;   // foot speed while in contact, in (m/s)^2, [0, 100]
  double pad_weight = 1.0;       // decoding with another PAD must look like that PAD, [0, 100]
  double test_share = 0.15;      // of takes, held out, [0.02, 0.5]
  uint64_t seed = 1;
  int threads = 0;  // 0: all cores; part of what makes results repeatable

  /// First thing that is wrong with the settings, as a sentence (usage); ok if none.
  Status validate() const;
  /// One JSON object with every field under its own name.
  std::string to_json() const;
};

struct CurvePoint {
  int epoch = 0;                // from 1
  double train_loss = 0.0;      // what was minimised
  double reconstruction = 0.0;  // squared error per standardised channel and frame
  double kl_nats = 0.0;
  double beta = 0.0;
  double test_reconstruction = 0.0;  // of the held-out windows' posterior means
};
struct TrainReport {
  std::vector<CurvePoint> curve;
  int active_units = 0;
  std::string metrics_json;  // what the model card holds
  double seconds = 0.0;
  Warnings warnings;  // clips that could not be used
};

/// The models room: one instance, in a shared library that is loaded on first use.
class ModelsLibrary {
 public:
  virtual ~ModelsLibrary() = default;
  /// Error (bad input) for a missing, damaged or foreign file, in one sentence.
  virtual Result<std::unique_ptr<MotionModel>> open_motion_model(
      const std::filesystem::path& path) = 0;
  /// Trains, fits the affect model on the same split, and writes the model file (name: the stem of
  /// `out`; half precision). Progress phases: "reading clips", "principal components", "training",
  /// "measuring", "affect model". Deterministic for settings (seed and threads among them), clips
  /// and machine.
  /// Each minute, and when cancelled, a checkpoint of the last whole epoch is written to `out` +
  /// ".checkpoint"; `resume` continues from it (the result is the same as without the break) and
  /// starts afresh where there is none. It is removed at the end. Errors: usage for settings, bad
  /// input for clips or a checkpoint of another training, cancelled.
  virtual Result<TrainReport> train_motion_vae(const std::vector<TrainingClip>& clips,
                                               const MotionVaeSettings& settings,
                                               const std::filesystem::path& out, bool resume,
                                               const Progress& progress) = 0;
  /// Trains an autoencoder of feature vectors (N x D rows). Deterministic for settings and rows.
  /// Cost: about 5 s for 2,000 rows. Errors: usage (settings), bad input (too few rows, not
  /// finite), cancelled.
  virtual Result<FeatureVaeFit> train_feature_vae(const Eigen::MatrixXd& features,
                                                  const std::vector<std::string>& feature_names,
                                                  const FeatureVaeSettings& settings,
                                                  const Progress& progress) = 0;
  /// "LibTorch 1.13.0, OpenBLAS, 1 thread, 95 GFLOP/s": for `doctor`.
  virtual std::string description() = 0;
};

/// Loads the models room on first use (about a second), thread-safe. Error (environment) if this
/// build or installation has none: says where it was looked for and how to get it.
Result<ModelsLibrary*> models_library();

}  // namespace kinemote::synthesis
