// A trained motion model as everyone but the models room sees it: no torch here.
#pragma once

#include <array>
#include <filesystem>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "analysis/affect/pad.h"
#include "motion/core/progress.h"
#include "synthesis/control/feature_vae_training.h"
#include "synthesis/control/motion_window.h"

namespace kinemote::synthesis {

class ConditionalPrior;
class SequenceClassifier;  // sequence_classifier.h
struct SequenceSet;
struct SequenceTrainSettings;
struct SequenceTraining;

/// One latent dimension, measured over the training windows' posterior means.
struct LatentDimension {
  double mean = 0.0, sd = 1.0;   // of the autoencoder's unit behind it
  double low = 0.0, high = 0.0;  // 5th and 95th percentile of the references' latents
  double kl_nats = 0.0;          // mean KL to the prior: > 0.01 counts as active
  double effect_m = 0.0;         // mean joint displacement when moved by one sigma
};

/// A training window as the model sees it: what the conditional prior is made of.
struct ReferenceLatent {
  std::vector<float> latent;         // under its own condition, see MotionModel
  std::vector<float> code;           // of the autoencoder, one standard deviation is 1
  std::optional<analysis::Pad> pad;  // none: its style has no place in PAD space
  int content = -1;                  // index into ModelCard::contents
  int style = -1;                    // index into ModelCard::styles
  std::string source;                // clip name
  std::optional<double> start_s;     // in that clip; none: an older model's file
};

/// A style word of the training clips and its PAD, if it has one.
struct StyleWord {
  std::string name;
  std::optional<analysis::Pad> pad;
};

/// Captured feet slide as much while they stand (see real_motion() in plausibility.h): what wanders
/// farther is a fault of the recording.
inline constexpr double kMostKeptSlide_m = 0.004;

inline constexpr size_t kSpacingCount = 101;  // percentiles 0 to 100

/// What travels in the model file beside the weights.
struct ModelCard {
  std::string name;           // "builtin", or the file's stem
  std::string settings_json;  // training settings, seed, split, data description
  std::string settings_hash;  // 16 hex digits of the settings; printed in every output
  std::string metrics_json;   // losses, held-out reconstruction beside baselines, active units
  WindowLayout layout;
  double height_m = 1.75;
  std::array<double, 2>
      planted_height_m{};  // of heel (ankle) and toe joints in contact; 0: unknown
  /// How far the feet of the training clips wander while they stand: median over clips of the mean
  /// of their stances (see FootSlide), in [0, kMostKeptSlide_m]; none: an older model's file.
  std::optional<double> kept_slide_m;
  std::vector<std::string> contents;    // condition words: walk, run…
  std::vector<StyleWord> styles;        // labels seen in training, by name
  std::vector<LatentDimension> latent;  // D
  std::vector<ReferenceLatent> references;
  /// Distances from references to their nearest neighbours, in codes: 101 percentiles; empty where
  /// there are too few references.
  std::vector<double> spacing;
  analysis::AffectModel affect;  // measured PAD and LMA targets
  /// Features from PAD within one content, by content; without weights where clips were too few.
  std::vector<analysis::RbfRegression> content_targets;

  /// Affect features (affect.feature_names) to expect at a PAD in a content: a walk is no bow. Of
  /// all contents together where that content's own are unknown; empty without an affect model.
  std::vector<double> target_features(const analysis::Pad& pad, int content) const;
  int latent_dim() const { return static_cast<int>(latent.size()); }
  /// The styles that have a PAD, as words on the pad.
  std::vector<analysis::PadWord> pad_words() const;
  /// Index of a style word, -1 if the model does not know it.
  int style_index(const std::string& word) const;
  /// Index of a content or style. Error (usage) lists those that the model has.
  Result<int> find_content(const std::string& name) const;
  Result<int> find_style(const std::string& word) const;
};

/// What a motion is to show: a style word, or else a PAD; and what is done.
struct Condition {
  analysis::Pad pad;  // where there is no style
  int content = 0;    // index into ModelCard::contents
  int style = -1;     // index into ModelCard::styles; -1: PAD decides
};

/// A latent says how a motion differs from others of its condition: D numbers whose distribution
/// under every condition is about standard normal, so that one latent under two conditions is the
/// same movement in two moods. Thread-compatible: one thread at a time.
class MotionModel {
 public:
  virtual ~MotionModel() = default;
  /// p(latent | condition), from the card's references. Made on first use.
  const ConditionalPrior& prior();
  virtual const ModelCard& card() const = 0;
  /// Latent (D, sigma units: 0 = the data's mean, 1 = one standard deviation) to a window (T x C).
  /// Cost: about a millisecond on one core. Error (usage) on a wrong size or content.
  virtual Result<MotionWindow> decode(std::span<const float> latent,
                                      const Condition& condition) = 0;
  /// Posterior mean of a window, as a latent of the condition that it is said to show.
  virtual Result<std::vector<float>> encode(const MotionWindow& window,
                                            const Condition& condition) = 0;

