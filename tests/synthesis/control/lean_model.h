// A motion model without torch, for tests of restyling: code 0 says how far the chest leans, the
// hips sink and the arms rise, the same on both sides, and on request how fast it turns. Arousal is
// code 0.
#pragma once

#include <vector>

#include "synthesis/control/conditional_prior.h"
#include "synthesis/control/motion_model.h"

namespace kinemote::test {

class LeanModel final : public synthesis::MotionModel {
 public:
  explicit LeanModel(const SkeletonPtr& skeleton = canonical_skeleton(),
                     double turn_rad_per_s = 0.0)
      : turn_rad_per_s_(turn_rad_per_s) {
    card_.name = "lean";
    card_.layout = *synthesis::WindowLayout::make(skeleton, 30.0, 48);
    card_.contents = {"walk"};
    card_.styles = {{"calm", analysis::Pad{0.0, -0.5, 0.0}}, {"odd", {}}};
    card_.latent.resize(2);
    for (int i = 0; i < 400; ++i) {
      synthesis::ReferenceLatent r;
      const double arousal = (i % 41 - 20) / 20.0;
      r.code = {static_cast<float>(arousal), 0.3F * static_cast<float>(i % 7 - 3)};
      r.pad = analysis::Pad{0.0, arousal, 0.0};
      r.content = 0;
      r.source = "clip " + std::to_string(i);
      card_.references.push_back(r);
    }
    const synthesis::ConditionalPrior prior(card_.references, 2);
    for (synthesis::ReferenceLatent& r : card_.references) {
      r.latent = prior.latent_of(r.code, {*r.pad, 0});
    }
    card_.spacing.assign(synthesis::kSpacingCount, 0.2);
  }

  const synthesis::ModelCard& card() const override { return card_; }

  Result<synthesis::MotionWindow> decode(std::span<const float> latent,
                                         const synthesis::Condition& condition) override {
    const double lean = prior().code_of(latent, condition)[0];
    const SkeletonPtr skeleton = card_.layout.skeleton;
    Clip clip =
        Clip::make(skeleton, card_.layout.frame_count, 1.0 / 30.0, {skeleton->find("Hips")});
    const auto turn = [&](int f, BodyPart part, double angle_rad, const Vec3& axis) {
      clip.frame_rotations(f)[card_.layout.body[part]] = canonical(glm::angleAxis(angle_rad, axis));
    };
    for (int f = 0; f < clip.frame_count; ++f) {
      turn(f, BodyPart::kChest, 0.3 * lean, Vec3(1, 0, 0));
      turn(f, BodyPart::kLeftUpperArm, 0.4 * lean, Vec3(0, 0, 1));
      turn(f, BodyPart::kRightUpperArm, -0.4 * lean, Vec3(0, 0, 1));
      turn(f, BodyPart::kHips, turn_rad_per_s_ * lean * f / 30.0, Vec3(0, 1, 0));
      clip.translations[f].y -= 0.04 * (1.0 + lean);
    }
    return synthesis::channels_from_clip(clip, card_.layout);
  }

  Result<std::vector<float>> encode(const synthesis::MotionWindow&,
                                    const synthesis::Condition& condition) override {
    return prior().latent_of(std::vector<float>{0.0F, 0.0F}, condition);
  }

 private:
  synthesis::ModelCard card_;
  double turn_rad_per_s_ = 0.0;
};

}  // namespace kinemote::test
