// A motion model that plays back the windows of its clips: what a perfect one would be, and with
// faults put in on purpose.
#pragma once

#include <cmath>
#include <limits>
#include <string>
#include <utility>
#include <vector>

#include "app/training_set.h"
#include "synthesis/control/motion_model.h"

namespace kinemote::test {

enum class Fault {
  kNone,
  kDeaf,   // plays any style, whatever was asked for
  kLeaky,  // the latent says which style it was
  kStill,  // plays the first pose of the window
};

class ReplayModel : public synthesis::MotionModel {
 public:
  static constexpr int kLatents = 4;
  static constexpr int kFrames = 32;

  /// Every window of the set can be encoded and decoded; the clips of takes that end in `held_out`
  /// are no references and stand in the card's split.
  ReplayModel(const app::TrainingSet& set, const std::string& held_out, Fault fault)
      : fault_(fault) {
    card_.name = "replay";
    card_.layout = synthesis::WindowLayout::make(canonical_skeleton(), 30.0, kFrames).value();
    card_.latent.resize(kLatents);
    for (synthesis::LatentDimension& dimension : card_.latent) {
      dimension.low = -1.6;
      dimension.high = 1.6;
    }
    std::string names;
    for (const synthesis::TrainingClip& clip : set.clips) {
      const bool is_reference = held_out.empty() || !clip.take.ends_with(held_out);
      if (!is_reference) names += (names.empty() ? "\"" : ", \"") + clip.clip.name + "\"";
      add(clip, is_reference);
    }
    card_.settings_json = R"({"split": {"by": "clip", "held_out_clips": [)" + names + "]}}";
  }

  const synthesis::ModelCard& card() const override { return card_; }

  Result<std::vector<float>> encode(const synthesis::MotionWindow& window,
                                    const synthesis::Condition&) override {
    const Stored* best = nullptr;
    double least = std::numeric_limits<double>::infinity();
    for (const Stored& stored : windows_) {
      double difference = 0.0;
      for (size_t i = 0; i < window.size() && difference < least; i += 7) {
        difference += std::abs(window[i] - stored.window[i]);
      }
      if (difference < least) {
        least = difference;
        best = &stored;
      }
    }
    return best->latent;
  }

  Result<synthesis::MotionWindow> decode(std::span<const float> latent,
                                         const synthesis::Condition& condition) override {
    const Stored* best = nullptr;
    double least = std::numeric_limits<double>::infinity();
    for (const Stored& stored : windows_) {
      if (stored.content != condition.content) continue;
      double distance = 0.0;
      for (int d = 0; d < kLatents; ++d) {
        distance += (stored.latent[d] - latent[d]) * (stored.latent[d] - latent[d]);
      }
      if (fault_ != Fault::kDeaf) {
        if (condition.style >= 0) {
          if (stored.style != condition.style) continue;
        } else {
          distance += 1e6 * analysis::distance(*card_.styles[stored.style].pad, condition.pad);
        }
      }
      if (distance < least) {
        least = distance;
        best = &stored;
      }
    }
    if (best == nullptr) return usage_error("no such motion");
    synthesis::MotionWindow window = best->window;
    if (fault_ == Fault::kStill) {
      const size_t channels = card_.layout.channel_count();
      for (int i = 0; i < 3; ++i) window[i] = 0.0f;
      for (size_t i = channels; i < window.size(); ++i) window[i] = window[i - channels];
    }
    return window;
  }

 private:
  struct Stored {
    synthesis::MotionWindow window;
    std::vector<float> latent;
    int style, content;
  };

  void add(const synthesis::TrainingClip& clip, bool is_reference) {
    const int style = number_of_style(clip);
    const int content = number_of_content(clip.content);
    const auto channels = synthesis::channels_from_clip(clip.clip, card_.layout).value();
    const auto width = static_cast<std::ptrdiff_t>(card_.layout.channel_count());
    const auto frames = static_cast<int>(channels.size() / width);
    for (int first = 0; first + kFrames <= frames; first += 8) {
      const auto begin = channels.begin() + first * width;
      Stored stored{{begin, begin + kFrames * width}, {}, style, content};
      // Scattered evenly, with nothing of the motion in it.
      const auto index = static_cast<double>(windows_.size());
      for (int d = 0; d < kLatents; ++d) {
        const double share = std::fmod((index + 1.0) * std::sqrt(2.0 + d + d * d), 1.0);
        stored.latent.push_back(static_cast<float>(3.4 * share - 1.7));
      }
      if (fault_ == Fault::kLeaky) stored.latent[0] = static_cast<float>(style);
      if (is_reference) {
        card_.references.push_back(
            {stored.latent, stored.latent, clip.pad, content, style, clip.clip.name, {}});
      }
      windows_.push_back(std::move(stored));
    }
  }

  int number_of_style(const synthesis::TrainingClip& clip) {
    if (const int known = card_.style_index(clip.label); known >= 0) return known;
    card_.styles.push_back({clip.label, clip.pad});
    return static_cast<int>(card_.styles.size()) - 1;
  }

  int number_of_content(const std::string& content) {
    for (size_t i = 0; i < card_.contents.size(); ++i) {
      if (card_.contents[i] == content) return static_cast<int>(i);
    }
    card_.contents.push_back(content);
    return static_cast<int>(card_.contents.size()) - 1;
  }

  Fault fault_;
  synthesis::ModelCard card_;
  std::vector<Stored> windows_;
};

}  // namespace kinemote::test