 private:
  std::shared_ptr<const ConditionalPrior> prior_;
};

/// One labelled training clip.
struct TrainingClip {
  Clip clip;
  std::optional<analysis::Pad> pad;  // none: a style without a place in PAD space
  std::string content;
  std::string label;
  std::string take;  // clips of one take stay on one side of the split
};

/// Networks that `train motion-vae` can train, all of them on top of the same linear autoencoder.
enum class NetworkKind {
  kMlp,          // two hidden layers over the whole window
  kConvolution,  // along time, over channels
  kTransformer,  // patches of time, latent tokens
};
inline constexpr std::array<NetworkKind, 3> kNetworkKinds = {
    NetworkKind::kMlp, NetworkKind::kConvolution, NetworkKind::kTransformer};
/// "mlp", "convolution", "transformer".
std::string_view name_of(NetworkKind kind);

/// Settings of `train motion-vae`; every field has a command-line option of the same name.
struct MotionVaeSettings {
  NetworkKind network = NetworkKind::kMlp;
  int latent = 64;               // D, [2, 256]
  int window_frames = 64;        // T at fps, [16, 512]
  double fps = 30.0;             // (0, 240]
  int hop_frames = 8;            // between the starts of neighbouring windows, [1, window_frames]
  int epochs = 0;                // [1, 100000]; 0: from the data's size, see epochs_for
  int batch = 64;                // windows a step, [4, 4096]
  double learning_rate = 1e-3;   // at the start; falls to 2 % of it along a cosine, (0, 0.1]
  double beta = 0.05;            // final weight of the KL divergence per latent dimension, [0, 10]
  double free_bits = 0.02;       // nats per dimension not penalised, [0, 5]
  int warmup_epochs = 8;         // KL weight rises linearly from 0, [0, 100000]
  int patience = 0;              // epochs without better held-out windows after which training
                                 // stops, [0, 100000]; 0: a quarter of all, at least 10
  int hidden = 512;              // units of the hidden layers, [16, 4096]
  int dct = 24;                  // temporal DCT coefficients kept, [4, window_frames]
  int components = 512;          // principal components of what the DCT keeps, [8, 2048]
  double position_weight = 1.0;  // node positions, in (10 cm)^2, [0, 100]
  double velocity_weight = 0.3;  // node velocities, in (m/s)^2, [0, 100]
  double contact_weight = 3.0;   // foot speed while in contact, in (m/s)^2, [0, 100]
  double test_share = 0.15;      // of takes, held out, [0.02, 0.5]
  uint64_t seed = 1;
  int threads = 0;  // 0: all cores; part of what makes results repeatable

  /// Epochs to train N windows for: `epochs`, or as many as make 10,000 steps, from 20 to 400.
  int epochs_for(int windows) const;
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
  /// Trains a network on `train`, whose labels are needed; the scaler (mean and deviation by
  /// channel) is fitted on its valid frames alone. `validation` may be empty; it chooses the epoch,
  /// so its score is no test. Deterministic for settings (seed and threads among them), sets and
  /// machine. Each minute, and when cancelled, the last whole epoch goes to `checkpoint`, if that
  /// is not empty; `resume` continues from it with the same result as without the break, and
  /// starts afresh where there is none. It is removed at the end. Progress phases start with
  /// "training". Errors: usage for settings; bad input for sets, or a checkpoint of another
  /// training; cancelled.
  virtual Result<SequenceTraining> train_sequence_classifier(
      const SequenceSet& train, const SequenceSet& validation,
      const SequenceTrainSettings& settings, const std::filesystem::path& checkpoint, bool resume,
      const Progress& progress) = 0;
  /// Error (bad input) for a missing, damaged or foreign file, in one sentence.
  virtual Result<std::unique_ptr<SequenceClassifier>> open_sequence_classifier(
      const std::filesystem::path& path) = 0;
  /// "LibTorch 1.13.0, OpenBLAS, 1 thread, 95 GFLOP/s": for `doctor`.
  virtual std::string description() = 0;
};

/// Loads the models room on first use (about a second), thread-safe. Error (environment) if this
/// build or installation has none: says where it was looked for and how to get it.
Result<ModelsLibrary*> models_library();

}  // namespace kinemote::synthesis
