// A motion VAE as everyone else sees it: a MotionModel.
#pragma once

#include <memory>

#include "synthesis/control/model_file.h"
#include "synthesis/models/vae_network.h"

namespace kinemote::synthesis {

class MotionVaeModel final : public MotionModel {
 public:
  /// From a model file's contents. Error (bad input) if its tensors do not fit its card.
  static Result<std::unique_ptr<MotionModel>> make(ModelFile file);

  const ModelCard& card() const override { return card_; }
  Result<MotionWindow> decode(std::span<const float> latent, const Condition& condition) override;
  Result<std::vector<float>> encode(const MotionWindow& window,
                                    const Condition& condition) override;

 private:
  MotionVaeModel(ModelCard card, std::unique_ptr<VaeNetwork> network)
      : card_(std::move(card)), network_(std::move(network)) {}
  /// Error (usage) for a content or style that the model does not have.
  Status check(const Condition& condition) const;

  ModelCard card_;
  std::unique_ptr<VaeNetwork> network_;
};

}  // namespace kinemote::synthesis
