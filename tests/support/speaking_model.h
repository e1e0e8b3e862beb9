// The fake model, but one that tells motions apart: latent 0 is the speed of a window, as decoding
// would have it, and latent 1 its content.
#pragma once

#include <memory>

#include "support/fake_model.h"

namespace kinemote::test {

class SpeakingModel : public FakeModel {
 public:
  Result<std::vector<float>> encode(const synthesis::MotionWindow& window,
                                    const synthesis::Condition& condition) override {
    ++encode_count();
    const auto width = static_cast<size_t>(card().layout.channel_count());
    double speed_mps = 0.0;
    for (size_t at = 0; at < window.size(); at += width) speed_mps += window[at];
    speed_mps /= static_cast<double>(window.size() / width);
    std::vector<float> latent(kLatents, 0.0f);
    latent[0] = static_cast<float>((speed_mps - 1.0) / 0.2);
    latent[1] = static_cast<float>(condition.content);
    return latent;
  }
  /// Of all of them.
  static std::atomic<int>& encode_count() {
    static std::atomic<int> count{0};
    return count;
  }
  static std::unique_ptr<synthesis::MotionModel> make() {
    return std::make_unique<SpeakingModel>();
  }
};

}  // namespace kinemote::test
