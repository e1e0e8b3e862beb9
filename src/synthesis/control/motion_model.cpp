#include "synthesis/control/motion_model.h"

#include <nlohmann/json.hpp>

namespace kinemote::synthesis {
namespace {

struct Range {
  const char* name;
  double value;
  double low, high;
};

std::string shown(double value) { return nlohmann::json(value).dump(); }

}  // namespace

std::vector<double> ModelCard::target_features(const analysis::Pad& pad, int content) const {
  if (affect.feature_names.empty()) return {};
  if (content < 0 || content >= static_cast<int>(content_targets.size()) ||
      content_targets[content].weights.size() == 0) {
    return affect.target_features(pad);
  }
  const Eigen::VectorXd target =
      content_targets[content].predict(Eigen::Vector3d(pad.pleasure, pad.arousal, pad.dominance));
  return {target.begin(), target.end()};
}

Status MotionVaeSettings::validate() const {
  const Range ranges[] = {
      {"latent", double(latent), 2, 64},
      {"window_frames", double(window_frames), 16, 512},
      {"fps", fps, 1, 240},
      {"hop_frames", double(hop_frames), 1, double(window_frames)},
      {"epochs", double(epochs), 1, 100000},
      {"batch", double(batch), 4, 4096},
      {"learning_rate", learning_rate, 1e-7, 0.1},
      {"beta", beta, 0, 10},
      {"free_bits", free_bits, 0, 5},
      {"warmup_epochs", double(warmup_epochs), 0, double(epochs)},
      {"hidden", double(hidden), 16, 4096},
      {"dct", double(dct), 4, double(window_frames)},
      {"components", double(components), 8, 2048},
      {"position_weight", position_weight, 0, 100},
      {"velocity_weight", velocity_weight, 0, 100},
      {"contact_weight", contact_weight, 0, 100},
      {"pad_weight", pad_weight, 0, 100},
      {"test_share", test_share, 0.02, 0.5},
      {"threads", double(threads), 0, 1024},
  };
  for (const Range& range : ranges) {
    if (!(range.value >= range.low && range.value <= range.high)) {
      return usage_error(std::string(range.name) + " is " + shown(range.value) +
                         "; expected a number from " + shown(range.low) + " to " +
                         shown(range.high));
    }
  }
  return {};
}

std::string MotionVaeSettings::to_json() const {
  return nlohmann::json{{"latent", latent},
                        {"window_frames", window_frames},
                        {"fps", fps},
                        {"hop_frames", hop_frames},
                        {"epochs", epochs},
                        {"batch", batch},
                        {"learning_rate", learning_rate},
                        {"beta", beta},
                        {"free_bits", free_bits},
                        {"warmup_epochs", warmup_epochs},
                        {"hidden", hidden},
                        {"dct", dct},
                        {"components", components},
                        {"position_weight", position_weight},
                        {"velocity_weight", velocity_weight},
                        {"contact_weight", contact_weight},
                        {"pad_weight", pad_weight},
                        {"test_share", test_share},
                        {"seed", seed},
                        {"threads", threads}}
      .dump();
}

}  // namespace kinemote::synthesis
