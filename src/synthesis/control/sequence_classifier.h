// Networks that say what a sequence of frames shows, as everyone but the models room sees them: no
// torch here. docs/features/sequence-models.md has the layers and their sources.
#pragma once

#include <array>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "motion/core/result.h"

namespace kinemote::synthesis {

/// Which of a frame's channels belong to which joint: what a network on the skeleton needs. A frame
/// is people x joints x numbers_a_joint numbers, the first person first, joint by joint, and then
/// any number of channels that belong to no joint. Without joints: unknown.
struct SkeletonGraph {
  std::vector<int> joint_parents;  // J, each before or behind its joint; -1: none
  int numbers_a_joint = 0;
  int people = 1;
  int joint_channels() const {
    return people * numbers_a_joint * static_cast<int>(joint_parents.size());
  }
};

/// N sequences of T frames of C channels, in whatever unit. A frame that is not valid might as well
/// not be there: networks see a sequence's valid frames one after the other. Values of invalid
/// frames are not read.
struct SequenceSet {
  int frames = 0;             // T
  int channels = 0;           // C
  std::vector<float> values;  // N x T x C
  std::vector<float> valid;   // N x T: 0, or anything else for a frame that counts
  std::vector<int> labels;    // N indices into class_names; empty: unknown
  std::vector<std::string> class_names;
  SkeletonGraph graph;
  /// A JSON object that says what the numbers are (layout, rate, normalisation): travels with the
  /// classifier, unread.
  std::string input_json = "{}";

  int count() const {
    return frames > 0 ? static_cast<int>(valid.size() / static_cast<size_t>(frames)) : 0;
  }
  /// First thing that is wrong (bad input): what validate_values() finds, labels, a graph of more
  /// channels than there are. Needs neither labels nor sequences.
  Status validate() const;
  /// Sizes that do not fit each other, a value of a valid frame that is not finite, a sequence
  /// without a valid frame.
  Status validate_values() const;
};

enum class SequenceNetworkKind {
  kBiLstm,
  kGru,
  kTransformer,
  kTcnBiLstm,
  kConv1d,
  kMultiScale,
  kConvLstm,
  kDeepResidual,
  kSkeletonGraph,
};
inline constexpr std::array<SequenceNetworkKind, 9> kSequenceNetworkKinds = {
    SequenceNetworkKind::kBiLstm,       SequenceNetworkKind::kGru,
    SequenceNetworkKind::kTransformer,  SequenceNetworkKind::kTcnBiLstm,
    SequenceNetworkKind::kConv1d,       SequenceNetworkKind::kMultiScale,
    SequenceNetworkKind::kConvLstm,     SequenceNetworkKind::kDeepResidual,
    SequenceNetworkKind::kSkeletonGraph};
/// "bilstm", "gru", "transformer", "tcn-bilstm", "conv1d", "multiscale", "convlstm",
/// "deep-residual", "skeleton-graph".
std::string_view name_of(SequenceNetworkKind kind);
/// Error (usage) lists the names there are.
Result<SequenceNetworkKind> sequence_network_kind(std::string_view name);

/// How the frames of a sequence become one vector.
enum class SequencePooling { kAttention, kMean, kMax };
inline constexpr std::array<SequencePooling, 3> kSequencePoolings = {
    SequencePooling::kAttention, SequencePooling::kMean, SequencePooling::kMax};
/// "attention", "mean", "max".
std::string_view name_of(SequencePooling pooling);
Result<SequencePooling> sequence_pooling(std::string_view name);

/// The blocks of deep-residual.
enum class ResidualBlock { kStandard, kPreactivation, kBottleneck, kSqueezeExcitation };
inline constexpr std::array<ResidualBlock, 4> kResidualBlocks = {
    ResidualBlock::kStandard, ResidualBlock::kPreactivation, ResidualBlock::kBottleneck,
    ResidualBlock::kSqueezeExcitation};
/// "standard", "preactivation", "bottleneck", "squeeze-excitation".
std::string_view name_of(ResidualBlock block);
Result<ResidualBlock> residual_block(std::string_view name);

/// What is not set is the kind's own, see resolved(). What a kind does not have cannot be set.
struct SequenceNetworkOptions {
  SequenceNetworkKind kind = SequenceNetworkKind::kDeepResidual;
  std::optional<int> hidden;      // h: [8, 1024], a multiple of 8
  std::optional<int> layers;      // recurrent, attention or graph layers, residual blocks: [1, 8]
  std::optional<double> dropout;  // [0, 0.9]
  std::optional<ResidualBlock> block;      // deep-residual
  std::optional<SequencePooling> pooling;  // bilstm, gru, multiscale, deep-residual, skeleton-graph

