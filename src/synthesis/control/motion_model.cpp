#include "synthesis/control/motion_model.h"

#include <algorithm>
#include <cmath>
#include <nlohmann/json.hpp>

#include "synthesis/control/conditional_prior.h"

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

std::vector<analysis::PadWord> ModelCard::pad_words() const {
  std::vector<analysis::PadWord> words;
  for (const StyleWord& style : styles) {
    if (style.pad) words.push_back({style.name, *style.pad});
  }
  return words;
}

namespace {

template <typename T, typename NameOf>
Result<int> found(const std::vector<T>& items, const std::string& wanted, const char* kind,
                  const std::string& model, NameOf name_of_item) {
  std::string known;
  for (size_t i = 0; i < items.size(); ++i) {
    if (name_of_item(items[i]) == wanted) return static_cast<int>(i);
    known += (i > 0 ? ", " : "") + name_of_item(items[i]);
  }
  return usage_error("model \"" + model + "\" has no " + kind + " \"" + wanted +
                     "\"; it has: " + known);
}

}  // namespace

Result<int> ModelCard::find_content(const std::string& wanted) const {
  return found(contents, wanted, "content", name, [](const std::string& item) { return item; });
}

Result<int> ModelCard::find_style(const std::string& wanted) const {
  return found(styles, wanted, "style", name, [](const StyleWord& item) { return item.name; });
}

int ModelCard::style_index(const std::string& word) const {
  for (size_t i = 0; i < styles.size(); ++i) {
    if (styles[i].name == word) return static_cast<int>(i);
  }
  return -1;
}

const ConditionalPrior& MotionModel::prior() {
  if (!prior_) prior_ = std::make_shared<ConditionalPrior>(card().references, card().latent_dim());
  return *prior_;
}

std::string_view name_of(NetworkKind kind) {
  switch (kind) {
    case NetworkKind::kMlp:
      return "mlp";
    case NetworkKind::kConvolution:
      return "convolution";
    case NetworkKind::kTransformer:
      return "transformer";
  }
  return "";
}

int MotionVaeSettings::epochs_for(int windows) const {
  constexpr double kSteps = 10000.0;
  if (epochs > 0) return epochs;
  return static_cast<int>(
      std::clamp(std::round(kSteps * batch / std::max(1, windows)), 20.0, 400.0));
}

Status MotionVaeSettings::validate() const {
  const Range ranges[] = {
      {"latent", double(latent), 2, 256},
      {"window_frames", double(window_frames), 16, 512},
      {"fps", fps, 1, 240},
      {"hop_frames", double(hop_frames), 1, double(window_frames)},
      {"epochs", double(epochs), 0, 100000},
      {"batch", double(batch), 4, 4096},
      {"learning_rate", learning_rate, 1e-7, 0.1},
      {"beta", beta, 0, 10},
      {"free_bits", free_bits, 0, 5},
      {"warmup_epochs", double(warmup_epochs), 0, 100000},
      {"patience", double(patience), 0, 100000},
      {"hidden", double(hidden), 16, 4096},
      {"dct", double(dct), 4, double(window_frames)},
      {"components", double(components), 8, 2048},
      {"position_weight", position_weight, 0, 100},
      {"velocity_weight", velocity_weight, 0, 100},
      {"contact_weight", contact_weight, 0, 100},
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
  return nlohmann::json{{"network", name_of(network)},
                        {"latent", latent},
                        {"window_frames", window_frames},
                        {"fps", fps},
                        {"hop_frames", hop_frames},
                        {"epochs", epochs},
                        {"batch", batch},
                        {"learning_rate", learning_rate},
                        {"beta", beta},
                        {"free_bits", free_bits},
                        {"warmup_epochs", warmup_epochs},
                        {"patience", patience},
                        {"hidden", hidden},
                        {"dct", dct},
                        {"components", components},
                        {"position_weight", position_weight},
                        {"velocity_weight", velocity_weight},
                        {"contact_weight", contact_weight},
                        {"test_share", test_share},
                        {"seed", seed},
                        {"threads", threads}}
      .dump();
}

}  // namespace kinemote::synthesis
