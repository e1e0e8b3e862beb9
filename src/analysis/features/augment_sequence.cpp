#include "analysis/features/augment_sequence.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <string>
#include <utility>

#include "motion/core/random.h"

namespace kinemote::analysis {
namespace {

constexpr std::array<std::string_view, kAugmentationCount> kNames{
    "time-warp", "crop", "mirror", "scale", "turn", "noise", "joint-dropout"};
constexpr std::array<double, kAugmentationCount> kStrongest{0.9, 0.9, 0.0, 0.9, kPi, 10.0, 1.0};

double draw(std::mt19937_64& random, double low, double high) {
  return low + (high - low) * uniform01(random);
}

bool is_ever_seen(const PoseSequence& sequence, const SequenceLayout& layout, int slot) {
  for (int f = 0; f < sequence.frames; ++f) {
    const float* const numbers = sequence.frame(f) + slot * layout.numbers_a_joint;
    if (std::any_of(numbers, numbers + layout.numbers_a_joint, [](float v) { return v != 0.0f; })) {
      return true;
    }
  }
  return false;
}

}  // namespace

std::string_view name_of(Augmentation augmentation) {
  return kNames[static_cast<size_t>(augmentation)];
}

const AugmentChance& AugmentSettings::chance(Augmentation augmentation) const {
  switch (augmentation) {
    case Augmentation::kTimeWarp:
      return time_warp;
    case Augmentation::kCrop:
      return crop;
    case Augmentation::kMirror:
      return mirror;
    case Augmentation::kScale:
      return scale;
    case Augmentation::kTurn:
      return turn;
    case Augmentation::kNoise:
      return noise;
    case Augmentation::kJointDropout:
      break;
  }
  return joint_dropout;
}

Status AugmentSettings::validate() const {
  for (int i = 0; i < kAugmentationCount; ++i) {
    const AugmentChance& asked = chance(static_cast<Augmentation>(i));
    const std::string name(kNames[i]);
    if (!(asked.probability >= 0.0 && asked.probability <= 1.0)) {
      return usage_error("the probability of " + name + " is " + std::to_string(asked.probability) +
                         "; expected 0 to 1");
    }
    if (!(asked.strength >= 0.0 && asked.strength <= kStrongest[i])) {
      return usage_error("the strength of " + name + " is " + std::to_string(asked.strength) +
                         "; expected 0 to " + std::to_string(kStrongest[i]));
    }
  }
  return {};
}

Result<Augmenter> Augmenter::make(SequenceLayout layout, const AugmentSettings& settings,
                                  double frame_time_s) {
  if (Status s = settings.validate(); !s) return s.error();
  if (Status s = layout.validate(); !s) return s.error();
  if (!(frame_time_s > 0.0) || !std::isfinite(frame_time_s)) {
    return usage_error("augmentation needs a frame time above 0 s");
  }
  Augmenter augmenter;
  Result<std::vector<int>> partners = sequence_mirror_partners(layout);
  if (partners) {
    augmenter.partners_ = std::move(*partners);
  } else if (settings.mirror.probability > 0.0) {
    return partners.error();
  }
  augmenter.layout_ = std::move(layout);
  augmenter.settings_ = settings;
  augmenter.frame_time_s_ = frame_time_s;
  return augmenter;
}

void Augmenter::change(PoseSequence& sequence, Augmentation augmentation,
                       std::mt19937_64& random) const {
  const double strength = settings_.chance(augmentation).strength;
  switch (augmentation) {
    case Augmentation::kTimeWarp:
      warp_sequence(sequence, layout_, draw(random, 1.0 - strength, 1.0 + strength));
      return;
    case Augmentation::kCrop: {
      const ValidSpan span = valid_span(sequence);
      const int all = span.last - span.first;
      const double share = draw(random, 1.0 - strength, 1.0);
      const int kept =
          std::clamp(static_cast<int>(std::lround(share * all)), std::min(1, all), all);
      crop_sequence(sequence, span.first + uniform_index(random, all - kept + 1), kept);
      return;
    }
    case Augmentation::kMirror:
      if (!partners_.empty()) mirror_sequence(sequence, layout_, partners_);
      return;
    case Augmentation::kScale:
      scale_sequence(sequence, layout_, draw(random, 1.0 - strength, 1.0 + strength));
      return;
    case Augmentation::kTurn:
      turn_sequence(sequence, layout_, draw(random, -strength, strength));
      return;
    case Augmentation::kNoise:
      add_sequence_noise(sequence, layout_, draw(random, 0.0, strength), random);
      return;
    case Augmentation::kJointDropout: {
      const auto joints = static_cast<int>(layout_.joints.size());
      std::vector<int> slots;  // of people who are there
      for (int i = 0; i < joints * layout_.people; ++i) {
        if (is_ever_seen(sequence, layout_, i)) slots.push_back(i);
      }
      shuffle(slots, random);
      const auto most = std::lround(strength * static_cast<double>(slots.size()));
      const int count = 1 + uniform_index(random, std::max(1, static_cast<int>(most)));
      for (int i = 0; i < std::min(count, static_cast<int>(slots.size())); ++i) {
        drop_joint(sequence, layout_, slots[i] / joints, slots[i] % joints);
      }
      return;
    }
  }
}

PoseSequence Augmenter::apply(const PoseSequence& sequence, uint64_t seed) const {
  PoseSequence out = sequence;
  std::mt19937_64 random(seed);
  for (int i = 0; i < kAugmentationCount; ++i) {
    const auto augmentation = static_cast<Augmentation>(i);
    if (uniform01(random) >= settings_.chance(augmentation).probability) continue;
    change(out, augmentation, random);
  }
  return out;
}

void Augmenter::apply(std::span<float> values, std::span<float> valid, uint64_t seed) const {
  PoseSequence sequence;
  sequence.frames = static_cast<int>(valid.size());
  sequence.channels = layout_.channels();
  sequence.values.assign(values.begin(), values.end());
  sequence.valid.assign(valid.begin(), valid.end());
  sequence.frame_time_s = frame_time_s_;
  const PoseSequence changed = apply(sequence, seed);
  std::copy(changed.values.begin(), changed.values.end(), values.begin());
  std::copy(changed.valid.begin(), changed.valid.end(), valid.begin());
}

PoseSequence Augmenter::apply_one(const PoseSequence& sequence, Augmentation augmentation,
                                  uint64_t seed) const {
  PoseSequence out = sequence;
  std::mt19937_64 random(seed);
  change(out, augmentation, random);
  return out;
}

}  // namespace kinemote::analysis
