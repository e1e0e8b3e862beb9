// Sequences changed at random in ways that keep their label, for training.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "analysis/features/sequence_edits.h"

namespace kinemote::analysis {

/// In the order in which they are applied.
enum class Augmentation {
  kTimeWarp,      // rate drawn from [1 - strength, 1 + strength]
  kCrop,          // a random part of at least 1 - strength of the valid frames, moved to the front
  kMirror,        // left and right exchanged; has no strength
  kScale,         // factor drawn from [1 - strength, 1 + strength]
  kTurn,          // angle drawn from [-strength, strength], radians
  kNoise,         // standard deviation drawn from [0, strength], units of the places
  kJointDropout,  // 1 to round(strength x joints) of the joints that are seen at all, at least 1
};
inline constexpr int kAugmentationCount = 7;
/// "time-warp", "crop", "mirror", "scale", "turn", "noise", "joint-dropout".
std::string_view name_of(Augmentation augmentation);

/// How often and how much; a probability of 0 turns it off.
struct AugmentChance {
  double probability = 0.0;
  double strength = 0.0;
};

/// Defaults are those of EmotionRecognizer-, crop excepted, which it did not have in this form.
struct AugmentSettings {
  AugmentChance time_warp{0.25, 0.2};
  AugmentChance crop{0.25, 0.2};
  AugmentChance mirror{0.5, 0.0};
  AugmentChance scale{0.5, 0.2};
  AugmentChance turn{0.5, 0.26};
  AugmentChance noise{0.5, 0.02};
  AugmentChance joint_dropout{0.15, 0.1};

  const AugmentChance& chance(Augmentation augmentation) const;
  /// Error (usage): a probability outside [0, 1], a strength outside [0, 0.9] (turn: [0, pi],
  /// noise: [0, 10], joint dropout: [0, 1]).
  Status validate() const;
};

/// Settings and layout, checked once and used for many sequences, by many threads.
class Augmenter {
 public:
  /// Errors: usage (settings, layout, mirroring joints without partners, frame time).
  static Result<Augmenter> make(SequenceLayout layout, const AugmentSettings& settings,
                                double frame_time_s);

  /// Changes T x C values and T marks of valid frames in place. Deterministic for a seed; give each
  /// sample and epoch its own. Preconditions: C as in the layout, T > 0 as in `valid`. Cost: about
  /// 0.1 ms for 64 x 238.
  void apply(std::span<float> values, std::span<float> valid, uint64_t seed) const;
  PoseSequence apply(const PoseSequence& sequence, uint64_t seed) const;

  /// One change alone and in any case, by an amount drawn from the seed: to show what it does.
  /// Joints without partners are not mirrored.
  PoseSequence apply_one(const PoseSequence& sequence, Augmentation augmentation,
                         uint64_t seed) const;

 private:
  void change(PoseSequence& sequence, Augmentation augmentation, std::mt19937_64& random) const;

  SequenceLayout layout_;
  AugmentSettings settings_;
  std::vector<int> partners_;  // empty if nothing is mirrored
  double frame_time_s_ = 0.0;
};

}  // namespace kinemote::analysis