  /// With everything set that the kind has.
  SequenceNetworkOptions resolved() const;
  Status validate() const;
  /// Of what is set; the names of fields are the keys.
  std::string to_json() const;
};
/// The reverse of SequenceNetworkOptions::to_json(). Error (bad input) for anything else.
Result<SequenceNetworkOptions> sequence_network_options(const std::string& json);

/// Balanced accuracy: the mean of the classes' recalls, over classes that have sequences.
enum class SequenceMonitor { kBalancedAccuracy, kLoss };

struct SequenceCurvePoint {
  int epoch = 0;                // from 1
  double train_loss = 0.0;      // what was minimised, over the epoch's steps
  double train_accuracy = 0.0;  // while learning: with dropout, and of augmented sequences
  /// Of the validation sequences; 0 without any. The loss is the cross-entropy in nats, without
  /// smoothing or weights.
  double validation_loss = 0.0, validation_accuracy = 0.0, validation_balanced_accuracy = 0.0;
  double learning_rate = 0.0;  // at the epoch's end
};

struct SequenceTrainSettings {
  SequenceNetworkOptions network;
  int epochs = 60;               // [1, 10000]
  int batch = 32;                // sequences a step, [1, 4096]
  double learning_rate = 5e-4;   // of AdamW at the start; falls to 0 along a cosine, (0, 0.1]
  double weight_decay = 1e-4;    // [0, 1]
  double label_smoothing = 0.1;  // [0, 0.9]
  double gradient_norm = 1.0;    // a longer gradient is shortened to it; 0: never, [0, 1000]
  /// Epochs without a better validation score after which training stops; 0: never. The weights
  /// that are kept are those of the best epoch, or of the last one without validation sequences.
  int patience = 15;
  SequenceMonitor monitor = SequenceMonitor::kBalancedAccuracy;  // a tie goes to the lower loss
  std::vector<double> class_weights;  // K, of the loss, >= 0; empty: none
  /// Indices of the training sequences of one epoch, from its number (from 1) and a seed; none:
  /// each once, shuffled. Must be a function of its arguments alone, or resuming goes another way.
  std::function<std::vector<int>(int epoch, uint64_t seed)> sampler;
  std::string sampler_name;  // what the sampler does: tells trainings apart, printed in to_json()
  /// Changes one training sequence (T x C values and T valid, in the set's units) before a step;
  /// none: nothing. Must be a function of its arguments alone. The seed differs in every use.
  std::function<void(std::span<float> values, std::span<float> valid, uint64_t seed)> augmentation;
  std::string augmentation_name;  // what the augmentation does
  /// Told each epoch when it has been measured, on the training's thread; none: nobody.
  std::function<void(const SequenceCurvePoint&)> on_epoch;
  uint64_t seed = 1;
  int threads = 0;  // 0: all cores; part of what makes results repeatable

  /// First thing that is wrong with the settings, as a sentence (usage); ok if none.
  Status validate() const;
  /// One JSON object with every field under its own name, the network's as `network`, resolved.
  std::string to_json() const;
};

/// Attributions by integrated gradients (Sundararajan et al. 2017, arXiv:1703.01365, eq. 1), along
/// the straight line from the mean frame of the training sequences.
struct SequenceAttribution {
  std::vector<float> values;                 // N x T x C; 0 in frames that are not valid
  std::vector<int> predicted;                // N: the class whose probability is explained
  std::vector<double> probability;           // N, of that class
  std::vector<double> baseline_probability;  // N: of the same class, for mean frames
  /// N: |sum of a sequence's values - (probability - baseline_probability)|: how far the sum of
  /// steps is from the integral. Halve it by doubling the steps.
  std::vector<double> completeness_gap;
};

/// Thread-compatible: one thread at a time.
class SequenceClassifier {
 public:
  virtual ~SequenceClassifier() = default;
  virtual const std::vector<std::string>& class_names() const = 0;
  virtual int channels() const = 0;
  /// Of training; SequenceTrainSettings::to_json().
  virtual const std::string& settings_json() const = 0;
  /// SequenceSet::input_json of the training sequences.
  virtual const std::string& input_json() const = 0;
  virtual int64_t parameter_count() const = 0;

  /// N x K, rows sum to 1. Labels, class names and graph of the set are not looked at; its number
  /// of frames is free. Errors: bad input for a set that is not valid or of other channels.
  /// Cost: about 2 ms for one sequence of 64 frames through deep-residual.
  virtual Result<std::vector<double>> probabilities(const SequenceSet& set) = 0;
  /// N x T, not negative, rows sum to 1, 0 in frames that are not valid: how much of the pooled
  /// vector comes from a frame. Attention: its weights (transformer: the last layer's, of the class
  /// token, mean of heads). Mean: the same for all. Max: the share of channels whose maximum
  /// the frame holds. tcn-bilstm: the mean of attention and max. convlstm: the frames whose states
  /// are read, the last and the first. Errors as of probabilities().
  virtual Result<std::vector<double>> attention(const SequenceSet& set) = 0;
  /// See SequenceAttribution; `steps` (midpoint rule): [1, 4096]. Cost: as `steps` sequences
  /// forward and back. Errors as of probabilities(), usage for steps.
  virtual Result<SequenceAttribution> integrated_gradients(const SequenceSet& set,
                                                           int steps = 64) = 0;
  /// One file with weights, scaler, class names and settings; it appears whole or not at all.
  /// The same training gives the same bytes.
  virtual Status save(const std::filesystem::path& path) const = 0;
};

struct SequenceTraining {
  std::unique_ptr<SequenceClassifier> classifier;
  std::vector<SequenceCurvePoint> curve;
  int best_epoch = 0;    // whose weights the classifier has
  int64_t steps = 0;     // of the optimiser, in this run
  double seconds = 0.0;  // of this run as a whole
  Warnings warnings;
};

}  // namespace kinemote::synthesis
