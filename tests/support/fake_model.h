// A motion model without torch, for tests of what is around it: a stiff figure that glides. Latent
// 0 is added to its speed, arousal raises its hips.
#pragma once

#include <atomic>
#include <memory>
#include <string>
#include <utility>

#include "synthesis/control/motion_model.h"

namespace kinemote::test {

class FakeModel : public synthesis::MotionModel {
 public:
  static constexpr int kLatents = 10;

  FakeModel() {
    card_.name = "fake";
    card_.layout = synthesis::WindowLayout::make(canonical_skeleton(), 30.0, 48).value();
    card_.contents = {"walk", "wave"};
    for (int d = 0; d < kLatents; ++d) {
      synthesis::LatentDimension dimension;
      dimension.low = -1.6;
      dimension.high = 1.6;
      dimension.kl_nats = 0.5;
      dimension.effect_m = 0.01 * ((d * 7) % kLatents);  // some order other than by index
      card_.latent.push_back(dimension);
    }
    for (int i = 0; i < 12; ++i) {
      const double p = i / 6.0 - 1.0;
      const std::vector<float> latent(kLatents, static_cast<float>(0.2 * p));
      card_.references.push_back(
          {latent, latent, analysis::Pad{p, -p, 0.0}, i % 2, -1, "clip", {}});
    }
  }

  const synthesis::ModelCard& card() const override { return card_; }

  Result<synthesis::MotionWindow> decode(std::span<const float> latent,
                                         const synthesis::Condition& condition) override {
    ++decode_count;
    if (latent.size() != kLatents) return usage_error("wrong latent size");
    if (condition.content < 0 || condition.content > 1) return usage_error("wrong content");
    const int width = card_.layout.channel_count();
    synthesis::MotionWindow window(static_cast<size_t>(width) * card_.layout.frame_count, 0.0f);
    for (int f = 0; f < card_.layout.frame_count; ++f) {
      float* frame = window.data() + static_cast<ptrdiff_t>(f) * width;
      frame[0] = 1.0f + 0.2f * latent[0];
      frame[3] = 0.95f + 0.03f * static_cast<float>(condition.pad.arousal);
      for (size_t j = 0; j < card_.layout.joints.size(); ++j) {
        frame[4 + 6 * j] = 1.0f;  // identity rotation: columns (1,0,0) and (0,1,0)
        frame[4 + 6 * j + 4] = 1.0f;
      }
    }
    return window;
  }

  Result<std::vector<float>> encode(const synthesis::MotionWindow&,
                                    const synthesis::Condition&) override {
    return std::vector<float>(kLatents, 0.25f);
  }

  /// Lets every reference come from one clip, at one moment of it.
  void name_references(const std::string& source, double start_s) {
    for (synthesis::ReferenceLatent& reference : card_.references) {
      reference.source = source;
      reference.start_s = start_s;
    }
  }

  std::atomic<int> decode_count = 0;

 private:
  synthesis::ModelCard card_;
};

}  // namespace kinemote::test
