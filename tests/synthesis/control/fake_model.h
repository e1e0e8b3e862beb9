// A motion model without torch: its windows are sine walks.
#pragma once

#include <vector>

#include "synthesis/control/motion_model.h"
#include "synthesis/control/sine_walk.h"

namespace kinemote::test {

/// Latent 0 is the gait's phase (radians), latent 1 the arms' swing; arousal sets the pace. Content
/// "stand" stands, with a path that drifts and turns slowly as decoded ones do.
class FakeModel final : public synthesis::MotionModel {
 public:
  explicit FakeModel(SkeletonPtr skeleton = canonical_skeleton()) {
    card_.name = "fake";
    card_.layout = *synthesis::WindowLayout::make(std::move(skeleton), 30.0, 64);
    card_.contents = {"walk", "stand"};
    card_.latent.resize(2);
    for (int i = 0; i < 40; ++i) {
      const analysis::Pad pad{0.0, (i % 5 - 2) * 0.4, 0.0};
      const std::vector<float> latent{static_cast<float>(-3.0 + 0.15 * i), 0.1F * (i % 3)};
      card_.references.push_back({latent, latent, pad, i % 4 == 3 ? 1 : 0, -1, "clip", {}});
    }
    card_.spacing.assign(synthesis::kSpacingCount, 0.2);
  }

  const synthesis::ModelCard& card() const override { return card_; }
  synthesis::ModelCard& card() { return card_; }

  /// The motion that a window is cut from, of any length.
  Clip source(std::span<const float> latent, const synthesis::Condition& condition,
              int frames) const {
    SineWalk walk{.frames = frames, .phase_rad = latent[0], .arm_swing_rad = 0.4 + 0.1 * latent[1]};
    walk.speed_mps = 1.2 + 0.3 * condition.pad.arousal;
    if (condition.content == 1) {
      walk.speed_mps = 0.0;
      walk.steps_per_s = 1e-6;
    }
    const Clip clip = sine_walk(walk);
    return card_.layout.joints.front() == 0 ? clip : under_root(clip);
  }

  Result<synthesis::MotionWindow> decode(std::span<const float> latent,
                                         const synthesis::Condition& condition) override {
    if (latent.size() != 2) return usage_error("wrong latent");
    ++decode_count;
    auto window = *synthesis::channels_from_clip(source(latent, condition, 64), card_.layout);
    if (condition.content == 1) {
      for (size_t i = 0; i < window.size(); i += card_.layout.channel_count()) {
        window[i] += 0.12F;      // m/s
        window[i + 2] += 0.25F;  // rad/s
      }
    }
    return window;
  }
  Result<std::vector<float>> encode(const synthesis::MotionWindow&,
                                    const synthesis::Condition&) override {
    return std::vector<float>(2, 0.0F);
  }

  int decode_count = 0;

 private:
  synthesis::ModelCard card_;
};

}  // namespace kinemote::test
